//! Every construct that coverage is measured of. What the tests reach of it is written down by hand in truth.txt.

mod nested;

pub fn branch(a: bool) -> u8 {
    if a {
        return 1;
    }
    2
}

pub fn both(a: bool) -> u8 {
    let value = if a { 1 } else { 2 };
    value + 1
}

pub fn tree(a: bool, b: bool) -> bool {
    if a && b { true } else { false }
}

pub fn diamond(a: bool, b: bool, c: bool) -> u8 {
    if (a && b) || c {
        return 1;
    }
    0
}

pub fn value(a: bool, b: bool) -> bool {
    let either = a || b;
    either
}

pub fn arms(x: Option<u32>) -> u32 {
    match x {
        Some(n) if n > 3 => n,
        Some(_) => 1,
        None => 0,
    }
}

pub fn question(text: &str) -> Result<u32, std::num::ParseIntError> {
    let number = text.parse::<u32>()?;
    Ok(number)
}

pub fn let_else(x: Option<u8>) -> u8 {
    let Some(inner) = x else {
        return 0;
    };
    inner
}

pub fn if_let(x: Option<u8>) -> u8 {
    if let Some(inner) = x {
        inner
    } else {
        9
    }
}

pub fn chain(x: Option<u8>, a: bool) -> u8 {
    if a && let Some(inner) = x && inner > 1 {
        return inner;
    }
    0
}

pub fn loops(mut n: u32) -> u32 {
    let mut sum = 0;
    while n > 0 {
        sum += n;
        n -= 1;
    }
    for extra in 0..2 {
        sum += extra;
    }
    sum
}

pub fn queue(mut items: Vec<u8>) -> u8 {
    let mut last = 0;
    while let Some(item) = items.pop() {
        last = item;
    }
    last
}

pub fn checked(n: u32) -> u32 {
    assert!(n < 10);
    n
}

pub fn matching(x: Option<u8>) -> bool {
    matches!(x, Some(1))
}

pub fn bitwise(a: bool, b: bool) -> u8 {
    if a & b { 1 } else { 2 }
}

pub fn generic<T: PartialOrd>(a: T, b: T) -> bool {
    if a < b { true } else { false }
}

pub fn never_instantiated<T: PartialOrd>(a: T, b: T) -> bool {
    if a < b { true } else { false }
}

pub const fn computed(n: u32) -> u32 {
    if n > 1 { n } else { 1 }
}

const SIZE: u32 = computed(4);

pub fn sized() -> u32 {
    SIZE
}

pub fn closure(items: &[u32]) -> u32 {
    let double = |n: u32| if n > 5 { n * 2 } else { n };
    items.iter().map(|&n| double(n)).sum()
}

pub async fn waits(a: bool) -> u8 {
    if a {
        return 1;
    }
    0
}

macro_rules! larger {
    ($a:expr, $b:expr) => {
        if $a > $b { $a } else { $b }
    };
}

pub fn in_macro(a: u32, b: u32) -> u32 {
    larger!(a, b)
}

pub fn argument(a: bool, b: bool) -> String {
    format!("{}", a && b)
}

#[cfg(feature = "extra")]
pub fn gated(a: bool) -> u8 {
    if a { 1 } else { 2 }
}

pub fn never_called() -> u8 {
    7
}

pub trait Shape {
    fn corners(&self) -> u32;
    fn is_round(&self) -> bool {
        self.corners() == 0
    }
}

pub struct Circle;

impl Shape for Circle {
    fn corners(&self) -> u32 {
        0
    }
}

pub fn checked_twice(n: u32) -> u32 {
    assert_eq!(n, 1);
    debug_assert!(n < 3, "no {n}");
    n
}

pub fn asserts_last(n: u32) {
    assert!(n < 10)
}

pub fn behind_a_panic(n: u32) -> u32 {
    refuse(n);
    let next = n + 1;
    next
}

fn refuse(n: u32) {
    if n > 3 {
        panic!("too large")
    }
}

pub struct Buffer {
    pub bytes: [u8; 4],
    pub len: usize,
}

impl Buffer {
    unsafe fn set_len(&mut self, len: usize) {
        self.len = len;
    }
}

pub fn shortened(all: bool) -> usize {
    const { assert!(size_of::<Buffer>() > 4) }
    let mut buffer = Buffer { bytes: [0; 4], len: 4 };
    if all {
        unsafe {
            buffer.set_len(1);
            buffer.set_len(0);
        }
    } else {
        unsafe {
            buffer.set_len(3);
            buffer.set_len(2);
        }
    }
    buffer.len
}

#[cfg(test)]
mod tests;

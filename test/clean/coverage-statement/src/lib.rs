//! A radio that repeats what it hears. Statements and functions are asked for: no condition is measured.

#[cfg(feature = "spare")]
mod spare;

#[cfg(feature = "spare")]
pub use spare::spare_channel;

/// How often a message is repeated.
pub fn repeats(is_urgent: bool, is_short: bool) -> u8 {
    if is_urgent || is_short {
        return 3;
    }
    1
}

/// Forgets what was heard.
pub fn forget(heard: &mut Vec<u8>) {
    heard.clear();
}

#[test]
fn repeats_what_is_urgent() {
    assert_eq!(repeats(true, false), 3);
    assert_eq!(repeats(false, false), 1);
}

#[test]
fn forgets() {
    let mut heard = vec![1];
    forget(&mut heard);
    assert!(heard.is_empty());
}

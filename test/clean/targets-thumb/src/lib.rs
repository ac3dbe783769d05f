//! A valve that opens above a pressure. Its features are faults, which tests turn on.

#![no_std]

#[cfg(feature = "list")]
extern crate alloc;

#[cfg(feature = "log")]
extern crate std;

#[cfg(feature = "no-seat")]
compile_error!("this board has no seat");

/// Opens above this, in millibar.
pub const LIMIT: u16 = 2500;

/// Is the valve open at this pressure, in millibar?
pub fn is_open(pressure: u16) -> bool {
    pressure > LIMIT
}

/// The next whole number below.
#[cfg(feature = "floor")]
pub fn down(number: f32) -> f32 {
    number.floor()
}

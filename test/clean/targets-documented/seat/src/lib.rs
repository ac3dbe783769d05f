//! Where a valve closes.

#![no_std]

#[cfg(feature = "std")]
extern crate std;

/// Is the seat tight at this pressure, in millibar?
pub fn is_tight(pressure: u16) -> bool {
    pressure < 4000
}

//! A valve that opens above a pressure.

#![no_std]

/// Opens above this, in millibar.
pub const LIMIT: u16 = 2500;

/// Is the valve open at this pressure, in millibar?
pub fn is_open(pressure: u16) -> bool {
    pressure > LIMIT && seat::is_tight(pressure)
}

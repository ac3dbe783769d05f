#![no_std]

/// Pascals above which the valve opens.
pub const LIMIT: u32 = 600_000;

/// Is the valve open at this pressure, in pascals?
#[must_use]
pub const fn is_open(pressure: u32) -> bool {
    pressure > LIMIT
}

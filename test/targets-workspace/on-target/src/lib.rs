//! What the test on the target calls, and, by features, what does not build for it.
#![cfg_attr(not(feature = "std"), no_std)]

use motor_control::Fixed;

/// Half of a number.
pub fn half(number: Fixed) -> Fixed {
    number.times(Fixed::from_ratio(1, 2))
}

/// Needs a function of floating point that only std has.
#[cfg(feature = "floor")]
pub fn down(number: f32) -> f32 {
    number.floor()
}

#[cfg(feature = "refuses")]
compile_error!("no such device on this target");

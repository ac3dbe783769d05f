//! Speed and current control of one motor in fixed point, without a heap, without floating point, without `unsafe`.
//!
//! [`Controller::step`] is called once per control period with what the sensors say. It checks that first
//! ([`plausibility`]); from the first fault on it commands zero until [`Controller::reset`].

#![no_std]
#![deny(clippy::arithmetic_side_effects, clippy::as_conversions)]

pub mod controller;
pub mod fixed;
pub mod pi;
pub mod plausibility;

pub use controller::{Controller, Parameters, State};
pub use fixed::Fixed;
pub use plausibility::{Fault, Limits, Measurement};

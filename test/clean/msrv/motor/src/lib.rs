//! Drives the motor.

/// The current for a wanted torque, in mA.
pub fn current(torque: i32) -> i32 {
    fixed::half(torque)
}

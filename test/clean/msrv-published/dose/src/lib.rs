//! Limits of a dose.

/// No more than what is allowed.
pub fn limit(value: u32) -> u32 {
    value.min(1000)
}

//! Limits of a dose.

mod table;

/// No more than what is allowed.
pub fn limit(value: u32) -> u32 {
    value.min(table::MOST)
}

//! Shows the rate.

/// The mark that a rate stands at.
pub fn mark(rate: u32) -> u32 {
    valve::limit(rate) / 10
}

/// The sum of two meters.
pub fn sum(first: u32, second: u32) -> u32 {
    let both = first.saturating_add(second);
    both
}

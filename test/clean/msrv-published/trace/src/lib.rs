//! What happened, in lines.

mod stamp;

/// A line with its number.
pub fn line(number: u32, text: &str) -> String {
    format!("{} {}", stamp::of(number), text)
}

//! Shows how much flows; not for anyone else.

/// The rate in words.
pub fn rate(strokes: u32) -> String {
    format!("{} µl", flow::volume(strokes))
}

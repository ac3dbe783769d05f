//! How much flows.

/// The volume of so many strokes, in µl.
pub fn volume(strokes: u32) -> u32 {
    dose::limit(strokes) * 50
}

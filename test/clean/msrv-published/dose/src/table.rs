/// In strokes.
pub const MOST: u32 = 1000;

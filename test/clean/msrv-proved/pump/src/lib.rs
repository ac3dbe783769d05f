//! Pumps what the valve lets through.

units::micro_litres!();

/// The volume of so many strokes, in µl.
pub fn volume(strokes: u32) -> u32 {
    valve::limit(strokes) * MICRO_LITRES
}

/// The pressure in millibar, for what the converter of the board says.
pub fn pressure(raw: u16) -> u16 {
    let above_offset = raw.saturating_sub(200);
    above_offset / 4
}

/// How much is in the tank.
#[derive(Clone, Copy)]
pub enum Level {
    Empty,
    Low,
    High,
}

/// The level for a height in millimetres.
pub fn level_of(height: u32) -> Level {
    if height < 10 {
        Level::Empty
    } else if height < 100 {
        Level::Low
    } else {
        Level::High
    }
}

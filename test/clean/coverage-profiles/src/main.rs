//! What runs on the board, and tests itself there.

/// Millilitres per hour for turns of the wheel.
fn rate(turns: u32) -> u32 {
    let per_turn = 12;
    turns * per_turn
}

fn main() {
    assert_eq!(rate(3), 36);
}

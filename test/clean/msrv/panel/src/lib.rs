//! Shows the speed.

/// The bars that a speed lights.
pub fn bars(speed: i32) -> i32 {
    fixed::half(speed)
}

#[cfg(test)]
mod tests {
    #[test]
    fn half_of_the_bars_at_half_speed() {
        probe::same(super::bars(8), 4);
    }
}

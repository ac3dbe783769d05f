#![no_std]
//! A watchdog: it must be fed before its budget is used up.

/// Counts down and says when the controller has to be reset.
pub struct Watchdog {
    budget: u32,
    left: u32,
}

impl Watchdog {
    /// Starts with a full budget.
    pub const fn new(budget: u32) -> Self {
        Self { budget, left: budget }
    }

    /// Fills the budget again.
    pub fn feed(&mut self) {
        self.left = self.budget;
    }

    /// One step of the clock; true when the budget is used up.
    pub fn tick(&mut self) -> bool {
        self.left = self.left.saturating_sub(1);
        self.left == 0
    }
}

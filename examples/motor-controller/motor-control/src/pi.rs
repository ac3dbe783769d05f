//! A proportional-integral controller with a bounded output.

use crate::fixed::Fixed;

/// The gains of a controller, per control period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gains {
    /// Of the error.
    pub proportional: Fixed,
    /// Of the sum of all errors so far.
    pub integral: Fixed,
}

/// A proportional-integral controller. Its output stays within plus and minus its limit, and its integral does not grow
/// while the output stands at a limit (no wind-up).
#[derive(Clone, Copy, Debug)]
pub struct Pi {
    gains: Gains,
    limit: Fixed,
    integral: Fixed,
}

impl Pi {
    /// A controller at rest.
    #[must_use]
    pub const fn new(gains: Gains, limit: Fixed) -> Self {
        Self {
            gains,
            limit,
            integral: Fixed::ZERO,
        }
    }

    /// The output for the error of this period.
    #[must_use]
    pub fn step(&mut self, error: Fixed) -> Fixed {
        let integral = self.integral.plus(self.gains.integral.times(error));
        let wanted = self.gains.proportional.times(error).plus(integral);
        let output = wanted.clamp(Fixed::ZERO.minus(self.limit), self.limit);
        let grows_further_out = wanted != output && (wanted > output) == (error > Fixed::ZERO);
        if !grows_further_out {
            self.integral = integral;
        }
        output
    }

    /// Forgets the past.
    pub const fn reset(&mut self) {
        self.integral = Fixed::ZERO;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn controller() -> Pi {
        let gains = Gains {
            proportional: Fixed::from_ratio(1, 2),
            integral: Fixed::from_ratio(1, 4),
        };
        Pi::new(gains, Fixed::from_int(10))
    }

    #[test]
    fn sums_what_remains_of_the_error() {
        let mut pi = controller();
        assert_eq!(pi.step(Fixed::from_int(4)), Fixed::from_int(3));
        assert_eq!(pi.step(Fixed::from_int(4)), Fixed::from_int(4));
        assert_eq!(pi.step(Fixed::ZERO), Fixed::from_int(2));
    }

    #[test]
    fn stays_within_its_limit_on_both_sides() {
        let mut pi = controller();
        assert_eq!(pi.step(Fixed::MAX), Fixed::from_int(10));
        assert_eq!(pi.step(Fixed::MIN), Fixed::from_int(-10));
    }

    #[test]
    fn does_not_wind_up() {
        let mut pi = controller();
        for _ in 0..1000 {
            assert_eq!(pi.step(Fixed::from_int(100)), Fixed::from_int(10));
        }
        assert!(pi.step(Fixed::from_int(-4)) < Fixed::ZERO);
    }

    #[test]
    fn lets_the_integral_grow_back_from_the_limit() {
        let against = Gains {
            proportional: Fixed::from_ratio(-1, 2),
            integral: Fixed::from_ratio(1, 4),
        };
        let mut pi = Pi::new(against, Fixed::from_int(10));
        assert_eq!(pi.step(Fixed::from_int(100)), Fixed::from_int(-10));
        assert_eq!(pi.step(Fixed::ZERO), Fixed::from_int(10));
    }

    #[test]
    fn forgets_on_reset() {
        let mut pi = controller();
        let first = pi.step(Fixed::from_int(4));
        pi.reset();
        assert_eq!(pi.step(Fixed::from_int(4)), first);
    }
}

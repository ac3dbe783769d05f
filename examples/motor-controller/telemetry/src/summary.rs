//! What a recording amounts to.

use motor_control::{Fixed, Limits, Measurement, plausibility};
use serde::{Deserialize, Serialize};

/// One line of a recording, in milliamperes and milli-revolutions per second.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Sample {
    current_ma: i32,
    speed_mrps: i32,
    speed_redundant_mrps: i32,
}

/// A recording in a few numbers.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Summary {
    samples: usize,
    implausible: usize,
    greatest_current_ma: u32,
    greatest_speed_mrps: u32,
}

/// What the drive that was recorded can do.
const LIMITS: Limits = Limits {
    current: Fixed::from_int(20),
    speed: Fixed::from_int(100),
    speed_step: Fixed::from_int(5),
    speed_difference: Fixed::from_int(2),
};

impl Summary {
    /// Counts the samples and those that the controller would have refused, each beside the one before it.
    pub fn of(samples: &[Sample]) -> Self {
        let mut before = Measurement::default();
        let mut implausible = 0;
        for measured in samples.iter().map(Measurement::from) {
            match plausibility::check(&measured, &before, &LIMITS) {
                Ok(()) => before = measured,
                Err(_) => implausible += 1,
            }
        }
        let greatest = |value: fn(&Sample) -> i32| {
            samples
                .iter()
                .map(|sample| value(sample).unsigned_abs())
                .max()
        };
        Self {
            samples: samples.len(),
            implausible,
            greatest_current_ma: greatest(|sample| sample.current_ma).unwrap_or(0),
            greatest_speed_mrps: greatest(|sample| sample.speed_mrps).unwrap_or(0),
        }
    }
}

impl From<&Sample> for Measurement {
    fn from(sample: &Sample) -> Self {
        Self {
            current: Fixed::from_ratio(sample.current_ma, 1000),
            speed: Fixed::from_ratio(sample.speed_mrps, 1000),
            speed_redundant: Fixed::from_ratio(sample.speed_redundant_mrps, 1000),
        }
    }
}

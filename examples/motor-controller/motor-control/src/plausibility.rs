//! Can what the sensors say be true? A control loop that trusts an impossible measurement amplifies it.

use crate::fixed::Fixed;

/// What the sensors say in one period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Measurement {
    /// Phase current in amperes.
    pub current: Fixed,
    /// Speed in revolutions per second, by the encoder.
    pub speed: Fixed,
    /// Speed in revolutions per second, by the independent second sensor.
    pub speed_redundant: Fixed,
}

/// What is possible with this motor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The greatest current in either direction, in amperes.
    pub current: Fixed,
    /// The greatest speed in either direction, in revolutions per second.
    pub speed: Fixed,
    /// The greatest change of speed within one period.
    pub speed_step: Fixed,
    /// The greatest difference between the two speed sensors.
    pub speed_difference: Fixed,
}

/// Why control ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The current is greater than the motor can bear.
    Overcurrent,
    /// The speed is greater than the motor can reach.
    Overspeed,
    /// The speed changed faster than the rotor's inertia allows.
    SpeedJump,
    /// The two speed sensors disagree.
    SensorsDisagree,
    /// The driver could not read or write its hardware.
    Hardware,
}

/// Checks a measurement against the limits and against the one before it.
///
/// # Errors
///
/// The first fault, the most dangerous one first.
pub fn check(now: &Measurement, before: &Measurement, limits: &Limits) -> Result<(), Fault> {
    if now.current.abs() > limits.current {
        return Err(Fault::Overcurrent);
    }
    if now.speed.abs() > limits.speed {
        return Err(Fault::Overspeed);
    }
    if now.speed.minus(now.speed_redundant).abs() > limits.speed_difference {
        return Err(Fault::SensorsDisagree);
    }
    if now.speed.minus(before.speed).abs() > limits.speed_step {
        return Err(Fault::SpeedJump);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: Limits = Limits {
        current: Fixed::from_int(20),
        speed: Fixed::from_int(100),
        speed_step: Fixed::from_int(5),
        speed_difference: Fixed::from_int(2),
    };

    fn measured(current: i32, speed: i32, speed_redundant: i32) -> Measurement {
        Measurement {
            current: Fixed::from_int(current),
            speed: Fixed::from_int(speed),
            speed_redundant: Fixed::from_int(speed_redundant),
        }
    }

    #[test]
    fn accepts_each_value_at_its_limit() {
        assert_eq!(
            check(&measured(20, 100, 98), &measured(0, 95, 95), &LIMITS),
            Ok(())
        );
        assert_eq!(
            check(&measured(-20, -100, -98), &measured(0, -95, -95), &LIMITS),
            Ok(())
        );
    }

    #[test]
    fn refuses_each_value_beyond_its_limit() {
        let still = measured(0, 0, 0);
        let fast = measured(0, 100, 100);
        assert_eq!(
            check(&measured(21, 0, 0), &still, &LIMITS),
            Err(Fault::Overcurrent)
        );
        assert_eq!(
            check(&measured(-21, 0, 0), &still, &LIMITS),
            Err(Fault::Overcurrent)
        );
        assert_eq!(
            check(&measured(0, 101, 101), &fast, &LIMITS),
            Err(Fault::Overspeed)
        );
        assert_eq!(
            check(&measured(0, 3, 0), &still, &LIMITS),
            Err(Fault::SensorsDisagree)
        );
        assert_eq!(
            check(&measured(0, 6, 6), &still, &LIMITS),
            Err(Fault::SpeedJump)
        );
    }

    #[test]
    fn refuses_the_ends_of_the_range() {
        let mut impossible = measured(0, 0, 0);
        impossible.current = Fixed::MIN;
        assert_eq!(
            check(&impossible, &measured(0, 0, 0), &LIMITS),
            Err(Fault::Overcurrent)
        );
    }
}

//! The cascade: speed control gives the current that is wanted, current control gives the duty cycle.

use crate::fixed::Fixed;
use crate::pi::{Gains, Pi};
use crate::plausibility::{Fault, Limits, Measurement, check};

/// What a motor needs to be controlled.
#[derive(Clone, Copy, Debug)]
pub struct Parameters {
    /// Gains of the outer loop: from revolutions per second to amperes.
    pub speed: Gains,
    /// Gains of the inner loop: from amperes to duty cycle.
    pub current: Gains,
    /// The greatest speed that control asks for, in revolutions per second; below [`Limits::speed`].
    pub speed_wanted: Fixed,
    /// The greatest current that control asks for, in amperes; below [`Limits::current`].
    pub current_wanted: Fixed,
    /// What is possible.
    pub limits: Limits,
}

/// Does the controller control?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It does.
    Running,
    /// It commands zero because of this fault, until it is reset.
    Stopped(Fault),
}

/// Controls one motor. From the first fault on its command is zero.
#[derive(Clone, Copy, Debug)]
pub struct Controller {
    speed: Pi,
    current: Pi,
    speed_wanted: Fixed,
    limits: Limits,
    before: Measurement,
    state: State,
}

impl Controller {
    /// A controller at rest, of a motor that stands still.
    #[must_use]
    pub fn new(parameters: &Parameters) -> Self {
        Self {
            speed: Pi::new(parameters.speed, parameters.current_wanted),
            current: Pi::new(parameters.current, Fixed::ONE),
            speed_wanted: parameters.speed_wanted,
            limits: parameters.limits,
            before: Measurement::default(),
            state: State::Running,
        }
    }

    /// Whether it controls.
    #[must_use]
    pub const fn state(&self) -> State {
        self.state
    }

    /// The duty cycle for this period, from -1 to 1, to reach `speed` in revolutions per second.
    #[must_use]
    pub fn step(&mut self, speed: Fixed, measured: &Measurement) -> Fixed {
        if self.state != State::Running {
            return Fixed::ZERO;
        }
        if let Err(fault) = check(measured, &self.before, &self.limits) {
            return self.stop(fault);
        }
        self.before = *measured;
        let reachable = speed.clamp(Fixed::ZERO.minus(self.speed_wanted), self.speed_wanted);
        let current = self.speed.step(reachable.minus(measured.speed));
        self.current.step(current.minus(measured.current))
    }

    /// Ends control because of a fault that was seen elsewhere. The first fault is the one that is kept. Returns zero.
    pub fn stop(&mut self, fault: Fault) -> Fixed {
        if self.state == State::Running {
            self.state = State::Stopped(fault);
        }
        Fixed::ZERO
    }

    /// Starts again, from rest. To be called only when the motor stands still.
    pub fn reset(&mut self) {
        self.speed.reset();
        self.current.reset();
        self.before = Measurement::default();
        self.state = State::Running;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parameters() -> Parameters {
        Parameters {
            speed: Gains {
                proportional: Fixed::from_ratio(1, 2),
                integral: Fixed::from_ratio(1, 50),
            },
            current: Gains {
                proportional: Fixed::from_ratio(1, 20),
                integral: Fixed::from_ratio(1, 100),
            },
            speed_wanted: Fixed::from_int(80),
            current_wanted: Fixed::from_int(15),
            limits: Limits {
                current: Fixed::from_int(20),
                speed: Fixed::from_int(100),
                speed_step: Fixed::from_int(5),
                speed_difference: Fixed::from_int(2),
            },
        }
    }

    /// A motor whose current follows the duty cycle and whose speed follows the current, with friction.
    fn turn(motor: &mut Measurement, duty: Fixed) {
        let current = duty.times(Fixed::from_int(18));
        motor.current = motor
            .current
            .plus(current.minus(motor.current).times(Fixed::from_ratio(1, 4)));
        let torque = motor
            .current
            .minus(motor.speed.times(Fixed::from_ratio(1, 10)));
        motor.speed = motor.speed.plus(torque.times(Fixed::from_ratio(1, 10)));
        motor.speed_redundant = motor.speed;
    }

    #[test]
    fn reaches_the_speed_and_holds_it() {
        let mut controller = Controller::new(&parameters());
        let mut motor = Measurement::default();
        let wanted = Fixed::from_int(50);
        for _ in 0..2000 {
            let duty = controller.step(wanted, &motor);
            assert!(duty.abs() <= Fixed::ONE);
            turn(&mut motor, duty);
        }
        assert_eq!(controller.state(), State::Running);
        assert!(motor.speed.minus(wanted).abs() < Fixed::ONE, "{motor:?}");
    }

    #[test]
    fn never_asks_for_more_speed_than_is_possible() {
        let mut controller = Controller::new(&parameters());
        let mut motor = Measurement::default();
        for _ in 0..5000 {
            let duty = controller.step(Fixed::MAX, &motor);
            turn(&mut motor, duty);
        }
        assert_eq!(controller.state(), State::Running);
    }

    #[test]
    fn commands_zero_from_the_first_fault_until_reset() {
        let mut controller = Controller::new(&parameters());
        let overcurrent = Measurement {
            current: Fixed::from_int(21),
            ..Measurement::default()
        };
        let still = Measurement::default();
        assert!(controller.step(Fixed::from_int(10), &still) > Fixed::ZERO);
        assert_eq!(
            controller.step(Fixed::from_int(10), &overcurrent),
            Fixed::ZERO
        );
        assert_eq!(controller.step(Fixed::from_int(10), &still), Fixed::ZERO);
        assert_eq!(controller.stop(Fault::Hardware), Fixed::ZERO);
        assert_eq!(controller.state(), State::Stopped(Fault::Overcurrent));
        controller.reset();
        assert!(controller.step(Fixed::from_int(10), &still) > Fixed::ZERO);
    }
}

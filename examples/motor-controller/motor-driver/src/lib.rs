//! Joins the controller to the hardware: reads the sensors, writes the duty cycle, opens the bridge on a fault.

#![no_std]

use motor_control::{Controller, Fault, Fixed, Measurement, State};

/// The hardware that a motor hangs on. One implementation per board; a mock in the tests.
pub trait Hal {
    /// What the board's registers say when they fail.
    type Error;

    /// Reads current and both speeds of this period.
    ///
    /// # Errors
    ///
    /// When a sensor does not answer.
    fn measure(&mut self) -> Result<Measurement, Self::Error>;

    /// Sets the duty cycle of the bridge, from -1 to 1.
    ///
    /// # Errors
    ///
    /// When the timer does not take it.
    fn set_duty(&mut self, duty: Fixed) -> Result<(), Self::Error>;

    /// Opens every switch of the bridge, so that the motor is without power. Works without a clock and cannot fail.
    fn open_bridge(&mut self);
}

/// Drives one motor, once per control period.
#[derive(Debug)]
pub struct Driver<H> {
    hal: H,
    controller: Controller,
}

impl<H: Hal> Driver<H> {
    /// A driver of a motor that stands still.
    #[must_use]
    pub const fn new(hal: H, controller: Controller) -> Self {
        Self { hal, controller }
    }

    /// One control period towards `speed`, in revolutions per second. On a fault of the controller's or of the hardware's
    /// the bridge is opened, and stays open in every later period.
    pub fn step(&mut self, speed: Fixed) -> State {
        match self.hal.measure() {
            Ok(measured) => {
                let duty = self.controller.step(speed, &measured);
                if self.controller.state() == State::Running && self.hal.set_duty(duty).is_err() {
                    self.controller.stop(Fault::Hardware);
                }
            }
            Err(_) => {
                self.controller.stop(Fault::Hardware);
            }
        }
        if self.controller.state() != State::Running {
            self.hal.open_bridge();
        }
        self.controller.state()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use motor_control::pi::Gains;
    use motor_control::{Limits, Parameters};

    /// What the driver did to the hardware, and what the hardware is to answer.
    #[derive(Default)]
    struct Mock {
        measured: Measurement,
        sensor_fails: bool,
        timer_fails: bool,
        duty: Fixed,
        bridge_opened: u32,
    }

    impl Hal for &mut Mock {
        type Error = ();

        fn measure(&mut self) -> Result<Measurement, ()> {
            if self.sensor_fails {
                Err(())
            } else {
                Ok(self.measured)
            }
        }

        fn set_duty(&mut self, duty: Fixed) -> Result<(), ()> {
            if self.timer_fails {
                return Err(());
            }
            self.duty = duty;
            Ok(())
        }

        fn open_bridge(&mut self) {
            self.bridge_opened += 1;
            self.duty = Fixed::ZERO;
        }
    }

    fn controller() -> Controller {
        let gains = Gains {
            proportional: Fixed::from_ratio(1, 10),
            integral: Fixed::from_ratio(1, 100),
        };
        Controller::new(&Parameters {
            speed: gains,
            current: gains,
            speed_wanted: Fixed::from_int(80),
            current_wanted: Fixed::from_int(15),
            limits: Limits {
                current: Fixed::from_int(20),
                speed: Fixed::from_int(100),
                speed_step: Fixed::from_int(5),
                speed_difference: Fixed::from_int(2),
            },
        })
    }

    #[test]
    fn drives_a_motor_that_answers() {
        let mut mock = Mock::default();
        let state = Driver::new(&mut mock, controller()).step(Fixed::from_int(10));
        assert_eq!(state, State::Running);
        assert!(mock.duty > Fixed::ZERO);
        assert_eq!(mock.bridge_opened, 0);
    }

    #[test]
    fn opens_the_bridge_when_a_sensor_does_not_answer() {
        let mut mock = Mock {
            sensor_fails: true,
            ..Mock::default()
        };
        let state = Driver::new(&mut mock, controller()).step(Fixed::from_int(10));
        assert_eq!(state, State::Stopped(Fault::Hardware));
        assert_eq!(mock.bridge_opened, 1);
    }

    #[test]
    fn opens_the_bridge_when_the_timer_does_not_take_the_duty_cycle() {
        let mut mock = Mock {
            timer_fails: true,
            ..Mock::default()
        };
        let state = Driver::new(&mut mock, controller()).step(Fixed::from_int(10));
        assert_eq!(state, State::Stopped(Fault::Hardware));
        assert_eq!(mock.bridge_opened, 1);
    }

    #[test]
    fn keeps_the_bridge_open_after_an_implausible_measurement() {
        let mut mock = Mock::default();
        mock.measured.current = Fixed::from_int(30);
        let mut driver = Driver::new(&mut mock, controller());
        assert_eq!(
            driver.step(Fixed::from_int(10)),
            State::Stopped(Fault::Overcurrent)
        );
        driver.hal.measured.current = Fixed::ZERO;
        assert_eq!(
            driver.step(Fixed::from_int(10)),
            State::Stopped(Fault::Overcurrent)
        );
        assert_eq!(mock.bridge_opened, 2);
        assert_eq!(mock.duty, Fixed::ZERO);
    }
}

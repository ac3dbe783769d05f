//! A pump that must not run dry.

#[cfg(target_os = "none")]
mod board;
mod level;

#[cfg(target_os = "none")]
pub use board::pressure;
pub use level::{level_of, Level};

/// May the pump run?
pub fn may_run(level: Level, is_enabled: bool, is_hot: bool) -> bool {
    if is_enabled && !is_hot {
        return match level {
            Level::Empty => false,
            Level::Low | Level::High => true,
        };
    }
    false
}

/// Revolutions per minute for a reading of the sensor.
pub fn speed(reading: &str) -> Result<u32, std::num::ParseIntError> {
    let raw = reading.trim().parse::<u32>()?;
    let limited = raw.min(3_000);
    Ok(limited)
}

/// One byte for the display, for a share in percent.
pub fn shown(percent: u32) -> u8 {
    let limited = percent.min(100);
    match u8::try_from(limited) {
        Ok(byte) => byte,
        Err(_) => u8::MAX,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_only_when_enabled_cool_and_wet() {
        assert!(may_run(Level::High, true, false));
        assert!(!may_run(Level::Empty, true, false));
        assert!(!may_run(Level::High, false, false));
        assert!(!may_run(Level::High, true, true));
    }

    #[test]
    fn reads_a_speed() {
        assert_eq!(speed(" 4000 "), Ok(3_000));
        assert!(speed("fast").is_err());
    }

    #[test]
    fn shows_a_hundred_at_most() {
        assert_eq!(shown(250), 100);
    }
}

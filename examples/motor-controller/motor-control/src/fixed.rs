//! Fixed-point numbers that saturate: a result outside the range is the nearest end of it, never the opposite one.

/// A signed number with 16 bits before and 16 bits after the point.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fixed(i32);

const FRACTION_BITS: u32 = 16;

impl Fixed {
    /// Zero.
    pub const ZERO: Self = Self(0);
    /// One.
    pub const ONE: Self = Self(1 << FRACTION_BITS);
    /// The greatest number.
    pub const MAX: Self = Self(i32::MAX);
    /// The least number.
    pub const MIN: Self = Self(i32::MIN);

    /// The whole number; the nearest end of the range where it does not fit.
    #[must_use]
    pub const fn from_int(whole: i32) -> Self {
        Self(whole.saturating_mul(Self::ONE.0))
    }

    /// `numerator / denominator`, rounded towards zero. A denominator of zero gives zero.
    #[must_use]
    #[expect(
        clippy::arithmetic_side_effects,
        reason = "the denominator is not zero, and i64 holds every quotient of a scaled i32"
    )]
    pub fn from_ratio(numerator: i32, denominator: i32) -> Self {
        if denominator == 0 {
            return Self::ZERO;
        }
        let scaled = i64::from(numerator).saturating_mul(i64::from(Self::ONE.0));
        Self(saturate(scaled / i64::from(denominator)))
    }

    /// The whole part, rounded down.
    #[must_use]
    pub const fn to_int(self) -> i32 {
        self.0 >> FRACTION_BITS
    }

    /// The distance from zero.
    #[must_use]
    pub const fn abs(self) -> Self {
        Self(self.0.saturating_abs())
    }

    /// The sum.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// The difference.
    #[must_use]
    pub const fn minus(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    /// The product, rounded down.
    #[must_use]
    pub fn times(self, other: Self) -> Self {
        let product = i64::from(self.0).saturating_mul(i64::from(other.0));
        Self(saturate(product >> FRACTION_BITS))
    }
}

/// The nearest number that fits.
fn saturate(wide: i64) -> i32 {
    let fitting = wide.clamp(i64::from(i32::MIN), i64::from(i32::MAX));
    i32::try_from(fitting).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn computes_with_fractions() {
        let half = Fixed::from_ratio(1, 2);
        assert_eq!(half.plus(half), Fixed::ONE);
        assert_eq!(half.times(Fixed::from_int(-10)), Fixed::from_int(-5));
        assert_eq!(Fixed::from_ratio(-7, 2).minus(half), Fixed::from_int(-4));
    }

    #[test]
    fn saturates_at_both_ends() {
        assert_eq!(Fixed::MAX.plus(Fixed::ONE), Fixed::MAX);
        assert_eq!(Fixed::MIN.minus(Fixed::ONE), Fixed::MIN);
        assert_eq!(Fixed::MAX.times(Fixed::from_int(-2)), Fixed::MIN);
        assert_eq!(Fixed::from_int(40_000), Fixed::MAX);
        assert_eq!(Fixed::MIN.abs(), Fixed::MAX);
    }

    #[test]
    fn rounds_down_to_whole_numbers() {
        assert_eq!(Fixed::from_ratio(7, 2).to_int(), 3);
        assert_eq!(Fixed::from_ratio(-7, 2).to_int(), -4);
    }

    #[test]
    fn divides_by_zero_to_zero() {
        assert_eq!(Fixed::from_ratio(1, 0), Fixed::ZERO);
    }
}

//! A model's arithmetic as data: factors that are multiplied, each with what it means and where it comes from.
//!
//! A factor with a low and a high end varies; the others are constants. The steps that a reader sees and the number that
//! is calculated come from the same list, so they can't differ.

use super::{Basis, Step};
use crate::base::num;

/// How a factor enters the product.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Effect {
    /// Multiplied, raised to this power; −1 divides.
    Raised(f64),
    /// What is left of one: 1 − x. Its range is triangular, low and high are its ends.
    Rest,
    /// One and more: 1 + x.
    More,
    /// Shown only, such as the power of another factor.
    Shown,
}

/// One factor.
#[derive(Clone, Debug, PartialEq)]
pub struct Factor {
    /// What the reader sees.
    pub step: Step,
    /// How it enters the product.
    pub effect: Effect,
    /// The range that sources state for it, where the method itself keeps one value.
    pub stated: Option<(f64, f64)>,
}

/// A factor that is multiplied.
pub(super) fn factor(
    symbol: &str,
    meaning: impl Into<String>,
    value: f64,
    unit: &str,
    basis: Basis,
    source: impl Into<String>,
) -> Factor {
    Factor {
        step: Step {
            symbol: symbol.to_owned(),
            meaning: meaning.into(),
            value,
            low: None,
            high: None,
            unit: unit.to_owned(),
            basis,
            source: source.into(),
        },
        effect: Effect::Raised(1.0),
        stated: None,
    }
}

impl Factor {
    /// The same factor with a 5 % and a 95 % point (of a triangular one: its ends).
    #[must_use]
    pub fn within(mut self, low: f64, high: f64) -> Factor {
        self.step.low = Some(low);
        self.step.high = Some(high);
        self
    }

    /// The same factor with the range that sources state for it.
    #[must_use]
    pub fn stated_within(mut self, low: f64, high: f64) -> Factor {
        self.stated = Some((low, high));
        self
    }

    /// The same factor with another effect.
    #[must_use]
    pub fn as_effect(mut self, effect: Effect) -> Factor {
        self.effect = effect;
        self
    }

    /// The same factor, dividing.
    #[must_use]
    pub fn below(self) -> Factor {
        self.as_effect(Effect::Raised(-1.0))
    }

    /// What the product is multiplied by where the factor is `x`.
    pub fn amount(&self, x: f64) -> f64 {
        match self.effect {
            Effect::Raised(1.0) => x,
            Effect::Raised(power) => num::pow(x, power),
            Effect::Rest => 1.0 - x,
            Effect::More => 1.0 + x,
            Effect::Shown => 1.0,
        }
    }

    /// What the product is multiplied by at the central value.
    pub fn central(&self) -> f64 {
        self.amount(self.step.value)
    }

    /// Its ends, where it varies.
    pub fn ends(&self) -> Option<(f64, f64)> {
        let (low, high) = (self.step.low?, self.step.high?);
        (low < high).then_some((low, high))
    }
}

/// The product of the central values.
pub(super) fn product(factors: &[Factor]) -> f64 {
    factors.iter().map(Factor::central).product()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(value: f64) -> Factor {
        factor("x", "something", value, "a unit", Basis::Published, "a source")
    }

    #[test]
    fn a_factor_multiplies_by_what_its_effect_makes_of_it() {
        for (effect, amount) in [
            (Effect::Raised(1.0), 0.25),
            (Effect::Raised(-1.0), 4.0),
            (Effect::Raised(0.5), 0.5),
            (Effect::Rest, 0.75),
            (Effect::More, 1.25),
            (Effect::Shown, 1.0),
        ] {
            let factor = of(0.25).as_effect(effect);
            assert!((factor.central() - amount).abs() < 1e-12, "{effect:?}: {}", factor.central());
        }
        let hours = [of(3.0), of(4.0).below(), of(0.5).as_effect(Effect::Rest), of(7.0).as_effect(Effect::Shown)];
        assert!((product(&hours) - 0.375).abs() < 1e-12);
        assert_eq!(product(&[]), 1.0);
    }

    #[test]
    fn a_factor_varies_between_two_ends_that_are_not_one() {
        assert_eq!(of(2.0).ends(), None);
        assert_eq!(of(2.0).within(1.5, 3.0).ends(), Some((1.5, 3.0)));
        assert_eq!(of(2.0).within(2.0, 2.0).ends(), None);
        assert_eq!(of(2.0).within(3.0, 1.5).ends(), None);
        // What sources state is told beside the one value that the method keeps.
        let stated = of(2.0).stated_within(1.5, 3.0);
        assert_eq!((stated.ends(), stated.stated, stated.central()), (None, Some((1.5, 3.0)), 2.0));
    }
}

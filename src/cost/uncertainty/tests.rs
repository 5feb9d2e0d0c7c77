//! The published vectors of the closed form, and a seeded Monte Carlo against the quadrature.

use super::*;
use crate::cost::Basis;
use crate::cost::factor::factor;

fn ranged(symbol: &str, low: f64, high: f64) -> Factor {
    factor(symbol, "", (low * high).sqrt(), "", Basis::Judgement, "").within(low, high)
}

fn rest(symbol: &str, low: f64, mode: f64, high: f64) -> Factor {
    factor(symbol, "", mode, "", Basis::Judgement, "").within(low, high).as_effect(Effect::Rest)
}

/// `lens` for 9 h 31 min with the inputs that the vectors print.
fn lens(gdp: (f64, f64), online: (f64, f64)) -> Vec<Factor> {
    vec![
        ranged("Y", gdp.0, gdp.1),
        ranged("s", 0.024, 0.10),
        ranged("u", online.0, online.1),
        ranged("u_ref", 0.25, 0.42).below(),
        ranged("w", 0.73, 0.92),
        factor("H/N", "", (9.0 + 31.0 / 60.0) / 8760.0, "", Basis::Derived, ""),
        rest("r", 0.1, 0.5, 0.9),
    ]
}

fn vectors() -> [(Vec<Factor>, [f64; 3]); 3] {
    let people = 25.03e6;
    [
        (lens((17.4e9, 32.5e9), (1e3 / people, 20e3 / people)), [44.0, 269.0, 1_655.0]),
        (lens((19.8e9, 22.7e9), (0.13, 0.18)), [75_547.0, 205_043.0, 556_507.0]),
        (lens((16.9e9, 18.0e9), (0.06, 0.12)), [32_989.0, 93_570.0, 265_403.0]),
    ]
}

#[test]
fn the_closed_form_gives_the_published_vectors() {
    // ln(1 − r) of the triangular (0.1, 0.5, 0.9), as a normal of the same mean and variance.
    let (mean, spread): (f64, f64) = (-0.7556, 0.1390);
    for (factors, expected) in vectors() {
        let lognormal = factors.iter().filter(|factor| factor.effect != Effect::Rest);
        let middle = lognormal.clone().map(|factor| num::ln(factor.central())).sum::<f64>() + mean;
        let sigma = (lognormal.map(variance).sum::<f64>() + spread).sqrt();
        for (z, value) in [-1.645, 0.0, 1.645].into_iter().zip(expected) {
            let found = num::exp(middle + z * sigma);
            assert!((found / value - 1.0).abs() < 0.01, "{found} for {value}");
        }
    }
}

#[test]
fn triangular_moments_match() {
    for (factor, mean, spread) in
        [(rest("r", 0.1, 0.5, 0.9), -0.7556, 0.1390), (rest("v", 0.0, 0.3, 0.7), -0.4306, 0.0528)]
    {
        let slices = slices(&factor).unwrap();
        let found = slices.iter().sum::<f64>() / SLICES as f64 + num::ln(factor.central());
        assert!((found - mean).abs() < 0.002, "{found}");
        assert!((variance(&factor) / spread - 1.0).abs() < 0.02, "{}", variance(&factor));
    }
}

/// 200,000 draws of the product, seeded: P5, P50, P95.
fn monte_carlo(factors: &[Factor]) -> [f64; 3] {
    let mut state = 20_141_222_u64;
    let mut uniform = move || {
        // SplitMix64.
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    };
    let mut draws: Vec<f64> = (0..200_000)
        .map(|_| {
            let mut product = 1.0;
            for factor in factors {
                let Some((low, high)) = factor.ends() else {
                    product *= factor.central();
                    continue;
                };
                let (a, b) = (uniform(), uniform());
                if factor.effect == Effect::Rest {
                    let mode = factor.step.value;
                    let turn = (mode - low) / (high - low);
                    let x = if a < turn {
                        low + (a * (high - low) * (mode - low)).sqrt()
                    } else {
                        high - ((1.0 - a) * (high - low) * (high - mode)).sqrt()
                    };
                    product *= 1.0 - x;
                } else {
                    let normal = (-2.0 * num::ln(1.0 - a)).sqrt() * libm::cos(std::f64::consts::TAU * b);
                    let (below, above) = sigmas(factor);
                    product *= factor.central() * num::exp(normal * if normal < 0.0 { below } else { above });
                }
            }
            product
        })
        .collect();
    draws.sort_unstable_by(f64::total_cmp);
    [0.05, 0.50, 0.95].map(|q| draws[(q * draws.len() as f64) as usize])
}

#[test]
fn the_quadrature_agrees_with_a_monte_carlo_within_one_percent() {
    let mut cases: Vec<Vec<Factor>> = vectors().into_iter().map(|(factors, _)| factors).collect();
    // Blocked services, with both triangular factors; and where little else varies.
    let mut apps = cases[1].clone();
    apps.extend([ranged("a", 0.04, 0.25), rest("v", 0.0, 0.3, 0.7)]);
    cases.push(apps);
    cases.push(vec![rest("r", 0.1, 0.5, 0.9), rest("v", 0.0, 0.3, 0.7)]);
    cases.push(vec![rest("r", 0.1, 0.5, 0.9), ranged("s", 0.9, 1.1)]);
    for factors in cases {
        let spread = Spread::of(&factors);
        let central = product(&factors);
        for (q, drawn) in [0.05, 0.5, 0.95].into_iter().zip(monte_carlo(&factors)) {
            let found = central * spread.quantile(q);
            assert!((found / drawn - 1.0).abs() < 0.01, "q {q}: {found} against {drawn}");
        }
    }
}

#[test]
fn one_log_normal_factor_gives_its_own_ends() {
    let found = range(&[ranged("Y", 2.0, 5.0)]);
    assert!((found.low - 2.0).abs() < 1e-6 && (found.high - 5.0).abs() < 1e-6, "{found:?}");
    // A duration of 10 that may be 1 or 15: each end stays where it is.
    let lopsided = factor("H", "", 10.0, "", Basis::Derived, "").within(1.0, 15.0);
    let found = range(&[lopsided]);
    assert!((found.low - 1.0).abs() < 1e-6 && (found.high - 15.0).abs() < 1e-6, "{found:?}");
    let fixed = range(&[factor("s", "", 0.049, "", Basis::Derived, "")]);
    assert!((fixed.low - 0.049).abs() < 1e-6 && (fixed.high - 0.049).abs() < 1e-6, "{fixed:?}");
}

#[test]
fn nothing_lost_costs_nothing() {
    let zero = factor("H", "", 0.0, "", Basis::Derived, "").within(0.0, 1.0);
    assert_eq!(range(&[zero]), Range::default());
}

//! Numbers that come out the same on every machine: elementary functions by `libm`, order statistics, rounding.
//!
//! In: finite numbers (a NaN is a missing value and is left out by the caller). Out: finite numbers, or `None` of nothing.

pub use super::decimal::significant;

/// Natural logarithm.
pub fn ln(x: f64) -> f64 {
    libm::log(x)
}

/// Decimal logarithm.
pub fn log10(x: f64) -> f64 {
    libm::log10(x)
}

/// Exponential function.
pub fn exp(x: f64) -> f64 {
    libm::exp(x)
}

/// `x` to the power of `y`.
pub fn pow(x: f64, y: f64) -> f64 {
    libm::pow(x, y)
}

/// Chance that a standard normal number lies below `z`.
pub fn normal_below(z: f64) -> f64 {
    0.5 * libm::erfc(-z / std::f64::consts::SQRT_2)
}

/// Rounded to nine significant digits, as every number in a Report is; a number that is not finite becomes 0
/// (the caller has already turned it into a Note).
pub fn nine(x: f64) -> f64 {
    significant(x, 9)
}

/// The `q` quantile (0 to 1) by linear interpolation between order statistics (Hyndman & Fan type 7); reorders `values`.
pub fn quantile(values: &mut [f64], q: f64) -> Option<f64> {
    let last = values.len().checked_sub(1)?;
    let rank = q.clamp(0.0, 1.0) * last as f64;
    let low = rank.floor() as usize;
    let (_, &mut at_low, above) = values.select_nth_unstable_by(low, f64::total_cmp);
    let part = rank - low as f64;
    if part == 0.0 {
        return Some(at_low);
    }
    let at_high = above.iter().copied().reduce(f64::min)?;
    Some(at_low + part * (at_high - at_low))
}

/// Puts numbers in order.
pub fn ascending(values: &mut [f64]) {
    values.sort_unstable_by(f64::total_cmp);
}

/// The median; reorders `values`.
pub fn median(values: &mut [f64]) -> Option<f64> {
    quantile(values, 0.5)
}

/// How many of eight numbers are there, NaN being none, and the two in their middle, which are one where their number is odd.
/// By a network of comparisons (Batcher 1968): where medians of few numbers are most of the work, sorting them is.
pub fn middle_of_eight(mut values: [f64; 8]) -> (usize, f64, f64) {
    let mut count = 0;
    for value in &mut values {
        if value.is_nan() {
            *value = f64::INFINITY;
        } else {
            count += 1;
        }
    }
    let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h] = values;
    let sort = |x: &mut f64, y: &mut f64| (*x, *y) = (x.min(*y), x.max(*y));
    sort(&mut a, &mut b);
    sort(&mut c, &mut d);
    sort(&mut e, &mut f);
    sort(&mut g, &mut h);
    sort(&mut a, &mut c);
    sort(&mut b, &mut d);
    sort(&mut e, &mut g);
    sort(&mut f, &mut h);
    sort(&mut b, &mut c);
    sort(&mut f, &mut g);
    sort(&mut a, &mut e);
    sort(&mut d, &mut h);
    sort(&mut b, &mut f);
    sort(&mut c, &mut g);
    sort(&mut b, &mut e);
    sort(&mut d, &mut g);
    sort(&mut c, &mut e);
    sort(&mut d, &mut f);
    sort(&mut d, &mut e);
    let (low, high) = match count {
        0 => (f64::NAN, f64::NAN),
        1 => (a, a),
        2 => (a, b),
        3 => (b, b),
        4 => (b, c),
        5 => (c, c),
        6 => (c, d),
        7 => (d, d),
        _ => (d, e),
    };
    (count, low, high)
}

/// The median absolute deviation around `centre`, times 1.4826 so that it estimates a normal's standard deviation
/// (Rousseeuw & Croux 1993); overwrites `values` with the deviations.
pub fn spread(values: &mut [f64], centre: f64) -> Option<f64> {
    for value in values.iter_mut() {
        *value = (*value - centre).abs();
    }
    median(values).map(|mad| 1.4826 * mad)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn quantiles_interpolate() {
        assert_eq!(quantile(&mut [4.0, 1.0, 3.0, 2.0], 0.5), Some(2.5));
        assert_eq!(quantile(&mut [1.0, 2.0], 1.0), Some(2.0));
        assert_eq!(quantile(&mut [], 0.5), None);
    }

    proptest! {
        #[test]
        fn quantiles_are_those_of_sorted_numbers(mut values in prop::collection::vec(-40i8..40, 1..300), q in 0.0..1.0) {
            let mut values: Vec<f64> = values.drain(..).map(f64::from).collect();
            let mut sorted = values.clone();
            sorted.sort_by(f64::total_cmp);
            let rank: f64 = q * (sorted.len() - 1) as f64;
            let (low, high) = (sorted[rank as usize], sorted[rank.ceil() as usize]);
            prop_assert_eq!(quantile(&mut values, q), Some(low + rank.fract() * (high - low)));
        }
    }

    proptest! {
        #[test]
        fn the_middle_of_eight_is_that_of_the_sorted(values in prop::array::uniform8(prop::option::of(-5i8..5))) {
            let there: Vec<f64> = values.iter().flatten().map(|v| f64::from(*v)).collect();
            let mut sorted = there.clone();
            ascending(&mut sorted);
            let (count, low, high) = middle_of_eight(values.map(|v| v.map_or(f64::NAN, f64::from)));
            prop_assert_eq!(count, there.len());
            if let Some(last) = there.len().checked_sub(1) {
                prop_assert_eq!((low, high), (sorted[last / 2], sorted[last.div_ceil(2)]));
            }
        }
    }

    #[test]
    fn nine_digits_stay() {
        assert_eq!(nine(1.0 / 3.0), 0.333333333);
        assert_eq!(nine(f64::NAN), 0.0);
        assert_eq!(nine(123456789012.0), 123456789000.0);
    }
}

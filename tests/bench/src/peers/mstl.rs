//! MSTL (Bandara, Hyndman & Bergmeir 2021) by augurs, with a robust threshold: runs of bins whose remainder is lower than so many
//! robust deviations and than the smallest drop.
//!
//! In: a signal. Out: runs of bins, and how long augurs' own model takes.

use super::{LEAST, Signal, median, runs};
use crate::speed::median_ms;
use augurs::Fit;
use augurs::mstl::MSTLModel;
use augurs::mstl::stlrs::{MstlParams, StlParams};

/// Deviations of the remainder that count: the best of 4, 6, 8 and 12 on simulated seeds 1 to 30.
const DEVIATIONS: f64 = 6.0;

/// The rhythms that fit twice into the file: a day, a week; at one value a day the week alone.
fn periods(signal: &Signal) -> Vec<usize> {
    [signal.day(), 7 * signal.day()].into_iter().filter(|p| *p >= 2 && 2 * p <= signal.values.len()).collect()
}

/// augurs' own MSTL model, as it comes: what takes its time.
pub fn augurs_ms(signal: &Signal) -> f64 {
    let (values, periods) = (signal.filled(), periods(signal));
    median_ms(3, || drop(MSTLModel::naive(periods.clone()).fit(&values).expect("a model")))
}

/// The runs that are out.
pub fn find(signal: &Signal) -> Vec<(usize, usize)> {
    let (values, periods) = (signal.filled(), periods(signal));
    let expected: Vec<f64> = if periods.is_empty() {
        vec![median(&mut values.clone()); values.len()]
    } else {
        // Robust, so that outages draw the rhythm less.
        let mut params = MstlParams::new();
        params.stl_params(StlParams::new().robust(true).clone());
        let Ok(fit) = params.fit(&values, &periods) else { return Vec::new() };
        let rhythm = |i: usize| fit.seasonal().iter().map(|s| s[i]).sum::<f64>();
        (0..values.len()).map(|i| fit.trend()[i] + rhythm(i)).collect()
    };
    let drops: Vec<f64> = values.iter().zip(&expected).map(|(v, e)| 1.0 - v / e.max(f64::MIN_POSITIVE)).collect();
    let mut sizes: Vec<f64> = drops.iter().map(|d| d.abs()).collect();
    let least = LEAST.max(DEVIATIONS * 1.4826 * median(&mut sizes));
    runs(drops.iter().map(|drop| *drop > least))
}

//! A fitted series → its columns, at most [`limits::PLOT_COLUMNS`] columns, each with the smallest and the largest value in it.
//!
//! A column keeps the worst that happened in it: a true zero before a value, a value before nothing. Baseline and
//! threshold are means. M4 without its first and last points (Jugel et al., VLDB 2014): a column is drawn as a bar.

use super::PlotColumns;
use crate::base::limits;
use crate::base::num::nine;
use crate::detect::{Finer, Fitted, State};

/// The columns of every series: the more series there are, the fewer each has.
pub(super) fn all(fitted: &[Fitted], name: &dyn Fn(usize) -> String) -> Vec<PlotColumns> {
    let most = limits::PLOT_COLUMNS.min(limits::PLOT_COLUMNS_IN_ALL / fitted.len().max(1)).max(1);
    fitted.iter().map(|fitted| window(fitted, name(fitted.grid.series), 0, usize::MAX, most)).collect()
}

/// The columns of the values as they were read, from `first` to `end`, in at most `most` columns.
pub fn window(fitted: &Fitted, series: String, first: usize, end: usize, most: usize) -> PlotColumns {
    let grid = &fitted.grid;
    let Finer { start, step, fold, values } = &grid.finest();
    let end = end.min(values.len());
    let first = first.min(end);
    let group = (end - first).div_ceil(most.max(1)).max(1);
    let mut columns = PlotColumns { series, step: (step * group as i64) as f64, ..PlotColumns::default() };
    for from in (first..end).step_by(group) {
        let range = from..(from + group).min(end);
        let bins = from / fold..range.end.div_ceil(*fold);
        let values = values.get(range).unwrap_or_default();
        let finite = || values.iter().copied().filter(|v| v.is_finite());
        columns.t.push((start + step * from as i64) as f64);
        columns.min.push(finite().min_by(f64::total_cmp).map(nine));
        columns.max.push(finite().max_by(f64::total_cmp).map(nine));
        columns.baseline.push(mean(bins.clone().map(|bin| fitted.expected(bin))));
        columns.threshold.push(mean(bins.clone().map(|bin| fitted.threshold(bin))));
        columns.state.push(worst(values, grid.states.get(bins).unwrap_or_default()) as u8);
    }
    columns
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (n, sum) = values.filter(|v| v.is_finite()).fold((0u32, 0.0), |(n, sum), v| (n + 1, sum + v));
    (n > 0).then(|| nine(sum / f64::from(n)))
}

/// Of values; and of the bins that they lie in, which alone know a hole of all signals.
fn worst(values: &[f64], bins: &[State]) -> State {
    match () {
        () if values.contains(&0.0) => State::Zero,
        () if values.iter().any(|v| v.is_finite()) => State::Value,
        () if bins.iter().any(|state| *state != State::Gap) => State::Missing,
        () => State::Gap,
    }
}

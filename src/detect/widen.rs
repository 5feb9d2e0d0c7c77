//! Point 13, speed and memory: a series of more bins than a device can hold is looked at in wider ones.
//!
//! In: a grid as it was read. Out: one of at most [`BINS`](crate::base::limits::BINS) bins, each the mean of those in it, which keeps what was read for the chart;
//! a Note says how wide they are. An outage of a few seconds in a year of seconds is not seen so: a window of the settings shows it.

use super::grid::{Finer, Grid};
use crate::base::time::{DAY, HOUR, MINUTE, Millis, SECOND};
use crate::base::{Code, Notes};
use std::rc::Rc;

/// Widths that people think in.
const ROUND: [Millis; 18] = [
    2 * SECOND,
    5 * SECOND,
    10 * SECOND,
    15 * SECOND,
    20 * SECOND,
    30 * SECOND,
    MINUTE,
    2 * MINUTE,
    5 * MINUTE,
    10 * MINUTE,
    15 * MINUTE,
    20 * MINUTE,
    30 * MINUTE,
    HOUR,
    2 * HOUR,
    6 * HOUR,
    12 * HOUR,
    DAY,
];

/// How many bins of `step` make one, where there are `bins` of them and at most `most` may be left.
fn fold(bins: usize, step: Millis, most: usize) -> usize {
    let least = bins.div_ceil(most.max(1));
    let wide = step.saturating_mul(least as Millis);
    let round = ROUND.into_iter().find(|round| *round >= wide && round % step == 0);
    // A step that fits no round width, or one that the next would leave few bins of.
    round.map(|round| (round / step) as usize).filter(|round| *round <= 3 * least).unwrap_or(least)
}

impl Grid {
    /// Widens the bins where there are more than `most`.
    pub(super) fn widen(&mut self, most: usize) {
        if self.len() <= most {
            return;
        }
        let fold = fold(self.len(), self.step, most);
        let wide = self.values.chunks(fold).map(mean).collect();
        let values = std::mem::replace(&mut self.values, Rc::new(wide));
        self.finer = Some(Finer { start: self.start, step: self.step, fold, values });
        self.step *= fold as Millis;
        // A mean of many moments holds for the whole bin.
        self.moments = false;
    }
}

fn mean(values: &[f64]) -> f64 {
    let (sum, count) = values.iter().filter(|v| !v.is_nan()).fold((0.0, 0_u32), |a, v| (a.0 + v, a.1 + 1));
    // Of nothing 0 ÷ 0 is no value.
    sum / f64::from(count)
}

/// Says of a series that it is looked at in wider bins.
pub(super) fn note_wide(grid: &Grid, label: &str, notes: &mut Notes) {
    let Some(finer) = &grid.finer else { return };
    let message = format!(
        "{label} has {} samples, one every {}: outages are looked for in means of {}, and one shorter than a few of these is not seen. \
         For shorter ones choose a part with from and until.",
        finer.values.len(),
        width(finer.step),
        width(grid.step)
    );
    notes.add(Code::WideBins, message);
}

/// `250 ms`, `30 s`, `5 min`.
pub(super) fn width(step: Millis) -> String {
    match step {
        _ if step % MINUTE == 0 => format!("{} min", step / MINUTE),
        _ if step % SECOND == 0 => format!("{} s", step / SECOND),
        _ => format!("{step} ms"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{Kind, Settings, limits};
    use crate::detect::fixtures::series;

    #[test]
    fn bins_are_as_wide_as_the_most_there_may_be_and_round_where_that_is_near() {
        let year_of_seconds = 365 * 86_400;
        assert_eq!(fold(year_of_seconds, SECOND, limits::BINS), 30);
        assert_eq!(fold(3_500_000, SECOND, limits::BINS), 5);
        assert_eq!(fold(limits::BINS + 1, MINUTE, limits::BINS), 2);
        // Seven seconds fit no round width.
        assert_eq!(fold(3 * limits::BINS, 7 * SECOND, limits::BINS), 3);
        for (bins, step) in [(2 * limits::BINS - 1, SECOND), (limits::SAMPLES, 1), (limits::SAMPLES, HOUR)] {
            assert!(bins.div_ceil(fold(bins, step, limits::BINS)) <= limits::BINS, "{bins} of {step} ms");
        }
    }

    #[test]
    fn a_wide_bin_is_the_mean_of_what_it_holds_and_keeps_what_was_read() {
        let n = f64::NAN;
        let read = series(Kind::Traffic, 1, &[1.0, 3.0, n, 4.0, n, n, 7.0]);
        let mut grid = Grid::new(0, &read, &Settings::default());
        let start = grid.start;
        grid.widen(4);
        assert_eq!(grid.values[..2], [2.0, 4.0]);
        assert!(grid.values[2].is_nan() && grid.values[3] == 7.0, "{:?}", grid.values);
        assert_eq!((grid.start, grid.step), (start, 2 * MINUTE));
        let finer = grid.finer.unwrap();
        assert!(Rc::ptr_eq(&finer.values, &read.values), "a second copy");
        assert_eq!((finer.start, finer.step, finer.fold), (start, MINUTE, 2));
    }
}

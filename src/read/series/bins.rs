//! Counts irregular observations in bins, or takes their mean.
//!
//! In: the stamps of single observations (a ping that was answered, a test that somebody made), as often as they came.
//! Out: how many there were in each bin; the bin is the shortest usual one that holds ten on average. The first and the
//! last bin are left out, since the observations cover only a part of them.

use super::builder::SeriesBuilder;
use crate::base::time::{DAY, HOUR, MINUTE, Millis};
use crate::base::{Code, Notes};

/// Widths of bins that people use.
pub(crate) const WIDTHS: [Millis; 10] =
    [5 * MINUTE, 10 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY];
/// Observations that a bin should hold on average.
const FILLED: i64 = 10;

/// Counts the observations, in any order; `None` where they cover too few bins to say anything.
///
/// They are gone through several times and never held: there may be tens of millions.
pub(crate) fn count(stamps: impl Iterator<Item = Millis> + Clone, notes: &mut Notes) -> Option<SeriesBuilder> {
    let (mut first, mut last, mut all) = (Millis::MAX, Millis::MIN, 0);
    for at in stamps.clone() {
        (first, last, all) = (first.min(at), last.max(at), all + 1);
    }
    if all == 0 {
        return None;
    }
    let enough = |width: &Millis| (last - first) / width * FILLED <= all;
    let width = WIDTHS.into_iter().find(enough).unwrap_or(DAY);
    let bin = |at: Millis| at.div_euclid(width);
    if bin(last) - bin(first) < 4 {
        return None;
    }
    let mut counts = vec![0.0; (bin(last) - bin(first) + 1) as usize];
    for at in stamps {
        if let Some(count) = counts.get_mut((bin(at) - bin(first)) as usize) {
            *count += 1.0;
        }
    }
    let mut frame = SeriesBuilder::new(1);
    let whole = counts.len() - 1;
    for (i, count) in counts.into_iter().enumerate().take(whole).skip(1) {
        frame.push((bin(first) + i as Millis) * width, std::iter::once(count));
    }
    let text = format!("{all} single observations were counted in bins of {} minutes.", width / MINUTE);
    notes.add(Code::ObservationsCounted, text);
    Some(frame)
}

/// The mean of each bin of the median distance, where rows come at no rhythm; `None` where they cover too few bins.
pub(crate) fn mean(samples: &SeriesBuilder, notes: &mut Notes) -> Option<SeriesBuilder> {
    let (mut first, mut last, mut all) = (Millis::MAX, Millis::MIN, 0);
    for at in samples.stamps() {
        (first, last, all) = (first.min(at), last.max(at), all + 1);
    }
    let enough = |width: &Millis| (last - first) / width <= all;
    let width = WIDTHS.into_iter().find(enough).unwrap_or(DAY);
    let bins = (last.checked_sub(first)? / width + 1) as usize;
    if bins < 4 {
        return None;
    }
    let begin = first.div_euclid(width);
    let columns = samples.width();
    let mut sums = vec![(0.0, 0_u32); (bins + 1) * columns];
    let mut held = vec![false; bins + 1];
    for (at, values) in samples.rows() {
        let bin = (at.div_euclid(width) - begin) as usize;
        if let Some(held) = held.get_mut(bin) {
            *held = true;
        }
        for (i, value) in values.enumerate().filter(|(_, value)| !value.is_nan()) {
            if let Some((sum, count)) = sums.get_mut(bin * columns + i) {
                *sum += value;
                *count += 1;
            }
        }
    }
    let mut means = SeriesBuilder::new(columns);
    // A bin into which no row falls is a gap: nobody says that what was checked then gave no answer.
    let filled = sums.chunks(columns.max(1)).zip(&held).enumerate().take(bins).filter(|(_, (_, held))| **held);
    for (i, (bin, _)) in filled {
        let value = |(sum, count): &(f64, u32)| if *count == 0 { f64::NAN } else { sum / f64::from(*count) };
        means.push((begin + i as Millis) * width, bin.iter().map(value));
    }
    let text = format!("{all} rows at irregular times are shown as their mean in bins of {} minutes.", width / MINUTE);
    notes.add(Code::RowsAveraged, text);
    Some(means)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::series::builder::Column;

    #[test]
    fn observations_are_counted_in_bins_that_hold_ten() {
        // One every 40 seconds or so, none in the third hour.
        let stamps: Vec<Millis> =
            (0..900).map(|i| i * 40_000 + i * 7_919 % 9_000).filter(|at| !(2 * HOUR..3 * HOUR).contains(at)).collect();
        let mut notes = Notes::default();
        let frame = count(stamps.iter().rev().copied(), &mut notes).unwrap();
        let series = frame.series(&[Column::default()], &mut Vec::new());
        assert_eq!(series[0].step, 10 * MINUTE);
        assert_eq!(series[0].values.iter().filter(|n| **n == 0.0).count(), 6);
        assert!(notes.has(Code::ObservationsCounted));
        assert!(count(stamps[..5].iter().copied(), &mut notes).is_none());
        assert!(count(std::iter::empty(), &mut notes).is_none());
    }

    #[test]
    fn a_bin_without_a_row_has_no_mean() {
        let mut samples = SeriesBuilder::new(1);
        let stamps = (0..40).map(|i| i * 310_000 + i * 7_919 % 90_000);
        stamps.clone().for_each(|at| samples.push(at, std::iter::once(if at > 6_000_000 { f64::NAN } else { 20.0 })));
        let bins: std::collections::BTreeSet<Millis> = stamps.map(|at| at / (5 * MINUTE) * 5 * MINUTE).collect();
        let means = mean(&samples, &mut Notes::default()).unwrap();
        assert_eq!(means.stamps().collect::<Vec<_>>(), bins.into_iter().collect::<Vec<_>>());
        assert!(means.values(0).iter().any(|value| value.is_nan()));
    }
}

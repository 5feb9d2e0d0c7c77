//! How many bins all series take together, counted before any is put on its grid.
//!
//! In: series, and the window that was asked for. Refused: stamps so far apart for their steps that the bins would be far more
//! than the samples: four rows of which one is a century off are no reason to take gigabytes; and a window without a sample.

use crate::base::error::quote;
use crate::base::time::{Millis, SECOND, iso};
use crate::base::{Code, Error, Series, Settings, limits};

/// The moments that the settings keep.
pub(super) fn window(settings: &Settings) -> (Millis, Millis) {
    (settings.from.unwrap_or(Millis::MIN), settings.until.unwrap_or(Millis::MAX))
}

/// The bin of a sample so long after the first one: the nearest. A check that comes a little early or late is that of its hour.
pub(super) fn bin_of(since_first: Millis, step: Millis) -> usize {
    let step = step.max(1);
    usize::try_from(since_first / step + Millis::from(since_first % step > step / 2)).unwrap_or(usize::MAX)
}

/// Bins from the first sample to the last within a window.
pub(super) fn bins_of(series: &Series, from: Millis, until: Millis) -> usize {
    let inside = |(at, _): &(Millis, f64)| (from..until).contains(at);
    let first = series.samples().find(inside).map(|(at, _)| at);
    let last = (0..series.len()).rev().filter_map(|i| series.at(i)).find(|at| (from..until).contains(at));
    let Some((first, last)) = first.zip(last) else { return 0 };
    bin_of(last - first, series.step).saturating_add(1)
}

/// Refuses series whose bins, of all of them together, are far more than their samples, before any is put on its grid.
pub(super) fn check_bins(series: &[Series], settings: &Settings) -> Result<(), Error> {
    let (from, until) = window(settings);
    let all = || series.iter().map(|series| (bins_of(series, from, until), series));
    let bins = all().map(|(bins, _)| bins).fold(0, usize::saturating_add);
    let samples = series.iter().map(Series::len).fold(0, usize::saturating_add);
    let most = (samples * limits::BINS_A_SAMPLE).saturating_add(limits::SPARE_BINS).min(limits::SAMPLES);
    let widest = all().max_by_key(|(bins, _)| *bins).map(|(_, series)| series);
    let Some(widest) = widest.filter(|_| bins > most) else { return Ok(()) };
    let hole = widest_hole(widest).map_or(String::new(), |(a, b)| format!("; none lies from {} to {}", iso(a), iso(b)));
    Err(Error::file(
        Code::GridTooLong,
        format!(
            "The samples of {} are {} apart, and lie over {bins} such steps of all series, but there are only {samples}{hole}.",
            quote(&widest.label),
            span(widest.step),
        ),
        format!(
            "At most {most} steps can be laid out: leave stray stamps out, or choose a part with --from and --until."
        ),
    ))
}

/// Refuses a window that was asked for in which there is no sample: that nothing fell in it says nothing.
pub(super) fn check_window(series: &[Series], settings: &Settings) -> Result<(), Error> {
    let (from, until) = window(settings);
    let first = series.iter().filter_map(|series| series.at(0)).min();
    let last = series.iter().filter_map(|series| series.at(series.len().checked_sub(1)?)).max();
    let Some((first, last)) = first.zip(last) else { return Ok(()) };
    if series.iter().any(|series| bins_of(series, from, until) > 0) {
        return Ok(());
    }
    let end = |at: Option<Millis>, open: &str| at.map_or(open.to_owned(), iso);
    let (from, until) = (end(settings.from, "the first"), end(settings.until, "the last"));
    let found = format!("No sample lies in the window from {from} until {until}.");
    let need = format!("The samples lie from {} to {}.", iso(first), iso(last));
    Err(Error::settings(Code::BadSetting, found, need))
}

/// The longest time without a sample.
fn widest_hole(series: &Series) -> Option<(Millis, Millis)> {
    let stamps = || (0..series.len()).filter_map(|i| series.at(i));
    stamps().zip(stamps().skip(1)).max_by_key(|(a, b)| b - a)
}

/// `300 s`, `1 ms`.
fn span(step: Millis) -> String {
    if step % SECOND == 0 { format!("{} s", step / SECOND) } else { format!("{step} ms") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{Kind, Times};
    use crate::detect::fixtures::series;

    #[test]
    fn a_sample_that_comes_a_little_early_or_late_keeps_its_bin() {
        let since: Vec<usize> = [0, 3_595, 7_203, 10_790].into_iter().map(|secs| bin_of(secs, 3_600)).collect();
        assert_eq!(since, [0, 1, 2, 3]);
    }

    #[test]
    fn bins_are_counted_over_all_series_before_any_is_made() {
        let sparse = |bins: Millis| {
            let mut sparse = series(Kind::Routes, 5, &[1.0, 2.0]);
            (sparse.step, sparse.times) = (1, Times::Stamps(vec![0, bins - 1]));
            sparse
        };
        let all = |series: &[Series]| check_bins(series, &Settings::default()).map_err(|error| error.code);
        let most = (limits::SPARE_BINS + 2 * limits::BINS_A_SAMPLE) as Millis;
        assert_eq!(all(&[sparse(most - 1)]), Ok(()));
        assert_eq!(all(&[sparse(most)]), Ok(()));
        assert_eq!(all(&[sparse(most + 1)]), Err(Code::GridTooLong));
        assert_eq!(all(&[sparse(most / 2), sparse(most / 2 + 5)]), Err(Code::GridTooLong));
        assert_eq!(all(&[sparse(4_000_000_000_000)]), Err(Code::GridTooLong));
        let error = check_bins(&[sparse(most * 2)], &Settings::default()).unwrap_err();
        assert!(error.found.contains("1 ms") && error.found.contains("from 1970-01-01T00:00:00Z to"), "{error}");
        // The window that was asked for leaves the stray stamp out.
        let mut settings = Settings::default();
        settings.until = Some(1_000);
        assert!(check_bins(&[sparse(most * 2)], &settings).is_ok());
    }

    #[test]
    fn a_window_without_a_sample_is_refused_and_one_with_a_single_sample_is_not() {
        let series = [series(Kind::Routes, 60, &[1.0, 2.0, 3.0])];
        let (first, last) = (series[0].at(0).unwrap(), series[0].at(2).unwrap());
        let check = |from: Option<Millis>, until: Option<Millis>| {
            let mut settings = Settings::default();
            (settings.from, settings.until) = (from, until);
            check_window(&series, &settings).map_err(|error| error.to_string())
        };
        for (from, until) in [(None, None), (Some(last), None), (None, Some(first + 1)), (Some(first), Some(first + 1))]
        {
            assert_eq!(check(from, until), Ok(()));
        }
        for (from, until) in [
            (Some(last + 1), None),
            (None, Some(first)),
            (Some(first), Some(first)),
            (Some(last), Some(first)),
            (Some(first + 1), Some(first + 2)),
        ] {
            let said = check(from, until).unwrap_err();
            assert!(said.contains("No sample lies in the window") && said.contains(&iso(last)), "{said}");
        }
        assert_eq!(check_window(&[], &Settings::default()), Ok(()));
    }
}

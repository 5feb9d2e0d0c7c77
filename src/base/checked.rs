//! A [`Reading`] as a reader left it → one that every later room relies on. The last thing that reading does.
//!
//! In: series, reported outages and marks, with words and stamps as the file has them. Out: the same, its words cleaned and cut,
//! its stamps within 1990–2100, its values within [`limits::VALUE`], its lists bounded; what was left out is said in a note.
//! Refused: more than [`limits::SERIES`] series or [`limits::SAMPLES`] samples, and stamps or steps that no calendar has.

use super::code::Code;
use super::error::{clean, label, quote};
use super::series::{Reading, Sampling, Series, Times};
use super::time::{DAY, LATEST, SECOND, in_range, stepped};
use super::{Error, limits};
use std::rc::Rc;

impl Reading {
    /// The same reading, once it has been looked through.
    pub fn checked(mut self) -> Result<Reading, Error> {
        check_counts(self.series.len(), self.series.iter().map(Series::len).fold(0, usize::saturating_add))?;
        self.series.iter().try_for_each(check_times)?;
        self.leave_out();
        self.bound_values();
        self.clean();
        Ok(self)
    }

    /// Takes values that no measurement has for missing: one of them among a million would be all that a mean tells.
    fn bound_values(&mut self) {
        let beyond = |value: &f64| value.abs() > limits::VALUE;
        let mut count = 0;
        for series in &mut self.series {
            let here = series.values.iter().filter(|value| beyond(value)).count();
            if here > 0 {
                let values = Rc::make_mut(&mut series.values).iter_mut();
                values.filter(|value| beyond(value)).for_each(|value| *value = f64::NAN);
            }
            count += here;
        }
        if count > 0 {
            let text = format!("{count} values are too large for a measurement: they count as missing.");
            self.notes.add(Code::ValueOutOfRange, text);
        }
    }

    /// Leaves out reported outages and marks that lie outside the calendar, or are too many.
    fn leave_out(&mut self) {
        let before = self.given.len() + self.marks.len();
        self.given
            .retain(|given| in_range(given.start) && given.end.is_none_or(|end| given.start <= end && end < LATEST));
        self.marks.retain(|mark| in_range(mark.from) && mark.from <= mark.until && mark.until < LATEST);
        let far = before - self.given.len() - self.marks.len();
        if far > 0 {
            let text = format!("{far} reported outages or marks were left out: their times are not within 1990–2100.");
            self.notes.add(Code::TimeOutOfRange, text);
        }
        let more = self.given.len().max(self.marks.len());
        self.given.truncate(limits::GIVEN);
        self.marks.truncate(limits::GIVEN);
        if more > limits::GIVEN {
            let text = format!("Of {more} reported outages or marks the first {} are shown.", limits::GIVEN);
            self.notes.add(Code::ReportsLeftOut, text);
        }
    }

    /// Makes every word of the file safe to show.
    fn clean(&mut self) {
        for series in &mut self.series {
            make(&mut series.label, label);
            make(&mut series.unit, label);
        }
        let given = self.given.iter_mut().flat_map(|given| [&mut given.by, &mut given.label, &mut given.place]);
        given.chain(self.marks.iter_mut().map(|mark| &mut mark.label)).for_each(|text| make(text, label));
        let source = &mut self.source;
        let facts = [&mut source.provider, &mut source.licence, &mut source.credit, &mut source.zone];
        facts.into_iter().for_each(|text| make(text, |text| clean(text, limits::TEXT)));
        for column in &mut source.columns {
            make(&mut column.name, label);
            make(&mut column.reads, label);
        }
        source.files.iter_mut().for_each(|file| make(&mut file.name, label));
        for column in &mut source.columns {
            let words = [&mut column.name, &mut column.role, &mut column.reads, &mut column.why];
            words.into_iter().for_each(|text| make(text, label));
        }
        source.first_rows.iter_mut().flatten().for_each(|cell| make(cell, label));
        // A country is two letters, or nobody knows which.
        source.country.take_if(|code| code.len() != 2 || !code.bytes().all(|byte| byte.is_ascii_alphabetic()));
    }
}

fn make(text: &mut String, safe: impl Fn(&str) -> String) {
    *text = safe(text);
}

/// More series than one input may hold.
pub(crate) fn too_many_series(count: usize) -> Error {
    let need = format!("At most {} series can be read. Choose some with --signal or --column.", limits::SERIES);
    Error::file(Code::TooManySeries, format!("It holds at least {count} series."), need)
}

/// Refuses more series or samples than one input may hold.
pub(crate) fn check_counts(series: usize, samples: usize) -> Result<(), Error> {
    if series > limits::SERIES {
        return Err(too_many_series(series));
    }
    if samples > limits::SAMPLES {
        let need = format!("At most {} samples can be read. Give a shorter time.", limits::SAMPLES);
        return Err(Error::file(Code::TooManySamples, format!("Its series hold at least {samples} samples."), need));
    }
    Ok(())
}

/// Refuses a series whose stamps or step lie outside the calendar.
fn check_times(series: &Series) -> Result<(), Error> {
    let longest = SECOND
        * match series.times {
            Times::Grid { .. } => limits::STEP_SECS,
            Times::Stamps(_) => limits::DISTANCE_SECS,
        };
    if series.step > longest || series.step < 0 {
        let found = format!("{} has a value every {} seconds.", quote(&series.label), series.step / SECOND);
        return Err(Error::file(Code::StepOutOfRange, found, "Such a distance is too long to be one of measurements."));
    }
    let (Some(last), Some(first)) = (series.len().checked_sub(1), series.at(0)) else { return Ok(()) };
    // Bins begin and end within the calendar too, also where many are one: of so many none is as long as a day.
    let before = if series.sampling == Sampling::BinEnd { series.step } else { 0 };
    let last = match &series.times {
        Times::Grid { start, step } => {
            Some(*step).filter(|step| *step >= 0).and_then(|step| stepped(*start, step, last))
        }
        Times::Stamps(stamps) => stamps.last().copied(),
    };
    let begins_within = in_range(first) && in_range(first - before);
    if begins_within && last.is_some_and(|at| in_range(at) && in_range(at + series.step.max(DAY))) {
        return Ok(());
    }
    let found = format!("Stamps of {} do not lie within 1990–2100.", quote(&series.label));
    Err(Error::file(Code::TimeOutOfRange, found, "Check the unit of the stamps, or the step between them."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::series::{Given, Mark, MarkKind, Source};
    use crate::base::time::{EARLIEST, HOUR, Millis};

    fn series(times: Times, step: Millis, values: usize) -> Series {
        Series {
            id: "a".to_owned(),
            label: "\u{202e}a\x1b".to_owned(),
            kind: Default::default(),
            direction: Default::default(),
            unit: String::new(),
            sampling: Sampling::BinStart,
            step,
            times,
            values: vec![1.0; values].into(),
        }
    }

    fn check(series: Vec<Series>) -> Result<Reading, Code> {
        Reading { series, ..Reading::default() }.checked().map_err(|error| error.code)
    }

    fn grid(start: Millis, step: Millis, values: usize) -> Series {
        series(Times::Grid { start, step }, step, values)
    }

    #[test]
    fn stamps_and_steps_stay_within_the_calendar() {
        let year = limits::STEP_SECS * SECOND;
        assert!(check(vec![grid(EARLIEST, HOUR, 10), grid(LATEST - 2 * year - 1, year, 2)]).is_ok());
        assert_eq!(check(vec![grid(EARLIEST, year + 1, 2)]), Err(Code::StepOutOfRange));
        assert_eq!(check(vec![grid(EARLIEST - 1, HOUR, 2)]), Err(Code::TimeOutOfRange));
        assert_eq!(check(vec![grid(LATEST - HOUR, HOUR, 2)]), Err(Code::TimeOutOfRange));
        assert_eq!(
            check(vec![series(Times::Grid { start: EARLIEST, step: Millis::MAX }, 1, 3)]),
            Err(Code::TimeOutOfRange)
        );
        assert_eq!(check(vec![series(Times::Stamps(vec![EARLIEST, LATEST]), 1, 2)]), Err(Code::TimeOutOfRange));
        let changes = |step| check(vec![series(Times::Stamps(vec![EARLIEST, EARLIEST + step]), step, 2)]);
        assert!(changes(limits::DISTANCE_SECS * SECOND).is_ok());
        assert_eq!(changes(limits::DISTANCE_SECS * SECOND + 1), Err(Code::StepOutOfRange));
        let mut end = grid(EARLIEST, year, 2);
        end.sampling = Sampling::BinEnd;
        assert_eq!(check(vec![end]), Err(Code::TimeOutOfRange));
    }

    #[test]
    fn series_and_samples_are_counted_over_the_whole_input() {
        for n in [limits::SERIES - 1, limits::SERIES, limits::SERIES + 1] {
            let fits = check(vec![grid(EARLIEST, HOUR, 1); n]);
            assert_eq!(fits.is_ok(), n <= limits::SERIES, "{n}");
        }
        // Shared values: no series of so many samples is held here.
        let half = grid(EARLIEST, 1, limits::SAMPLES / 16);
        assert!(check(vec![half.clone(); 16]).is_ok());
        let one = grid(EARLIEST, 1, 1);
        assert_eq!(check([vec![half; 16], vec![one]].concat()), Err(Code::TooManySamples));
    }

    #[test]
    fn values_that_no_measurement_has_are_missing() {
        let (n, more) = (limits::VALUE, limits::VALUE * (1.0 + f64::EPSILON));
        let mut series = grid(EARLIEST, HOUR, 7);
        series.values = Rc::new(vec![n, more, -n, -more, f64::INFINITY, f64::NAN, 1.0]);
        let reading = Reading { series: vec![series.clone()], ..Reading::default() }.checked().unwrap();
        let kept: Vec<f64> = reading.series[0].values.iter().copied().filter(|value| !value.is_nan()).collect();
        assert_eq!(kept, [n, -n, 1.0]);
        let said: Vec<&str> = reading.notes.list().iter().map(|note| note.message.as_str()).collect();
        assert_eq!(said, ["3 values are too large for a measurement: they count as missing."]);
        series.values = Rc::new(vec![n, f64::NAN, -n, 0.0, 1.0, 2.0, 3.0]);
        assert!(
            !Reading { series: vec![series], ..Reading::default() }.checked().unwrap().notes.has(Code::ValueOutOfRange)
        );
    }

    #[test]
    fn words_are_cleaned_and_lists_bounded() {
        let given = |start, label: &str| Given {
            by: "\u{7}x".to_owned(),
            start,
            end: None,
            label: label.to_owned(),
            place: String::new(),
        };
        let mark = Mark { from: 0, until: HOUR, kind: MarkKind::Assumed, label: String::new() };
        for n in [limits::GIVEN - 1, limits::GIVEN, limits::GIVEN + 1] {
            let reading = Reading {
                series: vec![grid(EARLIEST, HOUR, 2)],
                given: vec![given(EARLIEST, &"y".repeat(1_000)); n],
                marks: vec![mark.clone()],
                source: Source { country: Some("<b>".to_owned()), ..Source::default() },
                ..Reading::default()
            };
            let reading = reading.checked().unwrap();
            assert_eq!(reading.series[0].label, "a");
            assert_eq!((reading.given[0].by.as_str(), reading.given[0].label.chars().count()), ("x", limits::LABEL));
            assert_eq!(reading.given.len(), n.min(limits::GIVEN));
            assert_eq!(reading.notes.has(Code::ReportsLeftOut), n > limits::GIVEN);
            assert_eq!(reading.source.country, None);
            assert!(reading.marks.is_empty() && reading.notes.has(Code::TimeOutOfRange));
        }
    }

    #[test]
    fn reported_stretches_at_the_ends_of_the_calendar_are_kept_and_those_beyond_left_out() {
        let kept = |from, until| {
            let given =
                Given { by: String::new(), start: from, end: Some(until), label: String::new(), place: String::new() };
            let mark = Mark { from, until, kind: MarkKind::Assumed, label: String::new() };
            let reading = Reading { given: vec![given], marks: vec![mark], ..Reading::default() }.checked().unwrap();
            assert_eq!(reading.notes.has(Code::TimeOutOfRange), reading.given.is_empty());
            assert_eq!(reading.given.len(), reading.marks.len(), "{from} to {until}");
            reading.given.len() == 1
        };
        assert!(kept(EARLIEST, EARLIEST) && kept(EARLIEST, LATEST - 1) && kept(LATEST - 1, LATEST - 1));
        assert!(!kept(EARLIEST - 1, EARLIEST) && !kept(EARLIEST, LATEST) && !kept(LATEST, LATEST));
        assert!(!kept(EARLIEST + 1, EARLIEST));
    }

    #[test]
    fn bins_begin_and_end_within_the_calendar() {
        let at = |start, step, sampling| check(vec![Series { sampling, ..grid(start, step, 2) }]).map(drop);
        let stray = Err(Code::TimeOutOfRange);
        assert_eq!(at(EARLIEST + HOUR, HOUR, Sampling::BinEnd), Ok(()));
        assert_eq!(at(EARLIEST + HOUR - 1, HOUR, Sampling::BinEnd), stray);
        for step in [DAY, 31 * DAY] {
            assert_eq!(at(LATEST - 2 * step - 1, step, Sampling::BinStart), Ok(()));
            assert_eq!(at(LATEST - 2 * step, step, Sampling::BinStart), stray);
        }
        // Many that are short may be looked at as one.
        assert_eq!(at(LATEST - DAY - HOUR - 1, HOUR, Sampling::BinStart), Ok(()));
        assert_eq!(at(LATEST - DAY - HOUR, HOUR, Sampling::BinStart), stray);
        let stamps = |last| check(vec![series(Times::Stamps(vec![EARLIEST, last]), HOUR, 2)]).map(drop);
        assert_eq!((stamps(LATEST - DAY - 1), stamps(LATEST - DAY)), (Ok(()), stray));
    }
}

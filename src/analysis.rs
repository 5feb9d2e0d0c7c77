//! The walk kept: what was read stays, so that other settings, edits and finer windows need no second reading.
//!
//! In: what was read, and settings as often as they change. Out: the Report of each. Refused: what the rooms refuse; a refused
//! change changes nothing, and the next one may be right.

use crate::base::time::Millis;
use crate::base::{Code, Error, Notes, Reading, Settings};
use crate::cost;
use crate::detect::edits::{self, Edit};
use crate::detect::{self, Fitted, Gridded, Prepared};
use crate::report::{self, PlotColumns, Report};

/// One input with all that was made of it.
pub struct Analysis {
    reading: Reading,
    settings: Settings,
    /// What was said instead of settings that were left out.
    notes: Notes,
    edits: Vec<Edit>,
    /// Between the preview and the first Report.
    gridded: Option<Gridded>,
    outcome: Option<Outcome>,
}

/// The last Report and what it was made from.
struct Outcome {
    prepared: Prepared,
    fitted: Vec<Fitted>,
    report: Report,
}

impl Analysis {
    /// Takes what was read. Nothing is looked for yet.
    pub fn new(reading: Reading, settings: Settings, notes: Notes) -> Analysis {
        Analysis { reading, settings, notes, edits: Vec::new(), gridded: None, outcome: None }
    }

    /// What was read.
    pub fn reading(&self) -> &Reading {
        &self.reading
    }

    /// The last Report, if there is one.
    pub fn last(&self) -> Option<&Report> {
        self.outcome.as_ref().map(|outcome| &outcome.report)
    }

    /// A Report for a first chart, in which nothing was looked for yet.
    pub fn preview(&mut self) -> Result<Report, Error> {
        let gridded = detect::to_grid(&self.reading.series, &self.reading.marks, &self.settings)?;
        let bare = gridded.bare(&self.reading.series, &self.settings)?;
        self.gridded = Some(gridded);
        Ok(report::preview(&self.reading, &bare, &self.settings))
    }

    /// The first Report.
    pub fn report(&mut self) -> Result<&Report, Error> {
        let prepared = match self.gridded.take() {
            Some(gridded) => gridded.fit(&self.settings)?,
            None => self.prepare(&self.settings)?,
        };
        let (fitted, report) = self.conclude(&prepared, &self.settings, &self.notes, &self.edits)?;
        self.keep(Some(prepared), fitted, report)
    }

    /// The Report under other settings. Signals are prepared anew only where the window of time is another.
    pub fn change(&mut self, settings: Settings, notes: Notes) -> Result<&Report, Error> {
        let same_window = self.settings.from == settings.from && self.settings.until == settings.until;
        let same_outages = same_window
            && self.settings.detector == settings.detector
            && self.settings.sensitivity == settings.sensitivity
            && self.settings.signal == settings.signal;
        // Edits name outages as they were found: where others are found, they are gone.
        let edits = if same_outages { self.edits.clone() } else { Vec::new() };
        let (afresh, fitted, report) = match &self.outcome {
            Some(Outcome { prepared, .. }) if same_window => {
                let (fitted, report) = self.conclude(prepared, &settings, &notes, &edits)?;
                (None, fitted, report)
            }
            _ => {
                let prepared = self.prepare(&settings)?;
                let (fitted, report) = self.conclude(&prepared, &settings, &notes, &edits)?;
                (Some(prepared), fitted, report)
            }
        };
        (self.settings, self.notes, self.edits) = (settings, notes, edits);
        self.keep(afresh, fitted, report)
    }

    /// The Report with an author's edits, in place of those before.
    pub fn edit(&mut self, edits: Vec<Edit>) -> Result<&Report, Error> {
        let Outcome { prepared, .. } = self.outcome.as_ref().ok_or_else(out_of_order)?;
        let (fitted, report) = self.conclude(prepared, &self.settings, &self.notes, &edits)?;
        self.edits = edits;
        self.keep(None, fitted, report)
    }

    /// A series between two moments, in at most that many columns.
    pub fn window(&self, series: &str, from: Millis, until: Millis, most: usize) -> Result<PlotColumns, Error> {
        let fitted = &self.outcome.as_ref().ok_or_else(out_of_order)?.fitted;
        let all = &self.reading.series;
        let fitted = fitted.iter().find(|fitted| all.get(fitted.grid.series).is_some_and(|s| s.id == series));
        let fitted = fitted.ok_or_else(|| {
            Error::settings(Code::SignalUnknown, "There is no such series.", "Give the id of one in the Report.")
        })?;
        let read = fitted.grid.finest();
        let bin = |at: Millis| usize::try_from(at.saturating_sub(read.start) / read.step.max(1)).unwrap_or(0);
        // One value more at each side, so that a line runs to the edge of the window.
        let (first, end) = (bin(from).saturating_sub(1), bin(until).saturating_add(2));
        Ok(report::window(fitted, series.to_owned(), first, end, most))
    }

    /// Gives a file that was hashed elsewhere its fingerprint: `hashed` stands where `placeholder` stood.
    pub fn name_fingerprint(&mut self, placeholder: &str, hashed: &str) {
        let read = self.reading.source.files.iter_mut().map(|file| &mut file.sha256);
        let told = self.outcome.iter_mut().flat_map(|outcome| &mut outcome.report.source.files);
        for fingerprint in read.chain(told.map(|file| &mut file.sha256)).filter(|print| *print == placeholder) {
            hashed.clone_into(fingerprint);
        }
    }

    fn prepare(&self, settings: &Settings) -> Result<Prepared, Error> {
        detect::prepare(&self.reading.series, &self.reading.marks, settings)
    }

    /// Finds, prices and reports.
    fn conclude(
        &self,
        prepared: &Prepared,
        settings: &Settings,
        notes: &Notes,
        edits: &[Edit],
    ) -> Result<(Vec<Fitted>, Report), Error> {
        let series = &self.reading.series;
        let mut outages = detect::detect(prepared, series, settings)?;
        if !edits.is_empty() {
            outages.found = edits::apply(&outages.found, edits, self.reading.span())?;
        }
        let costs = cost::price_reading(&self.reading, &outages.found, settings)?;
        let mut report = report::build(&self.reading, &outages, &costs, settings);
        report.notes.extend_from_slice(notes.list());
        Ok((outages.fitted, report))
    }

    fn keep(&mut self, afresh: Option<Prepared>, fitted: Vec<Fitted>, report: Report) -> Result<&Report, Error> {
        let before = || self.outcome.take().map(|outcome| outcome.prepared);
        let prepared = afresh.or_else(before).ok_or_else(out_of_order)?;
        Ok(&self.outcome.insert(Outcome { prepared, fitted, report }).report)
    }
}

fn out_of_order() -> Error {
    Error::ours(Code::OutOfOrder, "There is no Report yet.")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A quarter of an hour of seconds, and a moment nine years later: both are too much for one grid.
    fn sparse() -> Analysis {
        let seconds = (0..900).map(|i| format!("2014-12-22T00:{:02}:{:02}Z,100\n", i / 60, i % 60));
        let text: String = ["time,value\n".to_owned()].into_iter().chain(seconds).collect();
        let text = text + "2023-12-22T00:00:00Z,100\n";
        let mut settings = Settings::default();
        settings.set("until", "2014-12-23").unwrap();
        let reading = crate::read([("a.csv", text.as_bytes())], &settings).unwrap();
        Analysis::new(reading, settings, Notes::default())
    }

    #[test]
    fn a_refused_setting_costs_nothing() {
        let mut analysis = sparse();
        let first = analysis.report().unwrap().clone();
        let mut narrow = analysis.settings.clone();
        narrow.set("detector", "no-such-detector").unwrap();
        narrow.set("from", "2014-12-22T00:05").unwrap();
        assert!(analysis.change(narrow, Notes::default()).is_err());
        assert!(analysis.last() == Some(&first));
        let again = analysis.settings.clone();
        assert!(analysis.change(again, Notes::default()).unwrap() == &first);
    }

    #[test]
    fn a_window_that_can_not_be_prepared_costs_nothing() {
        let mut analysis = sparse();
        let first = analysis.report().unwrap().clone();
        let refused = analysis.change(Settings::default(), Notes::default()).map(|_| ());
        let again = analysis.settings.clone();
        assert!(analysis.change(again, Notes::default()).unwrap() == &first);
        assert!(refused.is_err(), "the wider window was meant to be too wide");
    }

    #[test]
    fn a_first_report_that_is_refused_can_be_asked_for_again() {
        let mut analysis = sparse();
        let right = analysis.settings.clone();
        analysis.settings.set("detector", "no-such-detector").unwrap();
        assert!(analysis.report().is_err() && analysis.last().is_none());
        assert!(analysis.change(right, Notes::default()).is_ok());
    }

    #[test]
    fn edits_go_where_other_outages_are_found() {
        let mut analysis = sparse();
        analysis.report().unwrap();
        let at = |text| crate::base::time::parse_utc(text).unwrap();
        let (start, end) = (at("2014-12-22T00:05"), at("2014-12-22T00:10"));
        let told = analysis.edit(vec![Edit::Add { series: 0, start, end, depth: 1.0 }]).unwrap();
        assert_eq!(told.outages.len(), 1);
        assert!(analysis.edit(vec![Edit::Reject("o9".to_owned())]).is_err());
        assert_eq!(analysis.last().unwrap().outages.len(), 1);
        let mut other = analysis.settings.clone();
        other.set("sensitivity", "0.1").unwrap();
        assert!(analysis.change(other, Notes::default()).unwrap().outages.is_empty());
    }
}

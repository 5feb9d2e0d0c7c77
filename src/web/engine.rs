//! The walk in a worker: bytes in chunks → a Report, and what was read stays for other settings and finer windows.
//!
//! In: the settings, names of files, their bytes. Out: the Report as a plain object and as the same JSON text that the command
//! prints. Refused: what the rooms refuse, and a call out of order.

use super::cross::{GivenSettings, given_settings, plain, refused};
use crate::base::error::quote;
use crate::base::time::Millis;
use crate::base::{Code, Error, Notes, Reading, Settings, Source, decimal};
use crate::detect::edits::{self, Edit};
use crate::detect::{Fitted, Gridded, Outages, Prepared};
use crate::read::{Input, hex};
use crate::report::Report;
use crate::{cost, detect, report};
use serde::Serialize;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// One input on its walk.
#[wasm_bindgen]
pub struct Engine {
    settings: Settings,
    /// What was said instead of settings that were left out.
    notes: Notes,
    edits: Vec<Edit>,
    input: Option<Input>,
    /// What was read, between its draft and its Report.
    gridded: Option<(Reading, Gridded)>,
    kept: Option<Kept>,
}

#[derive(Serialize)]
struct Cited {
    quote: String,
    method: String,
    citation: String,
    bibtex: String,
}

/// What stays in the worker when the Report has gone out.
struct Kept {
    reading: Reading,
    prepared: Prepared,
    fitted: Vec<Fitted>,
    report: Report,
}

#[wasm_bindgen]
impl Engine {
    /// Begins an input.
    #[wasm_bindgen(constructor)]
    pub fn new(settings: &JsValue) -> Result<Engine, JsValue> {
        let GivenSettings { settings, notes } = given_settings(settings)?;
        Ok(Engine { input: Some(Input::new(&settings)), settings, notes, edits: Vec::new(), gridded: None, kept: None })
    }

    /// The next file begins.
    pub fn file(&mut self, name: &str, bytes: f64) -> Result<(), JsValue> {
        let input = self.input()?;
        input.file(name).map_err(|error| refused(&error))?;
        input.expect(bytes as u64);
        Ok(())
    }

    /// It is hashed beside the engine: its `print` comes later.
    pub fn apart(&mut self) -> Result<(), JsValue> {
        self.input()?.apart();
        Ok(())
    }

    /// Its bytes so far, where it is larger than was said and is to be hashed here after all.
    pub fn hash(&mut self, bytes: &[u8]) -> Result<(), JsValue> {
        self.input()?.hash(bytes);
        Ok(())
    }

    /// Its next bytes.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), JsValue> {
        self.input()?.push(bytes).map_err(|error| refused(&error))
    }

    /// No more bytes: a Report for a first chart, in which nothing was looked for yet.
    pub fn draft(&mut self) -> Result<JsValue, JsValue> {
        let input = self.input.take().ok_or_else(out_of_order)?;
        let reading = input.finish().map_err(|error| refused(&error))?;
        let gridded =
            detect::to_grid(&reading.series, &reading.marks, &self.settings).map_err(|error| refused(&error))?;
        let bare = gridded.bare(&reading.series, &self.settings).map_err(|error| refused(&error))?;
        let draft = plain(&report::preview(&reading, &bare, &self.settings));
        self.gridded = Some((reading, gridded));
        draft
    }

    /// The Report.
    pub fn finish(&mut self) -> Result<JsValue, JsValue> {
        let (reading, gridded) = self.gridded.take().ok_or_else(out_of_order)?;
        let prepared = gridded.fit(&self.settings).map_err(|error| refused(&error))?;
        self.tell(reading, prepared)
    }

    /// The SHA-256 of the file of that count, which was hashed apart, as the Report has it from now on.
    pub fn print(&mut self, count: usize, sha256: &[u8]) -> Result<JsValue, JsValue> {
        let Kept { reading, report, .. } = self.kept.as_mut().ok_or_else(out_of_order)?;
        let sha256 = hex(sha256);
        let read = reading.source.files.iter_mut().map(|file| &mut file.sha256);
        let told = report.source.files.iter_mut().map(|file| &mut file.sha256);
        for print in read.chain(told).filter(|print| **print == count.to_string()) {
            print.clone_from(&sha256);
        }
        Ok(sha256.into())
    }

    /// The same bytes with other settings: the Report, without another reading, and without another preparation where
    /// the window of time is the same.
    pub fn again(&mut self, settings: &JsValue) -> Result<JsValue, JsValue> {
        let GivenSettings { settings, notes } = given_settings(settings)?;
        let kept = self.kept.take().ok_or_else(out_of_order)?;
        let same = self.settings.from == settings.from && self.settings.until == settings.until;
        // Edits name outages as they were found: where others are found, they are gone.
        let found = same
            && self.settings.detector == settings.detector
            && self.settings.sensitivity == settings.sensitivity
            && self.settings.signal == settings.signal;
        if !found {
            self.edits.clear();
        }
        let prepared = if same { Ok(kept.prepared) } else { prepare(&kept.reading, &settings) };
        (self.settings, self.notes) = (settings, notes);
        self.tell(kept.reading, prepared?)
    }

    /// What an author changes, in place of what was changed before; a line each, moments in epoch milliseconds:
    /// `start ID AT`, `end ID AT`, `reject ID`, `add DEPTH FROM UNTIL SERIES`. Gives the Report with the edits in it.
    pub fn edit(&mut self, lines: &str) -> Result<JsValue, JsValue> {
        let kept = self.kept.take().ok_or_else(out_of_order)?;
        let before = std::mem::take(&mut self.edits);
        let told = edits(lines, &kept.reading).and_then(|edits| {
            self.edits = edits;
            self.report(&kept.reading, &kept.prepared)
        });
        match told {
            Ok((fitted, report)) => {
                let answer = plain(&report);
                self.kept = Some(Kept { fitted, report, ..kept });
                answer
            }
            Err(error) => {
                // A refused edit changes nothing.
                self.edits = before;
                self.kept = Some(kept);
                Err(refused(&error))
            }
        }
    }

    /// The Report as canonical JSON: the same bytes as the command prints.
    pub fn json(&self) -> Result<JsValue, JsValue> {
        let kept = self.kept.as_ref().ok_or_else(out_of_order)?;
        report::to_json(&kept.report).map(JsValue::from).map_err(|error| refused(&error))
    }

    /// Words that others may print, in English: `{ quote, method, citation, bibtex }`.
    pub fn cite(&self) -> Result<JsValue, JsValue> {
        let report = &self.kept.as_ref().ok_or_else(out_of_order)?.report;
        plain(&Cited {
            quote: report::to_quote(report),
            method: report::to_method(report),
            citation: report::to_citation(report),
            bibtex: report::to_bibtex(report),
        })
    }

    /// A series between two moments (epoch milliseconds) in at most `columns` columns: ink as a Report has it, but finer.
    pub fn view(&self, series: &str, from: f64, until: f64, columns: usize) -> Result<JsValue, JsValue> {
        let kept = self.kept.as_ref().ok_or_else(out_of_order)?;
        let all = &kept.reading.series;
        let fitted = kept.fitted.iter().find(|fitted| all.get(fitted.grid.series).is_some_and(|s| s.id == series));
        let fitted = fitted.ok_or_else(|| {
            refused(&Error::settings(
                Code::SignalUnknown,
                "There is no such series.",
                "Give the id of one in the Report.",
            ))
        })?;
        let bin = |at: f64| usize::try_from((at as Millis - fitted.grid.start) / fitted.grid.step.max(1)).unwrap_or(0);
        // One bin more at each side, so that a line runs to the edge of the window.
        let (first, end) = (bin(from).saturating_sub(1), bin(until).saturating_add(2));
        plain(&report::window(fitted, series.to_owned(), first, end, columns))
    }

    fn input(&mut self) -> Result<&mut Input, JsValue> {
        self.input.as_mut().ok_or_else(out_of_order)
    }

    fn tell(&mut self, reading: Reading, prepared: Prepared) -> Result<JsValue, JsValue> {
        let told = self.report(&reading, &prepared);
        // What was read stays even where a setting is refused: the next one may be right.
        let (fitted, report, answer) = match told {
            Ok((fitted, report)) => {
                let answer = plain(&report);
                (fitted, report, answer)
            }
            Err(error) => (Vec::new(), Report::default(), Err(refused(&error))),
        };
        self.kept = Some(Kept { reading, prepared, fitted, report });
        answer
    }

    fn report(&self, reading: &Reading, prepared: &Prepared) -> Result<(Vec<Fitted>, Report), Error> {
        let mut outages = detect::detect(prepared, &reading.series, &self.settings)?;
        if !self.edits.is_empty() {
            outages.found = edits::apply(&outages.found, &self.edits, reading.span())?;
        }
        let costs = cost::price_reading(reading, &outages.found, &self.settings)?;
        let mut report = report::build(reading, &outages, &costs, &self.settings);
        report.notes.extend_from_slice(self.notes.list());
        Ok((outages.fitted, report))
    }
}

/// The calculator without a file: a Report of one given outage.
#[wasm_bindgen]
pub fn calculate(settings: &JsValue) -> Result<JsValue, JsValue> {
    let GivenSettings { settings, notes } = given_settings(settings)?;
    let (found, costs) = cost::calculate(&settings).map_err(|error| refused(&error))?;
    let source = Source { country: settings.country.clone(), zone: "UTC".to_owned(), ..Source::default() };
    let reading = Reading { source, ..Reading::default() };
    let outages = Outages { detector: "given", found, ..Outages::default() };
    let mut report = report::build(&reading, &outages, &costs, &settings);
    report.notes.extend_from_slice(notes.list());
    plain(&report)
}

/// The published rows, priced anew: `{ model, who, what, country, class, published_usd, computed_usd, error, within, … }`.
#[wasm_bindgen(js_name = selfCheck)]
pub fn self_check() -> Result<JsValue, JsValue> {
    // The rows stand in one build only.
    if !cfg!(feature = "formats") {
        return Err(refused(&Error::ours(Code::NeedsFormats, "The published rows are not in this build.")));
    }
    plain(&cost::selfcheck().map_err(|error| refused(&error))?)
}

fn prepare(reading: &Reading, settings: &Settings) -> Result<Prepared, JsValue> {
    detect::prepare(&reading.series, &reading.marks, settings).map_err(|error| refused(&error))
}

/// Lines of the page → edits.
fn edits(lines: &str, reading: &Reading) -> Result<Vec<Edit>, Error> {
    lines.lines().map(|line| one_edit(line, reading).ok_or_else(|| no_edit(line))).collect()
}

fn one_edit(line: &str, reading: &Reading) -> Option<Edit> {
    let mut words = line.splitn(5, ' ');
    let (what, name) = (words.next()?, words.next()?);
    let mut at = || words.next()?.parse::<Millis>().ok();
    Some(match what {
        "start" => Edit::Start(name.to_owned(), at()?),
        "end" => Edit::End(name.to_owned(), at()?),
        "reject" => Edit::Reject(name.to_owned()),
        "add" => {
            let (start, end) = (at()?, at()?);
            let id = words.next()?;
            let series = reading.series.iter().position(|series| series.id == id)?;
            Edit::Add { series, start, end, depth: decimal::parse(name)? }
        }
        _ => return None,
    })
}

fn no_edit(line: &str) -> Error {
    Error::settings(Code::EditUnknown, quote(line), "An edit is start, end, reject or add.")
}

fn out_of_order() -> JsValue {
    refused(&Error::ours(Code::OutOfOrder, "The engine was called out of order."))
}

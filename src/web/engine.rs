//! The walk in a worker: bytes in chunks → a Report, and what was read stays for other settings and finer windows.
//!
//! In: the settings, names of files, their bytes. Out: the Report as a plain object and as the same JSON text that the command
//! prints. Refused: what the rooms refuse, and a call out of order.

use super::js_value::{from_page, refused, report_to_page, to_page};
use super::settings::{GivenSettings, given_settings};
use crate::analysis::Analysis;
use crate::base::error::quote;
use crate::base::time::{Millis, parse_utc};
use crate::base::{Code, Error, Notes, Reading, Settings, Source};
use crate::cost;
use crate::detect::Outages;
use crate::detect::edits::{self, Edit};
use crate::read::{Input, hex};
use crate::report::{self, Report};
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// One input on its walk.
#[wasm_bindgen]
pub struct Engine {
    settings: Settings,
    /// What was said instead of settings that were left out.
    notes: Notes,
    /// Until the last byte is in.
    input: Option<Input>,
    /// From then on.
    analysis: Option<Analysis>,
}

/// An edit as the page gives it: of an outage by its id, or a new one on a series. Moments are ISO 8601.
#[derive(Deserialize)]
struct GivenEdit {
    id: Option<String>,
    start: Option<String>,
    end: Option<String>,
    reject: Option<bool>,
    series: Option<String>,
    depth: Option<f64>,
}

#[derive(Serialize)]
struct Cited {
    quote: String,
    method: String,
    citation: String,
    bibtex: String,
}

#[wasm_bindgen]
impl Engine {
    /// Begins an input.
    #[wasm_bindgen(constructor)]
    pub fn new(settings: JsValue) -> Result<Engine, JsValue> {
        let GivenSettings { settings, notes } = given_settings(settings).map_err(|error| refused(&error))?;
        Ok(Engine { input: Some(Input::new(&settings)), settings, notes, analysis: None })
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
    pub fn preview(&mut self) -> Result<JsValue, JsValue> {
        let input = self.input.take().ok_or_else(|| refused(&out_of_order()))?;
        let reading = input.finish().map_err(|error| refused(&error))?;
        let analysis = self.analysis.insert(Analysis::new(reading, self.settings.clone(), self.notes.clone()));
        report_to_page(&analysis.preview().map_err(|error| refused(&error))?)
    }

    /// The Report.
    pub fn finish(&mut self) -> Result<JsValue, JsValue> {
        told(self.analysis()?.report())
    }

    /// The SHA-256 of the file of that count, which was hashed apart, as the Report has it from now on.
    pub fn print(&mut self, count: usize, sha256: &[u8]) -> Result<JsValue, JsValue> {
        let sha256 = hex(sha256);
        self.analysis()?.name_fingerprint(&count.to_string(), &sha256);
        Ok(sha256.into())
    }

    /// The Report of the same bytes under other settings, without another reading.
    pub fn again(&mut self, settings: JsValue) -> Result<JsValue, JsValue> {
        let GivenSettings { settings, notes } = given_settings(settings).map_err(|error| refused(&error))?;
        told(self.analysis()?.change(settings, notes))
    }

    /// The Report with what an author changes, in place of what was changed before: `{ id, start }`, `{ id, end }`,
    /// `{ id, reject }` or `{ series, start, end, depth }`, in order.
    pub fn edit(&mut self, list: JsValue) -> Result<JsValue, JsValue> {
        let analysis = self.analysis()?;
        let given: Result<Vec<GivenEdit>, Error> = from_page(list, Code::EditUnknown, "a list of edits");
        let edits = given.and_then(|list| list.iter().map(|given| edit(given, analysis.reading())).collect());
        told(edits.and_then(|edits| analysis.edit(edits)))
    }

    /// The Report as canonical JSON: the same bytes as the command prints.
    pub fn json(&self) -> Result<JsValue, JsValue> {
        report::to_json(self.last()?).map(JsValue::from).map_err(|error| refused(&error))
    }

    /// Words that others may print, in English: `{ quote, method, citation, bibtex }`.
    pub fn cite(&self) -> Result<JsValue, JsValue> {
        let report = self.last()?;
        to_page(&Cited {
            quote: report::to_quote(report),
            method: report::to_method(report),
            citation: report::to_citation(report),
            bibtex: report::to_bibtex(report),
        })
    }

    /// A series between two moments (epoch milliseconds) in at most that many columns: as a Report has it, but finer.
    pub fn view(&self, series: &str, from: f64, until: f64, columns: usize) -> Result<JsValue, JsValue> {
        let analysis = self.analysis.as_ref().ok_or_else(|| refused(&out_of_order()))?;
        let window = analysis.window(series, from as Millis, until as Millis, columns);
        to_page(&window.map_err(|error| refused(&error))?)
    }

    fn input(&mut self) -> Result<&mut Input, JsValue> {
        self.input.as_mut().ok_or_else(|| refused(&out_of_order()))
    }

    fn analysis(&mut self) -> Result<&mut Analysis, JsValue> {
        self.analysis.as_mut().ok_or_else(|| refused(&out_of_order()))
    }

    fn last(&self) -> Result<&Report, JsValue> {
        let report = self.analysis.as_ref().and_then(Analysis::last);
        report.ok_or_else(|| refused(&out_of_order()))
    }
}

/// The calculator without a file: a Report of one given outage.
#[wasm_bindgen]
pub fn calculate(settings: JsValue) -> Result<JsValue, JsValue> {
    let GivenSettings { settings, notes } = given_settings(settings).map_err(|error| refused(&error))?;
    let (found, costs) = cost::calculate(&settings).map_err(|error| refused(&error))?;
    let source = Source { country: settings.country.clone(), zone: "UTC".to_owned(), ..Source::default() };
    let reading = Reading { source, ..Reading::default() };
    let outages = Outages { detector: "given", found, ..Outages::default() };
    let mut report = report::build(&reading, &outages, &costs, &settings);
    report.notes.extend_from_slice(notes.list());
    report_to_page(&report)
}

/// The published rows, priced anew: `{ model, who, what, country, class, published_usd, computed_usd, error, within, … }`.
#[wasm_bindgen(js_name = selfCheck)]
pub fn self_check() -> Result<JsValue, JsValue> {
    // The rows stand in one build only.
    if !cfg!(feature = "formats") {
        return Err(refused(&Error::ours(Code::NeedsFormats, "The published rows are not in this build.")));
    }
    to_page(&cost::selfcheck().map_err(|error| refused(&error))?)
}

fn told(report: Result<&Report, Error>) -> Result<JsValue, JsValue> {
    report.map_err(|error| refused(&error)).and_then(report_to_page)
}

fn edit(given: &GivenEdit, reading: &Reading) -> Result<Edit, Error> {
    let moment = |text: &Option<String>| {
        let text = text.as_deref().unwrap_or_default();
        parse_utc(text).ok_or_else(|| match reading.span() {
            // A field for dates gives every year that is typed on the way to the one that is meant.
            Some(span) if is_dated(text) => edits::outside(text, span),
            _ => unknown_edit(text, "a moment such as 2014-12-22T16:15Z"),
        })
    };
    match given {
        GivenEdit { id: Some(id), reject: Some(true), .. } => Ok(Edit::Reject(id.clone())),
        GivenEdit { id: Some(id), start: start @ Some(_), end: None, .. } => {
            Ok(Edit::Start(id.clone(), moment(start)?))
        }
        GivenEdit { id: Some(id), start: None, end: end @ Some(_), .. } => Ok(Edit::End(id.clone(), moment(end)?)),
        GivenEdit { id: None, series: Some(id), start, end, depth, .. } => {
            let series = reading.series.iter().position(|series| series.id == *id);
            let series = series.ok_or_else(|| unknown_edit(id, "the id of a series in the Report"))?;
            Ok(Edit::Add { series, start: moment(start)?, end: moment(end)?, depth: depth.unwrap_or(1.0) })
        }
        _ => Err(unknown_edit(given.id.as_deref().unwrap_or_default(), "start, end or reject, or a new outage")),
    }
}

/// True for a text that begins with a year, whichever.
fn is_dated(text: &str) -> bool {
    text.split_once('-').is_some_and(|(year, _)| year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit()))
}

fn unknown_edit(found: &str, need: &str) -> Error {
    Error::settings(Code::EditUnknown, format!("An edit holds {}.", quote(found)), format!("It takes {need}."))
}

fn out_of_order() -> Error {
    Error::ours(Code::OutOfOrder, "The engine was called out of order.")
}

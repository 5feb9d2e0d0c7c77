//! A file to detect in, with what is known of it: of the stress set, or of a folder of real files.
//!
//! In: a folder with `truth.json` (a list of objects: `file`, `options` of the call, `step` in seconds, `from`, `until`, `truth`:
//! the outages, each a list of acceptable pairs of moments, `ignore`: pairs that count neither way, and where known
//! `series`: the series of each truth). Out: [`Case`]s. The same form is written.

use outage_lens::base::time::{iso, parse_utc};
use serde_json::{Value, json};
use std::path::Path;

/// From one moment to another, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    pub start: f64,
    pub end: f64,
}

impl Span {
    /// How much two have in common.
    pub fn common(self, other: Span) -> f64 {
        (self.end.min(other.end) - self.start.max(other.start)).max(0.0)
    }

    /// Intersection over union; the second is the shortest union that counts.
    pub fn overlap(self, other: Span) -> f64 {
        self.common(other) / (self.end.max(other.end) - self.start.min(other.start)).max(1e3)
    }

    pub fn length(self) -> f64 {
        self.end - self.start
    }
}

/// A true outage: the acceptable pairs of edges, and the series that it strikes where that is known.
#[derive(Clone, Debug, Default)]
pub struct Truth {
    pub either: Vec<Span>,
    pub series: Vec<String>,
}

/// A file with its truths.
#[derive(Clone, Debug)]
pub struct Case {
    pub name: String,
    pub kind: String,
    pub bytes: Vec<u8>,
    /// Pairs of an option as the command has it and its value.
    pub options: Vec<String>,
    pub step_secs: f64,
    pub span: Span,
    pub truths: Vec<Truth>,
    pub ignore: Vec<Span>,
    pub note: String,
}

/// The cases of a folder. A kind is what stands before the first `-` of a file's name.
pub fn folder(dir: &Path) -> Result<Vec<Case>, String> {
    let path = dir.join("truth.json");
    let text = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let list: Vec<Value> = serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))?;
    list.iter().map(|entry| from_entry(dir, entry)).collect()
}

fn from_entry(dir: &Path, entry: &Value) -> Result<Case, String> {
    let name = entry["file"].as_str().ok_or("an entry of truth.json has no file")?;
    let wrong = |what: &str| format!("truth.json, {name}: {what}");
    let moment = |value: &Value| value.as_str().and_then(parse_utc).map(|at| at as f64).ok_or_else(|| wrong("no time"));
    let span = |pair: &Value| Ok::<Span, String>(Span { start: moment(&pair[0])?, end: moment(&pair[1])? });
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let words =
        |value: &Value| list(value).iter().filter_map(|word| word.as_str().map(str::to_owned)).collect::<Vec<_>>();
    let series: Vec<Vec<String>> = list(&entry["series"]).iter().map(&words).collect();
    let truth = |(i, either): (usize, &Value)| {
        let either = list(either).iter().map(span).collect::<Result<Vec<_>, _>>()?;
        Ok::<Truth, String>(Truth { either, series: series.get(i).cloned().unwrap_or_default() })
    };
    let bytes = std::fs::read(dir.join(name)).map_err(|error| wrong(&error.to_string()))?;
    Ok(Case {
        name: name.to_owned(),
        kind: name.split(['-', '.']).next().unwrap_or(name).to_owned(),
        bytes,
        options: words(&entry["options"]),
        step_secs: entry["step"].as_f64().ok_or_else(|| wrong("no step"))?,
        span: Span { start: moment(&entry["from"])?, end: moment(&entry["until"])? },
        truths: list(&entry["truth"]).iter().enumerate().map(truth).collect::<Result<_, _>>()?,
        ignore: list(&entry["ignore"]).iter().map(span).collect::<Result<_, _>>()?,
        note: entry["note"].as_str().unwrap_or_default().to_owned(),
    })
}

/// Writes cases as a folder with `truth.json`.
pub fn write(dir: &Path, cases: &[Case]) -> std::io::Result<()> {
    std::fs::create_dir_all(dir)?;
    let pair = |span: &Span| json!([iso(span.start.round() as i64), iso(span.end.round() as i64)]);
    let mut entries = Vec::new();
    for case in cases {
        std::fs::write(dir.join(&case.name), &case.bytes)?;
        let truth: Vec<Vec<Value>> = case.truths.iter().map(|t| t.either.iter().map(pair).collect()).collect();
        let entry = json!({
            "file": case.name, "options": case.options, "step": case.step_secs,
            "from": iso(case.span.start as i64), "until": iso(case.span.end as i64), "truth": truth,
            "ignore": case.ignore.iter().map(pair).collect::<Vec<_>>(),
            "series": case.truths.iter().map(|t| &t.series).collect::<Vec<_>>(), "note": case.note,
        });
        entries.push(entry.to_string());
    }
    std::fs::write(dir.join("truth.json"), format!("[\n{}\n]\n", entries.join(",\n")))
}

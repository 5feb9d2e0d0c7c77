//! What holds of every Report and every error, whatever was read.
//!
//! In: a Report, or an error. Out: nothing; what does not hold is a panic that says so. Used by the fuzz targets and by the tests
//! of hostile inputs.

use outage_lens::base::error::Fault;
use outage_lens::base::time::parse_utc;
use outage_lens::base::{Error, limits};
use outage_lens::report::{self, Report};
use serde_json::Value;

/// True of a character that moves a terminal or turns the direction of writing.
fn acts(c: char) -> bool {
    let turns = '\u{202a}'..='\u{202e}';
    c.is_control()
        || turns.contains(&c)
        || ('\u{2066}'..='\u{206f}').contains(&c)
        || "\u{61c}\u{200e}\u{200f}\u{feff}\u{ffff}".contains(c)
}

/// Texts are short and can only be read, lists are bounded, times lie on the calendar, and no export acts.
pub(crate) fn report(told: &Report) {
    let json = report::to_json(told).expect("numbers that JSON can hold");
    let mut value: Value = serde_json::from_str(&json).expect("JSON");
    // The author's own words.
    value["receipt"]["settings"] = Value::Null;
    texts(&value);
    lists(told);
    times(told);
    let text = report::to_text(told);
    assert!(!text.chars().any(|c| acts(c) && c != '\n'), "the text acts: {text:?}");
    table(&report::to_csv(told));
}

/// An error says what is needed, is short, and is nobody's defect.
pub(crate) fn error(error: &Error) {
    let said = error.to_string();
    assert!(!error.need.is_empty() && error.fault != Fault::Ours, "{said}");
    assert!(said.chars().count() <= 1_000 && !said.chars().any(acts), "{said:?}");
}

fn texts(value: &Value) {
    let text = |text: &str| {
        assert!(text.chars().count() <= limits::TEXT, "a text of {} bytes", text.len());
        assert!(!text.chars().any(acts), "a text acts: {text:?}");
    };
    match value {
        Value::String(own) => text(own),
        Value::Array(items) => items.iter().for_each(texts),
        Value::Object(members) => members.iter().for_each(|(name, value)| {
            text(name);
            texts(value);
        }),
        _ => {}
    }
}

fn lists(told: &Report) {
    let series = &told.source.series;
    assert!(series.len() <= limits::SERIES && told.outages.len() <= limits::OUTAGES);
    assert!(series.iter().all(|series| series.label.chars().count() <= limits::LABEL));
    assert!(told.notes.len() <= 2 * limits::NOTES);
    assert!(told.notes.iter().all(|note| note.message.chars().count() <= limits::NOTE));
    assert!(told.given.len() <= 2 * limits::GIVEN && told.marks.len() <= 2 * limits::GIVEN);
    assert!(told.plot.iter().all(|plot| plot.t.len() <= limits::PLOT_COLUMNS));
    let columns: usize = told.plot.iter().map(|plot| plot.t.len()).sum();
    assert!(columns <= limits::PLOT_COLUMNS_IN_ALL + limits::SERIES, "{columns} columns");
    assert!(told.outages.iter().all(|outage| outage.profile.len() <= limits::PROFILE_POINTS + 1));
}

fn times(told: &Report) {
    let (first, last) = (parse_utc("1990-01-01"), parse_utc("2100-12-31"));
    let year = |text: &str| text.get(..4).and_then(|year| year.parse::<u32>().ok()).unwrap_or(0);
    let ends = [&told.source.from, &told.source.until].into_iter().flatten();
    let edges = told.outages.iter().flat_map(|o| [&o.start, &o.end]);
    let edges = edges.flat_map(|edge| [edge.lo.as_ref(), Some(&edge.best), Some(&edge.hi)]).flatten();
    for at in ends.chain(edges) {
        assert!(first < last && (1989..=2102).contains(&year(at)), "a time of {at}");
    }
}

/// However a spreadsheet parts it, no cell of words begins as a formula does.
pub(crate) fn table(csv: &str) {
    for line in csv.split("\r\n") {
        assert!(!line.chars().any(acts), "the table acts: {line:?}");
        for cell in line.split([',', ';']) {
            let begin = cell.trim_start_matches([' ', '"']);
            let formula =
                begin.starts_with(['=', '+', '@']) || (begin.starts_with('-') && begin.parse::<f64>().is_err());
            assert!(!formula, "a formula: {cell}");
        }
    }
}

//! The tables of the documentation, made of the tables in the code, so that neither says what the other does not.
//!
//! In: the name in a comment of a fragment, such as `formats`. Out: HTML. Refused: a name that no table has.

use super::CliError;
use super::attributes::{Attribute, EVENTS, METHODS, PARTS, TOKENS, attributes};
use super::files::{Files, SCRIPT};
use super::html::{code, escape, table};
use super::integrity::{integrity, tag};
use crate::base::limits;
use crate::chart::CHARTS;
use crate::report::{ENDS, SUMMARY, price_column};
use crate::{cost, detect, read};

/// What is promised and what proves it: promise, proofs, figure, day.
const TRUST: &str = include_str!("../../www/docs/_trust.tsv");

/// What a fragment asks for.
pub(super) fn asked(name: &str, files: &Files) -> Result<String, CliError> {
    Ok(match name {
        "attributes" => attribute_table(),
        "events" => events(),
        "methods" => methods(),
        "tokens" => tokens(),
        "parts" => PARTS.iter().map(|part| code(&format!("::part({part})"))).collect::<Vec<_>>().join(", "),
        "charts" => CHARTS.iter().map(|chart| code(chart.about().id)).collect::<Vec<_>>().join(", "),
        "formats" => formats(),
        "detectors" => detectors(),
        "models" => models(),
        "languages" => languages(files),
        "limits" => limits_table(),
        "trust" => trust(),
        "summary" => summary(),
        "recipe-answers" => recipe(include_str!("../../www/docs/_recipes/answers.py")),
        "recipe-spark" => recipe(include_str!("../../www/docs/_recipes/spark_lines.py")),
        "recipe-dask" => recipe(include_str!("../../www/docs/_recipes/dask_lines.py")),
        "recipe-parallel" => recipe(include_str!("../../www/docs/_recipes/parallel_lines.sh")),
        "version" => env!("CARGO_PKG_VERSION").to_owned(),
        "economy" => cost::economy::EDITION.to_owned(),
        "sealed" => escape(&tag(&files.get(SCRIPT).map_or(String::new(), |script| integrity(script)))),
        _ => return Err(CliError::ours(format!("www/docs: no table is called {name}."))),
    })
}

fn attribute_table() -> String {
    let rows = attributes();
    let row = |row: &Attribute| vec![code(row.name), code(&row.property()), escape(&row.values()), escape(row.about)];
    table("Attributes", &["Attribute", "Property", "Takes", "What it does"], rows.iter().map(row))
}

fn events() -> String {
    let row = |(name, detail, when): &(&str, &str, &str)| {
        vec![code(&format!("outage-lens:{name}")), code(detail), escape(when)]
    };
    table("Events", &["Event", "Detail", "When"], EVENTS.iter().map(row))
}

fn methods() -> String {
    let row = |(name, gives, about): &(&str, &str, &str)| vec![code(&format!("{name}()")), code(gives), escape(about)];
    table("Methods", &["Method", "Gives", "What it does"], METHODS.iter().map(row))
}

fn tokens() -> String {
    let row = |(name, about): &(&str, &str)| vec![code(name), escape(about)];
    table("Custom properties", &["Property", "Sets"], TOKENS.iter().map(row))
}

fn formats() -> String {
    let row = |format: &&dyn read::Format| {
        let about = format.about();
        let licence = if about.licence.is_empty() { "not stated" } else { about.licence };
        vec![escape(about.name), code(about.id), escape(about.source), escape(licence)]
    };
    table("Formats", &["Format", "Id", "Where from, and what is done", "Licence"], read::FORMATS.iter().map(row))
}

fn detectors() -> String {
    let rows = detect::DETECTORS.iter().map(|detector| detector.about());
    let row = |about: &detect::About| vec![escape(about.name), code(about.id), escape(about.rule)];
    table("Rules that find outages", &["Rule", "Id", "What it says"], rows.map(row))
}

fn models() -> String {
    let rows = cost::MODELS.iter().map(|model| model.about());
    let row =
        |about: &cost::About| vec![escape(about.name), code(about.id), code(about.equation), escape(about.source)];
    table("Cost models", &["Model", "Id", "Equation", "Source"], rows.map(row))
}

fn languages(files: &Files) -> String {
    let codes = files.keys().filter_map(|path| path.strip_prefix("i18n/")?.strip_suffix(".json"));
    let rows = codes.map(|language| vec![code(language), "not reviewed by a native reader".to_owned()]);
    let english = std::iter::once(vec![code("en"), "written by the makers".to_owned()]);
    table("Languages", &["Code", "State"], english.chain(rows))
}

fn trust() -> String {
    let row = |line: &str| line.split('\t').map(escape).collect();
    let rows = TRUST.lines().filter(|line| !line.starts_with('#')).map(row);
    table("Promises and proofs", &["Promise", "Proof", "Figure", "Looked at"], rows)
}

/// The columns of a summary, the prices by model at the end.
fn summary() -> String {
    let row =
        |name: &str, kind: &str, unit: &str, about: &str| vec![code(name), code(kind), escape(unit), escape(about)];
    let id = std::iter::once(row("id", "text or whole number", "", "The job's."));
    let fixed = SUMMARY.iter().map(|column| row(column.name, column.kind, column.unit, column.about));
    let prices = cost::MODELS.iter().map(|model| {
        let about = model.about();
        let names: Vec<String> = ENDS.iter().map(|end| price_column(about.id, end)).collect();
        row(
            &names.join(", "),
            "number?",
            "USD",
            &format!("{}; null where it was not asked for or gives none.", about.name),
        )
    });
    table("Columns of a summary", &["Column", "Type", "Unit", "What it holds"], id.chain(fixed).chain(prices))
}

/// A file as it is run.
fn recipe(text: &str) -> String {
    format!("<pre><code>{}</code></pre>", escape(text))
}

fn limits_table() -> String {
    let rows = [
        ("bytes after decompression", limits::BYTES.to_string()),
        ("times that a compressed file may grow, beyond 16 MiB", limits::RATIO.to_string()),
        ("samples", limits::SAMPLES.to_string()),
        (
            "bins of one series in which outages are looked for; of more samples several are one",
            limits::BINS.to_string(),
        ),
        ("series", limits::SERIES.to_string()),
        ("files of one input", limits::FILES.to_string()),
        ("characters of a label", limits::LABEL.to_string()),
        ("outages told", limits::OUTAGES.to_string()),
    ];
    table("Limits", &["What", "At most"], rows.into_iter().map(|(what, most)| vec![what.to_owned(), most]))
}

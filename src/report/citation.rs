//! A Report → what others may print: a sentence to quote, a note on method, and a citation in words and for BibTeX.
//!
//! All of them carry the receipt, so that a reader can do it again. No author and no date of today: a Report knows neither;
//! its data end on a day, and that day is named.

use super::{Report, claims, schema, story};
use crate::base::error::quote;

/// One or two sentences that stand alone: what, how long, and the price where there is one.
pub fn to_quote(report: &Report) -> String {
    let wanted = ["looked-at", "cost-usual", "cost-ours", "cost-ceiling", "lower-bounds"];
    // Another outage may be the one that goes on; the quote is of one.
    let open = report.selected_outage().is_some_and(|o| o.is_open());
    let known = |code: &str| code.starts_with("when") || wanted.contains(&code) && (open || code != "lower-bounds");
    let parts = report.sentence_parts.iter().filter(|part| known(&part.code));
    let lines: Vec<String> = parts.map(story::english).collect();
    format!("{}. {} ({})", report.headline, lines.join(" "), by(report))
}

/// How it was done, in a paragraph.
pub fn to_method(report: &Report) -> String {
    let source = &report.source;
    let mut text = Vec::new();
    let from_to = match (&source.from, &source.until) {
        (Some(from), Some(until)) => format!(", from {from} to {until}"),
        _ => String::new(),
    };
    if let Some(list) = &report.list {
        text.push(format!("{} outages as {} names them{from_to}.", list.outages.len(), provider(report)));
        text.push("Each is priced from its start to its end; those of one country that overlap count once, and countries are added up.".to_owned());
        if !report.receipt.models.is_empty() {
            text.push(prices(&report.receipt, "US dollars of each outage’s year"));
        }
        text.push(format!("{}.", by(report)));
        return text.join(" ");
    }
    let n = source.series.len();
    text.push(format!("{n} {} of {}{from_to}.", if n == 1 { "signal" } else { "signals" }, provider(report)));
    if !report.receipt.detector.is_empty() {
        text.push(format!(
            "Outages are what the detector “{}” found below the value expected at that time; start and end are where the signal crosses half of the outage’s own depth.",
            report.receipt.detector
        ));
    }
    if let Some(o) = report.selected_outage() {
        text.push(format!(
            "Times and depth of the outage are those of one signal, {}. {}",
            o.reference,
            stop(&o.reason)
        ));
    }
    if let Some(cost) = report.told_cost() {
        text.push(prices(&report.receipt, &format!("US dollars of {}", cost.price_year)));
        text.push(
            "Depth is a share of what the signal counts, not of people or trade; that cost follows it in a straight line is an assumption."
                .to_owned(),
        );
    }
    text.extend(claims::lines(report));
    text.push(format!("{}.", by(report)));
    text.join(" ")
}

fn prices(receipt: &schema::Receipt, money: &str) -> String {
    format!(
        "Prices are in {money}, by the models {}, each for itself and never averaged, with facts of the economy table {}.",
        receipt.models.join(", "),
        receipt.economy
    )
}

/// A citation in words.
pub fn to_citation(report: &Report) -> String {
    let data = [provider(report), stop(&report.source.licence)].into_iter().filter(|words| !words.is_empty());
    let data: Vec<String> = data.collect();
    format!("“{}.” Computed with {}. Data: {}", report.headline, by(report), stop(&data.join(". ")))
}

/// The same for BibTeX.
pub fn to_bibtex(report: &Report) -> String {
    let file = report.source.files.first();
    let print: String = file.map_or(String::new(), |file| file.sha256.chars().take(8).collect());
    let year = report.source.until.as_deref().and_then(|until| until.split('-').next()).unwrap_or_default();
    let fields = [
        ("title", format!("{{{}}}", escape(&report.headline))),
        ("note", escape(&by(report))),
        ("howpublished", escape(&format!("Data: {}", provider(report)))),
        ("year", if year.is_empty() { String::new() } else { format!("{{{year}}}") }),
    ];
    let lines = fields.iter().filter(|(_, value)| !value.is_empty());
    let lines: String = lines.map(|(name, value)| format!("  {name} = {{{value}}},\n")).collect();
    format!("@misc{{outage-lens-{print},\n{lines}}}\n")
}

/// The lines below a picture that leaves its page: whose data, and the receipt.
pub fn to_foot(report: &Report) -> Vec<String> {
    let credit = Some(report.source.credit.clone()).filter(|credit| !credit.is_empty());
    let receipt = report.source.files.first().map(|file| {
        let (engine, detector, economy) = (&report.engine, &report.receipt.detector, &report.receipt.economy);
        let print: String = file.sha256.chars().take(16).collect();
        format!("Outage Lens {engine}, detector {detector}, facts of {economy}. File {}, SHA-256 {print}.", file.name)
    });
    credit.map(|credit| format!("Data: {credit}")).into_iter().chain(receipt).collect()
}

/// The receipt in one line.
fn by(report: &Report) -> String {
    let receipt = &report.receipt;
    let mut words = vec![format!("Outage Lens {}", receipt.engine)];
    words.push(format!("detector {}", receipt.detector));
    words.push(format!("economy table {}", receipt.economy));
    words.extend(report.source.files.iter().map(|file| format!("{}, SHA-256 {}", file.name, file.sha256)));
    // A setting may be a whole table: what it says is in the Report, a citation has its beginning.
    let settings = receipt.settings.iter().map(|(key, value)| format!("{key} {}", quote(value)));
    let settings: Vec<String> = settings.collect();
    if !settings.is_empty() {
        words.push(format!("settings: {}", settings.join(", ")));
    }
    words.join("; ")
}

/// Whose data these are; the name of the file where nobody is known.
fn provider(report: &Report) -> String {
    let file = report.source.files.first().map_or("data without a name", |file| file.name.as_str());
    if report.source.provider.is_empty() { file.to_owned() } else { report.source.provider.clone() }
}

/// A sentence with its full stop.
fn stop(words: &str) -> String {
    if words.is_empty() || words.ends_with(['.', '!', '?']) { words.to_owned() } else { format!("{words}.") }
}

/// Text that BibTeX and LaTeX print as it stands.
fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => safe.push_str("\\textbackslash{}"),
            '~' => safe.push_str("\\textasciitilde{}"),
            '^' => safe.push_str("\\textasciicircum{}"),
            '&' | '%' | '$' | '#' | '_' | '{' | '}' => {
                safe.push('\\');
                safe.push(c);
            }
            c if c.is_control() => safe.push(' '),
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(headline: &str, file: &str) -> Report {
        let mut report = Report { headline: headline.to_owned(), ..Report::default() };
        report.source.files.push(schema::File { name: file.to_owned(), bytes: 1, sha256: "0123456789ab".to_owned() });
        report.source.until = Some("2014-12-25T00:00:00Z".to_owned());
        report
    }

    #[test]
    fn bibtex_is_balanced_whatever_a_file_is_called() {
        let text = to_bibtex(&named("50 % of {A & B}\n", "x}_{$#~^\\.csv"));
        assert!(text.starts_with("@misc{outage-lens-01234567,\n"));
        let mut depth = 0;
        let mut before = ' ';
        for c in text.chars() {
            match c {
                '{' if before != '\\' => depth += 1,
                '}' if before != '\\' => depth -= 1,
                _ => {}
            }
            assert!(depth >= 0, "{text}");
            before = c;
        }
        assert_eq!(depth, 0, "{text}");
        assert!(text.contains("50 \\% of \\{A \\& B\\}") && text.contains("year = {{2014}}"), "{text}");
    }

    #[test]
    fn every_form_carries_the_receipt() {
        let report = named("No outage found", "x.csv");
        for text in [to_quote(&report), to_method(&report), to_citation(&report), to_bibtex(&report)] {
            assert!(text.contains("0123456789ab"), "{text}");
            assert!(!text.contains(".."), "{text}");
        }
    }
}

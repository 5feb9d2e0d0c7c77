//! A Report → CSV: one row an outage, found or of a list, with the method and the receipt as comment lines before it.
//!
//! Text is quoted (RFC 4180), comments too, and what a spreadsheet would run as a formula gets an apostrophe before it, whether it
//! parts cells by commas, semicolons or tabs.

use super::{Report, claims, list, schema};
use crate::base::decimal;

const HEADER: &str = "id,reference,start_utc,start_lo,start_hi,end_utc,end_lo,end_hi,ongoing,duration_secs,duration_lo,duration_hi,equivalent_secs,depth,confidence,kind,routes_up,cost_usual_low_usd,cost_usual_high_usd,cost_ours_low_usd,cost_ours_central_usd,cost_ours_high_usd,gdp_in_that_time_usd,edited";

/// The table of outages.
pub fn to_csv(report: &Report) -> String {
    let mut text = String::new();
    let mut comment = |line: &str| {
        text.push_str(&cell(&format!("# {line}")));
        text.push_str("\r\n");
    };
    comment(&report.sentence);
    for file in &report.source.files {
        comment(&format!(
            "Source: {}, {} bytes, SHA-256 {}. {}",
            file.name, file.bytes, file.sha256, report.source.credit
        ));
    }
    let receipt = &report.receipt;
    comment(&format!(
        "Outage Lens {}, detector {}, economy table {}, models {}.",
        receipt.engine,
        receipt.detector,
        receipt.economy,
        receipt.models.join(" ")
    ));
    for line in claims::lines(report) {
        comment(&format!("Published: {line}"));
    }
    if let Some((header, rows)) = list::table(report) {
        for row in std::iter::once(header).chain(rows) {
            let row: Vec<String> = row.iter().map(|text| cell(text)).collect();
            text.push_str(&row.join(","));
            text.push_str("\r\n");
        }
        return text;
    }
    text.push_str(HEADER);
    text.push_str("\r\n");
    for outage in &report.outages {
        text.push_str(&row(outage).join(","));
        text.push_str("\r\n");
    }
    text
}

fn row(o: &schema::Outage) -> Vec<String> {
    let number = |value: Option<f64>| value.map_or(String::new(), decimal::text);
    let headline = o.cost.as_ref().map(|cost| &cost.headline);
    let usual = headline.and_then(|h| h.usual);
    let ours = headline.and_then(|h| h.ours);
    vec![
        cell(&o.id),
        cell(&o.reference),
        cell(&o.start.best),
        cell(o.start.lo.as_deref().unwrap_or_default()),
        cell(&o.start.hi),
        cell(&o.end.best),
        cell(o.end.lo.as_deref().unwrap_or_default()),
        cell(&o.end.hi),
        o.ongoing.to_string(),
        decimal::text(o.duration_secs.best),
        decimal::text(o.duration_secs.lo),
        number(o.duration_secs.hi),
        decimal::text(o.equivalent_secs),
        decimal::text(o.depth),
        number(o.confidence),
        format!("{:?}", o.kind).to_ascii_lowercase(),
        o.routes_up.to_string(),
        number(usual.map(|u| u.low)),
        number(usual.map(|u| u.high)),
        number(ours.map(|r| r.low)),
        number(ours.map(|r| r.central)),
        number(ours.map(|r| r.high)),
        number(o.cost.as_ref().map(|cost| cost.ceiling_usd.central)),
        cell(&o.edited.join("; ")),
    ]
}

/// A cell of words that no spreadsheet runs.
fn cell(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || ":._- ".contains(c);
    let inert = inert(text);
    if inert.chars().all(plain) && inert == text { inert } else { format!("\"{}\"", inert.replace('"', "\"\"")) }
}

/// Text with an apostrophe wherever a formula would begin: at the start, or behind anything that may part two cells.
fn inert(text: &str) -> String {
    let mut inert = String::with_capacity(text.len());
    let mut begins = true;
    for c in text.chars().map(|c| if c.is_control() { ' ' } else { c }) {
        if begins && matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠') {
            inert.push('\'');
        }
        inert.push(c);
        begins = matches!(c, ',' | ';' | '|') || (begins && (c.is_whitespace() || c == '"'));
    }
    inert
}

#[cfg(test)]
mod tests {
    use super::{cell, inert};
    use proptest::prelude::*;

    #[test]
    fn formulas_are_words() {
        assert_eq!(cell("=HYPERLINK(\"x\")"), "\"'=HYPERLINK(\"\"x\"\")\"");
        assert_eq!(cell("up,=1+1; @SUM(2)"), "\"up,'=1+1; '@SUM(2)\"");
        assert_eq!(cell("a\t=1"), "\"a =1\"");
        assert_eq!(cell("-2+3"), "\"'-2+3\"");
        assert_eq!(cell("a,b"), "\"a,b\"");
        assert_eq!(cell("2014-12-22T16:15:00Z"), "2014-12-22T16:15:00Z");
        assert_eq!(cell("plain"), "plain");
    }

    proptest! {
        #[test]
        fn no_part_of_a_text_begins_a_formula(text in "[a=+@,;|\" \t\r\n-]{0,24}") {
            for part in inert(&text).split([',', ';', '|', '\t', '\n', '\r']) {
                let begin = part.trim_start_matches([' ', '"']);
                prop_assert!(!begin.starts_with(['=', '+', '-', '@']), "{part}");
            }
        }
    }
}

//! A Report → CSV: one row an outage, with the method and the receipt as comment lines before it.
//!
//! Cells are quoted (RFC 4180), and text that a spreadsheet would run as a formula gets an apostrophe before it.

use super::{Report, schema};
use crate::base::decimal;

const HEADER: &str = "id,reference,start_utc,start_lo,start_hi,end_utc,end_lo,end_hi,ongoing,duration_secs,duration_lo,duration_hi,equivalent_secs,depth,confidence,kind,routes_up,cost_usual_low_usd,cost_usual_high_usd,cost_ours_low_usd,cost_ours_central_usd,cost_ours_high_usd,gdp_in_that_time_usd,edited";

/// The table of outages.
pub fn to_csv(report: &Report) -> String {
    let mut text = String::new();
    let mut comment = |line: &str| {
        let line: String = line.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        text.push_str(&format!("# {line}\r\n"));
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
        o.start.best.clone(),
        o.start.lo.clone(),
        o.start.hi.clone(),
        o.end.best.clone(),
        o.end.lo.clone(),
        o.end.hi.clone(),
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

/// A cell that no spreadsheet runs.
fn cell(text: &str) -> String {
    let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    if guard.is_empty() && !text.contains([',', '"', '\n', '\r']) {
        return text.to_owned();
    }
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn formulas_are_words() {
        assert_eq!(cell("=HYPERLINK(\"x\")"), "\"'=HYPERLINK(\"\"x\"\")\"");
        assert_eq!(cell("a,b"), "\"a,b\"");
        assert_eq!(cell("plain"), "plain");
    }
}

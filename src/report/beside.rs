//! Several Reports → one for drawing them beside each other: of each its one signal and its outages, under names of its own.
//!
//! In: Reports in order. Out: a Report whose ids begin with the place of the one they come from, `2-o1`; every signal is
//! called by its file, and by its country where the countries differ. Of a single Report all signals stay as they are.

use super::{PlotColumns, Report, schema};

/// All of them in one; the first gives what only one can give.
pub fn beside(mut reports: Vec<Report>) -> Report {
    if reports.len() < 2 {
        return reports.pop().unwrap_or_default();
    }
    let first = reports.first().and_then(|report| report.source.country.clone());
    let differ = reports.iter().any(|report| report.source.country != first);
    let mut all = Report { wire: super::WIRE, ..Report::default() };
    for (n, mut report) in reports.into_iter().enumerate() {
        let own = |id: &str| (n + 1).to_string() + "-" + id;
        let Some(mut ink) = measured(&mut report) else { continue };
        for mut outage in report.outages {
            if !outage.rejected && moved(&outage, &ink.series) {
                outage.id = own(&outage.id);
                outage.reference = own(&ink.series);
                outage.signals.clear();
                outage.cost = None;
                all.outages.push(outage);
            }
        }
        for mut series in report.source.series {
            if series.id == ink.series {
                let file = report.source.files.first().map_or("", |file| &file.name);
                let place = report.source.country.as_deref().filter(|_| differ).unwrap_or_default();
                let mut label = String::new();
                for word in [place, file, &series.label] {
                    if !word.is_empty() && !label.is_empty() {
                        label += " · ";
                    }
                    label += word;
                }
                series.id = own(&series.id);
                series.label = label;
                all.source.series.push(series);
            }
        }
        ink.series = own(&ink.series);
        all.plot.push(ink);
        all.source.files.extend(report.source.files);
    }
    all
}

/// Takes out the signal that tells a Report's chosen outage, otherwise its first.
fn measured(report: &mut Report) -> Option<PlotColumns> {
    let chosen = report.selected_outage();
    let reference = chosen.map(|outage| &outage.reference);
    let place = report.plot.iter().position(|ink| Some(&ink.series) == reference).unwrap_or(0);
    (place < report.plot.len()).then(|| report.plot.swap_remove(place))
}

/// True where an outage was seen in that signal.
fn moved(outage: &schema::Outage, series: &str) -> bool {
    outage.reference == series || outage.signals.iter().any(|signal| signal.series == series)
}

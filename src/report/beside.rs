//! Several Reports → one for drawing them beside each other: of each its one signal and its outages, under names of its own.
//!
//! In: Reports in order. Out: a Report whose ids begin with the place of the one they come from, `2-o1`; every signal is
//! called by its file, and by its country where the countries differ. Of a single Report all signals stay as they are.

use super::{Ink, OutageTold, Report, SeriesTold};

/// All of them in one; the first gives what only one can give.
pub fn beside(mut reports: Vec<Report>) -> Report {
    if reports.len() < 2 {
        return reports.pop().unwrap_or_default();
    }
    let country = |report: &Report| report.source.country.clone();
    let differ = reports.windows(2).any(|two| two.first().map(country) != two.last().map(country));
    let mut all = Report { wire: super::WIRE, ..Report::default() };
    for (n, report) in reports.into_iter().enumerate() {
        let own = |id: &str| format!("{}-{id}", n + 1);
        let Some(ink) = measured(&report) else { continue };
        let series = report.source.series.iter().find(|series| series.id == ink.series);
        let file = report.source.files.first().map(|file| file.name.as_str());
        let place = report.source.country.as_deref().filter(|_| differ);
        let words = [place, file, series.map(|series| series.label.as_str())];
        let label = words.into_iter().flatten().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" · ");
        all.source.series.extend(series.map(|series| SeriesTold { id: own(&series.id), label, ..series.clone() }));
        all.outages.extend(report.outages.iter().filter(|o| !o.rejected && moved(o, &ink.series)).map(|o| {
            OutageTold { id: own(&o.id), reference: own(&ink.series), signals: Vec::new(), cost: None, ..o.clone() }
        }));
        all.ink.push(Ink { series: own(&ink.series), ..ink.clone() });
        all.source.files.extend(report.source.files);
    }
    all
}

/// The signal that tells a Report's chosen outage, otherwise its first.
fn measured(report: &Report) -> Option<&Ink> {
    let chosen = report.outages.iter().find(|outage| Some(&outage.id) == report.selected.as_ref());
    let reference = chosen.map(|outage| &outage.reference);
    report.ink.iter().find(|ink| Some(&ink.series) == reference).or(report.ink.first())
}

/// True where an outage was seen in that signal.
fn moved(outage: &OutageTold, series: &str) -> bool {
    outage.reference == series || outage.signals.iter().any(|signal| signal.series == series)
}

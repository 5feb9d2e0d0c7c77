//! The CSV that IODA's dashboard exports: `"Time (UTC)"`, then a column for each signal, in percent of its maximum in the window.
//!
//! In: <https://ioda.inetintel.cc.gatech.edu> → Export → CSV. Out: a series a signal; UTC. The file does not name the
//! country or network it is of, so what it stands for stays unknown. Blanks stay missing: the telescope leaves a bin
//! blank where it saw nothing, and detection judges that beside the other signals.

use crate::base::Settings;
use crate::read::format::{About, Format, Reader, Score};
use crate::read::series::classify;
use crate::read::sniff::head::Head;
use crate::read::tabular::dialect::Dialect;
use crate::read::tabular::interpretation::Layout;
use crate::read::tabular::table::Table;

/// The format.
pub(crate) struct IodaCsv;

const ABOUT: About = About {
    id: "ioda-csv",
    name: "IODA dashboard CSV",
    provider: "IODA, Georgia Tech",
    licence: "Academic use with attribution",
    credit: "Internet Outage Detection and Analysis (IODA), Georgia Institute of Technology",
    source: "Export → CSV on a page of ioda.inetintel.cc.gatech.edu; values in percent of the window's maximum.",
};

/// How the export begins the labels of its signals.
const SIGNALS: [&str; 4] = ["BGP (", "Active Probing (", "Telescope (", "Google ("];

impl Format for IodaCsv {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn sniff(&self, head: &Head<'_>) -> Score {
        let head = &head.dialect.header;
        let time = head.first().is_some_and(|label| label == "Time (UTC)");
        let known = head.iter().any(|label| SIGNALS.iter().any(|signal| label.starts_with(signal)));
        if time && known { 95 } else { 0 }
    }

    fn open(&self, settings: &Settings) -> Box<dyn Reader> {
        Box::new(Table::new(settings, adjust))
    }
}

fn adjust(_: &Dialect, layout: &mut Layout) {
    layout.utc = true;
    let short = |label: &str| match label.split_once(" (").map_or(label, |(name, _)| name) {
        "Active Probing" => "probing".to_owned(),
        name => name.to_owned(),
    };
    let labels: Vec<String> = layout.values.iter().map(|(_, about)| about.label.clone()).collect();
    let doubled = |name: &str| labels.iter().filter(|label| short(label) == name).count() > 1;
    let names: Vec<String> = labels
        .iter()
        .map(|label| match short(label) {
            name if doubled(&name) => label.clone(),
            name => name,
        })
        .collect();
    let ids = classify::ids(names.iter().map(String::as_str));
    for ((_, about), id) in layout.values.iter_mut().zip(ids) {
        about.id = id;
        about.unit = "% of maximum".to_owned();
    }
}

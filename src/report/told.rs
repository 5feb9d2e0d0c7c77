//! What is told of a Report: the outage of its headline and that one's price, and the names of its series.

use super::schema::{Outage, Report, Source};
use crate::cost::Estimate;

impl Report {
    /// The outage of the headline.
    pub fn selected_outage(&self) -> Option<&Outage> {
        self.outages.iter().find(|outage| Some(&outage.id) == self.selected.as_ref())
    }

    /// The price that is told: that outage's, or of a list of one country's outages that of all.
    pub fn told_cost(&self) -> Option<&Estimate> {
        match self.selected_outage() {
            Some(outage) => outage.cost.as_ref(),
            None => self.list.as_ref().and(self.cost.as_ref()),
        }
    }
}

impl Outage {
    /// True where it began before the data or goes on after them: its duration and its price are lower bounds.
    pub fn is_open(&self) -> bool {
        self.started_before || self.ongoing
    }
}

impl Source {
    /// A series as people read it: a column `prefixes_visible` is "prefixes visible"; one that says no more than "value" and
    /// is alone has the name of its file.
    pub fn name(&self, id: &str) -> String {
        const NOTHING: [&str; 5] = ["value", "values", "val", "data", "y"];
        let label = self.series.iter().find(|series| series.id == id).map_or("", |series| series.label.as_str());
        let name = match (self.files.as_slice(), self.series.len()) {
            ([file], 1) if !file.name.is_empty() && NOTHING.iter().any(|word| label.eq_ignore_ascii_case(word)) => {
                &file.name
            }
            _ if label.is_empty() => id,
            _ => label,
        };
        name.replace('_', " ")
    }
}

#[cfg(test)]
mod tests {
    use super::Source;

    #[test]
    fn a_series_has_a_name_that_says_something() {
        let source = |label: &str, file: &str| {
            let source = serde_json::json!({
                "files": [{ "name": file, "bytes": 1, "sha256": "" }], "format": "csv", "provider": "", "licence": "",
                "credit": "", "zone": "UTC", "from": null, "until": null, "represents": "unknown", "country": null,
                "local_zone": null, "series": [{ "id": "x", "label": label, "kind": "other", "unit": "",
                    "sampling": "bin-start", "step_secs": 60.0, "samples": 1, "missing": 0, "smallest_visible_drop": null }],
            });
            serde_json::from_value::<Source>(source).unwrap()
        };
        let named = |label: &str, file: &str| source(label, file).name("x");
        assert_eq!(named("prefixes_visible", "a.csv"), "prefixes visible");
        assert_eq!(named("Value", "my_traffic.csv"), "my traffic.csv");
        assert_eq!(named("value", ""), "value");
        assert_eq!(named("", "a.csv"), "x");
        let mut two = source("value", "a.csv");
        two.series.push(two.series[0].clone());
        assert_eq!(two.name("x"), "value");
    }
}

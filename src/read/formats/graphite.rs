//! The raw replies of Graphite (`format=raw`): a line a series, its values in a row.
//!
//! In: `servers.a.rx,1741046400,1741052400,60|98.5,97.1,None,…`: name, start, end and step in seconds, then the values. Out: a series a
//! line. Refused: a step of nothing, values that do not reach from start to end. Written from the published format.

use crate::base::error::{label, quote};
use crate::base::{Code, Error, Place, Reading, Settings, limits};
use crate::read::format::{About, Format, Reader, Score};
use crate::read::other_build;
use crate::read::series::classify;
use crate::read::sniff::head::Head;
use crate::read::tabular::lines::{LineHandler, LineReader};
use crate::read::tabular::written::WrittenTable;

/// The format.
pub(crate) struct Graphite;

const ABOUT: About = About {
    id: "graphite-raw",
    name: "Raw reply of Graphite",
    provider: "",
    licence: "",
    credit: "",
    source: "/render?target=…&format=raw of a Graphite; a series a line.",
};

/// A line: its name, its first moment and its step in seconds, its values.
struct Target<'a> {
    name: &'a str,
    start: i64,
    end: i64,
    step: i64,
    values: &'a str,
}

impl Format for Graphite {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn sniff(&self, head: &Head<'_>) -> Score {
        let first = head.bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
        let first = first.get(..first.len().min(4 << 10)).unwrap_or_default();
        if target(&String::from_utf8_lossy(first)).is_some() { 80 } else { 0 }
    }

    fn open(&self, settings: &Settings) -> Box<dyn Reader> {
        let header = ["time", "name", "value"].map(str::to_owned);
        let named = [("name".to_owned(), "name")];
        let mut settings = settings.clone();
        settings.columns.extend(named);
        let table = WrittenTable::new(&settings, &header).with_decimal_points();
        other_build::formats(|| Box::new(LineReader::new(Box::new(Targets { table, values: 0, name: String::new() }))))
    }
}

/// Takes a line apart; the name may hold commas.
fn target(line: &str) -> Option<Target<'_>> {
    let (head, values) = line.trim().split_once('|')?;
    let mut words = head.rsplitn(4, ',');
    let mut number = || words.next()?.parse::<i64>().ok();
    let (step, end, start) = (number()?, number()?, number()?);
    let name = words.next().filter(|name| !name.is_empty())?;
    // Moments of the years 2001 to 2100.
    let is_epoch = |at: i64| (1_000_000_000..4_102_444_800).contains(&at);
    (is_epoch(start) && is_epoch(end) && start <= end).then_some(Target { name, start, end, step, values })
}

struct Targets {
    table: WrittenTable,
    values: usize,
    /// The first name: that of the one series, where there is no more.
    name: String,
}

impl LineHandler for Targets {
    fn line(&mut self, line: &str, place: Place) -> Result<(), Error> {
        if line.trim().is_empty() {
            return Ok(());
        }
        let need = "Needed: lines such as “name,1741046400,1741046520,60|1.5,None”.";
        let Some(target) = target(line) else {
            let shown: String = line.chars().take(60).collect();
            return Err(
                Error::file(Code::Damaged, format!("{} is no line of Graphite.", quote(&shown)), need).at(place)
            );
        };
        let count = target.values.split(',').count();
        if target.step <= 0 || (target.end - target.start) / target.step != count as i64 {
            let found = format!(
                "{} has {count} values, which do not reach from {} to {} in steps of {} s.",
                quote(target.name),
                target.start,
                target.end,
                target.step
            );
            return Err(Error::file(Code::Damaged, found, need).at(place));
        }
        self.values += count;
        if self.name.is_empty() {
            target.name.clone_into(&mut self.name);
        }
        if self.values > limits::SAMPLES {
            let found = format!("More than {} values.", limits::SAMPLES);
            return Err(Error::file(Code::TooManySamples, found, "Ask for a shorter time.").at(place));
        }
        let mut at = target.start;
        for value in target.values.split(',') {
            self.table.row(&[at.to_string(), target.name.to_owned(), value.trim().to_owned()])?;
            at += target.step;
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<Reading, Error> {
        let mut reading = self.table.finish()?;
        if let [series] = reading.series.as_mut_slice() {
            (series.id, series.label) = (classify::slug(&self.name), label(&self.name));
        }
        reading.notes.each_place(|place| *place = Place::default());
        Ok(reading)
    }
}

#[cfg(test)]
mod tests {
    use crate::read::tests::{read, read_with};

    #[test]
    fn a_line_is_a_series() {
        let text =
            "alias(servers.a.rx,'a'),1741046400,1741046640,60|98.5,97.1,None,0\nb.rx,1741046400,1741046520,60|1,2\n";
        let reading = read(text);
        assert_eq!(reading.series.len(), 2);
        let samples: Vec<(i64, f64)> = reading.series[0].samples().filter(|(_, value)| !value.is_nan()).collect();
        assert_eq!(samples, [(1_741_046_400_000, 98.5), (1_741_046_460_000, 97.1), (1_741_046_580_000, 0.0)]);
    }

    #[test]
    fn values_must_reach_to_the_end() {
        let error = read_with(b"a.rx,1741046400,1741046640,60|98.5,97.1\n", 64, &[]).unwrap_err();
        assert!(error.to_string().contains("2 values"), "{error}");
    }
}

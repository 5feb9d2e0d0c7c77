//! Results of checks below the moment of each: a line a measure, `Ping: 18.459 ms`, as `speedtest-cli --simple` prints it.
//!
//! In: a line that is a moment (or names one, `Time: …`), then lines of a name, a colon and a number with its unit; again and again.
//! The measures may stand behind the moment, too. What speedtest-cli says of its work is passed over.
//! Out: a row a moment, a column a name. A moment below which nothing stands is a check that failed. Lines of other words are
//! counted and quoted.

use crate::base::error::quote;
use crate::base::{Code, Error, Place, Reading, Settings, limits};
use crate::read::format::{About, Format, Reader, Score};
use crate::read::other_build;
use crate::read::scalar::leading_moment::leading_moment;
use crate::read::scalar::number::{self, Commas};
use crate::read::scalar::timestamp::is_stamp;
use crate::read::sniff::head::Head;
use crate::read::tabular::lines::{LineHandler, LineReader};
use crate::read::tabular::written::WrittenTable;

/// The format.
pub(crate) struct LabelledLines;

const ABOUT: About = About {
    id: "labelled-lines",
    name: "Results of checks, a line a measure",
    provider: "",
    licence: "",
    credit: "",
    source: "A log of date and speedtest-cli --simple, or of any program that prints its measures below their moment.",
};

/// Checks by which the names of the measures are known.
const KNOWN_BY: usize = 50;

/// A line: a moment, a measure, a moment and its measures, a word of speedtest-cli on its work, or other words.
enum Line<'a> {
    Moment(&'a str),
    Measure(&'a str, &'a str),
    Both(&'a str, Vec<(String, String)>),
    Work,
    Other,
}

/// The columns beside the measures: when, and whether there were any.
const TIME: &str = "time";
const ANSWERED: &str = "answered";

/// How lines begin in which speedtest-cli says what it does.
const WORK: [&str; 6] = [
    "Retrieving speedtest.net",
    "Testing from ",
    "Selecting best server",
    "Testing download speed",
    "Testing upload speed",
    "Share results",
];

impl Format for LabelledLines {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn sniff(&self, head: &Head<'_>) -> Score {
        const LOOKED_AT: usize = 60;
        if head.layout.is_ok() || head.outline.is_some() {
            return 0;
        }
        let text = String::from_utf8_lossy(head.bytes.get(..head.bytes.len().min(16 << 10)).unwrap_or_default());
        let lines = text.lines().filter(|line| !line.trim().is_empty()).take(LOOKED_AT).map(line);
        let lines: Vec<Line<'_>> = lines.filter(|line| !matches!(line, Line::Work)).collect();
        let both = lines.iter().filter(|line| matches!(line, Line::Both(..))).count();
        let moments = both + lines.iter().filter(|line| matches!(line, Line::Moment(_))).count();
        let measures = both + lines.iter().filter(|line| matches!(line, Line::Measure(..))).count();
        let most = (moments + measures - both) * 10 >= lines.len() * 6;
        if moments > 1 && measures > 1 && measures * 2 >= moments && most { 65 } else { 0 }
    }

    fn open(&self, settings: &Settings) -> Box<dyn Reader> {
        other_build::formats(|| Box::new(LineReader::new(Box::new(Checks::new(settings)))))
    }
}

fn line(text: &str) -> Line<'_> {
    let text = text.trim().trim_matches(['-', '=', '[', ']', '#', '*']).trim();
    if is_stamp(text.as_bytes()) && text.contains(':') {
        return Line::Moment(text);
    }
    if WORK.iter().any(|begin| text.starts_with(begin)) {
        return Line::Work;
    }
    // The round trip to the server that speedtest-cli chose.
    if let Some((_, value)) = text.strip_prefix("Hosted by ").and_then(|rest| rest.rsplit_once("]: ")) {
        return Line::Measure("Ping", value);
    }
    if let Some((at, rest)) = leading_moment(text) {
        let measures = measures(rest);
        return if measures.is_empty() { Line::Other } else { Line::Both(at, measures) };
    }
    match text.split_once(": ").map(|(name, value)| (name.trim(), value.trim())) {
        Some((_, value)) if is_stamp(value.as_bytes()) && value.contains(':') => Line::Moment(value),
        Some((name, value))
            if (1..=40).contains(&name.chars().count())
                && number::measured(value.as_bytes(), Commas::Absent).is_some() =>
        {
            Line::Measure(name, value)
        }
        _ => Line::Other,
    }
}

/// `Download: 110.81 Mbit/s Upload: 20.64 Mbit/s`: names, and numbers with their units; nothing where other words stand among them.
fn measures(text: &str) -> Vec<(String, String)> {
    let (mut all, mut name) = (Vec::new(), String::new());
    let mut words = text.split_whitespace().peekable();
    while let Some(word) = words.next() {
        let said = word.strip_suffix([':', '=']);
        name = [name.as_str(), said.unwrap_or(word)].join(" ").trim().to_owned();
        if said.is_none() {
            continue;
        }
        let Some(number) = words.next() else { return Vec::new() };
        let with_unit = words.peek().map(|unit| format!("{number} {unit}"));
        let is_measure = |text: &String| number::measured(text.as_bytes(), Commas::Absent).is_some();
        let with_unit = with_unit.filter(|text| !text.ends_with([':', '=']) && is_measure(text));
        let value = match with_unit {
            Some(value) => words.next().map(|_| value),
            None => Some(number.to_owned()).filter(is_measure),
        };
        match value {
            Some(value) if (1..=40).contains(&name.chars().count()) => all.push((std::mem::take(&mut name), value)),
            _ => return Vec::new(),
        }
    }
    if name.is_empty() { all } else { Vec::new() }
}

/// A check: its moment and its measures.
type Check = (String, Vec<(String, String)>);

struct Checks {
    settings: Settings,
    /// The names of the measures, and the table of them, once they are known.
    names: Vec<String>,
    table: Option<WrittenTable>,
    /// Checks until then.
    waiting: Vec<Check>,
    open: Option<Check>,
    rows: usize,
    lines: u64,
    odd: u64,
    first_odd: Option<(String, Place)>,
}

impl Checks {
    fn new(settings: &Settings) -> Checks {
        Checks {
            settings: settings.clone(),
            names: Vec::new(),
            table: None,
            waiting: Vec::new(),
            open: None,
            rows: 0,
            lines: 0,
            odd: 0,
            first_odd: None,
        }
    }

    fn odd(&mut self, line: &str, place: Place) {
        self.odd += 1;
        self.first_odd.get_or_insert_with(|| (quote(line.trim()), place));
    }

    /// The check before has ended.
    fn close(&mut self) -> Result<(), Error> {
        let Some(check) = self.open.take() else { return Ok(()) };
        self.rows += 1 + check.1.len();
        if self.rows > limits::SAMPLES {
            let found = format!("More than {} values.", limits::SAMPLES);
            return Err(Error::file(Code::TooManySamples, found, "Give a shorter time."));
        }
        if self.table.is_some() {
            return self.write(&check);
        }
        self.waiting.push(check);
        if self.waiting.len() >= KNOWN_BY { self.begin() } else { Ok(()) }
    }

    /// The names are known: what waited is written.
    fn begin(&mut self) -> Result<(), Error> {
        for (name, _) in self.waiting.iter().flat_map(|(_, measures)| measures) {
            if !self.names.contains(name) && self.names.len() < limits::COLUMNS / 2 {
                self.names.push(name.clone());
            }
        }
        let own = [TIME, ANSWERED].map(str::to_owned);
        let header: Vec<String> = own.into_iter().chain(self.names.iter().cloned()).collect();
        self.table = Some(WrittenTable::new(&self.settings, &header).with_decimal_points());
        let waiting = std::mem::take(&mut self.waiting);
        waiting.iter().try_for_each(|check| self.write(check))
    }

    fn write(&mut self, (at, measures): &Check) -> Result<(), Error> {
        let value = |name: &String| measures.iter().find(|(own, _)| own == name).map(|(_, value)| value.clone());
        let state = if measures.is_empty() { "down" } else { "up" };
        let own = [at.clone(), state.to_owned()];
        let cells: Vec<String> =
            own.into_iter().chain(self.names.iter().map(|name| value(name).unwrap_or_default())).collect();
        self.table.as_mut().map_or(Ok(()), |table| table.row(&cells))
    }
}

impl LineHandler for Checks {
    fn line(&mut self, text: &str, place: Place) -> Result<(), Error> {
        if text.trim().is_empty() {
            return Ok(());
        }
        self.lines += 1;
        match line(text) {
            Line::Moment(at) => {
                self.close()?;
                self.open = Some((at.to_owned(), Vec::new()));
            }
            Line::Measure(name, value) => match &mut self.open {
                Some((_, measures)) if self.table.is_none() || self.names.iter().any(|known| known == name) => {
                    measures.push((name.to_owned(), value.to_owned()));
                }
                _ => self.odd(text, place),
            },
            Line::Both(at, measures) => {
                self.close()?;
                self.open = Some((at.to_owned(), measures));
            }
            Line::Work => {}
            Line::Other => self.odd(text, place),
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<Reading, Error> {
        self.close()?;
        if self.table.is_none() {
            self.begin()?;
        }
        let mut reading = match self.table.take() {
            Some(table) => table.finish()?,
            None => Reading::default(),
        };
        reading.notes.each_place(|place| *place = Place::default());
        // Where every check was answered, that says nothing more.
        reading.series.retain(|series| series.label != ANSWERED || series.samples().any(|(_, value)| value == 0.0));
        if let Some((line, place)) = self.first_odd {
            let text = format!(
                "{} of {} lines are neither a moment nor a measure: they were left out, the first {line}.",
                self.odd, self.lines
            );
            reading.notes.add_at(Code::ResultsLeftOut, text, place);
        }
        Ok(reading)
    }
}

#[cfg(test)]
mod tests {
    use crate::base::Kind;
    use crate::read::tests::read;

    #[test]
    fn measures_may_stand_behind_their_moment() {
        let check = |i: u32| match i {
            7 => format!("Tue Nov 17 {i:02}:10:00 CET 2015\n"),
            _ => format!("Tue Nov 17 {i:02}:10:00 CET 2015 Download: 110.{i} Mbit/s Upload: 20.64 Mbit/s \n"),
        };
        let reading = read(&(0..20).map(check).collect::<String>());
        let held = |series: &crate::base::Series| series.samples().filter(|(_, value)| !value.is_nan()).count();
        let labels: Vec<(&str, usize)> = reading.series.iter().map(|s| (s.label.as_str(), held(s))).collect();
        assert_eq!(labels, [("answered", 20), ("Download", 19), ("Upload", 19)]);
        assert_eq!(crate::base::time::iso(reading.span().unwrap().0), "2015-11-16T23:10:00Z");
    }

    #[test]
    fn what_speedtest_cli_says_of_its_work_is_passed_over() {
        let check = |i: u32| {
            let begun = format!(
                "08/{:02}/2021 09:00:01\nRetrieving speedtest.net configuration...\nTesting from Example ISP (192.0.2.78)...\nSelecting best server based on ping...\n",
                i + 1
            );
            let rest = "Hosted by EXAMPLE (Nice) [160.12 km]: 19.501 ms\nTesting download speed......\nDownload: 514.59 Mbit/s\nTesting upload speed...\nUpload: 141.01 Mbit/s\n===\n";
            if i % 5 == 4 { begun } else { begun + rest }
        };
        let reading = read(&(0..20).map(check).collect::<String>());
        let labels: Vec<&str> = reading.series.iter().map(|s| s.label.as_str()).collect();
        assert_eq!(labels, ["answered", "Ping", "Download", "Upload"]);
        assert_eq!(reading.series[2].missing(), 4);
    }

    #[test]
    fn measures_stand_below_their_moment() {
        let check = |i: u32| match i {
            7 => format!("26/11/2015 {:02}:10\nCannot retrieve speedtest configuration\n", i),
            _ => format!("26/11/2015 {:02}:10\nPing: 18.{i} ms\nDownload: 31.36 Mbits/s\nUpload: 4.8 Mbits/s\n", i),
        };
        let reading = read(&(0..20).map(check).collect::<String>());
        let labels: Vec<(&str, Kind, usize)> = reading
            .series
            .iter()
            .map(|s| (s.label.as_str(), s.kind, s.samples().filter(|(_, v)| !v.is_nan()).count()))
            .collect();
        assert_eq!(
            labels,
            [
                ("answered", Kind::Probing, 20),
                ("Ping", Kind::Latency, 19),
                ("Download", Kind::Traffic, 19),
                ("Upload", Kind::Traffic, 19)
            ]
        );
        assert!(reading.notes.list().iter().any(|note| note.message.contains("Cannot retrieve")));
    }
}

//! The line protocol of InfluxDB, as Telegraf writes it to a file and `influxd inspect export-lp` does.
//!
//! In: `ping,host=pi,url=192.0.2.1 average_response_ms=14.1,packets_received=5i 1741046400000000000`. Out: a series for each field of
//! each set of tags. Fields that are text are left out. Refused: lines without a moment. Lines that are none of it are counted and
//! placed. Written from the published grammar of InfluxDB.

use crate::base::error::{label, quote};
use crate::base::{Code, Error, Place, Reading, Settings, limits};
use crate::read::format::{About, Format, Reader, Score};
use crate::read::other_build;
use crate::read::series::classify;
use crate::read::sniff::head::Head;
use crate::read::tabular::lines::{LineHandler, LineReader};
use crate::read::tabular::written::WrittenTable;

/// The format.
pub(crate) struct LineProtocol;

const ABOUT: About = About {
    id: "line-protocol",
    name: "Line protocol of InfluxDB",
    provider: "",
    licence: "",
    credit: "",
    source: "A file of Telegraf, or influxd inspect export-lp; a series for each field of each set of tags.",
};

/// A line: its measurement, its tags, its fields, its moment.
#[derive(Debug, PartialEq)]
struct Point<'a> {
    measurement: String,
    tags: Vec<(&'a str, String)>,
    fields: Vec<(String, &'a str)>,
    at: &'a str,
}

impl Format for LineProtocol {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn sniff(&self, head: &Head<'_>) -> Score {
        const LOOKED_AT: usize = 20;
        // Its third word is a moment and its second holds a field: the first line tells of nearly every file that it is none.
        let text = String::from_utf8_lossy(head.bytes.get(..head.bytes.len().min(16 << 10)).unwrap_or_default());
        let lines: Vec<&str> = text.lines().filter(|line| !is_aside(line)).take(LOOKED_AT).collect();
        let points = lines.iter().filter(|line| point(line).is_some()).count();
        if points > 0 && points + 1 >= lines.len() { 80 } else { 0 }
    }

    fn open(&self, settings: &Settings) -> Box<dyn Reader> {
        other_build::formats(|| Box::new(LineReader::new(Box::new(Points::new(settings)))))
    }
}

/// A blank, a comment, or what an export says of its database.
fn is_aside(line: &str) -> bool {
    line.trim().is_empty() || line.starts_with('#') || ["CREATE ", "DROP "].iter().any(|word| line.starts_with(word))
}

/// Cuts at a mark that stands neither behind a backslash nor in quotes.
fn cut(text: &str, mark: char) -> Vec<&str> {
    let (mut parts, mut from, mut escaped, mut quoted) = (Vec::new(), 0, false, false);
    for (at, c) in text.char_indices() {
        if c == mark && !escaped && !quoted {
            parts.push(text.get(from..at).unwrap_or_default());
            from = at + c.len_utf8();
        }
        quoted ^= c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
    }
    parts.push(text.get(from..).unwrap_or_default());
    parts
}

fn plain(text: &str) -> String {
    text.replace("\\ ", " ").replace("\\,", ",").replace("\\=", "=")
}

fn pair(text: &str) -> Option<(&str, &str)> {
    let parts = cut(text, '=');
    let [name, value] = parts.as_slice() else { return None };
    (!name.is_empty() && !value.is_empty()).then_some((*name, *value))
}

/// Takes a line apart; none where it is no point.
fn point(line: &str) -> Option<Point<'_>> {
    let words = cut(line.trim(), ' ');
    let [key, fields, at] = words.as_slice() else { return None };
    let mut key = cut(key, ',').into_iter();
    let measurement = plain(key.next().filter(|name| !name.is_empty())?);
    let tags = key.map(|tag| pair(tag).map(|(name, value)| (name, plain(value)))).collect::<Option<Vec<_>>>()?;
    let fields = cut(fields, ',').into_iter().map(|field| pair(field).map(|(name, value)| (plain(name), value)));
    let fields = fields.collect::<Option<Vec<_>>>()?;
    let digits = (9..=19).contains(&at.len()) && at.bytes().all(|b| b.is_ascii_digit());
    digits.then_some(Point { measurement, tags, fields, at })
}

/// The number of a field: `5i`, `5u`, `1.5e3`, `t`; none for text.
fn number(value: &str) -> Option<&str> {
    match value {
        "t" | "T" | "true" | "True" | "TRUE" => Some("1"),
        "f" | "F" | "false" | "False" | "FALSE" => Some("0"),
        _ => Some(value.trim_end_matches(['i', 'u'])).filter(|text| text.parse::<f64>().is_ok()),
    }
}

struct Points {
    table: WrittenTable,
    values: usize,
    lines: u64,
    odd: u64,
    first_odd: Option<(String, Place)>,
    texts: u64,
    /// The first field: the name of the one series, where there is no more.
    field: String,
}

impl Points {
    fn new(settings: &Settings) -> Points {
        let header = ["time", "name", "field", "value"].map(str::to_owned);
        let named = [("name".to_owned(), "name"), ("field".to_owned(), "name")];
        let mut settings = settings.clone();
        settings.columns.extend(named);
        let table = WrittenTable::new(&settings, &header).with_decimal_points();
        Points { table, values: 0, lines: 0, odd: 0, first_odd: None, texts: 0, field: String::new() }
    }
}

impl LineHandler for Points {
    fn line(&mut self, line: &str, place: Place) -> Result<(), Error> {
        if is_aside(line) {
            return Ok(());
        }
        self.lines += 1;
        let Some(point) = point(line) else {
            self.odd += 1;
            self.first_odd.get_or_insert_with(|| (quote(line), place));
            return Ok(());
        };
        let tags = point.tags.iter().map(|(_, value)| value.as_str());
        let name: Vec<&str> = std::iter::once(point.measurement.as_str()).chain(tags).collect();
        let name = name.join(" · ");
        for (field, value) in &point.fields {
            let Some(value) = number(value) else {
                self.texts += 1;
                continue;
            };
            self.values += 1;
            if self.field.is_empty() {
                self.field.clone_from(field);
            }
            if self.values > limits::SAMPLES {
                let found = format!("More than {} values.", limits::SAMPLES);
                return Err(Error::file(Code::TooManySamples, found, "Give a shorter time.").at(place));
            }
            self.table.row(&[point.at.to_owned(), name.clone(), field.clone(), value.to_owned()])?;
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<Reading, Error> {
        if self.odd as f64 > self.lines as f64 * limits::DAMAGED_SHARE {
            let (line, place) = self.first_odd.unwrap_or_default();
            let found = format!(
                "{} of {} lines are no points of the line protocol; the first is {line}.",
                self.odd, self.lines
            );
            return Err(Error::file(Code::Damaged, found, "Needed: lines that end with their moment.").at(place));
        }
        let mut reading = self.table.finish()?;
        if let [series] = reading.series.as_mut_slice() {
            (series.id, series.label) = (classify::slug(&self.field), label(&self.field));
        }
        reading.notes.each_place(|place| *place = Place::default());
        if let Some((line, place)) = self.first_odd {
            let text = format!(
                "{} of {} lines are no points of the line protocol; the first is {line}.",
                self.odd, self.lines
            );
            reading.notes.add_at(Code::DamagedRows, text, place);
        }
        if self.texts > 0 {
            reading.notes.add(Code::ResultsLeftOut, format!("{} fields that are text were left out.", self.texts));
        }
        Ok(reading)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{Direction, Kind};
    use crate::read::tests::{read, read_with};

    #[test]
    fn points_are_taken_apart() {
        let line = r#"cpu\ load,host=a\,b,zone=x value=5i,text="a, b = c",up=t 1741046400000000000"#;
        let point = point(line).unwrap();
        assert_eq!((point.measurement.as_str(), point.at), ("cpu load", "1741046400000000000"));
        assert_eq!(point.tags, [("host", "a,b".to_owned()), ("zone", "x".to_owned())]);
        let numbers: Vec<_> = point.fields.iter().map(|(name, value)| (name.as_str(), number(value))).collect();
        assert_eq!(numbers, [("value", Some("5")), ("text", None), ("up", Some("1"))]);
        for line in ["a b c", "ping value=1", "time,value\n", "a=b c=d 1741046400"] {
            assert!(super::point(line).is_none_or(|point| point.measurement == "a=b"), "{line}");
        }
    }

    #[test]
    fn each_field_of_each_host_is_a_series() {
        let line = |minute: u64, url: &str, ms: f64| {
            let at = (1_741_046_400 + minute * 60) * 1_000_000_000;
            format!("ping,host=pi,url={url} average_response_ms={ms},percent_packet_loss=0i {at}\n")
        };
        let lines: String =
            (0..30).map(|i| line(i, "192.0.2.1", 14.5) + &line(i, "192.0.2.2", 20.0 + i as f64)).collect();
        let reading = read(&lines);
        let series =
            reading.series.iter().find(|s| s.label.contains("192.0.2.2") && s.label.contains("response")).unwrap();
        assert_eq!((reading.series.len(), series.kind, series.direction), (4, Kind::Latency, Direction::Rises));
        assert_eq!(series.samples().nth(1).unwrap(), (1_741_046_460_000, 21.0));
        let odd = format!("{lines}nothing\n");
        let reading = read_with(odd.as_bytes(), 100, &[]).unwrap();
        assert!(reading.notes.list().iter().any(|note| note.message.contains("nothing")));
    }
}

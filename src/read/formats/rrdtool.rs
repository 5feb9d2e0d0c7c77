//! What `rrdtool fetch` and `rrdtool xport` print: the history that routers' and servers' graphs are drawn from.
//!
//! In: a line of names, then `1714521600: 1.19e+09 nan` a row (`fetch`); or XML with a `legend`, a `start`, a `step` and
//! `row`s of `t` and `v` (`xport`; its JSON is read as any other). Out: a series a source; a stamp is the end of its bin.
//! `nan` is missing. A row that is neither is counted and placed. Source: oss.oetiker.ch/rrdtool, rrdfetch and rrdxport.

use crate::base::error::quote;
use crate::base::{Code, Error, Place, Reading, Settings, limits};
use crate::read::format::{About, Format, Reader, Score};
use crate::read::other_build;
use crate::read::sniff::head::Head;
use crate::read::tabular::lines::{LineHandler, LineReader};
use crate::read::tabular::written::WrittenTable;

/// The format.
pub(crate) struct Rrdtool;

const ABOUT: About = About {
    id: "rrdtool",
    name: "RRDtool fetch or xport",
    provider: "",
    licence: "",
    credit: "",
    source: "rrdtool fetch FILE AVERAGE, or rrdtool xport; a series a data source.",
};

impl Format for Rrdtool {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn sniff(&self, head: &Head<'_>) -> Score {
        let text = String::from_utf8_lossy(head.bytes.get(..head.bytes.len().min(4 << 10)).unwrap_or_default());
        if text.trim_start().starts_with('<') {
            return if text.contains("<xport") { 95 } else { 0 };
        }
        let mut lines = text.lines().filter(|line| !line.trim().is_empty());
        let names = lines.next().is_some_and(|line| line.starts_with(' ') && !line.contains(':'));
        if names && lines.next().is_some_and(|line| fetched(line).is_some()) { 90 } else { 0 }
    }

    fn open(&self, settings: &Settings) -> Box<dyn Reader> {
        let rows = Rows { settings: settings.clone(), ..Rows::default() };
        other_build::formats(|| Box::new(LineReader::new(Box::new(rows))))
    }
}

/// `1714521600: 1.19e+09 nan`.
fn fetched(line: &str) -> Option<(&str, Vec<&str>)> {
    let (time, values) = line.split_once(": ")?;
    let time = time.trim();
    (time.len() > 8 && time.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| (time, values.split_whitespace().collect()))
}

/// The rows of a file.
#[derive(Default)]
struct Rows {
    settings: Settings,
    xml: bool,
    names: Vec<String>,
    start: i64,
    step: i64,
    cells: Vec<String>,
    time: Option<String>,
    table: Option<WrittenTable>,
    rows: i64,
    odd: i64,
    first_odd: Option<(String, Place)>,
}

impl Rows {
    fn row(&mut self, time: String, cells: &[String]) -> Result<(), Error> {
        self.rows += 1;
        if self.table.is_none() {
            // The step ends at its stamp.
            let header: Vec<String> =
                std::iter::once("time (UTC)".to_owned()).chain(self.names.iter().cloned()).collect();
            self.table = Some(WrittenTable::new(&self.settings, &header));
        }
        let value = |cell: &String| if cell.to_lowercase().contains("nan") { String::new() } else { cell.clone() };
        let row: Vec<String> = std::iter::once(time).chain(cells.iter().map(value)).collect();
        self.table.as_mut().map_or(Ok(()), |table| table.row(&row))
    }

    /// The elements of a line: those that say something hold text alone.
    fn elements(&mut self, line: &str) -> Result<(), Error> {
        let mut rest = line;
        while let Some((_, after)) = rest.split_once('<') {
            let Some((tag, after)) = after.split_once('>') else { break };
            let text = after.split('<').next().unwrap_or_default().trim();
            match tag {
                "start" => self.start = text.parse().unwrap_or(0),
                "step" => self.step = text.parse().unwrap_or(0),
                "entry" => self.names.push(text.to_owned()),
                "t" => self.time = Some(text.to_owned()),
                "v" => self.cells.push(text.to_owned()),
                "/row" => {
                    // Beyond all numbers no time lies: such a row is damaged.
                    let counted = || self.start.saturating_add(self.step.saturating_mul(self.rows)).to_string();
                    let time = self.time.take().unwrap_or_else(counted);
                    let cells = std::mem::take(&mut self.cells);
                    self.row(time, &cells)?;
                }
                _ => {}
            }
            rest = after;
        }
        Ok(())
    }
}

impl LineHandler for Rows {
    fn line(&mut self, line: &str, place: Place) -> Result<(), Error> {
        if line.trim().is_empty() {
            return Ok(());
        }
        self.xml |= line.trim_start().starts_with('<');
        if self.xml {
            return self.elements(line);
        }
        match fetched(line) {
            Some((time, cells)) => {
                let cells: Vec<String> = cells.into_iter().map(str::to_owned).collect();
                self.row(time.to_owned(), &cells)
            }
            None if self.names.is_empty() => {
                self.names = line.split_whitespace().map(str::to_owned).collect();
                Ok(())
            }
            None => {
                self.odd += 1;
                self.first_odd.get_or_insert_with(|| (quote(line), place));
                Ok(())
            }
        }
    }

    fn finish(self: Box<Self>) -> Result<Reading, Error> {
        let (line, place) = self.first_odd.unwrap_or_default();
        let found = format!("{} of {} lines are no rows; the first is {line}.", self.odd, self.odd + self.rows);
        if self.odd as f64 > (self.odd + self.rows) as f64 * limits::DAMAGED_SHARE {
            return Err(Error::file(Code::Damaged, found, "Rows as rrdtool prints them are needed.").at(place));
        }
        let none =
            || Error::file(Code::NoValues, "The export of RRDtool holds no rows.", "Give a time that it covers.");
        let mut reading = self.table.ok_or_else(none)?.finish()?;
        reading.notes.each_place(|place| *place = Place::default());
        if self.odd > 0 {
            reading.notes.add_at(Code::DamagedRows, found, place);
        }
        Ok(reading)
    }
}

#[cfg(test)]
mod tests {
    use crate::read::tests::read;

    #[test]
    fn both_prints_give_the_same_series() {
        let fetch: String = std::iter::once("                          rx_bits         tx_bits\n\n".to_owned())
            .chain((0..4).map(|i| {
                format!("{}: 1.{i}000000000e+03 {}\n", 1_714_521_600 + i * 300, if i == 2 { "-nan" } else { "5.0e-01" })
            }))
            .collect();
        let row = |i: i64, time: &str| {
            format!("<row>{time}<v>1.{i}000000000e+03</v><v>{}</v></row>\n", if i == 2 { "NaN" } else { "5.0e-01" })
        };
        let xport = |timed: bool| {
            let rows = (0..4)
                .map(|i| row(i, &if timed { format!("<t>{}</t>", 1_714_521_600 + i * 300) } else { String::new() }));
            format!(
                "<?xml version=\"1.0\"?>\n<xport>\n <meta><start>1714521600</start><end>1714522500</end><step>300</step>\n <legend><entry>rx_bits</entry><entry>tx_bits</entry></legend></meta>\n<data>{}</data></xport>\n",
                rows.collect::<String>()
            )
        };
        for text in [fetch, xport(true), xport(false)] {
            let reading = read(&text);
            let told: Vec<_> =
                reading.series.iter().map(|series| (series.label.as_str(), series.at(0), series.missing())).collect();
            let at = Some(1_714_521_600_000);
            assert_eq!(told, [("rx_bits", at, 0), ("tx_bits", at, 1)], "{text}");
            assert_eq!(reading.series[0].values[..], [1000.0, 1100.0, 1200.0, 1300.0]);
            assert_eq!(reading.source.format, "rrdtool");
        }
    }
}

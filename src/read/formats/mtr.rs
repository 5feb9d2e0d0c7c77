//! Reports of `mtr` kept one after another: the loss and the round trip to the last hop over time.
//!
//! In: `Start: 2024-05-01T00:00:00+0000`, a line of `HOST:` and a line a hop (`1.|-- 192.0.2.1  0.0%  10  0.4  0.5 …`), as
//! `mtr --report` prints them, or a line a hop of `mtr --csv`, which names its start and host in each. Out: loss in percent and
//! the mean round trip of the last hop, a report each. Refused: reports that do not say when they began. Lines that are neither are counted and placed.

use crate::base::error::quote;
use crate::base::{Code, Error, Place, Reading, Settings, limits};
use crate::read::format::{About, Format, Reader, Score};
use crate::read::other_build;
use crate::read::sniff::head::Head;
use crate::read::tabular::lines::{LineHandler, LineReader};
use crate::read::tabular::written::WrittenTable;

/// The format.
pub(crate) struct Mtr;

const ABOUT: About = About {
    id: "mtr",
    name: "Reports of mtr",
    provider: "",
    licence: "",
    credit: "",
    source: "mtr --report HOST or mtr --csv HOST, again and again into one file; loss and round trip to the last hop.",
};

impl Format for Mtr {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn sniff(&self, head: &Head<'_>) -> Score {
        let text = String::from_utf8_lossy(head.bytes.get(..head.bytes.len().min(8 << 10)).unwrap_or_default());
        let report = || text.lines().any(|line| hop(line).is_some());
        if text.contains("Loss%") && (text.starts_with(CSV_HEADER) || report()) { 90 } else { 0 }
    }

    fn open(&self, settings: &Settings) -> Box<dyn Reader> {
        let header = ["time", "packet loss (%)", "rtt (ms)", "target"].map(str::to_owned);
        let table = WrittenTable::new(settings, &header);
        let reports = Reports {
            table,
            start: None,
            target: HOST.to_owned(),
            last: None,
            reports: 0,
            timeless: 0,
            lines: 0,
            odd: 0,
            first_odd: None,
        };
        other_build::formats(|| Box::new(LineReader::new(Box::new(reports))))
    }
}

/// The beginning of the header that `mtr --csv` prints above each report.
const CSV_HEADER: &str = "Mtr_Version,Start_Time,Status,Host,";
/// What stands for the host where a report does not name it.
const HOST: &str = "host";

/// Start, host, loss and mean round trip of a hop in a line of `mtr --csv`.
fn hop_of_csv(line: &str) -> Option<(&str, &str, (String, String))> {
    let cells: Vec<&str> = line.split(',').collect();
    let [version, start, _, host, hop, _, loss, _, _, _, mean, ..] = cells.as_slice() else { return None };
    let numbers = [start, hop, loss, mean].iter().all(|cell| cell.parse::<f64>().is_ok());
    (version.starts_with("MTR") && numbers).then(|| (*start, *host, ((*loss).to_owned(), (*mean).to_owned())))
}

/// Loss and mean round trip of a hop; none for a line that is no hop.
fn hop(line: &str) -> Option<(String, String)> {
    let (number, rest) = line.trim().split_once(".|--")?;
    number.trim().parse::<u8>().ok()?;
    let mut words = rest.split_whitespace().skip(1);
    let loss = words.next()?.strip_suffix('%').unwrap_or_default();
    // Behind the loss: how many were sent, the last, the mean.
    let mean = words.nth(2)?;
    (loss.parse::<f64>().is_ok() && mean.parse::<f64>().is_ok()).then(|| (loss.to_owned(), mean.to_owned()))
}

/// The reports of a file.
struct Reports {
    table: WrittenTable,
    start: Option<String>,
    target: String,
    last: Option<(String, String)>,
    reports: u64,
    timeless: u64,
    lines: u64,
    odd: u64,
    first_odd: Option<(String, Place)>,
}

impl Reports {
    /// The report that is open is complete.
    fn end(&mut self) -> Result<(), Error> {
        let Some((loss, rtt)) = self.last.take() else { return Ok(()) };
        self.reports += 1;
        let Some(start) = self.start.take() else {
            self.timeless += 1;
            return Ok(());
        };
        // Where nothing came back there is no round trip, though a 0 stands there.
        let rtt = if loss.parse() == Ok(100.0) { String::new() } else { rtt };
        self.table.row(&[start, loss, rtt, self.target.clone()])
    }
}

impl LineHandler for Reports {
    fn line(&mut self, line: &str, place: Place) -> Result<(), Error> {
        let text = line.trim();
        if text.is_empty() {
            return Ok(());
        }
        self.lines += 1;
        if let Some((start, target, hop)) = hop_of_csv(text) {
            if self.start.as_deref() != Some(start) || self.target != target {
                self.end()?;
                (self.start, self.target) = (Some(start.to_owned()), target.to_owned());
            }
            self.last = Some(hop);
        } else if text.starts_with(CSV_HEADER) {
            self.end()?;
        } else if let Some(start) = text.strip_prefix("Start:") {
            self.end()?;
            self.start = Some(start.trim().to_owned());
        } else if text.starts_with("HOST:") {
            self.end()?;
        } else if let Some(hop) = hop(text) {
            self.last = Some(hop);
        } else if !text.starts_with('|') && !text.contains(".|-- ???") {
            self.odd += 1;
            self.first_odd.get_or_insert_with(|| (quote(text), place));
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<Reading, Error> {
        self.end()?;
        if self.timeless * 2 > self.reports {
            let need = "Each report needs its line “Start: 2024-05-01T00:00:00+0000”, as mtr --report prints it.";
            return Err(Error::file(Code::NoTime, "The reports of mtr do not say when they began.", need));
        }
        let (line, place) = self.first_odd.unwrap_or_default();
        let found = format!("{} of {} lines are none of mtr; the first is {line}.", self.odd, self.lines);
        if self.odd as f64 > self.lines as f64 * limits::DAMAGED_SHARE {
            return Err(Error::file(Code::Damaged, found, "Reports as mtr prints them are needed.").at(place));
        }
        let mut reading = self.table.finish()?;
        reading.notes.each_place(|place| *place = Place::default());
        if self.odd > 0 {
            reading.notes.add_at(Code::DamagedRows, found, place);
        }
        Ok(reading)
    }
}

#[cfg(test)]
mod tests {
    use crate::base::{Code, Kind};
    use crate::read::tests::{read, read_with};

    fn report(i: i64, start: bool) -> String {
        let lost = (10..13).contains(&i);
        let start = if start { format!("Start: 2024-05-01T{i:02}:00:00+0000\n") } else { String::new() };
        let last = if lost {
            "100.0    10    0.0   0.0   0.0   0.0   0.0".to_owned()
        } else {
            format!("0.0%    10   21.{}  20.{}  19.0  30.1   2.0", i % 9, i % 10)
        };
        format!(
            "{start}HOST: home                        Loss%   Snt   Last   Avg  Best  Wrst StDev\n  1.|-- 192.168.1.1                0.0%    10    0.4   0.5   0.4   0.7   0.0\n  2.|-- ???                       100.0    10    0.0   0.0   0.0   0.0   0.0\n  3.|-- 192.0.2.1                  {}\n",
            last.replace("100.0 ", "100.0%")
        )
    }

    #[test]
    fn each_report_is_a_row_of_its_last_hop() {
        let reading = read(&(0..24).map(|i| report(i, true)).collect::<String>());
        let of = |kind| reading.series.iter().find(|series| series.kind == kind).unwrap();
        assert_eq!((of(Kind::Loss).values.iter().sum::<f64>(), of(Kind::Latency).missing()), (300.0, 3));
        assert!(!reading.notes.has(Code::DamagedRows));
    }

    #[test]
    fn a_line_a_hop_names_its_report() {
        let hop = |i: i64, hop: u8, loss: f64, mean: f64| {
            format!(
                "MTR.0.95,{},OK,192.0.2.1,{hop},10.0.0.{hop},{loss:.2},10,0,{mean},{mean},0.1,0.9,0.0\n",
                1_714_521_600 + i * 300
            )
        };
        let report = |i: i64| {
            let lost = if (10..13).contains(&i) { 100.0 } else { 0.0 };
            let header = "Mtr_Version,Start_Time,Status,Host,Hop,Ip,Loss%,Snt, ,Last,Avg,Best,Wrst,StDev,\n";
            [header.to_owned(), hop(i, 1, 0.0, 0.5), hop(i, 2, lost, 20.5)].concat()
        };
        let reading = read(&(0..24).map(report).collect::<String>());
        let of = |kind| reading.series.iter().find(|series| series.kind == kind).unwrap();
        assert_eq!((of(Kind::Loss).values.iter().sum::<f64>(), of(Kind::Latency).missing()), (300.0, 3));
        assert_eq!(reading.series.len(), 2);
    }

    #[test]
    fn reports_without_their_start_are_refused() {
        let text: String = (0..4).map(|i| report(i, false)).collect();
        assert_eq!(read_with(text.as_bytes(), 9, &[]).unwrap_err().code, Code::NoTime);
    }
}

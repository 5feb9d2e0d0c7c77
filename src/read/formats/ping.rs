//! What `ping` and `fping` print, where each line says when: an answer or none, and the round-trip time.
//!
//! In: lines with a moment before them: `[1714521600.5] 64 bytes from 192.0.2.1: icmp_seq=1 ttl=57 time=20.0 ms` (`-D`, also
//! with `-O`), the same behind a date and a colon, as loops in a shell write it, `Reply from …` and `Request timed out` of
//! Windows, `[1714521600.5] 192.0.2.1 : [0], 84 bytes, 14.1 ms` (`fping -D -l`). Out: whether each probe was answered, and
//! the time it took, a host. A number that is missing between two answers is a probe without one. Refused: lines
//! without a moment, with the option that prints it. Lines that are neither are counted and placed.

use crate::base::error::{label, quote};
use crate::base::time::{Millis, Stated, iso};
use crate::base::{Code, Error, Place, Reading, Settings, limits};
use crate::read::format::{About, Format, Reader, Score};
use crate::read::other_build;
use crate::read::scalar::timestamp::{self, Style};
use crate::read::series::classify;
use crate::read::sniff::head::Head;
use crate::read::tabular::lines::{LineHandler, LineReader};
use crate::read::tabular::written::WrittenTable;
use std::collections::BTreeMap;

/// The format.
pub(crate) struct Ping;

const ABOUT: About = About {
    id: "ping",
    name: "Output of ping or fping",
    provider: "",
    licence: "",
    credit: "",
    source: "ping -D -O HOST or fping -D -l HOST…, kept in a file; answers and round-trip times.",
};

/// Words of a line that says that nothing answered, in the languages of the systems that print them.
const LOST: &[&str] = &[
    "no answer yet",
    "timeout",
    "timed out",
    "unreachable",
    "general failure",
    "name or service not known",
    "failure in name resolution",
    "network is down",
    "zeitüberschreitung",
    "délai d'attente",
    "délai d’attente",
    "tiempo de espera agotado",
    "esgotado o tempo",
    "превышен интервал",
    "请求超时",
];
/// Lines that say nothing of a probe.
const ASIDE: &[&str] =
    &["ping ", "pinging ", "--- ", "rtt min", "round-trip min", "ping statistics", "packets transmitted"];

/// The time behind one of these marks is the round trip's.
const TIMES: &[&str] =
    &["time=", "time<", "zeit=", "zeit<", "temps=", "temps<", "tiempo=", "tempo=", "время=", "时间="];

/// What a line says.
#[derive(Debug, PartialEq)]
struct Probe<'a> {
    /// The words before: a moment, or nothing.
    stamp: &'a str,
    host: &'a str,
    sequence: Option<u32>,
    /// None where nothing answered.
    rtt_ms: Option<&'a str>,
}

impl Format for Ping {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn sniff(&self, head: &Head<'_>) -> Score {
        const LOOKED_AT: usize = 40;
        let text = String::from_utf8_lossy(head.bytes.get(..head.bytes.len().min(16 << 10)).unwrap_or_default());
        let lines = || text.lines().filter(|line| !line.trim().is_empty() && !is_aside(line)).take(LOOKED_AT);
        let answered = lines().filter_map(probe).filter(|probe| probe.rtt_ms.is_some()).count();
        let probes = lines().filter_map(probe).count();
        if answered > 0 && probes * 2 > lines().count() { 90 } else { 0 }
    }

    fn open(&self, settings: &Settings) -> Box<dyn Reader> {
        other_build::formats(|| Box::new(LineReader::new(Box::new(Probes::new(settings)))))
    }
}

fn is_aside(line: &str) -> bool {
    let lower = line.trim().to_lowercase();
    ASIDE.iter().any(|words| lower.starts_with(words) || lower.contains(&format!(" {words}")) && probe(line).is_none())
}

/// Takes a line apart; none where it says nothing of a probe.
fn probe(line: &str) -> Option<Probe<'_>> {
    fping(line).or_else(|| answer(line)).or_else(|| loss(line))
}

/// `… 64 bytes from HOST: icmp_seq=1 ttl=57 time=20.0 ms`, `… Reply from HOST: bytes=32 time=14ms TTL=117`.
fn answer(line: &str) -> Option<Probe<'_>> {
    let lower = line.to_lowercase();
    let at = TIMES.iter().find_map(|mark| Some(lower.find(mark)? + mark.len()))?;
    if !lower.contains("ttl") && !lower.contains("seq") || lower.len() != line.len() {
        return None;
    }
    let rest = line.get(at..)?.trim_start();
    let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').unwrap_or(rest.len());
    let (rtt, unit) = rest.split_at(end);
    if rtt.is_empty() || !unit.trim_start().starts_with("ms") {
        return None;
    }
    let from = ["bytes from ", "reply from ", "antwort von ", "réponse de ", "respuesta desde ", "resposta de "];
    let (begin, host) =
        from.iter().find_map(|words| Some((lower.find(words)?, line.get(lower.find(words)? + words.len()..)?)))?;
    let host = host.split([' ', '(']).next()?.trim_end_matches(':');
    // The count of bytes stands before its words.
    let before = line.get(..begin)?.trim_end().trim_end_matches(|c: char| c.is_ascii_digit());
    let stamp = if lower.get(begin..)?.starts_with("bytes") { before } else { line.get(..begin)? };
    Some(Probe { stamp: bare(stamp), host, sequence: sequence(&lower), rtt_ms: Some(rtt) })
}

/// A line that says that nothing answered.
fn loss(line: &str) -> Option<Probe<'_>> {
    let lower = line.to_lowercase();
    let at = LOST.iter().filter_map(|words| lower.find(words)).min().filter(|_| lower.len() == line.len())?;
    let head = line.get(..at)?;
    // What stands between the moment and the words: `From 192.0.2.9 icmp_seq=4 Destination Host`, `Request`, `ping: HOST:`.
    let cut = [" from ", " reply from ", " request", " ping: ", " destination", " icmp_seq", " no "];
    let padded = format!(" {}", head.to_lowercase());
    let end = cut.iter().filter_map(|words| padded.find(words)).min().unwrap_or(head.len());
    Some(Probe { stamp: bare(line.get(..end)?), host: "", sequence: sequence(&lower), rtt_ms: None })
}

/// `[1714521600.5] HOST : [0], 84 bytes, 14.1 ms (14.1 avg, 0% loss)`, `… : [1], timed out (NaN avg, 100% loss)`.
fn fping(line: &str) -> Option<Probe<'_>> {
    let (before, after) = line.split_once(" : [")?;
    let (number, after) = after.split_once("], ")?;
    let (stamp, host) = before.trim_end().rsplit_once(' ').unwrap_or(("", before));
    let rtt = match after.split_once(" bytes, ") {
        Some((_, rest)) => Some(rest.split(' ').next()?),
        None if after.starts_with("timed out") => None,
        None => return None,
    };
    Some(Probe { stamp: bare(stamp), host, sequence: number.parse().ok(), rtt_ms: rtt })
}

fn sequence(lower: &str) -> Option<u32> {
    let rest = lower.split_once("seq=").or_else(|| lower.split_once("seq "))?.1;
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    rest.get(..end)?.parse().ok()
}

/// A moment without the marks around it.
fn bare(stamp: &str) -> &str {
    stamp.trim().trim_end_matches([':', '-', '|', ',', ' ']).trim_matches(['[', ']', '(', ')', '"', ' '])
}

/// The probes of a file.
struct Probes {
    settings: Settings,
    /// A table a host, in order of appearance.
    tables: Vec<(String, WrittenTable)>,
    /// The answer before, a host.
    last: BTreeMap<String, Last>,
    lines: u64,
    rows: u64,
    /// Probes that only a missing number tells of.
    filled: u64,
    timeless: u64,
    odd: u64,
    first_odd: Option<(String, Place)>,
}

/// The number and moment of a probe, and how far apart two were.
#[derive(Clone, Copy)]
struct Last {
    sequence: u32,
    at: Millis,
    step: Option<Millis>,
}

impl Probes {
    fn new(settings: &Settings) -> Probes {
        Probes {
            settings: settings.clone(),
            tables: Vec::new(),
            last: BTreeMap::new(),
            lines: 0,
            rows: 0,
            filled: 0,
            timeless: 0,
            odd: 0,
            first_odd: None,
        }
    }

    fn row(&mut self, at: Millis, stated: Stated, host: &str, rtt_ms: Option<&str>) -> Result<(), Error> {
        self.rows += 1;
        if self.rows > limits::SAMPLES as u64 {
            let found = format!("More than {} probes.", limits::SAMPLES);
            return Err(Error::file(Code::TooManySamples, found, "Give a shorter time."));
        }
        let mut stamp = iso(at);
        if stated == Stated::Naive {
            stamp.truncate(stamp.trim_end_matches('Z').len());
        }
        let answered = if rtt_ms.is_some() { "1" } else { "0" };
        let cells = [stamp, answered.to_owned(), rtt_ms.unwrap_or_default().replace(',', ".")];
        self.table(host)?.row(&cells)
    }

    fn table(&mut self, host: &str) -> Result<&mut WrittenTable, Error> {
        let at = match self.tables.iter().position(|(own, _)| own == host) {
            Some(at) => at,
            None if self.tables.len() >= limits::SERIES => {
                let found = format!("More than {} hosts.", limits::SERIES);
                return Err(Error::file(Code::TooManySeries, found, "Give a file with fewer."));
            }
            None => {
                let header = ["time", "probes answered", "rtt (ms)"].map(str::to_owned);
                self.tables.push((host.to_owned(), WrittenTable::new(&self.settings, &header)));
                self.tables.len() - 1
            }
        };
        let lost = || Error::ours(Code::UnknownValue, "A host was lost.");
        self.tables.get_mut(at).map(|(_, table)| table).ok_or_else(lost)
    }

    /// The probes between two numbers, which nothing answered.
    fn fill(&mut self, last: Last, at: Millis, sequence: u32, stated: Stated, host: &str) -> Result<(), Error> {
        const WRAP: u32 = 1 << 16;
        // A smaller number is the next round of sixteen bits, or a run that was begun anew.
        if sequence < last.sequence && last.sequence < WRAP / 2 {
            return Ok(());
        }
        let count = Millis::from((sequence % WRAP + WRAP - last.sequence % WRAP) % WRAP);
        let step = (at - last.at).checked_div(count).unwrap_or(0);
        // A run that was begun anew counts from 1 again: its distance is another.
        let usual = last.step.unwrap_or(step);
        if count < 2 || step <= 0 || step > usual * 3 || step * 3 < usual {
            return Ok(());
        }
        self.filled += count.unsigned_abs() - 1;
        // As many as lines, and days by the second beyond: a file of a few answers can't ask for millions of rows.
        let most = limits::SPARE_BINS as u64 + limits::BINS_A_SAMPLE as u64 * self.lines;
        if self.filled > most {
            let found = format!("{} numbers are missing between its answers.", self.filled);
            let need = format!("At most {most} can count as lost. Give the run's own lines, or a shorter time.");
            return Err(Error::file(Code::TooManySamples, found, need));
        }
        (1..count).try_for_each(|i| self.row(last.at + i * step, stated, host, None))
    }
}

impl LineHandler for Probes {
    fn line(&mut self, line: &str, place: Place) -> Result<(), Error> {
        if line.trim().is_empty() {
            return Ok(());
        }
        self.lines += 1;
        let Some(probe) = probe(line) else {
            if !is_aside(line) {
                self.odd += 1;
                self.first_odd.get_or_insert_with(|| (quote(line), place));
            }
            return Ok(());
        };
        let stamp = probe.stamp.as_bytes();
        let styles = [Style::Iso, Style::Epoch, Style::Words];
        let Some((at, stated)) = styles.iter().find_map(|style| timestamp::read(stamp, *style)) else {
            self.timeless += 1;
            return Ok(());
        };
        // A loss names no host: it is that of the answers around it.
        let only = self.tables.first().map(|(host, _)| host.clone()).unwrap_or_default();
        let host = if probe.host.is_empty() { only } else { probe.host.to_owned() };
        let before = self.last.get(&host).copied();
        if let (Some(last), Some(sequence)) = (before, probe.sequence) {
            self.fill(last, at, sequence, stated, &host)?;
        }
        if let Some(sequence) = probe.sequence {
            let step = before.filter(|last| last.sequence.checked_add(1) == Some(sequence)).map(|last| at - last.at);
            let step = step.or(before.and_then(|last| last.step));
            self.last.insert(host.clone(), Last { sequence, at, step });
        }
        self.row(at, stated, &host, probe.rtt_ms)
    }

    fn finish(self: Box<Self>) -> Result<Reading, Error> {
        if self.timeless * 2 > self.lines {
            let found = "This is the output of ping, but its lines do not say when.";
            let need = "Run ping -D (on Linux) or fping -D, or put the date before each line.";
            return Err(Error::file(Code::NoTime, found, need).at(Place::line(1, 1, 0)));
        }
        if self.odd as f64 > self.lines as f64 * limits::DAMAGED_SHARE {
            let (line, place) = self.first_odd.unwrap_or_default();
            let found = format!("{} of {} lines are none of ping; the first is {line}.", self.odd, self.lines);
            return Err(Error::file(Code::Damaged, found, "Lines of ping or fping are needed.").at(place));
        }
        let mut reading = Reading::default();
        let many = self.tables.len() > 1;
        for (host, table) in self.tables {
            let mut one = table.finish()?;
            for series in one.series.iter_mut().filter(|_| many) {
                series.label = label(&format!("{host} · {}", series.label));
                series.id = classify::slug(&series.label);
            }
            one.notes.each_place(|place| *place = Place::default());
            reading.source.zone = one.source.zone;
            reading.series.extend(one.series);
            reading.notes.join(one.notes);
        }
        if let Some((line, place)) = self.first_odd {
            let text = format!("{} of {} lines are none of ping; the first is {line}.", self.odd, self.lines);
            reading.notes.add_at(Code::DamagedRows, text, place);
        }
        if self.filled > 0 {
            let text = format!(
                "{} numbers are missing between answers; they count as probes that nothing answered.",
                self.filled
            );
            reading.notes.add(Code::ProbesFilled, text);
        }
        Ok(reading)
    }
}

#[cfg(test)]
mod tests;

//! Routing data as text: a line an element, fields parted by `|`.
//!
//! In, of bgpdump (`-m`, `-M`): `BGP4MP|time|A|peer|AS|prefix|path…`, `…|W|peer|AS|prefix`, `…|STATE|peer|AS|old|new`,
//! `TABLE_DUMP2|time|B|…`, with `-p` also a packet number before the time; the time is an epoch or `MM/DD/YY HH:MM:SS`. Of
//! bgpreader: `R or U|R, A, W or S|time|project|collector|router|its address|AS|peer|prefix|next hop|path|…|old|new`. Of
//! bgpkit-parser: `A or W|time|peer|AS|prefix|path|…`. Out: visible prefixes and /24s over time, as from MRT. Lines that can't be
//! read are counted and placed, and refused above [`limits::DAMAGED_SHARE`].

use super::visibility::{Prefix, Routes};
use crate::base::error::quote;
use crate::base::time::{Civil, Millis};
use crate::base::{Code, Error, Notes, Place, Reading, Settings, Source, limits};
use crate::read::format::{About, Format, Reader, Score};
use crate::read::scalar::timestamp;
use crate::read::sniff::head::Head;
use crate::read::sniff::routes_head::{self, Routing};
use crate::read::tabular::rows::{Row, Rows, Sink};
use std::net::IpAddr;

/// The format.
pub(crate) struct RoutesText;

const ABOUT: About = About {
    id: "bgpdump",
    name: "Routing data as text (bgpdump, bgpreader, bgpkit-parser)",
    provider: "",
    licence: "",
    credit: "",
    source: "bgpdump -m FILE (also -M, -p), bgpreader or bgpkit-parser; visibility of prefixes is rebuilt from it.",
};

impl Format for RoutesText {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn sniff(&self, head: &Head<'_>) -> Score {
        if routes_head::detect(head) == Some(Routing::Dump) { 97 } else { 0 }
    }

    fn open(&self, settings: &Settings) -> Box<dyn Reader> {
        let lines = Lines { routes: None, lines: 0, damaged: 0, first: None };
        Box::new(Text { settings: settings.clone(), rows: Rows::new(b'|', b'\n', 1, 0), lines })
    }
}

struct Text {
    settings: Settings,
    rows: Rows,
    lines: Lines,
}

struct Lines {
    routes: Option<Routes>,
    lines: u64,
    damaged: u64,
    first: Option<(String, Place)>,
}

impl Reader for Text {
    fn push(&mut self, bytes: &[u8]) -> Result<(), Error> {
        if self.lines.routes.is_none() {
            self.lines.routes = Some(Routes::new(&self.settings)?);
        }
        self.rows.push(bytes, &mut self.lines)
    }

    fn next_file(&mut self) -> Result<bool, Error> {
        self.rows.finish(&mut self.lines)?;
        self.rows = Rows::new(b'|', b'\n', 1, 0);
        Ok(true)
    }

    fn finish(mut self: Box<Self>) -> Result<Reading, Error> {
        self.next_file()?;
        let Lines { routes, lines, damaged, first } = self.lines;
        let mut notes = Notes::default();
        if let Some((line, place)) = first {
            let found = format!("{damaged} of {lines} lines can't be read; the first begins {line}.");
            if damaged as f64 > lines as f64 * limits::DAMAGED_SHARE {
                return Err(Error::file(Code::Damaged, found, "Lines such as bgpdump -m prints are needed.").at(place));
            }
            notes.add_at(Code::DamagedRows, found, place);
        }
        match routes {
            Some(routes) => Ok(reading(routes, notes)),
            None => Err(Error::file(Code::EmptyFile, "The file is empty.", "Needed: lines such as bgpdump -m prints.")),
        }
    }
}

/// What a filled [`Routes`] gives.
pub(crate) fn reading(routes: Routes, mut notes: Notes) -> Reading {
    let counts = routes.counts();
    let series = routes.finish(&mut notes);
    if series.is_empty() && !notes.has(Code::NoSeries) {
        notes.add(Code::NoSeries, "The routing data span no time; they hold no series.");
    }
    let elements = Some([counts.announcements, counts.withdrawals, counts.rib]);
    Reading {
        source: Source { zone: "UTC".to_owned(), elements, ..Source::default() },
        series,
        notes,
        ..Reading::default()
    }
}

impl Sink for Lines {
    fn row(&mut self, row: Row<'_>) -> Result<(), Error> {
        self.lines += 1;
        let Some(routes) = &mut self.routes else { return Ok(()) };
        match line(&row, routes) {
            Some(told) => told,
            None => {
                self.damaged += 1;
                let text = row.cells().take(6).map(String::from_utf8_lossy).collect::<Vec<_>>().join("|");
                self.first.get_or_insert((quote(&text), row.place(0)));
                Ok(())
            }
        }
    }
}

/// Where the fields of a line stand.
struct Fields {
    time: usize,
    what: usize,
    peer: usize,
    network: usize,
    prefix: usize,
    path: usize,
    /// The new state of a session.
    state: usize,
}

const BGPDUMP: Fields = Fields { time: 1, what: 2, peer: 3, network: 4, prefix: 5, path: 6, state: 6 };
const BGPDUMP_NUMBERED: Fields = Fields { time: 2, what: 3, peer: 4, network: 5, prefix: 6, path: 7, state: 7 };
const BGPREADER: Fields = Fields { time: 2, what: 1, peer: 8, network: 7, prefix: 9, path: 11, state: 15 };
const BGPKIT: Fields = Fields { time: 1, what: 0, peer: 2, network: 3, prefix: 4, path: 5, state: usize::MAX };

/// Whose line it is.
fn fields(row: &Row<'_>) -> Option<&'static Fields> {
    let cell = |i: usize| row.cell(i).map(<[u8]>::trim_ascii);
    let is_what = |i: usize| matches!(cell(i), Some(b"A" | b"B" | b"W" | b"STATE"));
    Some(match cell(0)? {
        b"A" | b"W" => &BGPKIT,
        b"R" | b"U" => &BGPREADER,
        _ if is_what(BGPDUMP_NUMBERED.what) && !is_what(BGPDUMP.what) => &BGPDUMP_NUMBERED,
        _ => &BGPDUMP,
    })
}

/// Reads a line; `None` where it is none.
fn line(row: &Row<'_>, routes: &mut Routes) -> Option<Result<(), Error>> {
    let fields = fields(row)?;
    let word = |i: usize| row.cell(i).and_then(|cell| std::str::from_utf8(cell).ok()).map(str::trim);
    let at = time(word(fields.time)?)?;
    let peer: (IpAddr, u32) = (word(fields.peer)?.parse().ok()?, network(word(fields.network)?)?);
    let prefix = || Prefix::parse(word(fields.prefix)?);
    let origins = || Some(origins(word(fields.path)?));
    Some(match word(fields.what)? {
        "A" => routes.announce(at, peer, prefix()?, &origins()?),
        "B" | "R" => routes.table(at, peer, prefix()?, &origins()?),
        "W" => routes.withdraw(at, peer, prefix()?),
        // 6 is Established (RFC 4271 §8.2.2); bgpreader writes its name.
        "STATE" | "S" => routes.session(at, peer, matches!(word(fields.state)?, "6" | "ESTABLISHED")),
        _ => return None,
    })
}

/// An epoch, or the `MM/DD/YY HH:MM:SS` of `-M`.
fn time(text: &str) -> Option<Millis> {
    if let Some((at, _)) = timestamp::epoch(text.as_bytes()) {
        return Some(at);
    }
    let (date, clock) = text.split_once(' ')?;
    let three = |text: &str, mark| {
        let parts: Vec<u32> = text.split(mark).map(str::parse).collect::<Result<_, _>>().ok()?;
        <[u32; 3]>::try_from(parts).ok()
    };
    let [month, day, year] = three(date, '/')?;
    let [hour, minute, second] = three(clock, ':')?;
    let year = if year < 70 { 2000 + year } else { 1900 + year } as i32;
    Civil { year, month, day, hour, minute, second, milli: 0 }.millis()
}

/// A network number, plain or as two numbers with a dot (RFC 5396).
pub(crate) fn network(text: &str) -> Option<u32> {
    match text.split_once('.') {
        Some((high, low)) => Some((u32::from(high.parse::<u16>().ok()?) << 16) | u32::from(low.parse::<u16>().ok()?)),
        None => text.parse().ok(),
    }
}

/// The origins of a path: the last network, or each of a set in braces.
pub(crate) fn origins(path: &str) -> Vec<u32> {
    let last = path.split(' ').rfind(|word| !word.is_empty()).unwrap_or("");
    last.trim_matches(['{', '}']).split(',').filter_map(network).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::tests::{read, read_with};

    #[test]
    fn both_times_and_every_kind_of_line_are_read() {
        let mut text = String::new();
        for peer in 1..4 {
            text += &format!(
                "TABLE_DUMP2|1419264000|B|10.0.0.{peer}|6500{peer}|175.45.176.0/24|6500{peer} 4837 131279|IGP|10.0.0.1|0|0||NAG||\n"
            );
        }
        for peer in 1..4 {
            text += &format!("BGP4MP|1419264900|W|10.0.0.{peer}|6500{peer}|175.45.176.0/24\n");
        }
        text += "BGP4MP|12/22/14 17:15:00|STATE|10.0.0.1|65001|6|1\n";
        for peer in 2..4 {
            text += &format!(
                "BGP4MP|12/22/14 17:15:00|A|10.0.0.{peer}|6500{peer}|175.45.176.0/24|6500{peer} 4837 {{131279,5}}|IGP\n"
            );
        }
        let reading = read(&text);
        assert_eq!((reading.source.format.as_str(), reading.source.elements), ("bgpdump", Some([2, 3, 3])));
        assert!(!reading.series.is_empty());
        let low = reading.series[0].values.iter().copied().fold(f64::INFINITY, f64::min);
        assert_eq!(low, 0.0);
        assert_eq!(time("12/22/14 16:15:00"), Some(1_419_264_900_000));
        assert_eq!(origins("1 2 {3,4}"), [3, 4]);
        assert_eq!(network("1.10"), Some(65_546));
    }

    #[test]
    fn the_lines_of_other_tools_say_the_same() {
        let events =
            [("B", 1_419_264_000, 1), ("B", 1_419_264_000, 2), ("W", 1_419_264_900, 1), ("A", 1_419_266_400, 1)];
        let gone = (1_419_267_000, 2);
        type Print = fn(&str, i64, u32) -> String;
        type PrintSession = fn(i64, u32) -> String;
        let tools: [(Print, PrintSession); 3] = [
            (
                |what, at, peer| {
                    format!(
                        "{}|{peer}|{at}|{what}|10.0.0.{peer}|6500{peer}|175.45.176.0/24|1 131279|IGP\n",
                        if what == "B" { "TABLE_DUMP2" } else { "BGP4MP" }
                    )
                },
                |at, peer| format!("BGP4MP|9|{at}|STATE|10.0.0.{peer}|6500{peer}|6|1\n"),
            ),
            (
                |what, at, peer| {
                    let (kind, what) = if what == "B" { ("R", "R") } else { ("U", what) };
                    let path = if what == "W" { "||" } else { "10.0.0.9|1 131279|131279" };
                    format!(
                        "{kind}|{what}|{at}.000000|ris|rrc00|||6500{peer}|10.0.0.{peer}|175.45.176.0/24|{path}|||\n"
                    )
                },
                |at, peer| format!("U|S|{at}.000000|ris|rrc00|||6500{peer}|10.0.0.{peer}||||||ESTABLISHED|IDLE\n"),
            ),
            (
                |what, at, peer| {
                    format!(
                        "{}|{at}.5|10.0.0.{peer}|6500{peer}|175.45.176.0/24|1 131279|IGP|10.0.0.9|0|0||false||\n",
                        if what == "W" { "W" } else { "A" }
                    )
                },
                |at, peer| format!("W|{at}.5|10.0.0.{peer}|6500{peer}|175.45.176.0/24||||||false||\n"),
            ),
        ];
        for (print, state) in tools {
            let mut text: String = events.iter().map(|(what, at, peer)| print(what, *at, *peer)).collect();
            text += &state(gone.0, gone.1);
            let reading = read(&text);
            let damaged = reading.notes.list().iter().find(|note| note.code == Code::DamagedRows);
            assert_eq!((reading.source.format.as_str(), damaged), ("bgpdump", None), "{text}");
            assert_eq!(reading.source.elements.map(|[_, gone, _]| gone >= 1), Some(true), "{text}");
        }
    }

    #[test]
    fn a_table_and_its_updates_are_one_input() {
        let table = |peer: u32| format!("TABLE_DUMP2|1419264000|B|10.0.0.{peer}|1|175.45.176.0/24|1 131279|IGP\n");
        let gone = |peer: u32| format!("BGP4MP|{}|W|10.0.0.{peer}|1|175.45.176.0/24\n", 1_419_264_000 + peer * 600);
        let mut input = crate::read::Input::new(&Settings::default());
        for text in [table(1) + &table(2) + &table(3), gone(1) + &gone(2), gone(3)] {
            input.file("part").unwrap();
            input.push(text.as_bytes()).unwrap();
        }
        let reading = input.finish().unwrap();
        assert_eq!((reading.source.files.len(), reading.source.elements), (3, Some([0, 3, 3])));
        assert_eq!(reading.series.len(), 2);
        assert!(!reading.notes.has(Code::InitialInferred), "{:?}", reading.notes);
        let values = &reading.series[0].values;
        assert_eq!((values.first(), values.last()), (Some(&1.0), Some(&0.0)));
    }

    #[test]
    fn lines_that_are_none_are_placed() {
        let error = read_with(b"BGP4MP|1419264900|W|10.0.0.1|65001|nonsense\nBGP4MP|x\n", 5, &[]).unwrap_err();
        assert_eq!((error.code, error.place.unwrap().line), (Code::Damaged, Some(1)));
    }
}

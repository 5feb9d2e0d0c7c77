//! What loggers and monitors keep: devices in turn, changes of state, columns that came later, words of failure.

use super::{Make, Plain, cells};
use crate::tables::clock::{self, Date, STEPS, Secs};
use crate::tables::judge::{Series, Table, Truth};
use crate::tables::random::Random;
use crate::tables::signal::{Measure, Signal};
use crate::tables::write::Dialect;
use outage_lens::base::Kind;

pub const KINDS: &[(&str, Make)] = &[
    ("devices in turn in one log", devices),
    ("a measure a row", measures_in_rows),
    ("rows that stand twice", twice),
    ("newest first, in two columns", newest_first),
    ("a column that came later", later_column),
    ("latencies of which one was added later", later_latency),
    ("changes of state alone", changes),
    ("states of what is bad", faults),
    ("words of a sensor that is away", away),
    ("an id of the same name in every row", constant_id),
    ("a sample's number", sample_number),
    ("a device's health beside its line", health),
    ("shares of packets in words", packet_words),
    ("names that begin with a digit", digit_names),
];

/// Each device reports in its own turn, seconds apart.
fn devices(random: &mut Random) -> Table {
    let plain = Plain::of(random, 0, &[60, 300, 900]);
    let names = random.some(&["router-a", "router-b", "ap-hall", "modem", "switch 3"], 3);
    let (column, measure) = (random.pick(&["device", "host", "monitor", "target"]), Measure("clients", 300, 0));
    let signals: Vec<Signal> = names.iter().map(|_| Signal::new(random, measure, plain.times.len())).collect();
    let (dialect, stamp) = (Dialect::any(random), clock::plain_to_the_second(random));
    let (mut rows, mut series) = (Vec::new(), Vec::new());
    for (i, at) in plain.times.iter().enumerate() {
        for (k, name) in names.iter().enumerate() {
            let cell = signals[k].cells[i].clone().unwrap_or_default();
            rows.push(vec![stamp(at + 7 * k as i64), (*name).to_owned(), cell]);
        }
    }
    for (k, name) in names.iter().enumerate() {
        let times: Vec<Secs> = plain.times.iter().map(|at| at + 7 * k as i64).collect();
        series.push(Series::new(name, &times, &signals[k].values()));
    }
    Table::new(dialect.text(&cells([plain.time_word, column, measure.0]), &rows), series)
}

/// Download, upload and ping below one another.
fn measures_in_rows(random: &mut Random) -> Table {
    let mut plain = Plain::of(random, 0, STEPS);
    let measures = [Measure("download", 94, 2), Measure("upload", 11, 2), Measure("ping", 24, 1)];
    plain.signals = measures.map(|measure| Signal::new(random, measure, plain.times.len())).into();
    let (dialect, stamp) = (Dialect::any(random), clock::plain(random));
    let rows: Vec<Vec<String>> = (0..plain.times.len())
        .flat_map(|i| plain.signals.iter().map(move |signal| (i, signal)))
        .map(|(i, signal)| {
            vec![stamp(plain.times[i]), signal.name.clone(), signal.cells[i].clone().unwrap_or_default()]
        })
        .collect();
    let name = random.pick(&["metric", "measurement", "type", "sensor", "key"]);
    Table::new(dialect.text(&cells([plain.time_word, name, "value"]), &rows), plain.truth())
}

fn twice(random: &mut Random) -> Table {
    let plain = Plain::new(random);
    let (dialect, stamp) = (Dialect::any(random), clock::plain(random));
    let mut rows = plain.rows(dialect.missing, |_, at| vec![stamp(at)]);
    let (from, count) = (random.from(5, 30) as usize, random.from(1, 20) as usize);
    let again: Vec<Vec<String>> = rows[from..from + count].to_vec();
    let at = if random.one_in(2) { from + count } else { rows.len() };
    rows.splice(at..at, again);
    Table::new(dialect.text(&plain.header(), &rows), plain.truth())
}

fn newest_first(random: &mut Random) -> Table {
    let plain = Plain::of(random, 1, STEPS);
    let dialect = Dialect::any(random);
    let mut rows = plain.rows(dialect.missing, |_, at| vec![Date::of(at).clock(), Date::of(at).iso_day()]);
    rows.reverse();
    Table::new(dialect.text(&[cells(["Time", "Date"]), plain.names()].concat(), &rows), plain.truth())
}

/// The program learned to measure one thing more, in the middle: the header stayed as it was. Nobody can know which name is whose.
fn later_column(random: &mut Random) -> Table {
    let plain = Plain::of(random, 0, STEPS);
    let measures = [Measure("Ping (ms)", 24, 1), Measure("Download (Mbps)", 640, 1), Measure("Upload (Mbps)", 22, 1)];
    let mut signals: Vec<Signal> = measures.map(|measure| Signal::new(random, measure, plain.times.len())).into();
    signals.insert(1, Signal::new(random, Measure("", 3, 1), plain.times.len()));
    let (dialect, stamp) = (Dialect::of(random, &[',', ';']), clock::plain(random));
    let early = random.from(0, 4) as usize;
    let rows = plain.times.iter().enumerate().map(|(i, at)| {
        let mut row = vec![stamp(*at)];
        row.extend(signals.iter().map(|signal| signal.cells[i].clone().unwrap_or_default()));
        if i < early {
            row.remove(2);
        }
        row
    });
    let header = [cells([plain.time_word]), measures.map(|measure| measure.0.to_owned()).to_vec()].concat();
    Table::told(dialect.text(&header, &rows.collect::<Vec<_>>()), &["more cells", "cells than", "no name"])
}

/// A row with one latency was answered, whatever its other columns lack.
fn later_latency(random: &mut Random) -> Table {
    let mut plain = Plain::of(random, 0, STEPS);
    let measures = [Measure("avg_ping", 24, 1), Measure("min_ping", 20, 1), Measure("max_ping", 40, 1)];
    plain.signals = measures.map(|measure| Signal::new(random, measure, plain.times.len())).into();
    let from = random.from(20, 40) as usize;
    plain.signals[1..].iter_mut().for_each(|signal| signal.cells[..from].fill(None));
    let dialect = Dialect { missing: "", ..Dialect::any(random) };
    plain.written(&dialect, clock::plain(random))
}

/// A line a change: from down to up it was out.
fn changes(random: &mut Random) -> Table {
    let (header, up, down) = random.pick(&[
        ("Event", "Up", "Down"),
        ("state", "on", "off"),
        ("status", "online", "offline"),
        ("state", "connected", "disconnected"),
        ("event", "UP", "DOWN"),
    ]);
    let (mut at, mut rows, mut truth) =
        (clock::days_to(2023, 1) * 86_400 + random.from(0, 86_400), Vec::new(), Vec::new());
    let stamp = clock::plain_to_the_second(random);
    rows.push(vec![stamp(at), up.to_owned()]);
    for _ in 0..random.from(6, 24) {
        at += random.from(3_600, 900_000);
        let start = at;
        at += random.from(60, 40_000);
        rows.extend([vec![stamp(start), down.to_owned()], vec![stamp(at), up.to_owned()]]);
        truth.push((start, Some(at)));
    }
    if random.one_in(3) {
        rows.reverse();
    }
    let header = cells([random.pick(&["Date-Time", "last_changed", "time", "timestamp"]), header]);
    Table { truth: Truth::Outages(truth), ..Table::new(Dialect::any(random).text(&header, &rows), Vec::new()) }
}

/// True is bad where the header names a fault.
fn faults(random: &mut Random) -> Table {
    let plain = Plain::of(random, 0, STEPS);
    let header = random
        .pick(&["failure", "down", "timeout", "offline", "is_down", "outage", "blocked", "error", "failed", "lost"]);
    let (yes, no) = random.pick(&[("true", "false"), ("True", "False"), ("yes", "no"), ("TRUE", "FALSE")]);
    let (from, long) = (random.from(20, 40) as usize, random.from(3, 9) as usize);
    let up: Vec<f64> =
        (0..plain.times.len()).map(|i| if (from..from + long).contains(&i) { 0.0 } else { 1.0 }).collect();
    let (dialect, stamp) = (Dialect::any(random), clock::plain(random));
    let rows = plain.rows("", |i, at| vec![stamp(at), if up[i] == 0.0 { yes } else { no }.to_owned()]);
    let header = cells([plain.time_word, header]);
    Table::new(dialect.text(&header, &rows), vec![Series::new(&header[1], &plain.times, &up)])
}

/// A home's logger: the number, or a word where the sensor is away.
fn away(random: &mut Random) -> Table {
    let plain = Plain::of(random, 0, STEPS);
    let word = random.pick(&[
        "unavailable",
        "unknown",
        "offline",
        "no data",
        "n.a.",
        "---",
        "—",
        "?",
        "#N/A",
        "#VALUE!",
        "#DIV/0!",
    ]);
    let measure = random.pick(&[Measure("rtt", 12, 2), Measure("clients", 300, 0)]);
    let signal = Signal::new(random, measure, plain.times.len());
    let signal = signal.with_gaps(random, 12);
    let plain = Plain { signals: vec![signal], ..plain };
    let dialect = Dialect { missing: word, ..Dialect::any(random) };
    let table = plain.written(&dialect, clock::plain(random));
    Table { truth: Truth::Series(plain.truth(), 1), ..table }
}

fn constant_id(random: &mut Random) -> Table {
    let plain = Plain::of(random, 1, STEPS);
    let (name, id) = random.pick(&[
        ("itemid", "23296"),
        ("sensor_id", "7"),
        ("monitorId", "12"),
        ("device id", "44102"),
        ("objectid", "2"),
    ]);
    let (dialect, stamp, first) = (Dialect::any(random), clock::plain(random), random.one_in(2));
    let put = |mut row: Vec<String>, cell: &str| {
        row.insert(usize::from(!first), cell.to_owned());
        row
    };
    let rows: Vec<Vec<String>> =
        plain.rows(dialect.missing, |_, at| vec![stamp(at)]).into_iter().map(|row| put(row, id)).collect();
    Table::new(dialect.text(&put(plain.header(), name), &rows), plain.truth())
}

fn sample_number(random: &mut Random) -> Table {
    let plain = Plain::of(random, 1, STEPS);
    let name = random.pick(&["Sample", "Seq", "icmp_seq", "Record", "Reading", "Messung", "count", "lfd. Nr."]);
    let (dialect, stamp) = (Dialect::any(random), clock::plain(random));
    let rows = plain.rows(dialect.missing, |i, at| vec![(i + 1).to_string(), stamp(at)]);
    let header = [vec![name.to_owned()], plain.header()].concat();
    Table::new(dialect.text(&header, &rows), plain.truth())
}

/// Days of running, temperature and memory are no signals of a line.
fn health(random: &mut Random) -> Table {
    let plain = Plain::of(random, 1, STEPS);
    let (dialect, stamp) = (Dialect::any(random), clock::plain(random));
    let start = plain.times[0];
    let rows: Vec<Vec<String>> = plain
        .rows(dialect.missing, |_, at| vec![stamp(at)])
        .into_iter()
        .zip(&plain.times)
        .map(|(row, at)| {
            let run = at - start + 4_000;
            let up = if run < 86_400 {
                format!("{}:{:02}", run / 3600, run / 60 % 60)
            } else {
                format!("{} days", run / 86_400)
            };
            [row, vec![up, format!("{}.5", random.from(44, 52)), random.from(30, 60).to_string()]].concat()
        })
        .collect();
    let header = [plain.header(), cells(["uptime", "cpu temp", "mem_used"])].concat();
    Table::new(dialect.text(&header, &rows), plain.truth())
}

fn packet_words(random: &mut Random) -> Table {
    let plain = Plain::of(random, 0, STEPS);
    let lost: Vec<f64> = (0..plain.times.len()).map(|i| if (30..36).contains(&i) { 100.0 } else { 0.0 }).collect();
    let (dialect, stamp) = (Dialect::any(random), clock::plain(random));
    let rows = plain.rows("", |i, at| vec![stamp(at), format!("{}% packet loss", lost[i])]);
    let series = Series::new("result", &plain.times, &lost).of_kind(Kind::Loss);
    Table::new(dialect.text(&cells([plain.time_word, "result"]), &rows), vec![series]).any_unit()
}

/// Carriers whose names begin with a digit are names.
fn digit_names(random: &mut Random) -> Table {
    let plain = Plain::of(random, 1, STEPS);
    let (name, word) = random.pick(&[
        ("isp", "3TEL"),
        ("provider", "1&1"),
        ("carrier", "3 Italia"),
        ("network", "5GHz"),
        ("band", "2.4GHz"),
        ("mode", "4G"),
    ]);
    let (dialect, stamp) = (Dialect::any(random), clock::plain(random));
    let rows: Vec<Vec<String>> = plain
        .rows(dialect.missing, |_, at| vec![stamp(at)])
        .into_iter()
        .map(|row| [row, cells([word])].concat())
        .collect();
    Table::new(dialect.text(&[plain.header(), cells([name])].concat(), &rows), plain.truth())
}

//! Words for up and down, and values that rise when connectivity falls.

use super::{Make, Plain, cells};
use crate::tables::clock;
use crate::tables::judge::{Series, Table, Truth};
use crate::tables::random::Random;
use crate::tables::signal::{Measure, Signal, fixed};
use crate::tables::write::Dialect;
use outage_lens::base::Kind;

pub const KINDS: &[(&str, Make)] = &[
    ("state words", alone),
    ("a state beside a value", beside),
    ("messages that change from row to row", message),
    ("latency and loss", latency_and_loss),
    ("blank latency where nothing answered", blank_latency),
    ("timeouts among latencies", timeouts),
    ("what is no connectivity", no_connectivity),
    ("counters that only rise", counter),
    ("response times beside codes", response_time),
];

/// Header, word for up, word for down.
const WORDS: &[(&str, &str, &str)] = &[
    ("status", "UP", "DOWN"),
    ("status", "up", "down"),
    ("state", "online", "offline"),
    ("reachable", "true", "false"),
    ("reachable", "ok", "FAIL"),
    ("connected", "yes", "no"),
    ("result", "success", "failure"),
    ("internet", "Connected", "Disconnected"),
    ("Status", "erreichbar", "nicht erreichbar"),
    ("Verbindung", "ja", "nein"),
    ("estado", "en línea", "fuera de línea"),
    ("conectado", "sí", "no"),
    ("état", "en ligne", "hors ligne"),
    ("connecté", "oui", "non"),
    ("conectado", "sim", "não"),
    ("статус", "онлайн", "офлайн"),
    ("доступен", "да", "нет"),
    ("وضعیت", "وصل", "قطع"),
    ("الحالة", "متصل", "غير متصل"),
    ("状态", "在线", "离线"),
    ("상태", "온라인", "오프라인"),
    ("स्थिति", "चालू", "बंद"),
];

/// One check a row: down for two stretches.
fn checks(random: &mut Random, rows: usize) -> Vec<bool> {
    let first = random.from(10, rows as i64 / 2) as usize;
    let second = random.from(rows as i64 / 2, rows as i64 - 8) as usize;
    let long = random.from(2, 7) as usize;
    (0..rows).map(|i| !(first..first + long).contains(&i) && i != second).collect()
}

fn ones(up: &[bool]) -> Vec<f64> {
    up.iter().map(|up| f64::from(u8::from(*up))).collect()
}

fn alone(random: &mut Random) -> Table {
    let plain = Plain::of(random, 0, clock::STEPS);
    let (header, yes, no) = random.pick(WORDS);
    let up = checks(random, plain.times.len());
    let (dialect, stamp) = (Dialect::any(random), clock::plain(random));
    let rows = plain.rows("", |i, at| vec![stamp(at), if up[i] { yes } else { no }.to_owned()]);
    let header = cells([plain.time_word, header]);
    let series = Series::new(&header[1], &plain.times, &ones(&up));
    Table::new(dialect.text(&header, &rows), vec![series])
}

/// The number has the state in it: one series, or one more of the state.
fn beside(random: &mut Random) -> Table {
    let mut plain = Plain::of(random, 0, clock::STEPS);
    let (header, yes, no) = random.pick(WORDS);
    let up = checks(random, plain.times.len());
    let mut signal = Signal::new(random, Measure("received", 10, 0), up.len());
    signal.cells = up.iter().map(|up| Some(if *up { "10" } else { "0" }.to_owned())).collect();
    plain.signals = vec![signal];
    let (dialect, stamp) = (Dialect::any(random), clock::plain(random));
    let rows = plain.rows("", |i, at| vec![stamp(at), if up[i] { yes } else { no }.to_owned()]);
    let header = [cells([plain.time_word, header]), plain.names()].concat();
    let mut table = Table::new(dialect.text(&header, &rows), plain.truth());
    table.truth = Truth::Series(plain.truth(), 1);
    table
}

fn message(random: &mut Random) -> Table {
    let plain = Plain::of(random, 1, clock::STEPS);
    let up = checks(random, plain.times.len());
    let agents = ["curl/8.4.0", "Mozilla/5.0 (X11; Linux x86_64)", "wget 1.21"];
    let messages = ["200 - OK", "timeout of 48000ms exceeded", "connect ECONNREFUSED", "getaddrinfo EAI_AGAIN"];
    let (dialect, stamp) = (Dialect::any(random), clock::plain(random));
    let agent = random.one_in(2);
    let rows = plain.rows(dialect.missing, |i, at| {
        let word = if agent {
            random.pick(&agents)
        } else if up[i] {
            messages[0]
        } else {
            random.pick(&messages[1..])
        };
        vec![stamp(at), word.to_owned()]
    });
    let name = if agent { "user_agent" } else { random.pick(&["msg", "message", "error", "comment"]) };
    let header = [cells([plain.time_word, name]), plain.names()].concat();
    let truth = plain.truth();
    let mut table = Table::new(dialect.text(&header, &rows), Vec::new());
    // "OK" and what went wrong may stand as a state of its own.
    table.truth = Truth::Series(truth, usize::from(!agent));
    table
}

fn latency_and_loss(random: &mut Random) -> Table {
    let mut plain = Plain::of(random, 0, clock::STEPS);
    let rows = plain.times.len();
    let latency =
        random.pick(&["latency", "rtt", "ping", "Latenz", "latencia", "latence", "задержка", "تأخیر", "延迟"]);
    let loss =
        random.pick(&["packet loss", "loss", "loss_pct", "Paketverlust", "pérdida", "perte", "потери", "丢包率"]);
    let mut lost = Signal::new(random, Measure(loss, 4, 0), rows);
    let down = checks(random, rows);
    lost.cells =
        down.iter().map(|up| Some(if *up { "0".to_owned() } else { random.from(40, 101).to_string() })).collect();
    plain.signals = vec![Signal::new(random, Measure(latency, 40, 1), rows), lost];
    let table = plain.written(&Dialect::any(random), clock::plain(random));
    let mut series = plain.truth().into_iter();
    let kinds = [Kind::Latency, Kind::Loss];
    let series = kinds.into_iter().filter_map(|kind| Some(series.next()?.of_kind(kind))).collect();
    Table { truth: Truth::Series(series, 0), ..table }
}

/// A row without a latency is a check that nothing answered: said, or a series of its own.
fn blank_latency(random: &mut Random) -> Table {
    with_failures(random, "")
}

fn timeouts(random: &mut Random) -> Table {
    let word = random.pick(&["timeout", "Request timed out", "unreachable", "timed out", "Timeout"]);
    with_failures(random, word)
}

fn with_failures(random: &mut Random, word: &'static str) -> Table {
    let mut plain = Plain::of(random, 0, clock::STEPS);
    let up = checks(random, plain.times.len());
    let latency = random.pick(&["latency", "rtt", "ping_ms", "rtt (ms)", "ping"]);
    let mut signal = Signal::new(random, Measure(latency, 40, 1), up.len());
    let cells = signal.cells.into_iter().zip(&up);
    signal.cells = cells.map(|(cell, up)| cell.filter(|_| *up)).collect();
    plain.signals = vec![signal];
    let mut dialect = Dialect::any(random);
    dialect.missing = word;
    let table = plain.written(&dialect, clock::plain(random));
    Table { truth: Truth::Series(plain.truth(), 1), ..table }
}

/// Temperature, battery and the like are left out beside what is connectivity.
fn no_connectivity(random: &mut Random) -> Table {
    let plain = Plain::of(random, 1, clock::STEPS);
    let (name, low, high) = random.pick(&[
        ("temperature", 180, 260),
        ("battery", 700, 1_000),
        ("disk_used_percent", 400, 480),
        ("cpu_temp", 400, 550),
        ("humidity", 300, 600),
        ("battery_level", 200, 1_000),
    ]);
    let (dialect, stamp) = (Dialect::any(random), clock::plain(random));
    let rows: Vec<Vec<String>> = plain
        .rows(dialect.missing, |_, at| vec![stamp(at)])
        .into_iter()
        .map(|row| [row, vec![fixed(random.from(low, high), 1)]].concat())
        .collect();
    let header = [plain.header(), cells([name])].concat();
    Table::new(dialect.text(&header, &rows), plain.truth())
}

/// Octets since the start of the router: the rate matters. It is read as one, or spoken of.
fn counter(random: &mut Random) -> Table {
    let plain = Plain::of(random, 0, clock::STEPS);
    let mut sum = random.from(0, 2_000_000_000);
    let name = random.pick(&["ifHCInOctets", "bytes_total", "rx_bytes", "octets received"]);
    let (dialect, stamp) = (Dialect::any(random), clock::plain(random));
    let reset = plain.times.len() / 2;
    let rows = plain.rows("", |i, at| {
        sum = if i == reset { random.from(0, 9_000) } else { sum + random.from(200_000, 400_000) };
        vec![stamp(at), sum.to_string()]
    });
    Table::told(dialect.text(&cells([plain.time_word, name]), &rows), &["counter", "cumulative", "rate"])
}

fn response_time(random: &mut Random) -> Table {
    let mut plain = Plain::of(random, 0, clock::STEPS);
    let name = random.pick(&["response_time", "Response Time", "response_time_ms", "total_time"]);
    plain.signals = vec![Signal::new(random, Measure(name, 150, 0), plain.times.len())];
    let (dialect, stamp) = (Dialect::any(random), clock::plain(random));
    let rows: Vec<Vec<String>> = plain
        .rows(dialect.missing, |_, at| vec![stamp(at)])
        .into_iter()
        .map(|row| [row, vec![random.pick(&["200", "200", "200", "200", "503"]).to_owned()]].concat())
        .collect();
    let header = [plain.header(), cells([random.pick(&["status_code", "http_code", "code"])])].concat();
    let table = Table::new(dialect.text(&header, &rows), Vec::new());
    Table { truth: Truth::Series(plain.truth(), 1), ..table }
}

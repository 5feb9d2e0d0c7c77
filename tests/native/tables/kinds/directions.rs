//! Names that say which way is worse, and words that say up or down beside others.

use super::{Make, Plain, cells};
use crate::tables::clock::{self, STEPS};
use crate::tables::judge::{Series, Table, Truth};
use crate::tables::random::Random;
use crate::tables::signal::{Measure, Signal};
use crate::tables::write::Dialect;
use outage_lens::base::{Direction, Kind};

pub const KINDS: &[(&str, Make)] = &[
    ("counts of who is without", without),
    ("speeds that are called down and up", speeds),
    ("hosts that are up and down", hosts),
    ("states beside what they are of", subjects),
    ("failures told by their reason alone", reasons),
    ("changes told by 0 and 1", zero_and_one),
    ("changes told by an event's words", events),
    ("a check's length beside its state", check_length),
];

/// Names of counts that are near nothing until an outage.
const WITHOUT: &[&str] = &[
    "customers_out",
    "CustomersOut",
    "Customers Out",
    "meters out",
    "% of customers out",
    "subscribers impacted",
    "hosts_down",
    "dead hosts",
    "unavailability",
    "http_5xx",
    "missed pings",
    "Ausfallquote",
    "Störungen",
    "Nichtverfügbarkeit",
    "usuarios afectados",
    "clientes afetados",
    "abonnés coupés",
    "utenti disconnessi",
    "отключенных абонентов",
    "недоступных узлов",
    "etkilenen müşteri",
    "kesinti",
    "pelanggan padam",
    "停电户数",
    "受影响用户",
    "load shed (MW)",
    "Downdetector reports",
];

fn without(random: &mut Random) -> Table {
    let plain = Plain::of(random, 0, STEPS);
    let name = random.pick(WITHOUT);
    let values: Vec<f64> = (0..plain.times.len())
        .map(|i| if (30..36).contains(&i) { random.from(300, 900) } else { random.from(0, 8) } as f64)
        .collect();
    let (dialect, stamp) = (Dialect::any(random), clock::plain(random));
    let rows = plain.rows("", |i, at| vec![stamp(at), values[i].to_string()]);
    let series = Series::new(name, &plain.times, &values).moving(Direction::Rises);
    Table::new(dialect.text(&cells([plain.time_word, name]), &rows), vec![series])
}

fn speeds(random: &mut Random) -> Table {
    let mut plain = Plain::of(random, 0, STEPS);
    let (down, up) = random.pick(&[
        ("Down", "Up"),
        ("down_mbps", "up_mbps"),
        ("Down (Mbps)", "Up (Mbps)"),
        ("down speed", "up speed"),
        ("throughput down", "throughput up"),
    ]);
    let names = [Measure(down, 95, 2), Measure(up, 11, 2), Measure("ping", 24, 1)];
    plain.signals = names.map(|measure| Signal::new(random, measure, plain.times.len())).into();
    let table = plain.written(&Dialect::any(random), clock::plain(random));
    let way = |series: Series| series.of_kind(Kind::Traffic).moving(Direction::Falls);
    let mut truth = plain.truth();
    let ping = truth.pop().unwrap().of_kind(Kind::Latency).moving(Direction::Rises);
    let truth = truth.into_iter().map(way).chain([ping]).collect();
    Table { truth: Truth::Series(truth, 0), ..table }
}

/// Whole numbers that add up: of hosts, “down” is the fault.
fn hosts(random: &mut Random) -> Table {
    let plain = Plain::of(random, 0, STEPS);
    let total = random.from(40, 400);
    let names = random.pick(&[["up", "down"], ["hosts_up", "hosts_down"], ["probes up", "probes down"]]);
    let down = |i: usize| if (25..31).contains(&i) { total - 3 } else { (i as i64 * 7) % 3 };
    let (dialect, stamp) = (Dialect::any(random), clock::plain(random));
    let rows = plain.rows("", |i, at| vec![stamp(at), (total - down(i)).to_string(), down(i).to_string()]);
    let count = |of: &dyn Fn(usize) -> i64| (0..plain.times.len()).map(|i| of(i) as f64).collect::<Vec<f64>>();
    let series = vec![
        Series::new(names[0], &plain.times, &count(&|i| total - down(i))).moving(Direction::Falls),
        Series::new(names[1], &plain.times, &count(&down)).moving(Direction::Rises),
    ];
    Table::new(dialect.text(&[cells([plain.time_word]), cells(names)].concat(), &rows), series)
}

/// Word for up, word for down.
const SUBJECTS: &[(&str, &str)] = &[
    ("UP (200)", "DOWN (503)"),
    ("link up", "link down"),
    ("Power On", "Power Off"),
    ("ping ok", "ping failed"),
    ("есть интернет", "нет интернета"),
    ("اینترنت وصل", "اینترنت قطع"),
    ("✅", "❌"),
    ("🟢", "🔴"),
    ("green", "red"),
    ("OK", "KO"),
    ("Erfolgreich", "Fehlgeschlagen"),
    ("有网", "断网"),
    ("conectada", "desconectada"),
    ("t", "f"),
];

fn subjects(random: &mut Random) -> Table {
    let plain = Plain::of(random, 0, STEPS);
    let (up, down) = random.pick(SUBJECTS);
    let name = random.pick(&["status", "state", "result", "internet"]);
    let is_up = |i: usize| !(20..27).contains(&i);
    let (dialect, stamp) = (Dialect::any(random), clock::plain(random));
    let rows = plain.rows("", |i, at| vec![stamp(at), if is_up(i) { up } else { down }.to_owned()]);
    let values: Vec<f64> = (0..plain.times.len()).map(|i| f64::from(u8::from(is_up(i)))).collect();
    let series = Series::new(name, &plain.times, &values).of_kind(Kind::Probing);
    Table::new(dialect.text(&cells([plain.time_word, name]), &rows), vec![series])
}

/// A reason stands only where something failed: it is no state.
fn reasons(random: &mut Random) -> Table {
    let plain = Plain::of(random, 1, STEPS);
    let (name, word) = random.pick(&[("error", "timeout"), ("reason", "unreachable"), ("message", "no response")]);
    let (dialect, stamp) = (Dialect::any(random), clock::plain(random));
    let rows: Vec<Vec<String>> = plain
        .rows(dialect.missing, |_, at| vec![stamp(at)])
        .into_iter()
        .enumerate()
        .map(|(i, row)| [row, cells([if (30..34).contains(&i) { word } else { "" }])].concat())
        .collect();
    Table::new(dialect.text(&[plain.header(), cells([name])].concat(), &rows), plain.truth())
}

/// Moments of a line that was lost and came back, hours and days apart.
fn losses(random: &mut Random) -> Vec<(i64, i64)> {
    let mut at = random.from(clock::days_to(2015, 1), clock::days_to(2025, 1)) * 86_400;
    let mut one = |random: &mut Random| {
        at += random.from(10, 400) * 3_600 + random.from(0, 60) * 60;
        let lost = at;
        at += random.from(3, 900) * 60;
        (lost, at)
    };
    let count = random.from(5, 16);
    (0..count).map(|_| one(random)).collect()
}

fn changes(random: &mut Random, name: &str, lost: &str, back: &str) -> Table {
    let losses = losses(random);
    let stamp = clock::plain_to_the_second(random);
    let pair = |(from, to): &(i64, i64)| [vec![stamp(*from), lost.to_owned()], vec![stamp(*to), back.to_owned()]];
    let mut rows: Vec<Vec<String>> = losses.iter().flat_map(pair).collect();
    if random.one_in(2) {
        rows.reverse();
    }
    let text = Dialect::any(random).text(&cells(["timestamp", name]), &rows);
    let truth = losses.into_iter().map(|(from, to)| (from, Some(to))).collect();
    Table { truth: Truth::Outages(truth), ..Table::new(text, Vec::new()) }
}

fn zero_and_one(random: &mut Random) -> Table {
    let name = random.pick(&["up", "online", "connected", "status"]);
    changes(random, name, "0", "1")
}

fn events(random: &mut Random) -> Table {
    let (lost, back) = random.pick(&[
        ("Connection lost", "Connection restored"),
        ("link down", "link up"),
        ("disconnect", "connect"),
        ("PROBLEM", "RECOVERY"),
        ("offline", "back online"),
        ("Power failure", "Power restored"),
        ("Internet connection unavailable", "Internet connection restored"),
        ("Störung", "behoben"),
        ("outage", "resolved"),
    ]);
    changes(random, "event", lost, back)
}

/// How long a check took is a latency; since when the last one was, beside a round trip, is nothing.
fn check_length(random: &mut Random) -> Table {
    let plain = Plain::of(random, 0, STEPS);
    let beside = random.one_in(2);
    let (dialect, stamp) = (Dialect::any(random), clock::plain(random));
    let up = |i: usize| !(20..27).contains(&i);
    let took = |i: usize| 200 + (i * 37 % 50) as i64;
    let rows = plain.rows("", |i, at| {
        let state = if up(i) { "up" } else { "down" };
        let rtt = if up(i) { took(i).to_string() } else { String::new() };
        if beside {
            vec![stamp(at), state.to_owned(), rtt, "60".to_owned()]
        } else {
            vec![stamp(at), state.to_owned(), took(i).to_string()]
        }
    });
    let ones: Vec<f64> = (0..plain.times.len()).map(|i| f64::from(u8::from(up(i)))).collect();
    let took: Vec<f64> =
        (0..plain.times.len()).map(|i| if beside && !up(i) { f64::NAN } else { took(i) as f64 }).collect();
    let (names, label) = if beside {
        (cells([plain.time_word, "status", "ping", "duration"]), "ping")
    } else {
        (cells([plain.time_word, "status", "duration"]), "duration")
    };
    let series = vec![
        Series::new("status", &plain.times, &ones).of_kind(Kind::Probing),
        Series::new(label, &plain.times, &took).of_kind(Kind::Latency),
    ];
    Table::new(dialect.text(&names, &rows), series)
}

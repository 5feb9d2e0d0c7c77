//! Columns beside the values: names, numbers that name, addresses, row numbers, second moments.

use super::{Make, Plain, cells};
use crate::tables::clock::{self, Date, Secs};
use crate::tables::judge::{Series, Table, Truth};
use crate::tables::random::Random;
use crate::tables::signal::{MEASURES, Measure, Signal};
use crate::tables::write::Dialect;

pub const KINDS: &[(&str, Make)] = &[
    ("an index column", index),
    ("ids beside stamps", ids),
    ("addresses and versions", addresses),
    ("places that name series", places),
    ("numbers that name series", numbers_that_name),
    ("servers that rotate", servers),
    ("constant columns", constants),
    ("start and end of each row", start_and_end),
    ("two columns of moments", second_moment),
    ("a moment for each value", own_moments),
    ("a moment once more as an epoch", epoch_beside),
    ("a count that begins anew", rounds),
    ("free text and links", free_text),
    ("a speed test's log without a header", speed_test),
    ("a check's log without a header", check_log),
];

/// The same moment in another notation, or that of the row's end.
fn epoch_beside(random: &mut Random) -> Table {
    let name = random.pick(&["key", "ts_ms", "timeto", "until_s", "clock2"]);
    let (factor, late) = (random.pick(&[1, 1_000]), random.pick(&[0, 60]));
    with_one(random, name, &[0, 1, 2], |_, at| ((at + late) * factor).to_string())
}

/// The number of the ping in its round.
fn rounds(random: &mut Random) -> Table {
    let (name, low, long) = (random.pick(&["ping", "attempt", "round", "k"]), random.pick(&[0, 1]), random.from(3, 9));
    with_one(random, name, &[0, 1, 2], |i, _| (low + i as i64 % long).to_string())
}

/// Rows with a cell put in at a place.
fn with_column(rows: Vec<Vec<String>>, at: usize, mut cell: impl FnMut(usize) -> String) -> Vec<Vec<String>> {
    let put = |(i, mut row): (usize, Vec<String>)| {
        row.insert(at, cell(i));
        row
    };
    rows.into_iter().enumerate().map(put).collect()
}

/// A table with one more column, at the front, after the moment or at the end.
fn with_one(random: &mut Random, name: &str, places: &[usize], cell: impl FnMut(usize, Secs) -> String) -> Table {
    let plain = Plain::of(random, 1, clock::STEPS);
    let (dialect, stamp, at) = (Dialect::any(random), clock::plain(random), random.pick(places));
    let mut cell = cell;
    let rows = with_column(plain.rows(dialect.missing, |_, at| vec![stamp(at)]), at, |i| cell(i, plain.times[i]));
    let mut header = plain.header();
    header.insert(at, name.to_owned());
    Table::new(dialect.text(&header, &rows), plain.truth())
}

fn index(random: &mut Random) -> Table {
    let names = ["", "Unnamed: 0", "#", "id", "index", "No", "No.", "row", "№", "Nr", "ردیف", "رقم", "序号", "n"];
    let (name, from) = (random.pick(&names), random.pick(&[0, 1, 1, 4_211]));
    with_one(random, name, &[0], |i, _| (from + i).to_string())
}

/// Numbers of the size of epochs that rise by one or a few.
fn ids(random: &mut Random) -> Table {
    let (mut id, name) =
        (1_700_000_000 + random.from(0, 90_000_000), random.pick(&["id", "check_id", "measurement_id"]));
    let step = random.pick(&[1, 3]);
    with_one(random, name, &[0, 2], |_, _| {
        id += step;
        id.to_string()
    })
}

fn addresses(random: &mut Random) -> Table {
    let (name, texts) = random.pick(&[
        ("ip", &["192.0.2.7", "192.0.2.8"][..]),
        ("host", &["198.51.100.1"]),
        ("gateway", &["10.0.0.1", "10.0.0.2", "10.0.0.1"]),
        ("ip6", &["2001:db8::1", "2001:db8::2"]),
        ("firmware", &["1.2.3", "1.2.4"]),
        ("url", &["https://example.org/health?x=1"]),
        ("mac", &["00:1a:2b:3c:4d:5e"]),
        ("version", &["v2.11.0"]),
    ]);
    // Each stays for a stretch of rows, as an address does until it changes.
    with_one(random, name, &[0, 1, 2], |i, _| texts[(i / 45) % texts.len()].to_owned())
}

/// Each place has its row at each moment.
fn side_by_side(random: &mut Random, name: &str, keys: &[String], wide_name: Option<&str>) -> Table {
    let plain = Plain::of(random, 0, clock::STEPS);
    let measure = random.pick(MEASURES);
    let signals: Vec<Signal> = keys.iter().map(|_| Signal::new(random, measure, plain.times.len())).collect();
    let (dialect, stamp) = (Dialect::any(random), clock::plain(random));
    let key_first = random.one_in(2);
    let rows: Vec<Vec<String>> = (0..plain.times.len())
        .flat_map(|i| keys.iter().zip(&signals).map(move |(key, signal)| (i, key, signal)))
        .map(|(i, key, signal)| {
            let (at, key) = (stamp(plain.times[i]), key.clone());
            let value = signal.cells[i].clone().unwrap_or_default();
            if key_first { vec![key, at, value] } else { vec![at, key, value] }
        })
        .collect();
    let value = wide_name.unwrap_or(measure.0);
    let header = if key_first { [name, plain.time_word, value] } else { [plain.time_word, name, value] };
    let series = keys.iter().zip(&signals).map(|(key, signal)| Series::new(key, &plain.times, &signal.values()));
    Table::new(dialect.text(&cells(header), &rows), series.collect())
}

fn places(random: &mut Random) -> Table {
    let (name, of) = random.pick(&[
        ("place", &["Tehran", "Shiraz", "Qom", "Ahvaz"][..]),
        ("country", &["Iran", "Myanmar", "Sudan", "Cuba"]),
        ("region", &["Jammu and Kashmir", "Punjab", "Bihar"]),
        ("ISP", &["MTN", "Airtel", "Orange"]),
        ("ville", &["Kinshasa", "Goma", "Bukavu"]),
        ("город", &["Москва", "Казань", "Уфа"]),
        ("استان", &["تهران", "فارس", "قم"]),
        ("code", &["IR", "MM", "SD", "CU"]),
        ("site", &["A", "B", "C"]),
    ]);
    let count = random.from(2, of.len() as i64 + 1) as usize;
    let keys: Vec<String> = random.some(of, count).into_iter().map(str::to_owned).collect();
    side_by_side(random, name, &keys, None)
}

fn numbers_that_name(random: &mut Random) -> Table {
    let (name, from, to) = random.pick(&[
        ("asn", 1_000, 65_000),
        ("ASN", 200_000, 215_000),
        ("probe", 1_000, 1_009),
        ("probe_id", 10_000, 65_000),
        ("site", 1, 9),
        ("prb_id", 1_000, 60_000),
        ("AS number", 3_000, 60_000),
        ("port", 1, 49),
    ]);
    let mut keys: Vec<String> = Vec::new();
    while keys.len() < 3 {
        let key = random.from(from, to).to_string();
        // No number may hold another, or a label would fit two.
        if !keys.iter().any(|have| have.contains(&key) || key.contains(have.as_str())) {
            keys.push(key);
        }
    }
    side_by_side(random, name, &keys, None)
}

/// One line, tested against whichever server was near.
fn servers(random: &mut Random) -> Table {
    let mut plain = Plain::of(random, 0, clock::STEPS);
    let measures = [Measure("Ping", 26, 1), Measure("Download", 6_800_000, 0), Measure("Upload", 5_300_000, 0)];
    plain.signals = measures.iter().map(|measure| Signal::new(random, *measure, plain.times.len())).collect();
    let (dialect, stamp) = (Dialect::any(random), clock::plain(random));
    let mut server = 0;
    let rows = plain.rows("", |_, at| {
        if random.one_in(3) {
            server = random.from(0, 12);
        }
        vec![(1_000 + server * 37).to_string(), format!("Sponsor {server}"), format!("Town {}", server % 5), stamp(at)]
    });
    let header = [cells(["Server ID", "Sponsor", "Server Name", "Timestamp"]), plain.names()].concat();
    Table::new(dialect.text(&header, &rows), plain.truth())
}

fn constants(random: &mut Random) -> Table {
    let (name, word) = random.pick(&[
        ("country", "IR"),
        ("source", "monitor"),
        ("sensor", "eth0"),
        ("unit", "Mbit/s"),
        ("type", "measured"),
        ("metric", "visitors"),
    ]);
    with_one(random, name, &[0, 1, 2], |_, _| word.to_owned())
}

fn start_and_end(random: &mut Random) -> Table {
    let plain = Plain::of(random, 1, clock::STEPS);
    let step = plain.times[1] - plain.times[0];
    let names = [["start", "end"], ["from", "to"], ["Start time", "End time"], ["begin", "end"], ["von", "bis"]];
    let header = [random.pick(&names).map(str::to_owned).to_vec(), plain.names()].concat();
    let (dialect, stamp) = (Dialect::any(random), clock::plain(random));
    let rows = plain.rows(dialect.missing, |_, at| vec![stamp(at), stamp(at + step)]);
    Table::new(dialect.text(&header, &rows), plain.truth())
}

/// When it was measured and when it was stored.
fn second_moment(random: &mut Random) -> Table {
    let plain = Plain::of(random, 1, clock::STEPS);
    let names =
        [["timestamp", "inserted_at"], ["measured_at", "uploaded_at"], ["time", "updated"], ["time", "received"]];
    let header = [random.pick(&names).map(str::to_owned).to_vec(), plain.names()].concat();
    let (dialect, stamp) = (Dialect::any(random), clock::plain(random));
    let late = random.from(1, 40) * 86_400;
    let rows = plain.rows(dialect.missing, |i, at| vec![stamp(at), stamp(at + late + i as i64 % 7)]);
    Table::new(dialect.text(&header, &rows), plain.truth())
}

/// Two ranges side by side: the second values belong to the second moments.
fn own_moments(random: &mut Random) -> Table {
    let one = Plain::of(random, 1, &[3600]);
    let before = random.from(30, 90) * 86_400;
    let earlier: Vec<Secs> = one.times.iter().map(|at| at - before).collect();
    let values = Signal::new(random, Measure("before", 700, 1), earlier.len());
    let (dialect, stamp) = (Dialect::any(random), clock::plain(random));
    let rows = (0..earlier.len()).map(|i| {
        let cell = |signal: &Signal| signal.cells[i].clone().unwrap_or_default();
        vec![stamp(one.times[i]), cell(&one.signals[0]), stamp(earlier[i]), cell(&values)]
    });
    let rows: Vec<Vec<String>> = rows.collect();
    let name = &one.signals[0].name;
    let header = cells(["time", name, "time before", "values before"]);
    let series = [
        Series::new(name, &one.times, &one.signals[0].values()),
        Series::new("values before", &earlier, &values.values()),
    ];
    Table::new(dialect.text(&header, &rows), series.into())
}

fn free_text(random: &mut Random) -> Table {
    let texts = ["see the report, page 3", "link: https://example.org/1", "cable cut; \"north\" ring", "—", "planned"];
    let mut pick = Random::new(random.bits());
    with_one(random, "remarks", &[2], |_, _| if pick.one_in(8) { pick.pick(&texts).to_owned() } else { String::new() })
}

/// Server, sponsor, town, moment, distance, ping, download, upload, a blank, an address: the lines of a command-line test.
fn speed_test(random: &mut Random) -> Table {
    let mut plain = Plain::of(random, 0, &[300, 1_800, 3_600]);
    let measures = [Measure("ping", 26, 3), Measure("download", 54_000_000, 0), Measure("upload", 35_000_000, 0)];
    plain.signals = measures.iter().map(|measure| Signal::new(random, *measure, plain.times.len())).collect();
    let mut dialect = Dialect::of(random, &[',']);
    dialect.mark = false;
    let mut server = 0;
    let rows: Vec<Vec<String>> = (0..plain.times.len())
        .map(|i| {
            if random.one_in(3) {
                server = random.from(0, 9);
            }
            let at = plain.times[i];
            let stamp = format!("{}T{}.{:06}Z", Date::of(at).iso_day(), Date::of(at).clock(), 0);
            let names =
                [(15_000 + server * 131).to_string(), format!("Sponsor {server}, Ltd"), "Tokyo".to_owned(), stamp];
            let distance = vec![format!("{}.05", 10 + server * 3)];
            [names.to_vec(), distance, plain.values(i, ""), cells(["", "192.0.2.80"])].concat()
        })
        .collect();
    let series: Vec<Series> =
        plain.signals.iter().map(|signal| Series::new("", &plain.times, &signal.values())).collect();
    let mut table = Table::new(dialect.text(&[], &rows), Vec::new());
    table.truth = Truth::Series(series, 0);
    table
}

/// Moment, up or down, share in percent, milliseconds, status of HTTP.
fn check_log(random: &mut Random) -> Table {
    let plain = Plain::of(random, 0, &[300, 600, 900]);
    let (low, long) = (random.from(20, 30) as usize, random.from(4, 12) as usize);
    let up: Vec<bool> = (0..plain.times.len()).map(|i| !(low..low + long).contains(&i)).collect();
    let stamp = clock::plain(random);
    let rows: Vec<Vec<String>> = (0..up.len())
        .map(|i| {
            let delay = if up[i] { random.from(300, 4_000) } else { 0 };
            let words = if up[i] { ["up", "100", "200"] } else { ["down", "0", "0"] };
            let [state, share, status] = words.map(str::to_owned);
            vec![stamp(plain.times[i]), state, share, delay.to_string(), status]
        })
        .collect();
    let shares: Vec<f64> = up.iter().map(|up| if *up { 100.0 } else { 0.0 }).collect();
    let mut table = Table::new(Dialect::of(random, &[',']).text(&[], &rows), Vec::new());
    // The share, beside the state, the delay and the status.
    table.truth = Truth::Series(vec![Series::new("", &plain.times, &shares)], 3);
    table
}

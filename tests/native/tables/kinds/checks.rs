//! What checks of sites leave behind: codes, zeros where nothing answered, several sites in turn, percents beside shares.

use super::{Make, Plain, cells};
use crate::tables::clock::{self, Date, STEPS, Secs};
use crate::tables::judge::{Series, Table, Truth};
use crate::tables::random::Random;
use crate::tables::signal::fixed;
use crate::tables::write::Dialect;
use outage_lens::base::{Direction, Kind};

pub const KINDS: &[(&str, Make)] = &[
    ("codes of a web server alone", codes),
    ("codes beside how long it took", codes_and_times),
    ("the log of a loop around curl", curl),
    ("a zero of a check that failed", zeros),
    ("two sites in turns that no clock keeps", sites),
    ("percents beside shares of one", percents),
    ("an epoch beside the clock of a place", local_clock),
    ("when it was restored, beside numbers", restored),
    ("speed tests of Ookla without a header", ookla),
    ("customers without power as a sum", sums),
];

/// Checks in rows: whether each was answered, and its round trip in hundredths of a millisecond.
fn checks(random: &mut Random, rows: usize) -> Vec<Option<i64>> {
    let down = random.from(20, rows as i64 - 20);
    let until = down + random.from(3, 9);
    (0..rows as i64).map(|i| (!(down..until).contains(&i)).then(|| random.from(1_200, 9_000))).collect()
}

fn states(checks: &[Option<i64>]) -> Vec<f64> {
    checks.iter().map(|check| f64::from(u8::from(check.is_some()))).collect()
}

fn code(random: &mut Random, check: Option<i64>) -> String {
    match check {
        Some(_) => random.pick(&["200", "200", "200", "200", "301", "204"]),
        None => random.pick(&["000", "0", "503", "502"]),
    }
    .to_owned()
}

fn codes(random: &mut Random) -> Table {
    let plain = Plain::of(random, 0, STEPS);
    let (checks, dialect, stamp) = (checks(random, plain.times.len()), Dialect::any(random), clock::plain(random));
    let name = random.pick(&["http_code", "status_code", "HTTP Status", "responseCode", "status"]);
    let rows: Vec<Vec<String>> =
        plain.times.iter().zip(&checks).map(|(at, check)| vec![stamp(*at), code(random, *check)]).collect();
    let series = Series::new(name, &plain.times, &states(&checks)).of_kind(Kind::Probing).moving(Direction::Falls);
    Table::new(dialect.text(&cells([plain.time_word, name]), &rows), vec![series])
}

fn codes_and_times(random: &mut Random) -> Table {
    let plain = Plain::of(random, 0, STEPS);
    let (checks, dialect, stamp) = (checks(random, plain.times.len()), Dialect::any(random), clock::plain(random));
    let (name, took) = random.pick(&[
        ("http_code", "time_total"),
        ("Status", "performance"),
        ("code", "response_time"),
        ("status_code", "duration"),
    ]);
    let row = |random: &mut Random, at: Secs, check: Option<i64>| {
        vec![stamp(at), code(random, check), fixed(check.unwrap_or(0), 2)]
    };
    let rows: Vec<Vec<String>> = plain.times.iter().zip(&checks).map(|(at, check)| row(random, *at, *check)).collect();
    let times: Vec<f64> =
        checks.iter().map(|check| check.map_or(f64::NAN, |ms| fixed(ms, 2).parse().unwrap())).collect();
    let series = vec![
        Series::new(name, &plain.times, &states(&checks)).of_kind(Kind::Probing).moving(Direction::Falls),
        Series::new(took, &plain.times, &times).of_kind(Kind::Latency).moving(Direction::Rises),
    ];
    Table::new(dialect.text(&cells([plain.time_word, name, took]), &rows), series)
}

/// `date; curl -w '%{http_code} %{time_total}'`, again and again.
fn curl(random: &mut Random) -> Table {
    let plain = Plain::of(random, 0, STEPS);
    let checks = checks(random, plain.times.len());
    let mark = random.pick(&[" ", ",", "\t"]);
    let line = |(at, check): (&Secs, &Option<i64>)| {
        let (code, ms) = check.map_or(("000", 0), |ms| ("200", ms));
        format!("{}T{}Z{mark}{code}{mark}{}\n", Date::of(*at).iso_day(), Date::of(*at).clock(), fixed(ms, 6))
    };
    let text = plain.times.iter().zip(&checks).map(line).collect();
    let times: Vec<f64> =
        checks.iter().map(|check| check.map_or(f64::NAN, |ms| fixed(ms, 6).parse().unwrap())).collect();
    let series = vec![
        Series::new("", &plain.times, &states(&checks)).of_kind(Kind::Probing).moving(Direction::Falls),
        Series::new("", &plain.times, &times).of_kind(Kind::Latency).moving(Direction::Rises),
    ];
    Table::new(text, series)
}

/// A program writes zero where nothing answered: that is no fast answer.
fn zeros(random: &mut Random) -> Table {
    let plain = Plain::of(random, 0, STEPS);
    let (checks, dialect, stamp) = (checks(random, plain.times.len()), Dialect::any(random), clock::plain(random));
    let (name, up, down, kind) = random.pick(&[
        ("success", "1", "0", None),
        ("status", "UP", "DOWN", Some(Kind::Probing)),
        ("result", "OK", "Destination host unreachable", Some(Kind::Probing)),
        ("hasFailures", "false", "true", Some(Kind::Probing)),
        ("loss_pct", "0", "100", Some(Kind::Loss)),
    ]);
    let took = random.pick(&["latency_ms", "ping", "response time (ms)"]);
    let row = |(at, check): (&Secs, &Option<i64>)| {
        let said = if check.is_some() { up } else { down };
        vec![stamp(*at), said.to_owned(), check.map_or("0".to_owned(), |ms| fixed(ms, 2))]
    };
    let rows: Vec<Vec<String>> = plain.times.iter().zip(&checks).map(row).collect();
    let times: Vec<f64> =
        checks.iter().map(|check| check.map_or(f64::NAN, |ms| fixed(ms, 2).parse().unwrap())).collect();
    let told = if kind == Some(Kind::Loss) {
        checks.iter().map(|check| if check.is_some() { 0.0 } else { 100.0 }).collect()
    } else {
        states(&checks)
    };
    let mut other = Series::new(name, &plain.times, &told);
    other.kind = kind;
    let series = vec![other, Series::new(took, &plain.times, &times).of_kind(Kind::Latency)];
    Table::new(dialect.text(&cells([plain.time_word, name, took]), &rows), series).saying("zeros of")
}

/// Two or three sites are looked at when something has time for it.
fn sites(random: &mut Random) -> Table {
    let sites = random.some(&["https://a.example", "https://b.example/x", "https://c.example"], 2);
    let (column, header) = (random.pick(&["url", "site", "Website", "target"]), !random.one_in(3));
    let dialect = Dialect { missing: "", ..Dialect::of(random, &[',', ';', '\t']) };
    let (mut at, mut rows, mut truth) = (1_700_000_000, Vec::new(), vec![(Vec::new(), Vec::new()); 2]);
    let down = random.from(60, 200);
    for round in 0..300 {
        // At one distance a site, in an order that changes.
        let first = random.from(0, 2) as usize;
        for site in [first, 1 - first] {
            let up = site == 1 || !(down..down + 9).contains(&round);
            let moment = at + 7 * site as i64;
            truth[site].0.push(moment);
            truth[site].1.push(f64::from(u8::from(up)));
            let state = if up { "True" } else { "False" };
            rows.push(vec![
                format!("{} {}", Date::of(moment).iso_day(), Date::of(moment).clock()),
                sites[site].to_owned(),
                state.to_owned(),
            ]);
        }
        at += 300;
    }
    let names = if header { cells(["time", column, "up"]) } else { Vec::new() };
    let series = |site: usize| Series::new(sites[site], &truth[site].0, &truth[site].1).of_kind(Kind::Probing);
    Table::new(dialect.text(&names, &rows), vec![series(0), series(1)])
}

/// Some cells have a percent sign, others are shares of one.
fn percents(random: &mut Random) -> Table {
    let plain = Plain::of(random, 0, STEPS);
    let (checks, dialect, stamp) = (checks(random, plain.times.len()), Dialect::any(random), clock::plain(random));
    let name = random.pick(&["availability", "share online", "reachable"]);
    let percent = |check: &Option<i64>| check.map_or(5, |ms| 50 + ms % 49);
    let row = |(i, (at, check)): (usize, (&Secs, &Option<i64>))| {
        let cell = if i % 3 == 0 { format!("{}%", percent(check)) } else { fixed(percent(check), 2) };
        vec![stamp(*at), cell]
    };
    let rows: Vec<Vec<String>> = plain.times.iter().zip(&checks).enumerate().map(row).collect();
    let values: Vec<f64> = checks.iter().map(|check| percent(check) as f64).collect();
    let series = Series::new(name, &plain.times, &values).moving(Direction::Falls);
    Table::new(dialect.text(&cells([plain.time_word, name]), &rows), vec![series]).saying("percent sign")
}

/// Seconds since 1970 beside what the clock of the place said: one moment, twice.
fn local_clock(random: &mut Random) -> Table {
    let plain = Plain::of(random, 1, STEPS);
    let (dialect, offset) = (Dialect::any(random), random.pick(&[-18_000, 12_600, 10_800, 19_800, 28_800]));
    let rows = plain.rows(dialect.missing, |_, at| {
        let local = Date::of(at + offset);
        vec![format!("{at}.25"), format!("{} {}", local.iso_day(), local.clock())]
    });
    let header = [cells(["timestamp", "datetime"]), plain.names()].concat();
    let mut truth = plain.truth();
    truth[0].points.iter_mut().for_each(|(at, _)| *at += 250);
    Table::new(dialect.text(&header, &rows), truth)
}

fn restored(random: &mut Random) -> Table {
    let dialect = Dialect::of(random, &[',', ';']);
    let (start, end) = random.pick(&[
        ("CreationDateTime", "RestoredDateTime"),
        ("Reported", "Restored"),
        ("OUTAGE.START", "OUTAGE.RESTORATION"),
        ("Time off", "Restoration time"),
    ]);
    let (mut at, mut rows, mut truth) = (1_700_000_000, Vec::new(), Vec::new());
    for i in 0..random.from(12, 40) {
        at += random.from(3_000, 400_000);
        let until = at + random.from(300, 60_000);
        let shown = |at: Secs| format!("{} {}", Date::of(at).iso_day(), Date::of(at).clock());
        truth.push((at, Some(until)));
        rows.push(vec![format!("INC-{i}x"), shown(at), shown(until), random.from(1, 900).to_string()]);
    }
    let header = cells(["Incident", start, end, "Customers affected"]);
    Table { truth: Truth::Outages(truth), ..Table::new(dialect.text(&header, &rows), Vec::new()) }
}

/// `speedtest -f csv` behind a date, as a crontab keeps it.
fn ookla(random: &mut Random) -> Table {
    let plain = Plain::of(random, 0, &[600, 1800, 3600]);
    let checks = checks(random, plain.times.len());
    let quote = |words: Vec<String>| words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(",");
    let line = |(at, check): (&Secs, &Option<i64>)| {
        let (ms, down) = (check.unwrap_or(1_500), check.map_or(25, |ms| ms * 900));
        let stamp = format!("{} {}", Date::of(*at).iso_day(), Date::of(*at).clock());
        let server = at / 600 % 3;
        let words =
            [&stamp, &format!("Provider {server} - Town"), &(4_000 + server).to_string(), &fixed(ms, 2), "1.25", "0"];
        let sizes = [down, down / 10, down * 14, down * 2].map(|size| size.to_string());
        let link = format!("https://www.speedtest.net/result/c/{at}");
        quote(words.map(str::to_owned).into_iter().chain(sizes).chain([link]).collect()) + "\n"
    };
    let text = plain.times.iter().zip(&checks).map(line).collect();
    let of = |value: &dyn Fn(&Option<i64>) -> f64| checks.iter().map(value).collect::<Vec<f64>>();
    let latency = of(&|check| fixed(check.unwrap_or(1_500), 2).parse().unwrap());
    let download = of(&|check| check.map_or(25, |ms| ms * 900) as f64);
    let series = vec![
        Series::new("latency", &plain.times, &latency).of_kind(Kind::Latency).moving(Direction::Rises),
        Series::new("download", &plain.times, &download).of_kind(Kind::Traffic).moving(Direction::Falls),
    ];
    Table { truth: Truth::Series(series, 5), ..Table::new(text, Vec::new()) }
}

/// EAGLE-I in 2023.
fn sums(random: &mut Random) -> Table {
    let plain = Plain::of(random, 0, &[900]);
    let dialect = Dialect { missing: "", ..Dialect::of(random, &[',']) };
    let counts: Vec<i64> =
        checks(random, plain.times.len()).iter().map(|check| check.map_or(50_000, |ms| ms / 100)).collect();
    let row = |(at, count): (&Secs, &i64)| {
        let stamp = format!("{} {}", Date::of(*at).iso_day(), Date::of(*at).clock());
        cells(["48001", "Anderson", "Texas", &count.to_string(), &stamp])
    };
    let rows: Vec<Vec<String>> = plain.times.iter().zip(&counts).map(row).collect();
    let values: Vec<f64> = counts.iter().map(|count| *count as f64).collect();
    let header = cells(["fips_code", "county", "state", "sum", "run_start_time"]);
    let series = Series::new("sum", &plain.times, &values).moving(Direction::Rises);
    Table::new(dialect.text(&header, &rows), vec![series])
}

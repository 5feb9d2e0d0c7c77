//! Tables whose form is not the usual one: dates in the header, parts of a total, cells parted by one blank, sums above the data.

use super::{Make, Plain, cells};
use crate::tables::clock::{self, Date, MONTHS, STEPS, Secs, days_to};
use crate::tables::judge::{Series, Table};
use crate::tables::random::Random;
use crate::tables::signal::{Measure, Signal};
use crate::tables::write::{Dialect, Quotes};
use outage_lens::base::{Direction, Kind};

pub const KINDS: &[(&str, Make)] = &[
    ("a place a row and a date a column", dates_across),
    ("a place a row and a month a column", months_across),
    ("one row of values under its dates", one_row),
    ("cells parted by one blank", blanks),
    ("sums above the data", sums_above),
    ("hours and minutes in columns of their own", hour_and_minute),
    ("parts of a total", parts),
    ("numbers that are no more than close", close),
    ("stamps in brackets, with dashes and words", decorated),
    ("months of a year", months),
];

/// A row of numbers a name, under one header of moments.
fn under(random: &mut Random, first: &[&str], moments: &[String], times: &[Secs], names: &[&str]) -> Table {
    let signals: Vec<Signal> =
        names.iter().map(|_| Signal::new(random, Measure("", 900, 0), times.len()).with_gaps(random, 20)).collect();
    let (dialect, codes) = (Dialect { quotes: Quotes::Needed, ..Dialect::any(random) }, ["IR", "IQ", "SY", "SD"]);
    let header: Vec<String> = first.iter().map(|name| (*name).to_owned()).chain(moments.iter().cloned()).collect();
    let rows: Vec<Vec<String>> = names
        .iter()
        .zip(&signals)
        .zip(codes)
        .map(|((name, signal), code)| {
            let words = [*name, code].into_iter().take(first.len()).map(str::to_owned);
            words.chain(signal.cells.iter().map(|cell| cell.clone().unwrap_or_default())).collect()
        })
        .collect();
    let series = names.iter().zip(&signals).map(|(name, signal)| Series::new(name, times, &signal.values()));
    Table::new(dialect.text(&header, &rows), series.collect())
}

fn dates_across(random: &mut Random) -> Table {
    let start = random.from(days_to(2015, 1), days_to(2025, 1));
    let times: Vec<Secs> = (0..random.from(20, 70)).map(|i| (start + i) * 86_400).collect();
    let write: fn(Date) -> String = random.pick(&[
        Date::iso_day as fn(Date) -> String,
        |date| format!("{:02}.{:02}.{}", date.day, date.month, date.year),
        |date| format!("{}/{}/{}", date.month, date.day, date.year),
        |date| format!("{:04}{:02}{:02}", date.year, date.month, date.day),
        |date| format!("{:02}-{}-{}", date.day, &date.month_name()[..3], date.year),
    ]);
    let moments: Vec<String> = times.iter().map(|at| write(Date::of(*at))).collect();
    let first: &[&str] = random.pick(&[&["Country"][..], &["country", "iso2"], &["Land"], &[""]]);
    under(random, first, &moments, &times, &["Iran", "Iraq", "Syria", "Sudan"])
}

fn months_across(random: &mut Random) -> Table {
    let (year, count) = (random.from(2012, 2020), random.from(12, 40));
    let times: Vec<Secs> = (0..count).map(|i| days_to(year + i / 12, i % 12 + 1) * 86_400).collect();
    let write: fn(Date) -> String = random.pick(&[
        (|date| format!("{:04}-{:02}", date.year, date.month)) as fn(Date) -> String,
        |date| format!("{} {}", date.month_name(), date.year),
        |date| format!("{}-{:02}", &date.month_name()[..3], date.year % 100),
    ]);
    let moments: Vec<String> = times.iter().map(|at| write(Date::of(*at))).collect();
    under(random, &["Country"], &moments, &times, &["Iran", "Iraq", "Syria"])
}

fn one_row(random: &mut Random) -> Table {
    let start = random.from(days_to(2015, 1), days_to(2025, 1));
    let times: Vec<Secs> = (0..random.from(30, 70)).map(|i| (start + i) * 86_400).collect();
    let moments: Vec<String> = times.iter().map(|at| Date::of(*at).iso_day()).collect();
    under(random, &["metric"], &moments, &times, &["users"])
}

/// As a shell's `echo $(date -Is) $value` writes them.
fn blanks(random: &mut Random) -> Table {
    let plain = Plain::of(random, 2, STEPS);
    let stamp: fn(Secs) -> String = random.pick(&[
        (|at| format!("{}T{}Z", Date::of(at).iso_day(), Date::of(at).clock())) as fn(Secs) -> String,
        |at| format!("{} {}", Date::of(at).iso_day(), Date::of(at).clock()),
        |at| at.to_string(),
    ]);
    let header = [vec!["time".to_owned()], plain.names()].concat().join(" ").replace(" e ", " ");
    let rows = plain.rows("NaN", |_, at| vec![stamp(at)]);
    let named = random.one_in(2) && !plain.names().iter().any(|name| name.contains(' '));
    let lines: Vec<String> = rows.iter().map(|row| row.join(" ")).collect();
    let text = if named { format!("{header}\n{}\n", lines.join("\n")) } else { format!("{}\n", lines.join("\n")) };
    let label = |name: &str| if named { name.to_owned() } else { String::new() };
    let series = plain.signals.iter().map(|signal| Series::new(&label(&signal.name), &plain.times, &signal.values()));
    Table::new(text, series.collect())
}

fn sums_above(random: &mut Random) -> Table {
    let plain = Plain::new(random);
    let (dialect, stamp) = (Dialect { quotes: Quotes::Needed, ..Dialect::any(random) }, clock::plain(random));
    let words = random.pick(&[&["Average", "Max"][..], &["Total"], &["Summe", "Mittelwert"], &["Min", "Max", "Avg"]]);
    let sum = |word: &&str| [vec![(*word).to_owned()], vec!["7318".to_owned(); plain.signals.len()]].concat();
    let mut rows: Vec<Vec<String>> = words.iter().map(sum).collect();
    rows.extend(plain.rows(dialect.missing, |_, at| vec![stamp(at)]));
    Table::new(dialect.text(&plain.header(), &rows), plain.truth())
}

fn hour_and_minute(random: &mut Random) -> Table {
    let plain = Plain::of(random, 1, &[300, 600, 900]);
    let (date, hour, minute) =
        random.pick(&[("date", "hour", "minute"), ("Datum", "Stunde", "Minute"), ("fecha", "hora", "minuto")]);
    let rows = plain.rows("", |_, at| {
        let date = Date::of(at);
        vec![date.iso_day(), date.hour.to_string(), date.minute.to_string()]
    });
    let header = [cells([date, hour, minute]), plain.names()].concat();
    Table::new(Dialect::any(random).text(&header, &rows), plain.truth())
}

/// `28/30` under a name of what is up or lost.
fn parts(random: &mut Random) -> Table {
    let plain = Plain::of(random, 0, STEPS);
    let total = random.from(5, 60);
    let mark = random.pick(&["/", " / ", " of "]);
    let (name, rises) = random.pick(&[("up/total", false), ("probes", false), ("online", false), ("lost/sent", true)]);
    let few = |i: usize| if (20..26).contains(&i) { 1 } else { total - i as i64 % 2 };
    let part = |i: usize| if rises { total - few(i) } else { few(i) };
    let (dialect, stamp) = (Dialect::any(random), clock::plain(random));
    let rows = plain.rows("", |i, at| vec![stamp(at), format!("{}{mark}{total}", part(i))]);
    let values: Vec<f64> = (0..plain.times.len()).map(|i| 100.0 * part(i) as f64 / total as f64).collect();
    let direction = if rises { Direction::Rises } else { Direction::Falls };
    let series = Series::new(name, &plain.times, &values).moving(direction);
    Table::new(dialect.text(&cells([plain.time_word, name]), &rows), vec![series])
}

/// `<1 ms` and `~12`.
fn close(random: &mut Random) -> Table {
    let plain = Plain::of(random, 0, STEPS);
    let (mark, unit) = random.pick(&[("<", " ms"), ("<", "ms"), ("~", ""), ("≈", " ms")]);
    let value = |i: usize| if i.is_multiple_of(7) { 1.0 } else { 2.0 + (i % 5) as f64 };
    let (dialect, stamp) = (Dialect::any(random), clock::plain(random));
    let rows = plain.rows("", |i, at| {
        let mark = if i.is_multiple_of(7) { mark } else { "" };
        vec![stamp(at), format!("{mark}{}{unit}", value(i))]
    });
    let values: Vec<f64> = (0..plain.times.len()).map(value).collect();
    let series = Series::new("ping", &plain.times, &values).of_kind(Kind::Latency);
    Table::new(dialect.text(&cells([plain.time_word, "ping"]), &rows), vec![series])
}

fn decorated(random: &mut Random) -> Table {
    let mut plain = Plain::of(random, 1, STEPS);
    plain.times = plain.times.iter().map(|at| at - plain.times[0] + days_to(2023, 3) * 86_400 + 13 * 86_400).collect();
    let write: fn(Secs) -> String = random.pick(&[
        (|at| format!("[{} {}]", Date::of(at).iso_day(), Date::of(at).clock())) as fn(Secs) -> String,
        |at| format!("{}_{}", Date::of(at).iso_day(), Date::of(at).clock().replace(':', "-")),
        |at| format!("{}-{}", Date::of(at).iso_day().replace('-', "/"), Date::of(at).clock()),
        |at| format!("{} {} +0000 UTC", Date::of(at).iso_day(), Date::of(at).clock()),
        |at| format!("@{at}"),
        |at| format!("{}.03.2023 um {} Uhr", Date::of(at).day, Date::of(at).clock_short()),
        |at| format!("{}. März 2023, {} Uhr", Date::of(at).day, Date::of(at).clock_short()),
        |at| format!("{} марта 2023 г. {}", Date::of(at).day, Date::of(at).clock_short()),
        |at| format!("{} de março de 2023 às {}", Date::of(at).day, Date::of(at).clock_short()),
        |at| format!("Mar {}, 2023 @ {}.000", Date::of(at).day, Date::of(at).clock()),
        |at| format!("2023. 3. {}. {}", Date::of(at).day, half_first(at, "오전", "오후")),
        |at| format!("2023/3/{} {}", Date::of(at).day, half_first(at, "上午", "下午")),
        |at| format!("2023年03月{:02}日 {:02}時{:02}分", Date::of(at).day, Date::of(at).hour, Date::of(at).minute),
    ]);
    plain.written(&Dialect::any(random), write)
}

/// The half of the day before its hours, as some languages have it.
fn half_first(at: Secs, morning: &str, afternoon: &str) -> String {
    let date = Date::of(at);
    let half = if date.hour < 12 { morning } else { afternoon };
    let hour = if date.hour % 12 == 0 { 12 } else { date.hour % 12 };
    format!("{half} {hour}:{:02}:{:02}", date.minute, date.second)
}

fn months(random: &mut Random) -> Table {
    let (year, count) = (random.from(2010, 2018), random.from(24, 70));
    let times: Vec<Secs> = (0..count).map(|i| days_to(year + i / 12, i % 12 + 1) * 86_400).collect();
    let write: fn(Date) -> String = random.pick(&[
        (|date| format!("{} {}", date.month_name(), date.year)) as fn(Date) -> String,
        |date| format!("{} {}", &date.month_name()[..3], date.year),
        |date| format!("{}-{:02}", &MONTHS[date.month as usize - 1][..3], date.year % 100),
    ]);
    let signal = Signal::new(random, Measure("users", 900, 0), times.len());
    let rows: Vec<Vec<String>> = times
        .iter()
        .zip(&signal.cells)
        .map(|(at, cell)| vec![write(Date::of(*at)), cell.clone().unwrap_or_default()])
        .collect();
    let text = Dialect::any(random).text(&cells(["month", "users"]), &rows);
    Table::new(text, vec![Series::new("users", &times, &signal.values())])
}

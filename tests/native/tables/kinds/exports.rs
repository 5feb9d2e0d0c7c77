//! What spreadsheets and dashboards export: titles, unit rows, merged cells, footers, pivots.

use super::{Make, Plain, cells};
use crate::tables::clock::{self, Date, MONTHS, STEPS, Secs, days_to};
use crate::tables::judge::{Series, Table};
use crate::tables::random::Random;
use crate::tables::signal::{Measure, Signal};
use crate::tables::write::{Dialect, Quotes};

pub const KINDS: &[(&str, Make)] = &[
    ("a merged title and a row of units", title_and_units),
    ("a header of two rows", two_header_rows),
    ("a month a row and a day a column", month_pivot),
    ("a year a row and a month a column", year_pivot),
    ("a date in the first row of each day", merged_dates),
    ("a name in the first row of its run", merged_names),
    ("notes below the table", footer),
    ("several rows of sums below the table", sums),
    ("the header again and again", repeated_header),
    ("two tables in a file", two_tables),
];

/// The plain table in a dialect without a mark, with what stands around it.
fn around(random: &mut Random, plain: &Plain, change: impl FnOnce(&mut Vec<Vec<String>>)) -> Table {
    let (dialect, stamp) = (Dialect { quotes: Quotes::Needed, ..Dialect::any(random) }, clock::plain(random));
    let mut rows = vec![plain.header()];
    rows.extend(plain.rows(dialect.missing, |_, at| vec![stamp(at)]));
    change(&mut rows);
    Table::new(dialect.text(&[], &rows), plain.truth())
}

/// A title in the first of the merged cells, a blank line, names, units.
fn title_and_units(random: &mut Random) -> Table {
    let plain = Plain::new(random);
    let title = random.pick(&["Network report March", "Bericht 2024", "Connexions par heure", "گزارش"]);
    let unit = random.pick(&["people", "Mbit/s", "[-]", "pcs"]);
    let (blank, width) = (random.one_in(2), plain.header().len());
    around(random, &plain, |rows| {
        let mut units = vec![unit.to_owned(); width];
        units[0] = String::new();
        rows.insert(1, units);
        if blank {
            rows.insert(0, vec![String::new(); width]);
        }
        let mut first = vec![String::new(); width];
        first[0] = title.to_owned();
        rows.insert(0, first);
    })
}

/// Groups above, what each counts below.
fn two_header_rows(random: &mut Random) -> Table {
    let mut plain = Plain::of(random, 0, STEPS);
    let names = ["Tehran users", "Tehran requests", "Shiraz users", "Shiraz requests"];
    plain.signals = names.map(|name| Signal::new(random, Measure(name, 900, 0), plain.times.len())).into();
    let again = random.one_in(2);
    around(random, &plain, |rows| {
        let second = if again { "Tehran" } else { "" };
        let fourth = if again { "Shiraz" } else { "" };
        rows[0] = cells(["time", "users", "requests", "users", "requests"]);
        rows.insert(0, cells(["", "Tehran", second, "Shiraz", fourth]));
    })
}

/// Cells of a pivot: each row a stretch of the signal under numbers or names, blank where the stretch is short.
fn pivot(random: &mut Random, first: &str, names: &[String], rows: &[(String, usize)], times: &[Secs]) -> Table {
    let signal = Signal::new(random, Measure("", 800, 0), times.len());
    let mut left = signal.cells.iter().flatten();
    let rows: Vec<Vec<String>> = rows
        .iter()
        .map(|(name, count)| {
            let mut row = vec![name.clone()];
            row.extend(left.by_ref().take(*count).cloned());
            row.resize(names.len() + 1, String::new());
            row
        })
        .collect();
    let header = [vec![first.to_owned()], names.to_vec()].concat();
    let text = Dialect::any(random).text(&header, &rows);
    Table::new(text, vec![Series::new("", times, &signal.values())])
}

fn month_pivot(random: &mut Random) -> Table {
    let (year, month, count) = (random.from(2014, 2024), random.from(1, 13), random.from(4, 14));
    let months = (0..count).map(|i| (year + (month - 1 + i) / 12, (month - 1 + i) % 12 + 1));
    let (mut rows, mut times) = (Vec::new(), Vec::new());
    for (year, month) in months {
        let (from, to) = (days_to(year, month), days_to(year + month / 12, month % 12 + 1));
        rows.push((format!("{year}-{month:02}"), (to - from) as usize));
        times.extend((from..to).map(|day| day * 86_400));
    }
    let names: Vec<String> = (1..=31).map(|day: i32| day.to_string()).collect();
    pivot(random, "Month", &names, &rows, &times)
}

fn year_pivot(random: &mut Random) -> Table {
    let (year, count) = (random.from(2000, 2012), random.from(6, 14));
    let rows: Vec<(String, usize)> = (year..year + count).map(|year| (year.to_string(), 12)).collect();
    let times: Vec<Secs> =
        (year..year + count).flat_map(|year| (1..=12).map(move |month| days_to(year, month) * 86_400)).collect();
    let short = random.one_in(2);
    let name = |month: &&str| if short { month[..3].to_owned() } else { (*month).to_owned() };
    pivot(random, "Year", &MONTHS.iter().map(name).collect::<Vec<_>>(), &rows, &times)
}

/// Merged cells: the day stands once, blank below.
/// Places below one another, each named in its first row alone; a second word may stand beside it.
fn merged_names(random: &mut Random) -> Table {
    let plain = Plain::of(random, 0, STEPS);
    let count = random.from(2, 5) as usize;
    let places = random.some(&["Tehran", "Shiraz", "Qom", "Ahvaz"], count);
    let measure = Measure("users", 900, 0);
    let signals: Vec<Signal> = places.iter().map(|_| Signal::new(random, measure, plain.times.len())).collect();
    let (dialect, stamp, wide) = (Dialect::any(random), clock::plain(random), random.one_in(2));
    let row = |place: &str, signal: &Signal, i: usize| {
        let shown = if i == 0 { place.to_owned() } else { String::new() };
        let value = signal.cells[i].clone().unwrap_or_default();
        let carrier = wide.then(|| if i == 0 { "mobile".to_owned() } else { String::new() });
        std::iter::once(shown).chain(carrier).chain([stamp(plain.times[i]), value]).collect::<Vec<String>>()
    };
    let rows: Vec<Vec<String>> = places
        .iter()
        .zip(&signals)
        .flat_map(|(place, signal)| (0..plain.times.len()).map(move |i| (*place, signal, i)))
        .map(|(place, signal, i)| row(place, signal, i))
        .collect();
    let header =
        if wide { cells(["place", "carrier", "time", "users"]).to_vec() } else { cells(["place", "time", "users"]) };
    let series = places.iter().zip(&signals).map(|(place, signal)| Series::new(place, &plain.times, &signal.values()));
    Table::new(dialect.text(&header, &rows), series.collect())
}

fn merged_dates(random: &mut Random) -> Table {
    let plain = Plain::of(random, 1, &[900, 1800, 3600]);
    let dialect = Dialect::any(random);
    let mut last = String::new();
    let rows = plain.rows("", |_, at| {
        let (day, clock) = (Date::of(at).iso_day(), Date::of(at).clock_short());
        let shown = if day == last { String::new() } else { day.clone() };
        last = day;
        vec![shown, clock]
    });
    Table::new(dialect.text(&[cells(["Date", "Time"]), plain.names()].concat(), &rows), plain.truth())
}

fn footer(random: &mut Random) -> Table {
    let plain = Plain::new(random);
    let notes = [
        "Source: national regulator",
        "* provisional figures",
        "Generated by the monitor on 2025-03-04",
        "End of report",
        "Note: the probe was moved, see page 3",
    ];
    let count = random.from(1, 4) as usize;
    let notes = random.some(&notes, count);
    let (blank, width) = (random.one_in(2), plain.header().len());
    around(random, &plain, |rows| {
        if blank {
            rows.push(vec![String::new(); width]);
        }
        rows.extend(notes.iter().map(|note| vec![(*note).to_owned()]));
    })
}

fn sums(random: &mut Random) -> Table {
    let plain = Plain::new(random);
    let words = random.pick(&[
        &["Total", "Average"][..],
        &["Min", "Max", "Avg"],
        &["Summe", "Mittelwert"],
        &["Sums (of 96 values)", "Averages (of 96 values)"],
    ]);
    let width = plain.header().len();
    around(random, &plain, |rows| {
        for word in words {
            let mut row = vec!["7318".to_owned(); width];
            row[0] = (*word).to_owned();
            rows.push(row);
        }
    })
}

/// Exports put one below the other.
fn repeated_header(random: &mut Random) -> Table {
    let plain = Plain::new(random);
    let every = random.from(12, 40) as usize;
    around(random, &plain, |rows| {
        let header = rows[0].clone();
        for at in (1..rows.len()).step_by(every).skip(1).collect::<Vec<_>>().into_iter().rev() {
            rows.insert(at, header.clone());
        }
    })
}

/// The second table stands below an empty line under its own header: its rows are not those of the first.
fn two_tables(random: &mut Random) -> Table {
    let (one, mut two) = (Plain::of(random, 1, STEPS), Plain::of(random, 1, STEPS));
    while two.header() == one.header() {
        two = Plain::of(random, 1, STEPS);
    }
    let (dialect, stamp) = (Dialect { mark: false, ..Dialect::any(random) }, clock::plain(random));
    let text = |plain: &Plain| dialect.text(&plain.header(), &plain.rows("", |_, at| vec![stamp(at)]));
    let end = dialect.line_end;
    let both = format!("{}{end}{end}{}", text(&one).trim_end(), text(&two));
    Table::new(both, one.truth()).saying("second table")
}

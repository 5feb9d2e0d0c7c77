//! What spreadsheets and dashboards export: titles, unit rows, merged cells, footers, pivots, local notations.

use super::{Make, Plain, cells};
use crate::tables::clock::{self, ANY_STEP, Date, MONTHS, STEPS, Secs, days_to, weekday};
use crate::tables::judge::{Series, Table};
use crate::tables::random::Random;
use crate::tables::signal::{Measure, Signal, fixed, grouped};
use crate::tables::write::{Dialect, Quotes};

pub const KINDS: &[(&str, Make)] = &[
    ("a merged title and a row of units", title_and_units),
    ("a header of two rows", two_header_rows),
    ("a spreadsheet's German, French and Swiss numbers", local_numbers),
    ("week dates", week_dates),
    ("a date and an hour from 1 to 24", hour_of_24),
    ("a month a row and a day a column", month_pivot),
    ("a year a row and a month a column", year_pivot),
    ("months in words of other languages", foreign_months),
    ("stamps as spreadsheets of many places show them", local_stamps),
    ("stamps with the day of the week", with_weekday),
    ("two ends of an interval in one cell", interval_cell),
    ("a date in the first row of each day", merged_dates),
    ("notes below the table", footer),
    ("several rows of sums below the table", sums),
    ("the header again and again", repeated_header),
    ("two tables in a file", two_tables),
    ("units that change from row to row", changing_units),
    ("numbers with marks of footnotes", footnote_marks),
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

/// Decimal and thousands marks of one locale in columns of different heights, one of them in percent.
fn local_numbers(random: &mut Random) -> Table {
    let mut plain = Plain::of(random, 0, ANY_STEP);
    let measures = [Measure("Nutzer", 64_000, 0), Measure("Bandbreite", 1_250, 2), Measure("erreichbar", 97, 1)];
    plain.signals = measures.map(|measure| Signal::new(random, measure, plain.times.len())).into();
    let (mark, decimal) =
        random.pick(&[(".", ","), (".", ","), ("\u{202f}", ","), ("\u{a0}", ","), ("'", "."), ("’", ",")]);
    let end = if decimal == "," { random.pick(&[" %", "%", "\u{a0}%"]) } else { "%" };
    let (dialect, stamp) = (Dialect::of(random, &[';', ';', '\t']), clock::plain(random));
    let rows: Vec<Vec<String>> = plain
        .rows("", |_, at| vec![stamp(at)])
        .into_iter()
        .map(|mut row| {
            row[1..].iter_mut().for_each(|cell| *cell = grouped(cell, mark, decimal, &[3]));
            row[3] += end;
            row
        })
        .collect();
    Table::new(dialect.text(&plain.header(), &rows), plain.truth()).any_unit()
}

/// The year and week that a day belongs to: those of its Thursday.
fn week_of(at: Secs) -> (i64, i64, i64) {
    let day = at.div_euclid(86_400);
    let of_week = (day + 3).rem_euclid(7);
    let thursday = day - of_week + 3;
    let year = Date::of(thursday * 86_400).year;
    (year, (thursday - days_to(year, 1)) / 7 + 1, of_week + 1)
}

fn week_dates(random: &mut Random) -> Table {
    let daily = random.one_in(2);
    let mut plain = Plain::of(random, 1, &[if daily { 86_400 } else { 7 * 86_400 }]);
    if !daily {
        let monday = |at: Secs| at - (at.div_euclid(86_400) + 3).rem_euclid(7) * 86_400;
        plain.times = plain.times.iter().map(|at| monday(at.div_euclid(86_400) * 86_400)).collect();
    }
    let short = random.one_in(2);
    plain.written(&Dialect::any(random), move |at| {
        let (year, week, day) = week_of(at);
        match (daily, short) {
            (true, true) => format!("{year}W{week:02}{day}"),
            (true, false) => format!("{year}-W{week:02}-{day}"),
            (false, _) => format!("{year}-W{week:02}"),
        }
    })
}

/// The hour that ends then, as markets and grids count: 1 is the first of the day, 24 the last.
fn hour_of_24(random: &mut Random) -> Table {
    let plain = Plain::of(random, 1, &[3600]);
    let names = [["Date", "Hour"], ["date", "hour ending"], ["Datum", "Stunde"], ["fecha", "hora"]];
    let header = [random.pick(&names).map(str::to_owned).to_vec(), plain.names()].concat();
    let dialect = Dialect::any(random);
    let rows = plain.rows(dialect.missing, |_, at| {
        let date = Date::of(at);
        vec![date.iso_day(), (date.hour + 1).to_string()]
    });
    Table::new(dialect.text(&header, &rows), plain.truth())
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

const FOREIGN: &[(&str, [&str; 12])] = &[
    (
        "{d} {m} {y}",
        [
            "janvier",
            "février",
            "mars",
            "avril",
            "mai",
            "juin",
            "juillet",
            "août",
            "septembre",
            "octobre",
            "novembre",
            "décembre",
        ],
    ),
    (
        "{d}. {m} {y}",
        [
            "Januar",
            "Februar",
            "März",
            "April",
            "Mai",
            "Juni",
            "Juli",
            "August",
            "September",
            "Oktober",
            "November",
            "Dezember",
        ],
    ),
    (
        "{d} de {m} de {y}",
        [
            "enero",
            "febrero",
            "marzo",
            "abril",
            "mayo",
            "junio",
            "julio",
            "agosto",
            "septiembre",
            "octubre",
            "noviembre",
            "diciembre",
        ],
    ),
    (
        "{d} de {m} de {y}",
        [
            "janeiro",
            "fevereiro",
            "março",
            "abril",
            "maio",
            "junho",
            "julho",
            "agosto",
            "setembro",
            "outubro",
            "novembro",
            "dezembro",
        ],
    ),
    (
        "{d} {m} {y}",
        [
            "января",
            "февраля",
            "марта",
            "апреля",
            "мая",
            "июня",
            "июля",
            "августа",
            "сентября",
            "октября",
            "ноября",
            "декабря",
        ],
    ),
    (
        "{d} {m} {y}",
        ["يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"],
    ),
    ("{d} {m} {y}", ["जनवरी", "फ़रवरी", "मार्च", "अप्रैल", "मई", "जून", "जुलाई", "अगस्त", "सितंबर", "अक्टूबर", "नवंबर", "दिसंबर"]),
];

fn foreign_months(random: &mut Random) -> Table {
    let plain = Plain::of(random, 1, ANY_STEP);
    let (form, months) = random.pick(FOREIGN);
    plain.written(&Dialect::any(random), move |at| {
        let date = Date::of(at);
        let day = form.replace("{d}", &date.day.to_string()).replace("{y}", &date.year.to_string());
        format!("{} {}", day.replace("{m}", months[date.month as usize - 1]), date.clock_short())
    })
}

fn local_stamps(random: &mut Random) -> Table {
    let ways: [fn(Date) -> String; 7] = [
        |d| format!("{}/{}/{} {}:{:02}", d.year, d.month, d.day, d.hour, d.minute),
        |d| format!("{}年{}月{}日 {}:{:02}", d.year, d.month, d.day, d.hour, d.minute),
        |d| format!("{}.{}.{} {}.{:02}", d.day, d.month, d.year, d.hour, d.minute),
        |d| format!("{:02}/{:02}/{} {:02}h{:02}", d.day, d.month, d.year, d.hour, d.minute),
        |d| format!("{}. {}. {}. {}:{:02}", d.year, d.month, d.day, d.hour, d.minute),
        |d| format!("{:02}.{:02}.{}, {}", d.day, d.month, d.year, d.clock()),
        |d| format!("{}, {}", d.iso_day(), d.clock_12(false)),
    ];
    let mut plain = Plain::of(random, 1, STEPS);
    while !plain.times.iter().any(|at| Date::of(*at).day > 12) {
        plain = Plain::of(random, 1, STEPS);
    }
    let way = random.pick(&ways);
    plain.written(&Dialect::any(random), move |at| way(Date::of(at)))
}

fn with_weekday(random: &mut Random) -> Table {
    let ways: [fn(Secs, Date) -> String; 4] = [
        |at, d| format!("{} {} {}", &weekday(at)[..3], d.iso_day(), d.clock_short()),
        |at, d| format!("{}, {} {}, {} {}", weekday(at), d.month_name(), d.day, d.year, d.clock_12(false)),
        |at, d| format!("{} ({}) {}", d.iso_day(), &weekday(at)[..3], d.clock_short()),
        |at, d| format!("{} {} {} {} {}", &weekday(at)[..3], d.day, &d.month_name()[..3], d.year, d.clock_short()),
    ];
    let (plain, way) = (Plain::of(random, 1, ANY_STEP), random.pick(&ways));
    plain.written(&Dialect::any(random), move |at| way(at, Date::of(at)))
}

/// From and to, as a monitor's report has them.
fn interval_cell(random: &mut Random) -> Table {
    let plain = Plain::of(random, 1, &[300, 900, 3600]);
    let (step, mark) = (plain.times[1] - plain.times[0], random.pick(&[" - ", " – ", " to ", "/"]));
    plain.written(&Dialect::any(random), move |at| {
        let (from, to) = (Date::of(at), Date::of(at + step));
        let end = if mark == "/" { format!("{}T{}Z", to.iso_day(), to.clock()) } else { to.clock() };
        let start = if mark == "/" {
            format!("{}T{}Z", from.iso_day(), from.clock())
        } else {
            format!("{} {}", from.iso_day(), from.clock())
        };
        format!("{start}{mark}{end}")
    })
}

/// Merged cells: the day stands once, blank below.
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

/// A prefix for each size: 950 kbps, 1.2 Mbps.
fn changing_units(random: &mut Random) -> Table {
    let mut plain = Plain::of(random, 0, STEPS);
    let (name, small, large) = random.pick(&[
        ("download", " kbps", " Mbps"),
        ("throughput", " Mbit/s", " Gbit/s"),
        ("traffic", "K", "M"),
        ("latency", " ms", " s"),
    ]);
    let values: Vec<(String, f64)> = plain
        .times
        .iter()
        .map(|_| {
            let whole = random.from(70, 160) * 10;
            let text =
                if whole < 1_000 { format!("{whole}{small}") } else { format!("{}{large}", fixed(whole / 10, 2)) };
            (text, whole as f64)
        })
        .collect();
    plain.signals =
        vec![Signal { name: name.to_owned(), cells: values.iter().map(|(text, _)| Some(text.clone())).collect() }];
    let numbers: Vec<f64> = values.iter().map(|(_, number)| *number).collect();
    let (dialect, stamp) = (Dialect::any(random), clock::plain(random));
    let text = dialect.text(&plain.header(), &plain.rows("", |_, at| vec![stamp(at)]));
    Table::new(text, vec![Series::new(name, &plain.times, &numbers)]).any_unit()
}

fn footnote_marks(random: &mut Random) -> Table {
    let plain = Plain::of(random, 1, ANY_STEP);
    let mark = random.pick(&["*", " *", "¹", " (p)", "†", " r", "e"]);
    let dialect = Dialect { quotes: Quotes::Needed, ..Dialect::any(random) };
    let stamp = clock::plain(random);
    let mut rows = plain.rows("", |_, at| vec![stamp(at)]);
    let last = rows.len() - random.from(2, 8) as usize;
    rows[last..].iter_mut().for_each(|row| row[1] += mark);
    Table::new(dialect.text(&plain.header(), &rows), plain.truth())
}

//! Numbers and stamps as programs of many places show them.

use super::{Make, Plain};
use crate::tables::clock::{self, ANY_STEP, Date, STEPS, Secs, days_to, weekday};
use crate::tables::judge::{Series, Table};
use crate::tables::random::Random;
use crate::tables::signal::{Measure, Signal, fixed, grouped};
use crate::tables::write::{Dialect, Quotes};

pub const KINDS: &[(&str, Make)] = &[
    ("a spreadsheet's German, French and Swiss numbers", local_numbers),
    ("week dates", week_dates),
    ("a date and an hour from 1 to 24", hour_of_24),
    ("months in words of other languages", foreign_months),
    ("stamps as spreadsheets of many places show them", local_stamps),
    ("stamps with the day of the week", with_weekday),
    ("two ends of an interval in one cell", interval_cell),
    ("units that change from row to row", changing_units),
    ("numbers with marks of footnotes", footnote_marks),
];

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

//! Notations of numbers.

use super::{Make, Plain};
use crate::tables::clock;
use crate::tables::judge::{Series, Table};
use crate::tables::random::Random;
use crate::tables::signal::{Measure, Signal, digits, fixed, grouped};
use crate::tables::write::{Dialect, Quotes};

pub const KINDS: &[(&str, Make)] = &[
    ("decimal comma", decimal_comma),
    ("thousands by points", point_thousands),
    ("thousands by commas", comma_thousands),
    ("lakhs", lakhs),
    ("thousands by spaces and apostrophes", other_thousands),
    ("Persian and Arabic numbers", other_digits),
    ("prefixes beside bare numbers", prefixes),
    ("units in cells", units),
    ("units in the header", units_in_header),
    ("percent", percent),
    ("exponents", exponents),
    ("sentinels", sentinels),
    ("missing words", missing),
];

/// Rewrites the values of a table of one signal.
fn rewritten(random: &mut Random, measure: Measure, dialect: &Dialect, write: impl Fn(&str) -> String) -> Table {
    let mut plain = Plain::of(random, 1, clock::ANY_STEP);
    plain.signals = vec![Signal::new(random, measure, plain.times.len())];
    let stamp = clock::plain(random);
    let rows = plain.times.iter().zip(&plain.signals[0].cells);
    let rows: Vec<Vec<String>> =
        rows.map(|(at, cell)| vec![stamp(*at), write(cell.as_deref().unwrap_or_default())]).collect();
    Table::new(dialect.text(&plain.header(), &rows), plain.truth())
}

/// A measure around a height that has thousands and smaller values.
fn thousands(random: &mut Random) -> Measure {
    let names = ["users", "Nutzer", "usuarios", "visitas", "pengguna", "requests", "kullanıcı", "value"];
    Measure(random.pick(&names), random.pick(&[1_400, 2_100, 64_000, 1_300_000]), 0)
}

fn decimal_comma(random: &mut Random) -> Table {
    let decimals = random.pick(&[1, 2, 2, 3]);
    let measure = Measure(random.pick(&["Wert", "valeur", "valor", "Bandbreite", "value"]), 97, decimals);
    let dialect = Dialect::of(random, &[';', ';', '\t', ',']);
    rewritten(random, measure, &dialect, |plain| plain.replace('.', ","))
}

fn point_thousands(random: &mut Random) -> Table {
    let decimals = random.pick(&[0, 0, 1, 2]);
    let measure = Measure(thousands(random).0, thousands(random).1, decimals);
    let dialect = Dialect::of(random, &[';', '\t']);
    rewritten(random, measure, &dialect, |plain| grouped(plain, ".", ",", &[3]))
}

fn comma_thousands(random: &mut Random) -> Table {
    let decimals = random.pick(&[0, 0, 1, 2]);
    let measure = Measure(thousands(random).0, thousands(random).1, decimals);
    let dialect = Dialect::of(random, &[',', '\t', '|']);
    rewritten(random, measure, &dialect, |plain| grouped(plain, ",", ".", &[3]))
}

fn lakhs(random: &mut Random) -> Table {
    let measure = Measure(random.pick(&["users", "उपयोगकर्ता", "subscribers"]), random.pick(&[140_000, 2_300_000]), 0);
    let dialect = Dialect::of(random, &[',', '\t', ';']);
    rewritten(random, measure, &dialect, |plain| grouped(plain, ",", ".", &[3, 2]))
}

fn other_thousands(random: &mut Random) -> Table {
    let mark = random.pick(&[" ", "\u{a0}", "\u{202f}", "\u{2009}", "'", "’"]);
    let measure = Measure(thousands(random).0, thousands(random).1, random.pick(&[0, 1]));
    let dialect = Dialect::of(random, &[';', '\t', ',']);
    let decimal = if mark == "'" || mark == "’" { "." } else { random.pick(&[",", "."]) };
    rewritten(random, measure, &dialect, |plain| grouped(plain, mark, decimal, &[3]))
}

fn other_digits(random: &mut Random) -> Table {
    let zero = random.pick(&['۰', '٠']);
    let name = if zero == '۰' { "کاربران" } else { "المستخدمون" };
    let (height, decimals) = random.pick(&[(900, 0), (88, 1), (64_000, 0)]);
    let grouping = random.one_in(2);
    let dialect = Dialect::of(random, &[',', ';', '\t']);
    rewritten(random, Measure(name, height, decimals), &dialect, |plain| {
        let text = if grouping { grouped(plain, "٬", "٫", &[3]) } else { plain.replace('.', "٫") };
        digits(&text, zero)
    })
}

/// A dashboard leaves the prefix out below a thousand.
fn prefixes(random: &mut Random) -> Table {
    let mut plain = Plain::of(random, 1, clock::STEPS);
    let values: Vec<(String, i64)> = (0..plain.times.len())
        .map(|_| {
            let whole = random.from(600, 1_400);
            if whole < 1_000 {
                (whole.to_string(), whole)
            } else {
                (format!("{} K", fixed(whole / 10, 2)), whole / 10 * 10)
            }
        })
        .collect();
    plain.signals.truncate(1);
    plain.signals[0].cells = values.iter().map(|(text, _)| Some(text.clone())).collect();
    let numbers: Vec<f64> = values.iter().map(|(_, number)| *number as f64).collect();
    let (dialect, stamp) = (Dialect::of(random, &[',', ';', '\t']), clock::plain(random));
    let rows = plain.rows("", |_, at| vec![stamp(at)]);
    let series = Series::new(&plain.signals[0].name, &plain.times, &numbers);
    Table::new(dialect.text(&plain.header(), &rows), vec![series])
}

fn units(random: &mut Random) -> Table {
    let (name, unit) = random.pick(&[
        ("latency", " ms"),
        ("rtt", "ms"),
        ("download", " Mbps"),
        ("throughput", " Mbit/s"),
        ("Durchsatz", " Mb/s"),
        ("traffic", " Gbps"),
        ("signal level", " dBm"),
        ("download", " MB/s"),
    ]);
    let (height, decimals) = random.pick(&[(40, 1), (88, 2), (140, 0)]);
    let dialect = Dialect::any(random);
    rewritten(random, Measure(name, height, decimals), &dialect, |plain| format!("{plain}{unit}")).any_unit()
}

fn units_in_header(random: &mut Random) -> Table {
    let mut plain = Plain::of(random, 1, clock::ANY_STEP);
    let (name, unit) =
        random.pick(&[("latency", "ms"), ("Download", "Mbit/s"), ("traffic", "Gbps"), ("bandwidth", "kB/s")]);
    plain.signals[0].name = name.to_owned();
    let header = [vec![plain.time_word.to_owned()], vec![format!("{name} ({unit})")]].concat();
    let (dialect, stamp) = (Dialect::any(random), clock::plain(random));
    let rows = plain.rows(dialect.missing, |_, at| vec![stamp(at)]);
    Table::new(dialect.text(&header, &rows), plain.truth())
}

fn percent(random: &mut Random) -> Table {
    let mark = random.pick(&["%", " %", "%"]);
    let measure =
        Measure(random.pick(&["availability", "reachable", "uptime", "Verfügbarkeit"]), 96, random.pick(&[0, 1, 2]));
    let dialect = Dialect::any(random);
    rewritten(random, measure, &dialect, |plain| format!("{plain}{mark}")).any_unit()
}

fn exponents(random: &mut Random) -> Table {
    let dialect = Dialect { quotes: Quotes::Needed, ..Dialect::any(random) };
    let upper = random.one_in(2);
    rewritten(random, Measure("traffic", 620_000, 0), &dialect, |plain| {
        let text = format!("{:e}", plain.parse::<f64>().unwrap());
        if upper { text.replace('e', "E+") } else { text }
    })
}

/// A number that can't be, repeated: the mark of a program for a missing value.
fn sentinels(random: &mut Random) -> Table {
    let mut plain = Plain::of(random, 1, clock::STEPS);
    let measure = random.pick(&[Measure("rtt", 40, 1), Measure("users", 1_000, 0), Measure("download_mbps", 60, 2)]);
    let mark = random.pick(&["-1", "-999", "9999", "-9999", "-1"]);
    let signal = Signal::new(random, measure, plain.times.len()).with_gaps(random, 9);
    plain.signals = vec![signal];
    let (mut dialect, stamp) = (Dialect::any(random), clock::plain(random));
    dialect.missing = mark;
    plain.written(&dialect, stamp)
}

fn missing(random: &mut Random) -> Table {
    let mut plain = Plain::of(random, 2, clock::ANY_STEP);
    plain.signals = plain.signals.into_iter().map(|signal| signal.with_gaps(random, 6)).collect();
    let words =
        ["", "NaN", "nan", "null", "NULL", "N/A", "n/a", "NA", "-", "--", "None", "\\N", "#N/A", "(null)", "nil"];
    let mut dialect = Dialect::any(random);
    dialect.missing = random.pick(&words);
    plain.written(&dialect, clock::plain(random))
}

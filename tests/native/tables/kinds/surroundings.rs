//! What stands around the rows: preambles, comments, units, totals, quotes, encodings.

use super::{Make, Plain, cells};
use crate::tables::clock;
use crate::tables::judge::Table;
use crate::tables::random::Random;
use crate::tables::write::{Dialect, Quotes};

pub const KINDS: &[(&str, Make)] = &[
    ("comments", comments),
    ("a preamble before the header", preamble),
    ("a row of units below the header", units_row),
    ("a row of totals at the end", totals),
    ("quotes and line ends in cells", quotes),
    ("blanks around cells and empty lines", blanks),
    ("byte-order marks and UTF-16", marks),
    ("old encodings", old_encodings),
    ("a line that says how cells are parted", sep_line),
    ("a comma at the end of each line", trailing),
];

fn comments(random: &mut Random) -> Table {
    let plain = Plain::new(random);
    let (mut dialect, stamp) = (Dialect::any(random), clock::plain(random));
    dialect.mark = false;
    let text = dialect.text(&plain.header(), &plain.rows(dialect.missing, |_, at| vec![stamp(at)]));
    let mut lines: Vec<&str> = text.split(dialect.line_end).collect();
    for _ in 0..random.from(1, 4) {
        lines.insert(0, random.pick(&["# measured by a probe", "# unit: people", "#", "# source: example.org, v2"]));
    }
    if random.one_in(2) {
        let at = random.from(lines.len() as i64 / 2, lines.len() as i64 - 1) as usize;
        lines.insert(at, "# the probe was moved");
    }
    Table::new(lines.join(dialect.line_end), plain.truth())
}

fn preamble(random: &mut Random) -> Table {
    let plain = Plain::new(random);
    let (mut dialect, stamp) = (Dialect::any(random), clock::plain(random));
    dialect.mark = false;
    let text = dialect.text(&plain.header(), &plain.rows(dialect.missing, |_, at| vec![stamp(at)]));
    let before = random.pick(&[
        "Report: users online\n",
        "Exported on 2025-02-03 by the monitor\n\n",
        "Title;Users\nUnit;people\n\n",
        "Device: router-7\nInterface: eth0\nPeriod: all\n",
        "\n\nUsers of the network\n",
    ]);
    Table::new(format!("{}{text}", before.replace('\n', dialect.line_end)), plain.truth())
}

fn units_row(random: &mut Random) -> Table {
    let plain = Plain::new(random);
    let (dialect, stamp) = (Dialect::any(random), clock::plain(random));
    let unit = random.pick(&["people", "Mbit/s", "(count)", "[1/s]"]);
    let units =
        [vec![random.pick(&["UTC", "", "[UTC]"]).to_owned()], vec![unit.to_owned(); plain.signals.len()]].concat();
    let rows = [vec![units], plain.rows(dialect.missing, |_, at| vec![stamp(at)])].concat();
    Table::new(dialect.text(&plain.header(), &rows), plain.truth())
}

fn totals(random: &mut Random) -> Table {
    let plain = Plain::of(random, 1, clock::STEPS);
    let (dialect, stamp) = (Dialect::any(random), clock::plain(random));
    let mut rows = plain.rows(dialect.missing, |_, at| vec![stamp(at)]);
    let word = random.pick(&["Total", "Average", "Summe", "TOTAL", "Mean", "مجموع", "Итого"]);
    rows.push(cells([word, "912834"]));
    Table::new(dialect.text(&plain.header(), &rows), plain.truth())
}

/// Names with delimiters, doubled quotes and line ends in them.
fn quotes(random: &mut Random) -> Table {
    let mut plain = Plain::new(random);
    let names = ["users, \"all\"", "users; paying", "users\nonline", "a|b", "tab\there", "\"quoted\""];
    let names = random.some(&names, plain.signals.len());
    plain.signals.iter_mut().zip(names).for_each(|(signal, name)| signal.name = name.to_owned());
    let dialect = Dialect::any(random);
    plain.written(&dialect, clock::plain(random))
}

fn blanks(random: &mut Random) -> Table {
    let plain = Plain::new(random);
    let (mut dialect, stamp) = (Dialect::of(random, &[',', ';', '|']), clock::plain(random));
    (dialect.quotes, dialect.mark) = (Quotes::Needed, false);
    let pad = random.pick(&[(" ", ""), (" ", " "), ("", "  ")]);
    let padded = |row: Vec<String>| row.into_iter().map(|cell| format!("{}{cell}{}", pad.0, pad.1)).collect();
    let rows: Vec<Vec<String>> = plain.rows("", |_, at| vec![stamp(at)]).into_iter().map(padded).collect();
    let text = dialect.text(&plain.header(), &rows);
    let mut lines: Vec<&str> = text.split(dialect.line_end).collect();
    if random.one_in(2) {
        lines.insert(lines.len() / 2, "");
    }
    Table::new(lines.join(dialect.line_end), plain.truth())
}

fn marks(random: &mut Random) -> Table {
    let plain = Plain::new(random);
    let mut dialect = Dialect::any(random);
    dialect.mark = false;
    let mut table = plain.written(&dialect, clock::plain(random));
    let text = String::from_utf8(table.bytes).unwrap();
    let (little, mark) = (random.one_in(2), random.one_in(2));
    let text = if mark { format!("\u{feff}{text}") } else { text };
    table.bytes = match random.from(0, 3) {
        0 => text.into_bytes(),
        _ => {
            text.encode_utf16().flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
        }
    };
    table
}

/// Two places, and their bytes in an encoding of one byte a letter: Windows-1256, Windows-1251, KOI8-R, Windows-1252.
const OLD: &[([&str; 2], [&[u8]; 2])] = &[
    (["تهران", "قم"], [b"\xCA\xE5\xD1\xC7\xE4", b"\xDE\xE3"]),
    (["Москва", "Казань"], [b"\xCC\xEE\xF1\xEA\xE2\xE0", b"\xCA\xE0\xE7\xE0\xED\xFC"]),
    (["Москва", "Казань"], [b"\xED\xCF\xD3\xCB\xD7\xC1", b"\xEB\xC1\xDA\xC1\xCE\xD8"]),
    (["München", "Köln"], [b"M\xFCnchen", b"K\xF6ln"]),
];

/// A long table whose names are in an encoding of one byte a letter: read, or said.
fn old_encodings(random: &mut Random) -> Table {
    let plain = Plain::of(random, 0, clock::STEPS);
    let (names, bytes) = random.pick(OLD);
    let values: Vec<[i64; 2]> = plain.times.iter().map(|_| [random.from(900, 1_000), random.from(90, 100)]).collect();
    let mut text = b"time,place,users\n".to_vec();
    let stamp = clock::plain(random);
    for (at, pair) in plain.times.iter().zip(&values) {
        for (place, value) in bytes.iter().zip(pair) {
            text.extend([stamp(*at).as_bytes(), b",", place, b",", value.to_string().as_bytes(), b"\n"].concat());
        }
    }
    let series = names.iter().enumerate().map(|(i, name)| {
        let values: Vec<f64> = values.iter().map(|pair| pair[i] as f64).collect();
        crate::tables::judge::Series::new(name, &plain.times, &values)
    });
    Table { bytes: text, ..Table::new(String::new(), series.collect()) }
}

fn sep_line(random: &mut Random) -> Table {
    let plain = Plain::new(random);
    let (mut dialect, stamp) = (Dialect::any(random), clock::plain(random));
    dialect.mark = false;
    let text = dialect.text(&plain.header(), &plain.rows(dialect.missing, |_, at| vec![stamp(at)]));
    Table::new(format!("sep={}{}{text}", dialect.delimiter, dialect.line_end), plain.truth())
}

fn trailing(random: &mut Random) -> Table {
    let plain = Plain::new(random);
    let (mut dialect, stamp) = (Dialect::any(random), clock::plain(random));
    dialect.quotes = Quotes::Needed;
    let both = random.one_in(2);
    let end = |row: Vec<String>| [row, cells([""])].concat();
    let rows: Vec<Vec<String>> = plain.rows(dialect.missing, |_, at| vec![stamp(at)]).into_iter().map(end).collect();
    let header = if both { end(plain.header()) } else { plain.header() };
    Table::new(dialect.text(&header, &rows), plain.truth())
}

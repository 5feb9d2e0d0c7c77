//! A table of words → the bytes of a file, in one of many dialects.

use crate::tables::random::Random;

/// Which cells are put into quotes.
#[derive(Clone, Copy, PartialEq)]
pub enum Quotes {
    Needed,
    All,
    Words,
}

/// How a file is written.
#[derive(Clone)]
pub struct Dialect {
    pub delimiter: char,
    pub quotes: Quotes,
    pub line_end: &'static str,
    pub last_end: bool,
    pub mark: bool,
    pub missing: &'static str,
}

impl Dialect {
    /// Any dialect.
    pub fn any(random: &mut Random) -> Dialect {
        Dialect::of(random, &[',', ',', ';', '\t', '|'])
    }

    /// A dialect with one of these delimiters.
    pub fn of(random: &mut Random, delimiters: &[char]) -> Dialect {
        Dialect {
            delimiter: random.pick(delimiters),
            quotes: random.pick(&[Quotes::Needed, Quotes::Needed, Quotes::Needed, Quotes::All, Quotes::Words]),
            line_end: random.pick(&["\n", "\n", "\r\n"]),
            last_end: !random.one_in(4),
            mark: random.one_in(8),
            missing: random.pick(&["", "", "NaN", "null", "N/A", "NA", "-", "NULL", "n/a", "None"]),
        }
    }

    /// The text of a table.
    pub fn text(&self, header: &[String], rows: &[Vec<String>]) -> String {
        let mut lines: Vec<String> = Vec::new();
        if !header.is_empty() {
            lines.push(self.line(header));
        }
        lines.extend(rows.iter().map(|row| self.line(row)));
        let mark = if self.mark { "\u{feff}" } else { "" };
        let end = if self.last_end { self.line_end } else { "" };
        format!("{mark}{}{end}", lines.join(self.line_end))
    }

    /// One line, without its end.
    pub fn line(&self, cells: &[String]) -> String {
        let cells: Vec<String> = cells.iter().map(|cell| self.cell(cell)).collect();
        cells.join(&self.delimiter.to_string())
    }

    fn cell(&self, cell: &str) -> String {
        let needed = cell.contains([self.delimiter, '"', '\n', '\r']);
        let number = cell.parse::<f64>().is_ok();
        let quoted = match self.quotes {
            Quotes::Needed => needed,
            Quotes::All => true,
            Quotes::Words => needed || !number && !cell.is_empty(),
        };
        if quoted { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
    }
}

/// Words that head a column of moments, of dates and of times of day, a language each.
pub const TIME_WORDS: &[(&str, &str, &str)] = &[
    ("time", "date", "time"),
    ("timestamp", "Date", "Time"),
    ("Zeit", "Datum", "Uhrzeit"),
    ("Zeitstempel", "Tag", "Zeit"),
    ("fecha y hora", "fecha", "hora"),
    ("date et heure", "Date", "Heure"),
    ("data e hora", "data", "hora"),
    ("дата и время", "Дата", "Время"),
    ("زمان", "تاریخ", "ساعت"),
    ("التاريخ والوقت", "التاريخ", "الوقت"),
    ("时间", "日期", "时间"),
    ("시간", "날짜", "시간"),
    ("समय", "दिनांक", "समय"),
    ("datetime", "DATE", "TIME"),
    ("measured_at", "day", "time"),
];

//! Finds the header above the data: titles, a header of up to three rows, a row of units.
//!
//! In: the first rows. Out: the header, the units, the titles, and where the data begin. The data begin where the column that
//! holds the most stamps has its first one; lines above it that hold stamps elsewhere (a range) are titles.

use super::across;
use super::dialect::{Dialect, HeadRow};
use super::headless;
use super::rows::BLANKS;
use crate::base::error::label;
use crate::read::scalar::clock::time_of_day;
use crate::read::scalar::label::Label;
use crate::read::scalar::number::{self, Commas};
use crate::read::scalar::timestamp::{is_any_stamp, is_stamp};
use crate::read::scalar::unit;
use std::collections::BTreeSet;

/// Rows that a header can have.
const DEEPEST: usize = 3;

/// Splits what stands above the data off.
pub(crate) fn split_off(dialect: &mut Dialect, rows: Vec<HeadRow>) {
    let dated = across::header(&rows);
    let first = dated.map_or_else(|| first_row(&rows), |header| header + 1);
    let cells = |i: usize| rows.get(i).map(|(_, _, row)| row.as_slice()).unwrap_or_default();
    let width = cells(first).len();
    // Sums may stand between the header and the data.
    let above = (0..first).rev().find(|row| !is_sums(cells(*row))).map_or(0, |row| row + 1);
    let nearest =
        above.checked_sub(1).map(cells).filter(|row| dated.is_some() || row.len() + 1 >= width && !is_numbers(row));
    let mut begin = first;
    if let Some(nearest) = nearest {
        begin = above - 1;
        let mut row = nearest;
        while needs_more(row, cells(first)) && above - begin < DEEPEST && begin > 0 && follows(&rows, begin) {
            row = cells(begin - 1);
            if row.len() != nearest.len() || row.len() < 2 {
                break;
            }
            begin -= 1;
        }
        set_header(dialect, (begin..above).map(cells).collect());
        name_row_names(dialect, cells(first));
        name_clock(dialect, cells(first));
    } else if first > 0 {
        // A row of numbers alone belongs to the data, though its stamp is damaged.
        begin =
            if first.checked_sub(1).map(cells).is_some_and(|row| row.len() + 1 >= width) { first - 1 } else { first };
    }
    for i in 0..begin {
        let words = cells(i).iter().map(|cell| String::from_utf8_lossy(cell).trim().to_owned());
        dialect.titles.push(words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "));
    }
    let data = if nearest.is_some() { first } else { begin };
    if let Some((line, byte, _)) = rows.get(data) {
        (dialect.line, dialect.byte) = (*line, *byte as usize);
    }
    // Tables one below the other repeat their header.
    let header = &dialect.header;
    let again = |row: &Vec<Vec<u8>>| {
        let same = |(cell, label): (&Vec<u8>, &String)| cell.trim_ascii() == label.as_bytes();
        !header.is_empty() && row.iter().zip(header).all(same)
    };
    let comment = |row: &Vec<Vec<u8>>| {
        row.first().is_some_and(|cell| cell.starts_with(b"#")) && !row.iter().any(|cell| is_any_stamp(cell))
    };
    dialect.sample =
        rows.into_iter().skip(data).map(|(_, _, row)| row).filter(|row| !again(row) && !comment(row)).collect();
    headless::name(dialect);
}

/// The first row of data.
fn first_row(rows: &[HeadRow]) -> usize {
    for test in [is_stamp as fn(&[u8]) -> bool, is_any_stamp] {
        let mut counts: Vec<usize> = Vec::new();
        for (_, _, row) in rows.iter().take(60) {
            counts.resize(counts.len().max(row.len()), 0);
            row.iter().zip(counts.iter_mut()).for_each(|(cell, count)| *count += usize::from(test(cell)));
        }
        let Some(most) = counts.iter().max().copied().filter(|most| *most > 0) else { continue };
        let column = counts.iter().position(|count| *count == most).unwrap_or(0);
        let stamped = |row: &HeadRow| row.2.get(column).is_some_and(|cell| test(cell));
        if let Some(first) = rows.iter().position(stamped) {
            return first;
        }
    }
    usize::from(rows.len() > 1)
}

/// True where no blank line stands between a row and the one above it.
fn follows(rows: &[HeadRow], row: usize) -> bool {
    let line = |i: usize| rows.get(i).map(|(line, ..)| *line);
    row.checked_sub(1).and_then(line).zip(line(row)).is_some_and(|(above, own)| own == above + 1)
}

/// A word for a sum before numbers alone: `Average, 950, 720`.
fn is_sums(row: &[Vec<u8>]) -> bool {
    const WORDS: &str = "total totals sum average avg mean median min minimum max maximum summe gesamt mittelwert durchschnitt somme \
        moyenne promedio suma média mittel среднее итого сумма مجموع میانگین المجموع المتوسط 合计 平均 합계 평균 कुल औसत";
    let word = |cell: &Vec<u8>| Label::of(&String::from_utf8_lossy(cell)).is(WORDS);
    row.split_first().is_some_and(|(first, rest)| word(first) && is_numbers(rest))
}

fn is_numbers(row: &[Vec<u8>]) -> bool {
    let is_number = |cell: &Vec<u8>| matches!(number::read(cell, Commas::Decimal), number::Cell::Number(_));
    row.iter().all(|cell| is_number(cell) || number::is_missing(cell)) && row.iter().any(is_number)
}

/// True for a row that cannot be the header alone: a row of units, or one without a label above a column that is filled.
fn needs_more(row: &[Vec<u8>], data: &[Vec<u8>]) -> bool {
    let is_blank = |cell: &Vec<u8>| cell.trim_ascii().is_empty();
    let unnamed = row.iter().zip(data).any(|(label, cell)| is_blank(label) && !is_blank(cell));
    let says = |cell: &Vec<u8>| {
        Label::of(&String::from_utf8_lossy(cell)).is("unit units einheit einheiten unidad unidades unité unités")
    };
    let begins = row.first().is_some_and(|cell| is_unit(cell) || is_blank(cell) || says(cell));
    // A data frame's index has no name.
    let index = row.first().is_some_and(is_blank) && row.iter().skip(1).any(|cell| is_stamp_label(cell));
    row.len() > 1 && (begins || unnamed || row.iter().all(|cell| is_unit(cell)) || has_twins(row)) && !index
}

/// True where a name stands over several columns: what parts them stands above.
fn has_twins(row: &[Vec<u8>]) -> bool {
    let names: BTreeSet<&[u8]> = row.iter().map(|cell| cell.trim_ascii()).filter(|name| !name.is_empty()).collect();
    names.len() < row.iter().filter(|cell| !cell.trim_ascii().is_empty()).count()
}

/// Statistics programs leave out the name of the first column, that of the rows.
fn name_row_names(dialect: &mut Dialect, row: &[Vec<u8>]) {
    let stamped = |column: usize| row.get(column).is_some_and(|cell| is_any_stamp(cell));
    let time = dialect.header.iter().position(|name| is_stamp_label(name.as_bytes()));
    if dialect.header.len() + 1 == row.len() && time.is_some_and(|time| !stamped(time) && stamped(time + 1)) {
        dialect.header.insert(0, String::new());
        if !dialect.units.is_empty() {
            dialect.units.insert(0, String::new());
        }
    }
}

/// Where blanks part cells, a date and its time of day are two below one name.
fn name_clock(dialect: &mut Dialect, row: &[Vec<u8>]) {
    let two = |column: usize| {
        let named = dialect.header.get(column).is_some_and(|name| is_stamp_label(name.as_bytes()));
        let clock = row.get(column + 1).is_some_and(|cell| time_of_day(cell).is_some());
        named && clock && row.get(column).is_some_and(|cell| is_stamp(cell))
    };
    if dialect.delimiter == BLANKS
        && dialect.header.len() + 1 == row.len()
        && let Some(column) = (0..row.len()).find(|column| two(*column))
    {
        dialect.header.insert(column + 1, String::new());
    }
}

fn is_stamp_label(cell: &[u8]) -> bool {
    super::header::is_time_name(&String::from_utf8_lossy(cell))
}

/// `ms`, `%`, `[1/s]`, `(count)`, `UTC`.
fn is_unit(cell: &[u8]) -> bool {
    // A rule of a page's table is no label.
    if cell.iter().all(|b| matches!(b, b'-' | b':' | b' ')) && cell.contains(&b'-') {
        return true;
    }
    let text = String::from_utf8_lossy(cell.trim_ascii()).into_owned();
    let bracketed = (text.starts_with('(') && text.ends_with(')')) || (text.starts_with('[') && text.ends_with(']'));
    bracketed || text == "%" || text.eq_ignore_ascii_case("utc") || (!text.is_empty() && unit::scale(&text).is_some())
}

/// The names of groups, each over all of its columns: merged cells hold them in the first alone.
fn spread(row: &[String]) -> Vec<String> {
    let merged = row.iter().filter(|word| !word.is_empty()).count() > 1;
    let mut all: Vec<String> = Vec::with_capacity(row.len());
    for word in row {
        let before = all.last().filter(|_| merged && word.is_empty());
        all.push(before.unwrap_or(word).clone());
    }
    all
}

/// Makes one header of its rows: the row with the most labels gives them, the others fill its blanks or are units.
fn set_header(dialect: &mut Dialect, rows: Vec<&[Vec<u8>]>) {
    let text = |cell: &Vec<u8>| label(&String::from_utf8_lossy(cell).replace("\r\n", " "));
    let labels = |row: &&[Vec<u8>]| row.iter().filter(|cell| !cell.trim_ascii().is_empty() && !is_unit(cell)).count();
    let main = rows.iter().enumerate().max_by_key(|(i, row)| (labels(row), rows.len() - i)).map_or(0, |(i, _)| i);
    let width = rows.get(main).map_or(0, |row| row.len());
    let words: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(text).collect()).collect();
    let groups: Vec<Vec<String>> = words.iter().take(main).map(|row| spread(row)).collect();
    let cell = |row: usize, column: usize| words.get(row).and_then(|row| row.get(column)).cloned().unwrap_or_default();
    let others: Vec<usize> = (0..rows.len()).filter(|row| *row != main).collect();
    let named: Vec<String> = (0..width).map(|column| cell(main, column)).collect();
    let doubled = |name: &String| named.iter().filter(|other| *other == name).count() > 1;
    for (column, name) in named.iter().enumerate() {
        let mut below = others.iter().map(|row| cell(*row, column)).filter(|word| !word.is_empty());
        let mut above = groups.iter().filter_map(|row| row.get(column)).filter(|word| !word.is_empty());
        let label = match below.next() {
            _ if !name.is_empty() && doubled(name) && above.clone().next().is_some() => {
                format!("{} {name}", above.next_back().cloned().unwrap_or_default())
            }
            Some(word) if name.is_empty() && !is_unit(word.as_bytes()) => word,
            Some(word) if !name.is_empty() && doubled(name) => format!("{name} {word}"),
            _ => name.clone(),
        };
        dialect.header.push(label);
    }
    if !others.is_empty() {
        let unit = |column: usize| {
            let own = |row: &&usize| **row > main || is_unit(cell(**row, column).as_bytes());
            let mut words = others.iter().filter(own).map(|row| cell(*row, column)).filter(|word| !word.is_empty());
            words.next_back().map(|word| word.trim_matches(['(', ')', '[', ']']).to_owned()).unwrap_or_default()
        };
        dialect.units = (0..width).map(unit).collect();
    }
    // Two mean one in a comment and in a header: "# time" names the column "time".
    if let Some(first) = dialect.header.first_mut()
        && let Some(name) = first.strip_prefix('#').map(str::trim).filter(|name| !name.is_empty())
    {
        *first = name.to_owned();
    }
}

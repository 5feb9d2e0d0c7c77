//! Lists of lists: which of the unnamed columns is the time.
//!
//! In: the first rows, their columns numbered. Out: names: those of a first row of words, else `time` for the column whose
//! cells rise (or fall) by one step, `value` for the others. Graphite writes the value before the time.

use crate::read::json::moment;
use crate::read::scalar::number;

/// Names the numbered columns; true where the first row was their header, which is taken away.
pub(crate) fn name_columns(header: &mut [String], rows: &mut Vec<Vec<String>>) -> bool {
    let numbered: Vec<usize> =
        header.iter().enumerate().filter(|(_, name)| name.parse::<usize>().is_ok()).map(|(i, _)| i).collect();
    if let Some(words) = header_row(&numbered, rows) {
        rows.remove(0);
        for (column, word) in numbered.iter().zip(words) {
            if let Some(name) = header.get_mut(*column) {
                *name = word;
            }
        }
        return true;
    }
    let time = numbered.iter().copied().max_by_key(|column| (steadiness(*column, rows), std::cmp::Reverse(*column)));
    let time = time.filter(|column| steadiness(*column, rows) > 0);
    let mut values = 0;
    for column in numbered {
        let Some(name) = header.get_mut(column) else { continue };
        *name = if Some(column) == time {
            "time".to_owned()
        } else {
            values += 1;
            if values == 1 { "value".to_owned() } else { format!("value {values}") }
        };
    }
    false
}

/// The words of a first row that is a header: all words, above a row that is not.
fn header_row(columns: &[usize], rows: &[Vec<String>]) -> Option<Vec<String>> {
    let (first, second) = (rows.first()?, rows.get(1)?);
    let words = |row: &Vec<String>| -> Option<Vec<String>> {
        let cell = |column: &usize| row.get(*column).filter(|cell| is_word(cell)).cloned();
        columns.iter().map(cell).collect()
    };
    if words(second).is_some() { None } else { words(first) }
}

fn is_word(cell: &str) -> bool {
    !cell.is_empty() && !moment::is_moment(cell) && number::plain(cell.as_bytes()).is_none()
}

/// How well a column makes the time, from 0 to 1000: the share of neighbours whose distance is the usual one. All cells
/// have to be moments in one order.
fn steadiness(column: usize, rows: &[Vec<String>]) -> u32 {
    let cells = rows.iter().filter_map(|row| row.get(column)).filter(|cell| !cell.is_empty());
    let moments: Option<Vec<i64>> = cells.map(|cell| moment::of_text(cell)).collect();
    let Some(moments) = moments.filter(|moments| !moments.is_empty()) else { return 0 };
    let mut steps: Vec<i64> = moments.iter().zip(moments.iter().skip(1)).map(|(a, b)| b - a).collect();
    let ordered = steps.iter().all(|step| *step >= 0) || steps.iter().all(|step| *step <= 0);
    if steps.is_empty() {
        return 1;
    }
    steps.sort();
    let usual = steps.get(steps.len() / 2).copied().unwrap_or(0);
    if usual == 0 {
        return 0;
    }
    let same = steps.iter().filter(|step| **step == usual).count();
    let share = (same * 900 / steps.len()) as u32;
    if ordered { share + 100 } else { share / 10 + 1 }
}

//! The columns of a table of years by months.
//!
//! In: the first rows. Out: the columns of its values, the words that name its rows, what is left out and said.

use super::dialect::Dialect;
use super::interpretation::{Form, Layout};
use super::pivot::{Pivot, is_sum};
use super::roles::GivenRoles;
use crate::base::error::{label, quote};
use crate::base::{Code, SourceColumn};
use crate::read::scalar::marks::infer_marks;
use crate::read::scalar::number;
use crate::read::scalar::timestamp::Style;
use crate::read::series::builder::Column;
use crate::read::series::classify;

/// What the columns of such a table are; `None` for any other.
pub(super) fn layout(dialect: &Dialect, said: GivenRoles<'_>) -> Option<Layout> {
    if !said.is_empty() {
        return None;
    }
    let pivot = Pivot::of(dialect)?;
    let cells: Vec<&[u8]> = pivot.columns.iter().flat_map(|(column, _)| dialect.cells(*column)).collect();
    let read = |cell: &&&[u8]| number::is_missing(cell) || number::measured(cell, number::Commas::Grouping).is_some();
    if cells.iter().filter(read).count() * 10 < cells.len() * 8 {
        return None;
    }
    let marks = cells.iter().copied().filter(|cell| !number::is_missing(cell));
    let (commas, _) = infer_marks(marks, matches!(dialect.delimiter, b';' | b'\t'));
    let mut layout = Layout { time: pivot.row, style: Some(Style::Iso), ..Layout::default() };
    layout.forms = vec![Form::Number(commas); dialect.width()];
    layout.keys = (0..dialect.width()).filter(|column| is_key(dialect, &pivot, *column)).collect();
    layout.values = vec![(pivot.columns.first()?.0, about(dialect))];
    describe(dialect, &mut layout, &pivot);
    layout.pivot = Some(pivot);
    Some(layout)
}

/// True for words that name the rows.
fn is_key(dialect: &Dialect, pivot: &Pivot, column: usize) -> bool {
    let number = |cell: &[u8]| number::is_missing(cell) || number::measured(cell, number::Commas::Grouping).is_some();
    let taken = column == pivot.row || pivot.columns.iter().any(|(taken, _)| *taken == column);
    !taken && !is_sum(dialect.name(column).as_bytes()) && !dialect.cells(column).all(number)
}

/// What the values are, by the title above the table.
fn about(dialect: &Dialect) -> Column {
    let title = dialect.titles.last().map(|title| label(title)).filter(|title| title.chars().count() <= 80);
    let label = title.unwrap_or_else(|| "value".to_owned());
    let (kind, direction) = classify::kind_and_direction(&label, "", false);
    Column { id: classify::slug(&label), label, kind, direction: Some(direction), ..Column::default() }
}

fn describe(dialect: &Dialect, layout: &mut Layout, pivot: &Pivot) {
    const SHOWN: usize = 5;
    let mut out = Vec::new();
    for column in 0..dialect.width() {
        let (role, reads, why) = if column == pivot.row {
            ("moment", if pivot.years { "years" } else { "months" }, "it orders the rows")
        } else if pivot.columns.iter().any(|(taken, _)| *taken == column) {
            ("value", "numbers", "its header says when")
        } else if layout.keys.contains(&column) {
            ("name", "words", "it names what is measured side by side")
        } else {
            out.push(quote(&dialect.label(column)));
            ("left-out", "", "its header says no moment")
        };
        let name = dialect.label(column);
        layout.roles.push(SourceColumn { name, role: role.to_owned(), reads: reads.to_owned(), why: why.to_owned() });
    }
    if !out.is_empty() {
        let text = format!("Columns that are no signals were left out: {}.", out.join(", "));
        layout.notes.add(Code::ColumnsLeftOut, text);
    }
    let cell = |cell: &Vec<u8>| label(&String::from_utf8_lossy(cell));
    layout.first_rows = dialect.sample.iter().take(SHOWN).map(|row| row.iter().map(cell).collect()).collect();
}

#[cfg(test)]
mod tests {
    use crate::base::time::iso;
    use crate::read::tests::read;

    fn points(text: &str) -> Vec<(String, f64)> {
        let reading = read(text);
        let there = |(at, value): (i64, f64)| (!value.is_nan()).then(|| (iso(at)[..10].to_owned(), value));
        reading.series[0].samples().filter_map(there).collect()
    }

    #[test]
    fn years_by_months_are_read_in_both_directions() {
        let names = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec";
        let cells = |year: i32| (1..=12).map(|month| format!("{},", (year - 2000) * 100 + month)).collect::<String>();
        let rows: String = (2018..2021).map(|year| format!("{year},{}9999\n", cells(year))).collect();
        let by_year = format!("Year,{},Total\n{rows}Total,{}9999\n", names.replace(' ', ","), "1,".repeat(12));
        let month = |(i, name): (usize, &str)| {
            let cell = |year: i32| format!(",{}", (year - 2000) * 100 + 1 + i as i32);
            format!("{name}{}\n", (2018..2021).map(cell).collect::<String>())
        };
        let by_month = format!("Month,2018,2019,2020\n{}", names.split(' ').enumerate().map(month).collect::<String>());
        let (a, b) = (points(&by_year), points(&by_month));
        assert_eq!((a.len(), &a[13]), (36, &("2019-02-01".to_owned(), 1902.0)));
        assert_eq!(a, b);
    }
}

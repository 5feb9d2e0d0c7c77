//! Tables of years by months: a row a year and a column a month, or the other way round.
//!
//! In: a header and rows. Out: which columns hold the values, and the year or month of each. A header is one of months where it
//! names all twelve in order, in words or by number; one of years where it names at least two in order. Sums of a row or column are
//! left out, and said.

use super::dialect::Dialect;
use crate::base::time::Civil;
use crate::read::scalar::label::Label;
use crate::read::scalar::number;
use crate::read::scalar::text::plain_text;
use crate::read::scalar::timestamp::{self, Style};

/// Names of a column of years.
const YEARS: &str = "year years yr yyyy jahr año anio année annee ano anno год سال السنة 年 年份 연도 वर्ष yıl tahun";
/// Names of a column of months.
const MONTHS: &str = "month months mon mm monat mes mois mês mese месяц ماه الشهر 月 월 महीना ay bulan";
/// Words of a row or column that sums the others up.
const SUMS: &str = "total totals sum average avg mean summe gesamt mittelwert durchschnitt somme moyenne promedio suma média annual ytd \
    среднее итого всего сумма مجموع میانگین المجموع المتوسط 合计 平均 总计 합계 평균 कुल औसत toplam";

/// How the rows and columns of such a table are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pivot {
    /// The column that says the year of each row, or its month.
    pub(crate) row: usize,
    /// True where the rows are years and the columns months.
    pub(super) years: bool,
    /// The columns of values, with the month or year of each.
    pub(crate) columns: Vec<(usize, i32)>,
}

/// A year of four digits.
fn year(cell: &[u8]) -> Option<i32> {
    let text = plain_text(cell);
    let digits = text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().ok())?.filter(|year| (1900..2100).contains(year))
}

/// A month by its name in any language that dates are read in.
fn month(cell: &[u8]) -> Option<i32> {
    let name = plain_text(cell);
    let name = name.trim_end_matches('.');
    if !(2..=16).contains(&name.chars().count()) || name.chars().any(|c| c.is_ascii_digit()) {
        return None;
    }
    let (at, _) = timestamp::read(format!("1 {name} 2001").as_bytes(), Style::Words)?;
    let civil = Civil::of(at);
    ((civil.year, civil.day) == (2001, 1)).then_some(civil.month as i32)
}

fn numbered(cell: &[u8]) -> Option<i32> {
    std::str::from_utf8(cell.trim_ascii()).ok()?.parse().ok().filter(|month| (1..=12).contains(month))
}

/// True for a cell that names a sum.
pub(crate) fn is_sum(cell: &[u8]) -> bool {
    Label::of(&String::from_utf8_lossy(cell)).has(SUMS)
}

impl Pivot {
    /// The first day of the month of a row and a column; none where the row names neither.
    pub(crate) fn day(&self, cell: &[u8], column: i32) -> Option<String> {
        let (year, month) =
            if self.years { (year(cell)?, column) } else { (column, month(cell).or_else(|| numbered(cell))?) };
        Some(format!("{year:04}-{month:02}-01"))
    }

    /// The pivot of a table, if it is one.
    pub(super) fn of(dialect: &Dialect) -> Option<Pivot> {
        let above = |read: fn(&[u8]) -> Option<i32>| -> Vec<(usize, i32)> {
            let each = dialect.header.iter().enumerate();
            each.filter_map(|(column, name)| Some((column, read(name.as_bytes())?))).collect()
        };
        let all_twelve = |columns: &Vec<(usize, i32)>| columns.iter().map(|(_, month)| *month).eq(1..=12);
        let rows = |read: fn(&[u8]) -> Option<i32>, column: &usize| {
            let mut cells = dialect.cells(*column).filter(|cell| !number::is_missing(cell) && !is_sum(cell)).peekable();
            cells.peek().is_some() && cells.all(|cell| read(cell).is_some())
        };
        let width = dialect.width();
        let months = Some(above(month)).filter(all_twelve).or_else(|| {
            let named = dialect.header.iter().any(|name| Label::of(name).is(YEARS));
            Some(above(numbered)).filter(|columns| named && all_twelve(columns))
        });
        if let Some(columns) = months {
            let free = |column: &usize| !columns.iter().any(|(taken, _)| taken == column);
            let row = (0..width).filter(free).find(|column| rows(year, column))?;
            return Some(Pivot { row, years: true, columns });
        }
        let columns = above(year);
        let rising = columns.iter().zip(columns.iter().skip(1)).all(|(a, b)| a.1 < b.1 && a.0 < b.0);
        let free = |column: &usize| !columns.iter().any(|(taken, _)| taken == column);
        let named = |column: &usize| Label::of(dialect.name(*column)).is(MONTHS);
        let is_month = |column: &usize| rows(month, column) || named(column) && rows(numbered, column);
        let row = (0..width).filter(free).find(is_month)?;
        (columns.len() >= 2 && rising && dialect.sample.len() >= 12).then_some(Pivot { row, years: false, columns })
    }
}

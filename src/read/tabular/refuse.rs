//! Refuses a table that holds no moments or no values, and says what it holds instead.
//!
//! In: the table, looked at. Out: always an error that quotes a cell with its place and says what to do.

use super::dialect::Dialect;
use super::header::Header;
use super::profile::Profile;
use super::roles::{Role, Table};
use crate::base::error::quote;
use crate::base::{Code, Error, Place};
use crate::read::scalar::clock::time_of_day;
use crate::read::scalar::label::Label;
use crate::read::scalar::{epoch, number};

/// No column says when the rows were.
pub(crate) fn no_time(dialect: &Dialect, profiles: &[Profile]) -> Error {
    if let Some(error) = date_in_parts(dialect) {
        return error;
    }
    if let Some(error) = (0..dialect.width()).find_map(|column| other_era(dialect, column)) {
        return error;
    }
    if let Some(error) = (0..dialect.width()).find_map(|column| no_year(dialect, column)) {
        return error;
    }
    let clock = profiles.iter().position(Profile::is_time_of_day);
    let found = match (dialect.sample.first(), dialect.width()) {
        (None, _) => "This is text without a table.".to_owned(),
        (_, 1) => "This is text without a time column.".to_owned(),
        (_, width) => {
            let names: Vec<String> = (0..width.min(6)).map(|c| quote(&dialect.label(c))).collect();
            let more = if width > 6 { ", …" } else { "" };
            let times = match clock {
                Some(column) => format!("{} holds times of day without their date", quote(&dialect.label(column))),
                None => {
                    let first = dialect.cells(0).next().unwrap_or_default();
                    format!(
                        "none of which holds times: the first begins with {}",
                        quote(&String::from_utf8_lossy(first))
                    )
                }
            };
            format!("This is a table of {width} columns ({}{more}), {times}.", names.join(", "))
        }
    };
    let need = "Needed: a column of times, such as 2014-12-22T16:15:00Z, beside a column of numbers. If one of these is it, \
                set columns, such as “NAME=moment”.";
    Error::file(Code::NoTimeColumn, found, need).at(Place::line(dialect.line, 1, dialect.byte as u64))
}

/// Year and month stand in columns of their own.
fn date_in_parts(dialect: &Dialect) -> Option<Error> {
    let named = |words: &str| (0..dialect.width()).find(|column| Label::of(dialect.name(*column)).is(words));
    let year = named("year yr yyyy jahr año anio année annee ano anno год سال السنة 年 연도 वर्ष yıl")?;
    let month = named("month mon mm monat mes mois mês mese месяц ماه الشهر 月 월 महीना ay")?;
    let found = format!("The date is parted into columns (“{}”, “{}”).", dialect.label(year), dialect.label(month));
    let need = "Needed: the date in one column, such as 2025-03-04, or 2025-03 for a month.";
    Some(Error::file(Code::NoTimeColumn, found, need).at(Place::line(
        dialect.line,
        year as u64 + 1,
        dialect.byte as u64,
    )))
}

/// Moments without a year: `Jun 30 14:37:36` as syslog writes them, `2:49 AM, 24 Jan`, `08/18 12:16 PM`.
fn no_year(dialect: &Dialect, column: usize) -> Option<Error> {
    // Two blanks before a day of one digit may have parted the cell.
    let cells: Vec<Vec<u8>> =
        dialect.sample.iter().map(|row| row.get(column..).unwrap_or_default().join(&b' ')).collect();
    let most = cells.iter().filter(|cell| lacks_year(&String::from_utf8_lossy(cell))).count() * 10 >= cells.len() * 8;
    let first = cells.first().filter(|_| most)?;
    let shown: String = String::from_utf8_lossy(first).trim().chars().take(15).collect();
    let found = format!("The times, such as {}, name no year.", quote(&shown));
    let need = "Needed: times with their year, such as 2025-03-04 00:05:00; “journalctl -o short-iso” and the settings of rsyslog write it.";
    Some(Error::file(Code::NoTime, found, need).at(Place::line(dialect.line, column as u64 + 1, dialect.byte as u64)))
}

/// Refuses a table whose starts name no year, where only the moments of something else do: the estimated ends of a list of outages.
pub(super) fn starts_without_year(dialect: &Dialect, time: usize) -> Option<Error> {
    let header = |column: usize| Header::of(dialect.name(column));
    let other = header(time).is_estimate() || header(time).is_end() || header(time).is_other_moment();
    let starts = || (0..dialect.width()).filter(|column| *column != time && header(*column).is_start());
    starts().filter(|_| other).find_map(|column| no_year(dialect, column))
}

/// True where a text begins with a day, a month and a time of day, in any order and without a year.
fn lacks_year(text: &str) -> bool {
    const MONTHS: &str = "january february march april may june july august september october november december";
    let is_month = |word: &str| word.len() >= 3 && MONTHS.split(' ').any(|month| month.starts_with(word));
    let lower = text.trim().trim_start_matches(['[', '"']).to_lowercase();
    let two_digits = |word: &str| matches!(word.len(), 1 | 2) && word.bytes().all(|b| b.is_ascii_digit());
    let (mut month, mut day, mut time) = (false, false, false);
    let mut words = lower.split([' ', ',']).filter(|word| !word.is_empty());
    while !(month && day && time) {
        let Some(word) = words.next().map(|word| word.trim_end_matches([';', ':', ']', '.'])) else { return false };
        match word {
            "am" | "pm" | "at" => {}
            _ if !time && time_of_day(word.as_bytes()).is_some() => time = true,
            _ if !day && two_digits(word) => day = true,
            _ if !month && is_month(word) => month = true,
            _ if word.split_once('/').is_some_and(|(a, b)| two_digits(a) && two_digits(b)) => {
                (day, month) = (true, true)
            }
            _ => return false,
        }
    }
    words
        .find(|word| !matches!(*word, "am" | "pm"))
        .is_none_or(|word| word.parse::<u16>().map_or(true, |year| year < 1900))
}

/// A column that was said to hold the moments, and holds none.
pub(crate) fn no_moments_said(dialect: &Dialect, column: usize, role: &str) -> Error {
    let name = dialect.label(column);
    let first = dialect.cells(column).find(|cell| !number::is_missing(cell)).unwrap_or_default();
    let shown = quote(&String::from_utf8_lossy(first));
    let found = format!("{} was set as “{role}”, but its cells, such as {shown}, are no times.", quote(&name));
    let need = "Needed: a column of times, such as 2014-12-22T16:15:00Z.";
    Error::settings(Code::BadSetting, found, need).at(Place::line(dialect.line, column as u64 + 1, dialect.byte as u64))
}

/// A column of numbers that count from another year than 1970, or that a spreadsheet rounded.
pub(crate) fn other_era(dialect: &Dialect, column: usize) -> Option<Error> {
    let cells: Vec<&[u8]> =
        dialect.cells(column).map(<[u8]>::trim_ascii).filter(|cell| !number::is_missing(cell)).collect();
    let first = cells.first()?;
    let place = Place::line(dialect.line, column as u64 + 1, dialect.byte as u64);
    let shown = quote(&String::from_utf8_lossy(first));
    if cells.len() > 1 && cells.iter().all(|cell| epoch::is_rounded(cell)) {
        let found =
            format!("Times such as {shown} were rounded by a spreadsheet: the digits of minutes and hours are lost.");
        return Some(Error::file(Code::NoTimeColumn, found, "Export the file anew, with times as text.").at(place));
    }
    let numbers: Vec<f64> = cells.iter().filter_map(|cell| number::plain(cell)).collect();
    let eras = numbers.iter().filter(|number| epoch::other_era(**number).is_some()).count();
    let rising = numbers.iter().zip(numbers.iter().skip(1)).all(|(a, b)| a <= b) && numbers.first() < numbers.last();
    let era = epoch::other_era(*numbers.first()?)?;
    if numbers.iter().all(|number| (1_900.0..2_100.0).contains(number)) {
        return None;
    }
    if eras < cells.len() || !rising || cells.len() < 3 {
        return None;
    }
    let found = format!("{} seems to hold {era}, such as {shown}.", quote(&dialect.label(column)));
    Some(Error::file(Code::NoTimeColumn, found, "Give times as ISO 8601, or as seconds since 1970.").at(place))
}

/// No column holds numbers or states that measure connectivity.
pub(crate) fn no_values(dialect: &Dialect, table: &Table<'_>) -> Error {
    let out = (0..table.roles.len()).find_map(|column| match table.role(column) {
        Role::Out(why) if table.profiles.get(column).is_some_and(Profile::is_numeric) => Some((column, why)),
        _ => None,
    });
    let time = table.when.column;
    let mut found = format!(
        "This is a table with times in {}, but without a column of numbers that measure connectivity.",
        quote(&dialect.label(time))
    );
    if let Some((column, why)) = out {
        found.push_str(&format!(" {} was left out: {why}.", quote(&dialect.label(column))));
    } else if let Some(column) = (0..dialect.width()).find(|column| *column != time) {
        let first = dialect.cells(column).next().unwrap_or_default();
        let shown = quote(&String::from_utf8_lossy(first));
        found.push_str(&format!(" {} begins with {shown}.", quote(&dialect.label(column))));
    }
    let need =
        "Needed: a column of numbers beside the times. If one of these is it, set columns, such as “NAME=value”.";
    let column = out.map_or(time, |(column, _)| column) as u64 + 1;
    Error::file(Code::NoValueColumn, found, need).at(Place::line(dialect.line, column, dialect.byte as u64))
}

#[cfg(test)]
mod tests {
    use super::lacks_year;

    #[test]
    fn moments_may_name_no_year() {
        for text in
            ["Jun 30 14:37:36 host kernel", "2:49 AM, 24 Jan", "24 Jan 2:49", "08/18 12:16 PM", "[Jun  3 14:37:36]"]
        {
            assert!(lacks_year(text), "{text}");
        }
        for text in ["Jun 30 14:37:36 2024", "2024-06-30 14:37", "24 Jan 2024 2:49", "12", "Jan", "maybe 24 12:00"] {
            assert!(!lacks_year(text), "{text}");
        }
    }
}

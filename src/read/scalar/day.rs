//! Reads a date in figures or in words; what stands behind it is a time of day.
//!
//! In: `22/12/2014 16:15`, `12/22/14 4:15 PM`, `2014-5-1`, `22-Dec-2014 16:15`, `Mon Dec 22 16:15:00 2014`, `22 de mayo de 2024`,
//! `11/Nov/2019:00:00:00 +0000`. Out: the midnight of that day, and the rest of the text. Which of day, month and year comes
//! first is told by the caller. Two-digit years are of 1970 to 2069.

use crate::base::time::{Civil, Millis};

/// In which order the figures of a date stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    /// `22/12/2014`.
    DayMonthYear,
    /// `12/22/2014`.
    MonthDayYear,
    /// `2014/12/22`, also `2014-5-1`.
    YearMonthDay,
    /// `14/12/22`.
    ShortYear,
}

/// Months by how their names begin, in the languages of the page and some more.
const MONTHS: [&[&str]; 12] = [
    &["jan", "ene", "gen", "янв", "ژانویه", "يناير"],
    &["feb", "fév", "fev", "фев", "فوریه", "فبراير"],
    &["mar", "mär", "mrz", "мар", "مارس"],
    &["apr", "abr", "avr", "апр", "آوریل", "أبريل", "ابريل"],
    &["may", "mai", "mag", "май", "мая", "مه", "مايو"],
    &["jun", "juin", "giu", "июн", "ژوئن", "يونيو"],
    &["jul", "juil", "lug", "июл", "ژوئیه", "يوليو"],
    &["aug", "ago", "août", "aoû", "авг", "اوت", "أغسطس"],
    &["sep", "set", "сен", "سپتامبر", "سبتمبر"],
    &["oct", "okt", "out", "ott", "окт", "اکتبر", "أكتوبر"],
    &["nov", "ноя", "نوامبر", "نوفمبر"],
    &["dec", "dez", "dic", "déc", "дек", "دسامبر", "ديسمبر"],
];
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// A date in figures, and what stands behind it.
pub(crate) fn in_figures(text: &str, order: Order) -> Option<(Millis, &str)> {
    let (first, rest) = figure(text)?;
    let mark = rest.chars().next().filter(|c| matches!(c, '/' | '.' | '-' | '年' | '년'))?;
    let (second, rest) = figure(rest.get(mark.len_utf8()..)?.trim_start())?;
    let again = rest.chars().next().filter(|c| *c == mark || matches!(c, '月' | '월'))?;
    let (third, rest) = figure(rest.get(again.len_utf8()..)?.trim_start())?;
    let rest = rest.strip_prefix(['日', '일']).unwrap_or(rest);
    let (year, month, day) = match order {
        Order::DayMonthYear => (year(third)?, short(second)?, short(first)?),
        Order::MonthDayYear => (year(third)?, short(first)?, short(second)?),
        Order::YearMonthDay if first.len() == 4 => (year(first)?, short(second)?, short(third)?),
        Order::ShortYear if first.len() == 2 && third.len() == 2 => (year(first)?, short(second)?, short(third)?),
        _ => return None,
    };
    Some((midnight(year, month, day)?, rest))
}

fn figure(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(end)?;
    (1..=4).contains(&end).then_some((digits, rest))
}

fn short(text: &str) -> Option<u32> {
    (text.len() <= 2).then(|| text.parse().ok())?
}

fn year(text: &str) -> Option<i32> {
    let year: i32 = text.parse().ok()?;
    match text.len() {
        4 => Some(year),
        2 if year < 70 => Some(2000 + year),
        2 => Some(1900 + year),
        _ => None,
    }
}

fn midnight(year: i32, month: u32, day: u32) -> Option<Millis> {
    Civil { year, month, day, hour: 0, minute: 0, second: 0, milli: 0 }.millis()
}

/// A date with its month in words, wherever the time of day stands in it; the time of day comes back as text.
pub(crate) fn in_words(text: &str) -> Option<(Millis, String)> {
    if !text.chars().any(char::is_alphabetic) || text.len() > 80 {
        return None;
    }
    let (mut day, mut month, mut number, mut clock) = (None, None, None, String::new());
    for piece in text.split([' ', ',']).filter(|piece| !piece.is_empty()) {
        // In the logs of web servers the time follows the year: 11/Nov/2019:00:00:00.
        let (date, time) = match piece.split_once(':') {
            Some((date, time)) if date.contains('/') => (date, time),
            Some(_) => ("", piece),
            None if !clock.is_empty() && piece.starts_with(['+', '-']) => ("", piece),
            None => (piece, ""),
        };
        for word in date.split(['-', '/', '.']).filter(|word| !word.is_empty()) {
            if word.starts_with(|c: char| c.is_ascii_digit()) {
                let digits = word.trim_end_matches(['s', 't', 'n', 'd', 'r', 'h', 'º', 'ª']);
                match (digits.len(), day, number) {
                    (1 | 2, None, _) => day = Some(digits.parse().ok()?),
                    (2 | 4, _, None) => number = Some(year(digits)?),
                    _ => return None,
                }
            } else if let Some(found) = month_of(word).filter(|_| month.is_none()) {
                month = Some(found);
            } else if !clock.is_empty() && is_clock_word(word) {
                clock.push(' ');
                clock.push_str(word);
            } else if !(is_weekday(word) || matches!(word, "de" | "del" | "of" | "at" | "um" | "à" | "T")) {
                return None;
            }
        }
        if !time.is_empty() {
            clock.push(' ');
            clock.push_str(time);
        }
    }
    Some((midnight(number?, month?, day?)?, clock))
}

fn is_clock_word(word: &str) -> bool {
    ["am", "pm", "a", "p", "m", "utc", "gmt", "z"].contains(&word.to_ascii_lowercase().as_str())
}

fn month_of(word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    let long_enough = word.chars().count() >= 3 || word == "مه";
    let begins = |names: &&[&str]| names.iter().any(|name| word.starts_with(name));
    let found = MONTHS.iter().position(begins).filter(|_| long_enough && !is_weekday(&word))?;
    Some(found as u32 + 1)
}

fn is_weekday(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    word.len() >= 3 && WEEKDAYS.iter().any(|day| day.starts_with(&word))
}

//! Reads a date in figures or in words; what stands behind it is a time of day.
//!
//! In: `22/12/2014 16:15`, `12/22/14 4:15 PM`, `2014-5-1`, `22-Dec-2014 16:15`, `Mon Dec 22 16:15:00 2014`, `22 de mayo de 2024`,
//! `11/Nov/2019:00:00:00 +0000`, `2024-W05-3`, `2024-05`. Out: the midnight of that day, and the rest of the text. Which of day, month and year comes
//! first is told by the caller. Two-digit years are of 1970 to 2069.

use crate::base::time::{Civil, DAY, Millis};

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
    &["jan", "ene", "gen", "янв", "ژانویه", "يناير", "जन"],
    &["feb", "fév", "fev", "фев", "فوریه", "فبراير", "फ़र", "फर", "फ़र"],
    &["mar", "mär", "mrz", "мар", "مارس", "मार्च"],
    &["apr", "abr", "avr", "апр", "آوریل", "أبريل", "ابريل", "अप्रै"],
    &["may", "mai", "mag", "май", "мая", "مه", "مايو", "मई"],
    &["jun", "juin", "giu", "июн", "ژوئن", "يونيو", "जून"],
    &["jul", "juil", "lug", "июл", "ژوئیه", "يوليو", "जुला"],
    &["aug", "ago", "août", "aoû", "авг", "اوت", "أغسطس", "अग"],
    &["sep", "set", "сен", "سپتامبر", "سبتمبر", "सित"],
    &["oct", "okt", "out", "ott", "окт", "اکتبر", "أكتوبر", "अक्"],
    &["nov", "ноя", "نوامبر", "نوفمبر", "नव"],
    &["dec", "dez", "dic", "déc", "дек", "دسامبر", "ديسمبر", "दिस"],
];
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
/// How the days of the week are cut short elsewhere.
const SHORT_WEEKDAYS: &str = "mo di mi do fr sa so lu ma me je ve di lun mar mié mie jue vie sáb sab dom mer jeu ven sam dim seg ter qua qui \
    sex пн вт ср чт пт сб вс pzt sal çar per cum cmt paz";

/// A date in figures, and what stands behind it.
pub(crate) fn in_figures(text: &str, order: Order) -> Option<(Millis, &str)> {
    let (first, rest) = figure(text)?;
    let mark = rest.chars().next().filter(|c| matches!(c, '/' | '.' | '-' | '年' | '년'))?;
    let (second, rest) = figure(rest.get(mark.len_utf8()..)?.trim_start())?;
    let again = rest.chars().next().filter(|c| *c == mark || matches!(c, '月' | '월'))?;
    let (third, rest) = figure(rest.get(again.len_utf8()..)?.trim_start())?;
    let rest = rest
        .strip_prefix(['日', '일'])
        .or(rest.strip_prefix('.').filter(|rest| mark == '.' && rest.starts_with(' ')))
        .unwrap_or(rest);
    let (year, month, day) = match order {
        Order::DayMonthYear => (year(third)?, short(second)?, short(first)?),
        Order::MonthDayYear => (year(third)?, short(first)?, short(second)?),
        Order::YearMonthDay if first.len() == 4 => (year(first)?, short(second)?, short(third)?),
        Order::ShortYear if first.len() == 2 && third.len() == 2 => (year(first)?, short(second)?, short(third)?),
        _ => return None,
    };
    Some((midnight(year, month, day)?, rest))
}

/// Weeks and months of ISO 8601, `2024-W05`, `2024W053`, `2024-05`: their first day, and what stands behind them.
pub(crate) fn of_iso(text: &str) -> Option<(Millis, &str)> {
    let (first, rest) = text.split_at_checked(4)?;
    let year: i32 = first.bytes().all(|b| b.is_ascii_digit()).then(|| first.parse().ok())??;
    let dash = rest.strip_prefix('-');
    let rest = dash.unwrap_or(rest);
    let Some(week) = rest.strip_prefix('W') else {
        let month = dash?.parse().ok().filter(|_| rest.len() == 2)?;
        return Some((midnight(year, month, 1)?, ""));
    };
    let (number, rest) = week.split_at_checked(2)?;
    let number: i64 = number.bytes().all(|b| b.is_ascii_digit()).then(|| number.parse().ok())??;
    let tail = if dash.is_some() { rest.strip_prefix('-').unwrap_or(rest) } else { rest };
    let of_week = |rest: &str| rest.bytes().next().filter(|b| (b'1'..=b'7').contains(b)).map(|b| i64::from(b - b'1'));
    let (day, rest) = match of_week(tail).filter(|_| dash.is_none() || tail.len() < rest.len()) {
        Some(day) => (day, tail.get(1..)?),
        None => (0, rest),
    };
    // The fourth of January is always in the first week; 1970 began on a Thursday.
    let fourth = midnight(year, 1, 4)?.div_euclid(DAY);
    let monday = fourth - (fourth + 3).rem_euclid(7);
    (1..=53).contains(&number).then_some(((monday + (number - 1) * 7 + day) * DAY, rest))
}

/// A date without the day of the week before it.
pub(crate) fn without_weekday(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(0);
    match text.split_at_checked(end) {
        Some((word, rest)) if is_short_weekday(word) => rest.trim_start_matches(['.', ',', ' ']),
        _ => text,
    }
}

/// What stands behind the day of the week in brackets.
pub(crate) fn behind_weekday(rest: &str) -> &str {
    let inner = rest.trim_start().strip_prefix('(').and_then(|rest| rest.split_once(')'));
    inner.filter(|(word, _)| is_short_weekday(word)).map_or(rest, |(_, rest)| rest)
}

fn is_short_weekday(word: &str) -> bool {
    let word = word.to_lowercase();
    !word.is_empty() && (is_weekday(&word) || SHORT_WEEKDAYS.split_ascii_whitespace().any(|short| short == word))
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

/// Words between a date and its time.
const SMALL_WORDS: [&str; 15] =
    ["de", "del", "of", "at", "um", "à", "T", "às", "г", "Uhr", "las", "kl", "den", "le", "@"];

/// A date with its month in words, wherever the time of day stands in it; the time of day comes back as text.
pub(crate) fn in_words(text: &str) -> Option<(Millis, String)> {
    if !text.chars().any(char::is_alphabetic) || text.len() > 80 {
        return None;
    }
    // As spreadsheets show a month: “Jan-21”.
    if let Some((word, digits)) = text.trim().split_once('-').filter(|(_, digits)| digits.len() == 2)
        && let (Some(month), Some(year)) = (month_of(word), year(digits))
    {
        return Some((midnight(year, month, 1)?, String::new()));
    }
    let (mut day, mut month, mut number, mut long, mut clock) = (None, None, None, false, String::new());
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
                    (2 | 4, _, None) => (number, long) = (Some(year(digits)?), digits.len() == 4),
                    _ => return None,
                }
            } else if let Some(found) = month_of(word).filter(|_| month.is_none()) {
                month = Some(found);
            } else if !clock.is_empty() && is_clock_word(word) {
                clock.push(' ');
                clock.push_str(word);
            } else if !(is_weekday(word) || SMALL_WORDS.contains(&word)) {
                return None;
            }
        }
        if !time.is_empty() {
            clock.push(' ');
            clock.push_str(time);
        }
    }
    // A month of a year is its first day; “Dec 14” may be either.
    let whole = day.is_none() && long && clock.is_empty();
    Some((midnight(number?, month?, day.or(whole.then_some(1))?)?, clock))
}

fn is_clock_word(word: &str) -> bool {
    ["am", "pm", "a", "p", "m", "utc", "gmt", "z"].contains(&word.to_ascii_lowercase().as_str())
}

fn month_of(word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    let long_enough = word.chars().count() >= 3 || matches!(word.as_str(), "مه" | "मई");
    let begins = |names: &&[&str]| names.iter().any(|name| word.starts_with(name));
    let found = MONTHS.iter().position(begins).filter(|_| long_enough && !is_weekday(&word))?;
    Some(found as u32 + 1)
}

fn is_weekday(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    word.len() >= 3 && WEEKDAYS.iter().any(|day| day.starts_with(&word))
}

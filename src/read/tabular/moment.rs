//! Chooses what says when each row was: one column of moments, a date and a time of day, a date and an hour.
//!
//! In: the profiles of the columns and what an author said about them. Out: [`When`] and the columns of other moments.
//! A full stamp wins over a bare date, a date and a time of day next to each other are one moment, the first of equals is
//! taken, and a column whose header speaks of storing or ending gives way. A number is a moment only where it behaves as
//! one and no column is written as one.

use super::dialect::Dialect;
use super::header::Header;
use super::profile::Profile;
use crate::read::scalar::number;
use crate::read::scalar::timestamp::Style;

/// What says when a row was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct When {
    /// The column of moments or dates.
    pub(crate) column: usize,
    /// How they are written.
    pub(crate) style: Style,
    /// How those of them are written that are written otherwise.
    pub(crate) also: Option<Style>,
    /// The column of the time of day.
    pub(crate) clock: Option<Clock>,
}

/// A column that tells the time of day beside a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Clock {
    /// `16:15`.
    Time(usize),
    /// Whole hours, from 0 to 23.
    Hour(usize),
    /// The hours of a day by their number, from 1 to 24.
    HourNumber(usize),
    /// Whole hours, and the minutes in a column of their own.
    HourAndMinute(usize, usize),
}

/// Chooses; `said` holds the roles that an author gave.
pub(crate) fn choose(
    dialect: &Dialect,
    profiles: &[Profile],
    said: &dyn Fn(usize) -> Option<&'static str>,
) -> Option<When> {
    // A table may have thousands of columns: what all of them say is asked once.
    let numbers = profiles.iter().all(|profile| profile.moments.as_ref().is_none_or(|m| m.style.is_number()));
    let candidates = profiles.iter().enumerate().filter_map(|(column, profile)| {
        let moments = profile.moments.as_ref()?;
        let (score, style) = match said(column) {
            Some("moment" | "date" | "start") => (1_000, moments.style),
            Some("day-first") => (1_000, Style::DayFirst),
            Some("month-first") => (1_000, Style::MonthFirst),
            Some(_) => return None,
            None => (score(dialect, profiles, column, numbers)?, moments.style),
        };
        let also = moments.also.filter(|also| *also != style);
        Some((score, std::cmp::Reverse(column), style, also))
    });
    let (_, std::cmp::Reverse(column), style, also) = candidates.max_by_key(|(score, column, ..)| (*score, *column))?;
    Some(When { column, style, also, clock: clock_beside(dialect, profiles, column, said) })
}

/// Roles of the column that says when each row was.
const MOMENT_ROLES: [&str; 5] = ["moment", "date", "start", "day-first", "month-first"];

/// A column that an author gave such a role though none of its cells is a moment.
pub(crate) fn said_of_none(
    profiles: &[Profile],
    said: &dyn Fn(usize) -> Option<&'static str>,
) -> Option<(usize, &'static str)> {
    let holds_none = |column: &usize| profiles.get(*column).is_some_and(|profile| !profile.is_moment());
    let of_moments = |column| Some((column, said(column).filter(|role| MOMENT_ROLES.contains(role))?));
    (0..profiles.len()).filter(holds_none).find_map(of_moments)
}

/// How good a column says when its rows were; `None` where it does not. `numbers`: no column is written as moments.
fn score(dialect: &Dialect, profiles: &[Profile], column: usize, numbers: bool) -> Option<i32> {
    let profile = profiles.get(column)?;
    let moments = profile.moments.as_ref()?;
    let name = dialect.name(column);
    let header = Header::of(name);
    let mut score = if moments.is_days() { 60 } else { 100 };
    if moments.is_days() && has_clock_beside(dialect, profiles, column) {
        score = 95;
    }
    if moments.style.is_number() {
        let named = header.is_time() && !header.is_no_signal();
        let plain = !header.is_no_signal();
        let strict = moments.style == Style::Serial && !named;
        let steady = moments.count > 2 || dialect.header.is_empty() || named;
        if !(named || (numbers && plain && moments.behaves() && steady && !strict))
            || (header.is_length() && !moments.behaves())
        {
            return None;
        }
        if !moments.is_ordered() && moments.count > 4 && !moments.behaves() && !named {
            return None;
        }
        score -= 10;
    }
    score += 30 * i32::from(moments.style == Style::Epoch && is_clock_of_all(profiles, column));
    score += 5 * i32::from(header.is_time());
    score += 8 * i32::from(super::header::zone_in(name).is_some());
    score -= 30 * i32::from(header.is_local());
    score -= 45 * i32::from(header.is_other_moment() && !header.is_start());
    score -= 15 * i32::from(!moments.is_ordered() && moments.count > 4);
    score -= 80 * i32::from(moments.is_constant());
    // When somebody came, which in some rows nobody did.
    let is_whole = |profile: &Profile| profile.moments.is_some() && profile.filled == profile.rows;
    let others = || profiles.iter().any(is_whole);
    score -= 20 * i32::from(profile.filled * 10 < profile.rows * 9 && !moments.is_days() && others());
    Some(score)
}

/// True for seconds since 1970 beside the same moments on the clock of a place: they need no zone.
fn is_clock_of_all(profiles: &[Profile], column: usize) -> bool {
    let Some(own) = profiles.get(column).and_then(|profile| profile.moments.as_ref()) else { return false };
    let others = profiles.iter().filter_map(|profile| profile.moments.as_ref());
    others.filter(|other| !other.style.is_number()).any(|other| own.is_apart_from(&other.stamps))
}

fn has_clock_beside(dialect: &Dialect, profiles: &[Profile], column: usize) -> bool {
    clock_beside(dialect, profiles, column, &|_| None).is_some()
}

/// The time of day that belongs to a column of dates: the nearest one, the one behind it first.
fn clock_beside(
    dialect: &Dialect,
    profiles: &[Profile],
    column: usize,
    said: &dyn Fn(usize) -> Option<&'static str>,
) -> Option<Clock> {
    if !profiles.get(column)?.moments.as_ref()?.is_days() {
        return None;
    }
    let near = |other: &usize| (other.abs_diff(column), *other < column);
    let is_time = |other: &usize| match said(*other) {
        Some(role) => role == "time",
        None => {
            let header = Header::of(dialect.name(*other));
            profiles.get(*other).is_some_and(Profile::is_time_of_day) && !header.is_length()
        }
    };
    let time = (0..profiles.len()).filter(|other| *other != column).filter(is_time).min_by_key(near);
    let wholes = |other: usize, most: f64| {
        let whole = |cell: &[u8]| matches!(number::plain(cell), Some(hour) if (0.0..=most).contains(&hour) && hour % 1.0 == 0.0);
        said(other).is_none_or(|role| role == "time")
            && dialect.cells(other).all(|cell| number::is_missing(cell) || whole(cell.trim_ascii()))
    };
    let hour = |other: &usize| Header::of(dialect.name(*other)).is_hour() && wholes(*other, 24.0);
    let by_hour = || (0..profiles.len()).filter(|other| *other != column).filter(hour).min_by_key(near);
    let of_24 = |other: usize| {
        let has = |number: f64| dialect.cells(other).any(|cell| number::plain(cell.trim_ascii()) == Some(number));
        !has(0.0) && (has(24.0) || Header::of(dialect.name(other)).is_hour_ending())
    };
    let minute =
        || (0..profiles.len()).find(|other| Header::of(dialect.name(*other)).is_minute() && wholes(*other, 59.0));
    let by_hour = || {
        by_hour().map(|hour| match minute() {
            Some(minute) => Clock::HourAndMinute(hour, minute),
            None if of_24(hour) => Clock::HourNumber(hour),
            None => Clock::Hour(hour),
        })
    };
    time.map(Clock::Time).or_else(by_hour)
}

/// Where each value has its own column of moments, these columns besides the first: each stands right before values, apart
/// from the first, and is written like it.
pub(crate) fn own_moments(
    dialect: &Dialect,
    profiles: &[Profile],
    when: &When,
    is_value: &dyn Fn(usize) -> bool,
) -> Vec<usize> {
    let Some(first) = profiles.get(when.column).and_then(|profile| profile.moments.as_ref()) else { return Vec::new() };
    if when.clock.is_some() {
        return Vec::new();
    }
    let fits = |column: &usize| {
        let Some(moments) = profiles.get(*column).and_then(|profile| profile.moments.as_ref()) else { return false };
        let header = Header::of(dialect.name(*column));
        moments.style == first.style
            && moments.is_ordered()
            && moments.is_days() == first.is_days()
            && !header.is_other_moment()
            && !header.is_local()
            && is_value(*column - 1)
            && is_value(*column + 1)
            && moments.stamps != first.stamps
    };
    if !is_value(when.column + 1) {
        return Vec::new();
    }
    (when.column + 2..profiles.len()).filter(fits).collect()
}

/// The minute that the header of each column names, from the moment of its row: where the table has a day a row and an hour
/// a column, or a month a row and a day a column.
pub(crate) fn hours(dialect: &Dialect, profiles: &[Profile], when: &When) -> Vec<(usize, i64)> {
    /// Columns from which on they are hours: a part of a day is no matrix.
    const FEWEST: usize = 12;
    let moments = profiles.get(when.column).and_then(|profile| profile.moments.as_ref());
    let Some(moments) = moments.filter(|moments| moments.is_days() && when.clock.is_none()) else { return Vec::new() };
    let columns = || (0..profiles.len()).filter(|column| *column != when.column);
    let named = |minute: &dyn Fn(&str) -> Option<i64>| -> Vec<(usize, i64)> {
        columns().filter_map(|column| Some((column, minute(dialect.name(column))?))).collect()
    };
    let days = named(&|name| name.parse().ok().filter(|day| (1..=31).contains(day)).map(|day: i64| (day - 1) * 1_440));
    if days.len() >= 28 && moments.is_months() {
        return days;
    }
    let mut hours = named(&hour_of);
    // From 1 to 24 they are numbers of hours: the first begins at midnight.
    if hours.first().is_some_and(|(_, first)| *first == 60) && hours.last().is_some_and(|(_, last)| *last == 1_440) {
        hours.iter_mut().for_each(|(_, minute)| *minute -= 60);
    }
    let rising = hours.iter().zip(hours.iter().skip(1)).all(|((_, a), (_, b))| a < b);
    if hours.len() < FEWEST || !rising { Vec::new() } else { hours }
}

/// `00:00`, `0:30`, `07`, `7h`, `H07` → minutes after midnight.
fn hour_of(name: &str) -> Option<i64> {
    let name = name.trim().trim_start_matches(['h', 'H']).trim_end_matches(['h', 'H']);
    let (hour, minute) = name.split_once(':').unwrap_or((name, "00"));
    let minute = minute.split([':', '-', '–']).next()?;
    let number = |text: &str| (matches!(text.len(), 1 | 2)).then(|| text.parse::<i64>().ok())?;
    let (hour, minute) = (number(hour)?, number(minute)?);
    (hour <= 23 && minute <= 59 || (hour, minute) == (24, 0)).then_some(hour * 60 + minute)
}

//! Local clocks: a zone's historic offset from UTC at any moment from 1990 to 2037.
//!
//! In: a name of the zone database (`Asia/Pyongyang`), `UTC`, or a fixed offset (`+08:30`). Out: milliseconds to add to
//! UTC, or the moments that a local clock reading may mean. Refused: names the table does not hold.
//! Source: IANA time zone database; `zones.txt` and its form are made by `zones.py`. Before 1990 and after 2037 the
//! nearest known offset holds.

use super::time::{Civil, DAY, HOUR, MINUTE, Millis, days_from_civil, days_in_month, weekday};

const TABLE: &str = include_str!("zones.txt");
const FIRST_YEAR: i32 = 1990;

/// A local clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone {
    name: String,
    first: Millis,
    /// From each moment on, this offset.
    changes: Vec<(Millis, Millis)>,
}

/// The moments that a reading of a local clock may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Local {
    /// This one.
    Once(Millis),
    /// The clock was put back: it showed this reading at both moments.
    Twice(Millis, Millis),
    /// The clock was put forward over this reading; the moment is the one that the clock's old offset would give.
    Never(Millis),
}

impl Local {
    /// The moment, the earlier of two.
    pub fn first(self) -> Millis {
        match self {
            Local::Once(at) | Local::Twice(at, _) | Local::Never(at) => at,
        }
    }
}

impl Zone {
    /// The clock that needs no offset.
    pub fn utc() -> Zone {
        Zone { name: "UTC".to_owned(), first: 0, changes: Vec::new() }
    }

    /// The zone of that name, or `None` where there is none.
    pub fn named(name: &str) -> Option<Zone> {
        let name = name.trim();
        if ["UTC", "GMT", "Z", "Etc/UTC", "Etc/GMT"].iter().any(|utc| utc.eq_ignore_ascii_case(name)) {
            return Some(Zone::utc());
        }
        if let Some(first) = fixed(name) {
            return Some(Zone { name: name.to_owned(), first, changes: Vec::new() });
        }
        // Every name of the table begins with a letter, and most cells that are asked about are numbers.
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        TABLE.lines().find_map(|line| {
            let mut parts = line.split('|');
            let name = parts.next()?.split(' ').find(|known| known.eq_ignore_ascii_case(name))?;
            let first = parts.next()?.parse::<Millis>().ok()? * MINUTE;
            Some(Zone { name: name.to_owned(), first, changes: history(first, parts.next()?)? })
        })
    }

    /// Every name of the table, for messages that name the nearest one.
    pub fn names() -> impl Iterator<Item = &'static str> {
        TABLE.lines().filter_map(|line| line.split('|').next()).flat_map(|names| names.split(' '))
    }

    /// The name it was asked by.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Milliseconds to add to UTC at that moment.
    pub fn offset(&self, at: Millis) -> Millis {
        let later = self.changes.partition_point(|(from, _)| *from <= at);
        later.checked_sub(1).and_then(|last| self.changes.get(last)).map_or(self.first, |(_, offset)| *offset)
    }

    /// The local calendar day and clock at a moment.
    pub fn civil(&self, at: Millis) -> Civil {
        Civil::of(at + self.offset(at))
    }

    /// The moments that a clock reading (given as if it were UTC) may mean.
    pub fn to_utc(&self, reading: Millis) -> Local {
        // No zone ever changed twice within two days, so only these two offsets can hold.
        let (old, new) = (self.offset(reading - DAY), self.offset(reading + DAY));
        let holds = |offset: Millis| self.offset(reading - offset) == offset;
        match (holds(old), holds(new)) {
            (true, true) if old != new => Local::Twice(reading - old, reading - new),
            (true, _) => Local::Once(reading - old),
            (_, true) => Local::Once(reading - new),
            _ => Local::Never(reading - old),
        }
    }
}

/// `+03:30`, `-0500`, `UTC+9`: at most 18 hours.
fn fixed(name: &str) -> Option<Millis> {
    let text = ["UTC", "GMT"].iter().find_map(|prefix| name.strip_prefix(prefix)).unwrap_or(name);
    let (sign, digits) = match text.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-" | "−", digits) => (-1, digits),
        _ => return None,
    };
    let (hours, minutes) = match digits.split_once(':') {
        Some(parts) => parts,
        None if digits.len() == 4 => digits.split_at_checked(2)?,
        None => (digits, "00"),
    };
    let number = |text: &str| {
        (matches!(text.len(), 1 | 2) && text.bytes().all(|b| b.is_ascii_digit()))
            .then(|| text.parse::<Millis>().ok())?
    };
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    (hours <= 18 && minutes < 60).then(|| sign * (hours * HOUR + minutes * MINUTE))
}

/// One rule in one year: the clock reading at which it strikes, whether that clock is UTC, and by how much it moves.
type Strike = (Millis, bool, Millis);

fn history(first: Millis, rules: &str) -> Option<Vec<(Millis, Millis)>> {
    let mut strikes: Vec<Strike> = Vec::new();
    for rule in rules.split(' ').filter(|rule| !rule.is_empty()) {
        let (years, rest) = rule.split_once(':')?;
        let (from, until) = years.split_once('-').unwrap_or((years, years));
        for year in from.parse::<i32>().ok()?..=until.parse().ok()? {
            strikes.push(strike(FIRST_YEAR + year, rest)?);
        }
    }
    strikes.sort();
    let mut now = first;
    let change = |(at, utc, by): Strike| {
        let from = if utc { at } else { at - now };
        now += by;
        (from, now)
    };
    Some(strikes.into_iter().map(change).collect())
}

/// `MONTH.DAY@TIME+` of one year.
fn strike(year: i32, rule: &str) -> Option<Strike> {
    let (month, rest) = rule.split_once('.')?;
    let (day, rest) = rest.split_once('@')?;
    let (time, by) = rest.split_at_checked(rest.find(['+', '-'])?)?;
    let by = match by {
        "+" => HOUR,
        "-" => -HOUR,
        minutes => minutes.parse::<Millis>().ok()? * MINUTE,
    };
    let clock = time.trim_end_matches('u');
    let (hour, minute) = clock.split_once('.').unwrap_or((clock, "0"));
    let month = month.parse().ok()?;
    let midnight = days_from_civil(year, month, day_of(year, month, day)?) * DAY;
    let at = midnight + hour.parse::<Millis>().ok()? * HOUR + minute.parse::<Millis>().ok()? * MINUTE;
    Some((at, clock.len() < time.len(), by))
}

/// The day that `17`, `7>8` or `7<` means in a month.
fn day_of(year: i32, month: u32, day: &str) -> Option<u32> {
    let on = |day: u32| weekday(days_from_civil(year, month, day) * DAY) + 1;
    if let Some((wanted, from)) = day.split_once('>') {
        let (wanted, from) = (wanted.parse::<u32>().ok()?, from.parse::<u32>().ok()?);
        return Some(from + (wanted + 7 - on(from)) % 7);
    }
    if let Some(wanted) = day.strip_suffix('<') {
        let last = days_in_month(year, month);
        return Some(last - (on(last) + 7 - wanted.parse::<u32>().ok()?) % 7);
    }
    day.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::super::time::parse_utc;
    use super::*;

    fn offset(zone: &str, at: &str) -> f64 {
        Zone::named(zone).unwrap().offset(parse_utc(at).unwrap()) as f64 / HOUR as f64
    }

    #[test]
    fn every_name_of_the_table_is_found() {
        for name in Zone::names() {
            assert!(Zone::named(name).is_some(), "{name}");
        }
    }

    #[test]
    fn clocks_moved_when_history_says() {
        for (zone, at, hours) in [
            ("Asia/Pyongyang", "2014-12-22T16:15Z", 9.0),
            ("Asia/Pyongyang", "2015-08-14T14:59Z", 9.0),
            ("Asia/Pyongyang", "2015-08-14T15:00Z", 8.5),
            ("Asia/Pyongyang", "2018-05-04T14:59Z", 8.5),
            ("Asia/Pyongyang", "2018-05-04T15:00Z", 9.0),
            ("Asia/Tehran", "2022-09-21T19:29Z", 4.5),
            ("Asia/Tehran", "2022-09-21T19:30Z", 3.5),
            ("Asia/Tehran", "2023-07-01", 3.5),
            ("Asia/Kathmandu", "2020-01-01", 5.75),
            ("Europe/Berlin", "2024-03-31T00:59:59Z", 1.0),
            ("Europe/Berlin", "2024-03-31T01:00Z", 2.0),
            ("Europe/Berlin", "2024-10-27T01:00Z", 1.0),
            ("America/New_York", "2006-10-29T05:59Z", -4.0),
            ("America/New_York", "2006-10-29T06:00Z", -5.0),
            ("America/New_York", "2037-11-01T06:00Z", -5.0),
            ("Africa/Cairo", "2011-01-28", 2.0),
            ("Europe/Moscow", "2012-01-01", 4.0),
            ("Europe/Moscow", "2014-10-26", 3.0),
            ("Pacific/Apia", "2011-12-30T09:59Z", -10.0),
            ("Pacific/Apia", "2011-12-30T10:00Z", 14.0),
            ("Asia/Yangon", "2021-02-01", 6.5),
            ("Asia/Rangoon", "2021-02-01", 6.5),
            ("Asia/Damascus", "2022-12-01", 3.0),
            ("Africa/Casablanca", "2024-03-20", 0.0),
            ("Australia/Lord_Howe", "2024-07-01", 10.5),
            ("UTC", "2024-07-01", 0.0),
            ("+03:30", "2024-07-01", 3.5),
            ("UTC-0930", "2024-07-01", -9.5),
        ] {
            assert_eq!(offset(zone, at), hours, "{zone} at {at}");
        }
    }

    #[test]
    fn every_zone_of_the_table_reads() {
        let count = Zone::names().map(|name| assert!(Zone::named(name).is_some(), "{name}")).count();
        assert!(count > 360, "{count}");
    }

    #[test]
    fn changes_are_in_order_and_every_reading_comes_back() {
        for name in Zone::names() {
            let zone = Zone::named(name).unwrap();
            assert!(zone.changes.is_sorted_by(|a, b| a.0 < b.0), "{name}");
            for (at, _) in &zone.changes {
                for near in [-2 * HOUR, -HOUR, -1, 0, 1, HOUR, 2 * HOUR] {
                    let at = at + near;
                    let back = zone.to_utc(at + zone.offset(at));
                    assert!(
                        back == Local::Once(at) || matches!(back, Local::Twice(a, b) if a == at || b == at),
                        "{name}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_reading_may_mean_two_moments_or_none() {
        let berlin = Zone::named("Europe/Berlin").unwrap();
        let reading = |text| parse_utc(text).unwrap();
        let utc = reading;
        assert_eq!(
            berlin.to_utc(reading("2024-10-27T02:30")),
            Local::Twice(utc("2024-10-27T00:30"), utc("2024-10-27T01:30"))
        );
        assert_eq!(berlin.to_utc(reading("2024-03-31T02:30")), Local::Never(utc("2024-03-31T01:30")));
        assert_eq!(berlin.to_utc(reading("2024-07-01T12:00")), Local::Once(utc("2024-07-01T10:00")));
    }

    #[test]
    fn what_is_no_zone_is_none() {
        for name in ["", "Asia", "Mars/Phobos", "+", "+25:00", "+1:2:3", "+03:75", "EST5EDT5"] {
            assert_eq!(Zone::named(name), None, "{name}");
        }
    }
}

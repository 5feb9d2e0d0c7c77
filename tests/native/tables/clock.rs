//! Moments and how people write them. Written apart from the reader: the calendar here is a plain count of days.

use crate::tables::random::Random;

/// Seconds since 1970.
pub type Secs = i64;

/// A moment on the calendar.
#[derive(Clone, Copy)]
pub struct Date {
    pub year: i64,
    pub month: i64,
    pub day: i64,
    pub hour: i64,
    pub minute: i64,
    pub second: i64,
}

pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
pub const WEEKDAYS: [&str; 7] = ["Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday"];

fn days_of_year(year: i64) -> i64 {
    if (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 { 366 } else { 365 }
}

fn days_of_month(year: i64, month: i64) -> i64 {
    match month {
        2 => days_of_year(year) - 337,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Whole days from 1970 to the first of a month.
pub fn days_to(year: i64, month: i64) -> i64 {
    (1970..year).map(days_of_year).sum::<i64>() + (1..month).map(|m| days_of_month(year, m)).sum::<i64>()
}

impl Date {
    /// The date of a moment.
    pub fn of(at: Secs) -> Date {
        let (mut day, rest) = (at.div_euclid(86_400), at.rem_euclid(86_400));
        let (mut year, mut month) = (1970, 1);
        while day >= days_of_year(year) {
            day -= days_of_year(year);
            year += 1;
        }
        while day >= days_of_month(year, month) {
            day -= days_of_month(year, month);
            month += 1;
        }
        Date { year, month, day: day + 1, hour: rest / 3600, minute: rest / 60 % 60, second: rest % 60 }
    }

    pub fn iso_day(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }

    pub fn clock(self) -> String {
        format!("{:02}:{:02}:{:02}", self.hour, self.minute, self.second)
    }

    pub fn clock_short(self) -> String {
        format!("{:02}:{:02}", self.hour, self.minute)
    }

    /// Twelve hours with AM or PM.
    pub fn clock_12(self, seconds: bool) -> String {
        let half = if self.hour < 12 { "AM" } else { "PM" };
        let hour = if self.hour % 12 == 0 { 12 } else { self.hour % 12 };
        if seconds {
            format!("{hour}:{:02}:{:02} {half}", self.minute, self.second)
        } else {
            format!("{hour}:{:02} {half}", self.minute)
        }
    }

    pub fn month_name(self) -> &'static str {
        MONTHS[self.month as usize - 1]
    }
}

pub fn weekday(at: Secs) -> &'static str {
    WEEKDAYS[at.div_euclid(86_400).rem_euclid(7) as usize]
}

/// The moments of a table: a regular grid somewhere from 2012 to 2025.
pub fn grid(random: &mut Random, steps: &[Secs], rows: i64) -> Vec<Secs> {
    let step = random.pick(steps);
    let day = random.from(days_to(2012, 1), days_to(2025, 6));
    let start = day * 86_400 + if step < 86_400 { random.from(0, 86_400 / step) * step } else { 0 };
    (0..rows).map(|i| start + i * step).collect()
}

/// The usual steps: minutes to a day.
pub const STEPS: &[Secs] = &[60, 300, 600, 900, 1800, 3600];
/// Steps within a day that leave no doubt what a row is.
pub const ANY_STEP: &[Secs] = &[60, 300, 900, 3600, 86_400];

/// An unmistakable notation of a moment: ISO 8601 in its usual variants, with or without a zone.
pub fn plain(random: &mut Random) -> fn(Secs) -> String {
    let ways: [fn(Secs) -> String; 6] = [
        |at| format!("{}T{}Z", Date::of(at).iso_day(), Date::of(at).clock()),
        |at| format!("{} {}", Date::of(at).iso_day(), Date::of(at).clock()),
        |at| format!("{} {}", Date::of(at).iso_day(), Date::of(at).clock_short()),
        |at| format!("{}T{}.000Z", Date::of(at).iso_day(), Date::of(at).clock()),
        |at| format!("{}T{}+00:00", Date::of(at).iso_day(), Date::of(at).clock()),
        |at| format!("{} {} UTC", Date::of(at).iso_day(), Date::of(at).clock()),
    ];
    random.pick(&ways)
}

/// One that has the seconds.
pub fn plain_to_the_second(random: &mut Random) -> fn(Secs) -> String {
    let ways: [fn(Secs) -> String; 3] = [
        |at| format!("{}T{}Z", Date::of(at).iso_day(), Date::of(at).clock()),
        |at| format!("{} {}", Date::of(at).iso_day(), Date::of(at).clock()),
        |at| format!("{}T{}+00:00", Date::of(at).iso_day(), Date::of(at).clock()),
    ];
    random.pick(&ways)
}

#[test]
fn the_calendar_is_the_usual_one() {
    let told = |at| format!("{} {}", Date::of(at).iso_day(), Date::of(at).clock());
    assert_eq!(told(0), "1970-01-01 00:00:00");
    assert_eq!(told(951_782_399), "2000-02-28 23:59:59");
    assert_eq!(told(1_709_164_800), "2024-02-29 00:00:00");
    assert_eq!(weekday(1_709_164_800), "Thursday");
}

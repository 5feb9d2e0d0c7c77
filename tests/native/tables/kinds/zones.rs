//! Zones: in the header, in a column, in a setting, and the hour that comes twice.

use super::{Make, Plain, cells};
use crate::tables::clock::{self, Date, STEPS, Secs};
use crate::tables::judge::Table;
use crate::tables::random::Random;
use crate::tables::write::{Dialect, TIME_WORDS};

pub const KINDS: &[(&str, Make)] = &[
    ("an offset in the header", in_header),
    ("an offset in its own column", in_column),
    ("an offset in each stamp", in_stamp),
    ("a zone that is set", set),
    ("the hour that comes twice", doubled_hour),
];

/// Offsets in minutes and how headers write them.
const OFFSETS: &[(i64, &str)] = &[
    (180, "GMT+3"),
    (210, "UTC+03:30"),
    (-300, "UTC-5"),
    (330, "UTC+5:30"),
    (120, "UTC+02:00"),
    (0, "UTC"),
    (480, "GMT+8"),
    (-180, "GMT-3"),
    (345, "UTC+05:45"),
];

fn local(at: Secs, minutes: i64) -> String {
    let date = Date::of(at + minutes * 60);
    format!("{} {}", date.iso_day(), date.clock())
}

fn offset(minutes: i64) -> String {
    format!("{}{:02}:{:02}", if minutes < 0 { '-' } else { '+' }, minutes.abs() / 60, minutes.abs() % 60)
}

fn in_header(random: &mut Random) -> Table {
    let plain = Plain::of(random, 1, STEPS);
    let (minutes, words) = random.pick(OFFSETS);
    let word = random.pick(TIME_WORDS).0;
    let named = if random.one_in(2) { format!("{word} ({words})") } else { format!("{word} [{words}]") };
    let dialect = Dialect::any(random);
    let rows = plain.rows(dialect.missing, |_, at| vec![local(at, minutes)]);
    Table::new(dialect.text(&[vec![named], plain.names()].concat(), &rows), plain.truth())
}

fn in_column(random: &mut Random) -> Table {
    let plain = Plain::of(random, 1, STEPS);
    let (minutes, _) = random.pick(OFFSETS);
    let header =
        [cells(["time", random.pick(&["utc_offset", "offset", "tz", "timezone", "UTC offset"])]), plain.names()];
    let dialect = Dialect::any(random);
    let rows = plain.rows(dialect.missing, |_, at| vec![local(at, minutes), offset(minutes)]);
    Table::new(dialect.text(&header.concat(), &rows), plain.truth())
}

fn in_stamp(random: &mut Random) -> Table {
    let plain = Plain::of(random, 1, STEPS);
    let (minutes, _) = random.pick(OFFSETS);
    let way = random.from(0, 3);
    plain.written(&Dialect::any(random), move |at| match way {
        0 => format!("{}{}", local(at, minutes).replace(' ', "T"), offset(minutes)),
        1 => format!("{} {}", local(at, minutes), offset(minutes).replace(':', "")),
        _ => format!("{}{}", local(at, minutes), offset(minutes)),
    })
}

fn set(random: &mut Random) -> Table {
    let plain = Plain::of(random, 1, STEPS);
    let (minutes, zone) = random.pick(&[
        (270, "Asia/Kabul"),
        (330, "Asia/Kolkata"),
        (540, "Asia/Tokyo"),
        (60, "Africa/Lagos"),
        (-300, "America/Bogota"),
        (210, "+03:30"),
        (-420, "-07:00"),
    ]);
    plain.written(&Dialect::any(random), move |at| local(at, minutes)).with("zone", zone)
}

/// Days around the end of summer time: each row is as long after the one before as any other.
fn doubled_hour(random: &mut Random) -> Table {
    let year = random.from(2012, 2025);
    // The last Sunday of October at 01:00 UTC in Europe, the first of November at 02:00 on the clocks in America.
    let sunday = |year, month, from: i64| {
        let first = clock::days_to(year, month) + from - 1;
        (first..first + 7).find(|day| clock::weekday(day * 86_400) == "Sunday").unwrap() * 86_400
    };
    let (zone, summer, winter, end) = random.pick(&[
        ("Europe/Berlin", 120, 60, sunday(year, 10, 25) + 3600),
        ("Europe/London", 60, 0, sunday(year, 10, 25) + 3600),
        ("Europe/Athens", 180, 120, sunday(year, 10, 25) + 3600),
        ("America/New_York", -240, -300, sunday(year, 11, 1) + 6 * 3600),
        ("America/Chicago", -300, -360, sunday(year, 11, 1) + 7 * 3600),
    ]);
    let mut plain = Plain::over(random, 1, &[300, 900, 1800], 200);
    let step = plain.times[1] - plain.times[0];
    plain.times = (0..200).map(|i| end - 90 * step + i * step).collect();
    let table = plain.written(&Dialect::any(random), move |at| local(at, if at < end { summer } else { winter }));
    table.with("zone", zone)
}

//! Notations of moments.

use super::{Make, Plain, cells};
use crate::tables::clock::{self, ANY_STEP, Date, STEPS, Secs, weekday};
use crate::tables::judge::Table;
use crate::tables::random::Random;
use crate::tables::signal::digits;
use crate::tables::write::{Dialect, Quotes, TIME_WORDS};

pub const KINDS: &[(&str, Make)] = &[
    ("ISO stamps in any dialect", iso),
    ("date and time columns", date_and_time),
    ("a date beside a stamp", date_beside_stamp),
    ("day.month.year", day_first),
    ("US dates", month_first),
    ("US dates by the minute", month_first_by_minute),
    ("a day's order that nothing decides", undecided),
    ("AM and PM", half_days),
    ("ctime", ctime),
    ("months in words", month_words),
    ("compact stamps", compact),
    ("two-digit years", short_years),
    ("serial days", serial_days),
    ("epochs of each unit", epochs),
    ("epochs of another base", other_epochs),
    ("Persian and Arabic digits in stamps", other_digits),
    ("a jittering logger", jitter),
    ("two exports joined, each with its dates", joined),
];

fn iso(random: &mut Random) -> Table {
    let mut plain = Plain::new(random);
    plain.signals = plain.signals.into_iter().map(|signal| signal.with_gaps(random, 20)).collect();
    plain.written(&Dialect::any(random), clock::plain(random))
}

fn date_and_time(random: &mut Random) -> Table {
    let count = random.pick(&[1, 2]);
    let plain = Plain::of(random, count, STEPS);
    let dialect = Dialect::any(random);
    let (_, date_word, time_word) = random.pick(TIME_WORDS);
    let day_first = random.one_in(3) && spans_the_twelfth(&plain.times);
    let seconds = random.one_in(2);
    let rows = plain.rows(dialect.missing, |_, at| {
        let date = Date::of(at);
        let day = if day_first { dotted(date) } else { date.iso_day() };
        vec![day, if seconds { date.clock() } else { date.clock_short() }]
    });
    let header = [cells([date_word, time_word]), plain.names()].concat();
    Table::new(dialect.text(&header, &rows), plain.truth())
}

fn date_beside_stamp(random: &mut Random) -> Table {
    let plain = Plain::of(random, 1, STEPS);
    let dialect = Dialect::any(random);
    let rows = plain.rows(dialect.missing, |_, at| {
        let date = Date::of(at);
        vec![date.iso_day(), format!("{} {}", date.iso_day(), date.clock_short())]
    });
    let header = [cells(["Date", "DateTime"]), plain.names()].concat();
    Table::new(dialect.text(&header, &rows), plain.truth())
}

fn dotted(date: Date) -> String {
    format!("{:02}.{:02}.{}", date.day, date.month, date.year)
}

fn slashed(date: Date) -> String {
    format!("{:02}/{:02}/{}", date.month, date.day, date.year)
}

fn spans_the_twelfth(times: &[Secs]) -> bool {
    times.iter().any(|at| Date::of(*at).day > 12)
}

/// A table of at most a day a row with a day above the twelfth.
fn decided(random: &mut Random, steps: &[Secs]) -> Plain {
    loop {
        let plain = Plain::of(random, 1, steps);
        if spans_the_twelfth(&plain.times) {
            return plain;
        }
    }
}

fn day_first(random: &mut Random) -> Table {
    let plain = decided(random, ANY_STEP);
    let mark = random.pick(&['.', '/', '-']);
    let seconds = random.one_in(2);
    plain.written(&Dialect::any(random), move |at| {
        let date = Date::of(at);
        let clock = if seconds { date.clock() } else { date.clock_short() };
        format!("{} {clock}", dotted(date).replace('.', &mark.to_string()))
    })
}

fn month_first(random: &mut Random) -> Table {
    let plain = decided(random, ANY_STEP);
    let short = random.one_in(2);
    plain.written(&Dialect::any(random), move |at| {
        let date = Date::of(at);
        let day = if short { format!("{}/{}/{}", date.month, date.day, date.year) } else { slashed(date) };
        format!("{day} {}", date.clock_short())
    })
}

/// From some row on the moments are written otherwise.
fn joined(random: &mut Random) -> Table {
    let plain = decided(random, &[3600, 86_400]);
    let turn = plain.times[random.from(6, plain.times.len() as i64 - 6) as usize];
    let ways: [fn(Secs) -> String; 4] = [
        |at| format!("{} {}", Date::of(at).iso_day(), Date::of(at).clock()),
        |at| format!("{} {}", slashed(Date::of(at)), Date::of(at).clock_short()),
        |at| format!("{} {}", dotted(Date::of(at)), Date::of(at).clock_short()),
        |at| {
            let date = Date::of(at);
            format!("{} {} {} {}", date.day, date.month_name(), date.year, date.clock_short())
        },
    ];
    let first = random.from(0, 4) as usize;
    let second = (first + random.from(1, 4) as usize) % 4;
    let written = move |at: Secs| ways[if at < turn { first } else { second }](at);
    plain.written(&Dialect::of(random, &[',', ';', '\t']), written).saying("written otherwise")
}

/// Neither number of the date is above twelve, and one order alone leaves no gap at midnight.
fn month_first_by_minute(random: &mut Random) -> Table {
    let mut plain = Plain::over(random, 1, &[900, 1800, 3600], 130);
    let date = Date::of(plain.times[0]);
    let start = (clock::days_to(date.year, date.month) + random.from(1, 6)) * 86_400;
    let step = plain.times[1] - plain.times[0];
    plain.times = (0..plain.times.len() as i64).map(|i| start + i * step).collect();
    plain.written(&Dialect::any(random), |at| format!("{} {}", slashed(Date::of(at)), Date::of(at).clock_short()))
}

/// One day alone, such as 03/04: either order is as good.
fn undecided(random: &mut Random) -> Table {
    let mut plain = Plain::of(random, 1, &[300]);
    let (month, day) = random.pick(&[(3, 4), (5, 6), (2, 11), (10, 9), (7, 1)]);
    let start = (clock::days_to(random.from(2014, 2025), month) + day - 1) * 86_400;
    let step = plain.times[1] - plain.times[0];
    plain.times = (0..plain.times.len() as i64).map(|i| start + i * step).collect();
    let rows = plain.rows("", |_, at| vec![format!("{} {}", slashed(Date::of(at)), Date::of(at).clock_short())]);
    let header = [cells(["time"]), plain.names()].concat();
    Table::told(
        Dialect::any(random).text(&header, &rows),
        &["day first", "month first", "order", "ambig", "day or month"],
    )
}

fn half_days(random: &mut Random) -> Table {
    let plain = decided(random, STEPS);
    let (american, seconds, lower) = (random.one_in(2), random.one_in(2), random.one_in(3));
    plain.written(&Dialect::any(random), move |at| {
        let date = Date::of(at);
        let day = if american { slashed(date) } else { date.iso_day() };
        let stamp = format!("{day} {}", date.clock_12(seconds));
        if lower { stamp.to_lowercase() } else { stamp }
    })
}

fn ctime(random: &mut Random) -> Table {
    let plain = Plain::new(random);
    let ways: [fn(Secs) -> String; 3] = [
        |at| ctime_with(at, ""),
        |at| ctime_with(at, "UTC "),
        |at| {
            let date = Date::of(at);
            let (week, month) = (&weekday(at)[..3], &date.month_name()[..3]);
            format!("{week}, {:02} {month} {} {} GMT", date.day, date.year, date.clock())
        },
    ];
    plain.written(&Dialect::any(random), random.pick(&ways))
}

fn ctime_with(at: Secs, zone: &str) -> String {
    let date = Date::of(at);
    let (week, month) = (&weekday(at)[..3], &date.month_name()[..3]);
    format!("{week} {month} {:>2} {} {zone}{}", date.day, date.clock(), date.year)
}

fn month_words(random: &mut Random) -> Table {
    let plain = Plain::new(random);
    let ways: [fn(Date) -> String; 5] = [
        |date| format!("{} {} {} {}", date.day, &date.month_name()[..3], date.year, date.clock_short()),
        |date| format!("{} {:02}, {} {}", date.month_name(), date.day, date.year, date.clock()),
        |date| format!("{:02}-{}-{} {}", date.day, &date.month_name()[..3], date.year, date.clock()),
        |date| format!("{} {}, {}, {}", date.month_name(), date.day, date.year, date.clock_12(true)),
        |date| format!("{:02}/{}/{} {}", date.day, &date.month_name()[..3], date.year, date.clock_short()),
    ];
    let way = random.pick(&ways);
    plain.written(&Dialect::any(random), move |at| way(Date::of(at)))
}

/// Steps, and a way to write their stamps.
type Stamps = (&'static [Secs], fn(Date) -> String);

fn compact(random: &mut Random) -> Table {
    let ways: [Stamps; 5] = [
        (&[86_400], |date| date.iso_day().replace('-', "")),
        (&[3600], |date| format!("{}{:02}", date.iso_day().replace('-', ""), date.hour)),
        (STEPS, |date| format!("{}{}", date.iso_day().replace('-', ""), date.clock_short().replace(':', ""))),
        (STEPS, |date| format!("{}{}", date.iso_day().replace('-', ""), date.clock().replace(':', ""))),
        (STEPS, |date| format!("{}T{}Z", date.iso_day().replace('-', ""), date.clock().replace(':', ""))),
    ];
    let (steps, way) = random.pick(&ways);
    let plain = Plain::of(random, 1, steps);
    plain.written(&Dialect::any(random), move |at| way(Date::of(at)))
}

fn short_years(random: &mut Random) -> Table {
    let plain = decided(random, STEPS);
    let american = random.one_in(2);
    plain.written(&Dialect::any(random), move |at| {
        let date = Date::of(at);
        let year = date.year % 100;
        let day = if american {
            format!("{}/{}/{year:02}", date.month, date.day)
        } else {
            format!("{:02}.{:02}.{year:02}", date.day, date.month)
        };
        format!("{day} {}", date.clock_short())
    })
}

/// Days since 30 December 1899, as spreadsheets count.
fn serial_days(random: &mut Random) -> Table {
    let plain = Plain::of(random, 1, &[900, 1800, 3600, 86_400]);
    let dialect = Dialect { quotes: Quotes::Needed, ..Dialect::any(random) };
    let serial = |at: Secs| {
        let (days, rest) = (at.div_euclid(86_400) + 25_569, at.rem_euclid(86_400));
        if rest == 0 { days.to_string() } else { format!("{:.10}", days as f64 + rest as f64 / 86_400.0) }
    };
    plain.written(&dialect, serial)
}

fn epochs(random: &mut Random) -> Table {
    let plain = Plain::new(random);
    let ways: [fn(Secs) -> String; 6] = [
        |at| at.to_string(),
        |at| format!("{at}.0"),
        |at| format!("{at}000"),
        |at| format!("{at}000000"),
        |at| format!("{at}000000000"),
        |at| format!("{at}.000000"),
    ];
    plain.written(&Dialect::any(random), random.pick(&ways))
}

/// .NET ticks, seconds since 1900, and milliseconds rounded by a spreadsheet.
fn other_epochs(random: &mut Random) -> Table {
    let plain = Plain::of(random, 1, &[60, 300]);
    let ways: [fn(Secs) -> String; 3] = [
        |at| format!("{}0000000", at + 62_135_596_800),
        |at| (at + 2_208_988_800).to_string(),
        |at| format!("{:.5}E+12", at as f64 / 1e9),
    ];
    let way = random.pick(&ways);
    let rows = plain.rows("", |_, at| vec![way(at)]);
    let words = &["epoch", "since", "round", "digits", "time", "tick"];
    Table::told(Dialect::any(random).text(&plain.header(), &rows), words)
}

fn other_digits(random: &mut Random) -> Table {
    let plain = Plain::of(random, 1, STEPS);
    let zero = random.pick(&['۰', '٠']);
    plain.written(&Dialect::any(random), move |at| {
        digits(&format!("{} {}", Date::of(at).iso_day(), Date::of(at).clock_short()), zero)
    })
}

/// A job that comes a little late each time.
fn jitter(random: &mut Random) -> Table {
    let mut plain = Plain::of(random, 2, &[60, 300, 3600]);
    let step = plain.times[1] - plain.times[0];
    let mut late: Vec<Secs> = plain.times.clone();
    late.iter_mut().for_each(|at| *at += random.from(0, (step / 10).min(25)));
    plain.times = late;
    plain.written(&Dialect::any(random), |at| format!("{} {}", Date::of(at).iso_day(), Date::of(at).clock()))
}

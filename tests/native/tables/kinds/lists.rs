//! Lists of outages: start and end or length, place and reason.

use super::{Make, cells};
use crate::tables::clock::{Date, Secs, days_to};
use crate::tables::judge::{Table, Truth};
use crate::tables::random::Random;
use crate::tables::write::Dialect;

pub const KINDS: &[(&str, Make)] = &[
    ("outages by start and end", by_end),
    ("outages by start and length", by_length),
    ("days of a shutdown list", by_day),
    ("a date and a time of day at both ends", by_day_and_clock),
    ("an observatory's list of shutdowns", observatory),
    ("two moments of any name", any_ends),
    ("ends that have not come, in words", open_ends),
    ("a date from one time to another", from_to),
    ("lengths as people write them", written_lengths),
    ("lengths in days that nobody named", unnamed_days),
    ("what was up between the outages, too", both_states),
];

/// Some outages, minutes to a day long, none within another.
fn outages(random: &mut Random) -> Vec<(Secs, Secs)> {
    let mut at = random.from(days_to(2014, 1), days_to(2025, 1)) * 86_400;
    let count = random.from(4, 20);
    let one = |_| {
        at += random.from(20, 900) * 3600 + random.from(0, 60) * 60;
        let start = at;
        at += random.from(5, 1_400) * 60;
        (start, at)
    };
    (0..count).map(one).collect()
}

const REASONS: &[&str] = &["power", "fibre cut", "exam", "protest, ordered", "unknown", ""];
const PLACES: &[&str] = &["Iran", "Myanmar", "Sudan", "India", "Cuba"];

fn stamp(at: Secs) -> String {
    format!("{} {}", Date::of(at).iso_day(), Date::of(at).clock())
}

/// Place, reason and the two middle cells of each row.
fn list<const N: usize>(random: &mut Random, names: [&str; N], rows: &[[String; N]]) -> String {
    let (place, reason) = (random.one_in(2), random.one_in(2));
    let mut header = cells(names);
    if place {
        header.insert(0, "country".to_owned());
    }
    if reason {
        header.push(random.pick(&["cause", "reason", "comment"]).to_owned());
    }
    let rows: Vec<Vec<String>> = rows
        .iter()
        .map(|pair| {
            let mut row = pair.to_vec();
            if place {
                row.insert(0, random.pick(PLACES).to_owned());
            }
            if reason {
                row.push(random.pick(REASONS).to_owned());
            }
            row
        })
        .collect();
    Dialect::any(random).text(&header, &rows)
}

fn by_end(random: &mut Random) -> Table {
    let outages = outages(random);
    let names = [["start", "end"], ["from", "until"], ["Started at", "Resolved at"], ["start_time", "end_time"]];
    let names = random.pick(&names);
    let open = random.one_in(3);
    let last = outages.len() - 1;
    let end = |i: usize, end: Secs| (!(open && i == last)).then_some(end);
    let truth: Vec<_> = outages.iter().enumerate().map(|(i, (from, to))| (*from, end(i, *to))).collect();
    let rows: Vec<[String; 2]> =
        truth.iter().map(|(from, to)| [stamp(*from), to.map_or(String::new(), stamp)]).collect();
    let text = list(random, names, &rows);
    Table { truth: Truth::Outages(truth), ..Table::new(text, Vec::new()) }
}

fn by_length(random: &mut Random) -> Table {
    let outages = outages(random);
    let (name, write): (&str, fn(Secs) -> String) = random.pick(&[
        ("duration (min)", (|secs| (secs / 60).to_string()) as fn(Secs) -> String),
        ("duration_seconds", |secs| secs.to_string()),
        ("duration", |secs| format!("{:02}:{:02}:{:02}", secs / 3600, secs / 60 % 60, secs % 60)),
        ("Duration", |secs| format!("{}h {}m", secs / 3600, secs / 60 % 60)),
        ("Duration (hours)", |secs| format!("{:.4}", secs as f64 / 3600.0)),
    ]);
    let rows: Vec<[String; 2]> = outages.iter().map(|(from, to)| [stamp(*from), write(to - from)]).collect();
    // Four decimals of an hour are good to a third of a second: whole seconds are meant.
    let text = list(random, ["start", name], &rows);
    let truth = outages.into_iter().map(|(from, to)| (from, Some(to))).collect();
    Table { truth: Truth::Outages(truth), ..Table::new(text, Vec::new()) }
}

/// Whole days: the last one counts.
fn by_day(random: &mut Random) -> Table {
    let outages = outages(random);
    let names = random.pick(&[["start_date", "end_date"], ["Start date", "End date"], ["from", "to"]]);
    let days = |at: Secs| at.div_euclid(86_400) * 86_400;
    let truth: Vec<_> = outages.iter().map(|(from, to)| (days(*from), Some(days(*to) + 86_400))).collect();
    let day = |at: Secs| Date::of(at).iso_day();
    let rows: Vec<[String; 2]> = outages.iter().map(|(from, to)| [day(*from), day(*to)]).collect();
    let text = list(random, names, &rows);
    Table { truth: Truth::Outages(truth), ..Table::new(text, Vec::new()) }
}

/// Four columns: the day and the time of each end. Many end on the day they began.
fn by_day_and_clock(random: &mut Random) -> Table {
    let outages = outages(random);
    let names = random.pick(&[
        ["start date", "start time", "end date", "end time"],
        ["Start Date", "Start Time", "End Date", "End Time"],
        ["Date from", "Time from", "Date to", "Time to"],
    ]);
    let style = random.from(0, 3);
    let day = |at: Secs| {
        let date = Date::of(at);
        match style {
            0 => date.iso_day(),
            1 => format!("{:02} {} {}", date.day, date.month_name(), date.year),
            _ => format!("{:02}/{:02}/{}", date.day, date.month, date.year),
        }
    };
    let clock = |at: Secs| Date::of(at).clock_short();
    let rows: Vec<[String; 4]> =
        outages.iter().map(|(from, to)| [day(*from), clock(*from), day(*to), clock(*to)]).collect();
    let text = list(random, names, &rows);
    let truth = outages.into_iter().map(|(from, to)| (from, Some(to))).collect();
    Table { truth: Truth::Outages(truth), ..Table::new(text, Vec::new()) }
}

/// First day, country, its code, last day, length in days or `NA`, what was cut and where.
fn observatory(random: &mut Random) -> Table {
    let list = outages(random);
    let days = |at: Secs| at.div_euclid(86_400) * 86_400;
    let day = |at: Secs| format!("{}T00:00:00Z", Date::of(at).iso_day());
    let header = ["start_date", "country_name", "iso3c", "end_date", "duration", "geo_scope", "shutdown_extent"];
    let mut truth = Vec::new();
    let rows: Vec<Vec<String>> = list
        .iter()
        .map(|(from, to)| {
            let (first, last) = (days(*from), days(*to));
            truth.push((first, Some(last + 86_400)));
            let (name, code) = random.pick(&[("India", "IND"), ("Uganda", "UGA"), ("Iraq", "IRQ"), ("Sudan", "SDN")]);
            let length = if random.one_in(5) { "NA".to_owned() } else { ((last - first) / 86_400 + 1).to_string() };
            let scope = random.pick(&["regional", "national", "local"]);
            let extent = random.pick(&["full network", "service-based", "throttle"]);
            [day(first), name.to_owned(), code.to_owned(), day(last), length, scope.to_owned(), extent.to_owned()]
                .to_vec()
        })
        .collect();
    let text = Dialect::any(random).text(&header.map(str::to_owned), &rows);
    Table { truth: Truth::Outages(truth), ..Table::new(text, Vec::new()) }
}

fn any_ends(random: &mut Random) -> Table {
    let outages = outages(random);
    let names = random.pick(&[
        ["Went down", "Came back"],
        ["Down", "Up"],
        ["Offline since", "Online since"],
        ["Inizio", "Fine"],
        ["Başlangıç", "Bitiş"],
        ["Mulai", "Selesai"],
        ["Störungsbeginn", "Störungsende"],
        ["off_at", "on_at"],
        ["障害発生", "復旧"],
    ]);
    let rows: Vec<Vec<String>> = outages.iter().map(|(from, to)| vec![stamp(*from), stamp(*to)]).collect();
    let text = Dialect::any(random).text(&cells(names), &rows);
    let truth = outages.into_iter().map(|(from, to)| (from, Some(to))).collect();
    Table { truth: Truth::Outages(truth), ..Table::new(text, Vec::new()) }
}

fn open_ends(random: &mut Random) -> Table {
    let outages = outages(random);
    let word = random.pick(&["ongoing", "laufend", "en cours", "en curso", "продолжается", "devam ediyor", "持续中"]);
    let last = outages.len() - 1;
    let end = |i: usize, to: Secs| if i == last { word.to_owned() } else { stamp(to) };
    let rows: Vec<[String; 2]> =
        outages.iter().enumerate().map(|(i, (from, to))| [stamp(*from), end(i, *to)]).collect();
    let text = list(random, ["start", "end"], &rows);
    let truth = outages.iter().enumerate().map(|(i, (from, to))| (*from, (i < last).then_some(*to))).collect();
    Table { truth: Truth::Outages(truth), ..Table::new(text, Vec::new()) }
}

/// Planned interruptions: a date, from when to when. Past midnight it is the next day.
fn from_to(random: &mut Random) -> Table {
    let outages: Vec<(Secs, Secs)> =
        outages(random).into_iter().map(|(from, to)| (from, to.min(from + 86_340))).collect();
    let clock = |at: Secs| Date::of(at).clock_short();
    let way = random.from(0, 4);
    let rows: Vec<Vec<String>> = outages
        .iter()
        .map(|(from, to)| match way {
            0 | 1 => vec![Date::of(*from).iso_day(), clock(*from), clock(*to), "North".to_owned()],
            2 => vec![Date::of(*from).iso_day(), format!("{} - {}", clock(*from), clock(*to)), "North".to_owned()],
            _ => vec![stamp(*from), format!("{}:00", clock(*to)), "North".to_owned()],
        })
        .collect();
    let header = match way {
        0 => cells(["Date", "From", "To", "Area"]),
        1 => cells(["Datum", "von", "bis", "Ort"]),
        2 => cells(["Date", "Time", "Area"]),
        _ => cells(["start", "end", "area"]),
    };
    let text = Dialect::any(random).text(&header, &rows);
    let truth = outages.into_iter().map(|(from, to)| (from, Some(to))).collect();
    Table { truth: Truth::Outages(truth), ..Table::new(text, Vec::new()) }
}

fn written_lengths(random: &mut Random) -> Table {
    let outages = outages(random);
    let (name, write): (&str, fn(Secs) -> String) = random.pick(&[
        ("Dauer", (|secs| format!("{} Std. {} Min.", secs / 3600, secs / 60 % 60)) as fn(Secs) -> String),
        ("Duration", |secs| format!("{} hours and {} minutes", secs / 3600, secs / 60 % 60)),
        ("duration", |secs| format!("PT{}H{}M", secs / 3600, secs / 60 % 60)),
        ("duration", |secs| format!("{} mins.", secs / 60)),
        ("длительность", |secs| format!("{} ч {} мин", secs / 3600, secs / 60 % 60)),
        ("Süre", |secs| format!("{} sa {} dk", secs / 3600, secs / 60 % 60)),
        ("Süre (dk)", |secs| (secs / 60).to_string()),
        ("minutes down", |secs| (secs / 60).to_string()),
        ("时长", |secs| format!("{}小时{}分钟", secs / 3600, secs / 60 % 60)),
    ]);
    let rows: Vec<[String; 2]> = outages.iter().map(|(from, to)| [stamp(*from), write(to - from)]).collect();
    let text = list(random, ["start", name], &rows);
    let truth = outages.into_iter().map(|(from, to)| (from, Some(to))).collect();
    Table { truth: Truth::Outages(truth), ..Table::new(text, Vec::new()) }
}

/// Beside dates bare lengths are days, and that is said.
fn unnamed_days(random: &mut Random) -> Table {
    let days = |at: Secs| at.div_euclid(86_400) * 86_400;
    let outages: Vec<(Secs, i64)> =
        outages(random).into_iter().map(|(from, _)| (days(from), random.from(1, 30))).collect();
    let rows: Vec<[String; 2]> =
        outages.iter().map(|(from, long)| [Date::of(*from).iso_day(), long.to_string()]).collect();
    let text = list(random, ["start_date", "duration"], &rows);
    let truth = outages.into_iter().map(|(from, long)| (from, Some(from + long * 86_400))).collect();
    Table { truth: Truth::Outages(truth), ..Table::new(text, Vec::new()).saying("read as days") }
}

/// Stretches of either state, one after the other, as monitors list them: only those in which it was down are outages.
fn both_states(random: &mut Random) -> Table {
    let outages = outages(random);
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut since = outages[0].0 - 86_400;
    for (from, to) in &outages {
        rows.push(cells(["up"]).into_iter().chain([stamp(since), stamp(*from)]).collect());
        rows.push(cells(["down"]).into_iter().chain([stamp(*from), stamp(*to)]).collect());
        since = *to;
    }
    if random.one_in(2) {
        rows.reverse();
    }
    let text = Dialect::any(random).text(&cells(["status", "created_at", "ended_at"]), &rows);
    let truth = outages.into_iter().map(|(from, to)| (from, Some(to))).collect();
    Table { truth: Truth::Outages(truth), ..Table::new(text, Vec::new()) }
}

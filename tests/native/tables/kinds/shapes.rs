//! Tables that are no plain CSV: pages, prompts, aligned columns, matrices, wide tables.

use super::{Make, Plain};
use crate::tables::clock::{self, Date, STEPS};
use crate::tables::judge::{Series, Table};
use crate::tables::random::Random;
use crate::tables::signal::{MEASURES, Measure, Signal};
use crate::tables::write::Dialect;

pub const KINDS: &[(&str, Make)] = &[
    ("Markdown tables", markdown),
    ("psql tables", psql),
    ("tables drawn with rules", ruled),
    ("aligned columns", aligned),
    ("hour matrices", hour_matrix),
    ("wide tables", wide),
    ("more keys than anybody can look at", many_keys),
    ("no header", no_header),
    ("descending and shuffled rows", unsorted),
];

fn markdown(random: &mut Random) -> Table {
    let plain = Plain::new(random);
    let stamp = clock::plain(random);
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let rule = random.pick(&["---", ":---", "---:", ":-:"]);
    let mut text = line(&plain.header());
    text += &line(&vec![rule.to_owned(); plain.header().len()]);
    plain.rows("", |_, at| vec![stamp(at)]).iter().for_each(|row| text += &line(row));
    Table::new(text, plain.truth())
}

/// More keys than are shown: what they counted is added up, of all else it is the mean; a key that counted nothing has no row.
fn many_keys(random: &mut Random) -> Table {
    let mut plain = Plain::of(random, 0, &[3600, 86_400]);
    let counts = random.one_in(2);
    let (name, height) = if counts {
        (random.pick(&["count", "measurements", "users", "tests"]), 40)
    } else {
        (random.pick(&["uptime_percent", "speed", "latency index"]), 90)
    };
    let keys = random.from(26, 60);
    let header = [plain.time_word, random.pick(&["asn", "network", "probe", "county"]), name].map(str::to_owned);
    let (dialect, stamp) = (Dialect::of(random, &[',', ';', '\t']), clock::plain(random));
    let (mut rows, mut values) = (Vec::new(), Vec::new());
    plain.times.truncate(60);
    for at in &plain.times {
        let mut cell = |key: i64| (key == 0 || !random.one_in(4)).then(|| (key, random.from(1, height)));
        let held: Vec<(i64, i64)> = (0..keys).filter_map(&mut cell).collect();
        let sum = held.iter().map(|(_, value)| *value).sum::<i64>() as f64;
        values.push(if counts { sum } else { sum / held.len() as f64 });
        rows.extend(held.iter().map(|(key, value)| vec![stamp(*at), format!("k{key}x"), value.to_string()]));
    }
    let truth = vec![Series::new(name, &plain.times, &values)];
    let says = if counts { "added up" } else { "their mean is shown" };
    Table::new(dialect.text(&header, &rows), truth).any_unit().saying(says)
}

/// Cells of each column padded to the same width.
fn padded(rows: &[Vec<String>], right: bool) -> Vec<Vec<String>> {
    let widths: Vec<usize> =
        (0..rows[0].len()).map(|column| rows.iter().map(|row| row[column].chars().count()).max().unwrap()).collect();
    let pad = |cell: &String, width: usize| {
        let blanks = " ".repeat(width - cell.chars().count());
        if right { format!("{blanks}{cell}") } else { format!("{cell}{blanks}") }
    };
    rows.iter().map(|row| row.iter().zip(&widths).map(|(cell, width)| pad(cell, *width)).collect()).collect()
}

fn whole(plain: &Plain, random: &mut Random) -> Vec<Vec<String>> {
    let stamp = clock::plain(random);
    [vec![plain.header()], plain.rows("", |_, at| vec![stamp(at)])].concat()
}

fn psql(random: &mut Random) -> Table {
    let plain = Plain::new(random);
    let rows = padded(&whole(&plain, random), random.one_in(2));
    let line = |row: &Vec<String>| format!(" {} \n", row.join(" | "));
    let rule: Vec<String> = rows[0].iter().map(|cell| "-".repeat(cell.chars().count() + 2)).collect();
    let mut text = format!("{}{}\n", line(&rows[0]), rule.join("+"));
    rows[1..].iter().for_each(|row| text += &line(row));
    text += &format!("({} rows)\n\n", rows.len() - 1);
    Table::new(text, plain.truth())
}

/// As the prompts of MySQL, SQLite (box) and Prettytable draw them.
fn ruled(random: &mut Random) -> Table {
    let plain = Plain::new(random);
    let rows = padded(&whole(&plain, random), random.one_in(2));
    let rule: Vec<String> = rows[0].iter().map(|cell| "-".repeat(cell.chars().count() + 2)).collect();
    let rule = format!("+{}+\n", rule.join("+"));
    let line = |row: &Vec<String>| format!("| {} |\n", row.join(" | "));
    let mut text = format!("{rule}{}{rule}", line(&rows[0]));
    rows[1..].iter().for_each(|row| text += &line(row));
    Table::new(text + &rule, plain.truth())
}

fn aligned(random: &mut Random) -> Table {
    let plain = Plain::new(random);
    let rows = padded(&whole(&plain, random), random.one_in(2));
    let gap = random.pick(&["  ", "   ", "    "]);
    let text: String = rows.iter().map(|row| format!("{}\n", row.join(gap).trim_end())).collect();
    Table::new(text, plain.truth())
}

/// A row a day, a column an hour.
fn hour_matrix(random: &mut Random) -> Table {
    let days = random.from(10, 40);
    let plain = Plain::over(random, 1, &[3600], days * 24);
    let start = plain.times[0].div_euclid(86_400) * 86_400;
    let times: Vec<i64> = (0..days * 24).map(|i| start + i * 3600).collect();
    let names: [fn(usize) -> String; 4] =
        [|h| format!("{h:02}:00"), |h| format!("{h}:00"), |h| format!("{h:02}"), |h| format!("{h:02}h")];
    let name = random.pick(&names);
    let header = [vec!["Date".to_owned()], (0..24).map(name).collect()].concat();
    let cells: Vec<String> = plain.signals[0].cells.iter().flatten().cloned().collect();
    let row = |(day, hours): (usize, &[String])| {
        [vec![Date::of(start + day as i64 * 86_400).iso_day()], hours.to_vec()].concat()
    };
    let rows: Vec<Vec<String>> = cells.chunks(24).enumerate().map(row).collect();
    let text = Dialect::any(random).text(&header, &rows);
    Table::new(text, vec![Series::new("", &times, &plain.signals[0].values())])
}

fn wide(random: &mut Random) -> Table {
    let mut plain = Plain::of(random, 0, clock::ANY_STEP);
    let names: &[&str] = random.pick(&[
        &["Tehran", "Shiraz", "Qom", "Ahvaz", "Tabriz", "Rasht"][..],
        &["AS1299", "AS3356", "AS174", "AS6939"],
        &["Москва", "Казань", "Уфа", "Омск"],
        &["eth0 in", "eth0 out", "eth1 in", "eth1 out"],
        &["北京", "上海", "广州"],
    ]);
    let height = random.pick(&[40, 900, 52_000]);
    let signal = |name: &&'static str| Signal::new(random, Measure(name, height, 1), plain.times.len());
    plain.signals = names.iter().map(signal).collect();
    plain.signals = plain.signals.into_iter().map(|signal| signal.with_gaps(random, 30)).collect();
    plain.written(&Dialect::any(random), clock::plain(random))
}

fn no_header(random: &mut Random) -> Table {
    let plain = Plain::of(random, 1, STEPS);
    let (dialect, stamp) = (Dialect::any(random), clock::plain(random));
    let rows = plain.rows(dialect.missing, |_, at| vec![stamp(at)]);
    let series = Series::new("", &plain.times, &plain.signals[0].values());
    Table::new(dialect.text(&[], &rows), vec![series])
}

fn unsorted(random: &mut Random) -> Table {
    let measure = random.pick(MEASURES);
    let mut plain = Plain::of(random, 0, STEPS);
    plain.signals = vec![Signal::new(random, measure, plain.times.len())];
    let (dialect, stamp) = (Dialect::any(random), clock::plain(random));
    let mut rows = plain.rows(dialect.missing, |_, at| vec![stamp(at)]);
    if random.one_in(2) {
        rows.reverse();
    } else {
        (1..rows.len()).for_each(|i| rows.swap(i, random.from(0, i as i64 + 1) as usize));
    }
    Table::new(dialect.text(&plain.header(), &rows), plain.truth())
}

//! Values with a known truth, and how people write numbers.

use crate::tables::random::Random;

/// What a column of a table counts: its name in some language, its usual height, and decimals.
#[derive(Clone, Copy)]
pub struct Measure(pub &'static str, pub i64, pub usize);

/// Measures that fall when connectivity falls, in the languages of the page.
pub const MEASURES: &[Measure] = &[
    Measure("users", 1_000, 0),
    Measure("value", 400, 2),
    Measure("requests", 52_000, 0),
    Measure("traffic", 870, 3),
    Measure("download_mbps", 95, 2),
    Measure("connected_clients", 310, 0),
    Measure("prefixes", 2_900, 0),
    Measure("Nutzer", 1_700, 0),
    Measure("Anfragen", 640, 1),
    Measure("usuarios", 1_250, 0),
    Measure("visitas", 730, 0),
    Measure("utilisateurs", 2_100, 0),
    Measure("connexions", 88, 1),
    Measure("пользователи", 930, 0),
    Measure("запросы", 5_100, 0),
    Measure("کاربران", 1_900, 0),
    Measure("ترافیک", 45, 2),
    Measure("المستخدمون", 640, 0),
    Measure("用户数", 3_300, 0),
    Measure("사용자", 760, 0),
    Measure("उपयोगकर्ता", 520, 0),
    Measure("usuários", 1_100, 0),
];

/// A column of values: each a decimal number as plain text, none where it is missing.
pub struct Signal {
    pub name: String,
    pub cells: Vec<Option<String>>,
}

/// A whole number of the last decimal → plain text.
pub fn fixed(units: i64, decimals: usize) -> String {
    if decimals == 0 {
        return units.to_string();
    }
    let power = 10_i64.pow(decimals as u32);
    let sign = if units < 0 { "-" } else { "" };
    format!("{sign}{}.{:0decimals$}", units.abs() / power, units.abs() % power)
}

impl Signal {
    /// So many values around a height: a day's swing, noise, and a stretch near nothing.
    pub fn new(random: &mut Random, measure: Measure, rows: usize) -> Signal {
        let Measure(name, height, decimals) = measure;
        let power = 10_i64.pow(decimals as u32);
        let down = random.from(rows as i64 / 3, rows as i64 / 2);
        let until = down + random.from(2, 6);
        let cells = (0..rows as i64).map(|i| {
            let swing = height * power * ((i % 24) - 12).abs() / 40;
            let noise = random.from(0, (height * power / 20).max(2));
            let units = if (down..until).contains(&i) { noise / 10 } else { height * power - swing + noise };
            Some(fixed(units, decimals))
        });
        Signal { name: name.to_owned(), cells: cells.collect() }
    }

    /// Takes some values away, never the first or last.
    pub fn with_gaps(mut self, random: &mut Random, one_in: i64) -> Signal {
        let last = self.cells.len() - 1;
        for i in 1..last {
            if random.one_in(one_in) {
                self.cells[i] = None;
            }
        }
        self
    }

    /// The numbers, `NaN` where missing.
    pub fn values(&self) -> Vec<f64> {
        self.cells.iter().map(|cell| cell.as_ref().map_or(f64::NAN, |text| text.parse().unwrap())).collect()
    }
}

/// Plain text with groups of thousands: `groups` of the digits from the right, the last repeated.
pub fn grouped(plain: &str, mark: &str, decimal: &str, groups: &[usize]) -> String {
    let (sign, rest) = plain.strip_prefix('-').map_or(("", plain), |rest| ("-", rest));
    let (whole, fraction) = rest.split_once('.').map_or((rest, None), |(w, f)| (w, Some(f)));
    let (mut parts, mut left, mut at) = (Vec::new(), whole, 0);
    while left.len() > groups[at.min(groups.len() - 1)] {
        let (rest, group) = left.split_at(left.len() - groups[at.min(groups.len() - 1)]);
        parts.insert(0, group);
        (left, at) = (rest, at + 1);
    }
    parts.insert(0, left);
    let fraction = fraction.map_or(String::new(), |f| format!("{decimal}{f}"));
    format!("{sign}{}{fraction}", parts.join(mark))
}

/// The digits of another script.
pub fn digits(text: &str, zero: char) -> String {
    let other = |c: char| c.to_digit(10).map_or(c, |d| char::from_u32(zero as u32 + d).unwrap());
    text.chars().map(other).collect()
}

#[test]
fn numbers_are_written_as_people_do() {
    assert_eq!(fixed(-12_345, 2), "-123.45");
    assert_eq!(grouped("1234567.5", ",", ".", &[3]), "1,234,567.5");
    assert_eq!(grouped("12345678", ",", ".", &[3, 2]), "1,23,45,678");
    assert_eq!(grouped("987", ".", ",", &[3]), "987");
    assert_eq!(digits("10.5", '۰'), "۱۰.۵");
}

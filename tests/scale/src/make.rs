//! Made-up series by the five minutes: the same number gives the same series on any machine.
//!
//! In: a number, and how many days. Out: a series of traffic, probing or routes with its noise and its daily wave, of a country; one in three with
//! an outage of half an hour to ten hours, one in ten with a gap. Only whole numbers and exact fractions: no function of a
//! library that may differ in the last bit.

/// Bins of a day.
const DAY: u64 = 288;
const STEP: u64 = 300;
/// 4 March 2024, a Monday.
const FROM: u64 = 1_709_510_400;
const KINDS: [&str; 3] = ["traffic", "probing", "routes"];
const COUNTRIES: [&str; 8] = ["KE", "IR", "BR", "IN", "UA", "NG", "PK", "VE"];

/// A series with its name.
pub struct Made {
    number: u64,
    country: &'static str,
    kind: &'static str,
    values: Vec<Option<u64>>,
}

/// SplitMix64 (Steele, Lea and Flood 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.next() % (high - low)
    }
}

/// The series of a number, so many days long.
pub fn series(number: u64, days: u64) -> Made {
    let bins = days * DAY;
    let mut random = Random(number.wrapping_mul(0xd134_2543_de82_ef95));
    let kind = KINDS[(number % 3) as usize];
    let country = COUNTRIES[random.between(0, 8) as usize];
    let level = random.between(20_000, 900_000);
    // Noise and wave in thousandths of the level.
    let (noise, wave) = match kind {
        "traffic" => (30, random.between(200, 400)),
        "probing" => (8, 10),
        _ => (2, 0),
    };
    let phase = random.between(0, DAY);
    let outage = (random.between(0, 3) == 0).then(|| {
        let start = random.between(bins / 6, bins * 4 / 5);
        (start, start + random.between(6, bins / 16 + 7), random.between(300, 1_001))
    });
    let gap = (random.between(0, 10) == 0).then(|| random.between(0, bins - 20));
    let value = |bin: u64| {
        // The sum of four draws is near enough to a normal one.
        let draw: u64 = (0..4).map(|_| random.between(0, 2 * noise + 1)).sum();
        if gap.is_some_and(|from| (from..from + 12).contains(&bin)) {
            return None;
        }
        let clock = (bin + phase) % DAY;
        let up = if clock < DAY / 2 { clock } else { DAY - clock };
        let mut thousandths = 1_000 + wave * up / (DAY / 2) + draw - 4 * noise.min(draw);
        if let Some((_, _, depth)) = outage.filter(|(start, end, _)| (*start..*end).contains(&bin)) {
            thousandths = thousandths * (1_000 - depth) / 1_000;
        }
        Some(level * thousandths / 1_000)
    };
    let values = (0..bins).map(value).collect();
    Made { number, country, kind, values }
}

impl Made {
    /// What the series is called.
    pub fn id(&self) -> String {
        format!("{}/{}/{}", self.country, self.kind, self.number)
    }

    /// How many bins it has.
    pub fn bins(&self) -> u64 {
        self.values.len() as u64
    }

    /// The series as a job on a line.
    pub fn job(&self) -> String {
        let times: Vec<String> = (0..self.bins()).map(|bin| (FROM + bin * STEP).to_string()).collect();
        let values: Vec<String> = self.values.iter().map(|value| text(*value, "null")).collect();
        format!(
            r#"{{"id":"{}","series":[{{"label":"{}","t":[{}],"v":[{}]}}],"settings":{{"country":"{}","represents":"country"}}}}"#,
            self.id(),
            self.kind,
            times.join(","),
            values.join(","),
            self.country
        )
    }

    /// A bin as a row `time,series,value`.
    pub fn row(&self, bin: u64) -> String {
        let value = self.values.get(bin as usize).copied().flatten();
        format!("{},{},{}", FROM + bin * STEP, self.id(), text(value, ""))
    }
}

fn text(value: Option<u64>, missing: &str) -> String {
    value.map_or(missing.to_owned(), |value| value.to_string())
}

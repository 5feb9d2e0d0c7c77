//! Kinds of hostile inputs, made with sizes, times and names that a seed picks: each ends in a sound Report or a sound error.
//!
//! What grows with the square of a file shows here as a test that does not end; the sizes are small enough for a debug build. The
//! bounds themselves, at one less, the limit and one more, stand beside the code that keeps them.

use crate::fuzz::targets::sound;
use outage_lens::base::Settings;
use serde_json::{Value, json};
use std::fmt::Write;

/// Numbers that are the same in every run.
struct Seed(u64);

impl Seed {
    fn below(&mut self, most: u64) -> u64 {
        // Steele, Lea & Flood, "Fast Splittable Pseudorandom Number Generators" (2014).
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % most
    }

    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len() as u64) as usize]
    }

    /// A number that a format takes for seconds, and that no calendar has, mostly.
    fn far(&mut self) -> String {
        let digits = self.below(300);
        let sign = self.pick(&["", "-", "", ""]);
        match self.below(4) {
            0 => format!("{sign}{}e{digits}", 1 + self.below(9)),
            1 => format!("{sign}{}", u64::MAX - self.below(1 << 40)),
            2 => format!("{sign}{}", 631_152_000 + self.below(3_500_000_000)),
            _ => format!("{sign}0.{}", self.below(1 << 30)),
        }
    }

    /// A name that would act if it were more than text.
    fn name(&mut self) -> String {
        let part = [
            "<script>",
            "=1+1",
            ",=cmd",
            ";@SUM(A1)",
            "\u{202e}",
            "\u{2066}",
            "\x1b[31m",
            "\u{9b}",
            "__proto__",
            "constructor",
            "%00",
            "-2+3",
            "\t=x",
            "]]>",
            "\u{2028}",
            "💩",
            "count",
            "time",
            "id",
        ];
        let count = 1 + self.below(40);
        (0..count).map(|_| self.pick(&part)).collect()
    }
}

fn bears(name: &str, bytes: &[u8]) {
    let mut settings = Settings::default();
    settings.set("country", "KP").unwrap();
    settings.set("represents", "country").unwrap();
    match outage_lens::analyze(name, bytes, &settings) {
        Ok(report) => sound::report(&report),
        Err(error) => sound::error(&error),
    }
}

const START: u64 = 1_419_206_400;

#[test]
fn stamps_that_lie_far_apart() {
    let mut seed = Seed(1);
    for _ in 0..60 {
        let unit = [1, 1_000, 1_000_000, 1_000_000_000][seed.below(4) as usize];
        let columns = 1 + seed.below(8);
        let header: String = (0..columns).map(|i| format!(",c{i}")).collect();
        let mut table = format!("time{header}\n");
        let mut at = START * unit;
        for _ in 0..3 + seed.below(5) {
            let _ = writeln!(table, "{at}{}", ",1".repeat(columns as usize));
            at += 1 + seed.below(5);
        }
        let far = at + seed.below(2_000_000_000 * unit);
        let _ = writeln!(table, "{far}{}", ",1".repeat(columns as usize));
        bears("far.csv", table.as_bytes());
    }
}

#[test]
fn numbers_that_fit_no_stamp() {
    let mut seed = Seed(2);
    for _ in 0..400 {
        let (a, b, c) = (seed.far(), seed.far(), seed.far());
        let reply = match seed.below(8) {
            0 => format!(
                r#"{{"type":"signals","data":[[{{"datasource":"bgp","from":{a},"step":{b},"values":[{c},5,5]}}]]}}"#
            ),
            1 => format!(
                r#"{{"type":"outages.events","data":[{{"location":"country/TO","start":{a},"duration":{b}}}]}}"#
            ),
            2 => format!(r#"[{{"msm_id":1,"prb_id":{b},"timestamp":{a},"sent":3,"rcvd":{c}}}]"#),
            3 => format!(
                r#"{{"data_call_name":"routing-history","data":{{"time_granularity":{a},"by_origin":[{{"origin":"1","prefixes":[{{"timelines":[{{"starttime":{b},"endtime":{c}}}]}}]}}]}}}}"#
            ),
            4 => format!(
                r#"{{"status":"success","data":{{"resultType":"matrix","result":[{{"metric":{{}},"values":[[{a},"{b}"],[{c},"1"]]}}]}}}}"#
            ),
            5 => format!(r#"{{"start":{a},"interval":{b},"values":[{c},1,2,3]}}"#),
            6 => format!("BGP4MP|{a}|A|10.0.0.1|65000|::/{}|65000 1|IGP\n", seed.below(300)),
            _ => format!("time,value\n{a},1\n{b},2\n{c},3\n"),
        };
        bears("numbers", reply.as_bytes());
    }
}

#[test]
fn many_of_what_a_file_has_few_of() {
    let mut seed = Seed(3);
    let n = |seed: &mut Seed| 3_000 + seed.below(3_000);
    let list = |n: u64, one: &dyn Fn(u64) -> String| (0..n).map(one).collect::<Vec<_>>().join(",");
    let name = seed.pick(&["a", "count", "std", "mean"]);
    bears("ids.csv", format!("time{}\n", format!(",{name}").repeat(4_000)).repeat(2).as_bytes());
    let rows = (0..3).map(|r| format!("{}{}\n", START + r * 60, ",1".repeat(900))).collect::<String>();
    bears("names.csv", format!("time{}\n{rows}", format!(",{name}").repeat(900)).as_bytes());
    let (times, lists) = (n(&mut seed), n(&mut seed));
    let lists = list(lists, &|i| format!(r#""l{i}":[1]"#));
    bears(
        "lists.json",
        format!(r#"{{"time":[{}],{lists}}}"#, list(times, &|i| (START + i * 60).to_string())).as_bytes(),
    );
    let members = list(n(&mut seed), &|i| format!(r#""{i}_stats":1"#));
    bears(
        "members.json",
        format!(r#"{{"data_call_name":"country-resource-stats","data":{{"stats":[{{"timeline":[],{members}}}],"resource":"ir"}}}}"#).as_bytes(),
    );
    let labels = list(n(&mut seed), &|i| format!(r#""l{i}":"v""#));
    let metric = format!(r#"{{"metric":{{{labels}}},"values":[[{START},"1"]]}}"#);
    bears(
        "labels.json",
        format!(r#"{{"status":"success","data":{{"resultType":"matrix","result":[{metric},{metric}]}}}}"#).as_bytes(),
    );
    let places = list(n(&mut seed), &|i| format!(r#""{i}""#));
    let one = format!(r#"{{"startDate":"2024-03-14T07:30:00Z","locations":[{places}]}}"#);
    bears("places.json", format!(r#"{{"success":true,"result":{{"annotations":[{one},{one}]}}}}"#).as_bytes());
    let events = list(n(&mut seed), &|i| format!(r#"{{"location":"{i}","start":{},"duration":5}}"#, START + i));
    bears("events.json", format!(r#"{{"type":"outages.events","data":[{events}]}}"#).as_bytes());
    let types = list(n(&mut seed), &|i| format!(r#"{{"msm_id":1,"prb_id":1,"type":"t{i}"}}"#));
    bears("types.json", format!("[{types}]").as_bytes());
    let one = r#"{"starttime":631152000,"endtime":4133980000}"#;
    let stretches = vec![one; n(&mut seed) as usize].join(",");
    let origin = format!(r#"{{"origin":"1","prefixes":[{{"timelines":[{stretches}]}}]}}"#);
    for granularity in [60, 86_400, 2_592_000] {
        let reply = format!(
            r#"{{"data_call_name":"routing-history","data":{{"time_granularity":{granularity},"resource":"1","by_origin":[{origin}]}}}}"#
        );
        bears("stretches.json", reply.as_bytes());
    }
}

#[test]
fn falls_without_end() {
    let mut seed = Seed(4);
    for columns in [1, 3, 60] {
        let rows = 30_000 / columns;
        let header: String =
            (0..columns).map(|i| format!(",{}{i}", seed.pick(&["bgp", "traffic", "probing"]))).collect();
        let mut table = format!("time{header}\n");
        let (mut down, mut left) = (vec![false; columns as usize], vec![0; columns as usize]);
        for row in 0..rows {
            let _ = write!(table, "{}", START + row * 60);
            for (down, left) in down.iter_mut().zip(&mut left) {
                if *left == 0 {
                    *down = !*down;
                    *left = 1 + seed.below(if *down { 8 } else { 25 });
                }
                *left -= 1;
                table.push_str(if *down { ",0" } else { ",9" });
            }
            table.push('\n');
        }
        bears("falls.csv", table.as_bytes());
    }
}

#[test]
fn columns_with_values_at_their_ends_alone() {
    let mut seed = Seed(5);
    let (columns, rows) = (400, 400 + seed.below(100));
    let header: String = (0..columns).map(|i| format!(",c{i}")).collect();
    let mut table = format!("time{header}\n");
    for row in 0..rows {
        let cell = if row < 2 || row + 1 == rows { ",1" } else { "," };
        let _ = writeln!(table, "{}{}", START + row * 60, cell.repeat(columns));
    }
    bears("holes.csv", table.as_bytes());
}

#[test]
fn names_that_would_act() {
    let mut seed = Seed(6);
    for turn in 0..12 {
        let names: Vec<String> =
            (0..1 + seed.below(30)).map(|_| format!("\"{}\"", seed.name().replace('"', "\"\""))).collect();
        let row = |r: u64| {
            format!("{}{}\n", START + r * 300, if (60..90).contains(&r) { ",0" } else { ",4" }.repeat(names.len()))
        };
        let table = format!("# {}\ntime,{}\n{}", seed.name(), names.join(","), (0..200).map(row).collect::<String>());
        bears(&format!("{}{turn}.csv", seed.name()), table.as_bytes());
        let keys =
            (0..200).flat_map(|r| names.iter().map(move |name| format!("{},{name},{}\n", START + r * 300, r % 60)));
        bears("keys.csv", format!("time,place,value\n{}", keys.collect::<String>()).as_bytes());
        let text = |seed: &mut Seed| serde_json::to_string(&seed.name()).unwrap();
        let (a, b) = (text(&mut seed), text(&mut seed));
        bears("reply.json", format!(r#"{{"type":"signals","error":{a},"data":null}}"#).as_bytes());
        let records: Vec<String> =
            (0..60).map(|r| format!(r#"{{"time":{},{a}:{r},"place":{b}}}"#, START + r * 300)).collect();
        bears("records.json", format!("[{}]", records.join(",")).as_bytes());
    }
}

/// Every place in a Report, as a JSON pointer.
fn places(value: &Value, at: &str, all: &mut Vec<String>) {
    if !at.is_empty() {
        all.push(at.to_owned());
    }
    match value {
        Value::Array(items) => {
            items.iter().take(3).enumerate().for_each(|(i, item)| places(item, &format!("{at}/{i}"), all));
        }
        Value::Object(members) => members.iter().for_each(|(name, value)| places(value, &format!("{at}/{name}"), all)),
        _ => {}
    }
}

#[test]
fn reports_that_lie() {
    let mut settings = Settings::default();
    settings.set("country", "KP").unwrap();
    settings.set("represents", "country").unwrap();
    let file = include_bytes!("../../www/data/north-korea-2014.csv");
    let told = outage_lens::analyze("north-korea-2014.csv", file, &settings).unwrap();
    let honest: Value = serde_json::from_str(&outage_lens::report::to_json(&told).unwrap()).unwrap();
    let mut all = Vec::new();
    places(&honest, "", &mut all);
    let (mut seed, mut passed) = (Seed(7), 0);
    for _ in 0..250 {
        let mut lie = honest.clone();
        for _ in 0..1 + seed.below(3) {
            let place = &all[seed.below(all.len() as u64) as usize];
            let Some(member) = lie.pointer_mut(place) else { continue };
            *member = match (&*member, seed.below(5)) {
                (Value::Number(number), 0) => json!(-number.as_f64().unwrap()),
                (Value::Number(number), 1) => json!(number.as_f64().unwrap() * 1e9),
                (Value::Number(_), 2) => json!(0),
                (Value::String(_), 0) => json!(seed.name()),
                (Value::String(_), 1) => json!("2100-12-31T23:59:59Z"),
                (Value::String(_), 2) => json!("1990-01-01T00:00:00Z"),
                (Value::String(_), 3) => json!(""),
                (Value::Array(items), 0) => json!(items.iter().rev().collect::<Vec<_>>()),
                (Value::Array(_), 1) => json!([]),
                (Value::Bool(truth), _) => json!(!truth),
                (_, 4) => Value::Null,
                _ => json!(1e300),
            };
        }
        let bytes = serde_json::to_vec(&lie).unwrap();
        passed += u32::from(serde_json::from_slice::<outage_lens::report::Report>(&bytes).is_ok());
        crate::fuzz::targets::report(&bytes);
    }
    assert!(passed > 50, "{passed} have the right types");
}

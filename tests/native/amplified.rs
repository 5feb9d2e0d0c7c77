//! Small inputs that ask for much: what they ask for is refused before it is made, or costs no more than what they are.
//!
//! In: files of a few hundred kilobytes whose counts multiply, whose sums fit no number, or whose blocks share a hash. Out: the
//! error that says so, or a sound Report; what still grows with the square shows as a test that does not end.

use crate::fuzz::targets::sound;
use outage_lens::base::{Code, Settings};
use outage_lens::report::Report;
use std::fmt::Write;

const START: u64 = 1_704_067_200;

/// A sound Report, or the code of a sound error.
fn told(name: &str, bytes: &[u8]) -> Result<Report, Code> {
    match outage_lens::analyze(name, bytes, &Settings::default()) {
        Ok(report) => {
            sound::report(&report);
            Ok(report)
        }
        Err(error) => {
            sound::error(&error);
            Err(error.code)
        }
    }
}

fn list(count: u64, one: impl Fn(u64) -> String) -> String {
    (0..count).map(one).collect::<Vec<_>>().join(",")
}

#[test]
fn sums_that_fit_no_number_are_no_times() {
    let xport = |start: i64, step: i64| {
        let rows = "<row><v>1</v></row>".repeat(9);
        format!(
            "<?xml version=\"1.0\"?>\n<xport><meta><start>{start}</start><step>{step}</step><legend><entry>a</entry></legend></meta><data>{rows}</data></xport>\n"
        )
    };
    for (start, step) in [(i64::MAX - 7, i64::MAX), (i64::MIN, i64::MIN), (1_704_067_200, i64::MAX)] {
        assert!(told("a.xml", xport(start, step).as_bytes()).is_err(), "{start} {step}");
    }
    assert!(told("a.xml", xport(1_704_067_200, 300).as_bytes()).is_ok());
}

fn pings(numbers: impl Iterator<Item = (u64, u32)>) -> String {
    let line = |(at, number)| format!("[{at}.5] 64 bytes from 192.0.2.1: icmp_seq={number} ttl=57 time=20.0 ms\n");
    numbers.map(line).collect()
}

#[test]
fn numbers_of_probes_may_be_any() {
    let numbers = [1, 2, 3, u32::MAX, u32::MAX, 0, 1, u32::MAX - 1, 5];
    let text = pings((START..).zip(numbers));
    assert_eq!(told("ping.txt", text.as_bytes()).unwrap().source.series[0].samples, 9);
}

#[test]
fn numbers_that_jump_ask_for_no_millions_of_probes() {
    let jumping = |lines: u64| pings((0..lines).map(|i| (START + 65 * i, if i % 2 == 0 { 1 } else { 65_000 })));
    assert_eq!(told("ping.txt", jumping(60).as_bytes()).unwrap_err(), Code::TooManySamples);
    assert!(told("ping.txt", jumping(6).as_bytes()).is_ok());
}

#[test]
fn names_are_not_multiplied_by_stretches() {
    let reply = |names: u64, stretches: u64| {
        let names = list(names, |i| format!("\"a{i}\":1"));
        let stretch = |i: u64| format!("{{\"starttime\":{0},\"endtime\":{0}}}", START + 300 * i);
        let stretches = list(stretches, stretch);
        format!(
            r#"{{"data_call_name":"country-resource-stats","data":{{"stats":[{{{names},"timeline":[{stretches}]}}],"resource":"ir","resolution":"5m"}}}}"#
        )
    };
    assert_eq!(told("a.json", reply(3_000, 3_000).as_bytes()).unwrap_err(), Code::TooManySamples);
    let report = told("a.json", reply(3, 300).as_bytes()).unwrap();
    assert_eq!((report.source.series.len(), report.source.series[0].samples), (3, 300));
}

#[test]
fn cells_that_rows_lack_are_bounded_by_those_they_have() {
    const NAMES: u64 = 990;
    let full = |i: u64| format!("{{\"time\":{},{}}}\n", START + 60 * i, list(NAMES, |name| format!("\"c{name}\":1")));
    let bare = |i: u64| format!("{{\"time\":{}}}\n", START + 60 * i);
    let lines = |count: u64| (0..count).map(|i| if i < 12 { full(i) } else { bare(i) }).collect::<String>();
    assert_eq!(told("a.ndjson", lines(17_000).as_bytes()).unwrap_err(), Code::TooManySamples);
    assert_eq!(told("a.ndjson", lines(200).as_bytes()).unwrap().source.series.len(), NAMES as usize);
}

#[test]
fn words_around_a_list_stay_a_few() {
    let words = list(2_000, |i| format!("\"w{i}\":\"{} {i}\"", "word ".repeat(14).trim()));
    let rows = list(3_000, |i| format!("{{\"time\":{},\"value\":{}}}", START + 60 * i, i % 7));
    let report = told("a.json", format!("{{{words},\"rows\":[{rows}]}}").as_bytes()).unwrap();
    assert_eq!(report.source.series[0].samples, 3_000);
}

#[test]
fn blocks_that_were_chosen_for_their_hash_are_as_good_as_others() {
    let mut text = String::new();
    for i in 0..20_000_u64 {
        let high = 0x2001_0db8_0000_0000 | i;
        let block = u128::from(high) << 64 | u128::from(high.rotate_left(32) ^ 0x1234_5678_1234_5678);
        let address = std::net::Ipv6Addr::from_bits(block);
        writeln!(text, "BGP4MP|{}|A|10.0.0.1|65000|{address}/128|65000 1|IGP", START + i / 100).unwrap();
    }
    let report = told("a.txt", text.as_bytes()).unwrap();
    assert_eq!(report.source.elements.unwrap().announcements, 20_000);
}

#[test]
fn a_thousand_origins_cost_what_one_does() {
    let mut settings = Settings::default();
    settings.set("origin", &list(20_000, |i| format!("AS{}", 100_000 + i))).unwrap();
    settings.set("prefix", &list(20_000, |i| format!("11.{}.{}.0/24", i / 250, i % 250))).unwrap();
    let mut text = String::new();
    for i in 0..20_000_u64 {
        let (b, c) = (i / 250 % 250, i % 250);
        writeln!(text, "BGP4MP|{}|A|10.0.0.1|65000|11.{b}.{c}.128/25|65000 100007|IGP", START + i).unwrap();
    }
    let report = outage_lens::analyze("a.txt", text.as_bytes(), &settings).unwrap();
    assert_eq!(report.source.elements.unwrap().announcements, 20_000);
    assert_eq!(report.source.series[0].label, "Visible prefixes");
}

//! Every change of every clock is where Python's `zoneinfo` has it, and every reading means the same moments.

use outage_lens::base::zone::{Local, Zone};
use std::io::Write;
use std::process::{Command, Stdio};

#[test]
#[ignore = "needs python3 with tzdata: cargo test --test native zones -- --ignored"]
fn clocks_are_those_of_another_reader_of_the_database() {
    let names: Vec<&str> = Zone::names().collect();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/native/suites/zones.py");
    let mut python = Command::new("python3").arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    python.stdin.take().unwrap().write_all(names.join("\n").as_bytes()).unwrap();
    let output = python.wait_with_output().unwrap();
    assert!(output.status.success());
    let (mut lines, mut slips) = (0, Vec::new());
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        lines += 1;
        let words: Vec<&str> = line.split(' ').collect();
        let (zone, number) = (Zone::named(words[0]).unwrap(), |i: usize| words[i].parse::<i64>().unwrap() * 1_000);
        let same = if words[1] == "at" {
            zone.offset(number(2)) == number(3)
        } else {
            match zone.to_utc(number(2)) {
                Local::Once(at) => words.len() == 4 && words[3] != "-" && at == number(3),
                Local::Twice(first, second) => words.len() == 5 && (first, second) == (number(3), number(4)),
                Local::Never(_) => words[3] == "-",
            }
        };
        if !same {
            slips.push(line.to_owned());
        }
    }
    let mut zones: Vec<&str> = slips.iter().filter_map(|line| line.split(' ').next()).collect();
    zones.dedup();
    println!("{} zones, {lines} lines, {} differ in {zones:?}", names.len(), slips.len());
    // The machine's database may be of another release: what governments decided in between differs, and nothing else may.
    assert!(lines > 10_000 && zones.len() * 100 <= names.len() * 3, "{zones:?}: {:?}", slips.first());
}

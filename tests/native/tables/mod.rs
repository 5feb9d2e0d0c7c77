//! Tables of every kind that people hold, made with a known truth and read: exactly right, refused or spoken of, or wrong
//! in silence.
//!
//! The tables are written apart from the reader and from a fixed seed, [`EACH`] a kind. One that comes out exactly right
//! has the series, moments and values that it was made of and no others. `--nocapture` prints a row a kind; `EACH=200` makes
//! more of them, and `KIND=words` shows the slips of the kinds whose name holds the words, with the beginning of each file.
mod clock;
mod judge;
mod kinds;
pub mod random;
mod signal;
mod write;

use judge::{Verdict, judge};
use kinds::{KINDS, Make};
use random::Random;
use std::sync::Mutex;

/// Tables of a kind.
const EACH: u64 = 20;
/// The share that comes out exactly right, and what may be wrong without a word.
const RIGHT: f64 = 0.97;
const SILENT: usize = 0;

/// A number of its own for each kind, so that its tables stay the same when others are added.
fn of_name(name: &str) -> u64 {
    name.bytes().fold(0_u64, |sum, byte| u64::wrapping_mul(sum, 0x0100_0000_01B3) ^ (u64::from(byte) << 8))
}

/// What came of the tables of one kind.
struct Outcome {
    name: &'static str,
    right: usize,
    told: usize,
    silent: Vec<String>,
    shown: String,
}

/// Makes and reads so many tables of a kind.
fn outcome(name: &'static str, make: Make, each: u64) -> Outcome {
    let mut outcome = Outcome { name, right: 0, told: 0, silent: Vec::new(), shown: String::new() };
    for seed in 0..each {
        let table = make(&mut Random::new(seed ^ of_name(name)));
        let verdict = judge(&table);
        match &verdict {
            Verdict::Right => {
                outcome.right += 1;
                continue;
            }
            Verdict::Told(_) => outcome.told += 1,
            Verdict::Wrong(why) => outcome.silent.push(format!("{name}, seed {seed}: {why}")),
        }
        let begin: String = String::from_utf8_lossy(&table.bytes).chars().take(300).collect();
        outcome.shown += &format!("--- seed {seed} {:?} {verdict:?}\n{begin}\n", table.settings);
    }
    outcome
}

#[test]
fn tables_come_out_as_they_were_made() {
    let wanted = std::env::var("KIND").ok();
    let each = std::env::var("EACH").ok().and_then(|each| each.parse().ok()).unwrap_or(EACH);
    let kinds = KINDS.iter().copied().flatten().copied();
    let kinds: Vec<(&str, Make)> =
        kinds.filter(|(name, _)| wanted.as_ref().is_none_or(|wanted| name.contains(wanted.as_str()))).collect();
    let (left, done) = (Mutex::new(kinds.iter().rev().copied().collect::<Vec<_>>()), Mutex::new(Vec::new()));
    let next = || left.lock().unwrap().pop();
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some((name, make)) = next() {
                    let outcome = outcome(name, make, each);
                    done.lock().unwrap().push(outcome);
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap();
    done.sort_by_key(|outcome| kinds.iter().position(|(name, _)| *name == outcome.name));
    println!("{:52} {:>5} {:>5} {:>5}", "kind", "right", "told", "wrong");
    for Outcome { name, right, told, silent, shown } in &done {
        println!("{name:52} {right:>5} {told:>5} {:>5}", silent.len());
        if wanted.is_some() {
            println!("{shown}");
        }
    }
    let (all, right) = (kinds.len() * each as usize, done.iter().map(|outcome| outcome.right).sum::<usize>());
    let told: usize = done.iter().map(|outcome| outcome.told).sum();
    let silent: Vec<String> = done.into_iter().flat_map(|outcome| outcome.silent).collect();
    println!("{} kinds, {all} tables: {right} right, {told} told, {} wrong in silence", kinds.len(), silent.len());
    assert!(silent.len() == SILENT, "wrong in silence:\n{}", silent[..silent.len().min(20)].join("\n"));
    assert!(right as f64 >= RIGHT * all as f64, "{right} of {all}");
}

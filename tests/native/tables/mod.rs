//! Tables of every kind that people hold, made with a known truth and read: exactly right, refused or spoken of, or wrong
//! in silence.
//!
//! The tables are written apart from the reader and from a fixed seed, [`EACH`] a kind. One that comes out exactly right
//! has the series, moments and values that it was made of and no others. `--nocapture` prints a row a kind, and with
//! `KIND=words` the first slips of the kinds whose name holds the words, with the beginning of each file.
mod clock;
mod judge;
mod kinds;
pub mod random;
mod signal;
mod write;

use judge::{Verdict, judge};
use kinds::KINDS;
use random::Random;

/// Tables of a kind.
const EACH: u64 = 40;
/// The share that comes out exactly right, and what may be wrong without a word.
const RIGHT: f64 = 0.97;
const SILENT: usize = 0;

/// A number of its own for each kind, so that its tables stay the same when others are added.
fn of_name(name: &str) -> u64 {
    name.bytes().fold(0_u64, |sum, byte| u64::wrapping_mul(sum, 0x0100_0000_01B3) ^ (u64::from(byte) << 8))
}

#[test]
#[ignore = "measures the reader: cargo test --test native tables -- --ignored --nocapture"]
fn tables_come_out_as_they_were_made() {
    let wanted = std::env::var("KIND").ok();
    let (mut all, mut right, mut silent) = (0, 0, Vec::new());
    println!("{:44} {:>5} {:>5} {:>5}", "kind", "right", "told", "wrong");
    for (name, make) in KINDS.iter().copied().flatten() {
        let mut counts = [0; 3];
        for seed in 0..EACH {
            let table = make(&mut Random::new(seed ^ of_name(name)));
            let verdict = judge(&table);
            let column = match &verdict {
                Verdict::Right => 0,
                Verdict::Told(_) => 1,
                Verdict::Wrong(why) => {
                    silent.push(format!("{name}, seed {seed}: {why}"));
                    2
                }
            };
            counts[column] += 1;
            if wanted.as_ref().is_some_and(|wanted| name.contains(wanted.as_str())) && column > 0 {
                let begin: String = String::from_utf8_lossy(&table.bytes).chars().take(300).collect();
                println!("--- seed {seed} {:?} {verdict:?}\n{begin}", table.settings);
            }
        }
        println!("{name:44} {:>5} {:>5} {:>5}", counts[0], counts[1], counts[2]);
        all += EACH as usize;
        right += counts[0];
    }
    println!("{all} tables: {right} right, {} told, {} wrong in silence", all - right - silent.len(), silent.len());
    assert!(silent.len() == SILENT, "wrong in silence:\n{}", silent[..silent.len().min(20)].join("\n"));
    assert!(right as f64 >= RIGHT * all as f64, "{right} of {all}");
}

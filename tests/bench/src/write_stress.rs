//! Writes files of the stress set: `stress DIR [SEED] [SEEDS] [KIND]`, with a `truth.json` beside them.
//!
//! In: a folder, the first seed, how many, and a kind's name for that kind alone. Out: files that any program can be tried on.

mod case;
mod stress;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let Some(dir) = words.first() else {
        eprintln!("stress DIR [SEED] [SEEDS] [KIND]");
        std::process::exit(2);
    };
    let number = |i: usize, default: u64| words.get(i).and_then(|w| w.parse().ok()).unwrap_or(default);
    let (seed, seeds) = (number(1, 1), number(2, 5));
    let only = words.iter().skip(1).find(|w| stress::KINDS.iter().any(|kind| kind.id == **w));
    let wanted = |case: &case::Case| only.is_none_or(|kind| case.kind == *kind);
    let cases: Vec<_> = stress::cases(seed..seed + seeds).filter(wanted).collect();
    case::write(std::path::Path::new(dir), &cases).expect("the folder can be written");
    println!("{} files, {} outages", cases.len(), cases.iter().map(|c| c.truths.len()).sum::<usize>());
}

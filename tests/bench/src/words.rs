//! The words of a call of the scoreboard.
//!
//! In: the words. Out: what is asked for. Refused: a word that means nothing here.

use crate::stress;
use outage_lens::detect::DETECTORS;
use std::path::PathBuf;

/// How a call looks.
pub const USAGE: &str =
    "detect [SEED] [FILES] [--real DIR]… [real] [stress] [simulator] [KIND]… [DETECTOR] [calibration] [all]";

/// What a call asks for.
#[derive(Debug, Default)]
pub struct Words {
    /// The first seed that was named.
    pub seed: Option<u64>,
    pub files: u64,
    pub real: Vec<PathBuf>,
    pub labelled: Option<PathBuf>,
    pub sets: Vec<&'static str>,
    pub kinds: Vec<&'static str>,
    pub detector: Option<&'static str>,
    pub calibration: bool,
    pub every_miss: bool,
    pub out: Option<PathBuf>,
}

/// Files of each kind where nobody says how many: of the simulator; of the stress set a tenth.
const FILES: u64 = 100;
/// The first seed of a scoreboard: beyond those that were looked at while anything was made.
const SEED: u64 = 90_001;

impl Words {
    /// Understands the words.
    pub fn of(words: &[String]) -> Result<Words, String> {
        let mut asked = Words { files: FILES, ..Words::default() };
        let (mut words, mut numbers) = (words.iter(), 0);
        while let Some(word) = words.next() {
            let mut path = || words.next().map(PathBuf::from).ok_or(format!("{word} needs a path"));
            let is = |id: &&'static str| id == word;
            if let Ok(number) = word.parse() {
                numbers += 1;
                if numbers == 1 { asked.seed = Some(number) } else { asked.files = number }
            } else if word == "--real" {
                asked.real.push(path()?);
            } else if word == "--labelled" {
                asked.labelled = Some(path()?);
            } else if word == "--out" {
                asked.out = Some(path()?);
            } else if let Some(set) = ["real", "stress", "simulator"].into_iter().find(is) {
                asked.sets.push(set);
            } else if let Some(kind) = stress::KINDS.iter().map(|kind| kind.id).find(is) {
                asked.kinds.push(kind);
            } else if let Some(id) = DETECTORS.iter().map(|detector| detector.about().id).find(is) {
                asked.detector = Some(id);
            } else if word == "calibration" {
                asked.calibration = true;
            } else if word == "all" {
                asked.every_miss = true;
            } else {
                return Err(format!("{word} means nothing here: {USAGE}"));
            }
        }
        Ok(asked)
    }

    /// The first seed.
    pub fn first(&self) -> u64 {
        self.seed.unwrap_or(SEED)
    }

    /// Whether a set is wanted.
    pub fn wants(&self, set: &str) -> bool {
        self.sets.is_empty() || self.sets.contains(&set)
    }
}

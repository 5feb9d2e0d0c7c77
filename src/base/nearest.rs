//! A mistyped word → the known one that was probably meant.
//!
//! In: a word, and those that are known. Out: the nearest by the letters that have to be typed anew (Levenshtein 1966), or
//! an error that names it. Nothing is near that is further than one letter and a third of its length.

use super::error::quote;
use super::{Code, Error};

/// Letters of a word that are looked at: longer than any known word.
const LETTERS: usize = 64;
/// Known words listed where none is near.
const LISTED: usize = 40;

/// The known word nearest to a mistyped one, if any is near.
pub fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let word: String = word.to_ascii_lowercase().chars().take(LETTERS).collect();
    known
        .map(|candidate| (strsim::levenshtein(&word, candidate), candidate))
        .min()
        .and_then(|(far, candidate)| (far <= 1 + candidate.len() / 3).then_some(candidate))
}

/// The error for a word that is none of the known ones: names the nearest, else those that are known.
pub fn unknown(code: Code, what: &str, word: &str, mut known: Vec<&str>) -> Error {
    let need = match nearest(word, known.iter().copied()) {
        Some(near) => ["Did you mean “", near, "”?"].concat(),
        None => {
            known.truncate(LISTED);
            ["Known are ", &known.join(", "), "."].concat()
        }
    };
    Error::settings(code, ["There is no ", what, " ", &quote(word), "."].concat(), need)
}

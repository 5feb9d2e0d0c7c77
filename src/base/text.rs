//! Where a few words stand in a text.
//!
//! The standard library searches in linear time whatever is sought; that is 2 kB of the first wasm. What is sought here is
//! short, and so is what it is sought in.

/// What stands before and behind the first place of `words`, which are not empty.
pub fn around<'a>(text: &'a str, words: &str) -> Option<(&'a str, &'a str)> {
    let at = text.as_bytes().windows(words.len()).position(|place| place == words.as_bytes())?;
    Some((text.get(..at)?, text.get(at + words.len()..)?))
}

/// True where `words` stand in the text.
pub fn holds(text: &str, words: &str) -> bool {
    around(text, words).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn agrees_with_the_standard_library(text in "[ab–]{0,9}", words in "[ab–]{1,3}") {
            prop_assert_eq!(around(&text, &words), text.split_once(&words));
        }
    }
}

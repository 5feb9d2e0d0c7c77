//! The words of a label, so that vocabularies can be looked up in them.
//!
//! In: a header or a name, such as `ProbeASN`, `response_time (ms)`, `延迟时间`. Out: lower-case words; a vocabulary of ASCII is
//! matched word by word (`packet-loss` is two words in a row), one of another script anywhere, since those join words.

/// The words of a label.
#[derive(Clone, Debug)]
pub(crate) struct Label(String);

impl Label {
    /// Takes a label apart: at what is no letter or digit, and where a capital follows a small letter.
    pub(crate) fn of(label: &str) -> Label {
        let mut words = String::from("-");
        let mut last = ' ';
        for c in label.chars() {
            let parts = (c.is_uppercase() && last.is_lowercase()) || !(c.is_alphanumeric() || is_mark(c));
            if parts && !words.ends_with('-') {
                words.push('-');
            }
            if c.is_alphanumeric() || is_mark(c) {
                words.extend(c.to_lowercase());
            }
            last = c;
        }
        if !words.ends_with('-') {
            words.push('-');
        }
        Label(words)
    }

    /// Its words in order.
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        self.0.split('-').filter(|word| !word.is_empty())
    }

    /// True where one of these stands in it.
    pub(crate) fn has(&self, vocabulary: &str) -> bool {
        vocabulary.split(' ').any(|word| self.holds(word))
    }

    /// True where it is one of these and nothing more.
    pub(crate) fn is(&self, vocabulary: &str) -> bool {
        let whole = self.0.trim_matches('-');
        vocabulary.split(' ').any(|word| word == whole)
    }

    /// True where it begins with one of these.
    pub(crate) fn begins(&self, vocabulary: &str) -> bool {
        vocabulary.split(' ').any(|word| {
            self.0
                .get(1..)
                .and_then(|text| text.strip_prefix(word))
                .is_some_and(|rest| rest.starts_with('-') || !word.is_ascii())
        })
    }

    /// True where one of its words begins with one of these.
    pub(crate) fn has_begun(&self, beginnings: &str) -> bool {
        self.0.split('-').any(|word| beginnings.split(' ').any(|begin| word.starts_with(begin)))
    }

    /// True where it ends with one of these.
    pub(crate) fn ends(&self, vocabulary: &str) -> bool {
        let whole = self.0.trim_end_matches('-');
        vocabulary
            .split(' ')
            .any(|word| whole.strip_suffix(word).is_some_and(|rest| rest.ends_with('-') && rest.len() > 1))
    }

    fn holds(&self, word: &str) -> bool {
        self.0.match_indices(word).any(|(at, found)| {
            let edge = |text: Option<&str>, end: bool| {
                text.is_some_and(|text| if end { text.ends_with('-') } else { text.starts_with('-') })
            };
            !word.is_ascii() || (edge(self.0.get(..at), true) && edge(self.0.get(at + found.len()..), false))
        })
    }
}

/// Vowel signs of Devanagari and of Arabic are no letters, and part no words.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{0900}'..='\u{0963}' | '\u{064B}'..='\u{065F}' | '\u{200C}' | '\u{200D}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found() {
        for (label, word, found) in [
            ("ProbeASN", "probe", true),
            ("ifHCInOctets", "octets", true),
            ("packet_loss (%)", "packet-loss", true),
            ("glossary", "loss", false),
            ("平均延迟", "延迟", true),
            ("پهنای باند", "باند", true),
            ("", "a", false),
        ] {
            assert_eq!(Label::of(label).has(word), found, "{label}");
        }
        assert!(Label::of("Unnamed: 0").is("unnamed-0"));
        assert!(Label::of("time (UTC)").begins("time"));
    }
}

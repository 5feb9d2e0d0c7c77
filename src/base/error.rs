//! Could not do it: one error type at the door, with a stable code and a place.
//!
//! The message is English, ends with what is needed, and repeats text of the file only when it has been made safe and short
//! by [`quote`].

use super::code::Code;
use super::limits;

/// Where in a file. Lines and columns count from 1, bytes from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Place {
    /// Name of the file, where there are several.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub file: Option<String>,
    /// Line, from 1.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub line: Option<u64>,
    /// Column in the line, from 1: the cell of a table, the character of a JSON text.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub column: Option<u64>,
    /// Byte of the decompressed file, from 0.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub byte: Option<u64>,
}

impl Place {
    /// A place in a table of text.
    pub fn line(line: u64, column: u64, byte: u64) -> Place {
        Place { file: None, line: Some(line), column: Some(column), byte: Some(byte) }
    }

    /// A place known only by its byte.
    pub fn byte(byte: u64) -> Place {
        Place { byte: Some(byte), ..Place::default() }
    }
}

/// Whose doing an error is; the native command's status follows from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The words of the call or the settings are off: status 2.
    Settings,
    /// The file could not be read: status 3.
    File,
    /// A defect of ours: status 1.
    Ours,
}

/// Could not do it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// What it is about.
    pub code: Code,
    /// Whose doing it is.
    pub fault: Fault,
    /// What was found, in one sentence.
    pub found: String,
    /// What is needed, in one sentence.
    pub need: String,
    /// The format that was being read.
    pub format: Option<&'static str>,
    /// Where.
    pub place: Option<Box<Place>>,
}

impl Error {
    /// A file that could not be read.
    pub fn file(code: Code, found: impl Into<String>, need: impl Into<String>) -> Error {
        let (found, need) = (clean(&found.into(), limits::SENTENCE), clean(&need.into(), limits::SENTENCE));
        Error { code, fault: Fault::File, found, need, format: None, place: None }
    }

    /// A setting that makes no sense.
    pub fn settings(code: Code, found: impl Into<String>, need: impl Into<String>) -> Error {
        Error { fault: Fault::Settings, ..Error::file(code, found, need) }
    }

    /// A defect of ours.
    pub fn ours(code: Code, found: impl Into<String>) -> Error {
        Error { fault: Fault::Ours, ..Error::file(code, found, "Please report this.") }
    }

    /// The same error at a place.
    #[must_use]
    pub fn at(mut self, place: Place) -> Error {
        self.place = Some(Box::new(place));
        self
    }

    /// The same error in a format.
    #[must_use]
    pub fn in_format(mut self, format: &'static str) -> Error {
        self.format.get_or_insert(format);
        self
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(format) = self.format {
            write!(f, "{format}: ")?;
        }
        write!(f, "{} {}", self.found, self.need)?;
        // The very beginning is no place to look at: the file as a whole is meant.
        if let Some(place) = self.place.as_ref().filter(|place| place.file.is_some() || place.byte != Some(0)) {
            let parts = [
                place.file.as_ref().map(|name| format!("file {}", quote(name))),
                place.line.map(|n| format!("line {n}")),
                place.column.map(|n| format!("column {n}")),
                place.byte.map(|n| format!("byte {n}")),
            ];
            let parts: Vec<String> = parts.into_iter().flatten().collect();
            if !parts.is_empty() {
                write!(f, " ({})", parts.join(", "))?;
            }
        }
        Ok(())
    }
}

impl std::error::Error for Error {}

/// Text from a file made safe to show: cleaned, in quotes, at most 60 characters.
pub fn quote(text: &str) -> String {
    format!("“{}”", clean(text, 60))
}

/// A label from a file made safe to keep: cleaned, at most [`limits::LABEL`] long.
pub fn label(text: &str) -> String {
    clean(text, limits::LABEL)
}

/// Text that can do nothing but be read: on one line, no control or direction-changing characters, cut with “…” after `most`
/// characters.
pub fn clean(text: &str, most: usize) -> String {
    let spaced =
        text.trim().chars().map(|c| if matches!(c, '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}') { ' ' } else { c });
    let mut kept = spaced.filter(|c| !acts(*c));
    let mut short: String = kept.by_ref().take(most).collect();
    if kept.next().is_some() {
        short.pop();
        short.push('…');
    }
    short.truncate(short.trim_end().len());
    short
}

/// True of a character that moves a terminal, turns the direction of writing, marks text as a note on other text, or is none: an
/// SVG may not hold what Unicode gives to nobody.
pub(crate) fn acts(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}' | '\u{feff}')
        || matches!(c, '\u{fdd0}'..='\u{fdef}' | '\u{fff9}'..='\u{fffb}')
        || c as u32 & 0xfffe == 0xfffe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_a_file_can_only_be_read() {
        assert_eq!(clean("\u{202e}a\x1b[31m\u{7}b\r\nc\u{2028}d\u{9f} ", 60), "a[31mb  c d");
        assert_eq!(clean("a\u{ffff}b\u{1fffe}c\u{fdd0}d\u{fff9}e\u{206a}f", 60), "abcdef");
        assert_eq!(clean("می\u{200c}خواهم 🏳\u{200d}🌈", 60), "می\u{200c}خواهم 🏳\u{200d}🌈");
        assert_eq!(quote(&"x".repeat(61)), format!("“{}…”", "x".repeat(59)));
        assert_eq!(quote(&"é".repeat(60)), format!("“{}”", "é".repeat(60)));
    }

    #[test]
    fn a_label_is_cut_after_256_characters() {
        for n in [limits::LABEL - 1, limits::LABEL, limits::LABEL + 1] {
            assert_eq!(label(&"💩".repeat(n)).chars().count(), n.min(limits::LABEL));
        }
    }

    #[test]
    fn an_error_is_cut_and_cleaned_where_it_is_made() {
        let error = Error::file(Code::Damaged, "\x1b[2J".repeat(1_000), "y\u{202e}".repeat(1_000));
        let said = error.in_format("csv").to_string();
        assert!(said.chars().count() < 1_000 && !said.chars().any(acts), "{said}");
    }
}

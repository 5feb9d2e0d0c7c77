//! Outlines the beginning of a JSON document, so that formats can recognize it.
//!
//! In: a head, which may break off anywhere, with or without the guard that Google puts before JSON. Out: the paths in it
//! and the words that stand there.

use crate::base::{Error, Notes};
use crate::read::json::tokenizer::{Json, Token, Tokens};

/// What Google puts before JSON, so that no page can run it as a script.
const GUARD: &[u8] = b")]}'";

/// The document behind the guard.
pub(crate) fn unguarded(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(GUARD).unwrap_or(bytes)
}

/// The beginning of a JSON document, for telling formats: paths, and the words that stand there.
#[derive(Debug, Default)]
pub(crate) struct JsonOutline {
    seen: Vec<(String, Option<String>)>,
    path: Vec<String>,
    open: Vec<bool>,
    passed: Vec<f64>,
    /// True where nothing in the head breaks the rules of JSON; a line of a log may begin with a bracket, too.
    pub(crate) is_sound: bool,
    is_object: bool,
}

impl JsonOutline {
    /// The outline of a head; `None` where it is no JSON.
    pub(crate) fn of(head: &[u8], whole: bool) -> Option<JsonOutline> {
        let bytes = unguarded(head.trim_ascii_start()).trim_ascii_start();
        if !matches!(bytes.first(), Some(b'{' | b'[')) {
            return None;
        }
        let mut outline = JsonOutline { is_object: bytes.starts_with(b"{"), ..JsonOutline::default() };
        // A head may break off in the middle of a token; what came before tells.
        let mut json = Json::new();
        let read = json.push(bytes, whole, &mut outline);
        outline.is_sound = read.is_ok() && json.add_notes(&mut Notes::default()).is_ok();
        Some(outline)
    }

    /// True where it is JSON, broken or not: a line of text that begins with `[` holds nothing of it but numbers.
    pub(crate) fn is_json(&self) -> bool {
        let tells = |(path, text): &(String, Option<String>)| text.is_some() || path.contains(|c| c != '*');
        self.is_sound || self.is_object || self.seen.iter().any(tells)
    }

    /// True where the path was seen; `*` stands for any one name or item.
    pub(crate) fn has(&self, path: &str) -> bool {
        self.find(path).next().is_some()
    }

    /// The words at a path.
    pub(crate) fn text(&self, path: &str) -> Option<&str> {
        self.find(path).find_map(|(_, text)| text.as_deref())
    }

    fn find<'a>(&'a self, path: &str) -> impl Iterator<Item = &'a (String, Option<String>)> {
        let fits = move |seen: &str| {
            let mut wanted = path.split('.');
            let mut names = seen.split('.');
            loop {
                match (wanted.next(), names.next()) {
                    (None, None) => return true,
                    (Some(w), Some(n)) if w == "*" || w == n => {}
                    _ => return false,
                }
            }
        };
        self.seen.iter().filter(move |(seen, _)| fits(seen))
    }

    fn note(&mut self, text: Option<String>) {
        const SEEN: usize = 2_000;
        let path = self.path.join(".");
        if self.seen.len() < SEEN && !self.seen.iter().rev().take(64).any(|(seen, t)| *seen == path && *t == text) {
            self.seen.push((path, text));
        }
    }

    fn done(&mut self) {
        if self.open.last() == Some(&true) {
            self.path.pop();
        }
    }
}

impl Tokens for JsonOutline {
    fn token(&mut self, token: Token<'_>) -> Result<(), Error> {
        match token {
            Token::Key(name) => self.path.push(name.replace('.', "_")),
            Token::Open(object) => {
                self.note(None);
                self.open.push(object);
                if !object {
                    self.path.push("*".to_owned());
                }
            }
            Token::Close => {
                if self.open.pop() == Some(false) {
                    self.path.pop();
                }
                self.done();
            }
            Token::Text(text) => {
                self.note(Some(text.chars().take(64).collect()));
                self.done();
            }
            Token::Number(_) | Token::Bool(_) | Token::Null => {
                self.note(None);
                self.done();
            }
        }
        Ok(())
    }

    fn forget(&mut self) {
        self.open.clear();
        self.path.clear();
    }

    /// One path stands for all numbers of a list.
    fn numbers(&mut self) -> Option<&mut Vec<f64>> {
        if self.open.last() != Some(&false) {
            return None;
        }
        self.note(None);
        self.passed.clear();
        Some(&mut self.passed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outline_knows_paths_and_words() {
        let bytes = br#")]}'
        {"type":"signals","data":[[{"entityType":"country","values":[1,2"#;
        let outline = JsonOutline::of(bytes, false).unwrap();
        assert_eq!(outline.text("type"), Some("signals"));
        assert!(outline.has("data.*.*.values") && outline.has("data.*.*.entityType") && !outline.has("data.values"));
        assert!(JsonOutline::of(b"a,b", true).is_none());
    }
}

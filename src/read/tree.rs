//! Tokens of JSON → the parts of the document that a format names, each as a small tree.
//!
//! In: tokens. Out: [`Tree`]s at the paths asked for, as soon as each is whole, so that a long list is never held: of
//! `data.result.*.values.*` every pair comes by itself. A list of nothing but numbers takes 8 bytes a number.

use super::json::{Json, Token, Tokens};
use super::{Head, Reader};
use crate::base::{Error, Notes, Reading};

/// A part of a document.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Tree {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(f64),
    /// A string.
    Text(String),
    /// A list of numbers; `NaN` where it has `null`.
    Numbers(Vec<f64>),
    /// Any other list.
    List(Vec<Tree>),
    /// Members in order.
    Map(Vec<(String, Tree)>),
}

impl Tree {
    /// The member of that name.
    pub(super) fn get(&self, name: &str) -> Option<&Tree> {
        match self {
            Tree::Map(members) => members.iter().find(|(key, _)| key == name).map(|(_, tree)| tree),
            _ => None,
        }
    }

    /// A number, also one written as a string; `NaN`, `null` and the like give none.
    pub(super) fn number(&self) -> Option<f64> {
        match self {
            Tree::Number(number) => Some(*number),
            Tree::Text(text) => super::cell::plain(text.trim().as_bytes()),
            _ => None,
        }
        .filter(|number| number.is_finite())
    }

    /// The words of a string.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Tree::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The number of the member of that name.
    pub(super) fn number_of(&self, name: &str) -> Option<f64> {
        self.get(name)?.number()
    }

    /// The words of the member of that name.
    pub(super) fn text_of(&self, name: &str) -> Option<&str> {
        self.get(name)?.text()
    }

    /// The items of a list; numbers as trees of their own.
    pub(super) fn items(&self) -> Vec<Tree> {
        match self {
            Tree::List(items) => items.clone(),
            Tree::Numbers(numbers) => numbers.iter().map(|n| lone(*n)).collect(),
            _ => Vec::new(),
        }
    }

    /// The item of a list.
    pub(super) fn item(&self, i: usize) -> Option<Tree> {
        match self {
            Tree::List(items) => items.get(i).cloned(),
            Tree::Numbers(numbers) => numbers.get(i).map(|n| lone(*n)),
            _ => None,
        }
    }

    /// The members of an object.
    pub(super) fn members(&self) -> &[(String, Tree)] {
        match self {
            Tree::Map(members) => members,
            _ => &[],
        }
    }
}

fn lone(number: f64) -> Tree {
    if number.is_nan() { Tree::Null } else { Tree::Number(number) }
}

/// What a format does with the parts it named.
pub(super) trait Parts {
    /// The paths of the parts: names joined by `.`, `*` for any name and any item. Behind one that ends in `/` nothing is
    /// kept, but [`Parts::left`] is called where it ends.
    fn paths(&self) -> &'static [&'static str];
    /// A part is whole: the number of its path, the name or nothing, itself.
    fn part(&mut self, path: usize, name: &str, tree: Tree) -> Result<(), Error>;
    /// A container whose path ends in `/` has ended.
    fn left(&mut self, _path: usize) -> Result<(), Error> {
        Ok(())
    }
    /// No more will come.
    fn finish(self: Box<Self>) -> Result<Reading, Error>;
}

/// Reads JSON for a format.
pub(super) struct JsonReader {
    json: Json,
    picker: Picker,
    broken: Option<Error>,
    begun: bool,
}

impl JsonReader {
    /// Begins.
    pub(super) fn new(parts: Box<dyn Parts>) -> JsonReader {
        let picker = Picker::new(parts);
        JsonReader { json: Json::new(), picker, broken: None, begun: false }
    }

    fn feed(&mut self, bytes: &[u8], last: bool) -> Result<(), Error> {
        if self.broken.is_some() {
            return Ok(());
        }
        match self.json.push(bytes, last, &mut self.picker) {
            // What came before the damage is whole; whether that is anything shows at the end.
            Err(error) if error.code == "json-syntax" && self.picker.taken > 0 => {
                self.broken = Some(error);
                Ok(())
            }
            result => result,
        }
    }
}

impl Reader for JsonReader {
    fn push(&mut self, mut bytes: &[u8]) -> Result<(), Error> {
        if !self.begun {
            self.begun = true;
            bytes = unguarded(bytes);
        }
        self.feed(bytes, false)
    }

    fn finish(mut self: Box<Self>) -> Result<Reading, Error> {
        self.feed(&[], true)?;
        let mut notes = Notes::default();
        if let Some(error) = &self.broken {
            let place = error.place.as_deref().cloned().unwrap_or_default();
            notes.add_at("damaged-tail", format!("{} What came before was read.", error.found), place);
        } else if self.json.depth() > 0 {
            if self.picker.taken == 0 && self.picker.building.is_empty() {
                let error = Error::file("json-cut", "The document breaks off.", "Get the whole file.");
                return Err(error.at(self.json.here()));
            }
            notes.add_at("cut-short", "The document breaks off; what came before was read.", self.json.here());
        }
        for _ in 0..self.json.depth() {
            self.picker.token(Token::Close)?;
        }
        let mut reading = self.picker.parts.finish()?;
        notes.join(std::mem::take(&mut reading.notes));
        reading.notes = notes;
        Ok(reading)
    }
}

/// What Google puts before JSON, so that no page can run it as a script.
const GUARD: &[u8] = b")]}'";

fn unguarded(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(GUARD).unwrap_or(bytes)
}

/// Follows the path and builds what was named.
struct Picker {
    parts: Box<dyn Parts>,
    paths: Vec<Vec<&'static str>>,
    ends: Vec<bool>,
    /// For each open container outside a part: the paths that may still match (as bits), and whether it is an object.
    open: Vec<(u64, bool)>,
    key: String,
    building: Vec<(String, Tree)>,
    target: usize,
    taken: u64,
}

impl Picker {
    fn new(parts: Box<dyn Parts>) -> Picker {
        let split = |path: &&'static str| path.trim_end_matches('/').split('.').filter(|s| !s.is_empty()).collect();
        let paths: Vec<Vec<&'static str>> = parts.paths().iter().map(split).collect();
        let ends = parts.paths().iter().map(|path| path.ends_with('/')).collect();
        let (open, key, building) = (Vec::new(), String::new(), Vec::new());
        Picker { parts, paths, ends, open, key, building, target: 0, taken: 0 }
    }

    /// The paths that match up to the value that begins now.
    fn matching(&self) -> u64 {
        let Some((mask, object)) = self.open.last() else { return u64::MAX };
        let depth = self.open.len();
        let fits = |path: &Vec<&str>| path.get(depth - 1).is_some_and(|s| *s == "*" || (*object && *s == self.key));
        self.paths
            .iter()
            .enumerate()
            .filter(|(i, path)| mask >> i & 1 == 1 && fits(path))
            .fold(0, |m, (i, _)| m | 1 << i)
    }

    /// The path that ends at the value that begins now, if it is to be kept.
    fn wanted(&self, mask: u64) -> Option<usize> {
        let depth = self.open.len();
        let ends =
            |i: &usize| self.paths.get(*i).is_some_and(|p| p.len() == depth) && self.ends.get(*i) == Some(&false);
        (0..self.paths.len()).filter(|i| mask >> i & 1 == 1).find(ends)
    }

    /// A value is whole.
    fn put(&mut self, tree: Tree) -> Result<(), Error> {
        match self.building.last_mut() {
            None => {
                if self.open.is_empty() || self.open.last().is_some_and(|(mask, _)| *mask == 0) {
                    return Ok(());
                }
                match self.wanted(self.matching()) {
                    Some(path) => self.hand_over(path, tree),
                    None => Ok(()),
                }
            }
            Some((_, Tree::Map(members))) => {
                members.push((std::mem::take(&mut self.key), tree));
                Ok(())
            }
            Some((_, Tree::List(items))) => {
                items.push(tree);
                Ok(())
            }
            Some((_, list)) => {
                let numbers = match std::mem::replace(list, Tree::Null) {
                    Tree::Numbers(numbers) => numbers,
                    _ => Vec::new(),
                };
                let mut items: Vec<Tree> = numbers.into_iter().map(lone).collect();
                items.push(tree);
                *list = Tree::List(items);
                Ok(())
            }
        }
    }

    fn hand_over(&mut self, path: usize, tree: Tree) -> Result<(), Error> {
        self.taken += 1;
        let named = self.open.last().is_some_and(|(_, object)| *object);
        self.parts.part(path, if named { &self.key } else { "" }, tree)
    }
}

impl Tokens for Picker {
    #[inline]
    fn token(&mut self, token: Token<'_>) -> Result<(), Error> {
        match token {
            Token::Number(number) => match self.building.last_mut() {
                Some((_, Tree::Numbers(numbers))) => {
                    numbers.push(number);
                    Ok(())
                }
                _ => self.put(Tree::Number(number)),
            },
            Token::Null => match self.building.last_mut() {
                Some((_, Tree::Numbers(numbers))) => {
                    numbers.push(f64::NAN);
                    Ok(())
                }
                _ => self.put(Tree::Null),
            },
            Token::Text(text) => {
                if self.building.is_empty() && self.open.last().is_none_or(|(mask, _)| *mask == 0) {
                    return Ok(());
                }
                self.put(Tree::Text(text.into_owned()))
            }
            Token::Bool(value) => self.put(Tree::Bool(value)),
            Token::Key(name) => {
                self.key.clear();
                self.key.push_str(&name);
                Ok(())
            }
            Token::Open(object) => {
                let tree = if object { Tree::Map(Vec::new()) } else { Tree::Numbers(Vec::new()) };
                if !self.building.is_empty() {
                    self.building.push((std::mem::take(&mut self.key), tree));
                    return Ok(());
                }
                let mask = self.matching();
                match self.wanted(mask) {
                    Some(path) => {
                        self.target = path;
                        self.building.push((self.key.clone(), tree));
                    }
                    None => self.open.push((mask, object)),
                }
                Ok(())
            }
            Token::Close => match self.building.pop() {
                Some((name, tree)) => {
                    self.key = name;
                    if self.building.is_empty() { self.hand_over(self.target, tree) } else { self.put(tree) }
                }
                None => {
                    let (mask, _) = self.open.pop().unwrap_or_default();
                    let depth = self.open.len();
                    for i in 0..self.paths.len() {
                        let ended =
                            self.paths.get(i).is_some_and(|p| p.len() == depth) && self.ends.get(i) == Some(&true);
                        if ended && mask >> i & 1 == 1 {
                            self.parts.left(i)?;
                        }
                    }
                    Ok(())
                }
            },
        }
    }
}

/// The beginning of a JSON document, for telling formats: paths, and the words that stand there.
#[derive(Debug, Default)]
pub(super) struct Outline {
    seen: Vec<(String, Option<String>)>,
    path: Vec<String>,
    open: Vec<bool>,
}

impl Outline {
    /// The outline of a head; `None` where it is no JSON.
    pub(super) fn of(head: Head<'_>) -> Option<Outline> {
        let bytes = unguarded(head.bytes.trim_ascii_start()).trim_ascii_start();
        if !matches!(bytes.first(), Some(b'{' | b'[')) {
            return None;
        }
        let mut outline = Outline::default();
        // A head may break off in the middle of a token; what came before tells.
        let _ = Json::new().push(bytes, head.whole, &mut outline);
        Some(outline)
    }

    /// True where the path was seen; `*` stands for any one name or item.
    pub(super) fn has(&self, path: &str) -> bool {
        self.find(path).next().is_some()
    }

    /// The words at a path.
    pub(super) fn text(&self, path: &str) -> Option<&str> {
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

impl Tokens for Outline {
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
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::RefCell;
    use std::rc::Rc;

    struct Kept(Rc<RefCell<Vec<String>>>);

    impl Parts for Kept {
        fn paths(&self) -> &'static [&'static str] {
            &["status", "data.*.metric", "data.*.values.*", "data.*/"]
        }
        fn part(&mut self, path: usize, name: &str, tree: Tree) -> Result<(), Error> {
            self.0.borrow_mut().push(format!("{path} {name} {tree:?}"));
            Ok(())
        }
        fn left(&mut self, path: usize) -> Result<(), Error> {
            self.0.borrow_mut().push(format!("left {path}"));
            Ok(())
        }
        fn finish(self: Box<Self>) -> Result<Reading, Error> {
            Ok(Reading::default())
        }
    }

    #[test]
    fn parts_come_by_themselves() {
        let kept = Rc::new(RefCell::new(Vec::new()));
        let mut reader = Box::new(JsonReader::new(Box::new(Kept(kept.clone()))));
        let text =
            r#"{"status":"ok","x":{"status":1},"data":[{"values":[[1,"2"],[3,null]],"metric":{"a":"b"}},{"values":[[5"#;
        reader.push(text.as_bytes()).unwrap();
        let reading = reader.finish().unwrap();
        let want = [
            "0 status Text(\"ok\")",
            "2  List([Number(1.0), Text(\"2\")])",
            "2  Numbers([3.0, NaN])",
            "1 metric Map([(\"a\", Text(\"b\"))])",
            "left 3",
            "2  Numbers([5.0])",
            "left 3",
        ];
        assert_eq!(*kept.borrow(), want);
        assert!(reading.notes.has("cut-short"));
    }

    #[test]
    fn an_outline_knows_paths_and_words() {
        let bytes = br#")]}'
        {"type":"signals","data":[[{"entityType":"country","values":[1,2"#;
        let outline = Outline::of(Head { bytes, whole: false }).unwrap();
        assert_eq!(outline.text("type"), Some("signals"));
        assert!(outline.has("data.*.*.values") && outline.has("data.*.*.entityType") && !outline.has("data.values"));
        assert!(Outline::of(Head { bytes: b"a,b", whole: true }).is_none());
    }
}

//! Picks the parts of a JSON document that a format names, each as a small value.
//!
//! In: tokens. Out: [`JsonValue`]s at the paths asked for, as soon as each is whole, so that a long list is never held: of
//! `data.result.*.values.*` every pair comes by itself. Damage ends the reading: what came before it is kept and the
//! place is noted; a document that breaks off is closed as if it ended there.

use super::tokenizer::{Json, Token, Tokens};
use super::value::{JsonValue, lone};
use crate::base::{Code, Error, Notes, Reading};
use crate::read::format::Reader;
use crate::read::sniff::json_outline::unguarded;

/// What a format does with the parts it named.
pub(crate) trait JsonHandler {
    /// The paths of the parts: names joined by `.`, `*` for any name and any item. Behind one that ends in `/` nothing is
    /// kept, but [`Parts::left`] is called where it ends.
    fn paths(&self) -> &'static [&'static str];
    /// A part is whole: the number of its path, the name or nothing, itself.
    fn part(&mut self, path: usize, name: &str, tree: JsonValue) -> Result<(), Error>;
    /// A container whose path ends in `/` has ended.
    fn left(&mut self, _path: usize) -> Result<(), Error> {
        Ok(())
    }
    /// The part, or the document, that comes now begins on that line.
    fn line(&mut self, _line: u64) {}
    /// What came of the document that is open is left out.
    fn forget(&mut self) {}
    /// True where the next file of the format goes on in the same parts.
    fn joins(&self) -> bool {
        false
    }
    /// No more will come.
    fn finish(self: Box<Self>) -> Result<Reading, Error>;
}

/// Reads JSON for a format.
pub(crate) struct JsonReader {
    json: Json,
    picker: Selector,
    broken: Option<Error>,
    begun: bool,
    notes: Notes,
}

impl JsonReader {
    /// Begins.
    pub(crate) fn new(parts: Box<dyn JsonHandler>) -> JsonReader {
        let picker = Selector::new(parts);
        JsonReader { json: Json::new(), picker, broken: None, begun: false, notes: Notes::default() }
    }

    fn feed(&mut self, bytes: &[u8], last: bool) -> Result<(), Error> {
        if self.broken.is_some() {
            return Ok(());
        }
        match self.json.push(bytes, last, &mut self.picker) {
            // What came before the damage is whole; whether that is anything shows at the end.
            Err(error) if error.code == Code::JsonSyntax && self.picker.taken > 0 => {
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

    fn next_file(&mut self) -> Result<bool, Error> {
        if !self.picker.parts.joins() {
            return Ok(false);
        }
        self.end()?;
        (self.json, self.broken, self.begun) = (Json::new(), None, false);
        Ok(true)
    }

    fn finish(mut self: Box<Self>) -> Result<Reading, Error> {
        self.end()?;
        let mut notes = self.notes;
        let mut reading = self.picker.parts.finish()?;
        notes.join(std::mem::take(&mut reading.notes));
        reading.notes = notes;
        Ok(reading)
    }
}

impl JsonReader {
    /// The document has ended: what is still open is closed, and what was damaged is noted.
    fn end(&mut self) -> Result<(), Error> {
        self.feed(&[], true)?;
        self.json.add_notes(&mut self.notes)?;
        if let Some(error) = &self.broken {
            let place = error.place.as_deref().cloned().unwrap_or_default();
            self.notes.add_at(Code::DamagedTail, format!("{} What came before was read.", error.found), place);
        } else if self.json.depth() > 0 {
            if self.picker.taken == 0 && self.picker.building.is_empty() {
                let error = Error::file(Code::JsonCut, "The document breaks off.", "Get the whole file.");
                return Err(error.at(self.json.here()));
            }
            self.notes.add_at(Code::CutShort, "The document breaks off; what came before was read.", self.json.here());
        }
        for _ in 0..self.json.depth() {
            self.picker.token(Token::Close)?;
        }
        Ok(())
    }
}

/// Follows the path and builds what was named.
struct Selector {
    parts: Box<dyn JsonHandler>,
    paths: Vec<Vec<&'static str>>,
    ends: Vec<bool>,
    /// For each open container outside a part: the paths that may still match (as bits), and whether it is an object.
    open: Vec<(u64, bool)>,
    key: String,
    building: Vec<(String, JsonValue)>,
    target: usize,
    /// Length of the list of numbers before: lists of one document are often as long as each other.
    usual: usize,
    /// The same of the members of an object.
    members: usize,
    taken: u64,
}

impl Selector {
    fn new(parts: Box<dyn JsonHandler>) -> Selector {
        let split = |path: &&'static str| path.trim_end_matches('/').split('.').filter(|s| !s.is_empty()).collect();
        let paths: Vec<Vec<&'static str>> = parts.paths().iter().map(split).collect();
        let ends = parts.paths().iter().map(|path| path.ends_with('/')).collect();
        let (open, key, building) = (Vec::new(), String::new(), Vec::new());
        Selector { parts, paths, ends, open, key, building, target: 0, usual: 0, members: 0, taken: 0 }
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
    fn put(&mut self, tree: JsonValue) -> Result<(), Error> {
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
            Some((_, JsonValue::Map(members))) => {
                members.push((std::mem::take(&mut self.key), tree));
                Ok(())
            }
            Some((_, JsonValue::List(items))) => {
                items.push(tree);
                Ok(())
            }
            Some((_, list)) => {
                let numbers = match std::mem::replace(list, JsonValue::Null) {
                    JsonValue::Numbers(numbers) => numbers,
                    _ => Vec::new(),
                };
                let mut items: Vec<JsonValue> = numbers.into_iter().map(lone).collect();
                items.push(tree);
                *list = JsonValue::List(items);
                Ok(())
            }
        }
    }

    fn hand_over(&mut self, path: usize, tree: JsonValue) -> Result<(), Error> {
        self.taken += 1;
        let named = self.open.last().is_some_and(|(_, object)| *object);
        self.parts.part(path, if named { &self.key } else { "" }, tree)
    }
}

impl Tokens for Selector {
    fn numbers(&mut self) -> Option<&mut Vec<f64>> {
        match self.building.last_mut() {
            Some((_, JsonValue::Numbers(numbers))) => Some(numbers),
            _ => None,
        }
    }

    fn line(&mut self, line: u64) {
        if self.building.is_empty() {
            self.parts.line(line);
        }
    }

    fn forget(&mut self) {
        self.open.clear();
        self.building.clear();
        self.parts.forget();
    }

    #[inline]
    fn token(&mut self, token: Token<'_>) -> Result<(), Error> {
        match token {
            Token::Number(number) => match self.building.last_mut() {
                Some((_, JsonValue::Numbers(numbers))) => {
                    numbers.push(number);
                    Ok(())
                }
                _ => self.put(JsonValue::Number(number)),
            },
            Token::Null => match self.building.last_mut() {
                Some((_, JsonValue::Numbers(numbers))) => {
                    numbers.push(f64::NAN);
                    Ok(())
                }
                _ => self.put(JsonValue::Null),
            },
            Token::Text(text) => {
                if self.building.is_empty() && self.open.last().is_none_or(|(mask, _)| *mask == 0) {
                    return Ok(());
                }
                self.put(JsonValue::Text(text.into_owned()))
            }
            Token::Bool(value) => self.put(JsonValue::Bool(value)),
            Token::Key(name) => {
                self.key.clear();
                self.key.push_str(&name);
                Ok(())
            }
            Token::Open(object) => {
                let tree = if object {
                    JsonValue::Map(Vec::with_capacity(std::mem::take(&mut self.members)))
                } else {
                    // One list takes the room of the one before: those inside it have none yet.
                    JsonValue::Numbers(Vec::with_capacity(std::mem::take(&mut self.usual)))
                };
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
                Some((name, mut tree)) => {
                    self.key = name;
                    match &mut tree {
                        JsonValue::Numbers(numbers) => {
                            self.usual = numbers.len();
                            if numbers.len() < numbers.capacity() / 2 {
                                numbers.shrink_to_fit();
                            }
                        }
                        JsonValue::Map(members) => {
                            members.shrink_to_fit();
                            self.members = members.len();
                        }
                        _ => {}
                    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::RefCell;
    use std::rc::Rc;

    struct Kept(Rc<RefCell<Vec<String>>>);

    impl JsonHandler for Kept {
        fn paths(&self) -> &'static [&'static str] {
            &["status", "data.*.metric", "data.*.values.*", "data.*/"]
        }
        fn part(&mut self, path: usize, name: &str, tree: JsonValue) -> Result<(), Error> {
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
    fn lists_in_a_list_take_no_room_before_they_have_any() {
        let mut selector = Selector::new(Box::new(Kept(Rc::default())));
        let mut take = |token: Token<'_>| selector.token(token).unwrap();
        let data = [Token::Open(true), Token::Key("data".into()), Token::Open(false), Token::Open(true)];
        data.into_iter().for_each(&mut take);
        [Token::Key("metric".into()), Token::Open(false)].into_iter().for_each(&mut take);
        (0..1_000).for_each(|_| take(Token::Number(1.0)));
        [Token::Close, Token::Key("metric".into())].into_iter().for_each(&mut take);
        (0..50).for_each(|_| take(Token::Open(false)));
        let room = |(_, tree): &(String, JsonValue)| match tree {
            JsonValue::Numbers(numbers) => numbers.capacity(),
            _ => 0,
        };
        let room: usize = selector.building.iter().map(room).sum();
        assert!((1_000..2_000).contains(&room), "{room}");
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
        assert!(reading.notes.has(Code::CutShort));
    }
}

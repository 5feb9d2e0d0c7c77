//! Did it, and you should know: notes with a stable code, gathered on the walk and shown on the figure.

use super::error::Place;

/// One thing that the reader should know.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Note {
    /// Stable word, such as `zone-assumed`; the translation key.
    pub code: String,
    /// One English sentence.
    pub message: String,
    /// Where in a file, if anywhere.
    #[serde(default)]
    pub place: Option<Place>,
    /// How often, where the same note would stand many times.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub count: u64,
}

fn one() -> u64 {
    1
}

fn is_one(count: &u64) -> bool {
    *count == 1
}

/// Notes in the order of the walk; a note with the same code and message is counted, not repeated.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Notes(Vec<Note>);

impl Notes {
    /// Adds a note.
    pub fn add(&mut self, code: &'static str, message: impl Into<String>) {
        self.put(Note { code: code.to_owned(), message: message.into(), place: None, count: 1 });
    }

    /// Adds a note about a place; of many with one code and message, the first place stays.
    pub fn add_at(&mut self, code: &'static str, message: impl Into<String>, place: Place) {
        self.put(Note { code: code.to_owned(), message: message.into(), place: Some(place), count: 1 });
    }

    /// Takes over the notes of another stretch of the walk.
    pub fn join(&mut self, other: Notes) {
        for note in other.0 {
            self.put(note);
        }
    }

    /// Takes back what turned out not to be so.
    pub fn forget(&mut self, code: &str) {
        self.0.retain(|note| note.code != code);
    }

    /// Changes every place, where bytes or lines stand for others.
    pub fn each_place(&mut self, change: fn(&mut Place)) {
        self.0.iter_mut().filter_map(|note| note.place.as_mut()).for_each(change);
    }

    /// The notes, in order.
    pub fn list(&self) -> &[Note] {
        &self.0
    }

    /// True where a note with this code stands.
    pub fn has(&self, code: &str) -> bool {
        self.0.iter().any(|note| note.code == code)
    }

    fn put(&mut self, note: Note) {
        match self.0.iter_mut().find(|seen| seen.code == note.code && seen.message == note.message) {
            Some(seen) => seen.count += note.count,
            None => self.0.push(note),
        }
    }
}

//! Did it, and you should know: notes with a stable code, gathered on the walk and shown on the figure.
//!
//! In: codes and sentences, which may repeat words of a file. Out: at most [`limits::NOTES`] different notes, each cleaned
//! and cut to [`limits::NOTE`] characters; what is beyond is counted under `notes-left-out`.

use super::code::Code;
use super::error::{Place, clean};
use super::limits;

/// One thing that the reader should know.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Note {
    /// What it is about.
    pub code: Code,
    /// One English sentence.
    pub message: String,
    /// Where in a file, if anywhere.
    #[serde(default)]
    pub place: Option<Place>,
    /// The other reading that is possible, as a setting of the walk: a page shows it as a button.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offer: Option<Offer>,
    /// How often, where the same note would stand many times.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub count: u64,
}

/// A setting that gives another reading.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Offer {
    /// Its name, such as `columns`.
    pub setting: String,
    /// What it would be set to, such as `Date=month-first`.
    pub value: String,
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
    pub fn add(&mut self, code: Code, message: impl Into<String>) {
        self.put(Note { code, message: message.into(), place: None, offer: None, count: 1 });
    }

    /// Adds a note about what could be read in another way, and the setting that reads it so.
    pub fn add_offer(
        &mut self,
        code: Code,
        message: impl Into<String>,
        setting: impl Into<String>,
        value: impl Into<String>,
    ) {
        let offer = Some(Offer { setting: setting.into(), value: value.into() });
        self.put(Note { code, message: message.into(), place: None, offer, count: 1 });
    }

    /// Adds a note about a place; of many with one code and message, the first place stays.
    pub fn add_at(&mut self, code: Code, message: impl Into<String>, place: Place) {
        self.put(Note { code, message: message.into(), place: Some(place), offer: None, count: 1 });
    }

    /// Takes over the notes of another stretch of the walk.
    pub fn join(&mut self, other: Notes) {
        for note in other.0 {
            self.put(note);
        }
    }

    /// Takes back what turned out not to be so.
    pub fn forget(&mut self, code: Code) {
        self.0.retain(|note| note.code != code);
    }

    /// Changes every place, where bytes or lines stand for others.
    pub fn each_place(&mut self, change: impl FnMut(&mut Place)) {
        self.0.iter_mut().filter_map(|note| note.place.as_mut()).for_each(change);
    }

    /// The notes, in order.
    pub fn list(&self) -> &[Note] {
        &self.0
    }

    /// True where a note with this code stands.
    pub fn has(&self, code: Code) -> bool {
        self.0.iter().any(|note| note.code == code)
    }

    fn put(&mut self, mut note: Note) {
        note.message = clean(&note.message, limits::NOTE);
        let full = self.0.len() >= limits::NOTES;
        match self.0.iter_mut().find(|seen| seen.code == note.code && seen.message == note.message) {
            Some(seen) => seen.count = seen.count.saturating_add(note.count),
            None if full => self.leave_out(note.count),
            None => self.0.push(note),
        }
    }

    /// Counts notes for which there is no room, in the place of the last one.
    fn leave_out(&mut self, count: u64) {
        let Some(last) = self.0.last_mut() else { return };
        let message = "Further notes are not shown: there are too many.".to_owned();
        *last = Note {
            code: Code::NotesLeftOut,
            message,
            place: None,
            offer: None,
            count: last.count.saturating_add(count),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_of_one_kind_are_counted_and_too_many_are_left_out() {
        for n in [limits::NOTES - 1, limits::NOTES, limits::NOTES + 1, 3 * limits::NOTES] {
            let mut notes = Notes::default();
            for i in 0..n {
                notes.add(Code::FileSays, format!("m{i}"));
            }
            assert_eq!(notes.list().len(), n.min(limits::NOTES));
            assert_eq!(notes.has(Code::NotesLeftOut), n > limits::NOTES);
            assert_eq!(notes.list().iter().map(|note| note.count).sum::<u64>(), n as u64);
            notes.add(Code::FileSays, "m0");
            assert_eq!(notes.list()[0].count, 2);
        }
    }

    #[test]
    fn a_note_is_cut_and_cleaned() {
        for n in [limits::NOTE - 1, limits::NOTE, limits::NOTE + 1] {
            let mut notes = Notes::default();
            notes.add(Code::FileSays, "é".repeat(n) + "\x1b\u{202e}");
            assert_eq!(notes.list()[0].message.chars().count(), n.min(limits::NOTE));
        }
    }
}

//! Counts the samples that the rows of a table give, and those that no cell of the file stands for.
//!
//! In: how many samples a row gave, and how many it lacked. Out: how many more there may be. Refused: more than
//! [`limits::SAMPLES`], and rows that lack far more cells than they have: what is not in a file takes memory all the same.

use crate::base::{Code, Error, Place, limits};

/// The samples of a table so far.
#[derive(Default)]
pub(crate) struct Counted {
    samples: usize,
    lacking: usize,
    /// Another room wrote the rows, each as wide as the table: a blank may be no cell of the file.
    pub(crate) padded: bool,
}

impl Counted {
    /// A row gave so many samples.
    pub(crate) fn give(&mut self, samples: usize, place: impl FnOnce() -> Place) -> Result<(), Error> {
        self.samples += samples;
        if self.samples <= limits::SAMPLES {
            return Ok(());
        }
        let found = format!("More than {} samples.", limits::SAMPLES);
        Err(Error::file(Code::TooManySamples, found, "Give a shorter file.").at(place()))
    }

    /// So many of them have no cell.
    pub(crate) fn lack(&mut self, cells: usize) -> Result<(), Error> {
        self.lacking += cells;
        self.check()
    }

    /// Refuses rows that lack far more cells than they have.
    pub(crate) fn check(&self) -> Result<(), Error> {
        let have = self.samples - self.lacking.min(self.samples);
        if self.lacking <= limits::LACKING + limits::LACKING_A_SAMPLE * have {
            return Ok(());
        }
        let found = format!("Of {} cells its rows lack {}.", self.samples, self.lacking);
        let need = "Leave columns out, as with columns=“NAME=left-out”, or give a row for each name, time and value.";
        Err(Error::file(Code::TooManySamples, found, need).at(Place::byte(0)))
    }

    /// Rows of so many samples that may still come together; none once each is to be looked at by itself.
    pub(crate) fn room(&self, columns: usize) -> usize {
        match self.check() {
            Ok(()) => limits::SAMPLES.saturating_sub(self.samples) / columns.max(1),
            Err(_) => 0,
        }
    }

    /// Rows came together, with so many blanks.
    pub(crate) fn give_rows(&mut self, samples: usize, blank: usize) {
        self.samples += samples;
        self.lacking += if self.padded { blank } else { 0 };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lacks_is_bounded_by_what_is_there() {
        for lacking in [limits::LACKING + 20, limits::LACKING + 21] {
            let mut counted = Counted { padded: true, ..Counted::default() };
            counted.give_rows(lacking + 10, lacking);
            let fits = lacking <= limits::LACKING + limits::LACKING_A_SAMPLE * 10;
            assert_eq!((counted.check().is_ok(), counted.room(1) > 0), (fits, fits), "{lacking}");
        }
        let mut own = Counted::default();
        own.give_rows(limits::SAMPLES, limits::SAMPLES);
        assert!(own.check().is_ok() && own.room(1) == 0);
        assert!(own.give(1, Place::default).is_err());
    }
}

//! The small members of a workbook → what its sheets are called, where they lie, and its shared texts.
//!
//! In: nodes of `workbook.xml`, its relations and `sharedStrings.xml`. Out: the sheets of cells that are shown, their
//! paths, texts by number without the phonetic hints that stand beside them.

use super::xml::{Element, Nodes};
use crate::base::{Error, limits};
use std::collections::BTreeMap;

/// A sheet as the workbook lists it.
pub(super) struct Named {
    pub(super) name: String,
    pub(super) link: String,
    hidden: bool,
}

/// The sheets of a workbook.
#[derive(Default)]
pub(super) struct Names {
    /// The first of them: an archive holds no more members than this.
    sheets: Vec<Named>,
    count: usize,
    /// Days are counted from 1904 instead of 1900.
    pub(super) since_1904: bool,
}

impl Names {
    /// The sheets of cells that are shown, else those that are not; a chart of its own is none, nor is a macro sheet.
    pub(super) fn in_order<'a>(&'a self, links: &'a Links) -> impl Iterator<Item = &'a Named> {
        let of_cells = |sheet: &&Named| links.target(&sheet.link).is_none_or(|path| path.starts_with("worksheets/"));
        let any_shown = self.sheets.iter().filter(of_cells).any(|sheet| !sheet.hidden);
        self.sheets.iter().filter(of_cells).filter(move |sheet| !(any_shown && sheet.hidden))
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.count
    }
}

impl Nodes for Names {
    fn open(&mut self, name: &str, element: &Element<'_>) -> Result<(), Error> {
        match name {
            "workbookPr" => self.since_1904 = element.get("date1904").is_some_and(|word| word == "1" || word == "true"),
            "sheet" => {
                let get = |key| element.get(key).unwrap_or_default();
                let hidden = element.get("state").is_some_and(|state| state != "visible");
                self.count += 1;
                if self.sheets.len() < limits::FILES {
                    self.sheets.push(Named { name: get("name"), link: get("id"), hidden });
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, _text: &str) {}

    fn close(&mut self, _name: &str) -> Result<(), Error> {
        Ok(())
    }
}

/// Which member a relation names, below `xl/`.
#[derive(Default)]
pub(super) struct Links(BTreeMap<String, String>);

impl Links {
    /// The path behind an id.
    pub(super) fn target(&self, id: &str) -> Option<&str> {
        self.0.get(id).map(String::as_str)
    }
}

impl Nodes for Links {
    fn open(&mut self, name: &str, element: &Element<'_>) -> Result<(), Error> {
        if name == "Relationship" {
            let path = element.get("Target").unwrap_or_default();
            let path = path.strip_prefix("/xl/").or(path.strip_prefix("./")).unwrap_or(&path).to_owned();
            self.0.entry(element.get("Id").unwrap_or_default()).or_insert(path);
        }
        Ok(())
    }

    fn text(&mut self, _text: &str) {}

    fn close(&mut self, _name: &str) -> Result<(), Error> {
        Ok(())
    }
}

/// Texts that cells name by number.
#[derive(Default)]
pub(super) struct Texts {
    all: String,
    ends: Vec<usize>,
    inside: bool,
    hint: bool,
}

impl Texts {
    /// The text of that number.
    pub(super) fn get(&self, number: usize) -> Option<&str> {
        let begin = number.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied())?;
        self.all.get(begin..*self.ends.get(number)?)
    }
}

impl Nodes for Texts {
    fn open(&mut self, name: &str, _element: &Element<'_>) -> Result<(), Error> {
        match name {
            "t" => self.inside = !self.hint,
            "rPh" => self.hint = true,
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if self.inside {
            self.all.push_str(text);
        }
    }

    fn close(&mut self, name: &str) -> Result<(), Error> {
        match name {
            "t" => self.inside = false,
            "rPh" => self.hint = false,
            "si" => self.ends.push(self.all.len()),
            _ => {}
        }
        Ok(())
    }
}

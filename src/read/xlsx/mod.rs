//! A workbook (ISO/IEC 29500, XLSX): its first sheet with a table → rows of text, which the reader of tables takes as if they came in a
//! file of their own.
//!
//! In: the members of the archive as they come free, in any order. Out: a line a row, so that lines are the sheet's rows;
//! moments by their style, as ISO. Refused: a workbook without its sheet or its texts, XLSB, more cells than samples are
//! allowed. What the table means is told where tables are told; no second logic stands here.

mod dates;
mod facts;
mod sheet;
mod xml;

use crate::base::error::quote;
use crate::base::{Code, Error, Notes, Place, Settings};
use crate::read::format::{About, Format, Reader, Score};
use crate::read::formats::ioda_csv::IodaCsv;
use crate::read::sniff::head::Head;
use crate::read::sniff::unknown;
use crate::read::tabular::table::Table;
use dates::DateFormats;
use facts::{Links, Names, Texts};
use sheet::Sheet;
use std::collections::BTreeMap;
use xml::{Nodes, Xml};

/// The format.
pub(crate) struct Xlsx;

const ABOUT: About = About {
    id: "xlsx",
    name: "Workbook (XLSX)",
    provider: "",
    licence: "",
    credit: "",
    source: "Any spreadsheet program; the first sheet that is shown and holds rows is read as a table of text would be.",
};

impl Format for Xlsx {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    /// A workbook is told by the members of its archive, before any format is asked.
    fn sniff(&self, _head: &Head<'_>) -> Score {
        0
    }

    fn open(&self, settings: &Settings) -> Box<dyn Reader> {
        Box::new(Table::new(settings, |_, _| {}).padded())
    }
}

/// What reads the text of a sheet: a dashboard's table that went through a spreadsheet is still the dashboard's.
pub(crate) fn choose(head: &Head<'_>) -> &'static dyn Format {
    if IodaCsv.sniff(head) > 0 { &IodaCsv } else { &Xlsx }
}

/// What is known of a workbook so far.
#[derive(Default)]
pub(crate) struct Book {
    xml: Xml,
    part: Part,
    path: String,
    names: Option<Names>,
    links: Links,
    texts: Option<Texts>,
    looks: DateFormats,
    /// The sheets that are held, by their path.
    sheets: BTreeMap<String, Stored>,
}

struct Stored {
    sheet: Sheet,
    is_table: bool,
}

/// What the member that is open holds.
#[derive(Default)]
enum Part {
    #[default]
    Other,
    Names(Names),
    Links(Links),
    Texts(Texts),
    DateFormats(DateFormats),
    Sheet(Sheet),
}

/// A workbook that can't be read.
fn broken(found: &str) -> Error {
    Error::file(Code::WorkbookBroken, found, "Save it again as XLSX, or as CSV.").at(Place::default())
}

impl Book {
    /// The next member begins.
    pub(crate) fn begin(&mut self, name: &str) -> Result<(), Error> {
        self.end()?;
        let inner = name.strip_prefix("xl/").unwrap_or_default();
        if inner == "workbook.bin" {
            return Err(Error::file(Code::NoData, "This is a binary workbook (XLSB).", unknown::NEED_OF_WORKBOOKS)
                .at(Place::byte(0)));
        }
        self.part = match inner {
            "workbook.xml" => Part::Names(Names::default()),
            "_rels/workbook.xml.rels" => Part::Links(Links::default()),
            "sharedStrings.xml" => Part::Texts(Texts::default()),
            "styles.xml" => Part::DateFormats(DateFormats::default()),
            sheet if sheet.starts_with("worksheets/") && sheet.ends_with(".xml") && self.wants(sheet) => {
                Part::Sheet(Sheet::new(self.sheets.values().map(|held| held.sheet.count()).sum()))
            }
            _ => Part::Other,
        };
        inner.clone_into(&mut self.path);
        Ok(())
    }

    /// The next bytes of that member.
    pub(crate) fn push(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.take(bytes, false)
    }

    /// The member is complete.
    pub(crate) fn end(&mut self) -> Result<(), Error> {
        self.take(&[], true)?;
        match std::mem::take(&mut self.part) {
            Part::Other => {}
            Part::Names(names) => self.names = Some(names),
            Part::Links(links) => self.links = links,
            Part::Texts(texts) => self.texts = Some(texts),
            Part::DateFormats(looks) => self.looks = looks,
            Part::Sheet(sheet) => {
                let path = std::mem::take(&mut self.path);
                self.sheets.entry(path).or_insert(Stored { is_table: sheet.is_table(), sheet });
            }
        }
        Ok(())
    }

    fn take(&mut self, bytes: &[u8], last: bool) -> Result<(), Error> {
        let nodes: &mut dyn Nodes = match &mut self.part {
            Part::Other => return Ok(()),
            Part::Names(part) => part,
            Part::Links(part) => part,
            Part::Texts(part) => part,
            Part::DateFormats(part) => part,
            Part::Sheet(part) => part,
        };
        let path = &self.path;
        self.xml.push(bytes, last, nodes).map_err(|mut error| {
            error.found = ["“xl/", path, "” in the workbook: ", &error.found].concat();
            error
        })
    }

    /// False where it is known that the sheet is not shown, or that one before it is a table.
    fn wants(&self, path: &str) -> bool {
        let Some(names) = &self.names else { return true };
        let mut before = names.in_order(&self.links).map_while(|sheet| self.links.target(&sheet.link));
        let known =
            before.by_ref().find(|before| *before == path || self.held(before).is_some_and(|held| held.is_table));
        known.is_none_or(|found| found == path)
    }

    fn held(&self, path: &str) -> Option<&Stored> {
        self.sheets.get(path)
    }

    /// The first sheet that is a table, else the first that is not empty.
    pub(crate) fn first(mut self, notes: &mut Notes) -> Result<First, Error> {
        self.end()?;
        let names = self.names.take().ok_or_else(|| broken("The workbook does not list its sheets."))?;
        let all = || names.in_order(&self.links);
        let holds = |is: fn(&Stored) -> bool| {
            all().find(|sheet| self.links.target(&sheet.link).and_then(|path| self.held(path)).is_some_and(is))
        };
        let first =
            holds(|held| held.is_table).or_else(|| holds(|held| held.sheet.count() > 0)).or_else(|| all().next());
        let first = first.ok_or_else(|| broken("The workbook has no sheet of cells."))?;
        let path = self.links.target(&first.link);
        let sheet = path.and_then(|path| self.sheets.remove(path));
        let Stored { sheet, .. } = sheet.ok_or_else(|| {
            broken(&["The sheet ", &quote(&first.name), ", which is the first, is not in the workbook."].concat())
        })?;
        if sheet.count() == 0 {
            let found = ["The sheet ", &quote(&first.name), ", which is the first, is empty."].concat();
            return Err(Error::file(Code::EmptyFile, found, unknown::NEED).at(Place::default()));
        }
        let more = match names.count() - 1 {
            0 => String::new(),
            more => format!("; {more} more were not"),
        };
        notes.add(Code::SheetRead, ["The sheet ", &quote(&first.name), " was read", &more, "."].concat());
        let (name, since_1904) = (first.name.clone(), names.since_1904);
        Ok(First { name, sheet, texts: self.texts, looks: self.looks, since_1904 })
    }
}

/// The sheet of a workbook that is read.
pub(crate) struct First {
    name: String,
    sheet: Sheet,
    texts: Option<Texts>,
    looks: DateFormats,
    since_1904: bool,
}

impl First {
    /// Its rows as text with a tab between cells; one line more stands before them, which names the tab.
    pub(crate) fn write(self, give: &mut dyn FnMut(&[u8]) -> Result<(), Error>) -> Result<(), Error> {
        self.sheet.write(self.texts.as_ref(), &self.looks, self.since_1904, give)
    }

    /// An error of that text as one of the sheet.
    pub(crate) fn error(name: &str, mut error: Error) -> Error {
        error.found = ["In the sheet ", &quote(name), ": ", &error.found].concat();
        if let Some(place) = &mut error.place {
            First::place(place);
        }
        error
    }

    /// A place in that text as one in the sheet: a line is a row, and no byte of the file is known.
    pub(crate) fn place(place: &mut Place) {
        place.line = place.line.map(|line| line.saturating_sub(1));
        place.byte = None;
    }

    /// Its name.
    pub(crate) fn name(&self) -> String {
        self.name.clone()
    }
}

#[cfg(test)]
mod tests;

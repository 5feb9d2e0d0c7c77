//! Tables as pages and prompts draw them: Markdown, psql, MySQL, SQLite's boxes, columns aligned by blanks.
//!
//! In: lines whose cells are parted by `|` or `│` beside lines of rules, or by two and more blanks that stand below one
//! another. Out: the table as any other of text. Left out: rules, captions of a count (`(300 rows)`).

use crate::base::{Error, Place, Reading, Settings};
use crate::read::format::{About, Format, Reader, Score};
use crate::read::scalar::number;
use crate::read::sniff::head::Head;
use crate::read::tabular::lines::{LineHandler, LineReader};
use crate::read::tabular::written::{LINES_BEFORE, WrittenTable};

/// The format.
pub(crate) struct DrawnTable;

const ABOUT: About = About {
    id: "drawn-table",
    name: "Table of a page or a prompt (Markdown, psql, aligned columns)",
    provider: "",
    licence: "",
    credit: "",
    source: "A table copied from a page, a chat or a database's prompt; columns parted by bars or by blanks.",
};

/// How cells are parted.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Parted {
    Bars,
    Blanks,
}

impl Format for DrawnTable {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn sniff(&self, head: &Head<'_>) -> Score {
        // Above a table whose cells are parted by `|`, where rules are drawn; below any table of a known delimiter.
        match recognize(&String::from_utf8_lossy(head.bytes)) {
            Some(Parted::Bars) => 60,
            Some(Parted::Blanks) if head.layout.is_err() => 30,
            _ => 0,
        }
    }

    fn open(&self, settings: &Settings) -> Box<dyn Reader> {
        Box::new(LineReader::new(Box::new(Drawn::new(settings))))
    }
}

/// How the cells of a head are parted, if it is such a table.
fn recognize(text: &str) -> Option<Parted> {
    const LOOKED_AT: usize = 60;
    let mut lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).take(LOOKED_AT).collect();
    if lines.len() > 3 && lines.len() < LOOKED_AT && !text.ends_with('\n') {
        lines.pop();
    }
    if lines.iter().take(6).any(|line| is_rule(line) && line.contains(['|', '+', '┼', '┬', '╪'])) {
        let cells = |line: &&&str| parted(line, Parted::Bars).len() > 1 || is_rule(line);
        return (lines.iter().filter(cells).count() * 10 >= lines.len() * 8).then_some(Parted::Bars);
    }
    let delimited = |line: &&&str| line.contains([',', ';', '\t', '|']);
    let widths: Vec<usize> = lines.iter().map(|line| parted(line, Parted::Blanks).len()).collect();
    let usual = widths.get(widths.len() / 2).copied().filter(|width| *width > 1)?;
    let same = widths.iter().filter(|width| **width == usual).count();
    let few = lines.iter().filter(delimited).count() * 10 < lines.len() * 8;
    (lines.len() > 2 && few && same * 10 >= lines.len() * 8).then_some(Parted::Blanks)
}

/// A line of nothing but strokes.
fn is_rule(line: &str) -> bool {
    let stroke = |c: char| {
        matches!(
            c,
            '-' | '='
                | '+'
                | '|'
                | ':'
                | ' '
                | '─'
                | '│'
                | '┼'
                | '├'
                | '┤'
                | '┬'
                | '┴'
                | '┌'
                | '┐'
                | '└'
                | '┘'
                | '═'
                | '╪'
                | '╞'
                | '╡'
        )
    };
    line.contains(['-', '=', '─', '═']) && line.chars().all(stroke)
}

/// `(300 rows)`, `300 rows in set (0.00 sec)`.
fn is_caption(line: &str) -> bool {
    let words = line.trim().trim_matches(['(', ')']);
    let count = words.split(' ').next().unwrap_or_default();
    count.parse::<u64>().is_ok() && (words.ends_with("rows") || words.ends_with("row") || words.contains("in set"))
}

fn parted(line: &str, way: Parted) -> Vec<String> {
    match way {
        Parted::Bars => {
            let line = line.trim();
            let bar = |c: char| c == '|' || c == '│';
            let inner = line.strip_prefix(bar).unwrap_or(line);
            let inner = inner.strip_suffix(bar).unwrap_or(inner);
            inner.split(bar).map(|cell| cell.trim().to_owned()).collect()
        }
        Parted::Blanks => {
            let mut cells = vec![String::new()];
            let mut blanks = 0;
            for c in line.trim().chars() {
                if c == ' ' || c == '\u{a0}' {
                    blanks += 1;
                    continue;
                }
                if blanks > 1 {
                    cells.push(String::new());
                } else if blanks == 1
                    && let Some(cell) = cells.last_mut()
                {
                    cell.push(' ');
                }
                blanks = 0;
                if let Some(cell) = cells.last_mut() {
                    cell.push(c);
                }
            }
            cells
        }
    }
}

/// The rows of a drawn table.
struct Drawn {
    settings: Settings,
    /// Lines until it is known how they are parted.
    waiting: Vec<(String, u64)>,
    way: Option<Parted>,
    table: Option<WrittenTable>,
    width: usize,
    /// The line of each row, as stretches of lines that follow one another: first row, its line.
    lines: Vec<(u64, u64)>,
    rows: u64,
}

impl Drawn {
    fn new(settings: &Settings) -> Drawn {
        let (waiting, lines) = (Vec::new(), Vec::new());
        Drawn { settings: settings.clone(), waiting, way: None, table: None, width: 0, lines, rows: 0 }
    }

    fn begin(&mut self) -> Result<(), Error> {
        let waiting = std::mem::take(&mut self.waiting);
        let text: String = waiting.iter().map(|(line, _)| format!("{line}\n")).collect();
        self.way = Some(recognize(&text).unwrap_or(Parted::Blanks));
        waiting.into_iter().try_for_each(|(line, number)| self.row(&line, number))
    }

    fn row(&mut self, line: &str, number: u64) -> Result<(), Error> {
        let Some(way) = self.way else { return Ok(()) };
        if line.trim().is_empty() || is_rule(line) || is_caption(line) {
            return Ok(());
        }
        let cells = parted(line, way);
        let Some(table) = &mut self.table else {
            if cells.len() > 1 {
                self.begin_table(&cells, number)?;
            }
            return Ok(());
        };
        if cells.len() == 1 && self.width > 1 {
            // A caption or a title.
            return Ok(());
        }
        self.rows += 1;
        if self.lines.last().is_none_or(|(row, line)| line + (self.rows - row) != number) {
            self.lines.push((self.rows, number));
        }
        table.row(&cells)
    }

    /// The first row is the header, unless there is none: then it is data below numbered names.
    fn begin_table(&mut self, cells: &[String], number: u64) -> Result<(), Error> {
        self.width = cells.len();
        let is_number = |cell: &String| number::plain(cell.as_bytes()).is_some();
        if !cells.iter().any(is_number) {
            self.table = Some(WrittenTable::new(&self.settings, cells));
            return Ok(());
        }
        let names: Vec<String> = cells
            .iter()
            .enumerate()
            .map(|(i, cell)| if is_number(cell) { format!("value {i}") } else { "time".to_owned() })
            .collect();
        let mut table = WrittenTable::new(&self.settings, &names);
        table.row(cells)?;
        (self.rows, self.table) = (1, Some(table));
        self.lines.push((1, number));
        Ok(())
    }

    fn placed(lines: &[(u64, u64)], place: &mut Place) {
        let row = place.line.and_then(|line| line.checked_sub(LINES_BEFORE));
        let line = row.and_then(|row| {
            let (first, line) = lines.get(lines.partition_point(|(first, _)| *first <= row).checked_sub(1)?)?;
            Some(line + row - first)
        });
        *place = Place { file: place.file.take(), line, column: place.column, byte: None };
    }
}

impl LineHandler for Drawn {
    fn line(&mut self, line: &str, place: Place) -> Result<(), Error> {
        const WAITING: usize = 60;
        let number = place.line.unwrap_or(0);
        if self.way.is_some() {
            return self.row(line, number);
        }
        self.waiting.push((line.to_owned(), number));
        if self.waiting.len() > WAITING { self.begin() } else { Ok(()) }
    }

    fn finish(mut self: Box<Self>) -> Result<Reading, Error> {
        self.begin()?;
        let lines = self.lines;
        let table = self.table.unwrap_or_else(|| WrittenTable::new(&self.settings, &[]));
        let mut reading = table.finish().map_err(|mut error| {
            if let Some(place) = &mut error.place {
                Drawn::placed(&lines, place);
            }
            error
        })?;
        reading.notes.each_place(|place| Drawn::placed(&lines, place));
        Ok(reading)
    }
}

#[cfg(test)]
mod tests {
    use crate::base::Code;
    use crate::read::tests::{read, read_with};

    #[test]
    fn every_drawing_gives_the_same_series() {
        let drawings = [
            "| time | users |\n|---|---:|\n| 2024-05-01 00:00:00 | 4 |\n| 2024-05-01 00:05:00 | 0.5 |\n| 2024-05-01 00:10:00 | 12 |\n",
            "        time         | users \n---------------------+-------\n 2024-05-01 00:00:00 |     4\n 2024-05-01 00:05:00 |   0.5\n 2024-05-01 00:10:00 |    12\n(3 rows)\n\n",
            "+---------------------+-------+\n| time                | users |\n+---------------------+-------+\n| 2024-05-01 00:00:00 |     4 |\n| 2024-05-01 00:05:00 |   0.5 |\n| 2024-05-01 00:10:00 |    12 |\n+---------------------+-------+\n3 rows in set (0.00 sec)\n",
            "┌─────────────────────┬───────┐\n│ time                │ users │\n├─────────────────────┼───────┤\n│ 2024-05-01 00:00:00 │     4 │\n│ 2024-05-01 00:05:00 │   0.5 │\n│ 2024-05-01 00:10:00 │    12 │\n└─────────────────────┴───────┘\n",
            "time                 users\n2024-05-01 00:00:00      4\n2024-05-01 00:05:00    0.5\n2024-05-01 00:10:00     12\n",
            "time                 users\n-------------------  -----\n2024-05-01 00:00:00  4\n2024-05-01 00:05:00  0.5\n2024-05-01 00:10:00  12\n",
        ];
        for text in drawings {
            let reading = read(text);
            let labels: Vec<&str> = reading.series.iter().map(|series| series.label.as_str()).collect();
            assert_eq!((labels, &reading.series[0].values[..]), (vec!["users"], &[4.0, 0.5, 12.0][..]), "{text}");
            // Columns aligned by blanks alone are a table of which the blanks are the delimiter.
            let ruled = text.contains("--+") || text.contains("|--") || text.contains("──");
            let format = if ruled { "drawn-table" } else { "csv" };
            assert_eq!(reading.source.format, format, "{text}");
        }
    }

    #[test]
    fn damage_is_placed_by_its_line() {
        let row =
            |i: usize| format!("| 2024-05-{:02} | {} |\n", i, if i == 9 { "odd".to_owned() } else { i.to_string() });
        let text: String = std::iter::once("| day | users |\n|---|---|\n".to_owned()).chain((1..29).map(row)).collect();
        let reading = read_with(text.as_bytes(), 11, &[]).unwrap();
        let note = reading.notes.list().iter().find(|note| note.code == Code::DamagedRows).unwrap();
        assert_eq!(note.place.as_ref().unwrap().line, Some(11));
    }
}

//! Reads a table of text as it arrives: the reader behind every CSV format.
//!
//! In: the dialect and the columns found in the head, then rows. Out: one series for each value column, and for each key
//! where a column names series; or given outages. Where a later row shows that a column was read wrong (a decimal comma in
//! row 511, a thirteenth month), the columns are worked out anew and all rows are read again, as long as they are still
//! held: at least [`HELD`] bytes, and [`HELD_OPEN`] where the head left a decision open. Beyond, such cells are damage.

use super::body::Body;
use super::columns;
use super::dialect::Dialect;
use super::fast_rows::FastRows;
use super::finish;
use super::interpretation::Layout;
use super::rows::{Row, Rows, Sink};
use crate::base::checked::too_many_series;
use crate::base::error::quote;
use crate::base::zone::Zone;
use crate::base::{Code, Error, Reading, Settings, limits};
use crate::read::format::Reader;
use crate::read::sniff::head::Head;

/// Changes what was found out about a table, where a format knows better.
pub(crate) type Adjust = fn(&Dialect, &mut Layout);

/// Bytes of rows that are held so that they can be read again: a year of a person's table.
const HELD: usize = 4 << 20;
/// The same where the head left a decision open.
const HELD_OPEN: usize = 16 << 20;
/// How often the columns are worked out anew.
const ATTEMPTS: usize = 6;
/// Rows of what is held by which they are.
const ROWS_AGAIN: u64 = 2_000;

/// A table being read.
pub(crate) struct Table {
    settings: Settings,
    adjust: Adjust,
    /// Another room writes the rows, each as wide as the table.
    padded: bool,
    expected: u64,
    dialect: Dialect,
    state: Option<(Rows, Bodies)>,
    /// The rows so far; `None` once there were too many.
    held: Option<Vec<u8>>,
}

/// The bodies of a table: one, or one for each column of moments.
pub(crate) struct Bodies(pub(crate) Vec<Body>);

impl Sink for Bodies {
    fn take(&mut self, bytes: &[u8]) -> (usize, u64) {
        match self.0.as_mut_slice() {
            [body] => body.take(bytes),
            _ => (0, 0),
        }
    }

    fn row(&mut self, row: Row<'_>) -> Result<(), Error> {
        self.0.iter_mut().try_for_each(|body| body.row(row))
    }
}

impl Bodies {
    fn damaged(&self) -> u64 {
        self.0.iter().map(|body| body.found.damaged).sum()
    }

    fn evidence(&self) -> Vec<Vec<Vec<u8>>> {
        self.0.iter().flat_map(|body| body.found.evidence.iter().cloned()).collect()
    }
}

impl Table {
    /// Begins.
    pub(crate) fn new(settings: &Settings, adjust: Adjust) -> Table {
        Table {
            settings: settings.clone(),
            adjust,
            padded: false,
            expected: 0,
            dialect: Dialect::default(),
            state: None,
            held: Some(Vec::new()),
        }
    }

    /// The same, where another room writes its rows.
    pub(crate) fn padded(self) -> Table {
        Table { padded: true, ..self }
    }

    fn open(&self, mut layout: Layout) -> Result<(Rows, Bodies), Error> {
        let dialect = &self.dialect;
        (self.adjust)(dialect, &mut layout);
        let mut bodies = bodies(layout, dialect, &self.settings)?;
        bodies.0.iter_mut().for_each(|body| body.counted.padded = self.padded);
        Ok((Rows::new(dialect.delimiter, dialect.end, dialect.line, dialect.byte as u64), bodies))
    }

    /// How many more bytes are held for another reading; none once there were too many.
    fn room(&self) -> Option<usize> {
        let open = self.state.as_ref().is_some_and(|(_, bodies)| bodies.0.iter().any(|body| body.layout.open));
        let most = if open { HELD_OPEN } else { HELD };
        self.held.as_ref().map(|held| most.saturating_sub(held.len()))
    }

    fn read(&mut self, bytes: &[u8]) -> Result<(), Error> {
        match &mut self.state {
            Some((rows, bodies)) => rows.push(bytes, bodies),
            None => Ok(()),
        }
    }

    /// Works the columns out anew as long as that reads more of the rows: all of them, or those up to where they are no
    /// longer held. So the result does not depend on where chunks end.
    fn reconsider(&mut self, whole: bool) -> Result<(), Error> {
        for _ in 0..ATTEMPTS {
            if !self.improve(whole)? {
                break;
            }
        }
        Ok(())
    }

    /// Works the columns out anew where rows could not be read; true where more of them are read so.
    fn improve(&mut self, whole: bool) -> Result<bool, Error> {
        let (Some((_, bodies)), Some(held)) = (&self.state, &self.held) else { return Ok(false) };
        let damaged = bodies.damaged();
        let thousands = bodies.0.iter().any(finish::may_group_by_points);
        let order_open = bodies.0.iter().any(|body| body.layout.order_open);
        if damaged == 0 && !thousands && !order_open {
            return Ok(false);
        }
        let mut dialect = self.dialect.clone();
        let every = bodies.0.first().map_or(1, |body| (body.rows / ROWS_AGAIN).max(1));
        dialect.sample = sample_again(&self.dialect, held, every);
        dialect.sample.extend(bodies.evidence());
        let Ok(layout) = columns::infer(&dialect, &self.settings.columns) else { return Ok(false) };
        if bodies.0.first().is_some_and(|body| body.layout.reads_like(&layout)) {
            return Ok(false);
        }
        let (mut rows, mut again) = self.open(layout)?;
        let read = rows.push(held, &mut again).and_then(|()| if whole { rows.finish(&mut again) } else { Ok(()) });
        let same = (thousands || order_open) && again.damaged() == damaged;
        let better = read.is_ok() && (again.damaged() < damaged || same);
        if better {
            self.state = Some((rows, again));
        }
        Ok(better)
    }
}

/// A body for the table, and one for each further column of moments.
pub(crate) fn bodies(mut layout: Layout, dialect: &Dialect, settings: &Settings) -> Result<Bodies, Error> {
    refuse_too_many(&layout)?;
    let width = dialect.width();
    let given = match settings.zone.as_deref() {
        Some(name) => Some(Zone::named(name).ok_or_else(|| unknown_zone(name))?),
        None => None,
    };
    let said = layout.zone_said.clone().or_else(|| layout.utc.then(Zone::utc));
    if let (Some(said), Some(given)) = (&said, &given)
        && said.name() != given.name()
    {
        let text = format!(
            "The header names the zone {}; the zone {} that was set is not used.",
            quote(said.name()),
            quote(given.name())
        );
        layout.notes.add(Code::ZoneInHeader, text);
    }
    let zone = said.filter(|zone| !(layout.utc && zone.name() == "UTC")).or(if layout.utc { None } else { given });
    let mut all = Vec::new();
    let panels = std::mem::take(&mut layout.panels);
    let fast = if panels.is_empty() { FastRows::of(&layout, width, dialect.delimiter, dialect.end) } else { None };
    let mut first = Body::new(layout, width, zone.clone(), &settings.signal);
    first.fast = fast;
    all.push(first);
    all.extend(panels.into_iter().map(|panel| Body::new(panel, width, zone.clone(), &settings.signal)));
    Ok(Bodies(all))
}

/// Refuses more columns of values than an input may have series, before any row takes memory for each of them.
fn refuse_too_many(layout: &Layout) -> Result<(), Error> {
    let one_series = !layout.hours.is_empty() || layout.count.is_some() || layout.outages.is_some();
    let columns: usize = std::iter::once(layout).chain(&layout.panels).map(|layout| layout.values.len()).sum();
    if columns > limits::SERIES && !one_series { Err(too_many_series(columns)) } else { Ok(()) }
}

fn unknown_zone(name: &str) -> Error {
    let found = format!("There is no zone {}.", quote(name));
    Error::settings(Code::UnknownZone, found, "Give one such as Asia/Tehran or +03:30.")
}

/// Every so many rows of what is held.
fn sample_again(dialect: &Dialect, held: &[u8], every: u64) -> Vec<Vec<Vec<u8>>> {
    struct Every(u64, u64, Vec<Vec<Vec<u8>>>);
    impl Sink for Every {
        fn row(&mut self, row: Row<'_>) -> Result<(), Error> {
            if self.1.is_multiple_of(self.0) {
                self.2.push(row.cells().map(<[u8]>::to_vec).collect());
            }
            self.1 += 1;
            Ok(())
        }
    }
    let mut kept = Every(every, 0, Vec::new());
    // A row that cannot be read is told by the reading itself.
    let _ = Rows::new(dialect.delimiter, dialect.end, dialect.line, dialect.byte as u64).push(held, &mut kept);
    kept.2
}

impl Reader for Table {
    fn begin(&mut self, head: Head<'_>) -> Result<(), Error> {
        let (bytes, start) = (head.bytes.len(), head.dialect.byte);
        self.dialect = head.dialect;
        let layout = if self.settings.columns.is_empty() {
            head.layout?
        } else {
            columns::infer(&self.dialect, &self.settings.columns)?
        };
        self.state = Some(self.open(layout)?);
        self.push(head.bytes.get(start..).unwrap_or_default())?;
        let times = self.expected as f64 / bytes.max(1) as f64;
        if let Some((_, bodies)) = &mut self.state {
            bodies.0.iter_mut().for_each(|body| body.make_room(times));
        }
        Ok(())
    }

    fn push(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let Some(room) = self.room() else { return self.read(bytes) };
        let (first, rest) = bytes.split_at(room.min(bytes.len()));
        if let Some(held) = &mut self.held {
            held.extend_from_slice(first);
        }
        self.read(first)?;
        if rest.is_empty() {
            return Ok(());
        }
        self.reconsider(false)?;
        self.held = None;
        self.read(rest)
    }

    fn expect(&mut self, bytes: u64) {
        self.expected = bytes;
    }

    fn finish(mut self: Box<Self>) -> Result<Reading, Error> {
        if let Some((rows, bodies)) = &mut self.state {
            rows.finish(bodies)?;
            self.reconsider(true)?;
        }
        match self.state {
            Some((rows, bodies)) => {
                let mut reading = finish::reading(bodies.0)?;
                if let (quotes, Some(place)) = rows.unclosed {
                    let text =
                        format!("{quotes} quotation marks are never closed; their lines were read without them.");
                    reading.notes.add_at(Code::QuoteUnclosed, text, place);
                }
                Ok(reading)
            }
            None => Err(columns::infer(&Dialect::default(), &[])
                .err()
                .unwrap_or_else(|| Error::ours(Code::EmptyTable, "No bytes."))),
        }
    }
}

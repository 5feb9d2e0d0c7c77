//! What the cells of each column can be.
//!
//! In: the sample rows of a table. Out: for each column how many cells are moments (and in which notation), times of day,
//! numbers (and in which notation), states, addresses, words; how many different ones there are. No decision stands here.

use super::dialect::Dialect;
use crate::base::time::{DAY, HOUR, MINUTE, Millis, iso};
use crate::base::zone::Zone;
use crate::base::{Direction, Kind};
use crate::read::scalar::clock::time_of_day;
use crate::read::scalar::clocked::has_clock;
use crate::read::scalar::marks::infer_marks;
use crate::read::scalar::number::{self, Cell, Commas};
use crate::read::scalar::share::Signs;
use crate::read::scalar::timestamp::{self, STYLES, Style};
use crate::read::scalar::{address, epoch, share, state};
use crate::read::series::classify;
use std::collections::BTreeSet;

/// As far as the clocks of two places are apart.
const MOST_APART: Millis = 15 * HOUR;

/// Different words that are counted; more are as good as one a row.
const WORDS: usize = 400;

/// What the cells of one column can be.
#[derive(Debug, Default)]
pub(crate) struct Profile {
    /// Rows of the sample.
    pub(crate) rows: usize,
    /// Cells that are no blank and no word for one.
    pub(crate) filled: usize,
    /// Cells that are moments, in the notation that explains most.
    pub(crate) moments: Option<Moments>,
    /// Cells that are times of day.
    pub(crate) times: usize,
    /// Cells that are numbers.
    pub(crate) numbers: usize,
    /// What points and commas are for, and whether that is open.
    pub(crate) marks: (Commas, bool),
    /// Cells that say up, and that say down.
    pub(crate) states: [usize; 2],
    /// Cells that say that a check got no answer.
    pub(crate) failures: usize,
    /// Cells that are addresses, links or versions.
    pub(crate) addresses: usize,
    /// Cells that are a part of a total.
    pub(crate) shares: usize,
    /// Whether cells with a percent sign stand among others.
    pub(crate) signs: Signs,
    /// True where every cell names a zone or an offset.
    pub(crate) zones: bool,
    /// Different cells, up to [`WORDS`].
    pub(crate) distinct: usize,
    /// True where the numbers are whole, without a mark, and none has four digits.
    pub(crate) whole_below_thousand: bool,
}

/// The moments of a column.
#[derive(Clone, Debug)]
pub(crate) struct Moments {
    /// How they are written.
    pub(crate) style: Style,
    /// Another notation that reads all of them, where nothing decides between the two.
    pub(crate) other: Option<Style>,
    /// The notation of the cells that are written otherwise, as where two exports were joined.
    pub(crate) also: Option<Style>,
    /// True where the order of day and month follows from how regular the stamps are.
    pub(crate) by_rhythm: bool,
    /// One a row; `None` where the cell is none.
    pub(crate) stamps: Vec<Option<Millis>>,
    /// How many there are.
    pub(crate) count: usize,
    /// Of these, how many say more than their day.
    pub(crate) with_clock: usize,
}

impl Profile {
    /// Looks at a column.
    pub(crate) fn of(dialect: &Dialect, column: usize) -> Profile {
        let cells: Vec<&[u8]> = dialect.cells(column).collect();
        let filled: Vec<&[u8]> = cells.iter().copied().filter(|cell| !number::is_missing(cell)).collect();
        let words: BTreeSet<&[u8]> = filled.iter().map(|cell| cell.trim_ascii()).take(WORDS * 4).collect();
        let semicolons = matches!(dialect.delimiter, b';' | b'\t');
        let marks = match infer_marks(filled.iter().copied(), semicolons) {
            (Commas::Decimal | Commas::Absent, _)
                if dialect.decimal_points && !filled.iter().any(|cell| cell.contains(&b',')) =>
            {
                (Commas::Absent, false)
            }
            marks => marks,
        };
        let numbers = filled.iter().filter(|cell| matches!(number::read(cell, marks.0), Cell::Number(_))).count();
        let numbers = if is_one_word(dialect.name(column), &words, cells.len()) { 0 } else { numbers };
        let count = |test: &dyn Fn(&[u8]) -> bool| filled.iter().filter(|cell| test(cell)).count();
        let shares = if numbers == 0 { share::count(filled.iter().copied()) } else { 0 };
        let numbers = numbers.max(shares);
        let texts = filled.len() - numbers;
        Profile {
            shares,
            signs: share::signs(filled.iter().copied(), marks.0),
            rows: cells.len(),
            filled: filled.len(),
            moments: Moments::of(&cells, filled.len()),
            times: count(&|cell| time_of_day(cell).is_some()),
            numbers,
            marks,
            states: if texts > 0 {
                let has_ok = filled.iter().any(|cell| cell.trim_ascii().eq_ignore_ascii_case(b"ok"));
                // NG is what is not OK in Japan, and by itself Nigeria.
                let is_state = |cell: &&&[u8]| has_ok || !cell.trim_ascii().eq_ignore_ascii_case(b"ng");
                let said: Vec<bool> = filled.iter().filter(is_state).filter_map(|cell| state::read(cell)).collect();
                let up = said.iter().filter(|up| **up).count();
                [up, said.len() - up]
            } else {
                [0; 2]
            },
            failures: if texts > 0 { count(&state::is_failure) } else { 0 },
            addresses: count(&address::is_address),
            zones: !words.is_empty()
                && words.len() <= 64
                && words.iter().all(|word| std::str::from_utf8(word).is_ok_and(|name| Zone::named(name).is_some())),
            distinct: words.len().min(WORDS),
            whole_below_thousand: numbers > 0
                && filled
                    .iter()
                    .all(|cell| cell.trim_ascii().len() < 4 && cell.trim_ascii().iter().all(u8::is_ascii_digit)),
        }
    }

    /// True where nearly all cells are numbers; words for a failed check may stand among them.
    pub(crate) fn is_numeric(&self) -> bool {
        let words = self.failures.min(self.filled / 2);
        self.numbers > 0 && self.numbers * 10 >= (self.filled - words) * 8 && self.addresses * 2 <= self.filled
    }

    /// True where every word says up or down.
    pub(crate) fn is_state(&self) -> bool {
        let [up, down] = self.states;
        up + down > 0 && (up + down) * 100 >= self.filled * 95 && up + down > self.numbers
    }

    /// True where nearly all cells are moments in a notation that no number has.
    pub(crate) fn is_moment(&self) -> bool {
        self.moments.is_some()
    }

    /// True where nearly all cells are times of day.
    pub(crate) fn is_time_of_day(&self) -> bool {
        self.times > 0 && self.times * 10 >= self.filled * 9
    }

    /// True where the column is blank.
    pub(crate) fn is_blank(&self) -> bool {
        self.filled == 0
    }
}

/// True where every cell is one word that begins with a digit, such as `4G` or the name of a carrier, and its header tells
/// of no measure.
fn is_one_word(header: &str, words: &BTreeSet<&[u8]>, rows: usize) -> bool {
    let unit = |word: &&[u8]| number::measured(word, Commas::Absent).map(|(_, unit)| unit);
    let Some(unit) = words.first().filter(|_| words.len() == 1 && rows > 4).and_then(unit) else { return false };
    let says = classify::kind_and_direction(header, &unit, false);
    unit.contains(char::is_alphabetic) && says == (Kind::Other, Direction::Falls)
}

impl Moments {
    /// The moments of cells in the notation that explains most of them.
    pub(crate) fn of(cells: &[&[u8]], filled: usize) -> Option<Moments> {
        let mut readings: Vec<Moments> = Vec::new();
        let mut most = 1;
        for style in STYLES {
            // Half of the cells may be damaged: that is said of the rows. A number is no moment so easily.
            let share = if style.is_number() { 8 } else { 5 };
            if let Some(reading) = Moments::in_style(cells, style, most.max((filled * share).div_ceil(10))) {
                most = reading.count;
                readings.push(reading);
            }
        }
        readings.retain(|reading| reading.count == most);
        let by_order = |style: Style| matches!(style, Style::DayFirst | Style::MonthFirst | Style::ShortYearFirst);
        let mut chosen = if readings.first().is_some_and(|first| !by_order(first.style)) {
            readings.swap_remove(0)
        } else {
            Moments::by_rhythm(readings, cells)?
        };
        chosen.read_others(cells);
        Some(chosen)
    }

    /// Reads the cells that are written otherwise: in a notation that at least half of them have, and where day and month may stand in either
    /// order, in the one under which the rows follow one another.
    fn read_others(&mut self, cells: &[&[u8]]) {
        let filled = |cell: &&[u8]| !number::is_missing(cell);
        let open = self.stamps.iter().zip(cells).filter(|(stamp, cell)| stamp.is_none() && filled(cell)).count();
        if open == 0 || self.style.is_number() {
            return;
        }
        let with = |style: Style| {
            let stamp = |(own, cell): (&Option<Millis>, &&[u8])| own.or_else(|| Some(timestamp::read(cell, style)?.0));
            let stamps: Vec<Option<Millis>> = self.stamps.iter().zip(cells).map(stamp).collect();
            let count = stamps.iter().flatten().count();
            Moments { also: Some(style), stamps, count, ..self.clone() }
        };
        let others = STYLES.into_iter().filter(|style| !style.is_number() && *style != self.style);
        let mut readings: Vec<Moments> = others.map(with).collect();
        let most = readings.iter().map(|reading| reading.count).max().unwrap_or(0);
        readings.retain(|reading| reading.count == most);
        readings.sort_by_key(Moments::longest_gap);
        let gap = |place: usize| readings.get(place).map(Moments::longest_gap);
        let decided = gap(1).is_none_or(|second| gap(0).is_some_and(|first| first.saturating_mul(2) <= second));
        if decided && 2 * (most - self.count) >= open {
            let reading = readings.swap_remove(0);
            let with_clock = |style| cells.iter().filter(|cell| has_clock(cell, style)).count();
            *self = Moments { with_clock: self.with_clock.max(reading.also.map_or(0, with_clock)), ..reading };
        }
    }

    /// The moments in a notation; `None` where fewer than `least` are, as soon as that is clear.
    fn in_style(cells: &[&[u8]], style: Style, least: usize) -> Option<Moments> {
        let mut spare = cells.len().checked_sub(least)?;
        let mut stamps = Vec::new();
        for cell in cells {
            let stamp = timestamp::read(cell, style).map(|(at, _)| at);
            if stamp.is_none() {
                spare = spare.checked_sub(1)?;
            }
            stamps.push(stamp);
        }
        let with_clock = cells.iter().filter(|cell| has_clock(cell, style)).count();
        let count = stamps.iter().flatten().count();
        Some(Moments { style, other: None, also: None, by_rhythm: false, stamps, count, with_clock })
    }

    /// Of several orders of day, month and year the one under which the rows follow one another as regularly as their times
    /// of day do; where several do, the first is taken and another is kept.
    fn by_rhythm(mut readings: Vec<Moments>, cells: &[&[u8]]) -> Option<Moments> {
        if readings.len() < 2 {
            return readings.pop();
        }
        let dots = cells.first().is_some_and(|cell| cell.contains(&b'.') && !cell.contains(&b'/'));
        let halves = cells.first().is_some_and(|cell| cell.to_ascii_lowercase().ends_with(b"m"));
        let lean = |style: Style| match style {
            Style::DayFirst => usize::from(halves && !dots),
            Style::MonthFirst => usize::from(!halves || dots),
            _ => 2,
        };
        readings.sort_by_key(|reading| (reading.longest_gap(), lean(reading.style)));
        let mut all = readings.into_iter();
        let (mut first, second) = (all.next()?, all.next()?);
        let decided = first.longest_gap().saturating_mul(3) <= second.longest_gap();
        (first.by_rhythm, first.other) = (decided, (!decided).then_some(second.style));
        Some(first)
    }

    /// The longest distance of neighbours, in either direction.
    fn longest_gap(&self) -> Millis {
        let stamps: Vec<Millis> = self.stamps.iter().flatten().copied().collect();
        stamps.iter().zip(stamps.iter().skip(1)).map(|(a, b)| (b - a).abs()).max().unwrap_or(0)
    }

    /// The distances of neighbours that are not the same moment.
    fn steps(&self) -> Vec<Millis> {
        let stamps: Vec<Millis> = self.stamps.iter().flatten().copied().collect();
        stamps.iter().zip(stamps.iter().skip(1)).map(|(a, b)| b - a).filter(|step| *step != 0).collect()
    }

    /// True where the rows follow this column: nearly all steps go one way, but for restarts of a list a place.
    pub(crate) fn is_ordered(&self) -> bool {
        let steps = self.steps();
        let up = steps.iter().filter(|step| **step > 0).count();
        !steps.is_empty() && up.max(steps.len() - up) * 10 >= steps.len() * 9
    }

    /// True where all are the same moment.
    pub(crate) fn is_constant(&self) -> bool {
        self.count > 2 && self.steps().is_empty()
    }

    /// True where a column of numbers behaves as moments do: in order, at distances that clocks know.
    pub(crate) fn behaves(&self) -> bool {
        let steps = self.steps();
        let known = steps.iter().filter(|step| epoch::is_step(**step) || step.abs() >= 5_000).count();
        // Numbers that all have a month, a day and a time of day in their digits are no others.
        let is_calendar = self.style == Style::Compact && self.with_clock == self.count && self.count > 2;
        self.is_ordered() && (is_calendar || known * 10 >= steps.len() * 7)
    }

    /// True where these are the moments of the rows once more, or others close to them that pass as they do: when a row ended,
    /// or the same in another notation. A count of the size of an epoch passes otherwise.
    pub(crate) fn run_beside(&self, rows: &[Option<Millis>]) -> bool {
        let pairs: Vec<(Millis, Millis)> =
            self.stamps.iter().zip(rows).filter_map(|(own, row)| (*own).zip(*row)).collect();
        let (Some(first), Some(last)) = (pairs.first(), pairs.last()) else { return false };
        let passed = (last.1 - first.1).abs();
        // The clock of a place and that of all are some hours apart, always the same.
        let apart = pairs.get(pairs.len() / 2).map_or(0, |(own, row)| own - row);
        let zone = if apart.abs() <= MOST_APART { apart } else { 0 };
        let close =
            |(own, row): &(Millis, Millis)| (own - row).abs() <= passed / 10 || (own - row - zone).abs() <= MINUTE;
        pairs.len() > 2 && passed > 0 && self.is_ordered() && pairs.iter().all(close)
    }

    /// True where these are the same moments on a clock of another zone: always as far apart, by quarters of an hour.
    pub(crate) fn is_apart_from(&self, others: &[Option<Millis>]) -> bool {
        let apart = |(own, other): (&Option<Millis>, &Option<Millis>)| Some((*own)? - (*other)?);
        let gaps: Vec<Millis> = self.stamps.iter().zip(others).filter_map(apart).collect();
        let Some(first) = gaps.first() else { return false };
        let zone = (first + 7 * MINUTE).div_euclid(15 * MINUTE) * 15 * MINUTE;
        gaps.len() > 2 && zone != 0 && zone.abs() <= MOST_APART && gaps.iter().all(|gap| (gap - zone).abs() <= MINUTE)
    }

    /// True where all are the first days of different months.
    pub(crate) fn is_months(&self) -> bool {
        let days: BTreeSet<Millis> = self.stamps.iter().flatten().copied().collect();
        let first = |at: &Millis| iso(*at).get(8..10) == Some("01");
        self.is_days() && self.count == days.len() && days.iter().all(first)
    }

    /// True where all are midnights: a column of days.
    pub(crate) fn is_days(&self) -> bool {
        self.with_clock * 2 < self.count || self.stamps.iter().flatten().all(|at| at % DAY == 0) && self.with_clock == 0
    }
}

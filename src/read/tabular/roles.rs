//! Gives every column a role, with a reason that people can read.
//!
//! In: the profiles, the moment of each row, what an author said. Out: a [`Role`] a column.

use super::dialect::Dialect;
use super::header::Header;
use super::moment::{Clock, When};
use super::names;
use super::profile::Profile;
use super::row_numbers;
use crate::base::time::Millis;
use crate::base::{Code, Direction, Error, Kind, nearest};
use crate::read::scalar::length;
use crate::read::scalar::number;
use crate::read::scalar::state;
use crate::read::series::classify;
use std::collections::BTreeSet;

/// What an author said that columns are: header and role.
pub(crate) type GivenRoles<'a> = &'a [(String, &'static str)];

/// What a column is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Not decided.
    Open,
    Moment,
    Time,
    Offset,
    Value,
    State,
    Name,
    Basis,
    /// Left out, with the reason.
    Out(&'static str),
}

/// Why a column of row numbers is left out.
const ROW_NUMBERS: &str = "it numbers the rows";

/// A table whose columns get their roles.
pub(crate) struct Table<'a> {
    pub(crate) dialect: &'a Dialect,
    pub(crate) profiles: &'a [Profile],
    pub(crate) when: When,
    pub(crate) stamps: Vec<Option<Millis>>,
    pub(crate) roles: Vec<Role>,
    /// True where a name stands in the first row of its run alone.
    pub(crate) names_shown_once: bool,
}

/// What an author said that a column is.
pub(crate) fn said(dialect: &Dialect, column: usize, said: GivenRoles<'_>) -> Option<&'static str> {
    let name = dialect.label(column);
    let same =
        |given: &str| given == name || given.eq_ignore_ascii_case(&name) || given == format!("column {}", column + 1);
    said.iter().rev().find(|(given, _)| same(given)).map(|(_, role)| *role)
}

/// Refuses a name that no column has.
pub(crate) fn check_said(dialect: &Dialect, roles: GivenRoles<'_>) -> Result<(), Error> {
    for (name, _) in roles {
        let known = |column: usize| said(dialect, column, &[(name.clone(), "value")]).is_some();
        if !(0..dialect.width()).any(known) {
            let labels: Vec<String> = (0..dialect.width()).map(|column| dialect.label(column)).collect();
            return Err(nearest::unknown(
                Code::BadSetting,
                "column",
                name,
                labels.iter().map(String::as_str).collect(),
            ));
        }
    }
    Ok(())
}

impl Table<'_> {
    /// Gives every column its role.
    pub(crate) fn assign(&mut self, said: &dyn Fn(usize) -> Option<&'static str>) {
        self.set(self.when.column, Role::Moment);
        match self.when.clock {
            Some(Clock::Time(column) | Clock::Hour(column) | Clock::HourNumber(column)) => self.set(column, Role::Time),
            Some(Clock::HourAndMinute(hour, minute)) => {
                self.set(hour, Role::Time);
                self.set(minute, Role::Time);
            }
            None => {}
        }
        for column in 0..self.profiles.len() {
            if self.role(column) == Role::Open
                && let Some(role) = self.first_role(column, said(column))
            {
                self.set(column, role);
            }
        }
        self.read_codes();
        self.name_series();
        self.choose_values();
        self.drop_repeated_states();
    }

    pub(super) fn set(&mut self, column: usize, role: Role) {
        if let Some(place) = self.roles.get_mut(column) {
            *place = role;
        }
    }

    pub(crate) fn role(&self, column: usize) -> Role {
        self.roles.get(column).copied().unwrap_or(Role::Open)
    }

    /// The columns of a role.
    pub(crate) fn with(&self, role: Role) -> Vec<usize> {
        (0..self.roles.len()).filter(|column| self.role(*column) == role).collect()
    }

    /// The columns of values and states, in order.
    pub(crate) fn values(&self) -> Vec<usize> {
        (0..self.roles.len()).filter(|column| matches!(self.role(*column), Role::Value | Role::State)).collect()
    }

    pub(crate) fn header(&self, column: usize) -> Header {
        Header::of(self.dialect.name(column))
    }

    /// What the cells of a column alone decide.
    fn first_role(&self, column: usize, said: Option<&'static str>) -> Option<Role> {
        let profile = self.profiles.get(column)?;
        let header = self.header(column);
        if let Some(role) = said {
            return Some(match role {
                "value" => Role::Value,
                "state" => Role::State,
                "name" | "place" => Role::Name,
                "offset" => Role::Offset,
                "time" => Role::Time,
                "moment" | "date" | "day-first" | "month-first" | "start" | "end" => Role::Out("another moment"),
                "length" => Role::Out("a length"),
                _ => Role::Out("you said so"),
            });
        }
        if profile.is_blank() {
            // Numbers may follow below a header; below none there is no column.
            let none = header.is_text() || self.dialect.name(column).is_empty();
            return Some(if none { Role::Out("") } else { Role::Value });
        }
        if is_basis(self.dialect, column) {
            return Some(Role::Basis);
        }
        let spelled =
            |column| self.dialect.cells(column).any(|cell| cell.iter().any(|b| b.is_ascii_alphabetic() || *b == b':'));
        if profile.zones && (header.is_zone() || spelled(column)) {
            return Some(Role::Offset);
        }
        let is_length = |cell: &&[u8]| length::length(cell, None).is_some();
        let numbers =
            || -> Vec<f64> { self.dialect.cells(column).filter_map(|cell| number::plain(cell.trim_ascii())).collect() };
        let runs = || profile.is_numeric() && row_numbers::pass_with_time(&numbers(), &self.stamps);
        let lengths = || self.dialect.cells(column).filter(is_length).count() * 2 > profile.filled;
        if header.is_running_time() && (lengths() || runs()) {
            return Some(Role::Out("for how long a device has run"));
        }
        if let Some(moments) = &profile.moments
            && (!moments.style.is_number()
                || (header.is_time() && !header.is_length() && moments.behaves())
                || moments.run_beside(&self.stamps))
        {
            return Some(Role::Out("another moment"));
        }
        if profile.is_time_of_day() {
            return Some(Role::Out("another time of day"));
        }
        // Under “reason” or “error” stands why something failed: that nothing did, no word there says.
        let reasons = header.is_text() && profile.states.first() == Some(&0);
        // NO, SI and OK are countries and states, too.
        if profile.is_state() && !profile.is_numeric() && !reasons && !header.is_country() {
            return Some(Role::State);
        }
        if profile.addresses * 2 > profile.filled && !self.are_doubled() {
            return Some(Role::Out("addresses or versions"));
        }
        let counts = || row_numbers::are(&header, &numbers(), self.stamps.len());
        (profile.is_numeric() && counts()).then_some(Role::Out(ROW_NUMBERS))
    }

    /// True where yes and no stand under the name of a fault.
    pub(crate) fn is_fault(&self, column: usize) -> bool {
        let answers = |cell: &[u8]| number::is_missing(cell) || state::is_answer(cell);
        classify::is_fault(self.dialect.name(column)) && self.dialect.cells(column).all(answers)
    }

    fn are_doubled(&self) -> bool {
        names::Rows::new(self.dialect, &self.stamps).are_doubled()
    }

    /// Finds the columns that name series, words first and numbers where words do not do.
    fn name_series(&mut self) {
        let rows = names::Rows::new(self.dialect, &self.stamps);
        let doubled = rows.are_doubled();
        let words = |column: &usize| {
            let Some(profile) = self.profiles.get(*column) else { return false };
            let prose = profile.rows > 4 && profile.distinct > profile.rows / 2 + 1;
            let text = self.header(*column).is_text() && !doubled;
            let open = match self.role(*column) {
                Role::Open => !profile.is_numeric(),
                Role::State => doubled,
                _ => false,
            };
            open && !profile.is_blank() && !prose && !text
        };
        let candidates: Vec<usize> = (0..self.profiles.len()).filter(words).collect();
        let constant = |column: usize| {
            self.profiles.get(column).is_some_and(|profile| profile.distinct < 2 && profile.filled == profile.rows)
        };
        let once: Vec<usize> = rows.shown_once(&self.texts());
        let mut chosen: Vec<usize> = if once.is_empty() { rows.names(&candidates, &constant) } else { once.clone() };
        // A state beside a better name is a state.
        chosen.retain(|column| self.role(*column) != Role::State || rows.tells_apart(&[*column]) > 0.99);
        // An id beside the name of the same thing names it worse.
        let better = |id: usize| {
            chosen.iter().any(|name| !self.header(*name).is_identifier() && !constant(*name) && rows.follows(id, *name))
        };
        let ids: Vec<usize> =
            chosen.iter().copied().filter(|id| self.header(*id).is_plain_id() && better(*id)).collect();
        chosen.retain(|column| !ids.contains(column));
        let varying: Vec<usize> =
            chosen.iter().copied().filter(|column| !constant(*column)).chain(self.with(Role::Name)).collect();
        let told = if doubled && !varying.is_empty() { rows.tells_apart(&varying) } else { 0.0 };
        if doubled && told < 0.9 && once.is_empty() {
            chosen.extend(self.number_that_names(&rows, &varying, told));
            // Words that told few rows apart may tell what the number leaves.
            for column in &candidates {
                let with = [&chosen[..], &[*column]].concat();
                let is_open = self.role(*column) == Role::Open && !chosen.contains(column);
                if is_open && rows.tells_apart(&with) > rows.tells_apart(&chosen) + 0.05 {
                    chosen.push(*column);
                }
            }
        }
        if !doubled && varying.is_empty() && once.is_empty() {
            chosen.extend(self.target());
        }
        for column in chosen {
            self.set(column, Role::Name);
        }
        self.names_shown_once = !once.is_empty();
        for column in candidates {
            if self.role(column) == Role::Open {
                self.set(column, Role::Out("words that change from row to row"));
            }
        }
        for column in 0..self.profiles.len() {
            if self.role(column) == Role::Open && self.profiles.get(column).is_some_and(|profile| !profile.is_numeric())
            {
                self.set(column, Role::Out("text"));
            }
        }
    }

    /// Open columns of words.
    fn texts(&self) -> Vec<usize> {
        let text = |column: &usize| {
            let profile = self.profiles.get(*column).filter(|_| self.role(*column) == Role::Open);
            profile.is_some_and(|profile| !profile.is_numeric() && !profile.is_blank())
        };
        (0..self.profiles.len()).filter(text).collect()
    }

    /// The number that tells the rows of one moment apart: an identifier by its header, else one with few different values.
    fn number_that_names(&self, rows: &names::Rows<'_>, others: &[usize], told: f64) -> Option<usize> {
        let whole =
            |column: usize| self.dialect.cells(column).all(|cell| cell.trim_ascii().iter().all(u8::is_ascii_digit));
        let telling = |column: &usize| rows.tells_apart(&[others, &[*column]].concat());
        let candidates: Vec<usize> = (0..self.profiles.len())
            .filter(|column| self.role(*column) == Role::Open && whole(*column))
            .filter(|column| telling(column) > (told + 0.3).min(0.98))
            .collect();
        let few =
            |column: &usize| self.profiles.get(*column).is_some_and(|profile| profile.distinct * 3 <= profile.rows);
        let by_header = candidates.iter().find(|column| self.header(**column).is_identifier());
        let plain = |column: &&usize| {
            few(column)
                && classify::kind_and_direction(self.dialect.name(**column), "", false).0 == crate::base::Kind::Other
        };
        by_header.or_else(|| candidates.iter().filter(|_| others.is_empty()).find(plain)).copied()
    }

    /// Of the numbers that are left, those that measure connectivity.
    fn choose_values(&mut self) {
        let mut spare = Vec::new();
        let names: BTreeSet<String> = self.dialect.header.iter().map(|label| classify::slug(label)).collect();
        let others =
            (0..self.profiles.len()).filter(|column| matches!(self.role(*column), Role::Value | Role::State)).count();
        for column in 0..self.profiles.len() {
            if self.role(column) != Role::Open {
                continue;
            }
            let header = self.header(column);
            let role = if header.is_no_connectivity() && !header.is_identifier() {
                Role::Out("it says nothing about connectivity")
            } else if header.is_duration() && self.has_round_trips() {
                Role::Out("a length")
            } else if self.is_level(column) {
                Role::Out("it is a step on a scale that the file does not explain")
            } else if self.belongs_to_words(column) {
                Role::Out("it belongs to the words beside it")
            } else if header.is_identifier() || header.is_no_signal() || self.is_spread(column, &names) {
                spare.push(column);
                Role::Out("it measures nothing")
            } else {
                Role::Value
            };
            self.set(column, role);
        }
        if spare.is_empty() && self.values().is_empty() {
            let has_name = |column: usize| !self.dialect.name(column).is_empty();
            let named = |column: &usize| {
                let header = self.header(*column);
                has_name(*column) && (header.is_row_number() || header.is_identifier())
            };
            spare = self.with(Role::Out(ROW_NUMBERS)).into_iter().filter(|column| !named(column)).collect();
        }
        // The only number there is: a name that usually means none may still be one.
        if let ([column], true, 0) = (spare.as_slice(), self.values().is_empty(), others)
            && self.profiles.get(*column).is_some_and(|profile| profile.distinct > 1)
        {
            self.set(*column, Role::Value);
        }
    }

    /// True where a column is named as a round trip: a length beside it is how long ago the last check was.
    fn has_round_trips(&self) -> bool {
        self.dialect.header.iter().any(|name| classify::of(name, "") == Kind::Latency)
    }

    /// Leaves out answers that are always no, and states that say no more than a number beside them: down where that is zero, up everywhere else. Where the
    /// number is blank, the state alone tells a check that failed from one that was not made.
    fn drop_repeated_states(&mut self) {
        let values = self.with(Role::Value);
        let never = |table: &Self, column: usize| {
            let answers = |cell: &[u8]| number::is_missing(cell) || state::is_answer(cell);
            let none_up = table.profiles.get(column).is_some_and(|profile| profile.states.first() == Some(&0));
            let asks = matches!(classify::of(table.dialect.name(column), ""), Kind::Probing | Kind::Service);
            none_up && !asks && !table.is_fault(column) && table.dialect.cells(column).all(answers)
        };
        for column in self.with(Role::State) {
            if !values.is_empty() && never(self, column) {
                self.set(column, Role::Out("it says no in every row"));
            }
        }
        for column in self.with(Role::State) {
            let repeats = |value: &usize| {
                // How long it was down, or how much came through: zero says the opposite.
                let lasted = self.header(*value).is_length();
                let above_zero = |cell: &[u8]| {
                    (!number::is_missing(cell)).then(|| (number::plain(cell.trim_ascii()) != Some(0.0)) != lasted)
                };
                let pairs = self.dialect.cells(column).zip(self.dialect.cells(*value));
                let told = pairs.filter_map(|(word, cell)| Some(Some(state::read(word)?) == above_zero(cell)));
                let mut told = told.peekable();
                told.peek().is_some() && told.all(|same| same) && !self.header(*value).is_no_signal()
            };
            let down = self.profiles.get(column).is_some_and(|profile| profile.states.iter().all(|count| *count > 0));
            let tells = |value: usize| self.falls(value) || self.header(value).is_length();
            if down && values.iter().any(|value| repeats(value) && tells(*value)) {
                self.set(column, Role::Out("it says no more than the numbers beside it"));
            }
        }
    }

    fn falls(&self, column: usize) -> bool {
        classify::kind_and_direction(self.dialect.name(column), "", false).1 == Direction::Falls
    }
}

fn is_basis(dialect: &Dialect, column: usize) -> bool {
    let known = |word: &[u8]| word.is_empty() || word.starts_with(b"assumed") || word.starts_with(b"published");
    classify::slug(dialect.name(column)) == "basis" && dialect.cells(column).all(|cell| known(cell.trim_ascii()))
}

//! Finds what is checked in turns that no clock keeps: a log of several sites, hosts or devices.
//!
//! In: a table whose rows share no moments. Out: the column whose words name what each row is of: it is called so, or holds links or hosts,
//! and its few words change from row to row all the time. A test server, or the address of the line itself, changes rarely or is
//! another each time.

use super::roles::{Role, Table};
use crate::read::scalar::address::{is_address, is_host};
use crate::read::scalar::label::Label;
use std::collections::BTreeSet;

/// What is checked, as headers call it.
const TARGETS: &str = "device device-name target target-name monitor monitor-name host host-name hostname website website-name site \
    site-name url endpoint domain destination dest service service-name check check-name name node node-name ip ip-address address \
    gerät ziel dispositivo cible appareil устройство узел دستگاه 设备 장치";
/// More are no set of things that somebody watches.
const MOST: usize = 24;

impl Table<'_> {
    /// The column of what is checked.
    pub(super) fn target(&self) -> Option<usize> {
        let fits = |column: &usize| self.is_target(*column);
        let words =
            |column: &usize| self.profiles.get(*column).is_none_or(|profile| profile.addresses * 2 <= profile.filled);
        let all: Vec<usize> = (0..self.profiles.len()).filter(fits).collect();
        all.iter().copied().find(|column| words(column)).or_else(|| all.first().copied())
    }

    fn is_target(&self, column: usize) -> bool {
        let Some(profile) = self.profiles.get(column) else { return false };
        let open = matches!(self.role(column), Role::Open | Role::Out("addresses or versions"));
        if !open || profile.is_numeric() || profile.filled < profile.rows || !(2..=MOST).contains(&profile.distinct) {
            return false;
        }
        let cells: Vec<&[u8]> = self.dialect.cells(column).map(<[u8]>::trim_ascii).collect();
        let links = || cells.iter().all(|cell| cell.windows(3).any(|part| part == b"://") && is_address(cell));
        let name = self.dialect.name(column);
        let hosts = || cells.iter().all(|cell| is_host(&String::from_utf8_lossy(cell)));
        let called = Label::of(name).is(TARGETS) || name.is_empty() && (links() || hosts());
        let turns = cells.iter().zip(cells.iter().skip(1)).filter(|(a, b)| a != b).count();
        // Neighbours differ as often as in rows at random of so many things, or nearly.
        let due = (cells.len() - 1) as f64 * (1.0 - 1.0 / profile.distinct as f64);
        let each: BTreeSet<&[u8]> = cells.iter().rev().take(cells.len() / 2).copied().collect();
        called && profile.rows >= 2 * profile.distinct && turns as f64 >= 0.7 * due && each.len() == profile.distinct
    }
}

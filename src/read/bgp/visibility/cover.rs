//! How many /24s the visible prefixes cover together, kept up to date as prefixes come and go.
//!
//! A /24 inside two visible blocks is counted once: only blocks without a visible block around them count, each with its
//! whole size.

use super::Prefix;
use std::collections::BTreeSet;

/// The visible prefixes and their joint size.
#[derive(Debug, Default)]
pub(super) struct Cover {
    visible: BTreeSet<Prefix>,
    slash24s: f64,
}

impl Cover {
    /// Number of visible prefixes.
    pub(super) fn prefixes(&self) -> f64 {
        self.visible.len() as f64
    }

    /// Number of /24s in them.
    pub(super) fn slash24s(&self) -> f64 {
        self.slash24s
    }

    /// A prefix becomes visible or stops being so.
    pub(super) fn set(&mut self, prefix: Prefix, visible: bool) {
        let changed = if visible { self.visible.insert(prefix) } else { self.visible.remove(&prefix) };
        if !changed || self.inside_another(prefix) {
            return;
        }
        let own = prefix.slash24s() - self.outermost_inside(prefix);
        self.slash24s += if visible { own } else { -own };
    }

    fn inside_another(&self, prefix: Prefix) -> bool {
        let mut around = prefix.parent();
        while let Some(block) = around {
            if self.visible.contains(&block) {
                return true;
            }
            around = block.parent();
        }
        false
    }

    fn outermost_inside(&self, prefix: Prefix) -> f64 {
        let mut total = 0.0;
        let mut last: Option<Prefix> = None;
        for block in self.visible.range(prefix..).skip_while(|block| **block == prefix) {
            if !prefix.covers(block) {
                break;
            }
            if !last.is_some_and(|last| last.covers(block)) {
                total += block.slash24s();
                last = Some(*block);
            }
        }
        total
    }
}

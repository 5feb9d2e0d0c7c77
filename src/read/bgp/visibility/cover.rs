//! How many /24s the visible prefixes cover together, kept up to date as prefixes come and go.
//!
//! In: all prefixes there will be, and which becomes visible or stops being so. A /24 inside two visible blocks is counted once.
//! A prefix knows the nearest one around it, so a change costs the depth of the nesting, however many lie inside.

use super::Prefix;

/// The visible prefixes and their joint size.
#[derive(Debug, Default)]
pub(super) struct Cover {
    blocks: Vec<Block>,
    prefixes: usize,
    slash24s: f64,
}

/// A prefix among the others.
#[derive(Clone, Debug)]
struct Block {
    /// The nearest prefix around it.
    around: Option<u32>,
    /// Its own size in /24s.
    size: f64,
    /// What the visible ones inside it cover.
    inside: f64,
    visible: bool,
}

impl Block {
    fn covered(&self) -> f64 {
        if self.visible { self.size } else { self.inside }
    }
}

impl Cover {
    /// Begins with these prefixes, none of them visible.
    pub(super) fn new(prefixes: &[Prefix]) -> Cover {
        let block = |prefix: &Prefix| Block { around: None, size: prefix.slash24s(), inside: 0.0, visible: false };
        let mut blocks: Vec<Block> = prefixes.iter().map(block).collect();
        // In their order a block comes right before those inside it: the open ones are a chain.
        let mut order: Vec<(&Prefix, u32)> = prefixes.iter().zip(0..).collect();
        order.sort_unstable();
        let mut open: Vec<(&Prefix, u32)> = Vec::new();
        for (prefix, number) in order {
            while open.pop_if(|(around, _)| !around.covers(prefix)).is_some() {}
            if let Some(block) = blocks.get_mut(number as usize) {
                block.around = open.last().map(|(_, around)| *around);
            }
            open.push((prefix, number));
        }
        Cover { blocks, prefixes: 0, slash24s: 0.0 }
    }

    /// Number of visible prefixes.
    pub(super) fn prefixes(&self) -> f64 {
        self.prefixes as f64
    }

    /// Number of /24s in them.
    pub(super) fn slash24s(&self) -> f64 {
        self.slash24s
    }

    /// A prefix becomes visible or stops being so.
    pub(super) fn set(&mut self, number: usize, visible: bool) {
        let Some(block) = self.blocks.get_mut(number).filter(|block| block.visible != visible) else { return };
        let before = block.covered();
        block.visible = visible;
        let change = block.covered() - before;
        let mut around = block.around;
        self.prefixes = if visible { self.prefixes + 1 } else { self.prefixes - 1 };
        while let Some(block) = around.and_then(|around| self.blocks.get_mut(around as usize)) {
            block.inside += change;
            if block.visible {
                return;
            }
            around = block.around;
        }
        self.slash24s += change;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    /// The /24s of a set, each counted once, one after the other.
    fn counted(visible: &BTreeSet<Prefix>) -> f64 {
        let outermost = |prefix: &&Prefix| visible.iter().all(|other| other == *prefix || !other.covers(prefix));
        visible.iter().filter(outermost).map(Prefix::slash24s).sum()
    }

    proptest! {
        #[test]
        fn changes_add_up_to_what_is_visible(turns in prop::collection::vec((0u8..4, 16u8..27, any::<bool>()), 1..60)) {
            let text = |(block, length, _): &(u8, u8, bool)| Prefix::parse(&format!("10.0.{block}.0/{length}")).unwrap();
            let prefixes: Vec<Prefix> = turns.iter().map(text).collect::<BTreeSet<_>>().into_iter().rev().collect();
            let mut cover = Cover::new(&prefixes);
            let mut visible = BTreeSet::new();
            for turn in &turns {
                let prefix = text(turn);
                if turn.2 { visible.insert(prefix); } else { visible.remove(&prefix); }
                cover.set(prefixes.iter().position(|known| *known == prefix).unwrap(), turn.2);
                prop_assert_eq!(cover.slash24s(), counted(&visible));
                prop_assert_eq!(cover.prefixes(), visible.len() as f64);
            }
        }
    }
}

//! Rows → rows in ascending order, equal ones as they stood.
//!
//! The standard library compiles its sort anew for every kind of row and every comparison: forty copies were a seventh of
//! the first wasm. Here one sort puts indices in order, and what is compiled for each kind of row only swaps.

use std::cmp::Ordering;

/// Puts rows in order by a comparison.
pub fn by<T>(rows: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let mut order = indices(rows.len(), &|a, b| match (rows.get(a), rows.get(b)) {
        (Some(a), Some(b)) => compare(a, b),
        _ => Ordering::Equal,
    });
    // Along every cycle of the permutation each row goes to its place by one swap.
    for start in 0..rows.len() {
        let mut at = start;
        while let Some(from) = order.get_mut(at).map(|from| std::mem::replace(from, at)).filter(|from| *from != start) {
            rows.swap(at, from);
            at = from;
        }
    }
}

/// Puts rows in order by a key.
pub fn by_key<T, K: Ord>(rows: &mut [T], key: impl Fn(&T) -> K) {
    by(rows, |a, b| key(a).cmp(&key(b)));
}

/// Puts rows in their own order.
pub fn ascending<T: Ord>(rows: &mut [T]) {
    by(rows, T::cmp);
}

/// The indices of `count` rows in the rows' order.
pub fn indices(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|a, b| compare(*a, *b));
    order
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn agrees_with_the_standard_sort(mut rows in prop::collection::vec((0u8..8, any::<u16>()), 0..200)) {
            let mut want = rows.clone();
            want.sort_by_key(|row| row.0);
            by_key(&mut rows, |row| row.0);
            prop_assert_eq!(rows, want);
        }
    }
}

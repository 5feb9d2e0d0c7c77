//! Rows → rows in ascending order, equal ones as they stood.
//!
//! The standard library compiles its sort anew for every kind of row and every comparison: forty copies were a seventh of
//! The first wasm, and each is made for speed at any length. Here one sort puts indices in order, another numbers, by
//! merging runs; what is compiled for each kind of row only swaps.

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
    merged(&mut order, |a, b| compare(*a, *b) == Ordering::Greater);
    order
}

/// Puts numbers in order.
pub fn numbers(values: &mut [f64]) {
    merged(values, |a, b| a > b);
}

/// As long as a run is put in order by moving one item after another.
const RUN: usize = 16;

/// Merge sort from below: short runs first, then pairs of runs; a pair that is in order already stays as it is.
fn merged<T: Copy>(items: &mut [T], above: impl Fn(&T, &T) -> bool) {
    for run in items.chunks_mut(RUN) {
        inserted(run, &above);
    }
    let mut left: Vec<T> = Vec::new();
    let mut width = RUN;
    while width < items.len() {
        for pair in items.chunks_mut(2 * width) {
            let apart = match pair.get(width - 1..=width) {
                Some([a, b]) => above(a, b),
                _ => false,
            };
            if apart {
                left.clear();
                left.extend(pair.iter().take(width));
                merge(&left, pair, &above);
            }
        }
        width *= 2;
    }
}

/// Merges a copy of the left half with the right one, where that stands, into the whole.
fn merge<T: Copy>(left: &[T], pair: &mut [T], above: &impl Fn(&T, &T) -> bool) {
    let (mut lefts, mut right) = (left.iter(), left.len());
    let mut next = lefts.next();
    for at in 0..pair.len() {
        // The rest of the right half stands in its place.
        let Some(from_left) = next else { return };
        let item = match pair.get(right) {
            Some(from_right) if above(from_left, from_right) => {
                right += 1;
                *from_right
            }
            _ => {
                next = lefts.next();
                *from_left
            }
        };
        if let Some(place) = pair.get_mut(at) {
            *place = item;
        }
    }
}

/// Insertion sort.
pub(super) fn inserted<T: Copy>(run: &mut [T], above: &impl Fn(&T, &T) -> bool) {
    for end in 2..=run.len() {
        let mut at = end;
        while let Some([.., a, b]) = run.get_mut(..at)
            && above(a, b)
        {
            std::mem::swap(a, b);
            at -= 1;
        }
    }
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

        #[test]
        fn numbers_agree_with_it_too(mut values in prop::collection::vec(-9i8..9, 0..200), sorted in 0..200usize) {
            values.iter_mut().take(sorted).enumerate().for_each(|(i, value)| *value = i as i8);
            let mut values: Vec<f64> = values.into_iter().map(f64::from).collect();
            let mut want = values.clone();
            want.sort_by(f64::total_cmp);
            numbers(&mut values);
            prop_assert_eq!(values, want);
        }
    }
}

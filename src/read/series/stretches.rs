//! Stretches of time in which something held → moments at which it did.
//!
//! In: stretches, both ends included, and a step. Out: the moments of each, or how many cover each moment.
//! Refused: stretches that hold more than [`limits::SPARE_BINS`] moments together, before any is laid out.

use crate::base::time::{MINUTE, Millis};
use crate::base::{Code, Error, limits};
use std::collections::BTreeMap;

/// First and last moment.
type Stretch = (Millis, Millis);

/// The moments of a stretch, its ends included.
pub(crate) fn moments(from: Millis, until: Millis, step: Millis) -> impl Iterator<Item = Millis> {
    (from..=until).step_by(usize::try_from(step).unwrap_or(usize::MAX))
}

/// Refuses stretches that are far longer than their step, before they are laid out.
pub(crate) fn check(stretches: impl Iterator<Item = Stretch>, step: Millis) -> Result<(), Error> {
    let all = stretches.map(|(from, until)| (until - from) / step + 1).fold(0, Millis::saturating_add);
    if usize::try_from(all).is_ok_and(|all| all <= limits::SPARE_BINS) {
        return Ok(());
    }
    let found = format!("Its stretches of time hold {all} moments at a resolution of {} minutes.", step / MINUTE);
    let need = format!("At most {} can be laid out: ask for a shorter time.", limits::SPARE_BINS);
    Err(Error::file(Code::TooManySamples, found, need))
}

/// Stretches by the name of their series, in the order of the first of each.
pub(crate) fn by_name(stretches: impl Iterator<Item = (String, Stretch)>) -> Vec<(String, Vec<Stretch>)> {
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut named: Vec<(String, Vec<Stretch>)> = Vec::new();
    for (name, stretch) in stretches {
        let place = *places.entry(name.clone()).or_insert(named.len());
        match named.get_mut(place) {
            Some((_, own)) => own.push(stretch),
            None => named.push((name, vec![stretch])),
        }
    }
    named
}

/// How many stretches cover each of the moments, which ascend.
pub(crate) fn counts(own: Vec<Stretch>, moments: impl Iterator<Item = Millis>) -> impl Iterator<Item = (Millis, f64)> {
    let (mut from, mut until): (Vec<Millis>, Vec<Millis>) = own.into_iter().unzip();
    from.sort_unstable();
    until.sort_unstable();
    let (mut begun, mut ended) = (0, 0);
    moments.map(move |at| {
        begun += from.iter().skip(begun).take_while(|from| **from <= at).count();
        ended += until.iter().skip(ended).take_while(|until| **until < at).count();
        (at, (begun - ended) as f64)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_are_counted_with_both_ends() {
        let counts: Vec<f64> = counts(vec![(0, 4), (2, 2), (4, 9)], moments(0, 6, 2)).map(|(_, count)| count).collect();
        assert_eq!(counts, [1.0, 2.0, 2.0, 1.0]);
    }

    #[test]
    fn moments_are_counted_before_they_are_laid_out() {
        let most = limits::SPARE_BINS as Millis;
        for n in [most - 1, most, most + 1] {
            assert_eq!(check([(0, (n - 1) * MINUTE)].into_iter(), MINUTE).is_ok(), n <= most, "{n}");
        }
        assert!(check([(0, most / 2 * MINUTE); 2].into_iter(), MINUTE).is_err());
    }
}

//! Turns counters that only rise into rates.
//!
//! In: the samples of a table, in order. Out: the same, a counter replaced by what it gained a second from each stamp to the
//! next, and a note. A counter rises nearly always, and where it falls it begins again near zero: there the gain is not known, nor
//! where the counter is too large for what it gains.

use super::builder::{Column, SeriesBuilder};
use crate::base::error::quote;
use crate::base::time::SECOND;
use crate::base::{Code, Notes};
use crate::read::scalar::label::Label;

/// Values that a counter has at least: fewer may rise by chance.
const FEWEST: usize = 24;
/// Words of counters. A number that only ever rises without one (members, deaths) is what it says.
const WORDS: &str = "octets bytes packets counter total cumulative errors rx tx in-octets out-octets bits requests-total ifhcinoctets \
    ifhcoutoctets ifinoctets ifoutoctets received sent count sum kb mb gb байт بایت 字节 bytes-total traffic octetos \
    octet";

/// True of a gain that a counter of that size can't tell from none: beyond 2⁵³ it is known in steps alone, and 64 of them tell a gain.
fn is_lost(counter: f64, gain: f64) -> bool {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    counter.abs() >= EXACT && gain.abs() < 64.0 * f64::EPSILON * counter.abs()
}

/// Turns each column that counts into a rate.
pub(crate) fn to_rates(samples: &mut SeriesBuilder, about: &mut [Column], notes: &mut Notes) {
    for (place, about) in about.iter_mut().enumerate() {
        if !Label::of(&about.label).has(WORDS) || !is_counter(samples.values(place)) {
            continue;
        }
        let stamps: Vec<i64> = samples.stamps().collect();
        let values = samples.values_mut(place);
        let gains: Vec<f64> = (0..values.len())
            .map(|i| {
                let pair = values.get(i).zip(values.get(i + 1));
                let secs = stamps.get(i).zip(stamps.get(i + 1)).map_or(0, |(a, b)| b - a) as f64 / SECOND as f64;
                let known = pair.filter(|(a, b)| !is_lost(**b, *b - *a));
                known.map(|(a, b)| (b - a) / secs).filter(|gain| *gain >= 0.0 && secs > 0.0).unwrap_or(f64::NAN)
            })
            .collect();
        values.copy_from_slice(&gains);
        let text = format!("{} is a counter that only rises; what it gained a second is shown.", quote(&about.label));
        notes.add(Code::CounterRate, text);
        about.unit = if about.unit.is_empty() { "per second".to_owned() } else { format!("{}/s", about.unit) };
    }
}

/// True of values that rise, but for a few returns to near zero.
fn is_counter(values: &[f64]) -> bool {
    let (mut rises, mut stands, mut falls, mut last, mut all) = (0_usize, 0_usize, 0_usize, f64::NAN, 0_usize);
    for value in values.iter().copied().filter(|value| !value.is_nan()) {
        all += 1;
        if value > last {
            rises += 1;
        } else if value == last {
            stands += 1;
        } else if value < last {
            falls += 1;
            // A fall that does not begin again is none of a counter; many falls are none either.
            if value > last * 0.1 || value < 0.0 || falls * 20 > all + 20 {
                return false;
            }
        }
        last = value;
    }
    all >= FEWEST && rises * 2 > all && stands < all / 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counters_rise_and_begin_again() {
        let rising: Vec<f64> = (0..60).map(|i| f64::from(i % 40) * 1000.0 + 5.0).collect();
        assert!(is_counter(&rising));
        let noisy: Vec<f64> = (0..60).map(|i| 1000.0 + f64::from(i * 7 % 13)).collect();
        assert!(!is_counter(&noisy));
        assert!(!is_counter(&[1.0, 2.0, 3.0]));
    }

    #[test]
    fn a_counter_too_large_for_its_gain_is_no_outage() {
        let rates = |gain: u64| {
            let mut samples = SeriesBuilder::new(1);
            let count = |i: u64| if i < 20 { u64::MAX - (20 - i) * gain } else { (i - 20) * gain };
            (0..60).for_each(|i| samples.push(i as i64 * 1_000, std::iter::once(count(i) as f64)));
            let mut about = [Column { label: "rx_bytes".to_owned(), ..Column::default() }];
            to_rates(&mut samples, &mut about, &mut Notes::default());
            samples.values(0).to_vec()
        };
        let (small, large) = (rates(7), rates(1 << 30));
        assert!(small[..20].iter().all(|gain| gain.is_nan()) && small[20..59] == [7.0; 39], "{small:?}");
        assert!(large[..18].iter().chain(&large[20..59]).all(|gain| *gain == f64::from(1 << 30)), "{large:?}");
    }

    #[test]
    fn the_gain_a_second_takes_its_place() {
        let mut samples = SeriesBuilder::new(1);
        for i in 0..30_i64 {
            samples.push(i * 10_000, std::iter::once((i % 20) as f64 * 50.0));
        }
        let mut about = [Column { label: "rx_bytes".to_owned(), unit: "B".to_owned(), ..Column::default() }];
        let mut notes = Notes::default();
        to_rates(&mut samples, &mut about, &mut notes);
        assert_eq!(samples.values(0).get(..2), Some(&[5.0, 5.0][..]));
        assert!(samples.values(0).get(19).is_some_and(|gain| gain.is_nan()));
        assert_eq!(about[0].unit, "B/s");
        assert!(notes.has(Code::CounterRate));
    }
}

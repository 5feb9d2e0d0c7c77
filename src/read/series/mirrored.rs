//! Reads what is drawn below the axis without its sign.
//!
//! In: the samples of a table. Out: the same; a column that is negative but for zeros, or that is called what was sent, as monitors write it beside
//! what was received, without the sign, and a note: it comes to zero in an outage, which is no rise.

use super::builder::{Column, SeriesBuilder};
use crate::base::error::quote;
use crate::base::{Code, Notes};
use crate::read::scalar::label::Label;

/// Takes the sign off each such column.
pub(crate) fn upright(samples: &mut SeriesBuilder, about: &[Column], notes: &mut Notes) {
    for (place, about) in about.iter().enumerate() {
        let values = samples.values(place);
        let has = |is: fn(&f64) -> bool| values.iter().any(is);
        // The first value says of nearly every column that it is none.
        if has(|value| *value > 0.0) || !has(|value| *value < 0.0) || !(has(|value| *value == 0.0) || is_sent(about)) {
            continue;
        }
        samples.values_mut(place).iter_mut().for_each(|value| *value = value.abs());
        let text = format!("No number of {} is above zero; they are read without their sign.", quote(&about.label));
        notes.add(Code::SignLeftOut, text);
    }
}

/// True for the name of the way out.
fn is_sent(about: &Column) -> bool {
    Label::of(&about.label).has("sent out outbound outgoing upload tx transmitted egress upstream written writes")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(values: &[f64]) -> Vec<f64> {
        let mut samples = SeriesBuilder::new(1);
        values.iter().enumerate().for_each(|(i, value)| samples.push(i as i64, std::iter::once(*value)));
        upright(&mut samples, &[Column::default()], &mut Notes::default());
        samples.values(0).to_vec()
    }

    #[test]
    fn what_comes_to_zero_from_below_falls() {
        assert_eq!(read(&[-40.0, -41.0, -0.0, -39.0]), [40.0, 41.0, 0.0, 39.0]);
        assert_eq!(read(&[-40.0, -60.0]), [-40.0, -60.0]);
        assert_eq!(read(&[0.0, 0.0]), [0.0, 0.0]);
        assert_eq!(read(&[-1.0, 0.0, 2.0]), [-1.0, 0.0, 2.0]);
    }
}

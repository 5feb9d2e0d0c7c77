//! Sets the direction of series: by their shape where a name alone does not tell it, and as an author said.
//!
//! In: a reading, and pairs of a series (its id or its label) and `falls` or `rises`. Refused: a series that is not there.

use crate::base::error::quote;
use crate::base::{Code, Direction, Error, Kind, Reading, Series, Settings, nearest, num};
use crate::read::scalar::label::Label;

/// Whom a grid serves: their number is as often that of those who are cut off.
const SERVED: &str =
    "customers customer consumers meters households homes premises subscribers accounts clientes kunden abonnés";
/// What is usual of those who are cut off is below this share of the most that ever were; of those who are served it is nearly all.
const FEW: f64 = 0.2;
/// Values that tell what is usual.
const ENOUGH: usize = 24;

/// Lets a bare count of customers rise where it lies low for most of the time and soars.
pub(crate) fn by_shape(reading: &mut Reading) {
    for series in reading.series.iter_mut().filter(|series| soars(series)) {
        series.direction = Direction::Rises;
        let text = format!(
            "{} lies far below its highest value for most of the time, as a count of those without service does: more is read as \
             worse. Where more is better, set its direction to falls.",
            quote(&series.label)
        );
        reading.notes.add(Code::DirectionGuessed, text);
    }
}

fn soars(series: &Series) -> bool {
    if series.kind != Kind::Other || series.direction == Direction::Rises || !Label::of(&series.label).is(SERVED) {
        return false;
    }
    let stride = series.len().div_ceil(20_000).max(1);
    let most = series.values.iter().copied().fold(0.0, f64::max);
    let mut held: Vec<f64> = series.values.iter().step_by(stride).copied().filter(|v| !v.is_nan()).collect();
    held.len() >= ENOUGH && num::median(&mut held).is_some_and(|usual| usual <= FEW * most)
}

/// Sets them.
pub(crate) fn set(reading: &mut Reading, said: &Settings) -> Result<(), Error> {
    for (name, word) in &said.direction {
        let mut known = false;
        for series in reading.series.iter_mut().filter(|series| series.id == *name || series.label == *name) {
            series.direction = if *word == "rises" { Direction::Rises } else { Direction::Falls };
            known = true;
        }
        if !known {
            let ids = reading.series.iter().map(|series| series.id.as_str()).collect();
            return Err(nearest::unknown(Code::BadSetting, "series", name, ids));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::base::{Code, Direction, Settings};
    use crate::read;

    fn direction(label: &str, value: impl Fn(usize) -> usize, set: &[(&str, &'static str)]) -> (Direction, usize) {
        let rows: String =
            (0..72).map(|i| format!("2024-05-{:02}T{:02}:00:00Z,{}\n", 1 + i / 24, i % 24, value(i))).collect();
        let mut settings = Settings::default();
        settings.direction = set.iter().map(|(name, word)| ((*name).to_owned(), *word)).collect();
        let reading = read([("a.csv", format!("time,{label}\n{rows}").as_bytes())], &settings).unwrap();
        (
            reading.series[0].direction,
            reading.notes.list().iter().filter(|note| note.code == Code::DirectionGuessed).count(),
        )
    }

    #[test]
    fn a_bare_count_of_customers_rises_where_it_soars() {
        let storm = |i: usize| if (30..50).contains(&i) { 90_000 } else { 300 + i };
        let served = |i: usize| if (30..50).contains(&i) { 300 } else { 90_000 + i };
        assert_eq!(direction("customers", storm, &[]), (Direction::Rises, 1));
        assert_eq!(direction("customers", served, &[]), (Direction::Falls, 0));
        assert_eq!(direction("visits", storm, &[]), (Direction::Falls, 0));
        assert_eq!(direction("customers", storm, &[("customers", "falls")]).0, Direction::Falls);
    }
}

//! Point 10, direction: what a rise is measured towards. Of a share everything is known, 100 % or 1; of a count or a round trip nothing is, and the
//! worst in the file stands for it.
//!
//! In: a series. Out: the value at which everything is out, where that is known, and whether a depth is a share of what is measured.
//! Findings are made on the file's own scale; depth and equivalent time are told on that of the whole.

use crate::base::{Direction, Series};

/// Units of shares, and the whole of each.
const SHARES: [(&str, f64); 2] = [("%", 100.0), ("ratio", 1.0)];

/// True where a depth is a share of what is measured: where less is worse, and where what rises is a share itself.
pub fn is_share(direction: Direction, unit: &str) -> bool {
    direction == Direction::Falls || SHARES.iter().any(|(share, _)| *share == unit)
}

/// The value of a series that rises at which everything is out; `None` where nobody knows.
pub(super) fn whole(series: &Series) -> Option<f64> {
    let (_, whole) = SHARES.iter().find(|(share, _)| series.direction == Direction::Rises && *share == series.unit)?;
    Some(*whole)
}

/// The part of the whole that the worst in the file is, from what is usual.
pub(super) fn part(usual: f64, worst: f64, whole: Option<f64>) -> f64 {
    whole
        .filter(|whole| *whole > usual && worst > usual)
        .map_or(1.0, |whole| ((worst - usual) / (whole - usual)).min(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Kind;
    use crate::detect::fixtures::series;

    #[test]
    fn a_share_has_a_whole_and_a_count_has_none() {
        let of = |unit: &str| {
            let mut series = series(Kind::Loss, 5, &[0.0, 4.0]);
            (series.unit, series.direction) = (unit.to_owned(), Direction::Rises);
            (whole(&series), is_share(series.direction, &series.unit))
        };
        assert_eq!((of("%"), of("ratio"), of("ms")), ((Some(100.0), true), (Some(1.0), true), (None, false)));
    }

    #[test]
    fn the_worst_in_a_file_is_a_part_of_the_whole() {
        assert_eq!(part(0.0, 30.0, Some(100.0)), 0.3);
        assert_eq!(part(0.0, 100.0, Some(100.0)), 1.0);
        assert_eq!(part(0.0, 30.0, None), 1.0);
    }
}

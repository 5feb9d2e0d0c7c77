//! Point 10, direction: what a rise is measured towards. Of a share everything is known, 100 % or 1; of a count or a round trip nothing is, and the
//! worst in the file stands for it.
//!
//! In: a series. Out: the value at which everything is out, where that is known, and whether a depth is a share of what is measured.
//! Findings are made on the file's own scale; depth and equivalent time are told on that of the whole.

use crate::base::{Direction, Kind, Series};

/// Words for packets that are lost, counted: of how many, the name alone does not say.
const COUNTED: [&str; 8] = ["lost", "dropped", "drops", "perdidos", "perdidas", "perdus", "perdues", "потерян"];

/// True where a depth is a share of what is measured: where less is worse, and where what rises is a share itself.
pub fn is_share(direction: Direction, kind: Kind, unit: &str, label: &str) -> bool {
    let label = label.to_lowercase();
    let counted = || COUNTED.iter().any(|word| label.contains(word));
    direction == Direction::Falls || unit == "%" || kind == Kind::Loss && !counted()
}

/// The value of a series that rises at which everything is out; `None` where nobody knows.
pub(super) fn whole(series: &Series) -> Option<f64> {
    if series.direction == Direction::Falls || !is_share(series.direction, series.kind, &series.unit, &series.label) {
        return None;
    }
    let most = series.values.iter().copied().filter(|value| value.is_finite()).fold(0.0, f64::max);
    let wholes: &[f64] = if series.unit == "%" { &[100.0] } else { &[1.0, 100.0] };
    wholes.iter().copied().find(|whole| most <= *whole)
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
    use crate::detect::fixtures::series;

    #[test]
    fn a_share_has_a_whole_and_a_count_has_none() {
        let of = |label: &str, unit: &str, kind: Kind, values: &[f64]| {
            let mut series = series(kind, 5, values);
            (series.label, series.unit, series.direction) = (label.to_owned(), unit.to_owned(), Direction::Rises);
            whole(&series)
        };
        assert_eq!(of("packet loss", "%", Kind::Loss, &[0.0, 30.0]), Some(100.0));
        assert_eq!(of("loss", "", Kind::Loss, &[0.0, 0.3]), Some(1.0));
        assert_eq!(of("loss", "", Kind::Loss, &[0.0, 30.0]), Some(100.0));
        assert_eq!(of("customers_out", "%", Kind::Other, &[1.0, 2.0]), Some(100.0));
        for (label, kind) in [("packets lost", Kind::Loss), ("customers_out", Kind::Other), ("rtt", Kind::Latency)] {
            assert_eq!(of(label, "", kind, &[0.0, 4.0]), None, "{label}");
        }
    }

    #[test]
    fn the_worst_in_a_file_is_a_part_of_the_whole() {
        assert_eq!(part(0.0, 30.0, Some(100.0)), 0.3);
        assert_eq!(part(0.0, 100.0, Some(100.0)), 1.0);
        assert_eq!(part(0.0, 30.0, None), 1.0);
    }
}

//! Says of a loss, and of what is called a ratio, that it is a share, where its values agree: then a depth of it means something.
//!
//! In: a reading. Out: the same; its losses without a unit are in percent where one goes beyond 1 and none beyond 100, and ratios where the
//! highest is exactly 1. Of losses that stay below 1 nobody knows which of both they are, and they stay without a unit.

use crate::base::{Kind, Reading, Series};
use crate::read::scalar::label::Label;

/// The unit of a share from 0 to 1, as Prometheus names it.
const RATIO: &str = "ratio";
/// Words for packets that are lost, counted: of how many, the name alone does not say.
const COUNTED: &str = "lost dropped drops perdidos perdidas perdus perdues count";

/// Names the unit of each; losses of one reading have one.
pub(crate) fn name(reading: &mut Reading) {
    for is_one in [is_loss, is_called_so] {
        let own = || reading.series.iter().filter(|series| is_one(series));
        let Some(unit) = unit(own(), own().any(is_called_so)) else { continue };
        reading.series.iter_mut().filter(|series| is_one(series)).for_each(|series| unit.clone_into(&mut series.unit));
    }
}

fn is_loss(series: &Series) -> bool {
    series.unit.is_empty() && series.kind == Kind::Loss && !Label::of(&series.label).has(COUNTED)
}

fn is_called_so(series: &Series) -> bool {
    series.unit.is_empty() && Label::of(&series.label).has("ratio fraction share")
}

fn unit<'a>(all: impl Iterator<Item = &'a Series>, called: bool) -> Option<&'static str> {
    let held = all.flat_map(|series| series.values.iter().copied()).filter(|value| !value.is_nan());
    let (least, most) = held.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(v), high.max(v)));
    match most {
        _ if least < 0.0 => None,
        most if most == 1.0 || called && (0.0..=1.0).contains(&most) => Some(RATIO),
        most if most > 1.0 && most <= 100.0 => Some("%"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::read::tests::read;

    #[test]
    fn a_loss_is_a_share_where_its_values_say_so() {
        for (label, worst, unit) in [
            ("packet_loss", "30", "%"),
            ("loss", "1", "ratio"),
            ("loss", "0.8", ""),
            ("error_ratio", "0.6", "ratio"),
            ("packets_lost", "4", ""),
            ("users", "40", ""),
        ] {
            let row = |i: u32| format!("2025-03-01T{i:02}:00Z,{}\n", if i == 9 { worst } else { "0" });
            let reading = read(&format!("time,{label}\n{}", (0..24).map(row).collect::<String>()));
            assert_eq!(reading.series[0].unit, unit, "{label} {worst}");
        }
        let row = |i: u32| format!("2025-03-01T{i:02}:00Z,{},{}\n", i % 2, 4 * (i % 11));
        let reading = read(&format!("time,loss a,loss b\n{}", (0..24).map(row).collect::<String>()));
        assert!(reading.series.iter().all(|series| series.unit == "%"), "1 % beside 40 %");
    }
}

//! An author's assumptions: `s=0.06`, `r=0.2..0.6`, `beta=0.5` → what stands in the place of a default of our models.
//!
//! A value alone has no range; with `low..high` the value is the geometric mean of the ends, of the triangular r and v the
//! middle. Refused: unknown symbols (the unknown is named), values outside what the symbol can be.

use super::case::Assumed;
use crate::base::error::quote;
use crate::base::nearest::unknown;
use crate::base::{Code, Error, decimal, num};

/// Symbols that may be given: as typed, as shown, least and greatest value.
const SYMBOLS: &[(&str, &str, f64, f64)] = &[
    ("s", "s", 1e-6, 1.0),
    ("u_ref", "u_ref", 1e-6, 1.0),
    ("beta", "β", 0.0, 3.0),
    ("a", "a", 1e-6, 1.0),
    ("m", "m", 1e-6, 1.0),
    ("w", "w", 1e-6, 10.0),
    ("r", "r", 0.0, 0.99),
    ("v", "v", 0.0, 0.99),
    ("kappa", "κ", 0.0, 10.0),
    ("phi", "φ", 1e-6, 1000.0),
    ("delta", "δ", 1e-6, 1.0),
];

/// Reads the assumptions; of two for one symbol the last stands.
pub(super) fn assumptions(given: &[String]) -> Result<Vec<Assumed>, Error> {
    let mut found: Vec<Assumed> = Vec::new();
    for text in given {
        let one = assumption(text)?;
        found.retain(|known| known.symbol != one.symbol);
        found.push(one);
    }
    Ok(found)
}

fn assumption(text: &str) -> Result<Assumed, Error> {
    let refused =
        |need: String| Error::settings(Code::BadAssumption, format!("There is no assumption {}.", quote(text)), need);
    let (name, value) =
        text.split_once('=').ok_or_else(|| refused("It takes one such as s=0.06 or r=0.2..0.6.".to_owned()))?;
    let row = SYMBOLS.iter().find(|row| row.0 == name || row.1 == name);
    let (typed, symbol, least, most) =
        row.ok_or_else(|| unknown(Code::BadAssumption, "assumption", name, SYMBOLS.iter().map(|row| row.0).collect()))?;
    let number = |text: &str| {
        let value = decimal::parse(text.trim()).filter(|value| (*least..=*most).contains(value));
        value.ok_or_else(|| {
            refused(format!("{typed} takes a number from {} to {}.", decimal::text(*least), decimal::text(*most)))
        })
    };
    let symbol = (*symbol).to_owned();
    let Some((low, high)) = value.split_once("..") else {
        return Ok(Assumed { symbol, value: number(value)?, ends: None });
    };
    let (low, high) = (number(low)?, number(high)?);
    if low >= high || *typed == "beta" {
        return Err(refused("It takes the lower end first; beta takes no range.".to_owned()));
    }
    let middle = if matches!(*typed, "r" | "v" | "kappa") { 0.5 * (low + high) } else { num::pow(low * high, 0.5) };
    Ok(Assumed { symbol, value: middle, ends: Some((low, high)) })
}

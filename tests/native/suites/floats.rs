//! Decimal numbers that are hard to round: a table and a document read each as the standard library does.

use super::{read, values};
use crate::tables::random::Random;
use outage_lens::base::limits;

const HARD: &[&str] = &[
    "0.1",
    "0.3",
    "1e23",
    "8.5e22",
    "9007199254740993",
    "9007199254740992.5",
    "9007199254740991.4999999999999999999999999999999999",
    "2.2250738585072011e-308",
    "2.2250738585072014e-308",
    "4.9e-324",
    "2.4703282292062328e-324",
    "1.7976931348623157e308",
    "1.7976931348623158e308",
    "179769313486231580793728971405303415079934132710037826936173778980444968292764750946649017977587207096330286416692887910946555547851940402630657488671505820681908902000708383676273854845817711531764475730270069855571366959622842914819860834936475292719074168444365510704342711559699508093042880",
    "0.000000000000000000000000000000000000001234567890123456789012345678901234567890",
    "123456789012345678901234567890.12345678901234567890",
    "6.631236846766476e-316",
    "3.2378839133029012895883524125015321748630094e-319",
    "0.500000000000000166533453693773481063544750213623046875",
    "5e-324",
    "1.00000000000000011102230246251565404236316680908203125",
    "1.00000000000000011102230246251565404236316680908203124",
    "1.00000000000000011102230246251565404236316680908203126",
    "0.00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000001",
    "1000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000",
];

#[test]
fn every_number_is_the_nearest() {
    let mut random = Random::new(0x000F_10A7);
    let mut texts: Vec<String> = HARD.iter().map(|text| (*text).to_owned()).collect();
    for _ in 0..4_000 {
        let number = f64::from_bits(random.bits() & !(1 << 63));
        if number.is_finite() && number < 1e300 {
            texts.push(format!("{number:e}"));
            texts.push(format!("{:.17e}", number * 0.999_999));
        }
    }
    // What no measurement can be is missing.
    let bounded = |number: f64| if number > limits::VALUE { f64::NAN } else { number };
    let want: Vec<f64> = texts.iter().map(|text| bounded(text.parse().unwrap())).collect();
    let stamp = |i: usize| format!("2024-05-{:02}T{:02}:{:02}:00Z", 1 + i / 1_440, i / 60 % 24, i % 60);
    let table: String = std::iter::once("time,value\n".to_owned())
        .chain(texts.iter().enumerate().map(|(i, text)| format!("{},{text}\n", stamp(i))))
        .collect();
    let records = texts.iter().enumerate().map(|(i, text)| format!("{{\"time\":\"{}\",\"value\":{text}}}\n", stamp(i)));
    for text in [table, records.collect()] {
        let got = values(&read(text.as_bytes()).unwrap(), "value");
        assert_eq!(got.len(), want.len());
        let slip = got.iter().zip(&want).position(|(got, want)| got.to_bits() != want.to_bits());
        assert_eq!(slip.map(|at| (&texts[at], got[at])), None);
    }
}

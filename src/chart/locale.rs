//! How a chart speaks: words by code, numbers, money and moments, in the reader's language.
//!
//! The page gives one through `Intl`; [`super::Plain`] is English and stands alone.

/// How fine a tick of the time axis is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grain {
    /// Hours and minutes.
    Clock,
    /// A day.
    Day,
    /// A month.
    Month,
    /// A year.
    Year,
}

impl Grain {
    /// Its stable word.
    pub fn code(self) -> &'static str {
        match self {
            Grain::Clock => "clock",
            Grain::Day => "day",
            Grain::Month => "month",
            Grain::Year => "year",
        }
    }
}

/// A language.
pub trait Locale {
    /// The words of a code.
    fn word(&self, code: &str) -> String;
    /// The name of a country by its two letters.
    fn country(&self, code: &str) -> String;
    /// A plain number.
    fn number(&self, value: f64) -> String;
    /// A length of time.
    fn span(&self, secs: f64) -> String;
    /// Money in USD, two significant digits.
    fn money(&self, usd: f64) -> String;
    /// A tick of the time axis in UTC.
    fn tick(&self, at: f64, grain: Grain) -> String;
    /// The same moment on the local clock; empty where there is no other clock.
    fn local(&self, at: f64, grain: Grain) -> String;
}

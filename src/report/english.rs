//! Numbers and moments in English: durations, money at two significant digits, clock times.

use crate::base::decimal;
use crate::base::num::{log10, pow, significant};
use crate::base::time::{Civil, Millis};
use crate::cost::{MODELS, economy};

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The name of a cost model; one that the table has not keeps its id.
pub fn model(id: &str) -> &str {
    MODELS.iter().map(|model| model.about()).find(|about| about.id == id).map_or(id, |about| about.name)
}

/// `9 h 31 min`, `18 d 14 h`, `45 s`: the two largest units, the smaller one rounded; days from two days on.
pub fn duration(secs: f64) -> String {
    let secs = secs.max(0.0);
    if secs < 60.0 {
        return decimal::text(secs.round()) + " s";
    }
    let minutes = (secs / 60.0).round() as u64;
    let (big, small, size, count) = match minutes {
        m if m < 60 => return format!("{m} min"),
        m if m < 2 * 1440 => ("h", "min", 60, m),
        _ => ("d", "h", 24, (secs / 3600.0).round() as u64),
    };
    let rest = count % size;
    if rest == 0 { format!("{} {big}", count / size) } else { format!("{} {big} {rest} {small}", count / size) }
}

/// `$930,000`, `$1.7 million`: two significant digits.
pub fn money(usd: f64) -> String {
    let (value, unit) = scaled(usd, usd);
    if usd < 0.005 { "$0".to_owned() } else { format!("${}{unit}", digits(value)) }
}

/// `$0.93–1.7 million`, `$43 to $71,000`.
pub fn money_range(low: f64, high: f64) -> String {
    let (low_text, high_text) = (money(low), money(high));
    if low_text == high_text {
        return format!("about {low_text}");
    }
    let ((low_value, _), (high_value, unit)) = (scaled(low, high), scaled(high, high));
    if unit.is_empty() || low_value < 0.1 {
        return format!("{low_text} to {high_text}");
    }
    format!("${}–{}{unit}", digits(low_value), digits(high_value))
}

/// `$37.4 million`, `$165.8 million`: a figure as others published it, at four significant digits.
pub fn published(usd: f64) -> String {
    let (value, unit) = scaled(usd, usd);
    let value = significant(value, 4);
    if unit.is_empty() {
        format!("${}", grouped(&decimal::text(value)))
    } else {
        format!("${}{unit}", decimal::text(value))
    }
}

/// `3.7 %`: two significant digits.
pub fn percent_of_two(share: f64) -> String {
    decimal::text(significant(100.0 * share, 2)) + " %"
}

fn scaled(usd: f64, like: f64) -> (f64, &'static str) {
    let like = significant(like, 2);
    let (unit, word) = match like {
        l if l >= 1e12 => (1e12, " trillion"),
        l if l >= 1e9 => (1e9, " billion"),
        l if l >= 1e6 => (1e6, " million"),
        _ => (1.0, ""),
    };
    (usd / unit, word)
}

/// Two significant digits, with commas between thousands.
fn digits(value: f64) -> String {
    let rounded = significant(value, 2);
    if rounded < 10.0 && rounded > 0.0 {
        let decimals = (1.0 - log10(rounded).floor()).max(0.0);
        let scale = pow(10.0, decimals);
        return decimal::text((rounded * scale).round() / scale);
    }
    grouped(&decimal::fixed(rounded, 0))
}

/// Commas between thousands.
fn grouped(plain: &str) -> String {
    let whole = plain.split('.').next().map_or(0, str::len);
    let mut text = String::new();
    for (i, digit) in plain.chars().enumerate() {
        if i > 0 && i < whole && (whole - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `22 Dec 2014 16:15`.
pub fn moment(at: Millis) -> String {
    let c = Civil::of(at);
    let month = MONTHS.get(c.month.saturating_sub(1) as usize).copied().unwrap_or_default();
    format!("{} {month} {} {}", c.day, c.year, clock(at))
}

/// `16:15`.
pub fn clock(at: Millis) -> String {
    let c = Civil::of(at);
    format!("{:02}:{:02}", c.hour, c.minute)
}

/// `North Korea` for `KP`; the code itself where the economy table does not know it.
pub fn country(code: &str) -> String {
    economy::country(code).map_or(code.to_owned(), |country| country.name.to_owned())
}

/// `97 %`: whole percents, one decimal below one percent.
pub fn percent(share: f64) -> String {
    let percent = share * 100.0;
    let whole = percent >= 0.95 || percent == 0.0;
    let figure = if whole { decimal::fixed(percent, 0) } else { decimal::text(significant(percent, 1)) };
    figure + " %"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_has_two_digits() {
        assert_eq!(money(926_245.0), "$930,000");
        assert_eq!(money(43.2), "$43");
        assert_eq!(money(6.04), "$6");
        assert_eq!(money(999_999.0), "$1 million");
        assert_eq!(money_range(926_245.0, 1_730_056.0), "$0.93–1.7 million");
        assert_eq!(money_range(18_902_968.0, 35_307_267.0), "$19–35 million");
        assert_eq!(money_range(42.7, 71_267.0), "$43 to $71,000");
        assert_eq!(money_range(97e6, 3.7e9), "$97 million to $3.7 billion");
    }

    #[test]
    fn durations_have_two_units() {
        assert_eq!(duration(34_260.0), "9 h 31 min");
        assert_eq!(duration(1_604_700.0), "18 d 14 h");
        assert_eq!(duration(119_100.0), "33 h 5 min");
        assert_eq!(duration(172_799.0), "2 d");
        assert_eq!(duration(15.2), "15 s");
        assert_eq!(duration(3_600.0), "1 h");
    }
}

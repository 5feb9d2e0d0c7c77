//! Reads a length of time.
//!
//! In: `01:30:00`, `2h 5m`, `1 day, 2:03:00`, `45 min`, or a number of a unit that a header names. Out: milliseconds. Refused: a number
//! without a unit.

use super::clock::time_of_day;
use super::label::Label;
use super::number::{self, Cell, Commas};
use super::text::plain_text;
use crate::base::time::{DAY, HOUR, MINUTE, Millis, SECOND};

/// The unit that a header names: `duration (min)`, `duration_seconds`, `Dauer in Stunden`.
pub(crate) fn unit_said(header: &str) -> Option<Millis> {
    let label = Label::of(header);
    let units: [(Millis, &str); 5] = [
        (1, "ms milliseconds millis"),
        (SECOND, "s sec secs second seconds sekunden segundos secondes секунды сек ثانیه 秒 초"),
        (MINUTE, "m min mins minute minutes minuten minutos минуты мин دقیقه دقيقة 分钟 分 분 मिनट"),
        (HOUR, "h hr hrs hour hours stunden horas heures часы час ساعت ساعة 小时 시간 घंटे"),
        (DAY, "d day days tage días dias jours дни روز أيام يوم 天 일 दिन"),
    ];
    units.into_iter().find(|(_, words)| label.has(words)).map(|(unit, _)| unit)
}

/// `01:30:00`, `2h 5m`, `1 day, 2:03:00`, `45 min`, or a number of the unit that the header names.
pub(crate) fn length(cell: &[u8], unit: Option<Millis>) -> Option<Millis> {
    let text = plain_text(cell).to_lowercase();
    if let Cell::Number(number) = number::read(text.as_bytes(), Commas::Absent)
        && text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b',' | b'e'))
    {
        return Some(libm::round(number * unit? as f64 / SECOND as f64) as Millis * SECOND).filter(|at| *at >= 0);
    }
    let (mut sum, mut number, mut seen) = (0, String::new(), false);
    let mut words = text.replace(',', " ").chars().collect::<Vec<char>>().into_iter().peekable();
    while let Some(c) = words.next() {
        if c.is_ascii_digit() || matches!(c, '.' | ':') {
            number.push(c);
            continue;
        }
        if c.is_alphabetic() {
            let mut word = String::from(c);
            while let Some(next) = words.next_if(|c| c.is_alphabetic()) {
                word.push(next);
            }
            sum += (number.parse::<f64>().ok()? * unit_said(&word)? as f64) as Millis;
            (number, seen) = (String::new(), true);
        }
    }
    if number.contains(':') {
        sum += clock_length(&number)?;
        seen = true;
    } else if !number.is_empty() {
        return None;
    }
    seen.then_some(sum)
}

/// `HH:MM:SS` or `HH:MM`, also beyond a day.
fn clock_length(text: &str) -> Option<Millis> {
    if let Some(at) = time_of_day(text.as_bytes()) {
        return Some(at);
    }
    let mut parts = text.split(':').map(|part| part.parse::<Millis>().ok());
    let (hours, minutes, seconds) = (parts.next()??, parts.next()??, parts.next().unwrap_or(Some(0))?);
    (hours < 100_000 && minutes < 60 && seconds < 60).then_some(hours * HOUR + minutes * MINUTE + seconds * SECOND)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_read() {
        for (text, unit, found) in [
            ("01:30:00", None, Some(90 * MINUTE)),
            ("36:00", None, Some(36 * HOUR)),
            ("2h 5m", None, Some(125 * MINUTE)),
            ("1 day, 2:03:00", None, Some(DAY + 2 * HOUR + 3 * MINUTE)),
            ("45 min", None, Some(45 * MINUTE)),
            ("90", Some(MINUTE), Some(90 * MINUTE)),
            ("1.5", Some(HOUR), Some(90 * MINUTE)),
            ("90", None, None),
            ("soon", Some(MINUTE), None),
        ] {
            assert_eq!(length(text.as_bytes(), unit), found, "{text}");
        }
        assert_eq!(unit_said("duration (min)"), Some(MINUTE));
        assert_eq!(unit_said("Duration (hours)"), Some(HOUR));
        assert_eq!(unit_said("duration"), None);
    }
}

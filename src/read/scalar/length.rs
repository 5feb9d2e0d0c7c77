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
        (
            SECOND,
            "s sec secs second seconds sek sekunde sekunden segundo segundos seconde secondes secondi sn saniye detik секунды секунд сек ثانیه 秒 초",
        ),
        (
            MINUTE,
            "m min mins minute minutes minuten minuto minutos minuti dk dakika menit минуты минут мин دقیقه دقيقة 分钟 分 분 मिनट",
        ),
        (
            HOUR,
            "h hr hrs hour hours std stunde stunden hora horas heure heures ore sa saat jam часы часов часа час ساعت ساعة 小时 時間 시간 घंटे",
        ),
        (
            DAY,
            "d day days tag tage día días dia dias jour jours giorni gün hari дни дней дня روز أيام يوم 天 日 일 दिन",
        ),
    ];
    // One letter of another script is a unit alone, and no part of a word.
    let letters = [(SECOND, "с"), (HOUR, "ч")];
    let letter = letters.into_iter().find(|(_, letter)| label.is(letter));
    letter.or_else(|| units.into_iter().find(|(_, words)| label.has(words))).map(|(unit, _)| unit)
}

/// `01:30:00`, `2h 5m`, `1 day, 2:03:00`, `45 min`, or a number of the unit that the header names.
pub(crate) fn length(cell: &[u8], unit: Option<Millis>) -> Option<Millis> {
    let text = with_points(&without_designators(&plain_text(cell).to_lowercase()));
    if let Cell::Number(number) = number::read(text.as_bytes(), Commas::Absent)
        && text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b',' | b'e'))
    {
        return Some(libm::round(number * unit? as f64 / SECOND as f64) as Millis * SECOND).filter(|at| *at >= 0);
    }
    let (mut sum, mut number, mut seen) = (0, String::new(), false);
    let mut words = text.replace(',', " ").chars().collect::<Vec<char>>().into_iter().peekable();
    while let Some(c) = words.next() {
        // The point behind “12 min.” is none of a number.
        if c.is_ascii_digit() || (matches!(c, '.' | ':') && !number.is_empty()) {
            number.push(c);
            continue;
        }
        if c.is_alphabetic() {
            let mut word = String::from(c);
            while let Some(next) = words.next_if(|c| c.is_alphabetic()) {
                word.push(next);
            }
            if number.is_empty() && seen && ["and", "und", "et", "y", "e", "и", "ve", "و"].contains(&word.as_str()) {
                continue;
            }
            sum += libm::round(number.parse::<f64>().ok()? * unit_said(&word)? as f64) as Millis;
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

/// The length of ISO 8601 without its designators: `pt2h15m` → `2h15m`.
fn without_designators(text: &str) -> String {
    match text.strip_prefix('p') {
        Some(rest) if rest.starts_with(|c: char| c == 't' || c.is_ascii_digit()) => rest.replace('t', " "),
        _ => text.to_owned(),
    }
}

/// Decimal commas as points; a comma before exactly three digits groups thousands.
fn with_points(text: &str) -> String {
    let digits = |part: &str| part.bytes().take_while(u8::is_ascii_digit).count();
    match text.split_once(',') {
        Some((whole, rest)) if whole.ends_with(|c: char| c.is_ascii_digit()) && digits(rest) > 0 => {
            let mark = if digits(rest) == 3 && !whole.starts_with('0') { "" } else { "." };
            [whole, mark, rest].concat()
        }
        _ => text.to_owned(),
    }
}

/// `HH:MM:SS` or `HH:MM`, also beyond a day.
fn clock_length(text: &str) -> Option<Millis> {
    if let Some(at) = time_of_day(text.as_bytes()) {
        return Some(at);
    }
    let mut parts = text.split(':').map(|part| part.parse::<Millis>().ok());
    let (hours, minutes, seconds) = (parts.next()??, parts.next()??, parts.next().unwrap_or(Some(0))?);
    let fits = (0..100_000).contains(&hours) && (0..60).contains(&minutes) && (0..60).contains(&seconds);
    fits.then(|| hours * HOUR + minutes * MINUTE + seconds * SECOND)
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
            ("45 mins.", None, Some(45 * MINUTE)),
            ("2 Std. 15 Min.", None, Some(135 * MINUTE)),
            ("2 hours and 15 minutes", None, Some(135 * MINUTE)),
            ("PT2H15M", None, Some(135 * MINUTE)),
            ("P1DT2H", None, Some(26 * HOUR)),
            ("2 ч 15 мин", None, Some(135 * MINUTE)),
            ("2,25 h", None, Some(135 * MINUTE)),
            ("2,25", Some(HOUR), Some(135 * MINUTE)),
            ("1,440 min", None, Some(DAY)),
            ("90", Some(MINUTE), Some(90 * MINUTE)),
            ("1.5", Some(HOUR), Some(90 * MINUTE)),
            ("90", None, None),
            ("2014123116:15", None, None),
            ("9223372036854775807:15", None, None),
            ("soon", Some(MINUTE), None),
        ] {
            assert_eq!(length(text.as_bytes(), unit), found, "{text}");
        }
        assert_eq!(unit_said("duration (min)"), Some(MINUTE));
        assert_eq!(unit_said("Duration (hours)"), Some(HOUR));
        assert_eq!(unit_said("duration"), None);
        assert_eq!(unit_said("длительность, мин"), Some(MINUTE));
    }
}

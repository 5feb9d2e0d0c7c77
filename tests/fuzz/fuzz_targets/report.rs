#![no_main]
#[path = "../targets.rs"]
#[allow(dead_code)]
mod targets;
use serde_json::{Value, json};
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| targets::report(bytes));

// Bytes that are turned at random are hardly ever JSON, so most of what is made stays JSON: one to three of its values become others.
libfuzzer_sys::fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    let mut dice = Dice(u64::from(seed) | 1 << 32);
    if let (Ok(mut told), true) = (serde_json::from_slice::<Value>(&data[..size]), dice.below(8) > 0) {
        for _ in 0..1 + dice.below(3) {
            let at = dice.below(leaves(&told));
            turn(&mut told, at, &mut dice);
        }
        let text = told.to_string();
        if text.len() <= max_size {
            data[..text.len()].copy_from_slice(text.as_bytes());
            return text.len();
        }
    }
    libfuzzer_sys::fuzzer_mutate(data, size, max_size)
});

/// Numbers by chance, from a seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most.max(1)
    }
}

/// How many values there are, itself and empty ones too.
fn leaves(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(leaves).sum(),
        Value::Object(members) => members.values().map(leaves).sum::<usize>(),
        _ => 0,
    }
}

/// Makes another of the value at a place.
fn turn(value: &mut Value, at: usize, dice: &mut Dice) {
    let Some(mut at) = at.checked_sub(1) else { return another(value, dice) };
    let members: Vec<&mut Value> = match value {
        Value::Array(items) => items.iter_mut().collect(),
        Value::Object(members) => members.values_mut().collect(),
        _ => return,
    };
    for member in members {
        let count = leaves(member);
        if at < count {
            return turn(member, at, dice);
        }
        at -= count;
    }
}

fn another(value: &mut Value, dice: &mut Dice) {
    let numbers =
        [0.0, -0.0, 1.0, -1.0, 0.5, 1e-300, 1e-9, 1e9, 1e15, 1e24, -1e24, 631_152_000_000.0, 4_133_980_799_000.0];
    let moments = ["1990-01-01T00:00:00Z", "2100-12-31T23:59:59Z", "2020-01-03T11:59:60Z", "2020-02-29T00:00:00Z"];
    let words =
        ["", " ", "\u{202e}", "<script", "]]>&", "\u{0}", "IR", "Asia/Kathmandu", "USD", "lens", "\u{1f1e6}\u{301}"];
    match value {
        Value::Number(number) => {
            let own = number.as_f64().unwrap_or(0.0);
            *value = match dice.below(8) {
                0 => json!(-own),
                1 => json!(own * 1e3),
                2 => json!(own / 1e3),
                3 => json!(own + 1.0),
                4 => json!(dice.below(4)),
                5 => json!(own as i64),
                6 => Value::Null,
                _ => json!(numbers[dice.below(numbers.len())]),
            }
        }
        Value::String(own) => {
            *value = match dice.below(4) {
                0 => json!(own.repeat(1 + dice.below(20))),
                1 | 2 => json!(moments[dice.below(moments.len())]),
                _ => json!(words[dice.below(words.len())]),
            }
        }
        Value::Array(items) => match dice.below(5) {
            0 => items.clear(),
            1 => items.reverse(),
            2 => drop(items.pop()),
            3 if !items.is_empty() => items.rotate_left(1),
            _ => items.extend(items.last().cloned()),
        },
        Value::Object(members) => match dice.below(3) {
            0 => *value = Value::Null,
            1 => drop(members.keys().nth(dice.below(members.len())).cloned().map(|name| members.remove(&name))),
            _ => {}
        },
        Value::Bool(own) => *own = !*own,
        Value::Null => {
            *value = if dice.below(2) == 0 {
                json!(numbers[dice.below(numbers.len())])
            } else {
                json!(moments[dice.below(moments.len())])
            }
        }
    }
}

//! Tokens are the same in any chunks, and what is no JSON is placed.

use super::*;
use proptest::prelude::*;

#[derive(Default)]
struct Kept(Vec<String>);

impl Tokens for Kept {
    fn token(&mut self, token: Token<'_>) -> Result<(), Error> {
        self.0.push(format!("{token:?}"));
        Ok(())
    }
}

fn tokens(bytes: &[u8], chunk: usize) -> Result<Vec<String>, Error> {
    let (mut json, mut kept) = (Json::new(), Kept::default());
    for piece in bytes.chunks(chunk.max(1)) {
        json.push(piece, false, &mut kept)?;
    }
    json.push(&[], true, &mut kept)?;
    Ok(kept.0)
}

#[test]
fn tokens_come_whatever_the_chunks() {
    let text =
        "{\"a\\u00e9\\\"\": [1, -2.5e3, 123456789012345678901, null, true], \"b\": {\"تهران\": \"x\\n\"}}\n[]\n7";
    let whole = tokens(text.as_bytes(), usize::MAX).unwrap();
    assert_eq!(whole[1], "Key(\"aé\\\"\")");
    assert_eq!(whole[4], "Number(-2500.0)");
    for chunk in 1..text.len() {
        assert_eq!(tokens(text.as_bytes(), chunk).unwrap(), whole, "{chunk}");
    }
}

#[test]
fn what_is_no_json_is_placed() {
    for (text, line, column) in [
        ("{\"a\": 1,\n}", 2, 1),
        ("[1 2]", 1, 4),
        ("[01]", 1, 2),
        ("{\"a\" 1}", 1, 6),
        ("[nul]", 1, 2),
        ("[1]]", 1, 4),
        ("\"ab", 1, 1),
        ("{\"a\": \"x\",\n\n \"b\" 1}", 3, 6),
        ("{\"a\": \"x\ny\"}", 1, 7),
        ("[\"a\tb\"]", 1, 2),
    ] {
        for chunk in [1, text.len()] {
            let error = tokens(text.as_bytes(), chunk).unwrap_err();
            let place = error.place.clone().unwrap();
            assert_eq!(
                (error.code, place.line, place.column),
                (Code::JsonSyntax, Some(line), Some(column)),
                "{text} {error}"
            );
        }
    }
    assert_eq!(tokens("[".repeat(100).as_bytes(), 9).unwrap_err().code, Code::JsonTooDeep);
    assert_eq!(tokens(format!("\"{}", "x".repeat(2 << 20)).as_bytes(), 4096).unwrap_err().code, Code::JsonSyntax);
}

proptest! {
    #[test]
    fn agrees_with_serde_json(text in "[\\[\\]{},:\"0-9.eE+\\- a\\\\un]{0,24}") {
        let ours = tokens(text.as_bytes(), 3);
        // One document only, so that both know the same grammar.
        if serde_json::from_str::<serde_json::Value>(&text).is_ok() {
            prop_assert!(ours.is_ok(), "{}", text);
        }
    }
}

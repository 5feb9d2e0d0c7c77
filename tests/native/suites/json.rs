//! JSON that has to be read, and JSON that must not pass in silence.

use super::{read, values};
use outage_lens::base::Code;

/// A document of three records, each with this text as one more member.
fn alike(inner: &str) -> Vec<u8> {
    let record = |minute| format!("{{\"time\":\"2024-05-01T00:{minute:02}:00Z\",\"value\":{minute},{inner}}}");
    format!("[{},{},{}]", record(1), record(2), record(3)).into_bytes()
}

/// A document of three records, the second with this text as one more member.
fn document(inner: &str) -> Vec<u8> {
    let record =
        |minute: usize, more: &str| format!("{{\"time\":\"2024-05-01T00:{minute:02}:00Z\",\"value\":{minute}{more}}}");
    format!("[{},{},{}]", record(1, ""), record(2, &format!(",{inner}")), record(3, "")).into_bytes()
}

/// Members that RFC 8259 has.
const SOUND: &[&str] = &[
    r#""x":null"#,
    r#""x":true"#,
    r#""x":[]"#,
    r#""x":{}"#,
    r#""x":"""#,
    r#""":0"#,
    r#""x":[[[]]]"#,
    r#""x":-0"#,
    r#""x":-1"#,
    r#""x":1e1"#,
    r#""x":1E+2"#,
    r#""x":1E-2"#,
    r#""x":123.456e78"#,
    r#""x":0.0"#,
    r#""x":123123123123123123123123"#,
    r#""x":"\u0060\u012a\u12AB""#,
    r#""x":"\uD801\udc37""#,
    r#""x":"\"\\\/\b\f\n\r\t""#,
    r#""x":"\\u0000""#,
    r#""x":"\u0000""#,
    r#""x":"\\a""#,
    r#""x":"a/*b*/c/*d//e""#,
    "\"x\":\"\u{7f}\"",
    "\"x\":\"\u{2028}\u{2029}\u{10FFFF}\"",
    "\"x\" :\t[ 1 ,\n2\r\n]",
    r#""x":1,"x":2"#,
    r#""x":{"min":-1.0e+28,"max":1.0e+28}"#,
    r#""x":"\uDFFF half a pair""#,
];

/// Members that it has not.
const UNSOUND: &[&str] = &[
    r#""x":"#,
    r#""x""#,
    r#""x" 1"#,
    r#""x"::1"#,
    r#""x":1 2"#,
    r#""x":[1,]"#,
    r#""x":[,1]"#,
    r#""x":[1,,2]"#,
    r#""x":[1:2]"#,
    r#""x":[1 true]"#,
    r#""x":{"a":1,}"#,
    r#""x":{"a"}"#,
    r#""x":{a:1}"#,
    r#""x":{1:1}"#,
    r#""x":{'a':1}"#,
    r#""x":{"a":1,,"b":2}"#,
    r#""x":tru"#,
    r#""x":True"#,
    r#""x":nul"#,
    r#""x":Infinity"#,
    r#""x":-Infinity"#,
    r#""x":-NaN"#,
    r#""x":+1"#,
    r#""x":-"#,
    r#""x":01"#,
    r#""x":-01"#,
    r#""x":.5"#,
    r#""x":-.5"#,
    r#""x":1."#,
    r#""x":1.e1"#,
    r#""x":1e"#,
    r#""x":1e+"#,
    r#""x":1eE2"#,
    r#""x":1.2.3"#,
    r#""x":1+2"#,
    r#""x":0x1F"#,
    r#""x":1_000"#,
    r#""x":"\x00""#,
    r#""x":"\a""#,
    r#""x":"\u00A""#,
    r#""x":"\u00G0""#,
    r#""x":"\""#,
    "\"x\":\"a\tb\"",
    "\"x\":\"a\nb\"",
    "\"x\":\"a\0b\"",
    r#""x":'a'"#,
    r#""x":/* note */1"#,
    r#""x":undefined"#,
    r#""x":[1"#,
    r#""x":1]"#,
    r#""x":<1>"#,
    "\"x\":\u{a0}1",
    "\"x\":\u{2060}1",
];

#[test]
fn what_is_json_is_read_whole() {
    for inner in SOUND {
        let reading = read(&alike(inner)).unwrap_or_else(|error| panic!("{inner}: {error}"));
        assert_eq!(values(&reading, "value"), [1.0, 2.0, 3.0], "{inner}");
        let damage = [Code::DamagedTail, Code::DamagedRows, Code::CutShort];
        assert!(!damage.iter().any(|code| reading.notes.has(*code)), "{inner}: {:?}", reading.notes.list());
    }
}

#[test]
fn what_is_no_json_is_refused_or_said() {
    for inner in UNSOUND {
        let damage = [Code::DamagedTail, Code::DamagedRows, Code::CutShort];
        match read(&document(inner)) {
            Err(error) => assert!(error.place.is_some(), "{inner}: {error}"),
            Ok(reading) => {
                let note = reading.notes.list().iter().find(|note| damage.contains(&note.code));
                let note = note.unwrap_or_else(|| panic!("{inner} passed in silence"));
                assert!(note.place.as_ref().is_some_and(|place| place.line.is_some()), "{inner}: {note:?}");
                assert!(values(&reading, "value").len() < 3, "{inner}");
            }
        }
    }
    assert!(read("[".repeat(100_000).as_bytes()).is_err());
}

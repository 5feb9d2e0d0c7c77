//! Cells with delimiters, quotes, line ends and other scripts in them, and rows around which files differ.

use super::{read, values};

/// A remark as a cell, and the rows around it stay whole.
#[test]
fn whatever_stands_in_a_cell_the_rows_are_whole() {
    let remarks = [
        "",
        "plain",
        "\"\"",
        "\"a, b\"",
        "\"a \"\"quoted\"\" word\"",
        "\"two\nlines\"",
        "\"two\r\nlines\"",
        "\"\"\"begins and ends\"\"\"",
        "\"{\"\"type\"\": \"\"Point\"\", \"\"coordinates\"\": [102.0, 0.5]}\"",
        "\" blanks kept \"",
        "ʤ",
        "تهران",
        "😀",
        "a'b",
        "#5",
        "=1+2",
        "a|b;c",
    ];
    for end in ["\n", "\r\n"] {
        for last in ["", end] {
            for remark in remarks {
                let row = |i: usize| format!("2024-05-01T00:{i:02}:00Z,{i},{remark}");
                let rows: Vec<String> = (0..20).map(row).collect();
                let text = format!("time,users,remark{end}{}{last}", rows.join(end));
                let reading = read(text.as_bytes()).unwrap_or_else(|error| panic!("{remark}: {error}"));
                let want: Vec<f64> = (0..20).map(f64::from).collect();
                let got: Vec<f64> = values(&reading, "users");
                assert_eq!(got, want, "{remark:?} in {text}");
            }
        }
    }
}

//! Rows of text, whatever the chunks.

use super::*;
use proptest::prelude::*;

#[derive(Default, Debug, PartialEq)]
struct Kept(Vec<(u64, u64, Vec<String>)>);

impl Sink for Kept {
    fn row(&mut self, row: Row<'_>) -> Result<(), Error> {
        let cells = row.cells().map(|c| String::from_utf8_lossy(c).into_owned()).collect();
        self.0.push((row.line, row.byte, cells));
        Ok(())
    }
}

fn rows(pieces: &[&[u8]], end: u8) -> Kept {
    let mut kept = Kept::default();
    let mut rows = Rows::new(b',', end, 1, 0);
    for piece in pieces {
        rows.push(piece, &mut kept).unwrap();
    }
    rows.finish(&mut kept).unwrap();
    kept
}

#[test]
fn rows_know_their_cells_and_places() {
    let text = b"a,b\r\n\r\n\"x, \"\"y\"\"\nz\",2\r\n3,\"4\"";
    let kept = rows(&[text], b'\n');
    let want = [(1, 0, vec!["a", "b"]), (3, 7, vec!["x, \"y\"\nz", "2"]), (5, 23, vec!["3", "4"])];
    let want = want.map(|(l, b, c)| (l, b, c.into_iter().map(str::to_owned).collect::<Vec<_>>()));
    assert_eq!(kept.0, want);
}

#[test]
fn a_quote_that_is_never_closed_is_none() {
    struct Cells(Vec<String>);
    impl Sink for Cells {
        fn row(&mut self, row: Row<'_>) -> Result<(), Error> {
            let cells: Vec<_> = row.cells().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect();
            self.0.push(format!("{}:{}", row.line, cells.join("|")));
            Ok(())
        }
    }
    for (text, wanted, quotes) in [
        ("a,b\n1,\"x\n2,y\n3,z\n", &["1:a|b", "2:1|\"x", "3:2|y", "4:3|z"][..], 1),
        ("1,\"x\n2,\"y\"\n3,z", &["1:1|\"x", "2:2|y", "3:3|z"], 1),
        ("1,\"x\ny\"\n2,z\n", &["1:1|x\ny", "3:2|z"], 0),
        ("1,\"x\n2,\"y\n3,z\n", &["1:1|\"x", "2:2|\"y", "3:3|z"], 2),
    ] {
        for chunk in 1..=text.len() {
            let (mut rows, mut cells) = (Rows::new(b',', b'\n', 1, 0), Cells(Vec::new()));
            text.as_bytes().chunks(chunk).for_each(|piece| rows.push(piece, &mut cells).unwrap());
            rows.finish(&mut cells).unwrap();
            assert_eq!(
                (cells.0.as_slice(), rows.unclosed.0),
                (wanted.iter().map(|row| (*row).to_owned()).collect::<Vec<_>>().as_slice(), quotes),
                "{chunk}: {text}"
            );
        }
    }
}

#[test]
fn an_unclosed_quote_is_bounded() {
    let mut kept = Kept::default();
    let mut rows = Rows::new(b',', b'\n', 1, 0);
    rows.push(b"a,\"b", &mut kept).unwrap();
    let long = vec![b'x'; limits::RECORD + 1];
    let error = rows.push(&long, &mut kept).unwrap_err();
    assert_eq!(error.code, Code::RowTooLong);
}

proptest! {
    #[test]
    fn chunks_make_no_difference(text in "([a,\"\r\n1]|\"a,b\"|,){0,40}", cut in 0_usize..40, again in 0_usize..40) {
        let bytes = text.as_bytes();
        let (cut, again) = (cut.min(bytes.len()), again.min(bytes.len()));
        let (low, high) = (cut.min(again), cut.max(again));
        let whole = rows(&[bytes], b'\n');
        prop_assert_eq!(&whole, &rows(&[&bytes[..low], &bytes[low..high], &bytes[high..]], b'\n'));
        let single: Vec<&[u8]> = bytes.chunks(1).collect();
        prop_assert_eq!(&whole, &rows(&single, b'\n'));
    }
}

//! Archives as programs write them, and as damage and leftovers make them.

use super::*;
use crate::base::{Code, Error, Reading, Settings};
use crate::read::Input;
use flate2::write::DeflateEncoder;
use std::io::Write;

/// How a member is written.
#[derive(Clone, Copy, PartialEq)]
enum How {
    Stored,
    Deflated,
    SumsAfter,
    SumsAfterUnmarked,
    Sealed,
    /// Encrypted, and its sizes come after it.
    SealedSumsAfter,
    /// Sizes of 8 bytes among the extra fields, behind another field (APPNOTE 4.5.3).
    Long,
    /// Sizes of 8 bytes after the member.
    LongAfter,
}

fn archive(members: &[(&str, &[u8], How)]) -> Vec<u8> {
    let mut out = Vec::new();
    for (name, bytes, how) in members {
        let mut crc = Crc::new();
        crc.update(bytes);
        let mut encoder = DeflateEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(bytes).unwrap();
        let plain = matches!(how, How::Stored | How::Long);
        let body = if plain { bytes.to_vec() } else { encoder.finish().unwrap() };
        let later = matches!(how, How::SumsAfter | How::SumsAfterUnmarked | How::LongAfter | How::SealedSumsAfter);
        let sealed = matches!(how, How::Sealed | How::SealedSumsAfter);
        let flags = if later { 8_u16 } else { 0 } | u16::from(sealed);
        let sums = [crc.sum(), body.len() as u32, bytes.len() as u32].map(u32::to_le_bytes).concat();
        out.extend(b"PK\x03\x04\x14\0");
        out.extend(flags.to_le_bytes());
        out.extend(if plain { [0, 0] } else { [8, 0] });
        out.extend([0; 4]);
        let long: Vec<u8> = [bytes.len(), body.len()].iter().flat_map(|n| (*n as u64).to_le_bytes()).collect();
        let extra =
            if *how == How::Long { [&[9, 9, 2, 0, 7, 7, 1, 0, 16, 0][..], &long].concat() } else { vec![9, 9, 0, 0] };
        match how {
            How::Long => out.extend([&sums[..4], &[0xFF; 8]].concat()),
            _ if later => out.extend([0; 12]),
            _ => out.extend(&sums),
        }
        out.extend((name.len() as u16).to_le_bytes());
        out.extend((extra.len() as u16).to_le_bytes());
        out.extend(name.bytes().chain(extra));
        let packed = (body.len() as u64).to_le_bytes();
        out.extend(body);
        if matches!(how, How::SumsAfter | How::LongAfter | How::SealedSumsAfter) {
            out.extend(b"PK\x07\x08");
        }
        match how {
            How::LongAfter => out.extend([&sums[..4], &packed, &long[..8]].concat()),
            _ if later => out.extend(sums),
            _ => {}
        }
    }
    out.extend(directory(&members.iter().map(|(name, ..)| *name).collect::<Vec<_>>()));
    out
}

/// The directory that lists these members.
fn directory(names: &[&str]) -> Vec<u8> {
    let entry = |name: &&str| {
        let mut head = [0; 46];
        head[..4].copy_from_slice(b"PK\x01\x02");
        // Extra fields and a comment of one byte each.
        (head[28], head[30], head[32]) = (name.len() as u8, 1, 1);
        [&head[..], name.as_bytes(), b"ec"].concat()
    };
    let comment = [&b"PK\x05\x06"[..], &[0; 16], &[4, 0], b"done"].concat();
    names.iter().map(entry).chain([comment]).flatten().collect()
}

fn read(bytes: &[u8], chunk: usize) -> Result<Reading, Error> {
    let mut input = Input::new(&Settings::default());
    input.file("all.zip")?;
    for piece in bytes.chunks(chunk) {
        input.push(piece)?;
    }
    input.finish()
}

fn day(n: usize) -> String {
    let row = |hour: usize| format!("2024-01-0{n}T{hour:02}:00Z,{}\n", n * 100 + hour);
    std::iter::once("time,users\n".to_owned()).chain((0..24).map(row)).collect()
}

const HOWS: [How; 6] = [How::Stored, How::Deflated, How::SumsAfter, How::SumsAfterUnmarked, How::Long, How::LongAfter];

#[test]
fn members_are_files_of_one_input_in_any_chunks() {
    let days: Vec<String> = (1..=6).map(day).collect();
    let names = ["1.csv", "2.csv", "3.csv", "4.csv", "5.csv", "6.csv"];
    let mut members: Vec<_> = (0..6).map(|i| (names[i], days[i].as_bytes(), HOWS[i])).collect();
    members.insert(1, ("folder/", b"", How::Stored));
    members.insert(3, ("__MACOSX/._1.csv", b"\0\x05", How::Deflated));
    let bytes = archive(&members);
    let whole = read(&bytes, usize::MAX).unwrap();
    assert_eq!(whole.series.len(), 1);
    assert_eq!(whole.series[0].samples().map(|(_, v)| v).sum::<f64>(), 24.0 * 2100.0 + 6.0 * 276.0);
    assert!(!whole.notes.has(Code::MemberSkipped) && !whole.notes.has(Code::CompressionBroken));
    assert_eq!(whole.source.files.len(), 1);
    assert_eq!(whole.source.files[0].bytes, bytes.len() as u64);
    for chunk in [1, 2, 3, 29, 31, 100, 1_000] {
        assert_eq!(read(&bytes, chunk).unwrap(), whole);
    }
}

#[test]
fn what_is_no_data_or_sealed_is_stepped_over_and_said() {
    let text = day(1);
    let bytes = archive(&[
        ("README.txt", b"Dear reader,\nnothing here.\n", How::Deflated),
        ("secret.csv", text.as_bytes(), How::Sealed),
        ("hidden.csv", text.as_bytes(), How::SealedSumsAfter),
        ("1.csv", text.as_bytes(), How::Deflated),
    ]);
    let reading = read(&bytes, 50).unwrap();
    assert_eq!(reading.series[0].len(), 24);
    let skipped: Vec<_> = reading.notes.list().iter().filter(|note| note.code == Code::MemberSkipped).collect();
    assert_eq!(skipped.len(), 3);
    for (note, name) in skipped.iter().zip(["README.txt", "secret.csv", "hidden.csv"]) {
        assert!(note.message.contains(name), "{}", note.message);
    }
    let alone = read(&archive(&[("hidden.csv", text.as_bytes(), How::SealedSumsAfter)]), 50).unwrap_err();
    assert!(alone.found.contains("password"), "{alone}");
    let none = archive(&[("README.txt", b"Dear reader,\nnothing here.\n", How::Deflated)]);
    assert_eq!(read(&none, 50).unwrap_err().code, Code::NoTimeColumn);
    assert_eq!(read(&archive(&[("folder/", b"", How::Stored)]), 50).unwrap_err().code, Code::NoData);
    let sheet =
        archive(&[("[Content_Types].xml", b"<x/>", How::Deflated), ("xl/workbook.xml", b"<x/>", How::Deflated)]);
    assert!(read(&sheet, 50).unwrap_err().to_string().contains("XLSX"));
}

#[test]
fn damage_leaves_what_came_before() {
    let (one, two) = (day(1), day(2));
    let bytes = archive(&[("1.csv", one.as_bytes(), How::Deflated), ("2.csv", two.as_bytes(), How::Stored)]);
    let cut = read(&bytes[..bytes.len() - 300], 64).unwrap();
    assert!(cut.notes.has(Code::CompressionBroken) && cut.series[0].len() > 24);
    let mut turned = bytes.clone();
    let at = turned.windows(9).position(|w| w == b"T05:00Z,2").unwrap();
    turned[at + 2] = b'6';
    assert!(read(&turned, 64).unwrap().notes.has(Code::CompressionBroken));
    for at in 0..bytes.len() {
        let mut turned = bytes.clone();
        turned[at] ^= 1 << (at % 8);
        for input in [&bytes[..at], &turned] {
            if let Err(error) = read(input, 997) {
                assert!(!error.need.is_empty());
            }
        }
    }
}

#[test]
fn a_bomb_of_members_is_refused_while_it_grows() {
    let zeros = vec![b'0'; 40 << 20];
    let error = read(&archive(&[("a.csv", &zeros, How::Deflated)]), 1 << 16).unwrap_err();
    assert_eq!(error.code, Code::CompressionBomb);
    let many: Vec<_> = (0..1_001).map(|_| ("a/", &b""[..], How::Stored)).collect();
    assert_eq!(read(&archive(&many), 1 << 16).unwrap_err().code, Code::TooManyFiles);
}

#[test]
fn a_member_that_the_directory_no_longer_lists_is_refused() {
    let (old, new) = (day(1), day(2));
    let members = [("a.csv", old.as_bytes(), How::Deflated), ("a.csv", new.as_bytes(), How::Stored)];
    let twice = archive(&members);
    assert_eq!(read(&twice, 50).unwrap().series[0].len(), 48, "two members of one name are both listed");
    let body = &twice[..twice.len() - directory(&["a.csv", "a.csv"]).len()];
    for listed in [&["a.csv"][..], &["b.csv"], &[]] {
        let left = [body, &directory(listed)].concat();
        for chunk in [1, 3, 46, 1_000, left.len()] {
            let error = read(&left, chunk).unwrap_err();
            assert_eq!(error.code, Code::CompressionBroken);
            assert!(error.found.contains("“a.csv”"), "{error}");
        }
    }
    let two = [&twice[..], &archive(&[("b.csv", new.as_bytes(), How::Stored)])].concat();
    assert!(read(&two, 50).unwrap_err().found.contains("More than one archive"));
    // What is no archive behind one is nobody's data, and a directory that is cut says nothing.
    for harmless in [[&twice[..], b"signed"].concat(), body.to_vec(), [body, &directory(&["a.csv"])[..60]].concat()] {
        assert_eq!(read(&harmless, 50).unwrap().series[0].len(), 48);
    }
}

#[test]
fn the_longer_records_of_a_directory_are_stepped_over() {
    let text = day(1);
    let members = [("a.csv", text.as_bytes(), How::Long)];
    let listed = directory(&["a.csv"]);
    let (entry, end) = listed.split_at(listed.len() - 26);
    let whole = archive(&members);
    let body = &whole[..whole.len() - listed.len()];
    let digital = b"PK\x05\x05\x02\0xx";
    let end64 = [&b"PK\x06\x06"[..], &44_u64.to_le_bytes(), &[7; 44]].concat();
    let locator = [&b"PK\x06\x07"[..], &[7; 16]].concat();
    let before = b"PK\x06\x08\x03\0\0\0yyy";
    let file = [body, before, entry, digital, &end64, &locator, end].concat();
    let lost = [body, before, digital, &end64, &locator, end].concat();
    for chunk in 1..60 {
        assert_eq!(read(&file, chunk).unwrap().series[0].len(), 24);
        assert!(read(&lost, chunk).unwrap_err().found.contains("“a.csv”"));
    }
}

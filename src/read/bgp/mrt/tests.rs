//! Records written by hand, field by field as RFC 6396 and RFC 4271 lay them out.

use super::*;
use crate::base::Code;
use crate::base::time::{SECOND, parse_utc};

const PEERS: [u8; 3] = [1, 2, 3];
const BLOCKS: [u8; 4] = [176, 177, 178, 179];

fn record(seconds: u32, kind: u16, subtype: u16, body: &[u8]) -> Vec<u8> {
    let mut bytes = seconds.to_be_bytes().to_vec();
    bytes.extend(kind.to_be_bytes());
    bytes.extend(subtype.to_be_bytes());
    bytes.extend((body.len() as u32).to_be_bytes());
    bytes.extend(body);
    bytes
}

/// Peer and local network, interface, address family, peer and local address.
fn session(peer: u8) -> Vec<u8> {
    let mut body = (64_500 + u32::from(peer)).to_be_bytes().to_vec();
    body.extend(64_499u32.to_be_bytes());
    body.extend([0, 0, 0, 1, 192, 0, 2, peer, 192, 0, 2, 254]);
    body
}

fn update(seconds: u32, peer: u8, withdrawn: &[u8], announced: &[u8]) -> Vec<u8> {
    let nlri = |blocks: &[u8]| blocks.iter().flat_map(|b| [24, 175, 45, *b]).collect::<Vec<u8>>();
    let (withdrawn, announced) = (nlri(withdrawn), nlri(announced));
    let mut attributes = Vec::new();
    if !announced.is_empty() {
        attributes.extend([0x40, 1, 1, 0]); // ORIGIN IGP
        attributes.extend([0x40, 2, 6, 2, 1]); // AS_PATH: one sequence of one network
        attributes.extend(131_279u32.to_be_bytes());
        attributes.extend([0x40, 3, 4, 192, 0, 2, peer]); // NEXT_HOP
    }
    let mut message = (withdrawn.len() as u16).to_be_bytes().to_vec();
    message.extend(withdrawn);
    message.extend((attributes.len() as u16).to_be_bytes());
    message.extend(attributes);
    message.extend(announced);
    let mut body = session(peer);
    body.extend([0xff; 16]);
    body.extend((19 + message.len() as u16).to_be_bytes());
    body.push(2);
    body.extend(message);
    record(seconds, 16, 4, &body)
}

fn seconds(text: &str) -> u32 {
    (parse_utc(text).unwrap() / SECOND) as u32
}

/// Three peers lose four prefixes for 9 h 31 min.
fn story() -> Vec<u8> {
    let mut bytes = Vec::new();
    for peer in PEERS {
        bytes.extend(update(seconds("2014-12-22T16:15"), peer, &BLOCKS, &[]));
    }
    for peer in PEERS {
        bytes.extend(update(seconds("2014-12-23T01:46"), peer, &[], &BLOCKS));
    }
    bytes
}

fn read(bytes: &[u8], chunk: usize) -> Result<Reading, Error> {
    let mut reader = Mrt.open(&Settings::default());
    for piece in bytes.chunks(chunk) {
        reader.push(piece)?;
    }
    reader.finish()
}

#[test]
fn the_story_is_told_whatever_the_chunks() {
    let whole = read(&story(), usize::MAX).unwrap();
    assert_eq!(whole.source.elements, Some([12, 12, 0]));
    let prefixes = &whole.series[0];
    assert_eq!(prefixes.values.iter().filter(|v| **v == 0.0).count(), 571);
    assert_eq!(prefixes.values.last(), Some(&4.0));
    for chunk in [1, 7, 12, 13, 100] {
        assert_eq!(read(&story(), chunk).unwrap(), whole, "{chunk}");
    }
}

#[test]
fn a_session_that_goes_down_withdraws_nothing() {
    let mut body = session(1);
    body.extend([0, 6, 0, 1]); // Established to Idle
    let mut bytes = record(seconds("2014-12-22T16:00"), 16, 5, &body);
    bytes.extend(story());
    assert_eq!(read(&bytes, 64).unwrap().series[0].values.iter().filter(|v| **v == 0.0).count(), 571);
}

#[test]
fn a_change_of_session_is_read_in_each_way_it_is_written() {
    let told = |network: usize, micros: bool, body: &[u8]| frame::session(5_000, network, micros, body);
    let peer = |address: &str, network: u32| (address.parse().unwrap(), network);
    let mut body = session(1);
    body.extend([0, 6, 0, 1]); // Established to Idle
    assert_eq!(told(4, false, &body), Some((5_000, peer("192.0.2.1", 64_501), false)));
    let later = [&250_000_u32.to_be_bytes(), body.as_slice()].concat();
    assert_eq!(told(4, true, &later), Some((5_250, peer("192.0.2.1", 64_501), false)));
    assert_eq!(told(2, false, &[0, 7, 0, 8, 0, 1, 0, 6]), Some((5_000, peer("0.0.0.0", 7), true)));
    let six = [&[0, 7, 0, 8, 0, 0, 0, 2][..], &[0x20; 32], &[0, 5, 0, 6]].concat();
    assert_eq!(told(2, false, &six), Some((5_000, peer("2020:2020:2020:2020:2020:2020:2020:2020", 7), true)));
    let old = [0xFD, 0xE9, 10, 0, 0, 2, 0, 6, 0, 1];
    assert_eq!(frame::old_session(5_000, &old), Some((5_000, peer("10.0.0.2", 65_001), false)));
    assert_eq!(frame::old_session(5_000, &old[..9]), None);
    for cut in 0..body.len() {
        assert_eq!(told(4, false, body.get(..cut).unwrap()), None, "{cut}");
    }
    assert_eq!(told(4, false, &[session(1), vec![0, 6, 0, 9]].concat()), None);
}

#[test]
fn rows_of_a_table_are_true_at_the_moment_of_their_record() {
    let at = seconds("2014-12-22T08:00");
    let mut peers = vec![0, 0, 0, 0, 0, 0, 0, 3];
    for peer in PEERS {
        peers.extend([2, 0, 0, 0, 0, 192, 0, 2, peer]);
        peers.extend((64_500 + u32::from(peer)).to_be_bytes());
    }
    let mut bytes = record(at, 13, 1, &peers);
    for (i, block) in BLOCKS.into_iter().enumerate() {
        let mut row = vec![0, 0, 0, i as u8, 24, 175, 45, block, 0, 3];
        for peer in 0..3 {
            row.extend([0, peer, 0x40, 0, 0, 0]); // originated in 2004
            row.extend([0, 13, 0x40, 1, 1, 0, 0x40, 2, 6, 2, 1, 0, 2, 0, 0xcf]);
        }
        // The dump takes a second a row.
        bytes.extend(record(at + i as u32, 13, 2, &row));
    }
    bytes.extend(story());
    let first = PEERS.iter().flat_map(|peer| update(at - 3600, *peer, &[], &BLOCKS[..2])).collect();
    let bytes = [first, bytes].concat();
    let whole = read(&bytes, usize::MAX).unwrap();
    assert_eq!(whole.source.elements, Some([18, 12, 12]));
    let values: Vec<f64> = whole.series[0].values.iter().copied().step_by(59).take(3).collect();
    assert_eq!(values, [2.0, 2.0, 4.0]);
    assert_eq!(whole.series[0].values.iter().filter(|v| **v == 0.0).count(), 571);
    for chunk in [1, 13, 100] {
        assert_eq!(read(&bytes, chunk).unwrap(), whole, "{chunk}");
    }
}

#[test]
fn what_is_no_route_is_left_out_and_placed() {
    let at = seconds("2014-12-22T20:00");
    let parts = [
        update(at, 9, &[], &BLOCKS),
        record(at, 16, 4, &[0xff; 30]),
        update(at, 8, &[], &BLOCKS),
        record(at, 11, 0, b"OSPF"),
        record(at, 16, 4, &[0xff; 30]),
    ];
    let place = |part: usize| Some(parts.iter().take(part).map(Vec::len).sum::<usize>() as u64);
    for chunk in [1, 50, usize::MAX] {
        let reading = read(&parts.concat(), chunk).unwrap();
        assert_eq!(reading.source.elements, Some([8, 0, 0]));
        let noted = |code: Code| {
            let note = reading.notes.list().iter().find(|note| note.code == code).unwrap();
            (note.count, note.place.as_ref().and_then(|place| place.byte))
        };
        assert_eq!(noted(Code::SkippedRecords), (2, place(1)), "{chunk}");
        assert_eq!(noted(Code::UnsupportedRecords), (1, place(3)), "{chunk}");
    }
}

/// Nobody knows when it was: the next second, or a second of an hour later.
#[test]
fn a_record_with_more_than_a_second_of_microseconds_is_left_out() {
    let at = seconds("2014-12-22T20:00");
    let later = |micros: u32| {
        let plain = update(at, 7, &[], &BLOCKS);
        record(at, 17, 4, &[&micros.to_be_bytes(), plain.get(HEADER..).unwrap()].concat())
    };
    let mut down = session(7);
    down.extend([0, 6, 0, 1]);
    let down = record(at, 17, 5, &[&u32::MAX.to_be_bytes()[..], &down].concat());
    for chunk in [1, 50, usize::MAX] {
        let bytes = [update(at, 9, &[], &BLOCKS), later(999_999), later(1_000_000), down.clone(), later(0)].concat();
        let reading = read(&bytes, chunk).unwrap();
        assert_eq!(reading.source.elements, Some([12, 0, 0]), "{chunk}");
        let note = reading.notes.list().iter().find(|note| note.code == Code::SkippedRecords).unwrap();
        assert_eq!(note.count, 2);
    }
}

#[test]
fn every_cut_keeps_the_whole_records() {
    let bytes = story();
    let first = update(0, 1, &BLOCKS, &[]).len();
    for cut in 1..bytes.len() {
        let reading = read(&bytes[..cut], 50).unwrap();
        let records = (cut / first).min(3) as u64;
        assert!(reading.source.elements.unwrap()[1] >= records * 4);
    }
}

#[test]
fn a_broken_length_is_an_error_at_the_start_and_a_note_later() {
    let huge = [seconds("2014-12-22"), 16 << 16 | 4, u32::MAX].map(u32::to_be_bytes).concat();
    assert_eq!(read(&huge, 5).unwrap_err().code, Code::Damaged);
    let mut bytes = story();
    bytes.extend(huge);
    let reading = read(&bytes, 50).unwrap();
    assert!(reading.notes.has(Code::DamagedTail));
    assert_eq!(reading.source.elements, Some([12, 12, 0]));
}

#[test]
fn every_flipped_byte_gives_a_reading_or_an_error() {
    let bytes = story();
    for at in 0..bytes.len() {
        for flip in [0x01, 0x80, 0xff] {
            let mut hurt = bytes.clone();
            hurt[at] ^= flip;
            let _ = read(&hurt, 64);
        }
    }
}

#[test]
fn the_head_is_told_from_other_files() {
    let told = |bytes: &[u8]| crate::read::sniff::mrt_head::sniff(&Head::new(bytes, true));
    assert!(told(&story()) > 90);
    assert_eq!(told(b"timestamp,value\n2014-12-22,1\n"), 0);
    assert_eq!(told(b"%PDF-1.4 0123456789"), 0);
    assert_eq!(told(&[0; 64]), 0);
}

//! Records written by hand, field by field as RFC 6396 and RFC 4271 lay them out.

use super::*;
use crate::base::time::parse_utc;

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
    let mut reader = Mrt.open(&Ask::default());
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
    assert_eq!(read(&huge, 5).unwrap_err().code, "damaged");
    let mut bytes = story();
    bytes.extend(huge);
    let reading = read(&bytes, 50).unwrap();
    assert!(reading.notes.has("damaged-tail"));
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
    let told = |bytes: &[u8]| crate::read::mrt_head::sniff(&Head::new(bytes, true));
    assert!(told(&story()) > 90);
    assert_eq!(told(b"timestamp,value\n2014-12-22,1\n"), 0);
    assert_eq!(told(b"%PDF-1.4 0123456789"), 0);
    assert_eq!(told(&[0; 64]), 0);
}

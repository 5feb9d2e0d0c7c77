//! Recognizes routing data in text and JSON, also in a build that cannot read it, so that the page can load one that can.

use super::head::Head;

/// What kind of routing data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Routing {
    /// Lines of `bgpdump -m` or `-M`, also with packet numbers (`-p`), of bgpreader or of bgpkit-parser.
    Dump,
    /// Messages of RIS Live.
    RisLive,
    /// Elements as bgpkit writes them.
    Elements,
    /// RIPEstat's bgplay and bgp-updates.
    Ripestat,
}

/// How the lines of bgpdump begin.
const LINES: [&[u8]; 6] = [b"BGP4MP|", b"BGP4MP_ET|", b"BGP|", b"TABLE_DUMP|", b"TABLE_DUMP2|", b"TABLE_DUMP_V2|"];

/// True for a first line of bgpreader (`R|A|time|…`, 16 fields) or of bgpkit-parser (`A|time|…`, from 14 fields).
fn is_line_of_elements(bytes: &[u8]) -> bool {
    let first = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let fields: Vec<&[u8]> = first.split(|byte| *byte == b'|').collect();
    let word = |i: usize, words: &[&[u8]]| fields.get(i).is_some_and(|field| words.contains(field));
    let epoch = |i: usize| {
        fields.get(i).is_some_and(|field| field.len() > 8 && field.iter().all(|b| b.is_ascii_digit() || *b == b'.'))
    };
    (word(0, &[b"R", b"U"]) && word(1, &[b"R", b"A", b"W", b"S"]) && epoch(2) && fields.len() > 12)
        || (word(0, &[b"A", b"W"]) && epoch(1) && fields.len() > 12)
}

/// Tells it.
pub(crate) fn detect(head: &Head<'_>) -> Option<Routing> {
    if LINES.iter().any(|line| head.bytes.starts_with(line)) || is_line_of_elements(head.bytes) {
        return Some(Routing::Dump);
    }
    let outline = head.outline.as_ref()?;
    let has = |name: &str| outline.has(name) || outline.has(&format!("data.{name}"));
    let each = |name: &str| outline.has(name) || outline.has(&format!("*.{name}"));
    let call = outline.text("data_call_name");
    if matches!(call, Some("bgplay" | "bgp-updates")) || has("initial_state.*.source_id") || has("updates.*.attrs") {
        return Some(Routing::Ripestat);
    }
    if outline.text("type").or_else(|| outline.text("*.type")).is_some_and(|text| text.starts_with("ris_")) {
        return Some(Routing::RisLive);
    }
    (each("peer_ip") && each("prefix") && each("timestamp")).then_some(Routing::Elements)
}

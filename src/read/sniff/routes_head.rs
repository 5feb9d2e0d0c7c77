//! Recognizes routing data in text and JSON, also in a build that cannot read it, so that the page can load one that can.

use super::head::Head;

/// What kind of routing data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Routing {
    /// Lines of `bgpdump -m` or `-M`.
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

/// Tells it.
pub(crate) fn detect(head: &Head<'_>) -> Option<Routing> {
    if LINES.iter().any(|line| head.bytes.starts_with(line)) {
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

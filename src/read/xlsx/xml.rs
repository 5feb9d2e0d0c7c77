//! Bytes of an XML member in chunks → its nodes.
//!
//! In: bytes of UTF-8. Out: elements that begin and end, and the text between them, entities resolved. What is whole up to
//! the last `>` is read; the rest waits for the next chunk. Refused: what is no XML, a node longer than [`limits::RECORD`].

use super::broken;
use crate::base::{Error, limits};
use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

/// Takes nodes; names come without their prefix.
pub(super) trait Nodes {
    /// An element begins.
    fn open(&mut self, name: &str, element: &Element<'_>) -> Result<(), Error>;
    /// Text inside the element that is open.
    fn text(&mut self, text: &str);
    /// The element ends.
    fn close(&mut self, name: &str) -> Result<(), Error>;
}

/// An element with its attributes.
pub(super) struct Element<'a>(BytesStart<'a>);

impl Element<'_> {
    /// The value of an attribute; the prefix of its name does not count.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        let mut all = self.0.attributes();
        all.with_checks(false);
        let found = all.filter_map(Result::ok).find(|one| one.key.local_name().into_inner() == name)?;
        let text = quick_xml::escape::unescape(&found.value).ok()?;
        Some(text.into_owned())
    }
}

/// The bytes that wait.
#[derive(Default)]
pub(super) struct Xml {
    carry: Vec<u8>,
}

impl Xml {
    /// Takes the next bytes; `last` where no more of the member will come.
    pub(super) fn push(&mut self, bytes: &[u8], last: bool, nodes: &mut dyn Nodes) -> Result<(), Error> {
        self.carry.extend_from_slice(bytes);
        let whole = memchr::memrchr(b'>', &self.carry).map_or(0, |at| at + 1);
        let text = self.carry.get(..whole).unwrap_or_default();
        let text = std::str::from_utf8(text).map_err(|_| broken("It is not UTF-8."))?;
        let done = nodes_of(text.trim_start_matches('\u{feff}'), nodes)? + text.len()
            - text.trim_start_matches('\u{feff}').len();
        self.carry.drain(..done);
        if self.carry.len() > limits::RECORD {
            return Err(broken("It holds a node that does not end."));
        }
        if last && !std::mem::take(&mut self.carry).trim_ascii().is_empty() {
            return Err(broken("It is no whole XML."));
        }
        Ok(())
    }
}

/// Gives the nodes that are whole, and how many bytes they took.
fn nodes_of(text: &str, nodes: &mut dyn Nodes) -> Result<usize, Error> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    // Elements go on from chunk to chunk.
    (config.check_end_names, config.allow_unmatched_ends) = (false, true);
    (config.expand_empty_elements, config.allow_dangling_amp) = (true, true);
    loop {
        let before = reader.buffer_position() as usize;
        // What ends in the middle, such as a comment with a `>` in it, waits.
        let Ok(event) = reader.read_event() else { return Ok(before) };
        match event {
            Event::Start(start) => {
                let element = Element(start);
                nodes.open(element.0.local_name().into_inner(), &element)?;
            }
            Event::End(end) => nodes.close(end.local_name().into_inner())?,
            Event::Text(text) => nodes.text(&text.into_inner()),
            Event::CData(data) => nodes.text(&data.into_inner()),
            Event::GeneralRef(entity) => match entity.resolve_char_ref() {
                Ok(Some(one)) => nodes.text(one.encode_utf8(&mut [0; 4])),
                _ => nodes.text(resolve_predefined_entity(&entity.into_inner()).unwrap_or_default()),
            },
            Event::Eof => return Ok(text.len()),
            _ => {}
        }
    }
}

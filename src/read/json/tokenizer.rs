//! Bytes of JSON in chunks → tokens.
//!
//! In: one document or several in a row (NDJSON). Out: tokens in order, each with its byte, as RFC 8259 has them.
//! Refused: what is no JSON, nesting deeper than [`limits::NESTING`], a string or number longer than [`limits::RECORD`].

use super::lines::Lines;
use super::numbers::items;
use super::words::{odd_number, unescape};
use crate::base::{Code, Error, Notes, Place, limits};
use std::borrow::Cow;

/// A token.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Token<'a> {
    /// `{` (true) or `[`.
    Open(bool),
    /// `}` or `]`.
    Close,
    /// Name of a member.
    Key(Cow<'a, str>),
    /// A string.
    Text(Cow<'a, str>),
    /// A number; one beyond f64 is infinite.
    Number(f64),
    /// `true` or `false`.
    Bool(bool),
    /// `null`.
    Null,
}

/// Takes tokens.
pub(crate) trait Tokens {
    /// The next token.
    fn token(&mut self, token: Token<'_>) -> Result<(), Error>;
    /// A container begins on that line.
    fn line(&mut self, _line: u64) {}
    /// The document that is open is left out.
    fn forget(&mut self) {}
    /// The list of numbers that is being filled, if it is one.
    fn numbers(&mut self) -> Option<&mut Vec<f64>> {
        None
    }
}

/// What may come next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    Value,
    ValueOrEnd,
    Key,
    KeyOrEnd,
    Colon,
    CommaOrEnd,
}

/// The tokenizer.
#[derive(Debug)]
pub(crate) struct Json {
    /// The open containers: true for an object.
    open: Vec<bool>,
    next: Next,
    carry: Vec<u8>,
    byte: u64,
    line: u64,
    line_start: u64,
    lines: Lines,
}

/// A token's end is not in these bytes.
struct More;

impl Json {
    /// Begins at a byte of the file.
    pub(crate) fn new() -> Json {
        let lines = Lines::default();
        Json { open: Vec::new(), next: Next::Value, carry: Vec::new(), byte: 0, line: 1, line_start: 0, lines }
    }

    /// Takes the next bytes; `last` where no more will come.
    pub(crate) fn push(&mut self, bytes: &[u8], last: bool, sink: &mut impl Tokens) -> Result<(), Error> {
        if self.carry.is_empty() {
            let done = self.take(bytes, last, sink)?;
            self.carry.extend_from_slice(bytes.get(done..).unwrap_or_default());
        } else {
            let mut whole = std::mem::take(&mut self.carry);
            whole.extend_from_slice(bytes);
            let done = self.take(&whole, last, sink)?;
            whole.drain(..done);
            self.carry = whole;
        }
        if self.carry.len() > limits::RECORD {
            let found = format!("A string or number is longer than {} bytes.", limits::RECORD);
            return Err(Error::file(Code::JsonSyntax, found, "Strings must end.").at(self.place(0)));
        }
        Ok(())
    }

    /// Number of open containers.
    pub(crate) fn depth(&self) -> usize {
        self.open.len()
    }

    /// Says which lines were left out, where each line is a document; refused where they are too many.
    pub(crate) fn add_notes(&mut self, notes: &mut Notes) -> Result<(), Error> {
        self.lines.add_notes(notes)
    }

    /// Where the tokens end so far.
    pub(crate) fn here(&self) -> Place {
        self.place(0)
    }

    /// The place of a byte of what is being read, on the line that the tokens have come to.
    fn place(&self, at: usize) -> Place {
        let byte = self.byte + at as u64;
        Place::line(self.line, byte.saturating_sub(self.line_start) + 1, byte)
    }

    /// Counts the lines that end in these bytes, which begin there in what is being read.
    fn ended(&mut self, bytes: &[u8], from: usize) {
        if let Some(last) = memchr::memrchr(b'\n', bytes) {
            self.line += memchr::memchr_iter(b'\n', bytes).count() as u64;
            self.line_start = self.byte + (from + last) as u64 + 1;
        }
    }

    /// Steps over what is left of a damaged line.
    fn skip(&mut self, bytes: &[u8], from: usize) -> usize {
        let at = self.lines.skip(bytes, from);
        self.ended(bytes.get(from..at).unwrap_or_default(), from);
        at
    }

    /// Reads tokens until the bytes or the whole tokens in them end; gives back how many bytes that took.
    fn take(&mut self, bytes: &[u8], last: bool, sink: &mut impl Tokens) -> Result<usize, Error> {
        let mut at = self.skip(bytes, 0);
        while let Some(byte) = bytes.get(at) {
            let broken = *byte == b'\n' && self.lines.line(!self.open.is_empty(), bytes, at);
            if matches!(byte, b' ' | b'\n' | b'\r' | b'\t') && !broken {
                if *byte == b'\n' {
                    self.ended(b"\n", at);
                }
                at += 1;
                continue;
            }
            let rest = bytes.get(at..).unwrap_or_default();
            let read = match (self.next, *byte) {
                (Next::Value | Next::ValueOrEnd, b'0'..=b'9' | b'-') => match self.list(rest, sink) {
                    0 => self.number(rest, last, sink),
                    taken => Ok(Ok(taken)),
                },
                (Next::CommaOrEnd, b',') => {
                    self.next = if self.open.last() == Some(&true) { Next::Key } else { Next::Value };
                    Ok(Ok(1))
                }
                (Next::Value | Next::ValueOrEnd, b'"') => self.text(rest, last, false, sink),
                (Next::Key | Next::KeyOrEnd, b'"') => self.text(rest, last, true, sink),
                (Next::Value | Next::ValueOrEnd, b'{' | b'[') => self.begin(*byte == b'{', sink),
                (Next::Colon, b':') => {
                    self.next = Next::Value;
                    Ok(Ok(1))
                }
                (Next::CommaOrEnd | Next::KeyOrEnd, b'}') if self.open.last() == Some(&true) => self.end(sink),
                (Next::CommaOrEnd | Next::ValueOrEnd, b']') if self.open.last() == Some(&false) => self.end(sink),
                (Next::Value | Next::ValueOrEnd, b'n' | b't' | b'f' | b'N') => self.word(rest, last, sink),
                _ => Err(self.unexpected(*byte)),
            };
            match read {
                Ok(Ok(length)) => {
                    if *byte == b'"' {
                        self.ended(rest.get(..length).unwrap_or_default(), at);
                    }
                    at += length;
                }
                Ok(Err(More)) => break,
                Err(error) => {
                    let error = if error.place.is_some() { error } else { error.at(self.place(at)) };
                    if !self.lines.forgive(&error, rest) {
                        return Err(error);
                    }
                    self.open.clear();
                    self.next = Next::Value;
                    sink.forget();
                    at = self.skip(bytes, at);
                }
            }
        }
        self.byte += at as u64;
        Ok(at)
    }

    fn unexpected(&self, byte: u8) -> Error {
        let need = match self.next {
            Next::Value => "A value is needed.",
            Next::ValueOrEnd => "A value or ] is needed.",
            Next::Key => "A name in quotes is needed.",
            Next::KeyOrEnd => "A name in quotes or } is needed.",
            Next::Colon => "A colon is needed.",
            Next::CommaOrEnd => "A comma or the end of the list is needed.",
        };
        let found = match byte {
            b'\n' => "The line ends too early.".to_owned(),
            byte => format!("“{}” stands where none can.", byte.escape_ascii()),
        };
        Error::file(Code::JsonSyntax, found, need)
    }

    fn begin(&mut self, object: bool, sink: &mut impl Tokens) -> Result<Result<usize, More>, Error> {
        if self.open.len() >= limits::NESTING {
            let found = format!("The document is nested deeper than {} levels.", limits::NESTING);
            return Err(Error::file(Code::JsonTooDeep, found, "Give a flatter file."));
        }
        if self.open.is_empty() {
            self.lines.begin(if object { b'{' } else { b'[' });
        }
        sink.line(self.line);
        sink.token(Token::Open(object))?;
        self.open.push(object);
        self.next = if object { Next::KeyOrEnd } else { Next::ValueOrEnd };
        Ok(Ok(1))
    }

    fn end(&mut self, sink: &mut impl Tokens) -> Result<Result<usize, More>, Error> {
        sink.token(Token::Close)?;
        self.open.pop();
        if self.open.is_empty() {
            self.lines.end();
        }
        self.after_value();
        Ok(Ok(1))
    }

    fn after_value(&mut self) {
        self.next = if self.open.is_empty() { Next::Value } else { Next::CommaOrEnd };
    }

    /// Plain numbers of a list, each up to its comma, as many as there are; gives their bytes.
    fn list(&mut self, rest: &[u8], sink: &mut impl Tokens) -> usize {
        let Some(numbers) = sink.numbers() else { return 0 };
        let taken = items(rest, numbers);
        if taken > 0 {
            self.next = Next::Value;
        }
        taken
    }

    #[inline]
    fn number(&mut self, rest: &[u8], last: bool, sink: &mut impl Tokens) -> Result<Result<usize, More>, Error> {
        let (mut length, mut value, mut odd) = (0, 0_u64, false);
        for byte in rest {
            match byte {
                b'0'..=b'9' => value = value.wrapping_mul(10).wrapping_add(u64::from(byte - b'0')),
                b'-' | b'+' | b'.' | b'e' | b'E' => odd = true,
                _ => break,
            }
            length += 1;
        }
        if length == rest.len() && !last {
            return Ok(Err(More));
        }
        let usual = !odd && length <= 15 && (length == 1 || rest.first() != Some(&b'0'));
        let number = if usual { value as f64 } else { odd_number(rest.get(..length).unwrap_or_default())? };
        sink.token(Token::Number(number))?;
        self.after_value();
        Ok(Ok(length))
    }

    fn text(
        &mut self,
        rest: &[u8],
        last: bool,
        key: bool,
        sink: &mut impl Tokens,
    ) -> Result<Result<usize, More>, Error> {
        let inner = rest.get(1..).unwrap_or_default();
        let (mut at, mut escaped) = (0, false);
        let end = loop {
            let from = inner.get(at..).unwrap_or_default();
            match memchr::memchr2(b'"', b'\\', from) {
                Some(i) if from.get(i) == Some(&b'"') => break at + i,
                Some(i) => {
                    escaped = true;
                    at += i + 2;
                }
                None if last || self.lines.strict() && memchr::memchr(b'\n', from).is_some() => {
                    return Err(Error::file(Code::JsonSyntax, "A string does not end.", "A quote is needed."));
                }
                None => return Ok(Err(More)),
            }
        };
        let raw = inner.get(..end).unwrap_or_default();
        if self.lines.strict() && memchr::memchr(b'\n', raw).is_some() {
            return Err(Error::file(Code::JsonSyntax, "A string does not end on its line.", "A quote is needed."));
        }
        if raw.iter().any(|byte| *byte < b' ') {
            let found = "A string holds a control character, such as a tab or the end of a line, that is not escaped.";
            return Err(Error::file(Code::JsonSyntax, found, "Write it as \\t, \\n or \\u0001."));
        }
        let text =
            if escaped { unescape(rest.get(..end + 2).unwrap_or_default())? } else { String::from_utf8_lossy(raw) };
        if key {
            sink.token(Token::Key(text))?;
            self.next = Next::Colon;
        } else {
            sink.token(Token::Text(text))?;
            self.after_value();
        }
        Ok(Ok(end + 2))
    }

    fn word(&mut self, rest: &[u8], last: bool, sink: &mut impl Tokens) -> Result<Result<usize, More>, Error> {
        // Python writes NaN where JSON has no word for it.
        let words: [(&[u8], Token<'_>); 4] = [
            (b"null", Token::Null),
            (b"true", Token::Bool(true)),
            (b"false", Token::Bool(false)),
            (b"NaN", Token::Null),
        ];
        for (word, token) in words {
            if rest.starts_with(word) {
                sink.token(token)?;
                self.after_value();
                return Ok(Ok(word.len()));
            }
            if word.starts_with(rest) && !last {
                return Ok(Err(More));
            }
        }
        Err(self.unexpected(*rest.first().unwrap_or(&b'?')))
    }
}

#[cfg(test)]
mod tests;

//! Connections of a loopback port → one request each, and its answer.
//!
//! In: a listener. Out: for each connection the [`Head`] of its request, and back what the site answers. Refused: a head that is
//! none. One request a connection: a browser then never waits behind those that it keeps open. Bounded: so many connections, of
//! which the one that has stood longest makes room for a newcomer, a head of so many bytes, and a time for each read and write.
//! The small kept server, tiny_http, holds a thread for each connection for as long as its other end likes; the large ones bring a
//! runtime of their own.

use std::collections::VecDeque;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Connections at the same time: ten browsers' worth.
const CONNECTIONS: usize = 64;
/// Bytes of a request's head.
const HEAD: usize = 16 << 10;
/// Fields of a head.
const FIELDS: usize = 64;
/// The longest time for the other end to say something, or to take something.
const PATIENCE: Duration = Duration::from_secs(10);
/// A thread of its own for each connection needs little.
const STACK: usize = 512 << 10;

/// The head of a request.
pub(super) struct Head {
    pub(super) method: String,
    pub(super) target: String,
    /// The values of every `Host`.
    pub(super) hosts: Vec<String>,
}

/// What a request is answered with.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) kind: &'static str,
    pub(super) body: Vec<u8>,
}

/// Those that are open, in the order in which they came.
type Open = Mutex<VecDeque<(u64, TcpStream)>>;

/// Answers until the listener fails. A request without a head that can be read is told so.
pub(super) fn serve(listener: &TcpListener, answer: impl Fn(&Head) -> Answer + Sync) {
    let (open, answer) = (&Open::default(), &answer);
    std::thread::scope(|scope| {
        for (number, stream) in (0..).zip(listener.incoming().flatten()) {
            let Ok(kept) = stream.try_clone() else { continue };
            make_room(open, number, kept);
            let one = move || {
                // Whoever hangs up is no error.
                let _ = converse(stream, answer);
                held(open).retain(|(other, _)| *other != number);
            };
            if std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, one).is_err() {
                held(open).retain(|(other, _)| *other != number);
            }
        }
    });
}

fn held(open: &Open) -> std::sync::MutexGuard<'_, VecDeque<(u64, TcpStream)>> {
    open.lock().unwrap_or_else(PoisonError::into_inner)
}

/// One more; the one that has stood longest goes where there are too many, and its thread with it.
fn make_room(open: &Open, number: u64, stream: TcpStream) {
    let mut open = held(open);
    open.push_back((number, stream));
    if open.len() > CONNECTIONS
        && let Some((_, longest)) = open.pop_front()
    {
        let _ = longest.shutdown(Shutdown::Both);
    }
}

fn converse(mut stream: TcpStream, answer: &impl Fn(&Head) -> Answer) -> std::io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let head = read_head(&mut stream)?;
    let Answer { status, kind, body } = head.as_ref().map_or_else(
        || Answer { status: 400, kind: "text/plain; charset=utf-8", body: b"This is no request.".to_vec() },
        answer,
    );
    let length = body.len();
    let first = format!(
        "HTTP/1.1 {status} \r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nCache-Control: no-store\r\n\
        X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(first.as_bytes())?;
    if head.is_none_or(|head| head.method != "HEAD") {
        stream.write_all(&body)?;
    }
    stream.shutdown(Shutdown::Write)?;
    // What the other end still says is read away, so that its system does not throw the answer away.
    let mut rest = [0; 1024];
    while stream.read(&mut rest)? > 0 {}
    Ok(())
}

/// The head, as soon as it is whole; none where it is too long or is none.
fn read_head(stream: &mut TcpStream) -> std::io::Result<Option<Head>> {
    let (mut bytes, mut part) = (Vec::new(), [0; 1024]);
    loop {
        let read = stream.read(&mut part)?;
        bytes.extend_from_slice(part.get(..read).unwrap_or_default());
        match head(&bytes) {
            Ok(None) if read > 0 && bytes.len() <= HEAD => {}
            told => return Ok(told.ok().flatten()),
        }
    }
}

/// The method, the target and the hosts; none while the empty line is still to come.
fn head(bytes: &[u8]) -> Result<Option<Head>, httparse::Error> {
    let mut fields = [httparse::EMPTY_HEADER; FIELDS];
    let mut request = httparse::Request::new(&mut fields);
    if request.parse(bytes)?.is_partial() {
        return Ok(None);
    }
    let hosts = request.headers.iter().filter(|field| field.name.eq_ignore_ascii_case("host"));
    Ok(Some(Head {
        method: request.method.unwrap_or_default().to_owned(),
        target: request.path.unwrap_or_default().to_owned(),
        hosts: hosts.map(|field| String::from_utf8_lossy(field.value).into_owned()).collect(),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_has_a_line_of_three_words() {
        let told =
            head(b"GET /a.csv?b HTTP/1.1\r\nhost:  localhost:80 \r\nX: y\r\nHost: other\r\n\r\n").unwrap().unwrap();
        assert_eq!((told.method.as_str(), told.target.as_str()), ("GET", "/a.csv?b"));
        assert_eq!(told.hosts, ["localhost:80", "other"]);
        for part in ["", "GET", "GET / HTTP/1.1\r\nHost: a\r\n"] {
            assert!(head(part.as_bytes()).unwrap().is_none(), "{part}");
        }
        for none in ["GET\r\n\r\n", "GET / \r\n\r\n", "GET / FTP/1.1\r\n\r\n", "GET / a HTTP/1.1\r\n\r\n"] {
            assert!(head(none.as_bytes()).is_err(), "{none}");
        }
    }
}

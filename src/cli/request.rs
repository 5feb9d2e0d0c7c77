//! What a request to `serve` asks for → the path of a file of the site, or a refusal with its status.
//!
//! In: the head of a request. Out: a path without its first slash, `%20` and the like decoded. Refused: any method but GET and HEAD; another name
//! of this host than its own (a page of another site that has its name point here would read what is served); a path that is
//! none.

use super::http::Head;

/// A status and words for whoever asked.
pub(super) type Refusal = (u16, &'static str);

/// The names of a loopback server.
const HOSTS: [&str; 3] = ["127.0.0.1", "localhost", "[::1]"];

/// The path that is asked for.
pub(super) fn path(head: &Head) -> Result<String, Refusal> {
    if !matches!(head.method.as_str(), "GET" | "HEAD") {
        return Err((405, "Only GET and HEAD."));
    }
    // One host, and it is this machine.
    if !matches!(head.hosts.as_slice(), [host] if is_own(host)) {
        return Err((421, "This server answers by the names of this machine only, such as 127.0.0.1."));
    }
    decoded(&head.target).ok_or((400, "This is no path of a file."))
}

/// True for `127.0.0.1`, `localhost:8080` and the like.
fn is_own(host: &str) -> bool {
    let port = |rest: &str| rest.is_empty() || rest.strip_prefix(':').is_some_and(|port| port.parse::<u16>().is_ok());
    HOSTS.iter().any(|own| host.strip_prefix(own).is_some_and(port))
}

/// The path of a target, without the question behind it; `None` where it is no text.
pub(super) fn decoded(target: &str) -> Option<String> {
    let path = target.split(['?', '#']).next()?.strip_prefix('/')?;
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        let digit = |byte: u8| char::from(byte).to_digit(16);
        bytes.push(match byte {
            b'%' => (digit(rest.next()?)? * 16 + digit(rest.next()?)?) as u8,
            plain => plain,
        });
    }
    String::from_utf8(bytes).ok().filter(|path| !path.contains('\0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_decoded_or_refused() {
        assert_eq!(decoded("/a%20b/%C3%A9.csv?x#y").as_deref(), Some("a b/é.csv"));
        assert_eq!(decoded("/").as_deref(), Some(""));
        for none in ["a.csv", "/100%.csv", "/%E0%A4%A.csv", "/%00", "/%ff", "http://x/"] {
            assert_eq!(decoded(none), None, "{none}");
        }
    }

    #[test]
    fn a_host_is_one_of_this_machine() {
        for (host, own) in [
            ("127.0.0.1", true),
            ("127.0.0.1:8080", true),
            ("localhost:1", true),
            ("[::1]:80", true),
            ("127.0.0.1.evil.example", false),
            ("localhost.evil.example:8080", false),
            ("evil.example", false),
            ("127.0.0.1:x", false),
            ("", false),
        ] {
            assert_eq!(is_own(host), own, "{host}");
        }
    }
}

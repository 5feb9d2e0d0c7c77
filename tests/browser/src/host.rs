//! A host of static files with headers of the test's own, which keeps what it was asked for.
//!
//! In: a folder outside the project, and header lines. Out: an address, and every request so far. Refused: a path that leaves
//! The folder. A file that lies packed beside it (`name.br`) is sent so to whoever takes it. One request a connection; it lives until
//! the test lets it go.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// One request: its path, and what it said of the reader.
#[derive(Clone, Debug)]
pub struct Request {
    pub path: String,
    /// The header lines `Cookie` and `Referer`, where there are any.
    pub told: Vec<String>,
}

pub struct Host {
    /// Ends in a slash.
    pub address: String,
    at: SocketAddr,
    gone: Arc<AtomicBool>,
    asked: Arc<Mutex<Vec<Request>>>,
}

impl Host {
    /// `headers` are whole lines, each ending in `\r\n`.
    pub fn open(folder: &Path, headers: &str) -> Result<Host, String> {
        Host::with_kinds(folder, headers, kind)
    }

    /// With types of the test's own, by the end of a file's name.
    pub fn with_kinds(folder: &Path, headers: &str, kind: fn(&str) -> &'static str) -> Result<Host, String> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).map_err(|error| error.to_string())?;
        let at = listener.local_addr().map_err(|error| error.to_string())?;
        let (gone, asked) = (Arc::new(AtomicBool::new(false)), Arc::new(Mutex::new(Vec::new())));
        let (folder, headers) = (folder.to_owned(), headers.to_owned());
        let (over, kept) = (Arc::clone(&gone), Arc::clone(&asked));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten().take_while(|_| !over.load(Ordering::Relaxed)) {
                let (folder, headers, kept) = (folder.clone(), headers.clone(), Arc::clone(&kept));
                std::thread::spawn(move || answer(stream, &folder, &headers, kind, &kept));
            }
        });
        Ok(Host { address: format!("http://{at}/"), at, gone, asked })
    }

    /// Every request so far.
    pub fn asked(&self) -> Vec<Request> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// How often each path was asked for, in order of the paths; icons that a browser asks for by itself are left out.
    pub fn counts(&self) -> Vec<(String, usize)> {
        let mut counts = std::collections::BTreeMap::new();
        for Request { path, .. } in self.asked().into_iter().filter(|asked| asked.path != "/favicon.ico") {
            *counts.entry(path).or_insert(0) += 1;
        }
        counts.into_iter().collect()
    }

    /// Answers no more: whoever connects is refused.
    pub fn leave(&self) {
        if !self.gone.swap(true, Ordering::Relaxed) {
            // The listener waits for one more; that one ends it.
            let _ = TcpStream::connect(self.at);
        }
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        self.leave();
    }
}

/// What it can't send is the browser's hanging up.
fn answer(
    mut stream: TcpStream,
    folder: &Path,
    headers: &str,
    kind: fn(&str) -> &'static str,
    kept: &Mutex<Vec<Request>>,
) -> Option<()> {
    let mut lines = BufReader::new(stream.try_clone().ok()?).lines();
    let first = lines.next()?.ok()?;
    let head: Vec<String> = lines.map_while(Result::ok).take_while(|line| !line.is_empty()).collect();
    let path = first.split(' ').nth(1)?.split(['?', '#']).next()?.to_owned();
    let about = |line: &&String| ["cookie:", "referer:"].iter().any(|name| line.to_lowercase().starts_with(name));
    let told = head.iter().filter(about).cloned().collect();
    kept.lock().unwrap_or_else(PoisonError::into_inner).push(Request { path: path.clone(), told });
    let file = file(folder, &path);
    let takes =
        |line: &String| line.to_lowercase().strip_prefix("accept-encoding:").is_some_and(|all| all.contains("br"));
    let packed = file.as_ref().filter(|_| head.iter().any(takes));
    let packed = packed.and_then(|file| std::fs::read(format!("{}.br", file.display())).ok());
    let coding = if packed.is_some() { "Content-Encoding: br\r\n" } else { "" };
    let body = packed.or_else(|| file.as_ref().and_then(|file| std::fs::read(file).ok()));
    let status = if body.is_some() { "200 OK" } else { "404 Not Found" };
    let kind = kind(file.as_deref().and_then(Path::extension).and_then(|end| end.to_str()).unwrap_or_default());
    let body = body.unwrap_or_default();
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nCache-Control: no-store\r\n{coding}{headers}Connection: close\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body)).and_then(|()| stream.flush()).ok()
}

fn file(folder: &Path, path: &str) -> Option<PathBuf> {
    let path = path.trim_start_matches('/');
    let path = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
    let inside = path.split('/').all(|part| !part.is_empty() && part != "..");
    inside.then(|| folder.join(path))
}

/// The type of a file.
pub fn kind(end: &str) -> &'static str {
    match end {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "csv" | "txt" => "text/csv; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        _ => "application/octet-stream",
    }
}

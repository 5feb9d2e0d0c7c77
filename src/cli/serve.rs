//! `serve`, and no word at all: builds the widget, serves the demo article on 127.0.0.1, and prints the address.
//!
//! It serves as soon as the builds that every page needs are there; those for rarer formats follow, and each is part of the
//! site from the next request for a page on. The port is 8080, or a free one where that is taken. Pages
//! in `www/`, or a made bundle, are read again at every request for a page, so that an edit shows after a reload. Only files
//! of the site are answered: a path is looked up among them, never on the disk.

use super::call::Call;
use super::files::{Files, gather, write};
use super::http::{Answer, Head};
use super::{CliError, build, html, http, request, say, site};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::{PoisonError, RwLock};

pub(super) fn run(call: Call) -> Result<(), CliError> {
    let port = call.option("port").unwrap_or("8080");
    let port: u16 = port.parse().map_err(|_| CliError::call("--port takes a number from 0 to 65535."))?;
    let source = match call.option("site") {
        Some(folder) => Source::Made(folder.into()),
        None => {
            let root = build::root()?;
            let builds = build::make(&root, build::CENTRAL)?;
            Source::Pages { root, builds: RwLock::new(builds) }
        }
    };
    let site = Site { files: RwLock::new(source.files()?), source };
    let listener = open(port)?;
    let address = listener.local_addr().map_or(port, |address| address.port());
    say(&format!("http://127.0.0.1:{address}/\n"))?;
    std::thread::scope(|scope| {
        scope.spawn(|| http::serve(&listener, |head| site.answer(head)));
        if let Err(error) = site.complete() {
            return say(&format!("{}\n", error.text()));
        }
        say(&format!("Serving http://127.0.0.1:{address}/ until it is stopped (Ctrl+C).\n"))
    })
}

fn open(port: u16) -> Result<TcpListener, CliError> {
    let at = |port| TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)));
    at(port).or_else(|_| at(0)).map_err(|error| CliError::call(format!("No loopback port can be opened: {error}.")))
}

/// Where the files are from.
enum Source {
    /// The sources of the project, and what was built of them so far.
    Pages { root: PathBuf, builds: RwLock<Vec<build::Wasm>> },
    /// A folder, as it is.
    Made(PathBuf),
}

impl Source {
    fn files(&self) -> Result<Files, CliError> {
        match self {
            Source::Pages { root, builds } => site::files(&root.join("www"), &held(builds.read())),
            Source::Made(folder) => gather(folder),
        }
    }
}

struct Site {
    files: RwLock<Files>,
    source: Source,
}

impl Site {
    /// Makes the builds that are not there yet, and the whole bundle for those who want its files.
    fn complete(&self) -> Result<(), CliError> {
        let Source::Pages { root, builds } = &self.source else { return Ok(()) };
        let rarer = build::make(root, build::RARER)?;
        held(builds.write()).extend(rarer);
        self.reread();
        let files = held(self.files.read());
        write(&root.join("target/site"), &files)
    }

    fn answer(&self, head: &Head) -> Answer {
        let asked = request::path(head);
        let path = asked.clone().unwrap_or_default();
        let path = if path.is_empty() || path.ends_with('/') { path + "index.html" } else { path };
        if path.ends_with(".html") {
            self.reread();
        }
        let files = held(self.files.read());
        let (status, body) = match (asked, files.get(&path)) {
            (Err((status, words)), _) => (status, words.as_bytes().to_vec()),
            (Ok(_), Some(bytes)) => (200, bytes.clone()),
            (Ok(_), None) if path == "index.html" => (200, pages(&files)),
            (Ok(_), None) => (404, b"There is no such file.".to_vec()),
        };
        let kind = if status == 200 { mime(&path) } else { "text/plain; charset=utf-8" };
        Answer { status, kind, body }
    }

    /// Reads the files again; where that fails, says why and goes on with what there was.
    fn reread(&self) {
        match self.source.files() {
            Ok(files) => *held(self.files.write()) = files,
            Err(error) => drop(say(&format!("{}\n", error.text()))),
        }
    }
}

/// What a lock holds; a thread that broke off leaves whole files behind.
fn held<G>(lock: Result<G, PoisonError<G>>) -> G {
    lock.unwrap_or_else(PoisonError::into_inner)
}

/// A list of the pages, where there is none to begin with.
fn pages(files: &Files) -> Vec<u8> {
    let pages = files.keys().filter(|path| path.ends_with(".html"));
    let rows: String = pages.map(|path| format!("<li><a href=\"{0}\">{0}</a></li>\n", html::escape(path))).collect();
    format!("<!doctype html>\n<meta charset=\"utf-8\">\n<title>Pages</title>\n<ul>\n{rows}</ul>\n").into_bytes()
}

/// The media type of a file.
fn mime(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "csv" => "text/csv; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ts" | "md" | "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

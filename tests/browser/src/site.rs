//! The bundle and the pages of the tests, served by the project's own server.
//!
//! In: the command and the folder of the bundle. Out: an address. The bundle stands at the root and once more below
//! `deep/er/`; `nowasm/` has it without its wasm, `tampered/` with one byte turned; `frozen.json` is the Report of
//! The article's file. Every page of ours and the demo get a listener first, which keeps what the console and the window
//! complain about.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// Keeps errors of the window and of the console, and the gaps of a heartbeat.
const LISTENER: &str = include_str!("../pages/listener.js");

pub struct Site {
    pub address: String,
    /// The native command, for comparing with the page.
    pub command: PathBuf,
    /// The bundle as it was made.
    pub bundle: PathBuf,
    /// Folder of the project.
    pub root: PathBuf,
    /// What is served, until the run ends.
    folder: PathBuf,
    server: Child,
}

impl Site {
    /// `extra` are folders whose files stand at the root too.
    pub fn open(command: &Path, bundle: &Path, extra: &[PathBuf]) -> Result<Site, String> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).ok_or("the project")?.to_owned();
        // Two runs don't meet.
        let folder = root.join("target/browser-site").join(std::process::id().to_string());
        let off = |error: std::io::Error| error.to_string();
        for below in ["", "deep/er", "nowasm", "tampered"] {
            copy(bundle, &folder.join(below)).map_err(off)?;
            copy(&root.join("tests/browser/pages"), &folder.join(below)).map_err(off)?;
            std::fs::write(folder.join(below).join("listener.js"), LISTENER).map_err(off)?;
            for (from, to) in [("index.html", "demo.html"), ("builder.html", "author.html")] {
                let page = std::fs::read_to_string(bundle.join(from)).map_err(off)?;
                let heard = page.replacen("<head>", "<head><script src=\"listener.js\"></script>", 1);
                std::fs::write(folder.join(below).join(to), heard).map_err(off)?;
            }
            let gallery = folder.join(below).join("docs/gallery.html");
            let page = std::fs::read_to_string(&gallery).map_err(off)?;
            let scripts =
                ["listener", "labels", "gallery-check"].map(|name| format!("<script src=\"../{name}.js\"></script>"));
            std::fs::write(gallery, page.replacen("<head>", &format!("<head>{}", scripts.concat()), 1)).map_err(off)?;
        }
        for more in extra {
            copy(more, &folder).map_err(off)?;
        }
        for wasm in [
            "outage-lens-figure.wasm",
            "outage-lens-engine.wasm",
            "outage-lens-engine-formats.wasm",
            "outage-lens-engine-mrt.wasm",
        ] {
            std::fs::remove_file(folder.join("nowasm").join(wasm)).map_err(off)?;
            let mut bytes = std::fs::read(folder.join("tampered").join(wasm)).map_err(off)?;
            *bytes.last_mut().ok_or("an empty wasm")? ^= 1;
            std::fs::write(folder.join("tampered").join(wasm), bytes).map_err(off)?;
        }
        let article = ["--country", "KP", "--represents", "country", "--out"];
        let mut frozen = Command::new(command);
        frozen
            .arg("analyze")
            .arg(folder.join("data/north-korea-2014.csv"))
            .args(article)
            .arg(folder.join("frozen.json"));
        if !frozen.stdin(Stdio::null()).status().map_err(off)?.success() {
            return Err("no Report of the article's file".to_owned());
        }
        let mut server = Command::new(command);
        server.args(["serve", "--port", "0", "--site"]).arg(&folder).stdin(Stdio::null()).stdout(Stdio::piped());
        let mut server = server.spawn().map_err(off)?;
        let mut address = String::new();
        let out = server.stdout.take().ok_or("the server's output")?;
        BufReader::new(out).read_line(&mut address).map_err(off)?;
        Ok(Site {
            address: address.trim().to_owned(),
            command: command.to_owned(),
            bundle: bundle.to_owned(),
            root,
            folder,
            server,
        })
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Copies a folder.
pub fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target)?
        } else {
            std::fs::copy(entry.path(), target).map(drop)?
        }
    }
    Ok(())
}

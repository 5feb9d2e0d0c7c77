//! `bundle --out DIR`: the static files to host. They use relative addresses only, so any folder of any host will do.

use super::call::Call;
use super::files::{Files, write};
use super::{CliError, build, say, site};
use std::path::Path;

pub(super) fn run(call: Call) -> Result<(), CliError> {
    let out = call.option("out").ok_or_else(|| CliError::call("Where to? Give a folder: bundle --out DIR."))?;
    let root = build::root()?;
    let mut builds = build::make(&root, build::CENTRAL)?;
    builds.extend(build::make(&root, build::RARER)?);
    let files = site::files(&root.join("www"), &builds)?;
    write(Path::new(out), &files)?;
    let mut text = String::new();
    let sent = if call.option("sizes").is_some() { sent(&files)? } else { Vec::new() };
    for ((path, bytes), sent) in files.iter().zip(sent.into_iter().chain(std::iter::repeat(None))) {
        let sent = sent.map_or(String::new(), |size| format!("{size:>9} by brotli"));
        text.push_str(format!("{:>9} {sent:19}  {path}", bytes.len()).trim_end());
        text.push('\n');
    }
    text.push_str(&format!("Bytes and files in {out}. Look at them: outage-lens serve --site {out}\n"));
    say(&text)
}

/// The size of each script and wasm as a host with brotli sends it. It takes long, so they don't wait for each other.
fn sent(files: &Files) -> Result<Vec<Option<usize>>, CliError> {
    std::thread::scope(|scope| {
        let code = |path: &str| path.ends_with(".js") || path.ends_with(".wasm");
        let weighed: Vec<_> =
            files.iter().map(|(path, bytes)| code(path).then(|| scope.spawn(|| brotli_size(bytes)))).collect();
        let size = |thread: std::thread::ScopedJoinHandle<'_, Result<usize, CliError>>| {
            thread.join().unwrap_or_else(|_| Err(CliError::ours("Brotli broke off.")))
        };
        weighed.into_iter().map(|thread| thread.map(size).transpose()).collect()
    })
}

fn brotli_size(bytes: &[u8]) -> Result<usize, CliError> {
    let mut small = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut small, &brotli::enc::BrotliEncoderParams::default())
        .map_err(|error| CliError::ours(format!("brotli: {error}")))
}

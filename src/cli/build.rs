//! The crate's own sources → wasm and the JavaScript border that wasm-bindgen makes for it.
//!
//! In: the folder of the crate. Out: a [`Wasm`] for each build, as it is done. The `wasm32-unknown-unknown` target is added by
//! rustup where it is missing. Paths of the machine are mapped away, so that the same sources and lock file give the same
//! bytes in any folder. `strip` stays off: it drops the section that names the features, and wasm-bindgen then reads the
//! module wrongly.

use super::{CliError, say};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;
use wasm_bindgen_cli_support::Bindgen;

const TARGET: &str = "wasm32-unknown-unknown";

/// One build of the crate for the page.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Build {
    /// Its name in the script.
    pub(super) name: &'static str,
    /// Its file in the bundle.
    pub(super) file: &'static str,
    /// What it is for.
    does: &'static str,
    features: &'static str,
    /// Builds of one profile leave their module in one place, so they are made one after the other.
    profile: &'static str,
}

/// The build that draws; its border runs in the page, those of the others in the worker.
pub(super) const FIGURE: &str = "figure";

/// What a page needs before anything else: drawing, and the engine.
pub(super) const CENTRAL: &[Build] = &[
    Build {
        name: FIGURE,
        file: "outage-lens-figure.wasm",
        does: "draws a Report",
        features: "figure",
        profile: "page-figure",
    },
    Build {
        name: "engine",
        file: "outage-lens-engine.wasm",
        does: "reads, detects and prices",
        features: "engine",
        profile: "page",
    },
];

/// Engines that read rarer formats, too.
pub(super) const RARER: &[Build] = &[
    Build {
        name: "formats",
        file: "outage-lens-engine-formats.wasm",
        does: "reads rarer formats",
        features: "engine,formats",
        profile: "page",
    },
    Build {
        name: "encodings",
        file: "outage-lens-engine-encodings.wasm",
        does: "reads text older than Unicode",
        features: "engine,encodings",
        profile: "page",
    },
    Build {
        name: "xlsx",
        file: "outage-lens-engine-xlsx.wasm",
        does: "reads workbooks",
        features: "engine,xlsx",
        profile: "page",
    },
    Build {
        name: "mrt",
        file: "outage-lens-engine-mrt.wasm",
        does: "reads routing data",
        features: "engine,mrt",
        profile: "page-routes",
    },
];

/// A build that is done.
pub(super) struct Wasm {
    pub(super) build: &'static Build,
    /// The body of a function that makes the border anew and gives it.
    pub(super) glue: String,
    /// The module.
    pub(super) bytes: Vec<u8>,
}

/// The folder of the crate: the one it is run from by cargo, otherwise the one it was built in.
pub(super) fn root() -> Result<PathBuf, CliError> {
    let folders = [std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from), Some(env!("CARGO_MANIFEST_DIR").into())];
    folders.into_iter().flatten().find(|folder| folder.join("www").is_dir()).ok_or_else(|| {
        CliError::call(
            "The sources of the page are not here. Run this inside the project: cargo run -- bundle --out DIR.",
        )
    })
}

/// Makes these builds, in their order, and says how far it is. Builds of different profiles don't wait for each other.
pub(super) fn make(root: &Path, builds: &'static [Build]) -> Result<Vec<Wasm>, CliError> {
    add_target(root)?;
    std::thread::scope(|scope| {
        let own_profile = |build: &&Build| {
            let first = builds.iter().find(|other| other.profile == build.profile);
            first.is_some_and(|first| std::ptr::eq(first, *build))
        };
        let threads: Vec<_> = builds
            .iter()
            .filter(own_profile)
            .map(|first| {
                let of = builds.iter().filter(|build| build.profile == first.profile);
                scope.spawn(|| of.map(|build| one(root, build)).collect::<Result<Vec<_>, _>>())
            })
            .collect();
        let mut done = Vec::new();
        for thread in threads {
            done.extend(thread.join().unwrap_or_else(|_| Err(CliError::ours("A build broke off.")))?);
        }
        let place = |wasm: &Wasm| builds.iter().position(|build| build == wasm.build);
        done.sort_by_key(place);
        Ok(done)
    })
}

/// Makes one build and says so before and after.
fn one(root: &Path, build: &'static Build) -> Result<Wasm, CliError> {
    let all = || CENTRAL.iter().chain(RARER);
    let (step, steps) = (all().position(|other| other == build).map_or(0, |place| place + 1), all().count());
    say(&format!("Step {step} of {steps}: building {}, which {}.\n", build.file, build.does))?;
    let begun = Instant::now();
    let wasm = module(root, build)?;
    say(&format!("Step {step} of {steps}: {} is built, after {} s.\n", build.file, begun.elapsed().as_secs()))?;
    Ok(wasm)
}

fn module(root: &Path, build: &'static Build) -> Result<Wasm, CliError> {
    let mut cargo = tool("CARGO", "cargo", root);
    // Not as a library for Rust as well: what nobody can call from there is left out.
    cargo.args(["rustc", "--quiet", "--locked", "--profile", build.profile, "--lib", "--crate-type", "cdylib"]);
    cargo
        .args(["--target", TARGET, "--no-default-features", "--features", build.features])
        .env_remove("RUSTFLAGS")
        // Without a name of its own for each set of features, cargo builds each anew over the one before, every time.
        // Rust's own build asks for it so; a cargo that does not know it is slow, and no more.
        .env("__CARGO_DEFAULT_LIB_METADATA", "page")
        .env("CARGO_ENCODED_RUSTFLAGS", flags(root));
    run(cargo, &format!("{} did not build; cargo says why above.", build.file))?;
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |dir| root.join(dir));
    bind(build, &target.join(TARGET).join(build.profile).join("outage_lens.wasm"))
}

/// The module as wasm-bindgen makes it for a page that loads no module of its own.
fn bind(build: &'static Build, path: &Path) -> Result<Wasm, CliError> {
    let off = |error| CliError::ours(format!("wasm-bindgen refuses {}: {error:#}", path.display()));
    let mut bindgen = Bindgen::new();
    bindgen.input_path(path).no_modules(true).map_err(off)?;
    bindgen.typescript(false).remove_name_section(true).remove_producers_section(true);
    bindgen.omit_default_module_path(true).out_name("engine");
    let mut output = bindgen.generate_output().map_err(off)?;
    if output.snippets().values().any(|inline| !inline.is_empty()) || !output.local_modules().is_empty() {
        let snippets = output.snippets();
        return Err(CliError::ours(format!(
            "A crate brings JavaScript of its own, which the script has no place for: {snippets:?}."
        )));
    }
    let glue = format!("{}\nreturn wasm_bindgen;", output.js());
    Ok(Wasm { build, glue, bytes: output.wasm_mut().emit_wasm() })
}

fn add_target(root: &Path) -> Result<(), CliError> {
    let mut rustc = tool("RUSTC", "rustc", root);
    rustc.args(["--print", "target-libdir", "--target", TARGET]).stdout(Stdio::piped());
    let folder = rustc.output().ok().and_then(|output| String::from_utf8(output.stdout).ok());
    if folder.is_some_and(|folder| Path::new(folder.trim()).is_dir()) {
        return Ok(());
    }
    let mut rustup = tool("RUSTUP", "rustup", root);
    rustup.args(["target", "add", TARGET]);
    run(
        rustup,
        "The target wasm32-unknown-unknown is missing and rustup could not add it. Install rustup (https://rustup.rs), or add the target as your system does, and try again.",
    )
}

/// Compiler flags that map the machine's own folders away, in cargo's encoding.
fn flags(root: &Path) -> String {
    let home = std::env::home_dir().unwrap_or_default();
    let cargo = std::env::var_os("CARGO_HOME").map_or_else(|| home.join(".cargo"), PathBuf::from);
    let maps = [(cargo, "/cargo"), (root.to_owned(), "/outage-lens")];
    maps.map(|(from, to)| format!("--remap-path-prefix={}={to}", from.display())).join("\u{1f}")
}

fn tool(variable: &str, name: &str, root: &Path) -> Command {
    let mut command = Command::new(std::env::var_os(variable).unwrap_or_else(|| name.into()));
    command.current_dir(root).stdin(Stdio::null()).stdout(Stdio::null());
    command
}

fn run(mut command: Command, remedy: &str) -> Result<(), CliError> {
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(CliError::ours(remedy)),
        Err(error) => Err(CliError::call(format!("{}: {error}. {remedy}", command.get_program().to_string_lossy()))),
    }
}

//! The crate's own sources → wasm and the JavaScript border that wasm-bindgen makes for it.
//!
//! In: the folder of the crate. Out: one [`Engine`] a build. The `wasm32-unknown-unknown` target is added by rustup where
//! it is missing. Paths of the machine are mapped away, so that the same sources and lock file give the same bytes in any
//! folder. `strip` stays off: it drops the section that names the features, and wasm-bindgen then reads the module wrongly.

use super::Trouble;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use wasm_bindgen_cli_support::Bindgen;

/// JsLocale before a build, which is silent.
pub(super) const PATIENCE: &str = "Building the widget; the first time takes some silent minutes.\n";

const TARGET: &str = "wasm32-unknown-unknown";

/// One build of the engine for the page.
pub(super) struct Engine {
    /// Its name in the script: `core`, `formats`, `mrt`, `xlsx`.
    pub(super) name: &'static str,
    /// Its file in the bundle.
    pub(super) file: &'static str,
    /// The body of a function that makes the border anew and gives it.
    pub(super) glue: String,
    /// The module.
    pub(super) wasm: Vec<u8>,
}

/// Name, file, features and profile of a build.
type Build = (&'static str, &'static str, &'static str, &'static str);

/// The profile of the build for routing data.
const ROUTES: &str = "page-routes";

/// Every build.
const BUILDS: &[Build] = &[
    ("core", "outage-lens.wasm", "web", "page"),
    ("formats", "outage-lens-formats.wasm", "web,formats", "page"),
    ("encodings", "outage-lens-encodings.wasm", "web,encodings", "page"),
    ("mrt", "outage-lens-mrt.wasm", "web,mrt", ROUTES),
    ("xlsx", "outage-lens-xlsx.wasm", "web,xlsx,compare", "page"),
];

/// The folder of the crate: the one it is run from by cargo, otherwise the one it was built in.
pub(super) fn root() -> Result<PathBuf, Trouble> {
    let folders = [std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from), Some(env!("CARGO_MANIFEST_DIR").into())];
    folders.into_iter().flatten().find(|folder| folder.join("www").is_dir()).ok_or_else(|| {
        Trouble::call(
            "The sources of the page are not here. Run this inside the project: cargo run -- bundle --out DIR.",
        )
    })
}

/// Builds the engine in every form that the page loads.
pub(super) fn engines(root: &Path) -> Result<Vec<Engine>, Trouble> {
    add_target(root)?;
    // Builds of one profile leave their module in one place; those of another don't wait for them.
    let of =
        |routes| BUILDS.iter().filter(move |build| (build.3 == ROUTES) == routes).map(|build| engine(root, *build));
    let (rest, routes) = std::thread::scope(|scope| {
        let routes = scope.spawn(|| of(true).collect::<Result<Vec<_>, _>>());
        let rest = of(false).collect::<Result<Vec<_>, _>>();
        (rest, routes.join().unwrap_or_else(|_| Err(Trouble::ours("The build for routing data broke off."))))
    });
    Ok(rest?.into_iter().chain(routes?).collect())
}

fn engine(root: &Path, (name, file, features, profile): Build) -> Result<Engine, Trouble> {
    let mut cargo = tool("CARGO", "cargo", root);
    // Not as a library for Rust as well: what nobody can call from there is left out.
    cargo.args(["rustc", "--quiet", "--locked", "--profile", profile, "--lib", "--crate-type", "cdylib"]);
    cargo
        .args(["--target", TARGET, "--no-default-features", "--features", features])
        .env_remove("RUSTFLAGS")
        // Without a name of its own for each set of features, cargo builds each anew over the one before, every time.
        // Rust's own build asks for it so; a cargo that does not know it is slow, and no more.
        .env("__CARGO_DEFAULT_LIB_METADATA", "page")
        .env("CARGO_ENCODED_RUSTFLAGS", flags(root));
    run(cargo, "The engine did not build; cargo says why above.")?;
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |dir| root.join(dir));
    let path = target.join(TARGET).join(profile).join("outage_lens.wasm");
    let off = |error| Trouble::ours(format!("wasm-bindgen refuses {}: {error:#}", path.display()));
    let mut bindgen = Bindgen::new();
    bindgen.input_path(&path).no_modules(true).map_err(off)?;
    bindgen.typescript(false).remove_name_section(true).remove_producers_section(true);
    bindgen.omit_default_module_path(true).out_name("engine");
    let mut output = bindgen.generate_output().map_err(off)?;
    if output.snippets().values().any(|inline| !inline.is_empty()) || !output.local_modules().is_empty() {
        let snippets = output.snippets();
        return Err(Trouble::ours(format!(
            "A crate brings JavaScript of its own, which the script has no place for: {snippets:?}."
        )));
    }
    let mut glue = lean(output.js())?;
    let mut wasm = output.wasm_mut().emit_wasm();
    count_imports(&mut glue, &mut wasm);
    glue += "\nreturn wasm_bindgen;";
    Ok(Engine { name, file, glue, wasm })
}

/// The name of an import, which nobody reads and which ends in a hash that no compressor makes shorter, becomes a count of
/// the same length.
fn count_imports(glue: &mut String, wasm: &mut [u8]) {
    const BEGIN: &str = "__wbg_";
    const HASH: usize = 16;
    let names = glue.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).filter(|word| {
        let hash = word.len().checked_sub(HASH).and_then(|at| word.as_bytes().get(at..)).unwrap_or_default();
        word.starts_with(BEGIN) && hash.len() == HASH && hash.iter().all(u8::is_ascii_hexdigit)
    });
    let names: std::collections::BTreeSet<String> = names.map(str::to_owned).collect();
    for (n, name) in names.iter().enumerate() {
        let counted = format!("{BEGIN}{n:0width$}", width = name.len() - BEGIN.len());
        let found: Vec<usize> = memchr::memmem::find_iter(&*wasm, name).collect();
        for at in found {
            if let Some(place) = wasm.get_mut(at..at + name.len()) {
                place.copy_from_slice(counted.as_bytes());
            }
        }
        *glue = glue.replace(name, &counted);
    }
}

/// Pieces of the border that go, from where until where, and what comes in their place. The page has a compiled module, and
/// all that these pieces look for is where the page runs.
const CUTS: [(&str, &str, &str); 9] = [
    ("let script_src;", "}", ""),
    (
        "async function __wbg_load(",
        "return Object.assign(__wbg_init, { initSync }, exports);",
        "async function __wbg_init(module) {
            return __wbg_finalize_init(await WebAssembly.instantiate(module, __wbg_get_imports()), module);
        }
        return Object.assign(__wbg_init, exports);",
    ),
    ("(typeof FinalizationRegistry ", ": new ", "new "),
    ("(typeof FinalizationRegistry ", ": new ", "new "),
    // Texts that go in are short: one way is enough.
    ("if (realloc === undefined) {", "const buf", "{ const buf"),
    ("let len = arg.length;", "return ptr;", ""),
    ("if (!('encodeInto' in", "let WASM_VECTOR_LEN", "let WASM_VECTOR_LEN"),
    ("if (Symbol.dispose) Engine", ";", ""),
    ("if (Symbol.dispose) Painter", ";", ""),
];

/// The border without what the page has no use for.
fn lean(glue: &str) -> Result<String, Trouble> {
    CUTS.iter()
        .try_fold(glue.to_owned(), |glue, (from, until, instead)| {
            let (before, rest) = glue.split_once(from)?;
            Some([before, instead, rest.split_once(until)?.1].concat())
        })
        .ok_or_else(|| Trouble::ours("wasm-bindgen's border is written in another way now."))
}

fn add_target(root: &Path) -> Result<(), Trouble> {
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

fn run(mut command: Command, remedy: &str) -> Result<(), Trouble> {
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(Trouble::ours(remedy)),
        Err(error) => Err(Trouble::call(format!("{}: {error}. {remedy}", command.get_program().to_string_lossy()))),
    }
}

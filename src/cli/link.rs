//! The page's ES modules → one module, `outage-lens.js`, as small as the minifier makes it.
//!
//! In: the modules by path, the entry's path, what the build knows. Out: one script with the entry's exports. The modules
//! keep to a rule, so that they also run as they are: of imports only `import { a, b as c } from './x.js';` and
//! `import './x.js';`, of exports a named const, function or class, and `export { a, b as c };`. No default, no star, no
//! cycle; `import.meta` and `import()` only in the entry's own folder. All stand in one scope, each once and after what it
//! imports, so that the minifier sees through: no two may give one name. Anything outside the rule is refused with file and line.
//!
//! What the build knows is filled in: the module `built.js` becomes `export const built = …`, and a line such as
//! `const engines = {};` becomes `const engines = { engine: () => … };`, the borders that wasm-bindgen made, one function a
//! build.

use super::CliError;
use super::script::{self, Module, Pair, Statement};
use std::collections::{BTreeMap, BTreeSet};

/// The module that the linker writes itself.
const BUILT: &str = "built.js";

/// What the build puts into the script.
pub(super) struct Filling<'a> {
    /// The value of `built`, as JSON.
    pub(super) built: &'a str,
    /// Each line that is filled in, and the text that takes its place.
    pub(super) glue: &'a [(&'a str, String)],
}

/// The script, and the paths of the modules that are inside it.
pub(super) struct Linked {
    /// One ES module.
    pub(super) script: String,
    /// What it was made of, in the order it runs.
    pub(super) inside: Vec<String>,
}

/// Links the entry and all that it imports.
pub(super) fn link(modules: &BTreeMap<String, String>, entry: &str, filling: &Filling<'_>) -> Result<Linked, CliError> {
    let mut linker = Linker {
        modules,
        entry,
        filling,
        done: Vec::new(),
        open: Vec::new(),
        gives: BTreeSet::new(),
        script: String::new(),
    };
    linker.module(entry)?;
    Ok(Linked { script: linker.script, inside: linker.done })
}

/// The modules inside the script that scripts beside it import as well, with all that these import: they are shipped as they
/// are too. The entry is not among them, since it is the script.
pub(super) fn shipped_too(
    modules: &BTreeMap<String, String>,
    entry: &str,
    inside: &[String],
) -> Result<BTreeSet<String>, CliError> {
    let mut shipped = BTreeSet::new();
    let mut open: Vec<&str> = modules.keys().map(String::as_str).filter(|path| !is_in(inside, path)).collect();
    while let Some(path) = open.pop() {
        let text = modules.get(path).map(String::as_str).unwrap_or_default();
        let module = script::module(text).map_err(|(line, what)| slip(path, line, &what))?;
        for (line, statement) in module.statements {
            let Statement::Import { from, .. } = statement else { continue };
            let target = resolve(path, &from).filter(|target| modules.contains_key(target));
            let target = target.ok_or_else(|| slip(path, line, &format!("There is no module {from}.")))?;
            if target == entry || !is_in(inside, &target) || shipped.contains(&target) {
                continue;
            }
            open.extend(inside.iter().find(|path| **path == target).map(String::as_str));
            shipped.insert(target);
        }
    }
    Ok(shipped)
}

fn is_in(paths: &[String], path: &str) -> bool {
    paths.iter().any(|known| known == path)
}

struct Linker<'a> {
    modules: &'a BTreeMap<String, String>,
    entry: &'a str,
    filling: &'a Filling<'a>,
    done: Vec<String>,
    open: Vec<String>,
    /// Module and name of each export.
    gives: BTreeSet<(String, String)>,
    script: String,
}

impl Linker<'_> {
    fn module(&mut self, path: &str) -> Result<(), CliError> {
        if self.done.iter().any(|done| done == path) {
            return Ok(());
        }
        let missing = || CliError::ours(format!("www/{path}: The page has no such module."));
        let text = match path {
            BUILT => format!("export const built = {};", self.filling.built),
            _ => {
                let text = self.modules.get(path).ok_or_else(missing)?.clone();
                self.filling.glue.iter().fold(text, |text, (line, glue)| text.replace(line, glue))
            }
        };
        let Module { statements, located } = script::module(&text).map_err(|(line, what)| slip(path, line, &what))?;
        if let Some(line) = located.filter(|_| path.contains('/') != self.entry.contains('/')) {
            return Err(slip(path, line, "import.meta and import() would mean another folder in the script."));
        }
        self.open.push(path.to_owned());
        let (mut body, mut exports) = (String::new(), Vec::new());
        for (line, statement) in statements {
            match statement {
                Statement::Import { names, from } => body.push_str(&self.import(path, line, &names, &from)?),
                Statement::Export { names, code } => {
                    exports.extend(names);
                    body.push_str(code);
                }
                Statement::Other(code) => {
                    match code.strip_prefix("const css = `").and_then(|css| css.strip_suffix("`;")) {
                        Some(css) => body.push_str(&format!("const css=`{}`;", script::style(css))),
                        None => body.push_str(code),
                    }
                }
                Statement::Refused(what) => return Err(slip(path, line, what)),
            }
            body.push('\n');
        }
        self.open.pop();
        if path == self.entry {
            body.push_str(&format!("export{{{}}};\n", list(&exports)));
        } else {
            body.push_str(&renamed(&exports));
        }
        self.script.push_str(&body);
        self.gives.extend(exports.into_iter().map(|(_, name)| (path.to_owned(), name)));
        self.done.push(path.to_owned());
        Ok(())
    }

    /// Links the imported module first; gives the line that takes the import's place.
    fn import(&mut self, path: &str, line: usize, names: &[Pair], from: &str) -> Result<String, CliError> {
        let off = || slip(path, line, "Only modules of the page are linked: './x.js'.");
        let target = resolve(path, from).ok_or_else(off)?;
        if self.open.contains(&target) {
            return Err(slip(path, line, &format!("{target} imports this module already: a cycle.")));
        }
        if target != BUILT && !self.modules.contains_key(&target) {
            return Err(slip(path, line, &format!("There is no module {target}.")));
        }
        self.module(&target)?;
        match names.iter().find(|(name, _)| !self.gives.contains(&(target.clone(), name.clone()))) {
            Some((name, _)) => Err(slip(path, line, &format!("{target} exports no {name}."))),
            None => Ok(renamed(names)),
        }
    }
}

/// `a,b as c`
fn list(names: &[Pair]) -> String {
    let one = |(name, other): &Pair| if name == other { name.clone() } else { format!("{name} as {other}") };
    names.iter().map(one).collect::<Vec<_>>().join(",")
}

/// A constant for each name that goes by another one on the other side.
fn renamed(names: &[Pair]) -> String {
    let other = names.iter().filter(|(name, other)| name != other);
    other.map(|(name, other)| format!("const {other}={name};")).collect()
}

/// `./x.js` or `../x.js` seen from a module, as a path below the folder of the page.
fn resolve(from: &str, to: &str) -> Option<String> {
    if !to.starts_with("./") && !to.starts_with("../") {
        return None;
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in to.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

fn slip(path: &str, line: usize, what: &str) -> CliError {
    CliError::ours(format!("www/{path}:{line}: {what}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn linked(modules: &[(&str, &str)]) -> Result<Linked, CliError> {
        let modules = modules.iter().map(|(path, text)| (String::from(*path), String::from(*text))).collect();
        let glue = [("const glue = {};", "const glue = { core: 1 };".to_owned())];
        link(&modules, "a.js", &Filling { built: r#"{"engine":"1"}"#, glue: &glue })
    }

    #[test]
    fn modules_run_once_and_first() {
        let c = "export function c() {}\n";
        let b = "import { c as d } from '../c.js';\nimport {\n  built,\n} from '../built.js';\nconst e = 1;\nexport { e, d as f };\n";
        let a = "import { e, f } from './b/b.js'; // why\nimport './c.js';\nfunction g() {\n  const glue = {};\n}\nexport { e };\n";
        let got = linked(&[("a.js", a), ("b/b.js", b), ("c.js", c)]).unwrap();
        assert_eq!(got.inside, ["c.js", "built.js", "b/b.js", "a.js"]);
        let want = "function c() {}\nconst built = {\"engine\":\"1\"};\n\
            const d=c;\n\nconst e = 1;\n\nconst f=d;\
            \n\nfunction g() {\n  const glue = { core: 1 };\n}\n\nexport{e};\n";
        assert_eq!(got.script, want);
    }

    #[test]
    fn what_a_script_beside_it_imports_is_shipped_too() {
        let modules = [
            ("a.js", "import { c } from './c.js';\n"),
            ("b/b.js", "import { a } from '../a.js';\nimport { d } from '../d.js';\n"),
            ("c.js", "export const c = 1;\n"),
            ("d.js", "import { e } from './e.js';\nexport const d = e;\n"),
            ("e.js", "export const e = 1;\n"),
        ];
        let modules = modules.iter().map(|(path, text)| (String::from(*path), String::from(*text))).collect();
        let inside = ["c.js", "e.js", "d.js", "a.js"].map(String::from);
        let shipped = shipped_too(&modules, "a.js", &inside).unwrap_or_else(|error| panic!("{}", error.text()));
        assert_eq!(shipped.into_iter().collect::<Vec<_>>(), ["d.js", "e.js"]);
    }

    #[test]
    fn what_is_outside_the_rule_has_a_place() {
        let cases = [
            ("import x from './b.js';", 1),
            ("\nimport { x } from 'b';", 2),
            ("import { x } from './none.js';", 1),
            ("import { y } from './b.js';", 1),
            ("import { x } from './a.js';", 1),
            ("export default 1;", 1),
            ("export * from './b.js';", 1),
            ("export let x = 1;", 1),
            ("export { x } from './b.js';", 1),
            ("\n\nimport { x } from './b.js';\nexport const { y } = 1;", 4),
            ("\n\nimport * as x from './b.js';", 3),
            ("\nconst x = (1;", 2),
        ];
        for (text, line) in cases {
            let said = linked(&[("a.js", text), ("b.js", "export const x = 1;")])
                .err()
                .map(|error| error.text().to_owned())
                .unwrap();
            assert!(said.starts_with(&format!("www/a.js:{line}: ")), "{text}: {said}");
        }
    }
}

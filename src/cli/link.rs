//! The page's ES modules → one module, `outage-lens.js`.
//!
//! In: the modules by path, the entry's path, what the build knows. Out: one script with the entry's exports. The modules
//! keep to a rule, so that they also run as they are: at the top level, at the start of a line, only `import { a, b as c }
//! from './x.js';`, `import './x.js';`, `export const|function|async function|class name`, and `export { a, b as c };`. No
//! default, no star, no cycle; `import.meta` and `import()` only in the entry's own folder. Each module becomes a function
//! that runs once. Anything outside the rule is refused with file and line.
//!
//! Two places are filled in: the module `built.js` becomes `export const built = …` (names and hashes of the wasm files),
//! and a line `//@glue` becomes `const glue = { core: () => … }`, the border that wasm-bindgen made, one function a build.

use super::Trouble;
use super::script::{Line, below, lines, style};
use std::collections::BTreeMap;

/// The module that the linker writes itself.
const BUILT: &str = "built.js";

/// What the build puts into the script.
pub(super) struct Filling<'a> {
    /// The value of `built`, as JSON.
    pub(super) built: &'a str,
    /// The text that takes the place of `//@glue`.
    pub(super) glue: &'a str,
}

/// The script, and the paths of the modules that are inside it.
pub(super) struct Linked {
    /// One ES module.
    pub(super) script: String,
    /// What it was made of, in the order it runs.
    pub(super) inside: Vec<String>,
}

/// Links the entry and all that it imports.
pub(super) fn link(modules: &BTreeMap<String, String>, entry: &str, filling: &Filling<'_>) -> Result<Linked, Trouble> {
    let mut linker = Linker { modules, entry, filling, done: Vec::new(), open: Vec::new(), script: String::new() };
    linker.module(entry)?;
    Ok(Linked { script: linker.script, inside: linker.done })
}

struct Linker<'a> {
    modules: &'a BTreeMap<String, String>,
    entry: &'a str,
    filling: &'a Filling<'a>,
    done: Vec<String>,
    open: Vec<String>,
    script: String,
}

impl Linker<'_> {
    fn module(&mut self, path: &str) -> Result<(), Trouble> {
        if self.done.iter().any(|done| done == path) {
            return Ok(());
        }
        let built = format!("export const built = {};\n", self.filling.built);
        let text = if path == BUILT { &built } else { self.modules.get(path).ok_or_else(|| missing(path))? };
        let text = if path == BUILT { text } else { &text.replace("\r\n", "\n") };
        let lines = lines(text).map_err(|(number, what)| slip(path, number, &what))?;
        self.open.push(path.to_owned());
        let mut body = String::new();
        let mut exports = Vec::new();
        let mut rest = lines.iter();
        while let Some(line) = rest.next() {
            if !line.top || !(begins(line, "import") || begins(line, "export")) {
                self.statement(path, line, &mut body)?;
            } else if begins(line, "import") {
                let statement = gather(path, line, &mut rest)?;
                body.push_str(&self.import(path, line.number, &statement)?);
            } else if line.text.starts_with("export {") || line.text.starts_with("export{") {
                let statement = gather(path, line, &mut rest)?;
                let list = statement.strip_prefix("export").map(str::trim).and_then(|s| s.strip_suffix(';'));
                let off = || slip(path, line.number, "Only export { a, b as c }; is linked, without a from.");
                exports.extend(names(list.unwrap_or_default()).ok_or_else(off)?);
            } else {
                let statement = line.text.strip_prefix("export ").unwrap_or_default();
                exports.push((declared(path, line, statement)?, None));
                below(&mut body, statement);
            }
        }
        self.open.pop();
        self.close(path, &body, &exports);
        Ok(())
    }

    fn statement(&self, path: &str, line: &Line, body: &mut String) -> Result<(), Trouble> {
        if line.text.trim() == "//@glue" {
            below(body, self.filling.glue);
        } else if let Some(sheet) = line.text.strip_prefix("const css=`").and_then(|rest| rest.strip_suffix("`;")) {
            below(body, &format!("const css=`{}`;", style(sheet)));
        } else {
            let own = ["import.meta", "import("].iter().any(|word| line.text.contains(word));
            if own && path.contains('/') != self.entry.contains('/') {
                return Err(slip(
                    path,
                    line.number,
                    "import.meta and import() would mean another folder in the script.",
                ));
            }
            below(body, &line.text);
        }
        Ok(())
    }

    /// Links the imported module first; gives the line that takes the import's place.
    fn import(&mut self, path: &str, number: usize, statement: &str) -> Result<String, Trouble> {
        let off = || slip(path, number, "Only import { a, b as c } from './x.js'; and import './x.js'; are linked.");
        let inner = statement.strip_prefix("import").and_then(|s| s.strip_suffix(';')).ok_or_else(off)?.trim();
        let (list, from) = match inner.rsplit_once("from") {
            Some((list, from)) if list.trim_start().starts_with('{') => (list.trim(), from.trim()),
            _ => ("{}", inner),
        };
        let from = from.trim_matches(['\'', '"']);
        let target = resolve(path, from).ok_or_else(off)?;
        let names = names(list).ok_or_else(off)?;
        if self.open.contains(&target) {
            return Err(slip(path, number, &format!("{target} imports this module already: a cycle.")));
        }
        if target != BUILT && !self.modules.contains_key(&target) {
            return Err(slip(path, number, &format!("There is no module {target}.")));
        }
        self.module(&target)?;
        if names.is_empty() {
            return Ok(String::new());
        }
        let parts: Vec<String> = names.into_iter().map(|(name, alias)| pair(name, alias)).collect();
        Ok(format!("const{{{}}}={};", parts.join(","), variable(&target)))
    }

    fn close(&mut self, path: &str, body: &str, exports: &[(String, Option<String>)]) {
        if path == self.entry {
            let list: Vec<String> = exports
                .iter()
                .map(|(name, alias)| alias.as_ref().map_or_else(|| name.clone(), |alias| format!("{name} as {alias}")))
                .collect();
            self.script.push_str(body);
            if !list.is_empty() {
                self.script.push_str(&format!("export {{ {} }};\n", list.join(", ")));
            }
        } else {
            let list: Vec<String> = exports
                .iter()
                .map(|(name, alias)| alias.as_ref().map_or_else(|| name.clone(), |alias| format!("{alias}:{name}")))
                .collect();
            let head = format!("const {}=(()=>{{", variable(path));
            self.script.push_str(&format!("{head}{body}return{{{}}}}})();\n", list.join(",")));
        }
        self.done.push(path.to_owned());
    }
}

fn begins(line: &Line, word: &str) -> bool {
    let rest = line.text.strip_prefix(word);
    rest.is_some_and(|rest| rest.starts_with([' ', '{', '\'', '"', '*']))
}

/// A statement that may go over several lines, up to its semicolon.
fn gather<'a>(path: &str, first: &Line, rest: &mut impl Iterator<Item = &'a Line>) -> Result<String, Trouble> {
    let mut statement = first.text.clone();
    while !statement.ends_with(';') {
        let line = rest.next().filter(|line| !(line.top && (begins(line, "import") || begins(line, "export"))));
        let line = line.ok_or_else(|| slip(path, first.number, "The statement has no semicolon."))?;
        statement.push(' ');
        statement.push_str(&line.text);
    }
    Ok(statement)
}

/// `{ a, b as c }` → the names, each with the other name it gets.
fn names(list: &str) -> Option<Vec<(String, Option<String>)>> {
    let inner = list.strip_prefix('{')?.strip_suffix('}')?;
    let parts = inner.split(',').map(str::trim).filter(|part| !part.is_empty());
    parts
        .map(|part| {
            let (name, alias) = part.split_once(" as ").map_or((part, None), |(name, alias)| (name, Some(alias)));
            let (name, alias) = (name.trim(), alias.map(str::trim));
            let plain = |word: &str| word != "default" && word.chars().all(|c| c.is_alphanumeric() || "_$".contains(c));
            (plain(name) && alias.is_none_or(plain)).then(|| (name.to_owned(), alias.map(str::to_owned)))
        })
        .collect()
}

fn pair(name: String, alias: Option<String>) -> String {
    match alias {
        Some(alias) => format!("{name}:{alias}"),
        None => name,
    }
}

/// The name that a line `const a = …`, `function a(…`, `async function a(…` or `class A …` declares.
fn declared(path: &str, line: &Line, statement: &str) -> Result<String, Trouble> {
    let after = ["const ", "function ", "async function ", "function* ", "class "]
        .iter()
        .find_map(|word| statement.strip_prefix(word));
    let name: String =
        after.unwrap_or_default().chars().take_while(|c| c.is_alphanumeric() || "_$".contains(*c)).collect();
    if name.is_empty() {
        return Err(slip(path, line.number, "Only a named const, function or class is exported here."));
    }
    Ok(name)
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

/// The variable that holds a module's exports.
fn variable(path: &str) -> String {
    let letters = path.trim_end_matches(".js").chars();
    let name: String = letters.map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    format!("$${name}")
}

fn missing(path: &str) -> Trouble {
    Trouble::ours(format!("www/{path}: The page has no such module."))
}

fn slip(path: &str, number: usize, what: &str) -> Trouble {
    Trouble::ours(format!("www/{path}:{number}: {what}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn linked(modules: &[(&str, &str)]) -> Result<Linked, Trouble> {
        let modules = modules.iter().map(|(path, text)| (String::from(*path), String::from(*text))).collect();
        link(&modules, "a.js", &Filling { built: r#"{"engine":"1"}"#, glue: "const glue = {};" })
    }

    #[test]
    fn modules_run_once_and_first() {
        let c = "export function c() {}\n";
        let b = "import { c as d } from '../c.js';\nimport {\n  built,\n} from '../built.js';\nconst e = 1;\nexport { e, d as f };\n";
        let a =
            "import { e, f } from './b/b.js'; // why\nimport './c.js';\nfunction g() {\n  //@glue\n}\nexport { e };\n";
        let got = linked(&[("a.js", a), ("b/b.js", b), ("c.js", c)]).unwrap();
        assert_eq!(got.inside, ["c.js", "built.js", "b/b.js", "a.js"]);
        let want = "const $$c=(()=>{function c(){}\nreturn{c}})();\n\
            const $$built=(()=>{const built={\"engine\":\"1\"};\nreturn{built}})();\n\
            const $$b_b=(()=>{const{c:d}=$$c;const{built}=$$built;const e=1;\nreturn{e,f:d}})();\n\
            const{e,f}=$$b_b;function g(){const glue = {};}\nexport { e };\n";
        assert_eq!(got.script, want);
    }

    #[test]
    fn what_is_outside_the_rule_has_a_place() {
        let cases = [
            ("import x from './b.js';", 1),
            ("\nimport { x } from 'b';", 2),
            ("import { x } from './none.js';", 1),
            ("import { x } from './a.js';", 1),
            ("export default 1;", 1),
            ("export * from './b.js';", 1),
            ("export let x = 1;", 1),
            ("export { x } from './b.js';", 1),
            ("\n\nimport { x } from './b.js'\nexport const y = 1;", 3),
        ];
        for (text, line) in cases {
            let said = linked(&[("a.js", text), ("b.js", "")]).err().map(|error| error.text().to_owned()).unwrap();
            assert!(said.starts_with(&format!("www/a.js:{line}: ")), "{text}: {said}");
        }
    }
}

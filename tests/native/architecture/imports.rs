//! Which file of `src` uses which, outside tests.
//!
//! In: the parsed sources. Out: edges between files. A path such as `crate::base::Error` or `super::grid` is followed
//! through modules and re-exports to the file that defines what it names, also inside macros. An edge from a room's table of
//! contents (`mod.rs`, `lib.rs`) to a file below it is none: there a room lists what it has.

use super::super::sources::{files_ending, read};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use syn::visit::{self, Visit};

/// Segments of a path from the crate's root.
type Segments = Vec<String>;

/// A file of `src`.
#[derive(Default)]
struct File {
    path: PathBuf,
    /// What its `use` lines bring into it, by the name it has here; a glob under `*`.
    brings: BTreeMap<String, Vec<Segments>>,
    /// Every path of its code, from the crate's root.
    names: BTreeSet<Segments>,
    /// Modules that it declares for tests only.
    tests: BTreeSet<String>,
}

/// Who uses whom.
pub type Edges = BTreeMap<PathBuf, BTreeSet<PathBuf>>;

/// Where an edge ends.
#[derive(Clone, Copy, PartialEq)]
pub enum End {
    /// In the file that defines what is used.
    Defined,
    /// In the file by which it is named, though that may only pass it on.
    Named,
}

/// Edges between files outside tests.
pub fn edges(end: End) -> Edges {
    let sources = files_ending("src", &["rs"]).into_iter().filter(|path| !path.ends_with("main.rs"));
    let texts = sources.map(|path| {
        let text = read(&path);
        (path, text)
    });
    edges_of(texts.collect(), end)
}

/// Edges between these files, given with their text.
pub fn edges_of(texts: Vec<(PathBuf, String)>, end: End) -> Edges {
    let paths: BTreeMap<Segments, PathBuf> = texts.iter().map(|(path, _)| (module(path), path.clone())).collect();
    let mut files: BTreeMap<Segments, File> = BTreeMap::new();
    for (path, text) in texts {
        let syntax = syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let mut reader =
            Reader { module: module(&path), inner: 0, paths: &paths, file: File { path, ..File::default() } };
        reader.visit_file(&syntax);
        files.insert(reader.module, reader.file);
    }
    let tests: BTreeSet<Segments> = files
        .iter()
        .flat_map(|(module, file)| {
            file.tests.iter().map(|name| [module.as_slice(), std::slice::from_ref(name)].concat())
        })
        .collect();
    let only_tests = |module: &Segments| tests.iter().any(|test| module.starts_with(test));
    let mut edges = BTreeMap::new();
    for (module, file) in files.iter().filter(|(module, _)| !only_tests(module)) {
        let mut uses = BTreeSet::new();
        for name in &file.names {
            let Some(target) = ending(&files, name, end, 0).filter(|target| target != module && !only_tests(target))
            else {
                continue;
            };
            let contents = file.path.ends_with("mod.rs") || file.path.ends_with("lib.rs");
            if !(contents && target.starts_with(module)) {
                uses.insert(files[&target].path.clone());
            }
        }
        edges.insert(file.path.clone(), uses);
    }
    edges
}

/// The module of a file: `src/read/mod.rs` is `read`, `src/read/csv.rs` is `read::csv`.
fn module(path: &Path) -> Segments {
    let inner = path.strip_prefix("src").unwrap().with_extension("");
    let mut parts: Segments = inner.components().map(|part| part.as_os_str().to_str().unwrap().to_owned()).collect();
    parts.pop_if(|last| last == "mod" || last == "lib");
    parts
}

/// The module in which a path ends.
fn ending(files: &BTreeMap<Segments, File>, path: &[String], end: End, turns: usize) -> Option<Segments> {
    assert!(turns < 32, "re-exports go round: {path:?}");
    let depth = (0..=path.len()).rev().find(|depth| files.contains_key(&path[..*depth]))?;
    let (own, rest) = path.split_at(depth);
    let file = &files[own];
    let Some((name, rest)) = rest.split_first() else { return Some(own.to_vec()) };
    let passed_on = file.brings.get(name).and_then(|targets| targets.first()).filter(|_| end == End::Defined);
    match passed_on {
        Some(target) => ending(files, &[target.as_slice(), rest].concat(), end, turns + 1),
        None => Some(own.to_vec()),
    }
}

/// Reads one file.
struct Reader<'a> {
    module: Segments,
    /// Modules inside the file that the reader is in.
    inner: usize,
    paths: &'a BTreeMap<Segments, PathBuf>,
    file: File,
}

impl Reader<'_> {
    /// A path as it stands in the file, from the crate's root; nothing where it leads out of the crate.
    fn absolute(&self, segments: &[String]) -> Option<Segments> {
        let (first, rest) = segments.split_first()?;
        match first.as_str() {
            "crate" => Some(rest.to_vec()),
            "self" => Some([self.module.as_slice(), rest].concat()),
            "super" => {
                let ups = segments.iter().take_while(|segment| *segment == "super").count();
                let own = self.module.len() + self.inner;
                let kept = own.checked_sub(ups)?.min(self.module.len());
                Some([&self.module[..kept], &segments[ups..]].concat())
            }
            name => {
                let child = [self.module.as_slice(), &[name.to_owned()]].concat();
                self.paths.contains_key(&child).then(|| [child.as_slice(), rest].concat())
            }
        }
    }

    fn name(&mut self, segments: &[String]) {
        self.file.names.extend(self.absolute(segments));
    }

    fn tree(&mut self, before: &[String], tree: &syn::UseTree) {
        let with = |name: &syn::Ident| [before, &[name.to_string()]].concat();
        match tree {
            syn::UseTree::Path(path) => self.tree(&with(&path.ident), &path.tree),
            syn::UseTree::Group(group) => group.items.iter().for_each(|item| self.tree(before, item)),
            syn::UseTree::Name(name) if name.ident == "self" => {
                self.bring(before.to_vec(), before.last().cloned().unwrap_or_default());
            }
            syn::UseTree::Name(name) => self.bring(with(&name.ident), name.ident.to_string()),
            syn::UseTree::Rename(rename) => self.bring(with(&rename.ident), rename.rename.to_string()),
            syn::UseTree::Glob(_) => self.bring(before.to_vec(), "*".to_owned()),
        }
    }

    fn bring(&mut self, segments: Segments, here: String) {
        self.name(&segments);
        if let Some(target) = self.absolute(&segments) {
            self.file.brings.entry(here).or_default().push(target);
        }
    }
}

/// True for what only tests compile.
fn for_tests(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg")
            && attribute.meta.require_list().is_ok_and(|list| list.tokens.to_string() == "test")
    })
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        match (&item.content, for_tests(&item.attrs)) {
            (None, true) => drop(self.file.tests.insert(item.ident.to_string())),
            (Some(_), false) => {
                self.inner += 1;
                visit::visit_item_mod(self, item);
                self.inner -= 1;
            }
            _ => {}
        }
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        if !for_tests(&item.attrs) {
            visit::visit_item_fn(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        if !for_tests(&item.attrs) {
            self.tree(&[], &item.tree);
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments: Segments = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        // A bare name is something of the file itself, or came by a `use`.
        if segments.len() > 1 {
            self.name(&segments);
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, item: &'ast syn::Macro) {
        let text = item.tokens.to_string();
        let mut words = text.split_whitespace().peekable();
        while let Some(word) = words.next() {
            let word = word.rsplit(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
            let mut segments = vec![word.to_owned()];
            while words.next_if_eq(&"::").is_some() {
                let next = words.next().unwrap_or_default();
                segments.push(next.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect());
            }
            if segments.len() > 1 {
                self.name(&segments);
            }
        }
        visit::visit_macro(self, item);
    }
}

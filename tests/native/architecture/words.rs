//! Words that the project gave up for the field's own: they don't come back as names of types, functions and files.

use super::super::sources::{files, files_ending, read};
use std::collections::BTreeSet;
use syn::visit::{self, Visit};

/// Types and traits. A `Sheet` of a workbook and a `Frame` of a routing record are what the field calls so.
const TYPES: &[&str] = &[
    "Ask", "Blot", "Free", "Gather", "Held", "Ink", "Intake", "Laid", "Look", "Mended", "Pen", "Picker", "Said",
    "Sure", "Terms", "Trouble", "Voice", "Why",
];
/// Functions and methods.
const FUNCTIONS: &[&str] = &["confide", "doubts", "draft", "ink", "lay", "recur", "tell", "walk_on"];
/// Files and folders, without their ending.
const FILES: &[&str] = &[
    "ask",
    "confide",
    "cross",
    "doors",
    "doubts",
    "elsewhere",
    "embed",
    "gather",
    "given",
    "hands",
    "house",
    "ink",
    "laid",
    "layout",
    "look",
    "lying",
    "outline",
    "packed",
    "parts",
    "pen",
    "points",
    "recur",
    "seal",
    "seen",
    "segment",
    "sight",
    "strip",
    "take",
    "telling",
    "trouble",
    "unpack",
    "usual",
    "voice",
    "walk",
];

#[derive(Default)]
struct Names {
    types: BTreeSet<String>,
    functions: BTreeSet<String>,
}

impl<'ast> Visit<'ast> for Names {
    fn visit_item_struct(&mut self, item: &'ast syn::ItemStruct) {
        self.types.insert(item.ident.to_string());
    }

    fn visit_item_enum(&mut self, item: &'ast syn::ItemEnum) {
        self.types.insert(item.ident.to_string());
    }

    fn visit_item_trait(&mut self, item: &'ast syn::ItemTrait) {
        self.types.insert(item.ident.to_string());
        visit::visit_item_trait(self, item);
    }

    fn visit_item_type(&mut self, item: &'ast syn::ItemType) {
        self.types.insert(item.ident.to_string());
    }

    fn visit_signature(&mut self, item: &'ast syn::Signature) {
        self.functions.insert(item.ident.to_string());
    }
}

#[test]
fn words_that_were_given_up_stay_away() {
    let mut slips = Vec::new();
    for path in files_ending("src", &["rs"]) {
        let mut names = Names::default();
        names.visit_file(&syn::parse_file(&read(&path)).unwrap());
        let types = names.types.iter().filter(|name| TYPES.contains(&name.as_str()) || name.ends_with("Told"));
        let functions = names.functions.iter().filter(|name| FUNCTIONS.contains(&name.as_str()));
        slips.extend(types.chain(functions).map(|name| format!("{}: {name}", path.display())));
    }
    for path in ["src", "www", "tests"].iter().flat_map(|below| files(below)) {
        let parts = path.with_extension("");
        let written = path.extension().is_some_and(|end| ["rs", "js"].iter().any(|known| end == *known));
        if written && parts.iter().any(|part| FILES.iter().any(|word| part == *word)) {
            slips.push(path.display().to_string());
        }
    }
    assert!(slips.is_empty(), "{}", slips.join("\n"));
}

//! JavaScript: a module's text → its statements, and a script → the same script with as few bytes as it needs.
//!
//! In: text. Out: the [`Statement`]s of a [`Module`] in their order; code is given to the byte. Refused: what is no
//! ECMAScript module, with the line. Parsing, shortening of names and folding are oxc's.

use oxc::allocator::Allocator;
use oxc::ast::ast;
use oxc::ast_visit::VisitMut;
use oxc::codegen::{Codegen, CodegenOptions};
use oxc::diagnostics::OxcDiagnostic;
use oxc::minifier::{CompressOptions, MangleOptions, Minifier, MinifierOptions};
use oxc::parser::{Parser, ParserReturn};
use oxc::semantic::SemanticBuilder;
use oxc::span::{GetSpan, SourceType, Span};

/// A name, and the name it goes by on the other side of an import or export.
pub(super) type Pair = (String, String);

/// A module's statements, each with its line.
pub(super) struct Module<'a> {
    pub(super) statements: Vec<(usize, Statement<'a>)>,
    /// The line of the first `import.meta` or `import()`.
    pub(super) located: Option<usize>,
}

/// A statement at the top of a module.
pub(super) enum Statement<'a> {
    /// `import { a as b } from 'from';`
    Import { names: Vec<Pair>, from: String },
    /// What is exported, each with its name outside, and the code without the word.
    Export { names: Vec<Pair>, code: &'a str },
    /// Any other.
    Other(&'a str),
    /// A form that is not linked, and what would be.
    Refused(&'static str),
}

/// The number of a line, and what is wrong there.
pub(super) type Slip = (usize, String);

/// The statements of a module.
pub(super) fn module(text: &str) -> Result<Module<'_>, Slip> {
    let allocator = Allocator::default();
    let ParserReturn { program, errors, module_record, .. } = parse(&allocator, text)?;
    no_error(text, &errors)?;
    let metas = module_record.import_metas.iter().copied();
    let located = metas.chain(module_record.dynamic_imports.iter().map(|import| import.span)).min_by_key(|at| at.start);
    let statements = program.body.iter().map(|part| (line(text, part.span().start), statement(text, part))).collect();
    Ok(Module { statements, located: located.map(|at| line(text, at.start)) })
}

/// The script, shortened. It does the same.
pub(super) fn shorten(text: &str) -> Result<String, Slip> {
    let allocator = Allocator::default();
    let mut program = parse(&allocator, text)?.program;
    // Two of one name, or a name that is taken: the parser alone does not mind.
    no_error(text, &SemanticBuilder::new().with_check_syntax_error(true).build(&program).errors)?;
    Private { allocator: &allocator, seen: Vec::new() }.visit_program(&mut program);
    let mangle = MangleOptions { top_level: true, ..MangleOptions::default() };
    let options = MinifierOptions { mangle: Some(mangle), compress: Some(CompressOptions::smallest()) };
    let done = Minifier::new(options).minify(&allocator, &mut program);
    Ok(Codegen::new().with_options(CodegenOptions::minify()).with_scoping(done.scoping).build(&program).code)
}

/// Gives private names short ones: nobody outside a class can tell, and the minifier leaves them. One short name stands for one
/// long name in every class.
struct Private<'a> {
    allocator: &'a Allocator,
    seen: Vec<String>,
}

impl<'a> VisitMut<'a> for Private<'a> {
    fn visit_private_identifier(&mut self, it: &mut ast::PrivateIdentifier<'a>) {
        let place = self.seen.iter().position(|name| name == it.name.as_str()).unwrap_or(self.seen.len());
        if place == self.seen.len() {
            self.seen.push(it.name.to_string());
        }
        let letter = |n: usize| char::from(b'a' + (n % 26) as u8);
        let mut short = String::from(letter(place));
        if place >= 26 {
            short.push(letter(place / 26 - 1));
        }
        it.name = self.allocator.alloc_str(&short).into();
    }
}

/// A style sheet without the blanks that say nothing. One before a colon stays: it may part two selectors.
pub(super) fn style(sheet: &str) -> String {
    let mut text = String::with_capacity(sheet.len());
    for word in sheet.split_ascii_whitespace() {
        if !text.is_empty() && !text.ends_with(['{', '}', ';', ',', ':']) && !word.starts_with(['{', '}']) {
            text.push(' ');
        }
        text.push_str(word);
    }
    text.replace(";}", "}")
}

fn parse<'a>(allocator: &'a Allocator, text: &'a str) -> Result<ParserReturn<'a>, Slip> {
    let parsed = Parser::new(allocator, text, SourceType::mjs()).parse();
    no_error(text, &parsed.errors)?;
    Ok(parsed)
}

fn no_error(text: &str, errors: &[OxcDiagnostic]) -> Result<(), Slip> {
    let Some(first) = errors.first() else { return Ok(()) };
    let at = first.labels.as_ref().and_then(|labels| labels.first()).map_or(0, |label| label.offset());
    Err((line(text, at.try_into().unwrap_or(0)), first.to_string()))
}

fn statement<'a>(text: &'a str, part: &ast::Statement<'_>) -> Statement<'a> {
    match part {
        ast::Statement::ImportDeclaration(import) => {
            let names = import.specifiers.iter().flatten().map(|one| match one {
                ast::ImportDeclarationSpecifier::ImportSpecifier(one) => {
                    Some((one.imported.name().to_string(), one.local.name.to_string()))
                }
                _ => None,
            });
            let Some(names) = names.collect() else {
                return Statement::Refused("Only import { a, b as c } from './x.js'; and import './x.js'; are linked.");
            };
            Statement::Import { names, from: import.source.value.to_string() }
        }
        ast::Statement::ExportNamedDeclaration(export) => match &export.declaration {
            Some(declaration) => match declared(declaration) {
                Some(name) => {
                    Statement::Export { names: vec![(name.clone(), name)], code: code(text, declaration.span()) }
                }
                None => Statement::Refused("Only a named const, function or class is exported here."),
            },
            None if export.source.is_some() => {
                Statement::Refused("Only export { a, b as c }; is linked, without a from.")
            }
            None => {
                let pair =
                    |one: &ast::ExportSpecifier<'_>| (one.local.name().to_string(), one.exported.name().to_string());
                Statement::Export { names: export.specifiers.iter().map(pair).collect(), code: "" }
            }
        },
        ast::Statement::ExportDefaultDeclaration(_) | ast::Statement::ExportAllDeclaration(_) => {
            Statement::Refused("Only a named const, function or class is exported here.")
        }
        other => Statement::Other(code(text, other.span())),
    }
}

/// The one name that a const, function or class declares.
fn declared(declaration: &ast::Declaration<'_>) -> Option<String> {
    match declaration {
        ast::Declaration::VariableDeclaration(list) if list.kind.is_const() && list.declarations.len() == 1 => {
            list.declarations.first()?.id.get_identifier_name().map(|name| name.to_string())
        }
        ast::Declaration::FunctionDeclaration(function) => function.name().map(|name| name.to_string()),
        ast::Declaration::ClassDeclaration(class) => class.name().map(|name| name.to_string()),
        _ => None,
    }
}

fn code(text: &str, span: Span) -> &str {
    text.get(span.start as usize..span.end as usize).unwrap_or_default()
}

fn line(text: &str, at: u32) -> usize {
    text.bytes().take(at as usize).filter(|byte| *byte == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_is_shortened_and_means_the_same() {
        let text = "// why\nconst longName = (first, second) => `${first}  ${second}`;\nexport { longName };\n";
        let short = shorten(text).unwrap();
        assert!(short.len() < 60 && short.contains("}  ${") && short.contains("as longName"), "{short}");
    }

    #[test]
    fn a_function_that_is_sent_as_text_stands_on_its_own() {
        let text = "const a = () => 1;\nfunction sent(scope) { scope.f = () => 2; }\nexport const b = `(${sent})(x)${a()}`;\nexport const c = sent;\n";
        let short = shorten(text).unwrap();
        assert!(short.contains(".f=()=>2"), "{short}");
    }

    #[test]
    fn private_names_are_short_and_stay_apart() {
        let text = "class A {\n  #first = 1;\n  #second() {\n    return this.#first + '#first';\n  }\n  b(other) {\n    return #first in other && this.#second();\n  }\n}\nexport { A };\n";
        let short = shorten(text).unwrap();
        assert!(!short.contains("#second") && short.matches("#first").count() == 1, "{short}");
        assert!(short.matches("#a").count() == 3 && short.matches("#b").count() == 2, "{short}");
    }

    #[test]
    fn a_style_sheet_keeps_its_selectors() {
        let sheet =
            "\n.a :hover, b > c {\n  margin: 0 calc(1px + 2em);\n  top: 1px;\n}\n@media (x: y) { d { e: f } }\n";
        let tight = ".a :hover,b > c{margin:0 calc(1px + 2em);top:1px}@media (x:y){d{e:f}}";
        assert_eq!(style(sheet), tight);
    }

    #[test]
    fn a_slip_has_its_line() {
        for (text, at) in [("a\n'b\n", 2), ("a\n\n(", 3), ("}", 1), ("\n`${a`", 2), ("a = /b\n", 1)] {
            assert_eq!(module(text).err().unwrap().0, at, "{text}");
        }
        assert_eq!(shorten("\nconst a = 1;\nfunction a() {}\n").err().unwrap().0, 2);
    }
}

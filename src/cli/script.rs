//! A JavaScript module → its lines without comments, each with its number and whether it stands at the top level.
//!
//! In: text. Out: [`Line`]s; text of strings, templates and regular expressions stays to the byte, blanks beside brackets
//! and most operators go. Kept of the comments:
//! those that begin with `//@`, which tell the linker something. Refused: text that ends inside a string, a template or a
//! comment, and brackets that don't match. Tokens as in ECMA-262, section 12; a slash begins a regular expression where
//! no value stands before it, which is right for code that never puts one straight after `)` or `}`.

/// A line of code; it holds line ends only inside a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Its text, without blanks at its ends.
    pub(super) text: String,
    /// Its number in the file, from 1.
    pub(super) number: usize,
    /// True where it begins outside every bracket, string and template.
    pub(super) top: bool,
}

/// What is wrong, and the number of the line.
pub(super) type Slip = (usize, String);

/// A blank beside one of these says nothing; beside a plus, a minus or a slash it may.
const TIGHT: &[char] = &['{', '}', '(', ')', '[', ']', '=', ',', ';', ':', '?', '<', '>', '&', '|', '*'];

/// After these words a slash begins a regular expression.
const BEFORE_REGEX: &[&str] =
    &["return", "typeof", "case", "in", "of", "delete", "void", "throw", "new", "instanceof", "yield", "await", "else"];

/// The lines of a module.
pub(super) fn lines(text: &str) -> Result<Vec<Line>, Slip> {
    let mut scan = Scan { rest: text, number: 1, nest: Vec::new(), line: Line::begin(1, true), lines: Vec::new() };
    while let Some(c) = scan.rest.chars().next() {
        scan.token(c)?;
    }
    scan.end_line();
    match scan.nest.last() {
        Some((open, number)) => Err((*number, format!("“{open}” is never closed."))),
        None => Ok(scan.lines),
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

/// Puts a line below others. Where a line end can't end a statement, after an opening and before a closing, it goes.
pub(super) fn below(body: &mut String, text: &str) {
    let open = body.strip_suffix('\n').is_some_and(|above| above.ends_with(['{', '(', '[', ',', ';']));
    if body.ends_with('\n') && (open || text.starts_with(['}', ')', ']'])) {
        body.pop();
    }
    body.push_str(text);
    body.push('\n');
}

impl Line {
    fn begin(number: usize, top: bool) -> Line {
        Line { text: String::new(), number, top }
    }
}

struct Scan<'a> {
    rest: &'a str,
    number: usize,
    /// Open brackets with their lines; `$` is the brace of a template's `${`.
    nest: Vec<(char, usize)>,
    line: Line,
    lines: Vec<Line>,
}

impl<'a> Scan<'a> {
    fn token(&mut self, c: char) -> Result<(), Slip> {
        if self.rest.starts_with("//") {
            let comment = self.skip(self.rest.find('\n').unwrap_or(self.rest.len()));
            if comment.starts_with("//@") {
                self.line.text.push_str(comment);
            }
        } else if self.rest.starts_with("/*") {
            let end = self.rest.find("*/").ok_or_else(|| self.slip("The comment is never closed."))?;
            // A comment counts as a blank, or as a line end where it holds one.
            if self.skip(end + 2).contains('\n') { self.end_line() } else { self.blank() }
        } else {
            if TIGHT.contains(&c) && self.line.text.ends_with(' ') {
                self.line.text.pop();
            }
            match c {
                ' ' | '\t' => {
                    self.skip(1);
                    self.blank();
                }
                '\n' => {
                    self.skip(1);
                    self.end_line();
                }
                '\'' | '"' => self.quoted(c)?,
                '`' => self.template()?,
                '/' if self.regex_begins() => self.regex()?,
                '(' | '[' | '{' => {
                    self.nest.push((c, self.number));
                    self.keep(1);
                }
                ')' | ']' | '}' => self.close(c)?,
                _ => self.keep(c.len_utf8()),
            }
        }
        Ok(())
    }

    fn slip(&self, what: &str) -> Slip {
        (self.number, what.to_owned())
    }

    /// Passes over bytes and gives them.
    fn skip(&mut self, length: usize) -> &'a str {
        let (passed, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, ""));
        self.rest = rest;
        self.number += passed.matches('\n').count();
        passed
    }

    /// A blank where it may say something.
    fn blank(&mut self) {
        if !self.line.text.ends_with(TIGHT) && !self.line.text.ends_with(' ') {
            self.line.text.push(' ');
        }
    }

    /// Takes bytes over as they are.
    fn keep(&mut self, length: usize) {
        let kept = self.skip(length);
        self.line.text.push_str(kept);
    }

    fn end_line(&mut self) {
        let line = std::mem::replace(&mut self.line, Line::begin(self.number, self.nest.is_empty()));
        let text = line.text.trim();
        if !text.is_empty() {
            self.lines.push(Line { text: text.to_owned(), ..line });
        }
    }

    fn quoted(&mut self, quote: char) -> Result<(), Slip> {
        let end = unescaped(self.rest, |c| c == quote || c == '\n').filter(|(_, c)| *c == quote);
        let (end, _) = end.ok_or_else(|| self.slip("The string is never closed."))?;
        self.keep(end + 1);
        Ok(())
    }

    /// From a backtick, or from the brace that closes a `${`, to the next backtick or `${`.
    fn template(&mut self) -> Result<(), Slip> {
        let open = self.rest;
        let end = unescaped(open, |c| c == '`' || c == '$').map(|(end, c)| (end, c == '$'));
        let (mut end, mut dollar) = end.ok_or_else(|| self.slip("The template is never closed."))?;
        // A dollar without a brace is text.
        while dollar && !open.get(end..).is_some_and(|rest| rest.starts_with("${")) {
            let rest = open.get(end..).unwrap_or_default();
            let next = unescaped(rest, |c| c == '`' || c == '$');
            let (more, c) = next.ok_or_else(|| self.slip("The template is never closed."))?;
            (end, dollar) = (end + more, c == '$');
        }
        if dollar {
            self.nest.push(('$', self.number));
        }
        self.keep(end + 1 + usize::from(dollar));
        Ok(())
    }

    fn close(&mut self, c: char) -> Result<(), Slip> {
        let open = self.nest.pop().map(|(open, _)| open);
        match (open, c) {
            (Some('('), ')') | (Some('['), ']') | (Some('{'), '}') => self.keep(1),
            (Some('$'), '}') => self.template()?,
            _ => return Err(self.slip(&format!("“{c}” closes nothing."))),
        }
        Ok(())
    }

    fn regex_begins(&self) -> bool {
        let before = match self.line.text.trim_end() {
            "" => self.lines.last().map_or("", |line| line.text.as_str()),
            text => text,
        };
        let word = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
        let last = before.rsplit(|c| !word(c)).next().unwrap_or_default();
        match before.chars().next_back() {
            None => true,
            Some(')' | ']' | '}' | '\'' | '"' | '`') => false,
            Some(c) if word(c) => BEFORE_REGEX.contains(&last),
            Some(_) => true,
        }
    }

    fn regex(&mut self) -> Result<(), Slip> {
        let mut class = false;
        let end = unescaped(self.rest, |c| {
            class = (class || c == '[') && c != ']';
            (c == '/' && !class) || c == '\n'
        });
        let (end, _) = end.filter(|(_, c)| *c == '/').ok_or_else(|| self.slip("The expression is never closed."))?;
        self.keep(end + 1);
        Ok(())
    }
}

/// The first character after the opening one that is wanted and has no backslash before it, and its byte.
fn unescaped(text: &str, mut wanted: impl FnMut(char) -> bool) -> Option<(usize, char)> {
    let mut chars = text.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        if c == '\\' {
            chars.next();
        } else if wanted(c) {
            return Some((at, c));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> String {
        let lines: Vec<String> = lines(text).unwrap().into_iter().map(|line| line.text).collect();
        lines.join("\n")
    }

    #[test]
    fn comments_go_and_text_stays() {
        assert_eq!(code("  a(); // why\n/* one\ntwo */ b /* c */ ();\n\n"), "a();\nb();");
        assert_eq!(code("const u = 'http://x' + \"/* no */\";"), "const u='http://x' + \"/* no */\";");
        assert_eq!(code("t = `a // b\n   ${c /* d */ + `${e}`} $5 \\` f`;"), "t=`a // b\n   ${c + `${e}`} $5 \\` f`;");
        assert_eq!(code("//@glue\nx"), "//@glue\nx");
    }

    #[test]
    fn a_slash_divides_or_begins_an_expression() {
        assert_eq!(code("a = b / c; // d / e"), "a=b / c;");
        assert_eq!(code("a = b.replace(/[/'\"]\\//g, '') // c"), "a=b.replace(/[/'\"]\\//g,'')");
        assert_eq!(code("return /`/.test(a) ? (b) / 2 : 1; // c"), "return /`/.test(a)?(b)/ 2:1;");
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
        for (text, line) in [("a\n'b\n", 2), ("a\n\n(", 3), ("}", 1), ("/*", 1), ("\n`${a`", 2), ("a = /b\n", 1)] {
            assert_eq!(lines(text).unwrap_err().0, line, "{text}");
        }
    }

    #[test]
    fn blanks_stay_where_they_say_something() {
        assert_eq!(code("if (a in b && c) return + +d - -e;"), "if(a in b&&c)return + +d - -e;");
        assert_eq!(code("s = ' = { } ' + `${ a } = b`;"), "s=' = { } ' + `${a} = b`;");
        assert_eq!(code("export { a as b };"), "export{a as b};");
    }

    #[test]
    fn line_ends_stay_where_they_end_a_statement() {
        let mut body = String::new();
        for text in ["f(a,", "b)", "g = {", "h", "}", "return", "i;", "j"] {
            below(&mut body, text);
        }
        assert_eq!(body, "f(a,b)\ng = {h}\nreturn\ni;j\n");
    }

    #[test]
    fn only_lines_outside_brackets_are_top() {
        let tops: Vec<bool> = lines("a {\nb\n}\nc").unwrap().iter().map(|line| line.top).collect();
        assert_eq!(tops, [true, false, false, true]);
    }
}

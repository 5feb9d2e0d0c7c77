//! What a scoreboard says: printed as it comes, and kept, so that the same lines can become a page.
//!
//! In: lines of Markdown: headings, tables, text. Out: standard output, and HTML.

use crate::picture::escape;

/// The lines so far.
#[derive(Default)]
pub struct Paper(Vec<String>);

impl Paper {
    /// Prints and keeps some lines.
    pub fn say(&mut self, text: &str) {
        println!("{text}");
        self.0.extend(text.split('\n').map(str::to_owned));
    }

    /// The lines as HTML.
    pub fn html(&self) -> String {
        let mut page = String::new();
        for block in self.0.split(|line| line.trim().is_empty()).filter(|block| !block.is_empty()) {
            match block {
                [heading] if heading.starts_with("## ") => page += &format!("<h2>{}</h2>\n", escape(&heading[3..])),
                [head, rule, rows @ ..] if head.starts_with('|') && rule.starts_with("|---") => {
                    page += &table(head, rows)
                }
                lines => page += &format!("<p>{}</p>\n", escape(&lines.join(" "))),
            }
        }
        page
    }
}

fn table(head: &str, rows: &[String]) -> String {
    let cells = |line: &str| line.trim_matches('|').split(" | ").map(|cell| escape(cell.trim())).collect::<Vec<_>>();
    let heads: String = cells(head).iter().map(|cell| format!("<th scope=\"col\">{cell}</th>")).collect();
    let row = |line: &String| {
        let cells = cells(line);
        let (first, rest) = cells.split_first().map_or(("", &[][..]), |(first, rest)| (first.as_str(), rest));
        let rest: String = rest.iter().map(|cell| format!("<td>{cell}</td>")).collect();
        format!("<tr><th scope=\"row\">{first}</th>{rest}</tr>")
    };
    let body: String = rows.iter().map(row).collect();
    format!(
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Scoreboard\"><table><thead><tr>{heads}</tr></thead>\
        <tbody>{body}</tbody></table></div>\n"
    )
}

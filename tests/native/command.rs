//! The command with several files: joined, one Report each, and beside what somebody else reported; and a folder that is
//! served while an author works in it.
//!
//! In: a story's file, whole and cut in two, and one reported outage written from IODA's published schema. Out: what
//! `analyze` prints and its status, what `serve` answers. Source: the help of the command.

use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

const STORY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/stories/nightly-cuts/input.csv");
/// Begins half an hour into the first cut of the story, 11 March 2024 from 01:00 to 05:00.
const REPORTED: &str = r#"{"type":"outages.events","data":[{"location":"country/KE","location_name":"Kenya","start":1710120600,"duration":10800,"datasource":"bgp","score":100.0,"method":"median","status":0}]}"#;

/// What `analyze` prints, as one JSON value a line, and its status.
fn analyze(words: &[&str]) -> (Vec<Value>, i32) {
    let ran = Command::new(env!("CARGO_BIN_EXE_outage-lens")).arg("analyze").args(words).output().unwrap();
    let text = String::from_utf8(ran.stdout).unwrap();
    (text.lines().map(|line| serde_json::from_str(line).unwrap()).collect(), ran.status.code().unwrap())
}

fn file(name: &str, text: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, text).unwrap();
    path
}

/// The story's file cut in two, each with the head line.
fn halves(stem: &str) -> [PathBuf; 2] {
    let text = std::fs::read_to_string(STORY).unwrap();
    let (head, rows) = text.split_once('\n').unwrap();
    let at = rows.match_indices('\n').nth(1000).unwrap().0 + 1;
    [(0, &rows[..at]), (1, &rows[at..])].map(|(n, rows)| file(&format!("{stem}-{n}.csv"), &format!("{head}\n{rows}")))
}

#[test]
fn joined_halves_are_the_whole() {
    let [first, second] = halves("joined");
    let (joined, status) = analyze(&["--join", first.to_str().unwrap(), second.to_str().unwrap()]);
    let (whole, _) = analyze(&[STORY]);
    assert_eq!((joined.len(), status), (1, 0));
    assert_eq!(joined[0]["source"]["files"].as_array().unwrap().len(), 2);
    assert_eq!(joined[0]["source"]["series"], whole[0]["source"]["series"]);
    assert_eq!(joined[0]["outages"], whole[0]["outages"]);
    assert!(!whole[0]["outages"].as_array().unwrap().is_empty());
}

#[test]
fn several_files_are_a_line_each_and_a_bad_one_is_told() {
    let [first, second] = halves("several");
    let (told, status) = analyze(&[first.to_str().unwrap(), "/no/such/file.csv", second.to_str().unwrap()]);
    assert_eq!((told.len(), status), (3, 3));
    assert_eq!(told[0]["source"]["files"][0]["name"], "several-0.csv");
    assert_eq!(told[1]["error"]["code"], "unreadable-file");
    assert_eq!(told[2]["source"]["files"][0]["name"], "several-1.csv");
}

/// Priced or not, the story ends with what all outages come to.
#[test]
fn the_story_says_what_all_come_to() {
    let sentence = |report: &Value| report["sentence"].as_str().unwrap().to_owned();
    let (whole, _) = analyze(&[STORY]);
    let outages = whole[0]["outages"].as_array().unwrap();
    let secs: f64 = outages.iter().map(|outage| outage["duration_secs"]["best"].as_f64().unwrap()).sum();
    assert_eq!(secs, 8.0 * 4.0 * 3600.0);
    assert!(sentence(&whole[0]).ends_with("All outages together lasted 32 h."), "{}", sentence(&whole[0]));
    let (priced, _) = analyze(&["--country", "KE", "--represents", "country", STORY]);
    let parts = priced[0]["sentence_parts"].as_array().unwrap();
    let together = &parts.iter().find(|part| part["code"] == "together-cost").unwrap()["values"];
    let ours = &priced[0]["cost"]["headline"]["ours"];
    assert_eq!((&together["low"], &together["high"]), (&ours["low"], &ours["high"]));
    let last = outages.iter().map(|outage| outage["start"]["hi"].as_str().unwrap()).max().unwrap();
    let all = std::fs::read_to_string(STORY).unwrap();
    let lines: Vec<&str> = all.lines().collect();
    // Three hours of the last one are left, and not to nothing, so it goes on; the story is of one before it.
    let begun = lines.iter().skip(1).position(|line| *line > last).unwrap();
    let cut: String = lines.iter().take(begun + 13).map(|line| line.replace(",0", ",90") + "\n").collect();
    let cut = file("goes-on.csv", &cut);
    let (going, _) = analyze(&["--country", "KE", "--represents", "country", cut.to_str().unwrap()]);
    let selected = going[0]["outages"].as_array().unwrap().iter().find(|o| o["id"] == going[0]["selected"]).unwrap();
    assert_eq!(selected["ongoing"], false);
    let text = Command::new(env!("CARGO_BIN_EXE_outage-lens"))
        .args(["analyze", "--country", "KE", "--represents", "country", "--as", "text"])
        .arg(&cut)
        .output()
        .unwrap();
    let text = String::from_utf8(text.stdout).unwrap();
    let quote = text.split_once("To quote").unwrap().1.trim().lines().next().unwrap();
    assert!(quote.contains("It lasted") && !quote.contains("lower bounds"), "{quote}");
    assert!(
        sentence(&going[0]).ends_with("by our models. Duration and cost are lower bounds."),
        "{}",
        sentence(&going[0])
    );
}

#[test]
fn what_others_reported_stands_beside_ours() {
    let events = file("events.json", REPORTED);
    let (told, status) = analyze(&["--given", events.to_str().unwrap(), STORY]);
    assert_eq!(status, 0);
    let report = &told[0];
    assert_eq!(report["given"][0]["start"], "2024-03-11T01:30:00Z");
    assert_eq!(report["given"][0]["end"], "2024-03-11T04:30:00Z");
    let compared = report["compared"].as_array().unwrap();
    let met = compared.iter().find(|row| row["given"] == 0).unwrap();
    assert_eq!(met["outage"], report["outages"][0]["id"]);
    let (plain, _) = analyze(&[STORY]);
    assert_eq!(plain[0]["outages"], report["outages"], "what others say moves nothing of ours");
    let (_, status) = analyze(&["--given", STORY, STORY]);
    assert_eq!(status, 3, "a file that reports no outage is refused");
}

/// What `cost` prints, and its status.
fn cost(words: &[&str]) -> (String, i32) {
    let ran = Command::new(env!("CARGO_BIN_EXE_outage-lens")).arg("cost").args(words).output().unwrap();
    (String::from_utf8([ran.stdout, ran.stderr].concat()).unwrap(), ran.status.code().unwrap())
}

#[test]
fn a_published_figure_is_held_against_the_models() {
    let hour = ["--country", "RU", "--start", "2025-07-01T09:00", "--end", "2025-07-01T10:00"];
    let (told, status) = cost(&[&hour[..], &["--claim", "557M/hour | A made-up paper", "--claim", "8M/hour"]].concat());
    assert_eq!(status, 0, "{told}");
    for words in [
        "$557 million an hour (A made-up paper) is 1.9 times all GDP normally made in that time.",
        "No share of GDP that depends on the Internet gives it for Russia.",
        "$8 million an hour is 2.7 % of the GDP normally made in that time. Within a factor of two of it: Usual calculator (COST)",
    ] {
        assert!(told.contains(words), "{words}\n{told}");
    }
    let (told, status) = cost(&[&hour[..], &["--claim", "much"]].concat());
    assert!(status == 2 && told.contains("“much”"), "{status} {told}");
    let (told, _) = cost(&[&hour[..], &["--claim", "557M/hour", "--as", "json"]].concat());
    let told: Value = serde_json::from_str(&told).unwrap();
    assert_eq!(told["cost"]["claims"][0]["above_ceiling"], true);
    assert!(told["cost"]["claims"][0]["words"].as_str().unwrap().contains("1.9 times"));
}

/// A server of a folder, and the host and port that it answers by.
fn serve(folder: &Path) -> (Child, String) {
    let mut server = Command::new(env!("CARGO_BIN_EXE_outage-lens"));
    server.args(["serve", "--port", "0", "--site"]).arg(folder).stdout(Stdio::piped());
    let mut server = server.spawn().unwrap();
    let mut address = String::new();
    BufReader::new(server.stdout.take().unwrap()).read_line(&mut address).unwrap();
    let own = address.trim().trim_start_matches("http://").trim_end_matches('/').to_owned();
    (server, own)
}

/// Five hundred who connect and say nothing: the newest request is answered, and the oldest are hung up on.
#[test]
fn those_who_say_nothing_keep_nobody_waiting() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("idle");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("index.html"), "here").unwrap();
    let (mut server, own) = serve(&folder);
    let idle: Vec<TcpStream> = (0..500).map(|_| TcpStream::connect(&own).unwrap()).collect();
    let mut asked = TcpStream::connect(&own).unwrap();
    write!(asked, "GET / HTTP/1.1\r\nHost: {own}\r\n\r\n").unwrap();
    let mut answer = String::new();
    asked.read_to_string(&mut answer).unwrap();
    let open = idle.iter().filter(|stream| {
        let mut stream: &TcpStream = stream;
        stream.set_nonblocking(true).unwrap();
        stream.read(&mut [0]).is_err_and(|error| error.kind() == std::io::ErrorKind::WouldBlock)
    });
    let open = open.count();
    server.kill().unwrap();
    server.wait().unwrap();
    assert!(answer.ends_with("here"), "{answer}");
    assert!(open <= 64, "{open} connections stand open");
}

#[test]
fn a_page_that_comes_later_is_served() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("served");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("index.html"), "first").unwrap();
    let _ = std::fs::remove_file(folder.join("later.html"));
    let (mut server, own) = serve(&folder);
    let ask = |path: &str, host: &str| {
        let mut stream = TcpStream::connect(&own).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    };
    let get = |path: &str| ask(path, &own);
    let before = [get("/"), get("/later.html")];
    std::fs::write(folder.join("later.html"), "second").unwrap();
    std::fs::write(folder.join("a b.csv"), "third").unwrap();
    #[cfg(unix)]
    let _ =
        std::os::unix::fs::symlink(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml"), folder.join("out.txt"));
    let after = get("/later.html");
    let refused =
        [get("/out.txt"), get("/../Cargo.toml"), get("/%2e%2e/Cargo.toml"), get("/100%.csv"), ask("/", "evil.example")];
    let spaced = get("/a%20b.csv");
    server.kill().unwrap();
    server.wait().unwrap();
    assert!(before[0].ends_with("first") && before[1].starts_with("HTTP/1.1 404"), "{before:?}");
    assert!(after.starts_with("HTTP/1.1 200") && after.ends_with("second"), "{after}");
    assert!(spaced.ends_with("third"), "{spaced}");
    let statuses: Vec<&str> = refused.iter().filter_map(|answer| answer.split(' ').nth(1)).collect();
    assert_eq!(statuses, ["404", "404", "404", "400", "421"], "a link, two ways out, no path, another host");
}

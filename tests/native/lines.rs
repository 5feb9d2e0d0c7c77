//! `analyze --lines` and `--each`: a job a line in, a line a job out, as existing engines run them.
//!
//! In: a story's file, made-up series, jobs that nobody should send. Out: the same bytes as `analyze` of that file alone, the
//! order of the jobs on any number of threads, a named error where a job is off, and nothing lost where somebody stops.

#[path = "../scale/src/make.rs"]
mod make;

use outage_lens::cost::MODELS;
use outage_lens::report::{ENDS, SUMMARY, price_column};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

const STORY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/stories/nightly-cuts/input.csv");
const PRICED: [&str; 4] = ["--country", "KE", "--represents", "country"];

fn start(words: &[&str]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_outage-lens"));
    command.arg("analyze").args(words).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().unwrap()
}

/// What `analyze` says of an input.
fn analyze(words: &[&str], input: &str) -> Output {
    let mut child = start(words);
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    // A reader that has enough closes its end.
    let writer = std::thread::spawn(move || drop(stdin.write_all(input.as_bytes())));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

fn text(words: &[&str], input: &str) -> String {
    String::from_utf8(analyze(words, input).stdout).unwrap()
}

fn file(name: &str, text: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, text).unwrap();
    path
}

/// Jobs of made-up series, short ones.
fn jobs(count: u64) -> String {
    (0..count).map(|number| make::series(number, 1).job() + "\n").collect()
}

#[test]
fn a_job_gives_the_bytes_of_its_file_alone() {
    let settings =
        json!({ "country": "KE", "represents": "country", "localZone": "Africa/Nairobi", "model": ["lens", "users"] });
    let by_file = json!({ "id": "by file", "files": [STORY], "settings": settings });
    let by_address = json!({ "id": 2, "files": [format!("file://{STORY}")], "settings": settings });
    let inline = json!({ "id": "inline", "data": std::fs::read_to_string(STORY).unwrap(), "name": "input.csv", "settings": settings });
    let lines = text(&["--lines", "--jobs", "2"], &format!("{by_file}\n\n{by_address}\r\n{inline}"));
    let alone =
        [&PRICED[..], &["--local-zone", "Africa/Nairobi", "--model", "lens", "--model", "users", STORY]].concat();
    let alone = text(&alone, "");
    assert!(alone.contains("\"outages\":[{"), "{alone}");
    for (line, id) in lines.lines().zip(["\"by file\"", "2", "\"inline\""]) {
        assert_eq!(line, format!("{{\"id\":{id},\"report\":{}}}", alone.trim_end()));
    }
    assert_eq!(lines.lines().count(), 3);
}

#[test]
fn settings_of_the_call_serve_jobs_without_their_own() {
    let lines = format!(
        "{}\n{}\n",
        json!({ "id": 1, "files": [STORY] }),
        json!({ "id": 2, "files": [STORY], "settings": { "country": "IR", "model": [] } })
    );
    let told = text(&[&["--lines", "--model", "lens"][..], &PRICED].concat(), &lines);
    let told: Vec<Value> = told.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    for (line, country) in told.iter().zip(["KE", "IR"]) {
        assert_eq!(
            line["report"]["receipt"]["settings"],
            json!({ "country": country, "model": "lens", "represents": "country" })
        );
    }
}

#[test]
fn a_hundred_series_are_the_same_on_any_number_of_threads() {
    let lines = jobs(100);
    let one = text(&["--lines", "--as", "summary"], &lines);
    let ids: Vec<Value> = one.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["id"].clone()).collect();
    let want: Vec<String> = (0..100).map(|number| make::series(number, 1).id()).collect();
    assert_eq!(ids, want);
    assert!(one.matches("\"outage\":").count() > 10, "outages were made");
    let path = file("jobs.jsonl", &lines);
    assert_eq!(text(&["--lines", "--as", "summary", "--jobs", "3", path.to_str().unwrap()], ""), one);
    // A file each gives the same rows.
    let files: Vec<String> = (0..6)
        .map(|number| {
            let rows = make::series(number, 1);
            let rows: String = (0..rows.bins()).map(|bin| rows.row(bin) + "\n").collect();
            file(&format!("made-{number}.csv"), &format!("time,series,value\n{rows}")).to_str().unwrap().to_owned()
        })
        .collect();
    let words: Vec<&str> = files.iter().map(String::as_str).collect();
    let alone: String = words.iter().map(|file| text(&[file], "")).collect();
    assert_eq!(text(&[&["--jobs", "4"], &words[..]].concat(), ""), alone);
}

#[test]
fn a_job_that_is_off_says_so_and_the_next_goes_on() {
    let good = make::series(0, 1).job();
    let rows = [
        ("not json", Value::Null, "bad-job", "no job in JSON"),
        ("{\"id\":\"cut\",\"data\":\"tim", json!("cut"), "bad-job", "no job in JSON"),
        ("[1]", Value::Null, "bad-job", "expected an object"),
        (r#"{"filez":["x"],"id":"slip"}"#, json!("slip"), "bad-job", "“files”"),
        (r#"{"id":"slip 2","files":["x"],"settings":{"contry":"KE"}}"#, json!("slip 2"), "bad-job", "“country”"),
        (r#"{"id":"blank","files":["x"],"settings":{"contry":""}}"#, json!("blank"), "bad-job", "“country”"),
        (r#"{"id":"value","data":"x","settings":{"share":2}}"#, json!("value"), "bad-job", "“share”"),
        (r#"{"id":"gone","files":["/no/such/file.csv"]}"#, json!("gone"), "unreadable-file", "/no/such/file.csv"),
        (r#"{"id":"far","files":["https://example.org/a.csv"]}"#, json!("far"), "bad-job", "fetches nothing"),
        (r#"{"id":"stdin","files":["-"]}"#, json!("stdin"), "bad-job", "standard input"),
        (r#"{"id":"none"}"#, json!("none"), "bad-job", "one of files, data and series"),
        (r#"{"id":"two","files":["x"],"data":"x"}"#, json!("two"), "bad-job", "one of files, data and series"),
        (r#"{"files":["x"]}"#, Value::Null, "bad-job", "needs an id"),
        (r#"{"id":"key","id":"key","data":"x"}"#, json!("key"), "bad-job", "stands twice"),
        (r#"{"id":"uneven","series":[{"t":[1,2],"v":[1]}]}"#, json!("uneven"), "bad-job", "2 moments and 1 values"),
        (
            r#"{"id":"alike","series":[{"label":"a","t":[1],"v":[1]},{"label":"a","t":[1],"v":[1]}]}"#,
            json!("alike"),
            "bad-job",
            "no two the same",
        ),
        (r#"{"id":"words","data":"nothing here\n"}"#, json!("words"), "no-time-column", "times"),
        (good.as_str(), json!(make::series(0, 1).id()), "duplicate-id", "line 1,"),
    ];
    let lines: String =
        std::iter::once(good.as_str()).chain(rows.iter().map(|row| row.0)).map(|line| format!("{line}\n")).collect();
    let output = analyze(&["--lines", "--jobs", "2"], &format!("\u{feff}{lines}{}", make::series(1, 1).job()));
    let told = String::from_utf8(output.stdout).unwrap();
    let told: Vec<Value> = told.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(told.len(), rows.len() + 2);
    assert!(told[0]["report"].is_object() && told[rows.len() + 1]["report"].is_object());
    for ((line, id, code, words), told) in rows.iter().zip(&told[1..]) {
        assert_eq!((&told["id"], told["error"]["code"].as_str()), (id, Some(*code)), "{line}: {told}");
        assert!(told["error"]["message"].as_str().unwrap().contains(words), "{line}: {told}");
    }
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(3));
    assert!(said.contains("18 of 20 jobs failed") && said.contains("line 2"), "{said}");
}

#[test]
fn a_name_of_a_job_can_only_be_read_and_its_keys_cost_what_they_are() {
    let id = format!("\u{1b}[31m\u{202e}<b>{}", "i".repeat(3_000));
    let keys: String = (0..60_000).map(|i| format!(",\"k{i}\":1")).collect();
    let output =
        analyze(&["--lines"], &format!("{}\n{{\"id\":\"keys\"{keys}}}\n", json!({ "id": id, "data": "nothing" })));
    let told: Vec<Value> =
        String::from_utf8(output.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((&told[0]["id"], &told[1]["id"]), (&json!(id), &json!("keys")));
    assert!(told[1]["error"]["message"].as_str().unwrap().contains("“k0”"), "{}", told[1]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.len() < 1_000 && !said.contains(['\u{1b}', '\u{202e}']), "{said:?}");
}

#[test]
fn a_table_is_cut_by_a_key_in_any_order() {
    let all: Vec<make::Made> = (0..5).map(|number| make::series(number, 1)).collect();
    let row = |made: &make::Made, bin| made.row(bin) + "\n";
    let head = "time,series,value\n";
    let by_series: String = all.iter().flat_map(|made| (0..made.bins()).map(|bin| row(made, bin))).collect();
    let by_time: String = (0..288).flat_map(|bin| all.iter().map(move |made| row(made, bin))).collect();
    let want: String = all
        .iter()
        .map(|made| {
            let rows: String = (0..made.bins()).map(|bin| row(made, bin)).collect();
            let job =
                json!({ "id": made.id(), "data": format!("{head}{rows}"), "settings": { "columns": "series=name" } });
            text(&["--lines"], &job.to_string())
        })
        .collect();
    assert_eq!(text(&["--each", "series", "--jobs", "2"], &format!("{head}{by_time}")), want);
    let sorted = file("sorted.csv", &format!("{head}{by_series}"));
    assert_eq!(text(&["--each", "series", "--grouped", sorted.to_str().unwrap()], ""), want);
    let apart = analyze(&["--each", "series", "--grouped"], &format!("{head}{by_time}"));
    assert_eq!(apart.status.code(), Some(2));
    assert!(String::from_utf8(apart.stderr).unwrap().contains("leave out --grouped"));
    let off = analyze(&["--each", "serie"], &format!("{head}{by_time}"));
    assert!(off.status.code() == Some(2) && String::from_utf8(off.stderr).unwrap().contains("“series”"));
}

#[test]
fn a_summary_has_the_documented_columns_in_order() {
    let names = SUMMARY.iter().map(|column| column.name.to_owned());
    let prices = MODELS.iter().flat_map(|model| ENDS.map(|end| price_column(model.about().id, end)));
    let want: Vec<String> = std::iter::once("id".to_owned()).chain(names).chain(prices).collect();
    let job = json!({ "id": "x", "files": [STORY] }).to_string();
    let priced = text(&[&["--lines", "--as", "summary", "--model", "all"][..], &PRICED].concat(), &job);
    let bare = text(&["--as", "summary", STORY], "");
    for (told, is_priced) in [(&priced, true), (&bare, false)] {
        let (_, rows) = told.split_once("\"outages\":[").unwrap();
        let row = rows.split_once('}').unwrap().0;
        let mut at = 0;
        for name in &want {
            let place =
                row[at..].find(&format!("\"{name}\":")).unwrap_or_else(|| panic!("{name} is not in its place: {row}"));
            at += place;
        }
        assert_eq!(row.matches("\":").count(), want.len(), "{row}");
        let told: Value = serde_json::from_str(told).unwrap();
        for outage in told["outages"].as_array().unwrap() {
            assert_eq!(outage["lens_low_usd"].is_number(), is_priced);
            for column in SUMMARY {
                let value = &outage[column.name];
                let holds = match column.kind.trim_end_matches('?') {
                    "text" | "moment" => value.is_string(),
                    "number" => value.is_number(),
                    _ => value.is_boolean(),
                };
                assert!(holds || (column.kind.ends_with('?') && value.is_null()), "{}: {value}", column.name);
            }
        }
        let noted = told["notes"].as_array().unwrap().contains(&json!("country-missing"));
        assert_eq!(noted, !is_priced);
    }
}

#[test]
fn an_answer_comes_before_the_next_job() {
    let mut child = start(&["--lines", "--as", "summary", "--jobs", "2"]);
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    for number in 0..3 {
        writeln!(stdin, "{}", make::series(number, 1).job()).unwrap();
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        assert!(line.contains(&make::series(number, 1).id()), "{line}");
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

/// A reader that has gone ends the call, though more jobs could come; what was read is whole.
#[test]
fn a_closed_pipe_ends_the_call() {
    let mut child = start(&["--lines", "--as", "summary", "--jobs", "2"]);
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    let lines = jobs(20);
    stdin.write_all(lines.as_bytes()).unwrap();
    let mut line = String::new();
    stdout.read_line(&mut line).unwrap();
    drop(stdout);
    // More than what waits in the pipe, so that somebody writes after the reader has gone.
    let _ = stdin.write_all(lines.replace("\"id\":\"", "\"id\":\"again ").as_bytes());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8(output.stderr).unwrap().contains("Standard output was closed"));
    assert_eq!(line, text(&["--lines", "--as", "summary"], lines.lines().next().unwrap()));
}

/// What was answered before an interrupt is whole, and the call goes on with the job behind it.
#[cfg(unix)]
#[test]
fn an_interrupt_loses_nothing() {
    let lines = jobs(24);
    let whole = text(&["--lines", "--as", "summary"], &lines);
    let mut child = start(&["--lines", "--as", "summary"]);
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(lines.as_bytes()).unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    let mut told = String::new();
    for _ in 0..5 {
        stdout.read_line(&mut told).unwrap();
    }
    // As an interrupt ends it, which a run in the background of a shell does not hear.
    assert!(Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap().success());
    stdout.lines().for_each(|line| told.push_str(&(line.unwrap() + "\n")));
    assert!(!child.wait().unwrap().success());
    let done = told.lines().count();
    assert!((5..24).contains(&done), "{done} of 24 were answered");
    let rest: String = lines.lines().skip(done).map(|line| format!("{line}\n")).collect();
    assert_eq!(told + &text(&["--lines", "--as", "summary"], &rest), whole);
}

#[test]
fn options_that_go_against_each_other_are_refused() {
    for (words, named) in [
        (&["--lines", "--each", "a"][..], "one of them"),
        (&["--lines", "--grouped"], "--each"),
        (&["--lines", "--join"], "--join"),
        (&["--lines", "--as", "svg"], "json, summary"),
        (&["--lines", "--jobs", "0"], "1 to"),
        (&["--lines", "a", "b"], "one file"),
        (&["--lines", "/no/such/jobs.jsonl"], "/no/such/jobs.jsonl"),
    ] {
        let output = analyze(words, "");
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(matches!(output.status.code(), Some(2 | 3)) && said.contains(named), "{words:?}: {said}");
        assert!(output.stdout.is_empty());
    }
    assert!(analyze(&["--lines"], "").status.success(), "no job is no failure");
}

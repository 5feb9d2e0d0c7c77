//! What must hold of any bytes: no panic, an error that says what is needed, and the same answer whatever the chunks.
//!
//! In: bytes that a fuzzer makes or `corpus/` keeps. Out: nothing; a panic is a finding. Run by cargo-fuzz, and over the
//! corpus by the ordinary tests.

use outage_lens::base::{Error, Reading, Settings};
use outage_lens::chart::{CHARTS, Plain, Style};
use outage_lens::read::{FORMATS, Input};
use outage_lens::report::{self, Report};

#[path = "sound.rs"]
pub(crate) mod sound;

/// A file of any format, told by its content, in one piece and in small ones.
pub(crate) fn read_any(bytes: &[u8]) {
    let settings = Settings::default();
    same(&read(bytes, bytes.len(), &settings), &read(bytes, 1 + bytes.len() % 13, &settings));
}

/// A file read as the format that its first byte picks.
pub(crate) fn format(bytes: &[u8]) {
    let Some((first, bytes)) = bytes.split_first() else { return };
    let format = FORMATS[usize::from(*first) % FORMATS.len()];
    let mut settings = Settings::default();
    settings.set("format", format.about().id).expect("a known format");
    same(&read(bytes, bytes.len(), &settings), &read(bytes, 1 + bytes.len() % 13, &settings));
}

/// Settings, one `name value` a line up to an empty line, and then a file: the whole walk.
pub(crate) fn analyze(bytes: &[u8]) {
    let cut = bytes.windows(2).position(|pair| pair == b"\n\n").map_or(0, |at| at + 2);
    let (head, file) = bytes.split_at(cut);
    let mut settings = Settings::default();
    for line in String::from_utf8_lossy(head).lines().filter(|line| !line.is_empty()) {
        let (name, value) = line.split_once(' ').unwrap_or((line, ""));
        if let Err(error) = settings.set(name, value) {
            return sound::error(&error);
        }
    }
    match outage_lens::analyze("input", file, &settings) {
        Ok(told) => {
            sound::report(&told);
            // The page takes none that its own check refuses.
            assert_eq!(report::check(&told).map_err(|error| error.to_string()), Ok(()));
        }
        Err(error) => sound::error(&error),
    }
}

/// Settings alone, one `name value` a line: each is taken or refused in words.
pub(crate) fn settings(bytes: &[u8]) {
    let mut settings = Settings::default();
    for line in String::from_utf8_lossy(bytes).lines() {
        let (name, value) = line.split_once(' ').unwrap_or((line, ""));
        if let Err(error) = settings.set(name, value) {
            sound::error(&error);
        }
    }
    let _ = settings.given();
    let table = b"time,value\n2020-01-01T00:00:00Z,5\n2020-01-01T01:00:00Z,5\n2020-01-01T02:00:00Z,0\n";
    match outage_lens::analyze("input", table, &settings) {
        Ok(report) => sound::report(&report),
        Err(error) => sound::error(&error),
    }
}

/// A Report as JSON: refused by its types or its check, or drawn and written by every chart and export.
pub(crate) fn report(bytes: &[u8]) {
    let Ok(told) = serde_json::from_slice::<Report>(bytes) else { return };
    if let Err(error) = report::check(&told) {
        return sound::error(&error);
    }
    for chart in CHARTS {
        let height = chart.height(&told, 720.0);
        assert!((1.0..20_000.0).contains(&height), "{} of {height} pixels", chart.about().id);
        let locale = Plain::new(told.source.local_zone.as_deref());
        let style = Style { width: 720, height: height.ceil() as u32, ..Style::default() };
        if let Ok(drawn) = outage_lens::chart::svg(*chart, &told, &style, &locale) {
            assert!(!drawn.svg.contains("<script") && drawn.svg.len() < 8 << 20, "{} bytes", drawn.svg.len());
            let stray = [r#"="NaN"#, r#"="inf""#, r#"="-inf""#, ",NaN ", ",inf "];
            assert!(!stray.iter().any(|number| drawn.svg.contains(number)), "a place that is no number: {}", drawn.svg);
        }
    }
    sound::table(&report::to_csv(&told));
    drop((report::to_text(&told), report::to_foot(&told), report::to_json(&told)));
}

fn read(bytes: &[u8], chunk: usize, settings: &Settings) -> Result<Reading, Error> {
    let mut input = Input::new(settings);
    input.file("input")?;
    for piece in bytes.chunks(chunk.max(1)) {
        input.push(piece)?;
    }
    input.finish()
}

fn same(whole: &Result<Reading, Error>, pieces: &Result<Reading, Error>) {
    match (whole, pieces) {
        // Gaps are no numbers, which equal nothing: the words decide.
        (Ok(a), Ok(b)) => assert!(a == b || format!("{a:?}") == format!("{b:?}"), "chunks change the reading"),
        (Err(a), Err(b)) => {
            sound::error(a);
            assert_eq!((a.code, &a.place), (b.code, &b.place), "chunks change the error");
        }
        (a, b) => panic!("chunks change the answer: {:?} and {:?}", a.is_ok(), b.is_ok()),
    }
}

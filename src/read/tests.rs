//! The room as a whole: bytes in, a Reading out, whatever the chunks.

use super::*;
use crate::base::{Code, Error, Kind, Reading, Settings, Times};

/// Reads one made-up file.
pub(super) fn read_with(bytes: &[u8], chunk: usize, pairs: &[(&str, &str)]) -> Result<Reading, Error> {
    let mut settings = Settings::default();
    for (key, value) in pairs {
        settings.set(key, value).unwrap();
    }
    let mut input = Input::new(&settings);
    input.file("made-up")?;
    for piece in bytes.chunks(chunk.max(1)) {
        input.push(piece)?;
    }
    input.finish()
}

/// Reads one made-up file, and again in every size of chunk, which must not matter.
pub(super) fn read(text: &str) -> Reading {
    let whole = read_with(text.as_bytes(), usize::MAX, &[]).unwrap();
    for chunk in 1..text.len().min(200) {
        // As text, since NaN differs from itself.
        let cut = read_with(text.as_bytes(), chunk, &[]).unwrap();
        assert_eq!(format!("{cut:?}"), format!("{whole:?}"), "chunks of {chunk}");
    }
    whole
}

/// Codes of the notes, in order.
pub(super) fn codes(reading: &Reading) -> Vec<Code> {
    reading.notes.list().iter().map(|note| note.code).collect()
}

/// Values of the only series.
fn values(reading: &Reading) -> &[f64] {
    assert_eq!(reading.series.len(), 1);
    &reading.series[0].values
}

#[test]
fn a_plain_table_is_read() {
    let reading =
        read("time_utc,prefixes_visible\n2014-12-22T16:10:00Z,4\n2014-12-22T16:15:00Z,0\n2014-12-22T16:20:00Z,0.5\n");
    assert_eq!(values(&reading), [4.0, 0.0, 0.5]);
    let series = &reading.series[0];
    assert_eq!((series.id.as_str(), series.kind), ("prefixes-visible", Kind::Routes));
    assert_eq!(series.times, Times::Grid { start: 1_419_264_600_000, step: 300_000 });
    assert!(codes(&reading).is_empty());
    assert_eq!(reading.source.format, "csv");
    assert_eq!(reading.source.files[0].sha256.len(), 64);
}

#[test]
fn comments_and_assumed_rows_are_kept() {
    let text = "# Drawn \"from, the\n# published times.\ntime_utc,prefixes_visible,basis\n2014-12-20T00:00:00Z,4,published\n\
        2014-12-20T00:05:00Z,2,assumed\n2014-12-20T00:10:00Z,1,assumed\n2014-12-20T00:15:00Z,4,published\n";
    let reading = read(text);
    assert_eq!(codes(&reading), [Code::FileSays]);
    assert_eq!(reading.notes.list()[0].message, "Drawn \"from, the published times.");
    assert_eq!(reading.marks.len(), 1);
    assert_eq!(reading.marks[0].until - reading.marks[0].from, 600_000);
    assert_eq!(values(&reading), [4.0, 2.0, 1.0, 4.0]);
}

#[test]
fn the_labelled_layout_leaves_out_what_is_no_signal() {
    let mut text = "timestamp,gtr,gtr-norm,bgp,datetime,DATETIME,LABEL\n".to_owned();
    for i in 0..24 {
        let gtr = if i % 6 == 0 { format!("{}.0", 3_112_278_020_i64 - i) } else { String::new() };
        let at = 1_692_493_200 + i * 300;
        let (hour, minute) = (1 + i / 12, i % 12 * 5);
        let date = format!("2023-08-20 {hour:02}:{minute:02}:00+00:00");
        text += &format!("{at},{gtr},0.54,2917,{date},{date},{}\n", i % 2);
    }
    let reading = read(&text);
    let ids: Vec<&str> = reading.series.iter().map(|s| s.id.as_str()).collect();
    assert_eq!(ids, ["gtr", "bgp"]);
    assert_eq!((reading.series[0].step, reading.series[0].len(), reading.series[0].missing()), (1_800_000, 4, 0));
    assert_eq!((reading.series[1].step, reading.series[1].len()), (300_000, 24));
    assert_eq!(codes(&reading), [Code::ColumnsLeftOut]);
    let left = &reading.notes.list()[0].message;
    assert!(["gtr-norm", "timestamp", "DATETIME", "LABEL"].iter().all(|name| left.contains(name)), "{left}");
}

#[test]
fn the_dashboard_export_is_known() {
    let reading = read(
        "\"Time (UTC)\",\"Google (Search)\",\"Telescope (# Unique Source IPs)\",\"BGP (#Visible /24s)\",\"Active Probing (#/24s Up)\",\"Mozilla (City Count)\"\n\
         \"2025-12-01 00:00:00\",20.889866479049164,22.1,99.6,96.5,15\n\"2025-12-01 00:30:00\",17.4,,99.7,96.2,\n\
         \"2025-12-01 01:00:00\",15.3,21.6,99.6,95.9,12.5\n\"2025-12-01 01:30:00\",15.3,21.6,99.6,95.9,\n\"2025-12-01 02:00:00\",15.3,21.6,99.6,95.9,11\n",
    );
    assert_eq!(reading.source.format, "ioda-csv");
    assert_eq!(codes(&reading), [Code::MissingValues]);
    let told: Vec<_> = reading.series.iter().map(|s| (s.id.as_str(), s.kind, s.missing(), s.step / 60_000)).collect();
    let want = [
        ("google", Kind::Traffic, 0, 30),
        ("telescope", Kind::Telescope, 1, 30),
        ("bgp", Kind::Routes, 0, 30),
        ("probing", Kind::Probing, 0, 30),
        ("mozilla", Kind::Traffic, 0, 60),
    ];
    assert_eq!(told, want);
    assert_eq!(reading.source.represents, crate::base::Represents::Unknown);
}

#[test]
fn naive_times_are_utc_or_the_asked_zone() {
    let text = "date and time;value\n2019-01-01 02:00:00.000;14,5\n2019-01-01 04:00:00.000;11,25\n";
    let reading = read(text);
    assert_eq!(codes(&reading), [Code::DecimalComma, Code::ZoneAssumed]);
    assert_eq!(values(&reading), [14.5, 11.25]);
    let moved = read_with(text.as_bytes(), 7, &[("zone", "+03:00")]).unwrap();
    assert_eq!(codes(&moved), [Code::DecimalComma]);
    assert_eq!(moved.source.zone, "+03:00");
    assert_eq!(reading.series[0].at(0).unwrap() - moved.series[0].at(0).unwrap(), 3 * 3_600_000);
}

#[test]
fn a_key_column_names_the_series() {
    let mut text = "iso,name,time,connectivity\n".to_owned();
    for place in ["Ardebil", "Tehran"] {
        for hour in 0..4 {
            text += &format!("IRN,{place},2019-11-1{hour}T00:00:00Z,{}\n", 100 - hour);
        }
    }
    let reading = read(&text);
    let labels: Vec<&str> = reading.series.iter().map(|s| s.label.as_str()).collect();
    assert_eq!(labels, ["Ardebil", "Tehran"]);
    assert!(reading.series.iter().all(|s| s.kind == Kind::Probing && s.len() == 4));
}

#[test]
fn damage_is_counted_and_placed() {
    let mut text = "time,v\n".to_owned();
    for minute in 10..60 {
        text += &format!("2014-12-22T16:{minute}:00Z,{minute}\n");
    }
    text += "2014-12-22T17:0\nrubbish,5\n2014-12-22T17:05:00Z,x\n";
    let reading = read(&text);
    assert_eq!(reading.series[0].len(), 51);
    let note = reading.notes.list().iter().find(|n| n.code == Code::DamagedRows).unwrap();
    assert!(note.message.starts_with("3 of 53 rows"), "{}", note.message);
    assert_eq!(note.place.as_ref().unwrap().line, Some(52));
    let bad = format!("time,v\n2014-12-22T16:00Z,1\n{}", "rubbish,1\n".repeat(3));
    assert_eq!(read_with(bad.as_bytes(), 5, &[("format", "csv")]).unwrap_err().code, Code::NoTimeColumn);
    let late = format!("time,v\n{}{}", "2014-12-22T16:00Z,1\n".repeat(600), "rubbish,1\n".repeat(400));
    let error = read_with(late.as_bytes(), 5_000, &[]).unwrap_err();
    assert_eq!((error.code, error.place.unwrap().line), (Code::Damaged, Some(602)));
}

#[test]
fn a_size_that_is_told_makes_room_and_nothing_else() {
    let row = |i: u32| format!("2024-01-{:02}T{:02}:{:02}:00Z,{i}\n", 1 + i / 1440, i / 60 % 24, i % 60);
    let text = String::from("time,value\n") + &(0..9000).map(row).collect::<String>();
    let read = |bytes: Option<u64>| {
        let mut input = Input::new(&Settings::default());
        input.file("made-up").unwrap();
        if let Some(bytes) = bytes {
            input.expect(bytes);
        }
        text.as_bytes().chunks(1 << 16).for_each(|piece| input.push(piece).unwrap());
        input.finish().unwrap()
    };
    let untold = read(None);
    for bytes in [1, text.len() as u64, u64::MAX] {
        assert_eq!(format!("{:?}", read(Some(bytes))), format!("{untold:?}"), "{bytes}");
    }
    // The room is what the rows need; what is too much is given back.
    let room = read(Some(text.len() as u64)).series[0].values.capacity();
    assert!((9000..9400).contains(&room), "{room}");
}

#[test]
fn several_files_continue_one_series() {
    let mut input = Input::new(&Settings::default());
    for (name, text) in [
        ("b.csv", "time,v\n2014-12-23T00:00Z,2\n2014-12-24T00:00Z,3\n"),
        ("a.csv", "time,v\n2014-12-22T00:00Z,1\n2014-12-23T00:00Z,9\n"),
    ] {
        input.file(name).unwrap();
        input.push(text.as_bytes()).unwrap();
    }
    let reading = input.finish().unwrap();
    assert_eq!(values(&reading), [1.0, 2.0, 3.0]);
    assert_eq!(codes(&reading), [Code::DuplicateStamps]);
    assert_eq!(reading.source.files.len(), 2);
}

#[test]
fn a_slip_in_the_format_names_the_nearest() {
    let error = read_with(b"time,v\n2014-12-22,1\n", 3, &[("format", "ioda-cvs")]).unwrap_err();
    assert!(error.to_string().contains("ioda-csv"), "{error}");
}

#[test]
fn what_is_no_data_is_refused_with_reason() {
    for (bytes, code) in
        [(&b""[..], Code::EmptyFile), (b"%PDF-1.4", Code::NoData), (b"a,b\n1,2\n3,4\n", Code::NoTimeColumn)]
    {
        assert_eq!(read_with(bytes, 1, &[]).unwrap_err().code, code);
    }
}

#[test]
fn a_state_beside_blanks_tells_the_checks_that_failed() {
    let row = |i: usize| {
        let failed = (40..52).contains(&i);
        let cells = if failed { ",,000,FAIL".to_owned() } else { format!("4.{},39.{},204,ok", i % 7, i % 9) };
        format!("2026-06-16T{:02}:{:02}:00Z,{cells}\n", 10 + i / 60, i % 60)
    };
    let table: String = (0..120).map(row).collect();
    let reading = read(&format!("timestamp,dns_ms,tls_ms,http_code,status\n{table}"));
    let kinds: Vec<(&str, Kind)> = reading.series.iter().map(|s| (s.label.as_str(), s.kind)).collect();
    assert_eq!(kinds, [("dns_ms", Kind::Latency), ("tls_ms", Kind::Latency), ("status", Kind::Probing)]);
    assert_eq!(reading.series[2].values.iter().filter(|up| **up == 0.0).count(), 12);
}

#[test]
fn a_column_without_times_cannot_be_set_as_the_moment() {
    let table = "time,server,value\n2024-05-01T00:00Z,10.0.0.1,3\n2024-05-01T01:00Z,10.0.0.2,4\n";
    let error = read_with(table.as_bytes(), 7, &[("columns", "server=moment")]).unwrap_err();
    assert_eq!(error.code, Code::BadSetting);
    assert!(error.to_string().contains("10.0.0.1"), "{error}");
}

#[test]
fn nanoseconds_beside_a_clock_are_no_signal() {
    let lines: String = (0..40)
        .map(|i| format!("{{\"clock\": {}, \"ns\": {}, \"value\": 1}}\n", 1_714_521_600 + 900 * i, 7_919 * i))
        .collect();
    let reading = read(&lines);
    assert_eq!(reading.series.iter().map(|s| s.label.as_str()).collect::<Vec<_>>(), ["value"]);
}

#[test]
fn the_place_of_an_outage_is_its_country_and_the_monitor_its_label() {
    let reading = read(
        "monitor,country,start,end,reason\n\
         api,Iraq,2024-05-01T00:00Z,2024-05-01T04:00Z,exam\n\
         web,Syria,2024-05-03T00:00Z,2024-05-03T05:00Z,cable\n",
    );
    let places: Vec<(&str, &str)> = reading.given.iter().map(|g| (g.place.as_str(), g.label.as_str())).collect();
    assert_eq!(places, [("Iraq", "api · exam"), ("Syria", "web · cable")]);
}

#[test]
fn a_short_word_is_a_country_in_a_column_of_countries_alone() {
    let place = |header: &str| {
        let text = format!(
            "{header},start,end\nGW,2024-05-01T00:00Z,2024-05-01T04:00Z\nGA,2024-05-03T00:00Z,2024-05-03T05:00Z\n"
        );
        let reading = read(&text);
        reading.given.iter().map(|given| given.place.clone()).collect::<Vec<_>>()
    };
    assert_eq!(place("country"), ["GW", "GA"]);
    assert_eq!(place("host"), ["host GW", "host GA"]);
    assert_eq!(place("state"), ["state GW", "state GA"]);
}

#[test]
fn series_are_counted_over_all_files_before_the_next_is_read() {
    let table = |from: usize, columns: usize| {
        let names: String = (from..from + columns).map(|i| format!(",c{i}")).collect();
        format!(
            "time{names}\n{}",
            (0..3).map(|i| format!("2024-01-01T0{i}:00Z{}\n", ",1".repeat(columns))).collect::<String>()
        )
    };
    let third = |second: String| {
        let mut input = Input::new(&Settings::default());
        for text in [table(0, 600), second] {
            input.file("made-up").unwrap();
            input.push(text.as_bytes()).unwrap();
        }
        input.file("next").map_err(|error| error.code)
    };
    assert_eq!(third(table(0, 600)), Ok(()), "files that continue each other");
    assert_eq!(third(table(600, 399)), Ok(()));
    assert_eq!(third(table(600, 400)), Ok(()));
    assert_eq!(third(table(600, 401)), Err(Code::TooManySeries));
}

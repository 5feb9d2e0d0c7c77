//! Every form in which programs list times and values gives the same series.

use crate::base::{Code, Reading};
use crate::read::tests::{codes, read, read_with};

const SECONDS: [i64; 4] = [1_714_521_600, 1_714_521_900, 1_714_522_200, 1_714_522_500];
const VALUES: [f64; 4] = [4.0, 0.5, 12.0, 7.25];

/// A form with `@T0@` for a stamp, `@E0@` for its epoch, `@M0@` for its milliseconds, `@V0@` for its value.
fn filled(form: &str) -> String {
    let mut text = form.to_owned();
    let stamps = ["2024-05-01T00:00:00Z", "2024-05-01T00:05:00Z", "2024-05-01T00:10:00Z", "2024-05-01T00:15:00Z"];
    for i in 0..4 {
        text = text.replace(&format!("@T{i}@"), stamps[i]);
        text = text.replace(&format!("@E{i}@"), &SECONDS[i].to_string());
        text = text.replace(&format!("@M{i}@"), &format!("{}000", SECONDS[i]));
        text = text.replace(&format!("@V{i}@"), &VALUES[i].to_string());
        text = text.replace(&format!("@W{i}@"), &(VALUES[i] * 2.0).to_string());
    }
    text
}

/// Four items of a list, made of one.
fn four(item: &str) -> String {
    (0..4).map(|i| item.replace('#', &i.to_string())).collect::<Vec<_>>().join(",")
}

fn list(item: &str) -> String {
    format!("[{}]", four(item))
}

fn holds(reading: &Reading, label: &str, factor: f64) -> bool {
    reading.series.iter().any(|series| {
        let want: Vec<_> = SECONDS.iter().zip(VALUES).map(|(at, value)| (at * 1000, value * factor)).collect();
        series.label == label && series.samples().collect::<Vec<_>>() == want
    })
}

/// The forms that hold one series.
fn forms_of_one() -> Vec<(&'static str, String)> {
    let (stamps, values) = (list("\"@T#@\""), list("@V#@"));
    let pairs = list("[@E#@,@V#@]");
    let keyed = format!("{{{}}}", four("\"@T#@\":@V#@"));
    let counted = |item: &str| format!("{{{}}}", four(&format!("\"#\":{item}")));
    vec![
        ("records", list("{\"time\":\"@T#@\",\"value\":@V#@}")),
        ("records one level down", format!("{{\"ok\":true,\"data\":{}}}", list("{\"time\":\"@T#@\",\"value\":@V#@}"))),
        ("records with objects in them", list("{\"at\":{\"$date\":\"@T#@\"},\"value\":{\"value\":@V#@}}")),
        (
            "records that are features",
            format!("{{\"features\":{}}}", list("{\"properties\":{\"time\":\"@T#@\",\"value\":@V#@}}")),
        ),
        (
            "search hits",
            format!(
                "{{\"took\":3,\"hits\":{{\"total\":4,\"hits\":{}}}}}",
                list("{\"_index\":\"a\",\"_source\":{\"time\":\"@T#@\",\"value\":@V#@}}")
            ),
        ),
        (
            "buckets",
            format!(
                "{{\"aggregations\":{{\"by\":{{\"buckets\":{}}}}}}}",
                list("{\"key_as_string\":\"@T#@\",\"value\":{\"value\":@V#@}}")
            ),
        ),
        ("pairs", pairs.clone()),
        ("pairs of the value and the time", list("[@V#@,@E#@]")),
        ("pairs of milliseconds", list("[@M#@,\"@V#@\"]")),
        ("rows below a row of names", format!("[[\"time\",\"value\"],{}]", four("[\"@T#@\",@V#@]"))),
        ("columns", format!("{{\"time\":{stamps},\"value\":{values}}}")),
        ("columns beside words", format!("{{\"unit\":\"people\",\"data\":{{\"time\":{stamps},\"value\":{values}}}}}")),
        ("names and rows", format!("{{\"columns\":[\"time\",\"value\"],\"values\":{}}}", list("[\"@T#@\",@V#@]"))),
        (
            "named names and rows",
            format!(
                "{{\"columns\":[{{\"name\":\"time\"}},{{\"name\":\"value\"}}],\"rows\":{}}}",
                list("[\"@T#@\",@V#@]")
            ),
        ),
        (
            "a statement's series",
            format!(
                "{{\"results\":[{{\"series\":[{{\"name\":\"ping\",\"columns\":[\"time\",\"value\"],\"values\":{}}}]}}]}}",
                list("[\"@T#@\",@V#@]")
            ),
        ),
        (
            "a frame",
            format!(
                "{{\"results\":{{\"A\":{{\"frames\":[{{\"schema\":{{\"fields\":[{{\"name\":\"Time\"}},{{\"name\":\"value\"}}]}},\"data\":{{\"values\":[{},{values}]}}}}]}}}}}}",
                list("@M#@")
            ),
        ),
        (
            "split",
            format!("{{\"columns\":[\"time\",\"value\"],\"index\":[0,1,2,3],\"data\":{}}}", list("[\"@T#@\",@V#@]")),
        ),
        ("columns by row", format!("{{\"time\":{},\"value\":{}}}", counted("\"@T#@\""), counted("@V#@"))),
        ("records by row", counted("{\"time\":\"@T#@\",\"value\":@V#@}")),
        ("a dictionary by date", keyed.clone()),
        ("a dictionary of one series", format!("{{\"value\":{keyed}}}")),
        ("a dictionary of objects", format!("{{{}}}", four("\"@T#@\":{\"value\":@V#@}"))),
        (
            "table cells",
            format!(
                "{{\"cols\":[{{\"label\":\"time\"}},{{\"label\":\"value\"}}],\"rows\":{}}}",
                list("{\"c\":[{\"v\":\"@T#@\"},{\"v\":@V#@}]}")
            ),
        ),
        ("a grid in seconds", format!("{{\"start\":\"@T0@\",\"step\":300,\"value\":{values}}}")),
        ("a grid in words", format!("{{\"start\":@E0@,\"interval\":\"5m\",\"value\":{values}}}")),
        ("a grid with an end", format!("{{\"start\":@E0@,\"end\":@E3@,\"step\":5,\"value\":{values}}}")),
        ("a grid in milliseconds", format!("{{\"pointStart\":@M0@,\"pointInterval\":300000,\"value\":{values}}}")),
        (
            "a grid of rows",
            format!("{{\"meta\":{{\"start\":@E0@,\"step\":300,\"legend\":[\"value\"]}},\"data\":{}}}", list("[@V#@]")),
        ),
        ("lines", four("{\"time\":\"@T#@\",\"value\":@V#@}").replace("},{", "}\n{")),
        (
            "lines with lists of words",
            four("{\"groups\":[\"a\"],\"tags\":[\"b\"],\"time\":\"@T#@\",\"value\":@V#@}").replace("},{", "}\n{"),
        ),
    ]
}

#[test]
fn every_form_gives_the_same_series() {
    for (name, form) in forms_of_one() {
        let text = filled(&form);
        let reading = read(&text);
        let labels: Vec<&str> = reading.series.iter().map(|series| series.label.as_str()).collect();
        assert!(holds(&reading, "value", 1.0) && labels.len() == 1, "{name}: {labels:?} of {text}");
    }
}

#[test]
fn words_around_lists_name_their_series() {
    let both = |item: &str| {
        format!("[{},{}]", item.replace('~', "Tehran").replace('^', "V"), item.replace('~', "Qom").replace('^', "W"))
    };
    let (stamps, values, doubles) = (list("\"@T#@\""), list("@V#@"), list("@W#@"));
    let dictionary = |value: &str| format!("{{{}}}", four(&format!("\"@T#@\":{value}")));
    let forms = [
        ("targets", both(&format!("{{\"target\":\"~\",\"datapoints\":{}}}", list("[@^#@,@E#@]")))),
        (
            "named data",
            format!("{{\"series\":{}}}", both(&format!("{{\"name\":\"~\",\"data\":{}}}", list("[@M#@,@^#@]")))),
        ),
        ("points", both(&format!("{{\"metric\":\"~\",\"dps\":{{{}}}}}", four("\"@E#@\":@^#@")))),
        (
            "records by place",
            both(
                "{\"place\":\"~\",\"log\":[{\"time\":\"@T0@\",\"up\":@^0@},{\"time\":\"@T1@\",\"up\":@^1@},{\"time\":\"@T2@\",\"up\":@^2@},{\"time\":\"@T3@\",\"up\":@^3@}]}",
            ),
        ),
        (
            "shared times",
            format!(
                "{{\"labels\":{stamps},\"datasets\":[{{\"label\":\"Tehran\",\"data\":{values}}},{{\"label\":\"Qom\",\"data\":{doubles}}}]}}"
            ),
        ),
        (
            "an axis",
            format!(
                "{{\"xAxis\":{{\"categories\":{stamps}}},\"series\":[{{\"name\":\"Tehran\",\"data\":{values}}},{{\"name\":\"Qom\",\"data\":{doubles}}}]}}"
            ),
        ),
        (
            "traces",
            format!(
                "[{{\"name\":\"Tehran\",\"x\":{stamps},\"y\":{values}}},{{\"name\":\"Qom\",\"x\":{stamps},\"y\":{doubles}}}]"
            ),
        ),
        ("columns", format!("{{\"time\":{stamps},\"Tehran\":{values},\"Qom\":{doubles}}}")),
        ("dictionaries", format!("{{\"Tehran\":{},\"Qom\":{}}}", dictionary("@V#@"), dictionary("@W#@"))),
        ("lists by name", format!("{{\"Tehran\":{},\"Qom\":{}}}", list("[\"@T#@\",@V#@]"), list("[\"@T#@\",@W#@]"))),
        (
            "buckets in buckets",
            format!(
                "{{\"aggregations\":{{\"place\":{{\"buckets\":{}}}}}}}",
                both(&format!(
                    "{{\"key\":\"~\",\"doc_count\":4,\"over\":{{\"buckets\":{}}}}}",
                    list("{\"key_as_string\":\"@T#@\",\"rate\":{\"value\":@^#@}}")
                ))
            ),
        ),
        (
            "a legend",
            format!(
                "{{\"meta\":{{\"start\":@E0@,\"step\":300,\"legend\":[\"Tehran\",\"Qom\"]}},\"data\":{}}}",
                list("[@V#@,@W#@]")
            ),
        ),
    ];
    for (name, form) in forms {
        let text = filled(&form);
        let reading = read(&text);
        let labels: Vec<&str> = reading.series.iter().map(|series| series.label.as_str()).collect();
        assert!(
            holds(&reading, "Tehran", 1.0) && holds(&reading, "Qom", 2.0) && labels.len() == 2,
            "{name}: {labels:?} of {text}"
        );
    }
}

#[test]
fn a_grid_says_so_and_what_has_no_times_is_refused() {
    let reading = read(&filled("{\"start\":\"@T0@\",\"step\":300,\"value\":[4,0.5,12,7.25]}"));
    assert!(reading.notes.has(Code::TimesImplied), "{:?}", codes(&reading));
    for text in
        ["{\"start\":3,\"step\":300,\"v\":[1,2]}", "{\"a\":[1,2],\"b\":[3,4]}", "[[1,2],[3,4]]", "{\"a\":{\"b\":[]}}"]
    {
        assert_eq!(read_with(text.as_bytes(), 7, &[]).unwrap_err().code, Code::UnknownJson, "{text}");
    }
}

#[test]
fn a_cell_that_is_no_number_is_placed_by_its_line() {
    let row = |i: usize| {
        format!(
            "{{\"time\":{},\"up\":{}}}\n",
            1_714_521_600 + i * 300,
            if i == 30 { "\"odd\"".to_owned() } else { i.to_string() }
        )
    };
    let reading = read_with((0..60).map(row).collect::<String>().as_bytes(), 97, &[]).unwrap();
    let note = reading.notes.list().iter().find(|note| note.code == Code::DamagedRows).unwrap();
    assert!(note.message.contains("“odd”"), "{}", note.message);
    assert_eq!(note.place.as_ref().unwrap().line, Some(31));
}

#[test]
fn members_that_come_too_late_are_said() {
    let row = |i: usize| {
        let late = if i >= 8_000 { format!(",\"late\":{i}") } else { String::new() };
        format!("{{\"time\":{},\"up\":{i}{late}}}\n", 1_714_521_600 + i * 300)
    };
    let reading = read_with((0..8_010).map(row).collect::<String>().as_bytes(), 1_000, &[]).unwrap();
    assert_eq!((reading.series.len(), reading.series[0].len()), (1, 8_010));
    assert!(reading.notes.list().iter().any(|note| note.code == Code::MembersLate && note.message.contains("late")));
}

#[test]
fn when_a_list_of_one_outage_was_made_is_no_measurement() {
    let text = "{\"meta\":{\"version\":1,\"checked_at\":\"2026-09-29T14:51:28-06:00\"},\"outages\":[{\"id\":\"c1\",\"status\":\"announced\",\
        \"place\":\"Belmopan\",\"date\":\"2026-10-01\",\"start\":\"05:30\",\"end\":\"09:30\"}]}";
    let reading = read(text);
    assert!(reading.series.is_empty(), "{:?}", reading.series);
    assert_eq!(reading.given.len(), 1);
}

#[test]
fn a_longer_list_without_times_is_said() {
    let cuts = (0..9).map(|i| format!("{{\"since\":\"08/18 0{i}:16 PM\",\"out\":{i}}}")).collect::<Vec<_>>().join(",");
    let reading = read(&format!("{{\"summary\":{{\"at\":\"2026-08-22T19:49:00Z\",\"out\":1258}},\"cuts\":[{cuts}]}}"));
    let said = |note: &crate::base::Note| note.code == Code::ListsLeftOut && note.message.contains("9 items (“cuts”)");
    assert!(reading.notes.list().iter().any(said), "{:?}", reading.notes);
}

#[test]
fn what_was_asked_for_from_then_to_then_is_no_incident() {
    let check = |hour: usize| {
        let state = if (5..8).contains(&hour) { "down" } else { "up" };
        format!("{{\"at\":\"2024-01-01T{hour:02}:00:00Z\",\"state\":\"{state}\"}}")
    };
    let checks = (0..24).map(check).collect::<Vec<String>>().join(",");
    let reply =
        format!("{{\"start\":\"2024-01-01T00:00:00Z\",\"end\":\"2024-01-02T00:00:00Z\",\"checks\":[{checks}]}}");
    let reading = read(&reply);
    assert!(reading.given.is_empty(), "{:?}", reading.given);
    assert_eq!((reading.series.len(), reading.series[0].len()), (1, 24));
}

//! Every language against English: the same codes, the same places for values, the plural forms that the language has.

use outage_lens::base::{Code, Reading, Settings, Source};
use outage_lens::cost::{MODELS, Mode, calculate};
use outage_lens::detect::{DETECTORS, Outages};
use outage_lens::report::build;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Plural categories of cardinal numbers (Unicode CLDR 47), the same that the browser's `Intl.PluralRules` gives.
const PLURALS: &[(&str, &[&str])] = &[
    ("ar", &["few", "many", "one", "other", "two", "zero"]),
    ("es", &["many", "one", "other"]),
    ("fa", &["one", "other"]),
    ("fr", &["many", "one", "other"]),
    ("hi", &["one", "other"]),
    ("ko", &["other"]),
    ("pt", &["many", "one", "other"]),
    ("ru", &["few", "many", "one", "other"]),
    ("zh", &["other"]),
];

/// Parts of the sentence, terms of the arithmetic and names, whose English the engine itself writes: so the page's English
/// has none of these.
const PARTS: &[(&str, &str)] = &[
    ("part-give", "{secs} (± {give})"),
    ("part-between", "{secs} ({least} to {most})"),
    ("part-sure", ", give or take {give}"),
    ("part-sure-between", ", at least {least} and at most {most}"),
    ("part-local", " ({from} to {until} in {place})"),
    ("part-headline-total", "{country} was offline for {length}"),
    ("part-headline-assumed", "Assumed: {country} offline for {length}"),
    ("part-headline-reported", "Reported: {country} offline for {length}"),
    ("part-headline-partial", "{country}: connectivity fell by {depth} for {length}"),
    ("part-headline-ongoing", "{country} has been offline for at least {length}"),
    ("part-headline-total-nowhere", "Offline for {length}"),
    ("part-headline-partial-nowhere", "Connectivity fell by {depth} for {length}"),
    ("part-headline-ongoing-nowhere", "Offline for at least {length}"),
    ("part-headline-rise", "{country}: {signal} far above what is usual for {length}"),
    ("part-headline-rise-nowhere", "{signal} far above what is usual for {length}"),
    ("part-headline-few", "Too few values to find an outage"),
    ("part-headline-none", "No outage found"),
    ("part-headline-rejected", "Every outage that was found has been taken out"),
    ("part-headline-no-series", "The file holds no series over time"),
    ("part-headline-list", "Reported outages: {n}; {length} in all"),
    ("part-list-unpriced", "Without a price: {n}."),
    ("part-looked-at", "The data run from {from} to {until} UTC."),
    ("part-smallest-drop", "A drop of less than {share} could not be seen in them."),
    ("part-when", "It lasted from {start} to {end} UTC{local}{sure}."),
    ("part-when-ongoing", "It began {start} UTC and had not ended when the data stop."),
    ("part-when-before", "It was under way when the data begin, {start} UTC, and ended {end} UTC."),
    ("part-when-throughout", "It was under way when the data begin, {start} UTC, and had not ended when they stop."),
    ("part-when-assumed", "From {start} to {end} UTC{local}."),
    ("part-measured", "Measured by {signal}: {depth} of it was gone on average."),
    ("part-measured-share", "Measured by {signal}: {depth} on average."),
    (
        "part-measured-rise",
        "Measured by {signal}: on average {depth} of the way from what is usual to the worst in the file.",
    ),
    ("part-routes-up", "Most routes stayed up while traffic fell: connected on paper, dark in practice."),
    ("part-recurrence", "It is one of {n} in the same hours, {from} to {until} {zone}."),
    ("part-others", "{n} other outages were found."),
    ("part-cost-usual", "By the usual method it cost {range}."),
    ("part-cost-ours", "Allowing for who is online, the time of day and what is made up later: {range}."),
    ("part-cost-ceiling", "The GDP normally made in that time is {range}."),
    ("part-cost-none", "It has no price: the notes say what is missing."),
    ("part-decides", "The assumption that decides most is: {meaning}."),
    ("part-together", "All outages together lasted {length}."),
    ("part-together-cost", "All outages together lasted {length} and cost {range} by our models."),
    ("part-lower-bounds", "Duration and cost are lower bounds."),
    ("symbol-Y", "GDP"),
    ("symbol-H", "depth-weighted hours"),
    ("symbol-w", "weight of the hours of the day"),
    ("symbol-p", "share of the country cut off"),
    ("symbol-s", "share of GDP that depends on the Internet"),
    ("symbol-u", "share online"),
    ("symbol-u_ref", "share online in the countries studied"),
    ("symbol-m", "share of mobile networks"),
    ("symbol-a", "share of the services that were cut off"),
    ("symbol-r", "made up later"),
    ("symbol-v", "done by other ways"),
    ("symbol-H-published", "hours from start to end, however deep"),
    ("symbol-max(H, Hw)", "depth-weighted hours, with the weight of the local hour of the week where that is more"),
    ("symbol-N", "hours of the year"),
    ("symbol-g", "loss at the country's level of connectivity"),
    ("symbol-C2$", "its other form: a sum a day for 10 million people"),
    ("symbol-ε", "elasticity of GDP to traffic"),
    ("symbol-s_ict", "share of the ICT sector"),
    ("symbol-κ", "indirect losses"),
    ("symbol-λN", "loss implied by three results"),
    ("symbol-c", "loss for one service"),
    ("symbol-n", "services"),
    ("symbol-β", "how steeply loss follows people online"),
    ("symbol-cap", "no more than all of GDP depends on the Internet"),
    ("symbol-U", "people online"),
    ("symbol-φ", "what one of them makes, against the mean"),
    ("symbol-P", "people"),
    ("symbol-δ", "how much of it depends on the Internet"),
    ("unit-share", "share"),
    ("unit-USD a year", "USD a year"),
    ("unit-hours", "hours"),
    ("unit-people", "people"),
    ("unit-share of GDP", "share of GDP"),
    ("unit-of direct", "of direct"),
    ("unit-services", "services"),
    ("ink-model-cost-tool", "Usual calculator (COST)"),
    ("ink-model-lens", "Ours, by share online"),
    ("ink-model-users", "Ours, by people online"),
    ("detector-ioda", "IODA median rule"),
    ("detector-similar-days", "Similar days"),
    ("detector-half", "Half of the median"),
];

/// Parts that no code of the engine names: pieces of other parts.
const PIECES: &[&str] = &["part-give", "part-between", "part-sure", "part-sure-between", "part-local", "part-join"];

/// Codes with plural forms.
const COUNTED: &[&str] = &["claims-title", "outages-title", "notes", "part-recurrence", "part-others"];

fn at(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn read(path: &str) -> String {
    std::fs::read_to_string(at(path)).unwrap()
}

/// English by code; of plural forms the general one.
fn english() -> BTreeMap<String, String> {
    // A long text stands on a line of its own.
    let text = read("www/i18n/en.js").replace("':\n    '", "': '");
    let page = text.lines().filter_map(|line| {
        let (key, rest) = line.trim().strip_prefix('\'')?.split_once("': ")?;
        let value = rest.rsplit("other: ").next()?.trim_end_matches([',', '}', ' ']);
        Some((key.to_owned(), value.strip_prefix('\'')?.strip_suffix('\'')?.to_owned()))
    });
    let parts = PARTS.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned()));
    page.chain(parts).chain(told()).collect()
}

/// What notes, refusals and reasons of the engine come to, each in a sentence without values: English itself shows the engine's.
fn told() -> BTreeMap<String, String> {
    serde_json::from_str(&read("tests/words.json")).unwrap()
}

fn languages() -> Vec<(String, BTreeMap<String, Value>)> {
    let list = read("www/i18n/words.js");
    let (_, list) = list.split_once("languages = [").unwrap();
    let names: Vec<&str> = list.split(']').next().unwrap().split('\'').skip(1).step_by(2).collect();
    let known: BTreeSet<&str> = PLURALS.iter().map(|(name, _)| *name).collect();
    assert_eq!(names.iter().copied().collect::<BTreeSet<_>>(), known, "the list in i18n/words.js");
    let files = std::fs::read_dir(at("www/i18n")).unwrap().map(|entry| entry.unwrap().file_name());
    let files = files.filter_map(|name| Some(name.to_str()?.strip_suffix(".json")?.to_owned()));
    assert_eq!(files.collect::<BTreeSet<_>>(), known.iter().map(|name| (*name).to_owned()).collect(), "the files");
    let open = |name: &str| serde_json::from_str(&read(&format!("www/i18n/{name}.json"))).unwrap();
    names.into_iter().map(|name| (name.to_owned(), open(name))).collect()
}

/// The places for values in a text.
fn places(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0)).collect()
}

/// A value as its texts: one, or one a plural form.
fn texts(value: &Value) -> Vec<&str> {
    match value {
        Value::Object(forms) => forms.values().map(|form| form.as_str().unwrap()).collect(),
        _ => vec![value.as_str().unwrap()],
    }
}

#[test]
fn every_language_has_every_word() {
    let english: BTreeSet<String> = english().into_keys().collect();
    for (name, words) in languages() {
        let own: BTreeSet<String> = words.into_keys().collect();
        let lacking: Vec<_> = english.difference(&own).collect();
        let unknown: Vec<_> = own.difference(&english).collect();
        assert!(
            lacking.is_empty() && unknown.is_empty(),
            "{name} lacks {lacking:?} and has {unknown:?} beyond English"
        );
    }
}

#[test]
fn every_text_has_the_places_of_english() {
    let english = english();
    for (name, words) in languages() {
        for (key, value) in &words {
            for text in texts(value) {
                assert_eq!(places(text), places(&english[key]), "{name}: {key}: {text}");
                assert!(!text.trim().is_empty() || key == "part-join", "{name}: {key} is empty");
            }
        }
    }
}

#[test]
fn plural_forms_are_those_of_the_language() {
    for (name, words) in languages() {
        let (_, forms) = PLURALS.iter().find(|(known, _)| *known == name).unwrap();
        for (key, value) in &words {
            let own = value.as_object().map(|own| own.keys().map(String::as_str).collect::<BTreeSet<_>>());
            let want = COUNTED.contains(&key.as_str()).then(|| forms.iter().copied().collect());
            assert_eq!(own, want, "{name}: {key}");
        }
    }
}

#[test]
fn a_language_is_not_english() {
    let english = english();
    for (name, words) in languages() {
        let same: Vec<_> = words.iter().filter(|(key, value)| texts(value).contains(&english[*key].as_str())).collect();
        let same: Vec<_> = same.into_iter().map(|(key, _)| key).collect();
        assert!(same.len() * 20 <= words.len(), "{name}: {} of {} are English: {same:?}", same.len(), words.len());
    }
}

/// The engine's sentence has these parts and no other.
#[test]
fn every_part_of_the_engine_has_its_words() {
    let source = read("src/report/story.rs");
    let (_, arms) = source.split_once("match part.code.as_str() {").unwrap();
    let (arms, _) = arms.split_once("_ => String::new()").unwrap();
    let code = |line: &str| Some(format!("part-{}", line.trim().strip_prefix('"')?.split_once('"')?.0));
    let engine: BTreeSet<String> = arms.lines().filter(|line| line.contains("=>")).filter_map(code).collect();
    let known = PARTS.iter().map(|(key, _)| *key).filter(|key| key.starts_with("part-") && !PIECES.contains(key));
    assert_eq!(engine, known.map(str::to_owned).collect());
}

/// Every step of every model says what it is and in what unit by words that each language has; so do the detectors.
#[test]
fn every_term_of_the_engine_has_its_words() {
    let mut terms: BTreeSet<String> = DETECTORS.iter().map(|rule| format!("detector-{}", rule.about().id)).collect();
    let mut calls = Vec::new();
    for country in ["US", "IR", "KP", "IN", "GB", "NG"] {
        for (key, value) in
            [("scope", "full"), ("scope", "mobile"), ("scope", "apps:2"), ("share", "0.3"), ("assume", "s=1")]
        {
            calls.push([("country", country), (key, value), ("model", "all")]);
        }
    }
    for call in calls {
        let mut settings = Settings::default();
        for (key, value) in call.into_iter().chain([("start", "2016-03-01T10:00Z"), ("end", "2016-03-02T10:00Z")]) {
            settings.set(key, value).unwrap();
        }
        let steps = calculate(&settings).unwrap().1.all.unwrap().models.into_iter().flat_map(|model| model.steps);
        terms.extend(steps.flat_map(|step| [format!("symbol-{}", step.symbol), format!("unit-{}", step.unit)]));
    }
    let ours = MODELS.iter().map(|model| model.about()).filter(|about| about.mode == Mode::Ours);
    terms.extend(ours.map(|about| format!("ink-model-{}", about.id)));
    // Names and signs that are the same everywhere.
    let same = ["detector-lens", "unit-", "unit-USD"].map(str::to_owned);
    let known: BTreeSet<String> = PARTS.iter().map(|(key, _)| (*key).to_owned()).collect();
    let lacking: Vec<_> = terms.iter().filter(|term| !known.contains(*term) && !same.contains(term)).collect();
    assert!(lacking.is_empty(), "PARTS and the files of www/i18n have no words for {lacking:?}");
    let idle = |key: &&String| ["symbol-", "unit-", "detector-"].iter().any(|kind| key.starts_with(kind));
    let idle: Vec<_> = known.difference(&terms).filter(idle).filter(|key| *key != "symbol-H-published").collect();
    assert!(idle.is_empty(), "the engine says none of {idle:?}");
}

/// What stands in quotes after one of these words of the engine's source, such as the reason in `NoPrice::NotItsKind("…")`.
fn quoted(below: &str, starts: &[&str]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for own in sources(below) {
        for after in starts.iter().flat_map(|start| own.split(start).skip(1)) {
            let text = after.trim_start().strip_prefix('"').and_then(|rest| rest.split('"').next());
            found.extend(text.map(str::to_owned));
        }
    }
    found
}

/// Codes that stand after one of these words of the engine's source, such as `notes.add(`, as they are on the wire.
fn codes(below: &str, starts: &[&str]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for own in sources(below) {
        for after in starts.iter().flat_map(|start| own.split(start).skip(1)) {
            let Some(rest) = after.trim_start().strip_prefix("Code::") else { continue };
            let variant: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
            let code = Code::ALL.iter().find(|code| format!("{code:?}") == variant).unwrap();
            found.insert(code.to_string());
        }
    }
    found
}

/// The engine's source below a folder, without tests.
fn sources(below: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(at(below)).unwrap() {
        let path = entry.unwrap().path();
        let inner = path.strip_prefix(at("")).unwrap().to_str().unwrap().to_owned();
        if path.is_dir() {
            found.extend(sources(&inner));
        } else if path.extension().is_some_and(|ext| ext == "rs") && !path.ends_with("tests.rs") {
            found.push(read(&inner).split("\n#[cfg(test)]\nmod tests {").next().unwrap().to_owned());
        }
    }
    found
}

/// Refusals that no reader of a page meets: another build is loaded, or the words are a command's or a programmer's.
const UNMET: &[Code] =
    &[Code::NeedsEncodings, Code::NeedsFormats, Code::NeedsMrt, Code::NeedsXlsx, Code::ReadApart, Code::NoReport];

/// Every code of the table is said somewhere.
#[test]
fn no_code_is_idle() {
    let sources = sources("src").concat();
    let said = |code: &&Code| {
        let name = format!("Code::{code:?}");
        sources.match_indices(&name).any(|(at, _)| !sources[at + name.len()..].starts_with(char::is_alphanumeric))
    };
    let idle: Vec<_> = Code::ALL.iter().filter(|code| !said(code)).collect();
    assert!(idle.is_empty(), "the engine says none of {idle:?}");
}

/// Every note of the engine, every file that is refused, and every reason why a model has no price.
#[test]
fn every_note_refusal_and_reason_has_its_words() {
    let told = told();
    let of = |kind: &str| -> BTreeSet<String> {
        told.keys().filter_map(|key| Some(key.strip_prefix(kind)?.to_owned())).collect()
    };
    let notes = codes(
        "src",
        &[".add(", "code: ", ".add_at(", ".add_offer(", "Err((", "map_err(|_| (", "Reason = (", "NoPrice::Missing("],
    );
    let (lacking, idle): (Vec<_>, Vec<_>) =
        (notes.difference(&of("note-")).cloned().collect(), of("note-").difference(&notes).cloned().collect());
    assert!(lacking.is_empty() && idle.is_empty(), "notes: no language can say {lacking:?}, and none says {idle:?}");
    let mut reasons = quoted("src/cost", &["NoPrice::NotItsKind("]);
    let missing = ["GDP", "The number of people", "How many people are online"];
    reasons.extend(of("reason-").into_iter().filter(|reason| missing.iter().any(|start| reason.starts_with(start))));
    assert_eq!(reasons, of("reason-"), "reasons");
    let mut files = codes("src/read", &["Error::file("]);
    files.extend(codes("src/detect", &["Error::file("]));
    files.extend(codes("src/base", &["Error::file("]));
    let unmet = |code: &String| UNMET.iter().any(|unmet| unmet.text() == code);
    let lacking: Vec<_> = files.iter().filter(|code| !of("refusal-").contains(*code) && !unmet(code)).collect();
    assert!(lacking.is_empty(), "no language can say {lacking:?}");
    let all = codes("src", &["Error::file(", "Error::settings(", "refused(", "nearest::unknown(", "unknown("]);
    let idle: Vec<_> = of("refusal-").into_iter().filter(|code| !all.contains(code) && code != "frozen").collect();
    assert!(idle.is_empty(), "the engine says none of {idle:?}");
}

/// Of an outage that is only assumed nobody says that it lasted.
#[test]
fn a_calculator_only_assumes() {
    let mut settings = Settings::default();
    for (key, value) in [("country", "KE"), ("start", "2024-03-11T01:00Z"), ("end", "2024-03-11T05:00Z")] {
        settings.set(key, value).unwrap();
    }
    let (found, costs) = calculate(&settings).unwrap();
    let outages = Outages { found, ..Outages::default() };
    let source = Source { country: settings.country.clone(), ..Source::default() };
    let report = build(&Reading { source, ..Reading::default() }, &outages, &costs, &settings);
    assert_eq!(report.headline, "Assumed: Kenya offline for 4 h");
    assert!(report.sentence.starts_with("From 11 Mar 2024 01:00 to 11 Mar 2024 05:00 UTC"), "{}", report.sentence);
}

use super::*;
use crate::base::time::{HOUR, MINUTE, parse_utc};
use crate::base::{Code, Times};

const ORIGIN: u32 = 131_279;

fn peer(n: u8) -> (IpAddr, u32) {
    (IpAddr::from([192, 0, 2, n]), 64_500 + u32::from(n))
}

fn four() -> Vec<Prefix> {
    (176..180).filter_map(|third| Prefix::new(IpAddr::from([175, 45, third, 0]), 24)).collect()
}

fn at(text: &str) -> Millis {
    parse_utc(text).unwrap()
}

fn told(routes: Routes) -> (Vec<Series>, Notes) {
    let mut notes = Notes::default();
    (routes.finish(&mut notes), notes)
}

/// The outage of December 2014 as three peers would have told it, to the second.
fn story(with_table: bool) -> Routes {
    let mut routes = Routes::new(&Settings::default()).unwrap();
    for prefix in four() {
        for n in 1..=3 {
            if with_table {
                routes.table(at("2014-12-22T16:00"), peer(n), prefix, &[ORIGIN]).unwrap();
            }
            routes.withdraw(at("2014-12-22T16:15:30") + i64::from(n), peer(n), prefix).unwrap();
            routes.announce(at("2014-12-23T01:46:10"), peer(n), prefix, &[ORIGIN]).unwrap();
        }
    }
    routes
}

#[test]
fn four_prefixes_give_the_outage_to_the_second() {
    for with_table in [true, false] {
        let (series, notes) = told(story(with_table));
        assert_eq!(notes.has(Code::InitialInferred), !with_table);
        let [prefixes, slash24s] = &series[..] else { panic!("two series") };
        let out: f64 = prefixes.values.iter().map(|v| (1.0 - v / 4.0) * 60.0).sum();
        let wanted = (at("2014-12-23T01:46:10") - at("2014-12-22T16:15:30") - 2) as f64 / 1000.0;
        assert!((out - wanted).abs() < 1e-6, "{out} {wanted}");
        assert_eq!(prefixes.values, slash24s.values);
    }
}

#[test]
fn a_session_reset_is_no_withdrawal() {
    let mut routes = story(true);
    routes.session(at("2014-12-22T16:05"), peer(1), false).unwrap();
    routes.session(at("2014-12-22T16:06"), peer(1), true).unwrap();
    assert_eq!(told(routes).0[0].values, told(story(true)).0[0].values);
}

#[test]
fn one_peer_of_three_is_no_quorum() {
    let mut routes = story(true);
    let prefix = four()[0];
    routes.withdraw(at("2014-12-23T03:00"), peer(1), prefix).unwrap();
    let (series, _) = told(routes);
    assert_eq!(series[0].values.last(), Some(&4.0));
}

#[test]
fn origins_and_prefixes_choose() {
    let mut settings = Settings::default();
    settings.set("origin", "AS131279").unwrap();
    let mut routes = Routes::new(&settings).unwrap();
    let other = Prefix::parse("203.0.113.0/24").unwrap();
    for n in 1..=3 {
        routes.announce(at("2020-01-01"), peer(n), four()[0], &[ORIGIN]).unwrap();
        routes.withdraw(at("2020-01-01") + HOUR, peer(n), four()[0]).unwrap();
        routes.announce(at("2020-01-01") + MINUTE, peer(n), other, &[64_511]).unwrap();
    }
    let (series, _) = told(routes);
    assert_eq!(series[0].values.iter().copied().fold(0.0, f64::max), 1.0);
    assert!(Prefix::parse("175.45.176.0/22").unwrap().covers(&four()[3]));
    assert!(Prefix::parse("175.45.176.0/33").is_none());
    settings.set("prefix", "not-a-prefix").unwrap();
    assert_eq!(Routes::new(&settings).unwrap_err().code, Code::BadPrefix);
}

#[test]
fn a_block_inside_a_block_is_counted_once() {
    let mut prefixes = four().to_vec();
    prefixes.push(Prefix::parse("175.45.176.0/22").unwrap());
    let mut cover = cover::Cover::new(&prefixes);
    let block = 4;
    for (number, visible, wanted) in
        [(1, true, 1.0), (block, true, 4.0), (2, true, 4.0), (block, false, 2.0), (1, false, 1.0)]
    {
        cover.set(number, visible);
        assert_eq!(cover.slash24s(), wanted);
    }
    assert_eq!(cover.prefixes(), 1.0);
}

/// A chosen network that is silent until it goes has a time before, as long as anything was heard.
#[test]
fn the_time_covered_is_that_of_all_elements() {
    let mut settings = Settings::default();
    settings.set("origin", "AS131279").unwrap();
    let other = Prefix::parse("203.0.113.0/24").unwrap();
    let begun = |at: Millis, table: Option<Millis>| {
        let mut routes = Routes::new(&settings).unwrap();
        for n in 1..=3 {
            if let Some(table) = table {
                // A table takes minutes to write.
                routes.table(table + i64::from(n) * MINUTE, peer(n), four()[0], &[ORIGIN]).unwrap();
            }
            routes.announce(at, peer(n), other, &[64_511]).unwrap();
            routes.announce(at + 5 * HOUR, peer(n), four()[0], &[ORIGIN]).unwrap();
            routes.withdraw(at + 4 * HOUR, peer(n), four()[0]).unwrap();
            routes.announce(at + 6 * HOUR, peer(n), other, &[64_511]).unwrap();
        }
        let (series, _) = told(routes);
        let Times::Grid { start, .. } = series[0].times else { panic!("a grid") };
        let up = |range: std::ops::Range<usize>| series[0].values[range].iter().all(|value| *value == 1.0);
        let before = ((at - start) / MINUTE) as usize;
        assert!(up(0..before + 240) && up(before + 300..before + 360), "{:?}", series[0].values);
        assert_eq!(series[0].values[before + 240..before + 300], [0.0; 60]);
        start
    };
    let day = at("2020-01-01");
    assert_eq!(begun(day, None), day);
    assert_eq!(begun(day, Some(day - 2 * HOUR)), day - 2 * HOUR + MINUTE);
    // A table of the day before may have missed changes.
    assert_eq!(begun(day, Some(day - 20 * HOUR)), day);
}

#[test]
fn a_source_may_say_what_it_covers() {
    let mut routes = Routes::new(&Settings::default()).unwrap();
    routes.covers(at("2020-01-01"), at("2020-01-02"));
    routes.table(at("2020-01-01"), peer(1), four()[0], &[ORIGIN]).unwrap();
    let (series, notes) = told(routes);
    assert!(series[0].values.iter().all(|value| *value == 1.0) && !notes.has(Code::NoSeries));
    assert_eq!(series[0].values.len(), 1441);
}

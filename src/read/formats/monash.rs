//! The public files of the Monash IP Observatory: connectivity of places, latency of places, single pings.
//!
//! In: CSV with `time_e` and `connectivity` (an epoch of *local* time, an index 0 to 100, a row a place and hour), with
//! `latency_indx` beside `timezone_name`, or with `ip_hash` and `rtt` (a row a ping). Out: the mean over the places
//! unless signals are chosen; latencies a place; pings counted in bins. Local times are moved to UTC by the zone that the
//! row names or the author gives; without one a note says so. The published values are smoothed over neighbouring hours.

use crate::base::{Kind, Sampling, Settings};
use crate::read::format::{About, Format, Reader, Score};
use crate::read::other_build;
use crate::read::series::builder::Column;
use crate::read::series::classify;
use crate::read::sniff::head::Head;
use crate::read::tabular::dialect::Dialect;
use crate::read::tabular::interpretation::Layout;
use crate::read::tabular::table::Table;

/// The format.
pub(crate) struct Monash;

const ABOUT: About = About {
    id: "monash",
    name: "Monash IP Observatory CSV",
    provider: "Monash IP Observatory",
    licence: "GPL-3.0",
    credit: "IP Observatory, Monash University",
    source: "github.com/ip-observatory; connectivity or latency of places, or single pings, in local time.",
};

impl Format for Monash {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn sniff(&self, head: &Head<'_>) -> Score {
        let header = &head.dialect.header;
        let has = |name: &str| header.iter().any(|label| label == name);
        let known = (has("time_e") && has("connectivity"))
            || (has("latency_indx") && has("time_local"))
            || (has("ip_hash") && has("rtt") && has("time_local_str"));
        if known { 95 } else { 0 }
    }

    fn open(&self, settings: &Settings) -> Box<dyn Reader> {
        other_build::formats(|| Box::new(Table::new(settings, adjust)))
    }
}

fn adjust(dialect: &Dialect, layout: &mut Layout) {
    let has = |name: &str| dialect.header.iter().any(|label| label == name);
    layout.values.retain(|(_, about)| matches!(about.label.as_str(), "connectivity" | "latency_indx" | "rtt"));
    if has("connectivity") {
        (layout.local, layout.average) = (true, true);
    }
    if has("ip_hash") {
        let label = "answered pings".to_owned();
        let (unit, sampling) = ("pings".to_owned(), Sampling::BinStart);
        layout.count = Some(Column {
            id: classify::slug(&label),
            label,
            kind: Kind::Probing,
            unit,
            sampling,
            ..Column::default()
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::base::time::parse_utc;
    use crate::base::{Code, Kind};
    use crate::read::tests::{codes, read, read_with};

    fn regions() -> String {
        let mut text = "iso,id_1,name_1,id_2,name_2,time_e,time_e_str,lat,lon,connectivity\n".to_owned();
        for (place, low) in [("Ardebil", 0), ("Ahar", 20)] {
            for hour in 0..3 {
                let at = 1_573_430_400 + hour * 3_600;
                text += &format!(
                    "IRN,1,{place},1,{place},{at},11-Nov-2019 0{hour}:00:00,38.4,48.3,{}\n",
                    100 - hour * 40 - low
                );
            }
        }
        text
    }

    #[test]
    fn places_become_their_mean_in_utc() {
        let reading = read_with(regions().as_bytes(), 11, &[("zone", "Asia/Tehran")]).unwrap();
        assert_eq!(reading.source.format, "monash");
        assert_eq!(reading.series.len(), 1);
        assert_eq!(reading.series[0].values[..], [90.0, 50.0, 10.0]);
        assert_eq!(reading.series[0].at(0), parse_utc("2019-11-10T20:30:00Z"));
        assert_eq!(reading.series[0].kind, Kind::Probing);
        assert!(codes(&reading).contains(&Code::KeysAveraged));
        assert!(codes(&read(&regions())).contains(&Code::ZoneAssumed));
    }

    #[test]
    fn a_chosen_place_stays_alone() {
        let reading = read_with(regions().as_bytes(), 11, &[("signal", "ahar")]).unwrap();
        assert!(reading.series.iter().any(|s| s.id == "ahar" && s.values[..] == [80.0, 40.0, 0.0]));
    }

    #[test]
    fn latencies_lie_in_the_zone_of_their_row() {
        let reading = read(
            "country_iso_three_char_code,adm1_name,timezone_offset,timezone_name,time_local,latency_indx\n\
             RUS,Kursk,3,Europe/Moscow,01-Dec-2021 06:00:00,100.8\nRUS,Kursk,3,Europe/Moscow,01-Dec-2021 09:00:00,100.3\nRUS,Orel,3,Europe/Moscow,01-Dec-2021 06:00:00,99\n\
             UKR,Kiev City,2,Europe/Kiev,01-Dec-2021 05:00:00,103.7\nUKR,Kiev City,2,Europe/Kiev,01-Dec-2021 08:00:00,99\n",
        );
        let starts: Vec<_> = reading.series.iter().map(|s| (s.label.as_str(), s.at(0), s.kind)).collect();
        let at = parse_utc("2021-12-01T03:00:00Z");
        assert_eq!(starts, ["Kursk", "Orel", "Kiev City"].map(|place| (place, at, Kind::Latency)));
    }

    #[test]
    fn pings_are_counted() {
        let mut text = "ip_hash,iso,name_0,isp_name,time_local_str,time_local_hr,rtt\n".to_owned();
        for i in 0..600 {
            let minute = i * 7 % 1_440;
            text += &format!(
                "014,MMR,Myanmar,Frontiir,2021-02-{:02} {:02}:{:02}:36.000,10,142\n",
                9 + i / 100,
                minute / 60,
                minute % 60
            );
        }
        let reading = read_with(text.as_bytes(), 997, &[]).unwrap();
        assert_eq!(reading.series.len(), 1);
        assert_eq!((reading.series[0].kind, reading.series[0].unit.as_str()), (Kind::Probing, "pings"));
        assert!(codes(&reading).contains(&Code::ObservationsCounted));
    }
}

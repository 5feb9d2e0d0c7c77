//! Works out from its label what a series counts, and gives it an id.
//!
//! In: a column's header or a series' name, and a unit. Out: [`Kind`] by the words in it (the data sources of IODA, the
//! usual names elsewhere), and a stable id. A label that says nothing gives `Other`, which detection treats as something
//! that falls when connectivity falls.

use crate::base::{Direction, Kind, Sampling};
use crate::read::scalar::label::Label;
use std::collections::BTreeMap;

/// Words, in the order in which they decide: what goes up in an outage comes first, since `ping latency` is a latency.
const WORDS: &[(Kind, &str)] = &[
    (
        Kind::Latency,
        "latency rtt delay fping ping-ms ping-time jitter response-time responsetime round-trip lag total-time \
            time-total connect-time dns-time load-time http-time https-time tcp-time udp-time socket-time tls-time ssl-time \
            query-time request-time reply-time lookup-time transfer-time page-time handshake-time time-namelookup time-connect \
            time-appconnect time-pretransfer time-starttransfer minrtt maxrtt avgrtt meanrtt medianrtt ttfb rta rtmin rtmax \
            rtavg latenz antwortzeit latencia latência latence \
            temps-de-réponse tiempo-de-respuesta tempo-de-resposta tempo-di-risposta задержка отклик время-ответа تأخیر تاخیر \
            پینگ زمن التأخير كمون 延迟 时延 遅延 応答時間 지연 응답시간 응답-시간 विलंब लेटेंसी gecikme yanıt-süresi latensi latenza",
    ),
    (
        Kind::Loss,
        "loss lost packetloss verlust paketverlust pérdida perdida pérdidas perte pertes perda perdas perdidos perdidas perdus потери \
            потеря اتلاف فقدان 丢包 丢失 손실 हानि kayıp perdita dropped drop-rate drop-pct drop-percent drop-ratio",
    ),
    (Kind::Telescope, "telescope ucsd-nt merit-nt darknet ibr"),
    (
        Kind::Probing,
        "ping-slash24 probing probe probes pings icmp responsive connectivity reachable reachability answered rcvd \
            replies availability uptime online erreichbar verfügbarkeit disponibilidad disponibilidade disponibilité \
            доступность 在线率 可用性",
    ),
    (Kind::Routes, "bgp prefix prefixes routes routed visible visibility 24s asns rib"),
    (
        Kind::Traffic,
        "traffic google gtr gtr-sarima youtube mozilla requests request search http https bytes bits bps flows \
            tests traceroutes queries views sessions visits downloads download upload throughput bandwidth octets \
            packets mbps gbps kbps durchsatz bandbreite anfragen tráfico trafic tráfego трафик запросы ترافیک حركة 流量 请求 트래픽 \
            ट्रैफ़िक",
    ),
    (Kind::Service, "service app login logins messages up"),
];

/// Words for what grows when connectivity gets worse.
const RISES: &str = "error errors failure failures failed fails timeouts timeout outages offline down without unreachable disconnected \
    unavailable blocked affected out-of-service no-service no-internet dropped drops retransmissions retransmits complaints \
    downtime outage lost unserved interrupted anomaly-count dead missed impacted unavailability 5xx incident incidents problem faults \
    fault blackouts blackout interruptions interruption power-cuts power-cut cuts units-out mw-offline \
    problems downdetector disconnects load-shed customers-out customer-out customers-off consumers-off off-supply \
    meters-out subscribers-out homes-out households-out \
    premises-out accounts-out clients-out consumers-out users-out people-out number-out num-out percent-out pct-out mw-out \
    lines-out sites-out circuits-out afectados afectadas afetados afetadas coupés coupées disconnessi guasti kesinti gangguan \
    padam 受影响 停电 停電 fehler ausfälle ohne gestört sin-servicio sin privés privées caídos \
    errores fallo fallos falla fallas sans pannes erreurs hors sem erros falha falhas без ошибки сбои недоступно отключено بدون قطع خطا أخطاء \
    بلا منقطع 离线 断网 故障 错误 失败 무서비스 오류 장애 बिना त्रुटि बंद";

/// How such words begin where a language joins them.
const RISES_BEGUN: &str = "ausfall störung nichtverfüg отключ недоступ etkilen kesint";

/// Words of a speed or an amount: “down” beside one of them is the way to the user.
const SPEEDS: &str = "mbps kbps gbps bps mbit kbit gbit mb kb gb bits bytes speed throughput bandwidth download upload downlink downstream";

/// What a series of that label and unit counts.
pub(crate) fn of(label: &str, unit: &str) -> Kind {
    let words = Label::of(label);
    // How long a DNS query or a TLS handshake took, whatever else the label speaks of.
    if (is_in_milliseconds(label) && !words.has("uptime")) || (words.has("duration") && words.ends("us ns")) {
        return Kind::Latency;
    }
    for (kind, list) in WORDS {
        if words.has(list) {
            return *kind;
        }
    }
    // As the checks of Nagios name their measures.
    if words.is("pl") {
        return Kind::Loss;
    }
    if words.is("response ms") {
        return Kind::Latency;
    }
    if words.has("ping") || (Label::of(unit).has("packet-loss loss") && unit.starts_with('%')) {
        return if words.has("ping") { Kind::Latency } else { Kind::Loss };
    }
    match unit {
        "ms" | "µs" | "us" | "мс" => Kind::Latency,
        "req/s" => Kind::Traffic,
        unit if is_speed(unit) => Kind::Traffic,
        _ => Kind::Other,
    }
}

/// `Mbit/s`, `kbps`, `MB/s`.
fn is_speed(unit: &str) -> bool {
    let unit = unit.to_ascii_lowercase();
    let rest = unit.trim_start_matches(['k', 'm', 'g']);
    unit.len() <= rest.len() + 1 && ["bps", "bit/s", "bits/s", "b/s"].contains(&rest)
}

/// `dns_ms`, `http (ms)`, `tlsMs`; a place such as `Jackson, MS` is none.
fn is_in_milliseconds(label: &str) -> bool {
    let label = label.trim_end_matches([')', ']']);
    let before = |suffix| label.strip_suffix(suffix).and_then(|rest: &str| rest.chars().next_back());
    before("ms").is_some_and(|c| !c.is_alphanumeric()) || before("Ms").is_some_and(char::is_lowercase)
}

/// What a series counts, and which way it moves when connectivity gets worse. A state is 1 for up, whatever its label.
pub(crate) fn kind_and_direction(label: &str, unit: &str, state: bool) -> (Kind, Direction) {
    if state {
        return (Kind::Probing, Direction::Falls);
    }
    let (kind, words) = (of(label, unit), Label::of(label));
    if words.has("down up") && !words.has("hosts probes") && (words.has(SPEEDS) || is_speed(unit)) {
        return (Kind::Traffic, Direction::Falls);
    }
    match kind {
        Kind::Latency | Kind::Loss => (kind, Direction::Rises),
        _ if words.has(RISES) || words.has_begun(RISES_BEGUN) => {
            (if words.has("probes hosts") { kind } else { Kind::Other }, Direction::Rises)
        }
        _ => (kind, Direction::Falls),
    }
}

/// True where a label names what is bad: a failure, an outage.
pub(crate) fn is_fault(label: &str) -> bool {
    Label::of(label).has(RISES)
}

/// True for the name of a way, which of a speed is one direction and of hosts a state: only its table tells.
pub(crate) fn is_way(label: &str) -> bool {
    Label::of(label).is("down up dl ul")
}

/// What a stamp of IODA's data sources names: the start of its bin, but with Google's traffic (`gtr`) the end. The half-hour stamped
/// 01:00 of eight days in Iraq that were cut at 01:00 is whole in all eight (88 % of the one before, as on the days around), and the one
/// stamped 05:00 is as empty as in the night, though all else is back; Iran, dark at 18:45, is so from the stamp of 19:30 on.
pub(crate) fn sampling(source: &str) -> Sampling {
    let google = source == "gtr" || source.starts_with("gtr-") || source.starts_with("Google (");
    if google { Sampling::BinEnd } else { Sampling::BinStart }
}

/// Lower-case words joined by `-`: the stable id of a label.
pub(crate) fn slug(label: &str) -> String {
    let mut slug = String::new();
    for c in label.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// Ids for labels, each different: a second `a` becomes `a-2`; a label without a letter becomes `series`.
pub(crate) fn ids<'a>(labels: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    // Every id with the last number that was tried behind it: a thousand columns of one name don't ask for each other's.
    let mut tried: BTreeMap<String, u32> = BTreeMap::new();
    for label in labels {
        let base = Some(slug(label)).filter(|slug| !slug.is_empty()).unwrap_or_else(|| "series".to_owned());
        let mut id = base.clone();
        let mut n = tried.get(&base).copied().unwrap_or(1);
        while tried.contains_key(&id) {
            n += 1;
            id = format!("{base}-{n}");
        }
        tried.insert(base, n);
        tried.entry(id.clone()).or_insert(1);
        ids.push(id);
    }
    ids
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn googles_traffic_is_stamped_at_the_end_of_its_bin() {
        for label in ["gtr", "gtr-sarima", "Google (Search)"] {
            assert_eq!(sampling(label), Sampling::BinEnd, "{label}");
        }
        for label in ["bgp", "ping-slash24", "merit-nt", "google_youtube", "value"] {
            assert_eq!(sampling(label), Sampling::BinStart, "{label}");
        }
    }

    #[test]
    fn labels_tell_the_kind() {
        for (label, kind) in [
            ("BGP (#Visible /24s)", Kind::Routes),
            ("prefixes_visible", Kind::Routes),
            ("Active Probing (#/24s Up)", Kind::Probing),
            ("ping-slash24", Kind::Probing),
            ("Telescope (# Unique Source IPs)", Kind::Telescope),
            ("merit-nt", Kind::Telescope),
            ("Google (Search)", Kind::Traffic),
            ("gtr", Kind::Traffic),
            ("latency_indx", Kind::Latency),
            ("packet loss", Kind::Loss),
            ("Paketverlust", Kind::Loss),
            ("ping", Kind::Latency),
            ("平均延迟", Kind::Latency),
            ("dns_ms", Kind::Latency),
            ("http (ms)", Kind::Latency),
            ("tlsMs", Kind::Latency),
            ("Jackson, MS", Kind::Other),
            ("programs", Kind::Other),
            ("value", Kind::Other),
        ] {
            assert_eq!(of(label, ""), kind, "{label}");
        }
    }

    #[test]
    fn words_say_which_way_is_worse() {
        for (label, direction) in [
            ("users", Direction::Falls),
            ("loss", Direction::Rises),
            ("rtt", Direction::Rises),
            ("customers_without_service", Direction::Rises),
            ("probes_offline", Direction::Rises),
            ("clientes sin servicio", Direction::Rises),
            ("customers_out", Direction::Rises),
            ("open_faults", Direction::Rises),
            ("power_cuts", Direction::Rises),
            ("CustomersOut", Direction::Rises),
            ("bytes out", Direction::Falls),
            ("Ausfallquote", Direction::Rises),
            ("hosts_down", Direction::Rises),
            ("down_mbps", Direction::Falls),
            ("Down Mbit/s", Direction::Falls),
            ("download", Direction::Falls),
        ] {
            assert_eq!(kind_and_direction(label, "", false).1, direction, "{label}");
        }
    }

    #[test]
    fn ids_are_stable_and_different() {
        assert_eq!(ids(["A b", "a-B", "??"].into_iter()), ["a-b", "a-b-2", "series"]);
    }
}

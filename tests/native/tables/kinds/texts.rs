//! What is no table of rows and columns: logs of lost connections, line protocol, raw replies, measures below their moment, years by months.

use super::{Make, Plain};
use crate::tables::clock::{self, Date, MONTHS, STEPS, Secs, weekday};
use crate::tables::judge::{Series, Table, Truth};
use crate::tables::random::Random;
use crate::tables::signal::{Measure, Signal};
use crate::tables::write::Dialect;
use outage_lens::base::{Direction, Kind};

pub const KINDS: &[(&str, Make)] = &[
    ("logs of lost and restored connections", event_logs),
    ("the log of Nagios", nagios),
    ("a log without a year", no_year),
    ("line protocol", line_protocol),
    ("raw replies of Graphite", graphite),
    ("measures below their moment", below_moments),
    ("years by months", years_by_months),
];

/// Outages far apart from one another.
fn outages(random: &mut Random) -> Vec<(Secs, Secs)> {
    let mut at = clock::days_to(random.from(2015, 2025), 3) * 86_400;
    let next = |random: &mut Random| {
        at += random.from(4_000, 300_000);
        let end = at + random.from(20, 3_500);
        (at, end)
    };
    let mut next = next;
    (0..random.from(5, 30)).map(|_| next(random)).collect()
}

fn iso(at: Secs) -> String {
    format!("{} {}", Date::of(at).iso_day(), Date::of(at).clock())
}

fn ctime(at: Secs) -> String {
    let date = Date::of(at);
    format!(
        "{} {} {:2} {} {}",
        &weekday(at)[..3],
        &MONTHS[date.month as usize - 1][..3],
        date.day,
        date.clock(),
        date.year
    )
}

fn german(at: Secs) -> String {
    let date = Date::of(at);
    format!("{:02}.{:02}.{:02} {}", date.day, date.month, date.year % 100, date.clock())
}

/// Words of a program for a loss and a return, around a moment.
type Words = (fn(Secs) -> String, &'static str, &'static str);

const PROGRAMS: &[Words] = &[
    (
        ctime,
        "@ daemon.notice netifd: Interface 'wan' has lost the connection",
        "@ daemon.notice netifd: Interface 'wan' is now up",
    ),
    (
        ctime,
        "@ kern.info kernel: [81.2] eth1: link down",
        "@ kern.info kernel: [91.2] eth1: link up (1000Mbps/Full duplex)",
    ),
    (
        iso,
        "@ router kernel: igb 0000:01:00.0 eth0: NIC Link is Down",
        "@ router kernel: igb 0000:01:00.0 eth0: NIC Link is Up 1000 Mbps",
    ),
    (iso, "@ dhcpcd[512]: eth0: carrier lost", "@ dhcpcd[512]: eth0: carrier acquired"),
    (
        german,
        "@ Internetverbindung wurde getrennt.",
        "@ Internetverbindung wurde erfolgreich hergestellt. IP-Adresse: 203.0.113.7",
    ),
    (iso, "@ [WARNING] Internet connection unavailable", "@ [INFO] Internet Connection restored"),
    (iso, "-------Internet Connection unavailable at : @", "-------Internet Connection restored at    : @"),
    (iso, "[@] Internet is DOWN", "[@] Internet is UP (was down for a while)"),
    (iso, "@ - WARNING - Connection lost", "@ - INFO - Connection restored after 17 seconds"),
    (iso, "@ Интернет пропал", "@ Связь восстановлена"),
];

fn event_logs(random: &mut Random) -> Table {
    let (stamp, lost, back) = random.pick(PROGRAMS);
    let truth = outages(random);
    let mut lines = Vec::new();
    for (start, end) in &truth {
        lines.push(lost.replace('@', &stamp(*start)));
        if random.one_in(3) {
            lines.push(format!("{} ntpd[99]: synchronized, offset 0.2", stamp(*start + 3)));
        }
        lines.push(back.replace('@', &stamp(*end)));
    }
    if random.one_in(2) {
        lines.reverse();
    }
    let given = truth.iter().map(|(start, end)| (*start, Some(*end))).collect();
    Table { truth: Truth::Outages(given), ..Table::new(lines.join(random.pick(&["\n", "\r\n"])) + "\n", Vec::new()) }
}

/// Soft states are checked once more; notifications tell the same again.
fn nagios(random: &mut Random) -> Table {
    let (of, kind, down, up) = random.pick(&[
        ("gw", "HOST", "DOWN", "UP"),
        ("gw;PING", "SERVICE", "CRITICAL", "OK"),
        ("edge-1", "HOST", "UNREACHABLE", "UP"),
    ]);
    let truth = outages(random);
    let mut text = String::new();
    for (start, end) in &truth {
        text += &format!("[{}] {kind} ALERT: {of};{down};SOFT;1;CRITICAL - no answer\n", start - 60);
        text += &format!("[{start}] {kind} ALERT: {of};{down};HARD;3;CRITICAL - no answer\n");
        text += &format!("[{start}] {kind} NOTIFICATION: admin;{of};{down};notify;CRITICAL - no answer\n");
        text += &format!(
            "[{end}] {kind} ALERT: {of};{up};HARD;1;OK\n[{}] Auto-save of retention data completed\n",
            end + 9
        );
    }
    let given = truth.iter().map(|(start, end)| (*start, Some(*end))).collect();
    Table { truth: Truth::Outages(given), ..Table::new(text, Vec::new()) }
}

fn no_year(random: &mut Random) -> Table {
    let line = |at: Secs, words: &str| {
        let date = Date::of(at);
        format!("{} {:2} {} router {words}\n", &date.month_name()[..3], date.day, date.clock())
    };
    let truth = outages(random);
    let both = |(start, end): &(Secs, Secs)| {
        line(*start, "dhcpcd[512]: eth0: carrier lost") + &line(*end, "dhcpcd[512]: eth0: carrier acquired")
    };
    Table::told(truth.iter().map(both).collect(), &["name no year"])
}

fn line_protocol(random: &mut Random) -> Table {
    let plain = Plain::of(random, 0, STEPS);
    let (hosts, power) =
        (random.pick(&[&["192.0.2.1"][..], &["192.0.2.1", "192.0.2.2"]]), random.pick(&[1_000_000_000, 1_000, 1]));
    let signals: Vec<Signal> =
        hosts.iter().map(|_| Signal::new(random, Measure("response_ms", 24, 2), plain.times.len())).collect();
    let (mut text, mut series) = (String::new(), Vec::new());
    for (i, at) in plain.times.iter().enumerate() {
        for (host, signal) in hosts.iter().zip(&signals) {
            let value = signal.cells[i].clone().unwrap_or_default();
            text += &format!("ping,host=my\\ pi,url={host} note=\"a, b\",response_ms={value} {}\n", at * power);
        }
    }
    for (host, signal) in hosts.iter().zip(&signals) {
        let label = if hosts.len() > 1 { host } else { "" };
        series.push(Series::new(label, &plain.times, &signal.values()).of_kind(Kind::Latency).moving(Direction::Rises));
    }
    Table::new(text, series)
}

fn graphite(random: &mut Random) -> Table {
    let plain = Plain::of(random, 0, STEPS);
    let step = plain.times[1] - plain.times[0];
    let (mut text, mut series) = (String::new(), Vec::new());
    for name in ["servers.a.rx", "alias(servers.b.rx,'b')"] {
        let signal = Signal::new(random, Measure("", 900, 1), plain.times.len()).with_gaps(random, 9);
        let cells: Vec<String> = signal.cells.iter().map(|cell| cell.clone().unwrap_or("None".to_owned())).collect();
        let end = plain.times[0] + step * cells.len() as i64;
        text += &format!("{name},{},{end},{step}|{}\n", plain.times[0], cells.join(","));
        series.push(Series::new(name, &plain.times, &signal.values()));
    }
    Table::new(text, series)
}

/// The output of `speedtest-cli --simple` below that of `date`.
fn below_moments(random: &mut Random) -> Table {
    let mut plain = Plain::of(random, 0, &[600, 1800, 3600]);
    let measures = [Measure("Ping", 24, 2), Measure("Download", 94, 2), Measure("Upload", 11, 2)];
    plain.signals = measures.map(|measure| Signal::new(random, measure, plain.times.len())).into();
    let stamp = random.pick(&[
        ctime as fn(Secs) -> String,
        iso,
        |at| format!("--- {} ---", iso(at)),
        |at| format!("Time: {}", iso(at)),
    ]);
    let (units, gap) = (["ms", "Mbit/s", "Mbit/s"], random.pick(&["", "\n"]));
    let mut text = String::new();
    for (i, at) in plain.times.iter().enumerate() {
        text += &format!("{}\n", stamp(*at));
        for (signal, unit) in plain.signals.iter().zip(units) {
            text += &format!("{}: {} {unit}\n", signal.name, signal.cells[i].clone().unwrap_or_default());
        }
        text += gap;
    }
    Table::new(text, plain.truth())
}

fn years_by_months(random: &mut Random) -> Table {
    let (first, years) = (random.from(2005, 2018), random.from(3, 9));
    let dialect = Dialect { missing: "", ..Dialect::any(random) };
    let signal = Signal::new(random, Measure("value", 640, 0), (years * 12) as usize);
    let values = signal.values();
    let times: Vec<Secs> = (0..years * 12).map(|i| clock::days_to(first + i / 12, i % 12 + 1) * 86_400).collect();
    let number = random.one_in(3);
    let short = random.one_in(2);
    let name = |month: usize| match (number, short) {
        (true, _) => (month + 1).to_string(),
        (false, true) => MONTHS[month][..3].to_owned(),
        (false, false) => MONTHS[month].to_owned(),
    };
    let value = |year: i64, month: usize| values[(year * 12) as usize + month].to_string();
    let (header, rows): (Vec<String>, Vec<Vec<String>>) = if random.one_in(2) {
        let row = |year: i64| {
            std::iter::once((first + year).to_string()).chain((0..12).map(|month| value(year, month))).collect()
        };
        (std::iter::once("Year".to_owned()).chain((0..12).map(name)).collect(), (0..years).map(row).collect())
    } else {
        let row =
            |month: usize| std::iter::once(name(month)).chain((0..years).map(|year| value(year, month))).collect();
        let years = (0..years).map(|year| (first + year).to_string());
        (std::iter::once("Month".to_owned()).chain(years).collect(), (0..12).map(row).collect())
    };
    Table::new(dialect.text(&header, &rows), vec![Series::new("", &times, &values)])
}

//! Logs that say when a connection was lost and when it came back, a line a change: routers, kernels, Nagios, loggers at home.
//!
//! In: lines with a moment before or behind words for a change: `… netifd: Interface 'wan' has lost the connection`, `… eth0 NIC Link
//! is Down`, `… Internetverbindung wurde getrennt.`, `[1741046400] HOST ALERT: gw;DOWN;HARD;3;…`. Out: given outages, from each loss
//! to the next return of the same thing. Lines that speak of something else are left out and counted; so are the soft states of
//! Nagios, which it checks once more. Not taken: text in which nothing comes back, or whose moments name no year.

use crate::base::error::quote;
use crate::base::{Code, Error, Place, Reading, Settings, limits, time};
use crate::read::format::{About, Format, Reader, Score};
use crate::read::other_build;
use crate::read::scalar::timestamp::is_stamp;
use crate::read::sniff::head::Head;
use crate::read::tabular::lines::{LineHandler, LineReader};
use crate::read::tabular::written::WrittenTable;

/// The format.
pub(crate) struct EventLog;

const ABOUT: About = About {
    id: "event-log",
    name: "Log of lost and restored connections",
    provider: "",
    licence: "",
    credit: "",
    source: "The log of a router, a kernel, Nagios or Icinga, or of a program that notes when the connection goes and comes; as plain text.",
};

/// Words for a loss, parted by bars.
const LOST: &str = "has lost the connection|has no link|connection lost|connection was lost|connection is lost|connectivity lost|\
    lost connection|lost connectivity|lost internet|internet lost|connection unavailable|connection dropped|\
    connection failed|connection terminated|connection is down|internet is down|detected down|internet down|\
    network is down|link is down|link down|wan down|is now down|went down|is down|carrier lost|lost carrier|no carrier|\
    lcp terminated|disconnected|is offline|went offline|now offline|outage started|outage began|outage detected|\
    wurde getrennt|verbindung verloren|verbindung unterbrochen|connexion perdue|conexión perdida|conexion perdida|\
    se perdió la conexión|conexão perdida|connessione persa|соединение потеряно|соединение разорвано|связь потеряна|\
    связь пропала|интернет пропал|اتصال قطع شد|اینترنت قطع شد|انقطع الاتصال|连接断开|连接中断|网络中断|연결이 끊|bağlantı koptu";

/// Words for a return.
const BACK: &str = "connection restored|connection is restored|connection was restored|connectivity restored|internet restored|\
    connection established|connection recovered|connection is up|internet is up|detected up|internet up|internet is back|\
    network is up|link is up|link up|wan up|is now up|is back up|back online|came back|is online|now online|is up|\
    carrier acquired|reconnected|outage ended|outage over|outage resolved|erfolgreich hergestellt|verbindung hergestellt|\
    verbindung wiederhergestellt|connexion rétablie|conexión restablecida|conexion restablecida|conexão restabelecida|\
    connessione ripristinata|соединение восстановлено|связь восстановлена|интернет появился|интернет восстановлен|\
    اتصال برقرار شد|اینترنت وصل شد|عاد الاتصال|连接恢复|网络恢复|연결이 복구|bağlantı geldi|connected";

/// What a line says: when, as it is written; of what; whether it is back.
#[derive(Debug, PartialEq)]
struct Change<'a> {
    stamp: String,
    of: &'a str,
    back: bool,
}

impl Format for EventLog {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn sniff(&self, head: &Head<'_>) -> Score {
        const LOOKED_AT: usize = 400;
        let begin = head.bytes.get(..head.bytes.len().min(48 << 10)).unwrap_or_default();
        // The words of most files hold none of these, and are not looked at line by line.
        if head.layout.is_ok() || head.outline.as_ref().is_some_and(|outline| outline.is_sound) {
            return 0;
        }
        let text = String::from_utf8_lossy(begin);
        let changes: Vec<Change<'_>> = text.lines().take(LOOKED_AT).flat_map(changes).collect();
        let back = changes.iter().filter(|change| change.back).count();
        if back > 0 && back < changes.len() { 70 } else { 0 }
    }

    fn open(&self, settings: &Settings) -> Box<dyn Reader> {
        other_build::formats(|| Box::new(LineReader::new(Box::new(Log::new(settings)))))
    }
}

/// What a line says of changes; nothing where it speaks of something else.
fn changes(line: &str) -> Vec<Change<'_>> {
    if let Some((start, end)) = both_ends(line) {
        let change = |stamp, back| Change { stamp, of: "", back };
        return vec![change(start, false), change(end, true)];
    }
    let change = match alert(line) {
        Some((stamp, of, state)) => state.map(|back| Change { stamp, of, back }),
        None => told(line),
    };
    change.into_iter().collect()
}

/// `09/19/2022 06:56:11 AM - 09/19/2022 06:57:31 AM : out for 0:01:20`: an outage with both of its ends.
fn both_ends(line: &str) -> Option<(String, String)> {
    let lower = line.to_lowercase();
    if !["out for", "down for", "outage", "offline", "downtime", "disconnected"]
        .iter()
        .any(|words| lower.contains(words))
    {
        return None;
    }
    let marks = [" - ", " – ", " — ", " -> ", " → ", " to ", " until "];
    let (before, behind) = marks.iter().find_map(|mark| {
        let (before, behind) = line.split_once(mark)?;
        stamp_behind(&format!(" {before}")).zip(stamp_before(&format!("{behind} ")))
    })?;
    Some((before, behind))
}

/// `[1741046400] HOST ALERT: gw;DOWN;HARD;3;…`: the state is none where it is soft, or neither up nor down.
fn alert(line: &str) -> Option<(String, &str, Option<bool>)> {
    let (epoch, rest) = line.strip_prefix('[')?.split_once("] ")?;
    let at = time::from_secs(epoch.parse().ok()?)?;
    let (kind, rest) = rest.split_once(": ")?;
    let fields = match kind {
        "HOST ALERT" | "CURRENT HOST STATE" | "INITIAL HOST STATE" => 1,
        "SERVICE ALERT" | "CURRENT SERVICE STATE" | "INITIAL SERVICE STATE" => 2,
        kind if kind.bytes().all(|b| b.is_ascii_uppercase() || b == b' ') => return Some((String::new(), "", None)),
        _ => return None,
    };
    let end = rest.match_indices(';').nth(fields - 1)?.0;
    let (of, rest) = rest.split_at_checked(end)?;
    let mut words = rest.trim_start_matches(';').split(';');
    let state = match words.next()? {
        "UP" | "OK" => Some(true),
        "DOWN" | "UNREACHABLE" | "CRITICAL" => Some(false),
        _ => None,
    };
    Some((time::iso(at), of, state.filter(|_| words.next() == Some("HARD"))))
}

/// A line of words, with its moment at the beginning or behind the words.
fn told(line: &str) -> Option<Change<'_>> {
    let lower = line.to_lowercase();
    // The first words count: “is up (was down for 3 minutes)”. Where they begin at one place, the longer.
    let first =
        |list: &str| list.split('|').filter_map(|words| Some((lower.find(words)?, usize::MAX - words.len()))).min();
    let (lost, back) = (first(LOST), first(BACK));
    let is_back = match (lost, back) {
        (Some(lost), Some(back)) => back < lost,
        (None, Some(_)) => true,
        (Some(_), None) => false,
        (None, None) => return None,
    };
    // “disconnected” and “not connected” hold “connected”.
    if is_back && ["not connected", "dis connected", "unconnected"].iter().any(|words| lower.contains(words)) {
        return None;
    }
    let stamp = stamp_before(line).or_else(|| stamp_behind(line))?;
    Some(Change { stamp, of: subject(line), back: is_back })
}

/// The moment that a line begins with, in brackets or without.
fn stamp_before(line: &str) -> Option<String> {
    const WORDS: usize = 7;
    let line = line.trim_start().trim_start_matches(['[', '(', '<', '"']);
    let ends: Vec<usize> = line
        .char_indices()
        .filter(|(_, c)| matches!(c, ' ' | ']' | ')' | '>' | '"'))
        .map(|(at, _)| at)
        .take(WORDS)
        .collect();
    let cut = |end: &usize| line.get(..*end).map(bare).filter(|text| is_moment(text));
    ends.iter().rev().find_map(cut).map(str::to_owned)
}

/// The moment at the end of a line: `Connection restored at : 2020-01-11 07:35:10`.
fn stamp_behind(line: &str) -> Option<String> {
    let starts = line.match_indices([' ', '[', '(']).map(|(at, mark)| at + mark.len());
    starts.filter_map(|at| line.get(at..)).map(bare).find(|text| is_moment(text)).map(str::to_owned)
}

fn bare(text: &str) -> &str {
    text.trim().trim_matches([',', '-', '|', ';', ']', '[', ')', '(', ' ']).trim_end_matches([':', '.'])
}

/// True for a moment that says more than its day.
fn is_moment(text: &str) -> bool {
    text.len() >= 10 && text.contains([':', 'T']) && is_stamp(text.as_bytes())
}

/// What came or went: an interface in quotes, or the one before the words of a kernel.
fn subject(line: &str) -> &str {
    let quoted = line.split_once('\'').and_then(|(_, rest)| rest.split_once('\'')).map(|(word, _)| word);
    let interface = || {
        let named = |word: &&str| {
            ["eth", "wan", "ppp", "wlan", "usb", "enp", "eno", "wwan", "pppoe-"].iter().any(|begin| {
                word.strip_prefix(begin)
                    .is_some_and(|rest| rest.len() < 8 && rest.starts_with(|c: char| c.is_ascii_digit()))
            })
        };
        line.split([' ', ':', ',', '(', ')']).find(named)
    };
    quoted.filter(|word| word.len() <= 40 && !word.contains(' ')).or_else(interface).unwrap_or_default()
}

struct Log {
    table: WrittenTable,
    changes: usize,
    lines: u64,
    others: u64,
    first_other: Option<(String, Place)>,
}

impl Log {
    fn new(settings: &Settings) -> Log {
        let header = ["changed", "name", "state"].map(str::to_owned);
        let named = [("name".to_owned(), "name")];
        let mut settings = settings.clone();
        settings.columns.extend(named);
        let table = WrittenTable::new(&settings, &header);
        Log { table, changes: 0, lines: 0, others: 0, first_other: None }
    }
}

impl LineHandler for Log {
    fn line(&mut self, line: &str, place: Place) -> Result<(), Error> {
        if line.trim().is_empty() {
            return Ok(());
        }
        self.lines += 1;
        let changes = changes(line);
        if changes.is_empty() {
            self.others += 1;
            self.first_other.get_or_insert_with(|| (quote(line.trim()), place.clone()));
        }
        self.changes += changes.len();
        if self.changes > limits::SAMPLES {
            return Err(Error::file(Code::TooManySamples, "Too many changes.", "Give a shorter time.").at(place));
        }
        changes.into_iter().try_for_each(|change| {
            let state = if change.back { "up" } else { "down" };
            self.table.row(&[change.stamp, change.of.to_owned(), state.to_owned()])
        })
    }

    fn finish(self: Box<Self>) -> Result<Reading, Error> {
        let mut reading = self.table.finish()?;
        // Rows of the table that was made of it are no lines of the file.
        reading.notes.each_place(|place| *place = Place::default());
        if let Some((line, place)) = self.first_other {
            let text = format!(
                "{} of {} lines say nothing of a loss or a return: they were left out, the first {line}.",
                self.others, self.lines
            );
            reading.notes.add_at(Code::ResultsLeftOut, text, place);
        }
        Ok(reading)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::time::iso;
    use crate::read::tests::read;

    fn given(text: &str) -> Vec<(String, Option<String>)> {
        let short = |at| iso(at).get(5..19).unwrap_or_default().to_owned();
        read(text).given.iter().map(|given| (short(given.start), given.end.map(short))).collect()
    }

    #[test]
    fn lines_say_what_was_lost_and_what_came_back() {
        for (line, of, back) in [
            ("2025-03-04 00:00:12 Interface 'wan' has lost the connection", "wan", false),
            (
                "2025-03-04T00:00:12+00:00 host kernel: [3.1] igb 0000:01:00.0 eth0: NIC Link is Up 1000 Mbps",
                "eth0",
                true,
            ),
            ("[2025-03-04 00:00:12] Internet is UP (was down for 0:12:00)", "", true),
            ("2025-03-04 00:00:12,123 - WARNING - Connection lost", "", false),
            ("04.03.25 00:00:12 Internetverbindung wurde getrennt.", "", false),
            ("---Internet Connection restored at    : 2025-03-04 00:00:12", "", true),
            ("[1741046412] HOST ALERT: gw;DOWN;HARD;3;CRITICAL - Host Unreachable", "gw", false),
            ("[1741046412] SERVICE ALERT: gw;PING;OK;HARD;3;PING OK", "gw;PING", true),
        ] {
            let change = changes(line).pop().unwrap();
            assert_eq!((change.of, change.back), (of, back), "{line}");
        }
        for line in [
            "[1741046412] HOST ALERT: gw;DOWN;SOFT;1;CRITICAL",
            "[1741046412] Auto-save of retention data completed: connection lost",
            "Mar  4 00:00:12 router dhcpcd[512]: eth0: carrier lost",
            "2025-03-04 00:00:12 Total downtime duration: 0:12:00",
        ] {
            assert_eq!(changes(line), [], "{line}");
        }
    }

    #[test]
    fn a_line_may_tell_both_ends() {
        let lines = "09/19/2022 06:56:11 AM - 09/19/2022 06:57:31 AM : out for 0:01:20\n09/18/2022 10:50:22 PM - 09/18/2022 10:51:51 PM : out for 0:01:29\n";
        let end = |at: &str| Some(at.to_owned());
        let want = [
            ("09-18T22:50:22".to_owned(), end("09-18T22:51:51")),
            ("09-19T06:56:11".to_owned(), end("09-19T06:57:31")),
        ];
        assert_eq!(given(lines), want);
    }

    #[test]
    fn a_log_in_either_order_gives_the_same_outages() {
        let lines = [
            "28.03.25 21:07:00 Internetverbindung wurde getrennt.",
            "28.03.25 21:07:09 PPPoE-Fehler: Zeitüberschreitung.",
            "28.03.25 22:30:00 Internetverbindung wurde erfolgreich hergestellt. IP-Adresse: 203.0.113.7, Gateway: 203.0.113.1",
            "29.03.25 01:00:00 Internetverbindung wurde getrennt.",
            "29.03.25 01:02:00 Internetverbindung wurde erfolgreich hergestellt.",
        ];
        let newest_first: Vec<&str> = lines.iter().rev().copied().collect();
        let end = |at: &str| Some(at.to_owned());
        let want = [
            ("03-28T21:07:00".to_owned(), end("03-28T22:30:00")),
            ("03-29T01:00:00".to_owned(), end("03-29T01:02:00")),
        ];
        assert_eq!(given(&lines.join("\n")), want);
        assert_eq!(given(&newest_first.join("\r\n")), want);
        assert!(read(&lines.join("\n")).notes.list().iter().any(|note| note.message.contains("PPPoE-Fehler")));
    }

    #[test]
    fn a_log_in_which_nothing_comes_back_gives_no_outages() {
        let line = |minute: u32| format!("2025-03-04 00:{minute}:12 router dhcpcd[512]: eth0: carrier lost\n");
        let text = line(10) + &line(20) + &line(35);
        assert!(read(&text).given.is_empty());
    }
}

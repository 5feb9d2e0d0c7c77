//! Logs that say when a connection or the power was lost and when it came back, a line a change: routers, kernels, Nagios, loggers at home.
//!
//! In: lines with a moment before or behind words for a change: `… netifd: Interface 'wan' has lost the connection`, `… eth0 NIC Link
//! is Down`, `… Internetverbindung wurde getrennt.`, `[1741046400] HOST ALERT: gw;DOWN;HARD;3;…`. Out: given outages, from each loss
//! to the next return of the same thing (an interface, a host). Lines that speak of something else are left out and counted; so are the soft states of
//! Nagios, which it checks once more. Not taken: text in which nothing comes back, or whose moments name no year.

mod line;

use crate::base::error::quote;
use crate::base::{Code, Error, Place, Reading, Settings, limits};
use crate::read::format::{About, Format, Reader, Score};
use crate::read::other_build;
use crate::read::sniff::head::Head;
use crate::read::tabular::lines::{LineHandler, LineReader};
use crate::read::tabular::written::WrittenTable;
use line::{Change, changes};
use std::collections::BTreeMap;

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

struct Log {
    table: WrittenTable,
    changes: usize,
    lines: u64,
    others: u64,
    first_other: Option<(String, Place)>,
    /// The first changes, until it is told whether [`Row::maybe`] names what came and went.
    begun: Vec<Row>,
    hosts: Option<bool>,
}

/// A change that is kept.
struct Row {
    stamp: String,
    of: String,
    maybe: String,
    back: bool,
}

impl Row {
    fn of(change: Change<'_>) -> Row {
        let Change { stamp, of, maybe, back } = change;
        Row { stamp, of: of.to_owned(), maybe: maybe.to_owned(), back }
    }
}

/// Changes that tell whether words name what came and went.
const TELLING: usize = 4_096;

/// True where the words that may name what came and went do so: there are several, every change has one, and of at least half of
/// those that went, the same came back.
fn are_hosts(rows: &[Row]) -> bool {
    let mut logs: BTreeMap<&str, Vec<bool>> = BTreeMap::new();
    for row in rows {
        logs.entry(&row.maybe).or_default().push(row.back);
    }
    let went = logs.values().filter(|log| log.contains(&false)).count();
    let came = logs.values().filter(|log| log.windows(2).any(|pair| matches!(pair, [false, true]))).count();
    logs.len() > 1 && !logs.contains_key("") && came > 0 && 2 * came >= went
}

impl Log {
    fn new(settings: &Settings) -> Log {
        let header = ["changed", "name", "state"].map(str::to_owned);
        let named = [("name".to_owned(), "name")];
        let mut settings = settings.clone();
        settings.columns.extend(named);
        let table = WrittenTable::new(&settings, &header);
        Log { table, changes: 0, lines: 0, others: 0, first_other: None, begun: Vec::new(), hosts: None }
    }

    fn write(&mut self, row: Row, hosts: bool) -> Result<(), Error> {
        let of = if row.of.is_empty() && hosts { row.maybe } else { row.of };
        self.table.row(&[row.stamp, of, if row.back { "up" } else { "down" }.to_owned()])
    }

    /// Tells of the first changes whether hosts came and went, and writes them.
    fn begin(&mut self) -> Result<(), Error> {
        let begun = std::mem::take(&mut self.begun);
        let hosts = are_hosts(&begun);
        self.hosts = Some(hosts);
        begun.into_iter().try_for_each(|row| self.write(row, hosts))
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
        for row in changes.into_iter().map(Row::of) {
            match self.hosts {
                Some(hosts) => self.write(row, hosts)?,
                None => self.begun.push(row),
            }
        }
        if self.hosts.is_none() && self.begun.len() >= TELLING { self.begin() } else { Ok(()) }
    }

    fn finish(mut self: Box<Self>) -> Result<Reading, Error> {
        if self.hosts.is_none() {
            self.begin()?;
        }
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
    fn hosts_come_and_go_each_on_its_own() {
        let round = |minute: u32, first: &str| {
            let line = |host: &str, state: &str| format!("[2025-08-10 20:{minute:02}:25] Device {host} is {state}\n");
            line("192.0.2.8", first) + &line("192.0.2.1", "UP")
        };
        let text: String = [(16, "UP"), (21, "UP"), (26, "DOWN"), (31, "DOWN"), (36, "UP"), (41, "UP")]
            .map(|(m, s)| round(m, s))
            .concat();
        let end = |at: &str| Some(at.to_owned());
        assert_eq!(given(&text), [("08-10T20:26:25".to_owned(), end("08-10T20:36:25"))]);
        assert!(read(&text).given.iter().all(|given| given.label == "192.0.2.8"));
        // One connection gets a new address every time: no address is what came and went.
        let lines = "2025-03-04 00:10:12 WAN 203.0.113.5 is down\n2025-03-04 00:20:12 WAN 203.0.113.9 is up\n\
            2025-03-05 00:10:12 WAN 203.0.113.9 is down\n2025-03-05 00:40:12 WAN 203.0.113.4 is up\n";
        let want = [
            ("03-04T00:10:12".to_owned(), end("03-04T00:20:12")),
            ("03-05T00:10:12".to_owned(), end("03-05T00:40:12")),
        ];
        assert_eq!(given(lines), want);
    }

    #[test]
    fn a_line_that_begins_with_a_bracket_is_no_json() {
        let end = |at: &str| Some(at.to_owned());
        let nagios = "[Tue Jan 12 00:00:00 2016] LOG ROTATION: DAILY\n[Tue Jan 12 08:15:08 2016] HOST ALERT: gw01;DOWN;HARD;3;\n\
            [Tue Jan 12 09:41:08 2016] HOST ALERT: gw01;UP;HARD;1;\n";
        assert_eq!(given(nagios), [("01-12T08:15:08".to_owned(), end("01-12T09:41:08"))]);
        let words = "[OFFLINE] 192.0.2.1 caiu em 16/08/2025 06:29:05 | de = A\n[ONLINE] 192.0.2.1 voltou em 16/08/2025 06:34:05 | de = A\n";
        assert_eq!(given(words), [("08-16T06:29:05".to_owned(), end("08-16T06:34:05"))]);
    }

    #[test]
    fn a_ups_tells_when_the_power_went_and_came() {
        let apcupsd = "2024-05-01 10:00:12 +0000  Power failure.\n2024-05-01 10:00:18 +0000  Running on UPS batteries.\n\
            2024-05-01 10:07:03 +0000  Mains returned. No longer on UPS batteries.\n2024-05-01 10:07:03 +0000  Power is back. UPS running on mains.\n";
        let nut = "2024-05-01T10:00:12Z upsmon[311]: UPS ups@localhost on battery\n2024-05-01T10:07:03Z upsmon[311]: UPS ups@localhost on line power\n";
        for log in [apcupsd, nut] {
            assert_eq!(given(log), [("05-01T10:00:12".to_owned(), Some("05-01T10:07:03".to_owned()))], "{log}");
        }
    }

    #[test]
    fn pings_are_answered_or_not() {
        let line = |minute: u32, words: &str| format!("2024-08-30T10:{minute:02}:13Z - Ping to 192.0.2.1 {words}\n");
        let ping = |minute: u32| match minute {
            20..25 => line(minute, "failed"),
            _ => line(minute, "succeeded, time=47.506 ms"),
        };
        let end = |at: &str| Some(at.to_owned());
        let want = [("08-30T10:20:13".to_owned(), end("08-30T10:25:13"))];
        assert_eq!(given(&(0..40).map(ping).collect::<String>()), want);
        assert_eq!(changes("2024-08-30T10:20:13Z sshd: password failed"), []);
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

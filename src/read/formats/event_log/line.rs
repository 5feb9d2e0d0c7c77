//! What a line of a log says: when, of what, and whether it went or came back.
//!
//! In: one line. Out: its changes, none where it speaks of something else. What came or went is sure where it is an interface, a word
//! in quotes or a host of Nagios; else a word that may name it: whether it does, the log as a whole tells.

use crate::base::time;
use crate::read::scalar::address::is_host;
use crate::read::scalar::leading_moment::{bare, is_moment, leading_moment};

/// Words for a loss, parted by bars.
const LOST: &str = "has lost the connection|has no link|connection lost|connection was lost|connection is lost|connectivity lost|\
    lost connection|lost connectivity|lost internet|internet lost|connection unavailable|connection dropped|\
    connection failed|connection terminated|[offline]|[down]|- offline|- down|connection is down|internet is down|detected down|internet down|\
    network is down|link is down|link down|wan down|is now down|went down|is down|carrier lost|lost carrier|no carrier|\
    lcp terminated|disconnected|is offline|went offline|now offline|outage started|outage began|outage detected|power failure|power lost|power was lost|power outage|lost power|\
    running on ups batteries|on battery|mains lost|\
    wurde getrennt|verbindung verloren|verbindung unterbrochen|connexion perdue|conexión perdida|conexion perdida|\
    se perdió la conexión|conexão perdida|internet caiu|conexão caiu|caiu em|connessione persa|соединение потеряно|соединение разорвано|связь потеряна|\
    связь пропала|интернет пропал|اتصال قطع شد|اینترنت قطع شد|انقطع الاتصال|连接断开|连接中断|网络中断|연결이 끊|bağlantı koptu";

/// Words for a return.
const BACK: &str = "connection restored|connection is restored|connection was restored|connectivity restored|internet restored|\
    connection established|connection recovered|connection is up|internet is up|detected up|internet up|internet is back|\
    network is up|link is up|link up|wan up|is now up|is back up|back online|came back|is online|now online|is up|\
    carrier acquired|reconnected|[online]|[up]|- online|- up|outage ended|outage over|outage resolved|power is back|power restored|power returned|power was restored|\
    mains returned|mains restored|on line power|on mains|erfolgreich hergestellt|verbindung hergestellt|\
    verbindung wiederhergestellt|connexion rétablie|conexión restablecida|conexion restablecida|conexão restabelecida|internet voltou|conexão voltou|voltou em|\
    connessione ripristinata|соединение восстановлено|связь восстановлена|интернет появился|интернет восстановлен|\
    اتصال برقرار شد|اینترنت وصل شد|عاد الاتصال|连接恢复|网络恢复|연결이 복구|bağlantı geldi|connected";

/// Words for a ping without an answer, and for one with it: elsewhere they may be said of anything.
const UNANSWERED: &str =
    "failed|timed out|timeout|unreachable|no response|no reply|lost|falló|fehlgeschlagen|falhou|échoué|не прошёл";
const ANSWERED: &str =
    "succeeded|success|successful|reply|replied|answered|time=|exitoso|erfolgreich|bem-sucedido|réussi|прошёл";

/// What a line says.
#[derive(Debug, PartialEq)]
pub(super) struct Change<'a> {
    /// When, as it is written.
    pub(super) stamp: String,
    /// What surely came or went; blank where the line does not say it.
    pub(super) of: &'a str,
    /// The word that may name what came or went: `8.8.8.8`, `Device gw1 is down`.
    pub(super) maybe: &'a str,
    pub(super) back: bool,
}

/// What a line says of changes; nothing where it speaks of something else.
pub(super) fn changes(line: &str) -> Vec<Change<'_>> {
    if let Some((start, end)) = both_ends(line) {
        let change = |stamp, back| Change { stamp, of: "", maybe: "", back };
        return vec![change(start, false), change(end, true)];
    }
    let change = match alert(line) {
        Some((stamp, of, state)) => state.map(|back| Change { stamp, of, maybe: "", back }),
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
        stamp_behind(&format!(" {before}")).zip(leading_moment(&format!("{behind} ")).map(owned))
    })?;
    Some((before, behind))
}

/// `[1741046400] HOST ALERT: gw;DOWN;HARD;3;…`, the stamp also in words: the state is none where it is soft, or neither up nor down.
fn alert(line: &str) -> Option<(String, &str, Option<bool>)> {
    let (stamp, rest) = line.strip_prefix('[')?.split_once("] ")?;
    let stamp = match stamp.parse() {
        Ok(epoch) => time::iso(time::from_secs(epoch)?),
        Err(_) => Some(stamp.to_owned()).filter(|stamp| is_moment(stamp))?,
    };
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
    Some((stamp, of, state.filter(|_| words.next() == Some("HARD"))))
}

/// A line of words, with its moment at the beginning or behind the words.
fn told(line: &str) -> Option<Change<'_>> {
    let lower = line.to_lowercase();
    // The first words count: “is up (was down for 3 minutes)”. Where they begin at one place, the longer.
    let first =
        |list: &str| list.split('|').filter_map(|words| Some((lower.find(words)?, usize::MAX - words.len()))).min();
    let (lost, back) = match (first(LOST), first(BACK)) {
        (None, None) if lower.contains("ping") => (first(UNANSWERED), first(ANSWERED)),
        both => both,
    };
    let (is_back, at) = match (lost, back) {
        (Some(lost), Some(back)) if lost < back => (false, lost.0),
        (_, Some(back)) => (true, back.0),
        (Some(lost), None) => (false, lost.0),
        (None, None) => return None,
    };
    // “disconnected” and “not connected” hold “connected”.
    if is_back && ["not connected", "dis connected", "unconnected"].iter().any(|words| lower.contains(words)) {
        return None;
    }
    let stamp = leading_moment(line).map(owned).or_else(|| stamp_behind(line))?;
    Some(Change { stamp, of: subject(line), maybe: host(line, at), back: is_back })
}

fn owned((stamp, _): (&str, &str)) -> String {
    stamp.to_owned()
}

/// The moment behind the words: `Connection restored at : 2020-01-11 07:35:10`, `went down at 2020-01-11 07:35:10 (modem)`.
fn stamp_behind(line: &str) -> Option<String> {
    let starts =
        || line.match_indices([' ', '[', '(']).map(|(at, mark)| at + mark.len()).filter_map(|at| line.get(at..));
    let to_the_end = || starts().map(bare).find(|text| is_moment(text)).map(str::to_owned);
    let begins = |rest: &&str| rest.starts_with(|c: char| c.is_ascii_digit() || c.is_alphabetic());
    to_the_end().or_else(|| starts().filter(begins).find_map(leading_moment).map(owned))
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

/// The word that may name what came or went: the address in the line, else the word before those of the change.
fn host(line: &str, words: usize) -> &str {
    // The same place in lower case may lie elsewhere in letters of a few languages: then there is no such word.
    let before = || line.get(..words).unwrap_or_default().split_whitespace().map(inner).rfind(|word| !word.is_empty());
    let named = || before().filter(|word| word.starts_with(char::is_alphabetic));
    line.split_whitespace().map(inner).find(|word| is_host(word)).or_else(named).unwrap_or_default()
}

/// A word without the marks around it.
fn inner(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

//! Names the columns of tables whose program prints them without a header, where their form tells which program it was.
//!
//! In: the first row of a table without a header. Out: the names that the program gives when it is asked for them.

use super::dialect::Dialect;
use crate::read::scalar::address::is_address;
use crate::read::scalar::number;
use crate::read::scalar::timestamp::is_stamp;

/// `speedtest-cli --csv`, as `speedtest-cli --csv-header` names it.
const SPEED_TEST: [&str; 10] = [
    "Server ID",
    "Sponsor",
    "Server Name",
    "Timestamp",
    "Distance",
    "Ping",
    "Download",
    "Upload",
    "Share",
    "IP Address",
];

/// Ookla's `speedtest -f csv`, as `--output-header` names it, behind the moment that a script writes before each line.
const OOKLA: [&str; 11] = [
    "timestamp",
    "server name",
    "server id",
    "idle latency",
    "idle jitter",
    "packet loss",
    "download",
    "upload",
    "download bytes",
    "upload bytes",
    "share url",
];

/// `speedtest-csv`, as its option for a header names it.
const SPEED_TEST_CSV: [&str; 10] =
    ["Start", "Stop", "From", "From IP", "Server", "Distance", "Ping", "Download", "Upload", "Share"];

/// A program: the names of its columns, and how a row of it is known.
type Program = (&'static [&'static str], fn(&[Vec<u8>]) -> bool);

const PROGRAMS: [Program; 3] = [(&SPEED_TEST, is_speed_test), (&OOKLA, is_ookla), (&SPEED_TEST_CSV, is_speed_test_csv)];

/// Gives a known table its header.
pub(super) fn name(dialect: &mut Dialect) {
    if !dialect.header.is_empty() || dialect.sample.is_empty() {
        return;
    }
    let most = |is: fn(&[Vec<u8>]) -> bool| {
        dialect.sample.iter().filter(|row| is(row)).count() * 10 >= dialect.sample.len() * 8
    };
    if let Some((names, _)) = PROGRAMS.iter().find(|(_, is)| most(*is)) {
        dialect.header = names.iter().map(|name| (*name).to_owned()).collect();
    }
}

fn is_number(cell: &[u8]) -> bool {
    number::plain(cell).is_some()
}

fn is_link(cell: &[u8]) -> bool {
    cell.is_empty() || cell.starts_with(b"http")
}

/// A number, two names, a moment, four numbers, perhaps a link, an address.
fn is_speed_test(row: &[Vec<u8>]) -> bool {
    let [id, _, _, at, distance, ping, download, upload, share, address] = row else { return false };
    id.iter().all(u8::is_ascii_digit)
        && is_stamp(at)
        && [distance, ping, download, upload].iter().all(|cell| is_number(cell))
        && is_link(share)
        && (address.is_empty() || is_address(address))
}

/// A moment, a name, a whole number, two fractions, a share that may be missing, four whole numbers, a link.
fn is_ookla(row: &[Vec<u8>]) -> bool {
    let [at, _, id, latency, jitter, loss, rest @ ..] = row else { return false };
    let [sizes @ .., share] = rest else { return false };
    let whole = |cell: &Vec<u8>| !cell.is_empty() && cell.iter().all(u8::is_ascii_digit);
    is_stamp(at)
        && whole(id)
        && is_number(latency)
        && is_number(jitter)
        && (is_number(loss) || number::is_missing(loss))
        && sizes.len() == 4
        && sizes.iter().all(whole)
        && share.starts_with(b"http")
}

/// Two moments, a name, an address, a name, four numbers, a link.
fn is_speed_test_csv(row: &[Vec<u8>]) -> bool {
    let [start, stop, _, address, _, distance, ping, download, upload, share] = row else { return false };
    is_stamp(start)
        && is_stamp(stop)
        && is_address(address)
        && [distance, ping, download, upload].iter().all(|cell| is_number(cell))
        && is_link(share)
}

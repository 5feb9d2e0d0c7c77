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

/// Gives a known table its header.
pub(super) fn name(dialect: &mut Dialect) {
    if !dialect.header.is_empty() || dialect.sample.is_empty() {
        return;
    }
    let most = dialect.sample.iter().filter(|row| is_speed_test(row)).count() * 10 >= dialect.sample.len() * 8;
    if most {
        dialect.header = SPEED_TEST.map(str::to_owned).to_vec();
    }
}

/// A number, two names, a moment, four numbers, perhaps a link, an address.
fn is_speed_test(row: &[Vec<u8>]) -> bool {
    let [id, _, _, at, distance, ping, download, upload, share, address] = row else { return false };
    id.iter().all(u8::is_ascii_digit)
        && is_stamp(at)
        && [distance, ping, download, upload].iter().all(|cell| number::plain(cell).is_some())
        && (share.is_empty() || share.starts_with(b"http"))
        && (address.is_empty() || is_address(address))
}

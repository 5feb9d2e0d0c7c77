//! Lines of every system that prints them, lost probes, and what has no times.

use super::*;
use crate::base::Kind;
use crate::read::tests::{read, read_with};

fn answered(reading: &Reading) -> Vec<f64> {
    let series = reading.series.iter().find(|series| series.kind == Kind::Probing);
    series.map(|series| series.values.to_vec()).unwrap_or_default()
}

#[test]
fn answers_and_losses_of_every_system_are_read() {
    let prints: [fn(usize, bool) -> String; 5] = [
        |i, up| {
            let at = 1_714_521_600 + i;
            if up {
                format!("[{at}.000123] 64 bytes from 192.0.2.1: icmp_seq={i} ttl=57 time=20.{i} ms")
            } else {
                format!("[{at}.000123] no answer yet for icmp_seq={i}")
            }
        },
        |i, up| {
            let at = format!("01-May-2024 00:00:{i:02}: ");
            if up {
                format!("{at}64 bytes from a.example (192.0.2.1): icmp_seq={i} ttl=57 time=20.{i} ms")
            } else {
                format!("{at}From 192.0.2.9 icmp_seq={i} Destination Host Unreachable")
            }
        },
        |i, up| {
            let at = format!("2024-05-01 00:00:{i:02} - ");
            if up {
                format!("{at}Reply from 192.0.2.1: bytes=32 time=2{i}ms TTL=117")
            } else {
                format!("{at}Request timed out.")
            }
        },
        |i, up| {
            let at = format!("[{}.5]", 1_714_521_600 + i);
            if up {
                format!("{at} 192.0.2.1 : [{i}], 84 bytes, 14.{i} ms (14.1 avg, 0% loss)")
            } else {
                format!("{at} 192.0.2.1 : [{i}], timed out (14.1 avg, 50% loss)")
            }
        },
        |i, up| {
            let at = format!("2024-05-01T00:00:{i:02}Z ");
            if up {
                format!("{at}64 bytes from 192.0.2.1: icmp_seq={i} ttl=57 time=20.{i} ms")
            } else {
                format!("{at}ping: sendmsg: Network is unreachable")
            }
        },
    ];
    for print in prints {
        let lines: String = (0..30).map(|i| format!("{}\n", print(i, !(10..14).contains(&i)))).collect();
        let reading = read(&format!(
            "PING 192.0.2.1 (192.0.2.1) 56(84) bytes of data.\n{lines}\n--- 192.0.2.1 ping statistics ---\n30 packets transmitted, 26 received, 13% packet loss\nrtt min/avg/max/mdev = 1/2/3/4 ms\n"
        ));
        assert_eq!(reading.source.format, "ping", "{lines}");
        let got = answered(&reading);
        let want: Vec<f64> = (0..30).map(|i| f64::from(u8::from(!(10..14).contains(&i)))).collect();
        assert_eq!(got, want, "{lines}");
        assert!(reading.series.iter().any(|series| series.kind == Kind::Latency && series.missing() == 4), "{lines}");
        assert!(!reading.notes.has(Code::DamagedRows), "{lines}");
    }
}

#[test]
fn numbers_that_are_missing_are_probes_without_an_answer() {
    let line = |i: i64| format!("[{}.0] 64 bytes from 192.0.2.1: icmp_seq={i} ttl=57 time=20 ms\n", 1_714_521_600 + i);
    let text: String = (0..120).filter(|i| !(60..90).contains(i)).map(line).collect();
    let reading = read_with(text.as_bytes(), 31, &[]).unwrap();
    let got = answered(&reading);
    assert_eq!((got.len(), got.iter().sum::<f64>()), (120, 90.0));
    assert!(reading.notes.has(Code::ProbesFilled));
    // Begun anew, the numbers begin at 1 and nobody knows what was between.
    let anew: String = (0..60).map(line).chain((0..60).map(|i| line(i).replace("[17145", "[17146"))).collect();
    assert!(!read_with(anew.as_bytes(), 31, &[]).unwrap().notes.has(Code::ProbesFilled));
}

#[test]
fn without_a_moment_the_option_that_prints_it_is_named() {
    let line = |i: i64| format!("64 bytes from 192.0.2.1: icmp_seq={i} ttl=57 time=20 ms\n");
    let text: String = (0..30).map(line).collect();
    let error = read_with(text.as_bytes(), 31, &[]).unwrap_err();
    assert_eq!(error.code, Code::NoTime);
    assert!(error.need.contains("ping -D"));
}

//! The files of the races, made from a fixed seed and kept between runs.
//!
//! In: a folder and a size in MB. Out: paths. Times and values are those of a signal with days and one outage; routing data
//! are updates of 40 peers about 4,000 prefixes (RFC 6396, BGP4MP_MESSAGE_AS4), packed by `gzip` and `bzip2`.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Park and Miller's generator.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0 * 48271 % 2_147_483_647;
        self.0 % limit
    }
}

/// Writes a file once.
fn made(path: PathBuf, write: impl FnOnce(&mut BufWriter<File>) -> std::io::Result<()>) -> Result<PathBuf, String> {
    if path.exists() {
        return Ok(path);
    }
    let draft = path.with_extension("draft");
    let whole = || -> std::io::Result<()> {
        let mut file = BufWriter::new(File::create(&draft)?);
        write(&mut file)?;
        file.flush()?;
        std::fs::rename(&draft, &path)
    };
    whole().map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(path)
}

/// `2024-01-01T00:00:00Z,12.34`, one a second.
pub fn csv(lab: &Path, mb: u32) -> Result<PathBuf, String> {
    made(lab.join(format!("{mb}.csv")), |file| {
        let mut dice = Dice(1);
        writeln!(file, "time,value")?;
        for second in 0..u64::from(mb) * 36_000 {
            writeln!(file, "{},{:02}.{:02}", iso(second), 10 + dice.below(90), dice.below(100))?;
        }
        Ok(())
    })
}

/// A year of minutes with the rhythms of a day and a week, and an outage every twentieth day.
pub fn year(lab: &Path) -> Result<PathBuf, String> {
    made(lab.join("year.csv"), |file| {
        let mut dice = Dice(1);
        writeln!(file, "time,traffic")?;
        for minute in 0..365 * 1440_u64 {
            let day = minute / 1440;
            let wave = 1.0 + 0.4 * (minute as f64 / 1440.0 * std::f64::consts::TAU).sin();
            let week = if day % 7 >= 5 { 0.85 } else { 1.0 };
            let dark = if day % 20 == 19 && minute % 1440 < 200 { 0.1 } else { 1.0 };
            writeln!(file, "{},{:.1}", iso(minute * 60), wave * week * dark * (940 + dice.below(120)) as f64)?;
        }
        Ok(())
    })
}

/// A week of minutes, as a page fetches it.
pub fn week(path: PathBuf) -> Result<PathBuf, String> {
    made(path, |file| {
        let mut dice = Dice(1);
        writeln!(file, "time,value")?;
        for minute in 0..7 * 1440_u64 {
            let dark = (4000..4300).contains(&minute);
            writeln!(file, "{},{}", iso(minute * 60), if dark { 3 } else { 900 + dice.below(60) })?;
        }
        Ok(())
    })
}

/// Seconds after 1 January 2024, as ISO 8601. Months are those of the leap year, then of the years after.
fn iso(second: u64) -> String {
    let (mut day, second) = (second / 86_400, second % 86_400);
    let (mut year, mut month) = (2024, 0);
    loop {
        let length = match month {
            1 => 28 + u64::from(year % 4 == 0),
            3 | 5 | 8 | 10 => 30,
            _ => 31,
        };
        if day < length {
            break;
        }
        day -= length;
        month += 1;
        if month == 12 {
            (year, month) = (year + 1, 0);
        }
    }
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    format!("{year}-{:02}-{:02}T{hour:02}:{minute:02}:{second:02}Z", month + 1, day + 1)
}

/// Lists of values as `signals/raw` has them, 50 series of one country.
pub fn json(lab: &Path, mb: u64) -> Result<PathBuf, String> {
    made(lab.join(format!("{mb}.json")), |file| {
        let mut dice = Dice(1);
        let each = mb * 1_000_000 / 50 / 5;
        write!(file, r#"{{"type":"signals","error":null,"data":[["#)?;
        for series in 0..50 {
            let comma = if series > 0 { "," } else { "" };
            write!(
                file,
                r#"{comma}{{"entityType":"asn","entityCode":"{series}","datasource":"ping-slash24","subtype":"","from":1704067200,"until":{},"step":60,"nativeStep":60,"values":["#,
                1_704_067_200 + each * 60
            )?;
            for at in 0..each {
                let comma = if at > 0 { "," } else { "" };
                write!(file, "{comma}{}", 1000 + dice.below(900))?;
            }
            write!(file, "]}}")?;
        }
        write!(file, "]]}}")
    })
}

/// The same updates, packed twice.
pub fn routes(lab: &Path, mb: usize) -> Result<[PathBuf; 2], String> {
    let plain = made(lab.join("updates.mrt"), |file| updates(file, mb * 1_000_000))?;
    let packed = |program: &str, ending: &str| {
        made(lab.join(format!("updates.{ending}")), |file| {
            let mut packing = Command::new(program).arg("-c").arg(&plain).stdout(Stdio::piped()).spawn()?;
            let mut out = packing.stdout.take().ok_or(std::io::ErrorKind::BrokenPipe)?;
            std::io::copy(&mut out, file)?;
            if packing.wait()?.success() { Ok(()) } else { Err(std::io::Error::other("packing failed")) }
        })
    };
    Ok([packed("gzip", "gz")?, packed("bzip2", "bz2")?])
}

fn updates(file: &mut impl Write, size: usize) -> std::io::Result<()> {
    let mut dice = Dice(1);
    let mut written = 0;
    let mut at = 1_704_067_200_u32;
    while written < size {
        at += u32::from(dice.below(60) == 0);
        let peer = dice.below(40) as u8;
        let prefix = |dice: &mut Dice| {
            let n = dice.below(4000) as u16;
            [24, 20 + (n / 256) as u8, (n % 256) as u8, 7]
        };
        let (mut withdrawn, mut announced, mut attributes) = (Vec::new(), Vec::new(), Vec::new());
        if dice.below(8) == 0 {
            for _ in 0..=dice.below(4) {
                withdrawn.extend(prefix(&mut dice));
            }
        } else {
            for _ in 0..=dice.below(4) {
                announced.extend(prefix(&mut dice));
            }
            let hops = 2 + dice.below(4) as u8;
            attributes.extend([0x40, 1, 1, 0, 0x40, 2, 2 + 4 * hops, 2, hops]);
            attributes.extend((64_500 + u32::from(peer)).to_be_bytes());
            for _ in 1..hops {
                attributes.extend((3000 + dice.below(2000) as u32).to_be_bytes());
            }
            attributes.extend([0x40, 3, 4, 192, 0, 2, peer + 1]);
        }
        let body = 4 + withdrawn.len() + attributes.len() + announced.len();
        let mut record = Vec::with_capacity(64 + body);
        record.extend(at.to_be_bytes());
        record.extend([0, 16, 0, 4]);
        record.extend((20 + 19 + body as u32).to_be_bytes());
        record.extend((64_500 + u32::from(peer)).to_be_bytes());
        record.extend(64_499_u32.to_be_bytes());
        record.extend([0, 0, 0, 1, 192, 0, 2, peer + 1, 192, 0, 2, 254]);
        record.extend([0xff; 16]);
        record.extend((19 + body as u16).to_be_bytes());
        record.push(2);
        record.extend((withdrawn.len() as u16).to_be_bytes());
        record.extend(withdrawn);
        record.extend((attributes.len() as u16).to_be_bytes());
        record.extend(attributes);
        record.extend(announced);
        file.write_all(&record)?;
        written += record.len();
    }
    Ok(())
}

//! Every number that protects the reader's device, in one place. Each is counted while bytes stream in and is named in
//! The error that it raises.

/// Bytes of one input after decompression.
pub const BYTES: u64 = 2 << 30;
/// Decompressed over compressed size, judged only above `RATIO_FROM` decompressed bytes.
pub const RATIO: u64 = 200;
/// Decompressed bytes below which no ratio is judged.
pub const RATIO_FROM: u64 = 16 << 20;
/// Samples over all series of one input.
pub const SAMPLES: usize = 64_000_000;
/// Series in one input.
pub const SERIES: usize = 1_000;
/// The largest value of a sample, either way: no measurement comes near it, and neither its square nor a sum of squares leaves what
/// a number can hold. What is usual beside it may be more, and has to be a number that a Report may hold.
pub const VALUE: f64 = 1e23;
/// Characters of a label that are kept.
pub const LABEL: usize = 256;
/// Characters of any other text of a file that is kept, such as a credit line.
pub const TEXT: usize = 2_000;
/// Characters of each half of an error: what was found, and what is needed.
pub const SENTENCE: usize = 450;
/// Characters of a note.
pub const NOTE: usize = 600;
/// Different notes of one Report: nobody reads more.
pub const NOTES: usize = 200;
/// Outages that others reported, and marked stretches, of one input.
pub const GIVEN: usize = 2_000;
/// Bins that all series together may be laid on, over [`BINS_A_SAMPLE`] for each of their samples: half a year by the minute
/// twice over, in some 20 MB.
pub const SPARE_BINS: usize = 500_000;
/// Bins for a sample: a file in which every second row is missing has two.
pub const BINS_A_SAMPLE: usize = 2;
/// Bins in which outages of one series are looked for: a year of half-minutes. Each takes some 80 bytes meanwhile, so that a million stay
/// within 64 MiB and 24 bytes a sample; of more, several are one.
pub const BINS: usize = 1_100_000;
/// Cells that the rows of a table may lack together, over [`LACKING_A_SAMPLE`] for each that they have: what is not in a file
/// takes memory all the same, 128 MB of it at most.
pub const LACKING: usize = 16_000_000;
/// Lacking cells for each that is there.
pub const LACKING_A_SAMPLE: usize = 2;
/// Bytes of text that the rows of a sheet may hold, over [`TEXT_A_CELL`] for each of its cells: a text that many cells share
/// stands in the file once.
pub const SHEET_TEXT: u64 = 64 << 20;
/// Bytes of text for each cell of a sheet.
pub const TEXT_A_CELL: u64 = 256;
/// Bytes that stand before the rows of a table which is cut by a key, each time that a key repeats them, over
/// [`HEADS_A_BYTE`] for each byte of its rows.
pub const HEADS: u64 = 64 << 20;
/// Bytes of repeated heads for each byte of rows.
pub const HEADS_A_BYTE: u64 = 64;
/// The longest step that a file may say: a leap year, for yearly figures.
pub const STEP_SECS: i64 = 366 * 24 * 3_600;
/// The longest usual distance of stamps that stand in the file themselves: a count may be told only where it changes.
pub const DISTANCE_SECS: i64 = 50 * STEP_SECS;
/// Files in one drop.
pub const FILES: usize = 1_000;
/// Bytes looked at to tell a format.
pub const HEAD: usize = 64 << 10;
/// Depth of nesting in a JSON document.
pub const NESTING: usize = 64;
/// Share of rows that may be damaged before the file is refused.
pub const DAMAGED_SHARE: f64 = 0.2;
/// Columns of ink that a Report holds for one series.
pub const PLOT_COLUMNS: usize = 2_000;
/// Points of a depth profile that a Report holds for one outage.
pub const PROFILE_POINTS: usize = 500;
/// Columns that all series of a Report hold together: fifty series have as many as they may, a thousand have 200 each.
pub const PLOT_COLUMNS_IN_ALL: usize = 100_000;
/// Findings in all signals of one input that are looked at as outages: five times what a Report holds.
pub const FINDINGS: usize = 10_000;
/// Outages that one Report holds.
pub const OUTAGES: usize = 2_000;
/// Bytes of one row of a table, or of one number or text in a JSON document.
pub const RECORD: usize = 1 << 20;
/// Columns of a table.
pub const COLUMNS: usize = 4_096;
/// Outages of one Report whose own price is told in full: with steps, sensitivity and peers.
pub const PRICED_IN_FULL: usize = 60;
/// Rows of newer facts that an author may give.
pub const NEWER_FACTS: usize = 1_000;
/// Published figures that are held against the models: as many as a reader compares, and more.
pub const CLAIMS: usize = 20;
/// Bytes of one job on a line: a year by the minute inline is 20 MB; what is larger is given as a file.
pub const JOB: u64 = 64 << 20;
/// Ids of jobs that are remembered, so that none is given twice: more than an observatory has series.
pub const JOB_IDS: usize = 1 << 18;
/// Threads that one command starts.
pub const THREADS: usize = 256;
/// GDP of a year in US dollars that may be given: nine times that of the world.
pub const GDP_USD: f64 = 1e15;
/// People that may be given: more than there are.
pub const PEOPLE: f64 = 1e10;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_larger_may_be_larger() {
        // A number or a row, what is judged by its ratio, what stands beside a whole input, and that input.
        let bytes = [HEAD as u64, RECORD as u64, RATIO_FROM, SHEET_TEXT, BYTES];
        assert!(bytes.is_sorted_by(|a, b| a < b), "{bytes:?}");
        assert_eq!((SHEET_TEXT, HEADS, JOB), (67_108_864, 67_108_864, 67_108_864));
        assert_eq!(JOB_IDS, 262_144);
        // Yearly figures may change once in fifty years.
        assert_eq!((STEP_SECS, DISTANCE_SECS), (31_622_400, 1_581_120_000));
    }
}

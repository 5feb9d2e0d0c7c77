//! The native command: hands the words of the call to `cli` and its status back.

use std::process::ExitCode;

fn main() -> ExitCode {
    outage_lens::cli::run(std::env::args_os())
}

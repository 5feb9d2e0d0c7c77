//! How long bgpkit-parser takes natively for a file of routing data: `routes FILE` reads every element of it, from `.gz` and
//! `.bz2` as they are, and prints how many there are.

use bgpkit_parser::BgpkitParser;
use std::fs::File;
use std::io::{BufReader, Read};

fn main() {
    let path = std::env::args().nth(1).expect("routes FILE");
    let file = BufReader::new(File::open(&path).expect("the file opens"));
    let bytes: Box<dyn Read> = match path.rsplit('.').next() {
        Some("gz") => Box::new(flate2::bufread::MultiGzDecoder::new(file)),
        Some("bz2") => Box::new(bzip2::bufread::MultiBzDecoder::new(file)),
        _ => Box::new(file),
    };
    println!("{} elements", BgpkitParser::from_reader(bytes).into_elem_iter().count());
}

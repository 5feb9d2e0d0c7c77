//! Files by path → what the read room makes of them.

use crate::base::error::quote;
use crate::base::{Code, Error, Reading, Settings};
use crate::read::Input;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

/// Bytes read at a time.
const SLICE: usize = 1 << 20;

/// Reads a group of files as one input, as their bytes come; “-” is standard input.
pub(super) fn read(files: &[String], settings: &Settings) -> Result<Reading, Error> {
    let mut input = Input::new(settings);
    for file in files {
        let (mut bytes, size) = open(file)?;
        let name = Path::new(file).file_name().map_or(file.into(), |name| name.to_string_lossy());
        input.file(&name)?;
        input.expect(size);
        // A small file needs no megabyte of room: thousands are read one after another.
        let room = usize::try_from(size + 1).unwrap_or(SLICE).clamp(1, SLICE);
        let room = if file == "-" { SLICE } else { room };
        each_slice(file, &mut bytes, room, &mut |slice| input.push(slice).map(|()| true))?;
    }
    input.finish()
}

/// Opens a file by its path, and says how large it is; of standard input that is not known.
pub(super) fn open(file: &str) -> Result<(Box<dyn Read>, u64), Error> {
    if file == "-" {
        return Ok((Box::new(std::io::stdin().lock()), 0));
    }
    let opened = File::open(file).and_then(|open| Ok((open.metadata()?.len(), open)));
    let (size, open) = opened.map_err(|error| unreadable(file, &error))?;
    Ok((Box::new(open), size))
}

/// Gives the bytes to a taker as they come, until it says false.
pub(super) fn each_slice(
    file: &str,
    bytes: &mut dyn Read,
    room: usize,
    take: &mut dyn FnMut(&[u8]) -> Result<bool, Error>,
) -> Result<(), Error> {
    let mut room = vec![0; room];
    loop {
        match bytes.read(&mut room) {
            Ok(0) => return Ok(()),
            Ok(length) if !take(room.get(..length).unwrap_or_default())? => return Ok(()),
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(unreadable(file, &error)),
        }
    }
}

fn unreadable(file: &str, error: &std::io::Error) -> Error {
    let found = format!("{} can't be read: {error}.", quote(file));
    Error::file(Code::UnreadableFile, found, "Give a readable file.")
}

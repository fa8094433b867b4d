//! Whether a JPEG has an end. Decoders fill what is missing with grey; a shop would rather be told.

use std::io::{self, BufRead, ErrorKind, Read, Seek, SeekFrom};

/// The marker after which pixels come.
const START_OF_SCAN: u8 = 0xda;
/// The marker that ends a picture.
const END_OF_IMAGE: u8 = 0xd9;

/// Walks the segments up to the pixels, then looks for the end behind them. Pictures inside of the
/// metadata have an end of their own, which does not count.
pub(super) fn is_whole_jpeg(source: &mut (impl BufRead + Seek)) -> io::Result<bool> {
    match walk(source) {
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => Ok(false),
        result => result,
    }
}

fn walk(source: &mut (impl BufRead + Seek)) -> io::Result<bool> {
    source.seek(SeekFrom::Start(2))?;
    loop {
        let marker = next_marker(source)?;
        match marker {
            // Markers without a length.
            0x01 | 0xd0..=0xd8 => continue,
            END_OF_IMAGE => return Ok(false),
            _ => {}
        }
        let mut length = [0; 2];
        source.read_exact(&mut length)?;
        let rest = i64::from(u16::from_be_bytes(length)) - 2;
        if rest < 0 {
            return Ok(false);
        }
        source.seek_relative(rest)?;
        if marker == START_OF_SCAN {
            return has_end(source);
        }
    }
}

fn next_marker(source: &mut impl Read) -> io::Result<u8> {
    let mut byte = [0];
    source.read_exact(&mut byte)?;
    // Rubbish between segments is forgiven, as decoders do.
    while byte[0] != 0xff {
        source.read_exact(&mut byte)?;
    }
    while byte[0] == 0xff {
        source.read_exact(&mut byte)?;
    }
    Ok(byte[0])
}

fn has_end(source: &mut impl BufRead) -> io::Result<bool> {
    let mut after_mark = false;
    loop {
        let bytes = source.fill_buf()?;
        if bytes.is_empty() {
            return Ok(false);
        }
        let across = after_mark && bytes[0] == END_OF_IMAGE;
        if across || bytes.windows(2).any(|pair| pair == [0xff, END_OF_IMAGE]) {
            return Ok(true);
        }
        after_mark = bytes.ends_with(&[0xff]);
        let length = bytes.len();
        source.consume(length);
    }
}

//! From bytes to text: which encoding a file is in, and a reader that gives UTF-8.

use std::io::{self, Read, Seek};

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use encoding_rs_io::{DecodeReaderBytes, DecodeReaderBytesBuilder};

const CHUNK: usize = 64 * 1024;

/// Reads the whole file once: a mark at its start decides, else UTF-8 if every byte of it is, else
/// what its bytes look like. A file may be ASCII for a gigabyte and then have an é.
pub fn detect(source: &mut (impl Read + Seek)) -> io::Result<&'static Encoding> {
    source.rewind()?;
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    let mut check = Utf8Check::default();
    let mut chunk = vec![0; CHUNK];
    let mut first = true;
    loop {
        let read = source.read(&mut chunk)?;
        if read == 0 {
            break;
        }
        let bytes = &chunk[..read];
        if first && let Some((encoding, _)) = Encoding::for_bom(bytes) {
            source.rewind()?;
            return Ok(encoding);
        }
        first = false;
        check.push(bytes);
        detector.feed(bytes, false);
    }
    detector.feed(&[], true);
    source.rewind()?;
    if check.holds() {
        return Ok(UTF_8);
    }
    let guess = detector.guess(None, chardetng::Utf8Detection::Deny);
    // Shops export Windows-1252 far more often than what a few bytes may look like.
    let western = ["windows-1254", "windows-1257", "windows-1258", "ISO-8859-4"];
    Ok(if western.contains(&guess.name()) {
        WINDOWS_1252
    } else {
        guess
    })
}

/// A reader of the file as UTF-8, without the mark at its start.
pub fn reader<R: Read>(source: R, encoding: &'static Encoding) -> DecodeReaderBytes<R, Vec<u8>> {
    let transcode = [UTF_16LE, UTF_16BE].contains(&encoding);
    DecodeReaderBytesBuilder::new()
        .encoding(Some(encoding))
        .bom_override(!transcode)
        .strip_bom(true)
        .build(source)
}

/// Whether a stream of chunks is UTF-8; a character may be split between two.
#[derive(Default)]
struct Utf8Check {
    broken: bool,
    rest: Vec<u8>,
}

impl Utf8Check {
    fn push(&mut self, bytes: &[u8]) {
        if self.broken {
            return;
        }
        let joined;
        let all = if self.rest.is_empty() {
            bytes
        } else {
            self.rest.extend_from_slice(bytes);
            joined = std::mem::take(&mut self.rest);
            &joined
        };
        if let Err(error) = std::str::from_utf8(all) {
            match error.error_len() {
                Some(_) => self.broken = true,
                None => self.rest = all[error.valid_up_to()..].to_vec(),
            }
        }
    }

    fn holds(&self) -> bool {
        !self.broken && self.rest.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn read(bytes: &[u8]) -> (String, String) {
        let mut source = Cursor::new(bytes.to_vec());
        let encoding = detect(&mut source).unwrap();
        let mut text = String::new();
        reader(source, encoding).read_to_string(&mut text).unwrap();
        (encoding.name().to_owned(), text)
    }

    #[test]
    fn encodings_are_recognised() {
        let utf16: Vec<u8> = "\u{feff}Prix é"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        for (bytes, name) in [
            ("Prix é".as_bytes().to_vec(), "UTF-8"),
            ("\u{feff}Prix é".as_bytes().to_vec(), "UTF-8"),
            (utf16, "UTF-16LE"),
        ] {
            assert_eq!(read(&bytes), (name.to_owned(), "Prix é".to_owned()));
        }
    }

    #[test]
    fn a_late_byte_decides_for_windows_1252() {
        let mut bytes = b"Franche-Comt\xe9;".repeat(3);
        bytes.splice(0..0, b"plain ascii, ".repeat(20_000));
        let (name, text) = read(&bytes);
        assert_eq!(name, "windows-1252");
        assert!(text.ends_with("Franche-Comté;"));
    }

    #[test]
    fn a_character_between_two_chunks_is_no_fault() {
        let mut bytes = vec![b'a'; CHUNK - 1];
        bytes.extend("é".as_bytes());
        assert_eq!(read(&bytes).0, "UTF-8");
    }
}

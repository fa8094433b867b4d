//! From bytes to text: what kind of file it is, which encoding it is in, and a reader that gives UTF-8.

use std::io::{self, Read, Seek};

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use encoding_rs_io::{DecodeReaderBytes, DecodeReaderBytesBuilder};

use super::refuse;

const CHUNK: usize = 64 * 1024;
/// How much of what is no UTF-8 is enough to tell what else it is, in bytes.
const EVIDENCE: usize = 4 * 1024 * 1024;

/// How a file's bytes become text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decoding {
    /// The encoding.
    pub encoding: &'static Encoding,
    /// Every byte fits: nothing has to be replaced.
    pub sound: bool,
}

/// Why a file is no text.
#[derive(Debug, thiserror::Error)]
pub enum DecodeError {
    /// It is something else; says what to do.
    #[error("{0}")]
    Other(&'static str),
    /// It could not be read.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Reads the whole file once: a mark at its start decides, else UTF-8 if its bytes are that, else
/// what they look like. A file may be ASCII for a gigabyte and then have an é.
///
/// # Errors
/// When the file is no text, or cannot be read.
pub fn detect(source: &mut (impl Read + Seek)) -> Result<Decoding, DecodeError> {
    source.rewind()?;
    let mut tally = Tally::default();
    let mut chunk = vec![0; CHUNK];
    let mut first = true;
    loop {
        let read = fill(source, &mut chunk)?;
        if read == 0 {
            break;
        }
        let bytes = &chunk[..read];
        if std::mem::take(&mut first) {
            if let Some(reason) = refuse::reason(bytes) {
                return Err(DecodeError::Other(reason));
            }
            if let Some(encoding) = wide(bytes) {
                source.rewind()?;
                return Ok(Decoding {
                    encoding,
                    sound: false,
                });
            }
        }
        if bytes.contains(&0) {
            return Err(DecodeError::Other(refuse::NO_TEXT));
        }
        tally.push(bytes);
    }
    tally.finish();
    let encoding = if tally.is_utf8() {
        UTF_8
    } else {
        source.rewind()?;
        guess(source)?
    };
    source.rewind()?;
    Ok(Decoding {
        encoding,
        sound: tally.broken == 0,
    })
}

/// A reader of the file as UTF-8, without the mark at its start.
pub fn reader<R: Read>(source: R, decoding: Decoding) -> DecodeReaderBytes<R, Vec<u8>> {
    let wide = [UTF_16LE, UTF_16BE].contains(&decoding.encoding);
    DecodeReaderBytesBuilder::new()
        .encoding(Some(decoding.encoding))
        .bom_override(!wide)
        .strip_bom(true)
        .utf8_passthru(decoding.sound)
        .build(source)
}

/// UTF-16 with its mark, or recognised by the zeros between Latin letters.
fn wide(start: &[u8]) -> Option<&'static Encoding> {
    if let Some((encoding, _)) = Encoding::for_bom(start) {
        return (encoding != UTF_8).then_some(encoding);
    }
    let zeros = |offset: usize| {
        let of_kind = start.iter().skip(offset).step_by(2);
        of_kind.filter(|byte| **byte == 0).count()
    };
    let (even, odd, pairs) = (zeros(0), zeros(1), start.len() / 2);
    if odd * 2 > pairs && even * 20 < pairs {
        Some(UTF_16LE)
    } else if even * 2 > pairs && odd * 20 < pairs {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// What bytes that are no UTF-8 look like.
fn guess(source: &mut impl Read) -> io::Result<&'static Encoding> {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    let mut chunk = vec![0; CHUNK];
    let mut seen = 0;
    while seen < EVIDENCE {
        let read = fill(source, &mut chunk)?;
        if read == 0 {
            break;
        }
        // Plain ASCII is evidence for nothing.
        if !chunk[..read].is_ascii() {
            detector.feed(&chunk[..read], false);
            seen += read;
        }
    }
    detector.feed(&[], true);
    let guess = detector.guess(None, chardetng::Utf8Detection::Deny);
    // Shops export Windows-1252 far more often than what a few bytes may look like.
    let western = ["windows-1254", "windows-1257", "windows-1258", "ISO-8859-4"];
    Ok(if western.contains(&guess.name()) {
        WINDOWS_1252
    } else {
        guess
    })
}

/// Fills the buffer as far as the source goes: a pipe gives less at a time.
fn fill(source: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match source.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

/// Counts the characters beyond ASCII that are UTF-8, and the places that are none. A character may
/// be split between two chunks.
#[derive(Default)]
struct Tally {
    good: u64,
    broken: u64,
    rest: Vec<u8>,
}

impl Tally {
    fn push(&mut self, bytes: &[u8]) {
        if self.rest.is_empty() && bytes.is_ascii() {
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
        let mut at = 0;
        for part in all.utf8_chunks() {
            let beyond = part.valid().bytes().filter(|byte| *byte >= 0xc0);
            self.good += beyond.count() as u64;
            at += part.valid().len() + part.invalid().len();
            let cut = at == all.len()
                && std::str::from_utf8(part.invalid())
                    .is_err_and(|error| error.error_len().is_none());
            if cut {
                self.rest = part.invalid().to_vec();
            } else if !part.invalid().is_empty() {
                self.broken += 1;
            }
        }
    }

    fn finish(&mut self) {
        self.broken += u64::from(!self.rest.is_empty());
    }

    /// A few broken bytes among many sound characters are damage, not another encoding.
    fn is_utf8(&self) -> bool {
        self.broken == 0 || self.good >= self.broken.saturating_mul(10)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn read(bytes: &[u8]) -> (String, String) {
        let mut source = Cursor::new(bytes.to_vec());
        let decoding = detect(&mut source).unwrap();
        let mut text = String::new();
        reader(source, decoding).read_to_string(&mut text).unwrap();
        (decoding.encoding.name().to_owned(), text)
    }

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn encodings_are_recognised() {
        let text = "Prix é, Menge";
        let marked = format!("\u{feff}{text}");
        for (bytes, name) in [
            (text.as_bytes().to_vec(), "UTF-8"),
            (marked.as_bytes().to_vec(), "UTF-8"),
            (utf16(&marked, u16::to_le_bytes), "UTF-16LE"),
            (utf16(&marked, u16::to_be_bytes), "UTF-16BE"),
            (utf16(text, u16::to_le_bytes), "UTF-16LE"),
            (utf16(text, u16::to_be_bytes), "UTF-16BE"),
        ] {
            assert_eq!(read(&bytes), (name.to_owned(), text.to_owned()));
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

    #[test]
    fn one_broken_byte_does_not_turn_a_file_into_windows_1252() {
        let mut bytes = "Çeşme Havlusu ".repeat(20).into_bytes();
        bytes.push(0xe9);
        let (name, text) = read(&bytes);
        assert_eq!(name, "UTF-8");
        assert!(text.starts_with("Çeşme") && text.ends_with('\u{fffd}'));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for (bytes, words) in [
            (&b"\x89PNG\r\n\x1a\n"[..], "picture"),
            (b"name,price\nMug\0,1\n", "no text"),
        ] {
            let error = detect(&mut Cursor::new(bytes)).unwrap_err().to_string();
            assert!(error.contains(words), "{error}");
        }
    }
}

//! Files that are no CSV, recognised by how they begin, with what to do about each.

/// Says why a file that begins so is no CSV; `None` when it may be one.
pub fn reason(start: &[u8]) -> Option<&'static str> {
    let found = MAGIC.iter().find(|(magic, _)| start.starts_with(magic));
    if let Some((magic, reason)) = found {
        return Some(if *magic == ZIP { zip(start) } else { reason });
    }
    if start.starts_with(b"RIFF") && start.get(8..12) == Some(b"WEBP") {
        return Some(PICTURE);
    }
    markup(start)
}

/// For a file with bytes that no text has.
pub const NO_TEXT: &str = "the file is no text: save the table as CSV, and import that";

const ZIP: &[u8] = b"PK\x03\x04";
const PICTURE: &str = "the file is a picture, and no table of products";
const WORKBOOK: &str =
    "the file is an Excel workbook: save it as CSV (UTF-8) there, and import that";
const OPEN_DOCUMENT: &str =
    "the file is an OpenDocument spreadsheet: save it as CSV there, and import that";
const PACKED: &str = "the file is compressed: unpack it, and import the CSV file in it";
const HTML: &str = "the file is HTML or XML: export the table as CSV, and import that";
const JSON: &str = "the file is JSON: export the table as CSV, and import that";

const MAGIC: &[(&[u8], &str)] = &[
    (ZIP, PACKED),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", WORKBOOK),
    (b"\x89PNG\r\n", PICTURE),
    (b"\xff\xd8\xff", PICTURE),
    (b"GIF8", PICTURE),
    (b"\x1f\x8b", PACKED),
    (b"BZh", PACKED),
    (b"\xfd7zXZ", PACKED),
    (b"\x28\xb5\x2f\xfd", PACKED),
    (
        b"%PDF-",
        "the file is a PDF: export the table behind it as CSV, and import that",
    ),
    (
        b"SQLite format 3\0",
        "the file is a SQLite database: export the table as CSV, and import that",
    ),
    (
        b"PAR1",
        "the file is Parquet: export the table as CSV, and import that",
    ),
];

/// Workbooks are ZIP archives with names that tell.
fn zip(start: &[u8]) -> &'static str {
    let holds = |name: &[u8]| start.windows(name.len()).any(|part| part == name);
    if holds(b"[Content_Types].xml") || holds(b"xl/") {
        WORKBOOK
    } else if holds(b"opendocument.spreadsheet") {
        OPEN_DOCUMENT
    } else {
        PACKED
    }
}

fn markup(start: &[u8]) -> Option<&'static str> {
    let text = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
    let text = text.trim_ascii_start();
    let lower = text[..text.len().min(16)].to_ascii_lowercase();
    let begins = |tag: &str| lower.starts_with(tag.as_bytes());
    if ["<!doctype", "<html", "<?xml", "<rss", "<table"]
        .into_iter()
        .any(begins)
    {
        return Some(HTML);
    }
    let (first, rest) = text.split_first()?;
    let next = rest.trim_ascii_start().first();
    match (first, next) {
        (b'[', Some(b'{')) | (b'{', Some(b'"')) => Some(JSON),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_files_are_named() {
        for (start, words) in [
            (&b"PK\x03\x04....[Content_Types].xml"[..], "Excel"),
            (
                b"PK\x03\x04....mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
                "OpenDocument",
            ),
            (b"PK\x03\x04....notes.txt", "unpack"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Excel"),
            (b"\x1f\x8b\x08", "unpack"),
            (b"\x89PNG\r\n\x1a\n", "picture"),
            (b"RIFF\0\0\0\0WEBPVP8 ", "picture"),
            (b"%PDF-1.7", "PDF"),
            (b"\xef\xbb\xbf<!DOCTYPE html>", "HTML"),
            (b" [ {\"name\":\"Mug\"}]", "JSON"),
            (b"{\"name\":\"Mug\"}", "JSON"),
        ] {
            assert!(
                reason(start).is_some_and(|reason| reason.contains(words)),
                "{words}"
            );
        }
        for csv in [
            "name,price",
            "[sku],name",
            "{name}",
            "",
            "sep=;\nname;price",
        ] {
            assert_eq!(reason(csv.as_bytes()), None, "{csv}");
        }
    }
}

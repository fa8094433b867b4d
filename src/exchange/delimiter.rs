//! What sets the cells of a file apart, told from its beginning.

const CANDIDATES: [u8; 4] = [b',', b';', b'\t', b'|'];
/// How many rows the guess looks at.
const SAMPLE_ROWS: usize = 25;

/// How a file's rows are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    /// What sets the cells apart.
    pub delimiter: u8,
    /// The first line only says so, as Excel writes it: `sep=;`.
    pub announced: bool,
    /// Lines end with a carriage return alone, as on old Macs.
    pub returns: bool,
}

/// Reads the layout off the beginning of a file.
pub fn layout_of(sample: &str) -> Layout {
    let returns = sample.contains('\r') && !sample.contains('\n');
    let lines = if returns {
        &sample.replace('\r', "\n")
    } else {
        sample
    };
    let announced = announced(lines);
    Layout {
        delimiter: announced.unwrap_or_else(|| guess(lines)),
        announced: announced.is_some(),
        returns,
    }
}

fn announced(sample: &str) -> Option<u8> {
    let first = sample.lines().next()?.trim_matches('"');
    let mark = first
        .strip_prefix("sep=")
        .or_else(|| first.strip_prefix("SEP="))?;
    match mark.as_bytes() {
        [mark] if mark.is_ascii_punctuation() || *mark == b'\t' => Some(*mark),
        _ => None,
    }
}

/// The candidate that gives most rows the same, largest number of cells.
fn guess(sample: &str) -> u8 {
    // A cell's text may hold commas in every row; rows of equal width tell more than wide ones.
    let best = CANDIDATES
        .into_iter()
        .enumerate()
        .max_by_key(|(index, candidate)| {
            let (alike, width) = score(sample, *candidate);
            (alike.min(1), alike / 50, width, usize::MAX - index)
        });
    best.map_or(b',', |(_, candidate)| candidate)
}

/// Which share of the rows, in percent, is as wide as the header, and how wide that is.
fn score(sample: &str, delimiter: u8) -> (usize, usize) {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(sample.as_bytes());
    let rows: Vec<csv::StringRecord> = reader
        .records()
        .take(SAMPLE_ROWS)
        .filter_map(Result::ok)
        .collect();
    // A mark inside of a quoted cell leaves half of the quotes on either side of it.
    let cut = |cell: &str| cell.matches('"').count() % 2 == 1;
    if rows.first().is_some_and(|header| header.iter().any(cut)) {
        return (0, 0);
    }
    let widths: Vec<usize> = rows.iter().map(csv::StringRecord::len).collect();
    let width = widths.first().copied().unwrap_or(0);
    let alike = widths.iter().filter(|other| **other == width).count();
    if width < 2 {
        (0, 0)
    } else {
        (alike * 100 / widths.len().max(1), width)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delimiters_are_recognised() {
        for (text, delimiter) in [
            ("a,b\n1,2\n", b','),
            ("a;b;c\n1,5;2,5;3,5\n", b';'),
            ("Name;Preis, netto;Bestand\nRug;12,50;3\n", b';'),
            ("a\tb\n1,2\t3\n", b'\t'),
            ("a|b\n1|2\n", b'|'),
            ("name\nx\n", b','),
            ("name,\"a;b;c;d\"\nx,\"1;2;3;4\"\n", b','),
            ("", b','),
            ("a;b\r1;2\r", b';'),
        ] {
            assert_eq!(layout_of(text).delimiter, delimiter, "{text:?}");
        }
    }

    #[test]
    fn excel_announces_its_delimiter() {
        for text in ["sep=;\r\na,b;c\r\n", "\"sep=;\"\na;b\n", "SEP=;\na\n"] {
            let layout = layout_of(text);
            assert_eq!(
                (layout.delimiter, layout.announced),
                (b';', true),
                "{text:?}"
            );
        }
        assert!(!layout_of("sep=ab\nx\n").announced);
    }
}

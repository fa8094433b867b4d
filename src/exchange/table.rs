//! Rows of a CSV file: what sets its cells apart, and one row at a time.

use std::{
    cell::Cell,
    io::{self, Read},
    rc::Rc,
};

/// The most that one row may hold, in bytes: a quote that is never closed must not eat the memory.
const ROW_MAX: usize = 8 * 1024 * 1024;
const CANDIDATES: [u8; 4] = [b',', b';', b'\t', b'|'];
/// How many rows the guess of the delimiter looks at.
const SAMPLE_ROWS: usize = 25;

/// What sets the cells apart: the candidate that gives most rows the same, largest number of cells.
pub fn delimiter_of(sample: &str) -> u8 {
    let score = |delimiter: u8| {
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
    };
    // A cell's text may hold commas in every row; rows of equal width tell more than wide ones.
    let best = CANDIDATES
        .into_iter()
        .enumerate()
        .max_by_key(|(index, candidate)| {
            let (alike, width) = score(*candidate);
            (alike.min(1), alike / 50, width, usize::MAX - index)
        });
    best.map_or(b',', |(_, candidate)| candidate)
}

/// A row with the line that it begins on.
#[derive(Debug, Clone)]
pub struct Row {
    /// The header is line 1.
    pub line: u64,
    cells: csv::StringRecord,
}

impl Row {
    /// A cell without the white space around it; an absent one is empty.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).unwrap_or_default().trim()
    }

    /// A cell to the letter.
    pub fn exact(&self, column: usize) -> &str {
        self.cells.get(column).unwrap_or_default()
    }

    /// How many cells it has.
    pub fn width(&self) -> usize {
        self.cells.len()
    }
}

/// A file as rows.
pub struct Table<R> {
    reader: csv::Reader<Bounded<io::Chain<R, &'static [u8]>>>,
    budget: Rc<Cell<usize>>,
    /// The cells of the first row.
    pub header: Vec<String>,
}

impl<R: Read> Table<R> {
    /// Reads the header.
    pub fn open(source: R, delimiter: u8) -> Result<Self, csv::Error> {
        let budget = Rc::new(Cell::new(ROW_MAX));
        // A last row without a line break is like the others.
        let source = source.chain(&b"\n"[..]);
        let bounded = Bounded {
            source,
            budget: Rc::clone(&budget),
        };
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(true)
            .flexible(true)
            // With \r\n as one mark the reader would count a line only after the next row began.
            .terminator(csv::Terminator::Any(b'\n'))
            .from_reader(bounded);
        let header = reader
            .headers()?
            .iter()
            .map(|name| name.trim().to_owned())
            .collect();
        budget.set(ROW_MAX);
        Ok(Self {
            reader,
            budget,
            header,
        })
    }

    /// The next row that is not blank; `None` at the end.
    pub fn next(&mut self) -> Result<Option<Row>, csv::Error> {
        loop {
            let mut cells = csv::StringRecord::new();
            if !self.reader.read_record(&mut cells)? {
                return Ok(None);
            }
            self.budget.set(ROW_MAX);
            // The reader stands behind the row's last line; the row began as many lines earlier as
            // it has line breaks in its cells.
            let breaks: usize = cells.iter().map(|cell| cell.matches('\n').count()).sum();
            let line = self
                .reader
                .position()
                .line()
                .saturating_sub(1 + breaks as u64);
            if cells.iter().any(|cell| !cell.trim().is_empty()) {
                return Ok(Some(Row { line, cells }));
            }
        }
    }

    /// How far the file is read, in bytes of its text.
    pub fn position(&self) -> u64 {
        self.reader.position().byte()
    }
}

/// A reader that fails when one row takes more than it may.
struct Bounded<R> {
    source: R,
    budget: Rc<Cell<usize>>,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(buffer)?;
        match self.budget.get().checked_sub(read) {
            Some(left) => self.budget.set(left),
            None => {
                let message = "a row is longer than 8 MiB: is a quote not closed?";
                return Err(io::Error::new(io::ErrorKind::InvalidData, message));
            }
        }
        Ok(read)
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
            ("a\tb\n1,2\t3\n", b'\t'),
            ("a|b\n1|2\n", b'|'),
            ("name\nx\n", b','),
            ("name,\"a;b;c;d\"\nx,\"1;2;3;4\"\n", b','),
            ("", b','),
        ] {
            assert_eq!(delimiter_of(text), delimiter, "{text:?}");
        }
    }

    #[test]
    fn lines_are_the_files_own() {
        let text = "name,note\r\na,\"two\nlines\"\r\n\r\nb,one\n";
        let mut table = Table::open(text.as_bytes(), b',').unwrap();
        let mut lines = Vec::new();
        while let Some(row) = table.next().unwrap() {
            lines.push((row.line, row.cell(0).to_owned()));
        }
        assert_eq!(lines, [(2, "a".to_owned()), (5, "b".to_owned())]);
    }

    #[test]
    fn an_open_quote_does_not_eat_the_memory() {
        let endless = io::repeat(b'x').take(64 * 1024 * 1024);
        let source = io::Cursor::new(b"name\n\"".to_vec()).chain(endless);
        let mut table = Table::open(source, b',').unwrap();
        assert!(table.next().unwrap_err().to_string().contains("quote"));
    }
}

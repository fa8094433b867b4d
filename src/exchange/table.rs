//! Rows of a CSV file, one at a time, each with the line that it begins on.

use std::{
    cell::Cell,
    io::{self, BufRead, BufReader, Read},
    rc::Rc,
};

use super::delimiter::Layout;

/// The most that one row may hold, in bytes: a quote that is never closed must not eat the memory.
const ROW_MAX: usize = 8 * 1024 * 1024;
/// Stands behind the end of the file, on a line of its own, so that a last row without a line break
/// is like the others, and a quote that is open at the end shows.
const END: &str = "\n\u{1a}\n";

type End = &'static [u8];

/// Why the next row cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// It is too long.
    #[error("the row on line {0} is longer than 8 MiB: is a quote not closed?")]
    Endless(u64),
    /// The file cannot be read.
    #[error("the file cannot be read: {0}")]
    Io(#[from] io::Error),
}

/// A row with the line that it begins on.
#[derive(Debug, Clone)]
pub struct Row {
    /// The first line of the file is 1.
    pub line: u64,
    /// It ends with the file, inside of a quote.
    pub open: bool,
    cells: csv::StringRecord,
}

impl Row {
    /// A row of these cells.
    pub fn new(line: u64, cells: Vec<String>) -> Self {
        Self {
            line,
            open: false,
            cells: cells.into(),
        }
    }

    /// A cell without the white space around it; an absent one is empty.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).unwrap_or_default().trim()
    }

    /// A cell to the letter.
    pub fn exact(&self, column: usize) -> &str {
        self.cells.get(column).unwrap_or_default()
    }

    /// All cells to the letter.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        self.cells.iter()
    }

    /// How many cells it has, empty ones at its end left out.
    pub fn width(&self) -> usize {
        let last = (0..self.cells.len()).rfind(|place| !self.cell(*place).is_empty());
        last.map_or(0, |last| last + 1)
    }
}

/// A file as rows.
pub struct Table<R> {
    reader: csv::Reader<Bounded<io::Chain<Lines<BufReader<R>>, End>>>,
    budget: Rc<Cell<usize>>,
    /// Lines above those that the reader counts.
    above: u64,
    /// The cells of the first row.
    pub header: Vec<String>,
}

impl<R: Read> Table<R> {
    /// Reads the header.
    ///
    /// # Errors
    /// When the source cannot be read.
    pub fn open(source: R, layout: Layout) -> Result<Self, TableError> {
        let mut source = BufReader::with_capacity(1 << 16, source);
        let announcement = u64::from(layout.announced);
        if layout.announced {
            skip_line(&mut source, if layout.returns { b'\r' } else { b'\n' })?;
        }
        let budget = Rc::new(Cell::new(ROW_MAX));
        let lines = Lines {
            source,
            returns: layout.returns,
        };
        let bounded = Bounded {
            source: lines.chain(END.as_bytes()),
            budget: Rc::clone(&budget),
        };
        let reader = csv::ReaderBuilder::new()
            .delimiter(layout.delimiter)
            .has_headers(false)
            .flexible(true)
            // With \r\n as one mark the reader would count a line only after the next row began.
            .terminator(csv::Terminator::Any(b'\n'))
            .from_reader(bounded);
        let mut table = Self {
            reader,
            budget,
            above: announcement,
            header: Vec::new(),
        };
        if let Some(header) = table.next()? {
            let names = header.cells().map(|name| name.trim().to_owned());
            table.header = names.collect();
        }
        Ok(table)
    }

    /// The next row that is not blank; `None` at the end.
    ///
    /// # Errors
    /// When the row is endless or the source cannot be read.
    pub fn next(&mut self) -> Result<Option<Row>, TableError> {
        loop {
            let mut cells = csv::StringRecord::new();
            let begins = self.reader.position().line();
            if !self
                .reader
                .read_record(&mut cells)
                .map_err(|error| self.broken(begins, error))?
            {
                return Ok(None);
            }
            self.budget.set(ROW_MAX);
            let last = cells.len() - 1;
            let open = cells.get(last).is_some_and(|cell| cell.ends_with(END));
            if !open
                && cells
                    .iter()
                    .all(|cell| matches!(cell.trim(), "" | "\u{1a}"))
            {
                continue;
            }
            // The reader stands behind the row's last line; the row began as many lines earlier as
            // it has line breaks in its cells.
            let breaks: u64 = cells.iter().map(breaks).sum();
            let line = self.reader.position().line().saturating_sub(1 + breaks);
            let mut row = Row {
                line: line + self.above,
                open,
                cells,
            };
            if open {
                // What ends the file ended no line of the reader's.
                row.line += 1;
            }
            return Ok(Some(row));
        }
    }

    fn broken(&self, line: u64, error: csv::Error) -> TableError {
        match error.into_kind() {
            csv::ErrorKind::Io(error) if error.kind() == io::ErrorKind::InvalidData => {
                TableError::Endless(line + self.above)
            }
            csv::ErrorKind::Io(error) => TableError::Io(error),
            other => TableError::Io(io::Error::other(format!("{other:?}"))),
        }
    }
}

fn breaks(cell: &str) -> u64 {
    cell.bytes().filter(|byte| *byte == b'\n').count() as u64
}

fn skip_line(source: &mut impl BufRead, end: u8) -> io::Result<()> {
    let mut line = Vec::new();
    source.take(64).read_until(end, &mut line).map(|_| ())
}

/// Gives line feeds for carriage returns where those end the lines.
struct Lines<R> {
    source: R,
    returns: bool,
}

impl<R: Read> Read for Lines<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(buffer)?;
        if self.returns {
            for byte in &mut buffer[..read] {
                if *byte == b'\r' {
                    *byte = b'\n';
                }
            }
        }
        Ok(read)
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
            None => return Err(io::ErrorKind::InvalidData.into()),
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::{super::delimiter::layout_of, *};

    fn rows(text: &str) -> Vec<(u64, String, bool)> {
        let mut table = Table::open(text.as_bytes(), layout_of(text)).unwrap();
        let mut rows = Vec::new();
        while let Some(row) = table.next().unwrap() {
            rows.push((row.line, row.cell(0).to_owned(), row.open));
        }
        rows
    }

    #[test]
    fn lines_are_the_files_own() {
        let expected = [(2, "a".to_owned(), false), (5, "b".to_owned(), false)];
        for text in [
            "name,note\r\na,\"two\nlines\"\r\n\r\nb,one\n",
            "name,note\na,\"two\r\nlines\"\n\nb,one",
            "name,note\ra,\"two\rlines\"\r\rb,one\r",
        ] {
            assert_eq!(rows(text), expected, "{text:?}");
        }
        let announced = rows("sep=,\r\nname,note\r\na,1\r\n");
        assert_eq!(announced, [(3, "a".to_owned(), false)]);
    }

    #[test]
    fn a_quote_that_is_never_closed_shows() {
        for text in [
            "name,note\na,1\nb,\"two\nc,3",
            "name,note\na,1\nb,\"two\nc,3\n",
        ] {
            let found = rows(text);
            let expected = [(2, "a".to_owned(), false), (3, "b".to_owned(), true)];
            assert_eq!(found, expected, "{text:?}");
        }
        let closed = rows("name,note\na,\"ends with a break\n\"");
        assert_eq!(closed, [(2, "a".to_owned(), false)]);
    }

    #[test]
    fn an_open_quote_does_not_eat_the_memory() {
        let endless = io::repeat(b'x').take(64 * 1024 * 1024);
        let start = "name,note\na,1\n\"";
        let source = io::Cursor::new(start.as_bytes()).chain(endless);
        let mut table = Table::open(source, layout_of(start)).unwrap();
        assert!(table.next().unwrap().is_some());
        let error = table.next().unwrap_err().to_string();
        assert!(
            error.contains("line 3") && error.contains("quote"),
            "{error}"
        );
    }

    #[test]
    fn empty_cells_at_the_end_are_no_width() {
        let mut table = Table::open(&b"a,b\n1,2,,\n1,2,3\n"[..], layout_of("a,b\n")).unwrap();
        assert_eq!(table.next().unwrap().map(|row| row.width()), Some(2));
        assert_eq!(table.next().unwrap().map(|row| row.width()), Some(3));
    }
}

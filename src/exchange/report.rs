//! What an import did, or would do.

use poem_openapi::{Object, types::Example};
use serde::Serialize;

/// How many bad rows a report holds; all are counted.
const KEPT_MAX: usize = 1_000;
/// How many warnings a report holds; all are counted.
const WARNINGS_MAX: usize = 100;

/// A row that could not be taken, or was taken otherwise than it stands there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Object)]
pub struct BadRow {
    /// The line of the file that the row begins on; the header is line 1.
    pub line: u64,
    /// The column's name in the file; empty when it is the whole row.
    pub column: String,
    /// What stands there, at most 200 characters of it.
    pub value: String,
    /// What is wrong with it.
    pub reason: String,
}

/// How a column was understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Object)]
pub struct ColumnUse {
    /// Its name in the file.
    pub column: String,
    /// The field that it fills; null when it was left out.
    pub read_as: Option<String>,
}

/// What an import did, or, as a dry run, would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Object)]
#[oai(example)]
pub struct Report {
    /// `souk`, `shopify`, `woocommerce` or `generic`.
    pub format: String,
    /// The file's encoding.
    pub encoding: String,
    /// What sets its cells apart.
    pub delimiter: String,
    /// The currency that its prices were read in, ISO 4217.
    pub currency: String,
    /// Rows below the header.
    pub rows: u64,
    /// Products made.
    pub created: u64,
    /// Products changed.
    pub updated: u64,
    /// Products that were as the file says.
    pub unchanged: u64,
    /// Rows that cannot be taken. With `skip_bad_rows` they are left out, else nothing is written.
    pub bad_row_count: u64,
    /// The first 1,000 of them, one entry for each bad cell.
    pub bad_rows: Vec<BadRow>,
    /// Rows that go into no product: the bad ones, and those of the same products, for a product goes
    /// in whole or not at all.
    pub left_out: u64,
    /// Cells that were taken otherwise than they stand there.
    pub warning_count: u64,
    /// The first 100 of them.
    pub warnings: Vec<BadRow>,
    /// How each column was understood.
    pub columns: Vec<ColumnUse>,
    /// Whether nothing was to be written.
    pub dry_run: bool,
    /// Whether anything was written.
    pub written: bool,
}

impl Report {
    /// Notes the bad cells of rows that go together, and that all of these are left out.
    pub(super) fn bad(&mut self, cells: Vec<BadRow>, rows: u64) {
        let mut last = None;
        for cell in cells {
            // The cells of a row come together.
            self.bad_row_count += u64::from(last.replace(cell.line) != Some(cell.line));
            if self.bad_rows.len() < KEPT_MAX {
                self.bad_rows.push(cell);
            }
        }
        self.left_out += rows;
    }

    pub(super) fn warn(&mut self, cell: BadRow) {
        self.warning_count += 1;
        if self.warnings.len() < WARNINGS_MAX {
            self.warnings.push(cell);
        }
    }

    /// In the order of the file.
    pub(super) fn sort(&mut self) {
        self.bad_rows.sort_by_key(|row| row.line);
        self.warnings.sort_by_key(|row| row.line);
    }
}

impl Example for Report {
    fn example() -> Self {
        Self {
            format: "generic".into(),
            encoding: "UTF-8".into(),
            delimiter: ",".into(),
            currency: "EUR".into(),
            rows: 3,
            created: 1,
            updated: 0,
            unchanged: 1,
            bad_row_count: 1,
            bad_rows: vec![BadRow {
                line: 4,
                column: "Price".into(),
                value: "abc".into(),
                reason: "is no amount".into(),
            }],
            left_out: 1,
            warning_count: 0,
            warnings: vec![],
            columns: vec![ColumnUse {
                column: "Price".into(),
                read_as: Some("price".into()),
            }],
            dry_run: true,
            written: false,
        }
    }
}

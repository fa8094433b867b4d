//! What an import did, or would do.

use poem_openapi::{Object, types::Example};
use serde::Serialize;

/// How many bad rows a report holds; all are counted.
const KEPT_MAX: usize = 1_000;
/// How many warnings a report holds.
const WARNINGS_MAX: usize = 100;

/// A row that could not be taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Object)]
pub struct BadRow {
    /// The line of the file that the row begins on; the header is line 1.
    pub line: u64,
    /// The column's name in the file; empty when it is the whole row.
    pub column: String,
    /// What stands there.
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
    /// Rows below the header.
    pub rows: u64,
    /// Products made.
    pub created: u64,
    /// Products changed.
    pub updated: u64,
    /// Products that were as the file says.
    pub unchanged: u64,
    /// Bad rows. With `skip_bad_rows` they were left out, else nothing was written.
    pub bad_rows: u64,
    /// The first 1,000 of them.
    pub errors: Vec<BadRow>,
    /// What was taken otherwise than it stands there.
    pub warnings: Vec<BadRow>,
    /// How each column was understood.
    pub columns: Vec<ColumnUse>,
    /// Whether nothing was to be written.
    pub dry_run: bool,
    /// Whether anything was written.
    pub written: bool,
}

impl Report {
    pub(super) fn bad(&mut self, row: BadRow) {
        self.bad_rows += 1;
        if self.errors.len() < KEPT_MAX {
            self.errors.push(row);
        }
    }

    pub(super) fn warn(&mut self, row: BadRow) {
        if self.warnings.len() < WARNINGS_MAX {
            self.warnings.push(row);
        }
    }
}

impl Example for Report {
    fn example() -> Self {
        Self {
            format: "generic".into(),
            encoding: "UTF-8".into(),
            delimiter: ",".into(),
            rows: 3,
            created: 1,
            updated: 0,
            unchanged: 1,
            bad_rows: 1,
            errors: vec![BadRow {
                line: 4,
                column: "Price".into(),
                value: "abc".into(),
                reason: "is no amount".into(),
            }],
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

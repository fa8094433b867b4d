//! Cells of a row by what they mean, with what a format does to them undone.

use super::{columns::Columns, field::Field, format::Format, table::Row};

/// What begins a formula in a spreadsheet.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Reads cells of a file with these columns.
#[derive(Clone, Copy)]
pub struct Reading<'c> {
    /// What the columns mean.
    pub columns: &'c Columns,
}

impl<'c> Reading<'c> {
    /// A reading of a file with these columns.
    pub fn new(columns: &'c Columns) -> Self {
        Self { columns }
    }

    /// The cell of a column without white space around it.
    pub fn cell<'r>(&self, row: &'r Row, column: usize) -> &'r str {
        match self.columns.format {
            Format::Souk | Format::Woocommerce => unguarded(row.exact(column)).trim(),
            // Shopify sets an apostrophe before numbers that Excel would round.
            Format::Shopify => match row.cell(column).strip_prefix('\'') {
                Some(number) if number.starts_with(|c: char| c.is_ascii_digit()) => number,
                _ => row.cell(column),
            },
            Format::Generic | Format::Auto => row.cell(column),
        }
    }

    /// The cell of a column to the letter.
    pub fn exact<'r>(&self, row: &'r Row, column: usize) -> &'r str {
        unguarded(row.exact(column))
    }

    /// The cell that fills a field, with its column; `None` without such a column.
    pub fn find<'r>(&self, row: &'r Row, field: &Field) -> Option<(usize, &'r str)> {
        let column = self.columns.find(field)?;
        Some((column, self.cell(row, column)))
    }

    /// The cell that fills a field; empty without such a column.
    pub fn text<'r>(&self, row: &'r Row, field: &Field) -> &'r str {
        self.find(row, field).map_or("", |(_, text)| text)
    }
}

/// A cell that a spreadsheet would run as a formula, made harmless by an apostrophe before it. A cell
/// that looks like one made harmless gets another, so that nothing is lost.
pub fn guarded(cell: &str) -> Option<String> {
    let formula = cell.starts_with(FORMULA);
    (formula || is_guarded(cell)).then(|| format!("'{cell}"))
}

/// The same cell without the apostrophe.
fn unguarded(cell: &str) -> &str {
    if is_guarded(cell) { &cell[1..] } else { cell }
}

fn is_guarded(cell: &str) -> bool {
    let mut characters = cell.chars();
    characters.next() == Some('\'')
        && characters
            .next()
            .is_some_and(|second| second == '\'' || FORMULA.contains(&second))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn formulas_are_guarded_and_apostrophes_of_words_are_not() {
        assert_eq!(guarded("=1+1").as_deref(), Some("'=1+1"));
        assert_eq!(guarded("'=1+1").as_deref(), Some("''=1+1"));
        for plain in ["'s-Hertogenbosch", "Mug", "", "'", "a=b"] {
            assert_eq!(guarded(plain), None, "{plain}");
            assert_eq!(unguarded(plain), plain);
        }
    }

    proptest! {
        #[test]
        fn guarding_loses_nothing(cell in "['=+@\t\r-]{0,4}\\PC{0,8}") {
            let written = guarded(&cell).unwrap_or_else(|| cell.clone());
            prop_assert_eq!(unguarded(&written), &cell);
            prop_assert!(!written.starts_with(FORMULA));
        }
    }
}

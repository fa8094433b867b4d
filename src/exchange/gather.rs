//! The rows of one product, gathered.

use super::{
    columns::Columns, field::Field, fill::kind::Kind, format::Format, notes::Notes, read::Reading,
    table::Row,
};

/// The most rows that one product may have: 200 variants and as many pictures.
const ROWS_MAX: usize = 500;

/// The rows of one product, in the file's order; the first one describes it. Never empty.
#[derive(Debug)]
pub struct Group {
    /// The first row.
    pub first: Row,
    /// The others.
    pub more: Vec<Row>,
    /// There were too many.
    pub cut: bool,
}

impl Group {
    fn new(first: Row) -> Self {
        Self {
            first,
            more: Vec::new(),
            cut: false,
        }
    }

    /// All rows.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        std::iter::once(&self.first).chain(&self.more)
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        1 + self.more.len()
    }

    /// The row on a line.
    pub fn row_on(&self, line: u64) -> Option<&Row> {
        self.rows().find(|row| row.line == line)
    }

    fn push(&mut self, row: Row) {
        if self.len() < ROWS_MAX {
            self.more.push(row);
        } else {
            self.cut = true;
        }
    }
}

/// Gathers rows as they come.
pub struct Gatherer<'c> {
    columns: &'c Columns,
    notes: Notes<'c>,
    open: Option<Group>,
}

impl<'c> Gatherer<'c> {
    /// A gatherer for a file with these columns.
    pub fn new(columns: &'c Columns, notes: Notes<'c>) -> Self {
        Self {
            columns,
            notes,
            open: None,
        }
    }

    /// Takes the next row; gives the group that it completes, if it completes one.
    ///
    /// # Errors
    /// When the notes cannot be read.
    pub fn push(&mut self, row: Row) -> rusqlite::Result<Option<Group>> {
        match self.columns.format {
            Format::Souk | Format::Shopify => Ok(self.push_in_turn(row)),
            Format::Woocommerce => self.push_with_variations(row),
            Format::Generic | Format::Auto => Ok(Some(Group::new(row))),
        }
    }

    /// The last group.
    pub fn finish(&mut self) -> Option<Group> {
        self.open.take()
    }

    /// Rows of one product follow each other and have its slug; Shopify's newer files leave it out
    /// below the first.
    fn push_in_turn(&mut self, row: Row) -> Option<Group> {
        let reading = Reading::new(self.columns);
        let slug = reading.text(&row, &Field::Slug);
        if let Some(open) = &mut self.open {
            let same = reading.text(&open.first, &Field::Slug) == slug && !slug.is_empty();
            let goes_on = self.columns.format == Format::Shopify
                && slug.is_empty()
                && reading.text(&row, &Field::Name).is_empty();
            if same || goes_on {
                open.push(row);
                return None;
            }
        }
        self.open.replace(Group::new(row))
    }

    /// A variable product's variations were kept, wherever in the file they stand.
    fn push_with_variations(&mut self, row: Row) -> rusqlite::Result<Option<Group>> {
        let reading = Reading::new(self.columns);
        let kind = Kind::of(reading.text(&row, &Field::Kind));
        if kind.variation {
            return Ok(None);
        }
        let mut group = Group::new(row);
        if kind.variable {
            for name in names(&reading, &group.first) {
                for variation in self.notes.variations(&name)? {
                    group.push(variation);
                }
            }
        }
        Ok(Some(group))
    }
}

/// What variations may call a product: its SKU, or `id:` and its number.
fn names(reading: &Reading<'_>, row: &Row) -> Vec<String> {
    let sku = reading.text(row, &Field::Sku).to_owned();
    let id = match reading.text(row, &Field::ForeignId) {
        "" => String::new(),
        id => format!("id:{id}"),
    };
    let names = [sku, id].into_iter();
    names.filter(|name| !name.is_empty()).collect()
}

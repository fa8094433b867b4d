//! The rows of one product, gathered.

use super::{
    columns::{Columns, Field, Format},
    table::Row,
};

/// The most rows that one product may have: 200 variants and as many pictures.
const ROWS_MAX: usize = 500;

/// What names a product in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Key {
    /// Rows with this slug or handle.
    Slug(String),
    /// WooCommerce's rows below this parent.
    Parent(String),
    /// A row of its own.
    Alone,
}

/// The rows of one product. The first one describes it, unless it continues one further above.
#[derive(Debug)]
pub struct Group {
    /// What the rows have in common.
    pub key: Key,
    /// In the file's order; never empty.
    pub rows: Vec<Row>,
    /// Names by which later rows may call this product their parent.
    pub called: Vec<String>,
}

/// Gathers rows as they come.
pub struct Gatherer<'c> {
    columns: &'c Columns,
    open: Option<Group>,
}

impl<'c> Gatherer<'c> {
    /// A gatherer for a file with these columns.
    pub fn new(columns: &'c Columns) -> Self {
        Self {
            columns,
            open: None,
        }
    }

    /// Takes the next row; gives the group that it ends, if it ends one.
    pub fn push(&mut self, row: Row) -> Option<Group> {
        let key = self.key(&row);
        if let Some(open) = &mut self.open
            && open.rows.len() < ROWS_MAX
            && belongs(open, &key)
        {
            open.rows.push(row);
            return None;
        }
        let called = self.called(&row);
        self.open.replace(Group {
            key,
            rows: vec![row],
            called,
        })
    }

    /// The last group.
    pub fn finish(&mut self) -> Option<Group> {
        self.open.take()
    }

    fn cell<'r>(&self, row: &'r Row, field: &Field) -> &'r str {
        self.columns
            .find(field)
            .map_or("", |column| row.cell(column))
    }

    fn key(&self, row: &Row) -> Key {
        match self.columns.format {
            Format::Souk | Format::Shopify => {
                let slug = self.cell(row, &Field::Slug);
                if slug.is_empty() {
                    Key::Alone
                } else {
                    Key::Slug(slug.to_owned())
                }
            }
            Format::Woocommerce if self.cell(row, &Field::Kind).starts_with("variation") => {
                Key::Parent(self.cell(row, &Field::Parent).to_owned())
            }
            _ => Key::Alone,
        }
    }

    fn called(&self, row: &Row) -> Vec<String> {
        if self.columns.format != Format::Woocommerce {
            return Vec::new();
        }
        let sku = self.cell(row, &Field::Sku).to_owned();
        let id = self.cell(row, &Field::ForeignId);
        let id = if id.is_empty() {
            String::new()
        } else {
            format!("id:{id}")
        };
        [sku, id]
            .into_iter()
            .filter(|name| !name.is_empty())
            .collect()
    }
}

fn belongs(open: &Group, key: &Key) -> bool {
    match key {
        Key::Slug(_) => open.key == *key,
        Key::Parent(parent) => open.called.contains(parent) || open.key == *key,
        Key::Alone => false,
    }
}

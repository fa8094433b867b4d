//! Which product of the shop the rows of a group are about.
//!
//! A product is recognised by its slug or handle, else by its SKU, else by its name. In WooCommerce's
//! files the SKU of a variable product is nowhere in the shop: its variations' SKUs tell.

use rusqlite::Connection;

use super::{
    columns::Columns,
    field::Field,
    fill::{Filler, kind::Kind},
    format::Format,
    gather::Group,
    namesakes::{Namesakes, Picked},
    notes::{Notes, Pooled, Subject},
    table::Row,
};
use crate::catalogue::{
    load::{id_of_sku, id_of_slug},
    text::fold,
};

/// What a group is about.
#[derive(Debug, Default)]
pub struct Target {
    /// The product, if the shop has it.
    pub id: Option<i64>,
    /// What names it in the file: the field that a complaint points at.
    pub by: Option<Field>,
    /// What the group takes for itself, where that is not the product as a whole.
    pub subject: Option<Subject>,
    /// The row's SKU only counts rows, and stands for another product here.
    pub drops_sku: bool,
    /// So many products have its name, and nothing says which is meant.
    pub several: Option<usize>,
    /// Several rows have its name, and nothing better tells them apart.
    pub repeated: bool,
    /// Found by its name in the pool, there.
    pub pooled: Option<Pooled>,
}

/// Recognises products.
pub struct Identifier<'a> {
    /// The import's transaction.
    pub tx: &'a Connection,
    /// The file's cells.
    pub filler: &'a Filler<'a>,
    /// The highest id before the import.
    pub newest: i64,
}

impl<'a> Identifier<'a> {
    /// Finds the product that a group is about.
    ///
    /// # Errors
    /// The store's.
    pub fn identify(&self, group: &Group) -> rusqlite::Result<Target> {
        let row = &group.first;
        let slug = self.filler.reading.text(row, &Field::Slug);
        if !slug.is_empty() {
            return self.by_slug(row, slug);
        }
        let kind = Kind::of(self.filler.reading.text(row, &Field::Kind));
        if kind.variable {
            return self.by_variations(group);
        }
        match self.sku(row) {
            "" => self.by_name(row, false),
            sku => self.by_sku(row, sku),
        }
    }

    fn columns(&self) -> &Columns {
        self.filler.reading.columns
    }

    fn sku<'r>(&self, row: &'r Row) -> &'r str {
        let sku = self.filler.reading.text(row, &Field::Sku);
        let blank = self.columns().format == Format::Generic && super::cells::is_blank(sku);
        if blank { "" } else { sku }
    }

    fn by_slug(&self, row: &Row, slug: &str) -> rusqlite::Result<Target> {
        let mut id = id_of_slug(self.tx, &self.filler.slug(slug))?;
        // Whoever changed an address by hand left the SKU as it was.
        if id.is_none() && self.columns().format == Format::Generic && !self.sku(row).is_empty() {
            id = id_of_sku(self.tx, self.sku(row))?;
        }
        Ok(Target {
            id,
            by: Some(Field::Slug),
            ..Target::default()
        })
    }

    fn by_sku(&self, row: &Row, sku: &str) -> rusqlite::Result<Target> {
        let by = Some(Field::Sku);
        let Some(id) = id_of_sku(self.tx, sku)? else {
            // A product that was made before it had a SKU.
            let picked = self.namesake(row, true)?;
            return Ok(Target {
                by,
                ..target(picked)
            });
        };
        let counts = self.columns().counts_rows && is_number(sku);
        if counts && self.name_of(id)? != self.name(row) {
            let target = self.by_name(row, true)?;
            return Ok(Target {
                drops_sku: true,
                ..target
            });
        }
        let simple = self.columns().format == Format::Generic;
        let one_of_several = simple && self.variants_of(id)? > 1;
        Ok(Target {
            id: Some(id),
            by,
            subject: one_of_several.then(|| Subject::variant(sku)),
            ..Target::default()
        })
    }

    fn by_name(&self, row: &Row, no_sku: bool) -> rusqlite::Result<Target> {
        let picked = self.namesake(row, no_sku)?;
        Ok(Target {
            by: Some(Field::Name),
            repeated: Notes::of(self.tx).name(&self.name(row))?.0,
            ..target(picked)
        })
    }

    fn by_variations(&self, group: &Group) -> rusqlite::Result<Target> {
        for row in &group.more {
            let sku = self.sku(row);
            if !sku.is_empty()
                && let Some(id) = id_of_sku(self.tx, sku)?
            {
                return Ok(Target {
                    id: Some(id),
                    by: Some(Field::Sku),
                    ..Target::default()
                });
            }
        }
        self.by_name(&group.first, false)
    }

    fn namesake(&self, row: &Row, no_sku: bool) -> rusqlite::Result<Picked> {
        let namesakes = Namesakes {
            tx: self.tx,
            reading: self.filler.reading,
            numbers: self.filler.numbers,
            newest: self.newest,
        };
        namesakes.pick(&self.name(row), row, no_sku)
    }

    /// A row's name, as products of the shop are looked up by.
    pub fn name(&self, row: &Row) -> String {
        name_key(self.filler.reading.text(row, &Field::Name))
    }

    fn name_of(&self, id: i64) -> rusqlite::Result<String> {
        self.tx
            .prepare_cached("SELECT name_key FROM products WHERE id = ?1")?
            .query_row([id], |row| row.get(0))
    }

    fn variants_of(&self, id: i64) -> rusqlite::Result<i64> {
        self.tx
            .prepare_cached("SELECT count(*) FROM variants WHERE product_id = ?1")?
            .query_row([id], |row| row.get(0))
    }

    /// The line of an equal row above, where the name comes several times and nothing else tells.
    ///
    /// # Errors
    /// The store's.
    pub fn equal_row(&self, target: &Target, row: &Row) -> rusqlite::Result<Option<u64>> {
        if target.repeated {
            Notes::of(self.tx).equal_row(row)
        } else {
            Ok(None)
        }
    }
}

/// A name as products are looked up by it.
pub fn name_key(name: &str) -> String {
    fold(&super::cells::one_line(name))
}

fn target(picked: Picked) -> Target {
    match picked {
        Picked::One { id, pooled } => Target {
            id: Some(id),
            pooled,
            ..Target::default()
        },
        Picked::Several(count) => Target {
            several: Some(count),
            ..Target::default()
        },
        Picked::None => Target::default(),
    }
}

fn is_number(text: &str) -> bool {
    text.len() <= 9 && text.bytes().all(|byte| byte.is_ascii_digit())
}

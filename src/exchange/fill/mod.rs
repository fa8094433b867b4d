//! A product's rows into its record: cells over what was there.

pub mod kind;
mod pictures;
mod prices;
mod product;
mod souk;
mod variants;
mod woocommerce;

pub use pictures::mentioned;
pub use product::fact;
pub use souk::ImageCell;

use super::{
    cells::{self, Numbers},
    columns::Columns,
    field::Field,
    format::Format,
    gather::Group,
    links::Wanted,
    read::Reading,
    table::Row,
};
use crate::{
    catalogue::{Record, VariantRecord},
    media::Gallery,
};

/// Something wrong with a cell, or worth saying about it.
#[derive(Debug, Clone)]
pub struct Fault {
    /// Which row of the group.
    pub line: u64,
    /// Which cell; `None` is the whole row.
    pub column: Option<usize>,
    /// What is wrong.
    pub reason: String,
}

/// What a product's rows are laid over.
pub struct Base {
    /// What is there, or an empty record without variants.
    pub record: Record,
    /// Whether it is in the shop.
    pub exists: bool,
    /// Whether the SKU of a row is the product's: it is not when it only counts rows and another
    /// product has it.
    pub keeps_sku: bool,
    /// Whether the row must say all that a new product needs, also where it is in the shop: rows of
    /// one name are told apart by what they say.
    pub needs_all: bool,
}

/// Fills records from the rows of a file.
pub struct Filler<'c> {
    /// The file's cells.
    pub reading: Reading<'c>,
    /// What its numbers look like.
    pub numbers: Numbers,
    /// How many there are of a new product whose row does not say.
    pub default_stock: i64,
    /// Pictures beside the file.
    pub pictures: Option<&'c Gallery>,
}

/// A record being filled.
pub struct Filling {
    /// As far as it is filled.
    pub record: Record,
    /// What has to be looked up.
    pub wanted: Wanted,
    /// What is wrong.
    pub faults: Vec<Fault>,
    /// What was taken otherwise than it stands there.
    pub warnings: Vec<Fault>,
    /// The line of each variant.
    pub lines: Vec<u64>,
    needs_all: bool,
}

impl Filling {
    fn fault(&mut self, row: &Row, column: Option<usize>, reason: impl Into<String>) {
        self.faults.push(Fault {
            line: row.line,
            column,
            reason: reason.into(),
        });
    }

    fn warn(&mut self, row: &Row, column: Option<usize>, reason: impl Into<String>) {
        self.warnings.push(Fault {
            line: row.line,
            column,
            reason: reason.into(),
        });
    }
}

impl<'c> Filler<'c> {
    /// Fills a base from a group's rows.
    pub fn fill(&self, group: &Group, base: Base) -> Filling {
        let Base {
            mut record,
            exists,
            keeps_sku,
            needs_all,
        } = base;
        let old = std::mem::take(&mut record.variants);
        let mut filling = Filling {
            record,
            wanted: Wanted::default(),
            faults: Vec::new(),
            warnings: Vec::new(),
            lines: Vec::new(),
            needs_all,
        };
        if group.cut {
            filling.fault(&group.first, None, "begins a product of more than 500 rows");
        }
        let simple = matches!(self.format(), Format::Generic | Format::Auto);
        // A table's row that names one of several variants says nothing of the product.
        if !(simple && old.len() > 1) {
            self.fill_product(&group.first, exists, &mut filling);
            self.fill_pictures(group, &mut filling);
        }
        if simple {
            self.fill_one(&group.first, old, keeps_sku, &mut filling);
        } else {
            self.fill_many(group, &old, &mut filling);
        }
        settle(&mut filling.record);
        filling
    }

    fn format(&self) -> Format {
        self.columns().format
    }

    fn columns(&self) -> &'c Columns {
        self.reading.columns
    }

    /// A cell's text, where it says something.
    fn said<'r>(&self, row: &'r Row, field: &Field) -> Option<(usize, &'r str)> {
        self.reading
            .find(row, field)
            .filter(|(_, text)| !text.is_empty())
    }

    /// Reads a cell that says something; what cannot be read is a fault.
    fn read<T>(
        &self,
        row: &Row,
        field: &Field,
        filling: &mut Filling,
        read: impl FnOnce(&str) -> Result<T, String>,
    ) -> Option<T> {
        let (column, text) = self.said(row, field)?;
        read(text)
            .inspect_err(|reason| filling.fault(row, Some(column), reason))
            .ok()
    }

    /// Reads a cell of people's tables whose heading may mean something else: what cannot be read is
    /// left out, and said so. In files of known programs it is a fault.
    fn read_loosely<T>(
        &self,
        row: &Row,
        field: &Field,
        filling: &mut Filling,
        read: impl FnOnce(&str) -> Result<T, String>,
    ) -> Option<T> {
        if self.format() != Format::Generic {
            return self.read(row, field, filling, read);
        }
        let (column, text) = self.said(row, field)?;
        if cells::is_blank(text) {
            return None;
        }
        let left_out = |reason: &String| {
            filling.warn(row, Some(column), format!("{reason}, and was left out"));
        };
        read(text).inspect_err(left_out).ok()
    }
}

/// What every record has: one default variant, one primary picture.
fn settle(record: &mut Record) {
    let is_default = |variant: &&VariantRecord| variant.is_default;
    if record.variants.iter().filter(is_default).count() != 1 {
        for (index, variant) in record.variants.iter_mut().enumerate() {
            variant.is_default = index == 0;
        }
    }
    if !record.images.iter().any(|image| image.is_primary)
        && let Some(first) = record.images.first_mut()
    {
        first.is_primary = true;
    }
}

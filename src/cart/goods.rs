//! What the catalogue says of the things in carts.
//!
//! A change of a cart asks for the same few products again and again, so its answers are kept, each under
//! the store's version that it was read at: the next commit that changes the catalogue makes them unknown.
//! What is paid is never taken from here (`Goods::fresh`).

use std::sync::Arc;

use quick_cache::sync::Cache;
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::store::Tx;

/// Variants that are kept, of half a kilobyte each, and products.
const KEPT: usize = 4_096;

/// Who sells something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seller {
    /// Its id.
    pub id: i64,
    /// Its slug.
    pub slug: String,
    /// Its name.
    pub name: String,
}

/// What the catalogue says of a variant. Amounts are minor units.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Good {
    /// The product's name.
    pub name: String,
    /// What one costs; `None` when the variant is gone.
    pub price: Option<i64>,
    /// Whether it can be bought at all.
    pub is_sold: bool,
    /// How many can be had; 0 when it is not sold.
    pub available: i64,
    /// The variant's SKU.
    pub sku: Option<String>,
    /// The variant's options, as a JSON object.
    pub options: String,
    /// The product's slug; `None` when it is gone.
    pub slug: Option<String>,
    /// The product's picture.
    pub image_url: Option<String>,
    /// Whether it needs no parcel.
    pub is_digital: bool,
    /// `None` is the shop itself.
    pub seller: Option<Seller>,
    /// What one weighs packed; 0 unless [`Goods::weighed`].
    pub weight_grams: i64,
}

impl Good {
    /// What is left of a thing whose product is gone.
    pub(super) fn gone(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            options: "{}".to_owned(),
            ..Self::default()
        }
    }

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let is_sold = row.get::<_, Option<bool>>(5)?.unwrap_or(false);
        let seller = match row.get(9)? {
            Some(id) => Some(Seller {
                id,
                slug: row.get(10)?,
                name: row.get(11)?,
            }),
            None => None,
        };
        Ok(Self {
            name: row.get(0)?,
            price: row.get(1)?,
            is_sold,
            available: if is_sold { row.get(2)? } else { 0 },
            sku: row.get(3)?,
            options: row.get(4)?,
            slug: row.get(6)?,
            image_url: row.get(7)?,
            is_digital: row.get(8)?,
            seller,
            weight_grams: row.get(12)?,
        })
    }
}

/// Which variant a product means that is named alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Choice {
    /// None that can be bought.
    None,
    /// Its only one.
    Only(i64),
    /// One has to be chosen.
    Several,
}

/// What was read, under the version that it was read at.
pub struct Shelf {
    goods: Cache<(u64, i64, i64), Arc<Good>>,
    choices: Cache<(u64, i64), Choice>,
}

impl Default for Shelf {
    fn default() -> Self {
        Self {
            goods: Cache::new(KEPT),
            choices: Cache::new(KEPT),
        }
    }
}

/// The catalogue of one transaction, as carts see it.
#[derive(Clone, Copy)]
pub struct Goods<'a> {
    db: &'a Connection,
    shelf: Option<(&'a Shelf, u64)>,
    is_weighed: bool,
}

impl<'a> Goods<'a> {
    /// Reads all of it.
    pub fn fresh(db: &'a Connection) -> Self {
        Self {
            db,
            shelf: None,
            is_weighed: false,
        }
    }

    /// Takes from the shelf what was read at the version that the transaction sees.
    pub(super) fn kept(tx: &'a Tx<'_>, shelf: &'a Shelf) -> Self {
        Self {
            shelf: tx.version().map(|version| (shelf, version)),
            ..Self::fresh(tx)
        }
    }

    /// Reads what things weigh as well, which stands in a table of long rows; keeps nothing.
    #[must_use]
    pub fn weighed(self) -> Self {
        Self {
            shelf: None,
            is_weighed: true,
            ..self
        }
    }

    /// The transaction.
    pub(super) fn db(&self) -> &'a Connection {
        self.db
    }

    /// What is said of a variant of a product; `None` when the product is gone.
    ///
    /// # Errors
    /// The database's.
    pub(super) fn good(&self, product: i64, variant: i64) -> rusqlite::Result<Option<Arc<Good>>> {
        if let Some((shelf, version)) = self.shelf
            && let Some(kept) = shelf.goods.get(&(version, product, variant))
        {
            return Ok(Some(kept));
        }
        let read = self
            .db
            .prepare_cached(include_str!("../../sql/cart/good.sql"))?
            .query_row(params![product, variant, self.is_weighed], Good::read)
            .optional()?
            .map(Arc::new);
        if let (Some((shelf, version)), Some(good)) = (self.shelf, &read) {
            let key = (version, product, variant);
            shelf.goods.insert(key, Arc::clone(good));
        }
        Ok(read)
    }

    /// Which variant a product means that is named alone.
    ///
    /// # Errors
    /// The database's.
    pub(super) fn choice(&self, product: i64) -> rusqlite::Result<Choice> {
        if let Some((shelf, version)) = self.shelf
            && let Some(kept) = shelf.choices.get(&(version, product))
        {
            return Ok(kept);
        }
        let choice = self.read_choice(product)?;
        if let Some((shelf, version)) = self.shelf {
            shelf.choices.insert((version, product), choice);
        }
        Ok(choice)
    }

    fn read_choice(&self, product: i64) -> rusqlite::Result<Choice> {
        let mut select = self
            .db
            .prepare_cached(include_str!("../../sql/cart/variants_on_sale.sql"))?;
        let mut variants = select.query_map([product], |row| row.get(0))?;
        Ok(match (variants.next().transpose()?, variants.next()) {
            (Some(only), None) => Choice::Only(only),
            (Some(_), Some(_)) => Choice::Several,
            (None, _) => Choice::None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        catalogue::{Record, record::VariantRecord, save::Saver},
        store,
    };

    /// A shop with one product of one variant, both of id 1.
    fn shop() -> Connection {
        let db = store::in_memory();
        let mug = Record {
            name: "Mug".to_owned(),
            is_active: true,
            variants: vec![VariantRecord {
                price: 500,
                is_active: true,
                is_default: true,
                ..VariantRecord::default()
            }],
            ..Record::default()
        };
        Saver::new(&db).insert(&mug).unwrap();
        db
    }

    fn price(db: &Connection, version: Option<u64>, shelf: &Shelf) -> Option<i64> {
        let tx = Tx::of(db, version);
        let goods = Goods::kept(&tx, shelf);
        let good = goods.good(1, 1).unwrap();
        good.and_then(|good| good.price)
    }

    #[test]
    fn what_was_read_counts_for_its_version_alone() {
        let (db, shelf) = (shop(), Shelf::default());
        assert_eq!(price(&db, Some(7), &shelf), Some(500));
        db.execute("UPDATE variants SET price = 600", []).unwrap();
        assert_eq!(price(&db, Some(7), &shelf), Some(500), "kept");
        assert_eq!(price(&db, None, &shelf), Some(600), "the group changed it");
        assert_eq!(price(&db, Some(8), &shelf), Some(600));
        assert_eq!(price(&db, Some(7), &shelf), Some(500));
    }

    #[test]
    fn a_product_that_is_gone_or_new_is_looked_for_each_time() {
        let (db, shelf) = (shop(), Shelf::default());
        let tx = Tx::of(&db, Some(1));
        let goods = Goods::kept(&tx, &shelf);
        assert_eq!(goods.good(2, 1).unwrap(), None);
        assert_eq!(goods.choice(1).unwrap(), Choice::Only(1));
        // A variant of another product is none of this one's.
        let stray = goods.good(1, 2).unwrap().unwrap();
        assert_eq!(
            (stray.price, stray.is_sold, stray.available),
            (None, false, 0)
        );
        assert_eq!(stray.name, "Mug");
        assert_eq!(Goods::fresh(&db).choice(2).unwrap(), Choice::None);
    }
}

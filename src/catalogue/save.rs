//! Saving products: the one place that writes them, whoever asks (API, importer, demo).
//!
//! Holds: derived columns follow from variants and images; the search index, the tag table and the
//! dictionary of spellings change in the same transaction as the product; the first two hold active
//! products only, so that what is found in them is counted without a look at the products. A product
//! is active when its record says so and its seller may sell; else it is withheld.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension, params};

use super::{
    CatalogueError, FieldError, Record,
    derived::Derived,
    images,
    stock::{self, Reason},
    text::fold,
    texts::{Texts, Waiting},
    variants,
};
pub use super::{
    load::{id_of_sku, id_of_slug, load},
    text::slugify,
    validate::validate,
};
use crate::time;

/// How many numbered slugs are tried before the product's id makes one that must be free.
const NUMBERED_SLUGS: u32 = 20;

/// Saves products inside one transaction; keeps what it learns (brands, words) between them.
///
/// Must not outlive a rollback of what it wrote: make a new one, or call [`Saver::forget`], after
/// rolling back a savepoint.
pub struct Saver<'tx> {
    tx: &'tx Connection,
    now: i64,
    brands: HashMap<String, i64>,
    words: HashSet<String>,
    /// Whether sellers may sell.
    sellers: HashMap<i64, bool>,
    /// Texts that are not in the search yet; `None` where each product's are written at once.
    waiting: Option<Waiting>,
    /// Why stock moves, where a product was there before.
    reason: Reason,
}

/// JSON text of strings and maps of strings, which cannot fail to serialise.
pub(crate) fn json<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

impl<'tx> Saver<'tx> {
    /// A saver on an open write transaction.
    pub fn new(tx: &'tx Connection) -> Self {
        Self {
            tx,
            now: time::now(),
            brands: HashMap::new(),
            words: HashSet::new(),
            sellers: HashMap::new(),
            waiting: None,
            reason: Reason::Edit,
        }
    }

    /// Says in the ledger of stock that it was a file that moved it.
    #[must_use]
    pub fn for_import(mut self) -> Self {
        self.reason = Reason::Import;
        self
    }

    /// A saver of many products, a savepoint each. FTS5 writes what it gathered whenever a savepoint
    /// begins, so that a product at a time costs more than everything else about it; this saver
    /// gathers the texts itself.
    ///
    /// [`Saver::settle`] must be called between savepoints now and then, and
    /// [`Saver::finish`] before the commit.
    pub fn in_bulk(tx: &'tx Connection) -> Self {
        Self {
            waiting: Some(Waiting::default()),
            ..Self::new(tx)
        }
    }

    /// Writes the gathered texts when they are many. Call it outside of savepoints that may be
    /// rolled back.
    ///
    /// # Errors
    /// The database's.
    pub fn settle(&mut self) -> Result<(), CatalogueError> {
        match &self.waiting {
            Some(waiting) if waiting.is_large() => self.finish(),
            _ => Ok(()),
        }
    }

    /// Writes the gathered texts.
    ///
    /// # Errors
    /// The database's.
    pub fn finish(&mut self) -> Result<(), CatalogueError> {
        let texts = self.waiting.as_mut().map(Waiting::take).unwrap_or_default();
        for (id, texts) in texts {
            texts.write(self.tx, id, &mut self.words)?;
        }
        Ok(())
    }

    /// Forgets what was learnt, since a rollback may have undone it.
    pub fn forget(&mut self) {
        self.brands.clear();
        self.words.clear();
        self.sellers.clear();
    }

    /// Inserts a validated record and gives its id. Makes the slug from the name when it is empty.
    ///
    /// # Errors
    /// `SlugTaken` for a given slug that exists, `SkuTaken`, `Invalid` for a category or seller that
    /// does not exist.
    pub fn insert(&mut self, record: &Record) -> Result<i64, CatalogueError> {
        let slug = if record.slug.is_empty() {
            self.free_slug(&slugify(&record.name))?
        } else {
            record.slug.clone()
        };
        let brand = self.brand(record.brand.as_deref())?;
        let derived = Derived::of(record);
        let shown = self.shows(record)?;
        let created = record.created_at.unwrap_or(self.now);
        let mut insert = self
            .tx
            .prepare_cached(include_str!("../../sql/catalogue/insert_product.sql"))?;
        insert
            .execute(params![
                slug,
                record.name,
                derived.name_key,
                record.short_description,
                brand,
                record.category_id,
                record.seller_id,
                record.condition.as_str(),
                derived.price,
                derived.original_price,
                derived.on_sale,
                derived.stock_quantity,
                shown,
                record.is_featured,
                record.is_digital,
                derived.tags,
                derived.image_url,
                created,
                self.now,
                record.is_active && !shown,
            ])
            .map_err(|error| product_error(error, &slug))?;
        let id = self.tx.last_insert_rowid();
        self.tx
            .prepare_cached(include_str!("../../sql/catalogue/insert_details.sql"))?
            .execute(params![
                id,
                record.model,
                record.weight_grams,
                json(&record.options),
                json(&record.attributes),
                record.description,
            ])?;
        variants::insert_all(self.tx, id, &record.variants, self.now)?;
        images::insert_all(self.tx, id, &record.images)?;
        if shown {
            self.index(id, record)?;
        }
        Ok(id)
    }

    /// Makes product `id` equal to a validated record. Rows of variants and images that stay keep
    /// their ids.
    ///
    /// # Errors
    /// As [`Saver::insert`], and `NotFound`.
    pub fn replace(&mut self, id: i64, record: &Record) -> Result<(), CatalogueError> {
        let brand = self.brand(record.brand.as_deref())?;
        let derived = Derived::of(record);
        let shown = self.shows(record)?;
        let mut update = self
            .tx
            .prepare_cached(include_str!("../../sql/catalogue/update_product.sql"))?;
        let changed = update
            .execute(params![
                id,
                record.slug,
                record.name,
                derived.name_key,
                record.short_description,
                brand,
                record.category_id,
                record.seller_id,
                record.condition.as_str(),
                derived.price,
                derived.original_price,
                derived.on_sale,
                derived.stock_quantity,
                shown,
                record.is_featured,
                record.is_digital,
                derived.tags,
                derived.image_url,
                record.created_at,
                self.now,
                record.is_active && !shown,
            ])
            .map_err(|error| product_error(error, &record.slug))?;
        if changed == 0 {
            return Err(CatalogueError::NotFound("product"));
        }
        self.tx
            .prepare_cached(include_str!("../../sql/catalogue/update_details.sql"))?
            .execute(params![
                id,
                record.model,
                record.weight_grams,
                json(&record.options),
                json(&record.attributes),
                record.description,
            ])?;
        variants::replace_all(self.tx, id, &record.variants, self.reason, self.now)?;
        images::replace_all(self.tx, id, &record.images)?;
        self.run("DELETE FROM product_tags WHERE product_id = ?1", id)?;
        self.leave_search(id)?;
        if shown {
            self.index(id, record)?;
        }
        Ok(())
    }

    /// Deletes a product with all that hangs on it. False when there is none.
    pub fn delete(&mut self, id: i64) -> Result<bool, CatalogueError> {
        self.leave_search(id)?;
        stock::removing(self.tx, id)?;
        Ok(self.run("DELETE FROM products WHERE id = ?1", id)? == 1)
    }

    fn run(&self, sql: &str, id: i64) -> rusqlite::Result<usize> {
        self.tx.prepare_cached(sql)?.execute([id])
    }

    /// The first free one of `base`, `base-2`, `base-3` …; after a few of them one that ends with
    /// the id which the product is about to get, so that a thousand equal names cost no thousand
    /// look-ups each.
    fn free_slug(&self, base: &str) -> rusqlite::Result<String> {
        let mut taken = self
            .tx
            .prepare_cached("SELECT 1 FROM products WHERE slug = ?1")?;
        if !taken.exists([base])? {
            return Ok(base.to_owned());
        }
        for number in 2..NUMBERED_SLUGS {
            let slug = format!("{base}-{number}");
            if !taken.exists([&slug])? {
                return Ok(slug);
            }
        }
        let last: i64 = self
            .tx
            .prepare_cached(
                "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'products'",
            )?
            .query_row([], |row| row.get(0))?;
        let mut number = last + 1;
        loop {
            let slug = format!("{base}-{number}");
            if !taken.exists([&slug])? {
                return Ok(slug);
            }
            number += 1;
        }
    }

    /// The row of a brand, made where missing; spellings that fold alike are one brand.
    fn brand(&mut self, name: Option<&str>) -> rusqlite::Result<Option<i64>> {
        let Some(name) = name else { return Ok(None) };
        let key = fold(name);
        if let Some(id) = self.brands.get(&key) {
            return Ok(Some(*id));
        }
        let found = self
            .tx
            .prepare_cached("SELECT id FROM brands WHERE key = ?1")?
            .query_row([&key], |row| row.get(0))
            .optional()?;
        let id = match found {
            Some(id) => id,
            None => {
                self.tx
                    .prepare_cached("INSERT INTO brands (key, name) VALUES (?1, ?2)")?
                    .execute([key.as_str(), name])?;
                self.tx.last_insert_rowid()
            }
        };
        self.brands.insert(key, id);
        Ok(Some(id))
    }

    fn insert_tags(&self, id: i64, tags: &[String]) -> rusqlite::Result<()> {
        if tags.is_empty() {
            return Ok(());
        }
        let mut insert = self
            .tx
            .prepare_cached("INSERT INTO product_tags (tag, product_id) VALUES (?1, ?2)")?;
        tags.iter()
            .try_for_each(|tag| insert.execute(params![tag, id]).map(|_| ()))
    }

    /// Whether a record is shown: it is active, and its seller may sell.
    fn shows(&mut self, record: &Record) -> rusqlite::Result<bool> {
        let Some(seller) = record.seller_id.filter(|_| record.is_active) else {
            return Ok(record.is_active);
        };
        if let Some(sells) = self.sellers.get(&seller) {
            return Ok(*sells);
        }
        let sells: Option<bool> = self
            .tx
            .prepare_cached("SELECT status = 'active' FROM sellers WHERE id = ?1")?
            .query_row([seller], |row| row.get(0))
            .optional()?;
        // The foreign key refuses a seller that is not there.
        let sells = sells.unwrap_or(true);
        self.sellers.insert(seller, sells);
        Ok(sells)
    }

    /// Writes what an active product is found and counted by: its tags and its texts.
    pub(super) fn index(&mut self, id: i64, record: &Record) -> rusqlite::Result<()> {
        self.insert_tags(id, &record.tags)?;
        let texts = Texts::of(record);
        match &mut self.waiting {
            Some(waiting) => waiting.add(id, texts),
            None => texts.write(self.tx, id, &mut self.words)?,
        }
        Ok(())
    }

    /// Takes a product's texts out of the search.
    fn leave_search(&mut self, id: i64) -> rusqlite::Result<()> {
        if let Some(waiting) = &mut self.waiting {
            waiting.remove(id);
        }
        self.run("DELETE FROM product_search WHERE rowid = ?1", id)?;
        Ok(())
    }
}

/// Turns the constraint that refused a product row into what the caller did wrong.
fn product_error(error: rusqlite::Error, slug: &str) -> CatalogueError {
    let message = error.to_string();
    if message.contains("products.slug") {
        CatalogueError::SlugTaken(slug.to_owned())
    } else if message.contains("FOREIGN KEY") {
        let detail = "there is no such category or seller".to_owned();
        CatalogueError::Invalid(vec![FieldError {
            pointer: "/category".to_owned(),
            detail,
        }])
    } else {
        error.into()
    }
}

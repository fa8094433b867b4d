//! Filling an empty shop.

use std::collections::HashMap;

use rusqlite::Connection;

use super::{
    bazaar::Item,
    goods::{CATEGORIES, SECOND_HAND},
    prices::Prices,
    records, terms,
};
use crate::{
    catalogue::{CatalogueError, categories, save::Saver, text::slugify},
    settings, store,
};

/// How many products lie between two reports of progress.
const STEP: usize = 500;

/// From how many products on the indexes are made last.
const BULK: usize = 10_000;

/// Whether a shop has nothing in it that the demo would mix with.
///
/// # Errors
/// The database's.
pub fn is_fillable(db: &Connection) -> rusqlite::Result<bool> {
    db.query_row(include_str!("../../sql/demo/is_empty.sql"), [], |row| {
        row.get(0)
    })
}

/// Fills an empty shop with `count` products, the categories and sellers that they need, and terms to sell
/// them on. `now` is
/// in milliseconds since the epoch; `progress` hears how many there are, now and then.
///
/// # Errors
/// The store's.
pub fn fill(
    tx: &Connection,
    count: usize,
    now: i64,
    progress: &mut dyn FnMut(usize),
) -> Result<usize, CatalogueError> {
    terms::write(tx, Prices::of(settings::currency(tx)?), now)?;
    fill_goods(tx, count, now, progress)
}

/// The same without terms: those that the shop has are its own.
///
/// # Errors
/// The store's.
pub fn fill_goods(
    tx: &Connection,
    count: usize,
    now: i64,
    progress: &mut dyn FnMut(usize),
) -> Result<usize, CatalogueError> {
    if count < BULK {
        return make(tx, count, now, progress);
    }
    store::without_indexes(tx, |tx| make(tx, count, now, progress))
}

fn make(
    tx: &Connection,
    count: usize,
    now: i64,
    progress: &mut dyn FnMut(usize),
) -> Result<usize, CatalogueError> {
    let prices = Prices::of(settings::currency(tx)?);
    let shelves = Shelves::make(tx, now - records::AGE)?;
    let mut saver = Saver::in_bulk(tx);
    for place in 0..count {
        let item = Item::at(place);
        let mut record = records::record(&item, prices, now);
        record.category_id = shelves.category(&item);
        record.seller_id = records::seller(&item, &record).and_then(|name| shelves.seller(name));
        saver.insert(&record)?;
        saver.settle()?;
        if place % STEP == 0 {
            progress(place);
        }
    }
    saver.finish()?;
    progress(count);
    Ok(count)
}

/// The rows that products refer to.
struct Shelves {
    /// By the names of category and shelf.
    categories: HashMap<(&'static str, &'static str), i64>,
    sellers: HashMap<&'static str, i64>,
}

impl Shelves {
    fn make(tx: &Connection, opened: i64) -> Result<Self, CatalogueError> {
        let mut shelves = Self {
            categories: HashMap::new(),
            sellers: HashMap::new(),
        };
        // The roots come first, so that theirs are the plain slugs.
        for (position, category) in CATEGORIES.iter().enumerate() {
            categories::insert(tx, None, category.name, None, position as i64)?;
        }
        for category in &CATEGORIES {
            for good in category.goods {
                let key = (category.name, good.shelf);
                if shelves.categories.contains_key(&key) {
                    continue;
                }
                let mut path = vec![category.name];
                path.extend(good.shelf.split('/').filter(|name| !name.is_empty()));
                let id = categories::ensure_path(tx, &path)?;
                shelves.categories.insert(key, id);
            }
        }
        let names = CATEGORIES
            .iter()
            .flat_map(|category| category.goods.iter().map(|good| category.seller_of(good)));
        for name in names.flatten().chain([SECOND_HAND]) {
            shelves.add_seller(tx, name, opened)?;
        }
        Ok(shelves)
    }

    fn add_seller(
        &mut self,
        tx: &Connection,
        name: &'static str,
        opened: i64,
    ) -> rusqlite::Result<()> {
        if self.sellers.contains_key(name) {
            return Ok(());
        }
        tx.execute(
            include_str!("../../sql/demo/insert_seller.sql"),
            (slugify(name), name, opened),
        )?;
        self.sellers.insert(name, tx.last_insert_rowid());
        Ok(())
    }

    fn category(&self, item: &Item) -> Option<i64> {
        self.categories
            .get(&(item.category.name, item.good.shelf))
            .copied()
    }

    fn seller(&self, name: &str) -> Option<i64> {
        self.sellers.get(name).copied()
    }
}

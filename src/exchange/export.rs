//! The export: every product in souk's own columns, one row a variant, in order of their ids. What it
//! writes, `souk import` reads back without loss.
//!
//! A cell that a spreadsheet would run as a formula begins with an apostrophe, which the import takes
//! away again: the file is harmless in a spreadsheet, and loses nothing.

use std::{collections::HashMap, io::Write};

use rusqlite::Connection;

use super::{fill::ImageCell, known::SOUK, lists::path_text, read::guarded};
use crate::{
    catalogue::{Record, load::load, save::json},
    money::Currency,
    time,
};

/// How many ids are read at a time.
const BATCH: i64 = 1_000;

/// Why an export stopped.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The catalogue could not be read.
    #[error(transparent)]
    Store(#[from] rusqlite::Error),
    /// The file could not be written.
    #[error("the export could not be written: {0}")]
    Write(#[from] csv::Error),
}

/// Writes all products; gives their number.
///
/// # Errors
/// When the catalogue cannot be read or the target cannot be written.
pub fn export(
    db: &Connection,
    target: impl Write,
    currency: Currency,
    progress: &mut dyn FnMut(u64),
) -> Result<u64, ExportError> {
    let mut writer = csv::Writer::from_writer(target);
    writer.write_record(SOUK.iter().map(|(name, _)| *name))?;
    let mut names = Names {
        db,
        categories: HashMap::new(),
    };
    let (mut after, mut count) = (0, 0);
    loop {
        let ids: Vec<i64> = db
            .prepare_cached("SELECT id FROM products WHERE id > ?1 ORDER BY id LIMIT ?2")?
            .query_map([after, BATCH], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        let Some(last) = ids.last() else { break };
        after = *last;
        for id in ids {
            let Some(record) = load(db, id)? else {
                continue;
            };
            write_product(&mut writer, &record, &mut names, currency)?;
            count += 1;
        }
        progress(count);
    }
    writer.flush().map_err(csv::Error::from)?;
    Ok(count)
}

/// Names of what records know by id.
struct Names<'d> {
    db: &'d Connection,
    categories: HashMap<i64, (String, String)>,
}

impl Names<'_> {
    /// A category's path, and the slugs along it.
    fn category(&mut self, id: Option<i64>) -> rusqlite::Result<(String, String)> {
        let Some(id) = id else {
            return Ok(Default::default());
        };
        if let Some(found) = self.categories.get(&id) {
            return Ok(found.clone());
        }
        let (names, slugs): (Vec<String>, Vec<String>) = self
            .db
            .prepare_cached(include_str!("../../sql/exchange/category_path.sql"))?
            .query_map([id], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<Vec<(String, String)>>>()?
            .into_iter()
            .unzip();
        let paths = (path_text(&names), path_text(&slugs));
        self.categories.insert(id, paths.clone());
        Ok(paths)
    }

    fn seller(&self, id: Option<i64>) -> rusqlite::Result<String> {
        match id {
            Some(id) => self
                .db
                .query_row("SELECT slug FROM sellers WHERE id = ?1", [id], |row| {
                    row.get(0)
                }),
            None => Ok(String::new()),
        }
    }
}

fn write_product(
    writer: &mut csv::Writer<impl Write>,
    record: &Record,
    names: &mut Names<'_>,
    currency: Currency,
) -> Result<(), ExportError> {
    let (category, category_slug) = names.category(record.category_id)?;
    let flag = |flag: bool| flag.to_string();
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let images: Vec<ImageCell> = record.images.iter().map(ImageCell::from).collect();
    let product = [
        record.name.clone(),
        text(&record.short_description),
        text(&record.description),
        text(&record.brand),
        text(&record.model),
        category,
        category_slug,
        names.seller(record.seller_id)?,
        record.condition.as_str().to_owned(),
        flag(record.is_active),
        flag(record.is_featured),
        flag(record.is_digital),
        json(&record.tags),
        json(&record.attributes),
        record
            .weight_grams
            .map(|grams| grams.to_string())
            .unwrap_or_default(),
        json(&images),
        json(&record.options),
        record.created_at.map(time::to_rfc3339).unwrap_or_default(),
    ];
    let blank: [String; 18] = Default::default();
    for (index, variant) in record.variants.iter().enumerate() {
        let variant = [
            text(&variant.sku),
            json(&variant.options),
            currency.format(variant.price),
            variant
                .original_price
                .map(|price| currency.format(price))
                .unwrap_or_default(),
            variant.stock_quantity.to_string(),
            flag(variant.is_default),
            flag(variant.is_active),
        ];
        let shared = if index == 0 { &product } else { &blank };
        for cell in [&record.slug].into_iter().chain(shared).chain(&variant) {
            match guarded(cell) {
                Some(harmless) => writer.write_field(harmless)?,
                None => writer.write_field(cell)?,
            }
        }
        writer.write_record(None::<&[u8]>)?;
    }
    Ok(())
}

//! The export: every product in souk's own columns, one row a variant, in order of their ids. What it
//! writes, `souk import` reads back without loss.

use std::{collections::HashMap, io::Write};

use rusqlite::Connection;

use super::{cells::path_text, columns::SOUK, fill::ImageCell};
use crate::{
    catalogue::{ImageRecord, Record, categories, load::load, save::json},
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
    /// A category's path and slug.
    fn category(&mut self, id: Option<i64>) -> rusqlite::Result<(String, String)> {
        let Some(id) = id else {
            return Ok(Default::default());
        };
        if let Some(found) = self.categories.get(&id) {
            return Ok(found.clone());
        }
        let path = path_text(&categories::path_of(self.db, id)?);
        let slug = "SELECT slug FROM categories WHERE id = ?1";
        let slug: String = self.db.query_row(slug, [id], |row| row.get(0))?;
        self.categories.insert(id, (path.clone(), slug.clone()));
        Ok((path, slug))
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
    let images: Vec<ImageCell> = record.images.iter().map(image_cell).collect();
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
        writer.write_record([&record.slug].into_iter().chain(shared).chain(&variant))?;
    }
    Ok(())
}

fn image_cell(image: &ImageRecord) -> ImageCell {
    ImageCell {
        url: image.url.clone(),
        thumbnail_url: (image.thumbnail_url != image.url).then(|| image.thumbnail_url.clone()),
        alt_text: image.alt_text.clone(),
        is_primary: image.is_primary,
    }
}

//! A product as a record again: what a change is applied to and an export is made from.

use rusqlite::{Connection, OptionalExtension, Row, types::Type};
use serde::de::DeserializeOwned;

use super::{
    Condition, Record,
    record::{ImageRecord, VariantRecord},
};

/// The record of a product, its variants with their ids. `None` when there is no such product.
pub fn load(db: &Connection, id: i64) -> rusqlite::Result<Option<Record>> {
    let mut select = db.prepare_cached(include_str!("../../sql/catalogue/load_record.sql"))?;
    let Some(mut record) = select.query_row([id], record).optional()? else {
        return Ok(None);
    };
    record.variants = variants(db, id)?;
    record.images = images(db, id)?;
    Ok(Some(record))
}

/// The product that owns a SKU.
pub fn id_of_sku(db: &Connection, sku: &str) -> rusqlite::Result<Option<i64>> {
    db.prepare_cached("SELECT product_id FROM variants WHERE sku = ?1")?
        .query_row([sku], |row| row.get(0))
        .optional()
}

/// The product with a slug.
pub fn id_of_slug(db: &Connection, slug: &str) -> rusqlite::Result<Option<i64>> {
    db.prepare_cached("SELECT id FROM products WHERE slug = ?1")?
        .query_row([slug], |row| row.get(0))
        .optional()
}

/// The variants of a product in their order.
pub(super) fn variants(db: &Connection, id: i64) -> rusqlite::Result<Vec<VariantRecord>> {
    db.prepare_cached(include_str!("../../sql/catalogue/load_variants.sql"))?
        .query_map([id], |row| {
            Ok(VariantRecord {
                id: row.get(0)?,
                sku: row.get(1)?,
                options: from_json(row, 2)?,
                price: row.get(3)?,
                original_price: row.get(4)?,
                stock_quantity: row.get(5)?,
                is_default: row.get(6)?,
                is_active: row.get(7)?,
            })
        })?
        .collect()
}

/// The pictures of a product in their order.
pub(super) fn images(db: &Connection, id: i64) -> rusqlite::Result<Vec<ImageRecord>> {
    db.prepare_cached(include_str!("../../sql/catalogue/load_images.sql"))?
        .query_map([id], |row| {
            Ok(ImageRecord {
                url: row.get(0)?,
                thumbnail_url: row.get(1)?,
                alt_text: row.get(2)?,
                is_primary: row.get(3)?,
            })
        })?
        .collect()
}

fn record(row: &Row<'_>) -> rusqlite::Result<Record> {
    let condition: String = row.get(8)?;
    Ok(Record {
        slug: row.get(0)?,
        name: row.get(1)?,
        short_description: row.get(2)?,
        description: row.get(3)?,
        brand: row.get(4)?,
        model: row.get(5)?,
        category_id: row.get(6)?,
        seller_id: row.get(7)?,
        condition: Condition::parse(&condition).unwrap_or_default(),
        is_active: row.get(9)?,
        is_featured: row.get(10)?,
        is_digital: row.get(11)?,
        tags: from_json(row, 12)?,
        attributes: from_json(row, 13)?,
        weight_grams: row.get(14)?,
        options: from_json(row, 15)?,
        created_at: row.get(16)?,
        images: Vec::new(),
        variants: Vec::new(),
    })
}

fn from_json<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    let text = row.get_ref(column)?.as_str()?;
    serde_json::from_str(text).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(column, Type::Text, Box::new(error))
    })
}

//! The rows of a product's variants: inserted, and brought in line with a record without losing the
//! ids that carts and orders know.

use std::collections::{BTreeMap, HashMap, HashSet};

use rusqlite::{Connection, params};

use super::{
    CatalogueError,
    record::VariantRecord,
    save::json,
    stock::{self, Reason},
};

/// Inserts the variants of a new product.
pub(super) fn insert_all(
    tx: &Connection,
    product: i64,
    variants: &[VariantRecord],
    now: i64,
) -> Result<(), CatalogueError> {
    for (position, variant) in variants.iter().enumerate() {
        insert(tx, product, position, variant, now)?;
    }
    Ok(())
}

fn insert(
    tx: &Connection,
    product: i64,
    position: usize,
    variant: &VariantRecord,
    now: i64,
) -> Result<(), CatalogueError> {
    tx.prepare_cached(include_str!("../../sql/catalogue/insert_variant.sql"))?
        .execute(params![
            product,
            variant.sku,
            json(&variant.options),
            variant.price,
            variant.original_price,
            variant.stock_quantity,
            variant.is_default,
            variant.is_active,
            position as i64,
        ])
        .map_err(|error| sku_error(error, variant))?;
    let id = tx.last_insert_rowid();
    stock::saved(tx, id, variant.stock_quantity, Reason::Opening, now)?;
    Ok(())
}

/// A variant's row as far as matching needs it.
struct Row {
    id: i64,
    sku: Option<String>,
    options: BTreeMap<String, String>,
    stock_quantity: i64,
}

/// Brings the rows of a product in line with `variants`: a variant takes the row with its id, else
/// with its SKU, else with its options; rows that none takes are deleted. `reason` is why stock moves.
pub(super) fn replace_all(
    tx: &Connection,
    product: i64,
    variants: &[VariantRecord],
    reason: Reason,
    now: i64,
) -> Result<(), CatalogueError> {
    let rows = rows(tx, product)?;
    let matched = pair(&rows, variants);
    let kept: HashSet<i64> = matched.values().map(|row| row.id).collect();
    for row in &rows {
        if !kept.contains(&row.id) {
            tx.prepare_cached("DELETE FROM variants WHERE id = ?1")?
                .execute([row.id])?;
            stock::saved(tx, row.id, -row.stock_quantity, Reason::Removed, now)?;
        } else if row.sku.is_some() {
            // SKUs may move between variants of one product; freed first, they cannot clash on the way.
            tx.prepare_cached("UPDATE variants SET sku = NULL WHERE id = ?1")?
                .execute([row.id])?;
        }
    }
    for (position, variant) in variants.iter().enumerate() {
        match matched.get(&position) {
            Some(row) => {
                update(tx, row.id, position, variant)?;
                let delta = variant.stock_quantity - row.stock_quantity;
                stock::saved(tx, row.id, delta, reason, now)?;
            }
            None => insert(tx, product, position, variant, now)?,
        }
    }
    Ok(())
}

fn update(
    tx: &Connection,
    id: i64,
    position: usize,
    variant: &VariantRecord,
) -> Result<(), CatalogueError> {
    tx.prepare_cached(include_str!("../../sql/catalogue/update_variant.sql"))?
        .execute(params![
            id,
            variant.sku,
            json(&variant.options),
            variant.price,
            variant.original_price,
            variant.stock_quantity,
            variant.is_default,
            variant.is_active,
            position as i64,
        ])
        .map_err(|error| sku_error(error, variant))?;
    Ok(())
}

fn rows(tx: &Connection, product: i64) -> rusqlite::Result<Vec<Row>> {
    let mut select = tx.prepare_cached(
        "SELECT id, sku, options, stock_quantity FROM variants WHERE product_id = ?1",
    )?;
    let rows = select.query_map([product], |row| {
        let options: String = row.get(2)?;
        let options = serde_json::from_str(&options).unwrap_or_default();
        Ok(Row {
            id: row.get(0)?,
            sku: row.get(1)?,
            options,
            stock_quantity: row.get(3)?,
        })
    })?;
    rows.collect()
}

/// Which variant (by position) takes which row; each row is taken once.
fn pair<'r>(rows: &'r [Row], variants: &[VariantRecord]) -> HashMap<usize, &'r Row> {
    let mut taken = HashSet::new();
    let mut matched = HashMap::new();
    let rules: [fn(&Row, &VariantRecord) -> bool; 3] = [
        |row, variant| variant.id == Some(row.id),
        |row, variant| variant.sku.is_some() && variant.sku == row.sku,
        |row, variant| variant.options == row.options,
    ];
    for rule in rules {
        for (position, variant) in variants.iter().enumerate() {
            if matched.contains_key(&position) {
                continue;
            }
            let free = rows
                .iter()
                .find(|row| !taken.contains(&row.id) && rule(row, variant));
            if let Some(row) = free {
                taken.insert(row.id);
                matched.insert(position, row);
            }
        }
    }
    matched
}

fn sku_error(error: rusqlite::Error, variant: &VariantRecord) -> CatalogueError {
    match &variant.sku {
        Some(sku) if error.to_string().contains("variants.sku") => {
            CatalogueError::SkuTaken(sku.clone())
        }
        _ => error.into(),
    }
}

//! The ledger of stock as it is read.

use poem_openapi::Object;
use rusqlite::{Connection, Row, params_from_iter, types::Value};
use serde::Serialize;
use uuid::Uuid;

use super::sorting::{Key, MADE, Sorts, window::Window};
use crate::time;

/// One movement of stock.
#[derive(Debug, Serialize, Object)]
#[oai(example, rename = "StockMovement")]
pub struct Movement {
    /// Its id.
    pub id: i64,
    /// Of which variant.
    pub variant_id: i64,
    /// The product; null when the variant is gone.
    pub product_id: Option<i64>,
    /// How many more, or fewer.
    pub delta: i64,
    /// opening, edit, import, adjustment, sale, cancelled, expired, returned or removed.
    pub reason: String,
    /// What an admin wrote.
    pub note: Option<String>,
    /// The order that took it or gave it back.
    pub order_id: Option<String>,
    /// When.
    pub at: String,
}

/// What movements are sorted by: their ids.
pub struct MovementKeys;

impl Sorts for MovementKeys {
    const DEFAULT: Key = MADE;
    const DESCENDS: bool = true;
    const OTHERS: &'static [Key] = &[Key { name: "at", ..MADE }];
    const TIE: &'static str = "m.id";
}

/// Which movements somebody wants to see.
#[derive(Debug, Clone)]
pub struct Filter {
    /// Of one variant.
    pub variant_id: Option<i64>,
    /// Of one order.
    pub order_id: Option<Uuid>,
}

impl Filter {
    /// What cursors of this list are bound to.
    pub fn binding(&self) -> String {
        format!("stock movements {self:?}")
    }

    /// The condition and its values; a variant's and an order's have an index.
    fn condition(&self) -> (String, Vec<Value>) {
        let (mut sql, mut values) = ("WHERE 1".to_owned(), Vec::new());
        if let Some(variant) = self.variant_id {
            sql.push_str(" AND m.variant_id = ?");
            values.push(variant.into());
        }
        if let Some(order) = self.order_id {
            sql.push_str(" AND m.order_id = ?");
            values.push(order.as_bytes().to_vec().into());
        }
        (sql, values)
    }
}

/// A page, how many there are in all, and the cursor of the next page.
///
/// # Errors
/// The database's.
pub fn page(
    db: &Connection,
    filter: &Filter,
    window: &Window,
) -> rusqlite::Result<(Vec<Movement>, i64, Option<String>)> {
    let (condition, values) = filter.condition();
    let total = db
        .prepare_cached(&format!(
            "SELECT count(*) FROM stock_movements m {condition}"
        ))?
        .query_row(params_from_iter(&values), |row| row.get(0))?;
    let select = format!(
        "SELECT m.id, m.variant_id, v.product_id, m.delta, m.reason, m.note, m.order_id, m.at, {{keys}} \
         FROM stock_movements m LEFT JOIN variants v ON v.id = m.variant_id {condition}"
    );
    let (items, next) = window.rows(db, &select, values, movement)?;
    Ok((items, total, next))
}

fn movement(row: &Row<'_>) -> rusqlite::Result<Movement> {
    let order: Option<Uuid> = row.get(6)?;
    Ok(Movement {
        id: row.get(0)?,
        variant_id: row.get(1)?,
        product_id: row.get(2)?,
        delta: row.get(3)?,
        reason: row.get(4)?,
        note: row.get(5)?,
        order_id: order.map(|id| id.to_string()),
        at: time::to_rfc3339(row.get(7)?),
    })
}

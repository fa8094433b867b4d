//! The counters of one product, and the sums of the whole shop.

use rusqlite::{Connection, OptionalExtension};

use super::{model::ShopNumbers, span::Span};
use crate::tracking::{
    Sketch,
    recount::{NUMBERS, Numbers},
};

/// A product's counters.
///
/// # Errors
/// The database's.
pub fn of_product(db: &Connection, product: i64) -> rusqlite::Result<Numbers> {
    let sql = format!("SELECT {NUMBERS} FROM counters WHERE product_id = ?1");
    let row = db
        .prepare_cached(&sql)?
        .query_row([product], Numbers::read)
        .optional()?;
    Ok(row.map(|(_, numbers)| numbers).unwrap_or_default())
}

/// What only the whole shop has.
///
/// # Errors
/// The database's.
pub fn of_shop(db: &Connection, span: Span) -> rusqlite::Result<ShopNumbers> {
    let sums =
        "SELECT coalesce(sum(orders), 0), coalesce(sum(reviews), 0), coalesce(sum(searches), 0)
                FROM hours WHERE hour >= ?1 AND hour < ?2";
    let mut numbers = db
        .prepare_cached(sums)?
        .query_row([span.from, span.to], |row| {
            Ok(ShopNumbers {
                orders: row.get(0)?,
                reviews: row.get(1)?,
                searches: row.get(2)?,
                visitors: 0,
            })
        })?;
    let (from, to) = span.days();
    let sketches = "SELECT sketch FROM visitor_days WHERE day >= ?1 AND day < ?2";
    let mut select = db.prepare_cached(sketches)?;
    let mut rows = select.query([from, to])?;
    while let Some(row) = rows.next()? {
        numbers.visitors += Sketch::from_bytes(row.get_ref(0)?.as_blob()?).count();
    }
    Ok(numbers)
}

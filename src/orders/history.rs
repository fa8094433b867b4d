//! What happened to an order, when and by whom.

use rusqlite::{Connection, params};
use uuid::Uuid;

use super::status::{By, Status};
use crate::time;

/// Writes down that an order is in a status now.
///
/// # Errors
/// The database's.
pub fn record(
    tx: &Connection,
    order: Uuid,
    status: Status,
    by: By,
    note: Option<&str>,
) -> rusqlite::Result<()> {
    tx.prepare_cached(include_str!("../../sql/orders/record_history.sql"))?
        .execute(params![order, status, time::now(), by, note])?;
    Ok(())
}

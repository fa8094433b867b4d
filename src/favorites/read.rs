//! Reading favourites: bytes straight from the rows, as product lists are.

use bytes::Bytes;
use rusqlite::{Connection, params};
use uuid::Uuid;

use super::FavoriteError;
use crate::catalogue::{
    cursor::{Cursor, Key},
    render::{ITEM_COLUMNS, ITEM_JOINS, ITEM_WIDTH, Json, item},
};

/// What cursors are bound to.
fn binding(user: Uuid) -> String {
    format!("favorites of {user}")
}

/// A page of a customer's favourites as JSON, the latest first.
///
/// # Errors
/// `BadCursor`, or the database's.
pub fn page(
    db: &Connection,
    user: Uuid,
    limit: usize,
    cursor: Option<&str>,
    currency: &str,
) -> Result<Bytes, FavoriteError> {
    let (before, id) = match cursor {
        Some(token) => place(token, user).ok_or(FavoriteError::BadCursor)?,
        None => (i64::MAX, i64::MAX),
    };
    let total = db
        .prepare_cached(
            "SELECT count(*) FROM favorites f JOIN products p ON p.id = f.product_id AND p.is_active = 1
             WHERE f.user_id = ?1",
        )?
        .query_row([user], |row| row.get(0))?;
    let sql = include_str!("../../sql/favorites/list.sql")
        .replace("/*columns*/", ITEM_COLUMNS)
        .replace("/*joins*/", ITEM_JOINS);
    let mut select = db.prepare_cached(&sql)?;
    let mut rows = select.query(params![user, before, id, limit as i64 + 1])?;
    let mut json = Json::with_capacity(16 * 1024);
    json.raw("{\"items\":[");
    let (mut count, mut last, mut next) = (0, None, None);
    while let Some(row) = rows.next()? {
        if count == limit {
            next = last;
            break;
        }
        json.raw(if count == 0 { "{" } else { ",{" });
        item(&mut json, row, currency)?;
        let at: i64 = row.get(ITEM_WIDTH)?;
        json.raw(",\"favorited_at\":").instant(at).raw("}");
        count += 1;
        last = Some(Cursor {
            keys: vec![Key::Number(at)],
            id: row.get(0)?,
        });
    }
    json.raw("],\"total\":")
        .number(total)
        .raw(",\"next_cursor\":");
    match next {
        Some(cursor) => json.text(&cursor.encode(&binding(user))),
        None => json.raw("null"),
    };
    json.raw("}");
    Ok(json.0.into())
}

/// The instant and the product that a page ended with.
fn place(token: &str, user: Uuid) -> Option<(i64, i64)> {
    let cursor = Cursor::decode(token, &binding(user))?;
    match cursor.keys.as_slice() {
        [Key::Number(at)] => Some((*at, cursor.id)),
        _ => None,
    }
}

//! Reading favourites: bytes straight from the rows, as product lists are.

use bytes::Bytes;
use rusqlite::{Connection, Row};
use uuid::Uuid;

use super::FavoriteError;
use crate::catalogue::{
    render::{ITEM_COLUMNS, ITEM_JOINS, ITEM_WIDTH, Json, item},
    sorting::{Key, Sorts, window::Window},
};

/// What favourites are sorted by: when they were liked (`favorites_by_age`), or their products.
pub struct FavoriteKeys;

const LIKED: Key = Key {
    name: "favorited_at",
    columns: &["f.created_at"],
};

impl Sorts for FavoriteKeys {
    const DEFAULT: Key = LIKED;
    const DESCENDS: bool = true;
    const OTHERS: &'static [Key] = &[
        Key {
            name: "created_at",
            ..LIKED
        },
        Key {
            name: "name",
            columns: &["p.name_key"],
        },
        Key {
            name: "price",
            columns: &["p.price"],
        },
    ];
    const TIE: &'static str = "f.product_id";
}

/// What cursors are bound to.
pub fn binding(user: Uuid) -> String {
    format!("favorites of {user}")
}

/// A page of a customer's favourites as JSON.
///
/// # Errors
/// The database's.
pub fn page(
    db: &Connection,
    user: Uuid,
    window: &Window,
    currency: &str,
) -> Result<Bytes, FavoriteError> {
    let total = db
        .prepare_cached(
            "SELECT count(*) FROM favorites f JOIN products p ON p.id = f.product_id AND p.is_active = 1
             WHERE f.user_id = ?1",
        )?
        .query_row([user], |row| row.get(0))?;
    let sql = include_str!("../../sql/favorites/list.sql")
        .replace("/*columns*/", ITEM_COLUMNS)
        .replace("/*joins*/", ITEM_JOINS);
    let mut json = Json::with_capacity(16 * 1024);
    json.raw("{\"items\":[");
    let mut begun = false;
    let row = |row: &Row<'_>| -> Result<(), FavoriteError> {
        json.raw(if begun { ",{" } else { "{" });
        begun = true;
        item(&mut json, row, currency)?;
        let at: i64 = row.get(ITEM_WIDTH)?;
        json.raw(",\"favorited_at\":").instant(at).raw("}");
        Ok(())
    };
    let values = vec![user.as_bytes().to_vec().into()];
    let (_, next) = window.rows(db, &sql, values, row)?;
    json.raw("],\"total\":")
        .number(total)
        .raw(",\"next_cursor\":");
    match next {
        Some(cursor) => json.text(&cursor),
        None => json.raw("null"),
    };
    json.raw("}");
    Ok(json.0.into())
}

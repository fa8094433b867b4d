//! Lists of orders: a customer's own, and everybody's for an admin. The newest first.

use rusqlite::{Connection, ToSql, params_from_iter, types::Value};
use uuid::Uuid;

use super::{OrderError, load, status::Status};
use crate::catalogue::{
    cursor::{Cursor, Key, cut},
    text::like_anywhere,
};

/// Which orders.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filters {
    /// Of this account.
    pub user: Option<Uuid>,
    /// In one of these; all when empty.
    pub status: Vec<Status>,
    /// A part of a number, an e-mail address or a name.
    pub q: Option<String>,
    /// Placed at this instant or later.
    pub from: Option<i64>,
    /// Placed before this instant.
    pub to: Option<i64>,
}

/// The row at which a page ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct After {
    created_at: i64,
    id: Uuid,
}

/// A page as it was asked for.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Which orders.
    pub filters: Filters,
    /// From 1 to 100.
    pub limit: usize,
    /// Where the page before ended.
    pub after: Option<After>,
}

/// Where a text is looked for; LIKE tells no capitals of ASCII apart.
const SEARCHED: &str = "(number LIKE ? ESCAPE '\\' OR email LIKE ? ESCAPE '\\' \
    OR shipping_address ->> '$.name' LIKE ? ESCAPE '\\' OR billing_address ->> '$.name' LIKE ? ESCAPE '\\')";

impl Filters {
    /// What cursors of this list are bound to.
    fn binding(&self) -> String {
        format!("orders {self:?}")
    }

    /// The cursor's row, if it is one of this list.
    pub fn read_cursor(&self, token: &str) -> Option<After> {
        let cursor = Cursor::decode(token, &self.binding())?;
        match cursor.keys.as_slice() {
            [Key::Number(created_at), Key::Text(id)] => Some(After {
                created_at: *created_at,
                id: Uuid::parse_str(id).ok()?,
            }),
            _ => None,
        }
    }

    fn cursor(&self, last: After) -> String {
        let keys = vec![
            Key::Number(last.created_at),
            Key::Text(last.id.simple().to_string()),
        ];
        Cursor { keys, id: 0 }.encode(&self.binding())
    }

    /// The condition and what its question marks stand for.
    fn condition(&self) -> (String, Vec<Value>) {
        let mut parts = vec!["1 = 1".to_owned()];
        let mut values = Vec::new();
        if let Some(user) = self.user {
            parts.push("user_id = ?".to_owned());
            values.push(Value::Blob(user.as_bytes().to_vec()));
        }
        if !self.status.is_empty() {
            let marks = vec!["?"; self.status.len()].join(", ");
            parts.push(format!("status IN ({marks})"));
            let names = self.status.iter().map(|status| status.as_str().to_owned());
            values.extend(names.map(Value::Text));
        }
        if let Some(q) = &self.q {
            parts.push(SEARCHED.to_owned());
            values.extend(vec![Value::Text(like_anywhere(q)); 4]);
        }
        for (bound, text) in [(self.from, "created_at >= ?"), (self.to, "created_at < ?")] {
            if let Some(instant) = bound {
                parts.push(text.to_owned());
                values.push(Value::Integer(instant));
            }
        }
        (parts.join(" AND "), values)
    }
}

/// A page as JSON: orders by `orders_of_user`, `orders_by_status` or `orders_by_age`.
///
/// # Errors
/// The database's.
pub fn page(db: &Connection, asked: &Asked) -> Result<String, OrderError> {
    let (condition, values) = asked.filters.condition();
    let bound = || values.iter().map(|value| value as &dyn ToSql);
    let total: i64 = db
        .prepare_cached(&format!("SELECT count(*) FROM orders WHERE {condition}"))?
        .query_row(params_from_iter(bound()), |row| row.get(0))?;
    let mut rows = rows(db, asked, &condition, values.clone())?;
    let next = cut(&mut rows, asked.limit);
    let next = next.map(|last| asked.filters.cursor(*last));
    let mut items = Vec::with_capacity(rows.len());
    for row in &rows {
        items.extend(load::render(db, row.id)?);
    }
    let next = serde_json::Value::from(next);
    let items = items.join(",");
    Ok(format!(
        r#"{{"items":[{items}],"total":{total},"next_cursor":{next}}}"#
    ))
}

/// The rows of a page and one more, where there is one.
fn rows(
    db: &Connection,
    asked: &Asked,
    condition: &str,
    mut values: Vec<Value>,
) -> rusqlite::Result<Vec<After>> {
    let mut sql = format!("SELECT created_at, id FROM orders WHERE {condition}");
    if let Some(after) = asked.after {
        sql.push_str(" AND (created_at, id) < (?, ?)");
        values.push(Value::Integer(after.created_at));
        values.push(Value::Blob(after.id.as_bytes().to_vec()));
    }
    sql.push_str(" ORDER BY created_at DESC, id DESC LIMIT ?");
    values.push(Value::Integer(asked.limit as i64 + 1));
    db.prepare_cached(&sql)?
        .query_map(params_from_iter(values), |row| {
            Ok(After {
                created_at: row.get(0)?,
                id: row.get(1)?,
            })
        })?
        .collect()
}

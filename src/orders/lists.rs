//! Lists of orders: a customer's own, and everybody's for an admin.

use rusqlite::{Connection, Row, params_from_iter, types::Value};
use uuid::Uuid;

use super::{OrderError, load, status::Status};
use crate::catalogue::{
    sorting::{Key, Sorts, window::Window},
    text::like_anywhere,
};

/// What orders are sorted by: `orders_by_age`, `orders_of_user`, `orders_by_total`.
pub struct OrderKeys;

impl Sorts for OrderKeys {
    const DEFAULT: Key = Key {
        name: "created_at",
        columns: &["created_at"],
    };
    const DESCENDS: bool = true;
    const OTHERS: &'static [Key] = &[Key {
        name: "total",
        columns: &["total"],
    }];
    const TIE: &'static str = "id";
}

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

/// Where a text is looked for; LIKE tells no capitals of ASCII apart.
const SEARCHED: &str = "(number LIKE ? ESCAPE '\\' OR email LIKE ? ESCAPE '\\' \
    OR shipping_address ->> '$.name' LIKE ? ESCAPE '\\' OR billing_address ->> '$.name' LIKE ? ESCAPE '\\')";

impl Filters {
    /// What cursors of this list are bound to.
    pub fn binding(&self) -> String {
        format!("orders {self:?}")
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

/// A page as JSON: orders by `orders_of_user`, `orders_by_status`, `orders_by_age` or `orders_by_total`.
///
/// # Errors
/// The database's.
pub fn page(db: &Connection, filters: &Filters, window: &Window) -> Result<String, OrderError> {
    let (condition, values) = filters.condition();
    let total: i64 = db
        .prepare_cached(&format!("SELECT count(*) FROM orders WHERE {condition}"))?
        .query_row(params_from_iter(&values), |row| row.get(0))?;
    let select = format!("SELECT id, {{keys}} FROM orders WHERE {condition}");
    let read = |row: &Row<'_>| row.get::<_, Uuid>(0).map_err(OrderError::from);
    let (ids, next) = window.rows(db, &select, values, read)?;
    let mut items = Vec::with_capacity(ids.len());
    for id in ids {
        items.extend(load::render(db, id)?);
    }
    let next = serde_json::Value::from(next);
    let items = items.join(",");
    Ok(format!(
        r#"{{"items":[{items}],"total":{total},"next_cursor":{next}}}"#
    ))
}

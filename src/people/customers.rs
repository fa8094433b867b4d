//! Accounts as an admin sees them: listed, made admins or customers, kept out.
//!
//! Invariant: there is always an admin account that can log in, once there has been one.

use rusqlite::{Connection, OptionalExtension, Row, params, params_from_iter, types::Value};
use serde_json::json;
use uuid::Uuid;

use super::{
    PeopleError, sessions,
    users::{self, User},
};
use crate::{
    audit::{self, Actor},
    catalogue::sorting::{
        Key, MADE, Sorts,
        window::{KEYS, Window},
    },
    http::caller::Role,
    time,
};

/// An account and what it bought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Customer {
    /// The account.
    pub user: User,
    /// How many orders it placed.
    pub orders: i64,
    /// What its paid orders came to, less what was given back; minor units.
    pub spent: i64,
}

/// What accounts are sorted by: their ids, which grow, their e-mails, or their names in any capitals.
pub struct UserKeys;

impl Sorts for UserKeys {
    const DEFAULT: Key = MADE;
    const DESCENDS: bool = true;
    const OTHERS: &'static [Key] = &[
        Key {
            name: "email",
            columns: &["u.email"],
        },
        Key {
            name: "name",
            columns: &["u.name COLLATE NOCASE"],
        },
    ];
    const TIE: &'static str = "u.id";
}

/// Which accounts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// A part of an e-mail or a name.
    pub q: Option<String>,
    /// What they may do now.
    pub role: Option<Role>,
    /// Whether they are kept out.
    pub blocked: Option<bool>,
}

impl Filter {
    /// What cursors of this list are bound to.
    pub fn binding(&self) -> String {
        format!("users {self:?}")
    }

    /// The condition and what its question marks stand for.
    fn condition(&self) -> (String, Vec<Value>) {
        const SELLS: &str = "coalesce(s.status = 'active', 0)";
        let (mut sql, mut values) = ("1".to_owned(), Vec::new());
        if let Some(q) = &self.q {
            // No pattern: what somebody looks for may have per cent signs in it.
            sql.push_str(" AND (instr(u.email, ?) > 0 OR instr(lower(u.name), ?) > 0)");
            values.extend([Value::Text(q.to_lowercase()), Value::Text(q.to_lowercase())]);
        }
        let role = match self.role {
            Some(Role::Admin) => " AND u.role = 'admin'".to_owned(),
            Some(Role::Seller) => format!(" AND u.role <> 'admin' AND {SELLS}"),
            Some(Role::Customer) => format!(" AND u.role <> 'admin' AND NOT {SELLS}"),
            None => String::new(),
        };
        sql.push_str(&role);
        sql.push_str(match self.blocked {
            Some(true) => " AND u.blocked_at IS NOT NULL",
            Some(false) => " AND u.blocked_at IS NULL",
            None => "",
        });
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
) -> rusqlite::Result<(Vec<Customer>, i64, Option<String>)> {
    let (condition, values) = filter.condition();
    let count = format!(
        "SELECT count(*) FROM users u LEFT JOIN sellers s ON s.user_id = u.id WHERE {condition}"
    );
    let total = db
        .prepare_cached(&count)?
        .query_row(params_from_iter(&values), |row| row.get(0))?;
    let (items, next) = window.rows(db, &listing(&condition), values, customer)?;
    Ok((items, total, next))
}

/// An account.
///
/// # Errors
/// The database's.
pub fn find(db: &Connection, id: Uuid) -> rusqlite::Result<Option<Customer>> {
    let select = listing("u.id = ?").replace(KEYS, "u.id");
    db.prepare_cached(&select)?
        .query_row([id], customer)
        .optional()
}

fn listing(condition: &str) -> String {
    include_str!("../../sql/people/list_users.sql").replace("{condition}", condition)
}

fn customer(row: &Row<'_>) -> rusqlite::Result<Customer> {
    Ok(Customer {
        user: users::user(row)?,
        orders: row.get(10)?,
        spent: row.get(11)?,
    })
}

/// What an admin changes of an account: what is `None` stays.
#[derive(Debug, Clone, Copy, Default)]
pub struct Change {
    /// Whether it is an admin's.
    pub is_admin: Option<bool>,
    /// Whether it is kept out.
    pub blocked: Option<bool>,
}

/// Changes what an account may do, and ends its logins when it is kept out. The caller forgets what is
/// believed of credentials after the commit.
///
/// # Errors
/// `NotFound`, `LastAdmin`, or the database's.
pub fn change(
    tx: &Connection,
    by: &Actor,
    id: Uuid,
    change: Change,
) -> Result<Customer, PeopleError> {
    let gone = PeopleError::NotFound("account");
    let Some(before) = find(tx, id)? else {
        return Err(gone);
    };
    let was_admin = before.user.role == Role::Admin;
    let is_admin = change.is_admin.unwrap_or(was_admin);
    let was_blocked = before.user.blocked_at;
    let blocked_at = match change.blocked {
        Some(true) => was_blocked.or_else(|| Some(time::now())),
        Some(false) => None,
        None => was_blocked,
    };
    if (is_admin, blocked_at) == (was_admin, was_blocked) {
        return Ok(before);
    }
    let reigned = was_admin && was_blocked.is_none();
    let reigns = is_admin && blocked_at.is_none();
    if reigned && !reigns && !others_reign(tx, id)? {
        return Err(PeopleError::LastAdmin);
    }
    let role = if is_admin {
        Role::Admin
    } else {
        Role::Customer
    };
    tx.prepare_cached(include_str!("../../sql/people/keep_standing.sql"))?
        .execute(params![id, role.as_str(), blocked_at, time::now()])?;
    if blocked_at.is_some() {
        sessions::close_all(tx, id, None)?;
        tx.prepare_cached("DELETE FROM password_resets WHERE user_id = ?1")?
            .execute([id])?;
    }
    let after = find(tx, id)?.ok_or(gone)?;
    let shown = |customer: &Customer| {
        let user = &customer.user;
        json!({
            "email": user.email,
            "role": user.role.as_str(),
            "blocked_at": user.blocked_at.map(time::to_rfc3339),
        })
    };
    let (old, new) = (shown(&before), shown(&after));
    let subject = format!("user {id}");
    audit::record(tx, by, "update", &subject, Some(&old), Some(&new))?;
    Ok(after)
}

/// Whether an admin other than this account can log in.
fn others_reign(tx: &Connection, id: Uuid) -> rusqlite::Result<bool> {
    tx.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM users WHERE role = 'admin' AND blocked_at IS NULL AND id <> ?1)",
    )?
    .query_row([id], |row| row.get(0))
}

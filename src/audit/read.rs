//! Reading who changed what.

use poem_openapi::{Object, types::Example};
use rusqlite::{Connection, Row, params_from_iter, types::Value as Column};
use serde::Serialize;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    catalogue::sorting::{Key, MADE, Sorts, window::Window},
    time,
};

/// What changes are sorted by: their ids.
pub struct AuditKeys;

impl Sorts for AuditKeys {
    const DEFAULT: Key = MADE;
    const DESCENDS: bool = true;
    const OTHERS: &'static [Key] = &[Key { name: "at", ..MADE }];
    const TIE: &'static str = "id";
}

/// One change.
#[derive(Debug, Serialize, Object)]
#[oai(example)]
pub struct AuditEntry {
    /// Its id.
    pub id: i64,
    /// When.
    pub at: String,
    /// Who, as they were called then.
    pub actor: String,
    /// The account, where one acted.
    pub user_id: Option<String>,
    /// What was done: `create`, `update`, `delete` …
    pub action: String,
    /// To what: a kind and its name.
    pub subject: String,
    /// The thing before; null for what was made.
    pub before: Option<Value>,
    /// The thing after; null for what was deleted.
    pub after: Option<Value>,
}

impl Example for AuditEntry {
    fn example() -> Self {
        Self {
            id: 17,
            at: "2026-11-24T10:00:00Z".into(),
            actor: "admin by token 1".into(),
            user_id: None,
            action: "update".into(),
            subject: "coupon SPRING10".into(),
            before: Some(json!({"code": "SPRING10", "usage_limit": 500})),
            after: Some(json!({"code": "SPRING10", "usage_limit": null})),
        }
    }
}

/// Which changes somebody wants to see. Instants are milliseconds since the epoch.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// A subject, or the kind that it begins with.
    pub subject: Option<String>,
    /// An actor's name, or an account's id.
    pub actor: Option<String>,
    /// From this instant on.
    pub from: Option<i64>,
    /// Before this instant.
    pub to: Option<i64>,
}

impl Filter {
    /// What cursors of this list are bound to.
    pub fn binding(&self) -> String {
        format!("audit {self:?}")
    }

    /// The condition and its values; a subject's has an index.
    fn condition(&self) -> (String, Vec<Column>) {
        let (mut sql, mut values) = ("WHERE 1".to_owned(), Vec::new());
        if let Some(subject) = &self.subject {
            // `coupon` finds `coupon SALE10`: a blank is the character before `!`.
            sql.push_str(" AND (subject = ? OR (subject > ? AND subject < ?))");
            values.push(subject.clone().into());
            values.push(format!("{subject} ").into());
            values.push(format!("{subject}!").into());
        }
        if let Some(actor) = &self.actor {
            sql.push_str(" AND (actor = ? OR user_id = ?)");
            values.push(actor.clone().into());
            let account = Uuid::parse_str(actor).ok();
            values.push(account.map_or(Column::Null, |id| id.as_bytes().to_vec().into()));
        }
        for (instant, compared) in [(self.from, " AND at >= ?"), (self.to, " AND at < ?")] {
            if let Some(instant) = instant {
                sql.push_str(compared);
                values.push(instant.into());
            }
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
) -> rusqlite::Result<(Vec<AuditEntry>, i64, Option<String>)> {
    let (condition, values) = filter.condition();
    let total = db
        .prepare_cached(&format!("SELECT count(*) FROM audit_log {condition}"))?
        .query_row(params_from_iter(&values), |row| row.get(0))?;
    let select = format!(
        "SELECT id, at, actor, user_id, action, subject, before, after, {{keys}} \
         FROM audit_log {condition}"
    );
    let (items, next) = window.rows(db, &select, values, entry)?;
    Ok((items, total, next))
}

fn entry(row: &Row<'_>) -> rusqlite::Result<AuditEntry> {
    let json = |column: usize| -> rusqlite::Result<Option<Value>> {
        let text: Option<String> = row.get(column)?;
        Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
    };
    let user: Option<Uuid> = row.get(3)?;
    Ok(AuditEntry {
        id: row.get(0)?,
        at: time::to_rfc3339(row.get(1)?),
        actor: row.get(2)?,
        user_id: user.map(|id| id.to_string()),
        action: row.get(4)?,
        subject: row.get(5)?,
        before: json(6)?,
        after: json(7)?,
    })
}

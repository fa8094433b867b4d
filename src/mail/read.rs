//! Reading the outbox.

use rusqlite::{Connection, OptionalExtension, Row, params_from_iter, types::Value};
use uuid::Uuid;

use super::model::{LetterPage, LetterState, LetterView};
use crate::{
    catalogue::sorting::{Key, MADE, Sorts, window::Window},
    time,
};

const COLUMNS: &str = "id, kind, recipient, subject, body, order_id, created_at, attempts, \
    next_attempt_at, sent_at, failed_at, last_error";

/// What letters are sorted by: their ids.
pub struct LetterKeys;

impl Sorts for LetterKeys {
    const DEFAULT: Key = MADE;
    const DESCENDS: bool = true;
    const OTHERS: &'static [Key] = &[];
    const TIE: &'static str = "id";
}

/// The letters that somebody wants to see.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// What became of them.
    pub state: Option<LetterState>,
    /// What they are.
    pub kind: Option<String>,
    /// What they tell of.
    pub order: Option<Uuid>,
}

impl Filter {
    /// What cursors of this list are bound to.
    pub fn binding(&self) -> String {
        format!("outbox {self:?}")
    }

    /// The condition and its values; a state's and an order's have an index.
    fn condition(&self) -> (String, Vec<Value>) {
        let (mut sql, mut values) = ("WHERE 1".to_owned(), Vec::new());
        if let Some(state) = self.state {
            sql.push_str(" AND ");
            sql.push_str(state.condition());
        }
        if let Some(kind) = &self.kind {
            sql.push_str(" AND kind = ?");
            values.push(kind.clone().into());
        }
        if let Some(order) = self.order {
            sql.push_str(" AND order_id = ?");
            values.push(order.as_bytes().to_vec().into());
        }
        (sql, values)
    }
}

/// A page of letters, with whether there is a server to send them.
///
/// # Errors
/// The database's.
pub fn page(
    db: &Connection,
    filter: &Filter,
    window: &Window,
    has_mail_server: bool,
) -> rusqlite::Result<LetterPage> {
    let (condition, values) = filter.condition();
    let total = db
        .prepare_cached(&format!("SELECT count(*) FROM outbox {condition}"))?
        .query_row(params_from_iter(&values), |row| row.get(0))?;
    let select = format!("SELECT {COLUMNS}, {{keys}} FROM outbox {condition}");
    let (items, next_cursor) = window.rows(db, &select, values, letter)?;
    Ok(LetterPage {
        items,
        total,
        next_cursor,
        has_mail_server,
    })
}

/// One letter.
///
/// # Errors
/// The database's.
pub fn one(db: &Connection, id: i64) -> rusqlite::Result<Option<LetterView>> {
    db.prepare_cached(&format!("SELECT {COLUMNS} FROM outbox WHERE id = ?1"))?
        .query_row([id], letter)
        .optional()
}

fn letter(row: &Row<'_>) -> rusqlite::Result<LetterView> {
    let instant = |column: usize| -> rusqlite::Result<Option<String>> {
        Ok(row.get::<_, Option<i64>>(column)?.map(time::to_rfc3339))
    };
    let (sent_at, failed_at) = (instant(9)?, instant(10)?);
    let state = match (&sent_at, &failed_at) {
        (Some(_), _) => LetterState::Sent,
        (None, Some(_)) => LetterState::Failed,
        (None, None) => LetterState::Waiting,
    };
    let order: Option<Uuid> = row.get(5)?;
    Ok(LetterView {
        id: row.get(0)?,
        kind: row.get(1)?,
        state,
        recipient: row.get(2)?,
        subject: row.get(3)?,
        body: row.get(4)?,
        order_id: order.map(|id| id.to_string()),
        attempts: row.get(7)?,
        last_error: row.get(11)?,
        created_at: time::to_rfc3339(row.get(6)?),
        next_attempt_at: instant(8)?.filter(|_| state == LetterState::Waiting),
        sent_at,
        failed_at,
    })
}

//! The outbox: letters that wait, were sent, or could not be.

use rusqlite::{Connection, params};
use uuid::Uuid;

use crate::time;

/// A letter in plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// What it is: `order_confirmation`, `order_shipped`, `order_cancelled`, `password_reset`.
    pub kind: &'static str,
    /// An e-mail address.
    pub recipient: String,
    /// One line.
    pub subject: String,
    /// Lines of plain text.
    pub body: String,
    /// The order that it tells of.
    pub order_id: Option<Uuid>,
}

/// Puts a letter into the outbox.
///
/// # Errors
/// The database's.
pub fn enqueue(tx: &Connection, letter: &Letter) -> rusqlite::Result<()> {
    tx.prepare_cached(include_str!("../../sql/mail/enqueue.sql"))?
        .execute(params![
            letter.kind,
            letter.recipient,
            letter.subject,
            letter.body,
            letter.order_id,
            time::now(),
        ])?;
    Ok(())
}

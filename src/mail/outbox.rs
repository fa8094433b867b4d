//! The outbox: letters that wait, were sent, or could not be.

use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

use super::layout::one_line;
use crate::time;

/// The longest reason that is kept, in characters.
const REASON_MAX: usize = 500;

/// A letter in plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// What it is: `order_confirmation`, `order_shipped`, `order_cancelled`, `password_reset`.
    pub kind: &'static str,
    /// An e-mail address.
    pub recipient: String,
    /// One line; what would break it becomes a space.
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
            one_line(&letter.subject),
            letter.body,
            letter.order_id,
            time::now(),
        ])?;
    Ok(())
}

/// A letter that one sender has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claimed {
    /// Its id.
    pub id: i64,
    /// What it is.
    pub kind: String,
    /// To whom.
    pub recipient: String,
    /// One line.
    pub subject: String,
    /// Plain text.
    pub body: String,
    /// When it was written.
    pub created_at: i64,
    /// How often it was tried, this time included.
    pub attempts: u32,
    /// Since when it has been due.
    pub due_at: i64,
}

/// How an attempt ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The server took it.
    Sent,
    /// Not now: it is due again at an instant.
    PutOff {
        /// When.
        until: i64,
        /// Why.
        reason: String,
    },
    /// Not at all.
    Failed {
        /// Why.
        reason: String,
    },
}

/// Whether a letter is due.
///
/// # Errors
/// The database's.
pub fn is_due(db: &Connection, now: i64) -> rusqlite::Result<bool> {
    db.prepare_cached(include_str!("../../sql/mail/is_due.sql"))?
        .query_row([now], |row| row.get(0))
}

/// Takes the letter that has been due the longest.
///
/// # Errors
/// The database's.
pub fn claim(tx: &Connection, now: i64) -> rusqlite::Result<Option<Claimed>> {
    tx.prepare_cached(include_str!("../../sql/mail/claim.sql"))?
        .query_row([now], |row| {
            Ok(Claimed {
                id: row.get(0)?,
                kind: row.get(1)?,
                recipient: row.get(2)?,
                subject: row.get(3)?,
                body: row.get(4)?,
                created_at: row.get(5)?,
                attempts: row.get(6)?,
                due_at: row.get(7)?,
            })
        })
        .optional()
}

/// Writes down how an attempt ended, and lets go of the letter.
///
/// # Errors
/// The database's.
pub fn settle(tx: &Connection, id: i64, outcome: &Outcome) -> rusqlite::Result<()> {
    let now = time::now();
    let (sent, failed, until, reason) = match outcome {
        Outcome::Sent => (Some(now), None, None, None),
        Outcome::PutOff { until, reason } => (None, None, Some(*until), Some(reason)),
        Outcome::Failed { reason } => (None, Some(now), None, Some(reason)),
    };
    let reason: Option<String> =
        reason.map(|reason| one_line(reason).chars().take(REASON_MAX).collect());
    tx.prepare_cached(include_str!("../../sql/mail/settle.sql"))?
        .execute(params![id, sent, failed, until, reason])?;
    Ok(())
}

/// Lets go of what a server that ended had taken. Only for one that has the data folder alone.
///
/// # Errors
/// The database's.
pub fn release(tx: &Connection) -> rusqlite::Result<usize> {
    tx.execute(include_str!("../../sql/mail/release.sql"), [])
}

/// Forgets letters that were written before an instant, at most 500; says how many.
///
/// # Errors
/// The database's.
pub fn prune(tx: &Connection, before: i64) -> rusqlite::Result<usize> {
    tx.execute(include_str!("../../sql/mail/prune.sql"), [before])
}

/// Makes a letter that was not sent due now, as if it were new. False when it was sent, or is not there.
///
/// # Errors
/// The database's.
pub fn retry(tx: &Connection, id: i64) -> rusqlite::Result<bool> {
    let again = params![id, time::now()];
    Ok(tx.execute(include_str!("../../sql/mail/retry.sql"), again)? == 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store;

    fn letter(subject: &str) -> Letter {
        Letter {
            kind: "password_reset",
            recipient: "leyla@example.org".to_owned(),
            subject: subject.to_owned(),
            body: "Hello.\n".to_owned(),
            order_id: None,
        }
    }

    fn shop() -> Connection {
        let db = store::in_memory();
        enqueue(&db, &letter("First\r\nBcc: everybody@example.org")).unwrap();
        db
    }

    #[test]
    fn a_letter_is_claimed_once_until_it_is_let_go() {
        let db = shop();
        let now = time::now();
        assert!(is_due(&db, now).unwrap() && !is_due(&db, now - 60_000).unwrap());
        let first = claim(&db, now).unwrap().unwrap();
        assert_eq!(first.subject, "First Bcc: everybody@example.org");
        assert_eq!((first.attempts, claim(&db, now).unwrap()), (1, None));
        assert!(!is_due(&db, now).unwrap());
        let reason = "451 later".to_owned();
        let until = now + 60_000;
        settle(&db, first.id, &Outcome::PutOff { until, reason }).unwrap();
        assert_eq!(claim(&db, now).unwrap(), None);
        let again = claim(&db, until).unwrap().unwrap();
        assert_eq!((again.attempts, again.due_at), (2, until));
        settle(&db, again.id, &Outcome::Sent).unwrap();
        assert_eq!(claim(&db, until).unwrap(), None);
        assert!(!retry(&db, again.id).unwrap(), "it was sent");
    }

    #[test]
    fn a_server_that_starts_takes_up_what_another_left() {
        let db = shop();
        let now = time::now();
        let taken = claim(&db, now).unwrap().unwrap();
        assert_eq!(release(&db).unwrap(), 1);
        assert_eq!(claim(&db, now).unwrap().unwrap().id, taken.id);
    }

    #[test]
    fn a_failed_letter_waits_for_a_person() {
        let db = shop();
        let taken = claim(&db, time::now()).unwrap().unwrap();
        let reason = "550 no\r\nsuch user".to_owned();
        settle(&db, taken.id, &Outcome::Failed { reason }).unwrap();
        assert_eq!(claim(&db, i64::MAX).unwrap(), None);
        let why: String = db
            .query_row("SELECT last_error FROM outbox", [], |row| row.get(0))
            .unwrap();
        assert_eq!(why, "550 no such user");
        assert!(retry(&db, taken.id).unwrap());
        assert_eq!(claim(&db, time::now()).unwrap().unwrap().attempts, 1);
    }

    #[test]
    fn old_letters_go() {
        let db = shop();
        assert_eq!(prune(&db, time::now() - 60_000).unwrap(), 0);
        assert_eq!(prune(&db, time::now() + 60_000).unwrap(), 1);
    }
}

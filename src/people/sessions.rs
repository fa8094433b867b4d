//! Logins: opened by a password, ended by their owner or by time.

use rusqlite::{Connection, OptionalExtension, Row, params};
use uuid::Uuid;

use super::{
    PeopleError,
    secret::{self, Hash},
    standing::Standing,
    users::role_of,
};
use crate::{
    catalogue::sorting::{Key, MADE, Sorts, window::Window},
    http::caller::{Caller, Credential},
    time,
};

/// How a login's token begins: it tells which table to ask.
pub const PREFIX: &str = "souklogin_";
/// How long a login holds, in seconds.
pub const LIFETIME: i64 = 30 * 86_400;
/// How many logins an account has at most; the oldest makes room for one more.
pub const LOGINS_MAX: i64 = 100;
/// How much of what a client calls itself is kept, in characters.
const AGENT_MAX: usize = 200;

/// A login just made: the only moment at which its token can be read.
#[derive(Debug)]
pub struct Opened {
    /// The secret.
    pub token: String,
    /// Milliseconds since the epoch.
    pub expires_at: i64,
}

/// A login as its owner sees it. Instants are milliseconds since the epoch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// To end it by.
    pub id: i64,
    /// What the client called itself.
    pub agent: String,
    /// When it was opened.
    pub created_at: i64,
    /// When it was last used, give or take some minutes.
    pub last_seen_at: i64,
    /// When it ends.
    pub expires_at: i64,
}

/// Opens a login.
///
/// # Errors
/// The database's, or no randomness.
pub fn open(tx: &Connection, user: Uuid, agent: &str) -> Result<Opened, PeopleError> {
    let token = secret::make(PREFIX)?;
    let now = time::now();
    let expires_at = now + LIFETIME * 1000;
    let agent: String = agent.chars().take(AGENT_MAX).collect();
    tx.prepare_cached(include_str!("../../sql/people/open_session.sql"))?
        .execute(params![
            user,
            &secret::hash(&token)[..],
            agent,
            now,
            expires_at
        ])?;
    tx.prepare_cached(include_str!("../../sql/people/bound_sessions.sql"))?
        .execute(params![user, LOGINS_MAX])?;
    Ok(Opened { token, expires_at })
}

/// Gives a login another token, after which the old one is dead.
///
/// # Errors
/// `NotFound` when it ended meanwhile, the database's, or no randomness.
pub fn renew(tx: &Connection, id: i64) -> Result<Opened, PeopleError> {
    let token = secret::make(PREFIX)?;
    let update = "UPDATE sessions SET hash = ?2 WHERE id = ?1 RETURNING expires_at";
    let expires_at = tx
        .prepare_cached(update)?
        .query_row(params![id, &secret::hash(&token)[..]], |row| row.get(0))
        .optional()?
        .ok_or(PeopleError::NotFound("login"))?;
    Ok(Opened { token, expires_at })
}

/// Ends a login by its id. False when there is none.
///
/// # Errors
/// The database's.
pub fn close(tx: &Connection, id: i64) -> rusqlite::Result<bool> {
    let ended = tx
        .prepare_cached("DELETE FROM sessions WHERE id = ?1")?
        .execute([id])?;
    Ok(ended == 1)
}

/// Ends a login by its id if it is this account's. False when there is no such.
///
/// # Errors
/// The database's.
pub fn close_of(tx: &Connection, user: Uuid, id: i64) -> rusqlite::Result<bool> {
    let ended = tx
        .prepare_cached("DELETE FROM sessions WHERE id = ?1 AND user_id = ?2 AND expires_at > ?3")?
        .execute(params![id, user, time::now()])?;
    Ok(ended == 1)
}

/// Ends the login of this token if it is this account's. False when there is no such.
///
/// # Errors
/// The database's.
pub fn close_own(tx: &Connection, user: Uuid, token: &str) -> rusqlite::Result<bool> {
    let ended = tx
        .prepare_cached("DELETE FROM sessions WHERE hash = ?1 AND user_id = ?2")?
        .execute(params![&secret::hash(token)[..], user])?;
    Ok(ended == 1)
}

/// Ends every login of an account but one.
///
/// # Errors
/// The database's.
pub fn close_all(tx: &Connection, user: Uuid, but: Option<i64>) -> rusqlite::Result<()> {
    tx.prepare_cached("DELETE FROM sessions WHERE user_id = ?1 AND id IS NOT ?2")?
        .execute(params![user, but])?;
    Ok(())
}

/// What logins are sorted by; an account has so few that any order will do.
pub struct SessionKeys;

impl Sorts for SessionKeys {
    const DEFAULT: Key = MADE;
    const DESCENDS: bool = true;
    const OTHERS: &'static [Key] = &[Key {
        name: "last_seen_at",
        columns: &["last_seen_at"],
    }];
    const TIE: &'static str = "id";
}

/// What cursors of an account's logins are bound to.
pub fn binding(user: Uuid) -> String {
    format!("sessions {user}")
}

/// A page of an account's logins, how many there are in all, and the cursor of the next page.
///
/// # Errors
/// The database's.
pub fn page(
    db: &Connection,
    user: Uuid,
    window: &Window,
) -> rusqlite::Result<(Vec<Session>, i64, Option<String>)> {
    let now = time::now();
    let count = "SELECT count(*) FROM sessions WHERE user_id = ?1 AND expires_at > ?2";
    let total = db
        .prepare_cached(count)?
        .query_row(params![user, now], |row| row.get(0))?;
    let select = include_str!("../../sql/people/list_sessions.sql");
    let values = vec![user.as_bytes().to_vec().into(), now.into()];
    let (items, next) = window.rows(db, select, values, session)?;
    Ok((items, total, next))
}

fn session(row: &Row<'_>) -> rusqlite::Result<Session> {
    Ok(Session {
        id: row.get(0)?,
        agent: row.get(1)?,
        created_at: row.get(2)?,
        last_seen_at: row.get(3)?,
        expires_at: row.get(4)?,
    })
}

/// Writes down when logins were used: pairs of id and instant.
///
/// # Errors
/// The database's.
pub fn touch(tx: &Connection, seen: &[(i64, i64)]) -> rusqlite::Result<()> {
    let update = "UPDATE sessions SET last_seen_at = ?2 WHERE id = ?1 AND last_seen_at < ?2";
    let mut update = tx.prepare_cached(update)?;
    for (id, at) in seen {
        update.execute([id, at])?;
    }
    Ok(())
}

/// The caller whose login this is, while it holds.
///
/// # Errors
/// The database's.
pub fn find(db: &Connection, hash: &Hash) -> rusqlite::Result<Option<Standing>> {
    db.prepare_cached(include_str!("../../sql/people/find_session.sql"))?
        .query_row(params![&hash[..], time::now()], |row| {
            let role: String = row.get(2)?;
            let seller_id: Option<i64> = row.get(3)?;
            Ok(Standing {
                caller: Caller {
                    role: role_of(&role, seller_id.is_some()),
                    seller_id,
                    user_id: Some(row.get(1)?),
                    credential: Credential::Session(row.get(0)?),
                },
                expires_at: Some(row.get(4)?),
                last_seen_at: Some(row.get(5)?),
            })
        })
        .optional()
}

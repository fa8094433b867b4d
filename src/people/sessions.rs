//! Logins: opened by a password, ended by their owner or by time.

use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

use super::{
    PeopleError,
    secret::{self, Hash},
    users::role_of,
};
use crate::{
    http::caller::{Caller, Credential},
    time,
};

/// How a login's token begins: it tells which table to ask.
pub const PREFIX: &str = "souklogin_";
/// How long a login holds, in seconds.
pub const LIFETIME: i64 = 30 * 86_400;
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

/// Ends the login of this token if it is this account's.
///
/// # Errors
/// The database's.
pub fn close_own(tx: &Connection, user: Uuid, token: &str) -> rusqlite::Result<()> {
    tx.prepare_cached("DELETE FROM sessions WHERE hash = ?1 AND user_id = ?2")?
        .execute(params![&secret::hash(token)[..], user])?;
    Ok(())
}

/// The caller whose login this is, while it holds.
///
/// # Errors
/// The database's.
pub fn find(db: &Connection, hash: &Hash) -> rusqlite::Result<Option<Caller>> {
    db.prepare_cached(include_str!("../../sql/people/find_session.sql"))?
        .query_row(params![&hash[..], time::now()], |row| {
            let role: String = row.get(2)?;
            let seller_id: Option<i64> = row.get(3)?;
            Ok(Caller {
                role: role_of(&role, seller_id.is_some()),
                seller_id,
                user_id: Some(row.get(1)?),
                credential: Credential::Session(row.get(0)?),
            })
        })
        .optional()
}

//! A new password: by somebody who knows the old one, or by a link that was sent to them.
//!
//! Invariants: a link works once, for an hour, and only the newest one; it is kept as its SHA-256. A new
//! password ends every other login. Whether somebody has an e-mail, no answer and no time tells.

use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

use super::{
    Accounts, PeopleError,
    accounts::Whereabouts,
    letters,
    secret::{self, Hash},
    sessions::{self, Opened},
    users::{self, User},
};
use crate::{
    store::{Durability, Tx},
    time,
};

/// How a link's token begins.
const PREFIX: &str = "soukreset_";
/// How long a link works, in milliseconds.
const LIFETIME: i64 = 60 * 60 * 1000;

impl Accounts {
    /// Changes the password of somebody who is logged in; their other logins end. With `renews` the login
    /// gets another token, which is returned.
    ///
    /// # Errors
    /// `WrongCredentials` when the current one is wrong, `TooManyAttempts`, `Busy`, or the store's.
    pub async fn change_password(
        &self,
        (id, session): (Uuid, i64),
        (current, new): (String, String),
        renews: bool,
        from: Whereabouts,
    ) -> Result<Option<Opened>, PeopleError> {
        let user = self.user(id)?;
        let proven = self.prove(&user, current).await?;
        let hash = self.passwords.hash(new).await?;
        let _forgetting = self.standings.forgetting();
        self.store
            .write_unseen(Durability::Durable, move |tx| {
                // Somebody else may have changed it meanwhile.
                if users::password_hash(tx, id)?.as_deref() != Some(&*proven) {
                    return Err(PeopleError::WrongCredentials);
                }
                replace(tx, &user, &hash, Some(session), &from)?;
                renews.then(|| sessions::renew(tx, session)).transpose()
            })
            .await
    }

    /// Sends a link to whoever has this e-mail, unless they were sent too many. Takes the same time where
    /// nobody has it.
    ///
    /// # Errors
    /// The store's.
    pub async fn send_link(&self, email: String, from: Whereabouts) -> Result<(), PeopleError> {
        let token = secret::make(PREFIX)?;
        let may_write = self.attempts.may_write(&email);
        self.store
            .write_unseen(Durability::Durable, move |tx| {
                let known = users::credentials(tx, &email)?;
                let user = match known {
                    Some((id, _)) => users::find(tx, id)?,
                    None => None,
                };
                match user.filter(|user| may_write && user.blocked_at.is_none()) {
                    Some(user) => {
                        keep(tx, user.id, &secret::hash(&token))?;
                        letters::reset(tx, &user.email, &user.name, &token, &from.origin)?;
                    }
                    None => {
                        // The same work, and the same wait for the disk.
                        letters::reset(tx, &email, "", &token, &from.origin)?;
                        tx.prepare_cached("DELETE FROM outbox WHERE id = last_insert_rowid()")?
                            .execute([])?;
                    }
                }
                Ok(())
            })
            .await
    }

    /// Sets a new password by the token of a link; every login of the account ends.
    ///
    /// # Errors
    /// `WrongLink`, `TooManyAttempts`, `Busy`, or the store's.
    pub async fn follow_link(
        &self,
        token: &str,
        new: String,
        from: Whereabouts,
    ) -> Result<(), PeopleError> {
        let tried = self.attempts.at_a_link(from.peer);
        tried.begin()?;
        let link = secret::hash(token);
        let known = self
            .store
            .read(|db| Ok::<_, PeopleError>(owner(db, &link)?))?;
        if known.is_none() {
            return Err(tried.wrong(PeopleError::WrongLink));
        }
        let hash = self.passwords.hash(new).await?;
        let _forgetting = self.standings.forgetting();
        let email = self
            .store
            .write_unseen(Durability::Durable, move |tx| {
                // Of two at once one has it.
                let id = owner(tx, &link)?.ok_or(PeopleError::WrongLink)?;
                let user = users::find(tx, id)?.ok_or(PeopleError::WrongLink)?;
                replace(tx, &user, &hash, None, &from)?;
                Ok::<_, PeopleError>(user.email)
            })
            .await?;
        self.attempts.forgive(&email);
        Ok(())
    }
}

/// Sets a password, ends links and logins but one, and tells by letter.
fn replace(
    tx: &Tx<'_>,
    user: &User,
    hash: &str,
    but: Option<i64>,
    from: &Whereabouts,
) -> Result<(), PeopleError> {
    let update = "UPDATE users SET password_hash = ?2, updated_at = ?3 WHERE id = ?1";
    tx.prepare_cached(update)?
        .execute(params![user.id, hash, time::now()])?;
    forget_links(tx, user.id)?;
    sessions::close_all(tx, user.id, but)?;
    letters::password_changed(tx, user, &from.origin)?;
    Ok(())
}

/// Ends the links of an account.
///
/// # Errors
/// The database's.
pub(super) fn forget_links(tx: &Connection, user: Uuid) -> rusqlite::Result<()> {
    tx.prepare_cached("DELETE FROM password_resets WHERE user_id = ?1")?
        .execute([user])?;
    Ok(())
}

/// Keeps the hash of a link in place of older ones.
fn keep(tx: &Connection, user: Uuid, hash: &Hash) -> rusqlite::Result<()> {
    forget_links(tx, user)?;
    tx.prepare_cached(
        "INSERT INTO password_resets (hash, user_id, expires_at) VALUES (?1, ?2, ?3)",
    )?
    .execute(params![&hash[..], user, time::now() + LIFETIME])?;
    Ok(())
}

/// The account of a link that works.
fn owner(db: &Connection, hash: &Hash) -> rusqlite::Result<Option<Uuid>> {
    db.prepare_cached(
        "SELECT r.user_id FROM password_resets r JOIN users u ON u.id = r.user_id
         WHERE r.hash = ?1 AND r.expires_at > ?2 AND u.blocked_at IS NULL",
    )?
    .query_row(params![&hash[..], time::now()], |row| row.get(0))
    .optional()
}

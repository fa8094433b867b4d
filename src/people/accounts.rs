//! What a person does with an account: register, log in, change it, log out.

use std::net::IpAddr;

use uuid::Uuid;

use super::{
    PeopleError,
    attempts::{Attempts, Try},
    letters::{self, Origin},
    new_password::forget_links,
    passwords::Passwords,
    sessions::{self, Opened, Session},
    standing::Standings,
    users::{self, NewUser, User},
};
use crate::{
    cart::{CartToken, merge::adopt},
    catalogue::sorting::window::Window,
    store::{Durability, Store, Tx},
    time,
};

/// What a request to log in carries beside the password.
#[derive(Debug, Default)]
pub struct Arrival {
    /// What the client calls itself.
    pub agent: String,
    /// The token of a login that it still has: it ends with the new one.
    pub token: Option<String>,
    /// The token of a guest's cart: what is in it goes into the account's.
    pub cart: Option<CartToken>,
    /// Where it comes from.
    pub peer: Option<IpAddr>,
}

/// Where somebody is who changes something about an account.
#[derive(Debug, Clone, Default)]
pub struct Whereabouts {
    /// The address, for what is counted.
    pub peer: Option<IpAddr>,
    /// Where links in letters lead.
    pub origin: Origin,
}

/// Somebody who has just logged in.
#[derive(Debug)]
pub struct LoggedIn {
    /// The account.
    pub user: User,
    /// The new login.
    pub login: Opened,
    /// Whether the token of a guest's cart came with it, and is dead now.
    pub cart_merged: bool,
}

/// A change of an account: what is `None` stays.
#[derive(Debug, Default)]
pub struct Change {
    /// What they are called.
    pub name: Option<String>,
    /// Where mail goes.
    pub email: Option<String>,
    /// Needed for another e-mail.
    pub current_password: Option<String>,
}

/// The accounts of a shop. Cheap to clone.
#[derive(Clone)]
pub struct Accounts {
    pub(super) store: Store,
    pub(super) passwords: Passwords,
    pub(super) standings: Standings,
    pub(super) attempts: Attempts,
}

impl Accounts {
    /// The accounts in a store.
    pub fn new(store: Store, passwords: Passwords, standings: Standings) -> Self {
        Self {
            store,
            passwords,
            standings,
            attempts: Attempts::default(),
        }
    }

    /// Makes a customer's account and logs in.
    ///
    /// # Errors
    /// `EmailTaken`, `Busy`, or the store's.
    pub async fn register(
        &self,
        user: NewUser,
        password: String,
        arrival: Arrival,
    ) -> Result<LoggedIn, PeopleError> {
        // Hashing for somebody who is refused anyway would be work for nothing.
        let known = self
            .store
            .read(|db| users::credentials(db, &user.email).map_err(PeopleError::from))?;
        if known.is_some() {
            return Err(PeopleError::EmailTaken);
        }
        let hash = self.passwords.hash(password).await?;
        let (attempts, peer) = (self.attempts.clone(), arrival.peer);
        let made = self
            .store
            .write_unseen(Durability::Durable, move |tx| {
                let user = users::insert(tx, &user, &hash)?;
                enter(tx, user, &arrival)
            })
            .await?;
        attempts.know(&made.user.email, peer);
        Ok(made)
    }

    /// Logs in with an e-mail and a password.
    ///
    /// # Errors
    /// `WrongCredentials`, after the same time whichever is wrong; `TooManyAttempts`, `Blocked`, `Busy`, or
    /// the store's.
    pub async fn log_in(
        &self,
        email: &str,
        password: String,
        arrival: Arrival,
    ) -> Result<LoggedIn, PeopleError> {
        // What is no address is nobody's: nothing can be found out by it, and nothing is counted.
        let tried = (!email.is_empty()).then(|| self.attempts.at(email, arrival.peer));
        tried.as_ref().map_or(Ok(()), Try::begin)?;
        let known = self
            .store
            .read(|db| users::credentials(db, email).map_err(PeopleError::from))?;
        let (id, hash) = known.unzip();
        let fits = self.passwords.verify(password, hash.clone()).await?;
        let (Some(id), Some(hash), true) = (id, hash, fits) else {
            let wrong = PeopleError::WrongCredentials;
            return Err(match tried {
                Some(tried) => tried.wrong(wrong),
                None => wrong,
            });
        };
        tried.as_ref().map_or(Ok(()), Try::right)?;
        // The login that the client still had ends with the new one.
        let _forgetting = arrival.token.is_some().then(|| self.standings.forgetting());
        self.store
            .write_unseen(Durability::Durable, move |tx| {
                // A password that was changed while this one was looked at opens nothing.
                if users::password_hash(tx, id)?.as_deref() != Some(&*hash) {
                    return Err(PeopleError::WrongCredentials);
                }
                let user = users::find(tx, id)?.ok_or(PeopleError::WrongCredentials)?;
                if user.blocked_at.is_some() {
                    return Err(PeopleError::Blocked);
                }
                enter(tx, user, &arrival)
            })
            .await
    }

    /// Ends a login.
    ///
    /// # Errors
    /// The store's.
    pub async fn log_out(&self, session: i64) -> Result<(), PeopleError> {
        let _forgetting = self.standings.forgetting();
        self.store
            .write_unseen(Durability::Durable, move |tx| {
                sessions::close(tx, session)?;
                Ok(())
            })
            .await
    }

    /// A page of an account's logins, as [`sessions::page`] has it.
    ///
    /// # Errors
    /// The store's.
    pub fn sessions(
        &self,
        user: Uuid,
        window: &Window,
    ) -> Result<(Vec<Session>, i64, Option<String>), PeopleError> {
        self.store.read(|db| Ok(sessions::page(db, user, window)?))
    }

    /// Ends one of an account's logins.
    ///
    /// # Errors
    /// `NotFound` when it is none of them, or the store's.
    pub async fn end_session(&self, user: Uuid, session: i64) -> Result<(), PeopleError> {
        let _forgetting = self.standings.forgetting();
        self.store
            .write_unseen(Durability::Durable, move |tx| {
                match sessions::close_of(tx, user, session)? {
                    true => Ok(()),
                    false => Err(PeopleError::NotFound("login")),
                }
            })
            .await
    }

    /// An account.
    ///
    /// # Errors
    /// `NotFound`, or the store's.
    pub fn user(&self, id: Uuid) -> Result<User, PeopleError> {
        self.store
            .read(|db| users::find(db, id).map_err(PeopleError::from))?
            .ok_or(PeopleError::NotFound("account"))
    }

    /// Changes an account. Where its e-mail changes, a letter to the old one tells of it.
    ///
    /// # Errors
    /// `Invalid` where another e-mail comes without the current password, `WrongCredentials` where it
    /// comes with a wrong one, `TooManyAttempts`, `EmailTaken`, `Busy`, or the store's.
    pub async fn change(
        &self,
        id: Uuid,
        change: Change,
        from: Whereabouts,
    ) -> Result<User, PeopleError> {
        let before = self.user(id)?;
        let moves = change
            .email
            .as_ref()
            .is_some_and(|email| *email != before.email);
        if moves {
            let Some(password) = change.current_password else {
                let fault = "is required to change the e-mail";
                return Err(PeopleError::Invalid(vec![("/current_password", fault)]));
            };
            self.prove(&before, password).await?;
        }
        self.store
            .write_unseen(Durability::Durable, move |tx| {
                let now = users::find(tx, id)?.ok_or(PeopleError::NotFound("account"))?;
                let email = change.email.unwrap_or_else(|| now.email.clone());
                let name = change.name.unwrap_or_else(|| now.name.clone());
                users::update(tx, id, &email, &name)?;
                if email != now.email {
                    // A link that went to the old address is not the new one's.
                    forget_links(tx, id)?;
                    letters::email_changed(tx, &now, &email, &from.origin)?;
                }
                users::find(tx, id)?.ok_or(PeopleError::NotFound("account"))
            })
            .await
    }

    /// Checks the password of somebody who is logged in; gives the hash that it has.
    pub(super) async fn prove(&self, user: &User, password: String) -> Result<String, PeopleError> {
        let tried = self.attempts.at_own(&user.email);
        tried.begin()?;
        let hash = self
            .store
            .read(|db| users::password_hash(db, user.id).map_err(PeopleError::from))?;
        match (self.passwords.verify(password, hash.clone()).await?, hash) {
            (true, Some(hash)) => {
                tried.right()?;
                Ok(hash)
            }
            _ => Err(tried.wrong(PeopleError::WrongCredentials)),
        }
    }
}

/// Opens a login; the one that the client still had of this account ends, and the cart that it filled
/// as a guest is merged into the account's.
fn enter(tx: &Tx<'_>, user: User, arrival: &Arrival) -> Result<LoggedIn, PeopleError> {
    if let Some(token) = &arrival.token {
        sessions::close_own(tx, user.id, token)?;
    }
    let login = sessions::open(tx, user.id, &arrival.agent)?;
    let cart_merged = match &arrival.cart {
        Some(token) => adopt(tx, user.id, token, time::now())?,
        None => false,
    };
    Ok(LoggedIn {
        user,
        login,
        cart_merged,
    })
}

//! People: accounts and their logins, API tokens, and the one table of who may do what.
//!
//! Invariants: a password is kept as Argon2id, every other secret as its SHA-256; what a stranger is
//! answered does not depend on which e-mails are registered.

mod accounts;
pub mod api;
pub mod attempts;
pub mod authenticator;
pub mod customers;
pub mod email;
mod letters;
mod new_password;
pub mod passwords;
pub mod rights;
pub mod secret;
pub mod sessions;
pub mod standing;
pub mod tokens;
pub mod upkeep;
pub mod users;

use crate::store::StoreError;
pub use accounts::Accounts;

/// What can go wrong with an account.
#[derive(Debug, thiserror::Error)]
pub enum PeopleError {
    /// Fields that cannot be as they are: pairs of pointer and detail.
    #[error("invalid fields")]
    Invalid(Vec<(&'static str, &'static str)>),
    /// An e-mail and a password that do not go together, whichever is wrong.
    #[error("the e-mail and the password do not go together")]
    WrongCredentials,
    /// Somebody has registered with this e-mail.
    #[error("the e-mail is registered already")]
    EmailTaken,
    /// A link that was never sent, was used or replaced, or is too old.
    #[error("the link does not work")]
    WrongLink,
    /// Too many were wrong; how many seconds to wait.
    #[error("too many wrong tries: wait {0} s")]
    TooManyAttempts(u32),
    /// An admin keeps the account out.
    #[error("the account is blocked")]
    Blocked,
    /// Nobody would be left to rule.
    #[error("it is the last admin")]
    LastAdmin,
    /// No such thing, or not the caller's.
    #[error("there is no such {0}")]
    NotFound(&'static str),
    /// Too many passwords wait to be looked at.
    #[error("too many log in at once")]
    Busy,
    /// Hashing failed.
    #[error("hashing failed: {0}")]
    Hashing(String),
    /// The system has no randomness.
    #[error("no randomness: {0}")]
    Random(#[from] getrandom::Error),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<rusqlite::Error> for PeopleError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}

//! Accounts as rows: one a person.

use rusqlite::{Connection, OptionalExtension, Row, params};
use uuid::Uuid;

use super::{PeopleError, email};
use crate::{http::caller::Role, time};

/// The shortest password, in characters.
pub const PASSWORD_MIN: usize = 10;
/// The longest password, in characters.
pub const PASSWORD_MAX: usize = 256;
/// The longest name, in characters.
pub const NAME_MAX: usize = 200;

/// A person who has an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// The account.
    pub id: Uuid,
    /// Trimmed, in lower case.
    pub email: String,
    /// What they are called.
    pub name: String,
    /// What they may do: a seller is somebody whose seller is active.
    pub role: Role,
    /// Whom they sell for, or want to.
    pub seller: Option<OwnSeller>,
    /// Milliseconds since the epoch.
    pub created_at: i64,
    /// Since when an admin keeps them out.
    pub blocked_at: Option<i64>,
}

/// The seller of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnSeller {
    /// Its id.
    pub id: i64,
    /// Its slug.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// `pending`, `active` or `suspended`.
    pub status: String,
}

/// What an account is made of, checked.
#[derive(Debug, Clone)]
pub struct NewUser {
    /// Trimmed, in lower case.
    pub email: String,
    /// What they are called.
    pub name: String,
    /// Customer or admin.
    pub role: Role,
}

impl NewUser {
    /// A customer or an admin with this e-mail and name.
    ///
    /// # Errors
    /// `Invalid`, which names each field that cannot be as it is; `password` is checked with them.
    pub fn checked(
        email: &str,
        name: &str,
        password: &str,
        role: Role,
    ) -> Result<Self, PeopleError> {
        let named = Self::named(email, name, role);
        let Some(fault) = password_fault(password) else {
            return named;
        };
        let mut faults = match named {
            Err(PeopleError::Invalid(faults)) => faults,
            _ => Vec::new(),
        };
        faults.push(("/password", fault));
        Err(PeopleError::Invalid(faults))
    }

    /// The same, before there is a password.
    ///
    /// # Errors
    /// `Invalid`, as there.
    pub fn named(email: &str, name: &str, role: Role) -> Result<Self, PeopleError> {
        let (email, name) = (email::normalise(email), check_name(name));
        let mut faults = Vec::new();
        if email.is_none() {
            faults.push(("/email", EMAIL_FAULT));
        }
        if name.is_none() {
            faults.push(("/name", NAME_FAULT));
        }
        match (email, name) {
            (Some(email), Some(name)) => Ok(Self { email, name, role }),
            _ => Err(PeopleError::Invalid(faults)),
        }
    }
}

/// What an e-mail must be.
pub const EMAIL_FAULT: &str = "must be an e-mail address";
/// What a name must be.
pub const NAME_FAULT: &str = "must be 1 to 200 characters on one line";

/// A name without blanks around it; `None` when it is empty, too long, or has control characters.
pub fn check_name(name: &str) -> Option<String> {
    let name = name.trim();
    let sane = (1..=NAME_MAX).contains(&name.chars().count()) && !name.contains(char::is_control);
    sane.then(|| name.to_owned())
}

/// What is wrong with a password that somebody chooses.
pub fn password_fault(password: &str) -> Option<&'static str> {
    let length = password.chars().count();
    let sane = (PASSWORD_MIN..=PASSWORD_MAX).contains(&length);
    (!sane).then_some("must be 10 to 256 characters")
}

/// Makes an account.
///
/// # Errors
/// `EmailTaken`, or the database's.
pub fn insert(tx: &Connection, user: &NewUser, hash: &str) -> Result<User, PeopleError> {
    let (id, now) = (Uuid::now_v7(), time::now());
    let inserted = tx
        .prepare_cached(include_str!("../../sql/people/insert_user.sql"))?
        .execute(params![
            id,
            user.email,
            user.name,
            hash,
            user.role.as_str(),
            now
        ]);
    inserted.map_err(taken)?;
    Ok(User {
        id,
        email: user.email.clone(),
        name: user.name.clone(),
        role: user.role,
        seller: None,
        created_at: now,
        blocked_at: None,
    })
}

fn taken(error: rusqlite::Error) -> PeopleError {
    match error.to_string().contains("users.email") {
        true => PeopleError::EmailTaken,
        false => error.into(),
    }
}

/// An account.
///
/// # Errors
/// The database's.
pub fn find(db: &Connection, id: Uuid) -> rusqlite::Result<Option<User>> {
    db.prepare_cached(include_str!("../../sql/people/find_user.sql"))?
        .query_row([id], user)
        .optional()
}

/// The account of an e-mail and the hash of its password.
///
/// # Errors
/// The database's.
pub fn credentials(db: &Connection, email: &str) -> rusqlite::Result<Option<(Uuid, String)>> {
    let select = "SELECT id, password_hash FROM users WHERE email = ?1";
    db.prepare_cached(select)?
        .query_row([email], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()
}

/// The hash of an account's password.
///
/// # Errors
/// The database's.
pub fn password_hash(db: &Connection, id: Uuid) -> rusqlite::Result<Option<String>> {
    db.prepare_cached("SELECT password_hash FROM users WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()
}

/// Renames an account or moves it to another e-mail.
///
/// # Errors
/// `EmailTaken`, or the database's.
pub fn update(tx: &Connection, id: Uuid, email: &str, name: &str) -> Result<(), PeopleError> {
    let update = "UPDATE users SET email = ?2, name = ?3, updated_at = ?4 WHERE id = ?1";
    tx.prepare_cached(update)?
        .execute(params![id, email, name, time::now()])
        .map_err(taken)?;
    Ok(())
}

/// An account from the columns of `find_user.sql`, which other statements begin with.
pub(super) fn user(row: &Row<'_>) -> rusqlite::Result<User> {
    let seller = match row.get::<_, Option<i64>>(5)? {
        Some(id) => Some(OwnSeller {
            id,
            slug: row.get(6)?,
            name: row.get(7)?,
            status: row.get(8)?,
        }),
        None => None,
    };
    let sells = seller
        .as_ref()
        .is_some_and(|seller| seller.status == "active");
    let role: String = row.get(3)?;
    Ok(User {
        id: row.get(0)?,
        email: row.get(1)?,
        name: row.get(2)?,
        role: role_of(&role, sells),
        seller,
        created_at: row.get(4)?,
        blocked_at: row.get(9)?,
    })
}

/// What an account may do: what stands in its row, and more while it sells.
pub(super) fn role_of(stored: &str, sells: bool) -> Role {
    match (stored, sells) {
        ("admin", _) => Role::Admin,
        (_, true) => Role::Seller,
        _ => Role::Customer,
    }
}

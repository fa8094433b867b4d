//! Setting up a new shop in the browser: who has the link of the console makes the administrator and
//! says on what terms the shop sells.
//!
//! Invariants: the secret of the link is kept by nobody but whoever read the console; a shop is founded
//! once, in one transaction, by the first who comes; with an administrator in it there is no set-up any
//! more.

pub mod customs;
mod link;
mod plan;

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Instant,
};

use rusqlite::{Connection, TransactionBehavior};

pub use link::{LIFETIME, Link};
pub use plan::{Fault, Plan, found};

use crate::{
    demo,
    people::{PeopleError, passwords::Passwords, sessions::Opened},
    pricing::TermsError,
    settings::LiveCurrency,
    store::{Durability, Store, StoreError},
    time,
};

/// Why a shop is not set up.
#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    /// A key that is wrong, too old, or has been used.
    #[error("the link holds no more")]
    Expired,
    /// There is an administrator already.
    #[error("the shop is set up already")]
    Founded,
    /// There is something in the shop that demo data would mix with.
    #[error("the shop is not empty")]
    NotEmpty,
    /// Fields of the form and what is wrong with them.
    #[error("invalid fields")]
    Invalid(Vec<Fault>),
    /// The account could not be made.
    #[error(transparent)]
    People(#[from] PeopleError),
    /// The terms could not be written.
    #[error(transparent)]
    Terms(#[from] TermsError),
    /// A task of ours broke.
    #[error("the set-up panicked")]
    Panicked,
    /// The demo could not be made.
    #[error(transparent)]
    Catalogue(#[from] crate::catalogue::CatalogueError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<rusqlite::Error> for SetupError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}

/// Whether there is an account of an administrator.
///
/// # Errors
/// The database's.
pub fn has_admin(db: &Connection) -> rusqlite::Result<bool> {
    db.prepare_cached(include_str!("../../sql/setup/has_admin.sql"))?
        .query_row([], |row| row.get(0))
}

/// Whether a shop has neither an administrator nor products: one that nobody has set up.
///
/// # Errors
/// The database's.
pub fn is_empty(db: &Connection) -> rusqlite::Result<bool> {
    db.prepare_cached(include_str!("../../sql/setup/is_empty.sql"))?
        .query_row([], |row| row.get(0))
}

/// The set-up of a running shop. Cheap to clone.
#[derive(Clone)]
pub struct Setup(Arc<Parts>);

struct Parts {
    store: Store,
    currency: LiveCurrency,
    passwords: Passwords,
    link: Mutex<Option<Link>>,
}

impl Setup {
    /// The set-up of a shop; without a link, none can be had before the next start.
    pub fn new(
        store: Store,
        currency: LiveCurrency,
        passwords: Passwords,
        link: Option<Link>,
    ) -> Self {
        Self(Arc::new(Parts {
            store,
            currency,
            passwords,
            link: Mutex::new(link),
        }))
    }

    /// Whether the shop still waits for its administrator.
    ///
    /// # Errors
    /// The store's.
    pub fn is_open(&self) -> Result<bool, StoreError> {
        let link = self.0.link.lock().unwrap_or_else(PoisonError::into_inner);
        if link.is_none() {
            return Ok(false);
        }
        drop(link);
        self.0.store.read(|db| Ok(!has_admin(db)?))
    }

    /// Whether nobody has set the shop up, and there is nothing in it.
    ///
    /// # Errors
    /// The store's.
    pub fn is_untouched(&self) -> Result<bool, StoreError> {
        self.0.store.read(|db| Ok(is_empty(db)?))
    }

    /// Whether a key opens the set-up now.
    pub fn opens(&self, key: &str) -> bool {
        let link = self.0.link.lock().unwrap_or_else(PoisonError::into_inner);
        link.is_some_and(|link| link.opens(key, Instant::now()))
    }

    /// Founds the shop and logs its administrator in; the key is dead then.
    ///
    /// # Errors
    /// `Expired` for a wrong or old key, `Founded` when somebody was faster, `Invalid` with the fields
    /// to mend, `People(Busy)`, or the store's. Nothing is written then.
    pub async fn found(&self, key: &str, plan: Plan, agent: String) -> Result<Opened, SetupError> {
        if !self.opens(key) {
            return Err(SetupError::Expired);
        }
        let user = match plan.user() {
            Ok(user) => {
                let hash = self.0.passwords.hash(plan.password.clone()).await?;
                Ok((user, hash))
            }
            Err(faults) => Err(faults),
        };
        let setup = self.clone();
        // A task of its own: the server follows the file even when the browser has gone away.
        let founding = tokio::spawn(async move {
            let work = move |tx: &crate::store::Tx<'_>| plan::found(tx, &plan, user, &agent);
            let (login, settings) = setup.0.store.write(Durability::Durable, work).await?;
            setup.0.currency.set(settings.currency);
            let mut link = setup.0.link.lock().unwrap_or_else(PoisonError::into_inner);
            *link = None;
            Ok(login)
        });
        founding.await.map_err(|_| SetupError::Panicked)?
    }

    /// Puts the demo's goods into an empty shop, on the terms that it has.
    ///
    /// # Errors
    /// `NotEmpty` for a shop with something in it, or the store's.
    pub async fn fill(&self) -> Result<usize, SetupError> {
        let store = self.0.store.clone();
        let filling = tokio::task::spawn_blocking(move || {
            let mut db = store.connect()?;
            let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
            if !demo::is_fillable(&tx)? {
                return Err(SetupError::NotEmpty);
            }
            let count = demo::fill_goods(&tx, demo::DEFAULT_COUNT, time::now(), &mut |_| {})?;
            tx.commit()?;
            Ok(count)
        });
        let filled = filling.await.map_err(|_| SetupError::Panicked)?;
        // The next read must see what this answer counts.
        let settled = self
            .0
            .store
            .write(Durability::Fast, |_| Ok::<_, StoreError>(()));
        settled.await?;
        filled
    }
}

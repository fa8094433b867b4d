//! Whose token a request shows: one indexed read by its hash, so that time tells nothing about it.

use super::{
    secret,
    sessions::{self, PREFIX as SESSION_PREFIX},
    tokens::{self, PREFIX as TOKEN_PREFIX},
};
use crate::{
    http::caller::{Authenticate, Caller},
    store::{Store, StoreError},
};

/// Looks logins and API tokens up in a store.
pub struct StoredCredentials(pub Store);

impl Authenticate for StoredCredentials {
    fn authenticate(&self, token: &str) -> Result<Option<Caller>, StoreError> {
        let hash = secret::hash(token);
        self.0.read(|db| {
            Ok(if token.starts_with(SESSION_PREFIX) {
                sessions::find(db, &hash)?
            } else if token.starts_with(TOKEN_PREFIX) {
                tokens::find(db, &hash)?
            } else {
                None
            })
        })
    }
}

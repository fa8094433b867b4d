//! Whose token a request shows: one indexed read by its hash, so that time tells nothing about it, or
//! none for who asked a moment ago.

use super::{
    secret,
    sessions::{self, PREFIX as SESSION_PREFIX},
    standing::Standings,
    tokens::{self, PREFIX as TOKEN_PREFIX},
    upkeep::Sightings,
};
use crate::{
    http::caller::{Authenticate, Caller},
    store::{Store, StoreError},
    time,
};

/// Looks logins and API tokens up in a store.
pub struct StoredCredentials {
    /// Where they are kept.
    pub store: Store,
    /// What was looked at a moment ago.
    pub standings: Standings,
    /// Whom to tell that a login is used.
    pub sightings: Sightings,
}

impl Authenticate for StoredCredentials {
    fn authenticate(&self, token: &str) -> Result<Option<Caller>, StoreError> {
        let (hash, now) = (secret::hash(token), time::now());
        // Taken first: what is read while something changes belongs to the state before.
        let state = self.standings.state(self.store.version());
        if let Some(caller) = self.standings.get(&hash, state, now) {
            return Ok(Some(caller));
        }
        let found = self.store.read(|db| {
            Ok::<_, StoreError>(if token.starts_with(SESSION_PREFIX) {
                sessions::find(db, &hash)?
            } else if token.starts_with(TOKEN_PREFIX) {
                tokens::find(db, &hash)?
            } else {
                None
            })
        })?;
        Ok(found.map(|standing| {
            let caller = standing.caller.clone();
            self.sightings.see(&standing, now);
            self.standings.keep(hash, standing, state, now);
            caller
        }))
    }
}

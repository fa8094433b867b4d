//! Profiles as everybody reads them: counted once for each state of the catalogue.

use std::sync::Arc;

use bytes::Bytes;
use rusqlite::Connection;

use super::{Seller, SellerError, Status, model::SellerProfile, read, write::access};
use crate::{
    catalogue::counts::Remembered,
    http::{caller::Caller, problem::Problem},
    people::rights::Access,
    store::Store,
};

/// How many profiles are remembered: a kilobyte or two each.
const PROFILES: usize = 1_024;

/// The profiles of a shop. Cheap to clone.
#[derive(Clone)]
pub struct Profiles {
    /// Where they stand.
    pub store: Store,
    known: Arc<Remembered<Bytes>>,
}

/// A profile as JSON.
pub enum Shown {
    /// As everybody sees it.
    Public(Bytes),
    /// As only this caller does.
    Own(Bytes),
}

impl Profiles {
    /// The profiles in a store.
    pub fn new(store: Store) -> Self {
        let known = Arc::new(Remembered::new(PROFILES));
        Self { store, known }
    }

    /// The profile that a path names. One that is not active shows itself to administrators and to who
    /// applied.
    ///
    /// # Errors
    /// `NotFound`, or the store's.
    pub async fn read(&self, named: &str, caller: Option<&Caller>) -> Result<Shown, SellerError> {
        // Taken first: what is counted while something changes belongs to the state before.
        let version = self.store.version();
        let seller = self
            .store
            .read(|db| read::find(db, named)?.ok_or(SellerError::NotFound))?;
        let own = caller.is_some_and(|caller| access(caller, Some(&seller)) == Access::Granted);
        if own {
            return self
                .store
                .read_slow(move |db| render(db, &seller, true))
                .await
                .map(Shown::Own);
        }
        if seller.status != Status::Active {
            return Err(SellerError::NotFound);
        }
        if let Some(known) = self.known.get(&seller.slug, version) {
            return Ok(Shown::Public(known));
        }
        let slug = seller.slug.clone();
        let body = self
            .store
            .read_slow(move |db| render(db, &seller, false))
            .await?;
        self.known.put(&slug, version, body.clone());
        Ok(Shown::Public(body))
    }
}

/// A profile as JSON.
///
/// # Errors
/// The database's.
pub fn render(db: &Connection, seller: &Seller, whole: bool) -> Result<Bytes, SellerError> {
    let profile = SellerProfile::of(seller, read::sums(db, seller.id)?, whole);
    let json = serde_json::to_vec(&profile);
    json.map(Bytes::from)
        .map_err(|error| SellerError::Refused(Problem::internal(error)))
}

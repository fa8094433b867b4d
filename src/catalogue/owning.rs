//! Products that a caller may change.

use rusqlite::{Connection, OptionalExtension};

use super::{CatalogueError, shop::ProductRef};
use crate::{
    http::{caller::Caller, conditional::match_version, problem::Problem},
    people::rights::{Access, Action, may, refusal},
};

/// A product that a caller may change.
pub struct Found {
    /// Its id.
    pub id: i64,
    version: i64,
}

impl Found {
    /// The id, unless the caller read an older state.
    ///
    /// # Errors
    /// `Stale`.
    pub fn checked(self, if_match: Option<&str>) -> Result<i64, CatalogueError> {
        if match_version(if_match, self.version) {
            Ok(self.id)
        } else {
            Err(CatalogueError::Stale)
        }
    }
}

/// The product, if the caller may change it: not there and not theirs are the same answer.
///
/// # Errors
/// `NotFound`, or the database's; inside, the refusal of a caller who may change none.
pub fn find_own(
    db: &Connection,
    product: &ProductRef,
    caller: &Caller,
) -> Result<Result<Found, Problem>, CatalogueError> {
    let (by, value) = product.key();
    let row = db
        .prepare_cached(&format!(
            "SELECT id, version, seller_id FROM products WHERE {by} = ?1"
        ))?
        .query_row([value], |row| {
            Ok((
                Found {
                    id: row.get(0)?,
                    version: row.get(1)?,
                },
                row.get::<_, Option<i64>>(2)?,
            ))
        })
        .optional()?;
    let owner = row.as_ref().and_then(|(_, owner)| *owner);
    match (may(caller, Action::ChangeProduct, owner), row) {
        (Access::Forbidden, _) => Ok(Err(refusal(Action::ChangeProduct))),
        (Access::Granted, Some((found, _))) => Ok(Ok(found)),
        _ => Err(CatalogueError::NotFound("product")),
    }
}

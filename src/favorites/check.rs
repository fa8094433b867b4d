//! Whether products count the favourites that there are.

use rusqlite::Connection;

use crate::catalogue::check::named;

/// Names products whose number is wrong.
///
/// # Errors
/// The database's.
pub fn faults(db: &Connection) -> rusqlite::Result<Vec<String>> {
    named(db, include_str!("../../sql/favorites/check.sql"), |row| {
        let (id, slug): (i64, String) = (row.get(0)?, row.get(1)?);
        Ok(format!(
            "product {id} ({slug}) counts other favourites than there are"
        ))
    })
}

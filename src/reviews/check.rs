//! Whether products and reviews count what is there.

use rusqlite::Connection;

use crate::catalogue::check::named;

/// Names products and reviews whose numbers are wrong.
///
/// # Errors
/// The database's.
pub fn faults(db: &Connection) -> rusqlite::Result<Vec<String>> {
    let averages = include_str!("../../sql/reviews/check.sql");
    let mut faults = named(db, averages, |row| {
        let (id, slug): (i64, String) = (row.get(0)?, row.get(1)?);
        Ok(format!(
            "product {id} ({slug}) has another rating than its reviews together"
        ))
    })?;
    let votes = include_str!("../../sql/reviews/check_votes.sql");
    faults.extend(named(db, votes, |row| {
        let id: i64 = row.get(0)?;
        Ok(format!(
            "review {id} counts other helpful votes than there are"
        ))
    })?);
    Ok(faults)
}

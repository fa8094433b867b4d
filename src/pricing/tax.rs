//! Tax rates: one for a country, and others for regions of it.

use rusqlite::{Connection, OptionalExtension, Row};

use super::Destination;

/// A tax rate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaxRate {
    /// Its id.
    pub id: i64,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// Empty for the whole country.
    pub region: String,
    /// Millionths: 190,000 is 19 %.
    pub rate: i64,
    /// What invoices call it.
    pub name: String,
    /// Whether parcels are taxed as well.
    pub applies_to_shipping: bool,
}

/// The columns that [`read`] expects.
pub(super) const COLUMNS: &str = "id, country, region, rate, name, applies_to_shipping";

/// The rate of a destination: its region's, else its country's. Regions are compared without regard
/// to case.
///
/// # Errors
/// The database's.
pub fn of(db: &Connection, destination: &Destination) -> rusqlite::Result<Option<TaxRate>> {
    db.prepare_cached(include_str!("../../sql/pricing/tax_of.sql"))?
        .query_row([&destination.country, &destination.region], read)
        .optional()
}

pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<TaxRate> {
    Ok(TaxRate {
        id: row.get(0)?,
        country: row.get(1)?,
        region: row.get(2)?,
        rate: row.get(3)?,
        name: row.get(4)?,
        applies_to_shipping: row.get(5)?,
    })
}

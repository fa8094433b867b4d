//! Shipping methods: where they go and what they cost.

use rusqlite::{Connection, Row, types::Type};

use crate::money::scale;

/// A way to send parcels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShippingMethod {
    /// Its id.
    pub id: i64,
    /// What a checkout names it by.
    pub code: String,
    /// What people read.
    pub name: String,
    /// ISO 3166-1 alpha-2; empty is everywhere.
    pub countries: Vec<String>,
    /// Minor units for any parcel.
    pub price: i64,
    /// From this subtotal after discounts on a parcel costs nothing.
    pub free_above: Option<i64>,
    /// Minor units for each kilogram, on top of `price`.
    pub price_per_kg: Option<i64>,
    /// Its place in lists; equal ones stand in the order in which they were made.
    pub position: i64,
}

impl ShippingMethod {
    /// Whether it goes to a country.
    pub fn goes_to(&self, country: &str) -> bool {
        self.countries.is_empty() || self.countries.iter().any(|code| code == country)
    }

    /// What a parcel of so many grams costs, whose goods cost `subtotal` after discounts. Each gram
    /// counts; the part for the weight is rounded half away from zero. `None` when that is no amount.
    pub fn price_for(&self, grams: i64, subtotal: i64) -> Option<i64> {
        if self.free_above.is_some_and(|enough| subtotal >= enough) {
            return Some(0);
        }
        let by_weight = scale(grams, self.price_per_kg.unwrap_or(0), 1_000)?;
        self.price.checked_add(by_weight)
    }
}

/// The columns that [`read`] expects.
pub(super) const COLUMNS: &str =
    "id, code, name, countries, price, free_above, price_per_kg, position";

/// Every method in the shop's order.
///
/// # Errors
/// The database's.
pub fn all(db: &Connection) -> rusqlite::Result<Vec<ShippingMethod>> {
    db.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM shipping_methods ORDER BY position, id"
    ))?
    .query_map([], read)?
    .collect()
}

pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<ShippingMethod> {
    let countries = serde_json::from_str(row.get_ref(3)?.as_str()?).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(3, Type::Text, Box::new(error))
    })?;
    Ok(ShippingMethod {
        id: row.get(0)?,
        code: row.get(1)?,
        name: row.get(2)?,
        countries,
        price: row.get(4)?,
        free_above: row.get(5)?,
        price_per_kg: row.get(6)?,
        position: row.get(7)?,
    })
}

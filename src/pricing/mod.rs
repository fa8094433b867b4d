//! What things cost together: coupons, shipping, tax, and how a total comes about.
//!
//! Invariant: [`quote()`] alone adds up, from values that the caller has loaded; a cart, a checkout and an
//! order that show a total got it there. docs/money.md has the rules with worked examples.

pub mod api;
pub mod check;
pub mod coupons;
pub mod desk;
mod error;
pub mod places;
mod quote;
#[cfg(test)]
mod quote_properties;
#[cfg(test)]
mod quote_tests;
pub mod shipping;
pub mod tax;

use rusqlite::Connection;

pub use coupons::{Coupon, CouponKind, Customer, Refusal};
pub use error::TermsError;
pub use places::Destination;
pub use quote::{Basket, CouponEffect, Line, LineQuote, Quote, ShippingQuote, quote};
pub use shipping::ShippingMethod;
pub use tax::TaxRate;

use crate::settings::Settings;

/// Why there is no price.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PricingError {
    /// A sum that no amount can hold, or a line that is none (a price below zero).
    #[error("the sum is too large")]
    TooLarge,
}

/// What a shop asks for beside the goods, for one destination.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// Whether prices contain the tax already.
    pub prices_include_tax: bool,
    /// The tax of the destination; `None` where there is none, or before there is a destination.
    pub tax: Option<TaxRate>,
    /// How parcels get there, in the shop's order; all methods before there is a destination.
    pub shipping_methods: Vec<ShippingMethod>,
}

impl Terms {
    /// The method of a code, if it goes to the destination.
    pub fn shipping_method(&self, code: &str) -> Option<&ShippingMethod> {
        self.shipping_methods
            .iter()
            .find(|method| method.code == code)
    }
}

/// Reads the terms for a destination.
///
/// # Errors
/// The database's.
pub fn load_terms(
    db: &Connection,
    settings: &Settings,
    destination: Option<&Destination>,
) -> rusqlite::Result<Terms> {
    let tax = match destination {
        Some(destination) => tax::of(db, destination)?,
        None => None,
    };
    let mut shipping_methods = shipping::all(db)?;
    if let Some(destination) = destination {
        shipping_methods.retain(|method| method.goes_to(&destination.country));
    }
    Ok(Terms {
        prices_include_tax: settings.prices_include_tax,
        tax,
        shipping_methods,
    })
}

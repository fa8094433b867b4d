//! The checkout: what §5 of the contract promises of it.

#![allow(clippy::unwrap_used)]

#[path = "../support/mod.rs"]
mod support;

mod bad_input;
mod conflicts;
mod digital;
mod keys;
mod placing;

use support::{Shared, TestShop};

/// A shop for tests that stay out of each other's way: each makes its own products.
static SHOP: Shared = Shared::filled(TestShop::sends_parcels);

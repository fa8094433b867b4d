//! The cart: what §4 of the contract promises, for guests and for accounts.

#[path = "../support/mod.rs"]
mod support;

mod bad_input;
mod holders;
mod lines;
mod merging;
mod warnings;

use support::Shared;

/// A shop for tests that stay out of each other's way: each makes its own products.
static SHOP: Shared = Shared::new();

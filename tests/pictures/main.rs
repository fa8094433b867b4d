//! Pictures of products: sent in, made smaller, served, changed, swept away.

#![allow(clippy::unwrap_used)]

#[path = "../support/mod.rs"]
mod support;

mod bad;
mod changing;
mod made;
mod memory;
mod sending;
mod serving;
mod sweeping;

use support::Shared;

/// One shop for the tests that do not get in each other's way.
static SHOP: Shared = Shared::new();

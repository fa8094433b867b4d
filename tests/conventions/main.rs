//! What holds for every call, whatever it is about: §1 of the contract, and who is calling.

#![allow(clippy::unwrap_used)]

#[path = "../support/mod.rs"]
mod support;

mod bodies;
mod callers;
mod idempotency;
mod methods;
mod problems;
mod queries;

use support::Shared;

static SHOP: Shared = Shared::new();

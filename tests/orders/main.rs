//! Orders after they are placed: who sees them, where they may go, what goes back, what is printed.

#![allow(clippy::unwrap_used)]

#[path = "../support/mod.rs"]
mod support;

mod expiring;
mod lists;
mod moving;
mod papers;
mod races;
mod reading;
mod refunds;
mod returns;
mod whole;

use support::Shared;

static SHOP: Shared = Shared::new();

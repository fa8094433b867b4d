//! One product: made, read, changed, deleted, and by whom.

#![allow(clippy::unwrap_used)]

#[path = "../support/mod.rs"]
mod support;

mod changing;
mod creating;
mod hiding;
mod limits;
mod owning;
mod slugs;
mod variants;

use serde_json::Value;
use support::Shared;

static SHOP: Shared = Shared::new();

/// The one thing in this file that every module wants: a member of the only variant.
fn variant<'a>(product: &'a Value, field: &str) -> &'a Value {
    &product["variants"][0][field]
}

//! The API document: served as printed, complete, true of real answers, and explored offline.

#![allow(clippy::unwrap_used)]

#[path = "../support/mod.rs"]
mod support;

mod answers;
mod completeness;
mod document;
mod order_answers;
mod pages;
mod people_answers;
mod seller_answers;

use support::Shared;

static SHOP: Shared = Shared::new();

//! The list of products: filters, orders, facets and cursors, held against a model of the catalogue.

#![allow(clippy::unwrap_used)]

#[path = "../support/mod.rs"]
mod support;

mod cursors;
mod every;
mod facets;
mod filters;
mod model;
mod sorting;

use support::Shared;

/// Holds the model's catalogue and nothing else: its tests read only, and what they read is not counted,
/// because two reads of a list are compared.
static SHOP: Shared = Shared::filled(model::fill).flags(&["--no-tracking"]);

//! Whole catalogues in and out: `souk import`, `souk export`, and both over HTTP.

#![allow(clippy::unwrap_used)]

#[path = "../support/mod.rs"]
mod support;

mod bad_rows;
mod beside_a_server;
mod currencies;
mod export;
mod files;
mod form;
mod http;
mod identity;
mod long_imports;
mod pictures;
mod sheet;
mod shopify;
mod tables;
mod woocommerce;

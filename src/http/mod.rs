//! HTTP: bytes into typed calls, answers into bytes. Knows no feature.
//!
//! Every request passes [`face::Face`] once on its way in and once on its way out; every failure,
//! the framework's own included, becomes a [`problem::Problem`] there.

pub mod armour;
pub mod beacon;
mod bodiless;
pub mod body;
mod broken_body;
pub mod caller;
pub mod conditional;
mod connection;
pub mod cookie;
pub mod docs;
mod document;
pub mod face;
pub mod failure;
pub mod idempotency;
pub mod kept;
pub mod keyed;
mod keyed_body;
pub mod kinds;
pub mod operations;
pub mod origin;
pub mod parameter;
mod patience;
pub mod payload;
pub mod peer;
pub mod peers;
pub mod problem;
pub mod rates;
pub mod request_id;
pub mod server;
pub mod tags;
pub mod timings;
mod unique;
mod upload;

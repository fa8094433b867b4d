//! Too much, too slow, too strange: the shop says so and goes on.

#![allow(clippy::unwrap_used)]

#[path = "../support/mod.rs"]
mod support;

mod busy;
mod connections;
mod garbage;

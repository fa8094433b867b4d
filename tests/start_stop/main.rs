//! Opening and closing: what a service manager and a person at a shell see.

#![allow(clippy::unwrap_used)]

#[path = "../support/mod.rs"]
mod support;

mod crashing;
mod logging;
mod refusing;
mod settings;
mod stopping;

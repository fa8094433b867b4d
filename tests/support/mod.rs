//! What every black-box test stands on: a real `souk serve` on a free port over an empty folder, and
//! short ways to call it and to say what must come back.
//!
//! A test file says `mod support;`, starts a [`TestShop`], and asks it. Nothing here reaches into the
//! crate: what a test knows of the shop it learnt over HTTP or from the command line.

// Each test file uses a part of it.
#![allow(dead_code, unused_imports, clippy::unwrap_used)]

mod browser;
mod cart;
mod checkout;
mod client;
mod command;
mod folder;
mod order;
mod page;
mod product;
mod raw;
mod reply;
mod shared;
mod shop;

use std::{
    thread,
    time::{Duration, Instant},
};

pub use browser::Browser;
pub use checkout::{address, fresh_key, parcel, parcel_but};
pub use client::{Client, encode};
pub use command::{Ran, run, run_with_input, souk};
pub use folder::Folder;
pub use order::{Placing, TestOrder};
pub use page::Page;
pub use product::{ProductBuilder, TestProduct};
pub use raw::Raw;
pub use reply::Reply;
pub use shared::Shared;
pub use shop::{Options, PASSWORD, TestShop, refused};

/// An instant of an answer. As texts they do not stand in order: a fraction has as many digits as it needs.
#[track_caller]
pub fn instant(text: &serde_json::Value) -> jiff::Timestamp {
    text.as_str().unwrap().parse().unwrap()
}

/// How long anything may take that should happen in a moment. Generous: tests share a machine.
pub const PATIENCE: Duration = Duration::from_secs(20);
const PAUSE: Duration = Duration::from_millis(5);

/// Looks again and again until there is something, and gives it.
///
/// # Panics
/// When [`PATIENCE`] is over.
#[track_caller]
pub fn eventually<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let since = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(since.elapsed() < PATIENCE, "in {PATIENCE:?} not: {what}");
        thread::sleep(PAUSE);
    }
}

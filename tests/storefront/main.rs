//! The storefront as people without scripts, search engines and caches meet it.

#![allow(clippy::unwrap_used)]

#[path = "../support/mod.rs"]
mod support;

mod buying;
mod caching;
mod hostile;
mod lists;
mod machines;
mod pages;
mod people;
mod themes;

use support::{Client, Page, Shared};

/// A shop that several tests read and none empties.
pub static SHOP: Shared = Shared::new();

/// A client that says it is a browser.
pub fn browser(client: &Client) -> Client {
    client.with("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
}

/// A page that is there.
#[track_caller]
pub fn open(client: &Client, path: &str) -> Page {
    Page::of(&browser(client).get(path).expect_status(200))
}

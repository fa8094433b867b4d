//! Attacks of people who are logged in, or hold a token: at what is another's, with fields that are not
//! theirs to set, with paths that lead out, with texts that want to be code.

#![allow(clippy::unwrap_used)]

#[path = "../support/mod.rs"]
mod support;

mod fields;
mod paths;
mod reaching;
mod texts;

use support::Shared;

static SHOP: Shared = Shared::new();

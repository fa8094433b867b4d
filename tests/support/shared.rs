//! One shop for the tests of a file that do not get in each other's way.

use std::sync::{Arc, Mutex, PoisonError, Weak};

use super::TestShop;

/// A shop that lives while any test holds it. A static is never dropped, so the last test to let go
/// ends the process, and one that comes later starts another.
///
/// Tests that share a shop must not count all of its products, nor depend on each other's.
pub struct Shared {
    shop: Mutex<Weak<TestShop>>,
    args: &'static [&'static str],
    fill: fn(&TestShop),
}

impl Shared {
    /// A shop with the settings that everybody has.
    pub const fn new() -> Self {
        Self::with(&[])
    }

    /// A shop with flags of `souk serve`.
    pub const fn with(args: &'static [&'static str]) -> Self {
        Self {
            shop: Mutex::new(Weak::new()),
            args,
            fill: |_| {},
        }
    }

    /// A shop that `fill` has put something into before any test sees it.
    pub const fn filled(fill: fn(&TestShop)) -> Self {
        Self {
            shop: Mutex::new(Weak::new()),
            args: &[],
            fill,
        }
    }

    /// The same with flags of `souk serve`.
    pub const fn flags(mut self, args: &'static [&'static str]) -> Self {
        self.args = args;
        self
    }

    /// The shop, started where none runs.
    pub fn get(&self) -> Arc<TestShop> {
        let mut shop = self.shop.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(shop) = shop.upgrade() {
            return shop;
        }
        let started = Arc::new(TestShop::with(self.args));
        (self.fill)(&started);
        *shop = Arc::downgrade(&started);
        started
    }
}

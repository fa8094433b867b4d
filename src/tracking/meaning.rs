//! What events mean: which counters they move, which of them are repeats, and who counts as one
//! visitor.
//!
//! - Views are `view`, `detail_view`, `listing_view`, `search_view`, `category_view` and `image_view`;
//!   a page is a view of each product on it.
//! - Clicks are `click` and `cart_add`. Taking something out of a cart lowers no counter.
//! - Favourites never fall below zero.
//! - A purchase counts once for each product in it, however many lines it has.
//! - The same visitor, product and view action within a second count once. A visitor who is not told
//!   apart from others repeats nobody.
//!
//! Invariant: counters are a fold of the events in the order of the ledger, and whether an event was
//! a repeat is decided once and recorded with it; so a recount gives the live numbers to the last unit.

use std::collections::HashMap;

use super::{
    event::{Action, Event, Line, VisitorId, What},
    mixing::Mixing,
};

/// How long the same look at the same product is one view, in milliseconds.
pub const REPEAT: i64 = 1_000;
/// The half-life of popularity, in milliseconds: seven days.
const HALF_LIFE: f64 = 7.0 * 86_400_000.0;
/// Where popularity is counted from: 2026-01-01T00:00:00Z.
const HEAT_EPOCH: i64 = 1_767_225_600_000;
/// The most looks that are remembered of each second: some 16 MiB. Beyond it a look counts and is
/// not remembered.
const REMEMBERED: usize = 1 << 19;

/// What one or more events add to a product.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Tally {
    /// Views.
    pub views: i64,
    /// Clicks.
    pub clicks: i64,
    /// Favourites added less those taken away.
    pub favorites: i64,
    /// Times it was put into a cart.
    pub cart_adds: i64,
    /// Orders that it was in.
    pub purchases: i64,
    /// Units that were bought.
    pub units_sold: i64,
    /// What they cost, in minor units.
    pub revenue: i64,
    /// Popularity: see [`heat`].
    pub heat: f64,
}

impl Tally {
    /// Adds another one.
    pub fn add(&mut self, other: &Self) {
        self.views += other.views;
        self.clicks += other.clicks;
        self.favorites += other.favorites;
        self.cart_adds += other.cart_adds;
        self.purchases += other.purchases;
        self.units_sold += other.units_sold;
        self.revenue = self.revenue.saturating_add(other.revenue);
        self.heat += other.heat;
    }
}

/// A count that is never below zero, as what happens to it: `after = max(before + moved, least)`. Two
/// of them in a row are one again, so that a batch can be summed up before the count is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Floored {
    /// What is added.
    pub moved: i64,
    /// What the count is at least.
    pub least: i64,
}

impl Floored {
    /// Nothing happened.
    pub const NOTHING: Self = Self { moved: 0, least: 0 };

    /// What this and then `step` do.
    pub fn then(self, step: i64) -> Self {
        Self {
            moved: self.moved + step,
            least: (self.least + step).max(0),
        }
    }

    /// The count after it.
    pub fn apply(self, before: i64) -> i64 {
        (before + self.moved).max(self.least)
    }
}

/// The weight of something that happened at `at`, in a sum that halves every seven days. Instead of
/// lowering the old, the new weighs more: twice as much every seven days, so that sums of any time
/// compare as they are.
pub fn heat(weight: f64, at: i64) -> f64 {
    let lives = (at - HEAT_EPOCH) as f64 / HALF_LIFE;
    // 900 half-lives are seventeen years; a clock beyond them is wrong.
    weight * lives.clamp(-900.0, 900.0).exp2()
}

/// Popularity as products are sorted by it: the logarithm of the heat, in ten-thousandths.
pub fn popularity(heat: f64) -> i64 {
    ((1.0 + heat.max(0.0)).log2() * 10_000.0).round() as i64
}

/// The heat of a popularity.
pub fn heat_of(popularity: i64) -> f64 {
    (popularity.clamp(0, 10_000_000) as f64 / 10_000.0).exp2() - 1.0
}

/// What an action counts for one product.
fn counts(action: Action, at: i64) -> Tally {
    use Action::{
        CartAdd, CartRemove, CategoryView, Click, ContactSeller, DetailView, Favorite, ImageView,
        ListingView, Purchase, Review, SearchView, Share, Unfavorite, View,
    };
    let one = Tally::default();
    match action {
        // Being on a page says where a list put a product, not that anybody likes it: no heat.
        ListingView | SearchView | CategoryView => Tally { views: 1, ..one },
        DetailView | View | ImageView => Tally {
            views: 1,
            heat: heat(1.0, at),
            ..one
        },
        Click => Tally {
            clicks: 1,
            heat: heat(2.0, at),
            ..one
        },
        CartAdd => Tally {
            clicks: 1,
            cart_adds: 1,
            heat: heat(6.0, at),
            ..one
        },
        Favorite => Tally {
            favorites: 1,
            heat: heat(3.0, at),
            ..one
        },
        Unfavorite => Tally {
            favorites: -1,
            ..one
        },
        Purchase => Tally {
            purchases: 1,
            heat: heat(20.0, at),
            ..one
        },
        CartRemove | Share | ContactSeller | Review => one,
    }
}

/// Calls `add` with each product of an event that counts and with what it counts.
pub fn each(event: &Event, repeats: u128, mut add: impl FnMut(i64, Tally)) {
    let action = event.action();
    match &event.what {
        What::Listing { ids } | What::Search { ids, .. } | What::Category { ids, .. } => {
            let tally = counts(action, event.at);
            for (place, id) in ids.iter().enumerate() {
                if !is_repeat(repeats, place) {
                    add(*id, tally);
                }
            }
        }
        What::Product { product, .. } | What::Cart { product, .. } => {
            if !is_repeat(repeats, 0) {
                add(*product, counts(action, event.at));
            }
        }
        What::Purchase { lines, .. } => {
            for (place, line) in lines.iter().enumerate() {
                add(line.product, bought(lines, place, line, event.at));
            }
        }
    }
}

/// A product's second line in an order adds units and revenue, not a purchase.
fn bought(lines: &[Line], place: usize, line: &Line, at: i64) -> Tally {
    let further = lines[..place].iter().any(|l| l.product == line.product);
    let order = if further {
        Tally::default()
    } else {
        counts(Action::Purchase, at)
    };
    Tally {
        units_sold: i64::from(line.units),
        revenue: line.amount,
        ..order
    }
}

fn is_repeat(repeats: u128, place: usize) -> bool {
    place < 128 && repeats >> place & 1 == 1
}

/// Whether the same look within a second counts once.
fn is_view(action: Action) -> bool {
    use Action::{CategoryView, DetailView, ImageView, ListingView, SearchView, View};
    matches!(
        action,
        ListingView | SearchView | CategoryView | DetailView | View | ImageView
    )
}

/// The looks of the last seconds, to tell repeats by. Two generations of a second each: what is older
/// than both can repeat nothing.
#[derive(Debug, Default)]
pub struct Looks {
    second: i64,
    this: HashMap<u64, i64, Mixing>,
    before: HashMap<u64, i64, Mixing>,
    mixing: Mixing,
}

impl Looks {
    /// Which products of an event are repeats: bit n stands for the n-th. Remembers the others.
    pub fn repeats(&mut self, event: &Event) -> u128 {
        let (Some(visitor), true) = (event.visitor, is_view(event.action())) else {
            return 0;
        };
        self.turn(event.at.div_euclid(REPEAT));
        let action = event.action();
        match &event.what {
            What::Listing { ids } | What::Search { ids, .. } | What::Category { ids, .. } => ids
                .iter()
                .take(128)
                .enumerate()
                .map(|(place, id)| {
                    u128::from(self.repeated(visitor, *id, action, event.at)) << place
                })
                .sum(),
            What::Product { product, .. } => {
                u128::from(self.repeated(visitor, *product, action, event.at))
            }
            What::Cart { .. } | What::Purchase { .. } => 0,
        }
    }

    /// Begins a new generation when the clock reaches a new second.
    fn turn(&mut self, second: i64) {
        if second <= self.second {
            return;
        }
        let before = std::mem::take(&mut self.this);
        self.before = if second == self.second + 1 {
            before
        } else {
            HashMap::default()
        };
        self.second = second;
    }

    fn repeated(&mut self, visitor: VisitorId, product: i64, action: Action, at: i64) -> bool {
        let key = self.mixing.key(visitor.0.get(), product, action as u8);
        let near = |last: &i64| (at - last).abs() < REPEAT;
        if self.this.get(&key).is_some_and(near) || self.before.get(&key).is_some_and(near) {
            return true;
        }
        if self.this.len() < REMEMBERED {
            self.this.insert(key, at);
        }
        false
    }
}

#[cfg(test)]
#[path = "meaning_tests.rs"]
mod tests;

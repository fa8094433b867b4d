//! What a batch of events adds up to, in memory: one row of each table where events had many.

use std::collections::{BTreeMap, HashMap};

use super::{
    event::{Action, Event, What},
    meaning::{Floored, Tally, each},
    mixing::Mixing,
    sketch::Sketch,
};

/// Milliseconds of an hour.
pub const HOUR: i64 = 3_600_000;
/// Milliseconds of a day.
pub const DAY: i64 = 86_400_000;

/// An event that was taken from the queue, and which of its products are repeats.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The event.
    pub event: Event,
    /// Bit n says that the n-th product does not count.
    pub repeats: u128,
}

/// An hour of the whole shop beside what its products count.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct ShopHour {
    /// What its products count together.
    pub tally: Tally,
    /// Events.
    pub events: i64,
    /// Purchases as wholes.
    pub orders: i64,
    /// Reviews.
    pub reviews: i64,
    /// Searches.
    pub searches: i64,
    /// Those that found nothing.
    pub missed: i64,
}

/// What happens to a cart, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CartStep {
    /// So many of a product more or fewer in it.
    Moved {
        /// Its number.
        cart: i64,
        /// When.
        at: i64,
        /// What.
        product: i64,
        /// Negative when taken out.
        units: i64,
        /// Minor units; negative when taken out.
        amount: i64,
    },
    /// It became an order.
    Bought {
        /// Its number.
        cart: i64,
        /// When.
        at: i64,
    },
}

impl CartStep {
    /// The cart's number.
    pub fn cart(&self) -> i64 {
        match *self {
            Self::Moved { cart, .. } | Self::Bought { cart, .. } => cart,
        }
    }

    /// When it happened.
    pub fn at(&self) -> i64 {
        match *self {
            Self::Moved { at, .. } | Self::Bought { at, .. } => at,
        }
    }
}

/// The sums of a batch.
#[derive(Debug, Default)]
pub struct Sums {
    /// By hour and product.
    pub products: HashMap<(i64, i64), Tally, Mixing>,
    /// The favourites of each product that has any change of them, in order.
    pub favorites: HashMap<i64, Floored, Mixing>,
    /// By hour.
    pub hours: BTreeMap<i64, ShopHour>,
    /// By day.
    pub visitors: BTreeMap<i64, Sketch>,
    /// By day and words: searches, and those that found nothing.
    pub searches: BTreeMap<(i64, Box<str>), (i64, i64)>,
    /// In order.
    pub carts: Vec<CartStep>,
}

impl Sums {
    /// Adds a batch up.
    pub fn of(batch: &[Taken]) -> Self {
        let mut sums = Self::default();
        for taken in batch {
            sums.add(&taken.event, taken.repeats);
        }
        sums
    }

    fn add(&mut self, event: &Event, repeats: u128) {
        let hour = event.at.div_euclid(HOUR);
        let shop = self.hours.entry(hour).or_default();
        shop.events += 1;
        let (products, favorites) = (&mut self.products, &mut self.favorites);
        each(event, repeats, |product, tally| {
            shop.tally.add(&tally);
            products.entry((hour, product)).or_default().add(&tally);
            if tally.favorites != 0 {
                let floored = favorites.entry(product).or_insert(Floored::NOTHING);
                *floored = floored.then(tally.favorites);
            }
        });
        if let Some(visitor) = event.visitor {
            let day = event.at.div_euclid(DAY);
            self.visitors.entry(day).or_default().add(visitor.0.get());
        }
        self.add_rest(event, hour);
    }

    fn add_rest(&mut self, event: &Event, hour: i64) {
        let shop = self.hours.entry(hour).or_default();
        match &event.what {
            What::Search {
                ids,
                query,
                first: true,
            } => {
                let missed = i64::from(ids.is_empty());
                shop.searches += 1;
                shop.missed += missed;
                let day = event.at.div_euclid(DAY);
                let count = self.searches.entry((day, query.clone())).or_default();
                count.0 += 1;
                count.1 += missed;
            }
            What::Product {
                action: Action::Review,
                ..
            } => shop.reviews += 1,
            What::Cart {
                product,
                cart,
                units,
                amount,
                added,
            } => {
                let sign = if *added { 1 } else { -1 };
                self.carts.push(CartStep::Moved {
                    cart: *cart,
                    at: event.at,
                    product: *product,
                    units: sign * i64::from(*units),
                    amount: sign * amount,
                });
            }
            What::Purchase { cart, .. } => {
                shop.orders += 1;
                if *cart != 0 {
                    let (cart, at) = (*cart, event.at);
                    self.carts.push(CartStep::Bought { cart, at });
                }
            }
            _ => {}
        }
    }

    /// The products by span of so many hours (24 of them are a day), in the order of the keys.
    pub fn by_span(&self, hours: i64) -> BTreeMap<(i64, i64), Tally> {
        let mut spans: BTreeMap<(i64, i64), Tally> = BTreeMap::new();
        for ((hour, product), tally) in &self.products {
            let span = hour.div_euclid(hours);
            spans.entry((span, *product)).or_default().add(tally);
        }
        spans
    }

    /// The products over all time, in the order of their ids.
    pub fn by_product(&self) -> BTreeMap<i64, Tally> {
        let mut totals: BTreeMap<i64, Tally> = BTreeMap::new();
        for ((_, product), tally) in &self.products {
            totals.entry(*product).or_default().add(tally);
        }
        totals
    }
}

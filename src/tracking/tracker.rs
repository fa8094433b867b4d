//! The handle by which the shop tells what happens. Cheap to clone.
//!
//! Invariant: no call blocks, awaits, fails or allocates more than its event; what does not fit into
//! the queue is dropped and counted.

use std::sync::Arc;

use super::{
    desk::Desk,
    event::{Action, Event, Line, VisitorId, What},
    status::Status,
    visitor::{Identity, Visitors},
};
use crate::time;

/// The longest search, in bytes, that is kept.
const QUERY_MAX: usize = 200;

/// Who did it: a visitor, or `None` for somebody who is not told apart from others.
pub type Who = Option<VisitorId>;

/// What was done with a cart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CartAction {
    /// Put in.
    Add,
    /// Taken out.
    Remove,
}

/// A product and a cart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CartItem {
    /// The product.
    pub product: i64,
    /// A number that stands for the cart, such as half of its id. Not zero.
    pub cart: i64,
    /// How many.
    pub units: u32,
    /// What they cost together, in minor units.
    pub amount: i64,
}

/// The near end of the queue.
#[derive(Clone)]
pub struct Tracker {
    desk: Arc<Desk>,
    visitors: Arc<Visitors>,
}

impl Tracker {
    /// A handle of a queue.
    pub(super) fn new(desk: Arc<Desk>) -> Self {
        Self {
            desk,
            visitors: Arc::default(),
        }
    }

    /// A tracker that drops everything, for a shop that tracks nothing.
    pub fn off() -> Self {
        Self::new(Arc::new(Desk::new(
            1,
            std::time::Duration::from_millis(250),
            false,
        )))
    }

    /// A page of products was shown. The ids are shared with the page.
    pub fn listing_view(&self, who: Who, ids: Arc<[i64]>) -> bool {
        self.record(who, What::Listing { ids })
    }

    /// A page of products was shown that words found, maybe none. `first` is false for the pages
    /// behind the first, which are views but no search.
    pub fn search_view(&self, who: Who, ids: Arc<[i64]>, query: &str, first: bool) -> bool {
        let query = folded(query);
        self.record(who, What::Search { ids, query, first })
    }

    /// A page of a category was shown.
    pub fn category_view(&self, who: Who, ids: Arc<[i64]>, slug: &str) -> bool {
        let slug = clipped(slug).into();
        self.record(who, What::Category { ids, slug })
    }

    /// A product's own page was shown.
    pub fn detail_view(&self, who: Who, product: i64) -> bool {
        self.on_product(who, product, Action::DetailView)
    }

    /// A client saw a product.
    pub fn product_view(&self, who: Who, product: i64) -> bool {
        self.on_product(who, product, Action::View)
    }

    /// A client chose a product.
    pub fn product_click(&self, who: Who, product: i64) -> bool {
        self.on_product(who, product, Action::Click)
    }

    /// Something was put into a cart, or taken out.
    pub fn cart_action(&self, who: Who, action: CartAction, item: CartItem) -> bool {
        let CartItem {
            product,
            cart,
            units,
            amount,
        } = item;
        let added = action == CartAction::Add;
        self.record(
            who,
            What::Cart {
                product,
                cart,
                units,
                amount,
                added,
            },
        )
    }

    /// A product was marked as liked (true) or no longer (false).
    pub fn favorite_action(&self, who: Who, product: i64, liked: bool) -> bool {
        let action = if liked {
            Action::Favorite
        } else {
            Action::Unfavorite
        };
        self.on_product(who, product, action)
    }

    /// A product was reviewed.
    pub fn review(&self, who: Who, product: i64) -> bool {
        self.on_product(who, product, Action::Review)
    }

    /// A cart became an order; `cart` is 0 for an order without one.
    pub fn purchase(&self, who: Who, cart: i64, lines: Arc<[Line]>) -> bool {
        self.record(who, What::Purchase { cart, lines })
    }

    fn on_product(&self, who: Who, product: i64, action: Action) -> bool {
        self.record(
            who,
            What::Product {
                product,
                action,
                context: None,
            },
        )
    }

    fn record(&self, visitor: Who, what: What) -> bool {
        let at = time::now();
        self.offer(Event { at, visitor, what })
    }

    /// Queues an event as it is: what clients send. True when it was queued.
    pub fn offer(&self, event: Event) -> bool {
        self.desk.offer(event)
    }

    /// The visitor of today whom a request identifies.
    pub fn visitor(&self, identity: &Identity<'_>) -> Who {
        self.visitors.id(identity, time::now())
    }

    /// How tracking is at this moment.
    pub fn status(&self) -> Status {
        Status::of(&self.desk)
    }

    /// The queue and its book.
    pub fn desk(&self) -> &Arc<Desk> {
        &self.desk
    }
}

/// Words as searches are counted: lower case, single spaces.
fn folded(query: &str) -> Box<str> {
    let mut words = String::with_capacity(query.len().min(QUERY_MAX));
    for word in query.split_whitespace() {
        if !words.is_empty() {
            words.push(' ');
        }
        words.extend(word.chars().flat_map(char::to_lowercase));
    }
    clipped(&words).into()
}

/// The beginning of a text, in whole characters.
fn clipped(text: &str) -> &str {
    let mut end = text.len().min(QUERY_MAX);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn searches_are_counted_by_their_words() {
        assert_eq!(&*folded("  Blue \t LÄMP "), "blue lämp");
        assert_eq!(folded(&"ä".repeat(500)).len(), QUERY_MAX);
    }

    #[test]
    fn a_shop_without_tracking_drops_and_counts() {
        let tracker = Tracker::off();
        assert!(!tracker.detail_view(None, 1));
        let status = tracker.status();
        assert_eq!((status.offered, status.accepted, status.dropped), (1, 0, 1));
    }
}

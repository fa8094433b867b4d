//! What can happen: one event as it waits in the queue.
//!
//! Invariant: an event is at most 64 bytes beside the texts and product ids that it points to, so that
//! a full queue of 65,536 is some 4 MiB.

use std::{num::NonZeroI64, sync::Arc};

/// A visitor as the ledger knows one: a hash under a salt that is forgotten each day. Zero never.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct VisitorId(pub NonZeroI64);

/// What was done. The numbers are those of `actions` in the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Action {
    /// A page of products was shown.
    ListingView = 1,
    /// A page of products was found by words.
    SearchView = 2,
    /// A page of products of a category was shown.
    CategoryView = 3,
    /// A product's own page was shown.
    DetailView = 4,
    /// A client says that a product was seen.
    View = 5,
    /// A product was chosen from among others.
    Click = 6,
    /// A product was passed on.
    Share = 7,
    /// Its seller was written to.
    ContactSeller = 8,
    /// One of its pictures was looked at.
    ImageView = 9,
    /// Put into a cart.
    CartAdd = 10,
    /// Taken out of a cart.
    CartRemove = 11,
    /// Marked as liked.
    Favorite = 12,
    /// No longer liked.
    Unfavorite = 13,
    /// Reviewed.
    Review = 14,
    /// Bought.
    Purchase = 15,
}

impl Action {
    /// Every action, in the order of their numbers.
    pub const ALL: [Self; 15] = [
        Self::ListingView,
        Self::SearchView,
        Self::CategoryView,
        Self::DetailView,
        Self::View,
        Self::Click,
        Self::Share,
        Self::ContactSeller,
        Self::ImageView,
        Self::CartAdd,
        Self::CartRemove,
        Self::Favorite,
        Self::Unfavorite,
        Self::Review,
        Self::Purchase,
    ];

    /// The action with this number in the ledger.
    pub fn from_number(number: i64) -> Option<Self> {
        let place = usize::try_from(number).ok()?.checked_sub(1)?;
        Self::ALL.get(place).copied()
    }

    /// The name in the API and in the ledger.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ListingView => "listing_view",
            Self::SearchView => "search_view",
            Self::CategoryView => "category_view",
            Self::DetailView => "detail_view",
            Self::View => "view",
            Self::Click => "click",
            Self::Share => "share",
            Self::ContactSeller => "contact_seller",
            Self::ImageView => "image_view",
            Self::CartAdd => "cart_add",
            Self::CartRemove => "cart_remove",
            Self::Favorite => "favorite",
            Self::Unfavorite => "unfavorite",
            Self::Review => "review",
            Self::Purchase => "purchase",
        }
    }
}

/// One line of a purchase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// The product.
    pub product: i64,
    /// How many of it.
    pub units: u32,
    /// What they cost together, in minor units.
    pub amount: i64,
}

/// What an event is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A page of products.
    Listing {
        /// Shared with the page.
        ids: Arc<[i64]>,
    },
    /// A page of products that words found.
    Search {
        /// Shared with the page.
        ids: Arc<[i64]>,
        /// The words, folded.
        query: Box<str>,
        /// Whether it is the first page: a further one is no further search.
        first: bool,
    },
    /// A page of a category.
    Category {
        /// Shared with the page.
        ids: Arc<[i64]>,
        /// Its slug.
        slug: Box<str>,
    },
    /// One product, and what was done with it.
    Product {
        /// The product.
        product: i64,
        /// Any action on a product alone.
        action: Action,
        /// What a client says about it, as JSON.
        context: Option<Box<str>>,
    },
    /// A product into a cart, or out of it.
    Cart {
        /// The product.
        product: i64,
        /// A number that stands for the cart.
        cart: i64,
        /// How many.
        units: u32,
        /// What they cost together, in minor units.
        amount: i64,
        /// Into it.
        added: bool,
    },
    /// An order.
    Purchase {
        /// The cart that became it; 0 for none.
        cart: i64,
        /// What was bought.
        lines: Arc<[Line]>,
    },
}

/// One event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// When, in milliseconds since the epoch.
    pub at: i64,
    /// By whom; `None` for a visitor who is not told apart from others.
    pub visitor: Option<VisitorId>,
    /// What.
    pub what: What,
}

impl Event {
    /// What was done.
    pub fn action(&self) -> Action {
        match &self.what {
            What::Listing { .. } => Action::ListingView,
            What::Search { .. } => Action::SearchView,
            What::Category { .. } => Action::CategoryView,
            What::Product { action, .. } => *action,
            What::Cart { added: true, .. } => Action::CartAdd,
            What::Cart { added: false, .. } => Action::CartRemove,
            What::Purchase { .. } => Action::Purchase,
        }
    }

    /// The bytes that this event takes in the queue, without the ids that it shares with a page.
    pub fn bytes(&self) -> usize {
        let text = match &self.what {
            What::Search { query, .. } => query.len(),
            What::Category { slug, .. } => slug.len(),
            What::Product { context, .. } => context.as_ref().map_or(0, |text| text.len()),
            What::Purchase { lines, .. } => size_of_val::<[Line]>(lines),
            What::Listing { .. } | What::Cart { .. } => 0,
        };
        size_of::<Self>() + text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_small() {
        assert!(size_of::<Event>() <= 64, "{}", size_of::<Event>());
    }

    #[test]
    fn numbers_and_names_are_those_of_the_ledger() {
        let sql = include_str!("../../sql/tracking/0001_ledger.sql");
        for action in Action::ALL {
            let row = format!("({}, '{}')", action as u8, action.name());
            assert!(sql.contains(&row), "{row}");
            assert_eq!(Action::from_number(action as i64), Some(action));
        }
        assert_eq!(Action::from_number(0), None);
        assert_eq!(Action::from_number(16), None);
    }
}

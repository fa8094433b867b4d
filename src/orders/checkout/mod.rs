//! The checkout: a cart becomes an order, in one transaction.
//!
//! Invariants: prices, stock, coupons, tax and shipping are read in the transaction that takes them; what is
//! refused has written nothing; the cart is empty exactly when the order is there. Refusals that
//! come of the shop's state are answers, which the caller keeps under its key; what is wrong with the
//! request is an error.

pub mod input;
mod letter;
mod place;

pub use input::{CheckoutInput, Request};
pub use place::{Placed, access_token};

use crate::{
    cart::{
        Cart, CartError, Holder, find,
        look::{Contents, Line, Look, contents},
    },
    orders::OrderError,
    pricing::{Customer, Destination, ShippingMethod, Terms, load_terms},
    settings::Settings,
    store::{StoreError, Tx},
};

/// What is wrong with a request to check out; nothing has happened.
#[derive(Debug, thiserror::Error)]
pub enum CheckoutError {
    /// Fields that cannot be as they are: pointer and detail.
    #[error("invalid fields")]
    Invalid(Vec<(String, String)>),
    /// The cart is not there.
    #[error(transparent)]
    Cart(#[from] CartError),
    /// The order could not be placed.
    #[error(transparent)]
    Order(#[from] OrderError),
    /// What was checked a moment ago in the same transaction no longer held.
    #[error("{0}")]
    Contradiction(String),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<rusqlite::Error> for CheckoutError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}

impl CheckoutError {
    fn field(pointer: &str, detail: impl Into<String>) -> Self {
        Self::Invalid(vec![(pointer.to_owned(), detail.into())])
    }
}

/// A line that asks for more than there is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Short {
    /// Its place in the cart, from 0.
    pub place: usize,
    /// The product's name.
    pub name: String,
    /// How many there are.
    pub available: i64,
}

/// Why a cart does not become an order.
#[derive(Debug)]
pub enum Refusal {
    /// Nothing to buy.
    EmptyCart,
    /// More is asked for than there is.
    OutOfStock(Vec<Short>),
    /// A coupon cannot be used: its code, and why.
    Coupon(String, crate::pricing::Refusal),
    /// The total is another one than expected: the cart as it is, priced for its way.
    CartChanged(Box<(Cart, Look)>),
}

/// What came of it.
#[derive(Debug)]
pub enum Outcome {
    /// An order.
    Placed(Placed),
    /// None, and nothing was written.
    Refused(Refusal),
}

/// Makes an order of the holder's cart.
///
/// # Errors
/// `Invalid`, `Cart` for a token that names no cart, or the store's; what was written is to be undone.
pub fn check_out(
    tx: &Tx<'_>,
    holder: &Holder,
    request: &Request,
    now: i64,
) -> Result<Outcome, CheckoutError> {
    let customer = Customer {
        email: Some(&request.email),
        ..holder.customer()
    };
    let Some(cart) = find(tx, holder, now)? else {
        return Ok(Outcome::Refused(Refusal::EmptyCart));
    };
    let contents = contents(tx, Some(&cart), customer, now)?;
    if contents.lines.is_empty() {
        return Ok(Outcome::Refused(Refusal::EmptyCart));
    }
    let settings = Settings::load(tx)?;
    if !settings.payment_methods.contains(&request.payment_method) {
        let offered: Vec<&str> = settings
            .payment_methods
            .iter()
            .map(|method| method.as_str())
            .collect();
        let detail = format!(
            "must be one of those that the shop takes: {}",
            offered.join(", ")
        );
        return Err(CheckoutError::field("/payment_method", detail));
    }
    let terms = load_terms(tx, &settings, destination(request).as_ref())?;
    let method = shipping(&contents, request, &terms)?;
    if let Some(refusal) = refusal(&contents) {
        return Ok(Outcome::Refused(refusal));
    }
    let look = contents.priced(Some(&terms), method)?;
    if request
        .expected_total
        .is_some_and(|expected| expected != look.quote.total)
    {
        let refusal = Refusal::CartChanged(Box::new((cart, look)));
        return Ok(Outcome::Refused(refusal));
    }
    let order = place::Order {
        holder,
        request,
        settings: &settings,
        customer,
        cart,
        look: &look,
        now,
    };
    Ok(Outcome::Placed(place::place(tx, order)?))
}

/// Where it goes: what is taxed where nothing is sent is what the bill says.
fn destination(request: &Request) -> Option<Destination> {
    let address = request
        .shipping_address
        .as_ref()
        .or(request.billing_address.as_ref())?;
    let region = address.region.as_deref();
    Some(Destination::new(&address.country, region))
}

/// The shipping method, which has to go where the parcel goes; none without a parcel.
fn shipping<'t>(
    contents: &Contents,
    request: &Request,
    terms: &'t Terms,
) -> Result<Option<&'t ShippingMethod>, CheckoutError> {
    if !contents.needs_shipping() {
        return Ok(None);
    }
    let Some(address) = &request.shipping_address else {
        return Err(CheckoutError::field(
            "/shipping_address",
            "is required: something in the cart needs a parcel",
        ));
    };
    let Some(code) = &request.shipping_method else {
        return Err(CheckoutError::field(
            "/shipping_method",
            "is required: something in the cart needs a parcel",
        ));
    };
    let method = terms.shipping_method(code).ok_or_else(|| {
        let detail = format!("is no method that goes to {}", address.country);
        CheckoutError::field("/shipping_method", detail)
    })?;
    Ok(Some(method))
}

/// What stands in the way of what is in a cart.
fn refusal(contents: &Contents) -> Option<Refusal> {
    let is_short = |(_, line): &(usize, &Line)| line.good.available < line.quantity;
    let lines = contents.lines.iter().enumerate();
    let short: Vec<Short> = lines
        .filter(is_short)
        .map(|(place, line)| Short {
            place,
            name: line.good.name.clone(),
            available: line.good.available,
        })
        .collect();
    if !short.is_empty() {
        return Some(Refusal::OutOfStock(short));
    }
    contents.coupons.iter().find_map(|held| {
        let refusal = held.refusal.clone()?;
        Some(Refusal::Coupon(held.coupon.code.clone(), refusal))
    })
}

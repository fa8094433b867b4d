//! The cart over HTTP.

mod answer;
mod coupons;
mod items;
mod shipping;
mod shopper;
mod whole;

use std::sync::Arc;

use poem_openapi::OpenApi;

pub use shopper::{Member, Shopper, carried};

use super::{
    Cart, CartError, Holder, LINES_MAX, Moved, QUANTITY_MAX,
    coupons::COUPONS_MAX,
    goods::{Goods, Shelf},
    items::Written,
    look::{Line, Look, Way, look, tell_price},
    render::render,
};
use crate::{
    http::problem::{
        CART_FULL, CART_NOT_FOUND, COUPON_UNAVAILABLE, OUT_OF_STOCK, Problem, VARIANT_REQUIRED,
    },
    settings::LiveCurrency,
    store::{Durability, Store, Tx},
    time,
    tracking::{
        Tracker,
        request::Seen,
        tracker::{CartAction, CartItem},
    },
};
use answer::CartAnswer;

/// The carts of a shop, and whom to tell what is put into them.
#[derive(Clone)]
pub struct Carts {
    store: Store,
    currency: LiveCurrency,
    tracker: Tracker,
    shelf: Arc<Shelf>,
}

/// Every operation of the cart.
pub fn operations(
    store: &Store,
    currency: &LiveCurrency,
    tracker: &Tracker,
) -> impl OpenApi + use<> {
    let carts = Carts {
        store: store.clone(),
        currency: currency.clone(),
        tracker: tracker.clone(),
        shelf: Arc::default(),
    };
    (
        whole::WholeCart(carts.clone()),
        items::CartItems(carts.clone()),
        coupons::CartCoupons(carts.clone()),
        shipping::CartShipping(carts),
    )
}

impl From<CartError> for Problem {
    fn from(error: CartError) -> Self {
        match error {
            CartError::NoCart => Self::new(
                CART_NOT_FOUND,
                "The token names no cart: it was never issued, has expired or was merged. \
                 Ask again without it.",
            ),
            CartError::NotFound(thing) => Self::not_found(thing),
            CartError::VariantRequired => Self::new(
                VARIANT_REQUIRED,
                "The product comes in several variants; choose one by `variant_id`.",
            ),
            CartError::OutOfStock { available } => {
                let detail = match available {
                    0 => "It is sold out.".to_owned(),
                    left => format!("Ask for at most {left} of it, those in the cart included."),
                };
                Self::new(OUT_OF_STOCK, detail).with("available", available)
            }
            CartError::TooMany => Self::field(
                "/quantity",
                format!("may add up to {QUANTITY_MAX} in one line"),
            ),
            CartError::Full => Self::new(
                CART_FULL,
                format!("A cart takes {LINES_MAX} lines; remove some or check out first."),
            ),
            CartError::Coupon(refusal) => {
                let detail = format!("It cannot be used: {refusal}.");
                Self::new(COUPON_UNAVAILABLE, detail)
            }
            CartError::TooManyCoupons => Self::new(
                CART_FULL,
                format!("A cart takes {COUPONS_MAX} coupons; remove one first."),
            ),
            CartError::NoMethod => {
                Self::parameter("shipping_method", "is not a method that goes there")
            }
            CartError::Sum(error) => Self::internal(error),
            CartError::Store(error) => error.into(),
        }
    }
}

/// What a change did.
#[derive(Default)]
struct Change {
    /// To which cart; `None` where there was none to change.
    cart: Option<Cart>,
    /// What moved.
    moved: Vec<Moved>,
    /// The line that was written.
    item: Option<i64>,
    /// Whether it was made.
    created: bool,
    /// The lines that the cart has now, where they are known.
    lines: Option<Vec<Line>>,
}

impl Change {
    /// What a change of one line did to a cart.
    fn of(cart: Cart, written: Written) -> Self {
        Self {
            cart: Some(cart),
            moved: vec![written.moved],
            item: Some(written.line),
            created: written.is_new,
            lines: Some(written.lines),
        }
    }
}

impl Carts {
    /// Reads a cart, whole, priced for its way.
    fn read(&self, shopper: &Shopper, way: &Way) -> Result<Vec<u8>, CartError> {
        let (now, customer) = (time::now(), shopper.holder.customer());
        self.store.read(|db| {
            let cart = super::find(db, &shopper.holder, now)?;
            let look = look(Goods::fresh(db), cart.as_ref(), None, customer, way, now)?;
            Ok(self.render(cart.as_ref(), &look))
        })
    }

    fn render(&self, cart: Option<&Cart>, look: &Look) -> Vec<u8> {
        render(cart, look, self.currency.code())
    }

    /// Changes a cart in one job, tells the tracker, and answers with all of it. `change` finds the cart
    /// or makes it, and says what it did to it.
    async fn change<const ADDS: bool>(
        &self,
        shopper: Shopper,
        seen: Seen,
        change: impl FnOnce(&Tx<'_>, &Goods<'_>, &Holder, i64) -> Result<Change, CartError>
        + Send
        + 'static,
    ) -> Result<CartAnswer<ADDS>, CartError> {
        let (carts, holder) = (self.clone(), shopper.holder.clone());
        let (body, changed) = self
            .store
            .write_unseen(Durability::Fast, move |tx| {
                let now = time::now();
                let goods = Goods::kept(tx, &carts.shelf);
                let mut changed = change(tx, &goods, &holder, now)?;
                match (&mut changed.cart, changed.item) {
                    (Some(cart), Some(_)) => cart.keep(tx, now)?,
                    (Some(cart), None) => cart.touch(tx, now)?,
                    (None, _) => {}
                }
                let lines = changed.lines.take();
                let cart = changed.cart.as_ref();
                let look = look(goods, cart, lines, holder.customer(), &Way::default(), now)?;
                if let (Some(cart), Some(item)) = (cart, changed.item) {
                    tell_price(tx, cart, &look.contents.lines, item)?;
                }
                Ok::<_, CartError>((carts.render(cart, &look), changed))
            })
            .await?;
        let number = changed.cart.map_or(0, |cart| cart.number());
        self.tell(seen, number, &changed.moved);
        Ok(CartAnswer {
            body,
            created: changed.created,
            headers: shopper.headers(),
        })
    }

    /// Tells the tracker what moved.
    fn tell(&self, seen: Seen, cart: i64, moved: &[Moved]) {
        for one in moved.iter().filter(|one| one.units != 0) {
            let action = if one.units > 0 {
                CartAction::Add
            } else {
                CartAction::Remove
            };
            let item = CartItem {
                product: one.product,
                cart,
                units: u32::try_from(one.units.unsigned_abs()).unwrap_or(u32::MAX),
                amount: one.units.abs() * one.price,
            };
            self.tracker.cart_action(seen.who, action, item);
        }
    }
}

//! Lines over HTTP: put in, changed, taken out.

use poem_openapi::{
    OpenApi,
    param::{Header, Path},
};

use super::{CartAnswer, Carts, Change, Shopper};
use crate::{
    cart::{
        Cart, CartError, Holder, NewItem, QUANTITY_MAX, find,
        find::find_or_make,
        items::{self, LINE},
        model::{ItemInput, QuantityInput},
    },
    http::{
        body::Body,
        failure::{Carting, Failure, Uncarting},
        problem::Problem,
        tags::Tag,
    },
    store::Tx,
    tracking::request::Seen,
};

/// The lines of carts.
pub(super) struct CartItems(pub(super) Carts);

fn example_item() -> i64 {
    31
}

#[OpenApi(tag = "Tag::Cart")]
impl CartItems {
    /// Put something into the cart
    ///
    /// 201 for a new line, 200 when an equal one grows. A guest without a cart gets one: the answer's
    /// `Cart-Token` names it from then on. More than there is is refused (409 `out-of-stock`, with
    /// `available`), and the cart stays as it was.
    #[oai(
        path = "/api/cart/items",
        method = "post",
        operation_id = "addCartItem"
    )]
    async fn add(
        &self,
        shopper: Shopper,
        seen: Seen,
        body: Body<ItemInput>,
        /// Answers a repeated request with the first answer, for 24 hours.
        #[oai(
            name = "Idempotency-Key",
            validator(min_length = 1, max_length = 128, pattern = "^[!-~]+$")
        )]
        idempotency_key: Header<Option<String>>,
    ) -> Result<CartAnswer<true>, Failure<Carting>> {
        let _ = idempotency_key.0;
        let item = check(&body.0)?;
        let shopper = shopper.with_cart()?;
        let answer = self.0.change(shopper, seen, move |tx, goods, holder, now| {
            let cart = find_or_make(tx, holder, now)?;
            let written = items::add(goods, &cart, &item, now)?;
            Ok(Change::of(cart, written))
        });
        Ok(answer.await?)
    }

    /// Change how many of a line
    ///
    /// More than there is is refused (409 `out-of-stock`, with `available`), and the cart stays as it was.
    #[oai(
        path = "/api/cart/items/:item",
        method = "patch",
        operation_id = "updateCartItem"
    )]
    async fn set(
        &self,
        shopper: Shopper,
        seen: Seen,
        /// The line's id.
        #[oai(example = "example_item")]
        item: Path<i64>,
        body: Body<QuantityInput>,
    ) -> Result<CartAnswer, Failure<Carting>> {
        let quantity = body.0.quantity;
        check_quantity(quantity).map_or(Ok(()), |fault| Err(Problem::fields([fault])))?;
        let answer = self.0.change(shopper, seen, move |tx, goods, holder, now| {
            let cart = own(tx, holder, now)?;
            let written = items::set(goods, &cart, item.0, quantity, now)?;
            Ok(Change::of(cart, written))
        });
        Ok(answer.await?)
    }

    /// Take a line out of the cart
    #[oai(
        path = "/api/cart/items/:item",
        method = "delete",
        operation_id = "removeCartItem"
    )]
    async fn remove(
        &self,
        shopper: Shopper,
        seen: Seen,
        /// The line's id.
        #[oai(example = "example_item")]
        item: Path<i64>,
    ) -> Result<CartAnswer, Failure<Uncarting>> {
        let answer = self.0.change(shopper, seen, move |tx, _, holder, now| {
            let cart = own(tx, holder, now)?;
            Ok(Change {
                moved: vec![items::remove(tx, &cart, item.0)?],
                cart: Some(cart),
                ..Change::default()
            })
        });
        Ok(answer.await?)
    }
}

/// The holder's cart: somebody without one has no line of it.
fn own(tx: &Tx<'_>, holder: &Holder, now: i64) -> Result<Cart, CartError> {
    find(tx, holder, now)?.ok_or(CartError::NotFound(LINE))
}

type Fault = (String, String);

fn check_quantity(quantity: i64) -> Option<Fault> {
    let fits = (1..=QUANTITY_MAX).contains(&quantity);
    (!fits).then(|| ("/quantity".into(), format!("must be 1 to {QUANTITY_MAX}")))
}

fn check(input: &ItemInput) -> Result<NewItem, Problem> {
    let id = |pointer: &str, id: i64| -> Option<Fault> {
        (id < 1).then(|| {
            (
                pointer.into(),
                "must be an id: a whole number from 1".into(),
            )
        })
    };
    let faults: Vec<Fault> = [
        id("/product_id", input.product_id),
        input.variant_id.and_then(|given| id("/variant_id", given)),
        check_quantity(input.quantity),
    ]
    .into_iter()
    .flatten()
    .collect();
    if !faults.is_empty() {
        return Err(Problem::fields(faults));
    }
    Ok(NewItem {
        product_id: input.product_id,
        variant_id: input.variant_id,
        quantity: input.quantity,
    })
}

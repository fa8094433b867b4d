//! The whole cart over HTTP: looked at, emptied, merged.

use poem_openapi::{
    OpenApi,
    param::{Header, Query},
};

use super::{CartAnswer, Carts, Change, Member, Shopper, shipping::way};
use crate::{
    cart::{CartError, clear, find, items::all_out, merge::merge},
    http::{
        failure::{Carting, Failure, ReadingAs, Uncarting},
        problem::{CART_NOT_FOUND, Problem},
        tags::Tag,
    },
    tracking::request::Seen,
};

/// Whole carts.
pub(super) struct WholeCart(pub(super) Carts);

fn example_country() -> Option<String> {
    Some("DE".to_owned())
}

#[OpenApi(tag = "Tag::Cart")]
impl WholeCart {
    /// Look at the cart
    ///
    /// At the prices of this moment. What changed since it was put together stands in `warnings`.
    /// Somebody without a cart gets an empty one without an id; nothing is made. With a country the totals
    /// hold its tax, with a shipping method what that costs: the checkout's `expected_total`.
    #[oai(path = "/api/cart", method = "get", operation_id = "getCart")]
    async fn look(
        &self,
        shopper: Shopper,
        /// Where it will go: ISO 3166-1 alpha-2.
        #[oai(example = "example_country")]
        country: Query<Option<String>>,
        /// A region of the country.
        region: Query<Option<String>>,
        /// The code of a shipping method.
        shipping_method: Query<Option<String>>,
    ) -> Result<CartAnswer, Failure<ReadingAs>> {
        let way = way(country.0, region.0, shipping_method.0)?;
        Ok(CartAnswer::new(self.0.read(&shopper, &way)?))
    }

    /// Empty the cart
    ///
    /// Its coupons go as well; its token stays.
    #[oai(path = "/api/cart", method = "delete", operation_id = "emptyCart")]
    async fn empty(&self, shopper: Shopper, seen: Seen) -> Result<CartAnswer, Failure<Uncarting>> {
        let answer = self.0.change(shopper, seen, |tx, _, holder, now| {
            let Some(cart) = find(tx, holder, now)? else {
                return Ok(Change::default());
            };
            let moved = all_out(tx, &cart)?;
            clear(tx, &cart)?;
            Ok(Change {
                moved,
                cart: Some(cart),
                ..Change::default()
            })
        });
        Ok(answer.await?)
    }

    /// Merge a guest's cart into the account's
    ///
    /// For somebody who is logged in and sends the `Cart-Token` of a guest: the lines are added up, and
    /// the token is dead from then on. Logging in and registering with a token do the same.
    #[oai(path = "/api/cart/merge", method = "post", operation_id = "mergeCarts")]
    async fn merge(
        &self,
        member: Member,
        seen: Seen,
        /// Answers a repeated request with the first answer, for 24 hours.
        #[oai(
            name = "Idempotency-Key",
            validator(min_length = 1, max_length = 128, pattern = "^[!-~]+$")
        )]
        idempotency_key: Header<Option<String>>,
    ) -> Result<CartAnswer, Failure<Carting>> {
        let _ = idempotency_key.0;
        let Member { shopper, user } = member;
        let Some(token) = shopper.carried.clone() else {
            let detail = "Send the guest's `Cart-Token`.";
            return Err(Problem::new(CART_NOT_FOUND, detail).into());
        };
        let forget = shopper.forget();
        let merged = self.0.change(shopper, seen, move |tx, _, _, now| {
            Ok::<_, CartError>(Change {
                cart: Some(merge(tx, user, &token, now)?),
                ..Change::default()
            })
        });
        let mut answer: CartAnswer = merged.await?;
        let cleared = forget.map(|value| (poem::http::header::SET_COOKIE, value));
        answer.headers.extend(cleared);
        Ok(answer)
    }
}

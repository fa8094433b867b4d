//! The coupons of a cart over HTTP.

use poem_openapi::{
    OpenApi,
    param::{Header, Path},
};

use super::{CartAnswer, Carts, Change, Shopper};
use crate::{
    cart::{
        CartError,
        coupons::{self, CODE_MAX},
        find,
        find::find_or_make,
        model::CouponInput,
    },
    http::{
        body::Body,
        failure::{Carting, Failure, Uncarting},
        problem::Problem,
        tags::Tag,
    },
    tracking::request::Seen,
};

/// The coupons of carts.
pub(super) struct CartCoupons(pub(super) Carts);

fn example_code() -> String {
    "WELCOME10".to_owned()
}

#[OpenApi(tag = "Tag::Cart")]
impl CartCoupons {
    /// Use a coupon
    ///
    /// It takes off from now on, as long as it may be used; the checkout counts it. One that may not be used
    /// now is refused (409 `coupon-unavailable`), and the cart stays as it was.
    #[oai(
        path = "/api/cart/coupons",
        method = "post",
        operation_id = "addCartCoupon"
    )]
    async fn add(
        &self,
        shopper: Shopper,
        seen: Seen,
        body: Body<CouponInput>,
        /// Answers a repeated request with the first answer, for 24 hours.
        #[oai(
            name = "Idempotency-Key",
            validator(min_length = 1, max_length = 128, pattern = "^[!-~]+$")
        )]
        idempotency_key: Header<Option<String>>,
    ) -> Result<CartAnswer, Failure<Carting>> {
        let _ = idempotency_key.0;
        let code = body.0.code.trim().to_owned();
        if code.is_empty() || code.chars().count() > CODE_MAX {
            let detail = format!("must have 1 to {CODE_MAX} characters");
            return Err(Problem::field("/code", detail).into());
        }
        let shopper = shopper.with_cart()?;
        let answer = self.0.change(shopper, seen, move |tx, goods, holder, now| {
            let mut cart = find_or_make(tx, holder, now)?;
            coupons::add(goods, &mut cart, &code, holder.customer(), now)?;
            Ok(Change {
                cart: Some(cart),
                ..Change::default()
            })
        });
        Ok(answer.await?)
    }

    /// Use a coupon no longer
    #[oai(
        path = "/api/cart/coupons/:code",
        method = "delete",
        operation_id = "removeCartCoupon"
    )]
    async fn remove(
        &self,
        shopper: Shopper,
        seen: Seen,
        /// The coupon's code, in any case.
        #[oai(example = "example_code")]
        code: Path<String>,
    ) -> Result<CartAnswer, Failure<Uncarting>> {
        let answer = self.0.change(shopper, seen, move |tx, _, holder, now| {
            let cart = find(tx, holder, now)?;
            let cart = cart.ok_or(CartError::NotFound("coupon in this cart"))?;
            coupons::remove(tx, &cart, &code.0)?;
            Ok(Change {
                cart: Some(cart),
                ..Change::default()
            })
        });
        Ok(answer.await?)
    }
}

//! Coupons over HTTP.

use poem::http::header;
use poem_openapi::{
    OpenApi,
    param::{Header, Path, Query},
};

use super::{
    listed,
    models::{CouponKeys, CouponPage, CouponPatch, CouponView, NewCoupon},
    shown,
};
use crate::{
    audit::Actor,
    catalogue::sorting::parameter::Sort,
    http::{
        body::Body,
        caller::Caller,
        failure::{Changing, Creating, Deleting, Exporting, Failure, Owning},
        payload::{Created, Done, NoContent, Rendered},
        tags::Tag,
    },
    people::rights::{Action, require},
    pricing::{Coupon, TermsError, desk},
    store::{Durability, Store},
};

/// The coupons of a shop.
pub struct Coupons(pub Store);

fn example_code() -> String {
    "SPRING10".to_owned()
}

#[OpenApi(tag = "Tag::Admin")]
impl Coupons {
    /// List coupons
    ///
    /// The newest first unless `sort` says otherwise.
    #[oai(
        path = "/api/admin/coupons",
        method = "get",
        operation_id = "listCoupons"
    )]
    async fn list(
        &self,
        caller: Caller,
        /// What they are sorted by; `-` for descending.
        sort: Query<Option<Sort<CouponKeys>>>,
        /// Rows a page: 1 to 100, 20 when left out.
        #[oai(validator(minimum(value = "1"), maximum(value = "100")))]
        limit: Query<Option<i64>>,
        /// The `next_cursor` of the page before.
        cursor: Query<Option<String>>,
    ) -> Result<Rendered<CouponPage, Done>, Failure<Exporting>> {
        Ok(listed::<Coupon, _, _>(
            &self.0,
            &caller,
            sort.0,
            limit.0,
            cursor.0.as_deref(),
        )?)
    }

    /// Make a coupon
    ///
    /// `value` is whole percent, or minor units; free shipping has none. A coupon without limits works for
    /// everybody, any number of times.
    #[oai(
        path = "/api/admin/coupons",
        method = "post",
        operation_id = "createCoupon"
    )]
    async fn create(
        &self,
        caller: Caller,
        body: Body<NewCoupon>,
        /// Answers a repeated request with the first answer, for 24 hours.
        #[oai(
            name = "Idempotency-Key",
            validator(min_length = 1, max_length = 128, pattern = "^[!-~]+$")
        )]
        _idempotency_key: Header<Option<String>>,
    ) -> Result<Rendered<CouponView, Created>, Failure<Creating>> {
        require(&caller, Action::ManageTerms)?;
        let actor = Actor::from(&caller);
        let made: Coupon = self
            .0
            .write_unseen(Durability::Durable, move |tx| {
                desk::create(tx, &actor, |check| body.0.draft(check))
            })
            .await?;
        let path = format!("/api/admin/coupons/{}", made.code);
        Ok(shown(&made)?.header(header::LOCATION, path))
    }

    /// Read a coupon
    #[oai(
        path = "/api/admin/coupons/:code",
        method = "get",
        operation_id = "getCoupon"
    )]
    async fn read(
        &self,
        caller: Caller,
        /// Its code, in any case.
        #[oai(example = "example_code")]
        code: Path<String>,
    ) -> Result<Rendered<CouponView, Done>, Failure<Owning>> {
        require(&caller, Action::ManageTerms)?;
        let found = self.0.read(|db| desk::find::<Coupon>(db, &code.0))?;
        Ok(shown(&found)?)
    }

    /// Change a coupon
    ///
    /// What is absent stays, what is null is cleared. Orders that used it keep what they got.
    #[oai(
        path = "/api/admin/coupons/:code",
        method = "patch",
        operation_id = "updateCoupon"
    )]
    async fn change(
        &self,
        caller: Caller,
        /// Its code, in any case.
        #[oai(example = "example_code")]
        code: Path<String>,
        /// The ETag that you read: refuses the change (412) when somebody else was faster.
        #[oai(name = "If-Match")]
        if_match: Header<Option<String>>,
        body: Body<CouponPatch>,
    ) -> Result<Rendered<CouponView, Done>, Failure<Changing>> {
        require(&caller, Action::ManageTerms)?;
        let actor = Actor::from(&caller);
        let changed: Coupon = self
            .0
            .write_unseen(Durability::Durable, move |tx| {
                let if_match = if_match.0.as_deref();
                desk::change(tx, &actor, &code.0, if_match, |term, check| {
                    body.0.apply(term, check);
                })
            })
            .await?;
        Ok(shown(&changed)?)
    }

    /// Delete a coupon
    ///
    /// It leaves every cart. Orders that used it keep what they got.
    #[oai(
        path = "/api/admin/coupons/:code",
        method = "delete",
        operation_id = "deleteCoupon"
    )]
    async fn delete(
        &self,
        caller: Caller,
        /// Its code, in any case.
        #[oai(example = "example_code")]
        code: Path<String>,
        /// The ETag that you read: refuses to delete (412) when somebody else was faster.
        #[oai(name = "If-Match")]
        if_match: Header<Option<String>>,
    ) -> Result<NoContent, Failure<Deleting>> {
        require(&caller, Action::ManageTerms)?;
        let actor = Actor::from(&caller);
        self.0
            .write_bulk(Durability::Durable, move |tx| {
                desk::delete::<Coupon>(tx, &actor, &code.0, if_match.0.as_deref())?;
                Ok::<_, TermsError>(())
            })
            .await?;
        Ok(NoContent)
    }
}

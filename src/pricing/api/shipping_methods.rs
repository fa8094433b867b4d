//! Shipping methods over HTTP.

use poem::http::header;
use poem_openapi::{
    OpenApi,
    param::{Header, Path, Query},
};

use super::{
    listed,
    models::{
        NewShippingMethod, ShippingMethodKeys, ShippingMethodPage, ShippingMethodPatch,
        ShippingMethodView,
    },
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
    pricing::{ShippingMethod, TermsError, desk},
    store::{Durability, Store},
};

/// The shipping methods of a shop.
pub struct ShippingMethods(pub Store);

fn example_method() -> String {
    "standard".to_owned()
}

#[OpenApi(tag = "Tag::Admin")]
impl ShippingMethods {
    /// List shipping methods
    ///
    /// In the order in which a checkout offers them, unless `sort` says otherwise.
    #[oai(
        path = "/api/admin/shipping-methods",
        method = "get",
        operation_id = "listShippingMethods"
    )]
    async fn list(
        &self,
        caller: Caller,
        /// What they are sorted by; `-` for descending.
        sort: Query<Option<Sort<ShippingMethodKeys>>>,
        /// Rows a page: 1 to 100, 20 when left out.
        #[oai(validator(minimum(value = "1"), maximum(value = "100")))]
        limit: Query<Option<i64>>,
        /// The `next_cursor` of the page before.
        cursor: Query<Option<String>>,
    ) -> Result<Rendered<ShippingMethodPage, Done>, Failure<Exporting>> {
        Ok(listed::<ShippingMethod, _, _>(
            &self.0,
            &caller,
            sort.0,
            limit.0,
            cursor.0.as_deref(),
        )?)
    }

    /// Make a shipping method
    ///
    /// A parcel costs `price`, and `price_per_kg` for its weight; nothing from `free_above` on, which is
    /// compared with the subtotal after discounts. No `countries` is everywhere.
    #[oai(
        path = "/api/admin/shipping-methods",
        method = "post",
        operation_id = "createShippingMethod"
    )]
    async fn create(
        &self,
        caller: Caller,
        body: Body<NewShippingMethod>,
        /// Answers a repeated request with the first answer, for 24 hours.
        #[oai(
            name = "Idempotency-Key",
            validator(min_length = 1, max_length = 128, pattern = "^[!-~]+$")
        )]
        _idempotency_key: Header<Option<String>>,
    ) -> Result<Rendered<ShippingMethodView, Created>, Failure<Creating>> {
        require(&caller, Action::ManageTerms)?;
        let actor = Actor::from(&caller);
        let made: ShippingMethod = self
            .0
            .write_unseen(Durability::Durable, move |tx| {
                desk::create(tx, &actor, |check| body.0.draft(check))
            })
            .await?;
        let path = format!("/api/admin/shipping-methods/{}", made.id);
        Ok(shown(&made)?.header(header::LOCATION, path))
    }

    /// Read a shipping method
    #[oai(
        path = "/api/admin/shipping-methods/:method",
        method = "get",
        operation_id = "getShippingMethod"
    )]
    async fn read(
        &self,
        caller: Caller,
        /// Its id or its code.
        #[oai(example = "example_method")]
        method: Path<String>,
    ) -> Result<Rendered<ShippingMethodView, Done>, Failure<Owning>> {
        require(&caller, Action::ManageTerms)?;
        let found = self
            .0
            .read(|db| desk::find::<ShippingMethod>(db, &method.0))?;
        Ok(shown(&found)?)
    }

    /// Change a shipping method
    ///
    /// What is absent stays, what is null is cleared. Orders keep what they were sent by.
    #[oai(
        path = "/api/admin/shipping-methods/:method",
        method = "patch",
        operation_id = "updateShippingMethod"
    )]
    async fn change(
        &self,
        caller: Caller,
        /// Its id or its code.
        #[oai(example = "example_method")]
        method: Path<String>,
        /// The ETag that you read: refuses the change (412) when somebody else was faster.
        #[oai(name = "If-Match")]
        if_match: Header<Option<String>>,
        body: Body<ShippingMethodPatch>,
    ) -> Result<Rendered<ShippingMethodView, Done>, Failure<Changing>> {
        require(&caller, Action::ManageTerms)?;
        let actor = Actor::from(&caller);
        let changed: ShippingMethod = self
            .0
            .write_unseen(Durability::Durable, move |tx| {
                let if_match = if_match.0.as_deref();
                desk::change(tx, &actor, &method.0, if_match, |term, check| {
                    body.0.apply(term, check);
                })
            })
            .await?;
        Ok(shown(&changed)?)
    }

    /// Delete a shipping method
    ///
    /// Orders keep what they were sent by.
    #[oai(
        path = "/api/admin/shipping-methods/:method",
        method = "delete",
        operation_id = "deleteShippingMethod"
    )]
    async fn delete(
        &self,
        caller: Caller,
        /// Its id or its code.
        #[oai(example = "example_method")]
        method: Path<String>,
        /// The ETag that you read: refuses to delete (412) when somebody else was faster.
        #[oai(name = "If-Match")]
        if_match: Header<Option<String>>,
    ) -> Result<NoContent, Failure<Deleting>> {
        require(&caller, Action::ManageTerms)?;
        let actor = Actor::from(&caller);
        self.0
            .write_unseen(Durability::Durable, move |tx| {
                desk::delete::<ShippingMethod>(tx, &actor, &method.0, if_match.0.as_deref())?;
                Ok::<_, TermsError>(())
            })
            .await?;
        Ok(NoContent)
    }
}

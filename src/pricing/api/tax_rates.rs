//! Tax rates over HTTP.

use poem::http::header;
use poem_openapi::{
    OpenApi,
    param::{Header, Path, Query},
};

use super::{
    listed,
    models::{NewTaxRate, TaxRateKeys, TaxRatePage, TaxRatePatch, TaxRateView},
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
    pricing::{TaxRate, TermsError, desk},
    store::{Durability, Store},
};

/// The tax rates of a shop.
pub struct TaxRates(pub Store);

fn example_rate() -> String {
    "7".to_owned()
}

#[OpenApi(tag = "Tag::Admin")]
impl TaxRates {
    /// List tax rates
    ///
    /// By country and region unless `sort` says otherwise.
    #[oai(
        path = "/api/admin/tax-rates",
        method = "get",
        operation_id = "listTaxRates"
    )]
    async fn list(
        &self,
        caller: Caller,
        /// What they are sorted by; `-` for descending.
        sort: Query<Option<Sort<TaxRateKeys>>>,
        /// Rows a page: 1 to 100, 20 when left out.
        #[oai(validator(minimum(value = "1"), maximum(value = "100")))]
        limit: Query<Option<i64>>,
        /// The `next_cursor` of the page before.
        cursor: Query<Option<String>>,
    ) -> Result<Rendered<TaxRatePage, Done>, Failure<Exporting>> {
        Ok(listed::<TaxRate, _, _>(
            &self.0,
            &caller,
            sort.0,
            limit.0,
            cursor.0.as_deref(),
        )?)
    }

    /// Make a tax rate
    ///
    /// A region's rate goes before its country's. A place without a rate is not taxed.
    #[oai(
        path = "/api/admin/tax-rates",
        method = "post",
        operation_id = "createTaxRate"
    )]
    async fn create(
        &self,
        caller: Caller,
        body: Body<NewTaxRate>,
        /// Answers a repeated request with the first answer, for 24 hours.
        #[oai(
            name = "Idempotency-Key",
            validator(min_length = 1, max_length = 128, pattern = "^[!-~]+$")
        )]
        _idempotency_key: Header<Option<String>>,
    ) -> Result<Rendered<TaxRateView, Created>, Failure<Creating>> {
        require(&caller, Action::ManageTerms)?;
        let actor = Actor::from(&caller);
        let made: TaxRate = self
            .0
            .write_unseen(Durability::Durable, move |tx| {
                desk::create(tx, &actor, |check| body.0.draft(check))
            })
            .await?;
        let path = format!("/api/admin/tax-rates/{}", made.id);
        Ok(shown(&made)?.header(header::LOCATION, path))
    }

    /// Read a tax rate
    #[oai(
        path = "/api/admin/tax-rates/:rate",
        method = "get",
        operation_id = "getTaxRate"
    )]
    async fn read(
        &self,
        caller: Caller,
        /// Its id.
        #[oai(example = "example_rate")]
        rate: Path<String>,
    ) -> Result<Rendered<TaxRateView, Done>, Failure<Owning>> {
        require(&caller, Action::ManageTerms)?;
        let found = self.0.read(|db| desk::find::<TaxRate>(db, &rate.0))?;
        Ok(shown(&found)?)
    }

    /// Change a tax rate
    ///
    /// What is absent stays; a null `region` makes it the whole country's. Orders keep their tax.
    #[oai(
        path = "/api/admin/tax-rates/:rate",
        method = "patch",
        operation_id = "updateTaxRate"
    )]
    async fn change(
        &self,
        caller: Caller,
        /// Its id.
        #[oai(example = "example_rate")]
        rate: Path<String>,
        /// The ETag that you read: refuses the change (412) when somebody else was faster.
        #[oai(name = "If-Match")]
        if_match: Header<Option<String>>,
        body: Body<TaxRatePatch>,
    ) -> Result<Rendered<TaxRateView, Done>, Failure<Changing>> {
        require(&caller, Action::ManageTerms)?;
        let actor = Actor::from(&caller);
        let changed: TaxRate = self
            .0
            .write_unseen(Durability::Durable, move |tx| {
                let if_match = if_match.0.as_deref();
                desk::change(tx, &actor, &rate.0, if_match, |term, check| {
                    body.0.apply(term, check);
                })
            })
            .await?;
        Ok(shown(&changed)?)
    }

    /// Delete a tax rate
    ///
    /// Orders keep their tax.
    #[oai(
        path = "/api/admin/tax-rates/:rate",
        method = "delete",
        operation_id = "deleteTaxRate"
    )]
    async fn delete(
        &self,
        caller: Caller,
        /// Its id.
        #[oai(example = "example_rate")]
        rate: Path<String>,
        /// The ETag that you read: refuses to delete (412) when somebody else was faster.
        #[oai(name = "If-Match")]
        if_match: Header<Option<String>>,
    ) -> Result<NoContent, Failure<Deleting>> {
        require(&caller, Action::ManageTerms)?;
        let actor = Actor::from(&caller);
        self.0
            .write_unseen(Durability::Durable, move |tx| {
                desk::delete::<TaxRate>(tx, &actor, &rate.0, if_match.0.as_deref())?;
                Ok::<_, TermsError>(())
            })
            .await?;
        Ok(NoContent)
    }
}

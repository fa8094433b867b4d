//! Completions and related products over HTTP.

use poem_openapi::{
    OpenApi,
    param::{Path, Query},
};

use super::query::check_text;
use crate::{
    catalogue::{
        model::{RelatedProducts, Suggestions},
        shop::{Catalogue, ProductRef},
    },
    http::{
        failure::{Failure, Listing, Reading},
        payload::Rendered,
        problem::Problem,
        tags::Tag,
    },
};

/// Finding the way through a catalogue.
pub struct SearchApi(pub Catalogue);

fn example_q() -> String {
    "headphnes".to_owned()
}

fn example_limit() -> Option<i64> {
    Some(5)
}

fn example_product() -> String {
    "7".to_owned()
}

#[OpenApi(tag = "Tag::Catalogue")]
impl SearchApi {
    /// Complete what is being typed
    ///
    /// Products, brands and categories whose words begin like it, typing errors forgiven.
    #[oai(path = "/api/search/suggest", method = "get", operation_id = "suggest")]
    async fn suggest(
        &self,
        /// What is typed so far. At most 200 characters.
        #[oai(example = "example_q")]
        q: Query<String>,
        /// Completions of each kind: 1 to 20, 5 when left out.
        #[oai(
            example = "example_limit",
            validator(minimum(value = "1"), maximum(value = "20"))
        )]
        limit: Query<Option<i64>>,
    ) -> Result<Rendered<Suggestions>, Failure<Listing>> {
        let typed = check_text(Some(q.0))?.unwrap_or_default();
        let answer = self.0.suggest(typed, limit.0.unwrap_or(5)).await?;
        Ok(Rendered::new(answer.body).cached_as(answer.etag))
    }

    /// List products that go with one
    ///
    /// What visitors looked at in the same session first, then of its category, then of its brand, the
    /// popular ones before the others.
    #[oai(
        path = "/api/products/:product/related",
        method = "get",
        operation_id = "listRelatedProducts"
    )]
    async fn related(
        &self,
        /// An id or a slug.
        #[oai(example = "example_product")]
        product: Path<String>,
        /// 1 to 100, 12 when left out.
        #[oai(
            example = "example_limit",
            validator(minimum(value = "1"), maximum(value = "100"))
        )]
        limit: Query<Option<i64>>,
    ) -> Result<Rendered<RelatedProducts>, Failure<Reading>> {
        let limit = limit.0.unwrap_or(12);
        if !(1..=100).contains(&limit) {
            return Err(Problem::parameter("limit", "must be from 1 to 100").into());
        }
        let answer = self
            .0
            .related(ProductRef::from(product.0.as_str()), limit)
            .await?;
        Ok(Rendered::new(answer.body).cached_as(answer.etag))
    }
}

//! What administrators read and decide.

use poem_openapi::{
    OpenApi,
    param::{Path, Query},
};

use super::stars;
use crate::{
    audit::Actor,
    catalogue::{
        shop::ProductRef,
        sorting::parameter::{self, Sort},
    },
    http::{
        body::Body,
        caller::Caller,
        failure::{Changing, Exporting, Failure},
        payload::{Done, Rendered, sent},
        tags::Tag,
    },
    people::rights::{Action, require},
    reviews::{
        input::Decision,
        model::{AdminReview, AdminReviewPage},
        moderation::{self, AdminQuery, ReviewKeys},
        write,
    },
    store::{Durability, Store},
};

/// The reviews of a shop.
pub struct Moderation(pub Store);

fn example_review() -> i64 {
    12
}

fn example_product() -> Option<String> {
    Some("7".to_owned())
}

#[OpenApi(tag = "Tag::Admin")]
impl Moderation {
    /// List all reviews
    ///
    /// Hidden ones as well, the newest first unless `sort` says otherwise.
    #[oai(
        path = "/api/admin/reviews",
        method = "get",
        operation_id = "listAllReviews"
    )]
    #[allow(clippy::too_many_arguments)]
    async fn list(
        &self,
        caller: Caller,
        /// Hidden ones, or the others.
        hidden: Query<Option<bool>>,
        /// The id or slug of a product.
        #[oai(example = "example_product", validator(max_length = 300))]
        product: Query<Option<String>>,
        /// Stars; repeat it for alternatives.
        rating: Query<Option<Vec<i64>>>,
        /// Of people who bought it, or who did not.
        verified_purchase: Query<Option<bool>>,
        /// What they are sorted by; `-` for descending.
        sort: Query<Option<Sort<ReviewKeys>>>,
        /// Rows a page: 1 to 100, 20 when left out.
        #[oai(validator(minimum(value = "1"), maximum(value = "100")))]
        limit: Query<Option<i64>>,
        /// The `next_cursor` of the page before.
        cursor: Query<Option<String>>,
    ) -> Result<Rendered<AdminReviewPage, Done>, Failure<Exporting>> {
        require(&caller, Action::ModerateReviews)?;
        let query = AdminQuery {
            hidden: hidden.0,
            product: product.0.as_deref().map(ProductRef::from),
            ratings: stars(rating.0)?,
            verified_purchase: verified_purchase.0,
        };
        let window = parameter::window(&query.binding(), sort.0, limit.0, cursor.0.as_deref())?;
        let page = self
            .0
            .read_slow(move |db| moderation::page(db, &query, &window))
            .await?;
        Ok(sent(&page)?)
    }

    /// Hide a review, or show it again
    ///
    /// A hidden review is out of every list and of the average; its author still sees it, with the
    /// reason.
    #[oai(
        path = "/api/admin/reviews/:review",
        method = "patch",
        operation_id = "moderateReview"
    )]
    async fn moderate(
        &self,
        caller: Caller,
        /// Its id.
        #[oai(example = "example_review")]
        review: Path<i64>,
        body: Body<Decision>,
    ) -> Result<Rendered<AdminReview, Done>, Failure<Changing>> {
        require(&caller, Action::ModerateReviews)?;
        let review = self
            .0
            .write(Durability::Durable, move |tx| {
                write::moderate(tx, review.0, body.0, &Actor::from(&caller))
            })
            .await?;
        Ok(sent(&review)?)
    }
}

//! What customers read and write.

use poem::http::header;
use poem_openapi::{
    OpenApi,
    param::{Header, Path, Query},
};

use super::stars;
use crate::{
    catalogue::shop::ProductRef,
    http::{
        body::Body,
        caller::{Caller, Visitor},
        conditional::tag_of,
        failure::{Changing, Deleting, Failure, ReadingAs, Steering},
        parameter::page_size,
        payload::{Created, Done, NoContent, Rendered, sent},
        problem::Problem,
        tags::Tag,
    },
    people::rights::own_account,
    reviews::{
        ReviewError,
        input::{NewReview, ReviewPatch},
        model::{HelpfulVotes, Review, ReviewPage},
        read::{self, ReviewQuery, Sort},
        write,
    },
    store::{Durability, Store},
    tracking::{Tracker, request::Seen},
};

/// The reviews of a shop, and whom to tell of new ones.
pub struct Reviews(pub Store, pub Tracker);

fn example_product() -> String {
    "7".to_owned()
}

fn example_review() -> i64 {
    12
}

fn example_sort() -> Option<String> {
    Some("helpful".to_owned())
}

#[OpenApi(tag = "Tag::Reviews")]
impl Reviews {
    /// List a product's reviews
    ///
    /// Without those that are hidden. The summary is of all of them, whatever the list is narrowed to.
    /// Who is logged in also gets their own review, hidden or not.
    #[oai(
        path = "/api/products/:product/reviews",
        method = "get",
        operation_id = "listReviews"
    )]
    #[allow(clippy::too_many_arguments)]
    async fn list(
        &self,
        caller: Visitor,
        /// An id or a slug.
        #[oai(example = "example_product")]
        product: Path<String>,
        /// Stars; repeat it for alternatives.
        rating: Query<Option<Vec<i64>>>,
        /// newest (when left out), helpful, rating or created_at; `-rating` and `-created_at` descend.
        #[oai(example = "example_sort")]
        sort: Query<Option<String>>,
        /// Rows a page: 1 to 100, 20 when left out.
        #[oai(validator(minimum(value = "1"), maximum(value = "100")))]
        limit: Query<Option<i64>>,
        /// The `next_cursor` of the page before.
        cursor: Query<Option<String>>,
    ) -> Result<Rendered<ReviewPage>, Failure<ReadingAs>> {
        let sort = match sort.0.as_deref() {
            Some(text) => Sort::parse(text).ok_or_else(|| {
                Problem::parameter("sort", format!("must be one of {}", Sort::NAMES))
            })?,
            None => Sort::default(),
        };
        let query = ReviewQuery {
            sort,
            ratings: stars(rating.0)?,
            limit: page_size(limit.0),
            cursor: cursor.0,
        };
        let product = ProductRef::from(product.0.as_str());
        let reader = caller.0.as_ref().and_then(|caller| caller.user_id);
        let page = self.0.read(|db| read::page(db, &product, &query, reader))?;
        let json = serde_json::to_vec(&page).map_err(Problem::internal)?;
        let etag = tag_of(&json);
        Ok(match caller.0 {
            Some(_) => Rendered::new(json).header(header::ETAG, etag).private(),
            None => Rendered::new(json).cached_as(etag),
        })
    }

    /// Review a product
    ///
    /// Once each; the review says whether an order of the caller's with the product was delivered.
    #[oai(
        path = "/api/products/:product/reviews",
        method = "post",
        operation_id = "createReview"
    )]
    async fn create(
        &self,
        seen: Seen,
        caller: Caller,
        /// An id or a slug.
        #[oai(example = "example_product")]
        product: Path<String>,
        body: Body<NewReview>,
        /// Answers a repeated request with the first answer, for 24 hours.
        #[oai(
            name = "Idempotency-Key",
            validator(min_length = 1, max_length = 128, pattern = "^[!-~]+$")
        )]
        _idempotency_key: Header<Option<String>>,
    ) -> Result<Rendered<Review, Created>, Failure<Steering>> {
        let user = own_account(&caller)?;
        let product = ProductRef::from(product.0.as_str());
        let review = self
            .0
            .write(Durability::Durable, move |tx| {
                write::create(tx, &product, user, caller.seller_id, body.0)
            })
            .await?;
        self.1.review(seen.who, review.product_id);
        let location = format!("/api/products/{}/reviews/{}", review.product_id, review.id);
        Ok(sent(&review)?.header(header::LOCATION, location))
    }

    /// Read a review
    ///
    /// One that is hidden shows itself to its author only.
    #[oai(
        path = "/api/products/:product/reviews/:review",
        method = "get",
        operation_id = "getReview"
    )]
    async fn read(
        &self,
        caller: Visitor,
        /// An id or a slug.
        #[oai(example = "example_product")]
        product: Path<String>,
        /// Its id.
        #[oai(example = "example_review")]
        review: Path<i64>,
    ) -> Result<Rendered<Review>, Failure<ReadingAs>> {
        let product = ProductRef::from(product.0.as_str());
        let reader = caller.0.as_ref().and_then(|caller| caller.user_id);
        let found = self.0.read(|db| {
            let found = read::one(db, &product, review.0)?;
            let shown = found.filter(|found| found.is_shown_to(reader));
            shown.ok_or(ReviewError::NotFound("review"))
        })?;
        let json = serde_json::to_vec(&found.review).map_err(Problem::internal)?;
        let etag = tag_of(&json);
        Ok(match caller.0 {
            Some(_) => Rendered::new(json).header(header::ETAG, etag).private(),
            None => Rendered::new(json).cached_as(etag),
        })
    }

    /// Change one's own review
    ///
    /// What is absent stays, what is null is cleared.
    #[oai(
        path = "/api/products/:product/reviews/:review",
        method = "patch",
        operation_id = "updateReview"
    )]
    async fn change(
        &self,
        caller: Caller,
        /// An id or a slug.
        #[oai(example = "example_product")]
        product: Path<String>,
        /// Its id.
        #[oai(example = "example_review")]
        review: Path<i64>,
        body: Body<ReviewPatch>,
    ) -> Result<Rendered<Review, Done>, Failure<Changing>> {
        own_account(&caller)?;
        let product = ProductRef::from(product.0.as_str());
        let review = self
            .0
            .write(Durability::Durable, move |tx| {
                write::change(tx, &product, review.0, &caller, body.0)
            })
            .await?;
        Ok(sent(&review)?)
    }

    /// Delete one's own review
    #[oai(
        path = "/api/products/:product/reviews/:review",
        method = "delete",
        operation_id = "deleteReview"
    )]
    async fn delete(
        &self,
        caller: Caller,
        /// An id or a slug.
        #[oai(example = "example_product")]
        product: Path<String>,
        /// Its id.
        #[oai(example = "example_review")]
        review: Path<i64>,
    ) -> Result<NoContent, Failure<Deleting>> {
        own_account(&caller)?;
        let product = ProductRef::from(product.0.as_str());
        self.0
            .write(Durability::Durable, move |tx| {
                write::delete(tx, &product, review.0, &caller)
            })
            .await?;
        Ok(NoContent)
    }

    /// Find a review helpful
    ///
    /// Once each: a second vote changes nothing and gets the same answer. Not for one's own (409).
    #[oai(
        path = "/api/reviews/:review/helpful",
        method = "post",
        operation_id = "voteHelpful"
    )]
    async fn vote(
        &self,
        caller: Caller,
        /// Its id.
        #[oai(example = "example_review")]
        review: Path<i64>,
        /// Answers a repeated request with the first answer, for 24 hours.
        #[oai(
            name = "Idempotency-Key",
            validator(min_length = 1, max_length = 128, pattern = "^[!-~]+$")
        )]
        _idempotency_key: Header<Option<String>>,
    ) -> Result<Rendered<HelpfulVotes, Done>, Failure<Steering>> {
        let user = own_account(&caller)?;
        // No page of the catalogue shows votes.
        let votes = self
            .0
            .write_unseen(Durability::Fast, move |tx| write::vote(tx, review.0, user))
            .await?;
        Ok(sent(&votes)?)
    }
}

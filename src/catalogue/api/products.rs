//! Products over HTTP: the list, one product, and its changes.

use std::sync::Arc;

use poem::http::header;
use poem_openapi::{
    OpenApi,
    param::{Header, Path, Query},
};

use super::query::Asked;
use crate::{
    catalogue::{
        CatalogueError, Condition, Record,
        filter::Filters,
        input::{NewProduct, ProductPatch},
        load::load,
        model::{Product, ProductPage},
        owning::find_own,
        save::{Saver, validate},
        shop::{Answer, Catalogue, ProductRef},
    },
    http::{
        body::{Body, PRODUCT_MAX},
        caller::{Caller, Visitor},
        failure::{Changing, Creating, Deleting, Failure, Listing, ReadingAs},
        payload::{Created, Done, NoContent, Rendered},
        problem::{FORBIDDEN, Problem},
        tags::Tag,
    },
    people::rights::{Action, require},
    sellers::{Status, standing},
    store::{Durability, StoreError, Tx},
    tracking::{Tracker, request::Seen},
};

/// The products of a shop, and whom to tell that they are looked at.
pub struct Products(pub Catalogue, pub Tracker);

fn example_limit() -> Option<i64> {
    Some(20)
}

fn example_sort() -> Option<String> {
    Some("-price".to_owned())
}

fn example_product() -> String {
    "7".to_owned()
}

#[OpenApi(tag = "Tag::Catalogue")]
impl Products {
    /// List products
    ///
    /// Only active ones. Different filters all have to hold; the values of a repeated one are
    /// alternatives; a name that nothing has finds nothing. Without `sort` the newest come first,
    /// with `q` the best matches.
    #[oai(path = "/api/products", method = "get", operation_id = "listProducts")]
    #[allow(clippy::too_many_arguments)]
    async fn list(
        &self,
        seen: Seen,
        /// Words, or their beginnings; misspelt ones are forgiven. At most 200 characters.
        q: Query<Option<String>>,
        /// A category's slug or id; the categories below it count.
        category: Query<Option<String>>,
        /// A brand's name; repeat it for alternatives.
        brand: Query<Option<Vec<String>>>,
        /// Repeat it for alternatives.
        condition: Query<Option<Vec<Condition>>>,
        /// Repeat it for alternatives.
        tag: Query<Option<Vec<String>>>,
        /// A seller's slug or id.
        seller: Query<Option<String>>,
        /// Minor units, included.
        #[oai(validator(minimum(value = "0"), maximum(value = "1000000000")))]
        min_price: Query<Option<i64>>,
        /// Minor units, included.
        #[oai(validator(minimum(value = "0"), maximum(value = "1000000000")))]
        max_price: Query<Option<i64>>,
        /// Stars, 0 to 5.
        #[oai(validator(minimum(value = "0"), maximum(value = "5")))]
        min_rating: Query<Option<f64>>,
        /// Any left (true) or none (false).
        in_stock: Query<Option<bool>>,
        /// Reduced or not.
        on_sale: Query<Option<bool>>,
        /// Put forward by the shop or not.
        is_featured: Query<Option<bool>>,
        /// Delivered without a parcel or with one.
        is_digital: Query<Option<bool>>,
        /// created_at, price, name, popularity, favorites, rating or relevance; `-` for descending.
        #[oai(example = "example_sort")]
        sort: Query<Option<String>>,
        /// Rows a page: 1 to 100, 20 when left out.
        #[oai(
            example = "example_limit",
            validator(minimum(value = "1"), maximum(value = "100"))
        )]
        limit: Query<Option<i64>>,
        /// The `next_cursor` of the page before.
        cursor: Query<Option<String>>,
        /// Adds counts by category, brand, condition, tag, price and rating.
        facets: Query<Option<bool>>,
    ) -> Result<Rendered<ProductPage>, Failure<Listing>> {
        let filters = Filters {
            q: q.0,
            category: category.0,
            brand: brand.0.unwrap_or_default(),
            condition: condition.0.unwrap_or_default(),
            tag: tag.0.unwrap_or_default(),
            seller: seller.0,
            min_price: min_price.0,
            max_price: max_price.0,
            min_rating: min_rating.0,
            in_stock: in_stock.0,
            on_sale: on_sale.0,
            is_featured: is_featured.0,
            is_digital: is_digital.0,
        };
        let asked = Asked {
            filters,
            sort: sort.0,
            limit: limit.0,
            cursor: cursor.0,
        };
        let asked = asked.check()?;
        let (filters, first) = (asked.filters.clone(), asked.cursor.is_none());
        let answer = self.0.list(asked, facets.0.unwrap_or(false)).await?;
        self.tell(seen, &filters, first, &answer);
        Ok(Rendered::new(answer.body).cached_as(answer.etag))
    }

    /// Read a product
    ///
    /// All of it, with its variants and pictures.
    #[oai(
        path = "/api/products/:product",
        method = "get",
        operation_id = "getProduct"
    )]
    async fn read(
        &self,
        seen: Seen,
        caller: Visitor,
        /// An id or a slug.
        #[oai(example = "example_product")]
        product: Path<String>,
    ) -> Result<Rendered<Product>, Failure<ReadingAs>> {
        let answer = self
            .0
            .product(&ProductRef::from(product.0.as_str()), caller.0.as_ref())?;
        if let ([id], true) = (&*answer.ids, seen.shown) {
            self.1.detail_view(seen.who, *id);
        }
        let rendered = Rendered::new(answer.body);
        Ok(match caller.0 {
            // What an owner sees may not be what everybody sees.
            Some(_) => rendered.header(header::ETAG, answer.etag).private(),
            None => rendered.cached_as(answer.etag),
        })
    }

    /// Make a product
    ///
    /// A name and a price are enough. Without `variants` it gets one from its own `sku`, `price`,
    /// `original_price` and `stock_quantity`.
    #[oai(
        path = "/api/products",
        method = "post",
        operation_id = "createProduct"
    )]
    async fn create(
        &self,
        caller: Caller,
        body: Body<NewProduct, PRODUCT_MAX>,
        /// Answers a repeated request with the first answer, for 24 hours.
        #[oai(
            name = "Idempotency-Key",
            validator(min_length = 1, max_length = 128, pattern = "^[!-~]+$")
        )]
        idempotency_key: Header<Option<String>>,
    ) -> Result<Rendered<Product, Created>, Failure<Creating>> {
        let _ = idempotency_key.0;
        if let Err(refusal) = require(&caller, Action::CreateProduct) {
            return Err(self.explained(&caller, refusal)?.into());
        }
        if body.0.seller.is_some() {
            require(&caller, Action::AssignSeller)?;
        }
        let shop = self.0.clone();
        let (id, answer) = self
            .0
            .store
            .write(Durability::Durable, move |tx| {
                create(&shop, tx, &caller, body.0)
            })
            .await?;
        Ok(Rendered::new(answer.body)
            .header(header::LOCATION, format!("/api/products/{id}"))
            .header(header::ETAG, answer.etag)
            .private())
    }

    /// Change a product
    ///
    /// What is absent stays, what is null is cleared. Lists (`tags`, `images`, `variants`) are
    /// replaced whole; a variant with the `id` of an old one keeps what it leaves out.
    #[oai(
        path = "/api/products/:product",
        method = "patch",
        operation_id = "updateProduct"
    )]
    async fn change(
        &self,
        caller: Caller,
        /// An id or a slug.
        #[oai(example = "example_product")]
        product: Path<String>,
        /// The ETag that you read: refuses the change (412) when somebody else was faster.
        #[oai(name = "If-Match")]
        if_match: Header<Option<String>>,
        body: Body<ProductPatch, PRODUCT_MAX>,
    ) -> Result<Rendered<Product, Done>, Failure<Changing>> {
        let shop = self.0.clone();
        let product = ProductRef::from(product.0.as_str());
        let answer = self
            .0
            .store
            .write(Durability::Durable, move |tx| {
                change(&shop, tx, &caller, &product, if_match.0.as_deref(), body.0)
            })
            .await??;
        Ok(Rendered::new(answer.body)
            .header(header::ETAG, answer.etag)
            .private())
    }

    /// Delete a product
    ///
    /// Orders keep what they recorded of it.
    #[oai(
        path = "/api/products/:product",
        method = "delete",
        operation_id = "deleteProduct"
    )]
    async fn delete(
        &self,
        caller: Caller,
        /// An id or a slug.
        #[oai(example = "example_product")]
        product: Path<String>,
        /// The ETag that you read: refuses to delete (412) when somebody else was faster.
        #[oai(name = "If-Match")]
        if_match: Header<Option<String>>,
    ) -> Result<NoContent, Failure<Deleting>> {
        let product = ProductRef::from(product.0.as_str());
        self.0
            .store
            .write_bulk(Durability::Durable, move |tx| {
                let id = match find_own(tx, &product, &caller)? {
                    Ok(found) => found.checked(if_match.0.as_deref())?,
                    Err(problem) => return Ok(Err(problem)),
                };
                Saver::new(tx).delete(id)?;
                Ok::<_, CatalogueError>(Ok(()))
            })
            .await??;
        Ok(NoContent)
    }
}

impl Products {
    /// A refusal to sell that says why, where a seller waits or is suspended.
    fn explained(&self, caller: &Caller, refusal: Problem) -> Result<Problem, Problem> {
        let standing = |db: &rusqlite::Connection| Ok::<_, StoreError>(standing(db, caller)?);
        let detail = match self.0.store.read(standing)? {
            Some(Status::Pending) => "Your seller waits until an administrator approves it.",
            Some(Status::Suspended) => "Your seller is suspended.",
            Some(Status::Active) | None => return Ok(refusal),
        };
        Ok(Problem::new(FORBIDDEN, detail))
    }

    /// Tells the tracker of a page that is shown, also to somebody who has it already (304): as a
    /// search, as a category or as a list, by what it was asked for with.
    fn tell(&self, seen: Seen, filters: &Filters, first: bool, answer: &Answer) {
        if !seen.shown {
            return;
        }
        let (who, ids) = (seen.who, Arc::clone(&answer.ids));
        match (&filters.q, &filters.category) {
            (Some(query), _) => self.1.search_view(who, ids, query, first),
            (None, Some(slug)) => self.1.category_view(who, ids, slug),
            (None, None) => self.1.listing_view(who, ids),
        };
    }
}

fn create(
    shop: &Catalogue,
    tx: &Tx<'_>,
    caller: &Caller,
    body: NewProduct,
) -> Result<(i64, Answer), CatalogueError> {
    let named = body.variants.is_some();
    let mut record = body.into_record(tx)?;
    record.seller_id = record.seller_id.or(caller.seller_id);
    check(&record, named)?;
    let id = Saver::new(tx).insert(&record)?;
    Ok((id, shop.render_written(tx, id, caller)?))
}

fn change(
    shop: &Catalogue,
    tx: &Tx<'_>,
    caller: &Caller,
    product: &ProductRef,
    if_match: Option<&str>,
    patch: ProductPatch,
) -> Result<Result<Answer, Problem>, CatalogueError> {
    let id = match find_own(tx, product, caller)? {
        Ok(found) => found.checked(if_match)?,
        Err(problem) => return Ok(Err(problem)),
    };
    if patch.names_seller()
        && let Err(problem) = require(caller, Action::AssignSeller)
    {
        return Ok(Err(problem));
    }
    let before = load(tx, id)?.ok_or(CatalogueError::NotFound("product"))?;
    let mut record = before.clone();
    let named = !patch.variants.is_undefined();
    patch.apply(&mut record, tx)?;
    if record != before {
        check(&record, named)?;
        Saver::new(tx).replace(id, &record)?;
    }
    Ok(Ok(shop.render_written(tx, id, caller)?))
}

/// Validates a record. A body that names no variants gave the fields of the only one itself, so that
/// is where it is told what is wrong with them.
fn check(record: &Record, named_variants: bool) -> Result<(), CatalogueError> {
    let mut errors = validate(record);
    if !named_variants && record.variants.len() == 1 {
        for error in &mut errors {
            if let Some(field) = error.pointer.strip_prefix("/variants/0/") {
                error.pointer = format!("/{field}");
            }
        }
    }
    if errors.is_empty() {
        Ok(())
    } else {
        Err(CatalogueError::Invalid(errors))
    }
}

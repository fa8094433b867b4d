//! Favourites over HTTP.

use poem_openapi::{
    OpenApi,
    param::{Path, Query},
};

use super::{
    FavoriteError,
    model::FavoritePage,
    read::{self, FavoriteKeys},
    write::{self, Change},
};
use crate::{
    catalogue::{
        shop::{Catalogue, ProductRef},
        sorting::parameter::{self, Sort},
    },
    http::{
        caller::Caller,
        failure::{Deleting, Exporting, Failure, Owning},
        payload::{Done, NoContent, Rendered},
        problem::Problem,
        tags::Tag,
    },
    people::rights::own_account,
    settings::LiveCurrency,
    store::{Durability, Store},
    tracking::{Tracker, request::Seen},
};

/// The favourites of a shop's customers, and whom to tell of changes.
pub struct Favorites {
    store: Store,
    currency: LiveCurrency,
    tracker: Tracker,
}

impl From<FavoriteError> for Problem {
    fn from(error: FavoriteError) -> Self {
        match error {
            FavoriteError::NotFound => Self::not_found("product"),
            FavoriteError::Store(error) => error.into(),
        }
    }
}

fn example_product() -> String {
    "7".to_owned()
}

#[OpenApi(tag = "Tag::People")]
impl Favorites {
    /// List one's favourites
    ///
    /// The latest first unless `sort` says otherwise; `created_at` is when the product was liked, as
    /// `favorited_at` is. A product that is not on sale is left out until it is again.
    #[oai(
        path = "/api/favorites",
        method = "get",
        operation_id = "listFavorites"
    )]
    async fn list(
        &self,
        caller: Caller,
        /// What they are sorted by; `-` for descending.
        sort: Query<Option<Sort<FavoriteKeys>>>,
        /// Rows a page: 1 to 100, 20 when left out.
        #[oai(validator(minimum(value = "1"), maximum(value = "100")))]
        limit: Query<Option<i64>>,
        /// The `next_cursor` of the page before.
        cursor: Query<Option<String>>,
    ) -> Result<Rendered<FavoritePage, Done>, Failure<Exporting>> {
        let user = own_account(&caller)?;
        let list = read::binding(user);
        let window = parameter::window(&list, sort.0, limit.0, cursor.0.as_deref())?;
        let currency = self.currency.code();
        let page = self
            .store
            .read(|db| read::page(db, user, &window, currency))?;
        Ok(Rendered::new(page).private())
    }

    /// Like a product
    ///
    /// Again changes nothing.
    #[oai(
        path = "/api/favorites/:product",
        method = "put",
        operation_id = "addFavorite"
    )]
    async fn add(
        &self,
        seen: Seen,
        caller: Caller,
        /// An id or a slug.
        #[oai(example = "example_product")]
        product: Path<String>,
    ) -> Result<NoContent, Failure<Owning>> {
        let user = own_account(&caller)?;
        let product = ProductRef::from(product.0.as_str());
        let change = self
            .store
            .write(Durability::Fast, move |tx| write::add(tx, user, &product))
            .await?;
        self.tell(seen, change, true);
        Ok(NoContent)
    }

    /// Like a product no longer
    ///
    /// Again changes nothing.
    #[oai(
        path = "/api/favorites/:product",
        method = "delete",
        operation_id = "removeFavorite"
    )]
    async fn remove(
        &self,
        seen: Seen,
        caller: Caller,
        /// An id or a slug.
        #[oai(example = "example_product")]
        product: Path<String>,
    ) -> Result<NoContent, Failure<Deleting>> {
        let user = own_account(&caller)?;
        let product = ProductRef::from(product.0.as_str());
        let change = self
            .store
            .write(Durability::Fast, move |tx| {
                write::remove(tx, user, &product)
            })
            .await?;
        self.tell(seen, change, false);
        Ok(NoContent)
    }
}

impl Favorites {
    /// The favourites in a shop.
    pub fn new(shop: &Catalogue, tracker: &Tracker) -> Self {
        Self {
            store: shop.store.clone(),
            currency: shop.currency.clone(),
            tracker: tracker.clone(),
        }
    }

    /// Tells the tracker of what changed.
    fn tell(&self, seen: Seen, change: Change, liked: bool) {
        if change.changed {
            self.tracker
                .favorite_action(seen.who, change.product, liked);
        }
    }
}

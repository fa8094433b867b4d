//! Products over HTTP for those who keep them: also the ones that nobody else is shown.

use poem_openapi::{OpenApi, param::Query};
use rusqlite::{Connection, OptionalExtension};

use crate::{
    catalogue::{
        CatalogueError,
        keeping::{self, Kept, KeptKeys},
        model::ProductPage,
        shop::Catalogue,
        sorting::parameter::{self, Sort},
    },
    http::{
        caller::{Caller, Role},
        failure::{Exporting, Failure},
        payload::{Done, Rendered},
        problem::Problem,
        tags::Tag,
    },
    people::rights::{Action, require},
};

const TEXT_MAX: usize = 200;

/// The products of whoever calls.
pub struct Keeping(pub Catalogue);

#[OpenApi(tag = "Tag::Catalogue")]
impl Keeping {
    /// List products to keep
    ///
    /// Those that are not active as well: a seller's own, or for an admin all of the shop. The newest
    /// come first unless `sort` says otherwise.
    #[oai(
        path = "/api/seller/products",
        method = "get",
        operation_id = "listKeptProducts"
    )]
    #[allow(clippy::too_many_arguments)]
    async fn list(
        &self,
        caller: Caller,
        /// A part of a name or a brand, how a SKU begins, or an id.
        #[oai(validator(max_length = 200))]
        q: Query<Option<String>>,
        /// Active ones, or the others.
        is_active: Query<Option<bool>>,
        /// A category's slug or id; the categories below it do not count.
        category: Query<Option<String>>,
        /// For admins: a seller's slug or id.
        seller: Query<Option<String>>,
        /// Only what is sent in parcels and of which so many or fewer are left.
        #[oai(validator(minimum(value = "0"), maximum(value = "1000000000")))]
        max_stock: Query<Option<i64>>,
        /// What they are sorted by; `-` for descending.
        sort: Query<Option<Sort<KeptKeys>>>,
        /// Rows a page: 1 to 100, 20 when left out.
        #[oai(validator(minimum(value = "1"), maximum(value = "100")))]
        limit: Query<Option<i64>>,
        /// The `next_cursor` of the page before.
        cursor: Query<Option<String>>,
    ) -> Result<Rendered<ProductPage, Done>, Failure<Exporting>> {
        require_keeper(&caller)?;
        let mut kept = Kept {
            q: text("q", q.0)?,
            is_active: is_active.0,
            category: text("category", category.0)?,
            seller: None,
            max_stock: max_stock.0,
        };
        let wanted = text("seller", seller.0)?;
        let currency = self.0.currency.code();
        let read = move |db: &Connection| {
            kept.seller = match caller.role {
                Role::Admin => match wanted {
                    // A seller that there isn't has nothing.
                    Some(wanted) => Some(seller_id(db, &wanted)?.unwrap_or(0)),
                    None => None,
                },
                _ => caller.seller_id,
            };
            match parameter::window(&kept.binding(), sort.0, limit.0, cursor.0.as_deref()) {
                Ok(window) => keeping::page(db, &kept, &window, currency).map(Ok),
                Err(problem) => Ok(Err(problem)),
            }
        };
        let page: Result<Result<_, Problem>, CatalogueError> = self.0.store.read_slow(read).await;
        Ok(Rendered::new(page??).private())
    }
}

fn require_keeper(caller: &Caller) -> Result<(), Problem> {
    require(caller, Action::CreateProduct)
}

/// What was asked for; nothing at all narrows nothing.
fn text(name: &'static str, text: Option<String>) -> Result<Option<String>, Problem> {
    let text = text.map(|text| text.trim().to_owned());
    let text = text.filter(|text| !text.is_empty());
    if text
        .as_ref()
        .is_some_and(|text| text.chars().count() > TEXT_MAX)
    {
        let detail = format!("is too long: at most {TEXT_MAX} characters");
        return Err(Problem::parameter(name, detail));
    }
    Ok(text)
}

fn seller_id(db: &Connection, wanted: &str) -> Result<Option<i64>, CatalogueError> {
    let found = db
        .prepare_cached("SELECT id FROM sellers WHERE slug = ?1 OR CAST(id AS TEXT) = ?1")?
        .query_row([wanted], |row| row.get(0));
    Ok(found.optional()?)
}

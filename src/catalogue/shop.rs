//! Reading the catalogue: from a question to the bytes of its answer.

use std::sync::Arc;

use bytes::Bytes;
use poem::http::HeaderValue;
use rusqlite::{Connection, OptionalExtension, params};

use super::{
    CatalogueError,
    counts::Counts,
    facets,
    filter::Resolved,
    list::{self, ListQuery, Totals},
    render::{ITEM_COLUMNS, ITEM_JOINS, ITEM_WIDTH, Json, item},
};
use crate::{
    http::{
        caller::{Caller, Role},
        conditional::{tag_of, versioned_tag},
    },
    money::Currency,
    store::Store,
};

/// Room for a list item, in bytes: most are shorter.
const ITEM_SIZE: usize = 900;

/// The catalogue of a shop. Cheap to clone.
#[derive(Clone)]
pub struct Catalogue {
    /// Where it stands.
    pub store: Store,
    /// What its prices are in.
    pub currency: Currency,
    counts: Arc<Counts>,
}

/// The bytes of an answer and the tag that names them.
pub struct Answer {
    /// JSON.
    pub body: Bytes,
    /// Strong.
    pub etag: HeaderValue,
    /// The ids of the products in it, in order; shared with the events that tell of it.
    pub ids: Arc<[i64]>,
}

impl Answer {
    fn new(json: Json, ids: Vec<i64>) -> Self {
        let etag = tag_of(&json.0);
        Self {
            body: json.0.into(),
            etag,
            ids: ids.into(),
        }
    }
}

/// A product as a path names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProductRef {
    /// Only digits.
    Id(i64),
    /// Anything else.
    Slug(String),
}

impl From<&str> for ProductRef {
    fn from(text: &str) -> Self {
        if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
            // A number too large to be an id names no product.
            Self::Id(text.parse().unwrap_or(0))
        } else {
            Self::Slug(text.to_owned())
        }
    }
}

impl Catalogue {
    /// The catalogue in a store.
    pub fn new(store: Store, currency: Currency) -> Self {
        Self {
            store,
            currency,
            counts: Arc::default(),
        }
    }

    /// A page of products. Reads at once when the counts are known, off the async workers when rows
    /// have to be counted, searched or grouped first.
    ///
    /// # Errors
    /// When the store is busy or fails.
    pub async fn list(
        &self,
        query: ListQuery,
        with_facets: bool,
    ) -> Result<Answer, CatalogueError> {
        let version = self.store.version();
        let filters = query.filters.canonical();
        let active = self.counts.get("", version);
        let matching = self.counts.get(&filters, version);
        if let (Some(active), Some(matching), None, false) =
            (active, matching, &query.filters.q, with_facets)
        {
            let totals = Totals { matching, active };
            return self.store.read(|db| {
                let resolved = Resolved::of(db, &query.filters)?;
                self.page(db, &query, &resolved, &filters, totals, false)
            });
        }
        let shop = self.clone();
        let read = move |db: &Connection| {
            let resolved = Resolved::of(db, &query.filters)?;
            let totals = shop.count(db, &query, &resolved, &filters, version)?;
            shop.page(db, &query, &resolved, &filters, totals, with_facets)
        };
        self.store.read_slow(read).await
    }

    /// Counts what is not counted yet, and remembers it.
    fn count(
        &self,
        db: &Connection,
        query: &ListQuery,
        resolved: &Resolved,
        filters: &str,
        version: u64,
    ) -> rusqlite::Result<Totals> {
        let known =
            |filters: &str, count: &dyn Fn() -> rusqlite::Result<i64>| -> rusqlite::Result<i64> {
                if let Some(total) = self.counts.get(filters, version) {
                    return Ok(total);
                }
                let total = count()?;
                self.counts.put(filters, version, total);
                Ok(total)
            };
        let all = "SELECT count(*) FROM products WHERE is_active = 1";
        let active = known("", &|| {
            db.prepare_cached(all)?.query_row([], |row| row.get(0))
        })?;
        if query.filters.is_empty() {
            return Ok(Totals {
                matching: active,
                active,
            });
        }
        let matching = known(filters, &|| resolved.count(db))?;
        Ok(Totals { matching, active })
    }

    fn page(
        &self,
        db: &Connection,
        query: &ListQuery,
        resolved: &Resolved,
        filters: &str,
        totals: Totals,
        with_facets: bool,
    ) -> Result<Answer, CatalogueError> {
        let mut json = Json::with_capacity(query.limit * ITEM_SIZE + 128);
        json.raw("{\"items\":[");
        let page = list::page(db, query, resolved, totals, self.currency.code(), &mut json)?;
        json.raw("],\"total\":")
            .number(totals.matching)
            .raw(",\"next_cursor\":");
        match &page.next {
            Some(cursor) => json.text(&cursor.encode(&list::binding(filters, query.sort))),
            None => json.raw("null"),
        };
        if with_facets {
            json.raw(",\"facets\":");
            facets::write(db, resolved, self.currency.minor_units(), &mut json)?;
        }
        json.raw("}");
        Ok(Answer::new(json, page.ids))
    }

    /// The whole product. One that is not active shows itself to administrators and its seller only.
    ///
    /// # Errors
    /// `NotFound`, or the store's.
    pub fn product(
        &self,
        product: &ProductRef,
        caller: Option<&Caller>,
    ) -> Result<Answer, CatalogueError> {
        self.store.read(|db| {
            let (json, version, id) = self.render_product(db, product, caller)?;
            let etag = versioned_tag(version, &json.0);
            Ok(Answer {
                body: json.0.into(),
                etag,
                ids: [id].into(),
            })
        })
    }

    /// The whole product by its id, read inside a write transaction.
    pub(super) fn render_written(
        &self,
        db: &Connection,
        id: i64,
        caller: &Caller,
    ) -> Result<Answer, CatalogueError> {
        let (json, version, id) = self.render_product(db, &ProductRef::Id(id), Some(caller))?;
        let etag = versioned_tag(version, &json.0);
        Ok(Answer {
            body: json.0.into(),
            etag,
            ids: [id].into(),
        })
    }

    fn render_product(
        &self,
        db: &Connection,
        product: &ProductRef,
        caller: Option<&Caller>,
    ) -> Result<(Json, i64, i64), CatalogueError> {
        let (by, value): (_, &dyn rusqlite::ToSql) = match product {
            ProductRef::Id(id) => ("p.id", id),
            ProductRef::Slug(slug) => ("p.slug", slug),
        };
        let sql = format!(
            "SELECT {ITEM_COLUMNS}, d.description, d.model, d.attributes, d.weight_grams, d.options, \
             p.version FROM products p JOIN product_details d ON d.product_id = p.id {ITEM_JOINS} \
             WHERE {by} = ?1"
        );
        let mut select = db.prepare_cached(&sql)?;
        let mut rows = select.query([value])?;
        let row = rows.next()?.ok_or(CatalogueError::NotFound("product"))?;
        let (id, active): (i64, bool) = (row.get(0)?, row.get(17)?);
        if !active && !sees_inactive(caller, row.get(8)?) {
            return Err(CatalogueError::NotFound("product"));
        }
        let mut json = Json::with_capacity(4096);
        json.raw("{");
        item(&mut json, row, self.currency.code())?;
        json.raw(",\"description\":").text_column(row, ITEM_WIDTH)?;
        json.raw(",\"model\":").text_column(row, ITEM_WIDTH + 1)?;
        json.raw(",\"attributes\":")
            .json_column(row, ITEM_WIDTH + 2)?;
        json.raw(",\"weight_grams\":")
            .number_column(row, ITEM_WIDTH + 3)?;
        json.raw(",\"options\":").json_column(row, ITEM_WIDTH + 4)?;
        let version = row.get(ITEM_WIDTH + 5)?;
        write_images(db, id, &mut json)?;
        write_variants(db, id, &mut json)?;
        json.raw("}");
        Ok((json, version, id))
    }

    /// Products that go with one: seen in the same sessions, then of its category, the most popular
    /// first, then of its brand.
    ///
    /// # Errors
    /// `NotFound`, or the store's.
    pub async fn related(&self, product: ProductRef, limit: i64) -> Result<Answer, CatalogueError> {
        let shop = self.clone();
        self.store
            .read_slow(move |db| {
                let (id, category, brand) = find_active(db, &product)?;
                let sql = include_str!("../../sql/catalogue/related.sql")
                    .replace("/*columns*/", ITEM_COLUMNS)
                    .replace("/*joins*/", ITEM_JOINS);
                let mut select = db.prepare_cached(&sql)?;
                let mut rows = select.query(params![id, category, brand, limit])?;
                let mut json = Json::with_capacity(8192);
                let mut ids = Vec::new();
                json.raw("{\"items\":[");
                while let Some(row) = rows.next()? {
                    json.raw(if ids.is_empty() { "{" } else { ",{" });
                    item(&mut json, row, shop.currency.code())?;
                    json.raw("}");
                    ids.push(row.get(0)?);
                }
                json.raw("],\"total\":")
                    .number(ids.len() as i64)
                    .raw(",\"next_cursor\":null}");
                Ok(Answer::new(json, ids))
            })
            .await
    }
}

/// Wraps finished JSON as an answer without products.
pub(super) fn answer(json: Json) -> Answer {
    Answer::new(json, Vec::new())
}

fn sees_inactive(caller: Option<&Caller>, seller: Option<i64>) -> bool {
    caller.is_some_and(|caller| match caller.role {
        Role::Admin => true,
        Role::Seller => caller.seller_id.is_some() && caller.seller_id == seller,
        Role::Customer => false,
    })
}

fn find_active(
    db: &Connection,
    product: &ProductRef,
) -> Result<(i64, Option<i64>, Option<i64>), CatalogueError> {
    let (by, value): (_, &dyn rusqlite::ToSql) = match product {
        ProductRef::Id(id) => ("id", id),
        ProductRef::Slug(slug) => ("slug", slug),
    };
    db.prepare_cached(&format!(
        "SELECT id, category_id, brand_id FROM products WHERE {by} = ?1 AND is_active = 1"
    ))?
    .query_row([value], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
    .optional()?
    .ok_or(CatalogueError::NotFound("product"))
}

fn write_images(db: &Connection, product: i64, json: &mut Json) -> rusqlite::Result<()> {
    let mut select = db.prepare_cached(include_str!("../../sql/catalogue/show_images.sql"))?;
    let mut rows = select.query([product])?;
    json.raw(",\"images\":[");
    let mut separator = "{\"id\":";
    while let Some(row) = rows.next()? {
        json.raw(separator).number_column(row, 0)?;
        json.raw(",\"url\":").text_column(row, 1)?;
        json.raw(",\"thumbnail_url\":").text_column(row, 2)?;
        json.raw(",\"alt_text\":").text_column(row, 3)?;
        json.raw(",\"is_primary\":").flag_column(row, 4)?;
        json.raw(",\"position\":").number_column(row, 5)?;
        json.raw("}");
        separator = ",{\"id\":";
    }
    json.raw("]");
    Ok(())
}

fn write_variants(db: &Connection, product: i64, json: &mut Json) -> rusqlite::Result<()> {
    let mut select = db.prepare_cached(include_str!("../../sql/catalogue/show_variants.sql"))?;
    let mut rows = select.query([product])?;
    json.raw(",\"variants\":[");
    let mut separator = "{\"id\":";
    while let Some(row) = rows.next()? {
        json.raw(separator).number_column(row, 0)?;
        json.raw(",\"sku\":").text_column(row, 1)?;
        json.raw(",\"options\":").json_column(row, 2)?;
        json.raw(",\"price\":").number_column(row, 3)?;
        json.raw(",\"original_price\":").number_column(row, 4)?;
        json.raw(",\"stock_quantity\":").number_column(row, 5)?;
        json.raw(",\"is_default\":").flag_column(row, 6)?;
        json.raw(",\"is_active\":").flag_column(row, 7)?;
        json.raw(",\"position\":").number_column(row, 8)?;
        json.raw("}");
        separator = ",{\"id\":";
    }
    json.raw("]");
    Ok(())
}

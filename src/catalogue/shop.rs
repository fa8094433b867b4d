//! Reading the catalogue: from a question to the bytes of its answer.

use std::sync::Arc;

use bytes::Bytes;
use poem::http::HeaderValue;
use rusqlite::{Connection, OptionalExtension, params};

use super::{
    CatalogueError,
    counts::Counts,
    facets,
    filter::{Fragment, Resolved},
    list::{self, ListQuery, Totals},
    render::{ITEM_COLUMNS, ITEM_JOINS, Json, item},
    same_page,
};
use crate::{http::conditional::tag_of, money::Currency, settings::LiveCurrency, store::Store};

/// Room for a list item, in bytes: most are shorter.
const ITEM_SIZE: usize = 900;

/// The catalogue of a shop. Cheap to clone.
#[derive(Clone)]
pub struct Catalogue {
    /// Where it stands.
    pub store: Store,
    /// What its prices are in.
    pub currency: LiveCurrency,
    pub(super) counts: Arc<Counts>,
}

/// A list as it was asked for, with what its counts are remembered by.
struct Asked {
    query: ListQuery,
    with_facets: bool,
    filters: String,
    version: u64,
}

/// What a page says of its whole list.
struct Known {
    totals: Totals,
    facets: Option<Bytes>,
}

/// The bytes of an answer and the tag that names them.
pub struct Answer {
    /// JSON.
    pub body: Bytes,
    /// Strong.
    pub etag: HeaderValue,
    /// The ids of the products in it, in order; shared with the events that tell of it, and with those
    /// of equal pages.
    pub ids: Arc<[i64]>,
}

impl Answer {
    /// Bytes without products.
    pub(super) fn of(body: Bytes) -> Self {
        Self {
            etag: tag_of(&body),
            body,
            ids: Arc::new([]),
        }
    }

    fn new(json: Json, ids: Vec<i64>) -> Self {
        let etag = tag_of(&json.0);
        Self {
            body: json.0.into(),
            etag,
            ids: same_page::share(ids),
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

impl ProductRef {
    /// The unique column of `products` to look in, and what to look for.
    pub fn key(&self) -> (&'static str, &dyn rusqlite::ToSql) {
        match self {
            Self::Id(id) => ("id", id),
            Self::Slug(slug) => ("slug", slug),
        }
    }
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
            currency: LiveCurrency::new(currency),
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
        let asked = Asked {
            filters: query.filters.canonical(),
            version: self.store.version(),
            query,
            with_facets,
        };
        if let Some(known) = self.known(&asked) {
            return self.quick(&asked, known);
        }
        // When the catalogue has changed, everybody who looks at a hot list comes here at once.
        let _turn = match asked.query.filters.q {
            None => Some(self.counts.turn(&asked.filters).await),
            Some(_) => None,
        };
        if let Some(known) = self.known(&asked) {
            return self.quick(&asked, known);
        }
        let shop = self.clone();
        let read = move |db: &Connection| {
            let resolved = Resolved::of(db, &asked.query.filters)?;
            let totals = shop.count(db, &asked, &resolved)?;
            let facets = with_facets
                .then(|| shop.facets(db, &asked, &resolved, totals.matching))
                .transpose()?;
            shop.page(db, &asked, &resolved, Known { totals, facets })
        };
        self.store.read_slow(read).await
    }

    /// A page of a list that is counted, read on the calling thread.
    fn quick(&self, asked: &Asked, known: Known) -> Result<Answer, CatalogueError> {
        self.store.read(|db| {
            let resolved = Resolved::of(db, &asked.query.filters)?;
            self.page(db, asked, &resolved, known)
        })
    }

    /// All that a page says of its list, if it was counted before; a search is never quick.
    fn known(&self, asked: &Asked) -> Option<Known> {
        if asked.query.filters.q.is_some() {
            return None;
        }
        let total = |filters: &str| self.counts.totals.get(filters, asked.version);
        let totals = Totals {
            active: total("")?,
            matching: total(&asked.filters)?,
        };
        let facets = if asked.with_facets {
            Some(self.counts.facets.get(&asked.filters, asked.version)?)
        } else {
            None
        };
        Some(Known { totals, facets })
    }

    /// Counts what is not counted yet, and remembers it.
    fn count(
        &self,
        db: &Connection,
        asked: &Asked,
        resolved: &Resolved,
    ) -> rusqlite::Result<Totals> {
        let known =
            |filters: &str, count: &dyn Fn() -> rusqlite::Result<i64>| -> rusqlite::Result<i64> {
                if let Some(total) = self.counts.totals.get(filters, asked.version) {
                    return Ok(total);
                }
                let total = count()?;
                self.counts.totals.put(filters, asked.version, total);
                Ok(total)
            };
        let active = known("", &|| Fragment::default().count(db))?;
        if asked.query.filters.is_empty() {
            return Ok(Totals {
                matching: active,
                active,
            });
        }
        let matching = known(&asked.filters, &|| resolved.count(db))?;
        Ok(Totals { matching, active })
    }

    /// The facets of a list, counted or remembered.
    fn facets(
        &self,
        db: &Connection,
        asked: &Asked,
        resolved: &Resolved,
        matching: i64,
    ) -> rusqlite::Result<Bytes> {
        if let Some(facets) = self.counts.facets.get(&asked.filters, asked.version) {
            return Ok(facets);
        }
        let mut json = Json::with_capacity(32 * 1024);
        facets::write(
            db,
            resolved,
            self.currency.get().minor_units(),
            matching,
            &mut json,
        )?;
        json.0.shrink_to_fit();
        let facets = Bytes::from(json.0);
        let kept = facets.clone();
        self.counts.facets.put(&asked.filters, asked.version, kept);
        Ok(facets)
    }

    fn page(
        &self,
        db: &Connection,
        asked: &Asked,
        resolved: &Resolved,
        known: Known,
    ) -> Result<Answer, CatalogueError> {
        let query = &asked.query;
        let room = known.facets.as_ref().map_or(0, Bytes::len);
        let mut json = Json::with_capacity(query.limit * ITEM_SIZE + room + 128);
        json.raw("{\"items\":[");
        let currency = self.currency.code();
        let page = list::page(db, query, resolved, known.totals, currency, &mut json)?;
        json.raw("],\"total\":")
            .number(known.totals.matching)
            .raw(",\"next_cursor\":");
        match &page.next {
            Some(cursor) => json.text(&cursor.encode(&list::binding(&asked.filters, query.sort))),
            None => json.raw("null"),
        };
        if let Some(facets) = &known.facets {
            json.raw(",\"facets\":");
            json.0.extend_from_slice(facets);
        }
        json.raw("}");
        Ok(Answer::new(json, page.ids))
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

fn find_active(
    db: &Connection,
    product: &ProductRef,
) -> Result<(i64, Option<i64>, Option<i64>), CatalogueError> {
    let (by, value) = product.key();
    db.prepare_cached(&format!(
        "SELECT id, category_id, brand_id FROM products WHERE {by} = ?1 AND is_active = 1"
    ))?
    .query_row([value], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
    .optional()?
    .ok_or(CatalogueError::NotFound("product"))
}

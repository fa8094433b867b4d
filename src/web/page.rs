//! Pages of the catalogue, kept rendered: whoever asks for the same page while the catalogue stays as
//! it is gets the same bytes, and the tracker is told each time.

use std::sync::Arc;

use poem::{Request, Response, http::header};
use quick_cache::{Weighter, sync::Cache};

use super::{Storefront, assets::Body, guard, links};
use crate::{
    http::{payload::REVALIDATE, peer::origin, problem::Problem},
    tracking::request::Seen,
};

/// How many bytes of pages are kept.
const KEPT_BYTES: u64 = 48 << 20;
/// About how many pages that is.
const KEPT_PAGES: usize = 1_024;

/// What pages are.
pub const HTML: &str = "text/html; charset=utf-8";

/// What a page shows, for the tracker.
pub enum Sight {
    /// Nothing that is counted.
    Nothing,
    /// Products.
    List(Arc<[i64]>),
    /// Products that words found; whether on the first page.
    Search(Arc<[i64]>, String, bool),
    /// Products of a category, by its slug.
    Category(Arc<[i64]>, String),
    /// A product's own page.
    Product(i64),
}

/// A page that was made.
pub struct Page {
    content_type: &'static str,
    body: Body,
    sight: Sight,
}

impl Page {
    /// A page for people.
    pub fn html(html: String, sight: Sight) -> Self {
        Self::of(HTML, html, sight)
    }

    /// Any other text.
    pub fn of(content_type: &'static str, text: String, sight: Sight) -> Self {
        Self {
            content_type,
            body: Body::new(text),
            sight,
        }
    }
}

/// Pages by the version of the catalogue, the origin, the path and the query.
pub struct Pages(Cache<String, Arc<Page>, Bytes>);

/// Weighs pages by their bytes.
#[derive(Clone)]
struct Bytes;

impl Weighter<String, Arc<Page>> for Bytes {
    fn weight(&self, key: &String, page: &Arc<Page>) -> u64 {
        key.len() as u64 + page.body.weight()
    }
}

impl Default for Pages {
    fn default() -> Self {
        Self(Cache::with_weighter(KEPT_PAGES, KEPT_BYTES, Bytes))
    }
}

/// A page as it was asked for.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Scheme and host.
    pub origin: String,
    /// The path.
    pub path: String,
    /// The query's pairs, in order.
    pub pairs: Vec<(String, String)>,
}

impl Asked {
    fn of(request: &Request, origin: String) -> Self {
        Self {
            origin,
            path: request.uri().path().to_owned(),
            pairs: links::pairs(request.uri().query().unwrap_or_default()),
        }
    }
}

impl Storefront {
    /// Answers with a page that is the same for everybody: the one that is kept, else the one that
    /// `make` makes.
    ///
    /// # Errors
    /// What `make` says.
    pub(super) async fn kept<M, A>(&self, request: &Request, make: M) -> Result<Response, Problem>
    where
        M: FnOnce(Asked) -> A,
        A: Future<Output = Result<Page, Problem>>,
    {
        let origin = origin(request);
        let version = self.0.shop.store.version();
        let uri = request.uri();
        let query = uri.query().unwrap_or_default();
        let key = format!("{version:x} {origin}{}?{query}", uri.path());
        let page = match self.0.pages.0.get_value_or_guard_async(&key).await {
            Ok(page) => page,
            Err(guard) => {
                let page = Arc::new(make(Asked::of(request, origin)).await?);
                // A refusal means that the page was thrown out meanwhile.
                let _ = guard.insert(Arc::clone(&page));
                page
            }
        };
        self.tell(request, &page.sight);
        let mut response = page.body.answer(request.headers(), page.content_type);
        response
            .headers_mut()
            .insert(header::CACHE_CONTROL, REVALIDATE);
        Ok(guard(response))
    }

    fn tell(&self, request: &Request, sight: &Sight) {
        let tracker = &self.0.tracker;
        let seen = Seen::of(request, tracker);
        if !seen.shown {
            return;
        }
        let who = seen.who;
        match sight {
            Sight::Nothing => true,
            Sight::List(ids) => tracker.listing_view(who, Arc::clone(ids)),
            Sight::Search(ids, words, first) => {
                tracker.search_view(who, Arc::clone(ids), words, *first)
            }
            Sight::Category(ids, slug) => tracker.category_view(who, Arc::clone(ids), slug),
            Sight::Product(id) => tracker.detail_view(who, *id),
        };
    }
}

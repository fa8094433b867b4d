//! What stands at the head of a page: its name for people, for search engines and for who shares it.

use serde::Serialize;
use serde_json::Value;

use super::{Storefront, tree::Shelf};
use crate::{http::problem::Problem, settings::Settings, store::StoreError};

/// The longest description that search engines show.
const DESCRIPTION_MAX: usize = 155;

/// The values that every template has.
#[derive(Debug, Clone, Serialize)]
pub struct Head {
    /// What the browser's tab says.
    pub title: String,
    /// The page's own name.
    pub heading: String,
    /// One or two sentences.
    pub description: String,
    /// The one address that the page should be known by.
    pub canonical: String,
    /// Whether search engines should leave it out.
    pub hidden: bool,
    /// The place in the menu: `products`, `cart`, `account` …
    pub here: &'static str,
    /// The slug of the category at the root that the page is in.
    pub root: Option<String>,
    /// What was searched for.
    pub q: Option<String>,
    /// `website` or `product`.
    pub og_type: &'static str,
    /// A whole address.
    pub og_image: Option<String>,
    /// JSON-LD.
    pub structured: Vec<Value>,
    /// The shop's name.
    pub shop_name: String,
    /// Scheme and host that people open.
    pub origin: String,
    /// The menu.
    pub shelves: Vec<Shelf>,
}

impl Storefront {
    /// The head of a page at a path, in a shop that people open under `origin`.
    ///
    /// # Errors
    /// When the categories cannot be read.
    pub async fn head(&self, origin: &str, path: &str, heading: &str) -> Result<Head, Problem> {
        let tree = self.tree().await?;
        Ok(self.head_with(origin, path, heading, tree.shelves()))
    }

    /// The same with a menu that was read already.
    pub fn head_with(&self, origin: &str, path: &str, heading: &str, shelves: Vec<Shelf>) -> Head {
        Head::new(self.shop_name(), origin, path, heading, shelves)
    }

    /// What the shop is called.
    pub fn shop_name(&self) -> String {
        let read = |db: &rusqlite::Connection| Ok::<_, StoreError>(Settings::load(db)?);
        let Ok(settings) = self.0.shop.store.read(read) else {
            return self.known_name();
        };
        if let Ok(mut known) = self.0.name.write() {
            known.clone_from(&settings.shop_name);
        }
        settings.shop_name
    }

    /// What it was called when somebody looked last, for pages that must not wait.
    pub fn known_name(&self) -> String {
        let known = self.0.name.read();
        known.map(|name| name.clone()).unwrap_or_default()
    }
}

impl Head {
    /// The head of a page in the shop of this name.
    pub fn new(
        shop_name: String,
        origin: &str,
        path: &str,
        heading: &str,
        shelves: Vec<Shelf>,
    ) -> Self {
        Self {
            title: match heading {
                "" => shop_name.clone(),
                heading => format!("{heading} – {shop_name}"),
            },
            heading: heading.to_owned(),
            description: String::new(),
            canonical: format!("{origin}{path}"),
            hidden: false,
            here: "",
            root: None,
            q: None,
            og_type: "website",
            og_image: None,
            structured: Vec::new(),
            shop_name,
            origin: origin.to_owned(),
            shelves,
        }
    }

    /// Describes the page, in whole words and not longer than anybody shows.
    pub fn describe(&mut self, text: &str) {
        self.description = super::words::summary(text, DESCRIPTION_MAX);
    }

    /// A path or an address as a whole address.
    pub fn whole(&self, url: &str) -> String {
        if url.starts_with('/') && !url.starts_with("//") {
            format!("{}{url}", self.origin)
        } else {
            url.to_owned()
        }
    }
}

/// A number of products, in words.
pub fn products(total: i64) -> String {
    let word = if total == 1 { "product" } else { "products" };
    format!("{} {word}", super::words::grouped(total))
}

/// The JSON of a feature's answer.
///
/// # Errors
/// When it is none, which is a fault of ours.
pub fn read<T: serde::de::DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    serde_json::from_slice(bytes).map_err(Problem::internal)
}

//! The filters of a product list, and the SQL that they are.
//!
//! Every filter is one condition on `products p`, so that facets can leave one out and lists can
//! combine them freely. Values are always parameters.

use std::fmt::Write;

use rusqlite::{Connection, OptionalExtension, types::Value};

use super::{Condition, categories, search::Search, text::fold};

/// What a list is narrowed to. Sets are alternatives; different filters all have to hold.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filters {
    /// Free text.
    pub q: Option<String>,
    /// A category's slug or id; its descendants count.
    pub category: Option<String>,
    /// Names of brands.
    pub brand: Vec<String>,
    /// Conditions.
    pub condition: Vec<Condition>,
    /// Tags, any of which.
    pub tag: Vec<String>,
    /// A seller's slug or id.
    pub seller: Option<String>,
    /// Minor units.
    pub min_price: Option<i64>,
    /// Minor units.
    pub max_price: Option<i64>,
    /// Stars.
    pub min_rating: Option<f64>,
    /// Any left, or none.
    pub in_stock: Option<bool>,
    /// Reduced, or not.
    pub on_sale: Option<bool>,
    /// Put forward, or not.
    pub is_featured: Option<bool>,
    /// Without a parcel, or with one.
    pub is_digital: Option<bool>,
}

/// A filter that a facet counts without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Facet {
    /// `category`.
    Category,
    /// `brand`.
    Brand,
    /// `condition`.
    Condition,
    /// `tag`.
    Tag,
    /// `min_price` and `max_price`.
    Price,
    /// `min_rating`.
    Rating,
}

impl Filters {
    /// The same text for the same filters, however they were written: what counts are kept by and
    /// cursors are bound to.
    pub fn canonical(&self) -> String {
        let mut text = String::new();
        let mut put = |name: &str, value: &dyn std::fmt::Display| {
            let _ = writeln!(text, "{name}={value}");
        };
        let sorted = |values: &[String]| {
            let mut values = values.to_vec();
            values.sort_unstable();
            values.dedup();
            values
        };
        if let Some(q) = &self.q {
            put("q", &q.escape_default());
        }
        for (name, value) in [("category", &self.category), ("seller", &self.seller)] {
            if let Some(value) = value {
                put(name, &value.escape_default());
            }
        }
        for brand in sorted(&self.brand) {
            put("brand", &brand.escape_default());
        }
        for condition in Condition::ALL
            .iter()
            .filter(|one| self.condition.contains(one))
        {
            put("condition", &condition.as_str());
        }
        for tag in sorted(&self.tag) {
            put("tag", &tag.escape_default());
        }
        for (name, value) in [("min_price", self.min_price), ("max_price", self.max_price)] {
            if let Some(value) = value {
                put(name, &value);
            }
        }
        if let Some(rating) = self.min_rating {
            put("min_rating", &rating);
        }
        for (name, value) in self.flags() {
            if let Some(value) = value {
                put(name, &value);
            }
        }
        text
    }

    fn flags(&self) -> [(&'static str, Option<bool>); 4] {
        [
            ("in_stock", self.in_stock),
            ("on_sale", self.on_sale),
            ("is_featured", self.is_featured),
            ("is_digital", self.is_digital),
        ]
    }

    /// Whether there is nothing but a range of prices, or one of ratings.
    fn is_one_range(&self) -> bool {
        let mut others = self.clone();
        let prices = others.min_price.take().is_some() | others.max_price.take().is_some();
        let ratings = others.min_rating.take().is_some();
        prices != ratings && others.is_empty()
    }

    /// Whether every active product passes.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Filters with their names looked up: what SQL is made from.
#[derive(Debug)]
pub struct Resolved {
    conditions: Vec<(Option<Facet>, Fragment)>,
    /// Whether some filter has an index of its own, so that not every active product is looked at.
    pub narrow: bool,
    /// The index that holds the newest of the one category or brand asked for, in their order.
    pub newest: Option<&'static str>,
    /// The search behind `q`.
    pub search: Option<Search>,
    /// A name that leads nowhere: no product passes.
    pub impossible: Vec<Option<Facet>>,
}

/// A piece of SQL with numbered-later `?` parameters.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Fragment {
    /// SQL with a `?` for each value.
    pub sql: String,
    /// The values, in order.
    pub values: Vec<Value>,
}

impl Fragment {
    fn new(sql: impl Into<String>, values: impl IntoIterator<Item = Value>) -> Self {
        Self {
            sql: sql.into(),
            values: values.into_iter().collect(),
        }
    }

    /// Appends another piece.
    pub fn push(&mut self, other: &Self) -> &mut Self {
        self.sql.push_str(&other.sql);
        self.values.extend(other.values.iter().cloned());
        self
    }

    /// Appends SQL without values.
    pub fn push_sql(&mut self, sql: &str) -> &mut Self {
        self.sql.push_str(sql);
        self
    }

    /// Appends a value for a `?` already written.
    pub fn bind(&mut self, value: impl Into<Value>) -> &mut Self {
        self.values.push(value.into());
        self
    }
}

impl Fragment {
    /// How many active products there are under these conditions.
    pub fn count(&self, db: &Connection) -> rusqlite::Result<i64> {
        let mut sql = Self::default();
        sql.push_sql("SELECT count(*) FROM products p WHERE p.is_active = 1");
        sql.push(self);
        db.prepare_cached(&sql.sql)?
            .query_row(rusqlite::params_from_iter(&sql.values), |row| row.get(0))
    }
}

/// `column IN (…)` over ids, as JSON so that the statement's text does not depend on their number.
fn among(column: &str, ids: &[i64]) -> Fragment {
    match ids {
        [id] => Fragment::new(format!("p.{column} = ?"), [Value::Integer(*id)]),
        ids => {
            let list = super::save::json(&ids);
            let sql = format!("p.{column} IN (SELECT value FROM json_each(?))");
            Fragment::new(sql, [Value::Text(list)])
        }
    }
}

fn among_texts(sql: &str, texts: &[impl AsRef<str>]) -> Fragment {
    let list: Vec<&str> = texts.iter().map(AsRef::as_ref).collect();
    Fragment::new(sql, [Value::Text(super::save::json(&list))])
}

impl Resolved {
    /// Looks up the names that filters use.
    pub fn of(db: &Connection, filters: &Filters) -> rusqlite::Result<Self> {
        let mut resolved = Self {
            conditions: Vec::new(),
            narrow: false,
            newest: None,
            search: None,
            impossible: Vec::new(),
        };
        resolved.narrow = filters.category.is_some()
            || filters.seller.is_some()
            || filters.q.is_some()
            || !(filters.brand.is_empty() && filters.tag.is_empty());
        resolved.names(db, filters)?;
        resolved.plain(filters);
        if let Some(q) = &filters.q {
            match Search::of(db, q)? {
                Some(search) => resolved.search = Some(search),
                None => resolved.impossible.push(None),
            }
        }
        Ok(resolved)
    }

    fn add(&mut self, facet: Option<Facet>, found: Option<Fragment>) {
        match found {
            Some(condition) => self.conditions.push((facet, condition)),
            None => self.impossible.push(facet),
        }
    }

    fn names(&mut self, db: &Connection, filters: &Filters) -> rusqlite::Result<()> {
        if let Some(category) = &filters.category {
            let ids = match categories::id_of(db, category)? {
                Some(id) => Some(categories::with_descendants(db, id)?),
                None => None,
            };
            if matches!(ids.as_deref(), Some([_])) {
                self.newest = Some("products_in_category");
            }
            self.add(
                Some(Facet::Category),
                ids.map(|ids| among("category_id", &ids)),
            );
        }
        if !filters.brand.is_empty() {
            let mut ids = Vec::new();
            let mut select = db.prepare_cached("SELECT id FROM brands WHERE key = ?1")?;
            for name in &filters.brand {
                ids.extend(
                    select
                        .query_row([fold(name)], |row| row.get::<_, i64>(0))
                        .optional()?,
                );
            }
            if ids.len() == 1 && self.newest.is_none() {
                self.newest = Some("products_of_brand");
            }
            let some = (!ids.is_empty()).then(|| among("brand_id", &ids));
            self.add(Some(Facet::Brand), some);
        }
        if let Some(seller) = &filters.seller {
            let id = db
                .prepare_cached("SELECT id FROM sellers WHERE slug = ?1 OR id = ?2")?
                .query_row((seller, seller.parse::<i64>().ok()), |row| row.get(0))
                .optional()?;
            self.add(None, id.map(|id| among("seller_id", &[id])));
        }
        Ok(())
    }

    fn plain(&mut self, filters: &Filters) {
        if !filters.condition.is_empty() {
            let names: Vec<&str> = filters.condition.iter().map(|c| c.as_str()).collect();
            let sql = "p.condition IN (SELECT value FROM json_each(?))";
            self.add(Some(Facet::Condition), Some(among_texts(sql, &names)));
        }
        if !filters.tag.is_empty() {
            let sql = "p.id IN (SELECT product_id FROM product_tags \
                       WHERE tag IN (SELECT value FROM json_each(?)))";
            self.add(Some(Facet::Tag), Some(among_texts(sql, &filters.tag)));
        }
        // A range alone is walked in its own index; beside other filters SQLite must not think so,
        // for theirs are the narrower ones and hold the range's column as well.
        let alone = if filters.is_one_range() { "" } else { "+" };
        let thousandths = filters
            .min_rating
            .map(|stars| (stars * 1000.0).ceil() as i64);
        for (facet, comparison, bound) in [
            (Facet::Price, "p.price >= ?", filters.min_price),
            (Facet::Price, "p.price <= ?", filters.max_price),
            (Facet::Rating, "p.rating >= ?", thousandths),
        ] {
            if let Some(bound) = bound {
                let sql = format!("{alone}{comparison}");
                let condition = Fragment::new(sql, [Value::Integer(bound)]);
                self.add(Some(facet), Some(condition));
            }
        }
        for (column, flag) in filters.flags() {
            if let Some(flag) = flag {
                let sql = format!("p.{column} = ?");
                self.add(
                    None,
                    Some(Fragment::new(sql, [Value::Integer(flag.into())])),
                );
            }
        }
    }

    /// ` AND …` for each filter but the facet's own.
    pub fn conditions(&self, except: Option<Facet>) -> Fragment {
        let mut all = self.beside_search(except);
        if let Some(search) = &self.search {
            all.push_sql(" AND ").push(&search.condition());
        }
        all
    }

    /// The same without the search.
    pub fn beside_search(&self, except: Option<Facet>) -> Fragment {
        let mut all = Fragment::default();
        if self
            .impossible
            .iter()
            .any(|facet| facet.is_none() || *facet != except)
        {
            all.push_sql(" AND 0");
        }
        for (facet, condition) in &self.conditions {
            if facet.is_none() || *facet != except {
                all.push_sql(" AND ");
                all.push(condition);
            }
        }
        all
    }

    /// Whether the filter of a facet is in use.
    pub fn uses(&self, facet: Facet) -> bool {
        let mut facets = self.conditions.iter().map(|(facet, _)| *facet);
        facets.any(|other| other == Some(facet)) || self.impossible.contains(&Some(facet))
    }

    /// How many active products pass every filter.
    pub fn count(&self, db: &Connection) -> rusqlite::Result<i64> {
        match &self.search {
            // The search holds active products only.
            Some(search) if self.conditions.is_empty() && self.impossible.is_empty() => {
                search.count(db)
            }
            _ => self.conditions(None).count(db),
        }
    }
}

//! A page of products: one indexed statement, written straight into the answer.

use rusqlite::{Connection, Row, params_from_iter, types::ValueRef};

use super::{
    cursor::{Cursor, Key},
    filter::{Filters, Fragment, Resolved},
    relevance,
    render::{ITEM_COLUMNS, ITEM_JOINS, ITEM_WIDTH, Json, item},
};

/// The orders that a list can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SortKey {
    /// When the product was made.
    CreatedAt,
    /// Minor units.
    Price,
    /// The folded name.
    Name,
    /// Recent views, clicks and purchases.
    Popularity,
    /// How many like it.
    Favorites,
    /// The average of its reviews.
    Rating,
    /// How well it fits `q`; best first, whichever way it is asked for.
    Relevance,
}

/// An order and its direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sort {
    /// By what.
    pub key: SortKey,
    /// Largest first.
    pub descending: bool,
}

impl Sort {
    /// The names that `sort` takes.
    pub const NAMES: &'static str = "created_at, price, name, popularity, favorites, rating or relevance, with - for descending";

    /// Reads `price`, `-created_at` and so on.
    pub fn parse(text: &str) -> Option<Self> {
        let (name, descending) = match text.strip_prefix('-') {
            Some(name) => (name, true),
            None => (text, false),
        };
        let key = match name {
            "created_at" => SortKey::CreatedAt,
            "price" => SortKey::Price,
            "name" => SortKey::Name,
            "popularity" => SortKey::Popularity,
            "favorites" => SortKey::Favorites,
            "rating" => SortKey::Rating,
            "relevance" => SortKey::Relevance,
            _ => return None,
        };
        Some(Self { key, descending })
    }

    /// The newest first.
    pub const NEWEST: Self = Self {
        key: SortKey::CreatedAt,
        descending: true,
    };
    /// The best match first.
    pub const RELEVANCE: Self = Self {
        key: SortKey::Relevance,
        descending: true,
    };
}

impl SortKey {
    /// The column and the index that is in its order.
    fn column(self) -> (&'static str, &'static str) {
        match self {
            Self::CreatedAt | Self::Relevance => ("p.created_at", "products_by_created"),
            Self::Price => ("p.price", "products_by_price"),
            Self::Name => ("p.name_key", "products_by_name"),
            Self::Popularity => ("p.popularity", "products_by_popularity"),
            Self::Favorites => ("p.favorite_count", "products_by_favorites"),
            Self::Rating => ("p.rating", "products_by_rating"),
        }
    }
}

/// A list as it was asked for.
#[derive(Debug, Clone)]
pub struct ListQuery {
    /// What it is narrowed to.
    pub filters: Filters,
    /// Its order.
    pub sort: Sort,
    /// How many rows a page has, 1 to 100.
    pub limit: usize,
    /// Where the page before ended.
    pub cursor: Option<Cursor>,
}

/// What a page's cursors are bound to.
pub fn binding(filters: &str, sort: Sort) -> String {
    format!("{:?} {}\n{filters}", sort.key, sort.descending)
}

/// The totals that a plan is chosen by.
#[derive(Debug, Clone, Copy)]
pub struct Totals {
    /// Products that pass the filters.
    pub matching: i64,
    /// Active products.
    pub active: i64,
}

/// What a page holds, beside the rows that were written.
pub struct Page {
    /// The ids of its items, for the tracker.
    pub ids: Vec<i64>,
    /// The row to continue after; `None` on the last page.
    pub next: Option<Cursor>,
}

/// Reads a page and writes its items to `json`, separated by commas.
pub fn page(
    db: &Connection,
    query: &ListQuery,
    resolved: &Resolved,
    totals: Totals,
    currency: &str,
    json: &mut Json,
) -> rusqlite::Result<Page> {
    let mut page = Page {
        ids: Vec::with_capacity(query.limit),
        next: None,
    };
    // Nothing to read, and SQLite finds no way to walk an index for a filter that nothing passes.
    if totals.matching == 0 {
        return Ok(page);
    }
    for statement in statements(query, resolved, totals) {
        if take(db, &statement, query.limit, currency, json, &mut page)? {
            return Ok(page);
        }
        if query.cursor.is_none() && page.ids.len() as i64 >= totals.matching {
            break;
        }
    }
    page.next = None;
    Ok(page)
}

/// The statements that a page is read by, in turn, until it is full; each is made when it is needed.
fn statements<'q>(
    query: &'q ListQuery,
    resolved: &'q Resolved,
    totals: Totals,
) -> Box<dyn Iterator<Item = Fragment> + 'q> {
    match &resolved.search {
        Some(search) if query.sort.key == SortKey::Relevance => {
            let tiers = relevance::tiers(query.cursor.as_ref());
            Box::new(tiers.map(|tier| relevance::statement(query, resolved, search, tier)))
        }
        _ => match index_to_walk(query, resolved, totals) {
            Some(index) => {
                let ranges = Range::all(query.cursor.is_some()).iter();
                Box::new(ranges.map(move |range| by_walking(query, resolved, index, *range)))
            }
            None => Box::new(std::iter::once_with(|| by_gathering(query, resolved))),
        },
    }
}

/// The stretches of an order's index that a page is read from, in turn. A page that continues begins
/// among the rows which share the cursor's key and goes on with those behind it: asked for each on
/// its own, SQLite finds the beginning at once; asked for both, it reads all the rows of that key,
/// and a whole catalogue may have been made in one instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Range {
    Whole,
    OfTheKey,
    BehindTheKey,
}

impl Range {
    fn all(continues: bool) -> &'static [Self] {
        if continues {
            &[Self::OfTheKey, Self::BehindTheKey]
        } else {
            &[Self::Whole]
        }
    }
}

/// Adds rows to a page; true once there is one more than it holds.
fn take(
    db: &Connection,
    statement: &Fragment,
    limit: usize,
    currency: &str,
    json: &mut Json,
    page: &mut Page,
) -> rusqlite::Result<bool> {
    let mut select = db.prepare_cached(&statement.sql)?;
    let mut rows = select.query(params_from_iter(&statement.values))?;
    while let Some(row) = rows.next()? {
        if page.ids.len() == limit {
            return Ok(true);
        }
        json.raw(if page.ids.is_empty() { "{" } else { ",{" });
        item(json, row, currency)?;
        json.raw("}");
        page.ids.push(row.get(0)?);
        // Only the row that may turn out to be the page's last needs its key.
        if page.ids.len() == limit {
            page.next = Some(cursor_of(row)?);
        }
    }
    Ok(false)
}

fn cursor_of(row: &Row<'_>) -> rusqlite::Result<Cursor> {
    let mut keys = Vec::with_capacity(2);
    for column in ITEM_WIDTH..row.as_ref().column_count() {
        keys.push(match row.get_ref(column)? {
            ValueRef::Text(text) => Key::Text(String::from_utf8_lossy(text).into_owned()),
            value => Key::Number(value.as_i64()?),
        });
    }
    Ok(Cursor {
        keys,
        id: row.get(0)?,
    })
}

/// The index of the order, if it is cheaper to walk it and skip what does not pass than to gather all
/// that passes and sort it. A walk looks at `limit × active / matching` rows, a gathering at every
/// matching one, each about twice as dear for the sorting. An index that holds the order within the
/// filter's own category or brand is always the cheapest.
fn index_to_walk(query: &ListQuery, resolved: &Resolved, totals: Totals) -> Option<&'static str> {
    if let (SortKey::CreatedAt, Some(index)) = (query.sort.key, resolved.newest) {
        return Some(index);
    }
    let looked_at = (query.limit as i64 + 1).saturating_mul(totals.active) / totals.matching.max(1);
    let (_, index) = query.sort.key.column();
    (looked_at <= totals.matching.saturating_mul(2)).then_some(index)
}

/// ` AND (key, id) < (?, ?)` for the rows behind the cursor, or the two halves of it.
fn behind(query: &ListQuery, column: &str, range: Range) -> Fragment {
    let mut condition = Fragment::default();
    let Some(cursor) = &query.cursor else {
        return condition;
    };
    let than = if query.sort.descending { "<" } else { ">" };
    condition.push_sql(&match range {
        Range::Whole => format!(" AND ({column}, p.id) {than} (?, ?)"),
        Range::OfTheKey => format!(" AND {column} = ? AND p.id {than} ?"),
        Range::BehindTheKey => format!(" AND {column} {than} ?"),
    });
    for key in cursor.keys.iter().take(1) {
        condition.bind(key.clone());
    }
    if range != Range::BehindTheKey {
        condition.bind(cursor.id);
    }
    condition
}

fn by_walking(
    query: &ListQuery,
    resolved: &Resolved,
    index: &'static str,
    range: Range,
) -> Fragment {
    let (column, _) = query.sort.key.column();
    let order = if query.sort.descending { "DESC" } else { "ASC" };
    let mut sql = Fragment::default();
    sql.push_sql(&format!(
        "SELECT {ITEM_COLUMNS}, {column} FROM products p INDEXED BY {index} {ITEM_JOINS} \
         WHERE p.is_active = 1"
    ));
    sql.push(&resolved.conditions(None));
    sql.push(&behind(query, column, range));
    sql.push_sql(&format!(" ORDER BY {column} {order}, p.id {order} LIMIT ?"));
    sql.bind(limit(query));
    sql
}

/// The ids are gathered, from covering indexes where those suffice; then their keys, to sort by; then
/// the page's rows alone are read whole.
fn by_gathering(query: &ListQuery, resolved: &Resolved) -> Fragment {
    let (column, _) = query.sort.key.column();
    let order = if query.sort.descending { "DESC" } else { "ASC" };
    let mut sql = Fragment::default();
    sql.push_sql(
        "WITH found (id) AS MATERIALIZED (SELECT p.id FROM products p WHERE p.is_active = 1",
    );
    sql.push(&resolved.conditions(None));
    sql.push_sql(&format!(
        "), page (id, key) AS MATERIALIZED (SELECT p.id, {column} FROM found \
         CROSS JOIN products p ON p.id = found.id WHERE 1"
    ));
    sql.push(&behind(query, column, Range::Whole));
    sql.push_sql(&format!(
        " ORDER BY +{column} {order}, +p.id {order} LIMIT ?) \
         SELECT {ITEM_COLUMNS}, page.key FROM page JOIN products p ON p.id = page.id {ITEM_JOINS} \
         ORDER BY page.key {order}, p.id {order}"
    ));
    sql.bind(limit(query));
    sql
}

/// One row more than the page has tells whether there is another page.
pub(super) fn limit(query: &ListQuery) -> i64 {
    query.limit as i64 + 1
}

/// Whether a cursor has the keys that this order continues by.
pub fn fits(cursor: &Cursor, sort: Sort, searched: bool) -> bool {
    match (sort.key, cursor.keys.as_slice()) {
        (SortKey::Relevance, [Key::Number(_), Key::Number(_)]) => searched,
        (SortKey::Name, [Key::Text(_)]) => true,
        (SortKey::Name, _) => false,
        (SortKey::Relevance, [Key::Number(_)]) => !searched,
        (_, [Key::Number(_)]) => true,
        _ => false,
    }
}

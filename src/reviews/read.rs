//! Reading reviews.

use std::fmt::Write;

use rusqlite::{Connection, OptionalExtension, Row, params, params_from_iter, types::Value};
use uuid::Uuid;

use super::{
    ReviewError,
    model::{Histogram, Review, ReviewPage, Summary},
};
use crate::{
    catalogue::{
        cursor::{Cursor, Key},
        shop::ProductRef,
    },
    time,
};

/// What [`review`] reads, in its order; `r` is the review, `u` its author.
pub(super) const COLUMNS: &str = "r.id, r.product_id, u.name, r.rating, r.title, r.body, r.verified_purchase, \
    r.helpful_count, r.hidden_at IS NOT NULL, r.hidden_reason, r.created_at, r.updated_at";
/// How many columns that is.
pub(super) const COLUMN_COUNT: usize = 12;

/// The orders that a product's reviews can have.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sort {
    /// The newest first.
    #[default]
    Newest,
    /// The oldest first.
    Oldest,
    /// The most helpful first.
    Helpful,
    /// The best first.
    Best,
    /// The worst first.
    Worst,
}

impl Sort {
    /// The names that `sort` takes.
    pub const NAMES: &'static str =
        "newest, helpful, rating or created_at, with - for descending where it ascends";

    /// Reads `newest`, `-rating` and so on. The helpful are never asked for from the other end.
    pub fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "newest" | "-created_at" => Self::Newest,
            "created_at" => Self::Oldest,
            "helpful" | "-helpful" => Self::Helpful,
            "-rating" => Self::Best,
            "rating" => Self::Worst,
            _ => return None,
        })
    }

    /// The index that is in this order, its columns after the product, and whether the largest comes
    /// first.
    const fn walk(self) -> (&'static str, &'static [&'static str], bool) {
        match self {
            Self::Newest => ("reviews_of_product", &["r.created_at"], true),
            Self::Oldest => ("reviews_of_product", &["r.created_at"], false),
            Self::Helpful => ("reviews_by_helpful", &["r.helpful_count"], true),
            Self::Best => ("reviews_by_rating", &["r.rating", "r.created_at"], true),
            Self::Worst => ("reviews_by_rating", &["r.rating", "r.created_at"], false),
        }
    }
}

/// The reviews that somebody wants to see.
#[derive(Debug, Clone)]
pub struct ReviewQuery {
    /// Their order.
    pub sort: Sort,
    /// Of so many stars, ascending; of any when empty.
    pub ratings: Vec<i64>,
    /// How many rows a page has, 1 to 100.
    pub limit: usize,
    /// Where the page before ended.
    pub cursor: Option<String>,
}

impl ReviewQuery {
    /// What cursors of this list are bound to.
    fn binding(&self, product: i64) -> String {
        format!("reviews of {product} {:?} {:?}", self.sort, self.ratings)
    }

    /// Where the page before ended.
    fn after(&self, product: i64) -> Result<Option<Cursor>, ReviewError> {
        let (_, columns, _) = self.sort.walk();
        let Some(token) = &self.cursor else {
            return Ok(None);
        };
        let cursor = Cursor::decode(token, &self.binding(product));
        let cursor = cursor.filter(|cursor| {
            let numbers = cursor.keys.iter().all(|key| matches!(key, Key::Number(_)));
            numbers && cursor.keys.len() == columns.len()
        });
        cursor.map(Some).ok_or(ReviewError::BadCursor)
    }

    /// The reviews of a product that are shown, of the ratings asked for.
    fn conditions(&self, product: i64) -> (String, Vec<Value>) {
        let mut sql = "r.product_id = ? AND r.hidden_at IS NULL".to_owned();
        let mut values = vec![product.into()];
        if !self.ratings.is_empty() {
            let _ = write!(sql, " AND r.rating IN ({})", marks(self.ratings.len()));
            values.extend(self.ratings.iter().map(|rating| Value::from(*rating)));
        }
        (sql, values)
    }

    /// The statement of a page: it walks the index of its order.
    fn statement(&self, product: i64) -> Result<(String, Vec<Value>), ReviewError> {
        let (index, columns, descending) = self.sort.walk();
        let (than, order) = if descending {
            ("<", "DESC")
        } else {
            (">", "ASC")
        };
        let (conditions, mut values) = self.conditions(product);
        let keys = columns.join(", ");
        let mut sql = format!(
            "SELECT {COLUMNS}, {keys} FROM reviews r INDEXED BY {index} \
             JOIN users u ON u.id = r.user_id WHERE {conditions}"
        );
        if let Some(cursor) = self.after(product)? {
            let _ = write!(
                sql,
                " AND ({keys}, r.id) {than} ({})",
                marks(columns.len() + 1)
            );
            values.extend(cursor.keys.into_iter().map(Value::from));
            values.push(cursor.id.into());
        }
        sql.push_str(" ORDER BY ");
        for column in columns {
            let _ = write!(sql, "{column} {order}, ");
        }
        let _ = write!(sql, "r.id {order} LIMIT ?");
        values.push((self.limit as i64 + 1).into());
        Ok((sql, values))
    }
}

/// `?, ?, ?`
fn marks(count: usize) -> String {
    vec!["?"; count].join(", ")
}

/// A product that is on sale.
#[derive(Debug, Clone, Copy)]
pub struct Subject {
    /// Its id.
    pub id: i64,
    /// Who sells it.
    pub seller_id: Option<i64>,
    /// The average in thousandths.
    rating: i64,
    count: i64,
}

/// A review and whose it is.
#[derive(Debug)]
pub struct Reviewed {
    /// The review.
    pub review: Review,
    /// The account of its author.
    pub author: Uuid,
    /// Whether its product is on sale.
    on_sale: bool,
}

impl Reviewed {
    /// Whether a reader may see it: a hidden one, or one of a product that is not on sale, is its
    /// author's alone.
    pub fn is_shown_to(&self, reader: Option<Uuid>) -> bool {
        (self.on_sale && !self.review.hidden) || reader == Some(self.author)
    }
}

/// The product that a path names, if it is on sale.
///
/// # Errors
/// `NotFound`, or the store's.
pub fn product(db: &Connection, product: &ProductRef) -> Result<Subject, ReviewError> {
    let (by, value) = product.key();
    db.prepare_cached(&format!(
        "SELECT id, seller_id, rating, review_count FROM products WHERE {by} = ?1 AND is_active = 1"
    ))?
    .query_row([value], |row| {
        Ok(Subject {
            id: row.get(0)?,
            seller_id: row.get(1)?,
            rating: row.get(2)?,
            count: row.get(3)?,
        })
    })
    .optional()?
    .ok_or(ReviewError::NotFound("product"))
}

/// A page of a product's reviews, with what all of them say together and the reader's own.
///
/// # Errors
/// `NotFound` for a product that is not on sale, `BadCursor`, or the store's.
pub fn page(
    db: &Connection,
    subject: &ProductRef,
    query: &ReviewQuery,
    reader: Option<Uuid>,
) -> Result<ReviewPage, ReviewError> {
    let subject = product(db, subject)?;
    let summary = summary(db, &subject)?;
    let mut histogram = summary.histogram;
    let total = match query.ratings.as_slice() {
        [] => summary.count,
        ratings => ratings
            .iter()
            .filter_map(|stars| histogram.of(*stars).copied())
            .sum(),
    };
    let (sql, values) = query.statement(subject.id)?;
    let mut select = db.prepare_cached(&sql)?;
    let mut rows = select.query(params_from_iter(values))?;
    let (mut items, mut last, mut next_cursor) = (Vec::with_capacity(query.limit), None, None);
    while let Some(row) = rows.next()? {
        if items.len() == query.limit {
            next_cursor = last.map(|last: Cursor| last.encode(&query.binding(subject.id)));
            break;
        }
        items.push(review(row)?);
        last = Some(cursor_of(row)?);
    }
    Ok(ReviewPage {
        items,
        total,
        next_cursor,
        summary,
        own: match reader {
            Some(user) => own(db, subject.id, user)?,
            None => None,
        },
    })
}

fn summary(db: &Connection, subject: &Subject) -> rusqlite::Result<Summary> {
    let mut histogram = Histogram::default();
    let mut select = db.prepare_cached(include_str!("../../sql/reviews/histogram.sql"))?;
    let mut rows = select.query([subject.id])?;
    while let Some(row) = rows.next()? {
        if let Some(count) = histogram.of(row.get(0)?) {
            *count = row.get(1)?;
        }
    }
    Ok(Summary {
        average: (subject.count > 0).then(|| subject.rating as f64 / 1_000.0),
        count: subject.count,
        histogram,
    })
}

/// A customer's review of a product, hidden or not.
fn own(db: &Connection, product: i64, user: Uuid) -> rusqlite::Result<Option<Review>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM reviews r JOIN users u ON u.id = r.user_id \
         WHERE r.product_id = ?1 AND r.user_id = ?2"
    );
    let mut select = db.prepare_cached(&sql)?;
    select.query_row(params![product, user], review).optional()
}

/// One review, hidden or not.
///
/// # Errors
/// The database's.
pub fn by_id(db: &Connection, id: i64) -> rusqlite::Result<Option<Review>> {
    let sql =
        format!("SELECT {COLUMNS} FROM reviews r JOIN users u ON u.id = r.user_id WHERE r.id = ?1");
    db.prepare_cached(&sql)?.query_row([id], review).optional()
}

/// One review of a product, hidden or not, and whose it is.
///
/// # Errors
/// The database's.
pub fn one(db: &Connection, product: &ProductRef, id: i64) -> rusqlite::Result<Option<Reviewed>> {
    let (by, value) = product.key();
    let sql = format!(
        "SELECT {COLUMNS}, r.user_id, p.is_active FROM reviews r JOIN users u ON u.id = r.user_id \
         JOIN products p ON p.id = r.product_id WHERE r.id = ?1 AND p.{by} = ?2"
    );
    let mut select = db.prepare_cached(&sql)?;
    let row = select.query_row(params![id, value], |row| {
        Ok(Reviewed {
            review: review(row)?,
            author: row.get(COLUMN_COUNT)?,
            on_sale: row.get(COLUMN_COUNT + 1)?,
        })
    });
    row.optional()
}

pub(super) fn review(row: &Row<'_>) -> rusqlite::Result<Review> {
    Ok(Review {
        id: row.get(0)?,
        product_id: row.get(1)?,
        author: row.get(2)?,
        rating: row.get(3)?,
        title: row.get(4)?,
        body: row.get(5)?,
        verified_purchase: row.get(6)?,
        helpful_count: row.get(7)?,
        hidden: row.get(8)?,
        hidden_reason: row.get(9)?,
        created_at: time::to_rfc3339(row.get(10)?),
        updated_at: time::to_rfc3339(row.get(11)?),
    })
}

/// The place of a row whose sort keys stand behind the review.
fn cursor_of(row: &Row<'_>) -> rusqlite::Result<Cursor> {
    let keys = (COLUMN_COUNT..row.as_ref().column_count())
        .map(|column| Ok(Key::Number(row.get(column)?)))
        .collect::<rusqlite::Result<_>>()?;
    Ok(Cursor {
        keys,
        id: row.get(0)?,
    })
}

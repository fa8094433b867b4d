//! Reviews as administrators read them.

use rusqlite::{Connection, OptionalExtension, Row, params_from_iter, types::Value};
use uuid::Uuid;

use super::{
    ReviewError,
    model::{AdminReview, AdminReviewPage},
    read::{COLUMN_COUNT, COLUMNS, review},
};
use crate::{
    catalogue::{
        shop::ProductRef,
        sorting::{
            Key, MADE, Sorts,
            window::{KEYS, Window},
        },
    },
    time,
};

/// What stands behind a review's own columns.
const FROM: &str = "p.slug, p.name, r.user_id, r.hidden_at, {keys} FROM reviews r \
    JOIN users u ON u.id = r.user_id JOIN products p ON p.id = r.product_id";

/// What reviews are sorted by for administrators: their ids, or their stars.
pub struct ReviewKeys;

impl Sorts for ReviewKeys {
    const DEFAULT: Key = MADE;
    const DESCENDS: bool = true;
    const OTHERS: &'static [Key] = &[Key {
        name: "rating",
        columns: &["r.rating"],
    }];
    const TIE: &'static str = "r.id";
}

/// The reviews that an administrator wants to see.
#[derive(Debug, Clone)]
pub struct AdminQuery {
    /// Hidden or not.
    pub hidden: Option<bool>,
    /// Of a product.
    pub product: Option<ProductRef>,
    /// Of so many stars, ascending; of any when empty.
    pub ratings: Vec<i64>,
    /// Of people who bought it, or who did not.
    pub verified_purchase: Option<bool>,
}

impl AdminQuery {
    /// What cursors of this list are bound to.
    pub fn binding(&self) -> String {
        let Self {
            hidden,
            product,
            ratings,
            verified_purchase,
        } = self;
        format!("reviews {hidden:?} {product:?} {ratings:?} {verified_purchase:?}")
    }

    /// A product's reviews are found by the index of its customers, hidden ones by their own.
    fn conditions(&self) -> (String, Vec<Value>) {
        let (mut sql, mut values) = (" WHERE 1".to_owned(), Vec::new());
        match self.hidden {
            Some(true) => sql.push_str(" AND r.hidden_at IS NOT NULL"),
            Some(false) => sql.push_str(" AND r.hidden_at IS NULL"),
            None => {}
        }
        match &self.product {
            Some(ProductRef::Id(id)) => {
                sql.push_str(" AND r.product_id = ?");
                values.push((*id).into());
            }
            Some(ProductRef::Slug(slug)) => {
                sql.push_str(" AND r.product_id = (SELECT id FROM products WHERE slug = ?)");
                values.push(slug.clone().into());
            }
            None => {}
        }
        if !self.ratings.is_empty() {
            let list = serde_json::Value::from(self.ratings.as_slice()).to_string();
            sql.push_str(" AND r.rating IN (SELECT value FROM json_each(?))");
            values.push(list.into());
        }
        if let Some(verified) = self.verified_purchase {
            sql.push_str(" AND r.verified_purchase = ?");
            values.push(i64::from(verified).into());
        }
        (sql, values)
    }
}

/// A page of reviews.
///
/// # Errors
/// The database's.
pub fn page(
    db: &Connection,
    query: &AdminQuery,
    window: &Window,
) -> Result<AdminReviewPage, ReviewError> {
    let (conditions, values) = query.conditions();
    let total = db
        .prepare_cached(&format!("SELECT count(*) FROM reviews r{conditions}"))?
        .query_row(params_from_iter(&values), |row| row.get(0))?;
    let select = format!("SELECT {COLUMNS}, {FROM}{conditions}");
    let (items, next_cursor) = window.rows(db, &select, values, admin_review)?;
    Ok(AdminReviewPage {
        items,
        total,
        next_cursor,
    })
}

/// One review.
///
/// # Errors
/// The database's.
pub fn one(db: &Connection, id: i64) -> rusqlite::Result<Option<AdminReview>> {
    let from = FROM.replace(KEYS, "r.id");
    db.prepare_cached(&format!("SELECT {COLUMNS}, {from} WHERE r.id = ?1"))?
        .query_row([id], admin_review)
        .optional()
}

fn admin_review(row: &Row<'_>) -> rusqlite::Result<AdminReview> {
    let author: Uuid = row.get(COLUMN_COUNT + 2)?;
    let hidden_at: Option<i64> = row.get(COLUMN_COUNT + 3)?;
    Ok(AdminReview {
        review: review(row)?,
        product_slug: row.get(COLUMN_COUNT)?,
        product_name: row.get(COLUMN_COUNT + 1)?,
        user_id: author.to_string(),
        hidden_at: hidden_at.map(time::to_rfc3339),
    })
}

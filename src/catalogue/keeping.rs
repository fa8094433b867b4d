//! Products as those see them who keep them: also the ones that are not shown, of the whole shop or of
//! one seller.

use bytes::Bytes;
use rusqlite::{Connection, Row, params_from_iter, types::Value};

use super::{
    CatalogueError,
    render::{ITEM_COLUMNS, ITEM_JOINS, Json, item},
    sorting::{Key, Sorts, window::Window},
};

/// What such a list is sorted by; names are folded.
pub struct KeptKeys;

impl Sorts for KeptKeys {
    const DEFAULT: Key = Key {
        name: "created_at",
        columns: &["p.created_at"],
    };
    const DESCENDS: bool = true;
    const OTHERS: &'static [Key] = &[
        Key {
            name: "updated_at",
            columns: &["p.updated_at"],
        },
        Key {
            name: "name",
            columns: &["p.name_key"],
        },
        Key {
            name: "price",
            columns: &["p.price"],
        },
        Key {
            name: "stock_quantity",
            columns: &["p.stock_quantity"],
        },
    ];
    const TIE: &'static str = "p.id";
}

/// Which products.
#[derive(Debug, Clone)]
pub struct Kept {
    /// A part of a name or brand, a SKU's beginning, or an id.
    pub q: Option<String>,
    /// Whether their owner wants them shown.
    pub is_active: Option<bool>,
    /// A category's slug or id, without those below it.
    pub category: Option<String>,
    /// A seller's id: only theirs.
    pub seller: Option<i64>,
    /// Stock at most this.
    pub max_stock: Option<i64>,
}

impl Kept {
    /// What cursors of this list are bound to.
    pub fn binding(&self) -> String {
        let Self {
            q,
            is_active,
            category,
            seller,
            max_stock,
        } = self;
        format!("kept {q:?} {is_active:?} {category:?} {seller:?} {max_stock:?}")
    }

    fn condition(&self) -> (String, Vec<Value>) {
        let mut sql = "1".to_owned();
        let mut values: Vec<Value> = Vec::new();
        if let Some(q) = &self.q {
            // No pattern: what somebody looks for may have per cent signs in it.
            sql.push_str(
                " AND (instr(lower(p.name), lower(?)) > 0 OR instr(lower(b.name), lower(?)) > 0 \
                 OR CAST(p.id AS TEXT) = ? OR EXISTS (SELECT 1 FROM variants v \
                 WHERE v.product_id = p.id AND instr(lower(v.sku), lower(?)) = 1))",
            );
            values.extend(std::iter::repeat_n(Value::Text(q.clone()), 4));
        }
        if let Some(is_active) = self.is_active {
            sql.push_str(" AND (p.is_active OR p.withheld) = ?");
            values.push(i64::from(is_active).into());
        }
        if let Some(category) = &self.category {
            sql.push_str(" AND (c.slug = ? OR CAST(c.id AS TEXT) = ?)");
            values.extend(std::iter::repeat_n(Value::Text(category.clone()), 2));
        }
        if let Some(seller) = self.seller {
            sql.push_str(" AND p.seller_id = ?");
            values.push(seller.into());
        }
        if let Some(most) = self.max_stock {
            sql.push_str(" AND p.stock_quantity <= ? AND p.is_digital = 0");
            values.push(most.into());
        }
        (sql, values)
    }
}

/// A page as JSON: the shape of a product list.
///
/// # Errors
/// The database's.
pub fn page(
    db: &Connection,
    kept: &Kept,
    window: &Window,
    currency: &str,
) -> Result<Bytes, CatalogueError> {
    let (condition, values) = kept.condition();
    let total: i64 = db
        .prepare_cached(&format!(
            "SELECT count(*) FROM products p {ITEM_JOINS} WHERE {condition}"
        ))?
        .query_row(params_from_iter(&values), |row| row.get(0))?;
    let sql = include_str!("../../sql/catalogue/list_kept.sql")
        .replace("/*columns*/", ITEM_COLUMNS)
        .replace("/*joins*/", ITEM_JOINS)
        .replace("/*condition*/", &condition);
    let mut json = Json::with_capacity(32 * 1024);
    json.raw("{\"items\":[");
    let mut begun = false;
    let row = |row: &Row<'_>| -> Result<(), CatalogueError> {
        json.raw(if begun { ",{" } else { "{" });
        begun = true;
        item(&mut json, row, currency)?;
        json.raw("}");
        Ok(())
    };
    let (_, next) = window.rows(db, &sql, values, row)?;
    json.raw("],\"total\":")
        .number(total)
        .raw(",\"next_cursor\":");
    match next {
        Some(cursor) => json.text(&cursor),
        None => json.raw("null"),
    };
    json.raw("}");
    Ok(json.0.into())
}

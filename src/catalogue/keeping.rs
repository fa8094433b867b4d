//! Products as those see them who keep them: also the ones that are not shown, of the whole shop or of
//! one seller.

use bytes::Bytes;
use rusqlite::{Connection, params_from_iter, types::Value};

use super::{
    CatalogueError,
    cursor::{Cursor, Key},
    render::{ITEM_COLUMNS, ITEM_JOINS, ITEM_WIDTH, Json, item},
};

/// What such a list is sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeptSort {
    /// When it was made.
    CreatedAt,
    /// When it was changed.
    UpdatedAt,
    /// By its folded name.
    Name,
    /// By its cheapest variant.
    Price,
    /// By what is left of it.
    Stock,
}

impl KeptSort {
    /// The names in a query, without `-`.
    pub const NAMES: &str = "created_at, updated_at, name, price, stock_quantity";

    /// A sort and whether it descends.
    pub fn parse(text: &str) -> Option<(Self, bool)> {
        let (descends, name) = match text.strip_prefix('-') {
            Some(name) => (true, name),
            None => (false, text),
        };
        let sort = match name {
            "created_at" => Self::CreatedAt,
            "updated_at" => Self::UpdatedAt,
            "name" => Self::Name,
            "price" => Self::Price,
            "stock_quantity" => Self::Stock,
            _ => return None,
        };
        Some((sort, descends))
    }

    const fn column(self) -> &'static str {
        match self {
            Self::CreatedAt => "p.created_at",
            Self::UpdatedAt => "p.updated_at",
            Self::Name => "p.name_key",
            Self::Price => "p.price",
            Self::Stock => "p.stock_quantity",
        }
    }
}

/// Which products, and how many of them.
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
    /// The order.
    pub sort: KeptSort,
    /// From the largest.
    pub descends: bool,
    /// Rows a page.
    pub limit: usize,
}

impl Kept {
    /// What cursors of this list are bound to.
    fn binding(&self) -> String {
        let Self {
            q,
            is_active,
            category,
            seller,
            max_stock,
            sort,
            descends,
            limit: _,
        } = self;
        format!(
            "kept {q:?} {is_active:?} {category:?} {seller:?} {max_stock:?} {sort:?} {descends}"
        )
    }

    /// A cursor of this list.
    pub fn read_cursor(&self, token: &str) -> Option<Cursor> {
        let cursor = Cursor::decode(token, &self.binding())?;
        let fits = match (self.sort, cursor.keys.as_slice()) {
            (KeptSort::Name, [Key::Text(_)]) => true,
            (KeptSort::Name, _) => false,
            (_, [Key::Number(_)]) => true,
            _ => false,
        };
        fits.then_some(cursor)
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
    after: Option<Cursor>,
    currency: &str,
) -> Result<Bytes, CatalogueError> {
    let (mut condition, mut values) = kept.condition();
    let total: i64 = db
        .prepare_cached(&format!(
            "SELECT count(*) FROM products p {ITEM_JOINS} WHERE {condition}"
        ))?
        .query_row(params_from_iter(&values), |row| row.get(0))?;
    let column = kept.sort.column();
    if let Some(after) = after {
        let than = if kept.descends { "<" } else { ">" };
        condition.push_str(&format!(" AND ({column}, p.id) {than} (?, ?)"));
        values.extend(after.keys.into_iter().map(Value::from));
        values.push(after.id.into());
    }
    values.push(Value::Integer(kept.limit as i64 + 1));
    let sql = include_str!("../../sql/catalogue/list_kept.sql")
        .replace("/*columns*/", ITEM_COLUMNS)
        .replace("/*joins*/", ITEM_JOINS)
        .replace("/*key*/", column)
        .replace("/*condition*/", &condition)
        .replace("/*direction*/", if kept.descends { "DESC" } else { "ASC" });
    let mut select = db.prepare_cached(&sql)?;
    let mut rows = select.query(params_from_iter(&values))?;
    let mut json = Json::with_capacity(32 * 1024);
    json.raw("{\"items\":[");
    let (mut count, mut last, mut next) = (0, None, None);
    while let Some(row) = rows.next()? {
        if count == kept.limit {
            next = last;
            break;
        }
        json.raw(if count == 0 { "{" } else { ",{" });
        item(&mut json, row, currency)?;
        json.raw("}");
        count += 1;
        let key = match kept.sort {
            KeptSort::Name => Key::Text(row.get(ITEM_WIDTH)?),
            _ => Key::Number(row.get(ITEM_WIDTH)?),
        };
        last = Some(Cursor {
            keys: vec![key],
            id: row.get(0)?,
        });
    }
    json.raw("],\"total\":")
        .number(total)
        .raw(",\"next_cursor\":");
    match next {
        Some(cursor) => json.text(&cursor.encode(&kept.binding())),
        None => json.raw("null"),
    };
    json.raw("}");
    Ok(json.0.into())
}

//! Reading sellers.

use rusqlite::{Connection, OptionalExtension, Row, params, types::Value};
use uuid::Uuid;

use super::{
    Seller, SellerError, Status,
    model::{AdminSeller, AdminSellerPage, SellerUser, Sums},
};
use crate::{
    catalogue::{
        sorting::{
            Key, MADE, Sorts,
            window::{KEYS, Window},
        },
        text::like_anywhere,
    },
    http::caller::{Caller, Credential},
};

/// The seller that a path names: by id when it is a number, else by slug.
///
/// # Errors
/// The database's.
pub fn find(db: &Connection, named: &str) -> rusqlite::Result<Option<Seller>> {
    let number = !named.is_empty() && named.bytes().all(|byte| byte.is_ascii_digit());
    // A number too large to be an id names no seller.
    let (id, slug) = match number {
        true => (Some(named.parse::<i64>().unwrap_or(0)), None),
        false => (None, Some(named)),
    };
    db.prepare_cached(include_str!("../../sql/sellers/find.sql"))?
        .query_row(params![id, slug], seller)
        .optional()
}

fn seller(row: &Row<'_>) -> rusqlite::Result<Seller> {
    Ok(Seller {
        id: row.get(0)?,
        slug: row.get(1)?,
        name: row.get(2)?,
        description: row.get(3)?,
        status: Status::parse(row.get_ref(4)?.as_str()?),
        commission: row.get(5)?,
        user_id: row.get(6)?,
        created_at: row.get(7)?,
        updated_at: row.get(8)?,
    })
}

/// What a seller's shown products add up to.
///
/// # Errors
/// The database's.
pub fn sums(db: &Connection, seller: i64) -> rusqlite::Result<Sums> {
    db.prepare_cached(include_str!("../../sql/sellers/sums.sql"))?
        .query_row([seller], |row| {
            Ok(Sums {
                products: row.get(0)?,
                reviews: row.get(1)?,
                thousandths: row.get(2)?,
            })
        })
}

/// How the seller of a caller stands, whom it gives no power: to say why.
///
/// # Errors
/// The database's.
pub fn standing(db: &Connection, caller: &Caller) -> rusqlite::Result<Option<Status>> {
    let token = match caller.credential {
        Credential::Token(id) => Some(id),
        Credential::Session(_) => None,
    };
    let status: Option<String> = db
        .prepare_cached(include_str!("../../sql/sellers/standing.sql"))?
        .query_row(params![caller.user_id, token], |row| row.get(0))
        .optional()?;
    Ok(status.as_deref().map(Status::parse))
}

const PAGE: &str = include_str!("../../sql/sellers/page.sql");

/// What sellers are sorted by: their ids, or their names in any capitals.
pub struct SellerKeys;

impl Sorts for SellerKeys {
    const DEFAULT: Key = MADE;
    const DESCENDS: bool = true;
    const OTHERS: &'static [Key] = &[Key {
        name: "name",
        columns: &["s.name COLLATE NOCASE"],
    }];
    const TIE: &'static str = "s.id";
}

/// Which sellers an administrator asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Who stand so; all when empty.
    pub status: Vec<Status>,
    /// A part of a name, a slug or an e-mail address.
    pub q: Option<String>,
}

impl Asked {
    /// What cursors of this list are bound to.
    pub fn binding(&self) -> String {
        format!("sellers {:?} {:?}", self.status, self.q)
    }
}

/// A page of sellers.
///
/// # Errors
/// The database's.
pub fn page(
    db: &Connection,
    asked: &Asked,
    window: &Window,
) -> Result<AdminSellerPage, SellerError> {
    let names: Vec<&str> = asked.status.iter().map(|status| status.as_str()).collect();
    let status = (!names.is_empty()).then(|| serde_json::Value::from(names).to_string());
    let pattern = asked.q.as_deref().map(like_anywhere);
    let total = db
        .prepare_cached(include_str!("../../sql/sellers/count.sql"))?
        .query_row(params![status, pattern], |row| row.get(0))?;
    let text = |text: Option<String>| text.map_or(Value::Null, Value::Text);
    let values = vec![text(status), text(pattern)];
    let (items, next_cursor) = window.rows(db, PAGE, values, admin_seller)?;
    Ok(AdminSellerPage {
        items,
        total,
        next_cursor,
    })
}

/// A seller as administrators see it.
///
/// # Errors
/// `NotFound`, or the database's.
pub fn for_admin(db: &Connection, id: i64) -> Result<AdminSeller, SellerError> {
    let select = PAGE.replace(KEYS, "s.id") + " AND s.id = ?3";
    db.prepare_cached(&select)?
        .query_row(params![None::<String>, None::<String>, id], admin_seller)
        .optional()?
        .ok_or(SellerError::NotFound)
}

fn admin_seller(row: &Row<'_>) -> rusqlite::Result<AdminSeller> {
    let seller = seller(row)?;
    let user = match seller.user_id {
        Some(id) => Some(user(row, id)?),
        None => None,
    };
    Ok(AdminSeller::of(seller, user, row.get(11)?))
}

fn user(row: &Row<'_>, id: Uuid) -> rusqlite::Result<SellerUser> {
    Ok(SellerUser {
        id: id.to_string(),
        email: row.get(9)?,
        name: row.get(10)?,
    })
}

//! Carts: opened, bought, left behind.

use std::collections::{HashMap, HashSet};

use rusqlite::Connection;

use super::{Scope, span::Span};
use crate::tracking::sums::HOUR;

/// What became of carts.
#[derive(Debug, Default)]
pub struct Counts {
    /// Opened in the span.
    pub opened: i64,
    /// Became orders.
    pub bought: i64,
    /// Left with something in them.
    pub abandoned: i64,
    /// What is in those, in minor units.
    pub amount: i64,
    /// Products left behind: carts, units and amount, the most carts first.
    pub products: Vec<(i64, [i64; 3])>,
}

/// Counts carts that were opened in a span; those unchanged since `idle` (milliseconds) and not bought
/// are abandoned.
///
/// # Errors
/// The database's.
pub fn count(
    db: &Connection,
    span: Span,
    idle: i64,
    scope: &Scope,
    limit: usize,
) -> rusqlite::Result<Counts> {
    let times = (span.from * HOUR, span.to * HOUR, idle);
    let mut counts = match scope {
        Scope::Shop => of_shop(db, times)?,
        Scope::Products(own) => of_products(db, times, own)?,
    };
    counts
        .products
        .sort_unstable_by_key(|(product, [carts, ..])| (-carts, *product));
    counts.products.truncate(limit);
    Ok(counts)
}

fn of_shop(db: &Connection, times: (i64, i64, i64)) -> rusqlite::Result<Counts> {
    let mut counts = db
        .prepare_cached(include_str!("../../sql/tracking/count_carts.sql"))?
        .query_row(times, |row| {
            Ok(Counts {
                opened: row.get(0)?,
                bought: row.get(1)?,
                abandoned: row.get(2)?,
                amount: row.get(3)?,
                products: Vec::new(),
            })
        })?;
    counts.products = db
        .prepare_cached(include_str!("../../sql/tracking/abandoned_products.sql"))?
        .query_map(times, |row| {
            Ok((row.get(0)?, [row.get(1)?, row.get(2)?, row.get(3)?]))
        })?
        .collect::<Result<_, _>>()?;
    Ok(counts)
}

/// The carts that hold, or held, a seller's products, by those products alone.
fn of_products(
    db: &Connection,
    (from, to, idle): (i64, i64, i64),
    own: &HashSet<i64>,
) -> rusqlite::Result<Counts> {
    let mut select = db.prepare_cached(include_str!("../../sql/tracking/own_carts.sql"))?;
    let mut carts: HashMap<i64, (bool, bool)> = HashMap::new();
    let mut counts = Counts::default();
    for product in own {
        let mut left = [0; 3];
        let mut rows = select.query([from, to, idle, *product])?;
        while let Some(row) = rows.next()? {
            let (bought, quiet): (bool, bool) = (row.get(1)?, row.get(2)?);
            let (units, amount): (i64, i64) = (row.get(3)?, row.get(4)?);
            let abandoned = !bought && quiet && units > 0;
            let cart = carts.entry(row.get(0)?).or_default();
            *cart = (bought, cart.1 || abandoned);
            if abandoned {
                left = [left[0] + 1, left[1] + units, left[2] + amount];
            }
        }
        if left[0] > 0 {
            counts.amount += left[2];
            counts.products.push((*product, left));
        }
    }
    for (bought, abandoned) in carts.values() {
        counts.opened += 1;
        counts.bought += i64::from(*bought);
        counts.abandoned += i64::from(*abandoned);
    }
    Ok(counts)
}

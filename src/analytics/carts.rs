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
    let (from, to, _) = times;
    let mut counts = db
        .prepare_cached(include_str!("../../sql/tracking/count_carts.sql"))?
        .query_row([from.div_euclid(HOUR), to.div_euclid(HOUR)], |row| {
            Ok(Counts {
                opened: row.get(0)?,
                bought: row.get(1)?,
                abandoned: row.get(2)?,
                amount: row.get(3)?,
                products: Vec::new(),
            })
        })?;
    // What somebody may still come back to is not abandoned.
    let busy = include_str!("../../sql/tracking/count_busy_carts.sql");
    let (busy, amount): (i64, i64) = db
        .prepare_cached(busy)?
        .query_row(times, |row| Ok((row.get(0)?, row.get(1)?)))?;
    counts.abandoned -= busy;
    counts.amount -= amount;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        store::SideFile,
        tracking::{
            Nobody, Options, Tracking,
            event::{Event, Line, What},
        },
    };
    use std::sync::Arc;

    #[test]
    fn carts_are_opened_bought_or_left_behind() {
        let folder = tempfile::tempdir().unwrap();
        let options = Options::default();
        let none = Arc::new(Vec::new);
        let tracking = Tracking::start(folder.path(), &options, none, Box::new(Nobody)).unwrap();
        let tell = |hour: i64, what: What| {
            let event = Event {
                at: hour * HOUR,
                visitor: None,
                what,
            };
            assert!(tracking.tracker().offer(event));
        };
        let moved = |cart, product, units: u32, added| What::Cart {
            product,
            cart,
            units,
            amount: i64::from(units) * 100,
            added,
        };
        // Left behind, bought, emptied, left too recently, and of another time.
        tell(10, moved(1, 7, 2, true));
        tell(11, moved(1, 8, 1, true));
        tell(10, moved(2, 7, 1, true));
        let line = Line {
            product: 7,
            units: 1,
            amount: 100,
        };
        let lines = [line].into();
        tell(12, What::Purchase { cart: 2, lines });
        tell(13, moved(3, 8, 1, true));
        tell(13, moved(3, 8, 1, false));
        tell(14, moved(4, 8, 4, true));
        tell(90, moved(4, 8, 1, true));
        tell(200, moved(5, 7, 9, true));
        assert_eq!(tracking.close().lost, 0);
        let db = SideFile::tracking(folder.path()).reader().unwrap();
        let span = Span { from: 0, to: 100 };
        let of = |scope: &Scope| {
            let counts = count(&db, span, 50 * HOUR, scope, 10).unwrap();
            let Counts {
                opened,
                bought,
                abandoned,
                amount,
                products,
            } = counts;
            (opened, bought, abandoned, amount, products)
        };
        let left = vec![(7, [1, 2, 200]), (8, [1, 1, 100])];
        assert_eq!(of(&Scope::Shop), (4, 1, 1, 300, left));
        let seller = Scope::Products([8].into());
        assert_eq!(of(&seller), (3, 0, 1, 100, vec![(8, [1, 1, 100])]));
    }
}

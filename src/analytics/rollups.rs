//! Reading the rollups: days where a span has whole ones, hours at its ends.

use std::collections::HashMap;

use rusqlite::{Connection, Row};

use super::{Scope, span::Span};
use crate::tracking::{mixing::Mixing, recount::Numbers};

/// A sum by product.
pub type Sums = HashMap<i64, i64, Mixing>;

/// Up to so many products are looked up one by one; more are filtered out of a scan.
const FEW: usize = 64;
/// The columns of a rollup that [`numbers`] reads.
const COLUMNS: &str = "views, clicks, favorites, cart_adds, purchases, units_sold, revenue";

/// A counter by which products are ranked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, poem_openapi::Enum)]
#[oai(rename_all = "snake_case")]
pub enum Counter {
    /// Views.
    Views,
    /// Clicks.
    Clicks,
    /// Favourites added less those taken away.
    Favorites,
    /// Times it was put into a cart.
    CartAdds,
    /// Orders.
    Purchases,
    /// Units that were bought.
    UnitsSold,
    /// Minor units.
    Revenue,
}

impl Counter {
    /// The column.
    const fn column(self) -> &'static str {
        match self {
            Self::Views => "views",
            Self::Clicks => "clicks",
            Self::Favorites => "favorites",
            Self::CartAdds => "cart_adds",
            Self::Purchases => "purchases",
            Self::UnitsSold => "units_sold",
            Self::Revenue => "revenue",
        }
    }
}

/// A rollup by product.
#[derive(Debug, Clone, Copy)]
enum Rollup {
    Hours,
    Days,
}

impl Rollup {
    /// The table and its column of time.
    const fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Hours => ("product_hours", "hour"),
            Self::Days => ("product_days", "day"),
        }
    }
}

/// The parts of a span: which rollup, from where to where.
fn parts(span: Span) -> Vec<(Rollup, i64, i64)> {
    let first = -(-span.from).div_euclid(24);
    let last = span.to.div_euclid(24);
    if first >= last {
        return vec![(Rollup::Hours, span.from, span.to)];
    }
    let parts = [
        (Rollup::Hours, span.from, first * 24),
        (Rollup::Days, first, last),
        (Rollup::Hours, last * 24, span.to),
    ];
    parts
        .into_iter()
        .filter(|(_, from, to)| from < to)
        .collect()
}

fn numbers(row: &Row<'_>) -> rusqlite::Result<Numbers> {
    Ok(Numbers {
        views: row.get(0)?,
        clicks: row.get(1)?,
        favorites: row.get(2)?,
        cart_adds: row.get(3)?,
        purchases: row.get(4)?,
        units_sold: row.get(5)?,
        revenue: row.get(6)?,
        heat: 0.0,
    })
}

fn add(to: &mut Numbers, more: &Numbers) {
    to.views += more.views;
    to.clicks += more.clicks;
    to.favorites += more.favorites;
    to.cart_adds += more.cart_adds;
    to.purchases += more.purchases;
    to.units_sold += more.units_sold;
    to.revenue = to.revenue.saturating_add(more.revenue);
}

/// What everything in a scope counted.
///
/// # Errors
/// The database's.
pub fn total(db: &Connection, span: Span, scope: &Scope) -> rusqlite::Result<Numbers> {
    let mut total = Numbers::default();
    each(db, &parts(span), span, scope, |_, more| {
        add(&mut total, more)
    })?;
    Ok(total)
}

/// What a scope counted from each of these hours up to the next; `hourly` when points lie within days.
///
/// # Errors
/// The database's.
pub fn series(
    db: &Connection,
    span: Span,
    points: &[i64],
    hourly: bool,
    scope: &Scope,
) -> rusqlite::Result<Vec<Numbers>> {
    let parts = if hourly {
        vec![(Rollup::Hours, span.from, span.to)]
    } else {
        parts(span)
    };
    let mut series = vec![Numbers::default(); points.len()];
    each(db, &parts, span, scope, |hour, more| {
        let place = points.partition_point(|point| *point <= hour);
        if let Some(sum) = place.checked_sub(1).and_then(|place| series.get_mut(place)) {
            add(sum, more);
        }
    })?;
    Ok(series)
}

/// Calls `sum` with hours of a scope and what they counted: days as their first hour where the scope
/// is some products.
fn each(
    db: &Connection,
    parts: &[(Rollup, i64, i64)],
    span: Span,
    scope: &Scope,
    mut sum: impl FnMut(i64, &Numbers),
) -> rusqlite::Result<()> {
    let Scope::Products(own) = scope else {
        let sql = format!("SELECT {COLUMNS}, hour FROM hours WHERE hour >= ?1 AND hour < ?2");
        let mut select = db.prepare_cached(&sql)?;
        let mut rows = select.query([span.from, span.to])?;
        while let Some(row) = rows.next()? {
            sum(row.get(7)?, &numbers(row)?);
        }
        return Ok(());
    };
    for (rollup, from, to) in parts.iter().copied() {
        let (table, time) = rollup.names();
        let hours = match rollup {
            Rollup::Hours => 1,
            Rollup::Days => 24,
        };
        if own.len() <= FEW {
            let sql =
                format!("SELECT {COLUMNS} FROM {table} WHERE {time} = ?1 AND product_id = ?2");
            let mut select = db.prepare_cached(&sql)?;
            for at in from..to {
                for product in own {
                    let mut rows = select.query([at, *product])?;
                    if let Some(row) = rows.next()? {
                        sum(at * hours, &numbers(row)?);
                    }
                }
            }
            continue;
        }
        let sql = format!(
            "SELECT {COLUMNS}, {time}, product_id FROM {table} WHERE {time} >= ?1 AND {time} < ?2"
        );
        let mut select = db.prepare_cached(&sql)?;
        let mut rows = select.query([from, to])?;
        while let Some(row) = rows.next()? {
            if own.contains(&row.get(8)?) {
                let at: i64 = row.get(7)?;
                sum(at * hours, &numbers(row)?);
            }
        }
    }
    Ok(())
}

/// The sum of one counter by product.
///
/// # Errors
/// The database's.
pub fn by_product(
    db: &Connection,
    span: Span,
    counter: Counter,
    scope: &Scope,
) -> rusqlite::Result<Sums> {
    sum_by_product(db, span, counter.column(), scope)
}

/// The sum by product of what an expression over a rollup's columns gives.
///
/// # Errors
/// The database's.
pub fn sum_by_product(
    db: &Connection,
    span: Span,
    expression: &'static str,
    scope: &Scope,
) -> rusqlite::Result<Sums> {
    let mut sums: Sums = Sums::default();
    for (rollup, from, to) in parts(span) {
        let (table, time) = rollup.names();
        let sql = format!(
            "SELECT product_id, {expression} FROM {table} WHERE {time} >= ?1 AND {time} < ?2"
        );
        let mut select = db.prepare_cached(&sql)?;
        let mut rows = select.query([from, to])?;
        while let Some(row) = rows.next()? {
            let (product, count): (i64, i64) = (row.get(0)?, row.get(1)?);
            if count != 0 && scope.has(product) {
                *sums.entry(product).or_default() += count;
            }
        }
    }
    Ok(sums)
}

/// The products with the most of a counter, and all that they counted.
///
/// # Errors
/// The database's.
pub fn top(
    db: &Connection,
    span: Span,
    counter: Counter,
    scope: &Scope,
    limit: usize,
) -> rusqlite::Result<Vec<(i64, Numbers)>> {
    let sums = by_product(db, span, counter, scope)?;
    let mut ranked: Vec<(i64, i64)> = sums.into_iter().filter(|(_, count)| *count > 0).collect();
    ranked.sort_unstable_by_key(|(product, count)| (-count, *product));
    ranked.truncate(limit);
    let mut top = Vec::with_capacity(ranked.len());
    for (product, _) in ranked {
        let alone = Scope::Products([product].into());
        top.push((product, total(db, span, &alone)?));
    }
    Ok(top)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_hours_and_whole_days() {
        let names = |from, to| {
            let parts = parts(Span { from, to });
            let text = |(rollup, from, to): &(Rollup, i64, i64)| {
                format!("{} {from}-{to}", rollup.names().1)
            };
            parts.iter().map(text).collect::<Vec<_>>().join(", ")
        };
        assert_eq!(names(24, 72), "day 1-3");
        assert_eq!(names(30, 40), "hour 30-40");
        assert_eq!(names(30, 50), "hour 30-50");
        assert_eq!(names(23, 73), "hour 23-24, day 1-3, hour 72-73");
        assert_eq!(names(30, 72), "hour 30-48, day 2-3");
    }
}

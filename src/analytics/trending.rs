//! What is on the rise: the last day beside a usual day of the week before it.

use std::collections::HashMap;

use rusqlite::Connection;

use super::{Scope, span::Span};
use crate::{
    analytics::rollups::{Counter, by_product},
    time,
    tracking::sums::HOUR,
};

/// What an event of each kind is worth beside a view.
const WORTH: [(Counter, i64); 4] = [
    (Counter::Views, 1),
    (Counter::Clicks, 3),
    (Counter::CartAdds, 6),
    (Counter::Purchases, 20),
];
/// Attention below which nothing is on the rise: one visitor is no trend.
const LEAST: i64 = 5;
/// What is added to a usual day, so that something new does not grow without bound.
const DAMPING: f64 = 5.0;

/// A product on the rise: its attention in the last day, a day before, and the growth.
pub type Rising = (i64, i64, f64, f64);

/// The products with the most growth.
///
/// # Errors
/// The database's.
pub fn trending(db: &Connection, scope: &Scope, limit: usize) -> rusqlite::Result<Vec<Rising>> {
    let now = time::now().div_euclid(HOUR) + 1;
    let day = Span {
        from: now - 24,
        to: now,
    };
    let week = Span {
        from: day.from - 7 * 24,
        to: day.from,
    };
    let recent = attention(db, day, scope)?;
    let before = attention(db, week, scope)?;
    let rise = |(product, recent): (i64, i64)| {
        let usual = before.get(&product).map_or(0.0, |sum| *sum as f64 / 7.0);
        let growth = (recent as f64 + DAMPING) / (usual + DAMPING);
        (product, recent, usual, growth)
    };
    let mut rising: Vec<Rising> = recent
        .into_iter()
        .filter(|(_, recent)| *recent >= LEAST)
        .map(rise)
        .filter(|(.., growth)| *growth > 1.0)
        .collect();
    rising.sort_unstable_by(|a, b| b.3.total_cmp(&a.3).then(a.0.cmp(&b.0)));
    rising.truncate(limit);
    Ok(rising)
}

fn attention(db: &Connection, span: Span, scope: &Scope) -> rusqlite::Result<HashMap<i64, i64>> {
    let mut sums: HashMap<i64, i64> = HashMap::new();
    for (counter, worth) in WORTH {
        for (product, count) in by_product(db, span, counter, scope)? {
            *sums.entry(product).or_default() += count * worth;
        }
    }
    Ok(sums)
}

//! What is on the rise: the last day beside a usual day of the week before it.

use rusqlite::Connection;

use super::{Scope, span::Span};
use crate::{analytics::rollups::sum_by_product, time, tracking::sums::HOUR};

/// What events are worth beside a view.
const ATTENTION: &str = "views + 3 * clicks + 6 * cart_adds + 20 * purchases";
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
    let recent = sum_by_product(db, day, ATTENTION, scope)?;
    let before = sum_by_product(db, week, ATTENTION, scope)?;
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

//! Raw events go when they are old; what they counted stays.
//!
//! Invariants: `counters = archive + events` before and after, for what goes is added to the archive in
//! the same transaction; the file is held for some 20 ms at a time, however much there is to go.

use std::time::{Duration, Instant};

use rusqlite::{Connection, OptionalExtension, params};

use super::{
    codec,
    meaning::Floored,
    sums::{Sums, Taken},
};

/// How long a step may hold the file. The limit that users are promised is 50 ms.
const STEP: Duration = Duration::from_millis(20);
/// Events a step begins with, and never exceeds.
const FIRST: i64 = 200;
const MOST: i64 = 20_000;
/// Events that go at once when there is no room.
const ROOM: i64 = 2_000;

/// How many events a step takes, after what the last one took.
#[derive(Debug)]
pub struct Pace(i64);

impl Default for Pace {
    fn default() -> Self {
        Self(FIRST)
    }
}

impl Pace {
    /// Takes a step: true when there is more to go.
    ///
    /// # Errors
    /// The database's.
    pub fn prune(&mut self, tx: &Connection, day: i64) -> rusqlite::Result<bool> {
        let Some(end) = first_kept(tx, day)? else {
            return Ok(false);
        };
        let since = Instant::now();
        let more = archive(tx, self.0, end)?;
        self.0 = match since.elapsed() {
            spent if spent > STEP => (self.0 / 2).max(50),
            spent if spent < STEP / 2 => (self.0 * 2).min(MOST),
            _ => self.0,
        };
        if !more {
            let forget = "DELETE FROM event_days WHERE first_id < ?1 AND day < ?2";
            tx.execute(forget, params![end, day])?;
            let millis = day.saturating_mul(super::sums::DAY);
            tx.execute("DELETE FROM writers WHERE at < ?1", [millis])?;
        }
        Ok(more)
    }
}

/// Lets go of the oldest events, whatever their age; false when there are none.
///
/// # Errors
/// The database's.
pub fn make_room(tx: &Connection) -> rusqlite::Result<bool> {
    archive(tx, ROOM, i64::MAX)
}

/// The first event that arrived on `day` or later, when older ones are there.
fn first_kept(tx: &Connection, day: i64) -> rusqlite::Result<Option<i64>> {
    let old = "SELECT EXISTS (SELECT 1 FROM event_days WHERE day < ?1)";
    if !tx.prepare_cached(old)?.query_row([day], |row| row.get(0))? {
        return Ok(None);
    }
    let kept = "SELECT first_id FROM event_days WHERE day >= ?1 ORDER BY day LIMIT 1";
    let kept: Option<i64> = tx
        .prepare_cached(kept)?
        .query_row([day], |row| row.get(0))
        .optional()?;
    Ok(Some(kept.unwrap_or(i64::MAX)))
}

/// Moves the oldest `many` events before `end` into the archive: true when that was not all.
fn archive(tx: &Connection, many: i64, end: i64) -> rusqlite::Result<bool> {
    let first: Option<i64> = tx.query_row("SELECT min(id) FROM events", [], |row| row.get(0))?;
    let Some(first) = first.filter(|first| *first < end) else {
        return Ok(false);
    };
    let until = first.saturating_add(many).min(end);
    let mut going: Vec<Taken> = Vec::new();
    let mut select = tx.prepare_cached(include_str!("../../sql/tracking/read_events.sql"))?;
    let mut rows = select.query([first, until])?;
    while let Some(row) = rows.next()? {
        going.extend(codec::read(row)?);
    }
    drop(rows);
    // First of all, so that a full file has the room for what is kept of them.
    tx.prepare_cached("DELETE FROM events WHERE id < ?1")?
        .execute([until])?;
    let sums = Sums::of(&going);
    let mut keep = tx.prepare_cached(include_str!("../../sql/tracking/archive_product.sql"))?;
    for (product, tally) in &sums.by_product() {
        let favorites = sums.favorites.get(product).unwrap_or(&Floored::NOTHING);
        keep.execute(params![
            product,
            tally.views,
            tally.clicks,
            tally.cart_adds,
            tally.purchases,
            tally.units_sold,
            tally.revenue,
            tally.heat,
            favorites.moved,
            favorites.least,
        ])?;
    }
    Ok(until < end)
}

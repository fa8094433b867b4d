//! The proof: counters made anew from the archive and every raw event, beside the live ones.

use std::collections::BTreeMap;

use rusqlite::{Connection, Row, TransactionBehavior, params};
use serde::Serialize;

use super::{codec, meaning};

/// Events that are read at once.
const CHUNK: i64 = 50_000;
/// How far the heat of two counts may differ: sums of fractions depend on their order.
const HEAT: f64 = 1e-6;

/// The counters of a product.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Numbers {
    /// Views.
    pub views: i64,
    /// Clicks.
    pub clicks: i64,
    /// Favourites.
    pub favorites: i64,
    /// Times it was put into a cart.
    pub cart_adds: i64,
    /// Orders that it was in.
    pub purchases: i64,
    /// Units that were bought.
    pub units_sold: i64,
    /// What they cost, in minor units.
    pub revenue: i64,
    /// Popularity.
    #[serde(skip)]
    pub heat: f64,
}

/// The columns of [`Numbers::read`], in its order, behind `product_id`.
pub const NUMBERS: &str =
    "product_id, views, clicks, favorites, cart_adds, purchases, units_sold, revenue, heat";

impl Numbers {
    /// Reads a row of [`NUMBERS`].
    ///
    /// # Errors
    /// The database's.
    pub fn read(row: &Row<'_>) -> rusqlite::Result<(i64, Self)> {
        let numbers = Self {
            views: row.get(1)?,
            clicks: row.get(2)?,
            favorites: row.get(3)?,
            cart_adds: row.get(4)?,
            purchases: row.get(5)?,
            units_sold: row.get(6)?,
            revenue: row.get(7)?,
            heat: row.get(8)?,
        };
        Ok((row.get(0)?, numbers))
    }

    /// Each counter with its name.
    pub fn each(&self) -> [(&'static str, i64); 7] {
        [
            ("views", self.views),
            ("clicks", self.clicks),
            ("favorites", self.favorites),
            ("cart_adds", self.cart_adds),
            ("purchases", self.purchases),
            ("units_sold", self.units_sold),
            ("revenue", self.revenue),
        ]
    }

    /// Counts an event's tally.
    pub fn add(&mut self, tally: &meaning::Tally) {
        self.views += tally.views;
        self.clicks += tally.clicks;
        self.favorites = (self.favorites + tally.favorites).max(0);
        self.cart_adds += tally.cart_adds;
        self.purchases += tally.purchases;
        self.units_sold += tally.units_sold;
        self.revenue = self.revenue.saturating_add(tally.revenue);
        self.heat += tally.heat;
    }
}

/// A counter that is not what its events add up to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The product.
    pub product_id: i64,
    /// The counter.
    pub counter: &'static str,
    /// What it says.
    pub live: i64,
    /// What the events say.
    pub recounted: i64,
}

/// A recount.
#[derive(Debug, Default)]
pub struct Recount {
    /// Raw events that were read.
    pub events: i64,
    /// The counters that they and the archive give.
    pub products: BTreeMap<i64, Numbers>,
    /// Where the live ones differ.
    pub differences: Vec<Difference>,
}

/// Recounts. Reads one state of the file, whoever writes to it meanwhile. `progress` hears how many
/// events are read.
///
/// # Errors
/// The database's.
pub fn recount(db: &Connection, progress: &mut dyn FnMut(i64)) -> rusqlite::Result<Recount> {
    let moment = db.unchecked_transaction()?;
    let mut recount = Recount::default();
    let sql = format!("SELECT {NUMBERS} FROM archive");
    recount.products = moment
        .prepare(&sql)?
        .query_map([], Numbers::read)?
        .collect::<Result<_, _>>()?;
    fold_events(&moment, &mut recount, progress)?;
    let sql = format!("SELECT {NUMBERS} FROM counters ORDER BY product_id");
    let live: BTreeMap<i64, Numbers> = moment
        .prepare(&sql)?
        .query_map([], Numbers::read)?
        .collect::<Result<_, _>>()?;
    recount.differences = differences(&live, &recount.products);
    moment.finish()?;
    Ok(recount)
}

fn fold_events(
    db: &Connection,
    recount: &mut Recount,
    progress: &mut dyn FnMut(i64),
) -> rusqlite::Result<()> {
    let ends = "SELECT coalesce(min(id), 0), coalesce(max(id), -1) FROM events";
    let (mut from, last): (i64, i64) =
        db.query_row(ends, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut select = db.prepare(include_str!("../../sql/tracking/read_events.sql"))?;
    while from <= last {
        let until = from + CHUNK;
        let mut rows = select.query([from, until])?;
        while let Some(row) = rows.next()? {
            recount.events += 1;
            if let Some(taken) = codec::read(row)? {
                meaning::each(&taken.event, taken.repeats, |product, tally| {
                    recount.products.entry(product).or_default().add(&tally);
                });
            }
        }
        progress(recount.events);
        from = until;
    }
    Ok(())
}

fn differences(
    live: &BTreeMap<i64, Numbers>,
    recounted: &BTreeMap<i64, Numbers>,
) -> Vec<Difference> {
    let nothing = Numbers::default();
    let mut found = Vec::new();
    let ids: std::collections::BTreeSet<_> = live.keys().chain(recounted.keys()).collect();
    for id in ids {
        let (live, recounted) = (
            live.get(id).unwrap_or(&nothing),
            recounted.get(id).unwrap_or(&nothing),
        );
        for ((counter, live), (_, recounted)) in live.each().into_iter().zip(recounted.each()) {
            if live != recounted {
                found.push(Difference {
                    product_id: *id,
                    counter,
                    live,
                    recounted,
                });
            }
        }
        if (live.heat - recounted.heat).abs() > HEAT * live.heat.max(recounted.heat).max(1e-9) {
            found.push(Difference {
                product_id: *id,
                counter: "popularity",
                live: meaning::popularity(live.heat),
                recounted: meaning::popularity(recounted.heat),
            });
        }
    }
    found
}

/// Puts recounted numbers in the place of the live ones, recounting under the write lock.
///
/// # Errors
/// The database's; then nothing is changed.
pub fn repair(db: &mut Connection, progress: &mut dyn FnMut(i64)) -> rusqlite::Result<Recount> {
    let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut recount = Recount::default();
    let sql = format!("SELECT {NUMBERS} FROM archive");
    recount.products = tx
        .prepare(&sql)?
        .query_map([], Numbers::read)?
        .collect::<Result<_, _>>()?;
    fold_events(&tx, &mut recount, progress)?;
    let revision: i64 = tx.query_row(
        "UPDATE ledger SET revision = revision + 1 RETURNING revision",
        [],
        |row| row.get(0),
    )?;
    tx.execute("DELETE FROM counters", [])?;
    let sql = format!(
        "INSERT INTO counters ({NUMBERS}, revision) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"
    );
    let mut insert = tx.prepare(&sql)?;
    for (product, numbers) in &recount.products {
        insert.execute(params![
            product,
            numbers.views,
            numbers.clicks,
            numbers.favorites,
            numbers.cart_adds,
            numbers.purchases,
            numbers.units_sold,
            numbers.revenue,
            numbers.heat,
            revision,
        ])?;
    }
    drop(insert);
    tx.commit()?;
    Ok(recount)
}

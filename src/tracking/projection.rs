//! The projection: what events count, as the catalogue shows and sorts by it. Every two seconds at
//! most, what changed in tracking.db goes into shop.db in one job.
//!
//! Invariant: it carries absolute numbers, so that carrying them twice changes nothing; what changed
//! while a shop was down, or was not carried before it fell, is found by the ledger's revision.

use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use rusqlite::{Connection, OptionalExtension, params};
use tokio::sync::watch;

use super::{
    collector::Audience,
    ledger::Baseline,
    meaning::{heat, popularity},
    mixing::Mixing,
    reading::Reading,
    sums::Sums,
};
use crate::{
    store::{Durability, Store, StoreError, Tx},
    time,
};

/// How often it runs at most.
pub const EVERY: Duration = Duration::from_secs(2);
/// Products a job: it must not keep other writers waiting.
const JOB: usize = 2_000;
/// Pairs that wait at most.
const PAIRS: usize = 50_000;
/// Batches before the last projected one that are looked at again after a start.
const OVERLAP: i64 = 64;

/// What changed since the last run.
#[derive(Default)]
pub struct Changes(Mutex<Waiting>);

#[derive(Default)]
struct Waiting {
    products: HashSet<i64, Mixing>,
    pairs: HashMap<(i64, i64), f64, Mixing>,
    /// Everything may have changed.
    all: bool,
}

impl Changes {
    fn with<T>(&self, work: impl FnOnce(&mut Waiting) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The collector's view of the projection.
pub struct Reporter(pub Arc<Changes>);

impl Audience for Reporter {
    fn written(&self, sums: &Sums, pairs: Vec<(i64, i64)>) {
        let weight = heat(1.0, time::now());
        self.0.with(|waiting| {
            waiting
                .products
                .extend(sums.products.keys().map(|(_, product)| product));
            for pair in pairs {
                if waiting.pairs.len() < PAIRS {
                    *waiting.pairs.entry(pair).or_default() += weight;
                }
            }
        });
    }

    fn began_anew(&self) {
        self.0.with(|waiting| waiting.all = true);
    }
}

/// Carries counters from tracking.db into shop.db.
#[derive(Clone)]
pub struct Projection {
    store: Store,
    reading: Reading,
    changes: Arc<Changes>,
    /// One run at a time.
    turn: Arc<tokio::sync::Mutex<()>>,
}

/// A product's numbers as the catalogue has them.
type Row = (i64, i64, i64, i64);

/// The file and the revision that a read saw.
#[derive(Debug, Clone, Copy)]
struct Mark {
    identity: i64,
    revision: i64,
}

impl Projection {
    /// A projection between two files. What changed before is found at its first run.
    pub fn new(store: Store, reading: Reading, changes: Arc<Changes>) -> Self {
        changes.with(|waiting| waiting.all = true);
        Self {
            store,
            reading,
            changes,
            turn: Arc::default(),
        }
    }

    /// Runs until `stopping` turns true.
    pub async fn run(self, mut stopping: watch::Receiver<bool>) {
        loop {
            if let Err(error) = self.project().await {
                tracing::warn!(%error, "counters could not be projected; they wait");
            }
            tokio::select! {
                () = tokio::time::sleep(EVERY) => {}
                // Also when its sender is gone.
                _ = stopping.wait_for(|stopping| *stopping) => return,
            }
        }
    }

    /// Carries over everything that changed until now.
    ///
    /// # Errors
    /// What either file says; what was not carried over is kept for the next time.
    pub async fn project(&self) -> Result<(), StoreError> {
        let _turn = self.turn.lock().await;
        let waiting = self.changes.with(std::mem::take);
        let result = self.carry(&waiting).await;
        if result.is_err() {
            self.changes.with(|now| {
                now.products.extend(&waiting.products);
                now.all |= waiting.all;
                for (pair, weight) in waiting.pairs {
                    *now.pairs.entry(pair).or_default() += weight;
                }
            });
        }
        result
    }

    async fn carry(&self, waiting: &Waiting) -> Result<(), StoreError> {
        let mut products: Vec<i64> = waiting.products.iter().copied().collect();
        if waiting.all {
            products.extend(self.missed().await?);
            products.sort_unstable();
            products.dedup();
        }
        for some in products.chunks(JOB) {
            let some = some.to_vec();
            let read = move |db: &Connection| Ok((mark(db)?, numbers(db, &some)?));
            let Some((mark, rows)) = self.reading.read(read).await? else {
                return Ok(());
            };
            let work = move |tx: &Tx<'_>| Ok::<_, StoreError>(project(tx, mark, &rows)?);
            self.store.write_bulk(Durability::Fast, work).await?;
        }
        let pairs: Vec<_> = waiting.pairs.iter().map(|(pair, w)| (*pair, *w)).collect();
        for some in pairs.chunks(JOB / 4) {
            let some = some.to_vec();
            let work = move |tx: &Tx<'_>| Ok::<_, StoreError>(pair(tx, &some)?);
            self.store.write_bulk(Durability::Fast, work).await?;
        }
        Ok(())
    }

    /// The products that changed since the last projection that shop.db knows of.
    async fn missed(&self) -> Result<Vec<i64>, StoreError> {
        let known = self.store.read(|db| {
            let known = "SELECT identity, revision FROM tracking_projection";
            let row = db.query_row(known, [], |row| Ok((row.get(0)?, row.get(1)?)));
            Ok::<Option<(i64, i64)>, StoreError>(row.optional()?)
        })?;
        let read = move |db: &Connection| {
            let mark = mark(db)?;
            let since = match known {
                Some((identity, revision)) if identity == mark.identity => revision - OVERLAP,
                _ => -1,
            };
            db.prepare("SELECT product_id FROM counters WHERE revision > ?1")?
                .query_map([since], |row| row.get(0))?
                .collect()
        };
        Ok(self.reading.read(read).await?.unwrap_or_default())
    }
}

fn mark(db: &Connection) -> rusqlite::Result<Mark> {
    db.prepare_cached("SELECT identity, revision FROM ledger")?
        .query_row([], |row| {
            Ok(Mark {
                identity: row.get(0)?,
                revision: row.get(1)?,
            })
        })
}

fn numbers(db: &Connection, products: &[i64]) -> rusqlite::Result<Vec<Row>> {
    let mut select = db.prepare_cached(include_str!("../../sql/tracking/read_changed.sql"))?;
    let mut rows = Vec::with_capacity(products.len());
    for product in products {
        let row = select.query_row([product], |row| {
            let popularity = popularity(row.get(3)?);
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, popularity))
        });
        rows.extend(row.optional()?);
    }
    Ok(rows)
}

fn project(tx: &Tx<'_>, mark: Mark, rows: &[Row]) -> rusqlite::Result<()> {
    let mut update = tx.prepare_cached(include_str!("../../sql/tracking/project_product.sql"))?;
    let mut changed = 0;
    for (id, views, clicks, popularity) in rows {
        changed += update.execute(params![id, views, clicks, popularity])?;
    }
    // A job that changes nothing must not make every cached page stale.
    if changed > 0 {
        let done = "INSERT OR REPLACE INTO tracking_projection (id, identity, revision) VALUES (1, ?1, ?2)";
        tx.prepare_cached(done)?
            .execute(params![mark.identity, mark.revision])?;
    }
    Ok(())
}

fn pair(tx: &Tx<'_>, pairs: &[((i64, i64), f64)]) -> rusqlite::Result<()> {
    let mut insert = tx.prepare_cached(include_str!("../../sql/tracking/pair_products.sql"))?;
    let mut touched: HashSet<i64, Mixing> = HashSet::default();
    for ((one, other), weight) in pairs {
        insert.execute(params![one, other, weight])?;
        insert.execute(params![other, one, weight])?;
        touched.extend([*one, *other]);
    }
    let mut trim = tx.prepare_cached(include_str!("../../sql/tracking/trim_pairs.sql"))?;
    for product in touched {
        trim.execute([product])?;
    }
    Ok(())
}

/// What the products of a shop count already: what a new tracking.db begins with. Empty when the shop
/// cannot say.
pub fn baselines(store: &Store) -> Vec<Baseline> {
    let sql = "SELECT id, view_count, click_count, favorite_count, popularity FROM products
               WHERE view_count > 0 OR click_count > 0 OR favorite_count > 0 OR popularity > 0";
    let rows = store.connect().and_then(|db| {
        let mut select = db.prepare(sql)?;
        let rows = select.query_map([], |row| {
            Ok(Baseline {
                product: row.get(0)?,
                views: row.get(1)?,
                clicks: row.get(2)?,
                favorites: row.get(3)?,
                popularity: row.get(4)?,
            })
        })?;
        Ok(rows.collect::<Result<Vec<_>, _>>()?)
    });
    rows.unwrap_or_else(|error| {
        tracing::warn!(%error, "a new tracking.db begins without the shop's counters");
        Vec::new()
    })
}

//! Where batches end: tracking.db behind a trait, so that the next ledger can be a server database.
//!
//! Invariant: a batch is one transaction, raw events and everything that they count; a batch number
//! that is in the file already is not applied again, whatever became of its first commit.

use std::{path::PathBuf, sync::Arc, time::Duration};

use rusqlite::{Connection, ErrorCode, OptionalExtension, TransactionBehavior, params};

use super::{
    cart_rollup, codec,
    event::Event,
    meaning::{Floored, heat_of},
    retention,
    sums::{DAY, Sums, Taken},
};
use crate::{
    store::{FileId, OpenError, SideFile},
    time,
};

/// How long a write waits for a lock before the collector backs off instead.
const PATIENCE: Duration = Duration::from_millis(20);
/// Dead letters that are kept.
const LETTERS: i64 = 10_000;

/// What a collector writes at once.
#[derive(Debug)]
pub struct Batch<'a> {
    /// Ascending within a run; the same for each try of the same events.
    pub number: i64,
    /// In the order in which they count.
    pub events: &'a [Taken],
    /// What they add up to.
    pub sums: &'a Sums,
    /// The status once they are written, as JSON.
    pub status: &'a str,
}

/// What kind of failure it was, which says what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Somebody else has the file: wait.
    Busy,
    /// No room: make some, or wait.
    Full,
    /// The system fails: wait.
    Failing,
    /// The events themselves cannot be written: find the one.
    Poison,
    /// The file is no ledger any more: begin another.
    Damaged,
}

/// Why nothing was written.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{reason}")]
pub struct LedgerError {
    /// What to do about it.
    pub fault: Fault,
    /// In words.
    pub reason: String,
}

/// What a product counted before the ledger began.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Baseline {
    /// The product.
    pub product: i64,
    /// Its views.
    pub views: i64,
    /// Its clicks.
    pub clicks: i64,
    /// Its favourites.
    pub favorites: i64,
    /// Its popularity as products have it.
    pub popularity: i64,
}

/// Gives the baseline of a new ledger.
pub type Baselines = Arc<dyn Fn() -> Vec<Baseline> + Send + Sync>;

/// What a collector needs of a ledger. All of it blocks.
pub trait Ledger: Send {
    /// Gets ready. Called before anything is written, and again after a failure.
    ///
    /// # Errors
    /// What stands in the way.
    fn open(&mut self) -> Result<(), LedgerError>;

    /// Writes a batch, unless its number is written already.
    ///
    /// # Errors
    /// Nothing of it was written, or, after a failing commit, it is unclear: the same call mends it.
    fn write(&mut self, batch: &Batch<'_>) -> Result<(), LedgerError>;

    /// Keeps an event that cannot be written, with the reason.
    ///
    /// # Errors
    /// It is not kept.
    fn bury(&mut self, event: &Event, reason: &str) -> Result<(), LedgerError>;

    /// Lets go of some raw events that arrived before `day`; true when there may be more.
    ///
    /// # Errors
    /// None went.
    fn prune(&mut self, day: i64) -> Result<bool, LedgerError>;

    /// Lets go of some of the oldest raw events, however old they are; false when there are none.
    ///
    /// # Errors
    /// None went.
    fn make_room(&mut self) -> Result<bool, LedgerError>;

    /// Puts a damaged ledger aside and begins another. Gives the place of the old one.
    ///
    /// # Errors
    /// The damaged one is still there.
    fn replace(&mut self) -> Result<Option<PathBuf>, LedgerError>;
}

/// tracking.db.
pub struct FileLedger {
    file: SideFile,
    baselines: Baselines,
    max_pages: u32,
    writer: i64,
    connection: Option<(Connection, Option<FileId>)>,
    retention: retention::Pace,
}

impl FileLedger {
    /// The ledger in a file that need not be there yet. `max_bytes` bounds the file.
    pub fn new(file: SideFile, baselines: Baselines, max_bytes: u64) -> Self {
        Self {
            file,
            baselines,
            max_pages: u32::try_from(max_bytes / 4096).unwrap_or(u32::MAX).max(64),
            writer: random(),
            connection: None,
            retention: retention::Pace::default(),
        }
    }

    /// The connection; another one where the file was moved away or replaced.
    fn connection(&mut self) -> Result<&mut Connection, LedgerError> {
        if let Some((_, id)) = &self.connection
            && (id.is_none() || self.file.id() != *id)
        {
            tracing::warn!("tracking.db was taken away: a new one is made");
            self.connection = None;
        }
        if self.connection.is_none() {
            let mut connection = self.file.open(PATIENCE)?;
            // A batch's checkpoint is the collector's own time: rarer and larger ones cost less.
            connection.execute_batch(&format!(
                "PRAGMA wal_autocheckpoint = 4000; PRAGMA max_page_count = {};",
                self.max_pages
            ))?;
            self.begin_ledger(&mut connection)?;
            self.connection = Some((connection, self.file.id()));
        }
        match &mut self.connection {
            Some((connection, _)) => Ok(connection),
            None => Err(LedgerError {
                fault: Fault::Failing,
                reason: "there is no connection".to_owned(),
            }),
        }
    }

    /// Gives a new file its identity, and what the shop had counted before it.
    fn begin_ledger(&self, connection: &mut Connection) -> Result<(), LedgerError> {
        let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let begun: bool =
            tx.query_row("SELECT EXISTS (SELECT 1 FROM ledger)", [], |row| row.get(0))?;
        if !begun {
            let begin = "INSERT INTO ledger (id, identity, made_at) VALUES (1, ?1, ?2)";
            tx.execute(begin, params![random(), time::now()])?;
            for row in (self.baselines)() {
                let heat = heat_of(row.popularity);
                let values = params![
                    row.product,
                    row.views,
                    row.clicks,
                    0,
                    0,
                    0,
                    0,
                    heat,
                    row.favorites,
                    0
                ];
                tx.execute(
                    include_str!("../../sql/tracking/archive_product.sql"),
                    values,
                )?;
            }
            tx.execute(
                "INSERT INTO counters SELECT *, 0 FROM archive WHERE true",
                [],
            )?;
        }
        Ok(tx.commit()?)
    }

    /// Runs `work` in a transaction of its own. After a failure that may have broken the connection,
    /// the next call opens another.
    fn transact<T>(
        &mut self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, LedgerError> {
        let connection = self.connection()?;
        let attempt = || {
            let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let value = work(&tx)?;
            tx.commit()?;
            Ok::<_, rusqlite::Error>(value)
        };
        attempt().map_err(|error| {
            let error = LedgerError::from(error);
            if !matches!(error.fault, Fault::Busy | Fault::Poison) {
                self.connection = None;
            }
            error
        })
    }
}

impl Ledger for FileLedger {
    fn open(&mut self) -> Result<(), LedgerError> {
        self.connection().map(|_| ())
    }

    fn write(&mut self, batch: &Batch<'_>) -> Result<(), LedgerError> {
        let writer = self.writer;
        self.transact(|tx| write(tx, writer, batch))
    }

    fn bury(&mut self, event: &Event, reason: &str) -> Result<(), LedgerError> {
        self.transact(|tx| {
            let bury =
                "INSERT INTO dead_letters (at, action, event, reason) VALUES (?1, ?2, ?3, ?4)";
            let text = format!("{:?}", event.what);
            tx.execute(bury, params![event.at, event.action().name(), text, reason])?;
            let keep = "DELETE FROM dead_letters WHERE id <= ?1";
            tx.execute(keep, [tx.last_insert_rowid() - LETTERS])?;
            Ok(())
        })
    }

    fn prune(&mut self, day: i64) -> Result<bool, LedgerError> {
        let mut pace = std::mem::take(&mut self.retention);
        let pruned = self.transact(|tx| pace.prune(tx, day));
        self.retention = pace;
        pruned
    }

    fn make_room(&mut self) -> Result<bool, LedgerError> {
        self.transact(retention::make_room)
    }

    fn replace(&mut self) -> Result<Option<PathBuf>, LedgerError> {
        self.connection = None;
        let aside = match self.file.set_aside() {
            Ok(path) => Some(path),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
            Err(error) => {
                return Err(LedgerError {
                    fault: Fault::Failing,
                    reason: format!("the damaged file cannot be moved away: {error}"),
                });
            }
        };
        self.connection()?;
        Ok(aside)
    }
}

/// A positive random number.
fn random() -> i64 {
    let mut bytes = [0; 8];
    match getrandom::fill(&mut bytes) {
        Ok(()) => i64::from_le_bytes(bytes) & i64::MAX,
        Err(_) => time::now(),
    }
}

fn write(tx: &Connection, writer: i64, batch: &Batch<'_>) -> rusqlite::Result<()> {
    let last: Option<i64> = tx
        .prepare_cached("SELECT last_batch FROM writers WHERE writer = ?1")?
        .query_row([writer], |row| row.get(0))
        .optional()?;
    if last.is_some_and(|last| last >= batch.number) {
        return Ok(());
    }
    let now = time::now();
    let revision: i64 = tx
        .prepare_cached("UPDATE ledger SET revision = revision + 1 RETURNING revision")?
        .query_row([], |row| row.get(0))?;
    let day =
        "INSERT INTO event_days (day, first_id) SELECT ?1, coalesce(max(id), 0) + 1 FROM events
               WHERE true ON CONFLICT (day) DO NOTHING";
    tx.prepare_cached(day)?.execute([now.div_euclid(DAY)])?;
    let mut insert = tx.prepare_cached(include_str!("../../sql/tracking/insert_event.sql"))?;
    for taken in batch.events {
        codec::insert(&mut insert, taken)?;
    }
    count_products(tx, batch.sums, revision)?;
    count_shop(tx, batch.sums)?;
    cart_rollup::write(tx, &batch.sums.carts)?;
    let done = "INSERT INTO writers (writer, last_batch, at, status) VALUES (?1, ?2, ?3, ?4)
                ON CONFLICT (writer) DO UPDATE SET last_batch = excluded.last_batch,
                at = excluded.at, status = excluded.status";
    tx.prepare_cached(done)?
        .execute(params![writer, batch.number, now, batch.status])?;
    Ok(())
}

fn count_products(tx: &Connection, sums: &Sums, revision: i64) -> rusqlite::Result<()> {
    let mut count = tx.prepare_cached(include_str!("../../sql/tracking/count_product.sql"))?;
    for (product, tally) in &sums.by_product() {
        let favorites = sums.favorites.get(product).unwrap_or(&Floored::NOTHING);
        count.execute(params![
            product,
            tally.views,
            tally.clicks,
            tally.cart_adds,
            tally.purchases,
            tally.units_sold,
            tally.revenue,
            tally.heat,
            revision,
            favorites.moved,
            favorites.least,
        ])?;
    }
    let hours = include_str!("../../sql/tracking/count_product_hour.sql");
    let days = include_str!("../../sql/tracking/count_product_day.sql");
    for (sql, span) in [(hours, 1), (days, 24)] {
        let mut count = tx.prepare_cached(sql)?;
        for ((span, product), tally) in &sums.by_span(span) {
            count.execute(params![
                span,
                product,
                tally.views,
                tally.clicks,
                tally.favorites,
                tally.cart_adds,
                tally.purchases,
                tally.units_sold,
                tally.revenue,
            ])?;
        }
    }
    Ok(())
}

fn count_shop(tx: &Connection, sums: &Sums) -> rusqlite::Result<()> {
    let mut count = tx.prepare_cached(include_str!("../../sql/tracking/count_hour.sql"))?;
    for (hour, shop) in &sums.hours {
        let tally = &shop.tally;
        count.execute(params![
            hour,
            tally.views,
            tally.clicks,
            tally.favorites,
            tally.cart_adds,
            tally.purchases,
            tally.units_sold,
            tally.revenue,
            shop.events,
            shop.orders,
            shop.reviews,
            shop.searches,
            shop.missed,
        ])?;
    }
    for (day, sketch) in &sums.visitors {
        let read = "SELECT sketch FROM visitor_days WHERE day = ?1";
        let known: Option<Vec<u8>> = tx
            .prepare_cached(read)?
            .query_row([day], |row| row.get(0))
            .optional()?;
        let mut merged = super::sketch::Sketch::from_bytes(&known.unwrap_or_default());
        merged.merge(sketch);
        tx.prepare_cached("INSERT OR REPLACE INTO visitor_days (day, sketch) VALUES (?1, ?2)")?
            .execute(params![day, merged.bytes()])?;
    }
    let mut count = tx.prepare_cached(include_str!("../../sql/tracking/count_search.sql"))?;
    for ((day, query), (searches, missed)) in &sums.searches {
        count.execute(params![day, query, searches, missed])?;
    }
    Ok(())
}

impl From<rusqlite::Error> for LedgerError {
    fn from(error: rusqlite::Error) -> Self {
        let fault = match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Fault::Busy,
            Some(ErrorCode::DiskFull) => Fault::Full,
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => Fault::Damaged,
            Some(ErrorCode::ConstraintViolation | ErrorCode::TooBig | ErrorCode::TypeMismatch) => {
                Fault::Poison
            }
            Some(_) => Fault::Failing,
            None => Fault::Poison,
        };
        let reason = error.to_string();
        Self { fault, reason }
    }
}

impl From<OpenError> for LedgerError {
    fn from(error: OpenError) -> Self {
        let fault = match error {
            OpenError::Locked { .. } => Fault::Busy,
            OpenError::Damaged { .. } | OpenError::Foreign { .. } => Fault::Damaged,
            _ => Fault::Failing,
        };
        let reason = error.to_string();
        Self { fault, reason }
    }
}

#[cfg(test)]
#[path = "ledger_tests.rs"]
mod tests;

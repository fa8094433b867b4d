//! Readers: a pool of connections that cannot write, each read with a deadline and one snapshot.
//!
//! A short read runs on the async worker that asks: handing it to another thread costs a third of the
//! throughput. It never waits for a connection, because the pool has one for every async worker and
//! for every slow read (`Readers::open` sees to it), and slow reads are counted by a semaphore.

use std::{
    ops::Deref,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use r2d2::{ManageConnection, Pool};
use r2d2_sqlite::SqliteConnectionManager;
use rusqlite::Connection;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::{OpenError, Options, StoreError, open};

/// How many steps of SQLite's virtual machine run between two looks at the clock: some 20 µs.
const STEPS: i32 = 1_000;

/// The pool.
pub(super) struct Readers {
    pool: Pool<Manager>,
    epoch: Instant,
    timeout: Duration,
    slow: Arc<Semaphore>,
    patience: Duration,
}

impl Readers {
    pub(super) fn open(file: &Path, options: &Options) -> Result<Self, OpenError> {
        let epoch = Instant::now();
        let slow = options.slow_reads.max(1);
        let needed = u32::try_from(async_workers() + slow).unwrap_or(u32::MAX);
        let size = options.readers.max(needed);
        let files = SqliteConnectionManager::file(file)
            .with_flags(open::reader_flags())
            .with_init(|connection| open::read_only(connection));
        let pool = Pool::builder()
            .max_size(size)
            .min_idle(Some(size))
            .test_on_check_out(false)
            .max_lifetime(None)
            .idle_timeout(None)
            .connection_timeout(options.pool_timeout)
            .error_handler(Box::new(Reporter))
            .build(Manager { files, epoch })
            .map_err(|error| OpenError::other(file, &error))?;
        Ok(Self {
            pool,
            epoch,
            timeout: options.read_timeout,
            slow: Arc::new(Semaphore::new(slow)),
            patience: options.pool_timeout,
        })
    }

    /// Runs a read in one transaction, so that all its statements see the same state, and interrupts
    /// it at its deadline.
    pub(super) fn read<T, E: From<StoreError>>(
        &self,
        read: impl FnOnce(&Connection) -> Result<T, E>,
    ) -> Result<T, E> {
        let reader = self.pool.get().map_err(|_| StoreError::Busy)?;
        let snapshot = Snapshot::begin(&reader, self.epoch.elapsed() + self.timeout)?;
        let result = read(&snapshot);
        match result {
            // Whatever the reader made of the interrupted statement.
            Err(_) if snapshot.is_late() => Err(StoreError::Deadline.into()),
            result => result,
        }
    }

    /// A place among the slow reads.
    pub(super) async fn slow_permit(&self) -> Result<OwnedSemaphorePermit, StoreError> {
        let permit = Arc::clone(&self.slow).acquire_owned();
        match tokio::time::timeout(self.patience, permit).await {
            Ok(Ok(permit)) => Ok(permit),
            Ok(Err(_)) => Err(StoreError::Closed),
            Err(_) => Err(StoreError::Busy),
        }
    }

    /// Connections in the pool.
    #[cfg(test)]
    pub(super) fn size(&self) -> u32 {
        self.pool.max_size()
    }
}

/// How many short reads there can be at once.
fn async_workers() -> usize {
    match tokio::runtime::Handle::try_current() {
        Ok(runtime) => runtime.metrics().num_workers(),
        // The runtime is made later, with as many workers.
        Err(_) => std::thread::available_parallelism().map_or(1, usize::from),
    }
}

/// A pooled connection, and when its present read has to end.
struct Reader {
    connection: Connection,
    deadline: Arc<Deadline>,
}

/// Nanoseconds since the pool's epoch. One handler looks at it for the connection's whole life:
/// setting a number is cheaper for each read than installing a handler.
struct Deadline(AtomicU64);

impl Deadline {
    /// No read is running.
    const NONE: u64 = u64::MAX;
    /// It is over, and a statement was told so.
    const PASSED: u64 = 0;

    fn set(&self, end: Duration) {
        let end = u64::try_from(end.as_nanos()).unwrap_or(Self::NONE);
        self.0.store(end, Ordering::Relaxed);
    }

    fn clear(&self) {
        self.0.store(Self::NONE, Ordering::Relaxed);
    }

    fn has_passed(&self, epoch: Instant) -> bool {
        let end = self.0.load(Ordering::Relaxed);
        let passed = end != Self::NONE && epoch.elapsed().as_nanos() >= u128::from(end);
        if passed {
            self.0.store(Self::PASSED, Ordering::Relaxed);
        }
        passed
    }

    fn was_told(&self) -> bool {
        self.0.load(Ordering::Relaxed) == Self::PASSED
    }
}

/// One state of the file, seen by every statement of a read. Ends when dropped, also by a panic.
struct Snapshot<'r>(&'r Reader);

impl<'r> Snapshot<'r> {
    fn begin(reader: &'r Reader, end: Duration) -> Result<Self, StoreError> {
        run(&reader.connection, "BEGIN DEFERRED")?;
        reader.deadline.set(end);
        Ok(Self(reader))
    }

    fn is_late(&self) -> bool {
        self.0.deadline.was_told()
    }
}

impl Deref for Snapshot<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.0.connection
    }
}

impl Drop for Snapshot<'_> {
    fn drop(&mut self) {
        self.0.deadline.clear();
        // Nothing was written: a failing end changes no answer. A connection that stays inside a
        // transaction is thrown away by `has_broken`.
        if run(&self.0.connection, "COMMIT").is_err() && !self.0.connection.is_autocommit() {
            let _ = run(&self.0.connection, "ROLLBACK");
        }
    }
}

fn run(connection: &Connection, sql: &str) -> rusqlite::Result<()> {
    connection.prepare_cached(sql)?.execute([])?;
    Ok(())
}

/// Makes readers.
struct Manager {
    files: SqliteConnectionManager,
    epoch: Instant,
}

impl ManageConnection for Manager {
    type Connection = Reader;
    type Error = rusqlite::Error;

    fn connect(&self) -> rusqlite::Result<Reader> {
        let connection = self.files.connect()?;
        let deadline = Arc::new(Deadline(AtomicU64::new(Deadline::NONE)));
        let (seen, epoch) = (Arc::clone(&deadline), self.epoch);
        connection.progress_handler(STEPS, Some(move || seen.has_passed(epoch)))?;
        Ok(Reader {
            connection,
            deadline,
        })
    }

    fn is_valid(&self, reader: &mut Reader) -> rusqlite::Result<()> {
        run(&reader.connection, "SELECT 1")
    }

    fn has_broken(&self, reader: &mut Reader) -> bool {
        !reader.connection.is_autocommit()
    }
}

/// Logs why a reader could not be opened; the pool tries again by itself.
#[derive(Debug)]
struct Reporter;

impl r2d2::HandleError<rusqlite::Error> for Reporter {
    fn handle_error(&self, error: rusqlite::Error) {
        tracing::warn!(%error, "a reader could not be opened");
    }
}

//! Readers: a pool of connections that cannot write, each read with a deadline and one snapshot.

use std::{
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use r2d2::{Pool, PooledConnection};
use r2d2_sqlite::SqliteConnectionManager;
use rusqlite::Connection;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::{OpenError, Options, StoreError, open};

/// How many steps of SQLite's virtual machine run between two looks at the clock.
const STEPS: i32 = 4_000;

/// The pool.
pub(super) struct Readers {
    pool: Pool<SqliteConnectionManager>,
    slow: Arc<Semaphore>,
    patience: Duration,
    timeout: Duration,
}

impl Readers {
    pub(super) fn open(file: &Path, options: &Options) -> Result<Self, OpenError> {
        let manager = SqliteConnectionManager::file(file).with_init(open::reader);
        let pool = Pool::builder()
            .max_size(options.readers)
            .min_idle(Some(options.readers))
            .test_on_check_out(false)
            .max_lifetime(None)
            .idle_timeout(None)
            .connection_timeout(options.pool_timeout)
            .build(manager)
            .map_err(|error| OpenError::Other {
                file: file.display().to_string(),
                reason: error.to_string(),
            })?;
        Ok(Self {
            pool,
            slow: Arc::new(Semaphore::new(options.slow_reads)),
            patience: options.pool_timeout,
            timeout: options.read_timeout,
        })
    }

    fn take(&self) -> Result<PooledConnection<SqliteConnectionManager>, StoreError> {
        self.pool.get().map_err(|_| StoreError::Busy)
    }

    /// Runs a read in one transaction, so that all its statements see the same state, and interrupts
    /// it at its deadline.
    pub(super) fn read<T, E: From<StoreError>>(
        &self,
        read: impl FnOnce(&Connection) -> Result<T, E>,
    ) -> Result<T, E> {
        let connection = self.take()?;
        let deadline = Deadline::set(&connection, self.timeout)?;
        run(&connection, "BEGIN DEFERRED")?;
        let result = read(&connection);
        drop(deadline);
        // Nothing was written: a failing end of the snapshot changes no answer.
        if run(&connection, "COMMIT").is_err() {
            let _ = run(&connection, "ROLLBACK");
        }
        result
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
}

fn run(connection: &Connection, sql: &str) -> Result<(), StoreError> {
    connection.prepare_cached(sql)?.execute([])?;
    Ok(())
}

/// Interrupts a connection's statements once the time is over; lets go when dropped.
struct Deadline<'c>(&'c Connection);

impl<'c> Deadline<'c> {
    fn set(connection: &'c Connection, timeout: Duration) -> Result<Self, StoreError> {
        let end = Instant::now() + timeout;
        connection.progress_handler(STEPS, Some(move || Instant::now() > end))?;
        Ok(Self(connection))
    }
}

impl Drop for Deadline<'_> {
    fn drop(&mut self) {
        let _ = self.0.progress_handler(0, None::<fn() -> bool>);
    }
}

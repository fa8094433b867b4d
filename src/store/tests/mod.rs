//! The store as its users meet it: a real file, real threads.

#![allow(clippy::unwrap_used)]

mod logging;
mod opening;
mod reading;
mod writing;

use super::*;
use std::time::Instant;

/// A store in a folder of its own.
pub(super) struct Fixture {
    pub(super) store: Store,
    pub(super) folder: tempfile::TempDir,
}

impl Fixture {
    pub(super) fn new() -> Self {
        Self::with(|_| {})
    }

    pub(super) fn with(change: impl FnOnce(&mut Options)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut options = Options::new(folder.path());
        change(&mut options);
        let store = Store::open(&options).unwrap();
        store.0.readers.read::<_, StoreError>(|_| Ok(())).unwrap();
        let fixture = Self { store, folder };
        fixture.write(|tx| {
            tx.execute_batch("CREATE TABLE t (x INTEGER PRIMARY KEY CHECK (x < 1000000)) STRICT")
        });
        fixture
    }

    /// Waits for a write from a thread that is no async worker.
    pub(super) fn write<T: Send + 'static>(
        &self,
        job: impl FnOnce(&Tx<'_>) -> rusqlite::Result<T> + Send + 'static,
    ) -> T {
        let job = move |tx: &Tx<'_>| job(tx).map_err(StoreError::from);
        wait(self.store.write(Durability::Fast, job)).unwrap()
    }

    pub(super) fn rows(&self) -> Vec<i64> {
        self.store.read(rows).unwrap()
    }

    /// A connection of another process, as good as.
    pub(super) fn stranger(&self) -> Connection {
        open_for_command(self.folder.path()).unwrap()
    }
}

pub(super) fn rows(db: &Connection) -> Result<Vec<i64>, StoreError> {
    let mut statement = db.prepare_cached("SELECT x FROM t ORDER BY x")?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A job that adds a row.
pub(super) fn insert(x: i64) -> impl FnOnce(&Tx<'_>) -> Result<(), StoreError> + Send + 'static {
    move |tx| {
        tx.execute("INSERT INTO t VALUES (?1)", [x])?;
        Ok(())
    }
}

/// Drives a future on this thread.
pub(super) fn wait<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .unwrap();
    runtime.block_on(future)
}

/// Polls until it holds, for ten seconds at most.
pub(super) fn until(what: &str, mut holds: impl FnMut() -> bool) -> Duration {
    let since = Instant::now();
    while !holds() {
        assert!(since.elapsed() < Duration::from_secs(10), "never: {what}");
        std::thread::yield_now();
    }
    since.elapsed()
}

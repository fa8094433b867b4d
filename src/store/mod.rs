//! The store: one SQLite file, many readers, one writer. Knows no table of a feature.
//!
//! Invariants: only the writer thread changes the file in this process; a job is one savepoint and a
//! group one commit; an answer leaves after the commit and after [`Store::version`] moved.

mod error;
pub mod lock;
pub mod migrations;
pub mod open;
mod readers;
mod watch;
mod writer;

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use rusqlite::Connection;

pub use error::{OpenError, StoreError};
pub use writer::Tx;

use lock::Lock;
use readers::Readers;
use watch::Watch;
use writer::Writer;

/// The name of the commerce file in the data folder.
pub const SHOP_FILE: &str = "shop.db";

/// How to open a store.
#[derive(Debug, Clone)]
pub struct Options {
    /// The folder with shop.db.
    pub data_dir: PathBuf,
    /// Connections in the read pool. At least the async workers plus `slow_reads`, so that a short
    /// read never waits for a slow one.
    pub readers: u32,
    /// Longest one read may take before it is interrupted.
    pub read_timeout: Duration,
    /// Longest wait for a free reader, and for a place among the slow reads.
    pub pool_timeout: Duration,
    /// Slow reads (off the async workers) at once.
    pub slow_reads: usize,
    /// Write jobs that may wait.
    pub writer_queue: usize,
}

impl Options {
    /// The defaults for a data folder on this machine.
    pub fn new(data_dir: impl Into<PathBuf>) -> Self {
        let workers = std::thread::available_parallelism().map_or(2, usize::from);
        let slow_reads = workers * 2;
        Self {
            data_dir: data_dir.into(),
            readers: u32::try_from(workers + slow_reads).unwrap_or(u32::MAX),
            read_timeout: Duration::from_secs(2),
            pool_timeout: Duration::from_secs(1),
            slow_reads,
            writer_queue: 1_024,
        }
    }
}

/// Whether a job's commit must survive a power cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Durability {
    /// `synchronous=NORMAL`: survives a crash of the process, not one of the machine.
    Fast,
    /// `synchronous=FULL`: is on the disk when it is answered. Orders, accounts, stock.
    Durable,
}

/// The version of what the file holds: a number that every commit moves.
#[derive(Clone, Default)]
pub(crate) struct Version(Arc<AtomicU64>);

impl Version {
    fn get(&self) -> u64 {
        self.0.load(Ordering::Acquire)
    }

    fn bump(&self) {
        self.0.fetch_add(1, Ordering::AcqRel);
    }
}

/// Readers and the writer of one shop.db. Cheap to clone.
#[derive(Clone)]
pub struct Store(Arc<Inner>);

struct Inner {
    readers: Readers,
    writer: Writer,
    watch: Watch,
    version: Version,
    file: PathBuf,
    _lock: Lock,
}

impl Store {
    /// Opens for `souk serve`: takes the folder's lock, backs the file up and migrates it where
    /// needed, starts the writer thread.
    ///
    /// # Errors
    /// A sentence that says why the folder or the file is refused, and what to do.
    pub fn open(options: &Options) -> Result<Self, OpenError> {
        let lock = Lock::take(&options.data_dir)?;
        let file = options.data_dir.join(SHOP_FILE);
        let connection = open::writer(&file)?;
        migrations::bring_up(&connection, &file, migrations::SHOP)?;
        let version = Version::default();
        let writer = Writer::start(connection, &file, options.writer_queue, version.clone())?;
        let readers = Readers::open(&file, options)?;
        let watch = Watch::start(&file, version.clone())?;
        Ok(Self(Arc::new(Inner {
            readers,
            writer,
            watch,
            version,
            file,
            _lock: lock,
        })))
    }

    /// A short indexed read on the calling thread. All its statements see one state of the file.
    ///
    /// # Errors
    /// `Busy` when no reader came free, `Deadline` when it took too long, else what `read` says.
    pub fn read<T, E: From<StoreError>>(
        &self,
        read: impl FnOnce(&Connection) -> Result<T, E>,
    ) -> Result<T, E> {
        self.0.readers.read(read)
    }

    /// A read that may take milliseconds: off the async workers, and only so many at once.
    ///
    /// # Errors
    /// As [`Store::read`], and `Busy` when too many slow reads run.
    pub async fn read_slow<T, E>(
        &self,
        read: impl FnOnce(&Connection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let permit = self.0.readers.slow_permit().await?;
        let store = self.clone();
        let task = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            store.read(read)
        });
        task.await
            .unwrap_or_else(|_| Err(StoreError::Panicked.into()))
    }

    /// Runs a job in the writer's next group commit; answers after the commit. A caller that goes
    /// away does not cancel its job.
    ///
    /// # Errors
    /// What `job` says (it is undone alone), `Busy` when the queue is full or another process holds
    /// the file, `DiskFull`, `Closed`, or what the commit says.
    pub async fn write<T, E>(
        &self,
        durability: Durability,
        job: impl FnOnce(&Tx<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.0.writer.write(durability, job).await
    }

    /// Grows with every commit to the file: ours before the job is answered, another process's
    /// within 250 ms.
    pub fn version(&self) -> u64 {
        self.0.version.get()
    }

    /// Whether the file answers.
    ///
    /// # Errors
    /// What stands in the way.
    pub fn check(&self) -> Result<(), StoreError> {
        if self.0.writer.is_closed() {
            return Err(StoreError::Closed);
        }
        self.read(|db| Ok(db.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?))
    }

    /// A connection of its own for work that streams (an import, an export): beside the pool, so that
    /// no reader waits for it.
    ///
    /// # Errors
    /// When the file cannot be opened.
    pub fn connect(&self) -> Result<Connection, StoreError> {
        open::writer(&self.0.file).map_err(|error| {
            tracing::error!(%error, "a further connection could not be opened");
            StoreError::Busy
        })
    }

    /// Finishes what is queued, checkpoints and closes. Further writes say `Closed`.
    pub fn close(&self) {
        self.0.watch.stop();
        self.0.writer.close();
    }
}

/// Opens shop.db read-write for a command (import, token …), beside a running server or without one.
/// Makes and migrates it where needed; waits up to 5 s for another writer.
///
/// # Errors
/// As [`Store::open`], and when a running server holds a file that would have to be migrated.
pub fn open_for_command(data_dir: &Path) -> Result<Connection, OpenError> {
    std::fs::create_dir_all(data_dir).map_err(|error| OpenError::folder(data_dir, &error))?;
    let file = data_dir.join(SHOP_FILE);
    let connection = open::writer(&file)?;
    if migrations::pending(&connection, &file, migrations::SHOP)? {
        let _lock = Lock::take(data_dir)?;
        migrations::bring_up(&connection, &file, migrations::SHOP)?;
    }
    Ok(connection)
}

/// A shop in memory with the newest schema, for unit tests.
#[cfg(test)]
pub fn in_memory() -> Connection {
    let db = Connection::open_in_memory().expect("memory");
    migrations::SHOP
        .iter()
        .for_each(|migration| db.execute_batch(migration.sql).expect("schema"));
    db
}

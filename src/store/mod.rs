//! The store: one SQLite file, many readers, one writer. Knows no table of a feature.
//!
//! Invariants: only the writer thread changes the file in this process; a job is undone alone and a
//! group is one commit; an answer leaves after the commit and after [`Store::version`] moved, and a durable one's
//! after the disk has it.

mod backup;
mod bulk;
mod checkpoint;
mod command;
mod commit;
mod enclosure;
mod error;
mod lock;
mod migrations;
mod open;
mod readers;
mod restore;
mod side;
mod sync;
mod unfinished;
mod writer;

#[cfg(test)]
mod tests;

use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, SystemTime},
};

use rusqlite::Connection;
use tokio::sync::watch;

pub use backup::{Backup, BackupError};
pub use bulk::without_indexes;
pub use command::{
    back_up, is_raw_copy, migrate, open_existing_for_command, open_for_command, open_to_read,
    server_of,
};
pub use enclosure::{ENCLOSED_MAX, Enclosed, Enclosing};
pub use error::{OpenError, StoreError};
pub use migrations::Migrated;
pub use restore::{Restored, restore};
pub use side::{FileId, SideFile};
pub use writer::Tx;

use commit::Committer;
use lock::{Holder, Lock};
use migrations::SHOP;
use readers::Readers;
use writer::{Manner, Writer};

/// How soon a server notices what another process wrote, and moves its [`Store::version`].
pub const NOTICED_WITHIN: Duration = Duration::from_millis(250);
/// The name of the commerce file in the data folder.
pub const SHOP_FILE: &str = "shop.db";
/// The name of the tracking file in the data folder.
pub const TRACKING_FILE: &str = "tracking.db";

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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// Survives a crash of the process, not one of the machine.
    Fast,
    /// Is on the disk when it is answered. Orders, accounts, stock.
    Durable,
}

/// The version of what the catalogue shows: a number that every commit but an unseen one moves.
struct Version(AtomicU64);

impl Version {
    /// Begins where no earlier run of this shop has been, so that a version tells states apart
    /// across restarts: 65,536 commits a millisecond would be needed to catch up with the clock.
    fn new() -> Self {
        let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        let milliseconds = since.map_or(0, |since| since.as_millis() as u64);
        Self(AtomicU64::new(milliseconds << 16))
    }

    fn get(&self) -> u64 {
        self.0.load(Ordering::Acquire)
    }

    fn bump(&self) {
        self.0.fetch_add(1, Ordering::AcqRel);
    }
}

/// What the writer's thread moves and the store's owners read.
struct Shared {
    version: Version,
    commits: AtomicU64,
}

/// Readers and the writer of one shop.db. Cheap to clone.
#[derive(Clone)]
pub struct Store(Arc<Inner>);

struct Inner {
    readers: Readers,
    writer: Writer,
    shared: Arc<Shared>,
    file: PathBuf,
    closed: AtomicBool,
    broken: watch::Receiver<bool>,
}

/// The writer's side in numbers, for `/metrics`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Load {
    /// Jobs that wait in the writer's queue.
    pub queued: usize,
    /// Group commits since the store was opened.
    pub commits: u64,
}

impl Store {
    /// Opens for `souk serve`: takes the folder's lock, backs the file up and migrates it where
    /// needed, starts the writer thread.
    ///
    /// # Errors
    /// A sentence that says why the folder or the file is refused, and what to do.
    pub fn open(options: &Options) -> Result<Self, OpenError> {
        let lock = Lock::alone(&options.data_dir, Holder::Serve)?;
        let file = options.data_dir.join(SHOP.file);
        let mut connection = open::writer(&file, &SHOP)?;
        open::refuse_damaged(&connection, &file)?;
        migrations::bring_up(&mut connection, &file, &SHOP)?;
        let shared = Arc::new(Shared {
            version: Version::new(),
            commits: AtomicU64::new(0),
        });
        let readers = Readers::open(&file, options)?;
        let committer = Committer::new(connection, &file, &SHOP, Arc::clone(&shared))?;
        let broken = committer.broken();
        let writer = Writer::start(committer, options.writer_queue, lock)?;
        Ok(Self(Arc::new(Inner {
            readers,
            writer,
            shared,
            file,
            closed: AtomicBool::new(false),
            broken,
        })))
    }

    /// A short indexed read on the calling thread. All its statements see one state of the file.
    ///
    /// # Errors
    /// `Busy` when no reader came free, `Deadline` when it took too long, `Closed`, else what `read`
    /// says.
    pub fn read<T, E: From<StoreError>>(
        &self,
        read: impl FnOnce(&Connection) -> Result<T, E>,
    ) -> Result<T, E> {
        if self.0.closed.load(Ordering::Acquire) {
            return Err(StoreError::Closed.into());
        }
        self.0.readers.read(read)
    }

    /// A read that may take milliseconds: off the async workers, and only so many at once.
    ///
    /// # Errors
    /// As [`Store::read`], and `Busy` when too many slow reads run.
    ///
    /// # Panics
    /// When `read` does.
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
            .unwrap_or_else(|error| match error.try_into_panic() {
                Ok(panic) => std::panic::resume_unwind(panic),
                // The runtime stops.
                Err(_) => Err(StoreError::Closed.into()),
            })
    }

    /// Runs a job in the writer's next group commit; answers after the commit, or once it is on the disk. A
    /// caller that goes away does not cancel its job.
    ///
    /// # Errors
    /// What `job` says (it is undone alone), `Panicked`, `Busy` when the queue is full or another
    /// process holds the file, `DiskFull`, `Closed`, or what the commit says. Where the disk fails after the
    /// commit, what was written can be read and may be lost; see [`Store::broken`].
    pub async fn write<T, E>(
        &self,
        durability: Durability,
        job: impl FnOnce(&Tx<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.0.writer.write(Manner::of(durability), job).await
    }

    /// As [`Store::write`], for what may change more of the file than memory should hold twice: it is the
    /// first of its transaction, and what undoes a statement of it goes to a file where it is long.
    ///
    /// # Errors
    /// As [`Store::write`].
    pub async fn write_bulk<T, E>(
        &self,
        durability: Durability,
        job: impl FnOnce(&Tx<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let manner = Manner {
            is_bulky: true,
            ..Manner::of(durability)
        };
        self.0.writer.write(manner, job).await
    }

    /// As [`Store::write`], for what no page of the catalogue shows: carts, logins, letters. The version
    /// stays, so that nothing is counted anew because of it: such a job must not change what is read by version,
    /// which are the tables of the catalogue and the sellers.
    ///
    /// # Errors
    /// As [`Store::write`].
    pub async fn write_unseen<T, E>(
        &self,
        durability: Durability,
        job: impl FnOnce(&Tx<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let manner = Manner {
            is_seen: false,
            ..Manner::of(durability)
        };
        self.0.writer.write(manner, job).await
    }

    /// Grows with every commit to the file but the unseen ones: ours before the job is answered,
    /// another process's within 250 ms. Also differs from every version of an earlier run.
    pub fn version(&self) -> u64 {
        self.0.shared.version.get()
    }

    /// How busy the writer is.
    pub fn load(&self) -> Load {
        Load {
            queued: self.0.writer.queued(),
            commits: self.0.shared.commits.load(Ordering::Relaxed),
        }
    }

    /// Waits until the disk has failed to keep what was written. From then on nothing is written: the process
    /// is to end without closing the file, whose log the next start reads.
    pub async fn broken(&self) {
        let mut broken = self.0.broken.clone();
        if broken.wait_for(|broken| *broken).await.is_err() {
            // The writer ended whole.
            std::future::pending::<()>().await;
        }
    }

    /// Whether it has.
    pub fn is_broken(&self) -> bool {
        *self.0.broken.borrow()
    }

    /// Whether the file answers, and takes what is written.
    ///
    /// # Errors
    /// What stands in the way.
    pub fn check(&self) -> Result<(), StoreError> {
        if self.is_broken() {
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
        let connection = open::writer_again(&self.0.file, &SHOP).map_err(|error| {
            tracing::error!(%error, "a further connection could not be opened");
            StoreError::Busy
        })?;
        open::roomy(&connection)?;
        Ok(connection)
    }

    /// Makes a verified copy in the folder's `backups/`, with the files that `enclose` puts in. Blocks
    /// meanwhile; readers and the writer go on.
    ///
    /// # Errors
    /// What stands in the way, or what `enclose` says; nothing is left behind then.
    pub fn back_up<T>(
        &self,
        enclose: impl FnOnce(&Enclosing<'_>) -> Result<T, BackupError>,
    ) -> Result<(Backup, Option<T>), BackupError> {
        let to = backup::shelf(&self.0.file, "backup")?;
        backup::sweep(&self.0.file)?;
        backup::back_up(&self.0.file, &to, Some(enclose))
    }

    /// The copies in `backups/`, in no order.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn backups(&self) -> Result<Vec<Backup>, BackupError> {
        backup::list(&self.0.file)
    }

    /// Finishes what is queued, checkpoints, and lets go of the folder. Blocks meanwhile. Further
    /// calls say `Closed`.
    pub fn close(&self) {
        self.0.closed.store(true, Ordering::Release);
        self.0.writer.close();
    }
}

/// The first thing wrong with the pages and indices of a file, and with its foreign keys.
///
/// # Errors
/// The database's.
pub fn first_fault(db: &Connection) -> rusqlite::Result<Option<String>> {
    if let Some(fault) = open::first_fault(db)? {
        return Ok(Some(fault));
    }
    db.query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| {
        let orphans: i64 = row.get(0)?;
        Ok((orphans > 0).then(|| format!("{orphans} rows point nowhere")))
    })
}

/// A shop in memory with the newest schema, for unit tests.
#[cfg(test)]
#[allow(clippy::unwrap_used)]
pub fn in_memory() -> Connection {
    let db = Connection::open_in_memory().unwrap();
    db.execute_batch("PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF")
        .unwrap();
    for step in SHOP.steps {
        db.execute_batch(step.sql).unwrap();
    }
    db
}

//! SKELETON of the interface; the store's author replaces it.
use rusqlite::Connection;
use std::{
    path::{Path, PathBuf},
    time::Duration,
};

/// How to open a store.
#[derive(Debug, Clone)]
pub struct Options {
    /// The folder with shop.db.
    pub data_dir: PathBuf,
    /// Connections in the read pool.
    pub readers: u32,
    /// Longest one read may take before it is interrupted.
    pub read_timeout: Duration,
    /// Longest wait for a free reader.
    pub pool_timeout: Duration,
    /// Slow reads (off the async workers) at once; more wait at most `pool_timeout`.
    pub slow_reads: usize,
    /// Write jobs that may wait.
    pub writer_queue: usize,
}
/// Whether a job's commit must survive a power cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Durability {
    /// synchronous=NORMAL
    Fast,
    /// synchronous=FULL
    Durable,
}

/// Why the store could not do it.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Every reader is taken, or the write queue is full, or another process holds the file: try again.
    #[error("the store is busy")]
    Busy,
    /// A read took longer than it may.
    #[error("the read took too long")]
    Deadline,
    /// The store is closing.
    #[error("the store is closed")]
    Closed,
    /// The disk is full.
    #[error("the disk is full")]
    DiskFull,
    /// A job panicked; it was undone.
    #[error("the job panicked")]
    Panicked,
    /// Anything else SQLite says.
    #[error(transparent)]
    Sqlite(rusqlite::Error),
}
impl From<rusqlite::Error> for StoreError {
    fn from(e: rusqlite::Error) -> Self {
        Self::Sqlite(e)
    }
}

/// A write transaction's connection (derefs to `rusqlite::Connection`).
pub struct Tx<'a>(&'a Connection);
impl std::ops::Deref for Tx<'_> {
    type Target = Connection;
    fn deref(&self) -> &Connection {
        self.0
    }
}

/// Readers and the writer of one shop.db. Cheap to clone.
#[derive(Clone)]
pub struct Store;
impl Store {
    /// Opens for `souk serve`: takes the folder's lock, backs up and migrates, starts the writer thread.
    pub fn open(_options: &Options) -> Result<Self, OpenError> {
        unimplemented!()
    }
    /// A short indexed read on the calling thread.
    pub fn read<T, E: From<StoreError>>(
        &self,
        _read: impl FnOnce(&Connection) -> Result<T, E>,
    ) -> Result<T, E> {
        unimplemented!()
    }
    /// A read that may take milliseconds: on the blocking pool, bounded.
    pub async fn read_slow<T: Send + 'static, E: From<StoreError> + Send + 'static>(
        &self,
        _read: impl FnOnce(&Connection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E> {
        unimplemented!()
    }
    /// Runs a job in the writer's next group commit; answers after the commit.
    pub async fn write<T: Send + 'static, E: From<StoreError> + Send + 'static>(
        &self,
        _durability: Durability,
        _job: impl FnOnce(&Tx<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E> {
        unimplemented!()
    }
    /// Grows with every commit to shop.db, ours (before the job's answer is sent) or another process's (within 250 ms).
    pub fn version(&self) -> u64 {
        unimplemented!()
    }
    /// Whether the file answers: for /readyz.
    pub fn check(&self) -> Result<(), StoreError> {
        unimplemented!()
    }
    /// Finishes what is queued, checkpoints, closes. Further calls say `Closed`.
    pub fn close(&self) {
        unimplemented!()
    }
}
/// Why a data folder was refused; says what to do.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// placeholder
    #[error("…")]
    Refused,
}

/// Opens shop.db read-write for a command (import, token …) beside a running server or without one: makes and
/// migrates it where needed, takes no serve lock, busy_timeout 5 s.
pub fn open_for_command(_data_dir: &Path) -> Result<Connection, OpenError> {
    unimplemented!()
}
/// A shared-cache-free in-memory shop with the newest schema, for unit tests.
#[cfg(test)]
pub fn in_memory() -> Connection {
    let db = Connection::open_in_memory().unwrap();
    db.execute_batch(include_str!("../../sql/shop/0001_catalogue.sql"))
        .unwrap();
    db
}

//! The writer's thread: takes the jobs that wait, runs each in a savepoint, commits once, answers all.
//!
//! Many small writes share the price of one commit, and none of them ever meets another's lock.
//! Invariants: a job's error or panic undoes that job alone; an answer leaves after its commit and
//! after the version moved; whatever fails, the thread goes on with the next group.

use std::{
    cell::Cell,
    collections::VecDeque,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

use flume::{Receiver, RecvTimeoutError};
use rusqlite::{Connection, ffi};

use super::{
    Durability, OpenError, Shared, StoreError, Tx,
    migrations::Schema,
    open::{self, WRITER_PATIENCE},
    writer::Job,
};

/// The most jobs that share a commit.
const GROUP: usize = 64;
/// How often another process's commits are looked for.
const LOOK: Duration = Duration::from_millis(200);
/// How many pages the log grows between two checkpoints: 32 MB. Each waits for the disk twice, and writes
/// a page once that changed many times.
const CHECKPOINT: i32 = 8_000;
/// How long a closing store waits for another process.
const CLOSING_PATIENCE: Duration = Duration::from_secs(1);

thread_local! {
    /// Pages in the log after this thread's last commit. SQLite's hook is a plain function, and
    /// calls it only for a commit that wrote something.
    static LOGGED: Cell<Option<i32>> = const { Cell::new(None) };
}

/// What the thread owns.
pub(super) struct Committer {
    file: PathBuf,
    schema: &'static Schema,
    shared: Arc<Shared>,
    /// None after it broke, until the next group opens another.
    connection: Option<Connection>,
    /// What `PRAGMA synchronous` is at.
    synchronous: Option<Durability>,
    /// `PRAGMA data_version`: moves with other connections' commits only.
    seen: Option<i64>,
    /// Pages of the log that the last checkpoint went through.
    checkpointed: i32,
}

impl Committer {
    pub(super) fn new(
        connection: Connection,
        file: &Path,
        schema: &'static Schema,
        shared: Arc<Shared>,
    ) -> Result<Self, OpenError> {
        let fail = |error: rusqlite::Error| OpenError::sqlite(file, &error);
        prepare(&connection).map_err(fail)?;
        let seen = data_version(&connection).map_err(fail)?;
        Ok(Self {
            file: file.to_owned(),
            schema,
            shared,
            connection: Some(connection),
            synchronous: None,
            seen: Some(seen),
            checkpointed: 0,
        })
    }

    pub(super) fn file(&self) -> &Path {
        &self.file
    }

    /// Works until the queue is closed and empty, then folds the log into the file.
    pub(super) fn run(&mut self, jobs: &Receiver<Box<dyn Job>>) {
        let mut look = Instant::now() + LOOK;
        loop {
            match jobs.recv_deadline(look) {
                Ok(first) => {
                    let more = jobs.try_iter().take(GROUP - 1);
                    self.work(std::iter::once(first).chain(more).collect(), jobs);
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            let now = Instant::now();
            if now >= look {
                look = now + LOOK;
                self.notice_others();
            }
        }
        self.empty_log();
    }

    /// Runs jobs in one transaction, or in several where SQLite gives one up, and answers them.
    fn work(&mut self, mut waiting: VecDeque<Box<dyn Job>>, jobs: &Receiver<Box<dyn Job>>) {
        let patience = if jobs.is_disconnected() {
            CLOSING_PATIENCE
        } else {
            WRITER_PATIENCE
        };
        while !waiting.is_empty() {
            let mut ran = Vec::with_capacity(waiting.len());
            let failure = self.transact(&mut waiting, &mut ran, patience).err();
            if let Some(error) = &failure {
                // A transaction that did not even begin fails every job of its group.
                if ran.is_empty() {
                    ran.extend(waiting.drain(..));
                }
                tracing::warn!(%error, jobs = ran.len(), "a group of writes was not committed");
                self.recover(error);
            }
            for job in ran {
                job.answer(failure.as_ref().map(StoreError::again));
            }
        }
        self.checkpoint_if_due();
    }

    /// Moves jobs from `waiting` to `ran`, all of them unless the transaction is lost, and commits.
    fn transact(
        &mut self,
        waiting: &mut VecDeque<Box<dyn Job>>,
        ran: &mut Vec<Box<dyn Job>>,
        patience: Duration,
    ) -> Result<(), StoreError> {
        let strictest = waiting.iter().map(|job| job.durability()).max();
        self.begin(strictest.unwrap_or(Durability::Fast), patience)?;
        // Another process may have committed since the last look, and a long job may follow.
        self.notice_others();
        let connection = self.connection()?;
        let mut seen = false;
        while let Some(mut job) = waiting.pop_front() {
            run(connection, "SAVEPOINT job")?;
            let succeeded = job.run(&Tx(connection));
            seen |= succeeded && job.is_seen();
            ran.push(job);
            // A full disk and the like make SQLite roll back all of it, not the savepoint alone.
            if connection.is_autocommit() {
                return Err(lost());
            }
            if !succeeded {
                run(connection, "ROLLBACK TO job")?;
            }
            run(connection, "RELEASE job")?;
        }
        run(connection, "COMMIT")?;
        self.shared
            .commits
            .fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        if seen && LOGGED.get().is_some() {
            self.shared.version.bump();
        }
        Ok(())
    }

    fn begin(&mut self, durability: Durability, patience: Duration) -> Result<(), StoreError> {
        LOGGED.take();
        let level = self.synchronous;
        let connection = self.connection()?;
        connection.busy_timeout(patience)?;
        // SQLite takes this outside of a transaction only.
        if level != Some(durability) {
            connection.execute_batch(match durability {
                Durability::Durable => "PRAGMA synchronous = FULL",
                Durability::Fast => "PRAGMA synchronous = NORMAL",
            })?;
        }
        run(connection, "BEGIN IMMEDIATE")?;
        self.synchronous = Some(durability);
        Ok(())
    }

    /// The connection, opened again where it broke.
    fn connection(&mut self) -> Result<&Connection, StoreError> {
        if self.connection.is_none() {
            self.reopen()?;
        }
        self.connection.as_ref().ok_or(StoreError::Closed)
    }

    fn reopen(&mut self) -> Result<(), StoreError> {
        let connection = open::writer_again(&self.file, self.schema).map_err(|error| {
            tracing::error!(%error, "the writer could not open the file again");
            StoreError::Sqlite(rusqlite::Error::SqliteFailure(
                ffi::Error::new(ffi::SQLITE_CANTOPEN),
                Some(error.to_string()),
            ))
        })?;
        prepare(&connection)?;
        self.synchronous = None;
        self.seen = None;
        self.checkpointed = 0;
        self.connection = Some(connection);
        Ok(())
    }

    /// After a failed group nothing of it may stay open. A connection that cannot roll back, or that
    /// failed for more than want of room or patience, is replaced.
    fn recover(&mut self, error: &StoreError) {
        let Some(connection) = &self.connection else {
            return;
        };
        let closed = connection.is_autocommit() || run(connection, "ROLLBACK").is_ok();
        let passing = matches!(error, StoreError::Busy | StoreError::DiskFull);
        if !closed || !passing {
            self.connection = None;
        }
    }

    /// Moves the version when another process committed.
    fn notice_others(&mut self) {
        let Some(Ok(now)) = self.connection.as_ref().map(data_version) else {
            return;
        };
        if self.seen.replace(now) != Some(now) {
            self.shared.version.bump();
        }
    }

    /// Folds the log into the file when it has grown, without waiting for anybody. The answers have
    /// left: only the next group waits for the disk.
    fn checkpoint_if_due(&mut self) {
        let (Some(connection), Some(logged)) = (&self.connection, LOGGED.take()) else {
            return;
        };
        if logged < self.checkpointed {
            // The log began anew.
            self.checkpointed = 0;
        }
        if logged - self.checkpointed < CHECKPOINT {
            return;
        }
        match connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(())) {
            Ok(()) => self.checkpointed = logged,
            Err(error) => tracing::warn!(%error, "a checkpoint failed"),
        }
    }

    /// The last checkpoint: leaves an empty log.
    fn empty_log(&mut self) {
        let Some(connection) = &self.connection else {
            return;
        };
        let emptied = connection.busy_timeout(CLOSING_PATIENCE).and_then(|()| {
            connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))
        });
        match emptied {
            Ok(0) => {}
            Ok::<i64, _>(_) => tracing::info!("another process uses the file: its log stays"),
            Err(error) => tracing::error!(%error, "the last checkpoint failed"),
        }
    }
}

/// What only the writer's connection has: checkpoints of its own, and the hook that says what a
/// commit wrote. The pragma first, for both take the same place in SQLite.
fn prepare(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "wal_autocheckpoint", 0)?;
    connection.wal_hook(Some(|_, pages| {
        LOGGED.set(Some(pages));
        Ok(())
    }));
    Ok(())
}

fn data_version(connection: &Connection) -> rusqlite::Result<i64> {
    connection
        .prepare_cached("PRAGMA data_version")?
        .query_row([], |row| row.get(0))
}

fn run(connection: &Connection, sql: &str) -> rusqlite::Result<()> {
    connection.prepare_cached(sql)?.execute([])?;
    Ok(())
}

fn lost() -> StoreError {
    StoreError::Sqlite(rusqlite::Error::SqliteFailure(
        ffi::Error::new(ffi::SQLITE_ABORT_ROLLBACK),
        Some("another job's failure ended the transaction".to_owned()),
    ))
}

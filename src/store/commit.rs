//! The writer's thread: takes the jobs that wait, runs each so that it can be undone alone, commits once,
//! answers all.
//!
//! Many small writes share the price of one commit, and none of them ever meets another's lock. What must be
//! on the disk is answered by another thread (`sync`). Invariants: a job's error or panic undoes that job
//! alone; an answer leaves after its commit and after the version moved; whatever fails, the thread goes on
//! with the next group.

use std::{
    cell::Cell,
    collections::VecDeque,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

use flume::{Receiver, RecvTimeoutError};
use rusqlite::{Connection, ffi};
use tokio::sync::watch;

use super::{
    Durability, OpenError, Shared, StoreError, Tx,
    checkpoint::Checkpoints,
    migrations::Schema,
    open::{self, WRITER_PATIENCE},
    sync::{self, Syncs},
    writer::{Job, Manner},
};

/// The most jobs that share a commit.
const GROUP: usize = 64;
/// How often another process's commits are looked for.
const LOOK: Duration = Duration::from_millis(200);
/// How long a closing store waits for another process.
const CLOSING_PATIENCE: Duration = Duration::from_secs(1);

thread_local! {
    /// Pages in the log after this thread's last commit. SQLite's hook is a plain function, and
    /// calls it only for a commit that wrote something.
    static LOGGED: Cell<Option<i32>> = const { Cell::new(None) };
}

/// What a transaction has done so far.
#[derive(Default)]
struct Group {
    /// Whether a job in it succeeded.
    holds_work: bool,
    /// Whether its commit moves the version.
    is_seen: bool,
}

/// What the thread owns.
pub(super) struct Committer {
    file: PathBuf,
    schema: &'static Schema,
    shared: Arc<Shared>,
    /// None after it broke, until the next group opens another.
    connection: Option<Connection>,
    /// `PRAGMA data_version`: moves with other connections' commits only.
    seen: Option<i64>,
    /// Whether what undoes a job may be written to a file, as `PRAGMA temp_store` is at.
    spills: Option<bool>,
    checkpoints: Checkpoints,
    syncs: Syncs,
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
            seen: Some(seen),
            spills: None,
            checkpoints: Checkpoints::start(file, schema)?,
            syncs: Syncs::start(file)?,
        })
    }

    pub(super) fn broken(&self) -> watch::Receiver<bool> {
        self.syncs.broken()
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
                // The next transaction looks again, and fails if that fails.
                let _ = self.notice_others();
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
        if self.syncs.is_broken() {
            return sync::refuse(waiting);
        }
        while !waiting.is_empty() {
            let mut ran = Vec::with_capacity(waiting.len());
            let failure = self.transact(&mut waiting, &mut ran, patience).err();
            if let Some(error) = &failure {
                // A transaction that did not even begin fails every job of its group, and so does a process
                // that was waited for in vain.
                if ran.is_empty() || matches!(error, StoreError::Busy) {
                    ran.extend(waiting.drain(..));
                }
                tracing::warn!(%error, jobs = ran.len(), "a group of writes was not committed");
                self.recover(error);
            }
            self.answer(ran, failure.as_ref());
        }
        // The answers have left: only the next group waits.
        if let (Some(connection), Some(logged)) = (&self.connection, LOGGED.take()) {
            self.checkpoints.after_commit(connection, logged);
        }
    }

    /// Answers the jobs of a group: those that must be on the disk once they are.
    fn answer(&self, ran: Vec<Box<dyn Job>>, failure: Option<&StoreError>) {
        // Where nothing was written, what another durable job wrote may have been read.
        let has_to_wait = LOGGED.get().is_some() || self.syncs.is_behind();
        let must_last = |manner: Manner| {
            failure.is_none() && has_to_wait && manner.durability == Durability::Durable
        };
        let (later, now): (Vec<_>, Vec<_>) =
            ran.into_iter().partition(|job| must_last(job.manner()));
        if !later.is_empty() {
            self.syncs.answer(later);
        }
        for job in now {
            job.answer(failure.map(StoreError::again));
        }
    }

    /// Moves jobs from `waiting` to `ran`, all of them unless the transaction is lost or a bulky one has to
    /// begin the next, and commits.
    fn transact(
        &mut self,
        waiting: &mut VecDeque<Box<dyn Job>>,
        ran: &mut Vec<Box<dyn Job>>,
        patience: Duration,
    ) -> Result<(), StoreError> {
        let is_next_bulky = |waiting: &VecDeque<Box<dyn Job>>| {
            let next = waiting.front();
            next.is_some_and(|job| job.manner().is_bulky)
        };
        let spills = is_next_bulky(waiting);
        self.begin(spills, patience)?;
        let mut group = Group::default();
        // Also behind jobs that failed alone a bulky one needs a transaction that may spill.
        while !(is_next_bulky(waiting) && (group.holds_work || !spills))
            && let Some(job) = waiting.pop_front()
        {
            self.run_job(job, &mut group, ran)?;
        }
        run(self.connection()?, "COMMIT")?;
        self.shared
            .commits
            .fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        if group.is_seen && LOGGED.get().is_some() {
            self.shared.version.bump();
        }
        Ok(())
    }

    /// Runs a job so that it can be undone alone: by its savepoint, or, where nothing stands before it, by
    /// the transaction itself, for a savepoint copies each page that is written after it.
    fn run_job(
        &mut self,
        mut job: Box<dyn Job>,
        group: &mut Group,
        ran: &mut Vec<Box<dyn Job>>,
    ) -> Result<(), StoreError> {
        let is_seen = job.manner().is_seen;
        let version = (!is_seen && !group.is_seen).then(|| self.shared.version.get());
        let connection = self.connection()?;
        if group.holds_work {
            run(connection, "SAVEPOINT job")?;
        }
        let succeeded = job.run(&Tx {
            db: connection,
            version,
        });
        group.is_seen |= succeeded && is_seen;
        ran.push(job);
        // A full disk and the like make SQLite roll back all of it, not the savepoint alone.
        if connection.is_autocommit() {
            return Err(lost());
        }
        match (group.holds_work, succeeded) {
            (true, true) => run(connection, "RELEASE job")?,
            (true, false) => {
                run(connection, "ROLLBACK TO job")?;
                run(connection, "RELEASE job")?;
            }
            (false, true) => group.holds_work = true,
            (false, false) => {
                run(connection, "ROLLBACK")?;
                self.open_transaction()?;
            }
        }
        Ok(())
    }

    fn begin(&mut self, spills: bool, patience: Duration) -> Result<(), StoreError> {
        LOGGED.take();
        self.connection()?.busy_timeout(patience)?;
        // SQLite takes this outside of a transaction only; a connection that was just opened knows nothing of it.
        if self.spills != Some(spills) {
            self.connection()?.execute_batch(match spills {
                true => "PRAGMA temp_store = FILE",
                false => "PRAGMA temp_store = MEMORY",
            })?;
            self.spills = Some(spills);
        }
        self.open_transaction()
    }

    fn open_transaction(&mut self) -> Result<(), StoreError> {
        run(self.connection()?, "BEGIN IMMEDIATE")?;
        // Another process may have committed since the last look, and a long job may follow.
        self.notice_others()
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
        self.spills = None;
        self.seen = None;
        self.checkpoints.forget();
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
    fn notice_others(&mut self) -> Result<(), StoreError> {
        let Some(connection) = &self.connection else {
            return Ok(());
        };
        let now = data_version(connection)?;
        if self.seen.replace(now) != Some(now) {
            self.shared.version.bump();
        }
        Ok(())
    }

    /// The last checkpoint: leaves an empty log.
    fn empty_log(&mut self) {
        self.syncs.stop();
        self.checkpoints.stop();
        if self.syncs.is_broken() {
            // It may have a hole, which the next start looks for.
            return;
        }
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

fn run(connection: &Connection, sql: &str) -> Result<(), StoreError> {
    connection.prepare_cached(sql)?.execute([])?;
    Ok(())
}

fn lost() -> StoreError {
    StoreError::Sqlite(rusqlite::Error::SqliteFailure(
        ffi::Error::new(ffi::SQLITE_ABORT_ROLLBACK),
        Some("another job's failure ended the transaction".to_owned()),
    ))
}

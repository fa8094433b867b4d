//! The writer: one thread that runs jobs in groups, a savepoint each and one commit for all.
//!
//! Many small writes share the price of one commit, and none of them ever meets another's lock. A
//! job's error or panic undoes that job alone. Answers leave after the commit.

use std::{
    ops::Deref,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
};

use rusqlite::Connection;
use tokio::sync::oneshot;

use super::{Durability, OpenError, StoreError, Version, open};

/// The most jobs that share a commit.
const GROUP: usize = 64;

/// A write transaction's connection. The transaction itself is the writer's: a job neither commits
/// nor rolls back.
pub struct Tx<'a>(&'a Connection);

impl Deref for Tx<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        self.0
    }
}

/// What became of a job's group.
type Fate = Result<(), StoreError>;

/// A job as the thread sees it: run it in a savepoint, then tell it how the commit went.
trait Job: Send {
    fn durability(&self) -> Durability;
    /// Runs the work. False when it failed and its savepoint has to be undone.
    fn run(&mut self, tx: &Tx<'_>) -> bool;
    /// Answers the caller.
    fn finish(self: Box<Self>, fate: Fate);
}

struct Typed<F, T, E> {
    durability: Durability,
    work: Option<F>,
    result: Option<Result<T, E>>,
    answer: oneshot::Sender<Result<T, E>>,
}

impl<F, T, E> Job for Typed<F, T, E>
where
    F: FnOnce(&Tx<'_>) -> Result<T, E> + Send,
    T: Send,
    E: From<StoreError> + Send,
{
    fn durability(&self) -> Durability {
        self.durability
    }

    fn run(&mut self, tx: &Tx<'_>) -> bool {
        let Some(work) = self.work.take() else {
            return false;
        };
        let result = catch_unwind(AssertUnwindSafe(|| work(tx)));
        let result = result.unwrap_or_else(|_| Err(StoreError::Panicked.into()));
        let succeeded = result.is_ok();
        self.result = Some(result);
        succeeded
    }

    fn finish(self: Box<Self>, fate: Fate) {
        let result = match (self.result, fate) {
            // What the job itself refused stays refused, whatever the group's commit did.
            (Some(Err(error)), _) => Err(error),
            (Some(Ok(value)), Ok(())) => Ok(value),
            (_, Err(error)) => Err(error.into()),
            (None, Ok(())) => Err(StoreError::Closed.into()),
        };
        // Nobody waits any more: the job stands all the same.
        let _ = self.answer.send(result);
    }
}

/// The queue to the thread.
pub(super) struct Writer {
    queue: Mutex<Option<flume::Sender<Box<dyn Job>>>>,
    closed: AtomicBool,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Writer {
    pub(super) fn start(
        connection: Connection,
        file: &Path,
        capacity: usize,
        version: Version,
    ) -> Result<Self, OpenError> {
        let (queue, jobs) = flume::bounded(capacity);
        let mut group = Group {
            connection,
            file: file.to_owned(),
            version,
        };
        let work = move || {
            while let Ok(first) = jobs.recv() {
                let more = jobs.try_iter().take(GROUP - 1);
                group.commit(std::iter::once(first).chain(more).collect());
            }
            group.checkpoint();
        };
        let thread = thread::Builder::new()
            .name("souk-writer".to_owned())
            .spawn(work);
        let thread = thread.map_err(|error| OpenError::folder(file, &error))?;
        Ok(Self {
            queue: Mutex::new(Some(queue)),
            closed: AtomicBool::new(false),
            thread: Mutex::new(Some(thread)),
        })
    }

    pub(super) async fn write<T, E>(
        &self,
        durability: Durability,
        work: impl FnOnce(&Tx<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let job = Box::new(Typed {
            durability,
            work: Some(work),
            result: None,
            answer,
        });
        self.send(job)?;
        answered
            .await
            .unwrap_or_else(|_| Err(StoreError::Closed.into()))
    }

    fn send(&self, job: Box<dyn Job>) -> Result<(), StoreError> {
        let queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        let queue = queue.as_ref().ok_or(StoreError::Closed)?;
        queue.try_send(job).map_err(|error| match error {
            flume::TrySendError::Full(_) => StoreError::Busy,
            flume::TrySendError::Disconnected(_) => StoreError::Closed,
        })
    }

    pub(super) fn is_closed(&self) -> bool {
        self.closed.load(Ordering::Acquire)
    }

    /// Takes no more jobs, runs what is queued, checkpoints, and waits for the thread.
    pub(super) fn close(&self) {
        self.closed.store(true, Ordering::Release);
        self.queue
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        let thread = self
            .thread
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(thread) = thread
            && thread.join().is_err()
        {
            tracing::error!("the writer thread panicked");
        }
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.close();
    }
}

/// The thread's side: a connection, and what a commit moves.
struct Group {
    connection: Connection,
    file: PathBuf,
    version: Version,
}

impl Group {
    /// Runs jobs in one transaction and answers them all.
    fn commit(&mut self, mut jobs: Vec<Box<dyn Job>>) {
        let fate = self.transact(&mut jobs);
        if let Err(error) = &fate {
            tracing::warn!(%error, jobs = jobs.len(), "a group of writes was not committed");
            self.recover();
        }
        for job in jobs {
            job.finish(fate.as_ref().map(|()| ()).map_err(StoreError::again));
        }
    }

    fn transact(&mut self, jobs: &mut [Box<dyn Job>]) -> Fate {
        let durability = jobs
            .iter()
            .map(|job| job.durability())
            .max()
            .unwrap_or(Durability::Fast);
        let synchronous = match durability {
            Durability::Durable => "PRAGMA synchronous = FULL",
            Durability::Fast => "PRAGMA synchronous = NORMAL",
        };
        self.connection.execute_batch(synchronous)?;
        self.run("BEGIN IMMEDIATE")?;
        let mut written = false;
        for job in jobs {
            self.run("SAVEPOINT job")?;
            if job.run(&Tx(&self.connection)) {
                written = true;
            } else {
                self.run("ROLLBACK TO job")?;
            }
            self.run("RELEASE job")?;
        }
        self.run("COMMIT")?;
        if written {
            self.version.bump();
        }
        Ok(())
    }

    fn run(&self, sql: &str) -> Result<(), StoreError> {
        self.connection.prepare_cached(sql)?.execute([])?;
        Ok(())
    }

    /// After a failed group: nothing of it may stay open. A connection that cannot even roll back
    /// is replaced.
    fn recover(&mut self) {
        if self.connection.is_autocommit() || self.connection.execute_batch("ROLLBACK").is_ok() {
            return;
        }
        match open::writer(&self.file) {
            Ok(connection) => self.connection = connection,
            Err(error) => tracing::error!(%error, "the writer could not open the file again"),
        }
    }

    /// Moves the log into the file and empties it.
    fn checkpoint(&self) {
        let done = self
            .connection
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0));
        match done {
            Ok(0) => {}
            Ok::<i64, _>(_) => tracing::info!("another process reads the file: its log stays"),
            Err(error) => tracing::error!(%error, "the last checkpoint failed"),
        }
    }
}

//! The way to the writer: a bounded queue of jobs, and the answer of each.
//!
//! Invariant: a job that was accepted is run and answered, whether its caller still waits or not, and
//! also when the store is closed behind it.

use std::{
    ops::Deref,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Mutex, MutexGuard, PoisonError},
    thread::{self, JoinHandle},
};

use flume::TrySendError;
use rusqlite::Connection;
use tokio::sync::oneshot;

use super::{Durability, OpenError, StoreError, commit::Committer, lock::Lock};

/// A write transaction's connection. The transaction itself is the writer's: a job neither commits
/// nor rolls back.
pub struct Tx<'a> {
    pub(super) db: &'a Connection,
    pub(super) version: Option<u64>,
}

impl<'a> Tx<'a> {
    /// A transaction of a test.
    #[cfg(test)]
    pub fn of(db: &'a Connection, version: Option<u64>) -> Self {
        Self { db, version }
    }

    /// The [`Store::version`](super::Store::version) whose state of the catalogue this is; `None` for a job that
    /// may change it, and once one before it in the transaction has.
    pub fn version(&self) -> Option<u64> {
        self.version
    }
}

impl Deref for Tx<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        self.db
    }
}

/// How a job is run.
#[derive(Debug, Clone, Copy)]
pub(super) struct Manner {
    pub durability: Durability,
    /// Whether its commit moves the version.
    pub is_seen: bool,
    /// Whether it may change more than memory should hold twice.
    pub is_bulky: bool,
}

impl Manner {
    /// That of most jobs: seen, and not bulky.
    pub(super) fn of(durability: Durability) -> Self {
        Self {
            durability,
            is_seen: true,
            is_bulky: false,
        }
    }
}

/// A job as the thread sees it: run it, undo it where it failed, then tell it how the commit went.
pub(super) trait Job: Send {
    fn manner(&self) -> Manner;
    /// Runs the work. False when it failed, and what it did has to be undone.
    fn run(&mut self, tx: &Tx<'_>) -> bool;
    /// Answers the caller; `failure` is the group's. Where nobody waits any more, the result is dropped on this
    /// thread: it must not be the last owner of the store.
    fn answer(self: Box<Self>, failure: Option<StoreError>);
}

struct Typed<F, T, E> {
    manner: Manner,
    work: Option<F>,
    result: Option<Result<T, E>>,
    caller: oneshot::Sender<Result<T, E>>,
}

impl<F, T, E> Job for Typed<F, T, E>
where
    F: FnOnce(&Tx<'_>) -> Result<T, E> + Send,
    T: Send,
    E: From<StoreError> + Send,
{
    fn manner(&self) -> Manner {
        self.manner
    }

    fn run(&mut self, tx: &Tx<'_>) -> bool {
        let Some(work) = self.work.take() else {
            return false;
        };
        let result = catch_unwind(AssertUnwindSafe(|| work(tx)))
            .unwrap_or_else(|_| Err(StoreError::Panicked.into()));
        let succeeded = result.is_ok();
        self.result = Some(result);
        succeeded
    }

    fn answer(self: Box<Self>, failure: Option<StoreError>) {
        let result = match (self.result, failure) {
            // What the job itself refused stays refused, whatever became of the group.
            (Some(Err(error)), _) => Err(error),
            (_, Some(failure)) => Err(failure.into()),
            (Some(Ok(value)), None) => Ok(value),
            (None, None) => Err(StoreError::Closed.into()),
        };
        // Nobody waits any more: the job stands all the same.
        let _ = self.caller.send(result);
    }
}

/// The queue's near end. The thread ends when it is empty and gone.
pub(super) struct Writer {
    queue: Mutex<Option<flume::Sender<Box<dyn Job>>>>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Writer {
    /// Starts the thread. It keeps the folder's lock until its last checkpoint is done.
    pub(super) fn start(
        mut committer: Committer,
        capacity: usize,
        lock: Lock,
    ) -> Result<Self, OpenError> {
        let (queue, jobs) = flume::bounded(capacity.max(1));
        let file = committer.file().to_owned();
        let work = move || {
            committer.run(&jobs);
            drop(committer);
            drop(lock);
        };
        let thread = thread::Builder::new()
            .name("souk-writer".to_owned())
            .spawn(work)
            .map_err(|error| OpenError::other(&file, &error))?;
        Ok(Self {
            queue: Mutex::new(Some(queue)),
            thread: Mutex::new(Some(thread)),
        })
    }

    pub(super) async fn write<T, E>(
        &self,
        manner: Manner,
        work: impl FnOnce(&Tx<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (caller, answer) = oneshot::channel();
        self.send(Box::new(Typed {
            manner,
            work: Some(work),
            result: None,
            caller,
        }))?;
        answer
            .await
            .unwrap_or_else(|_| Err(StoreError::Closed.into()))
    }

    fn send(&self, job: Box<dyn Job>) -> Result<(), StoreError> {
        let queue = guard(&self.queue);
        let queue = queue.as_ref().ok_or(StoreError::Closed)?;
        queue.try_send(job).map_err(|error| match error {
            TrySendError::Full(_) => StoreError::Busy,
            TrySendError::Disconnected(_) => StoreError::Closed,
        })
    }

    /// Jobs that wait.
    pub(super) fn queued(&self) -> usize {
        guard(&self.queue).as_ref().map_or(0, flume::Sender::len)
    }

    /// Takes no more jobs and waits until those that are queued are answered and the log is folded
    /// into the file. Whoever comes second waits for the first.
    pub(super) fn close(&self) {
        drop(guard(&self.queue).take());
        let mut thread = guard(&self.thread);
        // The last owner of the store may be a job; then the thread ends after it, by itself.
        let by_itself = |thread: &JoinHandle<()>| thread.thread().id() == thread::current().id();
        if let Some(thread) = thread.take().filter(|thread| !by_itself(thread))
            && thread.join().is_err()
        {
            tracing::error!("the writer's thread panicked");
        }
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.close();
    }
}

/// A lock that nothing panics under; a poisoned one is as good.
fn guard<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

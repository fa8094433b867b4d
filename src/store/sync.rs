//! Durable commits: a thread beside the writer syncs the log, and then answers whom it keeps waiting.
//!
//! A commit writes to the log and leaves the disk alone (`synchronous=NORMAL`); a sync that begins after it
//! makes it, and all before it, survive a power cut, as one within the commit would. So the writer runs the next
//! jobs while the disk works, and one sync is for every group that waits for it. Invariants: a durable job is
//! answered after a sync that began after its commit; in between it can be read already. A system forgets what
//! it could not write, so after a sync that failed no later one means anything: it is told to all who waited, and
//! nothing is written any more; the next start reads the log and keeps what is whole.

use std::{
    fs::{File, OpenOptions},
    io,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread::{self, JoinHandle},
};

use flume::Receiver;
use rusqlite::ffi;
use tokio::sync::watch;

use super::{FileId, OpenError, StoreError, unfinished::append, writer::Job};

/// Groups that may wait; then the writer waits for the disk as well.
const GROUPS: usize = 64;

/// Jobs of one group that are committed, and answered once they are on the disk.
type Group = Vec<Box<dyn Job>>;

/// The way to the thread.
pub(super) struct Syncs {
    groups: Option<flume::Sender<Group>>,
    thread: Option<JoinHandle<()>>,
    state: Arc<State>,
}

/// What the thread says of itself.
struct State {
    /// Groups that are not on the disk yet.
    waiting: AtomicUsize,
    /// Whether a sync has failed.
    broken: watch::Sender<bool>,
}

impl Syncs {
    /// Starts the thread, for the log of a file that is there. SQLite puts the log beside the file itself, also
    /// where a link leads to it.
    pub(super) fn start(file: &Path) -> Result<Self, OpenError> {
        let started = file.canonicalize().and_then(|file| {
            let mut log = Log::of(&file);
            Self::with(move || log.sync())
        });
        started.map_err(|error| OpenError::other(file, &error))
    }

    fn with(mut sync: impl FnMut() -> io::Result<()> + Send + 'static) -> io::Result<Self> {
        let (groups, committed) = flume::bounded(GROUPS);
        let state = Arc::new(State {
            waiting: AtomicUsize::new(0),
            broken: watch::Sender::new(false),
        });
        let told = Arc::clone(&state);
        let thread = thread::Builder::new()
            .name("souk-sync".to_owned())
            .spawn(move || run(&committed, &told, &mut sync))?;
        Ok(Self {
            groups: Some(groups),
            thread: Some(thread),
            state,
        })
    }

    /// Whether the disk lacks something that a durable job wrote.
    pub(super) fn is_behind(&self) -> bool {
        self.state.waiting.load(Ordering::Acquire) > 0
    }

    /// Becomes true once a sync has failed.
    pub(super) fn broken(&self) -> watch::Receiver<bool> {
        self.state.broken.subscribe()
    }

    /// Whether a sync has failed: what is written now may stand behind a hole.
    pub(super) fn is_broken(&self) -> bool {
        *self.state.broken.borrow()
    }

    /// Answers jobs once the disk has what they wrote.
    pub(super) fn answer(&self, group: Group) {
        self.state.waiting.fetch_add(1, Ordering::AcqRel);
        let sent = match &self.groups {
            Some(groups) => groups.send(group).map_err(|unsent| unsent.0),
            None => Err(group),
        };
        // Without the thread nothing says that they are on the disk.
        if let Err(group) = sent {
            refuse(group);
        }
    }

    /// Ends the thread, after whatever waits for it.
    pub(super) fn stop(&mut self) {
        drop(self.groups.take());
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the thread that syncs panicked");
        }
    }
}

impl Drop for Syncs {
    fn drop(&mut self) {
        self.stop();
    }
}

fn run(committed: &Receiver<Group>, state: &State, sync: &mut impl FnMut() -> io::Result<()>) {
    while let Ok(first) = committed.recv() {
        let groups: Vec<Group> = std::iter::once(first).chain(committed.try_iter()).collect();
        let is_whole = !*state.broken.borrow();
        let synced = is_whole && sync().map_err(|error| give_up(state, &error)).is_ok();
        state.waiting.fetch_sub(groups.len(), Ordering::AcqRel);
        for group in groups {
            match synced {
                true => group.into_iter().for_each(|job| job.answer(None)),
                false => refuse(group),
            }
        }
    }
}

fn give_up(state: &State, error: &io::Error) {
    tracing::error!(%error, "the log of shop.db could not be synced: what was just written may be lost, and no more is written");
    state.broken.send_replace(true);
}

/// Answers jobs of which the disk may have nothing.
pub(super) fn refuse(jobs: impl IntoIterator<Item = Box<dyn Job>>) {
    for job in jobs {
        let code = ffi::Error::new(ffi::SQLITE_IOERR_FSYNC);
        let text = "the disk did not take what was written".to_owned();
        let failure = rusqlite::Error::SqliteFailure(code, Some(text));
        job.answer(Some(StoreError::Sqlite(failure)));
    }
}

/// SQLite's log beside a file. It has no locks, so opening and closing it takes none of SQLite's away.
struct Log {
    path: PathBuf,
    /// Kept open, for an error of writing is told only to who had the file open.
    open: Option<(File, FileId)>,
}

impl Log {
    fn of(file: &Path) -> Self {
        Self {
            path: append(file, "-wal"),
            open: None,
        }
    }

    fn sync(&mut self) -> io::Result<()> {
        let now = FileId::of(&std::fs::metadata(&self.path)?);
        let open = self.open.take().filter(|(_, id)| *id == now);
        let (file, _) = match open {
            Some(open) => self.open.insert(open),
            None => {
                let file = OpenOptions::new().write(true).open(&self.path)?;
                let id = FileId::of(&file.metadata()?);
                self.open.insert((file, id))
            }
        };
        file.sync_data()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::sync::mpsc;

    use super::{
        super::{Durability, Tx, tests::until, writer::Manner},
        *,
    };

    /// Says how it was answered.
    struct Told(mpsc::Sender<Result<(), String>>);

    impl Job for Told {
        fn manner(&self) -> Manner {
            Manner::of(Durability::Durable)
        }

        fn run(&mut self, _: &Tx<'_>) -> bool {
            true
        }

        fn answer(self: Box<Self>, failure: Option<StoreError>) {
            let told = failure.map_or(Ok(()), |failure| Err(failure.to_string()));
            self.0.send(told).unwrap();
        }
    }

    #[test]
    fn an_answer_waits_for_a_sync_that_begins_after_its_commit() {
        let (begun, begins) = mpsc::channel();
        let (done, ends) = mpsc::channel::<io::Result<()>>();
        let mut syncs = Syncs::with(move || {
            begun.send(()).unwrap();
            ends.recv().unwrap()
        })
        .unwrap();
        let (answer, answers) = mpsc::channel();
        let group = |count| -> Group {
            let job = || Box::new(Told(answer.clone())) as Box<dyn Job>;
            std::iter::repeat_with(job).take(count).collect()
        };
        syncs.answer(group(2));
        begins.recv().unwrap();
        // These were committed when the sync had begun: they wait for the next, which is one for both.
        syncs.answer(group(1));
        syncs.answer(group(3));
        assert!(answers.try_recv().is_err());
        done.send(Ok(())).unwrap();
        begins.recv().unwrap();
        assert_eq!(answers.try_iter().count(), 2);
        assert!(syncs.is_behind());
        // A system forgets what it could not write: the next sync would say that all is well.
        done.send(Err(io::Error::other("worn out"))).unwrap();
        until("it gives up", || syncs.is_broken());
        syncs.answer(group(1));
        syncs.stop();
        let told: Vec<_> = answers.try_iter().collect();
        assert_eq!(told.len(), 5);
        for one in told {
            assert!(one.unwrap_err().contains("did not take"));
        }
        assert!(!syncs.is_behind() && syncs.is_broken());
        assert!(begins.try_recv().is_err(), "two syncs for three groups");
    }

    #[test]
    fn a_log_that_is_not_there_is_not_on_the_disk() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("some.db");
        let mut log = Log::of(&file);
        log.sync().unwrap_err();
        std::fs::write(folder.path().join("some.db-wal"), "one").unwrap();
        log.sync().unwrap();
        std::fs::remove_file(folder.path().join("some.db-wal")).unwrap();
        log.sync().unwrap_err();
        std::fs::write(folder.path().join("some.db-wal"), "another").unwrap();
        log.sync().unwrap();
    }
}

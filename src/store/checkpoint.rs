//! Checkpoints: folding the log into the file, as far as can be beside the writer, so that no job waits
//! for the disk meanwhile.
//!
//! SQLite begins the log anew only when all of it is folded, which a thread beside a busy writer never
//! reaches. So the thread does nearly all, and the writer the rest once the log is long. Invariants:
//! neither waits for a reader or for another's job; without the thread the writer does it alone. SQLite before
//! 3.51.3 could damage a file whose log began anew while a second connection folded it.

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicI32, Ordering},
    },
    thread::{self, JoinHandle},
};

use rusqlite::Connection;

use super::{OpenError, migrations::Schema, open};

/// How many pages the log grows between two checkpoints: 8 MB.
const STEP: i32 = 2_000;
/// From how many pages on the writer folds what is left, to let the log begin anew: 64 MB.
const LONG: i32 = 16_000;
/// At most so many pages should be left then, a few milliseconds' work.
const REST: i32 = 1_000;
/// At how many pages the writer does it whatever is left: the thread is gone, or slower than the writer.
const TOO_LONG: i32 = 3 * LONG;

/// What is to be done about a log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Due {
    Nothing,
    /// The thread has something to do.
    Beside,
    /// The writer itself has.
    Here,
}

/// The thread, and how far the log is folded.
pub(super) struct Checkpoints {
    wake: Option<flume::Sender<()>>,
    thread: Option<JoinHandle<()>>,
    /// Pages of the log that the thread has folded, as it last said.
    folded: Arc<AtomicI32>,
    /// How long the log was when something was last done about it.
    seen: i32,
    /// And when the writer last folded it; a reader may have kept it from beginning anew.
    written: i32,
}

impl Checkpoints {
    /// Starts the thread.
    pub(super) fn start(file: &Path, schema: &'static Schema) -> Result<Self, OpenError> {
        let (wake, wakes) = flume::bounded(1);
        let folded = Arc::new(AtomicI32::new(0));
        let (path, said) = (file.to_owned(), Arc::clone(&folded));
        let work = move || {
            let mut connection = None;
            for () in &wakes {
                match fold_beside(&mut connection, &path, schema) {
                    Ok(pages) => said.store(pages, Ordering::Release),
                    Err(error) => {
                        tracing::warn!(%error, "a checkpoint beside the writer failed");
                        connection = None;
                    }
                }
            }
        };
        let thread = thread::Builder::new()
            .name("souk-checkpoint".to_owned())
            .spawn(work)
            .map_err(|error| OpenError::other(file, &error))?;
        Ok(Self {
            wake: Some(wake),
            thread: Some(thread),
            folded,
            seen: 0,
            written: 0,
        })
    }

    /// Does what is due after a commit that left the log so many pages long; `writer` is the connection
    /// of the caller, which has no transaction open.
    pub(super) fn after_commit(&mut self, writer: &Connection, pages: i32) {
        if pages < self.seen {
            // The log began anew.
            self.forget();
        }
        let folded = self.folded.load(Ordering::Acquire);
        match due(pages, self.seen, self.written, folded) {
            Due::Nothing => return,
            Due::Beside => {
                // It is awake already where this is full.
                let _ = self.wake.as_ref().map(|wake| wake.try_send(()));
            }
            Due::Here => {
                self.written = pages;
                if let Err(error) = fold(writer) {
                    tracing::warn!(%error, "a checkpoint failed");
                }
            }
        }
        self.seen = pages;
    }

    /// The log is another, or its length is not known.
    pub(super) fn forget(&mut self) {
        self.seen = 0;
        self.written = 0;
    }

    /// Ends the thread, after what it is doing.
    pub(super) fn stop(&mut self) {
        drop(self.wake.take());
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the thread of the checkpoints panicked");
        }
    }
}

impl Drop for Checkpoints {
    fn drop(&mut self) {
        self.stop();
    }
}

fn due(pages: i32, seen: i32, written: i32, folded: i32) -> Due {
    let is_nearly_folded = (0..=REST).contains(&(pages - folded));
    let is_long = pages >= LONG && is_nearly_folded || pages >= TOO_LONG;
    if is_long && pages - written >= STEP {
        Due::Here
    } else if pages - seen >= STEP {
        Due::Beside
    } else {
        Due::Nothing
    }
}

fn fold_beside(
    connection: &mut Option<Connection>,
    file: &Path,
    schema: &'static Schema,
) -> Result<i32, Box<dyn std::error::Error>> {
    let opened = match connection.take() {
        Some(opened) => opened,
        None => open::writer_again(file, schema)?,
    };
    let folded = fold(connection.insert(opened))?;
    Ok(folded)
}

/// Folds what no reader needs where it is, without waiting for anybody; how many pages of the log are
/// folded now.
fn fold(connection: &Connection) -> rusqlite::Result<i32> {
    connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |row| row.get(2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_library_is_new_enough_for_two_who_fold() {
        assert!(rusqlite::version_number() >= 3_051_003);
    }

    #[test]
    fn the_thread_does_most_and_the_writer_the_rest() {
        assert_eq!(due(STEP - 1, 0, 0, 0), Due::Nothing);
        assert_eq!(due(STEP, 0, 0, 0), Due::Beside);
        assert_eq!(due(STEP + 1, STEP, 0, STEP), Due::Nothing);
        assert_eq!(due(LONG, LONG - STEP, 0, LONG - STEP), Due::Beside);
        assert_eq!(due(LONG + 7, LONG, 0, LONG - REST + 7), Due::Here);
        // A reader keeps the log from beginning anew: not again with each commit.
        assert_eq!(due(LONG + 8, LONG + 7, LONG + 7, LONG), Due::Nothing);
        // What the thread said of an older log counts for nothing.
        assert_eq!(due(LONG, LONG - 1, 0, TOO_LONG), Due::Nothing);
        assert_eq!(due(TOO_LONG, TOO_LONG - STEP, 0, 0), Due::Here);
        assert_eq!(due(TOO_LONG + 1, TOO_LONG, TOO_LONG, 0), Due::Nothing);
    }
}

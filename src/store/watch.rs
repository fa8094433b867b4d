//! Notices commits of other processes (`souk import` beside a running server), which move
//! `PRAGMA data_version`.

use std::{
    path::Path,
    sync::Mutex,
    thread::{self, JoinHandle},
    time::Duration,
};

use rusqlite::Connection;

use super::{OpenError, Version, open};

const EVERY: Duration = Duration::from_millis(200);

/// The thread that looks.
pub(super) struct Watch {
    stop: flume::Sender<()>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Watch {
    pub(super) fn start(file: &Path, version: Version) -> Result<Self, OpenError> {
        let fail = |error: rusqlite::Error| OpenError::sqlite(file, &error);
        let mut connection = Connection::open(file).map_err(fail)?;
        open::reader(&mut connection).map_err(fail)?;
        let mut seen = data_version(&connection).map_err(fail)?;
        let (stop, stopped) = flume::bounded(1);
        let look = move || {
            while stopped.recv_timeout(EVERY) == Err(flume::RecvTimeoutError::Timeout) {
                // A failing look counts as a change: at worst something is read again.
                let now = data_version(&connection).unwrap_or(seen + 1);
                if now != seen {
                    seen = now;
                    version.bump();
                }
            }
        };
        let thread = thread::Builder::new()
            .name("souk-watch".to_owned())
            .spawn(look);
        let thread = thread.map_err(|error| OpenError::folder(file, &error))?;
        Ok(Self {
            stop,
            thread: Mutex::new(Some(thread)),
        })
    }

    /// Ends the thread and waits for it.
    pub(super) fn stop(&self) {
        let _ = self.stop.try_send(());
        let thread = self.thread.lock().ok().and_then(|mut thread| thread.take());
        if let Some(thread) = thread {
            let _ = thread.join();
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.stop();
    }
}

fn data_version(connection: &Connection) -> rusqlite::Result<i64> {
    connection
        .prepare_cached("SELECT data_version FROM pragma_data_version")?
        .query_row([], |row| row.get(0))
}

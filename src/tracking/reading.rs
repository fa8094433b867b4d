//! Reading tracking.db beside the collector: a few connections that cannot write, each read with a
//! deadline and off the async workers.

use std::{
    path::Path,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use rusqlite::Connection;
use tokio::sync::Semaphore;

use crate::store::{FileId, OpenError, SideFile, StoreError};

/// Reads at once.
const READERS: usize = 3;
/// How long one may wait for its turn.
const PATIENCE: Duration = Duration::from_secs(2);
/// How long one may take.
const DEADLINE: Duration = Duration::from_secs(5);
/// Steps of SQLite's machine between two looks at the clock.
const STEPS: i32 = 10_000;

/// Connections to one tracking.db. Cheap to clone.
#[derive(Clone)]
pub struct Reading(Arc<Inner>);

struct Inner {
    file: SideFile,
    idle: Mutex<Vec<(Option<FileId>, Connection)>>,
    permits: Semaphore,
}

impl Reading {
    /// Readers of a data folder's tracking.db.
    pub fn new(data_dir: &Path) -> Self {
        Self(Arc::new(Inner {
            file: SideFile::tracking(data_dir),
            idle: Mutex::default(),
            permits: Semaphore::new(READERS),
        }))
    }

    /// Runs a read; all its statements see one state. A file that is not there yet reads as `None`.
    ///
    /// # Errors
    /// `Busy` when too many read or the file is locked or damaged, `Deadline`.
    pub async fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<Option<T>, StoreError> {
        let permit = tokio::time::timeout(PATIENCE, self.0.permits.acquire()).await;
        let _permit = permit
            .map_err(|_| StoreError::Busy)?
            .map_err(|_| StoreError::Closed)?;
        let inner = Arc::clone(&self.0);
        tokio::task::spawn_blocking(move || inner.read(read))
            .await
            .unwrap_or(Err(StoreError::Panicked))
    }

    /// As [`Reading::read`], on the calling thread.
    ///
    /// # Errors
    /// As there.
    pub fn read_here<T>(
        &self,
        read: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, StoreError> {
        self.0.read(read)
    }
}

impl Inner {
    fn read<T>(
        &self,
        read: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, StoreError> {
        let id = self.file.id();
        let kept = {
            let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
            // A file that took the place of another makes the old connections useless.
            idle.retain(|(of, _)| *of == id && id.is_some());
            idle.pop()
        };
        let connection = match kept {
            Some((_, connection)) => connection,
            None => match self.file.reader() {
                Ok(connection) => connection,
                Err(OpenError::Missing { .. }) => return Ok(None),
                Err(error) => {
                    tracing::warn!(%error, "tracking.db cannot be read");
                    return Err(StoreError::Busy);
                }
            },
        };
        let end = Instant::now() + DEADLINE;
        connection.progress_handler(STEPS, Some(move || Instant::now() > end))?;
        let result = (|| {
            let moment = connection.unchecked_transaction()?;
            let value = read(&moment)?;
            moment.finish()?;
            Ok::<_, rusqlite::Error>(value)
        })();
        match result {
            Ok(value) => {
                let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
                if idle.len() < READERS {
                    idle.push((id, connection));
                }
                Ok(Some(value))
            }
            Err(error) => match StoreError::from(error) {
                StoreError::Sqlite(error) => {
                    tracing::warn!(%error, "tracking.db could not be read");
                    Err(StoreError::Busy)
                }
                error => Err(error),
            },
        }
    }
}

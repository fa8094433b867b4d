//! Copies of a file: made while others write to it, and verified before they count.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

use rusqlite::{
    Connection,
    backup::{Backup, StepResult},
};

use super::OpenError;

/// How long a copy waits for a process that has the file locked.
const PATIENCE: Duration = Duration::from_secs(5);

/// Why there is no copy.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The file to copy cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The system refused.
    #[error("{}: {source}", path.display())]
    System {
        /// What was touched.
        path: PathBuf,
        /// The system's word for it.
        source: std::io::Error,
    },
    /// SQLite refused.
    #[error("the copy failed: {0}")]
    Sqlite(#[from] rusqlite::Error),
}

impl BackupError {
    pub(super) fn system(path: &Path) -> impl FnOnce(std::io::Error) -> Self + '_ {
        move |source| Self::System {
            path: path.to_owned(),
            source,
        }
    }
}

/// A name of its own in the `backups` folder beside `file`, which is made where missing, such as
/// `shop-before-2-20261124T100000.123Z.db`.
pub(super) fn shelf(file: &Path, why: &str) -> Result<PathBuf, BackupError> {
    let folder = file.parent().unwrap_or(Path::new("")).join("backups");
    fs::create_dir_all(&folder).map_err(BackupError::system(&folder))?;
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let now = jiff::Timestamp::now().strftime("%Y%m%dT%H%M%S.%3fZ");
    Ok(folder.join(format!("{stem}-{why}-{now}.db")))
}

/// Copies the database of `from` into a new file as one state, without stopping writers, and sees it
/// on the disk. The copy is a single file: it keeps no log beside it.
pub(super) fn copy(from: &Connection, to: &Path) -> Result<(), BackupError> {
    let mut target = Connection::open(to)?;
    // It is synced once, at the end.
    target.execute_batch("PRAGMA synchronous = OFF")?;
    step_through(&Backup::new(from, &mut target)?)?;
    target.execute_batch("PRAGMA journal_mode = DELETE")?;
    target.close().map_err(|(_, error)| error)?;
    sync(to)
}

/// One step copies all pages: in several, each commit in between would start it anew.
fn step_through(backup: &Backup<'_, '_>) -> rusqlite::Result<()> {
    let since = Instant::now();
    loop {
        match backup.step(-1)? {
            StepResult::Done => return Ok(()),
            _ if since.elapsed() > PATIENCE => {
                return Err(rusqlite::Error::SqliteFailure(
                    rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_BUSY),
                    Some("the file stays locked".to_owned()),
                ));
            }
            _ => thread::sleep(Duration::from_millis(10)),
        }
    }
}

/// Brings a file, and its name in its folder, to the disk.
pub(super) fn sync(file: &Path) -> Result<(), BackupError> {
    let to_disk = |path: &Path| File::open(path)?.sync_all();
    to_disk(file).map_err(BackupError::system(file))?;
    let folder = match file.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    to_disk(folder).map_err(BackupError::system(folder))
}

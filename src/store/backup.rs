//! Copies of a file: made while others write to it, and verified before they count.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant, UNIX_EPOCH},
};

use rusqlite::{
    Connection,
    backup::{self, StepResult},
};
use serde::Serialize;

use super::{OpenError, migrations::SHOP, open};

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
    /// The name is taken; nothing is ever written over.
    #[error("{} is there already: choose another name", .0.display())]
    Taken(PathBuf),
    /// The copy was made, and is not what it should be. It was deleted.
    #[error("the copy is damaged ({0}): run `souk check`, and look after the disk")]
    Damaged(String),
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
    let folder = folder_beside(file);
    fs::create_dir_all(&folder).map_err(BackupError::system(&folder))?;
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let now = jiff::Timestamp::now().strftime("%Y%m%dT%H%M%S.%3fZ");
    Ok(folder.join(format!("{stem}-{why}-{now}.db")))
}

/// A verified copy of shop.db.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Backup {
    /// Where it stands.
    pub file: PathBuf,
    /// Its size.
    pub bytes: u64,
    /// When it was finished, in milliseconds since the epoch.
    pub made_at: i64,
}

impl Backup {
    fn of(file: PathBuf) -> std::io::Result<Self> {
        let data = fs::metadata(&file)?;
        let since = data
            .modified()?
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        Ok(Self {
            file,
            bytes: data.len(),
            made_at: i64::try_from(since.as_millis()).unwrap_or(i64::MAX),
        })
    }
}

/// Copies `shop` to `to` while others read and write it, reads the copy through, and only then gives
/// it its name.
pub(super) fn back_up(shop: &Path, to: &Path) -> Result<Backup, BackupError> {
    if to.exists() {
        return Err(BackupError::Taken(to.to_owned()));
    }
    let unfinished = to.with_extension("unfinished");
    let made = copy(&open::reader(shop, &SHOP)?, &unfinished)
        .and_then(|()| verify(&unfinished))
        .and_then(|()| publish(&unfinished, to));
    if made.is_err() {
        // What is left of it helps nobody.
        let _ = fs::remove_file(&unfinished);
    }
    made
}

/// Reads every page of a copy.
fn verify(copy: &Path) -> Result<(), BackupError> {
    match open::first_fault(&open::reader(copy, &SHOP)?)? {
        None => Ok(()),
        Some(fault) => Err(BackupError::Damaged(fault)),
    }
}

/// A link, unlike a renaming, never takes another file's place.
fn publish(unfinished: &Path, to: &Path) -> Result<Backup, BackupError> {
    fs::hard_link(unfinished, to).map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => BackupError::Taken(to.to_owned()),
        _ => BackupError::system(to)(error),
    })?;
    fs::remove_file(unfinished).map_err(BackupError::system(unfinished))?;
    sync(to)?;
    Backup::of(to.to_owned()).map_err(BackupError::system(to))
}

/// The copies that stand in the `backups` folder beside `file`, the newest first.
pub(super) fn list(file: &Path) -> Result<Vec<Backup>, BackupError> {
    let folder = folder_beside(file);
    let entries = match fs::read_dir(&folder) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(BackupError::system(&folder))?,
    };
    let mut found = Vec::new();
    for entry in entries {
        let file = entry.map_err(BackupError::system(&folder))?.path();
        // One that was deleted meanwhile is none.
        if file.extension().is_some_and(|extension| extension == "db")
            && let Ok(copy) = Backup::of(file)
        {
            found.push(copy);
        }
    }
    found.sort_by(|one, other| (other.made_at, &other.file).cmp(&(one.made_at, &one.file)));
    Ok(found)
}

fn folder_beside(file: &Path) -> PathBuf {
    file.parent().unwrap_or(Path::new("")).join("backups")
}

/// Copies the database of `from` into a new file as one state, without stopping writers, and sees it
/// on the disk. The copy is a single file: it keeps no log beside it.
pub(super) fn copy(from: &Connection, to: &Path) -> Result<(), BackupError> {
    let mut target = Connection::open(to)?;
    // It is synced once, at the end.
    target.execute_batch("PRAGMA synchronous = OFF")?;
    step_through(&backup::Backup::new(from, &mut target)?)?;
    target.execute_batch("PRAGMA journal_mode = DELETE")?;
    target.close().map_err(|(_, error)| error)?;
    sync(to)
}

/// One step copies all pages: in several, each commit in between would start it anew.
fn step_through(backup: &backup::Backup<'_, '_>) -> rusqlite::Result<()> {
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

//! Copies of a file: made while others write to it, and verified before they count.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant, UNIX_EPOCH},
};

use rusqlite::{
    Connection, ErrorCode,
    backup::{self, StepResult},
};

use super::{
    OpenError,
    enclosure::{self, Enclosing},
    migrations::SHOP,
    open,
    unfinished::{self, Unfinished},
};

/// How long a copy waits for a process that has the file locked.
const PATIENCE: Duration = Duration::from_secs(5);

/// Why there is no copy.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The file to copy cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The system refused.
    #[error("{}: {reason}", path.display())]
    System {
        /// What was touched.
        path: PathBuf,
        /// The system's word for it.
        reason: std::io::Error,
    },
    /// The name is taken; nothing is ever written over.
    #[error("{} is there already: choose another name", .0.display())]
    Taken(PathBuf),
    /// The copy was made, and is not what it should be. It was deleted.
    #[error("the copy is damaged ({0}): run `souk check`, and look after the disk")]
    Damaged(String),
    /// What was to be restored is no good copy.
    #[error("{} cannot be restored, and nothing was changed: {reason}", file.display())]
    Useless {
        /// The file that was named.
        file: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// There is no room for it; nothing of it was left behind.
    #[error("the disk is full: make room for {} and try again; nothing was changed", .0.display())]
    Full(PathBuf),
    /// There is no room for what is to be restored.
    #[error(
        "the disk is full: make room for {} and try again; the shop is as it was, and pictures that were put back already stay",
        .0.display()
    )]
    FullAgain(PathBuf),
    /// The shop stops, and does not wait for a copy.
    #[error("the shop is stopping: the copy was given up")]
    Stopped,
    /// SQLite refused.
    #[error("the copy failed: {0}")]
    Sqlite(#[from] rusqlite::Error),
}

impl BackupError {
    /// What the system said when a path was touched.
    pub fn system(path: &Path) -> impl FnOnce(std::io::Error) -> Self + '_ {
        move |reason| Self::System {
            path: path.to_owned(),
            reason,
        }
    }

    /// The same, of a copy that was to be restored: advice for a shop's own file would lead astray.
    pub(super) fn restoring(self, from: &Path) -> Self {
        let reason = match self {
            Self::Damaged(reason) => format!("it is damaged ({reason})"),
            Self::Open(OpenError::Damaged { reason, .. }) => {
                format!("it is damaged or is no database ({reason})")
            }
            Self::Open(OpenError::Foreign { .. }) => "it is no copy of a shop".to_owned(),
            other => return other,
        };
        let file = from.to_owned();
        Self::Useless { file, reason }
    }

    /// The same, of work that fills `file`: a full disk by its name.
    pub(super) fn filling(self, file: &Path) -> Self {
        let full = match &self {
            Self::System { reason, .. } => reason.kind() == std::io::ErrorKind::StorageFull,
            Self::Sqlite(error) => error.sqlite_error_code() == Some(ErrorCode::DiskFull),
            _ => false,
        };
        if full {
            Self::Full(file.to_owned())
        } else {
            self
        }
    }

    /// The same, of a restore that fills a data folder.
    pub(super) fn refilling(self, data_dir: &Path) -> Self {
        match self.filling(data_dir) {
            Self::Full(folder) => Self::FullAgain(folder),
            other => other,
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
#[derive(Debug, Clone, PartialEq, Eq)]
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

/// Copies `shop` to `to` while others read and write it, puts in what `enclose` has, reads the copy through,
/// and only then gives it its name.
pub(super) fn back_up<T>(
    shop: &Path,
    to: &Path,
    enclose: Option<impl FnOnce(&Enclosing<'_>) -> Result<T, BackupError>>,
) -> Result<(Backup, Option<T>), BackupError> {
    let source = open::reader(shop, &SHOP)?;
    let unfinished = Unfinished::begin(to)?;
    let file = unfinished.path();
    let fill = || {
        copy(&source, file)?;
        let enclosed = fill_up(file, enclose)?;
        verify(file)?;
        Ok(enclosed)
    };
    let enclosed = fill().map_err(|error: BackupError| error.filling(to))?;
    let made = unfinished.publish().map_err(|error| error.filling(to))?;
    let made = Backup::of(made).map_err(BackupError::system(to))?;
    Ok((made, enclosed))
}

/// Puts files into a copy that is not published yet, where there are any to put in.
fn fill_up<T>(
    copy: &Path,
    enclose: Option<impl FnOnce(&Enclosing<'_>) -> Result<T, BackupError>>,
) -> Result<Option<T>, BackupError> {
    let connection = open::scratch(copy)?;
    // A shop that was copied into its place by hand has those of an earlier day.
    enclosure::discard(&connection)?;
    let mut enclosed = None;
    if let Some(enclose) = enclose {
        let enclosing = Enclosing::begin(&connection)?;
        enclosed = Some(enclose(&enclosing)?);
        enclosing.finish()?;
    }
    connection.close().map_err(|(_, error)| error)?;
    Ok(enclosed)
}

/// Reads every page of a copy.
fn verify(copy: &Path) -> Result<(), BackupError> {
    match open::first_fault(&open::reader(copy, &SHOP)?)? {
        None => Ok(()),
        Some(fault) => Err(BackupError::Damaged(fault)),
    }
}

/// Removes what is left of copies in the `backups` folder beside `file` that were never finished.
pub(super) fn sweep(file: &Path) -> Result<(), BackupError> {
    let folder = folder_beside(file);
    unfinished::sweep(&folder)
}

/// The copies that stand in the `backups` folder beside `file`, in no order.
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

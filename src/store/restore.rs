//! Putting a copy in the place of shop.db. The file that was there is kept in `backups/`.

use std::{
    fs,
    path::{Path, PathBuf},
};

use rusqlite::{Connection, ErrorCode};

use super::{
    OpenError,
    backup::{self, BackupError},
    enclosure::{self, Enclosed},
    lock::{Holder, Lock},
    migrations::{self, SHOP},
    open,
    unfinished::{Unfinished, append, clear, remove},
};

/// What a restore did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// The file of the shop.
    pub file: PathBuf,
    /// Where the file that was there stands now.
    pub kept: Option<PathBuf>,
}

/// Puts a copy of `from` in the place of the shop's file, after `unpack` took out the files that are in it.
///
/// The new file is whole and on the disk before it takes the name, in one step. A restore that is
/// killed leaves the old shop or the new one.
///
/// # Errors
/// When a souk has the folder, when `from` is no shop, damaged or newer than this souk, when the
/// disk refuses, or what `unpack` says.
pub fn restore<T>(
    data_dir: &Path,
    from: &Path,
    unpack: impl FnOnce(&Enclosed<'_>) -> Result<T, BackupError>,
) -> Result<(Restored, T), BackupError> {
    // First: a name that was mistyped needs no folder.
    let useless = |error: BackupError| error.restoring(from);
    let source = open::copy_to_read(from, &SHOP).map_err(|error| useless(error.into()))?;
    let _lock = Lock::alone(data_dir, Holder::Restore)?;
    let file = data_dir.join(SHOP.file);
    refuse(&source, from).map_err(useless)?;
    let prepare = || {
        let unpacked = unpack(&Enclosed::of(&source)?).map_err(useless)?;
        let fresh = Fresh::of(&source, &file)?;
        let kept = file.exists().then(|| keep(&file)).transpose()?;
        Ok((unpacked, fresh, kept))
    };
    let prepared = prepare().map_err(|error: BackupError| error.refilling(data_dir));
    let (unpacked, fresh, kept) = prepared?;
    take_the_place(&fresh, &file)?;
    Ok((Restored { file, kept }, unpacked))
}

/// From here on it is not true any more that the shop is as it was.
fn take_the_place(fresh: &Fresh, file: &Path) -> Result<(), BackupError> {
    for suffix in ["-wal", "-shm"] {
        remove(&append(file, suffix))?;
    }
    fs::rename(fresh.path(), file).map_err(BackupError::system(file))?;
    backup::sync(file)
}

/// Refuses what is no shop that this souk can read, and a damaged one.
fn refuse(source: &Connection, from: &Path) -> Result<(), BackupError> {
    let found = migrations::version(source)?;
    migrations::refuse_newer(found, from, &SHOP)?;
    if found == 0 {
        return Err(OpenError::Foreign {
            file: from.display().to_string(),
        }
        .into());
    }
    match open::first_fault(source)? {
        None => Ok(()),
        Some(fault) => Err(BackupError::Damaged(fault)),
    }
}

/// The shop's file of tomorrow, beside today's: whole and on the disk. What of it is left at the end goes away.
struct Fresh {
    copied: PathBuf,
    slim: PathBuf,
    is_slim: bool,
}

impl Fresh {
    fn of(source: &Connection, file: &Path) -> Result<Self, BackupError> {
        let fresh = Self {
            copied: file.with_extension("restoring"),
            slim: file.with_extension("restored"),
            is_slim: enclosure::encloses(source)?,
        };
        // Those that an earlier restore left behind.
        clear(&fresh.copied)?;
        clear(&fresh.slim)?;
        backup::copy(source, &fresh.copied)?;
        if fresh.is_slim {
            fresh.slim_down()?;
        }
        Ok(fresh)
    }

    /// Writes the copy anew without the files that were in it and the room that they took.
    fn slim_down(&self) -> Result<(), BackupError> {
        let connection = open::scratch(&self.copied)?;
        enclosure::discard(&connection)?;
        connection.execute("VACUUM INTO ?1", [self.slim.to_string_lossy()])?;
        backup::sync(&self.slim)
    }

    fn path(&self) -> &Path {
        if self.is_slim {
            &self.slim
        } else {
            &self.copied
        }
    }
}

impl Drop for Fresh {
    fn drop(&mut self) {
        let _ = clear(&self.copied);
        let _ = clear(&self.slim);
    }
}

/// Gives the present file a second name in `backups/`, with its log if that cannot be folded into it.
fn keep(file: &Path) -> Result<PathBuf, BackupError> {
    // A damaged file cannot be opened; it is kept as it is.
    if let Ok(connection) = open::writer_again(file, &SHOP) {
        let fold = "PRAGMA wal_checkpoint(TRUNCATE)";
        match connection.query_row(fold, [], |_| Ok(())) {
            // A shop that is whole never stands without its log, not even for a moment.
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::DiskFull) => {
                return Err(error.into());
            }
            Err(error) => tracing::warn!(%error, "the log of the old file stays beside it"),
            Ok(()) => {}
        }
    }
    let kept = backup::shelf(file, "before-restore")?;
    link(file, &kept)?;
    keep_log(file, &kept).inspect_err(|_| {
        // Half of what was to be kept would be taken for all of it.
        let _ = remove(&kept);
    })?;
    Ok(kept)
}

fn keep_log(file: &Path, kept: &Path) -> Result<(), BackupError> {
    let log = append(file, "-wal");
    if fs::metadata(&log).is_ok_and(|data| data.len() > 0) {
        link(&log, &append(kept, "-wal"))?;
    }
    backup::sync(kept)
}

/// A second name for a file, or a copy where the file system has no links.
fn link(from: &Path, to: &Path) -> Result<(), BackupError> {
    if fs::hard_link(from, to).is_ok() {
        return Ok(());
    }
    let unfinished = Unfinished::begin(to)?;
    fs::copy(from, unfinished.path()).map_err(BackupError::system(to))?;
    unfinished.publish().map(drop)
}

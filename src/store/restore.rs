//! Putting a copy in the place of shop.db. The file that was there is kept in `backups/`.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use serde::Serialize;

use super::{
    OpenError,
    backup::{self, BackupError},
    lock::{Holder, Lock},
    migrations::{self, SHOP},
    open,
};

/// What a restore did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Restored {
    /// The file of the shop.
    pub file: PathBuf,
    /// Where the file that was there stands now.
    pub kept: Option<PathBuf>,
}

/// Puts a copy of `from` in the place of the shop's file.
///
/// The new file is whole and on the disk before it takes the name, in one step. A restore that is
/// killed leaves the old shop or the new one.
///
/// # Errors
/// When a souk has the folder, when `from` is no shop, damaged or newer than this souk, or when the
/// disk refuses.
pub fn restore(data_dir: &Path, from: &Path) -> Result<Restored, BackupError> {
    let _lock = Lock::alone(data_dir, Holder::Restore)?;
    let file = data_dir.join(SHOP.file);
    let source = open::reader(from, &SHOP)?;
    let found = migrations::version(&source)?;
    migrations::refuse_newer(found, from, &SHOP)?;
    if found == 0 {
        return Err(OpenError::Foreign {
            file: from.display().to_string(),
        }
        .into());
    }
    if let Some(fault) = open::first_fault(&source)? {
        return Err(BackupError::Damaged(fault));
    }
    let unfinished = file.with_extension("restoring");
    // One that an earlier restore left behind.
    remove(&unfinished)?;
    backup::copy(&source, &unfinished)?;
    let kept = file.exists().then(|| keep(&file)).transpose()?;
    for suffix in ["wal", "shm"] {
        remove(&beside(&file, suffix))?;
    }
    fs::rename(&unfinished, &file).map_err(BackupError::system(&file))?;
    backup::sync(&file)?;
    Ok(Restored { file, kept })
}

/// Gives the present file a second name in `backups/`, with its log if that cannot be folded into it.
fn keep(file: &Path) -> Result<PathBuf, BackupError> {
    // A damaged file cannot be opened; it is kept as it is.
    if let Ok(connection) = open::writer_again(file, &SHOP) {
        let fold = "PRAGMA wal_checkpoint(TRUNCATE)";
        if let Err(error) = connection.query_row(fold, [], |_| Ok(())) {
            tracing::warn!(%error, "the log of the old file stays beside it");
        }
    }
    let kept = backup::shelf(file, "before-restore")?;
    link(file, &kept)?;
    let log = beside(file, "wal");
    if fs::metadata(&log).is_ok_and(|data| data.len() > 0) {
        link(&log, &beside(&kept, "wal"))?;
    }
    backup::sync(&kept)?;
    Ok(kept)
}

/// A second name for a file, or a copy where the file system has no links.
fn link(from: &Path, to: &Path) -> Result<(), BackupError> {
    fs::hard_link(from, to)
        .or_else(|_| fs::copy(from, to).map(drop))
        .map_err(BackupError::system(to))
}

/// `shop.db-wal` for `shop.db`.
fn beside(file: &Path, suffix: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push("-");
    name.push(suffix);
    PathBuf::from(name)
}

fn remove(file: &Path) -> Result<(), BackupError> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(BackupError::system(file)(error))
        }
        _ => Ok(()),
    }
}

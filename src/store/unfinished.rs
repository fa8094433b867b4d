//! A file on its way to its name: written beside it, and whole before it gets it.
//!
//! Holds: a file that is there is never written over; what a process that was killed left behind is told from
//! what another one is writing by a lock, and does not stay.

use std::{
    fs::{self, File, TryLockError},
    io::{self, ErrorKind},
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
};

use super::{BackupError, backup::sync};

/// What is appended to the name meanwhile.
const SUFFIX: &str = ".unfinished";

/// A file that is being written. It goes away with its owner unless it was published.
#[derive(Debug)]
pub(super) struct Unfinished {
    path: PathBuf,
    to: PathBuf,
    // Held until the end. SQLite's connections to the file must be closed before it is dropped.
    _lock: File,
}

impl Unfinished {
    /// Begins a file that is to be called `to`.
    ///
    /// # Errors
    /// `Taken` when there is such a file or somebody is writing one, or the system's.
    pub(super) fn begin(to: &Path) -> Result<Self, BackupError> {
        let taken = || BackupError::Taken(to.to_owned());
        if to.symlink_metadata().is_ok() {
            return Err(taken());
        }
        let path = unfinished(to);
        // By the name that was asked for: nobody knows the other.
        let fail = |error| BackupError::system(to)(error);
        clear(&path).map_err(fail)?;
        let lock = match File::create_new(&path) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => return Err(taken()),
            made => made.map_err(fail)?,
        };
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(taken()),
            Err(TryLockError::Error(error)) => return Err(fail(error)),
        }
        // Before it was locked, another may have taken it for one that was left behind.
        if !is_at(&lock, &path).map_err(fail)? {
            return Err(taken());
        }
        let to = to.to_owned();
        Ok(Self {
            path,
            to,
            _lock: lock,
        })
    }

    /// Where it is written.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Gives it its name, unless another file has it, and sees both on the disk.
    ///
    /// # Errors
    /// `Taken`, or the system's.
    pub(super) fn publish(self) -> Result<PathBuf, BackupError> {
        sync(&self.path)?;
        match fs::hard_link(&self.path, &self.to) {
            Ok(()) => {}
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                return Err(BackupError::Taken(self.to.clone()));
            }
            // A memory stick has no links.
            Err(_) if !self.to.exists() => {
                fs::rename(&self.path, &self.to).map_err(BackupError::system(&self.to))?;
            }
            Err(error) => return Err(BackupError::system(&self.to)(error)),
        }
        remove(&self.path)?;
        sync(&self.to)?;
        Ok(self.to.clone())
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        // What is left of it helps nobody.
        let _ = fs::remove_file(&self.path);
    }
}

/// Removes what processes that were killed left in a folder.
pub(super) fn sweep(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.to_str().is_some_and(|path| path.ends_with(SUFFIX)) {
            clear(&path)?;
        }
    }
    Ok(())
}

/// Removes what nobody is writing still.
fn clear(path: &Path) -> io::Result<()> {
    let file = match File::options().write(true).open(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        opened => opened?,
    };
    if file.try_lock().is_ok() && is_at(&file, path)? {
        fs::remove_file(path)?;
    }
    Ok(())
}

/// Removes a file that may not be there.
pub(super) fn remove(file: &Path) -> Result<(), BackupError> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(BackupError::system(file)(error)),
        _ => Ok(()),
    }
}

fn unfinished(to: &Path) -> PathBuf {
    let mut name = to.as_os_str().to_owned();
    name.push(SUFFIX);
    PathBuf::from(name)
}

/// Whether an open file is the one of this name.
fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    let ours = file.metadata()?;
    Ok(match fs::symlink_metadata(path) {
        Ok(there) => (ours.dev(), ours.ino()) == (there.dev(), there.ino()),
        Err(error) if error.kind() == ErrorKind::NotFound => false,
        Err(error) => return Err(error),
    })
}

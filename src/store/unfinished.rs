//! A file on its way to its name: written beside it, and whole before it gets it.
//!
//! Holds: a file that is there is never written over; what a process that was killed left behind is told from
//! what another one is writing by a lock, and does not stay. The lock is on a file of its own: on network file
//! systems one on the file itself would stand in SQLite's way.

use std::{
    collections::BTreeSet,
    fs::{self, File, TryLockError},
    io::{self, ErrorKind},
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
};

use rustix::{
    fs::{CWD, RenameFlags, renameat_with},
    io::Errno,
};

use super::{BackupError, backup::sync};

/// What is appended to the name meanwhile.
const SUFFIX: &str = ".unfinished";
/// And to that, for the lock.
const LOCK: &str = ".lock";

/// A file that is being written. It goes away with its owner unless it was published.
#[derive(Debug)]
pub(super) struct Unfinished {
    path: PathBuf,
    to: PathBuf,
    _turn: Turn,
}

/// That nobody else writes a file, by the lock beside it.
#[derive(Debug)]
struct Turn {
    path: PathBuf,
    _file: File,
}

impl Turn {
    /// Takes it; `None` when somebody has it.
    fn take(unfinished: &Path) -> io::Result<Option<Self>> {
        let path = append(unfinished, LOCK);
        let mut options = File::options();
        let file = options.write(true).create(true).truncate(false);
        let file = file.open(&path)?;
        match file.try_lock() {
            // Before it was locked, another may have ended and taken it away.
            Ok(()) if !is_at(&file, &path)? => Ok(None),
            Ok(()) => Ok(Some(Self { path, _file: file })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => {
                let _ = fs::remove_file(&path);
                Err(error)
            }
        }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        // While it is locked still.
        let _ = fs::remove_file(&self.path);
    }
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
        let path = append(to, SUFFIX);
        // By the name that was asked for: nobody knows the other.
        let fail = |error| BackupError::system(to)(error);
        let turn = Turn::take(&path).map_err(fail)?.ok_or_else(taken)?;
        clear(&path)?;
        File::create_new(&path).map_err(fail)?;
        Ok(Self {
            path,
            to: to.to_owned(),
            _turn: turn,
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
        let named = match fs::hard_link(&self.path, &self.to) {
            // A memory stick has no links.
            Err(error) if error.kind() != ErrorKind::AlreadyExists => {
                rename_anew(&self.path, &self.to)
            }
            named => named,
        };
        named.map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => BackupError::Taken(self.to.clone()),
            _ => BackupError::system(&self.to)(error),
        })?;
        remove(&self.path)?;
        sync(&self.to)?;
        Ok(self.to.clone())
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        // What is left of it helps nobody.
        let _ = clear(&self.path);
    }
}

/// Renames a file, unless another has the name. Where the system cannot do that in one step, the name is taken
/// by an empty file first: a kill in between leaves that one, and never costs somebody else's.
fn rename_anew(from: &Path, to: &Path) -> io::Result<()> {
    match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => rename_over_own(from, to),
        renamed => Ok(renamed?),
    }
}

fn rename_over_own(from: &Path, to: &Path) -> io::Result<()> {
    File::create_new(to)?;
    fs::rename(from, to).inspect_err(|_| {
        let _ = fs::remove_file(to);
    })
}

/// Removes what processes that were killed left in a folder.
pub(super) fn sweep(folder: &Path) -> Result<(), BackupError> {
    let fail = |error| BackupError::system(folder)(error);
    let mut left = BTreeSet::new();
    for entry in fs::read_dir(folder).map_err(fail)? {
        let path = entry.map_err(fail)?.path();
        let name = path.to_str().unwrap_or_default();
        let name = name.strip_suffix(LOCK).unwrap_or(name);
        if name.ends_with(SUFFIX) {
            left.insert(PathBuf::from(name));
        }
    }
    for path in left {
        if let Some(_turn) = Turn::take(&path).map_err(fail)? {
            clear(&path)?;
        }
    }
    Ok(())
}

/// Removes a database that is being written, and the journal that SQLite may have left beside it.
pub(super) fn clear(file: &Path) -> Result<(), BackupError> {
    remove(file)?;
    remove(&append(file, "-journal"))
}

/// Removes a file that may not be there.
pub(super) fn remove(file: &Path) -> Result<(), BackupError> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(BackupError::system(file)(error)),
        _ => Ok(()),
    }
}

/// `shop.db-wal` of `shop.db` and `-wal`.
pub(super) fn append(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn no_way_of_naming_a_file_costs_another() {
        for rename in [rename_anew, rename_over_own] {
            let folder = tempfile::tempdir().unwrap();
            let (ours, theirs) = (folder.path().join("ours"), folder.path().join("theirs"));
            fs::write(&ours, "ours").unwrap();
            fs::write(&theirs, "theirs").unwrap();
            let refused = rename(&ours, &theirs).unwrap_err();
            assert_eq!(refused.kind(), ErrorKind::AlreadyExists);
            assert_eq!(fs::read(&theirs).unwrap(), b"theirs");

            let free = folder.path().join("free");
            rename(&ours, &free).unwrap();
            assert_eq!(fs::read(&free).unwrap(), b"ours");
            let gone = rename(&ours, &folder.path().join("other")).unwrap_err();
            assert_eq!(gone.kind(), ErrorKind::NotFound);
            assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
        }
    }

    #[test]
    fn a_name_that_was_taken_meanwhile_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let to = folder.path().join("copy.db");
        let unfinished = Unfinished::begin(&to).unwrap();
        fs::write(&to, "another's").unwrap();
        let refused = unfinished.publish().unwrap_err();
        assert!(matches!(refused, BackupError::Taken(_)), "{refused}");
        assert_eq!(fs::read(&to).unwrap(), b"another's");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}

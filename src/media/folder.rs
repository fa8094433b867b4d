//! The folder `media` beside shop.db: three files a picture, in 256 subfolders by the beginning of the hash.
//!
//! Holds: a file that has its name is whole and on the disk. Whoever makes files or counts on them
//! holds the folder's lock shared until the row that names them is written; the sweeper, alone, holds it for
//! itself. So what the sweeper finds without a row has none coming.

use std::{
    fs::{self, File, TryLockError},
    io::{self, Write},
    path::{Path, PathBuf},
};

use super::{
    name::{Format, Name, SIDES},
    picture::Made,
};

/// The folder's name in the data folder.
pub const FOLDER: &str = "media";
/// The file that is locked.
const LOCK: &str = ".lock";

/// The folder of pictures of a shop.
#[derive(Debug, Clone)]
pub struct Folder(PathBuf);

/// The folder's lock, shared with others who add to it, or alone. Let go when it is dropped.
#[derive(Debug)]
pub struct Held(#[allow(dead_code)] File);

impl Folder {
    /// The one in a data folder; it may not be there yet.
    pub fn of(data_dir: &Path) -> Self {
        Self(data_dir.join(FOLDER))
    }

    /// Where it is.
    pub fn root(&self) -> &Path {
        &self.0
    }

    /// A file without a name for what comes in: it goes away with its owner, also in a crash.
    ///
    /// # Errors
    /// The disk's.
    pub fn nameless(&self) -> io::Result<File> {
        fs::create_dir_all(&self.0)?;
        tempfile::tempfile_in(&self.0)
    }

    /// Holds off the sweeper. Waits while it takes a step.
    ///
    /// # Errors
    /// The disk's.
    pub fn hold(&self) -> io::Result<Held> {
        let lock = self.lock()?;
        lock.lock_shared()?;
        Ok(Held(lock))
    }

    /// Holds the folder alone; `None` while others add to it.
    ///
    /// # Errors
    /// The disk's.
    pub fn hold_alone(&self) -> io::Result<Option<Held>> {
        let lock = self.lock()?;
        match lock.try_lock() {
            Ok(()) => Ok(Some(Held(lock))),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    fn lock(&self) -> io::Result<File> {
        fs::create_dir_all(&self.0)?;
        File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(self.0.join(LOCK))
    }

    /// Where the files of all pictures with this beginning (two digits) are.
    pub fn shelf(&self, beginning: &str) -> PathBuf {
        self.0.join(beginning)
    }

    /// Where a file is.
    pub fn path(&self, name: &Name<'_>) -> PathBuf {
        self.shelf(&name.hash[..2]).join(name.to_string())
    }

    /// The files of a picture that are not there.
    pub fn missing(&self, hash: &str, format: Format) -> Vec<String> {
        SIDES
            .map(|side| Name { hash, side, format })
            .iter()
            .filter(|name| !self.path(name).is_file())
            .map(ToString::to_string)
            .collect()
    }

    /// Writes the files of a picture; to be called while the folder is held.
    ///
    /// # Errors
    /// The disk's.
    pub fn put(&self, hash: &str, made: &Made) -> io::Result<()> {
        for (side, bytes) in SIDES.into_iter().zip(&made.files) {
            let format = made.format;
            self.put_file(&Name { hash, side, format }, bytes)?;
        }
        File::open(self.shelf(&hash[..2]))?.sync_all()?;
        File::open(&self.0)?.sync_all()
    }

    /// Writes one file, whole and on the disk before it has its name; the name itself is on the disk once its
    /// shelf is. To be called while the folder is held.
    ///
    /// # Errors
    /// The disk's.
    pub fn put_file(&self, name: &Name<'_>, bytes: &[u8]) -> io::Result<()> {
        let shelf = self.shelf(&name.hash[..2]);
        fs::create_dir_all(&shelf)?;
        let mut file = tempfile::NamedTempFile::new_in(&shelf)?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        file.persist(self.path(name))?;
        Ok(())
    }

    /// Brings the names of all files to the disk.
    ///
    /// # Errors
    /// The disk's.
    pub fn sync(&self) -> io::Result<()> {
        for entry in fs::read_dir(&self.0)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                File::open(entry.path())?.sync_all()?;
            }
        }
        File::open(&self.0)?.sync_all()
    }
}

//! A file beside shop.db that the shop can do without: tracking.db. Opened with the same care, but
//! without the folder's lock, and moved out of the way when it is damaged instead of stopping a shop.

use std::{
    fs, io,
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
    time::Duration,
};

use rusqlite::Connection;

use super::{
    OpenError, TRACKING_FILE, backup,
    migrations::{self, Schema, TRACKING},
    open,
    unfinished::append,
};

/// Where the file is and what it must be.
#[derive(Debug, Clone)]
pub struct SideFile {
    path: PathBuf,
    schema: &'static Schema,
}

/// What tells one file from another that took its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileId(u64, u64);

impl FileId {
    /// The file's that this was said of.
    pub(super) fn of(data: &fs::Metadata) -> Self {
        Self(data.dev(), data.ino())
    }
}

impl SideFile {
    /// tracking.db of a data folder.
    pub fn tracking(data_dir: &Path) -> Self {
        Self {
            path: data_dir.join(TRACKING_FILE),
            schema: &TRACKING,
        }
    }

    /// Its path.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Opens it to write; makes and migrates it where needed. `patience` is how long the connection
    /// waits for another process's lock, also later.
    ///
    /// # Errors
    /// `Locked`, `Damaged`, `Foreign`, `Newer` or what else stands in the way.
    pub fn open(&self, patience: Duration) -> Result<Connection, OpenError> {
        let mut connection = open::writer_within(&self.path, self.schema, patience)?;
        open::refuse_damaged(&connection, &self.path)?;
        migrations::bring_up(&mut connection, &self.path, self.schema)?;
        Ok(connection)
    }

    /// Opens it to read.
    ///
    /// # Errors
    /// `Missing`, or as [`SideFile::open`].
    pub fn reader(&self) -> Result<Connection, OpenError> {
        let connection = open::reader(&self.path, self.schema)?;
        // The writer makes the tables in its first transaction.
        if migrations::pending(&connection, &self.path, self.schema)? {
            let file = self.path.display().to_string();
            return Err(OpenError::Missing { file });
        }
        Ok(connection)
    }

    /// Which file has the name now; `None` when none has.
    pub fn id(&self) -> Option<FileId> {
        let data = fs::metadata(&self.path).ok()?;
        Some(FileId::of(&data))
    }

    /// Moves the file, and the log beside it, to `backups/` under a name that says when. Gives the
    /// new path.
    ///
    /// # Errors
    /// The system's.
    pub fn set_aside(&self) -> io::Result<PathBuf> {
        let to = backup::shelf(&self.path, "quarantined").map_err(io::Error::other)?;
        fs::rename(&self.path, &to)?;
        for suffix in ["-wal", "-shm"] {
            match fs::rename(append(&self.path, suffix), append(&to, suffix)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        Ok(to)
    }
}

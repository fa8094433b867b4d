//! What can go wrong with a file: while it is open (`StoreError`), and before (`OpenError`).

use std::{fmt::Display, path::Path};

use rusqlite::ErrorCode;

/// Why the store could not do it.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Every reader is taken, the write queue is full, or another process holds the file: try again.
    #[error("the store is busy")]
    Busy,
    /// A read took longer than it may.
    #[error("the read took too long")]
    Deadline,
    /// The store is closing.
    #[error("the store is closed")]
    Closed,
    /// The disk is full.
    #[error("the disk is full")]
    DiskFull,
    /// A job panicked; it was undone.
    #[error("a job panicked")]
    Panicked,
    /// Anything else SQLite says.
    #[error(transparent)]
    Sqlite(rusqlite::Error),
}

/// Only a read's deadline interrupts statements, so an interrupted one is a late one, in whatever
/// function below `read` the error is turned into a `StoreError`.
impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::OperationInterrupted) => Self::Deadline,
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            _ => Self::Sqlite(error),
        }
    }
}

impl StoreError {
    /// The same error once more, for each job of a group whose commit failed.
    pub(super) fn again(&self) -> Self {
        match self {
            Self::Busy => Self::Busy,
            Self::Deadline => Self::Deadline,
            Self::Closed => Self::Closed,
            Self::DiskFull => Self::DiskFull,
            Self::Panicked => Self::Panicked,
            Self::Sqlite(rusqlite::Error::SqliteFailure(code, text)) => {
                Self::Sqlite(rusqlite::Error::SqliteFailure(*code, text.clone()))
            }
            // What a group itself runs fails in no other way; the words are kept all the same.
            Self::Sqlite(error) => Self::Sqlite(rusqlite::Error::SqliteFailure(
                rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_ERROR),
                Some(error.to_string()),
            )),
        }
    }
}

/// Why a data folder or a file in it was refused. Each is one sentence that says what to do.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Another process has the folder.
    #[error(
        "the data folder {folder} is in use by {holder}: stop that one first, or choose another folder with --data-dir"
    )]
    Held {
        /// The data folder.
        folder: String,
        /// Who has it, such as `souk serve (process 123)`.
        holder: String,
    },
    /// A command met a file that must be migrated under a running server.
    #[error(
        "{file} has to be brought to schema {number}, and {holder} is using it: stop that one, then run this again"
    )]
    Unmigrated {
        /// The file.
        file: String,
        /// The schema of this souk.
        number: i64,
        /// Who has the folder.
        holder: String,
    },
    /// Made by a newer souk.
    #[error(
        "{file} was made by a newer souk (schema {found}, this one knows {known}): run that version or a newer one, or restore an older file from backups/"
    )]
    Newer {
        /// The file.
        file: String,
        /// Its schema.
        found: i64,
        /// Ours.
        known: i64,
    },
    /// Not a souk file at all.
    #[error(
        "{file} is a database of another program: move it away, or choose another folder with --data-dir"
    )]
    Foreign {
        /// The file.
        file: String,
    },
    /// Damaged, or no database.
    #[error(
        "{file} is damaged or is no database ({reason}): put the newest good copy in its place with `souk restore FILE`"
    )]
    Damaged {
        /// The file.
        file: String,
        /// SQLite's word for it.
        reason: String,
    },
    /// There is no file where one is needed.
    #[error(
        "there is no {file}: choose the right folder with --data-dir, or make a shop with `souk serve`"
    )]
    Missing {
        /// The file.
        file: String,
    },
    /// A file that somebody named cannot be read.
    #[error("{file} cannot be read: {reason}")]
    Unreadable {
        /// The file.
        file: String,
        /// The system's word for it.
        reason: String,
    },
    /// A migration failed; the file is as it was before it.
    #[error(
        "{file} could not be brought to schema {number} ({reason}): that step was undone; run the souk that made the file, and report this"
    )]
    Migration {
        /// The file.
        file: String,
        /// The migration.
        number: i64,
        /// What failed.
        reason: String,
    },
    /// The copy that is made before a migration failed, so nothing was migrated.
    #[error(
        "{file} needs a new schema, but could not be copied to backups/ first ({reason}): make room there and start again"
    )]
    Unsaved {
        /// The file.
        file: String,
        /// What failed.
        reason: String,
    },
    /// The folder cannot be used.
    #[error(
        "the data folder {folder} cannot be used ({reason}): check that it is a folder that may be written, or choose another with --data-dir"
    )]
    Folder {
        /// The folder.
        folder: String,
        /// The system's word for it.
        reason: String,
    },
    /// Another process keeps the file locked.
    #[error("{file} is locked by another process: wait until that one is done, then try again")]
    Locked {
        /// The file.
        file: String,
    },
    /// Anything else.
    #[error("{file} cannot be opened ({reason}): check that it may be read and written")]
    Other {
        /// The file.
        file: String,
        /// What failed.
        reason: String,
    },
}

impl OpenError {
    pub(super) fn folder(folder: &Path, error: &dyn Display) -> Self {
        Self::Folder {
            folder: folder.display().to_string(),
            reason: error.to_string(),
        }
    }

    pub(super) fn sqlite(file: &Path, error: &rusqlite::Error) -> Self {
        let (file, reason) = (file.display().to_string(), error.to_string());
        match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => {
                Self::Damaged { file, reason }
            }
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Locked { file },
            _ => Self::Other { file, reason },
        }
    }

    pub(super) fn other(file: &Path, error: &dyn Display) -> Self {
        Self::Other {
            file: file.display().to_string(),
            reason: error.to_string(),
        }
    }
}

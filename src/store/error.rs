//! What can go wrong with the file.

use std::path::Path;

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
            Self::Sqlite(error) => Self::Sqlite(rusqlite::Error::ToSqlConversionFailure(
                error.to_string().into(),
            )),
        }
    }
}

/// Why a data folder or a file in it was refused. Each says what to do.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Another `souk serve` has the folder.
    #[error(
        "the data folder {folder} is in use by another `souk serve`{holder}: stop that one, or choose another folder with --data-dir"
    )]
    Held {
        /// The data folder.
        folder: String,
        /// ` (process 123)`, where it is known.
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
        "{file} is damaged or is no database ({reason}): move it away and put back the newest good file with `souk restore`"
    )]
    Damaged {
        /// The file.
        file: String,
        /// SQLite's word for it.
        reason: String,
    },
    /// A migration failed; the file is as it was.
    #[error(
        "{file} could not be brought to schema {number} ({reason}): it is unchanged, and a copy of it stands in backups/"
    )]
    Migration {
        /// The file.
        file: String,
        /// The migration.
        number: i64,
        /// What failed.
        reason: String,
    },
    /// The folder cannot be used.
    #[error(
        "the data folder {folder} cannot be used ({reason}): check that it exists and may be written"
    )]
    Folder {
        /// The folder.
        folder: String,
        /// The system's word for it.
        reason: String,
    },
    /// Anything else.
    #[error("{file} cannot be opened ({reason})")]
    Other {
        /// The file.
        file: String,
        /// What failed.
        reason: String,
    },
}

impl OpenError {
    pub(super) fn folder(folder: &Path, error: &dyn std::fmt::Display) -> Self {
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
            _ => Self::Other { file, reason },
        }
    }
}

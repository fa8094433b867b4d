//! Files beside shop.db inside of a copy of it: a table that only copies have, so that one file holds a
//! whole shop. What the files are, the store does not know.
//!
//! Holds: one file at a time is in memory; what is read has the hash that was written down with it.

use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};

use super::BackupError;

/// The largest file that a copy holds, in bytes.
pub const ENCLOSED_MAX: u64 = 64 << 20;

/// Puts files into a copy that is being made.
pub struct Enclosing<'c>(&'c Connection);

/// The files that a copy holds.
pub struct Enclosed<'c>(Option<&'c Connection>);

impl<'c> Enclosing<'c> {
    /// Makes the table in a copy that has none.
    pub(super) fn begin(copy: &'c Connection) -> Result<Self, BackupError> {
        copy.execute_batch(
            "BEGIN;
             CREATE TABLE enclosed_files (
                 name   TEXT PRIMARY KEY,
                 sha256 BLOB NOT NULL,
                 bytes  BLOB NOT NULL
             ) STRICT;",
        )?;
        Ok(Self(copy))
    }

    /// The copy: what it says is what it holds in the end.
    pub fn copy(&self) -> &Connection {
        self.0
    }

    /// Puts a file in, under a name that no other has.
    ///
    /// # Errors
    /// The disk's.
    pub fn put(&self, name: &str, bytes: &[u8]) -> Result<(), BackupError> {
        let mut insert = self.0.prepare_cached(
            "INSERT INTO enclosed_files (name, sha256, bytes) VALUES (?1, ?2, ?3)",
        )?;
        insert.execute(params![name, &Sha256::digest(bytes)[..], bytes])?;
        Ok(())
    }

    /// Ends, and reads all of it again.
    pub(super) fn finish(self) -> Result<(), BackupError> {
        self.0.execute_batch("COMMIT")?;
        Enclosed::of(self.0)?.each(|_, _| Ok(()))
    }
}

impl<'c> Enclosed<'c> {
    /// Those of a copy; one without the table holds none.
    pub(super) fn of(copy: &'c Connection) -> rusqlite::Result<Self> {
        Ok(Self(encloses(copy)?.then_some(copy)))
    }

    /// Whether the copy was made to hold files, be it none.
    pub fn is_meant(&self) -> bool {
        self.0.is_some()
    }

    /// Gives each file's name and bytes.
    ///
    /// # Errors
    /// `Damaged` for a file that is not what was put in, the database's, or what `take` says.
    pub fn each(
        &self,
        mut take: impl FnMut(&str, &[u8]) -> Result<(), BackupError>,
    ) -> Result<(), BackupError> {
        let Some(copy) = self.0 else {
            return Ok(());
        };
        let mut next = copy.prepare(
            "SELECT name, sha256, length(bytes) FROM enclosed_files WHERE name > ?1 ORDER BY name LIMIT 1",
        )?;
        let mut read = copy.prepare("SELECT bytes FROM enclosed_files WHERE name = ?1")?;
        let mut name = String::new();
        loop {
            let found = next.query_row([&name], |row| {
                Ok((
                    row.get::<_, String>(0)?,
                    row.get::<_, Vec<u8>>(1)?,
                    row.get::<_, i64>(2)?.unsigned_abs(),
                ))
            });
            let Some((found, hash, length)) = found.optional()? else {
                return Ok(());
            };
            name = found;
            let damaged = || BackupError::Damaged(format!("{name} in it is not what was put in"));
            // Looked at first: the length is no reason to fill the memory.
            if length > ENCLOSED_MAX {
                return Err(damaged());
            }
            read.query_row([&name], |row| {
                let bytes = row.get_ref(0)?.as_blob()?;
                Ok(match Sha256::digest(bytes)[..] == hash[..] {
                    true => take(&name, bytes),
                    false => Err(damaged()),
                })
            })??;
        }
    }
}

/// Whether a file has the table.
pub(super) fn encloses(db: &Connection) -> rusqlite::Result<bool> {
    db.query_row(
        "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'enclosed_files')",
        [],
        |row| row.get(0),
    )
}

/// Takes the table out of a file; the room that it took stays until the file is written anew.
pub(super) fn discard(db: &Connection) -> rusqlite::Result<()> {
    db.execute_batch("DROP TABLE IF EXISTS enclosed_files")
}

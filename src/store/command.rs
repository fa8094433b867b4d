//! What commands do with a data folder, beside a running server or without one.

use std::path::Path;

use rusqlite::Connection;

use super::{
    Backup, BackupError, Enclosing, Migrated, OpenError, backup, enclosure,
    lock::{Beside, Lock},
    migrations::{self, SHOP},
    open,
};

/// Opens shop.db read-write for a command (import, token …), beside a running server or without one.
/// Makes and migrates it where needed; waits up to 5 s for another writer.
///
/// # Errors
/// As [`Store::open`], and when a running server holds a file that would have to be migrated.
pub fn open_for_command(data_dir: &Path) -> Result<Connection, OpenError> {
    let (connection, _) = migrate(data_dir)?;
    open::roomy(&connection)
        .map_err(|error| OpenError::sqlite(&data_dir.join(SHOP.file), &error))?;
    Ok(connection)
}

/// As [`open_for_command`], for one that makes no shop where none is.
///
/// # Errors
/// As there, and when there is no shop.
pub fn open_existing_for_command(data_dir: &Path) -> Result<Connection, OpenError> {
    open::present(&data_dir.join(SHOP.file))?;
    open_for_command(data_dir)
}

/// The server that has a data folder, by name; `None` when none has.
///
/// # Errors
/// When the folder cannot be used or is being restored.
pub fn server_of(data_dir: &Path) -> Result<Option<String>, OpenError> {
    Ok(match Lock::beside(data_dir)? {
        Beside::Server(name) => Some(name),
        Beside::Nobody(_) => None,
    })
}

/// As [`open_for_command`], and says what was migrated.
///
/// # Errors
/// As there.
pub fn migrate(data_dir: &Path) -> Result<(Connection, Migrated), OpenError> {
    let beside = Lock::beside(data_dir)?;
    let file = data_dir.join(SHOP.file);
    let mut connection = open::writer(&file, &SHOP)?;
    if let Beside::Server(holder) = beside
        && migrations::pending(&connection, &file, &SHOP)?
    {
        return Err(OpenError::Unmigrated {
            file: file.display().to_string(),
            number: SHOP.newest(),
            holder,
        });
    }
    let migrated = migrations::bring_up(&mut connection, &file, &SHOP)?;
    Ok((connection, migrated))
}

/// Makes a verified copy of a folder's shop.db at `to`, beside a running server or without one, with the
/// files that `enclose` puts in.
///
/// # Errors
/// When there is no shop, when `to` exists, when the copy fails, or what `enclose` says; nothing is left
/// behind then.
pub fn back_up<T>(
    data_dir: &Path,
    to: &Path,
    enclose: Option<impl FnOnce(&Enclosing<'_>) -> Result<T, BackupError>>,
) -> Result<(Backup, Option<T>), BackupError> {
    backup::back_up(&data_dir.join(SHOP.file), to, enclose)
}

/// Whether a shop's file holds files as copies do: then it was put in its place by hand.
///
/// # Errors
/// The database's.
pub fn is_raw_copy(db: &Connection) -> rusqlite::Result<bool> {
    enclosure::encloses(db)
}

/// A connection that cannot write, to the shop.db of a folder, which must be there.
///
/// # Errors
/// When it is not, or is not ours.
pub fn open_to_read(data_dir: &Path) -> Result<Connection, OpenError> {
    let file = data_dir.join(SHOP.file);
    let connection = open::reader(&file, &SHOP)?;
    let found =
        migrations::version(&connection).map_err(|error| OpenError::sqlite(&file, &error))?;
    migrations::refuse_newer(found, &file, &SHOP)?;
    Ok(connection)
}

//! The pictures of a shop inside of a copy of its shop.db, and their way back into the folder.
//!
//! Holds: what a copy's rows name was in the folder when the copy was made, because the folder was held before:
//! the sweeper, which alone takes files away, waits outside. One file at a time is in memory.

use std::{
    fs::File,
    io::{ErrorKind, Read},
    path::Path,
};

use rusqlite::Connection;

use super::{
    folder::Folder,
    name::{Format, Name, SIDES},
};
use crate::store::{BackupError, ENCLOSED_MAX, Enclosed, Enclosing};

/// The pictures that went into a copy.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Packed {
    /// Files that are in it: three a picture.
    pub files: u64,
    /// Their size, in bytes.
    pub bytes: u64,
    /// Files that the shop names and that were not in its folder before.
    pub missing: u64,
}

/// The pictures that came out of a copy.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Unpacked {
    /// Files that were in it.
    pub files: u64,
    /// Those that were put into the folder; the others were there already.
    pub written: u64,
}

/// Puts every picture that the copy names into it. The folder must be held since before the copy was begun.
/// Asks `go_on` between two files.
///
/// # Errors
/// The disk's, the database's, `Stopped` when it is not to go on.
pub fn pack(
    copy: &Enclosing<'_>,
    folder: &Folder,
    go_on: &dyn Fn() -> bool,
) -> Result<Packed, BackupError> {
    let mut packed = Packed::default();
    each_picture(copy.copy(), |hash, format| {
        for side in SIDES {
            if !go_on() {
                return Err(BackupError::Stopped);
            }
            let name = Name { hash, side, format };
            match read(&folder.path(&name))? {
                None => packed.missing += 1,
                Some(bytes) => {
                    copy.put(&name.to_string(), &bytes)?;
                    packed.files += 1;
                    packed.bytes += bytes.len() as u64;
                }
            }
        }
        Ok(())
    })?;
    Ok(packed)
}

/// Puts the pictures of a copy into the folder, each under its name in one step. Equal files stay as they are.
/// Reads all of them before it writes one, so that a damaged copy changes nothing.
///
/// # Errors
/// The disk's, `Damaged` for what no picture is called.
pub fn unpack(copy: &Enclosed<'_>, folder: &Folder) -> Result<Unpacked, BackupError> {
    let mut unpacked = Unpacked::default();
    copy.each(|name, _| {
        let known = Name::parse(name).map(drop);
        known.ok_or_else(|| BackupError::Damaged("a file in it is no picture".to_owned()))
    })?;
    copy.each(|text, bytes| {
        let Some(name) = Name::parse(text) else {
            return Ok(());
        };
        unpacked.files += 1;
        let path = folder.path(&name);
        if read(&path)?.as_deref() != Some(bytes) {
            folder
                .put_file(&name, bytes)
                .map_err(BackupError::system(&path))?;
            unpacked.written += 1;
        }
        Ok(())
    })?;
    if unpacked.written > 0 {
        folder.sync().map_err(BackupError::system(folder.root()))?;
    }
    Ok(unpacked)
}

/// How many files the shop names that are not in its folder.
///
/// # Errors
/// The database's.
pub fn missing(db: &Connection, folder: &Folder) -> Result<u64, BackupError> {
    let mut missing = 0;
    each_picture(db, |hash, format| {
        missing += folder.missing(hash, format).len() as u64;
        Ok(())
    })?;
    Ok(missing)
}

/// Every picture that a shop names. One of before there were pictures names none.
fn each_picture(
    db: &Connection,
    mut take: impl FnMut(&str, Format) -> Result<(), BackupError>,
) -> Result<(), BackupError> {
    let knows =
        "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'media')";
    if !db.query_row(knows, [], |row| row.get(0))? {
        return Ok(());
    }
    let mut select = db.prepare("SELECT hash, format FROM media")?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let (hash, format): (String, String) = (row.get(0)?, row.get(1)?);
        let format = Format::of_extension(&format).unwrap_or(Format::Jpeg);
        take(&hash, format)?;
    }
    Ok(())
}

/// A whole file; `None` when there is none.
fn read(path: &Path) -> Result<Option<Vec<u8>>, BackupError> {
    let fail = BackupError::system(path);
    let file = match File::open(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(fail(error)),
        Ok(file) => file,
    };
    let mut bytes = Vec::new();
    match file.take(ENCLOSED_MAX + 1).read_to_end(&mut bytes) {
        Err(error) => Err(fail(error)),
        Ok(length) if length as u64 > ENCLOSED_MAX => Err(fail(ErrorKind::FileTooLarge.into())),
        Ok(_) => Ok(Some(bytes)),
    }
}

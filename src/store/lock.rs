//! One server a folder: a lock on `souk.lock`, which the system frees when the process ends, however
//! it ends.

use std::{
    fs::{File, OpenOptions, TryLockError},
    io::{Read, Seek, Write},
    path::Path,
};

use super::OpenError;

const NAME: &str = "souk.lock";

/// A held folder. Dropping it lets go.
pub struct Lock(#[allow(dead_code)] File);

impl Lock {
    /// Takes the folder, making it where missing.
    ///
    /// # Errors
    /// `Held` with the holder's process id, or `Folder`.
    pub fn take(folder: &Path) -> Result<Self, OpenError> {
        let fail = |error: std::io::Error| OpenError::folder(folder, &error);
        std::fs::create_dir_all(folder).map_err(fail)?;
        let mut options = OpenOptions::new();
        let mut file = options
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(folder.join(NAME))
            .map_err(fail)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(held(folder, &mut file)),
            Err(TryLockError::Error(error)) => return Err(fail(error)),
        }
        file.set_len(0).map_err(fail)?;
        file.rewind().map_err(fail)?;
        writeln!(file, "{}", std::process::id()).map_err(fail)?;
        Ok(Self(file))
    }
}

fn held(folder: &Path, file: &mut File) -> OpenError {
    let mut text = String::new();
    let holder = match file.read_to_string(&mut text) {
        Ok(_) if text.trim().parse::<u32>().is_ok() => format!(" (process {})", text.trim()),
        _ => String::new(),
    };
    OpenError::Held {
        folder: folder.display().to_string(),
        holder,
    }
}

//! One server a folder: a lock on `souk.lock`, which the system frees when its process ends, however
//! it ends.
//!
//! A server, and a restore, hold it exclusively and leave their name in the file. A command shares it
//! while it opens and migrates shop.db, and lets go: commands run beside each other and beside a
//! server, but neither migrates under a server nor opens a file that is being replaced.

use std::{
    fmt,
    fs::{File, OpenOptions, TryLockError},
    io::{Read, Seek, Write},
    path::Path,
    thread,
    time::{Duration, Instant},
};

use super::OpenError;

const NAME: &str = "souk.lock";
/// A named holder is looked at twice: its name may be left over from a process that was killed.
const NAMED_PATIENCE: Duration = Duration::from_millis(50);
/// Commands share the lock for moments only, and namelessly.
const NAMELESS_PATIENCE: Duration = Duration::from_secs(5);
const PAUSE: Duration = Duration::from_millis(5);

/// What holds a folder alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holder {
    Serve,
    Restore,
}

impl fmt::Display for Holder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Serve => "souk serve",
            Self::Restore => "souk restore",
        })
    }
}

/// A held folder. Dropping it lets go.
#[derive(Debug)]
pub(super) struct Lock {
    file: File,
    alone: bool,
}

/// What a command finds.
#[derive(Debug)]
pub(super) enum Beside {
    /// No server; the lock is shared until it is dropped.
    Nobody(#[expect(dead_code, reason = "held until it is dropped")] Lock),
    /// A server, by name.
    Server(String),
}

impl Lock {
    /// Takes the folder alone, making it where missing.
    ///
    /// # Errors
    /// `Held` with the holder's name, or `Folder`.
    pub(super) fn alone(folder: &Path, holder: Holder) -> Result<Self, OpenError> {
        let mut file = open(folder)?;
        match wait(&mut file, File::try_lock) {
            Ok(None) => {}
            Ok(Some(holder)) => return Err(held(folder, holder)),
            Err(error) => return Err(OpenError::folder(folder, &error)),
        }
        rename(
            &mut file,
            &format!("{holder} (process {})\n", std::process::id()),
        )
        .map_err(|error| OpenError::folder(folder, &error))?;
        Ok(Self { file, alone: true })
    }

    /// Shares the folder with other commands, or says which server has it.
    ///
    /// # Errors
    /// `Held` when anything but a server has it, or `Folder`.
    pub(super) fn beside(folder: &Path) -> Result<Beside, OpenError> {
        let fail = |error: std::io::Error| OpenError::folder(folder, &error);
        let mut file = open(folder)?;
        match wait(&mut file, File::try_lock_shared).map_err(fail)? {
            None => {
                // Whoever left a name here is gone.
                rename(&mut file, "").map_err(fail)?;
                Ok(Beside::Nobody(Self { file, alone: false }))
            }
            Some(name) if name.starts_with(&Holder::Serve.to_string()) => Ok(Beside::Server(name)),
            Some(name) => Err(held(folder, name)),
        }
    }
}

impl Drop for Lock {
    /// The name goes first: a file without one is free, or shared for a moment.
    fn drop(&mut self) {
        if self.alone
            && let Err(error) = rename(&mut self.file, "")
        {
            tracing::debug!(%error, "the name stays in {NAME}");
        }
    }
}

fn open(folder: &Path) -> Result<File, OpenError> {
    let fail = |error: std::io::Error| OpenError::folder(folder, &error);
    if folder.exists() && !folder.is_dir() {
        return Err(fail(std::io::ErrorKind::NotADirectory.into()));
    }
    std::fs::create_dir_all(folder).map_err(fail)?;
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    options.open(folder.join(NAME)).map_err(fail)
}

/// `None` once the lock is taken, else the name of the one who keeps it.
fn wait(
    file: &mut File,
    take: impl Fn(&File) -> Result<(), TryLockError>,
) -> std::io::Result<Option<String>> {
    let since = Instant::now();
    loop {
        match take(file) {
            Ok(()) => return Ok(None),
            Err(TryLockError::Error(error)) => return Err(error),
            Err(TryLockError::WouldBlock) => {}
        }
        let name = name(file);
        let patience = match name {
            Some(_) => NAMED_PATIENCE,
            None => NAMELESS_PATIENCE,
        };
        if since.elapsed() > patience {
            return Ok(Some(
                name.unwrap_or_else(|| "another souk command".to_owned()),
            ));
        }
        thread::sleep(PAUSE);
    }
}

fn held(folder: &Path, holder: String) -> OpenError {
    OpenError::Held {
        folder: folder.display().to_string(),
        holder,
    }
}

/// The name in the file, where there is one that a souk wrote.
fn name(file: &mut File) -> Option<String> {
    let mut text = String::new();
    file.rewind().ok()?;
    file.take(100).read_to_string(&mut text).ok()?;
    let name = text.trim();
    let sane = name.starts_with("souk ") && !name.contains(char::is_control);
    sane.then(|| name.to_owned())
}

fn rename(file: &mut File, name: &str) -> std::io::Result<()> {
    file.set_len(0)?;
    file.rewind()?;
    file.write_all(name.as_bytes())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_second_server_is_refused_by_name() {
        let folder = tempfile::tempdir().unwrap();
        let first = Lock::alone(folder.path(), Holder::Serve).unwrap();
        let error = Lock::alone(folder.path(), Holder::Serve)
            .unwrap_err()
            .to_string();
        let name = format!("souk serve (process {})", std::process::id());
        assert!(
            error.contains(&name) && error.contains("--data-dir"),
            "{error}"
        );
        drop(first);
        drop(Lock::alone(folder.path(), Holder::Serve).unwrap());
    }

    #[test]
    fn commands_go_beside_a_server_and_each_other_but_not_beside_a_restore() {
        let folder = tempfile::tempdir().unwrap();
        let serve = Lock::alone(folder.path(), Holder::Serve).unwrap();
        assert!(matches!(
            Lock::beside(folder.path()).unwrap(),
            Beside::Server(_)
        ));
        drop(serve);
        let one = Lock::beside(folder.path()).unwrap();
        let two = Lock::beside(folder.path()).unwrap();
        assert!(matches!(
            (&one, &two),
            (Beside::Nobody(_), Beside::Nobody(_))
        ));
        drop((one, two));
        let restore = Lock::alone(folder.path(), Holder::Restore).unwrap();
        let error = Lock::beside(folder.path()).unwrap_err().to_string();
        assert!(error.contains("souk restore (process"), "{error}");
        drop(restore);
    }

    #[test]
    fn a_server_waits_for_a_command_that_is_opening() {
        let folder = tempfile::tempdir().unwrap();
        let command = Lock::beside(folder.path()).unwrap();
        let path = folder.path().to_owned();
        let server = thread::spawn(move || Lock::alone(&path, Holder::Serve).map(drop));
        drop(command);
        server.join().unwrap().unwrap();
    }

    #[test]
    fn the_name_of_a_killed_server_does_not_hold_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        let name = "souk serve (process 4294967295)\n";
        std::fs::write(folder.path().join(NAME), name).unwrap();
        assert!(matches!(
            Lock::beside(folder.path()).unwrap(),
            Beside::Nobody(_)
        ));
        std::fs::write(folder.path().join(NAME), name).unwrap();
        Lock::alone(folder.path(), Holder::Serve).unwrap();
    }

    #[test]
    fn a_folder_that_is_a_file_is_refused() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let error = Lock::alone(file.path(), Holder::Serve)
            .unwrap_err()
            .to_string();
        assert!(error.contains("cannot be used"), "{error}");
    }
}

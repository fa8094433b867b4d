//! A data folder that goes away with its owner.

use std::path::{Path, PathBuf};

use super::command::{self, Ran};

/// A data folder of a shop that runs or ran.
pub struct Folder(tempfile::TempDir);

impl Folder {
    /// An empty one.
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// An empty one below another folder.
    pub fn within(parent: &Path) -> Self {
        Self(tempfile::tempdir_in(parent).unwrap())
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// A file in it.
    pub fn file(&self, name: &str) -> PathBuf {
        self.path().join(name)
    }

    /// Runs `souk` on it and waits for the end.
    pub fn command<'a>(&self, args: impl IntoIterator<Item = &'a str>) -> Ran {
        command::run(Some(self.path()), args, &[])
    }
}

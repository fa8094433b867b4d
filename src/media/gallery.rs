//! The pictures of an import: made before its transaction begins, so that nobody waits for them, and only
//! those that the file mentions.

use std::{
    collections::HashMap,
    fmt,
    fs::File,
    io::{self, Cursor},
    path::Path,
    sync::{Mutex, MutexGuard, PoisonError},
};

use rusqlite::Connection;
use sha2::{Digest, Sha256};

use super::{
    MediaError,
    collection::{Collection, Found},
    folder::{Folder, Held},
    hands::make_and_put,
    name::hex,
    picture::{self, PictureError},
    rows::{self, Stored},
};
use crate::catalogue::ImageRecord;

/// Pictures beside a file of products.
pub struct Gallery {
    folder: Folder,
    /// Held until the import is over; nothing is stored by a dry run.
    held: Option<Held>,
    inner: Mutex<Inner>,
}

struct Inner {
    collection: Collection,
    made: HashMap<Found, Result<Stored, String>>,
}

impl fmt::Debug for Gallery {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Gallery").finish_non_exhaustive()
    }
}

impl Gallery {
    /// The pictures of a folder or a ZIP file, for the shop in a data folder.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn open(path: &Path, data_dir: &Path, dry_run: bool) -> io::Result<Self> {
        let collection = Collection::open(path)?;
        Self::of(collection, Folder::of(data_dir), dry_run)
    }

    /// The pictures of a ZIP file that was sent.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn of_archive(file: File, folder: Folder, dry_run: bool) -> io::Result<Self> {
        Self::of(Collection::of_archive(file)?, folder, dry_run)
    }

    fn of(collection: Collection, folder: Folder, dry_run: bool) -> io::Result<Self> {
        let held = match dry_run {
            true => None,
            false => Some(folder.hold()?),
        };
        Ok(Self {
            folder,
            held,
            inner: Mutex::new(Inner {
                collection,
                made: HashMap::new(),
            }),
        })
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes the picture that an address means, if one is there and was not made yet.
    ///
    /// # Errors
    /// The disk's and the database's; what is wrong with a picture is told by [`Gallery::image`].
    pub fn prepare(&self, db: &Connection, address: &str) -> Result<(), MediaError> {
        let mut inner = self.lock();
        let Some(Ok(found)) = inner.collection.find(address) else {
            return Ok(());
        };
        if inner.made.contains_key(&found) {
            return Ok(());
        }
        let made = match inner.collection.read(&found) {
            Ok(Some(bytes)) => self.make(db, bytes)?,
            Ok(None) => Err("has more than 8 MiB".to_owned()),
            Err(error) => Err(format!("cannot be read: {error}")),
        };
        inner.made.insert(found, made);
        Ok(())
    }

    fn make(&self, db: &Connection, bytes: Vec<u8>) -> Result<Result<Stored, String>, MediaError> {
        let hash = hex(&Sha256::digest(&bytes));
        if let Some(known) = rows::find(db, &hash)?
            && self.folder.missing(&hash, known.format).is_empty()
        {
            return Ok(Ok(known));
        }
        let source = Cursor::new(bytes);
        let made = match self.held {
            Some(_) => make_and_put(&self.folder, hash, source),
            None => picture::make(source).map(|made| Stored::of(hash, &made)),
        };
        match made {
            Ok(stored) => Ok(Ok(stored)),
            Err(PictureError::Io(error)) => Err(error.into()),
            Err(error) => Ok(Err(error.to_string())),
        }
    }

    /// Writes down every picture that was made: those that no product takes are swept away.
    ///
    /// # Errors
    /// The database's.
    pub fn keep(&self, tx: &Connection) -> rusqlite::Result<()> {
        let inner = self.lock();
        let mut stored = inner.made.values().filter_map(|made| made.as_ref().ok());
        stored.try_for_each(|stored| stored.keep(tx))
    }

    /// The picture that an address means; an error says what is wrong with it. `None` when the
    /// collection has none of that name.
    pub fn image(&self, address: &str) -> Option<Result<ImageRecord, String>> {
        let inner = self.lock();
        Some(match inner.collection.find(address)? {
            Ok(found) => match inner.made.get(&found)? {
                Ok(stored) => Ok(stored.image(String::new())),
                Err(reason) => Err(reason.clone()),
            },
            Err(reason) => Err(reason.to_owned()),
        })
    }
}

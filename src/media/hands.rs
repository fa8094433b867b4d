//! The work on pictures, bounded: how many may come in at once, how many are worked on, how long one
//! waits for its turn.

use std::{
    fs::File,
    io::{self, BufReader, Seek},
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    sync::Arc,
    time::Duration,
};

use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    task::spawn_blocking,
    time::timeout,
};

use super::{
    MediaError, PictureError,
    folder::{Folder, Held},
    picture,
    rows::{self, Stored},
};
use crate::store::Store;

/// How many uploads may be under way, waiting ones included.
const PLACES: usize = 96;
/// How many pictures are worked on at once.
const HANDS: usize = 2;
/// How long an upload waits for a hand.
const WAIT: Duration = Duration::from_secs(30);

/// A file that came in, hashed.
pub struct Upload {
    /// Its bytes.
    pub file: File,
    /// SHA-256, in hexadecimal.
    pub hash: String,
}

/// Whoever turns uploads into pictures of a shop. Cheap to clone.
#[derive(Clone)]
pub struct Hands {
    store: Store,
    folder: Folder,
    places: Arc<Semaphore>,
    free: Arc<Semaphore>,
}

impl Hands {
    /// The hands of the shop in a data folder.
    pub fn new(store: Store, data_dir: &Path) -> Self {
        Self {
            store,
            folder: Folder::of(data_dir),
            places: Arc::new(Semaphore::new(PLACES)),
            free: Arc::new(Semaphore::new(HANDS)),
        }
    }

    /// The shop.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The shop's folder of pictures.
    pub fn folder(&self) -> &Folder {
        &self.folder
    }

    /// A place for one upload, to be held until it is done.
    ///
    /// # Errors
    /// `Busy` when all are taken.
    pub fn place(&self) -> Result<OwnedSemaphorePermit, MediaError> {
        let place = Arc::clone(&self.places).try_acquire_owned();
        place.map_err(|_| MediaError::Busy)
    }

    /// Stores the sizes of an upload, unless the same picture is there. Its files stay until what is given
    /// beside it is dropped; by then a row must name them.
    ///
    /// # Errors
    /// `Busy` when no hand came free in time, `Picture` for what is no picture, the store's.
    pub async fn make(&self, upload: Upload) -> Result<(Stored, Held), MediaError> {
        let Ok(Ok(hand)) = timeout(WAIT, Arc::clone(&self.free).acquire_owned()).await else {
            return Err(MediaError::Busy);
        };
        let (store, folder) = (self.store.clone(), self.folder.clone());
        let work = spawn_blocking(move || {
            let _hand = hand;
            let held = folder.hold()?;
            let known = store.read(|db| Ok::<_, MediaError>(rows::find(db, &upload.hash)?))?;
            if let Some(known) = known
                && folder.missing(&known.hash, known.format).is_empty()
            {
                return Ok((known, held));
            }
            let mut file = upload.file;
            file.rewind()?;
            let stored = make_and_put(&folder, upload.hash, BufReader::new(file))?;
            Ok((stored, held))
        });
        work.await.unwrap_or_else(|_| {
            let panicked = io::Error::other("the work on a picture panicked");
            Err(panicked.into())
        })
    }
}

/// Makes the sizes of a picture and puts them into a folder that is held.
///
/// # Errors
/// `Unknown`, `Broken` or `TooLarge` for what is no picture, else the disk's.
pub(super) fn make_and_put(
    folder: &Folder,
    hash: String,
    source: impl io::BufRead + Seek,
) -> Result<Stored, PictureError> {
    // A decoder that panics has met a file that it should have refused.
    let made = catch_unwind(AssertUnwindSafe(|| picture::make(source)))
        .unwrap_or(Err(PictureError::Broken))?;
    folder.put(&hash, &made)?;
    let bytes = made.files.iter().map(|file| file.len() as u64).sum();
    Ok(Stored {
        hash,
        format: made.format,
        width: made.width,
        height: made.height,
        bytes,
    })
}

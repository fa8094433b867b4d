//! The work on pictures, bounded: how many may come in at once, how many are worked on, how long one
//! waits for its turn.

use std::{
    fs::File,
    io::{self, BufReader, Seek},
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    sync::Arc,
    thread,
    time::Duration,
};

use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore, oneshot},
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
/// How long an upload waits until its turn is over.
const WAIT: Duration = Duration::from_secs(30);

/// A picture to be made, and who waits for it.
struct Job {
    upload: Upload,
    done: oneshot::Sender<Result<(Stored, Held), MediaError>>,
}

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
    jobs: flume::Sender<Job>,
}

impl Hands {
    /// The hands of the shop in a data folder. They have threads of their own, so that what a picture takes
    /// of memory is taken by two threads and not by all that ever did such work; these end with the last
    /// clone.
    ///
    /// # Errors
    /// When the system has no thread for them.
    pub fn new(store: Store, data_dir: &Path) -> io::Result<Self> {
        let folder = Folder::of(data_dir);
        let (jobs, waiting) = flume::bounded::<Job>(PLACES);
        for number in 1..=HANDS {
            let (store, folder, waiting) = (store.clone(), folder.clone(), waiting.clone());
            let work = move || {
                for job in waiting {
                    // Whoever has gone away needs no picture.
                    if !job.done.is_closed() {
                        let made = make(&store, &folder, job.upload);
                        let _ = job.done.send(made);
                    }
                }
            };
            thread::Builder::new()
                .name(format!("pictures-{number}"))
                .spawn(work)?;
        }
        Ok(Self {
            store,
            folder,
            places: Arc::new(Semaphore::new(PLACES)),
            jobs,
        })
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
        let (done, made) = oneshot::channel();
        let sent = self.jobs.try_send(Job { upload, done });
        sent.map_err(|_| MediaError::Busy)?;
        match timeout(WAIT, made).await {
            Ok(Ok(made)) => made,
            // Too long, or a hand that has let go of it.
            _ => Err(MediaError::Busy),
        }
    }
}

fn make(store: &Store, folder: &Folder, upload: Upload) -> Result<(Stored, Held), MediaError> {
    let held = folder.hold()?;
    let known = store.read(|db| Ok::<_, MediaError>(rows::find(db, &upload.hash)?))?;
    if let Some(known) = known
        && folder.missing(&known.hash, known.format).is_empty()
    {
        return Ok((known, held));
    }
    let mut file = upload.file;
    file.rewind()?;
    let stored = make_and_put(folder, upload.hash, BufReader::new(file))?;
    Ok((stored, held))
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
    Ok(Stored::of(hash, &made))
}

//! Backups over HTTP, for administrators: copies in the data folder's `backups/`.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use poem_openapi::{
    Object, OpenApi,
    param::{Header, Query},
    types::{Example, ToJSON},
};

use tokio::sync::Semaphore;

use super::whole;
use crate::{
    catalogue::{
        cursor::Key,
        sorting::{
            self, Sorts,
            parameter::{self, Sort},
        },
    },
    http::{
        caller::Caller,
        failure::{Commanding, Exporting, Failure},
        payload::{Created, Done, Rendered},
        problem::{BUSY, Problem},
        tags::Tag,
    },
    media::{Folder, archive::Packed},
    people::rights::{Action, require},
    store::{Backup, BackupError, Store, StoreError},
    time,
};

/// Makes and lists the backups of a shop.
pub struct Backups {
    store: Store,
    media: Folder,
    draining: Arc<AtomicBool>,
    /// Two at once would only fill the disk.
    turn: Arc<Semaphore>,
}

impl Backups {
    /// Those of a store and its folder of pictures; one that is being made is given up when the shop stops.
    pub fn new(store: Store, media: Folder, draining: Arc<AtomicBool>) -> Self {
        Self {
            store,
            media,
            draining,
            turn: Arc::new(Semaphore::new(1)),
        }
    }
}

/// A backup that was made just now.
#[derive(Object)]
#[oai(example, rename = "NewBackup")]
struct MadeView {
    /// Its name in the folder `backups`; `souk restore` takes it.
    name: String,
    /// Its size in bytes.
    bytes: u64,
    /// When it was finished.
    made_at: String,
    /// Files of pictures that are in it: three a picture.
    picture_files: u64,
    /// Files of pictures that the shop names and that its folder misses, so that they are not in it; `souk check`
    /// names them.
    missing_files: u64,
}

impl Example for MadeView {
    fn example() -> Self {
        Self {
            name: "shop-backup-20261124T100000.000Z.db".into(),
            bytes: 41_943_040,
            made_at: "2026-11-24T10:00:00.000Z".into(),
            picture_files: 360,
            missing_files: 0,
        }
    }
}

impl MadeView {
    fn of(copy: &Backup, pictures: Packed) -> Self {
        let BackupView {
            name,
            bytes,
            made_at,
        } = BackupView::of(copy);
        Self {
            name,
            bytes,
            made_at,
            picture_files: pictures.files,
            missing_files: pictures.missing,
        }
    }
}

/// A copy in the folder `backups`.
#[derive(Object)]
#[oai(example, rename = "Backup")]
struct BackupView {
    /// Its name in the folder `backups`; `souk restore` takes it.
    name: String,
    /// Its size in bytes.
    bytes: u64,
    /// When it was finished.
    made_at: String,
}

impl Example for BackupView {
    fn example() -> Self {
        Self {
            name: "shop-backup-20261124T100000.000Z.db".into(),
            bytes: 4_194_304,
            made_at: "2026-11-24T10:00:00.000Z".into(),
        }
    }
}

/// A page of the backups.
#[derive(Object)]
#[oai(example, rename = "BackupList")]
struct BackupList {
    /// The page's rows.
    items: Vec<BackupView>,
    /// How many there are on all pages.
    total: u64,
    /// What the next page is asked for with; null on the last one.
    next_cursor: Option<String>,
}

impl Example for BackupList {
    fn example() -> Self {
        Self {
            items: vec![BackupView::example()],
            total: 1,
            next_cursor: None,
        }
    }
}

impl BackupView {
    fn of(copy: &Backup) -> Self {
        let name = copy.file.file_name().unwrap_or_default();
        Self {
            name: name.to_string_lossy().into_owned(),
            bytes: copy.bytes,
            made_at: time::to_rfc3339(copy.made_at),
        }
    }
}

#[OpenApi(tag = "Tag::Operations")]
impl Backups {
    /// Make a backup
    ///
    /// A copy of shop.db at one moment with all pictures that it names, in one file, read through before it
    /// counts. The shop goes on meanwhile. tracking.db is not in it. One is made at a time: a second request is
    /// answered 503.
    #[oai(
        path = "/api/admin/backups",
        method = "post",
        operation_id = "createBackup"
    )]
    async fn create(
        &self,
        caller: Caller,
        /// Answers a repeated request with the first answer, for 24 hours.
        #[oai(
            name = "Idempotency-Key",
            validator(min_length = 1, max_length = 128, pattern = "^[!-~]+$")
        )]
        _idempotency_key: Header<Option<String>>,
    ) -> Result<Rendered<MadeView, Created>, Failure<Commanding>> {
        require(&caller, Action::Backup)?;
        let Ok(turn) = Arc::clone(&self.turn).try_acquire_owned() else {
            let busy = Problem::new(BUSY, "Another backup is being made: wait until it is done.");
            return Err(busy.retry_after(10).into());
        };
        let (store, media) = (self.store.clone(), self.media.clone());
        let draining = Arc::clone(&self.draining);
        let (made, pictures) = off_the_workers(move || {
            let _turn = turn;
            whole::keep(&store, &media, &|| !draining.load(Ordering::Acquire))
        })
        .await?;
        if pictures.missing > 0 {
            let files = pictures.missing;
            tracing::warn!(
                files,
                "the shop misses files of pictures, and so does the backup"
            );
        }
        let view = MadeView::of(&made, pictures);
        Ok(Rendered::new(view.to_json_string()).private())
    }

    /// List backups
    ///
    /// The copies in the folder `backups`, the newest first unless `sort` says otherwise.
    #[oai(
        path = "/api/admin/backups",
        method = "get",
        operation_id = "listBackups"
    )]
    async fn list(
        &self,
        caller: Caller,
        /// What they are sorted by; `-` for descending. `created_at` is when they were finished.
        sort: Query<Option<Sort<BackupKeys>>>,
        /// Rows a page: 1 to 100, 20 when left out.
        #[oai(validator(minimum(value = "1"), maximum(value = "100")))]
        limit: Query<Option<i64>>,
        /// The `next_cursor` of the page before.
        cursor: Query<Option<String>>,
    ) -> Result<Rendered<BackupList, Done>, Failure<Exporting>> {
        require(&caller, Action::Backup)?;
        let window = parameter::window("backups", sort.0, limit.0, cursor.0.as_deref())?;
        let store = self.store.clone();
        let found = off_the_workers(move || store.backups()).await?;
        let total = found.len() as u64;
        let (copies, next_cursor) = window.among(found, key);
        let list = BackupList {
            items: copies.iter().map(BackupView::of).collect(),
            total,
            next_cursor,
        };
        Ok(Rendered::new(list.to_json_string()).private())
    }
}

/// What backups are sorted by. They are files: their names, which no two of them share, are the tie.
struct BackupKeys;

const BYTES: &str = "bytes";
const MADE_AT: &str = "made_at";

impl Sorts for BackupKeys {
    const DEFAULT: sorting::Key = sorting::Key {
        name: sorting::MADE.name,
        columns: &[MADE_AT],
    };
    const DESCENDS: bool = true;
    const OTHERS: &'static [sorting::Key] = &[
        sorting::Key {
            name: BYTES,
            columns: &[BYTES],
        },
        sorting::Key {
            name: Self::TIE,
            columns: &[],
        },
    ];
    const TIE: &'static str = "name";
}

fn key(copy: &Backup, column: &str) -> Key {
    match column {
        MADE_AT => Key::Number(copy.made_at),
        BYTES => Key::Number(i64::try_from(copy.bytes).unwrap_or(i64::MAX)),
        _ => Key::Bytes(
            copy.file
                .file_name()
                .unwrap_or_default()
                .as_encoded_bytes()
                .to_vec(),
        ),
    }
}

async fn off_the_workers<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, BackupError> + Send + 'static,
) -> Result<T, Problem> {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result.map_err(problem_of),
        Err(error) => Err(Problem::internal(error)),
    }
}

fn problem_of(error: BackupError) -> Problem {
    match error {
        BackupError::Sqlite(error) => StoreError::from(error).into(),
        BackupError::Full(_) => StoreError::DiskFull.into(),
        BackupError::Stopped => StoreError::Closed.into(),
        error => Problem::internal(error),
    }
}

//! Backups over HTTP, for administrators: copies in the data folder's `backups/`.

use std::io::ErrorKind;

use poem_openapi::{
    Object, OpenApi,
    param::Header,
    types::{Example, ToJSON},
};

use crate::{
    http::{
        caller::Caller,
        failure::{Commanding, Exporting, Failure},
        payload::{Created, Done, Rendered},
        problem::Problem,
        tags::Tag,
    },
    people::rights::{Action, require},
    store::{Backup, BackupError, Store, StoreError},
    time,
};

/// Makes and lists the backups of a shop.
pub struct Backups(pub Store);

/// A verified copy of shop.db.
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

/// Every backup there is, the newest first.
#[derive(Object)]
#[oai(example, rename = "BackupList")]
struct BackupList {
    /// The backups.
    items: Vec<BackupView>,
    /// How many.
    total: u64,
    /// Always null: the list has one page.
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
    /// A copy of one moment, read through before it counts. The shop goes on meanwhile.
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
    ) -> Result<Rendered<BackupView, Created>, Failure<Commanding>> {
        require(&caller, Action::Backup)?;
        let store = self.0.clone();
        let made = off_the_workers(move || store.back_up()).await?;
        Ok(Rendered::new(BackupView::of(&made).to_json_string()).private())
    }

    /// List backups
    #[oai(
        path = "/api/admin/backups",
        method = "get",
        operation_id = "listBackups"
    )]
    async fn list(&self, caller: Caller) -> Result<Rendered<BackupList, Done>, Failure<Exporting>> {
        require(&caller, Action::Backup)?;
        let store = self.0.clone();
        let found = off_the_workers(move || store.backups()).await?;
        let items: Vec<_> = found.iter().map(BackupView::of).collect();
        let list = BackupList {
            total: items.len() as u64,
            items,
            next_cursor: None,
        };
        Ok(Rendered::new(list.to_json_string()).private())
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
        BackupError::System { source, .. } if source.kind() == ErrorKind::StorageFull => {
            StoreError::DiskFull.into()
        }
        error => Problem::internal(error),
    }
}

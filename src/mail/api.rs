//! The outbox over HTTP, for administrators.

use poem_openapi::{
    OpenApi,
    param::{Header, Path, Query},
};
use uuid::Uuid;

use super::{
    model::{LetterPage, LetterState, LetterView},
    outbox,
    read::{self, Filter, LetterKeys},
};
use crate::{
    audit::{self, Actor},
    catalogue::sorting::parameter::{self, Sort},
    http::{
        caller::Caller,
        failure::{Exporting, Failure, Owning, Steering},
        payload::{Done, Rendered, sent},
        problem::{ALREADY_SENT, Problem},
        tags::Tag,
    },
    people::rights::{Action, require},
    store::{Durability, Store, StoreError, Tx},
};

/// The outbox of a shop.
pub struct Outbox {
    /// Where the letters are.
    pub store: Store,
    /// Whether somebody sends them.
    pub has_mail_server: bool,
}

/// What can go wrong with a letter.
#[derive(Debug, thiserror::Error)]
enum MailError {
    #[error("there is no such letter")]
    NotFound,
    #[error("the letter was sent")]
    AlreadySent,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<rusqlite::Error> for MailError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}

impl From<MailError> for Problem {
    fn from(error: MailError) -> Self {
        match error {
            MailError::NotFound => Self::not_found("letter"),
            MailError::AlreadySent => Self::new(
                ALREADY_SENT,
                "A mail server took this letter; it is not sent again.",
            ),
            MailError::Store(error) => error.into(),
        }
    }
}

fn example_letter() -> i64 {
    7
}

fn example_kind() -> Option<String> {
    Some("order_confirmation".to_owned())
}

#[OpenApi(tag = "Tag::Admin")]
impl Outbox {
    /// List letters
    ///
    /// What the shop wrote to people, the newest first unless `sort` says otherwise. Without a mail server (`--smtp-url`) letters wait
    /// here and can be read.
    #[oai(
        path = "/api/admin/outbox",
        method = "get",
        operation_id = "listOutbox"
    )]
    #[allow(clippy::too_many_arguments)]
    async fn list(
        &self,
        caller: Caller,
        /// What became of them.
        state: Query<Option<LetterState>>,
        /// What they are.
        #[oai(example = "example_kind", validator(max_length = 100))]
        kind: Query<Option<String>>,
        /// The id of the order that they tell of.
        order: Query<Option<Uuid>>,
        /// What they are sorted by; `-` for descending.
        sort: Query<Option<Sort<LetterKeys>>>,
        /// Rows a page: 1 to 100, 20 when left out.
        #[oai(validator(minimum(value = "1"), maximum(value = "100")))]
        limit: Query<Option<i64>>,
        /// The `next_cursor` of the page before.
        cursor: Query<Option<String>>,
    ) -> Result<Rendered<LetterPage, Done>, Failure<Exporting>> {
        require(&caller, Action::ReadOutbox)?;
        let filter = Filter {
            state: state.0,
            kind: kind.0,
            order: order.0,
        };
        let window = parameter::window(&filter.binding(), sort.0, limit.0, cursor.0.as_deref())?;
        let has_server = self.has_mail_server;
        let page = self
            .store
            .read_slow(move |db| Ok::<_, StoreError>(read::page(db, &filter, &window, has_server)?))
            .await?;
        Ok(sent(&page)?)
    }

    /// Read a letter
    #[oai(
        path = "/api/admin/outbox/:letter",
        method = "get",
        operation_id = "getLetter"
    )]
    async fn read(
        &self,
        caller: Caller,
        /// Its id.
        #[oai(example = "example_letter")]
        letter: Path<i64>,
    ) -> Result<Rendered<LetterView, Done>, Failure<Owning>> {
        require(&caller, Action::ReadOutbox)?;
        let found = self
            .store
            .read(|db| Ok::<_, MailError>(read::one(db, letter.0)?))?;
        Ok(sent(&found.ok_or(MailError::NotFound)?)?)
    }

    /// Send a letter again
    ///
    /// One that waits or was given up is due at once and is tried as often as a new one. One that was
    /// sent is not sent again (409).
    #[oai(
        path = "/api/admin/outbox/:letter/retry",
        method = "post",
        operation_id = "retryLetter"
    )]
    async fn retry(
        &self,
        caller: Caller,
        /// Its id.
        #[oai(example = "example_letter")]
        letter: Path<i64>,
        /// Answers a repeated request with the first answer, for 24 hours.
        #[oai(
            name = "Idempotency-Key",
            validator(min_length = 1, max_length = 128, pattern = "^[!-~]+$")
        )]
        _idempotency_key: Header<Option<String>>,
    ) -> Result<Rendered<LetterView, Done>, Failure<Steering>> {
        require(&caller, Action::ReadOutbox)?;
        let (id, actor) = (letter.0, Actor::from(&caller));
        let again = self
            .store
            .write_unseen(Durability::Durable, move |tx| retry(tx, id, &actor))
            .await?;
        Ok(sent(&again)?)
    }
}

fn retry(tx: &Tx<'_>, id: i64, actor: &Actor) -> Result<LetterView, MailError> {
    let done = outbox::retry(tx, id)?;
    let letter = read::one(tx, id)?.ok_or(MailError::NotFound)?;
    if !done {
        return Err(MailError::AlreadySent);
    }
    audit::record(tx, actor, "retry", &format!("letter {id}"), None, None)?;
    Ok(letter)
}

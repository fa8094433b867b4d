//! The own logins over HTTP: list them, end one.

use poem_openapi::{
    Object, OpenApi,
    param::{Path, Query},
    types::{Example, ToJSON},
};

use crate::{
    catalogue::sorting::parameter::{self, Sort},
    http::{
        caller::{Caller, Credential},
        cookie::{self, Jar},
        failure::{Deleting, Failure, Owning},
        payload::{Done, DoneWith, Rendered},
        tags::Tag,
    },
    people::{
        Accounts,
        rights::own_account,
        sessions::{self, Session, SessionKeys},
    },
    time,
};

/// The logins of an account.
pub(super) struct SessionsApi(pub(super) Accounts);

/// A login of the own account.
#[derive(Object)]
#[oai(example)]
struct OwnSession {
    /// To end it by.
    id: i64,
    /// Whether it is the one that this request shows.
    current: bool,
    /// What the client called itself when it logged in; empty where it did not.
    user_agent: String,
    /// When it was opened. RFC 3339.
    created_at: String,
    /// When it was last used, give or take a few minutes. RFC 3339.
    last_seen_at: String,
    /// When it ends by itself. RFC 3339.
    expires_at: String,
}

impl Example for OwnSession {
    fn example() -> Self {
        Self {
            id: 12,
            current: true,
            user_agent: "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
                .into(),
            created_at: "2026-11-24T10:00:00Z".into(),
            last_seen_at: "2026-11-27T08:15:00Z".into(),
            expires_at: "2026-12-24T10:00:00Z".into(),
        }
    }
}

impl OwnSession {
    fn of(session: Session, current: Credential) -> Self {
        Self {
            id: session.id,
            current: current == Credential::Session(session.id),
            user_agent: session.agent,
            created_at: time::to_rfc3339(session.created_at),
            last_seen_at: time::to_rfc3339(session.last_seen_at),
            expires_at: time::to_rfc3339(session.expires_at),
        }
    }
}

/// A page of logins.
#[derive(Object)]
#[oai(example)]
struct SessionPage {
    /// The logins.
    items: Vec<OwnSession>,
    /// How many there are in all.
    total: i64,
    /// Where the next page begins; null on the last one.
    next_cursor: Option<String>,
}

impl Example for SessionPage {
    fn example() -> Self {
        Self {
            items: vec![OwnSession::example()],
            total: 1,
            next_cursor: None,
        }
    }
}

fn example_session() -> i64 {
    12
}

#[OpenApi(tag = "Tag::People")]
impl SessionsApi {
    /// List the own logins
    ///
    /// Where the account is logged in, the newest first unless `sort` says otherwise; `current` marks the login of this request.
    #[oai(
        path = "/api/auth/sessions",
        method = "get",
        operation_id = "listSessions"
    )]
    async fn list(
        &self,
        caller: Caller,
        /// What they are sorted by; `-` for descending.
        sort: Query<Option<Sort<SessionKeys>>>,
        /// Rows a page: 1 to 100, 20 when left out.
        #[oai(validator(minimum(value = "1"), maximum(value = "100")))]
        limit: Query<Option<i64>>,
        /// The `next_cursor` of the page before.
        cursor: Query<Option<String>>,
    ) -> Result<Rendered<SessionPage, Done>, Failure<Owning>> {
        let user = own_account(&caller)?;
        let list = sessions::binding(user);
        let window = parameter::window(&list, sort.0, limit.0, cursor.0.as_deref())?;
        let (items, total, next_cursor) = self.0.sessions(user, &window)?;
        let items = items.into_iter();
        let page = SessionPage {
            items: items
                .map(|session| OwnSession::of(session, caller.credential))
                .collect(),
            total,
            next_cursor,
        };
        Ok(Rendered::new(page.to_json_string()).private())
    }

    /// End one of the own logins
    ///
    /// Its token is dead at once. What is not a login of this account is not there.
    #[oai(
        path = "/api/auth/sessions/:session",
        method = "delete",
        operation_id = "endSession"
    )]
    async fn end(
        &self,
        caller: Caller,
        jar: Jar,
        /// Its id.
        #[oai(example = "example_session")]
        session: Path<i64>,
    ) -> Result<DoneWith, Failure<Deleting>> {
        let user = own_account(&caller)?;
        self.0.end_session(user, session.0).await?;
        let own = caller.credential == Credential::Session(session.0);
        Ok(DoneWith(own.then(|| jar.clear(cookie::SESSION))))
    }
}

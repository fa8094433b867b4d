//! New passwords over HTTP: by the old one, or by a link.

use poem::{FromRequest, Request, RequestBody, http::header};
use poem_openapi::{
    Object, OpenApi,
    param::Header,
    types::{Example, ToJSON},
};
use serde::Deserialize;

use super::shown_again;

use crate::{
    http::{
        body::Body,
        caller::{Caller, Credential},
        cookie::{self, Jar},
        failure::{Failure, Proving, ProvingAgain},
        payload::{Accepted, DoneWith, Rendered},
        peer,
        tags::Tag,
    },
    people::{
        Accounts, PeopleError,
        accounts::Whereabouts,
        email,
        rights::{Action, own_account, refusal},
        users::password_fault,
    },
    time,
};

/// The passwords of accounts.
pub(super) struct PasswordsApi(pub(super) Accounts);

/// A new password, and the one before.
#[derive(Deserialize, Object)]
#[serde(deny_unknown_fields)]
#[oai(example)]
struct PasswordChange {
    /// The one that holds now.
    current_password: String,
    /// 10 to 256 characters.
    #[oai(validator(min_length = "10", max_length = "256"))]
    new_password: String,
}

impl Example for PasswordChange {
    fn example() -> Self {
        Self {
            current_password: "a long pass phrase".into(),
            new_password: "an even longer pass phrase".into(),
        }
    }
}

/// Somebody who forgot a password.
#[derive(Deserialize, Object)]
#[serde(deny_unknown_fields)]
#[oai(example)]
struct ResetRequest {
    /// As registered; case does not matter.
    email: String,
}

impl Example for ResetRequest {
    fn example() -> Self {
        Self {
            email: "ada@example.org".into(),
        }
    }
}

/// The token of a link, and the password that it sets.
#[derive(Deserialize, Object)]
#[serde(deny_unknown_fields)]
#[oai(example)]
struct ResetConfirmation {
    /// As the link has it.
    token: String,
    /// 10 to 256 characters.
    #[oai(validator(min_length = "10", max_length = "256"))]
    new_password: String,
}

impl Example for ResetConfirmation {
    fn example() -> Self {
        Self {
            token: "soukreset_9vK1…".into(),
            new_password: "an even longer pass phrase".into(),
        }
    }
}

/// What everybody is told who asks for a link.
#[derive(Object)]
#[oai(example)]
struct ResetAsked {
    /// In words.
    detail: String,
}

impl Example for ResetAsked {
    fn example() -> Self {
        Self {
            detail: "If somebody has this address, a letter with a link is on its way.".into(),
        }
    }
}

impl<'a> FromRequest<'a> for Whereabouts {
    async fn from_request(request: &'a Request, _: &mut RequestBody) -> poem::Result<Self> {
        Ok(Self::of(request))
    }
}

impl Whereabouts {
    /// Where a request comes from.
    pub fn of(request: &Request) -> Self {
        Self {
            peer: peer::address(request),
            origin: peer::sure_origin(request),
        }
    }
}

/// Whether a request is known by its cookie alone.
struct ByCookie(bool);

impl<'a> FromRequest<'a> for ByCookie {
    async fn from_request(request: &'a Request, _: &mut RequestBody) -> poem::Result<Self> {
        Ok(Self(!request.headers().contains_key(header::AUTHORIZATION)))
    }
}

#[OpenApi(tag = "Tag::People")]
impl PasswordsApi {
    /// Change the own password
    ///
    /// All other logins of the account end, and a letter tells of it. A browser's login gets a new token in
    /// its cookie; a bearer token goes on.
    #[oai(
        path = "/api/auth/password",
        method = "post",
        operation_id = "changePassword"
    )]
    async fn change(
        &self,
        caller: Caller,
        from: Whereabouts,
        by_cookie: ByCookie,
        jar: Jar,
        body: Body<PasswordChange>,
        /// Answers a repeated request with the first answer, for 24 hours.
        #[oai(
            name = "Idempotency-Key",
            validator(min_length = 1, max_length = 128, pattern = "^[!-~]+$")
        )]
        _idempotency_key: Header<Option<String>>,
    ) -> Result<DoneWith, Failure<ProvingAgain>> {
        let id = own_account(&caller)?;
        let Credential::Session(session) = caller.credential else {
            return Err(refusal(Action::UseAccount).into());
        };
        let PasswordChange {
            current_password,
            new_password,
        } = body.0;
        sound(&new_password)?;
        let words = (current_password, new_password);
        let renewed = self
            .0
            .change_password((id, session), words, by_cookie.0, from)
            .await
            .map_err(shown_again)?;
        Ok(DoneWith(renewed.map(|login| {
            let seconds = (login.expires_at - time::now()) / 1_000;
            jar.set(cookie::SESSION, &login.token, seconds)
        })))
    }

    /// Ask for a link that sets a new password
    ///
    /// The answer is the same whether anybody has the e-mail or not. The link works once and for an hour, and
    /// a newer one ends it; an account is sent five an hour.
    #[oai(
        path = "/api/auth/password-reset",
        method = "post",
        operation_id = "requestPasswordReset"
    )]
    async fn ask(
        &self,
        from: Whereabouts,
        body: Body<ResetRequest>,
        /// Answers a repeated request with the first answer, for 24 hours.
        #[oai(
            name = "Idempotency-Key",
            validator(min_length = 1, max_length = 128, pattern = "^[!-~]+$")
        )]
        _idempotency_key: Header<Option<String>>,
    ) -> Result<Rendered<ResetAsked, Accepted>, Failure<Proving>> {
        // What is no address is nobody's.
        let email = email::normalise(&body.0.email).unwrap_or_default();
        self.0.send_link(email, from).await?;
        Ok(Rendered::new(ResetAsked::example().to_json_string()).private())
    }

    /// Set a new password by a link
    ///
    /// Every login of the account ends, and a letter tells of it. A token that is unknown, used, replaced or
    /// older than an hour is a 400 `invalid-reset-token`.
    #[oai(
        path = "/api/auth/password-reset/confirm",
        method = "post",
        operation_id = "confirmPasswordReset"
    )]
    async fn confirm(
        &self,
        from: Whereabouts,
        body: Body<ResetConfirmation>,
        /// Answers a repeated request with the first answer, for 24 hours.
        #[oai(
            name = "Idempotency-Key",
            validator(min_length = 1, max_length = 128, pattern = "^[!-~]+$")
        )]
        _idempotency_key: Header<Option<String>>,
    ) -> Result<DoneWith, Failure<Proving>> {
        let ResetConfirmation {
            token,
            new_password,
        } = body.0;
        sound(&new_password)?;
        self.0.follow_link(&token, new_password, from).await?;
        Ok(DoneWith(None))
    }
}

/// Passes a password that somebody may choose.
fn sound(new_password: &str) -> Result<(), PeopleError> {
    match password_fault(new_password) {
        Some(fault) => Err(PeopleError::Invalid(vec![("/new_password", fault)])),
        None => Ok(()),
    }
}

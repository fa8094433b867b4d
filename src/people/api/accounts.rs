//! The own account over HTTP: register, log in and out, look at it, change it.

use poem::{
    FromRequest, Request, RequestBody,
    http::{HeaderValue, header},
};
use poem_openapi::{
    OpenApi,
    param::Header,
    types::{MaybeUndefined, ToJSON},
};
use uuid::Uuid;

use super::{
    model::{Account, AccountPatch, Login, Registration, Session},
    shown_again,
};
use crate::{
    cart::api::carried,
    http::{
        body::Body,
        caller::{Caller, Credential, Role, token},
        cookie::{self, Jar},
        failure::{Failure, LoggingOut, Owning, Proving, ProvingAgain},
        payload::{Done, DoneWith, LoggedIn, Meaning, Registered, Rendered},
        peer,
        problem::Problem,
        tags::Tag,
    },
    people::{
        Accounts, PeopleError,
        accounts::{self, Arrival, Change, Whereabouts},
        email,
        rights::{Action, own_account, refusal},
        sessions,
        users::{self, NewUser},
    },
};

/// The accounts of a shop.
pub struct AccountsApi(pub Accounts);

impl<'a> FromRequest<'a> for Arrival {
    async fn from_request(request: &'a Request, _: &mut RequestBody) -> poem::Result<Self> {
        let agent = request.headers().get(header::USER_AGENT);
        let agent = agent.map(|agent| String::from_utf8_lossy(agent.as_bytes()).into_owned());
        Ok(Self {
            agent: agent.unwrap_or_default(),
            token: token(request).map(str::to_owned),
            cart: carried(request).0,
            peer: peer::address(request),
        })
    }
}

#[OpenApi(tag = "Tag::People")]
impl AccountsApi {
    /// Register
    ///
    /// Makes a customer's account and logs in: the token comes in the answer and as the cookie
    /// `souk_session`.
    #[oai(
        path = "/api/auth/register",
        method = "post",
        operation_id = "register"
    )]
    async fn register(
        &self,
        arrival: Arrival,
        jar: Jar,
        body: Body<Registration>,
        /// Answers a repeated request with the first answer, for 24 hours.
        #[oai(
            name = "Idempotency-Key",
            validator(min_length = 1, max_length = 128, pattern = "^[!-~]+$")
        )]
        _idempotency_key: Header<Option<String>>,
    ) -> Result<Rendered<Session, Registered>, Failure<Proving>> {
        let Registration {
            email,
            password,
            name,
        } = body.0;
        let user = NewUser::checked(&email, &name, &password, Role::Customer)?;
        let logged_in = self.0.register(user, password, arrival).await?;
        Ok(entered(jar, logged_in)
            .header(header::LOCATION, HeaderValue::from_static("/api/auth/me")))
    }

    /// Log in
    ///
    /// The token comes in the answer and as the cookie `souk_session`, and is a new one each time. A
    /// wrong password and an e-mail that nobody has are the same 401.
    #[oai(path = "/api/auth/login", method = "post", operation_id = "logIn")]
    async fn log_in(
        &self,
        arrival: Arrival,
        jar: Jar,
        body: Body<Login>,
        /// Answers a repeated request with the first answer, for 24 hours.
        #[oai(
            name = "Idempotency-Key",
            validator(min_length = 1, max_length = 128, pattern = "^[!-~]+$")
        )]
        _idempotency_key: Header<Option<String>>,
    ) -> Result<Rendered<Session, LoggedIn>, Failure<Proving>> {
        let Login { email, password } = body.0;
        // What is no address is nobody's.
        let email = email::normalise(&email).unwrap_or_default();
        let logged_in = self.0.log_in(&email, password, arrival).await?;
        Ok(entered(jar, logged_in))
    }

    /// Log out
    ///
    /// The login that the request shows is dead at once.
    #[oai(path = "/api/auth/logout", method = "post", operation_id = "logOut")]
    async fn log_out(
        &self,
        caller: Caller,
        jar: Jar,
        /// Answers a repeated request with the first answer, for 24 hours.
        #[oai(
            name = "Idempotency-Key",
            validator(min_length = 1, max_length = 128, pattern = "^[!-~]+$")
        )]
        _idempotency_key: Header<Option<String>>,
    ) -> Result<DoneWith, Failure<LoggingOut>> {
        let Credential::Session(session) = caller.credential else {
            return Err(refusal(Action::UseAccount).into());
        };
        self.0.log_out(session).await?;
        Ok(DoneWith(Some(jar.clear(cookie::SESSION))))
    }

    /// Read the own account
    #[oai(path = "/api/auth/me", method = "get", operation_id = "getMe")]
    async fn me(&self, caller: Caller) -> Result<Rendered<Account, Done>, Failure<Owning>> {
        let user = self.0.user(own_account(&caller)?)?;
        Ok(Rendered::new(Account::from(user).to_json_string()).private())
    }

    /// Change the own account
    ///
    /// What is absent stays. Another e-mail needs the current password.
    #[oai(path = "/api/auth/me", method = "patch", operation_id = "updateMe")]
    async fn change(
        &self,
        caller: Caller,
        from: Whereabouts,
        body: Body<AccountPatch>,
    ) -> Result<Rendered<Account, Done>, Failure<ProvingAgain>> {
        let id: Uuid = own_account(&caller)?;
        let changed = self.0.change(id, checked(body.0)?, from).await;
        let user = changed.map_err(shown_again)?;
        Ok(Rendered::new(Account::from(user).to_json_string()).private())
    }
}

/// A new login as it is answered: its token in the body and as a cookie.
fn entered<M: Meaning>(jar: Jar, logged_in: accounts::LoggedIn) -> Rendered<Session, M> {
    let set = jar.set(cookie::SESSION, &logged_in.login.token, sessions::LIFETIME);
    let merged = logged_in.cart_merged;
    let answer = Rendered::new(Session::from(logged_in).to_json_string())
        .header(header::SET_COOKIE, set)
        .private();
    match merged {
        true => answer.header(header::SET_COOKIE, jar.clear(cookie::CART)),
        false => answer,
    }
}

/// A change whose fields can be as they are.
fn checked(patch: AccountPatch) -> Result<Change, Problem> {
    let mut faults = Vec::new();
    let mut given = |pointer, field: MaybeUndefined<String>| match field {
        MaybeUndefined::Undefined => None,
        MaybeUndefined::Null => {
            faults.push((pointer, "must not be null"));
            None
        }
        MaybeUndefined::Value(text) => Some(text),
    };
    let name = given("/name", patch.name);
    let email = given("/email", patch.email);
    let current_password = given("/current_password", patch.current_password);
    let name = name.map(|name| users::check_name(&name));
    let email = email.map(|text| email::normalise(&text));
    if name == Some(None) {
        faults.push(("/name", users::NAME_FAULT));
    }
    if email == Some(None) {
        faults.push(("/email", users::EMAIL_FAULT));
    }
    if !faults.is_empty() {
        return Err(PeopleError::Invalid(faults).into());
    }
    Ok(Change {
        name: name.flatten(),
        email: email.flatten(),
        current_password,
    })
}

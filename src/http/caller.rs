//! Who is calling: the bearer token or the login cookie of a request as a [`Caller`].

use std::sync::Arc;

use poem::{Request, RequestBody, Result, http::header};
use poem_openapi::{
    ApiExtractor, ApiExtractorType, ExtractParamOptions,
    registry::{MetaSecurityScheme, Registry},
};
use uuid::Uuid;

use super::{
    cookie,
    problem::{Problem, UNAUTHORIZED},
};
use crate::store::StoreError;

/// What a caller may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Buys.
    Customer,
    /// Sells own products.
    Seller,
    /// Everything.
    Admin,
}

/// Somebody whose credentials hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// What they may do.
    pub role: Role,
    /// The seller they act for.
    pub seller_id: Option<i64>,
    /// The account; an API token may have none.
    pub user_id: Option<Uuid>,
    /// What they showed: named in the audit log.
    pub credential: Credential,
}

/// What a caller showed to be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Credential {
    /// An API token, by its id.
    Token(i64),
    /// A login, by its id.
    Session(i64),
}

/// Looks a token up.
pub trait Authenticate: Send + Sync + 'static {
    /// The caller whose live token this is.
    ///
    /// # Errors
    /// When the store cannot be asked.
    fn authenticate(&self, token: &str) -> Result<Option<Caller>, StoreError>;
}

/// The authenticator as requests carry it.
pub type Authenticator = Arc<dyn Authenticate>;

/// The bearer token of a request; `None` without an `Authorization` header.
///
/// # Errors
/// A 401 for another scheme or an empty token.
pub fn bearer(request: &Request) -> Result<Option<&str>, Problem> {
    let Some(value) = request.headers().get(header::AUTHORIZATION) else {
        return Ok(None);
    };
    let text = value.to_str().unwrap_or_default();
    match text.split_once(' ') {
        Some((scheme, token))
            if scheme.eq_ignore_ascii_case("bearer") && !token.trim().is_empty() =>
        {
            Ok(Some(token.trim()))
        }
        _ => Err(nobody()),
    }
}

/// What a caller without credentials is told.
pub fn nobody() -> Problem {
    unauthorized("Send `Authorization: Bearer <token>`.")
}

fn unauthorized(detail: &str) -> Problem {
    Problem::new(UNAUTHORIZED, detail)
}

/// What a request shows to be known by.
enum Shown<'r> {
    Bearer(&'r str),
    Cookie(&'r str),
}

/// The credentials of a request: a bearer token, else the login's cookie.
fn shown(request: &Request) -> Result<Option<Shown<'_>>, Problem> {
    if let Some(token) = bearer(request)? {
        return Ok(Some(Shown::Bearer(token)));
    }
    Ok(cookie::ours(request, cookie::SESSION).map(Shown::Cookie))
}

/// The token that a request shows, whether it lives or not.
pub fn token(request: &Request) -> Option<&str> {
    match shown(request) {
        Ok(Some(Shown::Bearer(token) | Shown::Cookie(token))) => Some(token),
        _ => None,
    }
}

/// Who a request comes from; `None` when it names nobody. A cookie that no longer holds names nobody:
/// the browser sends it unasked.
///
/// # Errors
/// A 401 for a bearer token that does not hold, a 503 when the store cannot be asked.
pub fn identify(request: &Request) -> Result<Option<Caller>, Problem> {
    let Some(shown) = shown(request)? else {
        return Ok(None);
    };
    let Some(authenticator) = request.data::<Authenticator>() else {
        return Err(Problem::internal("no authenticator is wired"));
    };
    let (Shown::Bearer(token) | Shown::Cookie(token)) = shown;
    match (authenticator.authenticate(token)?, shown) {
        (Some(caller), _) => Ok(Some(caller)),
        (None, Shown::Cookie(_)) => Ok(None),
        (None, Shown::Bearer(_)) => Err(unauthorized("The token is unknown, revoked or expired.")),
    }
}

const SCHEME: &str = "bearer";
const COOKIE_SCHEME: &str = "session";

fn register(registry: &mut Registry) {
    let scheme = |ty, description| MetaSecurityScheme {
        ty,
        description: Some(description),
        name: None,
        key_in: None,
        scheme: None,
        bearer_format: None,
        flows: None,
        openid_connect_url: None,
    };
    let bearer = MetaSecurityScheme {
        scheme: Some("bearer"),
        ..scheme(
            "http",
            "The token of a login, or one that `souk token create` prints.",
        )
    };
    let session = MetaSecurityScheme {
        name: Some(cookie::SESSION),
        key_in: Some("cookie"),
        ..scheme(
            "apiKey",
            "The login of a browser; `__Host-souk_session` under HTTPS. Writes from another origin are refused.",
        )
    };
    registry.create_security_scheme(SCHEME, bearer);
    registry.create_security_scheme(COOKIE_SCHEME, session);
}

impl<'a> ApiExtractor<'a> for Caller {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::SecurityScheme];
    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        register(registry);
    }

    fn security_schemes() -> Vec<&'static str> {
        vec![SCHEME, COOKIE_SCHEME]
    }

    async fn from_request(
        request: &'a Request,
        _: &mut RequestBody,
        _: ExtractParamOptions<()>,
    ) -> Result<Self> {
        let caller = identify(request)?;
        caller.ok_or_else(|| nobody().into())
    }
}

/// A caller where there is one: for routes that everybody may read and owners see more of.
pub struct Visitor(pub Option<Caller>);

impl<'a> ApiExtractor<'a> for Visitor {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::SecurityScheme];
    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        register(registry);
    }

    fn security_schemes() -> Vec<&'static str> {
        vec![SCHEME, COOKIE_SCHEME]
    }

    fn has_security_fallback() -> bool {
        true
    }

    async fn from_request(
        request: &'a Request,
        _: &mut RequestBody,
        _: ExtractParamOptions<()>,
    ) -> Result<Self> {
        Ok(Self(identify(request)?))
    }
}

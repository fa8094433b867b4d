//! Who is calling: the bearer token of a request as a [`Caller`].

use std::sync::Arc;

use poem::{Request, RequestBody, Result, http::header};
use poem_openapi::{
    ApiExtractor, ApiExtractorType, ExtractParamOptions,
    registry::{MetaSecurityScheme, Registry},
};
use uuid::Uuid;

use super::problem::{Problem, UNAUTHORIZED};
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
        _ => Err(unauthorized("Send `Authorization: Bearer <token>`.")),
    }
}

fn unauthorized(detail: &str) -> Problem {
    Problem::new(UNAUTHORIZED, detail)
}

/// Who a request comes from; `None` when it names nobody.
///
/// # Errors
/// A 401 for credentials that do not hold, a 503 when the store cannot be asked.
pub fn identify(request: &Request) -> Result<Option<Caller>, Problem> {
    let Some(token) = bearer(request)? else {
        return Ok(None);
    };
    let Some(authenticator) = request.data::<Authenticator>() else {
        return Err(Problem::internal("no authenticator is wired"));
    };
    match authenticator.authenticate(token)? {
        Some(caller) => Ok(Some(caller)),
        None => Err(unauthorized("The token is unknown, revoked or expired.")),
    }
}

const SCHEME: &str = "bearer";

fn register(registry: &mut Registry) {
    registry.create_security_scheme(
        SCHEME,
        MetaSecurityScheme {
            ty: "http",
            description: Some("A token that `souk token create` prints."),
            name: None,
            key_in: None,
            scheme: Some("bearer"),
            bearer_format: None,
            flows: None,
            openid_connect_url: None,
        },
    );
}

impl<'a> ApiExtractor<'a> for Caller {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::SecurityScheme];
    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        register(registry);
    }

    fn security_schemes() -> Vec<&'static str> {
        vec![SCHEME]
    }

    async fn from_request(
        request: &'a Request,
        _: &mut RequestBody,
        _: ExtractParamOptions<()>,
    ) -> Result<Self> {
        let caller = identify(request)?;
        caller.ok_or_else(|| unauthorized("Send `Authorization: Bearer <token>`.").into())
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
        vec![SCHEME]
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

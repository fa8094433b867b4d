//! Who shops: an account, whoever holds a cart's token, or nobody yet.

use poem::{
    Request, RequestBody, Result,
    http::{HeaderMap, HeaderName, HeaderValue},
};
use poem_openapi::{
    ApiExtractor, ApiExtractorType, ExtractParamOptions,
    registry::{MetaSecurityScheme, Registry},
};
use uuid::Uuid;

use crate::{
    cart::{CartToken, Holder},
    http::{
        caller::{Caller, Visitor},
        cookie::{self, Jar},
        kept::CART_TOKEN,
        problem::Problem,
    },
    people::rights::own_account,
};

/// How long a browser keeps the cookie after the cart's last change, in seconds.
const COOKIE_SECONDS: i64 = crate::cart::LIFETIME / 1000;

const HEADER_SCHEME: &str = "cart_token";
const COOKIE_SCHEME: &str = "cart_cookie";

/// Who shops, as a request says it.
pub struct Shopper {
    /// Whose cart it is about.
    pub holder: Holder,
    /// The guest's token that the request carries, also beside a login.
    pub carried: Option<CartToken>,
    /// Whether that came in the cookie.
    in_cookie: bool,
    /// How cookies are set on the way back.
    jar: Jar,
}

/// The guest's token that a request carries, and whether it is the cookie's.
pub fn carried(request: &Request) -> (Option<CartToken>, bool) {
    match in_header(request.headers()) {
        Some(token) => (Some(token), false),
        None => {
            let cookie = cookie::ours(request, cookie::CART).and_then(CartToken::given);
            let found = cookie.is_some();
            (cookie, found)
        }
    }
}

fn in_header(headers: &HeaderMap) -> Option<CartToken> {
    let value = headers.get(CART_TOKEN)?;
    CartToken::given(&String::from_utf8_lossy(value.as_bytes()))
}

impl Shopper {
    /// The same shopper, who gets a token for the cart that is about to be made where there is none.
    ///
    /// # Errors
    /// A 500 when the system has no randomness.
    pub fn with_cart(mut self) -> Result<Self, Problem> {
        if self.holder == Holder::Nobody {
            self.holder = Holder::New(CartToken::draw().map_err(Problem::internal)?);
        }
        Ok(self)
    }

    /// The headers of an answer after a change: the token of a cart that was made, and the cookie,
    /// for as long as the cart lives now.
    pub fn headers(&self) -> Vec<(HeaderName, HeaderValue)> {
        use poem::http::header::SET_COOKIE;
        let set = |token: &CartToken| self.jar.set(cookie::CART, token.reveal(), COOKIE_SECONDS);
        match &self.holder {
            Holder::New(token) => {
                let cookie = (SET_COOKIE, set(token));
                let header = HeaderValue::from_str(token.reveal()).map(|value| (CART_TOKEN, value));
                header.into_iter().chain([cookie]).collect()
            }
            Holder::Guest(token) if self.in_cookie => vec![(SET_COOKIE, set(token))],
            _ => Vec::new(),
        }
    }

    /// The header that takes the cookie away, where the request carried its token there.
    pub fn forget(&self) -> Option<HeaderValue> {
        self.in_cookie.then(|| self.jar.clear(cookie::CART))
    }
}

impl<'a> ApiExtractor<'a> for Shopper {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::SecurityScheme];
    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        <Visitor as ApiExtractor>::register(registry);
        let scheme = |name, key_in, description| MetaSecurityScheme {
            ty: "apiKey",
            description: Some(description),
            name: Some(name),
            key_in: Some(key_in),
            scheme: None,
            bearer_format: None,
            flows: None,
            openid_connect_url: None,
        };
        registry.create_security_scheme(
            HEADER_SCHEME,
            scheme(
                "Cart-Token",
                "header",
                "A guest's cart: the `Cart-Token` of the answer that made it.",
            ),
        );
        registry.create_security_scheme(
            COOKIE_SCHEME,
            scheme(
                cookie::CART,
                "cookie",
                "The same for browsers; `__Host-souk_cart` under HTTPS.",
            ),
        );
    }

    fn security_schemes() -> Vec<&'static str> {
        let mut schemes = <Visitor as ApiExtractor>::security_schemes();
        schemes.extend([HEADER_SCHEME, COOKIE_SCHEME]);
        schemes
    }

    fn has_security_fallback() -> bool {
        true
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        options: ExtractParamOptions<()>,
    ) -> Result<Self> {
        let Visitor(caller) =
            <Visitor as ApiExtractor>::from_request(request, body, options).await?;
        let (carried, in_cookie) = carried(request);
        let holder = match (caller.and_then(|caller| caller.user_id), &carried) {
            (Some(user), _) => Holder::Account(user),
            (None, Some(token)) => Holder::Guest(token.clone()),
            (None, None) => Holder::Nobody,
        };
        Ok(Self {
            holder,
            carried,
            in_cookie,
            jar: Jar::of(request),
        })
    }
}

/// A shopper who is logged in, and may carry a guest's token beside it.
pub struct Member {
    /// With the cart that they hold.
    pub shopper: Shopper,
    /// The account.
    pub user: Uuid,
}

impl<'a> ApiExtractor<'a> for Member {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::SecurityScheme];
    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        Shopper::register(registry);
    }

    fn security_schemes() -> Vec<&'static str> {
        <Caller as ApiExtractor>::security_schemes()
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        options: ExtractParamOptions<()>,
    ) -> Result<Self> {
        let caller = <Caller as ApiExtractor>::from_request(request, body, options).await?;
        let user = own_account(&caller)?;
        let shopper = Shopper::from_request(request, body, ExtractParamOptions::default()).await?;
        Ok(Self { shopper, user })
    }
}

//! Who sent a request, for the tracker, and whether anybody sees its answer.

use poem::{
    FromRequest, Request, RequestBody, Result,
    http::{HeaderMap, HeaderName, header},
    web::RemoteAddr,
};

use super::{
    tracker::{Tracker, Who},
    visitor::Identity,
};
use crate::http::face::AsHead;

const CART_TOKEN: HeaderName = HeaderName::from_static("cart-token");
const DO_NOT_TRACK: HeaderName = HeaderName::from_static("dnt");
const GLOBAL_PRIVACY: HeaderName = HeaderName::from_static("sec-gpc");
const PURPOSES: [HeaderName; 2] = [
    HeaderName::from_static("sec-purpose"),
    HeaderName::from_static("purpose"),
];
/// Cookies that stand for a visitor, in the order in which they are looked for.
const COOKIES: [&str; 3] = ["__Host-souk_session", "souk_session", "souk_cart"];

/// A request as the tracker sees it. A request that is answered with 304 is seen as well: its sender
/// shows what it has. HEAD and a browser's prefetch show nothing to anybody.
#[derive(Debug, Clone, Copy)]
pub struct Seen {
    /// Whether the answer is looked at.
    pub shown: bool,
    /// Who looks.
    pub who: Who,
}

impl Seen {
    /// Reads it off a request.
    pub fn of(request: &Request, tracker: &Tracker) -> Self {
        let headers = request.headers();
        let prefetched = PURPOSES
            .iter()
            .any(|name| text(headers, name).contains("prefetch"));
        let shown = request.data::<AsHead>().is_none() && !prefetched;
        let who = identity(request).and_then(|identity| tracker.visitor(&identity));
        Self { shown, who }
    }
}

impl<'a> FromRequest<'a> for Seen {
    async fn from_request(request: &'a Request, _: &mut RequestBody) -> Result<Self> {
        Ok(match request.data::<Tracker>() {
            Some(tracker) => Self::of(request, tracker),
            None => Self {
                shown: false,
                who: None,
            },
        })
    }
}

/// What tells the sender apart, unless they ask not to be.
fn identity(request: &Request) -> Option<Identity<'_>> {
    let headers = request.headers();
    if text(headers, &DO_NOT_TRACK) == "1" || text(headers, &GLOBAL_PRIVACY) == "1" {
        return None;
    }
    if let Some(token) = token(headers) {
        return Some(Identity::Token(token));
    }
    let agent = text(headers, &header::USER_AGENT);
    let RemoteAddr(peer) = request.remote_addr();
    let address = peer.as_socket_addr()?.ip();
    (!agent.is_empty()).then_some(Identity::Peer { address, agent })
}

/// The login or the cart that a request carries.
fn token(headers: &HeaderMap) -> Option<&str> {
    let bearer = text(headers, &header::AUTHORIZATION);
    if let Some((_, token)) = bearer.split_once(' ')
        && !token.trim().is_empty()
    {
        return Some(token.trim());
    }
    let cookie = |wanted: &str| {
        headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|line| line.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(name, value)| *name == wanted && !value.is_empty())
            .map(|(_, value)| value)
    };
    let session = COOKIES[..2].iter().find_map(|name| cookie(name));
    let cart = Some(text(headers, &CART_TOKEN)).filter(|token| !token.is_empty());
    session.or(cart).or_else(|| cookie(COOKIES[2]))
}

fn text<'h>(headers: &'h HeaderMap, name: &HeaderName) -> &'h str {
    let value = headers.get(name).and_then(|value| value.to_str().ok());
    value.unwrap_or_default().trim()
}

#[cfg(test)]
mod tests {
    use super::*;
    use poem::http::Method;

    fn seen(headers: &[(&str, &str)]) -> Seen {
        static TRACKER: std::sync::OnceLock<Tracker> = std::sync::OnceLock::new();
        let mut request = Request::builder().method(Method::GET);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        Seen::of(&request.finish(), TRACKER.get_or_init(Tracker::off))
    }

    #[test]
    fn who_asks_not_to_be_tracked_is_no_visitor() {
        let token = ("authorization", "Bearer abc");
        assert!(seen(&[token]).who.is_some());
        assert!(seen(&[token, ("dnt", "0")]).who.is_some());
        assert!(seen(&[token, ("dnt", "1")]).who.is_none());
        assert!(seen(&[token, ("sec-gpc", "1")]).who.is_none());
    }

    #[test]
    fn a_token_is_the_same_visitor_wherever_it_is() {
        let login = seen(&[("cookie", "a=b; souk_session=xyz")]).who;
        assert!(login.is_some());
        assert_eq!(
            login,
            seen(&[("cookie", "souk_session=xyz"), ("cart-token", "c")]).who
        );
        assert_ne!(login, seen(&[("cart-token", "c")]).who);
        assert_eq!(
            seen(&[("cookie", "souk_cart=c")]).who,
            seen(&[("cart-token", "c")]).who
        );
    }

    #[test]
    fn without_anything_to_go_by_nobody_is_merged() {
        assert!(seen(&[]).who.is_none());
        assert!(seen(&[("cookie", "souk_session=")]).who.is_none());
    }

    #[test]
    fn a_prefetch_is_not_seen() {
        assert!(seen(&[]).shown);
        assert!(!seen(&[("sec-purpose", "prefetch;prerender")]).shown);
        assert!(!seen(&[("purpose", "prefetch")]).shown);
    }
}

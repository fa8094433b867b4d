//! Cookies: reading them off a request, and writing them so that no script and no other site gets at
//! them.

use cookie::{Cookie, SameSite, time::Duration};
use poem::{
    Request,
    http::{HeaderMap, HeaderValue, header},
};

use super::peer;

/// The login.
pub const SESSION: &str = "souk_session";
/// The guest's cart.
pub const CART: &str = "souk_cart";

/// The value of the first cookie of this name that is not empty.
pub fn find<'h>(headers: &'h HeaderMap, wanted: &str) -> Option<&'h str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, value)| *name == wanted && !value.is_empty())
        .map(|(_, value)| value)
}

/// The name that a cookie has on this request's way: under HTTPS one that only this host can have
/// set, which keeps a neighbouring host from planting a login of its own.
pub fn name_of(request: &Request, plain: &str) -> String {
    name(peer::is_https(request), plain)
}

fn name(https: bool, plain: &str) -> String {
    if https {
        format!("__Host-{plain}")
    } else {
        plain.to_owned()
    }
}

/// The value of one of our cookies, by its plain name.
pub fn ours<'r>(request: &'r Request, plain: &str) -> Option<&'r str> {
    find(request.headers(), &name_of(request, plain))
}

/// How to set cookies in the answer to a request.
#[derive(Debug, Clone, Copy)]
pub struct Jar {
    https: bool,
}

impl Jar {
    /// For the answer to this request.
    pub fn of(request: &Request) -> Self {
        Self {
            https: peer::is_https(request),
        }
    }

    /// The `Set-Cookie` header that keeps a value for so many seconds.
    pub fn set(self, plain: &str, value: &str, seconds: i64) -> HeaderValue {
        let cookie = Cookie::build((name(self.https, plain), value))
            .path("/")
            .http_only(true)
            .same_site(SameSite::Lax)
            .secure(self.https)
            .max_age(Duration::seconds(seconds));
        // Names and tokens are ASCII.
        HeaderValue::from_str(&cookie.build().to_string())
            .unwrap_or_else(|_| HeaderValue::from_static(""))
    }

    /// The `Set-Cookie` header that takes a cookie away.
    pub fn clear(self, plain: &str) -> HeaderValue {
        self.set(plain, "", 0)
    }
}

impl<'a> poem::FromRequest<'a> for Jar {
    async fn from_request(request: &'a Request, _: &mut poem::RequestBody) -> poem::Result<Self> {
        Ok(Self::of(request))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cookies_are_found_by_their_whole_name() {
        let mut headers = HeaderMap::new();
        let line = "a=b; xsouk_session=1; souk_session=; souk_session=two; souk_cart=c";
        headers.append(header::COOKIE, line.parse().unwrap());
        assert_eq!(find(&headers, SESSION), Some("two"));
        assert_eq!(find(&headers, CART), Some("c"));
        assert_eq!(find(&headers, "b"), None);
    }

    #[test]
    fn cookies_are_out_of_reach_for_scripts_and_other_sites() {
        let plain = Jar { https: false }.set(SESSION, "abc", 60);
        assert_eq!(
            plain,
            "souk_session=abc; HttpOnly; SameSite=Lax; Path=/; Max-Age=60"
        );
        let secure = Jar { https: true }.set(SESSION, "abc", 60);
        assert_eq!(
            secure,
            "__Host-souk_session=abc; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=60"
        );
        let cleared = Jar { https: false }.clear(SESSION);
        assert!(cleared.to_str().unwrap().ends_with("Max-Age=0"));
    }
}

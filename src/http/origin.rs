//! Writes that a page of another site makes a browser send: with the browser's cookies, and against the
//! will of whoever sits before it.
//!
//! Browsers say where a request comes from, in `Sec-Fetch-Site` or in `Origin`, and no page can make them
//! lie. Who says neither is no browser, and carries no cookie by accident.

use poem::{
    Request,
    http::{HeaderName, HeaderValue, Method, header},
};

use super::{
    cookie, peer,
    problem::{CROSS_ORIGIN, Problem},
};

const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Whether a request says where it comes from.
pub fn is_told(request: &Request) -> bool {
    let headers = request.headers();
    headers.contains_key(FETCH_SITE) || headers.contains_key(header::ORIGIN)
}

/// Whether a request was sent by a page of another origin.
pub fn is_foreign(request: &Request) -> bool {
    let text = |name: &HeaderName| request.headers().get(name)?.to_str().ok();
    match (text(&FETCH_SITE), text(&header::ORIGIN)) {
        // Typed, or from a bookmark.
        (Some("same-origin" | "none"), _) => false,
        (Some(_), _) => true,
        (None, Some(origin)) => !peer::is_own_origin(request, origin),
        (None, None) => request.headers().contains_key(header::ORIGIN),
    }
}

/// Refuses a write that a page of another origin sent with one of our cookies, unless the origin is one of
/// the `friends` that the shop was told to be open to.
///
/// # Errors
/// A 403 `cross-origin`.
pub fn check(request: &Request, friends: &[HeaderValue]) -> Result<(), Problem> {
    let reads = [Method::GET, Method::HEAD, Method::OPTIONS];
    let headers = request.headers();
    // A header that says who is calling outranks cookies, and no foreign page can send one unasked.
    if reads.contains(request.method()) || headers.contains_key(header::AUTHORIZATION) {
        return Ok(());
    }
    let cookies = [cookie::SESSION, cookie::CART];
    let dressed = cookies
        .iter()
        .any(|name| cookie::ours(request, name).is_some());
    let befriended = headers
        .get(header::ORIGIN)
        .is_some_and(|origin| friends.contains(origin));
    if !dressed || befriended || !is_foreign(request) {
        return Ok(());
    }
    let detail = "A page of another origin sent this with the browser's cookies. Send it from the \
                  shop's own pages, or with `Authorization: Bearer <token>`.";
    Err(Problem::new(CROSS_ORIGIN, detail))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(method: Method, headers: &[(&'static str, &'static str)]) -> u16 {
        let mut request = Request::builder().method(method).finish();
        for (name, value) in headers {
            let value = HeaderValue::from_static(value);
            request
                .headers_mut()
                .append(HeaderName::from_static(name), value);
        }
        let friends = [HeaderValue::from_static("https://app.example")];
        check(&request, &friends).map_or_else(|problem| problem.status().as_u16(), |()| 200)
    }

    #[test]
    fn a_foreign_write_with_a_cookie_is_refused() {
        const HOST: (&str, &str) = ("host", "shop.example");
        const LOGIN: (&str, &str) = ("cookie", "souk_session=x");
        const CART: (&str, &str) = ("cookie", "theme=dark; souk_cart=x");
        let evil = ("origin", "https://evil.example");
        for (headers, expected) in [
            (vec![LOGIN], 200),
            (vec![LOGIN, ("origin", "https://shop.example")], 200),
            (vec![LOGIN, ("sec-fetch-site", "same-origin")], 200),
            (vec![LOGIN, ("sec-fetch-site", "none")], 200),
            (vec![LOGIN, ("origin", "https://app.example")], 200),
            (
                vec![
                    LOGIN,
                    ("origin", "https://app.example"),
                    ("sec-fetch-site", "same-site"),
                ],
                200,
            ),
            (vec![LOGIN, evil], 403),
            (vec![CART, evil], 403),
            (vec![LOGIN, ("origin", "null")], 403),
            (
                vec![LOGIN, ("origin", "https://shop.example.evil.example")],
                403,
            ),
            (vec![LOGIN, ("origin", "https://shop.example:444")], 403),
            (vec![LOGIN, ("sec-fetch-site", "cross-site")], 403),
            (vec![LOGIN, ("sec-fetch-site", "same-site")], 403),
            (vec![CART, ("sec-fetch-site", "cross-site")], 403),
            (vec![("cookie", "theme=dark"), evil], 200),
            (vec![evil], 200),
            (vec![LOGIN, evil, ("authorization", "Bearer x")], 200),
        ] {
            let headers: Vec<_> = headers.into_iter().chain([HOST]).collect();
            for method in [Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
                assert_eq!(
                    status(method.clone(), &headers),
                    expected,
                    "{method} {headers:?}"
                );
            }
            assert_eq!(status(Method::GET, &headers), 200, "{headers:?}");
        }
    }
}

//! What every answer tells a browser to refuse: guessing types, framing, sending addresses along.

use poem::http::{HeaderMap, HeaderName, HeaderValue, header};

/// What an answer that brings no policy of its own may load: nothing.
const NOTHING: HeaderValue =
    HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'; base-uri 'none'");
/// What a page that brings no policy of its own may load: the shop's own files, pictures from anywhere, and
/// no script or style that stands in the page.
const OWN: HeaderValue = HeaderValue::from_static(
    "default-src 'self'; img-src 'self' https: http: data:; object-src 'none'; base-uri 'none'; \
     form-action 'self'; frame-ancestors 'none'",
);
/// A year of HTTPS only.
const ONLY_HTTPS: HeaderValue = HeaderValue::from_static("max-age=31536000");

/// The headers that do not depend on the answer.
const ALWAYS: [(HeaderName, HeaderValue); 6] = [
    (
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    ),
    (
        header::REFERRER_POLICY,
        HeaderValue::from_static("strict-origin-when-cross-origin"),
    ),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    ),
];

/// Adds what an answer does not say itself; `https` when people reach the shop that way.
pub fn put_on(headers: &mut HeaderMap, https: bool) {
    for (name, value) in ALWAYS {
        headers.entry(name).or_insert(value);
    }
    let is_page = headers
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    headers
        .entry(header::CONTENT_SECURITY_POLICY)
        .or_insert(if is_page { OWN } else { NOTHING });
    if https {
        headers
            .entry(header::STRICT_TRANSPORT_SECURITY)
            .or_insert(ONLY_HTTPS);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_answer_says_itself_stays() {
        let mut headers = HeaderMap::new();
        let own = HeaderValue::from_static("default-src 'none'; sandbox");
        headers.insert(header::CONTENT_SECURITY_POLICY, own.clone());
        put_on(&mut headers, false);
        assert_eq!(headers[header::CONTENT_SECURITY_POLICY], own);
        assert_eq!(headers[header::X_FRAME_OPTIONS], "DENY");
        assert!(!headers.contains_key(header::STRICT_TRANSPORT_SECURITY));
    }
}

//! Conditional requests (RFC 9110, section 13): entity tags, `If-None-Match`, `If-Match`.

use poem::{
    Response,
    http::{HeaderMap, HeaderValue, StatusCode, header},
};
use xxhash_rust::xxh3::xxh3_64;

/// A strong tag of these bytes.
pub fn tag_of(bytes: &[u8]) -> HeaderValue {
    quoted(format_args!("{:016x}", xxh3_64(bytes)))
}

/// A strong tag of these bytes that also names the version of the thing in them. Counters may change
/// the bytes without anybody editing the thing; `If-Match` asks only for the version.
pub fn versioned_tag(version: i64, bytes: &[u8]) -> HeaderValue {
    quoted(format_args!("v{version}-{:016x}", xxh3_64(bytes)))
}

fn quoted(tag: std::fmt::Arguments<'_>) -> HeaderValue {
    // Letters, digits and dashes always make a header value.
    HeaderValue::from_str(&format!("\"{tag}\"")).unwrap_or(HeaderValue::from_static("\"\""))
}

/// Whether `If-None-Match` names this tag (weak comparison) or is `*`.
pub fn none_match(headers: &HeaderMap, etag: &HeaderValue) -> bool {
    let Ok(etag) = etag.to_str() else {
        return false;
    };
    let mut lists = headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|v| v.to_str().ok());
    lists.any(|list| tags(list).any(|tag| tag == "*" || tag.trim_start_matches("W/") == etag))
}

/// Whether `If-Match` lets a change to this version pass: absent, `*`, or a tag of the version.
pub fn match_version(if_match: Option<&str>, version: i64) -> bool {
    let Some(list) = if_match else { return true };
    let wanted = format!("\"v{version}-");
    tags(list).any(|tag| tag == "*" || tag.starts_with(&wanted))
}

/// Whether `If-Match` lets a change to a thing of this tag pass: absent, `*`, or the tag (strong
/// comparison).
pub fn matches(if_match: Option<&str>, etag: &HeaderValue) -> bool {
    let Some(list) = if_match else { return true };
    tags(list).any(|tag| tag == "*" || tag.as_bytes() == etag.as_bytes())
}

fn tags(list: &str) -> impl Iterator<Item = &str> {
    list.split(',').map(str::trim)
}

/// Turns a 200 whose tag the caller already has into a 304 with the same headers and no body.
pub fn not_modified(request: &HeaderMap, response: Response) -> Response {
    let unchanged = response.status() == StatusCode::OK
        && request.contains_key(header::IF_NONE_MATCH)
        && response
            .headers()
            .get(header::ETAG)
            .is_some_and(|etag| none_match(request, etag));
    if !unchanged {
        return response;
    }
    let (mut parts, _) = response.into_parts();
    parts.status = StatusCode::NOT_MODIFIED;
    parts.headers.remove(header::CONTENT_TYPE);
    Response::from_parts(parts, poem::Body::empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_compared_weakly_and_in_lists() {
        let etag = tag_of(b"bytes");
        let text = etag.to_str().unwrap();
        for (given, same) in [
            (text.to_owned(), true),
            (format!("W/{text}"), true),
            (format!("\"x\", {text}"), true),
            ("*".to_owned(), true),
            ("\"x\"".to_owned(), false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::IF_NONE_MATCH, given.parse().unwrap());
            assert_eq!(none_match(&headers, &etag), same, "{given}");
        }
    }

    #[test]
    fn if_match_asks_for_the_version_alone() {
        let first = versioned_tag(7, b"10 views");
        let later = versioned_tag(7, b"11 views");
        assert_ne!(first, later);
        assert!(match_version(first.to_str().ok(), 7));
        assert!(!match_version(first.to_str().ok(), 8));
        assert!(!match_version(first.to_str().ok(), 70));
        assert!(match_version(None, 8) && match_version(Some("*"), 8));
        assert!(!match_version(Some("\"stale\""), 8));
    }
}

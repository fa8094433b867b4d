//! Request ids: the caller's where it is sane, else one of ours. Every answer carries one, so that a
//! caller's report and a line of the log can be brought together.

use std::sync::{
    LazyLock,
    atomic::{AtomicU64, Ordering},
};

use poem::http::{HeaderMap, HeaderName, HeaderValue};

/// The header.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("request-id");

/// The caller's id if it is a sane token, else a new one.
pub fn of(headers: &HeaderMap) -> HeaderValue {
    match headers.get(REQUEST_ID) {
        Some(given) if is_token(given.as_bytes()) => given.clone(),
        _ => new(),
    }
}

/// A new id.
pub fn new() -> HeaderValue {
    static IDS: LazyLock<Ids> = LazyLock::new(Ids::new);
    IDS.next()
}

/// A random start and a count, so that ids are unique without a system call each.
struct Ids {
    start: u64,
    count: AtomicU64,
}

impl Ids {
    fn new() -> Self {
        let mut seed = [0; 8];
        // Without randomness the ids are merely guessable, and nothing rests on that.
        let start = match getrandom::fill(&mut seed) {
            Ok(()) => u64::from_le_bytes(seed),
            Err(_) => u64::try_from(crate::time::now()).unwrap_or_default(),
        };
        Self {
            start,
            count: AtomicU64::new(0),
        }
    }

    fn next(&self) -> HeaderValue {
        let count = self.count.fetch_add(1, Ordering::Relaxed);
        let step = count.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let id = format!("{:016x}", self.start.wrapping_add(step));
        HeaderValue::from_str(&id).unwrap_or(HeaderValue::from_static("-"))
    }
}

/// 1 to 64 letters, digits, dots, dashes and underscores: safe in a log line and in a header.
fn is_token(bytes: &[u8]) -> bool {
    let sane = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
    (1..=64).contains(&bytes.len()) && bytes.iter().all(sane)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_callers_are_kept_when_sane() {
        let with = |value: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(REQUEST_ID, value.parse().unwrap());
            of(&headers)
        };
        assert_eq!(with("abc-1.2_3"), "abc-1.2_3");
        assert_ne!(with("a b"), "a b");
        assert_ne!(with(&"x".repeat(65)), "x".repeat(65).as_str());
        assert_ne!(of(&HeaderMap::new()), of(&HeaderMap::new()));
    }
}

//! Instants: milliseconds since 1970-01-01T00:00:00Z inside, RFC 3339 in UTC outside.
use jiff::Timestamp;

/// Now, in milliseconds since the epoch.
pub fn now() -> i64 {
    Timestamp::now().as_millisecond()
}

/// `2026-11-24T10:00:00Z`, with as many fractional digits as are not zero.
pub fn to_rfc3339(milliseconds: i64) -> String {
    Timestamp::from_millisecond(milliseconds)
        .unwrap_or_default()
        .to_string()
}

/// Reads RFC 3339 with any offset; `None` when it is anything else.
pub fn from_rfc3339(text: &str) -> Option<i64> {
    text.parse::<Timestamp>()
        .ok()
        .map(Timestamp::as_millisecond)
}

/// Writes an instant as RFC 3339 without a string in between.
pub struct Rfc3339(pub i64);

impl std::fmt::Display for Rfc3339 {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        Timestamp::from_millisecond(self.0)
            .unwrap_or_default()
            .fmt(formatter)
    }
}

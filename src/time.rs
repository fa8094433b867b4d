//! Instants: milliseconds since 1970-01-01T00:00:00Z inside, RFC 3339 in UTC outside.
use jiff::{Timestamp, civil};

const DAY: i64 = 24 * 60 * 60 * 1000;

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

/// Reads RFC 3339, or a day such as `2026-11-24`, which is its midnight; `None` when it is neither.
pub fn from_instant_or_day(text: &str) -> Option<i64> {
    // A date alone: jiff would also read one with a time of no zone.
    let day = || (text.len() == 10).then(|| text.parse::<civil::Date>().ok())?;
    from_rfc3339(text).or_else(|| Some(midnight(day()?)))
}

/// The beginning of a day.
pub fn midnight(day: civil::Date) -> i64 {
    let since = day.since(civil::date(1970, 1, 1));
    since.map_or(0, |span| i64::from(span.get_days()) * DAY)
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

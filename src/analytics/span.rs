//! Spans of time as rollups know them: whole hours or whole days, in UTC.

use jiff::{ToSpan, civil};
use poem_openapi::Enum;

use crate::{
    http::{parameter::instant, problem::Problem},
    time,
    tracking::sums::{DAY, HOUR},
};

/// How long a span is that is not said.
const DEFAULT_DAYS: i64 = 30;
/// The most points of a series.
const POINTS_MAX: i64 = 5_000;

/// The width of the points of a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
pub enum Interval {
    /// An hour.
    Hour,
    /// A day in UTC.
    Day,
    /// From Monday on.
    Week,
    /// A calendar month.
    Month,
}

/// From an hour up to another one, which does not belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Hours since the epoch.
    pub from: i64,
    /// Hours since the epoch.
    pub to: i64,
}

impl Span {
    /// Reads `from` and `to`: an instant, or a day, which is its midnight. The last thirty days when
    /// left out. The ends are widened to whole hours.
    ///
    /// # Errors
    /// A problem that names the parameter.
    pub fn read(from: Option<&str>, to: Option<&str>) -> Result<Self, Problem> {
        let to = match to {
            Some(text) => instant("to", text)?,
            None => time::now() + 1,
        };
        let from = match from {
            Some(text) => instant("from", text)?,
            None => to - DEFAULT_DAYS * DAY,
        };
        if from >= to {
            return Err(Problem::parameter("from", "must be before to"));
        }
        Ok(Self {
            from: from.div_euclid(HOUR),
            to: -(-to).div_euclid(HOUR),
        })
    }

    /// The span widened to whole intervals.
    pub fn widened(self, interval: Interval) -> Self {
        if interval == Interval::Hour {
            return self;
        }
        let first = begin(self.from, interval);
        let last = begin(self.to - 1, interval);
        Self {
            from: first,
            to: next(last, interval),
        }
    }

    /// The span before it: of as many intervals where it is made of some, else of the same length.
    pub fn before(self, interval: Option<Interval>) -> Self {
        let mut from = self.from - (self.to - self.from);
        // The others are all of one length.
        if interval == Some(Interval::Month) {
            from = self.from;
            let mut point = self.from;
            while point < self.to {
                point = next(point, Interval::Month);
                from = begin(from - 1, Interval::Month);
            }
        }
        Self {
            from,
            to: self.from,
        }
    }

    /// The beginnings of the intervals in it.
    ///
    /// # Errors
    /// A problem when there are too many.
    pub fn points(self, interval: Interval) -> Result<Vec<i64>, Problem> {
        let shortest = match interval {
            Interval::Hour => 1,
            Interval::Day => 24,
            Interval::Week => 7 * 24,
            Interval::Month => 28 * 24,
        };
        if (self.to - self.from) / shortest > POINTS_MAX {
            let detail =
                format!("makes more than {POINTS_MAX} points of this span; choose a longer one");
            return Err(Problem::parameter("interval", detail));
        }
        let mut points = Vec::new();
        let mut point = begin(self.from, interval);
        while point < self.to {
            points.push(point);
            point = next(point, interval);
        }
        Ok(points)
    }

    /// The beginning as RFC 3339.
    pub fn from_text(self) -> String {
        time::to_rfc3339(self.from * HOUR)
    }

    /// The end as RFC 3339.
    pub fn to_text(self) -> String {
        time::to_rfc3339(self.to * HOUR)
    }

    /// Its days, those that it has only a part of included.
    pub fn days(self) -> (i64, i64) {
        (self.from.div_euclid(24), -(-self.to).div_euclid(24))
    }
}

/// The hour at which the interval of an hour begins.
fn begin(hour: i64, interval: Interval) -> i64 {
    let day = hour.div_euclid(24);
    match interval {
        Interval::Hour => hour,
        Interval::Day => day * 24,
        // The epoch was a Thursday.
        Interval::Week => (day - (day + 3).rem_euclid(7)) * 24,
        Interval::Month => date(hour).map_or(day * 24, |date| hour_of(date.first_of_month())),
    }
}

/// The hour at which the interval after the one that begins here does.
fn next(hour: i64, interval: Interval) -> i64 {
    match interval {
        Interval::Hour => hour + 1,
        Interval::Day => hour + 24,
        Interval::Week => hour + 7 * 24,
        Interval::Month => date(hour)
            .and_then(|date| date.checked_add(1.month()).ok())
            .map_or(hour + 30 * 24, hour_of),
    }
}

fn date(hour: i64) -> Option<civil::Date> {
    let epoch = civil::date(1970, 1, 1);
    epoch.checked_add(hour.div_euclid(24).days()).ok()
}

fn hour_of(date: civil::Date) -> i64 {
    time::midnight(date) / HOUR
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(from: &str, to: &str) -> Span {
        Span::read(Some(from), Some(to)).unwrap()
    }

    fn texts(span: Span, interval: Interval) -> Vec<String> {
        let points = span.widened(interval).points(interval).unwrap();
        points
            .iter()
            .map(|hour| time::to_rfc3339(hour * HOUR))
            .collect()
    }

    #[test]
    fn spans_are_whole_hours() {
        let span = read("2026-11-24T10:20:00Z", "2026-11-24T11:00:01+00:00");
        assert_eq!(span.from_text(), "2026-11-24T10:00:00Z");
        assert_eq!(span.to_text(), "2026-11-24T12:00:00Z");
        let day = read("2026-11-24", "2026-11-25");
        assert_eq!(day.to - day.from, 24);
        assert_eq!(day.days().1 - day.days().0, 1);
        let default = Span::read(None, None).unwrap();
        assert!((720..=722).contains(&(default.to - default.from)));
    }

    #[test]
    fn intervals_begin_where_the_calendar_says() {
        let span = read("2026-01-30", "2026-03-02");
        assert_eq!(
            texts(span, Interval::Month),
            [
                "2026-01-01T00:00:00Z",
                "2026-02-01T00:00:00Z",
                "2026-03-01T00:00:00Z"
            ]
        );
        let weeks = texts(read("2026-11-24", "2026-12-01"), Interval::Week);
        assert_eq!(weeks, ["2026-11-23T00:00:00Z", "2026-11-30T00:00:00Z"]);
        assert_eq!(texts(span, Interval::Day).len(), 31);
        assert_eq!(
            texts(read("2026-11-24", "2026-11-25"), Interval::Hour).len(),
            24
        );
    }

    #[test]
    fn the_span_before_has_as_many_intervals() {
        let before = |from, to, interval: Option<Interval>| {
            let span = read(from, to);
            let span = interval.map_or(span, |interval| span.widened(interval));
            let before = span.before(interval);
            assert_eq!(before.to, span.from);
            before.from_text()
        };
        let month = Some(Interval::Month);
        let of_march = before("2026-03-10", "2026-03-11", month);
        assert_eq!(of_march, "2026-02-01T00:00:00Z");
        let of_a_quarter = before("2026-03-31", "2026-05-02", month);
        assert_eq!(of_a_quarter, "2025-12-01T00:00:00Z");
        let of_a_week = before("2026-11-24", "2026-11-25", Some(Interval::Week));
        assert_eq!(of_a_week, "2026-11-16T00:00:00Z");
        let of_two_days = before("2026-11-24T05:00:00Z", "2026-11-26", None);
        assert_eq!(of_two_days, "2026-11-22T10:00:00Z");
    }

    #[test]
    fn nonsense_is_refused() {
        for (from, to) in [
            ("yesterday", "2026-01-01"),
            ("2026-01-02", "2026-01-01"),
            ("2026-13-01", "2027-01-01"),
        ] {
            assert!(Span::read(Some(from), Some(to)).is_err(), "{from} {to}");
        }
        assert!(
            read("1990-01-01", "2026-01-01")
                .points(Interval::Hour)
                .is_err()
        );
    }
}

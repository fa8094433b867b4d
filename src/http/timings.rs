//! How long requests took, by route of the document and by class of status, for `/metrics` and for who
//! watches.

use std::{
    fmt::Write,
    sync::{
        OnceLock,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use super::operations::Operations;
use crate::histogram::write_series;

/// Upper bounds in microseconds.
const BOUNDS: [u64; 12] = [
    50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 50_000, 250_000, 1_000_000, 5_000_000,
];
/// 1xx to 5xx.
const CLASSES: usize = 5;

/// The requests of one route that ended with one class of status.
#[derive(Debug, Default)]
struct Series {
    counts: [AtomicU64; BOUNDS.len() + 1],
    /// Microseconds.
    sum: AtomicU64,
}

#[derive(Debug)]
struct Route {
    method: String,
    path: String,
    labels: String,
    classes: [Series; CLASSES],
}

impl Route {
    fn new(method: &str, path: &str) -> Self {
        Self {
            method: method.to_owned(),
            path: path.to_owned(),
            labels: format!("method=\"{method}\",route=\"{path}\""),
            classes: Default::default(),
        }
    }
}

/// What is counted of a route: requests by how long they took, whatever came of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counts {
    /// By upper bound; the last is for what took longer than any.
    by_bound: [u64; BOUNDS.len() + 1],
    /// Those that ended with a 5xx.
    pub failed: u64,
}

impl Counts {
    /// Nothing yet.
    pub const NONE: Self = Self {
        by_bound: [0; BOUNDS.len() + 1],
        failed: 0,
    };

    /// What came since an earlier look.
    pub fn since(&self, before: &Self) -> Self {
        let mut counts = self.clone();
        for (count, before) in counts.by_bound.iter_mut().zip(before.by_bound) {
            *count = count.saturating_sub(before);
        }
        counts.failed = counts.failed.saturating_sub(before.failed);
        counts
    }

    /// Both together.
    pub fn add(&mut self, more: &Self) {
        for (count, more) in self.by_bound.iter_mut().zip(more.by_bound) {
            *count += more;
        }
        self.failed += more.failed;
    }

    /// How many requests.
    pub fn requests(&self) -> u64 {
        self.by_bound.iter().sum()
    }

    /// The time in milliseconds within which this share of the requests was answered, as far as bounds
    /// tell: within one, requests are taken to be spread evenly. `None` without requests.
    pub fn quantile(&self, share: f64) -> Option<f64> {
        let total = self.requests();
        let mut left = share * total as f64;
        let mut lower = 0;
        for (place, count) in self.by_bound.iter().enumerate() {
            // Beyond the last bound nothing is known but that.
            let upper = BOUNDS.get(place).copied().unwrap_or(lower);
            if *count > 0 && left <= *count as f64 {
                let within = (left / *count as f64).clamp(0.0, 1.0);
                return Some((lower as f64 + (upper - lower) as f64 * within) / 1_000.0);
            }
            left -= *count as f64;
            lower = upper;
        }
        (total > 0).then_some(lower as f64 / 1_000.0)
    }
}

/// The route that stands for pages, and for whatever leads nowhere.
pub const OTHER: &str = "other";

/// Every route's times. Empty until the document's routes are known.
#[derive(Debug, Default)]
pub struct Timings(OnceLock<Vec<Route>>);

impl Timings {
    /// Learns the routes; once.
    pub fn learn(&self, operations: &Operations) {
        let mut all: Vec<_> = operations.all().collect();
        all.sort_by_key(|operation| operation.index);
        let mut routes: Vec<Route> = all
            .iter()
            .map(|operation| Route::new(operation.method.as_str(), &operation.path))
            .collect();
        // Pages, and whatever leads nowhere.
        routes.push(Route::new("", OTHER));
        let _ = self.0.set(routes);
    }

    /// Counts a request to the operation of this index; `None` for one outside of the document.
    pub fn record(&self, index: Option<usize>, status: u16, took: Duration) {
        let Some(routes) = self.0.get() else { return };
        let route = routes.get(index.unwrap_or(usize::MAX)).or(routes.last());
        let class = usize::from(status / 100).clamp(1, CLASSES) - 1;
        let Some(series) = route.and_then(|route| route.classes.get(class)) else {
            return;
        };
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        let place = BOUNDS.partition_point(|bound| *bound < micros);
        if let Some(count) = series.counts.get(place) {
            count.fetch_add(1, Ordering::Relaxed);
        }
        series.sum.fetch_add(micros, Ordering::Relaxed);
    }

    /// Methods and paths of all routes, in the order of [`Timings::look`].
    pub fn routes(&self) -> Vec<(String, String)> {
        let routes = self.0.get().into_iter().flatten();
        let named = routes.map(|route| (route.method.clone(), route.path.clone()));
        named.collect()
    }

    /// What is counted so far, route by route.
    pub fn look(&self) -> Vec<Counts> {
        let count = |route: &Route| {
            let mut counts = Counts::NONE;
            for (class, series) in route.classes.iter().enumerate() {
                for (sum, count) in counts.by_bound.iter_mut().zip(&series.counts) {
                    let more = count.load(Ordering::Relaxed);
                    *sum += more;
                    counts.failed += if class + 1 == CLASSES { more } else { 0 };
                }
            }
            counts
        };
        self.0.get().into_iter().flatten().map(count).collect()
    }

    /// Writes the series of the routes that were used.
    pub fn write(&self, out: &mut String) {
        let name = "souk_http_request_duration_seconds";
        let _ = writeln!(
            out,
            "# HELP {name} Time from the request's head to the answer's.\n# TYPE {name} histogram"
        );
        for route in self.0.get().into_iter().flatten() {
            for (class, series) in route.classes.iter().enumerate() {
                let load = |count: &AtomicU64| count.load(Ordering::Relaxed);
                let counts: Vec<u64> = series.counts.iter().map(load).collect();
                if counts.iter().all(|count| *count == 0) {
                    continue;
                }
                let labels = format!("{},status=\"{}xx\"", route.labels, class + 1);
                let sum = load(&series.sum);
                write_series(out, name, &labels, &BOUNDS, &counts, sum, 1e6);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_lie_within_their_bound() {
        assert_eq!(Counts::NONE.quantile(0.5), None);
        let mut counts = Counts::NONE;
        counts.by_bound[4] = 100;
        assert_eq!(
            counts.quantile(0.5),
            Some(0.75),
            "half way from 0.5 to 1 ms"
        );
        assert_eq!(counts.quantile(1.0), Some(1.0));
        counts.by_bound[12] = 1;
        assert_eq!(
            counts.quantile(1.0),
            Some(5_000.0),
            "what is beyond all bounds"
        );
        assert_eq!(counts.requests(), 101);
        let later = counts.clone();
        assert_eq!(later.since(&counts), Counts::NONE);
    }

    #[test]
    fn requests_are_counted_by_route_and_status() {
        let timings = Timings::default();
        timings.record(Some(0), 200, Duration::ZERO);
        let document = serde_json::json!({"paths": {"/a/{b}": {"get": {"operationId": "a"}}}});
        timings.learn(&Operations::of(&document));
        timings.record(Some(0), 200, Duration::from_micros(70));
        timings.record(None, 404, Duration::from_secs(60));
        let mut text = String::new();
        timings.write(&mut text);
        let name = "souk_http_request_duration_seconds";
        assert!(text.contains(&format!(
            "{name}_bucket{{method=\"GET\",route=\"/a/{{b}}\",status=\"2xx\",le=\"0.0001\"}} 1\n"
        )), "{text}");
        assert!(
            text.contains("route=\"other\",status=\"4xx\",le=\"5\"} 0\n"),
            "{text}"
        );
        assert!(!text.contains("5xx"), "{text}");
    }
}

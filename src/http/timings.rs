//! How long requests took, by route of the document and by class of status, for `/metrics`.

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
    labels: String,
    classes: [Series; CLASSES],
}

impl Route {
    fn new(labels: String) -> Self {
        let classes = Default::default();
        Self { labels, classes }
    }
}

/// Every route's times. Empty until the document's routes are known.
#[derive(Debug, Default)]
pub struct Timings(OnceLock<Vec<Route>>);

impl Timings {
    /// Learns the routes; once.
    pub fn learn(&self, operations: &Operations) {
        let mut all: Vec<_> = operations.all().collect();
        all.sort_by_key(|operation| operation.index);
        let label = |method: &str, path: &str| format!("method=\"{method}\",route=\"{path}\"");
        let mut routes: Vec<Route> = all
            .iter()
            .map(|operation| Route::new(label(operation.method.as_str(), &operation.path)))
            .collect();
        // Pages, and whatever leads nowhere.
        routes.push(Route::new(label("", "other")));
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

//! How tracking is: one consistent look at the desk, for the API, the command line and `/metrics`.

use std::fmt::Write;

use poem_openapi::{
    Object,
    types::{Example, ToJSON},
};
use serde::Serialize;

use super::desk::Desk;
use crate::time;

/// How tracking is. At every moment `offered` is `accepted` and `dropped` together, and `accepted` is
/// `persisted`, `pending` and `dead_lettered` together. Counts begin with the process.
#[derive(Debug, Clone, Object, Serialize)]
#[oai(example)]
pub struct Status {
    /// False when the server was started without tracking.
    pub enabled: bool,
    /// Nothing is wrong: no failing or replaced file, few dropped events.
    pub healthy: bool,
    /// What is wrong, in words; null when nothing is.
    pub fault: Option<String>,
    /// Events that wait in the queue.
    pub queue_depth: u64,
    /// How many may.
    pub queue_capacity: u64,
    /// Events that the shop and its clients wanted to queue.
    pub offered: u64,
    /// Those that were queued.
    pub accepted: u64,
    /// Those that were not.
    pub dropped: u64,
    /// Dropped because the queue was full.
    pub dropped_full: u64,
    /// Dropped because the shop was stopping or tracks nothing.
    pub dropped_closed: u64,
    /// Events in the file, with all that they count.
    pub persisted: u64,
    /// Queued, or on their way into the file.
    pub pending: u64,
    /// Refused by the file; kept in it with the reason.
    pub dead_lettered: u64,
    /// Tries after a failure.
    pub retries: u64,
    /// Panics of the collector that it survived.
    pub panics: u64,
    /// Damaged files that were put aside.
    pub quarantined: u64,
    /// Transactions.
    pub batches: u64,
    /// Events in the last one.
    pub last_batch_size: u64,
    /// When it was done; null before the first.
    pub last_flush_at: Option<String>,
    /// How long it took, in milliseconds.
    pub last_flush_ms: f64,
    /// How often the queue is emptied, in milliseconds.
    pub flush_interval_ms: u64,
    /// The share of the events that are settled which are in the file; 1 before the first.
    pub success_rate: f64,
    /// How long the oldest pending event has waited, at most; 0 when none does.
    pub oldest_pending_ms: i64,
}

impl Example for Status {
    fn example() -> Self {
        Self {
            enabled: true,
            healthy: true,
            fault: None,
            queue_depth: 120,
            queue_capacity: 65_536,
            offered: 51_320,
            accepted: 51_320,
            dropped: 0,
            dropped_full: 0,
            dropped_closed: 0,
            persisted: 51_200,
            pending: 120,
            dead_lettered: 0,
            retries: 0,
            panics: 0,
            quarantined: 0,
            batches: 310,
            last_batch_size: 164,
            last_flush_at: Some("2026-11-24T10:00:00Z".into()),
            last_flush_ms: 3.2,
            flush_interval_ms: 250,
            success_rate: 1.0,
            oldest_pending_ms: 85,
        }
    }
}

impl Status {
    /// One look.
    pub fn of(desk: &Desk) -> Self {
        let (book, queued) = desk.look();
        let dropped = desk.dropped.total();
        let accepted = book.taken + queued;
        let pending = book.in_hand + queued;
        let settled = book.persisted + book.dead_lettered + dropped;
        let waiting_since = match book.oldest_in_hand {
            Some(at) => Some(at),
            None => (queued > 0).then_some(book.looked_at),
        };
        let full = desk.dropped.full.load(std::sync::atomic::Ordering::Relaxed);
        let fault = fault(&book);
        Self {
            enabled: desk.enabled,
            healthy: fault.is_none(),
            fault,
            queue_depth: queued,
            queue_capacity: desk.capacity as u64,
            offered: accepted + dropped,
            accepted,
            dropped,
            dropped_full: full.min(dropped),
            dropped_closed: dropped - full.min(dropped),
            persisted: book.persisted,
            pending,
            dead_lettered: book.dead_lettered,
            retries: book.retries,
            panics: book.panics,
            quarantined: book.quarantined,
            batches: book.batches,
            last_batch_size: book.last_batch_size,
            last_flush_at: book.last_flush_at.map(time::to_rfc3339),
            last_flush_ms: book.last_flush_ms,
            flush_interval_ms: u64::try_from(desk.interval.as_millis()).unwrap_or(u64::MAX),
            success_rate: if settled == 0 {
                1.0
            } else {
                book.persisted as f64 / settled as f64
            },
            oldest_pending_ms: waiting_since.map_or(0, |at| (time::now() - at).max(0)),
        }
    }

    /// The status as it will be once a batch of so many events in hand is written.
    pub(super) fn once_persisted(desk: &Desk, many: u64) -> Self {
        let mut status = Self::of(desk);
        status.persisted += many;
        status.pending -= many.min(status.pending);
        status.batches += 1;
        status.last_batch_size = many;
        status.last_flush_at = Some(time::to_rfc3339(time::now()));
        status
    }

    /// The JSON object.
    pub fn to_json(&self) -> String {
        self.to_json_string()
    }
}

fn fault(book: &super::desk::Book) -> Option<String> {
    if let Some(trouble) = &book.trouble {
        return Some(trouble.clone());
    }
    if book.quarantined > 0 {
        return Some("tracking.db was damaged: it was put aside and a new one begun".to_owned());
    }
    if book.overrun {
        return Some("the queue is full: events are dropped".to_owned());
    }
    None
}

/// A number of the status as `/metrics` shows it: its name, its kind, what it is.
type Series = (&'static str, &'static str, &'static str, u64);

/// The series of tracking for `/metrics`.
pub fn write_metrics(out: &mut String, desk: &Desk) {
    let status = Status::of(desk);
    let lag = u64::try_from(status.oldest_pending_ms).unwrap_or_default();
    let series: [Series; 12] = [
        (
            "queue_depth",
            "gauge",
            "Events that wait in the queue.",
            status.queue_depth,
        ),
        (
            "queue_capacity",
            "gauge",
            "Events that may wait.",
            status.queue_capacity,
        ),
        (
            "offered_total",
            "counter",
            "Events that were to be queued.",
            status.offered,
        ),
        (
            "accepted_total",
            "counter",
            "Events that were queued.",
            status.accepted,
        ),
        (
            "persisted_total",
            "counter",
            "Events in the file.",
            status.persisted,
        ),
        (
            "pending",
            "gauge",
            "Events on their way into the file.",
            status.pending,
        ),
        (
            "dead_lettered_total",
            "counter",
            "Events that the file refused.",
            status.dead_lettered,
        ),
        (
            "retries_total",
            "counter",
            "Tries after a failure.",
            status.retries,
        ),
        (
            "panics_total",
            "counter",
            "Panics that the collector survived.",
            status.panics,
        ),
        ("batches_total", "counter", "Transactions.", status.batches),
        (
            "lag_milliseconds",
            "gauge",
            "Age of the oldest pending event.",
            lag,
        ),
        (
            "healthy",
            "gauge",
            "1 when nothing is wrong.",
            u64::from(status.healthy),
        ),
    ];
    // Writing to a String cannot fail.
    for (name, kind, help, value) in series {
        let name = format!("souk_tracking_{name}");
        let _ = writeln!(
            out,
            "# HELP {name} {help}\n# TYPE {name} {kind}\n{name} {value}"
        );
    }
    write_dropped(out, desk);
    let book = desk.book();
    for (histogram, name, help) in [
        (
            &book.sizes,
            "souk_tracking_batch_size",
            "Events a transaction.",
        ),
        (
            &book.seconds,
            "souk_tracking_flush_seconds",
            "Time a transaction.",
        ),
    ] {
        let _ = writeln!(out, "# HELP {name} {help}\n# TYPE {name} histogram");
        histogram.write(out, name, "");
    }
}

fn write_dropped(out: &mut String, desk: &Desk) {
    let name = "souk_tracking_dropped_total";
    let _ = writeln!(
        out,
        "# HELP {name} Events that were not queued.\n# TYPE {name} counter"
    );
    for (reason, count) in [
        ("full", &desk.dropped.full),
        ("closed", &desk.dropped.closed),
        ("off", &desk.dropped.off),
    ] {
        let count = count.load(std::sync::atomic::Ordering::Relaxed);
        let _ = writeln!(out, "{name}{{reason=\"{reason}\"}} {count}");
    }
}

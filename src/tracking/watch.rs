//! Says in the log that too many events are dropped, once, and once that it is over.

use std::time::{Duration, Instant};

use super::{desk::Desk, status::Status};

/// How often it looks.
const LOOK: Duration = Duration::from_secs(1);
/// How long nothing may be dropped until it is over.
const CALM: Duration = Duration::from_secs(10);
/// The share of events, one in so many, that may be dropped.
const ONE_IN: u64 = 100;

/// What it saw last.
#[derive(Debug)]
pub struct Watch {
    looked_at: Instant,
    offered: u64,
    dropped: u64,
    /// Since when too many are dropped, and when one was dropped last.
    overrun: Option<Instant>,
}

impl Default for Watch {
    fn default() -> Self {
        Self {
            looked_at: Instant::now(),
            offered: 0,
            dropped: 0,
            overrun: None,
        }
    }
}

impl Watch {
    /// Looks at the desk, once a second at most.
    pub fn look(&mut self, desk: &Desk) {
        if self.looked_at.elapsed() < LOOK {
            return;
        }
        self.looked_at = Instant::now();
        let status = Status::of(desk);
        let offered = status.offered.saturating_sub(self.offered);
        let dropped = status.dropped.saturating_sub(self.dropped);
        (self.offered, self.dropped) = (status.offered, status.dropped);
        if dropped > 0 && dropped.saturating_mul(ONE_IN) >= offered {
            if self.overrun.is_none() {
                tracing::warn!(dropped, offered, "tracking drops events: its queue is full");
            }
            self.overrun = Some(Instant::now());
        } else if self.overrun.is_some_and(|since| since.elapsed() > CALM) {
            tracing::info!(dropped = status.dropped, "tracking drops no more events");
            self.overrun = None;
        }
        desk.book().overrun = self.overrun.is_some();
    }
}

//! Watches how the shop works, every two seconds, and remembers it for a while: events through the
//! queue, requests through the API, what the minutes count.
//!
//! Everything here is bounded and in memory; nothing waits for it.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use poem_openapi::types::ToJSON;
use tokio::{
    sync::{
        broadcast::{self, error::RecvError},
        watch,
    },
    time::MissedTickBehavior,
};

use super::pulse::{Beat, Minute, Pipeline, Pulse, RouteTiming};
use crate::{
    http::timings::{Counts, OTHER, Timings},
    time,
    tracking::{Tracker, live::Flushed, status::Status},
};

/// How long a moment is.
const MOMENT: Duration = Duration::from_secs(2);
/// How many are kept: ten minutes.
const MOMENTS: usize = 300;
/// Looks at the routes that are kept: a minute of moments, and the one before.
const LOOKS: usize = 31;
/// How many minutes are kept.
const MINUTES: usize = 60;
const MINUTE: i64 = 60_000;
/// Beats that a slow watcher may be behind.
const BEHIND: usize = 8;

/// Watches a shop. Cheap to clone.
#[derive(Clone)]
pub struct Monitor(Arc<Parts>);

struct Parts {
    tracker: Tracker,
    timings: Arc<Timings>,
    recent: Mutex<Recent>,
    beats: broadcast::Sender<Arc<str>>,
}

#[derive(Default)]
struct Recent {
    before: Option<(Instant, Status)>,
    pulses: VecDeque<Pulse>,
    /// The counts of all routes, moment by moment.
    looks: VecDeque<Vec<Counts>>,
    minutes: VecDeque<Minute>,
}

impl Monitor {
    /// A monitor of these; it sees nothing until it runs.
    pub fn new(tracker: Tracker, timings: Arc<Timings>) -> Self {
        Self(Arc::new(Parts {
            tracker,
            timings,
            recent: Mutex::default(),
            beats: broadcast::Sender::new(BEHIND),
        }))
    }

    /// Beats as lines of JSON, each a [`Beat`].
    pub fn subscribe(&self) -> broadcast::Receiver<Arc<str>> {
        self.0.beats.subscribe()
    }

    /// What is remembered.
    pub fn pipeline(&self, currency: &str) -> Pipeline {
        let status = Status::of(self.0.tracker.desk());
        let mut recent = self.recent();
        recent.turn(time::now());
        Pipeline {
            interval_ms: MOMENT.as_millis() as u64,
            routes_ms: (MOMENT.as_millis() * (LOOKS as u128 - 1)) as u64,
            currency: currency.to_owned(),
            status,
            items: recent.pulses.iter().cloned().collect(),
            routes: self.routes(&recent),
            minutes: recent.minutes.iter().cloned().collect(),
        }
    }

    /// Watches until the shop stops. What happens after this call is seen, whenever the future runs.
    pub fn run(self, mut stopping: watch::Receiver<bool>) -> impl Future<Output = ()> + Send {
        let mut batches = self.0.tracker.desk().live.subscribe();
        self.look();
        async move {
            let mut ticks = tokio::time::interval_at(tokio::time::Instant::now() + MOMENT, MOMENT);
            ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
            loop {
                tokio::select! {
                    _ = stopping.wait_for(|stopping| *stopping) => return,
                    _ = ticks.tick() => self.look(),
                    batch = batches.recv() => match batch {
                        Ok(batch) => self.recent().count(time::now(), &batch),
                        Err(RecvError::Lagged(missed)) => {
                            tracing::debug!(missed, "the minutes of the dashboard miss batches");
                        }
                        // Only while the shop stops.
                        Err(RecvError::Closed) => return,
                    },
                }
            }
        }
    }

    fn recent(&self) -> MutexGuard<'_, Recent> {
        self.0.recent.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Ends a moment.
    fn look(&self) {
        let status = Status::of(self.0.tracker.desk());
        let look = self.0.timings.look();
        let mut recent = self.recent();
        recent.turn(time::now());
        let before = recent.before.replace((Instant::now(), status.clone()));
        let last = recent.looks.back().cloned();
        keep(&mut recent.looks, look, LOOKS);
        let (Some((since, before)), Some(last)) = (before, last) else {
            return;
        };
        let seconds = since.elapsed().as_secs_f64().max(0.001);
        let api = self.api(&recent, &last);
        let pulse = pulse(&before, &status, &api, seconds);
        keep(&mut recent.pulses, pulse.clone(), MOMENTS);
        if self.0.beats.receiver_count() == 0 {
            return;
        }
        let beat = Beat {
            pulse,
            status,
            routes: self.routes(&recent),
            minute: recent.minutes.back().cloned().unwrap_or_default(),
        };
        drop(recent);
        // The last watcher may have gone meanwhile.
        let _ = self.0.beats.send(beat.to_json_string().into());
    }

    /// The requests to the API since an earlier look, whatever their route.
    fn api(&self, recent: &Recent, before: &[Counts]) -> Counts {
        let mut all = Counts::NONE;
        let routes = self.0.timings.routes();
        let now = recent.looks.back().into_iter().flatten();
        for (((_, path), now), before) in routes.iter().zip(now).zip(before) {
            if path != OTHER {
                all.add(&now.since(before));
            }
        }
        all
    }

    /// The routes that were asked while looks are kept, the busiest first.
    fn routes(&self, recent: &Recent) -> Vec<RouteTiming> {
        let (Some(before), Some(now)) = (recent.looks.front(), recent.looks.back()) else {
            return Vec::new();
        };
        let names = self.0.timings.routes().into_iter();
        let mut routes: Vec<RouteTiming> = names
            .zip(now.iter().zip(before))
            .filter_map(|((method, route), (now, before))| {
                let counts = now.since(before);
                Some(RouteTiming {
                    method,
                    route,
                    requests: counts.requests(),
                    failed: counts.failed,
                    p50_ms: rounded(counts.quantile(0.5)?),
                    p99_ms: rounded(counts.quantile(0.99)?),
                })
            })
            .collect();
        routes.sort_by(|a, b| {
            b.requests
                .cmp(&a.requests)
                .then_with(|| a.route.cmp(&b.route))
        });
        routes
    }
}

impl Recent {
    /// Begins the minute of `now`, with all those since the last one.
    fn turn(&mut self, now: i64) {
        let minute = now.div_euclid(MINUTE) * MINUTE;
        let last = self
            .minutes
            .back()
            .and_then(|last| time::from_rfc3339(&last.at));
        // A clock that was set does not make more of them than are kept.
        let first = last.map_or(minute, |last| {
            (last + MINUTE).max(minute - MINUTES as i64 * MINUTE)
        });
        for at in (first..=minute).step_by(MINUTE as usize) {
            let begun = Minute::begun(time::to_rfc3339(at));
            keep(&mut self.minutes, begun, MINUTES);
        }
    }

    fn count(&mut self, now: i64, batch: &Flushed) {
        self.turn(now);
        if let Some(minute) = self.minutes.back_mut() {
            minute.add(batch);
        }
    }
}

fn keep<T>(kept: &mut VecDeque<T>, new: T, most: usize) {
    while kept.len() >= most {
        kept.pop_front();
    }
    kept.push_back(new);
}

fn pulse(before: &Status, now: &Status, api: &Counts, seconds: f64) -> Pulse {
    let rate = |now: u64, before: u64| rounded(now.saturating_sub(before) as f64 / seconds);
    let batches = now.batches.saturating_sub(before.batches);
    let written = now.persisted.saturating_sub(before.persisted);
    Pulse {
        at: time::to_rfc3339(time::now()),
        queue_depth: now.queue_depth,
        offered_per_second: rate(now.offered, before.offered),
        persisted_per_second: rate(now.persisted, before.persisted),
        dropped_per_second: rate(now.dropped, before.dropped),
        batches,
        batch_size: (batches > 0).then(|| rounded(written as f64 / batches as f64)),
        flush_ms: (batches > 0).then(|| rounded(now.last_flush_ms)),
        lag_ms: now.oldest_pending_ms,
        requests_per_second: rounded(api.requests() as f64 / seconds),
        p50_ms: api.quantile(0.5).map(rounded),
        p99_ms: api.quantile(0.99).map(rounded),
    }
}

/// Three decimals are enough to be read.
fn rounded(number: f64) -> f64 {
    (number * 1_000.0).round() / 1_000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_follow_each_other_without_a_gap() {
        let mut recent = Recent::default();
        recent.turn(5 * MINUTE + 1);
        recent.turn(5 * MINUTE + 59_999);
        assert_eq!(recent.minutes.len(), 1);
        recent.turn(8 * MINUTE);
        let at: Vec<&str> = recent.minutes.iter().map(|minute| &*minute.at).collect();
        assert_eq!(at.len(), 4);
        assert_eq!(at[3], "1970-01-01T00:08:00Z");
        recent.turn(1_000_000 * MINUTE);
        assert_eq!(recent.minutes.len(), MINUTES);
        // A clock that went back counts into the minute that was there.
        recent.turn(5 * MINUTE);
        assert_eq!(recent.minutes.len(), MINUTES);
    }
}

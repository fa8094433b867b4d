//! Tracking: what happens in the shop, counted without anybody waiting for it.
//!
//! A [`Tracker`] puts events into a bounded queue; the collector, a thread of its own, writes them in
//! batches into tracking.db; the projection carries their sums into shop.db. Invariants: tracking can
//! neither slow nor fail a request; nothing that was accepted disappears; counters are a fold of the
//! events.

pub mod api;
mod cart_rollup;
mod codec;
pub mod collector;
pub mod desk;
pub mod event;
pub mod ledger;
pub mod live;
pub mod load;
pub mod meaning;
pub mod mixing;
pub mod projection;
pub mod reading;
pub mod recount;
pub mod request;
mod retention;
mod sessions;
mod sketch;
pub mod status;
pub mod sums;
pub mod tracker;
pub mod visitor;
mod watch;

use std::{
    io,
    path::Path,
    sync::{Arc, Mutex, PoisonError},
    thread::{self, JoinHandle},
    time::Duration,
};

use self::{
    collector::{Audience, Collector},
    desk::Desk,
    ledger::{Baselines, FileLedger, Ledger},
};
use crate::store::SideFile;

pub use sketch::Sketch;
pub use tracker::{Tracker, Who};

/// How long a stopping shop may take to write what is queued.
pub const DRAIN: Duration = Duration::from_secs(10);

/// How to track.
#[derive(Debug, Clone)]
pub struct Options {
    /// How often the queue is emptied.
    pub flush_interval: Duration,
    /// Events that may wait.
    pub queue_capacity: usize,
    /// Days that raw events are kept.
    pub keep_days: i64,
    /// The largest tracking.db, in bytes.
    pub max_bytes: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            flush_interval: Duration::from_millis(250),
            queue_capacity: 65_536,
            keep_days: 90,
            max_bytes: 16 << 30,
        }
    }
}

/// Tracking at work: the handle, and the thread behind it.
pub struct Tracking {
    tracker: Tracker,
    thread: Mutex<Option<JoinHandle<()>>>,
}

/// What became of the events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ended {
    /// Events in the file.
    pub persisted: u64,
    /// Events that were accepted and are not in the file.
    pub lost: u64,
    /// Those of them that the file refused and keeps with the reason.
    pub dead_lettered: u64,
}

impl Ended {
    /// As it is now.
    pub fn of(tracker: &Tracker) -> Self {
        let status = tracker.status();
        Self {
            persisted: status.persisted,
            lost: status.accepted - status.persisted,
            dead_lettered: status.dead_lettered,
        }
    }
}

impl Tracking {
    /// Starts the collector of a data folder's tracking.db.
    ///
    /// # Errors
    /// When the system has no thread for it.
    pub fn start(
        data_dir: &Path,
        options: &Options,
        baselines: Baselines,
        audience: Box<dyn Audience>,
    ) -> io::Result<Self> {
        let file = SideFile::tracking(data_dir);
        let ledger = FileLedger::new(file, baselines, options.max_bytes);
        Self::start_with(ledger, options, audience)
    }

    /// Starts the collector of a ledger.
    ///
    /// # Errors
    /// When the system has no thread for it.
    pub fn start_with(
        ledger: impl Ledger + 'static,
        options: &Options,
        audience: Box<dyn Audience>,
    ) -> io::Result<Self> {
        let desk = Arc::new(Desk::new(
            options.queue_capacity,
            options.flush_interval,
            true,
        ));
        let collector = Collector::new(Arc::clone(&desk), ledger, audience, options.keep_days);
        let thread = thread::Builder::new()
            .name("souk-collector".to_owned())
            .spawn(move || collector.run(DRAIN))?;
        Ok(Self {
            tracker: Tracker::new(desk),
            thread: Mutex::new(Some(thread)),
        })
    }

    /// A shop that tracks nothing.
    pub fn off() -> Self {
        Self {
            tracker: Tracker::off(),
            thread: Mutex::default(),
        }
    }

    /// The handle.
    pub fn tracker(&self) -> &Tracker {
        &self.tracker
    }

    /// Takes no more events, writes those that wait within [`DRAIN`], and says what became of all.
    /// Blocks meanwhile.
    pub fn close(&self) -> Ended {
        self.tracker.desk().close();
        let mut thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(thread) = thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the collector's thread panicked");
        }
        Ended::of(&self.tracker)
    }
}

impl Drop for Tracking {
    /// Without a [`Tracking::close`], the thread is told to end and left to it.
    fn drop(&mut self) {
        self.tracker.desk().close();
    }
}

/// An audience that does nothing, where there is no shop to tell.
pub struct Nobody;

impl Audience for Nobody {
    fn written(&self, _: &sums::Sums, _: Vec<(i64, i64)>) {}
    fn began_anew(&self) {}
}

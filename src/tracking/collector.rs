//! The collector: one thread that empties the queue into the ledger, whatever happens.
//!
//! Invariants: an event stays in hand until the ledger has it or has refused it alone; a batch keeps
//! its number and its events from try to try, so that an unclear commit is applied once; a panic costs
//! a try, not a batch; whatever the ledger does, nobody who queues events waits for it.

use std::{
    collections::VecDeque,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use super::{
    desk::{BATCH, Desk},
    ledger::{Batch, Fault, Ledger, LedgerError},
    meaning::{Looks, Tally},
    sessions::Sessions,
    status::Status,
    sums::{DAY, Sums, Taken},
    watch::Watch,
};
use crate::time;

/// The first and the longest pause after a failure.
const BACK_OFF: (Duration, Duration) = (Duration::from_millis(50), Duration::from_secs(5));
/// The longest pause while a shop stops.
const HURRY: Duration = Duration::from_millis(200);
/// How often old events are looked for.
const PRUNE_EVERY: Duration = Duration::from_secs(60);
/// How often a batch may have old events removed before it waits.
const ROOMS: u32 = 32;
/// Panics over the same events before they are taken for the cause.
const PANICS: u32 = 2;

/// What the projection has to do after a batch.
pub trait Audience: Send {
    /// A batch is in the ledger.
    fn written(&self, sums: &Sums, pairs: Vec<(i64, i64)>);
    /// Another ledger has begun.
    fn began_anew(&self);
}

/// The thread's state. It outlives a panic.
pub struct Collector<L> {
    desk: Arc<Desk>,
    ledger: L,
    audience: Box<dyn Audience>,
    keep_days: i64,
    hand: VecDeque<Taken>,
    looks: Looks,
    sessions: Sessions,
    opened: bool,
    /// The number of the batch that is being tried, and how many events it has.
    number: i64,
    chunk: Option<usize>,
    /// Among so many of the first events in hand is one that the ledger refuses.
    suspects: Option<usize>,
    panics: u32,
    rooms: u32,
    pause: Duration,
    wait_until: Option<Instant>,
    pruned_at: Option<Instant>,
    watch: Watch,
    deadline: Option<Instant>,
}

/// How a try went.
enum Tried {
    /// Go on at once.
    Settled,
    /// The file is to be left alone for a while.
    Later,
}

impl<L: Ledger> Collector<L> {
    /// A collector of a queue. Raw events are kept for `keep_days`.
    pub fn new(desk: Arc<Desk>, ledger: L, audience: Box<dyn Audience>, keep_days: i64) -> Self {
        Self {
            desk,
            ledger,
            audience,
            keep_days,
            hand: VecDeque::with_capacity(BATCH),
            looks: Looks::default(),
            sessions: Sessions::default(),
            opened: false,
            number: 1,
            chunk: None,
            suspects: None,
            panics: 0,
            rooms: 0,
            pause: BACK_OFF.0,
            wait_until: None,
            pruned_at: None,
            watch: Watch::default(),
            deadline: None,
        }
    }

    /// Works until the desk is closed and everything is settled, or `drain` has passed since then.
    pub fn run(mut self, drain: Duration) {
        self.desk.collected_by(thread::current());
        loop {
            let round = catch_unwind(AssertUnwindSafe(|| self.rounds(drain)));
            match round {
                Ok(()) => break,
                Err(_) => self.survive_panic(),
            }
        }
        self.desk.book().ended = true;
    }

    /// Round after round, until the end.
    fn rounds(&mut self, drain: Duration) {
        loop {
            let since = Instant::now();
            let settled = self.flush();
            self.watch.look(&self.desk);
            if self.desk.is_closed() {
                let deadline = *self.deadline.get_or_insert_with(|| Instant::now() + drain);
                let empty = self.hand.is_empty() && self.desk.depth() == 0;
                if empty || Instant::now() >= deadline {
                    return;
                }
            } else if settled {
                self.prune_if_due();
            }
            self.rest(since);
        }
    }

    /// Makes the file before the first event needs it.
    fn open(&mut self) -> Tried {
        if let Err(error) = self.ledger.open() {
            return self.handle(&error);
        }
        self.opened = true;
        self.desk.book().trouble = None;
        Tried::Settled
    }

    /// Waits for the rest of the interval, or of the pause after a failure. A full batch, somebody who
    /// waits or a stop end the interval at once; a pause is only shortened, by a stop.
    fn rest(&self, since: Instant) {
        loop {
            let closed = self.desk.is_closed();
            let end = match self.wait_until {
                Some(end) if closed => end.min(since + HURRY),
                Some(end) => end,
                None if closed || self.desk.is_wanted() => return,
                None => since + self.desk.interval,
            };
            match end.checked_duration_since(Instant::now()) {
                Some(left) if !left.is_zero() => thread::park_timeout(left),
                _ => return,
            }
        }
    }

    /// Takes a batch and writes it. False when the ledger is to be left alone.
    fn flush(&mut self) -> bool {
        if !self.opened && matches!(self.open(), Tried::Later) {
            return false;
        }
        loop {
            // A batch that may have been committed keeps its events.
            if self.chunk.is_none() {
                self.desk.take(&mut self.hand, &mut self.looks);
            }
            if self.hand.is_empty() {
                self.wait_until = None;
                return true;
            }
            match self.attempt() {
                Tried::Settled if self.hand.is_empty() => return true,
                Tried::Settled => {}
                Tried::Later => return false,
            }
        }
    }

    /// Tries the first events in hand as one batch.
    fn attempt(&mut self) -> Tried {
        let since = Instant::now();
        let many = *self.chunk.get_or_insert(self.hand.len());
        let status = Status::once_persisted(&self.desk, many as u64).to_json();
        let (number, ledger, hand) = (self.number, &mut self.ledger, &mut self.hand);
        hand.make_contiguous();
        let events = hand.as_slices().0.get(..many).unwrap_or_default();
        let sums = Sums::of(events);
        let batch = Batch {
            number,
            events,
            sums: &sums,
            status: &status,
        };
        match ledger.write(&batch) {
            Ok(()) => {
                let pairs = self.sessions.pairs(events);
                let mut tally = Tally::default();
                sums.hours.values().for_each(|hour| tally.add(&hour.tally));
                // First, so that who waited for the batch finds it projected.
                self.audience.written(&sums, pairs);
                self.desk.persisted(&mut self.hand, many, since);
                self.next_batch(many);
                self.desk.tell(&tally);
                Tried::Settled
            }
            Err(error) if error.fault == Fault::Poison => self.narrow_down(many, &error.reason),
            Err(error) => self.handle(&error),
        }
    }

    /// After `count` events are settled. While one of those in hand is suspected, halves are tried.
    fn next_batch(&mut self, count: usize) {
        self.number += 1;
        self.panics = 0;
        self.rooms = 0;
        self.pause = BACK_OFF.0;
        self.wait_until = None;
        let left = self
            .suspects
            .map_or(0, |suspects| suspects - count.min(suspects));
        self.suspects = (left > 0).then_some(left);
        self.chunk = self.suspects.map(|left| left.div_ceil(2));
    }

    /// Halves a batch that was refused, until the one event is found that has to be put aside.
    fn narrow_down(&mut self, many: usize, reason: &str) -> Tried {
        self.desk.book().retries += 1;
        if many > 1 {
            self.suspects = Some(many);
            self.chunk = Some(many / 2);
            return Tried::Settled;
        }
        let Some(taken) = self.hand.front() else {
            return Tried::Settled;
        };
        let action = taken.event.action().name();
        match self.ledger.bury(&taken.event, reason) {
            Ok(()) => {
                tracing::error!(action, reason, "an event cannot be written: a dead letter");
            }
            // Not even the letter can be written. It is counted, and the log has it.
            Err(error) if error.fault == Fault::Poison => {
                tracing::error!(action, reason, letter = %error, "a dead letter cannot be written");
            }
            Err(error) => return self.handle(&error),
        }
        self.desk.buried(&mut self.hand);
        self.suspects = None;
        self.next_batch(1);
        Tried::Settled
    }

    /// After a failure that is not the events' own.
    fn handle(&mut self, error: &LedgerError) -> Tried {
        if error.fault == Fault::Damaged && self.replace(error) {
            return Tried::Settled;
        }
        if error.fault == Fault::Full && self.made_room() {
            return Tried::Settled;
        }
        let mut book = self.desk.book();
        book.retries += 1;
        if book.trouble.is_none() {
            tracing::error!(%error, "tracking cannot be written: events wait in the queue");
        }
        book.trouble = Some(error.reason.clone());
        drop(book);
        let longest = if self.desk.is_closed() {
            HURRY
        } else {
            BACK_OFF.1
        };
        self.wait_until = Some(Instant::now() + self.pause.min(longest));
        self.pause = (self.pause * 2).min(longest);
        Tried::Later
    }

    /// Lets the oldest events go for the newest. A batch may ask for it so many times only.
    fn made_room(&mut self) -> bool {
        self.rooms += 1;
        match self.ledger.make_room() {
            Ok(made) => {
                if self.rooms == 1 {
                    tracing::warn!("tracking.db is full: its oldest events go before their time");
                }
                made && self.rooms <= ROOMS
            }
            Err(error) => {
                tracing::debug!(%error, "no room could be made");
                false
            }
        }
    }

    /// Puts a damaged ledger aside. False when that fails as well.
    fn replace(&mut self, error: &LedgerError) -> bool {
        match self.ledger.replace() {
            Ok(aside) => {
                let aside = aside.map(|path| path.display().to_string());
                tracing::error!(
                    %error,
                    aside = aside.unwrap_or_default(),
                    "TRACKING.DB IS DAMAGED: it was put aside and a new one begun; its counts are lost unless you restore it"
                );
                self.desk.book().quarantined += 1;
                self.audience.began_anew();
                true
            }
            Err(error) => {
                tracing::error!(%error, "a damaged tracking.db could not be replaced");
                false
            }
        }
    }

    /// Counts a panic. The batch is still in hand and is tried again; one that panics again and again
    /// is halved like one that the ledger refuses.
    fn survive_panic(&mut self) {
        self.panics += 1;
        self.desk.book().panics += 1;
        self.desk.book().retries += 1;
        tracing::error!(
            panics = self.panics,
            "the collector panicked: it goes on with its batch"
        );
        if self.panics > PANICS && !self.hand.is_empty() {
            let many = self.chunk.unwrap_or(self.hand.len());
            self.panics = 0;
            self.narrow_down(many, "the collector panicked over it");
        }
        self.wait_until = Some(Instant::now() + BACK_OFF.0);
    }

    /// One step of retention, at most every minute unless there is more to do.
    fn prune_if_due(&mut self) {
        if self.wait_until.is_some() || self.pruned_at.is_some_and(|at| at.elapsed() < PRUNE_EVERY)
        {
            return;
        }
        let day = time::now().div_euclid(DAY) - self.keep_days;
        match self.ledger.prune(day) {
            Ok(true) => {}
            Ok(false) => self.pruned_at = Some(Instant::now()),
            Err(error) => {
                tracing::debug!(%error, "old events could not be removed");
                self.pruned_at = Some(Instant::now());
            }
        }
    }
}

#[cfg(test)]
#[path = "collector_tests.rs"]
mod tests;

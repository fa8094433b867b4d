//! Where the queue's two ends and its watchers meet: the queue itself and the book of what became of
//! events.
//!
//! Invariant, at every moment that the book is read: `offered = accepted + dropped` and
//! `accepted = persisted + pending + dead_lettered`. It holds because nobody counts what was accepted:
//! that is what was taken from the queue, which the book knows, and what is in the queue, which the
//! queue knows; events are moved from one to the other under the book's lock only. A call that queues
//! an event pays for the queue alone.

use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex, MutexGuard, OnceLock, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    thread::Thread,
    time::{Duration, Instant},
};

use flume::{Receiver, Sender, TrySendError};
use tokio::sync::{broadcast, oneshot, watch};

use super::{
    event::Event,
    live::Flushed,
    meaning::{Looks, Tally},
    status::Status,
    sums::Taken,
};
use crate::{histogram::Histogram, time};

/// Events in a batch at most.
pub const BATCH: usize = 32_768;

/// Why an event was not queued.
#[derive(Debug, Default)]
pub struct Dropped {
    /// The queue was full.
    pub full: AtomicU64,
    /// Tracking has stopped.
    pub closed: AtomicU64,
    /// Tracking is switched off.
    pub off: AtomicU64,
}

impl Dropped {
    /// All of them.
    pub fn total(&self) -> u64 {
        [&self.full, &self.closed, &self.off]
            .iter()
            .map(|count| count.load(Ordering::Relaxed))
            .sum()
    }
}

/// Somebody who waits until so many events are settled.
struct Waiter {
    settled: u64,
    answer: oneshot::Sender<()>,
}

/// What became of the events that were taken from the queue.
#[derive(Default)]
pub struct Book {
    /// Taken from the queue.
    pub taken: u64,
    /// In the ledger.
    pub persisted: u64,
    /// Refused by the ledger, and kept aside.
    pub dead_lettered: u64,
    /// With the collector.
    pub in_hand: u64,
    /// When the oldest of those happened, in milliseconds.
    pub oldest_in_hand: Option<i64>,
    /// When the queue was last looked at, in milliseconds.
    pub looked_at: i64,
    /// Tries after a failure.
    pub retries: u64,
    /// Panics of the collector.
    pub panics: u64,
    /// Batches that are in the ledger.
    pub batches: u64,
    /// Events in the last one.
    pub last_batch_size: u64,
    /// When it was written, in milliseconds.
    pub last_flush_at: Option<i64>,
    /// How long that took, in milliseconds.
    pub last_flush_ms: f64,
    /// How long writing took altogether.
    pub busy: Duration,
    /// Ledgers that were damaged and set aside.
    pub quarantined: u64,
    /// Why nothing can be written at present.
    pub trouble: Option<String>,
    /// Whether too many events are dropped.
    pub overrun: bool,
    /// The collector's thread has ended.
    pub ended: bool,
    /// Events by batch.
    pub sizes: Histogram,
    /// Seconds by batch.
    pub seconds: Histogram,
    waiters: Vec<Waiter>,
}

impl Book {
    fn settled(&self) -> u64 {
        self.persisted + self.dead_lettered
    }

    /// Answers those who waited for no more than what is settled.
    fn answer(&mut self) {
        let settled = self.settled();
        for waiter in self
            .waiters
            .extract_if(.., |waiter| waiter.settled <= settled)
        {
            // Who waited may have gone away.
            let _ = waiter.answer.send(());
        }
    }
}

/// The queue and its book.
pub struct Desk {
    sender: Sender<Event>,
    receiver: Receiver<Event>,
    /// What the queue holds at most.
    pub capacity: usize,
    /// How often it is emptied.
    pub interval: Duration,
    /// False for a shop without tracking.
    pub enabled: bool,
    /// What was not queued.
    pub dropped: Dropped,
    closed: AtomicBool,
    book: Mutex<Book>,
    collector: OnceLock<Thread>,
    /// Each batch that was written, for those who watch.
    pub live: broadcast::Sender<Arc<Flushed>>,
    /// True once the shop stops: who watches hangs up.
    pub stopping: watch::Sender<bool>,
}

impl Desk {
    /// An empty queue.
    pub fn new(capacity: usize, interval: Duration, enabled: bool) -> Self {
        let (sender, receiver) = flume::bounded(capacity.max(1));
        Self {
            sender,
            receiver,
            capacity: capacity.max(1),
            interval,
            enabled,
            dropped: Dropped::default(),
            closed: AtomicBool::new(false),
            book: Mutex::new(Book {
                looked_at: time::now(),
                sizes: Histogram::new(&[1, 10, 100, 500, 1_000, 2_500, 5_000, 10_000, 32_768], 1.0),
                seconds: Histogram::new(
                    &[1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 5_000],
                    1_000.0,
                ),
                ..Book::default()
            }),
            collector: OnceLock::new(),
            live: broadcast::Sender::new(64),
            stopping: watch::Sender::new(false),
        }
    }

    /// Queues an event, or drops and counts it. Never waits. True when it was queued.
    pub fn offer(&self, event: Event) -> bool {
        if !self.enabled {
            self.dropped.off.fetch_add(1, Ordering::Relaxed);
            return false;
        }
        if self.closed.load(Ordering::Acquire) {
            self.dropped.closed.fetch_add(1, Ordering::Relaxed);
            return false;
        }
        match self.sender.try_send(event) {
            Ok(()) => {
                self.wake_if_full();
                true
            }
            Err(TrySendError::Full(_) | TrySendError::Disconnected(_)) => {
                self.dropped.full.fetch_add(1, Ordering::Relaxed);
                false
            }
        }
    }

    /// Wakes the collector when a batch is there. Looking costs a lock, so each thread looks at every
    /// 64th of its events only.
    fn wake_if_full(&self) {
        use std::cell::Cell;
        thread_local! {
            static SENT: Cell<u32> = const { Cell::new(0) };
        }
        let sent = SENT.get().wrapping_add(1);
        SENT.set(sent);
        if sent.is_multiple_of(64) && self.sender.len() >= BATCH.min(self.capacity / 2) {
            self.wake();
        }
    }

    /// Events that wait in the queue.
    pub fn depth(&self) -> usize {
        self.receiver.len()
    }

    /// The book.
    pub fn book(&self) -> MutexGuard<'_, Book> {
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The book and what is in the queue, of one moment.
    pub fn look(&self) -> (MutexGuard<'_, Book>, u64) {
        let book = self.book();
        let queued = self.receiver.len() as u64;
        (book, queued)
    }

    /// Takes no more events. What is queued stays.
    pub fn close(&self) {
        self.closed.store(true, Ordering::Release);
        self.wake();
    }

    /// Whether it takes no more events.
    pub fn is_closed(&self) -> bool {
        self.closed.load(Ordering::Acquire)
    }

    /// Names the collector's thread, to be woken.
    pub(super) fn collected_by(&self, thread: Thread) {
        let _ = self.collector.set(thread);
    }

    /// Wakes the collector.
    pub fn wake(&self) {
        if let Some(thread) = self.collector.get() {
            thread.unpark();
        }
    }

    /// Moves events from the queue into `hand` until it holds a batch.
    pub(super) fn take(&self, hand: &mut VecDeque<Taken>, looks: &mut Looks) {
        let room = BATCH.saturating_sub(hand.len());
        let mut book = self.book();
        book.looked_at = time::now();
        for event in self.receiver.try_iter().take(room) {
            book.taken += 1;
            book.in_hand += 1;
            hand.push_back(Taken { event, repeats: 0 });
            if let Some(taken) = hand.back_mut() {
                taken.repeats = looks.repeats(&taken.event);
            }
        }
        book.oldest_in_hand = hand.front().map(|taken| taken.event.at);
    }

    /// Books the first `count` events of `hand` as written and lets go of them.
    pub(super) fn persisted(&self, hand: &mut VecDeque<Taken>, count: usize, since: Instant) {
        let mut book = self.book();
        hand.drain(..count);
        book.persisted += count as u64;
        book.batches += 1;
        book.last_batch_size = count as u64;
        book.last_flush_at = Some(time::now());
        book.last_flush_ms = since.elapsed().as_secs_f64() * 1_000.0;
        book.busy += since.elapsed();
        book.sizes.record(count as u64);
        let milliseconds = since.elapsed().as_micros().div_ceil(1_000);
        book.seconds
            .record(u64::try_from(milliseconds).unwrap_or(u64::MAX));
        self.settle(&mut book, hand);
    }

    /// Tells those who watch of the batch that was just written.
    pub(super) fn tell(&self, tally: &Tally) {
        if self.live.receiver_count() > 0 {
            let flushed = Flushed::of(tally, Status::of(self));
            // The last watcher may have gone meanwhile.
            let _ = self.live.send(Arc::new(flushed));
        }
    }

    /// Books the first event of `hand` as a dead letter and lets go of it.
    pub(super) fn buried(&self, hand: &mut VecDeque<Taken>) {
        let mut book = self.book();
        hand.pop_front();
        book.dead_lettered += 1;
        self.settle(&mut book, hand);
    }

    fn settle(&self, book: &mut Book, hand: &VecDeque<Taken>) {
        book.in_hand = hand.len() as u64;
        book.oldest_in_hand = hand.front().map(|taken| taken.event.at);
        if book.trouble.take().is_some() {
            tracing::info!("tracking is written again");
        }
        book.answer();
    }

    /// Resolves once everything that is accepted now is settled. Wakes the collector for it.
    pub fn flush(&self) -> oneshot::Receiver<()> {
        let (answer, answered) = oneshot::channel();
        let (mut book, queued) = self.look();
        let settled = book.taken + queued;
        book.waiters.push(Waiter { settled, answer });
        book.answer();
        drop(book);
        self.wake();
        answered
    }

    /// Whether there is reason to empty the queue before its time.
    pub(super) fn is_wanted(&self) -> bool {
        self.depth() >= BATCH.min(self.capacity / 2).max(1) || self.is_awaited()
    }

    fn is_awaited(&self) -> bool {
        let mut book = self.book();
        book.waiters.retain(|waiter| !waiter.answer.is_closed());
        !book.waiters.is_empty()
    }
}

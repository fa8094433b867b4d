//! The collector over ledgers that fail in every way, with the invariants looked at all the while.

use std::{
    collections::VecDeque,
    path::PathBuf,
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    },
};

use super::*;
use crate::tracking::{
    Nobody, Options, Tracking,
    event::{Event, What},
    tracker::Tracker,
};

/// What a scripted ledger does at its next writes; then it writes.
#[derive(Debug, Clone, Copy)]
enum Does {
    Fails(Fault),
    /// Writes, and says that it did not.
    WritesAndFails,
    Panics,
}

/// What a scripted ledger was given, in order.
#[derive(Default)]
struct Written {
    products: Vec<i64>,
    letters: Vec<i64>,
    last: i64,
    replaced: u32,
}

#[derive(Clone, Default)]
struct Scripted {
    script: Arc<Mutex<VecDeque<Does>>>,
    written: Arc<Mutex<Written>>,
    locked: Arc<AtomicBool>,
    /// A product that it refuses, and one over which it panics.
    poison: i64,
    mine: i64,
}

fn product(event: &Event) -> i64 {
    match event.what {
        What::Product { product, .. } => product,
        _ => 0,
    }
}

fn fails(fault: Fault) -> LedgerError {
    LedgerError {
        fault,
        reason: format!("{fault:?} by script"),
    }
}

impl Ledger for Scripted {
    fn open(&mut self) -> Result<(), LedgerError> {
        Ok(())
    }

    fn write(&mut self, batch: &Batch<'_>) -> Result<(), LedgerError> {
        if self.locked.load(Ordering::Acquire) {
            return Err(fails(Fault::Busy));
        }
        let next = self.script.lock().unwrap().pop_front();
        match next {
            Some(Does::Fails(fault)) => return Err(fails(fault)),
            Some(Does::Panics) => panic!("by script"),
            _ => {}
        }
        let mut written = self.written.lock().unwrap();
        if batch.number > written.last {
            let products: Vec<i64> = batch
                .events
                .iter()
                .map(|taken| product(&taken.event))
                .collect();
            if products.contains(&self.poison) {
                return Err(fails(Fault::Poison));
            }
            if products.contains(&self.mine) {
                drop(written);
                panic!("stepped on it");
            }
            written.products.extend(products);
            written.last = batch.number;
        }
        match next {
            Some(Does::WritesAndFails) => Err(fails(Fault::Failing)),
            _ => Ok(()),
        }
    }

    fn bury(&mut self, event: &Event, _: &str) -> Result<(), LedgerError> {
        self.written.lock().unwrap().letters.push(product(event));
        Ok(())
    }

    fn prune(&mut self, _: i64) -> Result<bool, LedgerError> {
        Ok(false)
    }

    fn make_room(&mut self) -> Result<bool, LedgerError> {
        Ok(false)
    }

    fn replace(&mut self) -> Result<Option<PathBuf>, LedgerError> {
        self.written.lock().unwrap().replaced += 1;
        Ok(None)
    }
}

fn scripted(script: &[Does]) -> Scripted {
    Scripted {
        script: Arc::new(Mutex::new(script.iter().copied().collect())),
        poison: -1,
        mine: -1,
        ..Scripted::default()
    }
}

fn start(ledger: &Scripted, capacity: usize) -> Tracking {
    let options = Options {
        flush_interval: Duration::from_millis(2),
        queue_capacity: capacity,
        ..Options::default()
    };
    Tracking::start_with(ledger.clone(), &options, Box::new(Nobody)).unwrap()
}

fn queue(tracker: &Tracker, products: impl IntoIterator<Item = i64>) {
    for product in products {
        tracker.detail_view(None, product);
    }
}

/// Looks at the invariants; gives the status.
fn check(tracker: &Tracker) -> Status {
    let status = tracker.status();
    assert_eq!(
        status.offered,
        status.accepted + status.dropped,
        "{status:?}"
    );
    let settled = status.persisted + status.pending + status.dead_lettered;
    assert_eq!(status.accepted, settled, "{status:?}");
    assert!(status.queue_depth <= status.queue_capacity && status.queue_depth <= status.pending);
    status
}

fn until(tracker: &Tracker, what: &str, holds: impl Fn(&Status) -> bool) -> Status {
    let since = Instant::now();
    loop {
        let status = check(tracker);
        if holds(&status) {
            return status;
        }
        assert!(
            since.elapsed() < Duration::from_secs(20),
            "never: {what}: {status:?}"
        );
        thread::yield_now();
    }
}

#[test]
fn every_failure_costs_tries_and_no_events() {
    use Does::{Fails, Panics, WritesAndFails};
    for script in [
        vec![
            Fails(Fault::Busy),
            Fails(Fault::Full),
            Fails(Fault::Failing),
        ],
        vec![WritesAndFails],
        vec![Panics, Panics],
        vec![WritesAndFails, Panics, Fails(Fault::Busy)],
        vec![Fails(Fault::Damaged)],
    ] {
        let ledger = scripted(&script);
        let tracking = start(&ledger, 1_000);
        queue(tracking.tracker(), 1..=500);
        let status = until(tracking.tracker(), "500 persisted", |status| {
            status.persisted == 500
        });
        assert_eq!(status.dead_lettered, 0, "{script:?}");
        if !matches!(script[..], [Fails(Fault::Damaged)]) {
            assert!(status.retries > 0, "{script:?}");
        }
        assert_eq!(tracking.close().lost, 0);
        let written = ledger.written.lock().unwrap();
        assert_eq!(
            written.products,
            (1..=500).collect::<Vec<_>>(),
            "once, and in order: {script:?}"
        );
    }
}

#[test]
fn a_damaged_ledger_is_replaced_and_said_to_be_unhealthy() {
    let ledger = scripted(&[Does::Fails(Fault::Damaged)]);
    let tracking = start(&ledger, 100);
    queue(tracking.tracker(), [1]);
    let status = until(tracking.tracker(), "persisted", |status| {
        status.persisted == 1
    });
    assert_eq!((status.healthy, status.quarantined), (false, 1));
    assert_eq!(ledger.written.lock().unwrap().replaced, 1);
}

#[test]
fn the_one_event_that_is_refused_is_found() {
    let mut ledger = scripted(&[]);
    (ledger.poison, ledger.mine) = (333, 777);
    let locked = Arc::clone(&ledger.locked);
    locked.store(true, Ordering::Release);
    let tracking = start(&ledger, 5_000);
    queue(tracking.tracker(), 1..=2_000);
    locked.store(false, Ordering::Release);
    let status = until(tracking.tracker(), "all settled", |status| {
        status.pending == 0
    });
    assert_eq!((status.persisted, status.dead_lettered), (1_998, 2));
    assert!(status.panics > 0 && status.retries < 120, "{status:?}");
    let ended = tracking.close();
    assert_eq!((ended.lost, ended.dead_lettered), (2, 2));
    let written = ledger.written.lock().unwrap();
    assert_eq!(written.letters, [333, 777]);
    let others: Vec<i64> = (1..=2_000).filter(|n| ![333, 777].contains(n)).collect();
    assert_eq!(written.products, others);
}

#[test]
fn the_numbers_add_up_at_every_moment_under_32_threads() {
    let ledger = scripted(&[Does::Fails(Fault::Busy), Does::Panics, Does::WritesAndFails]);
    let tracking = start(&ledger, 512);
    let tracker = tracking.tracker();
    let stop = AtomicBool::new(false);
    let accepted = thread::scope(|scope| {
        let watching: Vec<_> = (0..2)
            .map(|_| {
                scope.spawn(|| {
                    let (mut looks, mut last) = (0_u64, 0);
                    while !stop.load(Ordering::Acquire) {
                        let status = check(tracker);
                        assert!(status.accepted >= last, "what was accepted stays so");
                        (looks, last) = (looks + 1, status.accepted);
                    }
                    looks
                })
            })
            .collect();
        let queueing: Vec<_> = (0..32)
            .map(|_| {
                scope.spawn(|| {
                    (0..5_000)
                        .filter(|n| tracker.detail_view(None, n % 50 + 1))
                        .count() as u64
                })
            })
            .collect();
        let accepted: u64 = queueing
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .sum();
        stop.store(true, Ordering::Release);
        for watch in watching {
            assert!(watch.join().unwrap() > 0);
        }
        accepted
    });
    let status = until(tracker, "all settled", |status| status.pending == 0);
    assert_eq!(status.offered, 32 * 5_000);
    assert_eq!(status.accepted, accepted);
    assert_eq!(status.persisted, accepted);
    assert_eq!(
        ledger.written.lock().unwrap().products.len() as u64,
        accepted
    );
}

#[test]
fn a_full_queue_drops_counts_and_never_waits() {
    let ledger = scripted(&[]);
    ledger.locked.store(true, Ordering::Release);
    let tracking = start(&ledger, 100);
    let tracker = tracking.tracker();
    let since = Instant::now();
    queue(tracker, 1..=100_000);
    assert!(since.elapsed() < Duration::from_secs(5));
    let status = check(tracker);
    assert!(
        status.dropped > 0 && status.dropped_full == status.dropped,
        "{status:?}"
    );
    assert!(status.pending <= 100 + BATCH as u64);
    until(tracker, "unhealthy", |status| !status.healthy);
    ledger.locked.store(false, Ordering::Release);
    until(tracker, "all settled", |status| status.pending == 0);
}

#[test]
fn a_stop_writes_what_waits_and_takes_no_more() {
    let ledger = scripted(&[Does::Fails(Fault::Busy), Does::Fails(Fault::Busy)]);
    let tracking = start(&ledger, 10_000);
    queue(tracking.tracker(), 1..=9_000);
    let tracker = tracking.tracker().clone();
    let ended = tracking.close();
    assert_eq!((ended.persisted, ended.lost), (9_000, 0));
    assert!(!tracker.detail_view(None, 1));
    assert_eq!(check(&tracker).dropped_closed, 1);
}

#[test]
fn a_stop_gives_up_in_time_and_says_how_many_are_lost() {
    let ledger = scripted(&[]);
    ledger.locked.store(true, Ordering::Release);
    let desk = Arc::new(Desk::new(1_000, Duration::from_millis(2), true));
    let collector = Collector::new(Arc::clone(&desk), ledger, Box::new(Nobody), 90);
    let thread = thread::spawn(move || collector.run(Duration::from_millis(300)));
    let tracker = Tracker::new(Arc::clone(&desk));
    queue(&tracker, 1..=700);
    let since = Instant::now();
    desk.close();
    thread.join().unwrap();
    assert!(since.elapsed() < Duration::from_secs(5));
    assert_eq!(check(&tracker).pending, 700);
}

#[test]
fn a_flush_resolves_once_everything_before_it_is_written() {
    let ledger = scripted(&[]);
    let options = Options {
        flush_interval: Duration::from_secs(60),
        ..Options::default()
    };
    let tracking = Tracking::start_with(ledger.clone(), &options, Box::new(Nobody)).unwrap();
    let tracker = tracking.tracker();
    queue(tracker, 1..=20_000);
    tracker.desk().flush().blocking_recv().unwrap();
    assert_eq!(ledger.written.lock().unwrap().products.len(), 20_000);
    tracker.desk().flush().blocking_recv().unwrap();
    assert_eq!(check(tracker).persisted, 20_000);
}

#[test]
fn a_full_batch_ends_the_interval() {
    let ledger = scripted(&[]);
    let options = Options {
        flush_interval: Duration::from_secs(60),
        ..Options::default()
    };
    let tracking = Tracking::start_with(ledger, &options, Box::new(Nobody)).unwrap();
    // Until the collector has looked once, there is nobody to be woken.
    queue(tracking.tracker(), [1]);
    tracking.tracker().desk().flush().blocking_recv().unwrap();
    queue(tracking.tracker(), (0..40_000).map(|n| n % 9 + 1));
    until(tracking.tracker(), "a batch without waiting", |status| {
        status.persisted > 16_000
    });
}

#[test]
fn a_shared_page_is_not_copied() {
    let ledger = scripted(&[]);
    ledger.locked.store(true, Ordering::Release);
    let tracking = start(&ledger, 1_000);
    let ids: Arc<[i64]> = (1..=100).collect();
    for _ in 0..500 {
        tracking.tracker().listing_view(None, Arc::clone(&ids));
    }
    assert_eq!(Arc::strong_count(&ids), 501);
    ledger.locked.store(false, Ordering::Release);
    until(tracking.tracker(), "written", |status| status.pending == 0);
    assert_eq!(Arc::strong_count(&ids), 1);
}

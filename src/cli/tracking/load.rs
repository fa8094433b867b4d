//! `souk tracking load-test`: many events as fast as they go, and what that cost.

use std::{
    path::Path,
    process::ExitCode,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use clap::Args as ClapArgs;
use comfy_table::Table;
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;

use super::{Scratch, say_json};
use crate::{
    cli::say,
    config::parse_interval,
    tracking::{
        Options,
        load::{Latencies, Traffic},
        status::Status,
    },
};

/// How long the rest of the queue may stand still before the test gives up on it.
const STANDSTILL: Duration = Duration::from_secs(30);

/// What `souk tracking load-test` takes.
#[derive(Debug, ClapArgs)]
pub struct Args {
    /// Events to queue, up to 10,000,000
    #[arg(long, default_value_t = 1_000, value_name = "N",
          value_parser = clap::value_parser!(u64).range(1..=10_000_000))]
    count: u64,
    /// Threads that queue them
    #[arg(long, default_value_t = 2, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=64))]
    threads: u64,
    /// Never wait for room in the queue: shows what is dropped then
    #[arg(long)]
    flood: bool,
    /// Events that may wait
    #[arg(long, default_value_t = 65_536, value_name = "N", value_parser = clap::value_parser!(u32).range(16..=16_777_216))]
    queue_capacity: u32,
    /// How often events are written
    #[arg(long, default_value = "250ms", value_parser = parse_interval, value_name = "TIME")]
    flush_interval: Duration,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// What the queueing threads saw together.
#[derive(Default)]
struct Queued {
    latencies: Latencies,
    bytes: u64,
}

/// Runs the command.
pub fn run(data_dir: &Path, args: &Args) -> anyhow::Result<ExitCode> {
    let options = Options {
        flush_interval: args.flush_interval,
        queue_capacity: args.queue_capacity as usize,
        ..Options::default()
    };
    let scratch = Scratch::start(data_dir, &options)?;
    let bar = bar(args.count);
    let since = Instant::now();
    let queued = queue(&scratch, args, &bar);
    let queueing = since.elapsed();
    settle(&scratch, &bar);
    let persisting = since.elapsed();
    bar.finish_and_clear();
    let busy = scratch.tracking.tracker().desk().book().busy;
    scratch.tracking.close();
    let status = scratch.tracking.tracker().status();
    report(args, &queued, &status, queueing, persisting, busy)?;
    let whole = status.dropped == 0 && status.persisted == args.count;
    Ok(if whole {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn bar(count: u64) -> ProgressBar {
    use std::io::IsTerminal;
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style =
        ProgressStyle::with_template("{bar:40} {human_pos}/{human_len} persisted, {per_sec}");
    let bar = ProgressBar::new(count);
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar
}

fn queue(scratch: &Scratch, args: &Args, bar: &ProgressBar) -> Queued {
    let tracker = scratch.tracking.tracker();
    let left = Arc::new(AtomicU64::new(args.count));
    let work = |seed: u64| {
        let (tracker, left) = (tracker.clone(), Arc::clone(&left));
        let room = tracker
            .desk()
            .capacity
            .saturating_sub(64 * args.threads as usize)
            .max(1);
        move || {
            let mut traffic = Traffic::new(seed);
            let mut queued = Queued::default();
            // Taking a hundred at once keeps the threads out of each other's way.
            loop {
                let take = left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
                    (left > 0).then(|| left.saturating_sub(64))
                });
                let Ok(before) = take else { return queued };
                while !args.flood && tracker.desk().depth() >= room {
                    thread::sleep(Duration::from_micros(500));
                }
                for _ in 0..before.min(64) {
                    let event = traffic.next_event();
                    queued.bytes += event.bytes() as u64;
                    let since = Instant::now();
                    tracker.offer(event);
                    queued.latencies.record(since.elapsed());
                }
            }
        }
    };
    thread::scope(|scope| {
        let threads: Vec<_> = (0..args.threads)
            .map(|seed| scope.spawn(work(seed)))
            .collect();
        while threads.iter().any(|thread| !thread.is_finished()) {
            bar.set_position(tracker.status().persisted);
            thread::sleep(Duration::from_millis(20).min(Duration::from_micros(args.count)));
        }
        let mut all = Queued::default();
        for thread in threads {
            if let Ok(queued) = thread.join() {
                all.latencies.merge(&queued.latencies);
                all.bytes += queued.bytes;
            }
        }
        all
    })
}

/// Waits until everything that was queued is in the file, or nothing moves any more.
fn settle(scratch: &Scratch, bar: &ProgressBar) {
    let tracker = scratch.tracking.tracker();
    let mut flushed = tracker.desk().flush();
    let (mut persisted, mut moved) = (0, Instant::now());
    while flushed.try_recv().is_err() && moved.elapsed() < STANDSTILL {
        let now = tracker.status().persisted;
        if now != persisted {
            (persisted, moved) = (now, Instant::now());
        }
        bar.set_position(now);
        thread::sleep(Duration::from_millis(2));
    }
}

fn report(
    args: &Args,
    queued: &Queued,
    status: &Status,
    queueing: Duration,
    persisting: Duration,
    busy: Duration,
) -> anyhow::Result<()> {
    let per_second =
        |count: u64, time: Duration| (count as f64 / time.as_secs_f64().max(1e-9)).round();
    let bytes = queued.bytes as f64 / args.count as f64;
    let of = |share: f64| queued.latencies.at(share);
    let numbers = [
        ("queued per second", per_second(status.offered, queueing)),
        (
            "persisted per second",
            per_second(status.persisted, persisting),
        ),
        (
            "persisted per second of the collector",
            per_second(status.persisted, busy),
        ),
        ("time per call p50, ns", of(0.5) as f64),
        ("time per call p99, ns", of(0.99) as f64),
        ("time per call max, ns", of(1.0) as f64),
        ("bytes per queued event", (bytes * 10.0).round() / 10.0),
    ];
    if args.json {
        return say_json(&json!({
            "count": args.count,
            "threads": args.threads,
            "offered": status.offered,
            "accepted": status.accepted,
            "dropped": status.dropped,
            "persisted": status.persisted,
            "pending": status.pending,
            "dead_lettered": status.dead_lettered,
            "batches": status.batches,
            "queued_per_second": numbers[0].1,
            "persisted_per_second": numbers[1].1,
            "persisted_per_collector_second": numbers[2].1,
            "call_p50_ns": of(0.5),
            "call_p99_ns": of(0.99),
            "call_max_ns": of(1.0),
            "bytes_per_queued_event": numbers[6].1,
            "queueing_ms": queueing.as_secs_f64() * 1_000.0,
            "persisting_ms": persisting.as_secs_f64() * 1_000.0,
        }));
    }
    let mut table = Table::new();
    table.set_header(["", "events"]);
    for (name, count) in [
        ("offered", status.offered),
        ("accepted", status.accepted),
        ("dropped", status.dropped),
        ("persisted", status.persisted),
        ("pending", status.pending),
        ("dead letters", status.dead_lettered),
    ] {
        table.add_row([name.to_owned(), count.to_string()]);
    }
    for (name, number) in numbers {
        table.add_row([name.to_owned(), number.to_string()]);
    }
    say(&format!("{table}\n"))
}

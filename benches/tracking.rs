//! What tracking costs: queueing, writing, a hot list with and without it, memory while the file is
//! locked, and analytics over ten million events.

use std::{
    process::Command,
    sync::Arc,
    thread,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use anyhow::{Context, Result, ensure};
use rusqlite::Connection;
use serde_json::Value;
use souk::tracking::{self, Nobody, Tracking, load::Traffic};

use crate::{
    Settings,
    support::{
        load::{CONNECTIONS, Target},
        process::Server,
        report::Section,
        shop::{SOUK, Shop, workplace},
        stats::{Series, mebibytes, milliseconds, short, whole},
    },
};

const PRODUCTS: usize = 10_000;
const DAYS: i64 = 30;
/// Bytes that a queued event may take at most, as the original promised.
const EVENT: f64 = 100.0;
const CAPACITY: f64 = 65_536.0;

/// Runs the scenario.
pub fn run(settings: &Settings) -> Result<Vec<Section>> {
    Ok(vec![
        queueing(settings)?,
        hot_list(settings)?,
        flooding(settings)?,
        analytics(settings)?,
    ])
}

/// Calls from two threads, and how fast what they queue is written.
fn queueing(settings: &Settings) -> Result<Section> {
    let count = if settings.quick { 200_000 } else { 2_000_000 };
    let mut series = [(); 5].map(|()| Series::default());
    for round in 0..settings.rounds {
        eprintln!("  queueing: round {}", round + 1);
        let output = Command::new(SOUK)
            .args([
                "tracking",
                "load-test",
                "--json",
                "--log",
                "error",
                "--count",
            ])
            .arg(count.to_string())
            .arg("--data-dir")
            .arg(workplace()?)
            .output()?;
        ensure!(output.status.success(), "the load test lost events");
        let report: Value = serde_json::from_slice(&output.stdout)?;
        let names = [
            "call_p50_ns",
            "call_p99_ns",
            "queued_per_second",
            "persisted_per_collector_second",
            "bytes_per_queued_event",
        ];
        for (series, name) in series.iter_mut().zip(names) {
            series.push(report[name].as_f64().context(name)?);
        }
    }
    let [p50, p99, queued, persisted, bytes] = &series;
    let row = |name: &str, found: String, goal: &str| vec![name.to_owned(), found, goal.to_owned()];
    Ok(Section {
        title: "Tracking: queueing and writing",
        words: format!(
            "`souk tracking load-test --count {count}`: a mix of lists (20 products each), product pages, clicks, \
             searches, carts and purchases over 10,000 products and 50,000 visitors, queued from two threads that \
             wait only when the queue of 65,536 is full, while the collector writes on the same cores."
        ),
        head: vec!["", "found", "goal"],
        rows: vec![
            row("a call, median, ns", p50.shown(whole), "≤ 200"),
            row("a call, 99 of 100, ns", p99.shown(whole), "≤ 2,000"),
            row(
                "queued a second, the queue being emptied",
                queued.shown(short),
                "",
            ),
            row(
                "written a second of the collector's time",
                persisted.shown(short),
                "≥ 250k",
            ),
            row("bytes of a queued event", bytes.shown(whole), "≤ 100"),
        ],
        chart: None,
    })
}

/// A list page with tracking and without, in turns.
fn hot_list(settings: &Settings) -> Result<Section> {
    let shop = Shop::stocked(PRODUCTS, settings.fresh)?;
    let paths = vec!["/api/products?limit=20".to_owned()];
    let (mut on, mut off, mut ratio) = <(Series, Series, Series)>::default();
    for round in 0..settings.rounds {
        eprintln!("  hot list: pair {}", round + 1);
        let measure = |tracked: bool| -> Result<f64> {
            let args: &[&str] = if tracked { &[] } else { &["--no-tracking"] };
            let server = shop.serve_with(args)?;
            let target = Target::new(&workplace()?, "tracking hot list", &server.base(), &paths)?;
            target.load(CONNECTIONS, 1, 0.0)?;
            Ok(target.load(CONNECTIONS, settings.seconds, 0.0)?.rate)
        };
        // Whoever comes second may find a warmer machine.
        let (with, without) = if round % 2 == 0 {
            let with = measure(true)?;
            (with, measure(false)?)
        } else {
            let without = measure(false)?;
            (measure(true)?, without)
        };
        on.push(with);
        off.push(without);
        ratio.push(with / without);
    }
    Ok(Section {
        title: "Tracking: a hot list with and without it",
        words: format!(
            "The first page of 10,000 products over {CONNECTIONS} connections, each page an event of 20 product ids; pairs \
             of rounds, with tracking and with `--no-tracking`, in changing order. The goal is a ratio of 0.95."
        ),
        head: vec!["", "with, pages/s", "without, pages/s", "with : without"],
        rows: vec![vec![
            "list".to_owned(),
            on.shown(short),
            off.shown(short),
            ratio.shown(|ratio| format!("{ratio:.2}")),
        ]],
        chart: None,
    })
}

/// A minute of lists while another process has the file.
fn flooding(settings: &Settings) -> Result<Section> {
    let seconds = if settings.quick { 5 } else { 60 };
    let shop = Shop::stocked(PRODUCTS, settings.fresh)?;
    let server = shop.serve_with(&[])?;
    let paths = vec!["/api/products?limit=20".to_owned()];
    let target = Target::new(&workplace()?, "tracking flood", &server.base(), &paths)?;
    eprintln!("  flooding for {seconds} s");
    // What serving itself needs is there before.
    let warming = if settings.quick { 5 } else { 30 };
    target.load(CONNECTIONS, warming, 0.0)?;
    thread::sleep(Duration::from_secs(1));
    let before = server.memory().context("the system tells no memory")?;
    let locked = Connection::open(shop.tracking_file())?;
    locked.busy_timeout(Duration::from_secs(10))?;
    locked.execute_batch("BEGIN EXCLUSIVE")?;
    let rate = target.load(CONNECTIONS, seconds, 0.0)?.rate;
    let after = server.memory().context("the system tells no memory")?;
    locked.execute_batch("ROLLBACK")?;
    Ok(Section {
        title: "Tracking: memory while the file is locked",
        words: format!(
            "{seconds} s of list pages while another process holds `tracking.db`: the queue fills and what does not fit is \
             dropped. The queue may hold 65,536 events of at most 100 bytes, {} in all; that is the bound. Events of equal pages \
             share one list of ids.",
            mebibytes(CAPACITY * EVENT)
        ),
        head: vec!["", "pages/s", "memory before", "memory after", "growth"],
        rows: vec![vec![
            "flooded".to_owned(),
            short(rate),
            mebibytes(before),
            mebibytes(after),
            mebibytes((after - before).max(0.0)),
        ]],
        chart: None,
    })
}

/// Every question of the analytics, with ten million events in the file.
fn analytics(settings: &Settings) -> Result<Section> {
    let count = if settings.quick { 200_000 } else { 10_000_000 };
    // Not the shop of the other scenarios: they do not mean to serve beside so many events.
    let shop = Shop::stocked_as("analytics", PRODUCTS, settings.fresh)?;
    fill(&shop, count)?;
    let token = shop.token()?;
    let server = shop.serve_with(&[])?;
    let mut rows = Vec::new();
    for question in [
        "summary",
        "timeseries",
        "timeseries?interval=hour",
        "funnel",
        "top",
        "top?by=revenue&limit=100",
        "searches",
        "carts",
        "trending",
    ] {
        let mut times = Series::default();
        for _ in 0..settings.rounds.max(3) * 4 {
            times.push(ask(&server, &format!("/api/analytics/{question}"), &token)?);
        }
        rows.push(vec![format!("`{question}`"), times.shown(milliseconds)]);
    }
    Ok(Section {
        title: "Analytics over ten million events",
        words: format!(
            "{} events of 10,000 products over {DAYS} days in `tracking.db`; the last thirty days are asked for, over HTTP, \
             one question at a time. The goal is 50 ms.",
            whole(count as f64)
        ),
        head: vec!["question", "time"],
        rows,
        chart: None,
    })
}

/// Writes events through the collector itself, unless an earlier run did.
fn fill(shop: &Shop, count: u64) -> Result<()> {
    let stamp = shop.tracking_file().with_extension(format!("{count}"));
    if stamp.exists() {
        return Ok(());
    }
    eprintln!("  writing {count} events");
    for suffix in ["", "-wal", "-shm"] {
        let file = format!("{}{suffix}", shop.tracking_file().display());
        if std::path::Path::new(&file).exists() {
            std::fs::remove_file(file)?;
        }
    }
    let options = tracking::Options::default();
    let tracking = Tracking::start(
        shop.folder(),
        &options,
        Arc::new(Vec::new),
        Box::new(Nobody),
    )?;
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis() as i64;
    let span = DAYS * 86_400_000;
    let mut traffic = Traffic::new(7).over_time(now - span, span as f64 / count as f64);
    let desk = tracking.tracker().desk();
    for place in 0..count {
        if place.is_multiple_of(64) {
            while desk.depth() + 64 > desk.capacity {
                thread::sleep(Duration::from_millis(1));
            }
        }
        tracking.tracker().offer(traffic.next_event());
    }
    let ended = tracking.close();
    ensure!(
        ended.persisted == count,
        "only {} were written",
        ended.persisted
    );
    std::fs::write(stamp, "")?;
    Ok(())
}

/// Milliseconds until the whole answer is there.
fn ask(server: &Server, path: &str, token: &str) -> Result<f64> {
    let since = Instant::now();
    let mut answer = ureq::get(format!("{}{path}", server.base()))
        .header("Authorization", format!("Bearer {token}"))
        .call()?;
    answer.body_mut().read_to_string()?;
    Ok(since.elapsed().as_secs_f64() * 1e3)
}

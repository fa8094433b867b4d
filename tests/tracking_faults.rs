//! Tracking when things break: nothing accepted disappears, and the shop never notices.

#![allow(clippy::unwrap_used)]

mod support;

use std::{
    sync::atomic::{AtomicBool, AtomicU64, Ordering},
    thread,
    time::{Duration, Instant},
};

use rusqlite::Connection;
use rustix::process::{Pid, Resource, Rlimit, prlimit};
use serde_json::{Value, json};
use support::{Client, Folder, TestShop, eventually};

fn click(caller: &Client, product: i64, many: usize) -> u64 {
    let event = json!({"action": "click", "product_id": product});
    let answer = caller.post("/api/events", json!({"events": vec![event; many]}));
    answer.expect_status(202).json()["accepted"]
        .as_u64()
        .unwrap()
}

fn status(admin: &Client) -> Value {
    let status = admin.get("/api/tracking/status").expect_status(200).json();
    let number = |name: &str| status[name].as_u64().unwrap();
    assert_eq!(
        number("offered"),
        number("accepted") + number("dropped"),
        "{status}"
    );
    let settled = number("persisted") + number("pending") + number("dead_lettered");
    assert_eq!(number("accepted"), settled, "{status}");
    status
}

fn until(admin: &Client, what: &str, holds: impl Fn(&Value) -> bool) -> Value {
    eventually(what, || Some(status(admin)).filter(|status| holds(status)))
}

fn open(folder: &Folder) -> Connection {
    let db = Connection::open(folder.file("tracking.db")).unwrap();
    db.busy_timeout(Duration::from_secs(10)).unwrap();
    db
}

fn raw_events(folder: &Folder) -> i64 {
    open(folder)
        .query_row("SELECT count(*) FROM events", [], |row| row.get(0))
        .unwrap()
}

/// The proof that counters are what the raw events add up to; gives how many there are.
fn proven(folder: &Folder) -> u64 {
    let rebuilt = folder.command(["tracking", "rebuild", "--json"]).json();
    assert_eq!(rebuilt["differences"], json!([]));
    rebuilt["events"].as_u64().unwrap()
}

#[test]
fn a_locked_file_delays_the_events_and_nothing_else() {
    let shop = TestShop::with(&["--queue-capacity", "500"]);
    let mug = shop.product("Mug").create();
    let (admin, guest) = (shop.admin(), shop.guest().with("DNT", "1"));
    click(&guest, mug.id, 1);
    until(&admin, "the first event", |status| status["persisted"] == 1);

    let locked = open(shop.folder());
    locked.execute_batch("BEGIN EXCLUSIVE").unwrap();
    let since = Instant::now();
    let mut slowest = Duration::ZERO;
    let mut offered = 1;
    // Ten seconds, as long as a careless backup might hold it.
    while since.elapsed() < Duration::from_secs(10) {
        let call = Instant::now();
        guest.get(&mug.path()).expect_status(200);
        click(&guest, mug.id, 20);
        slowest = slowest.max(call.elapsed());
        offered += 21;
        assert_eq!(status(&admin)["offered"], offered);
    }
    let during = status(&admin);
    assert_eq!(during["persisted"], 1);
    assert_eq!(during["healthy"], false);
    assert!(during["dropped"].as_u64().unwrap() > 0, "{during}");
    assert!(during["retries"].as_u64().unwrap() > 2, "{during}");
    assert!(slowest < Duration::from_secs(5), "{slowest:?}");
    locked.execute_batch("ROLLBACK").unwrap();
    let after = until(&admin, "all written", |status| status["pending"] == 0);
    assert_eq!(after["persisted"], after["accepted"]);
    let accepted = after["accepted"].as_u64().unwrap();
    let folder = shop.stop();
    assert_eq!(proven(&folder), accepted);
}

#[test]
fn garbage_in_place_of_the_file_is_put_aside() {
    let folder = Folder::new();
    std::fs::write(
        folder.file("tracking.db"),
        b"this is no database".repeat(1_000),
    )
    .unwrap();
    let shop = TestShop::options().on(folder).start();
    let admin = shop.admin();
    assert_eq!(click(&shop.guest(), 7, 5), 5);
    let after = until(&admin, "all written", |status| status["persisted"] == 5);
    assert_eq!(
        (&after["healthy"], &after["quarantined"]),
        (&json!(false), &json!(1))
    );
    let ready = shop.get("/readyz").expect_status(200).json();
    assert_eq!(
        (&ready["status"], &ready["components"]["shop_db"]),
        (&json!("ready"), &json!("ok"))
    );
    assert_eq!(ready["components"]["tracking"], "degraded");
    assert!(
        shop.log().contains("TRACKING.DB IS DAMAGED"),
        "{}",
        shop.log()
    );
    let folder = shop.stop();
    let aside = std::fs::read_dir(folder.file("backups")).unwrap();
    let names: Vec<String> = aside
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    assert!(
        names
            .iter()
            .any(|name| name.starts_with("tracking-quarantined-")),
        "{names:?}"
    );
    assert_eq!(proven(&folder), 5);
    let again = TestShop::options().on(folder).start();
    until(&again.admin(), "healthy again", |status| {
        status["healthy"] == true
    });
    let ready = again.get("/readyz").expect_status(200).json();
    assert_eq!(ready["components"]["tracking"], "ok");
}

#[test]
fn a_shop_that_counts_nothing_is_ready_and_says_so() {
    let shop = TestShop::with(&["--no-tracking"]);
    let ready = shop.get("/readyz").expect_status(200).json();
    assert_eq!(ready["components"]["tracking"], "off");
}

#[test]
fn garbage_that_takes_the_place_of_the_used_file_is_put_aside() {
    let shop = TestShop::with(&["--flush-interval", "20ms"]);
    let admin = shop.admin();
    let mug = shop.product("Mug").create();
    click(&shop.guest(), mug.id, 5);
    admin
        .post("/api/tracking/flush", json!({}))
        .expect_status(200);
    let garbage = shop.folder().file("garbage");
    std::fs::write(&garbage, b"x".repeat(20_000)).unwrap();
    // Without its log, from which SQLite would mend it.
    std::fs::remove_file(shop.folder().file("tracking.db-wal")).unwrap();
    std::fs::rename(garbage, shop.folder().file("tracking.db")).unwrap();
    let mut offered = 5;
    eventually("the file is put aside", || {
        offered += click(&shop.guest(), mug.id, 1);
        let flushed = admin.post("/api/tracking/flush", json!({}));
        (flushed.json()["quarantined"] == 1).then_some(())
    });
    shop.get(&mug.path()).expect_status(200);
    let after = until(&admin, "all settled", |status| status["pending"] == 0);
    assert_eq!(after["accepted"].as_u64().unwrap() - 1, offered, "{after}");
    // What the catalogue showed goes on from there.
    let shown = shop.guest().get(&mug.path()).json()["click_count"]
        .as_i64()
        .unwrap();
    assert!(shown >= 5, "{shown}");
    proven(&shop.stop());
}

#[test]
fn a_failing_disk_delays_the_events_and_nothing_else() {
    let shop = TestShop::with(&["--flush-interval", "20ms"]);
    let mug = shop.product("Mug").create();
    let (admin, guest) = (shop.admin(), shop.guest());
    click(&guest, mug.id, 5);
    admin
        .post("/api/tracking/flush", json!({}))
        .expect_status(200);
    let pid = Pid::from_raw(i32::try_from(shop.pid()).unwrap());
    let limit = |most: Option<u64>| {
        let old = prlimit(
            pid,
            Resource::Fsize,
            Rlimit {
                current: most,
                maximum: None,
            },
        )
        .unwrap();
        assert!(old.maximum.is_none());
    };
    // No file may grow beyond a page: every write to the log fails.
    limit(Some(4_096));
    click(&guest, mug.id, 50);
    until(&admin, "trouble", |status| status["healthy"] == false);
    guest.get(&mug.path()).expect_status(200);
    guest.get("/api/products").expect_status(200);
    limit(None);
    until(&admin, "all written", |status| {
        status["pending"] == 0 && status["healthy"] == true
    });
    let folder = shop.stop();
    assert_eq!(proven(&folder), 57);
}

#[test]
fn a_full_file_lets_the_oldest_events_go_and_counts_on() {
    let shop = TestShop::with(&["--tracking-max", "16", "--queue-capacity", "20000"]);
    let (admin, guest) = (shop.admin(), shop.guest());
    let context = json!({"words": "x".repeat(480)});
    let event = json!({"action": "click", "product_id": 7, "context": context});
    let body = json!({"events": vec![event; 100]});
    for sent in 1..=400 {
        let answer = guest.post("/api/events", &body).expect_status(202).json();
        assert_eq!(answer["dropped"], 0);
        // Some thirty batches, so that the file fills while it is written.
        if sent % 40 == 0 {
            admin
                .post("/api/tracking/flush", json!({}))
                .expect_status(200);
        }
    }
    let after = until(&admin, "all written", |status| status["pending"] == 0);
    assert_eq!(after["persisted"], 40_000, "{after}");
    let folder = shop.stop();
    assert!(std::fs::metadata(folder.file("tracking.db")).unwrap().len() <= 16 << 20);
    assert!(raw_events(&folder) < 40_000, "some are gone");
    proven(&folder);
    let db = open(&folder);
    let clicks: i64 = db
        .query_row("SELECT clicks FROM counters", [], |row| row.get(0))
        .unwrap();
    assert_eq!(clicks, 40_000, "and are counted all the same");
}

#[test]
fn an_event_that_cannot_be_written_is_put_aside_alone() {
    let shop = TestShop::with(&["--flush-interval", "100ms"]);
    let (admin, guest) = (shop.admin(), shop.guest());
    click(&guest, 1, 1);
    admin
        .post("/api/tracking/flush", json!({}))
        .expect_status(200);
    let poison = "CREATE TRIGGER poison BEFORE INSERT ON events WHEN new.product_id = 666
                  BEGIN SELECT RAISE(ABORT, 'not this one'); END";
    open(shop.folder()).execute_batch(poison).unwrap();
    let event = |product: i64| json!({"action": "click", "product_id": product});
    let mut events: Vec<Value> = (1..=100).map(event).collect();
    events[41] = event(666);
    guest
        .post("/api/events", json!({"events": events}))
        .expect_status(202);
    let after = until(&admin, "all settled", |status| {
        status["pending"] == 0 && status["accepted"] == 101
    });
    assert_eq!(
        (&after["persisted"], &after["dead_lettered"]),
        (&json!(100), &json!(1))
    );
    let mut shop = shop;
    shop.signal();
    assert_eq!(
        shop.wait().code(),
        Some(1),
        "an accepted event is not counted"
    );
    assert!(
        shop.log().contains("1 accepted events are not in"),
        "{}",
        shop.log()
    );
    assert_eq!(proven(shop.folder()), 100);
    let letter: String = open(shop.folder())
        .query_row("SELECT reason FROM dead_letters", [], |row| row.get(0))
        .unwrap();
    assert!(letter.contains("not this one"), "{letter}");
}

/// Clicks from four threads until told to stop; gives how many were accepted.
fn load(shop: &TestShop, stop: &AtomicBool, accepted: &AtomicU64) {
    thread::scope(|scope| {
        for product in 1..=4 {
            scope.spawn(move || {
                let guest = shop.guest();
                let event = json!({"action": "click", "product_id": product});
                let body = serde_json::to_vec(&json!({"events": vec![event; 10]})).unwrap();
                while !stop.load(Ordering::Acquire) {
                    let body = Some(("application/json", body.clone()));
                    let Ok(answer) = guest.try_send("POST", "/api/events", body) else {
                        return;
                    };
                    if answer.status == 202 {
                        let taken = answer.json()["accepted"].as_u64().unwrap();
                        accepted.fetch_add(taken, Ordering::AcqRel);
                    }
                }
            });
        }
    });
}

#[test]
fn a_stop_under_load_writes_everything_that_was_accepted() {
    let mut shop = TestShop::with(&["--flush-interval", "1s"]);
    let (stop, accepted) = (AtomicBool::new(false), AtomicU64::new(0));
    thread::scope(|scope| {
        scope.spawn(|| load(&shop, &stop, &accepted));
        eventually("some load", || {
            (accepted.load(Ordering::Acquire) > 2_000).then_some(())
        });
        shop.signal();
    });
    assert_eq!(shop.wait().code(), Some(0), "{}", shop.log());
    let written = proven(shop.folder());
    // An answer may be lost with its connection; an accepted event may not.
    assert!(written >= accepted.load(Ordering::Acquire), "{written}");
    assert!(
        written <= accepted.load(Ordering::Acquire) + 40,
        "{written}"
    );
}

#[test]
fn a_kill_loses_what_was_not_flushed_and_no_proof() {
    let mut folder = Folder::new();
    let mut before = 0;
    for round in 0..4_u64 {
        let shop = TestShop::options()
            .args(&["--flush-interval", "10ms"])
            .on(folder)
            .start();
        let (stop, accepted) = (AtomicBool::new(false), AtomicU64::new(0));
        let persisted = AtomicU64::new(0);
        let admin = shop.admin();
        thread::scope(|scope| {
            scope.spawn(|| load(&shop, &stop, &accepted));
            // Each round ends somewhere else in the life of a batch.
            let since = Instant::now();
            eventually("some batches", || {
                let now = status(&admin)["persisted"].as_u64().unwrap();
                persisted.store(now, Ordering::Release);
                (now > 500 * (round + 1) && since.elapsed() > Duration::from_millis(37 * round))
                    .then_some(())
            });
            let pid = Pid::from_raw(i32::try_from(shop.pid()).unwrap()).unwrap();
            rustix::process::kill_process(pid, rustix::process::Signal::KILL).unwrap();
            stop.store(true, Ordering::Release);
        });
        folder = shop.kill();
        let written = proven(&folder) - before;
        assert!(
            written >= persisted.load(Ordering::Acquire),
            "what was said to be persisted is"
        );
        before += written;
    }
}

#[test]
fn a_stop_with_a_locked_file_says_how_many_are_lost() {
    let mut shop = TestShop::with(&["--flush-interval", "20ms"]);
    click(&shop.guest(), 7, 1);
    shop.admin()
        .post("/api/tracking/flush", json!({}))
        .expect_status(200);
    let locked = open(shop.folder());
    locked.execute_batch("BEGIN EXCLUSIVE").unwrap();
    click(&shop.guest(), 7, 33);
    let since = Instant::now();
    shop.signal();
    let status = shop.wait();
    assert_eq!(status.code(), Some(1), "{}", shop.log());
    assert!(
        since.elapsed() >= Duration::from_secs(9),
        "it tries for ten seconds"
    );
    assert!(
        shop.log().contains("33 accepted events are not in"),
        "{}",
        shop.log()
    );
}

#[test]
fn a_second_signal_ends_at_once() {
    let mut shop = TestShop::with(&["--flush-interval", "20ms"]);
    click(&shop.guest(), 7, 1);
    shop.admin()
        .post("/api/tracking/flush", json!({}))
        .expect_status(200);
    let locked = open(shop.folder());
    locked.execute_batch("BEGIN EXCLUSIVE").unwrap();
    click(&shop.guest(), 7, 33);
    shop.signal();
    eventually("stopping", || shop.log().contains("stopping").then_some(()));
    let since = Instant::now();
    shop.signal();
    assert_eq!(shop.wait().code(), Some(1));
    assert!(
        since.elapsed() < Duration::from_secs(5),
        "{:?}",
        since.elapsed()
    );
}

#[test]
fn the_commands_prove_measure_and_show() {
    let shop = TestShop::start();
    click(&shop.guest(), 7, 3);
    shop.admin()
        .post("/api/tracking/flush", json!({}))
        .expect_status(200);
    let tested = shop.command(["tracking", "test", "--json"]).json();
    assert_eq!(tested["ok"], true);
    assert_eq!(tested["events"].as_array().unwrap().len(), 15);
    let load = shop
        .command(["tracking", "load-test", "--count", "3000", "--json"])
        .json();
    for name in ["offered", "accepted", "persisted"] {
        assert_eq!(load[name], 3_000, "{name}: {load}");
    }
    assert!(load["bytes_per_queued_event"].as_f64().unwrap() <= 100.0);
    let flooded = shop.command([
        "tracking",
        "load-test",
        "--count",
        "30000",
        "--flood",
        "--queue-capacity",
        "64",
        "--json",
    ]);
    let code = flooded.code;
    let flood: Value = serde_json::from_str(&flooded.stdout).unwrap();
    let dropped = flood["dropped"].as_u64().unwrap();
    assert_eq!(code, i32::from(dropped > 0));
    assert_eq!(flood["persisted"].as_u64().unwrap() + dropped, 30_000);
    // None of it is in the shop's own numbers, which can be seen with and without the server.
    let shown = |folder: &Folder| folder.command(["tracking", "status", "--json"]).json();
    let running = shown(shop.folder());
    assert_eq!(running["events"], 3);
    assert!(
        running["server"]
            .as_str()
            .unwrap()
            .starts_with("souk serve")
    );
    assert_eq!(running["last_run"]["persisted"], 3);
    let folder = shop.stop();
    let stopped = shown(&folder);
    assert_eq!(
        (&stopped["events"], &stopped["server"]),
        (&json!(3), &Value::Null)
    );
    let names: Vec<_> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|e| e.unwrap().file_name())
        .collect();
    assert!(
        !names
            .iter()
            .any(|name| name.to_string_lossy().starts_with("tracking-test")),
        "{names:?}"
    );
    folder.command(["tracking", "rebuild"]).expect_code(0);
    open(&folder)
        .execute("UPDATE counters SET clicks = 9", [])
        .unwrap();
    let differing = folder.command(["tracking", "rebuild"]).expect_code(1);
    assert!(
        differing.stdout.contains("1 differences"),
        "{}",
        differing.stdout
    );
    folder
        .command(["tracking", "rebuild", "--write"])
        .expect_code(0);
    assert_eq!(proven(&folder), 3);
    Folder::new()
        .command(["tracking", "status"])
        .expect_code(1)
        .expect_complaint(&["there is no", "tracking.db"]);
    folder
        .command(["tracking", "load-test", "--count", "10000001"])
        .expect_code(2);
}

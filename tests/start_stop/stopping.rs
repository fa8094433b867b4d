//! SIGTERM: not ready, no new connections, requests in flight finish, exit code 0.

use std::{
    net::TcpStream,
    time::{Duration, Instant},
};

use crate::support::{PATIENCE, Raw, TestShop, eventually};

/// Sends the signal and waits until the shop takes no more connections.
fn begin_stop(shop: &TestShop) {
    shop.signal();
    eventually("the end of accepting", || {
        TcpStream::connect(shop.address()).is_err().then_some(())
    });
}

fn end(mut shop: TestShop) -> crate::support::Folder {
    let status = shop.wait();
    assert_eq!(status.code(), Some(0), "{}", shop.log());
    shop.stop_waited()
}

/// The head of a POST that makes a product, and its body.
fn slow_post(shop: &TestShop) -> (Raw, &'static str) {
    let body = r#"{"name":"In Flight","price":1}"#;
    let mut raw = shop.raw();
    raw.send(format!(
        "POST /api/products HTTP/1.1\r\nHost: x\r\nAuthorization: {}\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\n\r\n",
        shop.admin().authorization(),
        body.len()
    ));
    (raw, body)
}

#[test]
fn a_request_in_flight_finishes_and_is_kept() {
    let shop = TestShop::start();
    let (mut raw, body) = slow_post(&shop);
    raw.send(&body[..10]);
    begin_stop(&shop);
    raw.send(&body[10..]);
    let made = raw
        .reply()
        .expect_status(201)
        .expect_header("connection", "close");
    assert_eq!(made.json()["name"], "In Flight");
    assert_eq!(raw.rest(), b"");
    let shop = TestShop::options().on(end(shop)).start();
    assert_eq!(shop.get("/api/products").names(), ["In Flight"]);
}

#[test]
fn while_it_drains_it_lives_and_is_not_ready() {
    let shop = TestShop::start();
    let begin = |path: &str| {
        let mut raw = shop.raw();
        raw.send(format!("GET {path} HTTP/1.1\r\nHost: x\r\n"));
        raw
    };
    let (mut ready, mut alive, mut list) =
        (begin("/readyz"), begin("/healthz"), begin("/api/products"));
    // Later connections are answered when earlier ones are accepted and read.
    for _ in 0..3 {
        shop.get("/healthz").expect_status(200);
    }
    begin_stop(&shop);
    let problem = ready.send("\r\n").reply();
    let body = problem.expect_problem(503, "draining");
    assert_eq!(body["components"]["server"], "draining");
    assert_eq!(body["components"]["shop_db"], "ok");
    assert_eq!(body["components"]["tracking"], "ok");
    assert!(problem.expect("retry-after").parse::<u32>().is_ok());
    assert_eq!(problem.header("connection"), Some("close"));
    alive.send("\r\n").reply().expect_status(200);
    list.send("\r\n")
        .reply()
        .expect_status(200)
        .expect_header("connection", "close");
    end(shop);
}

#[test]
fn a_connection_that_waits_for_nothing_is_not_waited_for() {
    let shop = TestShop::start();
    let mut used = shop.raw();
    used.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        .reply()
        .expect_status(200);
    let mut fresh = shop.raw();
    // The fresh one is accepted before a later one is answered.
    shop.raw()
        .send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        .reply();
    let since = Instant::now();
    shop.signal();
    assert!(used.closes_within(PATIENCE).is_some());
    assert!(fresh.closes_within(PATIENCE).is_some());
    end(shop);
    assert!(
        since.elapsed() < Duration::from_secs(4),
        "it waited {:?}",
        since.elapsed()
    );
}

#[test]
fn a_request_that_never_ends_is_given_up() {
    let shop = TestShop::start();
    let (mut raw, body) = slow_post(&shop);
    raw.send(&body[..10]);
    begin_stop(&shop);
    let closed = raw.closes_within(PATIENCE).expect("it is cut off");
    assert!(
        closed > Duration::from_secs(2),
        "it had its time: {closed:?}"
    );
    let shop = TestShop::options().on(end(shop)).start();
    assert_eq!(shop.get("/api/products").names(), Vec::<String>::new());
}

#[test]
fn a_second_signal_ends_it_at_once() {
    let mut shop = TestShop::start();
    let (mut raw, body) = slow_post(&shop);
    raw.send(&body[..10]);
    begin_stop(&shop);
    shop.signal();
    assert_eq!(shop.wait().code(), Some(1));
}

#[test]
fn an_interrupt_is_a_stop_too() {
    let mut shop = TestShop::start();
    shop.product("Mug").create();
    shop.interrupt();
    assert_eq!(shop.wait().code(), Some(0));
    let folder = shop.stop_waited();
    // What is left is the file alone, checkpointed: a copy of it is the shop.
    let log = std::fs::metadata(folder.file("shop.db-wal")).map_or(0, |metadata| metadata.len());
    assert_eq!(log, 0);
    let copy = crate::support::Folder::new();
    std::fs::copy(folder.file("shop.db"), copy.file("shop.db")).unwrap();
    let shop = TestShop::options().on(copy).start();
    assert_eq!(shop.get("/api/products").names(), ["Mug"]);
}

#[test]
fn a_stop_at_once_after_the_start_is_clean() {
    for _ in 0..5 {
        TestShop::start().stop();
    }
}

#[test]
fn answers_on_their_way_arrive_whole() {
    let shop = TestShop::start();
    let whole = shop.get("/docs").body.len();
    let mut slow = Raw::narrow(shop.address());
    // More than every buffer on the way holds.
    slow.send("GET /docs HTTP/1.1\r\nHost: x\r\n\r\n".repeat(12));
    // Once later calls are answered, these are in the shop's hands.
    for _ in 0..5 {
        shop.get("/docs").expect_status(200);
    }
    begin_stop(&shop);
    let replies = slow.replies();
    assert!(!replies.is_empty());
    assert!(
        replies
            .iter()
            .all(|reply| reply.status == 200 && reply.body.len() == whole)
    );
    end(shop);
}

//! Watching the shop as it works: the live stream, the pipeline, and the same numbers as files.

#![allow(clippy::unwrap_used)]

mod support;

use std::{
    io::{BufRead, BufReader, Write},
    net::TcpStream,
};

use serde_json::{Value, json};
use support::{Client, PATIENCE, TestShop, eventually};

/// A stream of server-sent events.
struct Stream(BufReader<TcpStream>);

impl Stream {
    fn open(shop: &TestShop, caller: &Client) -> Self {
        let mut socket = TcpStream::connect(shop.address()).unwrap();
        socket.set_read_timeout(Some(PATIENCE)).unwrap();
        let auth = caller.authorization();
        write!(
            socket,
            "GET /api/analytics/live HTTP/1.1\r\nHost: x\r\nAuthorization: {auth}\r\n\r\n"
        )
        .unwrap();
        Self(BufReader::new(socket))
    }

    /// The data of the next event of this name; `None` at the end of the stream.
    fn next(&mut self, wanted: &str) -> Option<Value> {
        let mut name = String::new();
        loop {
            let mut line = String::new();
            if self.0.read_line(&mut line).unwrap() == 0 {
                return None;
            }
            if let Some(event) = line.strip_prefix("event: ") {
                name = event.trim().to_owned();
            }
            if let Some(data) = line.strip_prefix("data: ")
                && name == wanted
            {
                return Some(serde_json::from_str(data.trim()).unwrap());
            }
        }
    }
}

fn send(shop: &TestShop, many: usize) {
    let event = json!({"action": "view", "product_id": 1});
    let body = json!({"events": vec![event; many]});
    let guest = shop.guest().with("DNT", "1");
    guest.post("/api/events", body).expect_status(202);
}

fn pipeline(shop: &TestShop) -> Value {
    let answer = shop.admin().get("/api/analytics/pipeline");
    answer.expect_status(200).json()
}

#[test]
fn a_pulse_comes_whether_anything_happens_or_not() {
    let shop = TestShop::start();
    let mut stream = Stream::open(&shop, &shop.admin());
    let quiet = stream.next("pulse").unwrap();
    assert_eq!(quiet["pulse"]["offered_per_second"], 0.0);
    assert_eq!(quiet["pulse"]["batch_size"], Value::Null);
    assert_eq!(quiet["status"]["healthy"], true);
    send(&shop, 20);
    let batch = stream.next("metrics").unwrap();
    assert_eq!(batch["views"], 20);
    let beat = eventually("a busy pulse", || {
        let beat = stream.next("pulse").unwrap();
        (beat["pulse"]["persisted_per_second"].as_f64() > Some(0.0)).then_some(beat)
    });
    assert!(
        beat["minute"]["at"].as_str().unwrap().ends_with(":00Z"),
        "{beat}"
    );
    let routes = beat["routes"].as_array().unwrap();
    let events = routes
        .iter()
        .find(|one| one["route"] == "/api/events")
        .unwrap();
    assert_eq!(events["requests"], 1);
    assert!(events["p50_ms"].as_f64().unwrap() <= events["p99_ms"].as_f64().unwrap());
}

#[test]
fn the_pipeline_remembers_what_went_through_it() {
    let shop = TestShop::start();
    send(&shop, 30);
    let seen = eventually("a moment with events", || {
        let pipeline = pipeline(&shop);
        let moments = pipeline["items"].as_array().unwrap();
        let busy = |one: &Value| one["offered_per_second"].as_f64() > Some(0.0);
        moments.iter().any(busy).then(|| pipeline.clone())
    });
    assert_eq!(seen["status"]["offered"], 30);
    let minutes = seen["minutes"].as_array().unwrap();
    let views: i64 = minutes
        .iter()
        .map(|one| one["views"].as_i64().unwrap())
        .sum();
    assert_eq!(views, 30);
    assert!(minutes.len() <= 60);
}

#[test]
fn files_say_what_the_answers_say_and_run_nothing() {
    let shop = TestShop::start();
    let seller = shop.seller("Own stall");
    let own = seller.product("=1+1").create().id;
    let other = shop.product("Bowl").create().id;
    for (product, many) in [(own, 3), (other, 5)] {
        let event = json!({"action": "view", "product_id": product});
        let body = json!({"events": vec![event; many]});
        shop.guest()
            .with("DNT", "1")
            .post("/api/events", body)
            .expect_status(202);
    }
    shop.admin()
        .post("/api/tracking/flush", json!({}))
        .expect_status(200);
    let file = |caller: &Client, query: &str| {
        let reply = caller.get(&format!("/api/analytics/export.csv?{query}"));
        let reply = reply.expect_status(200);
        assert_eq!(
            reply.header("content-type"),
            Some("text/csv; charset=utf-8")
        );
        assert!(
            reply
                .expect("content-disposition")
                .starts_with("attachment")
        );
        reply.text()
    };
    let text = file(&shop.admin(), "report=top");
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 3, "{text}");
    assert!(lines[0].ends_with("revenue,currency"));
    assert!(lines[1].starts_with(&format!("{other},")), "{text}");
    assert!(lines[2].contains(",'=1+1,3,"), "{text}");
    assert!(lines[2].ends_with(",0.00,EUR"), "{text}");
    let text = file(&seller, "report=top");
    assert!(!text.contains("Bowl"), "a seller sees the own: {text}");
    let series = shop
        .admin()
        .get("/api/analytics/timeseries?from=2026-01-01&to=2026-01-08")
        .json();
    let text = file(
        &shop.admin(),
        "report=timeseries&from=2026-01-01&to=2026-01-08",
    );
    assert_eq!(
        text.lines().count(),
        series["items"].as_array().unwrap().len() + 1
    );
    for report in [
        "funnel", "searches", "carts", "pipeline", "routes", "minutes",
    ] {
        file(&shop.admin(), &format!("report={report}"));
    }
    for report in ["pipeline", "routes", "minutes"] {
        seller
            .get(&format!("/api/analytics/export.csv?report={report}"))
            .expect_status(403);
    }
    for wrong in [
        "",
        "?report=users",
        "?report=top&limit=0",
        "?report=top&from=x",
    ] {
        let reply = shop
            .admin()
            .get(&format!("/api/analytics/export.csv{wrong}"));
        reply.expect_status(400);
    }
    shop.get("/api/analytics/export.csv?report=top")
        .expect_status(401);
}

#[test]
fn the_stream_ends_with_the_shop() {
    let mut shop = TestShop::start();
    let mut stream = Stream::open(&shop, &shop.admin());
    stream.next("pulse").unwrap();
    shop.signal();
    assert!(stream.next("nothing").is_none());
    assert_eq!(shop.wait().code(), Some(0));
}

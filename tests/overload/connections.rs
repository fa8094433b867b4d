//! Connections: bounded in number and in time.

use std::time::Duration;

use serde_json::json;

use crate::support::{Raw, TestShop, eventually};

/// Well above every deadline that these tests set, well below those that a shop has by itself.
const SOON: Duration = Duration::from_secs(8);
const GET: &str = "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n";

#[test]
fn half_a_head_is_not_waited_for() {
    let shop = TestShop::with(&["--header-timeout", "300ms"]);
    let mut half = shop.raw();
    half.send("GET /api/products HTTP/1.1\r\nHost: x\r\nX-Half: ");
    half.reply().expect_problem(408, "request-timeout");
    assert!(half.closes_within(SOON).is_some());
    // Nor one that comes letter by letter.
    let mut dripping = shop.raw();
    let mut letters = GET.bytes().cycle();
    eventually("the end of the dripping", || {
        let gone =
            !dripping.try_send([letters.next().filter(|byte| *byte != b'\r').unwrap_or(b'x')]);
        gone.then_some(())
    });
    // Nor one that says nothing.
    let mut silent = shop.raw();
    assert!(silent.closes_within(SOON).is_some());
    // A connection that has been answered has the longer time of one that waits.
    let mut good = shop.raw();
    for _ in 0..3 {
        good.send(GET).reply().expect_status(200);
    }
    assert!(good.closes_within(Duration::from_millis(900)).is_none());
    good.send(GET).reply().expect_status(200);
}

#[test]
fn a_body_that_stands_still_is_not_waited_for() {
    let shop = TestShop::with(&["--body-timeout", "300ms"]);
    let head = format!(
        "POST /api/products HTTP/1.1\r\nHost: x\r\nAuthorization: {}\r\nContent-Type: application/json\r\n",
        shop.admin().authorization()
    );
    for framing in [
        "Content-Length: 100\r\n\r\n{\"name\":",
        "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"nam\r\n",
    ] {
        let mut raw = shop.raw();
        raw.send(format!("{head}{framing}"));
        let reply = raw.reply();
        reply.expect_problem(408, "request-timeout");
        assert_eq!(reply.header("connection"), Some("close"));
    }
    // One that drips is slower than any line.
    let mut dripping = shop.raw();
    dripping.send(format!("{head}Content-Length: 100000\r\n\r\n"));
    eventually("the end of the dripping", || {
        (!dripping.try_send(" ")).then_some(())
    });
    assert_eq!(shop.get("/api/products").json()["total"], 0);
}

#[test]
fn a_connection_that_waits_is_closed_in_the_end() {
    let shop = TestShop::with(&["--idle-timeout", "300ms"]);
    let mut idle = shop.raw();
    idle.send(GET).reply().expect_status(200);
    assert!(idle.closes_within(SOON).is_some());
}

#[test]
fn an_answer_that_nobody_takes_is_not_waited_for() {
    let shop = TestShop::with(&["--body-timeout", "300ms", "--max-connections", "1"]);
    let mut deaf = shop.raw();
    // The pages are large: a few fill every buffer on the way.
    for _ in 0..40 {
        if !deaf.try_send("GET /docs HTTP/1.1\r\nHost: x\r\n\r\n") {
            break;
        }
    }
    eventually("the only place, free again", || {
        let mut raw = shop.raw();
        raw.try_send(GET);
        raw.try_reply(false)
            .filter(|reply| reply.status == 200)
            .map(drop)
    });
}

#[test]
fn one_too_many_is_told_so() {
    let shop = TestShop::with(&["--max-connections", "6"]);
    // The pool of the client that waited for the start may hold one for a moment.
    let mut open: Vec<Raw> = Vec::new();
    let refusal = eventually("a refusal", || {
        let mut raw = shop.raw();
        raw.send(GET);
        let reply = raw.reply();
        if reply.status == 200 {
            open.push(raw);
            return None;
        }
        Some(reply)
    });
    assert!((5..=6).contains(&open.len()), "{}", open.len());
    refusal.expect_problem(503, "busy");
    assert!(refusal.header("retry-after").is_some());
    assert_eq!(refusal.header("connection"), Some("close"));
    // Those who are in stay in, and a place that comes free is taken.
    for raw in &mut open {
        raw.send(GET).reply().expect_status(200);
    }
    open.pop();
    eventually("a place", || {
        let mut raw = shop.raw();
        raw.try_send(GET);
        raw.try_reply(false)
            .filter(|reply| reply.status == 200)
            .map(drop)
    });
}

#[test]
fn hundreds_of_idle_connections_are_no_burden() {
    let shop = TestShop::start();
    let mut idle: Vec<Raw> = (0..400).map(|_| shop.raw()).collect();
    for raw in idle.iter_mut().step_by(2) {
        raw.send("GET /healthz HTTP/1.1\r\nHost: x\r\n");
    }
    shop.product("Mug").create();
    shop.get("/api/products").expect_status(200);
    for raw in idle.iter_mut().step_by(2) {
        raw.send("\r\n").reply().expect_status(200);
    }
    for raw in idle.iter_mut().skip(1).step_by(2) {
        raw.send(GET).reply().expect_status(200);
    }
    drop(idle);
    shop.stop();
}

#[test]
fn callers_who_hang_up_leave_nothing_behind() {
    let shop = TestShop::with(&["--max-connections", "16"]);
    let admin = shop.admin();
    for n in 0..200 {
        let mut raw = shop.raw();
        match n % 4 {
            0 => raw.try_send("GET /docs HTTP/1.1\r\nHost: x\r\n\r\n"),
            1 => raw
                .try_send("POST /api/products HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\n{"),
            2 => raw.try_send("GET /api/prod"),
            _ => raw.try_send(""),
        };
    }
    eventually("a place", || {
        let sent = Some((
            "application/json",
            json!({"name": "Mug", "price": 1}).to_string().into_bytes(),
        ));
        let reply = admin.try_send("POST", "/api/products", sent).ok()?;
        (reply.status == 201).then_some(())
    });
    shop.stop();
}

#[test]
fn more_callers_than_descriptors_do_not_stop_it() {
    let shop = TestShop::options().open_files(96).start();
    let admin = shop.admin();
    let mut open: Vec<Raw> = (0..150).map(|_| shop.raw()).collect();
    let mut answered = 0;
    for raw in &mut open {
        raw.try_send(GET);
    }
    for raw in &mut open {
        if let Some(reply) = raw.try_reply(false) {
            assert!([200, 503].contains(&reply.status), "{}", reply.text());
            answered += usize::from(reply.status == 200);
        }
    }
    assert!(answered >= 30, "{answered} had a place");
    drop(open);
    eventually("a place", || {
        let sent = Some((
            "application/json",
            json!({"name": "Mug", "price": 1}).to_string().into_bytes(),
        ));
        let reply = admin.try_send("POST", "/api/products", sent).ok()?;
        (reply.status == 201).then_some(())
    });
    shop.stop();
}

#[test]
fn a_slow_reader_gets_all_of_it() {
    let shop = TestShop::with(&["--idle-timeout", "300ms"]);
    let whole = shop.get("/docs").body.len();
    let mut slow = Raw::narrow(shop.address());
    slow.send("GET /docs HTTP/1.1\r\nHost: x\r\n\r\n".repeat(12));
    // It pauses for longer than a connection may be idle, which it is not before all is out.
    std::thread::sleep(Duration::from_secs(1));
    let replies = slow.replies();
    assert_eq!(replies.len(), 12);
    assert!(replies.iter().all(|reply| reply.body.len() == whole));
}

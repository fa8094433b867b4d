//! Finding out who has an account: by what is answered, and by how long it takes.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::{
    registration,
    support::{Reply, TestShop},
};

/// How often each is asked.
const ROUNDS: usize = 15;

/// What of an answer could tell something: its status, its body, its headers.
#[derive(Debug, PartialEq)]
struct Shown(u16, Vec<u8>, Vec<(String, Vec<u8>)>);

fn shown(reply: &Reply) -> Shown {
    let headers = reply.headers.iter();
    let mut headers: Vec<_> = headers
        .filter(|(name, _)| !["date", "request-id"].contains(&name.as_str()))
        .map(|(name, value)| (name.to_string(), value.as_bytes().to_vec()))
        .collect();
    headers.sort();
    Shown(reply.status, reply.body.clone(), headers)
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// Asks about somebody and about nobody in turn; both have to be answered alike, and in times of which
/// neither is `most` times the other.
#[track_caller]
fn alike(shop: &TestShop, path: &str, most: u32, body: impl Fn(&str) -> Value) {
    // Each try comes from another address, and three go to one account, so that none is too many.
    let ask = |number: usize, email: &str| {
        let address = format!("198.51.100.{number}");
        let caller = shop.guest().with("X-Forwarded-For", &address);
        let body = body(email);
        let since = Instant::now();
        let reply = caller.post(path, &body);
        (since.elapsed(), shown(&reply))
    };
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        let somebody = ask(2 * round, &format!("known-{}@example.org", round % 5));
        let nobody = ask(2 * round + 1, &format!("nobody-{}@example.org", round % 5));
        assert_eq!(somebody.1, nobody.1, "{path}");
        known.push(somebody.0);
        unknown.push(nobody.0);
    }
    let (known, unknown) = (median(known), median(unknown));
    let (fast, slow) = (known.min(unknown), known.max(unknown));
    assert!(
        slow < fast * most,
        "{path}: somebody {known:?}, nobody {unknown:?}"
    );
}

fn shop() -> TestShop {
    let shop = TestShop::with(&["--trusted-proxy", "127.0.0.1"]);
    for number in 0..5 {
        let body = registration(&format!("known-{number}@example.org"));
        shop.guest()
            .post("/api/auth/register", body)
            .expect_status(201);
    }
    shop
}

#[test]
fn a_login_does_not_tell_who_has_an_account() {
    // Hashing takes some twenty times what the rest takes.
    alike(
        &shop(),
        "/api/auth/login",
        2,
        |email| json!({"email": email, "password": "not the pass phrase"}),
    );
}

#[test]
fn asking_for_a_link_does_not_tell_either() {
    // A commit that waits for the disk takes many times what a look takes.
    alike(
        &shop(),
        "/api/auth/password-reset",
        3,
        |email| json!({"email": email}),
    );
}

#[test]
fn too_many_tries_do_not_tell_either() {
    let shop = shop();
    let ask = |number: usize, email: &str| {
        let address = format!("203.0.113.{number}");
        let caller = shop.guest().with("X-Forwarded-For", &address);
        let body = json!({"email": email, "password": "not the pass phrase"});
        caller.post("/api/auth/login", body)
    };
    for number in 0..12 {
        let statuses =
            ["known-0@example.org", "nobody@example.org"].map(|email| ask(number, email).status);
        let expected = if number < 10 { 401 } else { 429 };
        assert_eq!(statuses, [expected; 2], "try {number}");
    }
}

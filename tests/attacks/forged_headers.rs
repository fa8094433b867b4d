//! Headers that say who is calling and from where, made up by whoever calls.

use serde_json::json;

use crate::{registration, support::TestShop};

#[test]
fn a_made_up_address_buys_no_further_tries() {
    for args in [&[][..], &["--trusted-proxy", "192.0.2.1"]] {
        let shop = TestShop::with(args);
        let statuses: Vec<u16> = (0..12)
            .map(|number| {
                let address = format!("203.0.113.{number}");
                let caller = shop
                    .guest()
                    .with("X-Forwarded-For", &address)
                    .with("X-Real-IP", &address)
                    .with("Forwarded", &format!("for={address}"))
                    .with("CF-Connecting-IP", &address);
                let email = format!("{number}@example.org");
                let body = json!({"email": email, "password": "not the pass phrase"});
                caller.post("/api/auth/login", body).status
            })
            .collect();
        assert_eq!(statuses[..10], [401; 10], "{args:?}");
        assert_eq!(statuses[10..], [429; 2], "{args:?}");
    }
}

#[test]
fn behind_a_proxy_its_own_word_alone_counts() {
    let shop = TestShop::with(&["--trusted-proxy", "127.0.0.1"]);
    let wrong = |line: &str, number: usize| {
        let email = format!("{number}@example.org");
        let body = json!({"email": email, "password": "not the pass phrase"});
        let caller = shop.guest().with("X-Forwarded-For", line);
        caller.post("/api/auth/login", body).status
    };
    for number in 0..12 {
        // The caller writes the first part, the proxy the last.
        let line = format!("203.0.113.{number}, 198.51.100.7");
        let expected = if number < 10 { 401 } else { 429 };
        assert_eq!(wrong(&line, number), expected, "{number}");
    }
    assert_eq!(
        wrong("198.51.100.8", 20),
        401,
        "another caller of the proxy's"
    );
    // One IPv6 network is one caller.
    for number in 0..12 {
        let expected = if number < 10 { 401 } else { 429 };
        assert_eq!(
            wrong(&format!("2001:db8::{number:x}"), number + 30),
            expected
        );
    }
}

#[test]
fn a_made_up_scheme_makes_no_secure_cookie() {
    let shop = TestShop::start();
    let liar = shop.guest().with("X-Forwarded-Proto", "https");
    let made = liar.post("/api/auth/register", registration("scheme@example.org"));
    let line = made.expect_status(201).expect("set-cookie").to_owned();
    assert!(
        line.starts_with("souk_session=") && !line.contains("Secure"),
        "{line}"
    );
}

//! A password that was forgotten: a link by letter, and what it opens.

use std::thread;

use serde_json::json;

use crate::{
    SHOP, credentials,
    letters::{letters, link, reset_token},
    support::{Browser, PASSWORD, Reply, TestShop},
};

const NEW: &str = "an even longer pass phrase";

fn ask(shop: &TestShop, email: &str) -> Reply {
    let body = json!({"email": email});
    shop.guest().post("/api/auth/password-reset", body)
}

fn confirm(shop: &TestShop, token: &str, password: &str) -> Reply {
    let body = json!({"token": token, "new_password": password});
    shop.guest().post("/api/auth/password-reset/confirm", body)
}

fn log_in(shop: &TestShop, email: &str, password: &str) -> u16 {
    let mut body = credentials(email);
    body["password"] = password.into();
    shop.guest().post("/api/auth/login", body).status
}

#[test]
fn a_link_sets_a_new_password_once_and_ends_every_login() {
    let shop = SHOP.get();
    let ada = shop.customer("reset@example.org");
    ada.get("/api/auth/me").expect_status(200);
    ask(&shop, " Reset@Example.org ").expect_status(202);
    let letter = &letters(&shop, "password_reset", "reset@example.org")[0];
    let link = link(letter);
    let page = format!("http://{}/account/reset?token=", shop.address());
    let token = link.strip_prefix(&page).unwrap_or_else(|| panic!("{link}"));
    assert!(token.len() >= 43, "256 bits: {token}");
    ada.get("/api/auth/me").expect_status(200);
    confirm(&shop, token, "short").expect_bad_field("/new_password");
    confirm(&shop, token, NEW).expect_status(204);
    ada.get("/api/auth/me").expect_problem(401, "unauthorized");
    assert_eq!(log_in(&shop, "reset@example.org", PASSWORD), 401);
    assert_eq!(log_in(&shop, "reset@example.org", NEW), 200);
    confirm(&shop, token, "yet another pass phrase").expect_problem(400, "invalid-reset-token");
    assert_eq!(log_in(&shop, "reset@example.org", NEW), 200);
    assert_eq!(
        letters(&shop, "password_changed", "reset@example.org").len(),
        1
    );
}

#[test]
fn a_newer_link_ends_the_older() {
    let shop = SHOP.get();
    shop.customer("newer@example.org");
    ask(&shop, "newer@example.org").expect_status(202);
    let older = reset_token(&shop, "newer@example.org");
    ask(&shop, "newer@example.org").expect_status(202);
    let newer = reset_token(&shop, "newer@example.org");
    assert_ne!(older, newer);
    confirm(&shop, &older, NEW).expect_problem(400, "invalid-reset-token");
    confirm(&shop, &newer, NEW).expect_status(204);
}

#[test]
fn a_link_ends_with_the_password_or_the_address_that_it_was_for() {
    let shop = SHOP.get();
    let ada = shop.customer("overtaken@example.org");
    ask(&shop, "overtaken@example.org").expect_status(202);
    let first = reset_token(&shop, "overtaken@example.org");
    let body = json!({"current_password": PASSWORD, "new_password": NEW});
    ada.post("/api/auth/password", body).expect_status(204);
    confirm(&shop, &first, PASSWORD).expect_problem(400, "invalid-reset-token");
    ask(&shop, "overtaken@example.org").expect_status(202);
    let second = reset_token(&shop, "overtaken@example.org");
    let body = json!({"email": "overtaken-2@example.org", "current_password": NEW});
    ada.patch("/api/auth/me", body).expect_status(200);
    confirm(&shop, &second, PASSWORD).expect_problem(400, "invalid-reset-token");
}

#[test]
fn one_of_many_at_once_has_the_link() {
    let shop = TestShop::start();
    shop.customer("race@example.org");
    ask(&shop, "race@example.org").expect_status(202);
    let token = reset_token(&shop, "race@example.org");
    let passwords: Vec<String> = (0..6).map(|n| format!("pass phrase number {n}")).collect();
    let statuses: Vec<u16> = thread::scope(|scope| {
        let racers: Vec<_> = passwords
            .iter()
            .map(|password| scope.spawn(|| confirm(&shop, &token, password).status))
            .collect();
        racers.into_iter().map(|one| one.join().unwrap()).collect()
    });
    let winner = statuses.iter().position(|status| *status == 204).unwrap();
    let others = statuses.iter().filter(|status| **status == 400).count();
    assert_eq!(others, 5, "{statuses:?}");
    assert_eq!(log_in(&shop, "race@example.org", &passwords[winner]), 200);
}

#[test]
fn a_link_holds_for_an_hour_and_is_kept_as_a_hash() {
    let shop = TestShop::start();
    shop.customer("hour@example.org");
    ask(&shop, "hour@example.org").expect_status(202);
    let token = reset_token(&shop, "hour@example.org");
    let file = shop.file();
    let (hash, rest): (Vec<u8>, i64) = file
        .query_row(
            "SELECT hash, expires_at - unixepoch() * 1000 FROM password_resets",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .unwrap();
    assert_eq!(hash.len(), 32);
    assert!((3_500_000..=3_601_000).contains(&rest), "{rest}");
    file.execute(
        "UPDATE password_resets SET expires_at = expires_at - 3600000",
        [],
    )
    .unwrap();
    confirm(&shop, &token, NEW).expect_problem(400, "invalid-reset-token");
}

#[test]
fn an_account_is_sent_five_links_an_hour() {
    let shop = TestShop::start();
    shop.customer("flood@example.org");
    for _ in 0..8 {
        ask(&shop, "flood@example.org").expect_status(202);
    }
    let sent = letters(&shop, "password_reset", "flood@example.org");
    assert_eq!(sent.len(), 5);
    // The last one that was sent works.
    let token = reset_token(&shop, "flood@example.org");
    confirm(&shop, &token, NEW).expect_status(204);
}

#[test]
fn everybody_is_told_the_same() {
    let shop = TestShop::start();
    shop.customer("known@example.org");
    let known = ask(&shop, "known@example.org").expect_status(202);
    for email in ["unknown@example.org", "no address", ""] {
        let other = ask(&shop, email).expect_status(202);
        assert_eq!(other.body, known.body, "{email}");
        let names = |reply: &Reply| {
            let mut names: Vec<_> = reply.headers.keys().map(ToString::to_string).collect();
            names.sort();
            names
        };
        assert_eq!(names(&other), names(&known));
    }
    let all = shop.admin().get("/api/admin/outbox").json();
    assert_eq!(all["total"], 1, "{all}");
    for (body, pointer) in [
        (json!({}), "/email"),
        (json!({"email": 7}), "/email"),
        (json!({"email": "a@example.org", "token": "x"}), "/token"),
    ] {
        let reply = shop.guest().post("/api/auth/password-reset", &body);
        reply.expect_bad_field(pointer);
    }
}

#[test]
fn no_letter_holds_a_link_that_a_stranger_chose() {
    let shop = TestShop::start();
    shop.customer("poisoned@example.org");
    let asked = "{\"email\":\"poisoned@example.org\"}";
    for host in ["evil.example", "127.0.0.1:1", "localhost.evil.example", "x"] {
        let mut raw = shop.raw();
        raw.send(format!(
            "POST /api/auth/password-reset HTTP/1.1\r\nHost: {host}\r\nX-Forwarded-Host: evil.example\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{asked}",
            asked.len()
        ));
        assert_eq!(raw.reply().status, 202);
        let letter = &letters(&shop, "password_reset", "poisoned@example.org")[0];
        assert!(
            link(letter).starts_with("/account/reset?token="),
            "{letter}"
        );
        assert!(!letter.to_string().contains("evil"), "{letter}");
    }
    let shop = TestShop::with(&["--public-url", "https://shop.example"]);
    shop.customer("public@example.org");
    ask(&shop, "public@example.org").expect_status(202);
    let letter = &letters(&shop, "password_reset", "public@example.org")[0];
    assert!(link(letter).starts_with("https://shop.example/account/reset?token="));
}

#[test]
fn the_pages_of_the_shop_lead_through_it() {
    let shop = SHOP.get();
    shop.customer("pages@example.org");
    let browser = Browser::new(&shop.guest(), format!("http://{}", shop.address()));
    let asked = browser.post("/account/reset", &[("email", "pages@example.org")]);
    assert!(asked.expect_status(200).text().contains("on its way"));
    let token = reset_token(&shop, "pages@example.org");
    let page = browser.get(&format!("/account/reset?token={token}"));
    assert!(page.expect_status(200).text().contains("new_password"));
    let form = [("token", token.as_str()), ("new_password", NEW)];
    let set = browser.post("/account/reset", &form);
    assert!(set.expect_status(200).text().contains("is set"));
    let again = browser.post("/account/reset", &form).expect_status(400);
    assert!(again.text().contains("Ask for another"));
    assert_eq!(log_in(&shop, "pages@example.org", NEW), 200);
    // And a change by who is logged in, after which the browser still is.
    let login = [("email", "pages@example.org"), ("password", NEW)];
    browser.submit("/account/login", &login);
    let change = [("current_password", NEW), ("new_password", PASSWORD)];
    let page = browser.submit("/account/password", &change);
    assert!(page.words().contains("Your password is changed"));
    assert_eq!(page.heading(), "Hello, Somebody");
}

//! Session fixation: a token that somebody else chose or knows never becomes a login.

use crate::{SHOP, browser, cookie_of, credentials, registration, support::PASSWORD};

#[test]
fn a_planted_cookie_is_not_adopted() {
    let shop = SHOP.get();
    for planted in ["souklogin_chosen-by-somebody-else", "x", "souk_x"] {
        let email = format!("{}@example.org", planted.to_lowercase());
        let victim = shop
            .guest()
            .with("Cookie", &format!("souk_session={planted}"));
        let made = victim.post("/api/auth/register", registration(&email));
        let own = cookie_of(&made.expect_status(201), "souk_session");
        assert_ne!(own, format!("souk_session={planted}"));
        let login = victim
            .post("/api/auth/login", credentials(&email))
            .expect_status(200);
        assert_ne!(cookie_of(&login, "souk_session"), own);
        victim
            .get("/api/auth/me")
            .expect_problem(401, "unauthorized");
    }
}

#[test]
fn a_login_leaves_the_login_of_before_as_it_was_or_ends_it() {
    let shop = SHOP.get();
    // The attacker's own login, planted into the victim's browser.
    let attacker = browser(&shop, "fixing@example.org");
    shop.customer("fixed@example.org");
    let login = attacker
        .post("/api/auth/login", credentials("fixed@example.org"))
        .expect_status(200);
    // What the attacker knows is still the attacker, not the victim.
    let known = attacker.get("/api/auth/me").expect_status(200).json();
    assert_eq!(known["email"], "fixing@example.org");
    let victim = shop
        .guest()
        .with("Cookie", &cookie_of(&login, "souk_session"));
    assert_eq!(
        victim.get("/api/auth/me").json()["email"],
        "fixed@example.org"
    );
    // And a login on top of an own one ends that.
    let again = victim
        .post("/api/auth/login", credentials("fixed@example.org"))
        .expect_status(200);
    victim
        .get("/api/auth/me")
        .expect_problem(401, "unauthorized");
    let newest = shop
        .guest()
        .with("Cookie", &cookie_of(&again, "souk_session"));
    newest.get("/api/auth/me").expect_status(200);
}

#[test]
fn tokens_in_addresses_are_nobodys() {
    let shop = SHOP.get();
    let made = shop
        .guest()
        .post("/api/auth/register", registration("address@example.org"));
    let token = made.json()["token"].as_str().unwrap().to_owned();
    for name in ["token", "souk_session", "access_token"] {
        let reply = shop.get(&format!("/api/auth/me?{name}={token}"));
        assert!(
            [400, 401].contains(&reply.status),
            "{name}: {}",
            reply.status
        );
    }
    let basic = shop
        .guest()
        .with("Authorization", &format!("Basic {token}"));
    basic
        .get("/api/auth/me")
        .expect_problem(401, "unauthorized");
    assert!(!made.text().contains(PASSWORD));
}

//! The own account: registered, logged in, changed, logged out.

use std::thread;

use serde_json::{Value, json};

use crate::{
    SHOP, cookie, credentials, register,
    support::{PASSWORD, TestShop},
    token,
};

#[test]
fn a_registration_is_a_login() {
    let shop = SHOP.get();
    let made = register(&shop, " First@Example.org ").expect_status(201);
    let body = made.json();
    assert_eq!(body["user"]["email"], "first@example.org");
    assert_eq!(body["user"]["role"], "customer");
    assert_eq!(body["user"]["name"], "Ada");
    assert!(body["expires_at"].as_str() > body["user"]["created_at"].as_str());
    assert!(token(&made).len() >= 43, "256 bits");
    assert_eq!(made.header("cache-control"), Some("no-store"));
    assert!(!body.to_string().contains("password"), "{body}");
    let me = shop.guest().bearer(&token(&made)).get("/api/auth/me");
    let me = me
        .expect_status(200)
        .expect_header("cache-control", "no-store");
    assert_eq!(me.json(), body["user"]);
}

#[test]
fn the_cookie_is_a_login_as_well() {
    let shop = SHOP.get();
    let made = register(&shop, "cookie@example.org").expect_status(201);
    let (pair, attributes) = cookie(&made);
    assert_eq!(pair, format!("souk_session={}", token(&made)));
    assert!(
        attributes.contains("HttpOnly") && attributes.contains("SameSite=Lax"),
        "{attributes}"
    );
    assert!(attributes.contains("Path=/"), "{attributes}");
    assert!(
        !attributes.contains("Secure") && !attributes.contains("Domain"),
        "{attributes}"
    );
    let browser = shop.guest().with("Cookie", &format!("theme=dark; {pair}"));
    let me = browser.get("/api/auth/me").expect_status(200).json();
    assert_eq!(me["email"], "cookie@example.org");
    // A bearer token outranks a cookie.
    let other = shop.customer("other-cookie@example.org");
    let both = other.with("Cookie", &pair);
    assert_eq!(
        both.get("/api/auth/me").json()["email"],
        "other-cookie@example.org"
    );
}

#[test]
fn under_https_the_cookie_is_this_hosts_alone() {
    let shop = TestShop::with(&["--trusted-proxy", "127.0.0.0/8"]);
    let proxied = shop.guest().with("X-Forwarded-Proto", "https");
    let body = json!({"email": "a@example.org", "password": PASSWORD, "name": "Ada"});
    let made = proxied.post("/api/auth/register", body).expect_status(201);
    let (pair, attributes) = cookie(&made);
    assert!(pair.starts_with("__Host-souk_session="), "{pair}");
    assert!(
        attributes.contains("Secure") && attributes.contains("Path=/"),
        "{attributes}"
    );
    proxied
        .with("Cookie", &pair)
        .get("/api/auth/me")
        .expect_status(200);
    // The name that any neighbouring host could have set says nothing there.
    let plain = pair.replace("__Host-", "");
    let planted = proxied.with("Cookie", &plain).get("/api/auth/me");
    planted.expect_problem(401, "unauthorized");
}

#[test]
fn nobody_but_a_trusted_proxy_says_what_is_https() {
    let shop = SHOP.get();
    let body = json!({"email": "liar@example.org", "password": PASSWORD, "name": "Ada"});
    let liar = shop.guest().with("X-Forwarded-Proto", "https");
    let made = liar.post("/api/auth/register", body).expect_status(201);
    assert!(cookie(&made).0.starts_with("souk_session="));
}

#[test]
fn each_login_is_a_new_token_and_ends_the_one_it_was_made_with() {
    let shop = SHOP.get();
    let first = token(&register(&shop, "rotate@example.org").expect_status(201));
    let login = credentials("rotate@example.org");
    let second = shop
        .guest()
        .post("/api/auth/login", &login)
        .expect_status(200);
    assert_ne!(token(&second), first);
    let me = |token: &str| shop.guest().bearer(token).get("/api/auth/me").status;
    assert_eq!((me(&first), me(&token(&second))), (200, 200), "two devices");
    let again = shop.guest().with("Cookie", &cookie(&second).0);
    let third = again.post("/api/auth/login", &login).expect_status(200);
    assert_eq!(me(&token(&second)), 401, "the browser has a new one");
    assert_eq!((me(&first), me(&token(&third))), (200, 200));
}

#[test]
fn a_logout_is_the_end_of_its_token_and_of_no_other() {
    let shop = SHOP.get();
    let stays = shop.customer("logout@example.org");
    let goes = shop.log_in("logout@example.org");
    let out = goes
        .send("POST", "/api/auth/logout", None)
        .expect_status(204);
    assert!(out.expect("set-cookie").contains("Max-Age=0"));
    goes.get("/api/auth/me").expect_problem(401, "unauthorized");
    goes.send("POST", "/api/auth/logout", None)
        .expect_problem(401, "unauthorized");
    stays.get("/api/auth/me").expect_status(200);
    // By cookie alone.
    let login = shop
        .guest()
        .post("/api/auth/login", credentials("logout@example.org"));
    let browser = shop.guest().with("Cookie", &cookie(&login).0);
    browser
        .send("POST", "/api/auth/logout", None)
        .expect_status(204);
    browser
        .get("/api/auth/me")
        .expect_problem(401, "unauthorized");
    // A stale cookie does not keep anybody from reading.
    browser.get("/api/products").expect_status(200);
    let mug = shop.product("Logged Out Mug").create();
    browser.get(&mug.path()).expect_status(200);
}

#[test]
fn a_wrong_password_and_an_unknown_email_are_the_same_bytes() {
    let shop = SHOP.get();
    register(&shop, "known@example.org").expect_status(201);
    let shown = |body: Value| {
        let reply = shop.guest().post("/api/auth/login", body);
        reply.expect_problem(401, "invalid-credentials");
        let mut headers: Vec<_> = reply
            .headers
            .iter()
            .filter(|(name, _)| !["date", "request-id"].contains(&name.as_str()))
            .map(|(name, value)| (name.to_string(), value.as_bytes().to_vec()))
            .collect();
        headers.sort();
        (reply.body, headers)
    };
    let wrong = shown(json!({"email": "known@example.org", "password": "not the pass phrase"}));
    for (email, password) in [
        ("unknown@example.org", PASSWORD),
        ("known@example.org", "a long pass phrase "),
        ("known@example.org", "A long pass phrase"),
        ("no address at all", PASSWORD),
        ("", ""),
    ] {
        let other = shown(json!({"email": email, "password": password}));
        assert_eq!(other, wrong, "{email} {password}");
    }
}

#[test]
fn an_email_registers_once() {
    let shop = SHOP.get();
    register(&shop, "once@example.org").expect_status(201);
    for email in ["once@example.org", "ONCE@example.org", " once@Example.org"] {
        register(&shop, email).expect_problem(409, "email-taken");
    }
    let racers: Vec<_> = (0..8)
        .map(|_| {
            let shop = SHOP.get();
            thread::spawn(move || register(&shop, "race@example.org").status)
        })
        .collect();
    let mut statuses: Vec<u16> = racers.into_iter().map(|one| one.join().unwrap()).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409, 409, 409, 409, 409, 409, 409]);
}

#[test]
fn what_cannot_be_registered_is_named() {
    let shop = SHOP.get();
    let good = json!({"email": "bad@example.org", "password": PASSWORD, "name": "Ada"});
    let long = "x".repeat(257);
    for (field, value) in [
        ("email", json!("")),
        ("email", json!("ada")),
        ("email", json!("a@b@c.example")),
        ("email", json!("ada@example.org\r\nBcc: x@example.org")),
        ("email", json!(7)),
        ("email", Value::Null),
        ("password", json!("123456789")),
        ("password", json!(long)),
        ("password", json!(["a long pass phrase"])),
        ("name", json!("")),
        ("name", json!("   ")),
        ("name", json!("a\nb")),
        ("name", json!("x".repeat(201))),
        ("role", json!("admin")),
        ("id", json!("0192f0c1-2f5e-7c3a-9a51-6f1f4b2f7d10")),
        ("is_admin", json!(true)),
    ] {
        let mut body = good.clone();
        body[field] = value;
        let reply = shop.guest().post("/api/auth/register", &body);
        reply.expect_bad_field(&format!("/{field}"));
    }
    for field in ["email", "password", "name"] {
        let mut body = good.clone();
        body.as_object_mut().unwrap().remove(field);
        let reply = shop.guest().post("/api/auth/register", &body);
        reply.expect_bad_field(&format!("/{field}"));
    }
    let several = json!({"email": "x", "password": "x", "name": ""});
    let reply = shop.guest().post("/api/auth/register", several);
    let problem = reply.expect_problem(400, "invalid-fields");
    assert_eq!(problem["errors"].as_array().unwrap().len(), 3, "{problem}");
    // The limits themselves are within.
    let body = json!({"email": "limits@example.org", "password": "ü".repeat(256), "name": "x".repeat(200)});
    shop.guest()
        .post("/api/auth/register", body)
        .expect_status(201);
}

#[test]
fn an_account_is_changed_by_its_owner() {
    let shop = SHOP.get();
    let me = shop.customer("change@example.org");
    register(&shop, "occupied@example.org").expect_status(201);
    let renamed = me
        .patch("/api/auth/me", json!({"name": " Ada L. "}))
        .expect_status(200);
    assert_eq!(renamed.json()["name"], "Ada L.");
    assert_eq!(me.get("/api/auth/me").json(), renamed.json());
    assert_eq!(
        me.patch("/api/auth/me", json!({}))
            .expect_status(200)
            .json(),
        renamed.json()
    );
    for (body, pointer) in [
        (json!({"name": ""}), "/name"),
        (json!({"name": null}), "/name"),
        (json!({"email": "x"}), "/email"),
        (json!({"role": "admin"}), "/role"),
        (json!({"id": "x"}), "/id"),
        (json!({"seller": {"id": 1}}), "/seller"),
        (json!({"email": "moved@example.org"}), "/current_password"),
    ] {
        me.patch("/api/auth/me", &body).expect_bad_field(pointer);
    }
    let mut change = json!({"email": "Moved@example.org", "current_password": "not it, I fear"});
    me.patch("/api/auth/me", &change)
        .expect_problem(401, "invalid-credentials");
    change["current_password"] = json!(PASSWORD);
    let moved = me.patch("/api/auth/me", &change).expect_status(200).json();
    assert_eq!(
        (&moved["email"], &moved["role"]),
        (&json!("moved@example.org"), &json!("customer"))
    );
    shop.log_in("moved@example.org");
    let old = shop
        .guest()
        .post("/api/auth/login", credentials("change@example.org"));
    old.expect_problem(401, "invalid-credentials");
    change["email"] = json!("occupied@example.org");
    me.patch("/api/auth/me", &change)
        .expect_problem(409, "email-taken");
}

#[test]
fn an_api_token_has_no_account() {
    let shop = SHOP.get();
    for caller in [
        shop.admin(),
        shop.customer_token(),
        shop.seller("Accountless Looms"),
    ] {
        caller.get("/api/auth/me").expect_problem(403, "forbidden");
        caller
            .patch("/api/auth/me", json!({"name": "x"}))
            .expect_problem(403, "forbidden");
        caller
            .send("POST", "/api/auth/logout", None)
            .expect_problem(403, "forbidden");
    }
}

#[test]
fn a_repeated_login_is_answered_from_memory_and_written_nowhere() {
    let shop = TestShop::start();
    let keyed = shop.guest().with("Idempotency-Key", "register-1");
    let body = json!({"email": "key@example.org", "password": PASSWORD, "name": "Ada"});
    let first = keyed.post("/api/auth/register", &body).expect_status(201);
    let again = keyed.post("/api/auth/register", &body).expect_status(201);
    assert_eq!(again.header("idempotency-replayed"), Some("true"));
    assert_eq!(
        (token(&again), cookie(&again)),
        (token(&first), cookie(&first))
    );
    let mut other = body.clone();
    other["password"] = json!("another pass phrase");
    keyed
        .post("/api/auth/register", &other)
        .expect_problem(422, "idempotency-mismatch");
    let secret = token(&first);
    let folder = shop.kill();
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let bytes = std::fs::read(&path).unwrap();
            for word in [&secret[10..], PASSWORD] {
                let found = bytes
                    .windows(word.len())
                    .any(|part| part == word.as_bytes());
                assert!(!found, "{word} in {}", path.display());
            }
        }
    }
}

#[test]
fn fifty_logins_at_once_all_end_and_the_list_goes_on() {
    let shop = SHOP.get();
    register(&shop, "crowd@example.org").expect_status(201);
    let callers: Vec<_> = (0..50)
        .map(|_| {
            let shop = SHOP.get();
            let login = credentials("crowd@example.org");
            thread::spawn(move || shop.guest().post("/api/auth/login", login).status)
        })
        .collect();
    for _ in 0..20 {
        shop.get("/api/products").expect_status(200);
    }
    for caller in callers {
        assert_eq!(caller.join().unwrap(), 200);
    }
}

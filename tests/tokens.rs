//! `souk token`: made once, shown once, ended at once.

#![allow(clippy::unwrap_used)]

mod support;

use serde_json::{Value, json};
use support::{Client, Folder, TestShop, eventually};

fn writes(caller: &Client) -> u16 {
    caller
        .post("/api/products", json!({"name": "Mug", "price": 1}))
        .status
}

#[test]
fn a_token_is_printed_alone_and_works_at_once() {
    let shop = TestShop::start();
    let made = shop
        .command(["token", "create", "--role", "admin"])
        .expect_code(0);
    let token = made.stdout.trim_end();
    assert_eq!(made.stdout, format!("{token}\n"), "nothing else on stdout");
    assert!(
        token.starts_with("souk_") && token.len() >= 5 + 43,
        "256 bits: {}",
        token.len()
    );
    assert!(
        token
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b))
    );
    assert!(
        made.stderr.contains("cannot be shown again"),
        "{}",
        made.stderr
    );
    assert_eq!(writes(&shop.guest().bearer(token)), 201);
    let other = shop.token(&["--role", "admin"]);
    assert_ne!(other, token);
}

#[test]
fn a_token_may_come_before_the_first_start() {
    let folder = Folder::new();
    let token = folder
        .command(["token", "create", "--role", "admin"])
        .expect_code(0)
        .stdout;
    let shop = TestShop::options().on(folder).start();
    assert_eq!(writes(&shop.guest().bearer(token.trim())), 201);
}

#[test]
fn roles_are_what_they_say() {
    let shop = TestShop::start();
    for (role, status) in [("admin", 201), ("seller", 403), ("customer", 403)] {
        assert_eq!(
            writes(&shop.guest().bearer(&shop.token(&["--role", role]))),
            status,
            "{role}"
        );
    }
    let seller = shop.seller("Anatolian Looms");
    let made = seller.product("Rug").create();
    assert_eq!(made.body["seller"]["slug"], "anatolian-looms");
    // The same seller, by another spelling of the name or by the slug.
    for name in ["anatolian looms", "anatolian-looms", " Anatolian Looms "] {
        let again = shop.seller(name).product("Rug").create();
        assert_eq!(again.body["seller"], made.body["seller"], "{name}");
    }
}

#[test]
fn the_list_tells_tokens_apart_without_their_secrets() {
    let shop = TestShop::start();
    let admin = shop.token(&["--role", "admin", "--name", "CI"]);
    let seller = shop.token(&[
        "--role",
        "seller",
        "--seller",
        "Looms",
        "--expires-in-days",
        "30",
    ]);
    let list = shop.command(["token", "list", "--json"]).json();
    let rows = list.as_array().unwrap();
    assert_eq!(rows.len(), 2, "the newest first: {list}");
    assert_eq!(
        (&rows[0]["role"], &rows[0]["seller"]),
        (&json!("seller"), &json!("looms"))
    );
    assert_eq!(
        (&rows[1]["role"], &rows[1]["name"]),
        (&json!("admin"), &json!("CI"))
    );
    assert_eq!(rows[1]["expires_at"], Value::Null);
    assert!(rows[0]["expires_at"].as_str() > rows[0]["created_at"].as_str());
    let table = shop.command(["token", "list"]).expect_code(0).stdout;
    for token in [&admin, &seller] {
        assert!(table.contains(&token[..8]), "its beginning: {table}");
        assert!(!table.contains(&token[..20]) && !list.to_string().contains(&token[..20]));
    }
    let made = shop
        .command(["token", "create", "--role", "customer", "--json"])
        .json();
    assert_eq!(made["role"], "customer");
    assert!(made["token"].as_str().unwrap().starts_with("souk_") && made["id"].is_i64());
}

#[test]
fn a_revoked_token_is_dead_at_once() {
    let shop = TestShop::start();
    let made = shop
        .command(["token", "create", "--role", "admin", "--json"])
        .json();
    let caller = shop.guest().bearer(made["token"].as_str().unwrap());
    assert_eq!(writes(&caller), 201);
    let id = made["id"].to_string();
    shop.command(["token", "revoke", &id]).expect_code(0);
    caller
        .post("/api/products", json!({"name": "Mug", "price": 1}))
        .expect_problem(401, "unauthorized");
    let list = shop.command(["token", "list", "--json"]).json();
    assert!(list[0]["revoked_at"].is_string(), "{list}");
    for id in [id.as_str(), "999"] {
        let again = shop.command(["token", "revoke", id]).expect_code(1);
        again.expect_complaint(&["no live token", id]);
    }
}

#[test]
fn an_expired_token_is_dead() {
    let shop = TestShop::start();
    let token = shop.token(&["--role", "admin", "--expires-in-days", "1"]);
    let caller = shop.guest().bearer(&token);
    assert_eq!(writes(&caller), 201);
    let db = rusqlite::Connection::open(shop.folder().file("shop.db")).unwrap();
    db.busy_timeout(support::PATIENCE).unwrap();
    db.execute("UPDATE api_tokens SET expires_at = created_at + 1", [])
        .unwrap();
    drop(db);
    // What another process writes is seen a moment later.
    let refused = eventually("the end is seen", || {
        let reply = caller.delete("/api/products/1");
        (reply.status == 401).then_some(reply)
    });
    refused.expect_problem(401, "unauthorized");
}

#[test]
fn no_file_holds_a_token() {
    let shop = TestShop::start();
    let token = shop.token(&["--role", "admin"]);
    assert_eq!(writes(&shop.guest().bearer(&token)), 201);
    let folder = shop.kill();
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let bytes = std::fs::read(&path).unwrap();
            let secret = &token.as_bytes()[11..];
            assert!(
                !bytes.windows(secret.len()).any(|part| part == secret),
                "{}",
                path.display()
            );
        }
    }
}

#[test]
fn wrong_usage_is_exit_code_2() {
    let folder = Folder::new();
    for args in [
        &["token"][..],
        &["token", "create"],
        &["token", "create", "--role", "king"],
        &["token", "create", "--role", "admin", "--seller", "Looms"],
        &["token", "create", "--role", "admin", "--name", " "],
        &["token", "create", "--role", "seller", "--seller", " "],
        &[
            "token",
            "create",
            "--role",
            "admin",
            "--expires-in-days",
            "0",
        ],
        &[
            "token",
            "create",
            "--role",
            "admin",
            "--expires-in-days",
            "40000",
        ],
        &["token", "revoke"],
        &["token", "revoke", "one"],
    ] {
        let ran = folder.command(args.iter().copied()).expect_code(2);
        assert_eq!(ran.stdout, "", "{args:?}");
    }
    assert!(!folder.file("shop.db").exists());
}

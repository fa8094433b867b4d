//! The log: one JSON object a line on request, and never a secret in it.

use serde_json::{Value, json};

use crate::support::TestShop;

#[test]
fn json_lines_and_no_secrets() {
    for (format, level) in [("json", "trace"), ("text", "trace"), ("json", "info")] {
        let shop = TestShop::with(&["--log-format", format, "--log", level]);
        let token = shop.token(&["--role", "admin"]);
        let admin = shop
            .guest()
            .bearer(&token)
            .with("Idempotency-Key", "logged-key");
        admin
            .post("/api/products", json!({"name": "Logged", "price": 1}))
            .expect_status(201);
        admin
            .post("/api/products", json!({"name": "", "price": 1}))
            .expect_status(422);
        let wrong = format!("{}x", &token[..token.len() - 1]);
        shop.guest()
            .bearer(&wrong)
            .delete("/api/products/1")
            .expect_problem(401, "unauthorized");
        shop.guest()
            .with("Cart-Token", "secret-cart-token")
            .get("/api/products")
            .expect_status(200);
        shop.raw()
            .send(format!("nonsense {token}\r\n\r\n"))
            .reply()
            .expect_status(400);
        shop.guest().get("/api/products/no-such").expect_status(404);
        let mut shop = shop;
        shop.signal();
        shop.wait();
        let log = shop.log();
        assert!(!log.is_empty());
        for secret in [token.as_str(), &token[5..], &wrong, "secret-cart-token"] {
            assert!(
                !log.contains(secret),
                "{format} {level}: a secret in the log"
            );
        }
        if format == "json" {
            for line in log.lines() {
                let entry: Value =
                    serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
                for member in ["timestamp", "level", "target"] {
                    assert!(entry[member].is_string(), "{member}: {line}");
                }
            }
        }
    }
}

#[test]
fn a_level_says_how_much() {
    let mut shop = TestShop::with(&["--log", "error"]);
    shop.product("Quiet").create();
    shop.signal();
    shop.wait();
    assert_eq!(shop.log(), "");
}

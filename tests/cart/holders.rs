//! Whose a cart is: a token's, a cookie's, an account's, or nobody's.

use serde_json::{Value, json};

use crate::{
    SHOP,
    support::{Client, TestShop, eventually},
};

#[test]
fn nobody_has_an_empty_cart_and_nothing_is_made() {
    let shop = SHOP.get();
    let look = shop.guest().get("/api/cart").expect_status(200);
    assert_eq!(look.header("cart-token"), None);
    assert_eq!(look.header("set-cookie"), None);
    assert_eq!(look.header("cache-control"), Some("no-store"));
    let cart = look.json();
    for field in ["id", "created_at", "updated_at", "expires_at"] {
        assert_eq!(cart[field], Value::Null, "{field}");
    }
    for list in ["items", "coupons", "warnings"] {
        assert_eq!(cart[list], json!([]), "{list}");
    }
    for sum in [
        "item_count",
        "subtotal",
        "discount_total",
        "tax_total",
        "total",
    ] {
        assert_eq!(cart[sum], 0, "{sum}");
    }
    let emptied = shop.guest().delete("/api/cart").expect_status(200);
    assert_eq!(emptied.json(), cart);
    let customer = shop.customer("nothing@example.org");
    assert_eq!(customer.cart(), cart);
    assert_eq!(customer.delete("/api/cart").expect_status(200).json(), cart);
}

#[test]
fn the_token_is_256_bits_and_comes_once_by_header_and_cookie() {
    let shop = SHOP.get();
    let mug = shop.product("Token Mug").create();
    let made = shop.guest().add(&mug, 1).expect_status(201);
    let token = made.expect("cart-token").to_owned();
    assert_eq!(token.len(), 43, "32 bytes in base64url");
    let cookie = made.expect("set-cookie").to_owned();
    assert!(
        cookie.starts_with(&format!("souk_cart={token};")),
        "{cookie}"
    );
    for part in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=2592000"] {
        assert!(cookie.contains(part), "{part}: {cookie}");
    }
    let by_header = shop.guest().with("Cart-Token", &token);
    let by_cookie = shop
        .guest()
        .with("Cookie", &format!("a=b; souk_cart={token}"));
    assert_eq!(by_header.cart(), made.json());
    assert_eq!(by_cookie.cart(), made.json());
    let grown = by_cookie.add(&mug, 1).expect_status(200);
    assert!(
        grown.expect("set-cookie").contains("Max-Age=2592000"),
        "the cookie lives as long as the cart"
    );
    assert_eq!(by_header.add(&mug, 1).header("set-cookie"), None);
}

#[test]
fn the_token_is_hashed_at_rest() {
    let shop = TestShop::start();
    let mug = shop.product("Hashed Mug").create();
    let made = shop.guest().add(&mug, 1).expect_status(201);
    let keyed = shop
        .guest()
        .with("Idempotency-Key", "hashed-1")
        .add(&mug, 1)
        .expect_status(201);
    let tokens = [&made, &keyed].map(|reply| reply.expect("cart-token").to_owned());
    let folder = shop.stop();
    for file in std::fs::read_dir(folder.path()).unwrap() {
        let path = file.unwrap().path();
        let Ok(bytes) = std::fs::read(&path) else {
            continue;
        };
        for token in &tokens {
            let found = bytes
                .windows(token.len())
                .any(|window| window == token.as_bytes());
            assert!(!found, "{} holds a token", path.display());
        }
    }
}

#[test]
fn a_token_that_was_never_issued_is_404_everywhere() {
    let shop = SHOP.get();
    let mug = shop.product("Unknown Token Mug").create();
    let long = "x".repeat(2_000);
    for token in [
        "nonsense",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        &long,
        "'; --",
    ] {
        let by_header = shop.guest().with("Cart-Token", token);
        let item = json!({"product_id": mug.id});
        let quantity = json!({"quantity": 1});
        for reply in [
            by_header.get("/api/cart"),
            by_header.delete("/api/cart"),
            by_header.post("/api/cart/items", &item),
            by_header.patch("/api/cart/items/1", &quantity),
            by_header.delete("/api/cart/items/1"),
            by_header.post("/api/cart/coupons", json!({"code": "X"})),
            by_header.delete("/api/cart/coupons/X"),
            by_header.get("/api/cart/shipping-methods?country=DE"),
        ] {
            reply.expect_problem(404, "cart-not-found");
        }
    }
    let by_cookie = shop.guest().with("Cookie", "souk_cart=nonsense");
    by_cookie
        .get("/api/cart")
        .expect_problem(404, "cart-not-found");
    // An empty header is none.
    shop.guest()
        .with("Cart-Token", "")
        .get("/api/cart")
        .expect_status(200);
}

#[test]
fn nobody_reaches_into_another_cart() {
    let shop = SHOP.get();
    let mug = shop.product("Private Mug").create();
    let (one, other) = (shop.guest_with(&[(&mug, 1)]), shop.guest_with(&[(&mug, 2)]));
    let customer = shop.customer("reaching@example.org");
    let path = format!("/api/cart/items/{}", one.cart()["items"][0]["id"]);
    let missing = |client: &Client| client.delete("/api/cart/items/987654321").text();
    for stranger in [&other, &customer, &shop.guest()] {
        let reached = stranger.delete(&path);
        reached.expect_problem(404, "not-found");
        assert_eq!(reached.text(), missing(stranger));
        stranger
            .patch(&path, json!({"quantity": 9}))
            .expect_problem(404, "not-found");
    }
    assert_eq!(one.cart()["items"][0]["quantity"], 1);
}

#[test]
fn an_account_has_one_cart_wherever_it_logs_in() {
    let shop = SHOP.get();
    let mug = shop.product("Account Mug").create();
    let first = shop.customer("one-cart@example.org");
    let made = first.add(&mug, 1).expect_status(201);
    assert_eq!(made.header("cart-token"), None, "the account is enough");
    assert_eq!(made.header("set-cookie"), None);
    let second = shop.log_in("one-cart@example.org");
    second.add(&mug, 1).expect_status(200);
    assert_eq!(first.cart()["item_count"], 2);
    let other = shop.customer("other-cart@example.org");
    assert_eq!(other.cart()["items"], json!([]));
    // A token of the past that a browser still sends does not get in the way.
    let stale = first.with("Cart-Token", "nonsense");
    assert_eq!(stale.cart()["item_count"], 2);
    first
        .bearer("nonsense")
        .get("/api/cart")
        .expect_problem(401, "unauthorized");
}

#[test]
fn an_idempotency_key_gives_the_same_cart_again() {
    let shop = SHOP.get();
    let mug = shop.product("Keyed Mug").create();
    let keyed = shop.guest().with("Idempotency-Key", "keyed-cart-1");
    let first = keyed.add(&mug, 2).expect_status(201);
    let again = keyed.add(&mug, 2).expect_status(201);
    assert_eq!(again.header("idempotency-replayed"), Some("true"));
    assert_eq!(first.body, again.body);
    for name in ["cart-token", "set-cookie"] {
        assert_eq!(first.expect(name), again.expect(name), "{name}");
    }
    let guest = shop.guest().holding(&first);
    assert_eq!(guest.cart()["item_count"], 2);
    let grow = guest.with("Idempotency-Key", "keyed-cart-2");
    grow.add(&mug, 1).expect_status(200);
    grow.add(&mug, 1).expect_status(200);
    assert_eq!(guest.cart()["item_count"], 3);
    grow.add(&mug, 2)
        .expect_problem(422, "idempotency-mismatch");
}

#[test]
fn it_is_there_after_a_restart() {
    let shop = TestShop::start();
    let mug = shop.product("Kept Mug").create();
    let made = shop.guest().add(&mug, 2).expect_status(201);
    let token = made.expect("cart-token").to_owned();
    let shop = TestShop::options().on(shop.stop()).start();
    let cart = shop.guest().with("Cart-Token", &token).cart();
    assert_eq!(cart, made.json());
}

#[test]
fn one_is_over_when_it_said_that_it_would_be() {
    let shop = TestShop::start();
    let mug = shop.product("Late Mug").create();
    let guest = shop.guest_with(&[(&mug, 1)]);
    let age = |lines: &str| {
        // Thirty days and ten minutes; the row is kept for an hour more.
        let sql = format!(
            "UPDATE carts SET expires_at = expires_at - updated_at + created_at - 2592600000,
                updated_at = created_at - 2592600000;
             {lines}"
        );
        shop.file().execute_batch(&sql).unwrap();
    };
    age("");
    // Its line changed just now.
    assert_eq!(guest.cart()["item_count"], 1);
    age("UPDATE cart_items SET changed_at = changed_at - 2592600000;");
    guest.get("/api/cart").expect_problem(404, "cart-not-found");
    guest.add(&mug, 1).expect_problem(404, "cart-not-found");
}

#[test]
fn one_that_ended_is_gone_and_swept() {
    let shop = TestShop::start();
    let mug = shop.product("Swept Mug").create();
    let guest = shop.guest_with(&[(&mug, 1)]);
    let customer = shop.customer("swept@example.org");
    let before = customer.add(&mug, 1).expect_status(201).json();
    let end = |shop: &TestShop| {
        let end = "UPDATE carts SET expires_at = created_at";
        assert!(shop.file().execute(end, []).unwrap() > 0);
    };
    end(&shop);
    guest.get("/api/cart").expect_problem(404, "cart-not-found");
    assert_eq!(customer.cart()["id"], Value::Null);
    let after = customer.add(&mug, 2).expect_status(201).json();
    assert_ne!(after["id"], before["id"], "a new one");
    assert_eq!(after["item_count"], 2);
    end(&shop);
    // The sweep begins when the shop opens.
    let shop = TestShop::options().on(shop.stop()).start();
    eventually("the sweep", || {
        let left =
            shop.count("SELECT (SELECT count(*) FROM carts) + (SELECT count(*) FROM cart_items)");
        (left == 0).then_some(())
    });
}

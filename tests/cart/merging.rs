//! A guest becomes somebody: the guest's lines join the account's, and the token dies.

use serde_json::{Value, json};

use crate::{
    SHOP,
    support::{Client, PASSWORD, TestProduct, TestShop},
};

/// The quantities of a cart by product.
fn quantities(cart: &Value) -> Vec<(i64, i64)> {
    let pair = |item: &Value| {
        (
            item["product_id"].as_i64().unwrap(),
            item["quantity"].as_i64().unwrap(),
        )
    };
    cart["items"].as_array().unwrap().iter().map(pair).collect()
}

fn guest_token(shop: &TestShop, items: &[(&TestProduct, i64)]) -> (Client, String) {
    let (first, rest) = items.split_first().unwrap();
    let made = shop.guest().add(first.0, first.1).expect_status(201);
    let token = made.expect("cart-token").to_owned();
    let guest = shop.guest().holding(&made);
    for (product, quantity) in rest {
        guest.add(product, *quantity).expect_status(201);
    }
    (guest, token)
}

#[test]
fn lines_are_added_up_and_the_token_dies() {
    let shop = SHOP.get();
    let (mug, rug) = (
        shop.product("Merged Mug").stock(5).create(),
        shop.product("Merged Rug").create(),
    );
    let customer = shop.customer("merging@example.org");
    customer.add(&mug, 3).expect_status(201);
    let (guest, token) = guest_token(&shop, &[(&mug, 4), (&rug, 1)]);
    let merged = customer
        .with("Cart-Token", &token)
        .post("/api/cart/merge", json!({}))
        .expect_status(200)
        .json();
    assert_eq!(quantities(&merged), [(mug.id, 7), (rug.id, 1)]);
    assert_eq!(merged["warnings"][0]["code"], "insufficient-stock");
    assert_eq!(customer.cart(), merged);
    guest.get("/api/cart").expect_problem(404, "cart-not-found");
    customer
        .with("Cart-Token", &token)
        .post("/api/cart/merge", json!({}))
        .expect_problem(404, "cart-not-found");
    assert_eq!(quantities(&customer.cart()), [(mug.id, 7), (rug.id, 1)]);
}

#[test]
fn without_a_cart_of_their_own_the_guests_becomes_theirs() {
    let shop = SHOP.get();
    let mug = shop.product("Adopted Mug").create();
    let (guest, token) = guest_token(&shop, &[(&mug, 2)]);
    let id = guest.cart()["id"].clone();
    let customer = shop.customer("adopting@example.org");
    let merged = customer
        .with("Cookie", &format!("souk_cart={token}"))
        .post("/api/cart/merge", json!({}))
        .expect_status(200);
    assert!(merged.expect("set-cookie").contains("Max-Age=0"));
    assert_eq!(merged.json()["id"], id);
    guest.get("/api/cart").expect_problem(404, "cart-not-found");
    assert_eq!(customer.cart()["item_count"], 2);
}

#[test]
fn a_line_still_takes_ten_thousand() {
    let shop = SHOP.get();
    let pin = shop.product("Merged Pins").stock(50_000).create();
    let customer = shop.customer("pins@example.org");
    customer.add(&pin, 9_000).expect_status(201);
    let (_, token) = guest_token(&shop, &[(&pin, 9_000)]);
    let merged = customer
        .with("Cart-Token", &token)
        .post("/api/cart/merge", json!({}))
        .expect_status(200)
        .json();
    assert_eq!(quantities(&merged), [(pin.id, 10_000)]);
}

#[test]
fn it_needs_a_login_and_a_token() {
    let shop = SHOP.get();
    let mug = shop.product("Unmerged Mug").create();
    let (guest, _) = guest_token(&shop, &[(&mug, 1)]);
    guest
        .post("/api/cart/merge", json!({}))
        .expect_problem(401, "unauthorized");
    shop.guest()
        .post("/api/cart/merge", json!({}))
        .expect_problem(401, "unauthorized");
    shop.customer_token()
        .post("/api/cart/merge", json!({}))
        .expect_problem(403, "forbidden");
    let customer = shop.customer("unmerged@example.org");
    customer
        .post("/api/cart/merge", json!({}))
        .expect_problem(404, "cart-not-found");
    assert_eq!(guest.cart()["item_count"], 1);
}

#[test]
fn logging_in_and_registering_merge_as_well() {
    let shop = SHOP.get();
    let mug = shop.product("Logged Mug").create();
    let account = |email: &str| json!({"email": email, "password": PASSWORD, "name": "Ada"});
    let login = |email: &str| json!({"email": email, "password": PASSWORD});

    let (guest, token) = guest_token(&shop, &[(&mug, 1)]);
    let reply = shop
        .guest()
        .with("Cart-Token", &token)
        .post("/api/auth/register", account("joins@example.org"))
        .expect_status(201);
    let customer = shop.guest().bearer(reply.json()["token"].as_str().unwrap());
    assert_eq!(customer.cart()["item_count"], 1);
    guest.get("/api/cart").expect_problem(404, "cart-not-found");

    let (guest, token) = guest_token(&shop, &[(&mug, 2)]);
    let reply = shop
        .guest()
        .with("Cookie", &format!("souk_cart={token}"))
        .post("/api/auth/login", login("joins@example.org"))
        .expect_status(200);
    let cookies: Vec<_> = reply.headers.get_all("set-cookie").iter().collect();
    assert_eq!(cookies.len(), 2, "the login, and the cart's that goes");
    assert_eq!(customer.cart()["item_count"], 3);
    guest.get("/api/cart").expect_problem(404, "cart-not-found");

    // A wrong password merges nothing, and a dead token keeps nobody out.
    let (guest, token) = guest_token(&shop, &[(&mug, 1)]);
    let wrong = json!({"email": "joins@example.org", "password": "something else"});
    let reply = shop
        .guest()
        .with("Cart-Token", &token)
        .post("/api/auth/login", wrong);
    assert_eq!(reply.status, 401);
    assert_eq!(guest.cart()["item_count"], 1);
    shop.guest()
        .with("Cart-Token", "nonsense")
        .post("/api/auth/login", login("joins@example.org"))
        .expect_status(200);
    assert_eq!(customer.cart()["item_count"], 3);
}

//! Sellers: their own products are theirs, and no others.

use serde_json::{Value, json};

use crate::SHOP;

#[test]
fn what_a_seller_makes_is_the_sellers() {
    let shop = SHOP.get();
    let seller = shop.seller("Owning Looms");
    let made = seller.product("Owned Rug").create();
    assert_eq!(made.body["seller"]["slug"], "owning-looms");
    assert_eq!(made.body["seller"]["name"], "Owning Looms");
    let patched = seller
        .patch(&made.path(), json!({"price": 5}))
        .expect_status(200)
        .json();
    assert_eq!(patched["seller"], made.body["seller"]);
    // A further token of the same seller is the same seller, and an administrator may do it, too.
    shop.seller("Owning Looms")
        .patch(&made.path(), json!({"price": 6}))
        .expect_status(200);
    shop.admin()
        .patch(&made.path(), json!({"price": 7}))
        .expect_status(200);
    shop.seller("Other Looms")
        .patch(&made.path(), json!({"price": 8}))
        .expect_problem(404, "not-found");
    assert_eq!(shop.get(&made.path()).json()["price"], 7);
    assert_eq!(
        shop.get("/api/products?seller=owning-looms").names(),
        ["Owned Rug"]
    );
    seller.delete(&made.path()).expect_status(204);
}

#[test]
fn only_administrators_say_whose_a_product_is() {
    let shop = SHOP.get();
    let seller = shop.seller("Assigned Looms");
    let made = seller.product("Assigned Rug").create();
    let id = made.body["seller"]["id"].clone();
    for assignment in [
        json!({"seller": id}),
        json!({"seller": "assigned-looms"}),
        json!({"seller": null}),
    ] {
        seller
            .patch(&made.path(), assignment)
            .expect_problem(403, "forbidden");
    }
    let admin = shop.admin();
    let shops = admin
        .patch(&made.path(), json!({"seller": null}))
        .expect_status(200)
        .json();
    assert_eq!(shops["seller"], Value::Null);
    seller
        .patch(&made.path(), json!({"price": 5}))
        .expect_problem(404, "not-found");
    for back in [
        json!("assigned-looms"),
        id.clone(),
        json!({"id": id}),
        json!({"slug": "assigned-looms"}),
    ] {
        let after = admin
            .patch(&made.path(), json!({"seller": back}))
            .expect_status(200)
            .json();
        assert_eq!(after["seller"]["id"], id);
    }
    let made = admin
        .product("Given Rug")
        .set("seller", "assigned-looms")
        .create();
    assert_eq!(made.body["seller"]["id"], id);
    seller
        .patch(&made.path(), json!({"price": 5}))
        .expect_status(200);
}

#[test]
fn a_seller_token_without_a_seller_may_make_nothing() {
    let shop = SHOP.get();
    let applicant = shop.guest().bearer(&shop.token(&["--role", "seller"]));
    applicant
        .product("Nobody's")
        .send()
        .expect_problem(403, "forbidden");
}

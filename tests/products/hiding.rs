//! A product that is not active is there for those who keep it, and for nobody else.

use serde_json::json;

use crate::SHOP;

#[test]
fn an_inactive_product_is_hidden_from_everybody_else() {
    let shop = SHOP.get();
    let category = shop.category("Hidden Things");
    let owner = shop.seller("Hiding Looms");
    let hidden = owner
        .product("Hidden Treasure")
        .category(category)
        .brand("Hidden Brand")
        .tags(&["hidden-tag"])
        .set("is_active", false)
        .create();
    let visible = owner.product("Visible Thing").category(category).create();
    let by_slug = format!("/api/products/{}", hidden.slug);
    for caller in [
        shop.guest(),
        shop.customer_token(),
        shop.seller("Other Looms"),
    ] {
        for path in [&hidden.path(), &by_slug] {
            let reply = caller.get(path);
            reply.expect_problem(404, "not-found");
            assert_eq!(
                reply.body,
                caller.get("/api/products/999999999").body,
                "the same bytes"
            );
        }
    }
    for caller in [&owner, &shop.admin()] {
        for path in [&hidden.path(), &by_slug] {
            let read = caller.get(path).expect_status(200);
            assert_eq!(read.json()["is_active"], false);
            assert_eq!(
                read.header("cache-control"),
                Some("no-store"),
                "no cache may keep it"
            );
        }
    }
    for caller in [shop.guest(), shop.admin(), owner.clone()] {
        for query in [
            "q=treasure",
            "category=hidden-things",
            "brand=hidden%20brand",
            "tag=hidden-tag",
            "seller=hiding-looms",
        ] {
            let names = caller
                .get(&format!("/api/products?{query}"))
                .expect_status(200)
                .names();
            assert!(!names.contains(&"Hidden Treasure".to_owned()), "{query}");
        }
    }
    let facets = shop
        .get("/api/products?category=hidden-things&facets=true")
        .json();
    assert_eq!(facets["total"], 1);
    assert_eq!(facets["facets"]["brand"], json!([]));
    let suggested = shop.get("/api/search/suggest?q=treasur").json();
    assert_eq!(suggested["products"], json!([]));
    assert_eq!(
        shop.get(&format!("{}/related", visible.path())).names(),
        Vec::<String>::new()
    );

    owner
        .patch(&hidden.path(), json!({"is_active": true}))
        .expect_status(200);
    shop.get(&hidden.path()).expect_status(200);
    assert_eq!(
        shop.get("/api/products?q=treasure").names(),
        ["Hidden Treasure"]
    );
    owner
        .patch(&hidden.path(), json!({"is_active": false}))
        .expect_status(200);
    shop.get(&hidden.path()).expect_problem(404, "not-found");
}

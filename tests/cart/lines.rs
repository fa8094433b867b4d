//! Lines: put in, grown, changed, taken out, and what they add up to.

use serde_json::{Value, json};

use crate::{
    SHOP,
    support::{Client, Reply, TestShop, eventually, instant},
};

/// The whole cart as the contract lists it, and its sums.
#[track_caller]
fn check(cart: &Value) {
    for field in [
        "id",
        "items",
        "item_count",
        "subtotal",
        "discount_total",
        "shipping_total",
        "tax_total",
        "total",
        "currency",
        "coupons",
        "warnings",
        "created_at",
        "updated_at",
        "expires_at",
    ] {
        assert!(cart.get(field).is_some(), "{field}: {cart}");
    }
    let items = cart["items"].as_array().unwrap();
    for item in items {
        for field in [
            "id",
            "product_id",
            "variant_id",
            "slug",
            "name",
            "sku",
            "options",
            "image_url",
            "seller",
            "quantity",
            "unit_price",
            "line_total",
            "available",
        ] {
            assert!(item.get(field).is_some(), "{field}: {item}");
        }
        let number = |field: &str| item[field].as_i64().unwrap();
        assert_eq!(
            number("line_total"),
            number("unit_price") * number("quantity")
        );
    }
    let sum = |field: &str| -> i64 { items.iter().map(|item| item[field].as_i64().unwrap()).sum() };
    assert_eq!(cart["item_count"], sum("quantity"));
    assert_eq!(cart["subtotal"], sum("line_total"));
    let number = |field: &str| cart[field].as_i64().unwrap();
    assert_eq!(
        number("total"),
        number("subtotal") - number("discount_total") + number("shipping_total")
    );
}

#[test]
fn a_new_line_is_201_and_a_grown_one_200_and_both_are_the_whole_cart() {
    let shop = SHOP.get();
    let mug = shop
        .product("Lined Mug")
        .price(1_999)
        .sku("LINED-1")
        .set("images", json!([{"url": "/mug.png"}]))
        .create();
    let rug = shop
        .seller("Lined Looms")
        .product("Lined Rug")
        .price(5)
        .create();
    let made = shop.guest().add(&mug, 2).expect_status(201);
    assert_eq!(made.header("cache-control"), Some("no-store"));
    let guest = shop.guest().holding(&made);
    let cart = made.json();
    check(&cart);
    let line = &cart["items"][0];
    assert_eq!(
        (
            &line["product_id"],
            &line["variant_id"],
            &line["slug"],
            &line["name"]
        ),
        (
            &json!(mug.id),
            &json!(mug.variant_id),
            &json!("lined-mug"),
            &json!("Lined Mug")
        )
    );
    assert_eq!(
        (&line["sku"], &line["image_url"], &line["seller"]),
        (&json!("LINED-1"), &json!("/mug.png"), &Value::Null)
    );
    assert_eq!(
        (&line["quantity"], &line["available"], &cart["total"]),
        (&json!(2), &json!(10), &json!(3_998))
    );
    assert_eq!(cart["currency"], "EUR");

    let grown = guest.add(&mug, 3).expect_status(200);
    assert_eq!(grown.header("cart-token"), None, "it has one already");
    check(&grown.json());
    assert_eq!(grown.json()["items"][0]["quantity"], 5);
    assert_eq!(grown.json()["items"][0]["id"], line["id"]);

    let two = guest.add(&rug, 1).expect_status(201).json();
    check(&two);
    assert_eq!(two["items"][1]["seller"]["name"], "Lined Looms");
    assert_eq!(
        (&two["item_count"], &two["subtotal"]),
        (&json!(6), &json!(5 * 1_999 + 5))
    );
    assert_eq!(two, guest.cart(), "a look shows what a change answered");
}

#[test]
fn a_product_alone_is_enough_and_one_of_it() {
    let shop = SHOP.get();
    let mug = shop.product("Single Mug").create();
    let made = shop
        .guest()
        .post("/api/cart/items", json!({"product_id": mug.id}))
        .expect_status(201)
        .json();
    assert_eq!(made["items"][0]["quantity"], 1);
    assert_eq!(made["items"][0]["variant_id"], mug.variant_id);
}

#[test]
fn of_several_variants_one_has_to_be_chosen() {
    let shop = SHOP.get();
    let variants = json!([
        {"price": 100, "stock_quantity": 3, "options": {"Size": "S"}, "sku": "VAR-S"},
        {"price": 200, "stock_quantity": 3, "options": {"Size": "M"}},
        {"price": 300, "stock_quantity": 3, "options": {"Size": "L"}, "is_active": false},
    ]);
    let shirt = shop.product("Varied Shirt").variants(variants).create();
    let id = |place: usize| shirt.body["variants"][place]["id"].as_i64().unwrap();
    shop.guest()
        .add(&shirt, 1)
        .expect_problem(400, "variant-required");
    let add = |client: &Client, variant: i64| {
        let body = json!({"product_id": shirt.id, "variant_id": variant});
        client.post("/api/cart/items", body)
    };
    let made = add(&shop.guest(), id(0)).expect_status(201);
    let guest = shop.guest().holding(&made);
    assert_eq!(made.json()["items"][0]["options"], json!({"Size": "S"}));
    let both = add(&guest, id(1)).expect_status(201).json();
    assert_eq!(both["total"], 300);
    add(&guest, id(2)).expect_problem(404, "not-found");
    add(&guest, 999_999).expect_problem(404, "not-found");
    let other = shop.product("Varied Other").create();
    add(&guest, other.variant_id).expect_problem(404, "not-found");
    // With one active variant left there is nothing to choose.
    let one = json!({"variants": [
        {"id": id(0), "price": 100, "is_active": false, "options": {"Size": "S"}},
        {"id": id(1), "price": 200, "options": {"Size": "M"}},
    ]});
    shop.admin().patch(&shirt.path(), one).expect_status(200);
    let made = shop.guest().add(&shirt, 1).expect_status(201).json();
    assert_eq!(made["items"][0]["variant_id"], id(1));
}

#[test]
fn more_than_there_is_is_refused_and_changes_nothing() {
    let shop = SHOP.get();
    let mug = shop.product("Scarce Mug").stock(3).create();
    let none = shop.product("Scarce None").stock(0).create();
    for (product, quantity, available) in [(&mug, 4, 3), (&none, 1, 0), (&mug, 10_000, 3)] {
        let refused = shop.guest().add(product, quantity);
        assert_eq!(
            refused.expect_problem(409, "out-of-stock")["available"],
            available
        );
        assert_eq!(refused.header("cart-token"), None, "no cart was made");
    }
    let guest = shop.guest_with(&[(&mug, 2)]);
    let before = guest.cart();
    let refused = guest.add(&mug, 2).expect_problem(409, "out-of-stock");
    assert_eq!(refused["available"], 3);
    let path = format!("/api/cart/items/{}", before["items"][0]["id"]);
    let refused = guest.patch(&path, json!({"quantity": 4}));
    assert_eq!(refused.expect_problem(409, "out-of-stock")["available"], 3);
    assert_eq!(guest.cart(), before);
    guest.add(&mug, 1).expect_status(200);
}

#[test]
fn a_line_takes_ten_thousand() {
    let shop = SHOP.get();
    let pin = shop.product("Many Pins").price(1).stock(50_000).create();
    let guest = shop.guest_with(&[(&pin, 10_000)]);
    guest.add(&pin, 1).expect_bad_field("/quantity");
    assert_eq!(guest.cart()["item_count"], 10_000);
}

#[test]
fn a_quantity_is_set_and_a_line_is_taken_out() {
    let shop = SHOP.get();
    let (mug, rug) = (
        shop.product("Set Mug").create(),
        shop.product("Set Rug").create(),
    );
    let guest = shop.guest_with(&[(&mug, 2), (&rug, 1)]);
    let path = format!("/api/cart/items/{}", guest.cart()["items"][0]["id"]);
    let set = guest
        .patch(&path, json!({"quantity": 7}))
        .expect_status(200);
    check(&set.json());
    assert_eq!(set.json()["items"][0]["quantity"], 7);
    let left = guest.delete(&path).expect_status(200).json();
    check(&left);
    assert_eq!(left["items"].as_array().unwrap().len(), 1);
    guest.delete(&path).expect_problem(404, "not-found");
    guest
        .patch(&path, json!({"quantity": 1}))
        .expect_problem(404, "not-found");
    let emptied = guest.delete("/api/cart").expect_status(200).json();
    check(&emptied);
    assert_eq!(
        (&emptied["items"], &emptied["total"]),
        (&json!([]), &json!(0))
    );
    assert!(emptied["id"].is_string(), "the cart is still theirs");
    guest.add(&mug, 1).expect_status(201);
}

#[test]
fn what_is_not_sold_is_not_there() {
    let shop = SHOP.get();
    let hidden = shop.product("Hidden Mug").set("is_active", false).create();
    shop.guest()
        .add(&hidden, 1)
        .expect_problem(404, "not-found");
    shop.admin()
        .add(&hidden, 1)
        .expect_problem(404, "not-found");
    let gone = shop.product("Gone Mug").create();
    shop.admin().delete(&gone.path()).expect_status(204);
    shop.guest().add(&gone, 1).expect_problem(404, "not-found");
}

#[test]
fn a_cart_takes_two_hundred_lines() {
    let shop = SHOP.get();
    let variants: Vec<Value> = (0..200)
        .map(|n| json!({"price": 1, "stock_quantity": 1, "options": {"N": n.to_string()}}))
        .collect();
    let many = shop.product("Full").variants(json!(variants)).create();
    let extra = shop.product("Full Extra").create();
    let mut guest = shop.guest();
    for variant in many.body["variants"].as_array().unwrap() {
        let body = json!({"product_id": many.id, "variant_id": variant["id"]});
        let added = guest.post("/api/cart/items", body).expect_status(201);
        if added.header("cart-token").is_some() {
            guest = guest.holding(&added);
        }
    }
    guest.add(&extra, 1).expect_problem(409, "cart-full");
    assert_eq!(guest.cart()["items"].as_array().unwrap().len(), 200);
}

#[test]
fn the_tracker_learns_what_moves() {
    let shop = TestShop::start();
    let mug = shop.product("Tracked Mug").price(500).create();
    let guest = shop.guest_with(&[(&mug, 2)]);
    guest.add(&mug, 1).expect_status(200);
    guest.add(&mug, 100).expect_problem(409, "out-of-stock");
    let path = format!("/api/cart/items/{}", guest.cart()["items"][0]["id"]);
    guest
        .patch(&path, json!({"quantity": 4}))
        .expect_status(200);
    guest
        .patch(&path, json!({"quantity": 4}))
        .expect_status(200);
    guest
        .patch(&path, json!({"quantity": 1}))
        .expect_status(200);
    guest.delete(&path).expect_status(200);
    let metrics = format!("{}/metrics", mug.path());
    eventually("the events of the cart", || {
        shop.admin()
            .post("/api/tracking/flush", json!({}))
            .expect_status(200);
        let seen = shop.admin().get(&metrics).expect_status(200).json();
        // Two additions and one by a larger quantity; taking out lowers nothing.
        (seen["cart_adds"] == 3).then_some(())
    });
}

#[test]
fn it_ends_thirty_days_after_its_last_change() {
    let shop = SHOP.get();
    let mug = shop.product("Ending Mug").create();
    let guest = shop.guest_with(&[(&mug, 1)]);
    let lives = |cart: &Value| {
        let (updated, expires) = (instant(&cart["updated_at"]), instant(&cart["expires_at"]));
        let seconds = expires.as_second() - updated.as_second();
        let days = 30 * 86_400..=30 * 86_400 + 60;
        assert!(days.contains(&seconds), "{cart}");
        updated
    };
    let made = guest.cart();
    let mut last = lives(&made);
    assert_eq!(
        made["created_at"].as_str().unwrap()[..10],
        made["updated_at"].as_str().unwrap()[..10]
    );
    let path = format!("/api/cart/items/{}", made["items"][0]["id"]);
    let changes: [&dyn Fn() -> Reply; 4] = [
        &|| guest.add(&mug, 1),
        &|| guest.patch(&path, json!({"quantity": 3})),
        &|| guest.delete(&path),
        &|| guest.delete("/api/cart"),
    ];
    for change in changes {
        let changed = change().expect_status(200).json();
        assert_eq!(changed["created_at"], made["created_at"]);
        assert_eq!(guest.cart(), changed);
        let now = lives(&changed);
        assert!(now > last, "{changed}");
        last = now;
    }
}

#[test]
fn a_change_answers_what_a_look_reads_and_knows_every_price_of_its_moment() {
    let shop = SHOP.get();
    let (mug, rug, lamp) = (
        shop.product("Moment Mug").stock(9).create(),
        shop.product("Moment Rug").stock(9).create(),
        shop.product("Moment Lamp").stock(9).create(),
    );
    let guest = shop.guest_with(&[(&mug, 2)]);
    let same = |reply: Reply| {
        let answer = reply.json();
        assert_eq!(answer, guest.cart());
        answer
    };
    same(guest.add(&rug, 1));
    same(guest.add(&mug, 3));
    let cart = same(guest.add(&lamp, 1));
    let line = |at: usize| format!("/api/cart/items/{}", cart["items"][at]["id"]);
    same(guest.patch(&line(1), json!({"quantity": 4})));
    same(guest.delete(&line(2)));
    // Prices, stock and names change between two changes of the cart, and each is seen by the next.
    for round in 1..=3 {
        let (price, name) = (4_000 + round, format!("Moment Rug {round}"));
        let variant = &cart["items"][1]["variant_id"];
        let changed = json!({"name": name, "price": price});
        shop.admin().patch(&rug.path(), changed).expect_status(200);
        let taken = json!({"variant_id": variant, "delta": -1, "reason": "broken"});
        shop.admin()
            .post("/api/admin/stock-adjustments", taken)
            .expect_status(201);
        let now = guest.patch(&line(0), json!({"quantity": round})).json();
        let rug = &now["items"][1];
        assert_eq!(rug["unit_price"], price, "{now}");
        assert_eq!(rug["available"], 9 - round, "{now}");
        assert_eq!(rug["name"], name.as_str(), "{now}");
    }
    guest
        .patch(&line(1), json!({"quantity": 7}))
        .expect_problem(409, "out-of-stock");
}

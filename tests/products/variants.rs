//! Variants and options: what is bought.

use serde_json::{Value, json};

use crate::SHOP;

fn rug() -> Value {
    json!([
        {"sku": null, "options": {"Size": "S", "Colour": "Red"}, "price": 300, "stock_quantity": 1},
        {"options": {"Size": "M", "Colour": "Red"}, "price": 200, "original_price": 250, "stock_quantity": 2},
        {"options": {"Size": "L", "Colour": "Blue"}, "price": 400, "stock_quantity": 0, "is_default": true},
    ])
}

fn ids(product: &Value) -> Vec<i64> {
    let variants = product["variants"].as_array().unwrap();
    variants
        .iter()
        .map(|variant| variant["id"].as_i64().unwrap())
        .collect()
}

fn defaults(product: &Value) -> Vec<bool> {
    let variants = product["variants"].as_array().unwrap();
    variants
        .iter()
        .map(|variant| variant["is_default"].as_bool().unwrap())
        .collect()
}

#[test]
fn price_and_stock_are_derived_from_the_active_ones() {
    let shop = SHOP.get();
    let made = shop.product("Derived Rug").variants(rug()).create();
    assert_eq!(made.body["price"], 200);
    assert_eq!(
        made.body["original_price"], 250,
        "what the cheapest cost before"
    );
    assert_eq!(made.body["on_sale"], true);
    assert_eq!(made.body["stock_quantity"], 3);
    assert_eq!(defaults(&made.body), [false, false, true]);
    assert_eq!(
        made.body["options"],
        json!([{"name": "Colour", "values": ["Red", "Blue"]}, {"name": "Size", "values": ["S", "M", "L"]}]),
        "read off the variants"
    );
    let ids = ids(&made.body);
    let off =
        json!({"variants": [{"id": ids[0]}, {"id": ids[1], "is_active": false}, {"id": ids[2]}]});
    let after = shop
        .admin()
        .patch(&made.path(), off)
        .expect_status(200)
        .json();
    assert_eq!(
        (&after["price"], &after["stock_quantity"]),
        (&json!(300), &json!(1))
    );
    assert_eq!(after["on_sale"], false);
    let none = json!({"variants": ids.iter().map(|id| json!({"id": id, "is_active": false})).collect::<Vec<_>>()});
    let after = shop
        .admin()
        .patch(&made.path(), none)
        .expect_status(200)
        .json();
    assert_eq!(
        (&after["in_stock"], &after["stock_quantity"]),
        (&json!(false), &json!(0))
    );
}

#[test]
fn the_products_own_price_stands_in_for_variants_without_one() {
    let shop = SHOP.get();
    let variants = json!([{"options": {"Size": "S"}}, {"options": {"Size": "M"}, "price": 900}]);
    let made = shop
        .product("Based")
        .variants(variants)
        .set("price", 700)
        .create();
    assert_eq!(made.body["variants"][0]["price"], 700);
    assert_eq!(made.body["variants"][1]["price"], 900);
    let variants = json!([{"options": {"Size": "S"}, "price": 1}]);
    shop.product("Sku'd")
        .variants(variants)
        .sku("BELONGS")
        .send()
        .expect_bad_field("/sku");
}

#[test]
fn options_and_variants_have_to_agree() {
    let shop = SHOP.get();
    let size = json!([{"name": "Size", "values": ["S", "M"]}]);
    for (options, variants, pointer) in [
        (
            &size,
            json!([{"price": 1, "options": {"Size": "XL"}}]),
            "/variants/0/options/Size",
        ),
        (&size, json!([{"price": 1}]), "/variants/0/options"),
        (
            &size,
            json!([{"price": 1, "options": {"Size": "S", "Colour": "Red"}}]),
            "/variants/0/options/Colour",
        ),
        (
            &size,
            json!([{"price": 1, "options": {"Size": "S"}}, {"price": 2, "options": {"Size": "S"}}]),
            "/variants/1/options",
        ),
        (
            &json!([{"name": "Size", "values": []}]),
            json!([{"price": 1, "options": {"Size": "S"}}]),
            "/options/0/values",
        ),
        (
            &json!([{"name": "Size", "values": ["S", "S"]}]),
            json!([{"price": 1, "options": {"Size": "S"}}]),
            "/options/0/values/1",
        ),
        (
            &json!([{"name": "", "values": ["S"]}]),
            json!([{"price": 1, "options": {"": "S"}}]),
            "/options/0/name",
        ),
    ] {
        let sent = shop
            .product("Disagreeing")
            .set("options", options.clone())
            .variants(variants)
            .send();
        sent.expect_bad_field(pointer);
    }
    let two = json!([{"price": 1, "is_default": true, "options": {"Size": "S"}}, {"price": 1, "is_default": true, "options": {"Size": "M"}}]);
    shop.product("Two Defaults")
        .variants(two)
        .send()
        .expect_bad_field("/variants");
    // Listed values may be more than are used, and their order is kept.
    let made = shop.product("Ordered").set(
        "options",
        json!([{"name": "Size", "values": ["M", "S", "L"]}]),
    );
    let made = made
        .variants(json!([{"price": 1, "options": {"Size": "S"}}]))
        .create();
    assert_eq!(made.body["options"][0]["values"], json!(["M", "S", "L"]));
}

#[test]
fn a_variant_named_by_its_id_keeps_what_is_left_out() {
    let shop = SHOP.get();
    let made = shop.product("Kept Rug").variants(json!([
        {"sku": "KEPT-S", "options": {"Size": "S"}, "price": 300, "original_price": 350, "stock_quantity": 5},
        {"sku": "KEPT-M", "options": {"Size": "M"}, "price": 400, "stock_quantity": 6},
    ])).create();
    let old = ids(&made.body);
    let admin = shop.admin();
    let patch = json!({"variants": [{"id": old[0], "price": 310}, {"id": old[1]}]});
    let after = admin.patch(&made.path(), patch).expect_status(200).json();
    let mut wanted = made.body["variants"].clone();
    wanted[0]["price"] = json!(310);
    assert_eq!(after["variants"], wanted);

    // Null clears inside of a variant, too.
    let patch =
        json!({"variants": [{"id": old[0], "sku": null, "original_price": null}, {"id": old[1]}]});
    let after = admin.patch(&made.path(), patch).expect_status(200).json();
    assert_eq!(after["variants"][0]["sku"], Value::Null);
    assert_eq!(after["variants"][0]["original_price"], Value::Null);
    assert_eq!(after["variants"][1]["sku"], "KEPT-M");

    // A new one joins with new values of the options, another place and the default.
    let patch = json!({"variants": [
        {"sku": "KEPT-L", "options": {"Size": "L"}, "price": 500, "is_default": true}, {"id": old[1]}, {"id": old[0]},
    ]});
    let after = admin.patch(&made.path(), patch).expect_status(200).json();
    assert_eq!(ids(&after)[1..], [old[1], old[0]]);
    assert!(ids(&after)[0] > old[1]);
    assert_eq!(defaults(&after), [true, false, false]);
    assert_eq!(
        after["options"],
        json!([{"name": "Size", "values": ["S", "M", "L"]}])
    );
    let positions: Vec<i64> = (0..3)
        .map(|n| after["variants"][n]["position"].as_i64().unwrap())
        .collect();
    assert_eq!(positions, [0, 1, 2]);

    // One that is not in the list goes, its SKU is free, and one of the others is the default.
    let patch = json!({"variants": [{"id": old[0]}, {"id": old[1]}]});
    let after = admin.patch(&made.path(), patch).expect_status(200).json();
    assert_eq!(ids(&after), [old[0], old[1]]);
    assert_eq!(defaults(&after), [true, false]);
    shop.product("Free").sku("KEPT-L").create();
    // SKUs may change places.
    let patch =
        json!({"variants": [{"id": old[0], "sku": "KEPT-M"}, {"id": old[1], "sku": "KEPT-S"}]});
    let after = admin.patch(&made.path(), patch).expect_status(200).json();
    assert_eq!(after["variants"][0]["sku"], "KEPT-M");
    assert_eq!(after["variants"][1]["sku"], "KEPT-S");
}

#[test]
fn what_cannot_be_done_to_variants_is_refused_whole() {
    let shop = SHOP.get();
    let made = shop.product("Refused Rug").variants(rug()).create();
    let other = shop.product("Other Rug").create();
    let id = made.variant_id;
    for (patch, pointer) in [
        (
            json!({"variants": [{"id": other.variant_id}]}),
            "/variants/0/id",
        ),
        (json!({"variants": [{"id": 0}]}), "/variants/0/id"),
        (
            json!({"variants": [{"id": id}, {"id": id}]}),
            "/variants/1/id",
        ),
        (
            json!({"variants": [{"id": id}, {"options": {"Size": "XL", "Colour": "Red"}}]}),
            "/variants/1/price",
        ),
        (
            json!({"variants": [{"id": id, "price": -1}]}),
            "/variants/0/price",
        ),
        (json!({"price": 5}), "/price"),
        (json!({"stock_quantity": 5}), "/stock_quantity"),
        (json!({"sku": "X"}), "/sku"),
        (json!({"original_price": null}), "/original_price"),
        (json!({"options": null}), "/variants/0/options/Colour"),
        (json!({"name": "New Name", "price": 5}), "/price"),
    ] {
        shop.admin()
            .patch(&made.path(), &patch)
            .expect_bad_field(pointer);
    }
    assert_eq!(shop.get(&made.path()).json(), made.body);
}

#[test]
fn a_product_of_one_becomes_one_of_several_and_back() {
    let shop = SHOP.get();
    let made = shop
        .product("Growing Rug")
        .price(100)
        .stock(1)
        .sku("GROW")
        .create();
    let patch = json!({"variants": [
        {"id": made.variant_id, "options": {"Size": "S"}}, {"options": {"Size": "M"}, "price": 200, "stock_quantity": 2},
    ]});
    let after = shop
        .admin()
        .patch(&made.path(), patch)
        .expect_status(200)
        .json();
    assert_eq!(after["variants"][0]["sku"], "GROW");
    assert_eq!(after["stock_quantity"], 3);
    assert_eq!(
        after["options"],
        json!([{"name": "Size", "values": ["S", "M"]}])
    );
    let patch = json!({"variants": [{"id": made.variant_id, "options": {}}]});
    let after = shop
        .admin()
        .patch(&made.path(), patch)
        .expect_status(200)
        .json();
    assert_eq!(after["options"], json!([]));
    let after = shop
        .admin()
        .patch(&made.path(), json!({"price": 150}))
        .expect_status(200)
        .json();
    assert_eq!(after["price"], 150);
}

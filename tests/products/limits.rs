//! How long, how many, how much.

use serde_json::{Map, Value, json};

use crate::SHOP;

fn variants(count: usize) -> Value {
    (0..count)
        .map(|n| json!({"price": 100 + n, "options": {"Number": n.to_string()}}))
        .collect()
}

fn attributes(count: usize) -> Value {
    (0..count)
        .map(|n| (format!("k{n}"), Value::from("v")))
        .collect::<Map<_, _>>()
        .into()
}

/// A field, the largest or smallest value that it takes, one that it does not, and what is named then.
type Limit = (&'static str, Value, Value, &'static str);

fn texts() -> Vec<Limit> {
    vec![
        (
            "name",
            json!("é".repeat(200)),
            json!("é".repeat(201)),
            "/name",
        ),
        ("name", json!("x"), json!(""), "/name"),
        ("name", json!("x"), json!(" \t\n"), "/name"),
        ("name", json!("x"), json!("nul\u{0}"), "/name"),
        (
            "short_description",
            json!("x".repeat(1_000)),
            json!("x".repeat(1_001)),
            "/short_description",
        ),
        (
            "description",
            json!("ß".repeat(20_000)),
            json!("ß".repeat(20_001)),
            "/description",
        ),
        (
            "description",
            json!("a\nb\tc\r\n"),
            json!("\u{1b}[31m"),
            "/description",
        ),
        (
            "brand",
            json!("x".repeat(200)),
            json!("x".repeat(201)),
            "/brand",
        ),
        (
            "model",
            json!("x".repeat(200)),
            json!("x".repeat(201)),
            "/model",
        ),
    ]
}

fn numbers() -> Vec<Limit> {
    vec![
        ("price", json!(0), json!(-1), "/price"),
        (
            "price",
            json!(1_000_000_000),
            json!(1_000_000_001),
            "/price",
        ),
        (
            "original_price",
            json!(1_000_000_000),
            json!(1_000_000_001),
            "/original_price",
        ),
        ("original_price", json!(0), json!(-1), "/original_price"),
        ("stock_quantity", json!(0), json!(-1), "/stock_quantity"),
        (
            "stock_quantity",
            json!(1_000_000),
            json!(1_000_001),
            "/stock_quantity",
        ),
        ("weight_grams", json!(0), json!(-1), "/weight_grams"),
    ]
}

fn lists() -> Vec<Limit> {
    let tags = |count: usize| (0..count).map(|n| format!("t{n}")).collect::<Vec<_>>();
    let images = |count: usize| {
        (0..count)
            .map(|n| json!({"url": format!("/{n}")}))
            .collect::<Vec<_>>()
    };
    vec![
        ("tags", json!(tags(30)), json!(tags(31)), "/tags"),
        ("tags", json!(["a", "b"]), json!(["a", "a"]), "/tags/1"),
        ("tags", json!(["a"]), json!([" "]), "/tags/0"),
        (
            "attributes",
            attributes(100),
            attributes(101),
            "/attributes",
        ),
        ("images", json!(images(50)), json!(images(51)), "/images"),
        (
            "images",
            json!([]),
            json!([{"url": "javascript:alert(1)"}]),
            "/images/0/url",
        ),
        (
            "images",
            json!([]),
            json!([{"url": "//evil.example/x.png"}]),
            "/images/0/url",
        ),
    ]
}

#[test]
fn values_at_their_limit_are_taken_and_one_more_is_not() {
    let shop = SHOP.get();
    for (field, good, bad, pointer) in [texts(), numbers(), lists()].concat() {
        let with = |value: Value| shop.product("Limited").set(field, value).send();
        with(good).expect_status(201);
        with(bad).expect_bad_field(pointer);
    }
    // A SKU is one of a kind, so its good value is its own.
    shop.product("Limited").sku(&"s".repeat(100)).create();
    shop.product("Limited")
        .sku(&"s".repeat(101))
        .send()
        .expect_bad_field("/sku");
    shop.product("Limited")
        .sku(" ")
        .send()
        .expect_bad_field("/sku");
}

#[test]
fn a_product_has_1_to_200_variants() {
    let shop = SHOP.get();
    let most = shop.product("Many").variants(variants(200)).create();
    assert_eq!(most.body["variants"].as_array().unwrap().len(), 200);
    assert_eq!(most.body["price"], 100);
    shop.product("Too Many")
        .variants(variants(201))
        .send()
        .expect_bad_field("/variants");
    shop.product("None")
        .variants(json!([]))
        .send()
        .expect_bad_field("/variants");
    for (variant, pointer) in [
        (json!({"price": -1}), "/variants/0/price"),
        (json!({"price": 1_000_000_001}), "/variants/0/price"),
        (
            json!({"price": 1, "stock_quantity": 1_000_001}),
            "/variants/0/stock_quantity",
        ),
        (json!({"price": 1, "sku": ""}), "/variants/0/sku"),
        (json!({"stock_quantity": 1}), "/variants/0/price"),
        (json!({"price": 1, "id": 5}), "/variants/0/id"),
    ] {
        shop.product("Bad")
            .variants(json!([variant]))
            .send()
            .expect_bad_field(pointer);
    }
}

#[test]
fn a_patch_has_the_same_limits() {
    let shop = SHOP.get();
    let mug = shop.product("Limited Mug").create();
    for (patch, pointer) in [
        (json!({"name": "x".repeat(201)}), "/name"),
        (json!({"name": ""}), "/name"),
        (json!({"name": null}), "/name"),
        (json!({"slug": null}), "/slug"),
        (json!({"slug": ""}), "/slug"),
        (json!({"slug": "12345"}), "/slug"),
        (json!({"price": -1}), "/price"),
        (json!({"price": null}), "/price"),
        (json!({"stock_quantity": 1_000_001}), "/stock_quantity"),
        (json!({"stock_quantity": null}), "/stock_quantity"),
        (json!({"original_price": 1_000_000_001}), "/original_price"),
        (json!({"condition": null}), "/condition"),
        (json!({"is_active": null}), "/is_active"),
        (json!({"is_featured": null}), "/is_featured"),
        (json!({"tags": ["a", "a"]}), "/tags/1"),
        (json!({"description": "x".repeat(20_001)}), "/description"),
        (json!({"category": "no-such"}), "/category"),
        (json!({"category_id": 999_999}), "/category_id"),
        (json!({"variants": null}), "/variants"),
        (json!({"variants": []}), "/variants"),
        (
            json!({"images": [{"url": "/a", "is_primary": true}, {"url": "/b", "is_primary": true}]}),
            "/images",
        ),
    ] {
        shop.admin()
            .patch(&mug.path(), &patch)
            .expect_bad_field(pointer);
    }
    assert_eq!(
        shop.get(&mug.path()).json(),
        mug.body,
        "nothing of it was written"
    );
}

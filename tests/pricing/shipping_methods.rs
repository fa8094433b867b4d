//! Shipping methods.

use serde_json::{Value, json};

use crate::{SHOP, support::TestShop, walk, with, without};

fn parcel(code: &str) -> Value {
    json!({"code": code, "name": "Standard parcel", "price": 490})
}

#[test]
fn a_method_is_made_read_changed_and_deleted() {
    let shop = SHOP.get();
    let admin = shop.admin();
    let body = json!({
        "code": "standard_1", "name": " Standard parcel ", "countries": ["DE", "AT"], "price": 490,
        "free_above": 7_500, "price_per_kg": 80, "position": 3,
    });
    let made = admin.post("/api/admin/shipping-methods", &body);
    let made = made.expect_status(201);
    let json = made.json();
    let id = json["id"].as_i64().unwrap();
    let path = format!("/api/admin/shipping-methods/{id}");
    assert_eq!(made.header("location"), Some(path.as_str()));
    let expected = with(&body, &json!({"id": id, "name": "Standard parcel"}));
    assert_eq!(json, expected);
    // By id and by code.
    assert_eq!(admin.get(&path).json(), expected);
    let by_code = "/api/admin/shipping-methods/standard_1";
    assert_eq!(admin.get(by_code).json(), expected);
    admin
        .post("/api/admin/shipping-methods", parcel("standard_1"))
        .expect_problem(409, "shipping-method-taken");

    let patch = json!({"free_above": null, "price_per_kg": null, "countries": null, "price": 0});
    let changed = admin.patch(by_code, &patch).expect_status(200).json();
    let expected = with(&expected, &patch);
    let expected = with(&expected, &json!({"countries": []}));
    assert_eq!(changed, expected);
    // A change that changes nothing keeps the tag.
    let tag = admin.get(&path).expect("etag").to_owned();
    let same = admin.patch(&path, json!({"price": 0})).expect_status(200);
    assert_eq!(same.expect("etag"), tag);
    admin
        .with("If-Match", "\"stale\"")
        .patch(&path, json!({"price": 1}))
        .expect_problem(412, "precondition-failed");
    admin
        .with("If-Match", &tag)
        .delete(&path)
        .expect_status(204);
    admin.get(by_code).expect_problem(404, "not-found");
}

#[test]
fn each_bad_field_is_named() {
    let shop = SHOP.get();
    let admin = shop.admin();
    let good = parcel("bad-fields");
    let cases: &[(Value, &str)] = &[
        (json!({"code": ""}), "/code"),
        (json!({"code": "123"}), "/code"),
        (json!({"code": "über"}), "/code"),
        (json!({"code": "x".repeat(51)}), "/code"),
        (json!({"code": null}), "/code"),
        (json!({"name": ""}), "/name"),
        (json!({"name": "  "}), "/name"),
        (json!({"name": "x".repeat(101)}), "/name"),
        (json!({"name": "line\nbreak"}), "/name"),
        (json!({"name": null}), "/name"),
        (json!({"countries": "DE"}), "/countries"),
        (json!({"countries": ["DE", "XX"]}), "/countries/1"),
        (json!({"countries": ["de"]}), "/countries/0"),
        (json!({"countries": ["DEU"]}), "/countries/0"),
        (json!({"countries": [""]}), "/countries/0"),
        (json!({"countries": [null]}), "/countries/0"),
        (json!({"countries": ["DE", "FR", "DE"]}), "/countries/2"),
        (json!({"countries": vec!["DE"; 300]}), "/countries"),
        (json!({"price": -1}), "/price"),
        (json!({"price": 1_000_000_001}), "/price"),
        (json!({"price": 4.9}), "/price"),
        (json!({"price": "490"}), "/price"),
        (json!({"price": null}), "/price"),
        (json!({"free_above": -1}), "/free_above"),
        (json!({"free_above": 1_000_000_001}), "/free_above"),
        (json!({"price_per_kg": -1}), "/price_per_kg"),
        (json!({"price_per_kg": []}), "/price_per_kg"),
        (json!({"position": -1}), "/position"),
        (json!({"position": 1_000_001}), "/position"),
        (json!({"carrier": "DHL"}), "/carrier"),
        (json!({"id": 1}), "/id"),
    ];
    for (change, pointer) in cases {
        let answer = admin.post("/api/admin/shipping-methods", with(&good, change));
        answer.expect_bad_field(pointer);
    }
    for missing in ["code", "name", "price"] {
        let answer = admin.post("/api/admin/shipping-methods", without(&good, missing));
        answer.expect_bad_field(&format!("/{missing}"));
    }
    admin
        .post("/api/admin/shipping-methods", &good)
        .expect_status(201);
    let path = "/api/admin/shipping-methods/bad-fields";
    let before = admin.get(path).json();
    for (change, pointer) in cases {
        admin.patch(path, change).expect_bad_field(pointer);
    }
    assert_eq!(admin.get(path).json(), before);
    for gone in ["0", "99999999999999999999999", "none", "%00", "..%2f"] {
        let path = format!("/api/admin/shipping-methods/{gone}");
        assert_eq!(admin.get(&path).status, 404, "{gone}");
    }
}

#[test]
fn the_list_is_in_the_order_of_a_checkout() {
    let shop = TestShop::start();
    let admin = shop.admin();
    for (code, position) in [("c", 2), ("a", 0), ("d", 2), ("b", 1), ("e", 2)] {
        let body = with(&parcel(code), &json!({"position": position}));
        admin
            .post("/api/admin/shipping-methods", body)
            .expect_status(201);
    }
    for limit in [1, 2, 3, 5, 100] {
        let rows = walk(&admin, "/api/admin/shipping-methods", limit);
        let codes: Vec<&str> = rows
            .iter()
            .map(|row| row["code"].as_str().unwrap())
            .collect();
        assert_eq!(codes, ["a", "b", "c", "d", "e"], "{limit}");
    }
}

//! PATCH and DELETE: absent keeps, null clears, and nobody's change is lost.

use serde_json::{Value, json};

use crate::{SHOP, support::instant, variant};

#[test]
fn absent_keeps_and_null_clears() {
    let shop = SHOP.get();
    let category = shop.category("Cleared");
    let full = shop
        .product("Full Mug")
        .sku("FULL-1")
        .brand("Bazaar")
        .category(category)
        .tags(&["a", "b"])
        .set("short_description", "short")
        .set("description", "long")
        .set("model", "M1")
        .set("original_price", 1_500)
        .set("attributes", json!({"a": "1"}))
        .set("weight_grams", 300)
        .set("images", json!([{"url": "/a.png"}]))
        .create();
    let admin = shop.admin();
    let same = admin.patch(&full.path(), json!({})).expect_status(200);
    assert_eq!(same.json(), full.body, "nothing given, nothing changed");
    for (field, cleared) in [
        ("short_description", json!(null)),
        ("description", json!(null)),
        ("brand", json!(null)),
        ("model", json!(null)),
        ("category", json!(null)),
        ("original_price", json!(null)),
        ("tags", json!([])),
        ("attributes", json!({})),
        ("weight_grams", json!(null)),
        ("images", json!([])),
    ] {
        let before = shop.get(&full.path()).json();
        let after = admin
            .patch(&full.path(), json!({field: null}))
            .expect_status(200)
            .json();
        assert_eq!(after[field], cleared, "{field}");
        for (member, value) in before.as_object().unwrap() {
            let follows = ["updated_at", "on_sale", "image_url", "variants", field]
                .contains(&member.as_str());
            assert!(
                follows || after[member] == *value,
                "{field} changed {member}"
            );
        }
        assert_eq!(
            shop.get(&full.path()).json(),
            after,
            "{field}: the next read"
        );
    }
    let cleared = admin
        .patch(&full.path(), json!({"sku": null}))
        .expect_status(200)
        .json();
    assert_eq!(variant(&cleared, "sku"), &Value::Null);
    assert_eq!(cleared["image_url"], Value::Null);
    assert_eq!(cleared["on_sale"], false);
}

#[test]
fn every_field_can_be_changed() {
    let shop = SHOP.get();
    let lamps = shop.category("Changed Lamps");
    let mug = shop.product("Changing Mug").create();
    let admin = shop.admin();
    for (field, value) in [
        ("name", json!("Changed Mug")),
        ("slug", json!("changed-mug-x")),
        ("short_description", json!("s")),
        ("description", json!("d")),
        ("brand", json!("B")),
        ("model", json!("m")),
        ("condition", json!("poor")),
        ("is_active", json!(false)),
        ("is_active", json!(true)),
        ("is_featured", json!(true)),
        ("is_digital", json!(true)),
        ("tags", json!(["x", "y"])),
        ("attributes", json!({"k": "v"})),
        ("weight_grams", json!(12)),
        ("price", json!(555)),
        ("original_price", json!(777)),
        ("stock_quantity", json!(3)),
    ] {
        let after = admin
            .patch(&mug.path(), json!({field: value.clone()}))
            .expect_status(200)
            .json();
        assert_eq!(after[field], value, "{field}");
    }
    let after = admin.patch(
        &mug.path(),
        json!({"category": "changed-lamps", "sku": "CHANGED-1"}),
    );
    let after = after.expect_status(200).json();
    assert_eq!(after["category"]["id"], lamps);
    assert_eq!(after["on_sale"], true);
    // The fields of a product with one variant are its variant's.
    for (field, value) in [
        ("price", json!(555)),
        ("original_price", json!(777)),
        ("stock_quantity", json!(3)),
        ("sku", json!("CHANGED-1")),
    ] {
        assert_eq!(variant(&after, field), &value, "{field}");
    }
    assert_eq!(
        variant(&after, "id"),
        mug.variant_id,
        "the variant is the same one"
    );
    assert_eq!(after["created_at"], mug.body["created_at"]);
    assert!(instant(&after["updated_at"]) > instant(&mug.body["updated_at"]));
    // By slug as well.
    admin
        .patch("/api/products/changed-mug-x", json!({"price": 1}))
        .expect_status(200);
}

#[test]
fn if_match_lets_only_a_fresh_change_pass() {
    let shop = SHOP.get();
    let admin = shop.admin();
    let mug = shop.product("Matched Mug").create();
    let first = shop.get(&mug.path()).expect("etag").to_owned();
    let patch = |tag: &str, price: i64| {
        admin
            .with("If-Match", tag)
            .patch(&mug.path(), json!({"price": price}))
    };
    let second = patch(&first, 2)
        .expect_status(200)
        .expect("etag")
        .to_owned();
    assert_ne!(first, second);
    assert_eq!(
        shop.get(&mug.path()).expect("etag"),
        second,
        "the tag of the answer is the tag of the next read"
    );
    for stale in [
        first.as_str(),
        "\"nonsense\"",
        "nonsense",
        "\"\"",
        &format!("W/{second}"),
    ] {
        let problem = patch(stale, 3).expect_problem(412, "precondition-failed");
        assert!(
            problem["detail"]
                .as_str()
                .unwrap()
                .contains("read it again"),
            "{problem}"
        );
    }
    assert_eq!(shop.get(&mug.path()).json()["price"], 2);
    patch("*", 4).expect_status(200);
    let fourth = shop.get(&mug.path()).expect("etag").to_owned();
    patch(&format!("{first}, {fourth}"), 5).expect_status(200);
    admin
        .patch(&mug.path(), json!({"price": 6}))
        .expect_status(200);
    // A tag of the list is one of the product only by accident; it does not let a change pass.
    let list = shop.get("/api/products?limit=1").expect("etag").to_owned();
    patch(&list, 7).expect_problem(412, "precondition-failed");
    // A change that changes nothing keeps the tag, and an invalid one under a stale tag is stale.
    let sixth = shop.get(&mug.path()).expect("etag").to_owned();
    let unchanged = patch(&sixth, 6).expect_status(200);
    assert_eq!(unchanged.expect("etag"), sixth);
    admin
        .with("If-Match", &first)
        .patch(&mug.path(), json!({"price": -1}))
        .expect_problem(412, "precondition-failed");
    admin
        .with("If-Match", &first)
        .delete(&mug.path())
        .expect_problem(412, "precondition-failed");
    admin
        .with("If-Match", &sixth)
        .delete(&mug.path())
        .expect_status(204);
    admin
        .with("If-Match", "*")
        .patch(&mug.path(), json!({"price": 1}))
        .expect_problem(404, "not-found");
}

#[test]
fn what_is_deleted_is_gone_everywhere() {
    let shop = SHOP.get();
    let category = shop.category("Deleted Things");
    let make = |name: &str| {
        let made = shop.product(name).brand("Deleted Brand").category(category);
        made.sku(&format!("DEL-{name}"))
            .tags(&["deleted-tag"])
            .create()
    };
    let (gone, kept) = (make("Vanishing"), make("Remaining"));
    let deleted = shop.admin().delete(&gone.path()).expect_status(204);
    assert!(deleted.body.is_empty() && deleted.header("content-type").is_none());
    shop.get(&gone.path()).expect_problem(404, "not-found");
    shop.get(&format!("/api/products/{}", gone.slug))
        .expect_problem(404, "not-found");
    shop.get(&format!("{}/related", gone.path()))
        .expect_problem(404, "not-found");
    shop.admin()
        .get(&gone.path())
        .expect_problem(404, "not-found");
    shop.admin()
        .delete(&gone.path())
        .expect_problem(404, "not-found");
    shop.admin()
        .patch(&gone.path(), json!({"price": 1}))
        .expect_problem(404, "not-found");
    for query in [
        "q=vanishing",
        "category=deleted-things",
        "brand=Deleted%20Brand",
        "tag=deleted-tag",
    ] {
        let names = shop.get(&format!("/api/products?{query}")).names();
        assert!(
            !names.contains(&"Vanishing".to_owned()),
            "{query}: {names:?}"
        );
    }
    let related = shop.get(&format!("{}/related", kept.path())).names();
    assert!(!related.contains(&"Vanishing".to_owned()));
    let suggested = shop.get("/api/search/suggest?q=vanish").json();
    assert_eq!(suggested["products"], json!([]));
    // Its address and its SKU are free again, its id is never given again.
    let again = make("Vanishing");
    assert_eq!(again.slug, gone.slug);
    assert!(again.id > gone.id);
    let by_slug = shop
        .admin()
        .delete(&format!("/api/products/{}", again.slug));
    by_slug.expect_status(204);
}

#[test]
fn related_products_are_of_the_same_category_first() {
    let shop = SHOP.get();
    let category = shop.category("Related Lamps");
    let lamp = shop
        .product("Related One")
        .category(category)
        .brand("Relatives")
        .create();
    let sibling = shop.product("Related Two").category(category).create();
    let cousin = shop.product("Related Three").brand("Relatives").create();
    let hidden = shop
        .product("Related Hidden")
        .category(category)
        .set("is_active", false)
        .create();
    let list = shop
        .get(&format!("{}/related", lamp.path()))
        .expect_status(200);
    assert_eq!(list.names(), ["Related Two", "Related Three"]);
    let json = list.json();
    assert_eq!(
        (&json["total"], &json["next_cursor"]),
        (&json!(2), &Value::Null)
    );
    assert!(
        json["items"][0].get("variants").is_none(),
        "items are short"
    );
    assert_eq!(
        shop.get(&format!("/api/products/{}/related?limit=1", lamp.slug))
            .names(),
        ["Related Two"]
    );
    for product in [&sibling, &cousin] {
        let names = shop.get(&format!("{}/related", product.path())).names();
        assert!(!names.contains(&product.body["name"].as_str().unwrap().to_owned()));
    }
    shop.get(&format!("{}/related", hidden.path()))
        .expect_problem(404, "not-found");
}

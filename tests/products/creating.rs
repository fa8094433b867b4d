//! Making a product, and what it looks like then.

use serde_json::{Value, json};

use crate::{SHOP, variant};

/// Every member of a whole product, as the contract lists them.
const MEMBERS: [&str; 33] = [
    "id",
    "slug",
    "name",
    "short_description",
    "description",
    "brand",
    "model",
    "category",
    "seller",
    "condition",
    "price",
    "original_price",
    "currency",
    "on_sale",
    "in_stock",
    "stock_quantity",
    "is_active",
    "is_featured",
    "is_digital",
    "tags",
    "attributes",
    "weight_grams",
    "image_url",
    "images",
    "options",
    "variants",
    "average_rating",
    "review_count",
    "view_count",
    "click_count",
    "favorite_count",
    "created_at",
    "updated_at",
];
/// Those that a list item leaves out.
const WHOLE_ONLY: [&str; 7] = [
    "description",
    "images",
    "options",
    "variants",
    "attributes",
    "weight_grams",
    "model",
];

fn keys(value: &Value) -> Vec<&str> {
    let mut keys: Vec<&str> = value
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    keys.sort_unstable();
    keys
}

fn sorted(names: impl Iterator<Item = &'static str>) -> Vec<&'static str> {
    let mut names: Vec<&str> = names.collect();
    names.sort_unstable();
    names
}

#[test]
fn a_name_and_a_price_are_enough() {
    let shop = SHOP.get();
    let made = shop
        .admin()
        .post("/api/products", json!({"name": "Plain Mug", "price": 1999}));
    let body = made.expect_status(201).json();
    assert_eq!(keys(&body), sorted(MEMBERS.into_iter()));
    for (member, value) in [
        ("name", json!("Plain Mug")),
        ("slug", json!("plain-mug")),
        ("price", json!(1999)),
        ("currency", json!("EUR")),
        ("condition", json!("new")),
        ("short_description", json!(null)),
        ("description", json!(null)),
        ("brand", json!(null)),
        ("model", json!(null)),
        ("category", json!(null)),
        ("seller", json!(null)),
        ("original_price", json!(null)),
        ("on_sale", json!(false)),
        ("in_stock", json!(false)),
        ("stock_quantity", json!(0)),
        ("is_active", json!(true)),
        ("is_featured", json!(false)),
        ("is_digital", json!(false)),
        ("tags", json!([])),
        ("attributes", json!({})),
        ("weight_grams", json!(null)),
        ("image_url", json!(null)),
        ("images", json!([])),
        ("options", json!([])),
        ("average_rating", json!(null)),
        ("review_count", json!(0)),
        ("view_count", json!(0)),
        ("click_count", json!(0)),
        ("favorite_count", json!(0)),
    ] {
        assert_eq!(body[member], value, "{member}");
    }
    assert_eq!(body["variants"].as_array().unwrap().len(), 1);
    let one = &body["variants"][0];
    for member in [
        "id",
        "sku",
        "options",
        "price",
        "original_price",
        "stock_quantity",
        "is_default",
        "position",
    ] {
        assert!(one.get(member).is_some(), "{member}");
    }
    assert_eq!(one["price"], 1999);
    assert_eq!(one["is_default"], true);
    for instant in ["created_at", "updated_at"] {
        let text = body[instant].as_str().unwrap();
        assert!(
            text.starts_with("20") && text.contains('T') && text.ends_with('Z'),
            "{text}"
        );
    }
}

#[test]
fn what_is_given_comes_back() {
    let shop = SHOP.get();
    let category = shop.category("Whole Rugs");
    let given = json!({
        "name": "  Whole Kilim ", "slug": "whole-kilim-1", "short_description": "Flat <b>woven</b>.",
        "description": "Line one\nline two\t— <script>alert(1)</script>", "brand": " Uşak Looms ",
        "model": "K-42", "category": {"id": category, "slug": "whole-rugs", "name": "Whole Rugs"},
        "condition": "like_new", "price": 38900, "original_price": 45000, "sku": "WHOLE-1",
        "stock_quantity": 4, "is_featured": true, "is_digital": false, "tags": ["wool", " hand made "],
        "attributes": {"material": "wool", "größe": "120 × 180"}, "weight_grams": 4200,
        "images": [
            {"url": "https://example.org/a.jpg", "alt_text": "front"},
            {"url": "/media/b.jpg", "thumbnail_url": "/media/b-small.jpg", "is_primary": true},
        ],
    });
    let made = shop
        .admin()
        .post("/api/products", &given)
        .expect_status(201);
    let body = made.json();
    for (member, value) in [
        ("name", json!("Whole Kilim")),
        ("slug", json!("whole-kilim-1")),
        ("brand", json!("Uşak Looms")),
        (
            "category",
            json!({"id": category, "slug": "whole-rugs", "name": "Whole Rugs"}),
        ),
        ("condition", json!("like_new")),
        ("price", json!(38900)),
        ("original_price", json!(45000)),
        ("on_sale", json!(true)),
        ("in_stock", json!(true)),
        ("stock_quantity", json!(4)),
        ("tags", json!(["wool", "hand made"])),
        ("image_url", json!("/media/b.jpg")),
    ] {
        assert_eq!(body[member], value, "{member}");
    }
    for member in [
        "short_description",
        "description",
        "model",
        "is_featured",
        "attributes",
        "weight_grams",
    ] {
        assert_eq!(body[member], given[member], "{member}");
    }
    assert_eq!(variant(&body, "sku"), "WHOLE-1");
    let images = body["images"].as_array().unwrap();
    assert_eq!(images.len(), 2);
    assert_eq!(images[0]["thumbnail_url"], "https://example.org/a.jpg");
    assert_eq!(
        (&images[0]["is_primary"], &images[1]["is_primary"]),
        (&json!(false), &json!(true))
    );
    assert_eq!(
        (&images[0]["position"], &images[1]["position"]),
        (&json!(0), &json!(1))
    );

    // Where it says it is, by id and by slug, for everybody, the same bytes.
    let location = made.expect("location").to_owned();
    assert_eq!(location, format!("/api/products/{}", body["id"]));
    let read = shop.get(&location).expect_status(200);
    assert_eq!(read.json(), body);
    assert_eq!(shop.get("/api/products/whole-kilim-1").body, read.body);
    assert_eq!(made.expect("etag"), read.expect("etag"));
}

#[test]
fn a_list_item_leaves_out_what_only_the_whole_has() {
    let shop = SHOP.get();
    let made = shop.product("Item Mug").set("description", "long").create();
    let list = shop.get("/api/products?q=%22item%20mug%22").json();
    let item = &list["items"][0];
    let short = MEMBERS
        .into_iter()
        .filter(|member| !WHOLE_ONLY.contains(member));
    assert_eq!(keys(item), sorted(short));
    for member in keys(item) {
        assert_eq!(item[member], made.body[member], "{member}");
    }
}

#[test]
fn a_category_may_be_named_in_each_way() {
    let shop = SHOP.get();
    let id = shop.category("Named Lamps");
    for category in [
        json!(id),
        json!("named-lamps"),
        json!({"id": id}),
        json!({"slug": "named-lamps"}),
    ] {
        let made = shop.product("Named").category(category).create();
        assert_eq!(made.body["category"]["id"], id);
    }
    let made = shop.product("Named").set("category_id", id).create();
    assert_eq!(made.body["category"]["slug"], "named-lamps");
    for (field, value) in [
        ("category", json!(999_999)),
        ("category", json!("no-such")),
        ("category", json!({"id": 999_999})),
        ("category", json!({})),
        ("category", json!({"id": id, "colour": "red"})),
        ("category", json!([id])),
        ("category_id", json!(999_999)),
        ("seller", json!("nobody")),
        ("seller", json!(999_999)),
    ] {
        let pointer = format!("/{field}");
        shop.product("Lost")
            .set(field, value)
            .send()
            .expect_bad_field(&pointer);
    }
    let both = shop
        .product("Twice")
        .category(id)
        .set("category_id", id)
        .send();
    both.expect_bad_field("/category_id");
}

#[test]
fn a_taken_sku_is_409_wherever_it_is() {
    let shop = SHOP.get();
    let first = shop.product("First").sku("TAKEN-1").create();
    let taken = |reply: crate::support::Reply| {
        let problem = reply.expect_problem(409, "sku-taken");
        assert!(
            problem["detail"].as_str().unwrap().contains("TAKEN-1"),
            "{problem}"
        );
    };
    taken(shop.product("Second").sku("TAKEN-1").send());
    taken(shop.product("Second").sku(" TAKEN-1 ").send());
    let several = json!([{"price": 1, "sku": "FREE-1", "options": {"Size": "S"}},
        {"price": 1, "sku": "TAKEN-1", "options": {"Size": "M"}}]);
    taken(shop.product("Third").variants(several).send());
    // Nothing of the third is left behind.
    shop.product("Fourth").sku("FREE-1").create();
    let other = shop.product("Fifth").sku("FREE-2").create();
    taken(shop.admin().patch(&other.path(), json!({"sku": "TAKEN-1"})));
    // One's own is not taken, and one that was let go is free.
    shop.admin()
        .patch(&first.path(), json!({"sku": "TAKEN-1"}))
        .expect_status(200);
    shop.admin()
        .patch(&first.path(), json!({"sku": null}))
        .expect_status(200);
    shop.product("Sixth").sku("TAKEN-1").create();
    let twice = json!([{"price": 1, "sku": "SAME", "options": {"Size": "S"}},
        {"price": 1, "sku": "SAME", "options": {"Size": "M"}}]);
    shop.product("Seventh")
        .variants(twice)
        .send()
        .expect_bad_field("/variants/1/sku");
}

#[test]
fn the_currency_is_the_shops() {
    let shop = crate::support::TestShop::with(&["--currency", "JPY"]);
    let made = shop.product("Tea Bowl").price(1_500).create();
    assert_eq!(made.body["currency"], "JPY");
    assert_eq!(
        shop.get("/api/products").json()["items"][0]["currency"],
        "JPY"
    );
}

//! The category tree: shown, counted, changed.

#![allow(clippy::unwrap_used)]

mod support;

use serde_json::{Value, json};
use support::{Reply, Shared, TestShop};

static SHOP: Shared = Shared::new();

/// The node with a slug, wherever it stands.
fn node(nodes: &Value, slug: &str) -> Option<Value> {
    nodes.as_array().unwrap().iter().find_map(|item| {
        if item["slug"] == slug {
            return Some(item.clone());
        }
        node(&item["children"], slug)
    })
}

fn shown(shop: &TestShop, slug: &str) -> Option<Value> {
    node(
        &shop.get("/api/categories").expect_status(200).json()["items"],
        slug,
    )
}

fn make(shop: &TestShop, body: Value) -> Value {
    shop.admin()
        .post("/api/categories", body)
        .expect_status(201)
        .json()
}

#[test]
fn the_tree_shows_each_with_its_products_and_those_below() {
    let shop = TestShop::start();
    let empty = shop.get("/api/categories").json();
    assert_eq!(empty["items"], json!([]));
    let home = shop.category("Home");
    let rugs = shop.category_in("Rugs", home);
    let kilims = shop.category_in("Kilims", rugs);
    let tools = shop.category("Tools");
    for (category, count) in [(home, 1), (rugs, 2), (kilims, 3)] {
        for n in 0..count {
            shop.product(&format!("Thing {category} {n}"))
                .category(category)
                .create();
        }
    }
    shop.product("Hidden")
        .category(kilims)
        .set("is_active", false)
        .create();
    let tree = shop.get("/api/categories").expect_status(200).json();
    assert_eq!(tree["total"], 4);
    assert_eq!(tree["next_cursor"], Value::Null);
    let leaf = |id: i64, slug: &str, name: &str, parent: Value, count: i64, children: Value| {
        json!({"id": id, "slug": slug, "name": name, "parent_id": parent, "position": 0,
               "product_count": count, "children": children})
    };
    let kilims_node = leaf(kilims, "kilims", "Kilims", json!(rugs), 3, json!([]));
    let rugs_node = leaf(rugs, "rugs", "Rugs", json!(home), 5, json!([kilims_node]));
    let home_node = leaf(home, "home", "Home", Value::Null, 6, json!([rugs_node]));
    let tools_node = leaf(tools, "tools", "Tools", Value::Null, 0, json!([]));
    assert_eq!(tree["items"], json!([home_node, tools_node]));
    // The count is what the filter finds.
    for (slug, count) in [("home", 6), ("rugs", 5), ("kilims", 3), ("tools", 0)] {
        assert_eq!(
            shop.get(&format!("/api/products?category={slug}")).json()["total"],
            count,
            "{slug}"
        );
    }
}

#[test]
fn siblings_stand_by_position_and_then_by_name() {
    let shop = TestShop::start();
    for (name, position) in [
        ("Zebra", 0),
        ("Öl", 0),
        ("apple", 0),
        ("First", -1),
        ("Last", 5),
    ] {
        make(&shop, json!({"name": name, "position": position}));
    }
    assert_eq!(
        shop.get("/api/categories").names(),
        ["First", "apple", "Öl", "Zebra", "Last"]
    );
}

#[test]
fn one_is_made_where_it_is_asked_for() {
    let shop = SHOP.get();
    let made = shop
        .admin()
        .post("/api/categories", json!({"name": " Made Lamps "}))
        .expect_status(201);
    let lamps = made.json();
    assert_eq!(
        made.expect("location"),
        format!("/api/categories/{}", lamps["id"])
    );
    assert_eq!(
        (&lamps["name"], &lamps["slug"]),
        (&json!("Made Lamps"), &json!("made-lamps"))
    );
    assert_eq!(
        (&lamps["parent_id"], &lamps["product_count"]),
        (&Value::Null, &json!(0))
    );
    let body = json!({"name": "Oil", "slug": "oil-lamps", "parent_id": lamps["id"], "position": 3});
    let oil = make(&shop, body);
    assert_eq!(oil["slug"], "oil-lamps");
    assert_eq!(shown(&shop, "made-lamps").unwrap()["children"][0], oil);
    // Names repeat, slugs do not: the parent's leads where a name's is taken.
    let other = make(&shop, json!({"name": "Made Other"}));
    let again = make(
        &shop,
        json!({"name": "Made Lamps", "parent_id": other["id"]}),
    );
    assert_eq!(again["slug"], "made-other-made-lamps");
    let numbers = make(&shop, json!({"name": "2026"}));
    assert!(
        !numbers["slug"]
            .as_str()
            .unwrap()
            .bytes()
            .all(|byte| byte.is_ascii_digit())
    );
}

#[test]
fn what_cannot_be_made_is_named() {
    let shop = SHOP.get();
    make(&shop, json!({"name": "Taken", "slug": "taken-category"}));
    let post = |body: Value| shop.admin().post("/api/categories", body);
    post(json!({"name": "Other", "slug": "taken-category"})).expect_problem(409, "slug-taken");
    for (body, pointer) in [
        (json!({}), "/name"),
        (json!({"name": ""}), "/name"),
        (json!({"name": "  "}), "/name"),
        (json!({"name": null}), "/name"),
        (json!({"name": "x".repeat(201)}), "/name"),
        (json!({"name": "a\nb"}), "/name"),
        (json!({"name": "x", "slug": "No Slug"}), "/slug"),
        (json!({"name": "x", "slug": "7"}), "/slug"),
        (json!({"name": "x", "slug": ""}), "/slug"),
        (json!({"name": "x", "parent_id": 999_999}), "/parent_id"),
        (json!({"name": "x", "parent_id": "rugs"}), "/parent_id"),
        (json!({"name": "x", "position": "first"}), "/position"),
        (json!({"name": "x", "product_count": 1}), "/product_count"),
    ] {
        post(body).expect_bad_field(pointer);
    }
    make(&shop, json!({"name": "é".repeat(200)}));
}

#[test]
fn one_is_changed_by_id_and_by_slug() {
    let shop = SHOP.get();
    let (one, other) = (
        make(&shop, json!({"name": "Change One"})),
        make(&shop, json!({"name": "Change Other"})),
    );
    let admin = shop.admin();
    let by_id = format!("/api/categories/{}", one["id"]);
    let patch = |path: &str, body: Value| admin.patch(path, body).expect_status(200).json();
    assert_eq!(patch(&by_id, json!({}))["name"], "Change One");
    let renamed = patch(&by_id, json!({"name": "Changed", "slug": "changed-one"}));
    assert_eq!(
        (&renamed["name"], &renamed["slug"]),
        (&json!("Changed"), &json!("changed-one"))
    );
    let moved = patch(
        "/api/categories/changed-one",
        json!({"parent_id": other["id"], "position": 2}),
    );
    assert_eq!(
        (&moved["parent_id"], &moved["position"]),
        (&other["id"], &json!(2))
    );
    assert_eq!(shown(&shop, "change-other").unwrap()["children"][0], moved);
    let back = patch(
        "/api/categories/changed-one",
        json!({"parent_id": null, "position": null}),
    );
    assert_eq!(
        (&back["parent_id"], &back["position"]),
        (&Value::Null, &json!(0))
    );
    // Products follow the slug.
    let product = shop.product("Follows").category("changed-one").create();
    patch(&by_id, json!({"slug": "changed-again"}));
    assert_eq!(
        shop.get(&product.path()).json()["category"]["slug"],
        "changed-again"
    );
    assert_eq!(
        shop.get("/api/products?category=changed-again").names(),
        ["Follows"]
    );
    for (body, pointer) in [
        (json!({"name": null}), "/name"),
        (json!({"name": ""}), "/name"),
        (json!({"slug": null}), "/slug"),
        (json!({"slug": "Not One"}), "/slug"),
        (json!({"parent_id": 999_999}), "/parent_id"),
        (json!({"children": []}), "/children"),
    ] {
        admin.patch(&by_id, &body).expect_bad_field(pointer);
    }
    admin
        .patch(&by_id, json!({"slug": "change-other"}))
        .expect_problem(409, "slug-taken");
    for path in [
        "/api/categories/999999",
        "/api/categories/no-such",
        "/api/categories/0",
    ] {
        admin
            .patch(path, json!({"name": "x"}))
            .expect_problem(404, "not-found");
        admin.delete(path).expect_problem(404, "not-found");
    }
}

#[test]
fn the_tree_stays_a_tree() {
    let shop = SHOP.get();
    let root = shop.category("Cycle Root");
    let middle = shop.category_in("Cycle Middle", root);
    let leaf = shop.category_in("Cycle Leaf", middle);
    let under = |id: i64, parent: i64| -> Reply {
        shop.admin().patch(
            &format!("/api/categories/{id}"),
            json!({"parent_id": parent}),
        )
    };
    for (id, parent) in [
        (root, root),
        (root, middle),
        (root, leaf),
        (middle, leaf),
        (leaf, leaf),
    ] {
        under(id, parent).expect_bad_field("/parent_id");
    }
    under(leaf, root).expect_status(200);
    under(middle, leaf).expect_status(200);
    assert_eq!(
        shown(&shop, "cycle-root").unwrap()["children"][0]["children"][0]["id"],
        middle
    );
}

#[test]
fn the_tree_has_ten_levels_however_one_gets_there() {
    let shop = SHOP.get();
    let mut above = shop.category("Level 1");
    let top = above;
    for level in 2..=10 {
        above = shop.category_in(&format!("Level {level}"), above);
    }
    let body = json!({"name": "Level 11", "parent_id": above});
    shop.admin()
        .post("/api/categories", body)
        .expect_bad_field("/parent_id");
    // Nor by moving a whole branch below.
    let root = shop.category("Above Level 1");
    let patch = json!({"parent_id": root});
    shop.admin()
        .patch(&format!("/api/categories/{top}"), patch)
        .expect_bad_field("/parent_id");
    let deepest = shown(&shop, "level-10").unwrap();
    assert_eq!(deepest["id"], above);
}

#[test]
fn only_an_empty_one_can_be_deleted() {
    let shop = SHOP.get();
    let parent = shop.category("Delete Parent");
    let child = shop.category_in("Delete Child", parent);
    let path = |id: i64| format!("/api/categories/{id}");
    let admin = shop.admin();
    admin
        .delete(&path(parent))
        .expect_problem(409, "category-not-empty");
    let product = shop
        .product("In The Way")
        .category(child)
        .set("is_active", false)
        .create();
    admin
        .delete(&path(child))
        .expect_problem(409, "category-not-empty");
    admin
        .patch(&product.path(), json!({"category": null}))
        .expect_status(200);
    assert!(
        admin
            .delete("/api/categories/delete-child")
            .expect_status(204)
            .body
            .is_empty()
    );
    admin.delete(&path(child)).expect_problem(404, "not-found");
    admin.delete(&path(parent)).expect_status(204);
    assert!(shown(&shop, "delete-parent").is_none());
    assert_eq!(
        shop.get("/api/products?category=delete-parent").json()["total"],
        0
    );
    make(&shop, json!({"name": "Delete Parent"}));
}

#[test]
fn counts_follow_every_change() {
    let shop = SHOP.get();
    let id = shop.category("Counted");
    let count = || {
        shown(&shop, "counted").unwrap()["product_count"]
            .as_i64()
            .unwrap()
    };
    let product = shop.product("Counted Thing").category(id).create();
    assert_eq!(count(), 1);
    for (patch, after) in [
        (json!({"is_active": false}), 0),
        (json!({"is_active": true}), 1),
        (json!({"category": null}), 0),
        (json!({"category": "counted"}), 1),
    ] {
        shop.admin()
            .patch(&product.path(), &patch)
            .expect_status(200);
        assert_eq!(count(), after, "{patch}");
    }
    shop.admin().delete(&product.path()).expect_status(204);
    assert_eq!(count(), 0);
}

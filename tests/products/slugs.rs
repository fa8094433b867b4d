//! Addresses: from names of every script, unique, and never mistaken for an id.

use serde_json::json;

use crate::SHOP;

#[test]
fn names_of_every_script_make_readable_slugs() {
    let shop = SHOP.get();
    for (name, slug) in [
        ("Enamel Mug, 300 ml", "enamel-mug-300-ml"),
        ("Grandma's Teapot", "grandmas-teapot"),
        ("Çeşme Havlusu", "cesme-havlusu"),
        ("Größe Ärmel Straße", "grosse-armel-strasse"),
        ("Crème Brûlée", "creme-brulee"),
        ("ковёр", "kovior"),
        ("  — Dashes — ", "dashes"),
        ("100% Wool & Silk", "100-wool-silk"),
        ("501", "p-501"),
    ] {
        let made = shop.product(name).create();
        assert_eq!(made.slug, slug, "{name}");
        assert_eq!(
            shop.get(&format!("/api/products/{slug}"))
                .expect_status(200)
                .json()["id"],
            made.id
        );
    }
    for name in ["絨毯", "سجاد", "🧿🧿", "!!!", "—"] {
        let made = shop.product(name).create();
        let sane = made
            .slug
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        assert!(sane && !made.slug.is_empty(), "{name} → {}", made.slug);
        assert!(
            !made.slug.bytes().all(|b| b.is_ascii_digit()),
            "{name} → {}",
            made.slug
        );
        assert_eq!(
            shop.get(&format!("/api/products/{}", made.slug)).json()["name"],
            name
        );
    }
    let long = shop.product(&"long ".repeat(40)).create();
    assert!(
        long.slug.len() <= 200 && !long.slug.ends_with('-'),
        "{}",
        long.slug
    );
}

#[test]
fn equal_names_get_numbered_slugs() {
    let shop = SHOP.get();
    let slugs: Vec<String> = (0..25)
        .map(|_| shop.product("Twin Mug").create().slug)
        .collect();
    assert_eq!(slugs[..3], ["twin-mug", "twin-mug-2", "twin-mug-3"]);
    let unique: std::collections::HashSet<&String> = slugs.iter().collect();
    assert_eq!(unique.len(), 25);
    assert!(slugs.iter().all(|slug| slug.starts_with("twin-mug")));
}

#[test]
fn a_slug_that_was_asked_for_is_had_or_refused() {
    let shop = SHOP.get();
    shop.product("One").set("slug", "asked-for").create();
    shop.product("Two")
        .set("slug", "asked-for")
        .send()
        .expect_problem(409, "slug-taken");
    let three = shop.product("Three").create();
    let patched = shop
        .admin()
        .patch(&three.path(), json!({"slug": "asked-for"}));
    patched.expect_problem(409, "slug-taken");
    shop.admin()
        .patch(&three.path(), json!({"slug": "moved-to"}))
        .expect_status(200);
    shop.get("/api/products/moved-to").expect_status(200);
    shop.get("/api/products/three")
        .expect_problem(404, "not-found");
    for bad in [
        "Upper",
        "with space",
        "-dash",
        "dash-",
        "ünicode",
        "a/b",
        "7",
        "0123",
        "a_b",
        ".",
    ] {
        shop.product("Bad")
            .set("slug", bad)
            .send()
            .expect_bad_field("/slug");
    }
    shop.product("Long")
        .set("slug", "s".repeat(201))
        .send()
        .expect_bad_field("/slug");
}

#[test]
fn digits_are_always_an_id() {
    let shop = SHOP.get();
    let first = shop.product("By Id").create();
    let shadow = shop.product(&first.id.to_string()).create();
    assert_eq!(shop.get(&first.path()).json()["name"], "By Id");
    assert_eq!(shadow.slug, format!("p-{}", first.id));
    shop.get(&format!("/api/products/0{}", first.id))
        .expect_status(200);
    for nonsense in ["1e3", "+1", "-1", "0x1", "1.0", "%31%20"] {
        shop.get(&format!("/api/products/{nonsense}"))
            .expect_problem(404, "not-found");
    }
}

//! What browsers and caches may keep of pages.

use serde_json::json;

use crate::{SHOP, support::TestShop};

#[test]
fn pages_are_kept_as_long_as_they_are_true() {
    let shop = TestShop::start();
    let pot = shop.product("Kept Pot").price(1_000).create();
    for path in [
        "/",
        "/products",
        "/search?q=kept",
        "/p/kept-pot",
        "/feed.xml",
        "/sitemap.xml",
        "/robots.txt",
    ] {
        let first = shop.get(path).expect_status(200);
        assert_eq!(
            first.header("cache-control"),
            Some("public, max-age=0, must-revalidate"),
            "{path}"
        );
        assert_eq!(first.header("set-cookie"), None, "{path}");
        let etag = first.expect("etag").to_owned();
        let again = shop.guest().with("If-None-Match", &etag).get(path);
        assert_eq!(again.status, 304, "{path}");
        assert!(again.body.is_empty());
    }
    let before = shop.get("/p/kept-pot");
    shop.admin()
        .patch(&pot.path(), serde_json::json!({"price": 2_000}))
        .expect_status(200);
    let after = shop.get("/p/kept-pot");
    assert!(
        after.text().contains("€20.00"),
        "the next look shows the new price"
    );
    assert_ne!(before.header("etag"), after.header("etag"));
}

#[test]
fn pages_follow_the_settings() {
    let shop = TestShop::start();
    assert!(shop.get("/").text().contains("<title>souk</title>"));
    let name = json!({"shop_name": "Tom & <Jerry>", "currency": "JPY"});
    shop.admin()
        .patch("/api/admin/settings", name)
        .expect_status(200);
    let html = shop.get("/").text();
    assert!(
        html.contains("<title>Tom &amp; &lt;Jerry&gt;</title>"),
        "{html}"
    );
    shop.product("A Pot").price(1_250).create();
    assert!(shop.get("/p/a-pot").text().contains("¥1,250"));
}

#[test]
fn a_compressed_page_is_another_representation() {
    let shop = SHOP.get();
    let plain = shop.get("/products").expect_status(200);
    let packed = shop
        .guest()
        .with("Accept-Encoding", "gzip")
        .get("/products")
        .expect_status(200);
    assert!(plain.expect("vary").contains("Accept-Encoding"));
    assert_eq!(plain.header("content-encoding"), None);
    assert_ne!(plain.header("etag"), packed.header("etag"));
}

#[test]
fn assets_are_kept_for_ever_and_come_compressed() {
    let shop = SHOP.get();
    let html = shop.get("/").text();
    let mut bytes = html.len();
    for name in ["shop.css", "shop.js"] {
        let start = html.find("/assets/").map(|at| &html[at..]).unwrap();
        let hash = start.split('/').nth(2).unwrap();
        let path = format!("/assets/{hash}/{name}");
        let kept = shop.get(&path).expect_status(200);
        assert_eq!(
            kept.header("cache-control"),
            Some("public, max-age=31536000, immutable")
        );
        assert_eq!(kept.header("x-content-type-options"), Some("nosniff"));
        assert!(
            kept.header("content-type")
                .unwrap()
                .contains("charset=utf-8")
        );
        bytes += kept.body.len();
        let old = shop
            .get(&format!("/assets/000000000000/{name}"))
            .expect_status(200);
        assert_eq!(
            old.header("cache-control"),
            Some("public, max-age=0, must-revalidate")
        );
    }
    assert!(bytes < 120_000, "{bytes} bytes before they are compressed");
    shop.get("/favicon.ico")
        .expect_status(200)
        .expect_header("content-type", "image/svg+xml");
}

#[test]
fn pages_let_no_foreign_script_run() {
    let shop = SHOP.get();
    shop.product("Guarded").create();
    for path in ["/", "/products", "/p/guarded", "/search?q=x"] {
        let reply = shop.get(path).expect_status(200);
        let policy = reply.expect("content-security-policy");
        for part in [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        ] {
            assert!(policy.contains(part), "{path}: {policy}");
        }
        assert!(!policy.contains("unsafe"), "{path}");
        assert_eq!(reply.header("x-content-type-options"), Some("nosniff"));
    }
}

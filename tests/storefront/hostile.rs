//! Names that would like to be more than names.

use serde_json::json;

use crate::{
    open,
    support::{TestShop, encode},
};

const NAMES: [&str; 4] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "'); </script><script>alert(2)//",
    "{{ 7*7 }} {% raw %} ${7*7} & &amp;",
];

#[test]
fn hostile_names_are_only_names() {
    let shop = TestShop::start();
    let mut pages = vec![
        "/".to_owned(),
        "/products".to_owned(),
        "/feed.xml".to_owned(),
    ];
    for name in NAMES {
        let category = shop.category(name);
        let made = shop
            .product(name)
            .category(category)
            .brand(name)
            .tags(&[name])
            .set("short_description", name)
            .set("description", format!("{name}\n\n{name}"))
            .set("attributes", json!({name: name}))
            .set("options", json!([{"name": name, "values": [name, "b"]}]))
            .set(
                "images",
                json!([{"url": "https://example.org/a.png\"onerror=\"x", "alt_text": name}]),
            )
            .variants(json!([
                {"options": {name: name}, "price": 1, "stock_quantity": 1, "sku": name},
                {"options": {name: "b"}, "price": 2, "stock_quantity": 1},
            ]))
            .send();
        let slug = match made.status {
            201 => made.json()["slug"].as_str().unwrap().to_owned(),
            // An address that is none is refused; the rest stays hostile.
            _ => {
                let made = shop
                    .product(name)
                    .category(category)
                    .brand(name)
                    .tags(&[name]);
                let made = made.set("description", name).set("short_description", name);
                made.set("attributes", json!({name: name})).create().slug
            }
        };
        pages.push(format!("/p/{slug}"));
        pages.push(format!("/search?q={}", encode(name)));
        pages.push(format!(
            "/products?brand={}&tag={}",
            encode(name),
            encode(name)
        ));
        pages.push(format!("/products?seller={}", encode(name)));
    }
    for path in pages {
        let reply = shop.get(&path).expect_status(200);
        let html = reply.text();
        for escaped in [
            "<script>alert",
            "<img src=x",
            "</script><script>",
            " onerror=\"x",
            "49 ",
        ] {
            assert!(!html.contains(escaped), "{path} holds {escaped}");
        }
        assert!(
            !html.contains("<script>"),
            "{path}: every script is a file or data"
        );
        assert!(!html.contains(" style=\""), "{path}: no style in the page");
    }
    let page = open(&shop.guest(), "/products");
    assert!(page.words().contains(NAMES[0]), "shown as it is written");
}

#[test]
fn the_data_of_machines_keeps_hostile_names_whole() {
    let shop = TestShop::start();
    let name = NAMES[2];
    let slug = shop.product(name).create().slug;
    let page = open(&shop.guest(), &format!("/p/{slug}"));
    assert_eq!(page.structured("Product")["name"], name);
}

#[test]
fn a_host_that_is_none_gets_into_no_address() {
    let shop = TestShop::start();
    let mut raw = shop.raw();
    raw.send("GET / HTTP/1.1\r\nHost: evil\"><script>\r\nConnection: close\r\n\r\n");
    let reply = raw.reply();
    let html = reply.text();
    assert!(!html.contains("evil\"><script>"), "{html}");
}

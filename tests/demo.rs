//! The demo: an empty folder becomes a bazaar, once, on loopback only.

#![allow(clippy::unwrap_used)]

mod support;

use std::collections::HashSet;

use serde_json::Value;
use support::{Client, Folder, TestShop, eventually, refused, run};

fn demo(args: &[&str]) -> TestShop {
    TestShop::options().arg("--demo").args(args).start()
}

/// Every product of the lists that a query gives, page by page.
fn all(guest: &Client, query: &str) -> Vec<Value> {
    let mut items = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = guest
            .get(&format!("/api/products?limit=100&{query}{cursor}"))
            .json();
        items.extend(page["items"].as_array().unwrap().iter().cloned());
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return items,
        }
    }
}

fn total(guest: &Client, query: &str) -> i64 {
    let page = guest
        .get(&format!("/api/products?limit=1&{query}"))
        .expect_status(200);
    page.json()["total"].as_i64().unwrap()
}

/// The secret that was printed with the shop.
fn printed_token(lines: &[String]) -> String {
    let line = lines
        .iter()
        .find(|line| line.contains("demo token"))
        .unwrap();
    line.split_whitespace()
        .find(|word| word.starts_with("souk_"))
        .unwrap()
        .to_owned()
}

#[test]
fn an_empty_folder_becomes_a_bazaar() {
    let shop = demo(&[]);
    let guest = shop.guest();
    assert_eq!(total(&guest, ""), 144);
    let tree = guest.get("/api/categories").expect_status(200).json();
    let roots = tree["items"].as_array().unwrap();
    assert_eq!(roots.len(), 12);
    for root in roots {
        assert_eq!(root["product_count"], 12, "{root}");
        assert_eq!(
            total(
                &guest,
                &format!("category={}", root["slug"].as_str().unwrap())
            ),
            12
        );
    }
    assert!(
        roots
            .iter()
            .any(|root| !root["children"].as_array().unwrap().is_empty())
    );
    for (query, least) in [
        ("category=rugs", 12),
        ("category=lamps", 12),
        ("is_featured=true", 24),
        ("is_digital=true", 5),
        ("on_sale=true", 15),
        ("in_stock=false", 2),
        ("condition=good&condition=fair&condition=like_new", 8),
        ("tag=handwoven", 2),
        ("seller=rug-alley", 8),
        ("q=lamp", 3),
        ("q=kilim", 3),
        ("q=lantrn", 1),
    ] {
        assert!(total(&guest, query) >= least, "{query}");
    }
}

#[test]
fn every_product_is_whole_and_every_picture_is_there() {
    let shop = demo(&["--currency", "JPY"]);
    let guest = shop.guest();
    let (mut slugs, mut skus, mut pictures) = (HashSet::new(), HashSet::new(), HashSet::new());
    for item in all(&guest, "") {
        assert!(slugs.insert(item["slug"].as_str().unwrap().to_owned()));
        let product = guest
            .get(&format!("/api/products/{}", item["id"]))
            .expect_status(200)
            .json();
        assert_eq!(product["currency"], "JPY");
        assert_eq!(product["price"].as_i64().unwrap() % 5, 0, "{product}");
        assert!(product["short_description"].as_str().unwrap().len() > 20);
        assert!(product["description"].as_str().unwrap().len() > 100);
        for key in ["brand", "category"] {
            assert!(!product[key].is_null(), "{key} {product}");
        }
        for variant in product["variants"].as_array().unwrap() {
            assert!(
                skus.insert(variant["sku"].as_str().unwrap().to_owned()),
                "{variant}"
            );
        }
        let images = product["images"].as_array().unwrap();
        assert_eq!(images[0]["url"], product["image_url"]);
        for image in images {
            pictures.insert(image["url"].as_str().unwrap().to_owned());
        }
    }
    assert!(pictures.len() > 144);
    for picture in pictures {
        let reply = guest.get(&picture).expect_status(200);
        assert_eq!(reply.header("content-type"), Some("image/svg+xml"));
        assert!(
            reply
                .header("content-security-policy")
                .unwrap()
                .contains("default-src 'none'")
        );
        assert!(
            reply.text().starts_with("<svg ") && reply.body.len() < 12_288,
            "{picture}"
        );
    }
    for hostile in [
        "nothing.svg",
        "%2e%2e%2fetc.svg",
        "%ff.svg",
        "hakkari-kilim-banded-0.svg",
        "hakkari-kilim-banded",
        "%E2%98%83.svg",
    ] {
        guest
            .get(&format!("/media/demo/{hostile}"))
            .expect_problem(404, "not-found");
    }
}

#[test]
fn what_is_printed_works() {
    let shop = demo(&["--demo-products", "12"]);
    let lines = eventually_announced(&shop);
    let token = printed_token(&lines);
    let admin = shop.guest().bearer(&token);
    let urls: Vec<_> = lines
        .iter()
        .filter_map(|line| line.trim().strip_prefix("curl '")?.strip_suffix('\''))
        .collect();
    assert!(urls.len() >= 3, "{lines:?}");
    for url in urls {
        let path = url.strip_prefix(&shop.url("")).unwrap();
        shop.get(path).expect_status(200);
    }
    let body = lines
        .iter()
        .find_map(|line| line.split_once("-d '"))
        .unwrap()
        .1;
    let body: Value = serde_json::from_str(body.trim_end_matches('\'')).unwrap();
    let made = admin.post("/api/products", &body).expect_status(201).json();
    assert_eq!(made["in_stock"], true);
    assert_eq!(total(&shop.guest(), ""), 13);
    // The first twelve are one of each category.
    let categories: HashSet<_> = all(&shop.guest(), "")
        .into_iter()
        .map(|item| item["seller"]["id"].to_string())
        .collect();
    assert!(categories.len() >= 10);
}

/// The lines after the first; they come with it.
fn eventually_announced(shop: &TestShop) -> Vec<String> {
    let mut lines = Vec::new();
    eventually("the announcement", || {
        lines.extend(shop.announced());
        lines.iter().any(|line| line.contains("-d '")).then_some(())
    });
    lines
}

#[test]
fn more_products_are_variations_with_pictures_of_their_own() {
    let shop = demo(&["--demo-products", "400"]);
    let guest = shop.guest();
    assert_eq!(total(&guest, ""), 400);
    let items = all(&guest, "");
    let names: HashSet<_> = items
        .iter()
        .map(|item| item["name"].as_str().unwrap())
        .collect();
    let pictures: HashSet<_> = items
        .iter()
        .map(|item| item["image_url"].as_str().unwrap())
        .collect();
    assert_eq!((names.len(), pictures.len()), (400, 400));
    for picture in pictures {
        guest.get(picture).expect_status(200);
    }
}

#[test]
fn a_shop_that_is_there_stays_as_it_is() {
    let first = demo(&["--demo-products", "24"]);
    let token = printed_token(&eventually_announced(&first));
    let mug = first.product("Enamel Mug").create();
    let folder = first.stop();
    let again = TestShop::options()
        .args(&["--demo", "--demo-products", "50"])
        .on(folder)
        .start();
    assert_eq!(total(&again.guest(), ""), 25);
    again
        .guest()
        .bearer(&token)
        .delete(&format!("/api/products/{}", mug.id))
        .expect_status(204);
    let log = again.log();
    assert!(
        log.contains("holds a shop already") && log.contains("souk token create"),
        "{log}"
    );
}

#[test]
fn an_empty_shop_is_filled_as_well() {
    let shop = TestShop::start();
    let token = shop.token(&["--role", "admin"]);
    let filled = TestShop::options()
        .args(&["--demo", "--demo-products", "24"])
        .on(shop.stop())
        .start();
    assert_eq!(total(&filled.guest(), ""), 24);
    // A token that was there before is still good.
    filled
        .guest()
        .bearer(&token)
        .post("/api/categories", serde_json::json!({"name": "Odds"}))
        .expect_status(201);
}

#[test]
fn a_shop_with_shelves_but_no_products_is_not_touched() {
    let shop = TestShop::start();
    shop.category("My own shelf");
    let again = TestShop::options().arg("--demo").on(shop.stop()).start();
    assert_eq!(total(&again.guest(), ""), 0);
    assert!(again.log().contains("holds a shop already"));
}

#[test]
fn only_loopback_shows_a_demo() {
    for address in ["0.0.0.0:0", "[::]:0", "192.0.2.1:8000"] {
        let folder = Folder::new();
        let args = ["serve", "--demo", "--listen", address];
        run(Some(folder.path()), args, &[])
            .expect_code(2)
            .expect_complaint(&["--demo", "loopback"]);
        assert!(!folder.file("shop.db").exists(), "nothing is made");
    }
    for wrong in ["0", "1000001", "many", "-1"] {
        let count = format!("--demo-products={wrong}");
        refused(&Folder::new(), &["--demo", &count], &[]).expect_code(2);
    }
    refused(&Folder::new(), &["--demo-products", "5"], &[])
        .expect_code(2)
        .expect_complaint(&["--demo"]);
}

#[test]
fn an_address_in_use_leaves_no_shop_without_its_token() {
    let taken = TestShop::start();
    let folder = Folder::new();
    let address = taken.address().to_string();
    let args = ["serve", "--demo", "--listen", &address];
    run(Some(folder.path()), args, &[])
        .expect_code(1)
        .expect_complaint(&["cannot listen"]);
    let shop = TestShop::options()
        .args(&["--demo", "--demo-products", "12"])
        .on(folder)
        .start();
    assert_eq!(total(&shop.guest(), ""), 12);
    printed_token(&eventually_announced(&shop));
}

#[test]
fn a_crash_while_filling_leaves_an_empty_shop() {
    let folder = Folder::new();
    let mut command = support::souk();
    command.args([
        "serve",
        "--demo",
        "--demo-products",
        "1000000",
        "--listen",
        "127.0.0.1:0",
        "--data-dir",
    ]);
    command
        .arg(folder.path())
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null());
    let mut filling = command.spawn().unwrap();
    let log = folder.file("shop.db-wal");
    let result = std::panic::catch_unwind(|| {
        // What does not fit into memory is in the log long before it is committed.
        eventually("rows in the log", || {
            let length = std::fs::metadata(&log).map_or(0, |data| data.len());
            (length > 2_000_000).then_some(())
        });
    });
    filling.kill().unwrap();
    filling.wait().unwrap();
    result.unwrap();
    let shop = TestShop::options()
        .args(&["--demo", "--demo-products", "12"])
        .on(folder)
        .start();
    assert_eq!(total(&shop.guest(), ""), 12);
}

#[test]
fn its_admin_logs_in_with_the_password_that_is_printed() {
    let shop = TestShop::with(&["--demo", "--demo-products", "12"]);
    let lines = eventually_announced(&shop).join("\n");
    let (_, rest) = lines.split_once("log in as ").expect("an account");
    let (email, rest) = rest.split_once(" with the password ").unwrap();
    let password = rest.split(')').next().unwrap();
    let body = serde_json::json!({"email": email, "password": password});
    let login = shop
        .guest()
        .post("/api/auth/login", body)
        .expect_status(200);
    assert_eq!(login.json()["user"]["role"], "admin");
    assert!(!shop.log().contains(password));
}

//! The admin as servers and browsers meet it: who is shown which page, and what may be kept of it.

#![allow(clippy::unwrap_used)]

mod support;

use serde_json::json;
use support::{Browser, Page, TestShop};

const ADMIN: &str = "admin@example.org";

/// A browser in which somebody has logged in through the admin's own form.
#[track_caller]
fn entered(shop: &TestShop, email: &str) -> Browser {
    let browser = Browser::new(&shop.guest(), shop.url(""));
    browser
        .post(
            "/admin/login",
            &[("email", email), ("password", support::PASSWORD)],
        )
        .expect_status(303);
    browser
}

/// A seller with an account, approved or still waiting.
fn seller(shop: &TestShop, email: &str, name: &str, approved: bool) {
    let customer = shop.customer(email);
    let applied = customer
        .post("/api/sellers", json!({"name": name}))
        .expect_status(201)
        .json();
    if approved {
        let path = format!("/api/admin/sellers/{}", applied["id"]);
        shop.admin()
            .patch(&path, json!({"status": "active"}))
            .expect_status(200);
    }
}

/// The parts of the paths that the menu links.
fn menu(page: &Page) -> Vec<String> {
    let links = page.links();
    let mut parts: Vec<String> = links
        .iter()
        .filter_map(|link| link.strip_prefix("/admin/"))
        .map(str::to_owned)
        .collect();
    parts.dedup();
    parts
}

#[test]
fn strangers_are_led_to_the_login_and_on_to_what_they_wanted() {
    let shop = TestShop::start();
    shop.admin_account(ADMIN);
    for path in [
        "/admin",
        "/admin/orders?status=shipped",
        "/admin/products/7",
    ] {
        let reply = shop.get(path).expect_status(303);
        let to = reply.expect("location").to_owned();
        assert!(to.starts_with("/admin/login?next=%2Fadmin"), "{to}");
        assert_eq!(reply.header("cache-control"), Some("no-store"));
    }
    let browser = Browser::new(&shop.guest(), shop.url(""));
    let login = browser.open("/admin/login?next=%2Fadmin%2Forders");
    assert_eq!(login.heading(), "Log in");
    let wrong = browser.post(
        "/admin/login",
        &[("email", ADMIN), ("password", "not the password")],
    );
    let wrong = Page::of(&wrong.expect_status(401));
    assert!(wrong.html.contains("role=\"alert\""), "{}", wrong.html);
    assert!(!wrong.html.contains("not the password"));
    let right = [
        ("email", ADMIN),
        ("password", support::PASSWORD),
        ("next", "/admin/orders"),
    ];
    let reply = browser.post("/admin/login", &right).expect_status(303);
    assert_eq!(reply.header("location"), Some("/admin/orders"));
    assert_eq!(browser.open("/admin/orders").heading(), "Orders");
    let reply = browser.get("/admin/login").expect_status(303);
    assert_eq!(reply.header("location"), Some("/admin"));
    let reply = browser.post("/admin/logout", &[]).expect_status(303);
    assert_eq!(reply.header("location"), Some("/admin/login"));
    browser.get("/admin").expect_status(303);
}

#[test]
fn a_login_leads_nowhere_else_and_comes_from_the_shop_alone() {
    let shop = TestShop::start();
    shop.admin_account(ADMIN);
    let fields = |next: &'static str| {
        [
            ("email", ADMIN),
            ("password", support::PASSWORD),
            ("next", next),
        ]
    };
    for next in ["https://evil.example/", "//evil.example/admin", "/account"] {
        let browser = Browser::new(&shop.guest(), shop.url(""));
        let reply = browser.post("/admin/login", &fields(next));
        let reply = reply.expect_status(303);
        assert_eq!(reply.header("location"), Some("/admin"), "{next}");
    }
    let browser = Browser::new(&shop.guest(), shop.url(""));
    let foreign = [("Sec-Fetch-Site", "cross-site")];
    for path in ["/admin/login", "/admin/logout"] {
        browser
            .post_with(path, &fields(""), &foreign)
            .expect_status(403);
    }
    assert!(browser.cookies().is_empty());
}

#[test]
fn who_may_not_is_told_so() {
    let shop = TestShop::start();
    shop.customer("customer@example.org");
    seller(&shop, "waiting@example.org", "Waiting Weavers", false);
    for (email, said) in [
        ("customer@example.org", "for the people who run"),
        ("waiting@example.org", "approval"),
    ] {
        let browser = entered(&shop, email);
        for path in ["/admin", "/admin/products", "/admin/settings"] {
            let page = Page::of(&browser.get(path).expect_status(403));
            assert_eq!(page.heading(), "Not for you", "{email} {path}");
            assert!(page.html.contains(said), "{}", page.html);
            assert!(!page.html.contains("admin/app.js"));
        }
    }
}

#[test]
fn a_seller_sees_the_own_pages_alone() {
    let shop = TestShop::start();
    shop.admin_account(ADMIN);
    seller(&shop, "seller@example.org", "Copper & Sons", true);
    let browser = entered(&shop, "seller@example.org");
    let page = browser.open("/admin");
    assert_eq!(menu(&page), ["orders", "products", "statements", "profile"]);
    assert!(page.html.contains("Copper &amp; Sons"), "{}", page.html);
    for path in [
        "coupons",
        "settings",
        "customers",
        "tokens",
        "audit",
        "live",
    ] {
        let reply = browser.get(&format!("/admin/{path}"));
        reply.expect_status(403);
    }
    let admin = entered(&shop, ADMIN);
    let parts = menu(&admin.open("/admin"));
    for part in [
        "orders",
        "products",
        "categories",
        "customers",
        "sellers",
        "reviews",
        "coupons",
        "shipping",
        "tax",
        "settings",
        "exchange",
        "backups",
        "tokens",
        "outbox",
        "audit",
    ] {
        assert!(parts.iter().any(|link| link == part), "{part}: {parts:?}");
        admin.open(&format!("/admin/{part}"));
    }
    assert!(!parts.iter().any(|part| part == "statements"));
    admin.get("/admin/statements").expect_status(403);
}

#[test]
fn deep_links_are_pages_and_others_are_not() {
    let shop = TestShop::start();
    shop.admin_account(ADMIN);
    let browser = entered(&shop, ADMIN);
    for path in ["/admin/", "/admin/products/new", "/admin/orders/0192f0c1"] {
        let page = browser.open(path);
        assert!(page.html.contains("id=\"page\""), "{path}");
        assert!(page.html.contains("data-currency=\"EUR\""), "{path}");
        assert!(page.html.contains("data-digits=\"2\""), "{path}");
    }
    let page = Page::of(&browser.get("/admin/nonsense").expect_status(404));
    assert!(!page.html.contains("admin/app.js"));
}

#[test]
fn pages_are_kept_by_nobody_and_files_for_ever() {
    let shop = TestShop::start();
    shop.admin_account(ADMIN);
    let browser = entered(&shop, ADMIN);
    let reply = browser.get("/admin").expect_status(200);
    assert_eq!(reply.header("cache-control"), Some("no-store"));
    assert_eq!(reply.header("referrer-policy"), Some("same-origin"));
    let policy = reply.expect("content-security-policy");
    assert!(policy.contains("script-src 'self'") && policy.contains("style-src 'self'"));
    assert!(policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"));
    let html = reply.text();
    assert!(!html.contains("<style") && !html.contains(" style=") && !html.contains(" onclick="));
    let files: Vec<&str> = html
        .split('"')
        .filter(|part| part.starts_with("/assets/"))
        .collect();
    assert!(files.iter().any(|file| file.ends_with("/admin/app.js")));
    for file in files {
        let kept = shop.get(file).expect_status(200);
        assert_eq!(
            kept.header("cache-control"),
            Some("public, max-age=31536000, immutable"),
            "{file}"
        );
        assert_eq!(kept.header("x-content-type-options"), Some("nosniff"));
        let etag = kept.expect("etag").to_owned();
        let again = shop.guest().with("If-None-Match", &etag).get(file);
        assert_eq!(again.status, 304, "{file}");
    }
    shop.get("/assets/0/admin/../admin.css").expect_status(404);
    shop.get("/assets/0/admin/nothing.js").expect_status(404);
}

#[test]
fn every_script_that_a_script_names_is_there() {
    let shop = TestShop::start();
    let (mut open, mut seen) = (vec!["admin/app.js".to_owned()], Vec::new());
    while let Some(name) = open.pop() {
        if seen.contains(&name) {
            continue;
        }
        let script = shop.get(&format!("/assets/0/{name}")).expect_status(200);
        let text = script.text();
        for part in text.split('"').skip(1).step_by(2) {
            let next = match (part.strip_prefix("./"), part.strip_prefix("../")) {
                (Some(own), _) if own.ends_with(".js") => format!("admin/{own}"),
                (_, Some(above)) if above.ends_with(".js") => above.to_owned(),
                _ => continue,
            };
            open.push(next);
        }
        // The table of pages: `page("orders")`.
        for part in text
            .split("page(\"")
            .skip(1)
            .filter(|_| name == "admin/app.js")
        {
            open.push(format!("admin/{}.js", part.split('"').next().unwrap()));
        }
        seen.push(name);
    }
    assert!(seen.len() > 30, "{seen:?}");
}

#[test]
fn the_frame_says_nothing_that_a_name_could_break_out_of() {
    let shop = TestShop::start();
    shop.admin_account(ADMIN);
    let name = json!({"shop_name": "\"><script>alert(1)</script>", "currency": "KWD"});
    shop.admin()
        .patch("/api/admin/settings", name)
        .expect_status(200);
    let page = entered(&shop, ADMIN).open("/admin/settings");
    assert!(!page.html.contains("<script>alert"), "{}", page.html);
    assert!(page.html.contains("data-digits=\"3\""));
}

#[test]
fn who_keeps_products_lists_them_all() {
    let shop = TestShop::start();
    let own = shop.seller("Own Looms");
    let hidden = own
        .product("Hidden Rug")
        .set("is_active", false)
        .set("sku", "RUG-77")
        .stock(2)
        .create();
    shop.seller("Other Looms")
        .product("Other Rug")
        .price(300)
        .stock(50)
        .create();
    shop.product("Wool %").price(100).stock(9).create();
    let names = |client: &support::Client, query: &str| {
        client
            .get(&format!("/api/seller/products{query}"))
            .expect_status(200)
            .names()
    };
    assert_eq!(names(&own, ""), ["Hidden Rug"]);
    assert_eq!(names(&own, "?seller=other-looms"), ["Hidden Rug"]);
    let admin = shop.admin();
    for (query, found) in [
        ("?sort=name", &["Hidden Rug", "Other Rug", "Wool %"][..]),
        (
            "?sort=-stock_quantity",
            &["Other Rug", "Wool %", "Hidden Rug"],
        ),
        ("?is_active=false", &["Hidden Rug"]),
        ("?q=rug-7", &["Hidden Rug"]),
        ("?q=wool%20%25", &["Wool %"]),
        ("?q=%25", &["Wool %"]),
        ("?seller=other-looms", &["Other Rug"]),
        ("?seller=nobody", &[]),
        ("?max_stock=2", &["Hidden Rug"]),
    ] {
        assert_eq!(names(&admin, query), found, "{query}");
    }
    assert_eq!(names(&admin, &format!("?q={}", hidden.id)), ["Hidden Rug"]);
    let first = admin.get("/api/seller/products?sort=name&limit=2");
    let first = first.expect_status(200);
    assert_eq!(first.header("cache-control"), Some("no-store"));
    let cursor = first.json()["next_cursor"].as_str().unwrap().to_owned();
    let second = format!("?sort=name&limit=2&cursor={cursor}");
    assert_eq!(names(&admin, &second), ["Wool %"]);
    for query in [
        "sort=color",
        "limit=0",
        "limit=101",
        "max_stock=-1",
        "nope=1",
    ] {
        let reply = admin.get(&format!("/api/seller/products?{query}"));
        reply.expect_status(400);
    }
    let foreign = format!("/api/seller/products?sort=-name&cursor={cursor}");
    admin.get(&foreign).expect_status(400);
    shop.get("/api/seller/products").expect_status(401);
    shop.customer_token()
        .get("/api/seller/products")
        .expect_status(403);
}

//! Texts that would like to be code, wherever they are shown.

use serde_json::json;

use crate::support::{Browser, Client, PASSWORD, Reply, TestShop};

const SCRIPT: &str = "</script><script>alert(1)</script>";
const TAG: &str = "\"'><img src=x onerror=alert(2)>";

/// It is a page, and no text in it became code.
#[track_caller]
fn harmless(reply: &Reply) {
    let html = reply.text();
    assert_eq!(reply.status, 200, "{}: {html}", reply.what);
    for code in ["<script>alert", "<img src=x", "onerror=alert(2)>"] {
        let place = html.find(code);
        let around = place.map(|place| {
            html[place.saturating_sub(80)..]
                .chars()
                .take(200)
                .collect::<String>()
        });
        assert_eq!(around, None, "{}", reply.what);
    }
    assert_eq!(
        reply.header("x-content-type-options"),
        Some("nosniff"),
        "{}",
        reply.what
    );
    let policy = reply.expect("content-security-policy");
    assert!(
        !policy.contains("unsafe-inline")
            || policy.contains("script-src 'none'")
            || policy.contains("default-src 'none'"),
        "{}: {policy}",
        reply.what
    );
}

/// Somebody whose name, seller, products, reviews and address are all hostile.
#[test]
fn what_people_write_is_only_text() {
    let shop = TestShop::start();
    shop.sends_parcels();
    let hostile = format!("{SCRIPT}{TAG}");
    let settings = json!({"shop_name": hostile});
    shop.admin()
        .patch("/api/admin/settings", settings)
        .expect_status(200);
    let body = json!({"email": "mallory@example.org", "password": PASSWORD, "name": hostile});
    let made = shop
        .guest()
        .post("/api/auth/register", body)
        .expect_status(201)
        .json();
    let mallory = shop.guest().bearer(made["token"].as_str().unwrap());
    let applied = json!({"name": hostile, "description": format!("{hostile}\n{hostile}")});
    let seller = mallory
        .post("/api/sellers", applied)
        .expect_status(201)
        .json();
    let path = format!("/api/admin/sellers/{}", seller["id"]);
    shop.admin()
        .patch(&path, json!({"status": "active", "reason": hostile}))
        .expect_status(200);
    let rug = mallory
        .product(&hostile)
        .set("description", hostile.clone())
        .set("short_description", hostile.clone())
        .set("attributes", json!({hostile.clone(): hostile}))
        .brand(&hostile)
        .tags(&[SCRIPT])
        .sku(&hostile)
        .stock(9)
        .create();
    let reviewer = shop.customer("reviewer@example.org");
    reviewer
        .patch("/api/auth/me", json!({"name": hostile}))
        .expect_status(200);
    let review = json!({"rating": 1, "title": hostile, "body": format!("{hostile}\n{hostile}")});
    reviewer
        .post(&format!("{}/reviews", rug.path()), review)
        .expect_status(201);

    let slug = seller["slug"].as_str().unwrap();
    for page in [
        "/".to_owned(),
        "/products".to_owned(),
        format!("/p/{}", rug.slug),
        format!("/s/{slug}"),
    ] {
        harmless(&shop.get(&page));
    }
    // Machines get it whole, and as what it is.
    for (path, media_type) in [
        (rug.path(), "application/json"),
        (format!("/api/sellers/{slug}"), "application/json"),
        (format!("{}/reviews", rug.path()), "application/json"),
        ("/feed.xml".to_owned(), "xml"),
        ("/sitemap-1.xml".to_owned(), "xml"),
    ] {
        let reply = shop.get(&path).expect_status(200);
        assert!(reply.expect("content-type").contains(media_type), "{path}");
        assert_eq!(reply.expect("x-content-type-options"), "nosniff", "{path}");
        if media_type == "xml" {
            assert!(
                !reply.text().contains("<script>"),
                "{path}: {}",
                reply.text()
            );
        }
    }
    papers(&shop, &mallory, &rug, &hostile);
}

/// The order's pages: an invoice, packing slips, the page of who bought.
fn papers(shop: &TestShop, seller: &Client, rug: &crate::support::TestProduct, hostile: &str) {
    let order = shop
        .order(&[(rug, 1)])
        .name(hostile)
        .note(hostile)
        .email("mallory@example.org")
        .by(seller)
        .place();
    let step = json!({"to": "payment_confirmed", "note": hostile});
    let path = format!("{}/transitions", order.admin_path());
    shop.admin().post(&path, step).expect_status(200);
    let [part] = order.fulfillments(shop)[..] else {
        panic!("one fulfilment")
    };
    let slip = format!("/api/seller/fulfillments/{part}/packing-slip");
    harmless(&seller.get(&format!("{}/invoice", order.path())));
    harmless(&seller.get(&slip));
    harmless(
        &shop
            .admin()
            .get(&format!("{}/packing-slip", order.admin_path())),
    );
    let parcel =
        json!({"carrier": "<script>alert(1)</script>", "tracking_number": "\"><img src=x>"});
    seller
        .post(&format!("/api/seller/fulfillments/{part}/ship"), parcel)
        .expect_status(200);
    harmless(&seller.get(&slip));
    // The same in a browser that is logged in.
    let browser = Browser::new(&shop.guest(), format!("http://{}", shop.address()));
    let fields = [("email", "mallory@example.org"), ("password", PASSWORD)];
    let entered = browser.post("/account/login", &fields);
    assert_eq!(entered.status, 303, "{}", entered.text());
    for page in [
        "/account".to_owned(),
        format!("/orders/{}", order.id),
        "/cart".to_owned(),
    ] {
        let reply = browser.get(&page);
        harmless(&reply);
    }
    // Letters are plain text.
    let letters = shop
        .admin()
        .get("/api/admin/outbox?limit=100")
        .expect_status(200);
    assert!(letters.expect("content-type").contains("application/json"));
}

#[test]
fn files_for_spreadsheets_hold_no_formulas() {
    let shop = TestShop::start();
    for (number, name) in ["=1+1", "+1", "-1", "@SUM(1)", "\u{ff1d}1"]
        .iter()
        .enumerate()
    {
        shop.product(name)
            .sku(&format!("={number}"))
            .set("description", *name)
            .create();
    }
    let file = shop
        .admin()
        .get("/api/admin/export/products.csv")
        .expect_status(200);
    let mut rows = csv::Reader::from_reader(file.body.as_slice());
    let mut seen = 0;
    for row in rows.records() {
        for cell in &row.unwrap() {
            seen += 1;
            let formula = cell.starts_with(['=', '+', '@', '\t', '\r'])
                || (cell.starts_with('-') && cell.parse::<f64>().is_err());
            assert!(!formula, "{cell:?}");
        }
    }
    assert!(seen > 20);
    assert!(file.expect("content-disposition").starts_with("attachment"));
}

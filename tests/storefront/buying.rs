//! The cart, the checkout and orders, by forms alone.

use crate::support::{Browser, Page, TestShop, eventually};

const PARCEL: [(&str, &str); 9] = [
    ("step", "order"),
    ("email", "ada@example.org"),
    ("name", "Ada <Lovelace>"),
    ("line1", "St James's Square 12"),
    ("postal_code", "10115"),
    ("city", "Berlin"),
    ("country", "DE"),
    ("shipping_method", "standard"),
    ("payment_method", "bank_transfer"),
];

fn browser(shop: &TestShop) -> Browser {
    Browser::new(&shop.guest(), format!("http://{}", shop.address()))
}

/// A hidden field of a page's form.
#[track_caller]
fn hidden(page: &Page, name: &str) -> String {
    let (_, rest) = page
        .html
        .split_once(&format!("name=\"{name}\" value=\""))
        .unwrap();
    rest.split('"').next().unwrap().to_owned()
}

fn with<'f>(fields: &[(&'f str, &'f str)], more: &[(&'f str, &'f str)]) -> Vec<(&'f str, &'f str)> {
    let kept = fields
        .iter()
        .filter(|(name, _)| more.iter().all(|(other, _)| other != name));
    kept.chain(more).copied().collect()
}

#[test]
fn a_cart_is_filled_and_changed_by_forms() {
    let shop = TestShop::start();
    let pot = shop.product("A Pot").price(1_250).stock(3).create();
    let id = pot.id.to_string();
    let guest = browser(&shop);
    assert!(guest.open("/cart").words().contains("Your cart is empty"));
    guest.open("/");
    guest.open("/p/a-pot");
    assert!(guest.cookies().is_empty(), "looking sets no cookie");
    let cart = guest.submit("/cart/add", &[("product_id", &id), ("quantity", "2")]);
    assert!(guest.cookies().contains_key("souk_cart"));
    assert!(cart.words().contains("€25.00") && cart.html.contains("data-cart-count=\"2\""));
    let line = hidden(&cart, "item_id");
    let cart = guest.submit("/cart/set", &[("item_id", &line), ("quantity", "3")]);
    assert!(cart.words().contains("€37.50"));
    let more = guest
        .post("/cart/set", &[("item_id", &line), ("quantity", "4")])
        .expect_status(409);
    assert_eq!(more.header("cache-control"), Some("no-store"));
    let more = Page::of(&more);
    assert!(
        more.words().contains("at most 3") && more.html.contains("value=\"3\""),
        "{}",
        more.words()
    );
    for bad in ["0.5", "-1", "many", "99999999999999999999"] {
        let reply = guest.post("/cart/set", &[("item_id", &line), ("quantity", bad)]);
        assert_eq!(reply.status, 400, "{bad}");
        Page::of(&reply);
    }
    let bare = guest.submit(
        "/cart/set",
        &[("item_id", &line), ("quantity", "3"), ("remove", "1")],
    );
    assert!(bare.words().contains("Your cart is empty"));
    let no_product = guest.post("/cart/add", &[("product_id", "999999")]);
    assert!(
        Page::of(&no_product.expect_status(404))
            .words()
            .contains("no such product")
    );
    assert_eq!(guest.post("/cart/add", &[]).status, 400);
}

#[test]
fn a_cookie_of_a_cart_that_ended_begins_another_cart() {
    let shop = TestShop::start();
    let id = shop.product("A Pot").create().id.to_string();
    let guest = browser(&shop);
    guest.keep("souk_cart", "never-issued");
    assert!(guest.open("/cart").words().contains("Your cart is empty"));
    assert!(guest.cookies().is_empty(), "the cookie is taken away");
    guest.keep("souk_cart", "never-issued");
    let cart = guest.submit("/cart/add", &[("product_id", &id)]);
    assert!(cart.words().contains("A Pot"));
    assert_ne!(guest.cookies()["souk_cart"], "never-issued");
}

#[test]
fn forms_of_other_sites_are_refused() {
    let shop = TestShop::start();
    let id = shop.product("A Pot").create().id.to_string();
    let guest = browser(&shop);
    for headers in [
        &[("Sec-Fetch-Site", "cross-site")][..],
        &[("Sec-Fetch-Site", "same-site")],
        &[("Origin", "https://evil.example")],
        &[("Origin", "null")],
    ] {
        for path in [
            "/cart/add",
            "/cart/set",
            "/cart/coupon",
            "/checkout",
            "/account/login",
            "/account/logout",
            "/favorites/add",
        ] {
            let reply = guest.post_with(path, &[("product_id", &id)], headers);
            assert_eq!(reply.status, 403, "{path} {headers:?}");
        }
    }
    assert!(guest.cookies().is_empty());
}

#[test]
fn a_guest_buys_once_however_often_the_form_is_sent() {
    let shop = TestShop::start();
    shop.sends_parcels();
    let pot = shop.product("A <b>Pot</b>").price(10_000).stock(5).create();
    let id = pot.id.to_string();
    let guest = browser(&shop);
    assert_eq!(guest.get("/checkout").status, 303, "nothing to check out");
    guest.submit("/cart/add", &[("product_id", &id), ("quantity", "2")]);
    let page = guest.open("/checkout");
    let (key, total) = (hidden(&page, "key"), hidden(&page, "expected_total"));

    let looked = guest.post(
        "/checkout",
        &with(&PARCEL, &[("step", "look"), ("key", &key)]),
    );
    let looked = Page::of(&looked.expect_status(200));
    assert!(
        looked.html.contains("value=\"Ada &lt;Lovelace&gt;\""),
        "what was typed stays"
    );
    assert_eq!(hidden(&looked, "key"), key, "a look is no order");
    let fresh = hidden(&looked, "expected_total");
    assert_ne!(fresh, total, "shipping is in it");

    let bad = with(
        &PARCEL,
        &[
            ("email", "nobody"),
            ("city", ""),
            ("key", &key),
            ("expected_total", &fresh),
        ],
    );
    let bad = Page::of(&guest.post("/checkout", &bad).expect_status(400));
    assert!(bad.words().contains("Look again at what is marked."));
    assert!(bad.html.contains("aria-invalid=\"true\""));
    let key = hidden(&bad, "key");

    let stale = with(&PARCEL, &[("key", &key), ("expected_total", "1")]);
    let stale = Page::of(&guest.post("/checkout", &stale).expect_status(409));
    assert!(
        stale.words().contains("A price has changed"),
        "{}",
        stale.words()
    );
    let key = hidden(&stale, "key");

    let order = with(
        &PARCEL,
        &[
            ("key", &key),
            ("expected_total", &fresh),
            ("note", "<i>Ring twice</i>"),
        ],
    );
    let first = guest.post("/checkout", &order).expect_status(303);
    let again = guest.post("/checkout", &order).expect_status(303);
    assert_eq!(
        first.header("location"),
        again.header("location"),
        "one order"
    );
    assert_eq!(shop.stock_of(&pot.path()), 3);
    let to = first.expect("location").to_owned();
    let page = guest.open(&to);
    assert_eq!(page.heading(), "Your order is placed");
    let words = page.words();
    for said in [
        "A <b>Pot</b>",
        "Ada <Lovelace>",
        "<i>Ring twice</i>",
        "Waiting for payment",
        "Germany",
    ] {
        assert!(words.contains(said), "{said}: {words}");
    }
    assert!(!page.html.contains("<b>Pot") && !page.html.contains("<i>Ring"));
    assert!(guest.open("/cart").words().contains("Your cart is empty"));

    // Who has no link has no order.
    let path = to.split('?').next().unwrap();
    for stranger in [
        path.to_owned(),
        format!("{path}?token=wrong"),
        "/orders/nothing".to_owned(),
    ] {
        assert_eq!(browser(&shop).get(&stranger).status, 404, "{stranger}");
    }
    let token = to
        .split("token=")
        .nth(1)
        .unwrap()
        .split('&')
        .next()
        .unwrap();
    let cancelled = guest.submit(&format!("{path}/cancel"), &[("token", token)]);
    assert!(cancelled.words().contains("Cancelled"));
    assert_eq!(shop.stock_of(&pot.path()), 5);
    let twice = guest.post(&format!("{path}/cancel"), &[("token", token)]);
    assert_eq!(twice.status, 409);
    Page::of(&twice);
}

#[test]
fn scripts_get_what_the_api_says() {
    let shop = TestShop::start();
    let id = shop.product("A Pot").stock(1).create().id.to_string();
    let guest = browser(&shop);
    let client = shop
        .guest()
        .with("Accept", "application/json")
        .with("Sec-Fetch-Site", "same-origin");
    let add = |quantity: &str| {
        let form = format!("product_id={id}&quantity={quantity}").into_bytes();
        client.send(
            "POST",
            "/cart/add",
            Some(("application/x-www-form-urlencoded", form)),
        )
    };
    let added = add("1").expect_status(201);
    assert_eq!(added.json()["item_count"], 1);
    assert!(added.header("set-cookie").is_some());
    add("2").expect_problem(409, "out-of-stock");
    drop(guest);
}

#[test]
fn what_is_put_into_the_cart_by_forms_is_counted() {
    let shop = TestShop::start();
    let pot = shop.product("A Pot").create();
    browser(&shop).submit("/cart/add", &[("product_id", &pot.id.to_string())]);
    eventually("a cart add", || {
        shop.admin()
            .post("/api/tracking/flush", serde_json::json!({}));
        let metrics = shop
            .admin()
            .get(&format!("/api/products/{}/metrics", pot.id))
            .json();
        (metrics["cart_adds"] == 1).then_some(())
    });
}

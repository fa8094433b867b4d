//! The settings of a shop.

use serde_json::{Value, json};

use crate::{support::TestShop, with};

#[test]
fn settings_are_read_and_changed() {
    let shop = TestShop::start();
    let admin = shop.admin();
    let path = "/api/admin/settings";
    let read = admin
        .get(path)
        .expect_status(200)
        .expect_header("cache-control", "no-store");
    let tag = read.expect("etag").to_owned();
    let defaults = json!({
        "shop_name": "souk", "currency": "EUR", "prices_include_tax": true,
        "payment_methods": ["bank_transfer", "cash_on_delivery", "pickup"],
        "open_sellers": false, "order_expiry_hours": 24, "default_commission": 0.0,
    });
    assert_eq!(read.json(), defaults);
    let mut expected = defaults;
    for patch in [
        json!({"shop_name": " Bazaar \"42\" "}),
        json!({"prices_include_tax": false}),
        json!({"payment_methods": ["dummy", "pickup"]}),
        json!({"open_sellers": true, "order_expiry_hours": 1}),
        json!({"order_expiry_hours": 8_760}),
        json!({"default_commission": 0.125}),
        json!({}),
    ] {
        expected = with(&expected, &patch);
        let name = expected["shop_name"].as_str().unwrap().trim().to_owned();
        expected["shop_name"] = name.into();
        let changed = admin.patch(path, &patch).expect_status(200);
        assert_eq!(changed.json(), expected);
        assert_eq!(admin.get(path).json(), expected);
    }
    admin
        .with("If-Match", &tag)
        .patch(path, json!({"shop_name": "Late"}))
        .expect_problem(412, "precondition-failed");
    // They are in the file.
    let shop = shop.restart();
    assert_eq!(shop.admin().get(path).json(), expected);
}

#[test]
fn each_bad_field_is_named() {
    let shop = TestShop::start();
    let admin = shop.admin();
    let path = "/api/admin/settings";
    let before = admin.get(path).json();
    let cases: &[(Value, &str)] = &[
        (json!({"shop_name": ""}), "/shop_name"),
        (json!({"shop_name": "x".repeat(101)}), "/shop_name"),
        (json!({"shop_name": "a\nb"}), "/shop_name"),
        (json!({"shop_name": null}), "/shop_name"),
        (json!({"currency": "XXX"}), "/currency"),
        (json!({"currency": "eur"}), "/currency"),
        (json!({"currency": "euro"}), "/currency"),
        (json!({"currency": null}), "/currency"),
        (json!({"prices_include_tax": "yes"}), "/prices_include_tax"),
        (json!({"prices_include_tax": null}), "/prices_include_tax"),
        (json!({"payment_methods": []}), "/payment_methods"),
        (json!({"payment_methods": null}), "/payment_methods"),
        (json!({"payment_methods": "dummy"}), "/payment_methods"),
        (json!({"payment_methods": ["paypal"]}), "/payment_methods/0"),
        (
            json!({"payment_methods": ["pickup", "dummy", "pickup"]}),
            "/payment_methods/2",
        ),
        (json!({"open_sellers": 1}), "/open_sellers"),
        (json!({"open_sellers": null}), "/open_sellers"),
        (json!({"order_expiry_hours": 0}), "/order_expiry_hours"),
        (json!({"order_expiry_hours": 8_761}), "/order_expiry_hours"),
        (json!({"order_expiry_hours": 1.5}), "/order_expiry_hours"),
        (json!({"order_expiry_hours": null}), "/order_expiry_hours"),
        (json!({"default_commission": 1.5}), "/default_commission"),
        (json!({"default_commission": null}), "/default_commission"),
        (json!({"smtp": "x"}), "/smtp"),
    ];
    for (patch, pointer) in cases {
        admin.patch(path, patch).expect_bad_field(pointer);
    }
    assert_eq!(admin.get(path).json(), before);
}

#[test]
fn an_empty_shop_chooses_its_currency_and_a_trading_one_keeps_it() {
    let shop = TestShop::start();
    let admin = shop.admin();
    let path = "/api/admin/settings";
    for currency in ["JPY", "KWD", "EUR", "JPY"] {
        let changed = admin.patch(path, json!({"currency": currency}));
        assert_eq!(changed.expect_status(200).json()["currency"], currency);
    }
    // The running shop follows at once, and so does one that is opened again.
    let tea = shop.product("Sencha").price(1_980).create();
    assert_eq!(tea.body["currency"], "JPY");
    assert_eq!(
        shop.get("/api/products").json()["items"][0]["currency"],
        "JPY"
    );
    let exported = admin.get("/api/admin/export/products.csv").text();
    assert!(
        exported.contains("1980") && !exported.contains("19.80"),
        "{exported}"
    );
    admin
        .patch(path, json!({"currency": "EUR"}))
        .expect_problem(409, "currency-in-use");
    admin
        .patch(path, json!({"currency": "EUR", "shop_name": "Half"}))
        .expect_problem(409, "currency-in-use");
    assert_eq!(admin.get(path).json()["shop_name"], "souk");
    admin
        .patch(path, json!({"currency": "JPY", "shop_name": "Whole"}))
        .expect_status(200);
    let shop = shop.restart();
    assert_eq!(shop.get(&tea.path()).json()["currency"], "JPY");
    let admin = shop.admin();
    admin.delete(&tea.path()).expect_status(204);
    let changed = admin.patch(path, json!({"currency": "KWD"}));
    changed.expect_status(200);
}

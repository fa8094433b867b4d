//! Tax rates.

use serde_json::{Value, json};

use crate::{SHOP, support::TestShop, walk, with, without};

fn rate(country: &str) -> Value {
    json!({"country": country, "rate": 0.19, "name": "VAT"})
}

#[test]
fn a_rate_is_made_read_changed_and_deleted() {
    let shop = SHOP.get();
    let admin = shop.admin();
    let made = admin.post("/api/admin/tax-rates", rate("DE"));
    let made = made.expect_status(201);
    let json = made.json();
    let id = json["id"].as_i64().unwrap();
    let path = format!("/api/admin/tax-rates/{id}");
    assert_eq!(made.header("location"), Some(path.as_str()));
    let expected = json!({
        "id": id, "country": "DE", "region": null, "rate": 0.19, "name": "VAT", "applies_to_shipping": false,
    });
    assert_eq!(json, expected);
    assert_eq!(admin.get(&path).json(), expected);
    admin
        .post("/api/admin/tax-rates", rate("DE"))
        .expect_problem(409, "tax-rate-taken");
    // A region of it is another place, in whatever case and with or without its country.
    let region = with(&rate("DE"), &json!({"region": "DE-BY"}));
    let made = admin.post("/api/admin/tax-rates", &region);
    assert_eq!(made.expect_status(201).json()["region"], "BY");
    for same in ["by", "de-by", " BY "] {
        let region = with(&rate("DE"), &json!({"region": same}));
        admin
            .post("/api/admin/tax-rates", &region)
            .expect_problem(409, "tax-rate-taken");
    }
    // What is changed must not meet another either.
    admin
        .patch(&path, json!({"region": "BY"}))
        .expect_problem(409, "tax-rate-taken");
    let patch = json!({"rate": 0.077_5, "applies_to_shipping": true, "region": "BE"});
    let changed = admin.patch(&path, &patch).expect_status(200).json();
    assert_eq!(changed, with(&expected, &patch));
    let cleared = admin.patch(&path, json!({"region": null}));
    assert_eq!(cleared.expect_status(200).json()["region"], Value::Null);
    admin
        .with("If-Match", "\"stale\"")
        .delete(&path)
        .expect_problem(412, "precondition-failed");
    admin.delete(&path).expect_status(204);
    admin.get(&path).expect_problem(404, "not-found");
}

#[test]
fn rates_are_what_was_written() {
    let shop = SHOP.get();
    let admin = shop.admin();
    let made = admin.post("/api/admin/tax-rates", rate("FR"));
    let id = made.expect_status(201).json()["id"].clone();
    let path = format!("/api/admin/tax-rates/{id}");
    for text in [
        "0", "1", "0.5", "0.07", "0.088750", "0.000001", "0.999999", "0.1", "0.29", "0.57", "1e-6",
        "5.5e-2",
    ] {
        let body = format!("{{\"rate\":{text}}}").into_bytes();
        let changed = admin.send("PATCH", &path, Some(("application/json", body)));
        let shown = changed.expect_status(200).json()["rate"].as_f64();
        assert_eq!(shown, text.parse().ok(), "{text}");
    }
}

#[test]
fn each_bad_field_is_named() {
    let shop = SHOP.get();
    let admin = shop.admin();
    let good = rate("IT");
    let cases: &[(Value, &str)] = &[
        (json!({"country": ""}), "/country"),
        (json!({"country": "it"}), "/country"),
        (json!({"country": "ITA"}), "/country"),
        (json!({"country": "XX"}), "/country"),
        (json!({"country": "UK"}), "/country"),
        (json!({"country": null}), "/country"),
        (json!({"region": "x".repeat(101)}), "/region"),
        (json!({"region": "a\u{0}b"}), "/region"),
        (json!({"region": 7}), "/region"),
        (json!({"rate": -0.01}), "/rate"),
        (json!({"rate": 1.01}), "/rate"),
        (json!({"rate": 19}), "/rate"),
        (json!({"rate": 0.123_456_7}), "/rate"),
        (json!({"rate": 1e-7}), "/rate"),
        (json!({"rate": 1e300}), "/rate"),
        (json!({"rate": "0.19"}), "/rate"),
        (json!({"rate": null}), "/rate"),
        (json!({"name": ""}), "/name"),
        (json!({"name": "x".repeat(101)}), "/name"),
        (json!({"name": null}), "/name"),
        (json!({"applies_to_shipping": 1}), "/applies_to_shipping"),
        (
            json!({"applies_to_shipping": "yes"}),
            "/applies_to_shipping",
        ),
        (json!({"zone": "EU"}), "/zone"),
    ];
    for (change, pointer) in cases {
        let answer = admin.post("/api/admin/tax-rates", with(&good, change));
        answer.expect_bad_field(pointer);
    }
    for missing in ["country", "rate", "name"] {
        let answer = admin.post("/api/admin/tax-rates", without(&good, missing));
        answer.expect_bad_field(&format!("/{missing}"));
    }
    let made = admin.post("/api/admin/tax-rates", &good);
    let id = made.expect_status(201).json()["id"].clone();
    let path = format!("/api/admin/tax-rates/{id}");
    let before = admin.get(&path).json();
    for (change, pointer) in cases {
        admin.patch(&path, change).expect_bad_field(pointer);
    }
    admin
        .patch(&path, json!({"applies_to_shipping": null}))
        .expect_bad_field("/applies_to_shipping");
    assert_eq!(admin.get(&path).json(), before);
    for gone in ["0", "IT", "-1", "99999999999999999999"] {
        let path = format!("/api/admin/tax-rates/{gone}");
        assert_eq!(admin.get(&path).status, 404, "{gone}");
    }
}

#[test]
fn the_list_is_walked_by_place() {
    let shop = TestShop::start();
    let admin = shop.admin();
    for (country, region) in [
        ("US", "NY"),
        ("DE", ""),
        ("US", "CA"),
        ("US", ""),
        ("CA", "ON"),
    ] {
        let body = with(&rate(country), &json!({"region": region}));
        admin.post("/api/admin/tax-rates", body).expect_status(201);
    }
    for limit in [1, 2, 5, 100] {
        let rows = walk(&admin, "/api/admin/tax-rates", limit);
        let places: Vec<String> = rows
            .iter()
            .map(|row| format!("{} {}", row["country"], row["region"]))
            .collect();
        let expected = [
            r#""CA" "ON""#,
            r#""DE" null"#,
            r#""US" null"#,
            r#""US" "CA""#,
            r#""US" "NY""#,
        ];
        assert_eq!(places, expected, "{limit}");
    }
}

//! Only an admin keeps terms, and everybody else learns nothing.

use serde_json::json;

use crate::SHOP;

const PATHS: &[(&str, &str)] = &[
    ("GET", "/api/admin/coupons"),
    ("POST", "/api/admin/coupons"),
    ("GET", "/api/admin/coupons/NONE"),
    ("PATCH", "/api/admin/coupons/NONE"),
    ("DELETE", "/api/admin/coupons/NONE"),
    ("GET", "/api/admin/shipping-methods"),
    ("POST", "/api/admin/shipping-methods"),
    ("GET", "/api/admin/shipping-methods/none"),
    ("PATCH", "/api/admin/shipping-methods/none"),
    ("DELETE", "/api/admin/shipping-methods/none"),
    ("GET", "/api/admin/tax-rates"),
    ("POST", "/api/admin/tax-rates"),
    ("GET", "/api/admin/tax-rates/999999"),
    ("PATCH", "/api/admin/tax-rates/999999"),
    ("DELETE", "/api/admin/tax-rates/999999"),
    ("GET", "/api/admin/settings"),
    ("PATCH", "/api/admin/settings"),
    ("POST", "/api/admin/stock-adjustments"),
    ("GET", "/api/admin/stock-movements"),
    ("GET", "/api/admin/audit"),
];

#[test]
fn others_are_refused_whatever_they_ask_for() {
    let shop = SHOP.get();
    let (guest, customer, seller) = (
        shop.guest(),
        shop.customer("curious@example.org"),
        shop.seller("Curious"),
    );
    for (method, path) in PATHS {
        let body = match (*method, *path) {
            ("POST", "/api/admin/coupons") => {
                Some(json!({"code": "X", "kind": "percent", "value": 10}))
            }
            ("POST", "/api/admin/shipping-methods") => {
                Some(json!({"code": "x", "name": "X", "price": 1}))
            }
            ("POST", "/api/admin/tax-rates") => {
                Some(json!({"country": "DE", "rate": 0.1, "name": "X"}))
            }
            ("POST", _) => Some(json!({"variant_id": 1, "delta": 1, "reason": "x"})),
            ("PATCH", _) => Some(json!({})),
            _ => None,
        };
        let body = || {
            let body = body.as_ref()?;
            Some(("application/json", body.to_string().into_bytes()))
        };
        guest
            .send(method, path, body())
            .expect_problem(401, "unauthorized");
        for caller in [&customer, &seller] {
            caller
                .send(method, path, body())
                .expect_problem(403, "forbidden");
        }
    }
    let admin = shop.admin();
    for (method, path) in PATHS {
        let named = path.contains("NONE") || path.contains("none") || path.contains("999999");
        if named {
            let body = || (*method == "PATCH").then(|| ("application/json", b"{}".to_vec()));
            admin
                .send(method, path, body())
                .expect_problem(404, "not-found");
        }
        let slashed = guest.send(method, &format!("{path}/"), None);
        assert_eq!(slashed.status, 401, "{method} {path}/");
    }
}

#[test]
fn lists_refuse_what_they_do_not_know() {
    let shop = SHOP.get();
    let admin = shop.admin();
    for path in [
        "coupons",
        "shipping-methods",
        "tax-rates",
        "stock-movements",
        "audit",
    ] {
        let path = format!("/api/admin/{path}");
        for (query, name) in [
            ("limit=0", "limit"),
            ("limit=101", "limit"),
            ("limit=x", "limit"),
            ("cursor=nonsense", "cursor"),
            ("colour=red", "colour"),
            ("limit=1&limit=2", "limit"),
        ] {
            admin
                .get(&format!("{path}?{query}"))
                .expect_bad_parameter(name);
        }
    }
    for (query, name) in [
        ("audit?from=yesterday", "from"),
        ("audit?to=2026-13-01", "to"),
        ("stock-movements?variant_id=x", "variant_id"),
        ("stock-movements?order_id=7", "order_id"),
    ] {
        admin
            .get(&format!("/api/admin/{query}"))
            .expect_bad_parameter(name);
    }
}

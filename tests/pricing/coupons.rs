//! Coupons.

use std::sync::Barrier;

use serde_json::{Value, json};

use crate::{SHOP, support::TestShop, walk, with, without};

fn ten(code: &str) -> Value {
    json!({"code": code, "kind": "percent", "value": 10})
}

#[test]
fn a_coupon_is_made_read_changed_and_deleted() {
    let shop = SHOP.get();
    let admin = shop.admin();
    let body = json!({
        "code": "Spring-10", "kind": "percent", "value": 10, "min_subtotal": 5_000,
        "starts_at": "2026-03-01T00:00:00+02:00", "ends_at": "2026-06-01T00:00:00Z",
        "usage_limit": 500, "per_customer_limit": 1,
    });
    let made = admin
        .post("/api/admin/coupons", &body)
        .expect_status(201)
        .expect_header("location", "/api/admin/coupons/Spring-10")
        .expect_header("cache-control", "no-store");
    let tag = made.expect("etag").to_owned();
    let made = made.json();
    let expected = with(
        &body,
        &json!({
            "id": made["id"], "starts_at": "2026-02-28T22:00:00Z", "used_count": 0,
            "created_at": made["created_at"], "updated_at": made["created_at"],
        }),
    );
    assert_eq!(made, expected);
    // A code is the same in capitals and small letters.
    let read = admin.get("/api/admin/coupons/SPRING-10").expect_status(200);
    assert_eq!((read.json(), read.expect("etag")), (made, tag.as_str()));
    admin
        .post("/api/admin/coupons", ten("SPRING-10"))
        .expect_problem(409, "coupon-code-taken");

    let path = "/api/admin/coupons/spring-10";
    let patch = json!({"min_subtotal": null, "ends_at": null, "usage_limit": 7, "value": 15});
    let changed = admin
        .with("If-Match", &tag)
        .patch(path, &patch)
        .expect_status(200);
    assert_ne!(changed.expect("etag"), tag);
    let changed = changed.json();
    let expected = with(&expected, &patch);
    let expected = with(&expected, &json!({"updated_at": changed["updated_at"]}));
    assert_eq!(changed, expected);
    assert_eq!(admin.get(path).json(), changed);
    admin
        .with("If-Match", &tag)
        .patch(path, json!({"value": 20}))
        .expect_problem(412, "precondition-failed");
    admin
        .with("If-Match", &tag)
        .delete(path)
        .expect_problem(412, "precondition-failed");
    let renamed = admin.patch(path, json!({"code": "SUMMER"}));
    assert_eq!(renamed.expect_status(200).json()["code"], "SUMMER");
    admin.get(path).expect_problem(404, "not-found");
    admin.delete("/api/admin/coupons/summer").expect_status(204);
    admin
        .delete("/api/admin/coupons/summer")
        .expect_problem(404, "not-found");
    // The code is free again.
    let again = admin.post("/api/admin/coupons", ten("Summer"));
    again.expect_status(201);
}

#[test]
fn each_bad_field_is_named() {
    let shop = SHOP.get();
    let admin = shop.admin();
    let good = ten("BAD-FIELDS");
    let long = "x".repeat(51);
    let cases: &[(Value, &str)] = &[
        (json!({"code": ""}), "/code"),
        (json!({"code": " "}), "/code"),
        (json!({"code": "two words"}), "/code"),
        (json!({"code": "ä"}), "/code"),
        (json!({"code": "a/b"}), "/code"),
        (json!({"code": "'; DROP TABLE coupons; --"}), "/code"),
        (json!({"code": long}), "/code"),
        (json!({"code": 7}), "/code"),
        (json!({"code": null}), "/code"),
        (json!({"kind": "gift"}), "/kind"),
        (json!({"kind": "Percent"}), "/kind"),
        (json!({"kind": null}), "/kind"),
        (json!({"value": 0}), "/value"),
        (json!({"value": 101}), "/value"),
        (json!({"value": -5}), "/value"),
        (json!({"value": 10.5}), "/value"),
        (json!({"value": "10"}), "/value"),
        (json!({"value": null}), "/value"),
        (json!({"value": 9_223_372_036_854_775_807_i64}), "/value"),
        (json!({"value": 18_446_744_073_709_551_615_u64}), "/value"),
        (json!({"kind": "fixed", "value": 0}), "/value"),
        (json!({"kind": "fixed", "value": 1_000_000_001}), "/value"),
        (json!({"kind": "free_shipping", "value": 5}), "/value"),
        (json!({"min_subtotal": -1}), "/min_subtotal"),
        (json!({"min_subtotal": 1_000_000_001}), "/min_subtotal"),
        (json!({"min_subtotal": "much"}), "/min_subtotal"),
        (json!({"starts_at": "tomorrow"}), "/starts_at"),
        (json!({"starts_at": "2026-03-01"}), "/starts_at"),
        (json!({"starts_at": 1_700_000_000}), "/starts_at"),
        (json!({"ends_at": "2026-02-30T00:00:00Z"}), "/ends_at"),
        (
            json!({"starts_at": "2026-03-01T00:00:00Z", "ends_at": "2026-03-01T00:00:00Z"}),
            "/ends_at",
        ),
        (
            json!({"starts_at": "2026-03-02T00:00:00Z", "ends_at": "2026-03-01T00:00:00Z"}),
            "/ends_at",
        ),
        (json!({"usage_limit": 0}), "/usage_limit"),
        (json!({"usage_limit": -1}), "/usage_limit"),
        (json!({"usage_limit": 1_000_000_001}), "/usage_limit"),
        (json!({"per_customer_limit": 0}), "/per_customer_limit"),
        (json!({"per_customer_limit": true}), "/per_customer_limit"),
        (json!({"used_count": 5}), "/used_count"),
        (json!({"id": 5}), "/id"),
    ];
    for (change, pointer) in cases {
        let answer = admin.post("/api/admin/coupons", with(&good, change));
        answer.expect_bad_field(pointer);
    }
    for missing in ["code", "kind", "value"] {
        let answer = admin.post("/api/admin/coupons", without(&good, missing));
        answer.expect_bad_field(&format!("/{missing}"));
    }
    admin
        .get("/api/admin/coupons/BAD-FIELDS")
        .expect_problem(404, "not-found");
    // The same of a change, which is judged by what would come of it.
    admin.post("/api/admin/coupons", &good).expect_status(201);
    let path = "/api/admin/coupons/BAD-FIELDS";
    let before = admin.get(path).json();
    for (change, pointer) in cases {
        admin.patch(path, change).expect_bad_field(pointer);
    }
    admin
        .patch(path, json!({"kind": "fixed", "value": null}))
        .expect_bad_field("/value");
    assert_eq!(admin.get(path).json(), before);
    // All that is wrong is said at once.
    let all = json!({"code": "?", "kind": "percent", "value": 0, "usage_limit": 0});
    let problem = admin.post("/api/admin/coupons", all);
    let problem = problem.expect_problem(400, "invalid-fields");
    assert_eq!(problem["errors"].as_array().unwrap().len(), 3);
    for body in [
        "",
        "[]",
        "null",
        "7",
        "{",
        "{\"code\":\"A\",\"code\":\"B\"}",
    ] {
        let status = admin.post_text("/api/admin/coupons", body).status;
        assert_eq!(status, 400, "{body}");
    }
}

#[test]
fn free_shipping_has_no_value() {
    let shop = SHOP.get();
    let admin = shop.admin();
    let made = admin
        .post(
            "/api/admin/coupons",
            json!({"code": "FREE-1", "kind": "free_shipping"}),
        )
        .expect_status(201);
    assert_eq!(made.json()["value"], 0);
    admin
        .post("/api/admin/coupons", ten("FREE-2"))
        .expect_status(201);
    let path = "/api/admin/coupons/FREE-2";
    let turned = admin.patch(path, json!({"kind": "free_shipping"}));
    assert_eq!(turned.expect_status(200).json()["value"], 0);
    admin
        .patch(path, json!({"kind": "fixed"}))
        .expect_bad_field("/value");
    let turned = admin.patch(path, json!({"kind": "fixed", "value": 500}));
    assert_eq!(turned.expect_status(200).json()["value"], 500);
}

#[test]
fn the_list_is_walked_from_the_newest() {
    let shop = TestShop::start();
    let admin = shop.admin();
    assert_eq!(
        admin.get("/api/admin/coupons").json(),
        json!({"items": [], "total": 0, "next_cursor": null})
    );
    for number in 0..7 {
        admin
            .post("/api/admin/coupons", ten(&format!("WALK{number}")))
            .expect_status(201);
    }
    for limit in [1, 2, 3, 7, 100] {
        let rows = walk(&admin, "/api/admin/coupons", limit);
        let codes: Vec<&str> = rows
            .iter()
            .map(|row| row["code"].as_str().unwrap())
            .collect();
        let expected = [
            "WALK6", "WALK5", "WALK4", "WALK3", "WALK2", "WALK1", "WALK0",
        ];
        assert_eq!(codes, expected, "{limit}");
    }
    assert_eq!(admin.get("/api/admin/coupons?limit=2").json()["total"], 7);
    // A cursor belongs to its list.
    let page = admin.get("/api/admin/coupons?limit=2").json();
    let cursor = page["next_cursor"].as_str().unwrap();
    admin
        .get(&format!("/api/admin/tax-rates?cursor={cursor}"))
        .expect_bad_parameter("cursor");
}

#[test]
fn of_many_with_one_code_one_is_made() {
    let shop = SHOP.get();
    let admin = shop.admin();
    let start = Barrier::new(12);
    let statuses: Vec<u16> = std::thread::scope(|scope| {
        let calls: Vec<_> = (0..12)
            .map(|number| {
                let (start, admin) = (&start, &admin);
                scope.spawn(move || {
                    let code = if number % 2 == 0 { "RACED" } else { "raced" };
                    start.wait();
                    admin.post("/api/admin/coupons", ten(code)).status
                })
            })
            .collect();
        calls.into_iter().map(|call| call.join().unwrap()).collect()
    });
    let made = statuses.iter().filter(|status| **status == 201).count();
    let refused = statuses.iter().filter(|status| **status == 409).count();
    assert_eq!((made, refused), (1, 11), "{statuses:?}");
}

#[test]
fn a_repeated_request_is_answered_with_the_first_answer() {
    let shop = SHOP.get();
    let admin = shop.admin().with("Idempotency-Key", "coupon-once");
    let first = admin
        .post("/api/admin/coupons", ten("ONCE"))
        .expect_status(201);
    let again = admin
        .post("/api/admin/coupons", ten("ONCE"))
        .expect_status(201)
        .expect_header("idempotency-replayed", "true");
    assert_eq!(again.json(), first.json());
    admin
        .post("/api/admin/coupons", ten("TWICE"))
        .expect_problem(422, "idempotency-mismatch");
}

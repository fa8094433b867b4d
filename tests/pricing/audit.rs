//! Who changed what.

use serde_json::{Value, json};

use crate::{support::TestShop, walk};

#[test]
fn every_change_is_written_down_with_before_and_after() {
    let shop = TestShop::start();
    let admin = shop.admin();
    let mug = shop.product("Mug").stock(5).create();
    let coupon = json!({"code": "AUDIT", "kind": "percent", "value": 10});
    admin.post("/api/admin/coupons", coupon).expect_status(201);
    admin
        .patch("/api/admin/coupons/audit", json!({"value": 20}))
        .expect_status(200);
    // Neither a change that changes nothing nor one that is refused.
    admin
        .patch("/api/admin/coupons/audit", json!({"value": 20}))
        .expect_status(200);
    admin
        .patch("/api/admin/coupons/audit", json!({"value": 0}))
        .expect_status(400);
    admin.delete("/api/admin/coupons/audit").expect_status(204);
    let method = json!({"code": "post", "name": "Post", "price": 1});
    let method = admin.post("/api/admin/shipping-methods", method);
    method.expect_status(201);
    let rate = json!({"country": "US", "region": "CA", "rate": 0.0725, "name": "Sales tax"});
    admin.post("/api/admin/tax-rates", rate).expect_status(201);
    admin
        .patch("/api/admin/settings", json!({"order_expiry_hours": 48}))
        .expect_status(200);
    let adjustment = json!({"variant_id": mug.variant_id, "delta": -2, "reason": "broken"});
    admin
        .post("/api/admin/stock-adjustments", adjustment)
        .expect_status(201);

    let rows = walk(&admin, "/api/admin/audit", 3);
    let told: Vec<(String, String)> = rows
        .iter()
        .filter(|row| !row["subject"].as_str().unwrap().contains("token"))
        .map(|row| {
            let text = |name: &str| row[name].as_str().unwrap().to_owned();
            assert!(text("actor").starts_with("admin by token "), "{row}");
            assert!(
                row["user_id"].is_null() && text("at").ends_with('Z'),
                "{row}"
            );
            (text("action"), text("subject"))
        })
        .collect();
    let variant = format!("variant {}", mug.variant_id);
    let expected = [
        ("adjust", variant.as_str()),
        ("update", "settings"),
        ("create", "tax rate US-CA"),
        ("create", "shipping method post"),
        ("delete", "coupon AUDIT"),
        ("update", "coupon AUDIT"),
        ("create", "coupon AUDIT"),
    ];
    assert_eq!(
        told,
        expected.map(|(action, subject)| (action.to_owned(), subject.to_owned()))
    );
    let entry = |subject: &str, action: &str| {
        let same = |row: &&Value| row["subject"] == subject && row["action"] == action;
        rows.iter().find(same).unwrap().clone()
    };
    let update = entry("coupon AUDIT", "update");
    assert_eq!(
        (&update["before"]["value"], &update["after"]["value"]),
        (&json!(10), &json!(20))
    );
    assert_eq!(entry("coupon AUDIT", "create")["before"], Value::Null);
    assert_eq!(entry("coupon AUDIT", "delete")["after"], Value::Null);
    let settings = entry("settings", "update");
    assert_eq!(settings["before"]["order_expiry_hours"], 24);
    assert_eq!(settings["after"]["order_expiry_hours"], 48);
    let adjusted = entry(&variant, "adjust");
    assert_eq!(adjusted["before"], json!({"stock_quantity": 5}));
    assert_eq!(
        adjusted["after"],
        json!({"stock_quantity": 3, "delta": -2, "reason": "broken"})
    );

    let count =
        |query: &str| admin.get(&format!("/api/admin/audit?{query}")).json()["total"].clone();
    assert_eq!(count("subject=coupon%20AUDIT"), 3);
    assert_eq!(count("subject=coupon"), 3);
    assert_eq!(count("subject=coup"), 0);
    assert_eq!(count("subject=tax%20rate"), 1);
    assert_eq!(count("actor=nobody"), 0);
    let actor = rows[0]["actor"].as_str().unwrap().replace(' ', "%20");
    assert_eq!(count(&format!("actor={actor}&subject=coupon")), 3);
    let at = rows[0]["at"].as_str().unwrap();
    assert_eq!(
        count(&format!(
            "from={at}&subject={}",
            variant.replace(' ', "%20")
        )),
        1
    );
    assert_eq!(
        count(&format!("to={at}&subject={}", variant.replace(' ', "%20"))),
        0
    );
    assert_eq!(count("to=2020-01-01"), 0);
    assert_eq!(count("from=2099-01-01"), 0);
}

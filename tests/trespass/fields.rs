//! Mass assignment: fields that the shop decides are refused, wherever somebody sends them.

use serde_json::{Map, Value, json};

use crate::{SHOP, support::TestShop};

/// What nobody sets by sending it, with a value that would be one.
fn forbidden() -> Value {
    json!({
        "id": 1, "user_id": "0192f0c1-2f5e-7c3a-9a51-6f1f4b2f7d10", "seller_id": 1, "role": "admin", "status": "active",
        "is_admin": true, "commission": 0, "average_rating": 5, "rating_average": 5, "review_count": 9, "view_count": 9,
        "click_count": 9, "favorite_count": 9, "helpful_count": 9, "verified_purchase": true, "hidden": false,
        "total": 0, "subtotal": 0, "unit_price": 0, "discount_total": 0, "tax_total": 0, "paid": true, "number": "S-1",
        "used_count": 0, "password_hash": "x", "token": "x", "blocked_at": null, "currency": "XXX", "created_at": "2026-11-24T10:00:00Z",
        "updated_at": "2026-11-24T10:00:00Z", "version": 1, "is_withheld": false, "on_sale": true, "in_stock": true, "slug": "taken",
        "name": "x", "price": 0, "__proto__": {}, "constructor": {}, "$ref": "#"
    })
}

/// The schema that a reference names, and those that it is put together from.
fn resolved<'d>(document: &'d Value, schema: &'d Value) -> Vec<&'d Value> {
    let here = schema["$ref"].as_str().and_then(|name| {
        let name = name.rsplit('/').next().unwrap();
        document["components"]["schemas"].get(name)
    });
    let whole = here.unwrap_or(schema);
    let parts = whole["allOf"].as_array().into_iter().flatten();
    let mut found: Vec<&Value> = parts.flat_map(|part| resolved(document, part)).collect();
    found.push(whole);
    found
}

/// A body that a route takes, as its method, its path, its fields and an example.
struct Taken {
    method: String,
    path: String,
    fields: Vec<String>,
    example: Map<String, Value>,
}

fn bodies(shop: &TestShop) -> Vec<Taken> {
    let document = shop.get("/openapi.json").json();
    let mut taken = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
            if schema.is_null() {
                continue;
            }
            let schemas = resolved(&document, schema);
            let properties = schemas
                .iter()
                .filter_map(|schema| schema["properties"].as_object());
            let fields = properties
                .flat_map(|properties| properties.keys().cloned())
                .collect();
            let example = schemas
                .iter()
                .find_map(|schema| schema["example"].as_object());
            let example = example.unwrap_or_else(|| panic!("{method} {path} has no example"));
            // A thing that is not there: the body is read before anybody looks for it.
            let path = path.split('/').map(|part| match part.starts_with('{') {
                true if part.contains("order") || part.contains("user") => {
                    "0192f0c1-2f5e-7c3a-9a51-6f1f4b2f7d10"
                }
                true => "999999",
                false => part,
            });
            taken.push(Taken {
                method: method.to_uppercase(),
                path: path.collect::<Vec<_>>().join("/"),
                fields,
                example: example.clone(),
            });
        }
    }
    taken
}

#[test]
fn no_body_takes_a_field_that_it_does_not_name() {
    let shop = SHOP.get();
    let admin = shop.admin_account("mass@example.org");
    let bodies = bodies(&shop);
    assert!(bodies.len() > 30, "{}", bodies.len());
    let mut let_in = Vec::new();
    for body in &bodies {
        for (field, value) in forbidden().as_object().unwrap() {
            if body.fields.contains(field) {
                continue;
            }
            let mut sent = body.example.clone();
            sent.insert(field.clone(), value.clone());
            let sent = Value::Object(sent).to_string().into_bytes();
            let caller = admin.with("Idempotency-Key", &crate::support::fresh_key());
            let reply = caller.send(&body.method, &body.path, Some(("application/json", sent)));
            if reply.status != 400 {
                let_in.push(format!(
                    "{} {}: {field}: {}",
                    body.method, body.path, reply.status
                ));
            }
        }
    }
    assert!(let_in.is_empty(), "{let_in:#?}");
}

#[test]
fn neither_does_what_stands_inside() {
    let shop = SHOP.get();
    let seller = shop.seller("Inside Looms");
    let own = seller.product("Inside").create();
    let variant = |field: &str| json!({"name": "x", "variants": [{"price": 1, "stock_quantity": 1, field: 1}]});
    for field in [
        "product_id",
        "average_rating",
        "seller_id",
        "currency",
        "version",
    ] {
        let refused = seller.post("/api/products", variant(field));
        assert_eq!(refused.status, 400, "{field}: {}", refused.text());
    }
    // Another product's variant does not come along.
    let other = shop.product("Outside").create();
    let stolen = json!({"variants": [{"id": other.variant_id, "price": 1, "stock_quantity": 1}]});
    let refused = seller.patch(&own.path(), stolen);
    assert_eq!(refused.status, 400, "{}", refused.text());
    assert_eq!(
        shop.get(&other.path()).json()["variants"][0]["id"],
        other.variant_id
    );
    let url = "https://example.org/a.jpg";
    let image = |field: &str, value: i64| json!({"name": "x", "price": 1, "images": [{"url": url, field: value}]});
    for field in ["product_id", "version"] {
        let refused = seller.post("/api/products", image(field, 1));
        assert_eq!(refused.status, 400, "{field}");
    }
    // An id may be sent back as it was read, and moves nothing of another's.
    let pictured = shop
        .product("Pictured")
        .set("images", json!([{"url": url}]))
        .create();
    let id = pictured.body["images"][0]["id"].as_i64().unwrap();
    let made = seller
        .post("/api/products", image("id", id))
        .expect_status(201)
        .json();
    assert_ne!(made["images"][0]["id"], id);
    assert_eq!(
        shop.get(&pictured.path()).json()["images"],
        pictured.body["images"]
    );
    let event = json!({"events": [{"action": "purchase", "product_id": own.id}]});
    assert_eq!(shop.guest().post("/api/events", event).status, 400);
    let event = json!({"events": [{"action": "click", "product_id": own.id, "visitor": 7}]});
    assert_eq!(shop.guest().post("/api/events", event).status, 400);
}

#[test]
fn nobody_becomes_somebody_else() {
    let shop = SHOP.get();
    let customer = shop.customer("climber@example.org");
    let own = shop.seller("Climbed Looms").product("Climbed").create();
    let before = customer.get("/api/auth/me").json();
    for (path, body) in [
        ("/api/auth/me", json!({"role": "admin"})),
        ("/api/auth/me", json!({"name": "x", "seller": {"id": 1}})),
        (
            "/api/auth/me",
            json!({"id": "0192f0c1-2f5e-7c3a-9a51-6f1f4b2f7d10"}),
        ),
        (own.path().as_str(), json!({"seller": 1})),
    ] {
        let refused = customer.patch(path, body);
        assert!([400, 403].contains(&refused.status), "{}", refused.text());
    }
    assert_eq!(customer.get("/api/auth/me").json(), before);
    let registered = json!({
        "email": "born.admin@example.org", "password": "a long pass phrase", "name": "x", "role": "admin"
    });
    assert_eq!(
        shop.guest().post("/api/auth/register", registered).status,
        400
    );
    // A key that stands twice is no way around what was checked.
    let twice = r#"{"name": "x", "name": "y"}"#;
    let refused = customer.send(
        "PATCH",
        "/api/auth/me",
        Some(("application/json", twice.into())),
    );
    assert_eq!(refused.status, 400);
    // Headers and parameters that other servers obey change nothing.
    for (header, value) in [
        ("X-HTTP-Method-Override", "DELETE"),
        ("X-Original-URL", "/api/admin/orders"),
        ("X-Rewrite-URL", "/api/admin/orders"),
        ("X-Forwarded-User", "admin"),
        ("X-User-Id", "1"),
        ("X-Role", "admin"),
    ] {
        let caller = customer.with(header, value);
        caller
            .get("/api/admin/orders")
            .expect_problem(403, "forbidden");
        caller.get(&own.path()).expect_status(200);
    }
}

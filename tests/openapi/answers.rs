//! Real answers, held against the schemas that the document gives them.

use serde_json::{Value, json};

use crate::{
    SHOP,
    document::{faults, operation_of},
    support::{Client, Reply, TestShop, fresh_key, parcel, parcel_but},
};

/// The answer is one that the document describes.
#[track_caller]
fn check(method: &str, path: &str, reply: &Reply) {
    let operation = operation_of(method, path);
    let shown = format!("{method} {path}: {}", reply.status);
    let documented = operation
        .responses()
        .find(|(status, _)| *status == reply.status);
    let (_, response) =
        documented.unwrap_or_else(|| panic!("{shown} is not in the document: {}", reply.text()));
    let content = response["content"].as_object();
    if reply.body.is_empty() {
        assert!(
            content.is_none_or(serde_json::Map::is_empty) || reply.status == 304,
            "{shown} has no body"
        );
        return;
    }
    let essence = |kind: &str| kind.split(';').next().unwrap().trim().to_owned();
    let kind = essence(reply.expect("content-type"));
    let mut documented = content.into_iter().flatten();
    let documented = documented
        .find(|(name, _)| essence(name) == kind)
        .map(|(_, media)| media);
    let media =
        documented.unwrap_or_else(|| panic!("{shown} is {kind}, the document says {content:?}"));
    if kind.contains("json") {
        let faults = faults(&media["schema"], &reply.json());
        assert!(faults.is_empty(), "{shown}: {faults:#?}\n{}", reply.text());
    }
    for (name, _) in response["headers"].as_object().into_iter().flatten() {
        let optional = [
            "Location",
            "ETag",
            "Cart-Token",
            "Set-Cookie",
            "idempotency-replayed",
        ]
        .contains(&name.as_str());
        assert!(
            optional || reply.header(name).is_some(),
            "{shown}: no {name}"
        );
    }
}

/// A caller whose every answer has to be one that the document describes.
pub struct Checked(pub Client);

impl Checked {
    #[track_caller]
    pub fn call(&self, method: &str, path: &str, body: Option<Value>) -> Reply {
        let body = body.map(|body| ("application/json", body.to_string().into_bytes()));
        let reply = self.0.send(method, path, body);
        check(method, path, &reply);
        reply
    }

    #[track_caller]
    pub fn get(&self, path: &str, status: u16) {
        assert_eq!(self.call("GET", path, None).status, status, "{path}");
    }
}

#[test]
fn reads_are_as_documented() {
    // Its own, so that no other test changes a list between two looks at it.
    let shop = TestShop::start();
    let category = shop.category("Documented");
    let full = shop
        .seller("Documenting Looms")
        .product("Documented Rug")
        .category(category)
        .brand("Documented")
        .tags(&["a"])
        .set("original_price", 2_000)
        .set("attributes", json!({"k": "v"}))
        .set("images", json!([{"url": "/a.png"}]))
        .set("weight_grams", 5)
        .create();
    shop.product("Bare").create();
    let several =
        json!([{"price": 1, "options": {"Size": "S"}}, {"price": 2, "options": {"Size": "M"}}]);
    let several = shop.product("Several").variants(several).create();
    let guest = Checked(shop.guest());
    for path in [
        "/api/products".to_owned(),
        "/api/products?facets=true&limit=1".to_owned(),
        "/api/products?q=documnted".to_owned(),
        full.path(),
        several.path(),
        "/api/products/bare".to_owned(),
        format!("{}/related", full.path()),
        "/api/categories".to_owned(),
        "/api/search/suggest?q=doc".to_owned(),
        "/healthz".to_owned(),
        "/readyz".to_owned(),
    ] {
        guest.get(&path, 200);
        let etag = shop.get(&path).header("etag").map(str::to_owned);
        if let Some(etag) = etag {
            Checked(shop.guest().with("If-None-Match", &etag)).get(&path, 304);
        }
    }
    for path in [
        "/api/products?limit=0",
        "/api/products?nothing=1",
        "/api/search/suggest",
    ] {
        guest.get(path, 400);
    }
    for path in ["/api/products/no-such", "/api/products/no-such/related"] {
        guest.get(path, 404);
    }
    Checked(shop.guest().bearer("nonsense")).get(&full.path(), 401);
    Checked(shop.admin()).get(&full.path(), 200);
    Checked(shop.admin()).get("/api/admin/export/products.csv", 200);
    guest.get("/api/admin/export/products.csv", 401);
    Checked(shop.customer_token()).get("/api/admin/export/products.csv", 403);
}

#[test]
fn writes_are_as_documented() {
    let shop = SHOP.get();
    let admin = Checked(shop.admin());
    let expect = |reply: Reply, status: u16| assert_eq!(reply.status, status, "{}", reply.what);
    let made = admin.call(
        "POST",
        "/api/products",
        Some(json!({"name": "W", "price": 1, "sku": "W-1"})),
    );
    let path = made.expect("location").to_owned();
    for (caller, method, path, body, status) in [
        (&admin, "POST", "/api/products", json!({"name": ""}), 400),
        (
            &admin,
            "POST",
            "/api/products",
            json!({"name": "W", "price": 1, "sku": "W-1"}),
            409,
        ),
        (&admin, "PATCH", path.as_str(), json!({"price": 2}), 200),
        (&admin, "PATCH", path.as_str(), json!({"price": -2}), 400),
        (
            &admin,
            "PATCH",
            "/api/products/no-such",
            json!({"price": 2}),
            404,
        ),
        (&admin, "POST", "/api/categories", json!({"name": "W"}), 201),
        (
            &admin,
            "POST",
            "/api/categories",
            json!({"name": "W", "slug": "w"}),
            409,
        ),
        (
            &admin,
            "PATCH",
            "/api/categories/w",
            json!({"position": 2}),
            200,
        ),
        (
            &admin,
            "PATCH",
            "/api/categories/no-such",
            json!({"position": 2}),
            404,
        ),
        (
            &Checked(shop.guest()),
            "POST",
            "/api/products",
            json!({}),
            401,
        ),
        (
            &Checked(shop.customer_token()),
            "POST",
            "/api/products",
            json!({"name": "W", "price": 1}),
            403,
        ),
        (
            &Checked(shop.customer_token()),
            "PATCH",
            path.as_str(),
            json!({}),
            403,
        ),
    ] {
        expect(caller.call(method, path, Some(body)), status);
    }
    admin.call("DELETE", &path, None);
}

#[test]
fn refused_writes_and_deletions_are_as_documented() {
    let shop = SHOP.get();
    let admin = Checked(shop.admin());
    let expect = |reply: Reply, status: u16| assert_eq!(reply.status, status, "{}", reply.what);
    let path = shop.product("Refused").create().path();
    shop.category("Refused W");
    let stale = Checked(shop.admin().with("If-Match", "\"stale\""));
    expect(stale.call("PATCH", &path, Some(json!({"price": 3}))), 412);
    expect(stale.call("DELETE", &path, None), 412);
    let large = json!({"name": "W", "price": 1, "description": "x".repeat(300_000)});
    expect(admin.call("POST", "/api/products", Some(large)), 413);
    let text = shop
        .admin()
        .send("POST", "/api/products", Some(("text/plain", b"x".to_vec())));
    check("POST", "/api/products", &text);
    let keyed = Checked(shop.admin().with("Idempotency-Key", "documented"));
    expect(
        keyed.call(
            "POST",
            "/api/products",
            Some(json!({"name": "K", "price": 1})),
        ),
        201,
    );
    expect(
        keyed.call(
            "POST",
            "/api/products",
            Some(json!({"name": "K", "price": 2})),
        ),
        422,
    );
    let in_use = shop.product("In W").category("refused-w").create();
    expect(admin.call("DELETE", "/api/categories/refused-w", None), 409);
    for (path, status) in [
        (in_use.path().as_str(), 204),
        ("/api/categories/refused-w", 204),
        (path.as_str(), 204),
        (path.as_str(), 404),
    ] {
        expect(admin.call("DELETE", path, None), status);
    }
}

#[test]
fn carts_and_checkouts_are_as_documented() {
    // Its own: it sets what the shop sends and takes.
    let shop = TestShop::start();
    shop.sends_parcels();
    let mug = shop.product("Documented Mug").stock(3).create();
    let expect = |reply: Reply, status: u16| assert_eq!(reply.status, status, "{}", reply.what);
    let nobody = Checked(shop.guest());
    nobody.get("/api/cart", 200);
    nobody.get("/api/cart?country=XX", 400);
    let item = json!({"product_id": mug.id});
    let made = nobody.call("POST", "/api/cart/items", Some(item.clone()));
    let guest = Checked(shop.guest().holding(&made));
    expect(made, 201);
    let path = format!("/api/cart/items/{}", guest.0.cart()["items"][0]["id"]);
    guest.get("/api/cart?country=DE&shipping_method=standard", 200);
    guest.get("/api/cart/shipping-methods?country=DE", 200);
    guest.get("/api/cart/shipping-methods", 400);
    Checked(shop.guest().with("Cart-Token", "nonsense")).get("/api/cart", 404);
    for (method, path, body, status) in [
        ("POST", "/api/cart/items", Some(item), 200),
        (
            "POST",
            "/api/cart/items",
            Some(json!({"product_id": 0})),
            400,
        ),
        (
            "POST",
            "/api/cart/items",
            Some(json!({"product_id": 999_999})),
            404,
        ),
        ("PATCH", &path, Some(json!({"quantity": 9})), 409),
        ("PATCH", &path, Some(json!({"quantity": 1})), 200),
        (
            "POST",
            "/api/cart/coupons",
            Some(json!({"code": "NONE"})),
            409,
        ),
        ("DELETE", "/api/cart/coupons/NONE", None, 404),
        ("DELETE", "/api/cart/items/999999", None, 404),
        ("POST", "/api/cart/merge", Some(json!({})), 401),
        ("POST", "/api/checkout", Some(parcel()), 400),
    ] {
        expect(guest.call(method, path, body), status);
    }
    let buy = |order: Value| {
        let keyed = Checked(guest.0.with("Idempotency-Key", &fresh_key()));
        keyed.call("POST", "/api/checkout", Some(order))
    };
    expect(buy(parcel_but(json!({"expected_total": 1}))), 409);
    expect(buy(parcel_but(json!({"email": "ada"}))), 400);
    expect(buy(parcel()), 201);
    expect(buy(parcel()), 409);
    expect(guest.call("DELETE", "/api/cart", None), 200);
}

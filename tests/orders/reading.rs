//! Who sees an order, and what of it.

use serde_json::{Value, json};

use crate::{
    SHOP,
    support::{Client, Reply, TestOrder, TestShop},
};

/// What tells one 404 from another: all but the instant and the request's id.
fn shown(reply: &Reply) -> (Vec<u8>, Vec<(String, Vec<u8>)>) {
    reply.expect_problem(404, "not-found");
    let mut headers: Vec<_> = reply
        .headers
        .iter()
        .filter(|(name, _)| !["date", "request-id"].contains(&name.as_str()))
        .map(|(name, value)| (name.to_string(), value.as_bytes().to_vec()))
        .collect();
    headers.sort();
    (reply.body.clone(), headers)
}

/// Everything that names one order, as this caller.
fn uses(caller: &Client, id: &str) -> Vec<Reply> {
    vec![
        caller.get(&format!("/api/orders/{id}")),
        caller.get(&format!("/api/orders/{id}/invoice")),
        caller.post(&format!("/api/orders/{id}/cancel"), json!({})),
        caller.post(&format!("/api/orders/{id}/return-request"), json!({})),
    ]
}

fn orders(shop: &TestShop) -> (TestOrder, TestOrder) {
    let mug = shop.product("Reading Mug").create();
    let ada = shop.customer("reading-ada@example.org");
    (
        shop.order(&[(&mug, 1)]).place(),
        shop.order(&[(&mug, 1)]).by(&ada).place(),
    )
}

#[test]
fn an_order_is_its_owners_the_admins_and_who_holds_the_token() {
    let shop = SHOP.get();
    let (guests, adas) = orders(&shop);
    let ada = shop.customer("reading-ada@example.org");
    for (caller, order) in [
        (guests.guest(&shop), &guests),
        (ada.clone(), &adas),
        (shop.admin(), &guests),
        (shop.admin(), &adas),
        // Somebody who logs in keeps what the token opens.
        (ada.with("Order-Token", &guests.token), &guests),
    ] {
        let reply = caller.get(&order.path()).expect_status(200);
        let reply = reply.expect_header("cache-control", "no-store");
        assert_eq!(reply.json()["number"], order.number);
    }
}

#[test]
fn anybody_elses_order_looks_like_none_to_the_byte() {
    let shop = SHOP.get();
    let (guests, adas) = orders(&shop);
    let bob = shop.customer("reading-bob@example.org");
    let ada = shop.customer("reading-ada@example.org");
    let nowhere = "01935e7b-7c00-7000-8000-00000000002a";
    let missing: Vec<_> = uses(&shop.guest(), nowhere).iter().map(shown).collect();
    let odd = ["nonsense", "0", "..%2f", "%00", "01935E7B"];
    for (caller, id) in [
        (shop.guest(), guests.id.as_str()),
        (shop.guest(), &adas.id),
        (bob.clone(), &guests.id),
        (bob.clone(), &adas.id),
        (ada, &guests.id),
        (shop.seller("Reading Looms"), &guests.id),
        (shop.customer_token(), &adas.id),
        (guests.guest(&shop), &adas.id),
        (adas.guest(&shop), &adas.id),
        (shop.guest().with("Order-Token", ""), &guests.id),
        (
            shop.guest()
                .with("Order-Token", &guests.token.to_uppercase()),
            &guests.id,
        ),
    ]
    .into_iter()
    .chain(odd.map(|id| (bob.clone(), id)))
    {
        let replies: Vec<_> = uses(&caller, id).iter().map(shown).collect();
        assert_eq!(replies, missing, "{id}");
    }
    assert_eq!(guests.status(&shop), "pending_payment");
    assert_eq!(adas.status(&shop), "pending_payment");
}

#[test]
fn an_admins_routes_are_closed_to_others() {
    let shop = SHOP.get();
    let (order, _) = orders(&shop);
    let path = order.admin_path();
    let uses = |caller: &Client| {
        vec![
            caller.get("/api/admin/orders"),
            caller.get(&path),
            caller.get(&format!("{path}/packing-slip")),
            caller.post(&format!("{path}/transitions"), json!({"to": "cancelled"})),
            caller.post(&format!("{path}/refunds"), json!({"amount": 1})),
        ]
    };
    for reply in uses(&order.guest(&shop)) {
        reply.expect_problem(401, "unauthorized");
    }
    for caller in [
        shop.customer("reading-bob@example.org"),
        shop.seller("Reading Looms"),
        shop.customer_token(),
    ] {
        for reply in uses(&caller) {
            reply.expect_problem(403, "forbidden");
        }
    }
    let missing = "/api/admin/orders/01935e7b-7c00-7000-8000-00000000002a";
    let first = shown(&shop.admin().get(missing));
    assert_eq!(
        shown(&shop.admin().get("/api/admin/orders/nonsense")),
        first
    );
    for (route, body) in [
        ("transitions", json!({"to": "cancelled"})),
        ("refunds", json!({"amount": 1})),
    ] {
        let reply = shop.admin().post(&format!("{missing}/{route}"), body);
        assert_eq!(shown(&reply), first);
    }
}

#[test]
fn a_bad_token_is_refused_where_none_is_needed() {
    let shop = SHOP.get();
    let (order, _) = orders(&shop);
    let caller = order.guest(&shop).bearer("nonsense");
    caller
        .get(&order.path())
        .expect_problem(401, "unauthorized");
}

#[test]
fn an_order_says_all_that_the_contract_names() {
    let shop = SHOP.get();
    let looms = shop.seller("Reading Looms");
    let rug = looms
        .product("Reading Rug")
        .price(5_000)
        .sku("R-1")
        .create();
    let mug = shop.product("Reading Mug").price(1_999).create();
    let order = shop
        .order(&[(&rug, 1), (&mug, 2)])
        .note("Ring twice")
        .discounts(&[500, 0])
        .place();
    let shown = order.guest(&shop).get(&order.path()).json();
    assert_eq!(shown["id"], order.id);
    assert_eq!(shown["status"], "pending_payment");
    for (field, value) in [
        ("subtotal", 8_998),
        ("discount_total", 500),
        ("shipping_total", 490),
        ("total", 8_988),
        ("refunded_total", 0),
    ] {
        assert_eq!(shown[field], value, "{field}");
    }
    assert_eq!(shown["currency"], "EUR");
    assert_eq!(shown["payment_method"], "bank_transfer");
    assert_eq!(shown["shipping_method"], "parcel");
    assert_eq!(shown["shipping_address"]["country"], "DE");
    assert_eq!(shown["billing_address"], Value::Null);
    assert_eq!(shown["coupons"], json!([]));
    assert_eq!(shown["note"], "Ring twice");
    assert_eq!(shown["invoice_number"], Value::Null);
    assert!(shown["expires_at"].as_str().unwrap().ends_with('Z'));
    let items = shown["items"].as_array().unwrap();
    assert_eq!(items.len(), 2);
    assert_eq!(items[0]["sku"], "R-1");
    assert_eq!(items[0]["seller"]["slug"], "reading-looms");
    assert_eq!(items[0]["discount"], 500);
    assert_eq!(items[0]["tax_rate"], 0.19);
    assert_eq!(
        (&items[1]["quantity"], &items[1]["line_total"]),
        (&json!(2), &json!(3_998))
    );
    let parts = shown["fulfillments"].as_array().unwrap();
    for (item, part) in items.iter().zip(parts) {
        assert_eq!(item["fulfillment_id"], part["id"]);
        assert_eq!(part["status"], "pending");
        for field in ["carrier", "tracking_number", "shipped_at", "delivered_at"] {
            assert_eq!(part[field], Value::Null);
        }
    }
    assert_eq!(
        (&parts[0]["seller"]["name"], &parts[1]["seller"]),
        (&json!("Reading Looms"), &Value::Null)
    );
    let history = shown["history"].as_array().unwrap();
    assert_eq!(history.len(), 1);
    assert_eq!(history[0]["by"], "customer");
}

#[test]
fn an_order_keeps_its_names_and_prices() {
    let shop = SHOP.get();
    let mug = shop.product("Kept Mug").create();
    let order = shop.order(&[(&mug, 1)]).place();
    let before = order.guest(&shop).get(&order.path()).json();
    let change = json!({"name": "Other Mug", "price": 1});
    shop.admin().patch(&mug.path(), change).expect_status(200);
    assert_eq!(order.guest(&shop).get(&order.path()).json(), before);
    shop.admin().delete(&mug.path()).expect_status(204);
    assert_eq!(order.guest(&shop).get(&order.path()).json(), before);
    // What is gone needs no stock back.
    order.advance(&shop, &["cancelled"]);
    let ledger = format!(
        "SELECT sum(delta) FROM stock_movements WHERE variant_id = {}",
        mug.variant_id
    );
    assert_eq!(shop.count(&ledger), 0);
}

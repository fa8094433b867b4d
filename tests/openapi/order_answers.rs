//! Real answers about orders, held against the document.

use serde_json::json;

use crate::{
    SHOP,
    answers::Checked,
    support::{Reply, TestOrder, TestShop},
};

#[track_caller]
fn expect(reply: Reply, status: u16) {
    assert_eq!(reply.status, status, "{}: {}", reply.what, reply.text());
}

/// An order of a seller's rug and the shop's mug, and the seller.
fn order(shop: &TestShop) -> (TestOrder, Checked) {
    let looms = shop.seller("Documented Order Looms");
    let rug = looms.product("Documented Order Rug").create();
    let mug = shop.product("Documented Order Mug").create();
    (shop.order(&[(&rug, 1), (&mug, 2)]).place(), Checked(looms))
}

#[test]
fn customers_orders_are_as_documented() {
    let shop = SHOP.get();
    let (one, _) = order(&shop);
    let holder = Checked(one.guest(&shop));
    let stranger = Checked(shop.guest());
    let (path, invoice) = (one.path(), format!("{}/invoice", one.path()));
    holder.get(&path, 200);
    stranger.get(&path, 404);
    Checked(shop.guest().bearer("nonsense")).get(&path, 401);
    holder.get(&invoice, 409);
    stranger.get(&invoice, 404);
    one.advance(&shop, &["payment_confirmed"]);
    holder.get(&invoice, 200);
    let cancel = format!("{path}/cancel");
    expect(
        holder.call("POST", &cancel, Some(json!({"reason": 1}))),
        400,
    );
    expect(stranger.call("POST", &cancel, Some(json!({}))), 404);
    expect(holder.call("POST", &cancel, Some(json!({}))), 200);
    expect(holder.call("POST", &cancel, None), 409);
    let (two, _) = order(&shop);
    two.advance(
        &shop,
        &[
            "payment_confirmed",
            "awaiting_shipment",
            "shipped",
            "delivered",
        ],
    );
    let back = format!("{}/return-request", two.path());
    let holder = Checked(two.guest(&shop));
    expect(holder.call("POST", &back, Some(json!({"items": []}))), 400);
    expect(holder.call("POST", &back, Some(json!({}))), 200);
    expect(holder.call("POST", &back, Some(json!({}))), 409);
    let ada = Checked(shop.customer("documented-ada@example.org"));
    ada.get("/api/orders", 200);
    ada.get("/api/orders?cursor=x", 400);
    stranger.get("/api/orders", 401);
    Checked(shop.customer_token()).get("/api/orders", 403);
}

#[test]
fn admins_orders_are_as_documented() {
    let shop = SHOP.get();
    let (order, looms) = order(&shop);
    let admin = Checked(shop.admin());
    let path = order.admin_path();
    let missing = "/api/admin/orders/01935e7b-7c00-7000-8000-00000000002a";
    for (query, status) in [
        ("", 200),
        ("?status=shipped&status=refunded", 200),
        ("?status=x", 400),
    ] {
        admin.get(&format!("/api/admin/orders{query}"), status);
    }
    for route in ["", "/packing-slip"] {
        admin.get(&format!("{path}{route}"), 200);
        admin.get(&format!("{missing}{route}"), 404);
        looms.get(&format!("{path}{route}"), 403);
    }
    let refund = json!({"amount": 100, "reason": "A scratch"});
    let step = json!({"to": "payment_confirmed"});
    for (route, body, status) in [
        ("refunds", refund.clone(), 409),
        ("transitions", json!({"to": "shipped"}), 409),
        ("transitions", json!({"to": "nowhere"}), 400),
        ("transitions", step.clone(), 200),
        ("refunds", refund.clone(), 201),
        ("refunds", json!({"amount": 0}), 400),
    ] {
        expect(
            admin.call("POST", &format!("{path}/{route}"), Some(body)),
            status,
        );
    }
    for (route, body) in [("refunds", refund), ("transitions", step)] {
        expect(
            admin.call("POST", &format!("{missing}/{route}"), Some(body.clone())),
            404,
        );
        expect(
            looms.call("POST", &format!("{path}/{route}"), Some(body)),
            403,
        );
    }
}

#[test]
fn sellers_orders_are_as_documented() {
    let shop = SHOP.get();
    let (order, looms) = order(&shop);
    let part = order.fulfillments(&shop)[0];
    let of = |route: &str| format!("/api/seller/fulfillments/{part}/{route}");
    let parcel = || Some(json!({"carrier": "Post", "tracking_number": "42"}));
    looms.get("/api/seller/orders", 200);
    looms.get("/api/seller/orders?limit=0", 400);
    looms.get("/api/seller/orders?seller=no-such", 404);
    looms.get(&of("packing-slip"), 200);
    expect(looms.call("POST", &of("ship"), parcel()), 409);
    order.advance(&shop, &["payment_confirmed"]);
    expect(looms.call("POST", &of("ship"), Some(json!({}))), 400);
    expect(looms.call("POST", &of("ship"), parcel()), 200);
    expect(looms.call("POST", &of("deliver"), None), 200);
    expect(looms.call("POST", &of("deliver"), None), 409);
    for route in ["ship", "deliver", "packing-slip"] {
        let path = format!("/api/seller/fulfillments/999999/{route}");
        match route {
            "packing-slip" => looms.get(&path, 404),
            "ship" => expect(looms.call("POST", &path, parcel()), 404),
            _ => expect(looms.call("POST", &path, None), 404),
        }
    }
    let month = order.read(&shop)["updated_at"].as_str().unwrap()[..7].to_owned();
    for route in ["statements", "statements.csv"] {
        let path = format!("/api/seller/{route}");
        looms.get(&format!("{path}?month={month}"), 200);
        looms.get(&format!("{path}?month=x"), 400);
        looms.get(&format!("{path}?month={month}&seller=no-such"), 404);
        Checked(shop.guest()).get(&format!("{path}?month={month}"), 401);
        Checked(shop.customer_token()).get(&format!("{path}?month={month}"), 403);
    }
}

//! Orders of many sellers: each sends its own part, sees nothing else, and gets a statement.

#![allow(clippy::unwrap_used)]

mod support;

use serde_json::{Value, json};

use support::{Client, Reply, Shared, TestOrder, TestProduct, TestShop};

static SHOP: Shared = Shared::new();

fn parcel() -> Value {
    json!({"carrier": "DHL", "tracking_number": "00340434161094042557"})
}

fn ship(caller: &Client, part: i64) -> Reply {
    caller.post(&format!("/api/seller/fulfillments/{part}/ship"), parcel())
}

fn deliver(caller: &Client, part: i64) -> Reply {
    caller.send(
        "POST",
        &format!("/api/seller/fulfillments/{part}/deliver"),
        None,
    )
}

/// Two sellers and the shop, with a product each.
struct Bazaar {
    looms: Client,
    pots: Client,
    rug: TestProduct,
    pot: TestProduct,
    mug: TestProduct,
}

fn bazaar(shop: &TestShop, name: &str) -> Bazaar {
    let looms = shop.seller(&format!("{name} Looms"));
    let pots = shop.seller(&format!("{name} Pots"));
    Bazaar {
        rug: looms.product(&format!("{name} Rug")).price(5_000).create(),
        pot: pots.product(&format!("{name} Pot")).price(2_000).create(),
        mug: shop.product(&format!("{name} Mug")).create(),
        looms,
        pots,
    }
}

impl Bazaar {
    fn order(&self, shop: &TestShop) -> TestOrder {
        let lines = [(&self.rug, 1), (&self.pot, 2), (&self.mug, 1)];
        let order = shop.order(&lines).note("Ring twice").place();
        order.advance(shop, &["payment_confirmed"]);
        order
    }
}

#[test]
fn an_order_is_shipped_when_all_are_and_delivered_when_all_are() {
    let shop = SHOP.get();
    let bazaar = bazaar(&shop, "All");
    let order = bazaar.order(&shop);
    let [rug, pot, mug] = order.fulfillments(&shop)[..] else {
        panic!("three fulfilments")
    };
    let sent = ship(&bazaar.looms, rug).expect_status(200).json();
    assert_eq!(sent["status"], "awaiting_shipment");
    assert_eq!(sent["fulfillments"][0]["status"], "shipped");
    assert_eq!(sent["fulfillments"][0]["carrier"], "DHL");
    assert_eq!(
        sent["fulfillments"][0]["tracking_number"],
        "00340434161094042557"
    );
    assert!(sent["fulfillments"][0]["shipped_at"].is_string());
    // One that was sent arrives before another is sent.
    deliver(&bazaar.looms, rug).expect_status(200);
    assert_eq!(order.status(&shop), "awaiting_shipment");
    ship(&bazaar.pots, pot).expect_status(200);
    assert_eq!(order.status(&shop), "awaiting_shipment");
    ship(&shop.admin(), mug).expect_status(200);
    assert_eq!(order.status(&shop), "shipped");
    deliver(&bazaar.pots, pot).expect_status(200);
    assert_eq!(order.status(&shop), "shipped");
    deliver(&shop.admin(), mug).expect_status(200);
    let shown = order.read(&shop);
    assert_eq!(shown["status"], "delivered");
    let history: Vec<_> = shown["history"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| {
            (
                entry["status"].as_str().unwrap(),
                entry["by"].as_str().unwrap(),
            )
        })
        .collect();
    let rest = [
        ("payment_confirmed", "admin"),
        ("awaiting_shipment", "seller"),
        ("shipped", "admin"),
        ("delivered", "admin"),
    ];
    assert_eq!(history[1..], rest);
    assert_eq!(order.letters(&shop), ["order_shipped"; 3]);
}

#[test]
fn a_seller_sees_the_own_part_and_nothing_else() {
    let shop = SHOP.get();
    let bazaar = bazaar(&shop, "Own");
    let order = bazaar.order(&shop);
    let list = bazaar.pots.get("/api/seller/orders").expect_status(200);
    let list = list.expect_header("cache-control", "no-store");
    let text = list.text();
    for foreign in [
        "Own Rug",
        "Own Looms",
        "Own Mug",
        "ada@example.org",
        "bank_transfer",
    ] {
        assert!(!text.contains(foreign), "{foreign} in {text}");
    }
    let list = list.json();
    assert_eq!(
        (&list["total"], &list["next_cursor"]),
        (&json!(1), &Value::Null)
    );
    let shown = &list["items"][0];
    assert_eq!(shown["id"], order.id);
    assert_eq!(shown["items"].as_array().unwrap().len(), 1);
    assert_eq!(shown["items"][0]["name"], "Own Pot");
    assert_eq!(shown["fulfillments"].as_array().unwrap().len(), 1);
    assert_eq!(
        shown["items"][0]["fulfillment_id"],
        shown["fulfillments"][0]["id"]
    );
    assert_eq!(shown["shipping_address"]["line1"], "Main St 1");
    assert_eq!(
        (&shown["subtotal"], &shown["note"]),
        (&json!(4_000), &json!("Ring twice"))
    );
    // The whole order is not theirs.
    bazaar
        .pots
        .get(&order.path())
        .expect_problem(404, "not-found");
}

#[test]
fn lists_of_fulfilments_are_filtered_and_walked() {
    let shop = SHOP.get();
    let bazaar = bazaar(&shop, "Walk");
    let orders: Vec<TestOrder> = (0..5).map(|_| bazaar.order(&shop)).collect();
    let part = orders[1].fulfillments(&shop)[0];
    ship(&bazaar.looms, part).expect_status(200);
    let get = |query: &str| {
        let reply = bazaar.looms.get(&format!("/api/seller/orders?{query}"));
        reply.expect_status(200).json()
    };
    let ids = |page: &Value| -> Vec<String> {
        let items = page["items"].as_array().unwrap().iter();
        items
            .map(|item| item["id"].as_str().unwrap().to_owned())
            .collect()
    };
    let mut walked = Vec::new();
    let mut query = "limit=2".to_owned();
    loop {
        let page = get(&query);
        assert_eq!(page["total"], 5);
        walked.extend(ids(&page));
        match page["next_cursor"].as_str() {
            Some(next) => query = format!("limit=2&cursor={next}"),
            None => break,
        }
    }
    let newest: Vec<String> = orders.iter().rev().map(|order| order.id.clone()).collect();
    assert_eq!(walked, newest);
    assert_eq!(ids(&get("status=shipped")), [orders[1].id.clone()]);
    assert_eq!(get("status=pending")["total"], 4);
    assert_eq!(get("status=pending&status=shipped")["total"], 5);
    let cursor = get("limit=2")["next_cursor"].as_str().unwrap().to_owned();
    for (query, name) in [
        ("limit=0".to_owned(), "limit"),
        ("status=sent".to_owned(), "status"),
        ("cursor=x".to_owned(), "cursor"),
        (format!("status=shipped&cursor={cursor}"), "cursor"),
    ] {
        let reply = bazaar.looms.get(&format!("/api/seller/orders?{query}"));
        reply.expect_bad_parameter(name);
    }
    // An admin sees the shop's own, or a seller's.
    let admin = shop.admin();
    let shops = admin.get("/api/seller/orders?limit=1").json();
    assert_eq!(shops["items"][0]["items"][0]["seller"], Value::Null);
    let theirs = admin.get("/api/seller/orders?seller=walk-looms").json();
    assert_eq!(theirs["total"], 5);
    admin
        .get("/api/seller/orders?seller=no-such")
        .expect_problem(404, "not-found");
    let foreign = bazaar.looms.get("/api/seller/orders?seller=walk-pots");
    let missing = bazaar.looms.get("/api/seller/orders?seller=no-such");
    foreign.expect_problem(404, "not-found");
    assert_eq!(foreign.body, missing.body);
}

#[test]
fn another_sellers_fulfilment_looks_like_none() {
    let shop = SHOP.get();
    let bazaar = bazaar(&shop, "Hidden");
    let order = bazaar.order(&shop);
    let parts = order.fulfillments(&shop);
    let missing = (
        ship(&bazaar.looms, 987_654_321),
        deliver(&bazaar.looms, 987_654_321),
    );
    for part in [parts[1], parts[2], 0, -1] {
        for (reply, missing) in [
            (ship(&bazaar.looms, part), &missing.0),
            (deliver(&bazaar.looms, part), &missing.1),
        ] {
            reply.expect_problem(404, "not-found");
            assert_eq!(reply.body, missing.body);
        }
    }
    let odd = bazaar
        .looms
        .post("/api/seller/fulfillments/nonsense/ship", parcel());
    odd.expect_problem(404, "not-found");
    for (caller, status, code) in [
        (shop.guest(), 401, "unauthorized"),
        (order.guest(&shop), 401, "unauthorized"),
        (shop.customer("hidden@example.org"), 403, "forbidden"),
        (shop.customer_token(), 403, "forbidden"),
    ] {
        ship(&caller, parts[0]).expect_problem(status, code);
        deliver(&caller, parts[0]).expect_problem(status, code);
        caller
            .get("/api/seller/orders")
            .expect_problem(status, code);
        let month = "/api/seller/statements?month=2026-11";
        caller.get(month).expect_problem(status, code);
    }
    assert_eq!(order.status(&shop), "payment_confirmed");
}

#[test]
fn what_is_not_ready_is_refused() {
    let shop = SHOP.get();
    let bazaar = bazaar(&shop, "Ready");
    let unpaid = shop.order(&[(&bazaar.rug, 1)]).place();
    let part = unpaid.fulfillments(&shop)[0];
    let problem = ship(&bazaar.looms, part).expect_problem(409, "invalid-transition");
    assert_eq!(
        (&problem["from"], &problem["allowed"]),
        (&json!("pending"), &json!([]))
    );
    deliver(&bazaar.looms, part).expect_problem(409, "invalid-transition");
    unpaid.advance(&shop, &["payment_confirmed"]);
    deliver(&bazaar.looms, part).expect_problem(409, "invalid-transition");
    ship(&bazaar.looms, part).expect_status(200);
    let problem = ship(&bazaar.looms, part).expect_problem(409, "invalid-transition");
    assert_eq!(problem["allowed"], json!(["delivered"]));
    deliver(&bazaar.looms, part).expect_status(200);
    deliver(&bazaar.looms, part).expect_problem(409, "invalid-transition");
    let cancelled = shop.order(&[(&bazaar.rug, 1)]).place();
    cancelled.advance(&shop, &["cancelled"]);
    let part = cancelled.fulfillments(&shop)[0];
    ship(&bazaar.looms, part).expect_problem(409, "invalid-transition");
    deliver(&bazaar.looms, part).expect_problem(409, "invalid-transition");
}

#[test]
fn bad_parcels_are_named() {
    let shop = SHOP.get();
    let bazaar = bazaar(&shop, "Parcel");
    let order = bazaar.order(&shop);
    let part = order.fulfillments(&shop)[0];
    let path = format!("/api/seller/fulfillments/{part}/ship");
    for (body, pointer) in [
        (json!({}), "/carrier"),
        (json!({"carrier": "DHL"}), "/tracking_number"),
        (json!({"carrier": " ", "tracking_number": "1"}), "/carrier"),
        (
            json!({"carrier": "x".repeat(101), "tracking_number": "1"}),
            "/carrier",
        ),
        (
            json!({"carrier": "DHL", "tracking_number": 1}),
            "/tracking_number",
        ),
        (
            json!({"carrier": "DHL", "tracking_number": ""}),
            "/tracking_number",
        ),
        (
            json!({"carrier": "DHL", "tracking_number": "1\r\nBcc: x"}),
            "/tracking_number",
        ),
        (
            json!({"carrier": "DHL", "tracking_number": null}),
            "/tracking_number",
        ),
        (
            json!({"carrier": "DHL", "tracking_number": "1", "shipped_at": "x"}),
            "/shipped_at",
        ),
    ] {
        bazaar.looms.post(&path, &body).expect_bad_field(pointer);
    }
    assert_eq!(order.status(&shop), "payment_confirmed");
}

#[test]
fn what_was_sent_in_part_is_no_longer_cancelled() {
    let shop = SHOP.get();
    let bazaar = bazaar(&shop, "Part");
    let order = bazaar.order(&shop);
    let parts = order.fulfillments(&shop);
    ship(&bazaar.looms, parts[0]).expect_status(200);
    let cancel = format!("{}/cancel", order.path());
    order
        .guest(&shop)
        .post(&cancel, json!({}))
        .expect_problem(409, "invalid-transition");
    // An admin who ships the order ships what is left.
    order.advance(&shop, &["shipped"]);
    let shown = order.read(&shop);
    let parts = shown["fulfillments"].as_array().unwrap();
    assert!(parts.iter().all(|part| part["status"] == "shipped"));
    assert_eq!(parts[0]["carrier"], "DHL");
    assert_eq!(parts[1]["carrier"], Value::Null);
    assert_eq!(order.letters(&shop), ["order_shipped", "order_shipped"]);
}

#[test]
fn a_suspended_sellers_orders_stay() {
    let shop = SHOP.get();
    let bazaar = bazaar(&shop, "Suspended");
    let order = bazaar.order(&shop);
    shop.file()
        .execute_batch("UPDATE sellers SET status = 'suspended' WHERE slug = 'suspended-looms'")
        .unwrap();
    assert_eq!(order.read(&shop)["items"].as_array().unwrap().len(), 3);
    let path = "/api/seller/orders?seller=suspended-looms";
    assert_eq!(shop.admin().get(path).json()["total"], 1);
    ship(&shop.admin(), order.fulfillments(&shop)[0]).expect_status(200);
}

/// Delivers an order, all of it at an instant.
fn deliver_at(shop: &TestShop, order: &TestOrder, at: &str) {
    order.advance(shop, &["awaiting_shipment", "shipped", "delivered"]);
    let sql = format!(
        "UPDATE fulfillments SET delivered_at = unixepoch('{at}') * 1000
         WHERE order_id = (SELECT id FROM orders WHERE number = '{}')",
        order.number
    );
    shop.file().execute_batch(&sql).unwrap();
}

/// Gives back some of an order at an instant.
fn refund_at(shop: &TestShop, order: &TestOrder, body: Value, at: &str) {
    let path = format!("{}/refunds", order.admin_path());
    shop.admin().post(&path, body).expect_status(201);
    let last = format!(
        "UPDATE refunds SET at = unixepoch('{at}') * 1000 WHERE id = (SELECT max(id) FROM refunds)"
    );
    shop.file().execute_batch(&last).unwrap();
}

/// October and November, computed by hand: a rate of 12.5 %.
#[test]
fn statements_add_up_as_by_hand() {
    let shop = TestShop::start();
    let bazaar = bazaar(&shop, "Sum");
    shop.file()
        .execute_batch("UPDATE sellers SET commission = 125000 WHERE slug = 'sum-looms'")
        .unwrap();
    // 5,000 − 3 of discount: 4,997, of it 624.625 → 625.
    let one = shop
        .order(&[(&bazaar.rug, 1), (&bazaar.pot, 1)])
        .discounts(&[3, 0])
        .place();
    one.advance(&shop, &["payment_confirmed"]);
    // A rate that changes later changes no order that was paid.
    shop.file()
        .execute_batch("UPDATE sellers SET commission = 900000 WHERE slug = 'sum-pots'")
        .unwrap();
    deliver_at(&shop, &one, "2026-10-31 23:59:59");
    // 10,000: 1,250; delivered with the first second of November.
    let two = shop.order(&[(&bazaar.rug, 2)]).shipping(500).place();
    two.advance(&shop, &["payment_confirmed"]);
    deliver_at(&shop, &two, "2026-11-01 00:00:00");
    // 1,001 of the first order's rug back in November: of 3,996 left 499.5 → 500, so 125 back.
    let parts = one.fulfillments(&shop);
    let body = json!({"amount": 1_001, "fulfillment_id": parts[0]});
    refund_at(&shop, &one, body, "2026-11-20 12:00:00");
    // The second one goes back whole, in two parts: 5,250 of 10,500 is 5,000 of the rugs, then the rest.
    refund_at(&shop, &two, json!({"amount": 5_250}), "2026-11-21 12:00:00");
    refund_at(&shop, &two, json!({"amount": 5_250}), "2026-12-01 00:00:00");
    // One that was never delivered is in no statement.
    shop.order(&[(&bazaar.rug, 1)])
        .place()
        .advance(&shop, &["payment_confirmed"]);

    let read = |month: &str| {
        let path = format!("/api/seller/statements?month={month}");
        bazaar.looms.get(&path).expect_status(200).json()
    };
    let sums = |statement: &Value| {
        ["gross", "refunds", "commission", "net"].map(|field| statement[field].as_i64().unwrap())
    };
    let lines = |statement: &Value| -> Vec<(String, i64, i64, i64)> {
        let lines = statement["items"].as_array().unwrap().iter();
        let number = |line: &Value, field: &str| line[field].as_i64().unwrap();
        lines
            .map(|line| {
                let kind = line["kind"].as_str().unwrap().to_owned();
                (
                    kind,
                    number(line, "amount"),
                    number(line, "commission"),
                    number(line, "net"),
                )
            })
            .collect()
    };
    let october = read("2026-10");
    assert_eq!(sums(&october), [4_997, 0, 625, 4_372]);
    assert_eq!(october["items"][0]["order_number"], one.number);
    assert_eq!(october["items"][0]["at"], "2026-10-31T23:59:59Z");
    assert_eq!(
        (&october["month"], &october["currency"]),
        (&json!("2026-10"), &json!("EUR"))
    );
    assert_eq!(october["seller"]["slug"], "sum-looms");
    let november = read("2026-11");
    let line = |kind: &str, amount, commission, net| (kind.to_owned(), amount, commission, net);
    assert_eq!(
        lines(&november),
        [
            line("sale", 10_000, 1_250, 8_750),
            line("refund", -1_001, -125, -876),
            line("refund", -5_000, -625, -4_375),
        ]
    );
    assert_eq!(sums(&november), [10_000, 6_001, 500, 3_499]);
    let december = read("2026-12");
    assert_eq!(lines(&december), [line("refund", -5_000, -625, -4_375)]);
    assert_eq!(sums(&read("2026-09")), [0, 0, 0, 0]);
    // The other seller had no rate when it was paid.
    let pots = bazaar
        .pots
        .get("/api/seller/statements?month=2026-10")
        .json();
    assert_eq!(sums(&pots), [2_000, 0, 0, 2_000]);

    let file = bazaar
        .looms
        .get("/api/seller/statements.csv?month=2026-11")
        .expect_status(200);
    assert!(file.expect("content-type").starts_with("text/csv"));
    let disposition = "attachment; filename=\"statement-sum-looms-2026-11.csv\"";
    let file = file.expect_header("content-disposition", disposition);
    let text = file.text();
    let rows: Vec<&str> = text.lines().collect();
    assert_eq!(
        rows[0],
        "at,kind,order_number,fulfillment_id,amount,commission,net,currency"
    );
    assert_eq!(rows.len(), 4);
    assert!(
        rows[1].starts_with(&format!("2026-11-01T00:00:00Z,sale,{}", two.number)),
        "{text}"
    );
    assert!(rows[1].ends_with(",10000,1250,8750,EUR"), "{text}");
}

#[test]
fn statements_are_asked_for_by_month_and_by_whom() {
    let shop = SHOP.get();
    let bazaar = bazaar(&shop, "Month");
    for route in ["statements", "statements.csv"] {
        let path = format!("/api/seller/{route}");
        for query in [
            "",
            "?month=",
            "?month=2026",
            "?month=2026-13",
            "?month=2026-11-01",
            "?month=11-2026",
        ] {
            let reply = bazaar.looms.get(&format!("{path}{query}"));
            reply.expect_bad_parameter("month");
        }
        let month = "month=2026-11";
        let admin = shop.admin();
        admin
            .get(&format!("{path}?{month}"))
            .expect_bad_parameter("seller");
        admin
            .get(&format!("{path}?{month}&seller=month-looms"))
            .expect_status(200);
        admin
            .get(&format!("{path}?{month}&seller=no-such"))
            .expect_problem(404, "not-found");
        let own = bazaar
            .looms
            .get(&format!("{path}?{month}&seller=month-looms"));
        own.expect_status(200)
            .expect_header("cache-control", "no-store");
        let foreign = bazaar
            .looms
            .get(&format!("{path}?{month}&seller=month-pots"));
        let missing = bazaar.looms.get(&format!("{path}?{month}&seller=no-such"));
        foreign.expect_problem(404, "not-found");
        assert_eq!(foreign.body, missing.body);
    }
}

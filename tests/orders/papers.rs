//! What is printed.

use crate::{SHOP, support::Reply};

const HOSTILE: &str = "<script>alert(1)</script>&\"'";

#[track_caller]
fn page(reply: Reply) -> String {
    let reply = reply.expect_status(200);
    assert_eq!(
        reply.header("content-type"),
        Some("text/html; charset=utf-8")
    );
    assert_eq!(reply.header("cache-control"), Some("no-store"));
    assert_eq!(reply.header("x-content-type-options"), Some("nosniff"));
    let policy = reply.expect("content-security-policy");
    assert!(policy.starts_with("default-src 'none'"), "{policy}");
    let html = reply.text();
    assert!(
        html.starts_with("<!doctype html>") && html.contains("@media print"),
        "{html}"
    );
    assert!(
        !html.contains("<script"),
        "what is shown is escaped: {html}"
    );
    html
}

#[test]
fn an_invoice_is_there_from_the_payment_on() {
    let shop = SHOP.get();
    let rug = shop.product("Invoice Rug").price(123_456).create();
    let order = shop
        .order(&[(&rug, 2)])
        .discounts(&[1_000])
        .name(HOSTILE)
        .place();
    let path = format!("{}/invoice", order.path());
    let guest = order.guest(&shop);
    guest.get(&path).expect_problem(409, "not-invoiced");
    order.advance(&shop, &["payment_confirmed"]);
    let html = page(guest.get(&path));
    let number = order.read(&shop)["invoice_number"].to_string();
    for part in [
        format!("Invoice {number}").as_str(),
        &order.number,
        "&lt;script&gt;",
        "Invoice Rug",
        "1234.56 EUR",
        "2469.12 EUR",
        "−10.00 EUR",
        "4.90 EUR",
        "2464.02 EUR",
        "Tax of 19 % in it",
        "10115 Berlin",
    ] {
        assert!(html.contains(part), "{part} in {html}");
    }
    page(shop.admin().get(&path));
    order.advance(&shop, &["cancelled"]);
    assert!(page(guest.get(&path)).contains("Refunded on"));
}

#[test]
fn a_packing_slip_says_what_and_where_and_no_price() {
    let shop = SHOP.get();
    let looms = shop.seller("Slip Looms");
    let rug = looms
        .product("Slip Rug <b>")
        .sku("SLIP-1")
        .price(5_001)
        .create();
    let mug = shop.product("Slip Mug").price(1_003).create();
    let order = shop.order(&[(&rug, 1), (&mug, 2)]).note(HOSTILE).place();
    let all = page(
        shop.admin()
            .get(&format!("{}/packing-slip", order.admin_path())),
    );
    assert_eq!(
        all.matches("<main>").count(),
        2,
        "a page for each fulfilment"
    );
    for part in [
        "Slip Rug &lt;b&gt;",
        "Slip Mug",
        "SLIP-1",
        "Ada Lovelace",
        "Slip Looms",
        &order.number,
    ] {
        assert!(all.contains(part), "{part} in {all}");
    }
    assert!(!all.contains("50.01") && !all.contains("10.03"), "{all}");
    let parts = order.fulfillments(&shop);
    let slip = |part: i64| format!("/api/seller/fulfillments/{part}/packing-slip");
    let own = page(looms.get(&slip(parts[0])));
    assert!(
        own.contains("Slip Rug") && !own.contains("Slip Mug"),
        "{own}"
    );
    looms.get(&slip(parts[1])).expect_problem(404, "not-found");
    shop.seller("Other Looms")
        .get(&slip(parts[0]))
        .expect_problem(404, "not-found");
    shop.guest()
        .get(&slip(parts[0]))
        .expect_problem(401, "unauthorized");
    page(shop.admin().get(&slip(parts[1])));
}

//! Orders that nobody pays.

use serde_json::{Value, json};

use crate::support::{TestShop, eventually};

#[test]
fn an_unpaid_order_gives_its_stock_back_when_its_time_is_over() {
    let shop = TestShop::start();
    let mug = shop.product("Expiring Mug").stock(200).create();
    let late: Vec<_> = (0..60)
        .map(|_| shop.order(&[(&mug, 1)]).expires_in(-1).place())
        .collect();
    let kept = shop.order(&[(&mug, 1)]).place();
    let paid = shop.order(&[(&mug, 1)]).place();
    paid.advance(&shop, &["payment_confirmed"]);
    eventually("all late orders are cancelled", || {
        let left = "SELECT count(*) FROM orders WHERE status = 'pending_payment'";
        (shop.count(left) == 1).then_some(())
    });
    assert_eq!(shop.stock(&mug), 198);
    let shown = late[0].read(&shop);
    assert_eq!(shown["status"], "cancelled");
    assert_eq!(shown["expires_at"], Value::Null);
    let entry = &shown["history"][1];
    assert_eq!(
        (&entry["by"], &entry["status"]),
        (&json!("system"), &json!("cancelled"))
    );
    assert_eq!(late[0].letters(&shop), ["order_cancelled"]);
    let reasons = "SELECT count(*) FROM stock_movements WHERE reason = 'expired'";
    assert_eq!(shop.count(reasons), 60);
    assert_eq!(kept.status(&shop), "pending_payment");
    assert_eq!(paid.status(&shop), "payment_confirmed");
}

#[test]
fn what_was_due_while_the_shop_was_down_is_cancelled_after_the_start() {
    let shop = TestShop::start();
    let mug = shop.product("Down Mug").stock(5).create();
    let token = shop.token(&["--role", "admin"]);
    let order = shop.order(&[(&mug, 2)]).expires_in(1_000_000).place();
    let folder = shop.stop();
    let db = rusqlite::Connection::open(folder.file("shop.db")).unwrap();
    db.execute_batch("UPDATE orders SET expires_at = 1")
        .unwrap();
    drop(db);
    let shop = TestShop::options().on(folder).start();
    let admin = shop.guest().bearer(&token);
    eventually("the order is cancelled", || {
        let shown = admin.get(&order.admin_path()).expect_status(200).json();
        (shown["status"] == "cancelled").then_some(())
    });
    assert_eq!(shop.stock(&mug), 5);
    // Cancelled is cancelled: a payment that comes now is refused.
    let path = format!("{}/transitions", order.admin_path());
    let late = admin.post(&path, json!({"to": "payment_confirmed"}));
    late.expect_problem(409, "invalid-transition");
    assert_eq!(shop.stock(&mug), 5);
}

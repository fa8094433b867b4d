//! Imports of another process while the server runs.

use std::time::{Duration, Instant};

use rusqlite::Connection;
use serde_json::json;

use crate::{
    sheet::import,
    support::{PATIENCE, TestShop, eventually},
};

fn rows(from: u32, count: u32) -> String {
    let rows = (from..from + count).map(|number| format!("S-{number},Thing {number},1.00,2\n"));
    format!("sku,name,price,stock\n{}", rows.collect::<String>())
}

#[test]
fn the_server_shows_what_another_process_imported_within_a_second() {
    let shop = TestShop::start();
    let etag = shop.get("/api/products").expect("etag").to_owned();
    for round in 0..3 {
        // Counts and pages of before are remembered.
        let before = u64::from(round) * 500;
        assert_eq!(
            shop.get("/api/products?in_stock=true").json()["total"],
            before
        );
        import(&shop, rows(round * 500, 500), &[]).expect(500, 0, 0, 0);
        let since = Instant::now();
        eventually("the new products", || {
            let list = shop.get("/api/products?in_stock=true").json();
            (list["total"] == before + 500).then_some(())
        });
        // The promise is a second, and a machine may be busy.
        assert!(since.elapsed() < Duration::from_secs(5));
    }
    let newest = shop.get(&format!("/api/products/thing-{}", 1_499));
    newest.expect_status(200);
    let changed = shop
        .guest()
        .with("If-None-Match", &etag)
        .get("/api/products");
    changed.expect_status(200);
}

#[test]
fn writes_wait_for_an_import_no_longer_than_they_may_and_reads_go_on() {
    let shop = TestShop::start();
    let mug = shop.product("Mug").create();
    // What an import holds while it runs.
    let mut other = Connection::open(shop.folder().file("shop.db")).unwrap();
    other.pragma_update(None, "foreign_keys", true).unwrap();
    let behavior = rusqlite::TransactionBehavior::Immediate;
    let held = other.transaction_with_behavior(behavior).unwrap();
    held.execute("UPDATE products SET name = 'Half written'", [])
        .unwrap();

    let admin = shop.admin();
    let since = Instant::now();
    let writer =
        std::thread::spawn(move || admin.post("/api/products", json!({"name": "Jug", "price": 1})));
    while !writer.is_finished() {
        assert!(since.elapsed() < PATIENCE);
        let read = shop.get(&mug.path()).expect_status(200).json();
        assert_eq!(read["name"], "Mug");
    }
    let refused = writer.join().unwrap();
    refused.expect_problem(503, "busy");
    assert!(refused.header("retry-after").is_some());
    // A second import waits as long, and says why.
    let file = shop.folder().file("more.csv");
    std::fs::write(&file, rows(0, 1)).unwrap();
    let ran = shop.command(["import", file.to_str().unwrap()]);
    ran.expect_code(1)
        .expect_complaint(&["another import or command"]);

    held.rollback().unwrap();
    shop.product("Jug").create();
    import(&shop, rows(0, 1), &[]).expect(1, 0, 0, 0);
}

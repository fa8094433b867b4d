//! Imports over HTTP that take their time: one at once, stopped when nobody waits for them, and no
//! hindrance to a server that stops.

use std::time::{Duration, Instant};

use rusqlite::Connection;

use crate::{
    form::{BOUNDARY, PATH, form, post},
    support::{Raw, TestShop, eventually},
};

/// Rows that keep a debug build busy for seconds.
const ROWS: u64 = 40_000;

/// The shop's file, to look at and to lock.
fn database(shop: &TestShop) -> Connection {
    let db = Connection::open(shop.folder().file("shop.db")).unwrap();
    db.busy_timeout(Duration::ZERO).unwrap();
    db
}

fn products(db: &Connection) -> u64 {
    let sql = "SELECT count(*) FROM products";
    let count: i64 = db.query_row(sql, [], |row| row.get(0)).unwrap();
    count.try_into().unwrap()
}

/// Whether nobody writes.
fn is_free(db: &Connection) -> bool {
    db.execute_batch("BEGIN IMMEDIATE; ROLLBACK").is_ok()
}

/// Begins an import, and gives its connection once it writes.
fn begin(shop: &TestShop) -> Raw {
    let rows = (0..ROWS).map(|number| format!("S-{number},Thing of wool No {number},1.00,2\n"));
    let file = format!("sku,name,price,stock\n{}", rows.collect::<String>());
    let body = form(file.as_bytes(), &[]);
    let head = format!(
        "POST {PATH} HTTP/1.1\r\nHost: x\r\nAuthorization: {}\r\nContent-Length: {}\r\n\
         Content-Type: multipart/form-data; boundary={BOUNDARY}\r\n\r\n",
        shop.admin().authorization(),
        body.len()
    );
    let mut raw = shop.raw();
    raw.send(head).send(body);
    let db = database(shop);
    eventually("an import that writes", || (!is_free(&db)).then_some(()));
    raw
}

#[test]
fn an_import_that_nobody_waits_for_writes_nothing() {
    let shop = TestShop::start();
    drop(begin(&shop));
    let db = database(&shop);
    eventually("an end of the import", || is_free(&db).then_some(()));
    assert_eq!(products(&db), 0);
    shop.product("Mug").create();
    assert_eq!(shop.get("/api/products").json()["total"], 1);
}

#[test]
fn imports_take_turns() {
    let shop = TestShop::start();
    let admin = shop.admin();
    // While this is held the first import waits, as long as it may.
    let db = database(&shop);
    db.execute_batch("BEGIN IMMEDIATE").unwrap();
    let first = std::thread::spawn({
        let admin = admin.clone();
        // Refused at once, it met the other one's turn and not the lock that it is to wait for.
        move || loop {
            let since = Instant::now();
            let reply = post(&admin, "", "name,price\nMug,1.00\n");
            if since.elapsed() > Duration::from_secs(1) {
                return reply;
            }
        }
    });
    let refused = eventually("a second import that is refused", || {
        let second = post(&admin, "?dry_run=true", "nothing to read\n");
        (second.status == 503).then_some(second)
    });
    refused.expect_problem(503, "busy");
    assert!(refused.header("retry-after").is_some());
    assert_eq!(shop.get("/api/products").json()["total"], 0);
    let first = first.join().unwrap();
    first.expect_problem(503, "busy");
    assert!(first.header("retry-after").is_some());
    db.execute_batch("ROLLBACK").unwrap();
    post(&admin, "", "name,price\nMug,1.00\n").expect_status(200);
}

#[test]
fn a_server_that_stops_does_not_wait_for_an_import() {
    let mut shop = TestShop::start();
    let raw = begin(&shop);
    let db = database(&shop);
    shop.signal();
    assert_eq!(shop.wait().code(), Some(0), "{}", shop.log());
    // All or nothing, whichever was first.
    assert!([0, ROWS].contains(&products(&db)));
    drop(raw);
    db.execute_batch("PRAGMA quick_check").unwrap();
}

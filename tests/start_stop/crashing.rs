//! Killed without warning: everything that was acknowledged is there, and whole.

use std::{
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

use serde_json::json;

use crate::support::{TestShop, eventually};

#[test]
fn what_was_answered_outlives_the_process() {
    let shop = TestShop::start();
    let admin = shop.admin();
    let (acknowledged, over) = (Mutex::new(Vec::new()), AtomicBool::new(false));
    let folder = thread::scope(|scope| {
        for writer in 0..4 {
            let (admin, acknowledged, over) = (&admin, &acknowledged, &over);
            scope.spawn(move || {
                for n in 0.. {
                    let body = json!({"name": format!("Kept {writer} {n}"), "tags": ["a", "b"], "variants": [
                        {"sku": format!("KEPT-{writer}-{n}-S"), "price": 5, "stock_quantity": 1, "options": {"Size": "S"}},
                        {"sku": format!("KEPT-{writer}-{n}-M"), "price": 4, "stock_quantity": 2, "options": {"Size": "M"}},
                    ]});
                    let sent = Some(("application/json", body.to_string().into_bytes()));
                    match admin.try_send("POST", "/api/products", sent) {
                        Ok(reply) if reply.status == 201 => acknowledged.lock().unwrap().push(reply.json()),
                        _ if over.load(Ordering::Relaxed) => return,
                        Ok(reply) => panic!("{} {}", reply.status, reply.text()),
                        // The process may go before the flag is up.
                        Err(_) => return,
                    }
                }
            });
        }
        eventually("some writes", || {
            (acknowledged.lock().unwrap().len() > 60).then_some(())
        });
        over.store(true, Ordering::Relaxed);
        shop.kill()
    });
    let shop = TestShop::options().on(folder).start();
    let acknowledged = acknowledged.into_inner().unwrap();
    for made in &acknowledged {
        let read = shop
            .get(&format!("/api/products/{}", made["id"]))
            .expect_status(200)
            .json();
        assert_eq!(read, *made);
    }
    // One more of each writer may be there, unanswered; none is half there.
    let total = shop.get("/api/products").json()["total"].as_u64().unwrap() as usize;
    assert!(
        (acknowledged.len()..=acknowledged.len() + 4).contains(&total),
        "{total}"
    );
    let found = shop.get("/api/products?q=kept&limit=1").json()["total"]
        .as_u64()
        .unwrap() as usize;
    assert_eq!(found, total, "the search index is as whole as the rest");
    let tagged = shop.get("/api/products?tag=b&limit=1").json()["total"]
        .as_u64()
        .unwrap() as usize;
    assert_eq!(tagged, total);
    // And it works on.
    shop.product("Afterwards").create();
    shop.stop();
}

#[test]
fn a_killed_server_does_not_keep_its_folder() {
    let shop = TestShop::start();
    shop.product("Mug").create();
    let mut folder = shop.kill();
    for _ in 0..3 {
        let shop = TestShop::options().on(folder).start();
        assert_eq!(shop.get("/api/products").names(), ["Mug"]);
        folder = shop.kill();
    }
    folder.command(["token", "list"]).expect_code(0);
}

#[test]
fn a_disk_that_fails_ends_the_shop_before_more_is_lost() {
    let shop = TestShop::start();
    let kept = shop.product("Kept").create();
    let mut shop = shop.restart();
    let admin = shop.admin();
    // Nobody can sync a log that is gone: as good as a disk that fails.
    std::fs::remove_file(shop.folder().file("shop.db-wal")).unwrap();
    let lost = json!({"name": "Lost", "price": 5});
    let reply = admin.post("/api/products", lost);
    assert_eq!(reply.status, 500, "{}", reply.text());
    assert_eq!(shop.wait().code(), Some(1));
    let log = shop.log();
    assert!(log.contains("could not be synced"), "{log}");
    assert!(log.contains("start souk again"), "{log}");
    let shop = TestShop::options().on(shop.stop_waited()).start();
    assert_eq!(shop.get("/api/products").json()["total"], 1);
    shop.get(&kept.path()).expect_status(200);
}

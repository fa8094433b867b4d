//! Copies of the shop: made while it runs, read through, put back; and the commands that look after
//! the file.

#![allow(clippy::unwrap_used)]

#[path = "../pictures/made.rs"]
#[allow(dead_code)]
mod made;
#[path = "../support/mod.rs"]
mod support;

mod killed;
mod pictures;

use serde_json::json;
use support::{Folder, TestShop, refused};

fn names(shop: &TestShop) -> Vec<String> {
    shop.get("/api/products?sort=name").names()
}

fn path(folder: &Folder, name: &str) -> String {
    folder.path().join(name).to_str().unwrap().to_owned()
}

#[test]
fn a_backup_over_http_is_restored() {
    let shop = TestShop::start();
    shop.product("Lamp").create();
    let admin = shop.admin();
    let made = admin
        .post("/api/admin/backups", json!({}))
        .expect_status(201)
        .expect_header("cache-control", "no-store")
        .json();
    let name = made["name"].as_str().unwrap().to_owned();
    assert!(made["bytes"].as_i64().unwrap() > 0, "{made}");
    let list = admin.get("/api/admin/backups").expect_status(200).json();
    assert_eq!(
        (&list["total"], &list["next_cursor"]),
        (&json!(1), &json!(null))
    );
    for field in ["name", "bytes", "made_at"] {
        assert_eq!(list["items"][0][field], made[field], "{list}");
    }

    shop.product("Rug").create();
    assert_eq!(names(&shop), ["Lamp", "Rug"]);
    let folder = shop.stop();
    let copy = path(&folder, &format!("backups/{name}"));
    folder.command(["restore", &copy, "--json"]).expect_code(0);
    let shop = TestShop::options().on(folder).start();
    assert_eq!(
        names(&shop),
        ["Lamp"],
        "what was made after the copy is not in it"
    );
}

#[test]
fn backups_are_for_administrators() {
    let shop = TestShop::start();
    for (caller, status, code) in [
        (shop.guest(), 401, "unauthorized"),
        (shop.customer_token(), 403, "forbidden"),
        (shop.seller("Looms"), 403, "forbidden"),
    ] {
        let made = caller.post("/api/admin/backups", json!({}));
        made.expect_problem(status, code);
        caller
            .get("/api/admin/backups")
            .expect_problem(status, code);
    }
}

#[test]
fn a_command_copies_a_running_shop_and_never_writes_over_a_file() {
    let shop = TestShop::start();
    shop.product("Lamp").create();
    let copy = path(shop.folder(), "copy.db");
    let made = shop.command(["backup", &copy, "--json"]).json();
    assert_eq!(made["file"], copy.as_str());
    let made_at = made["made_at"].as_str().unwrap();
    assert!(
        made_at.starts_with("20") && made_at.ends_with('Z'),
        "{made}"
    );
    shop.command(["backup", &copy])
        .expect_code(1)
        .expect_complaint(&["copy.db", "there already"]);
    let nowhere = path(shop.folder(), "no/copy.db");
    let ran = shop.command(["backup", &nowhere]).expect_code(1);
    ran.expect_complaint(&["no/copy.db: No such file"]);
    assert!(!shop.folder().file("copy.db.unfinished").exists());
}

#[test]
fn a_restore_under_a_running_server_is_refused() {
    let shop = TestShop::start();
    shop.product("Lamp").create();
    let copy = path(shop.folder(), "copy.db");
    shop.command(["backup", &copy]).expect_code(0);
    shop.command(["restore", &copy])
        .expect_code(1)
        .expect_complaint(&["in use by souk serve"]);
    assert_eq!(names(&shop), ["Lamp"]);
}

#[test]
fn what_is_no_good_copy_is_not_restored() {
    let shop = TestShop::start();
    shop.product("Lamp").create();
    let copy = path(shop.folder(), "copy.db");
    shop.command(["backup", &copy]).expect_code(0);
    let folder = shop.stop();

    let mut bytes = std::fs::read(&copy).unwrap();
    let half = bytes.len() / 2;
    bytes[half..].fill(0x5a);
    let (text, damaged) = (path(&folder, "text.db"), path(&folder, "damaged.db"));
    std::fs::write(&text, "not a database").unwrap();
    std::fs::write(&damaged, bytes).unwrap();
    let other = path(&folder, "other.db");
    let db = rusqlite::Connection::open(&other).unwrap();
    db.execute_batch("CREATE TABLE a (x)").unwrap();
    drop(db);
    for (file, word) in [
        (&text, "no database"),
        (&damaged, "damaged"),
        (&other, "no copy of a shop"),
    ] {
        let ran = folder.command(["restore", file]).expect_code(1);
        ran.expect_complaint(&[file, "cannot be restored", word]);
    }
    let missing = path(&folder, "missing.db");
    let ran = folder.command(["restore", &missing]).expect_code(1);
    ran.expect_complaint(&["missing.db cannot be read: No such file"]);
    let ran = folder.command(["restore", folder.path().to_str().unwrap()]);
    ran.expect_code(1)
        .expect_complaint(&["cannot be read", "directory"]);
    assert_eq!(names(&TestShop::options().on(folder).start()), ["Lamp"]);
}

#[test]
fn a_damaged_shop_is_refused_checked_and_restored() {
    let shop = TestShop::start();
    shop.product("Lamp").create();
    let copy = path(shop.folder(), "copy.db");
    shop.command(["backup", &copy]).expect_code(0);
    shop.command(["check"]).expect_code(0);
    let folder = shop.stop();

    let file = folder.path().join("shop.db");
    let mut bytes = std::fs::read(&file).unwrap();
    bytes[4096..40_960].fill(0x5a);
    std::fs::write(&file, bytes).unwrap();
    refused(&folder, &[], &[])
        .expect_code(1)
        .expect_complaint(&["damaged", "souk restore FILE"]);
    folder.command(["check"]).expect_code(1);

    let restored = folder.command(["restore", &copy, "--json"]).json();
    let kept = restored["kept"].as_str().unwrap();
    assert!(
        std::fs::metadata(kept).unwrap().len() > 0,
        "the damaged file is kept"
    );
    let checked = folder.command(["check", "--json"]).json();
    assert_eq!(checked, json!({"ok": true, "faults": []}));
    assert_eq!(names(&TestShop::options().on(folder).start()), ["Lamp"]);
}

#[test]
fn commands_that_read_make_no_shop() {
    let folder = Folder::new();
    let copy = path(&folder, "copy.db");
    for command in [
        vec!["check"],
        vec!["export"],
        vec!["backup", &copy],
        vec!["token", "list"],
        vec!["token", "revoke", "1"],
    ] {
        let ran = folder.command(command).expect_code(1);
        ran.expect_complaint(&["there is no", "shop.db", "--data-dir"]);
    }
    for made in ["shop.db", "media", "copy.db"] {
        assert!(!folder.file(made).exists(), "{made}");
    }
}

#[test]
fn migrating_twice_does_nothing_the_second_time() {
    let folder = Folder::new();
    let first = folder.command(["migrate", "--json"]).json();
    assert_eq!(
        (&first["from"], &first["backup"]),
        (&json!(0), &json!(null))
    );
    let second = folder.command(["migrate", "--json"]).json();
    assert_eq!(
        (&second["from"], &second["to"]),
        (&first["to"], &first["to"])
    );
}

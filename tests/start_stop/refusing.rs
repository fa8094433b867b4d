//! What cannot be served is refused with a sentence that says what to do.

use std::{
    io::{Seek, SeekFrom, Write},
    net::TcpListener,
};

use crate::support::{Folder, Ran, TestShop, refused};

/// A shop with something in it, closed.
fn closed() -> Folder {
    let shop = TestShop::start();
    for n in 0..30 {
        shop.product(&format!("Mug {n}"))
            .set("description", "x".repeat(5_000))
            .create();
    }
    shop.stop()
}

fn serve(folder: &Folder) -> Ran {
    refused(folder, &[], &[])
}

#[test]
fn a_second_server_on_the_folder() {
    let shop = TestShop::start();
    let second = serve(shop.folder()).expect_code(1);
    let pid = shop.pid().to_string();
    second.expect_complaint(&["in use", "souk serve", &pid, "--data-dir"]);
    shop.get("/readyz").expect_status(200);
    shop.product("Mug").create();
    shop.stop();
}

#[test]
fn a_file_of_a_newer_souk() {
    let folder = closed();
    let db = rusqlite::Connection::open(folder.file("shop.db")).unwrap();
    db.pragma_update(None, "user_version", 9_999).unwrap();
    drop(db);
    serve(&folder)
        .expect_code(1)
        .expect_complaint(&["newer souk", "9999"]);
    for command in [
        &["export"][..],
        &["token", "list"],
        &["token", "create", "--role", "admin"],
    ] {
        let ran = folder.command(command.iter().copied()).expect_code(1);
        ran.expect_complaint(&["newer souk"]);
    }
}

#[test]
fn files_that_are_damaged_or_of_somebody_else() {
    let folder = Folder::new();
    std::fs::write(
        folder.file("shop.db"),
        "this is no database, whatever its name says".repeat(100),
    )
    .unwrap();
    serve(&folder).expect_code(1).expect_complaint(&[
        "shop.db",
        "damaged or is no database",
        "restore",
    ]);

    let folder = closed();
    let mut file = std::fs::OpenOptions::new()
        .write(true)
        .open(folder.file("shop.db"))
        .unwrap();
    for page in [3, 5, 8, 13, 21] {
        file.seek(SeekFrom::Start(page * 4_096)).unwrap();
        file.write_all(&[0xa5; 4_096]).unwrap();
    }
    drop(file);
    serve(&folder)
        .expect_code(1)
        .expect_complaint(&["shop.db", "damaged", "restore"]);

    let folder = closed();
    let file = std::fs::OpenOptions::new()
        .write(true)
        .open(folder.file("shop.db"))
        .unwrap();
    let length = file.metadata().unwrap().len();
    file.set_len(length / 2).unwrap();
    drop(file);
    serve(&folder)
        .expect_code(1)
        .expect_complaint(&["shop.db", "damaged", "restore"]);

    let folder = Folder::new();
    let db = rusqlite::Connection::open(folder.file("shop.db")).unwrap();
    db.execute_batch("CREATE TABLE notes (text TEXT); PRAGMA application_id = 7;")
        .unwrap();
    drop(db);
    serve(&folder)
        .expect_code(1)
        .expect_complaint(&["another program", "--data-dir"]);
}

#[test]
fn a_folder_that_cannot_be_one() {
    let file = Folder::new();
    std::fs::write(file.file("file"), "").unwrap();
    let inside = file.file("file/data");
    let ran = refused(&file, &["--data-dir", inside.to_str().unwrap()], &[]).expect_code(1);
    ran.expect_complaint(&["cannot be used", "--data-dir"]);
}

#[test]
fn a_folder_is_made_where_there_is_none() {
    let parent = Folder::new();
    let deep = parent.file("a/b/c");
    let deep = deep.to_str().unwrap();
    parent
        .command(["token", "create", "--role", "admin", "--data-dir", deep])
        .expect_code(0);
    assert!(parent.file("a/b/c/shop.db").exists());
}

#[test]
fn an_address_that_is_taken() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let folder = Folder::new();
    for flags in [&[][..], &["--demo"]] {
        let args = [&["serve", "--listen", &address], flags].concat();
        let ran = folder.command(args).expect_code(1);
        assert_eq!(ran.stdout, "");
        ran.expect_complaint(&[&address, "--listen", "in use"]);
        assert!(
            !folder.file("shop.db").exists(),
            "nothing is made for a shop that does not open"
        );
    }
}

#[test]
fn another_currency_than_the_prices_are_in() {
    let folder = closed();
    let ran = refused(&folder, &["--currency", "USD"], &[]).expect_code(1);
    ran.expect_complaint(&["EUR", "--currency"]);
    TestShop::options()
        .on(folder)
        .args(&["--currency", "EUR"])
        .start()
        .stop();
}

//! A copy holds the pictures as well, and brings them back.

use std::{
    collections::BTreeMap,
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use serde_json::json;

use crate::{
    made::{Form, jpeg},
    path,
    support::{Folder, TestProduct, TestShop},
};

/// Every file of the folder of pictures but the lock, with what it holds.
pub fn media(folder: &Folder) -> BTreeMap<PathBuf, Vec<u8>> {
    let root = folder.file("media");
    let shelves = std::fs::read_dir(&root).into_iter().flatten();
    let shelves = shelves
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir());
    let files = shelves.flat_map(|shelf| std::fs::read_dir(shelf).unwrap());
    let files = files.map(|entry| entry.unwrap().path());
    files
        .map(|path| {
            let name = path.strip_prefix(&root).unwrap().to_owned();
            (name, std::fs::read(&path).unwrap())
        })
        .collect()
}

/// Sends a picture of this width and gives its address.
#[track_caller]
fn send(shop: &TestShop, product: &TestProduct, width: u32) -> String {
    let sent = Form::file(&jpeg(width, 30)).send(&shop.admin(), product);
    let url = &sent.expect_status(201).json()["url"];
    url.as_str().unwrap().to_owned()
}

/// Restores a copy into a new folder, where everything must be in order.
#[track_caller]
pub fn restored(copy: &str) -> Folder {
    let folder = Folder::new();
    folder.command(["restore", copy]).expect_code(0);
    folder.command(["check"]).expect_code(0);
    folder
}

#[test]
fn a_copy_brings_its_pictures_into_a_new_folder() {
    let shop = TestShop::start();
    let lamp = shop.product("Lamp").create();
    let urls = [send(&shop, &lamp, 40), send(&shop, &lamp, 41)];
    let made = shop.admin().post("/api/admin/backups", json!({}));
    let made = made.expect_status(201).json();
    assert_eq!(
        (&made["picture_files"], &made["missing_files"]),
        (&json!(6), &json!(0))
    );
    let by_command = path(shop.folder(), "copy.db");
    let said = shop.command(["backup", &by_command, "--json"]).json();
    assert_eq!(said["picture_files"], 6);
    let by_request = path(
        shop.folder(),
        &format!("backups/{}", made["name"].as_str().unwrap()),
    );
    let there = media(shop.folder());
    assert_eq!(there.len(), 6);
    for copy in [&by_command, &by_request] {
        let folder = restored(copy);
        assert_eq!(media(&folder), there);
        let db = rusqlite::Connection::open(folder.file("shop.db")).unwrap();
        let count = "SELECT count(*) FROM sqlite_schema WHERE name LIKE '%enclosed%'";
        let tables: i64 = db.query_row(count, [], |row| row.get(0)).unwrap();
        let free: i64 = db
            .query_row("PRAGMA freelist_count", [], |row| row.get(0))
            .unwrap();
        assert_eq!((tables, free), (0, 0), "the pictures leave no room behind");
        drop(db);
        let again = TestShop::options().on(folder).start();
        for url in &urls {
            assert_eq!(again.get(url).expect_status(200).body, shop.get(url).body);
        }
        again.product("Rug").create();
        again.stop();
    }
}

#[test]
fn pictures_that_come_and_go_meanwhile_are_whole_in_the_copy() {
    let shop = TestShop::with(&["--picture-grace", "20ms"]);
    let admin = shop.admin();
    let copies = (0..8).map(|number: u32| {
        let lamp = shop.product("Lamp").create();
        for width in 0..25 {
            send(&shop, &lamp, 20 + number * 30 + width);
        }
        let copy = path(shop.folder(), &format!("copy-{number}.db"));
        thread::scope(|scope| {
            let copying = scope.spawn(|| shop.command(["backup", &copy]));
            // Nobody shows them from now on, so that the sweeper takes them as soon as it may.
            thread::sleep(Duration::from_millis(u64::from(number) * 10));
            admin.delete(&lamp.path()).expect_status(204);
            let rug = shop.product("Rug").create();
            send(&shop, &rug, 1_000 + number);
            copying.join().unwrap().expect_code(0);
        });
        copy
    });
    for copy in copies.collect::<Vec<_>>() {
        restored(&copy);
    }
}

#[test]
fn a_copy_without_pictures_says_so_and_needs_their_folder() {
    let shop = TestShop::start();
    let lamp = shop.product("Lamp").create();
    send(&shop, &lamp, 40);
    let copy = path(shop.folder(), "copy.db");
    let made = shop.command(["backup", &copy, "--without-pictures", "--json"]);
    assert_eq!(made.json()["picture_files"], json!(null));
    let folder = Folder::new();
    let ran = folder.command(["restore", &copy, "--json"]);
    assert!(
        ran.stderr.contains("3 files of pictures are not there"),
        "{}",
        ran.stderr
    );
    let said = ran.json();
    assert_eq!(
        (&said["picture_files"], &said["missing_files"]),
        (&json!(null), &json!(3))
    );
    folder.command(["check"]).expect_code(1);
    // As an older souk made them: the folder is copied beside it.
    for (name, bytes) in media(shop.folder()) {
        let file = folder.file("media").join(name);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, bytes).unwrap();
    }
    folder.command(["check"]).expect_code(0);
}

#[test]
fn equal_pictures_stay_as_they_are_and_others_are_mended() {
    let shop = TestShop::start();
    let lamp = shop.product("Lamp").create();
    send(&shop, &lamp, 40);
    let copy = path(shop.folder(), "copy.db");
    shop.command(["backup", &copy]).expect_code(0);
    let folder = shop.stop();
    let there = media(&folder);
    let at = |index: usize| folder.file("media").join(there.keys().nth(index).unwrap());
    let (broken, lost, kept) = (at(0), at(1), at(2));
    std::fs::write(&broken, "garbage").unwrap();
    std::fs::remove_file(&lost).unwrap();
    let inode = std::fs::metadata(&kept).unwrap().ino();
    let said = folder.command(["restore", &copy, "--json"]).json();
    assert_eq!(
        (&said["picture_files"], &said["picture_files_written"]),
        (&json!(3), &json!(2))
    );
    assert_eq!(media(&folder), there);
    assert_eq!(std::fs::metadata(&kept).unwrap().ino(), inode);
}

#[test]
fn a_copy_with_a_damaged_picture_is_refused_and_changes_nothing() {
    let shop = TestShop::start();
    let lamp = shop.product("Lamp").create();
    send(&shop, &lamp, 600);
    let copy = path(shop.folder(), "copy.db");
    shop.command(["backup", &copy]).expect_code(0);
    let largest = media(shop.folder())
        .into_values()
        .max_by_key(Vec::len)
        .unwrap();
    let mut bytes = std::fs::read(&copy).unwrap();
    // A part of one page, which SQLite does not miss.
    let part = &largest[largest.len() / 2..][..64];
    let place = bytes.windows(64).position(|window| window == part).unwrap();
    bytes[place + 20] ^= 1;
    std::fs::write(&copy, bytes).unwrap();
    let folder = Folder::new();
    let ran = folder.command(["restore", &copy]).expect_code(1);
    ran.expect_complaint(&[
        "copy.db cannot be restored",
        ".jpg in it is not what was put in",
    ]);
    assert!(!folder.file("shop.db").exists());
    assert!(media(&folder).is_empty());
}

#[test]
fn a_shop_that_misses_a_picture_is_copied_and_told() {
    let shop = TestShop::start();
    let lamp = shop.product("Lamp").create();
    send(&shop, &lamp, 40);
    let lost = media(shop.folder()).into_keys().next().unwrap();
    std::fs::remove_file(shop.folder().file("media").join(lost)).unwrap();
    let copy = path(shop.folder(), "copy.db");
    let ran = shop.command(["backup", &copy]).expect_code(1);
    ran.expect_complaint(&["1 files of pictures are missing", "souk check"]);
    let made = shop.admin().post("/api/admin/backups", json!({}));
    assert_eq!(made.expect_status(201).json()["missing_files"], 1);
    let folder = Folder::new();
    let said = folder.command(["restore", &copy, "--json"]).json();
    assert_eq!(said["missing_files"], 1);
}

#[test]
fn a_copy_that_was_put_in_place_by_hand_is_noticed_and_mended() {
    let shop = TestShop::start();
    let lamp = shop.product("Lamp").create();
    send(&shop, &lamp, 40);
    let copy = path(shop.folder(), "copy.db");
    shop.command(["backup", &copy]).expect_code(0);
    let folder = Folder::new();
    std::fs::copy(&copy, folder.file("shop.db")).unwrap();
    let ran = folder.command(["check"]).expect_code(1);
    assert!(ran.stdout.contains("souk restore"), "{}", ran.stdout);
    folder.command(["restore", &copy]).expect_code(0);
    folder.command(["check"]).expect_code(0);
    assert!(Path::new(&copy).exists());
}

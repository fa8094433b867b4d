//! A shop on a disk without room: it says so, loses nothing, and goes on when there is room again.
//!
//! Needs a small file system of its own at `SOUK_SMALL_DISK` (a tmpfs of 8 MiB does), so these tests are
//! ignored unless asked for.

#![allow(clippy::unwrap_used)]

#[path = "pictures/made.rs"]
#[allow(dead_code)]
mod made;
mod support;

use std::{env, fs, path::PathBuf};

use made::{Form, jpeg};
use serde_json::json;
use support::{Folder, TestShop, eventually};

fn small_disk() -> PathBuf {
    PathBuf::from(env::var_os("SOUK_SMALL_DISK").expect("SOUK_SMALL_DISK names a folder"))
}

/// Takes all the room that is left.
fn fill(ballast: &PathBuf) {
    let mut size = 4 << 20;
    let mut bytes = Vec::new();
    while size >= 512 {
        let more = bytes.len() + size;
        bytes.resize(more, 0x5a);
        if fs::write(ballast, &bytes).is_err() {
            bytes.truncate(more - size);
            size /= 2;
        }
    }
    // The last try may have been cut off where the disk ended: all the better.
}

#[test]
#[ignore = "needs a small file system at SOUK_SMALL_DISK"]
fn a_full_disk_refuses_writes_and_loses_nothing() {
    let disk = small_disk();
    let shop = TestShop::options().on(Folder::within(&disk)).start();
    let admin = shop.admin();
    shop.product("Before").create();

    let ballast = disk.join("ballast");
    fill(&ballast);
    let long = "x".repeat(15_000);
    let mut kept = vec!["Before".to_owned()];
    let refused = eventually("a write is refused for want of room", || {
        let name = format!("Meanwhile {}", kept.len());
        let body = json!({"name": name, "price": 1, "description": long});
        let reply = admin.post("/api/products", body);
        if reply.status == 201 {
            kept.push(name);
            return None;
        }
        Some(reply)
    });
    let problem = refused.expect_problem(503, "busy");
    assert!(
        problem["detail"].as_str().unwrap().contains("disk is full"),
        "{problem}"
    );
    assert!(refused.expect("retry-after").parse::<u32>().is_ok());
    shop.get("/healthz").expect_status(200);
    assert_eq!(
        shop.get("/api/products?sort=created_at&limit=100").names(),
        kept
    );
    admin
        .post("/api/admin/backups", json!({}))
        .expect_problem(503, "busy");
    let copy = disk.join("copy.db");
    let ran = shop.command(["backup", copy.to_str().unwrap()]);
    ran.expect_code(1)
        .expect_complaint(&["the disk is full", "copy.db"]);
    let left = fs::read_dir(&disk).unwrap().map(|entry| entry.unwrap());
    let left = left.filter(|entry| entry.file_name().to_string_lossy().contains("copy"));
    assert_eq!(left.count(), 0, "nothing of it is left behind");

    fs::remove_file(&ballast).unwrap();
    shop.product("After").create();
    kept.push("After".to_owned());
    let shop = shop.restart();
    assert_eq!(
        shop.get("/api/products?sort=created_at&limit=100").names(),
        kept
    );
    shop.command(["check"]).expect_code(0);
    shop.stop();
}

fn shrink(ballast: &PathBuf, less: u64) {
    let file = fs::File::options().write(true).open(ballast).unwrap();
    let size = file.metadata().unwrap().len();
    file.set_len(size - less).unwrap();
}

/// A copy of a shop with a picture, on a disk that has room.
fn copy_of_rugs(folder: &Folder) -> String {
    let shop = TestShop::start();
    let rug = shop.product("Rug").create();
    let sent = Form::file(&jpeg(1_200, 900)).send(&shop.admin(), &rug);
    sent.expect_status(201);
    let copy = folder.file("copy.db").to_str().unwrap().to_owned();
    shop.command(["backup", &copy]).expect_code(0);
    copy
}

#[test]
#[ignore = "needs a small file system at SOUK_SMALL_DISK"]
fn a_restore_that_finds_no_room_leaves_the_shop_as_it_was() {
    let (disk, beside) = (small_disk(), Folder::new());
    let copy = copy_of_rugs(&beside);
    let shop = Folder::within(&disk);
    fs::write(beside.file("lamp.csv"), "name,price\nLamp,1.00\n").unwrap();
    shop.command(["import", beside.file("lamp.csv").to_str().unwrap()])
        .expect_code(0);
    let ballast = disk.join("ballast");
    let mut refused = 0;
    // With a little more room each time, so that it runs out at every step of the way.
    for room in (32..).step_by(32) {
        fill(&ballast);
        shrink(&ballast, room * 1_024);
        let ran = shop.command(["restore", &copy]);
        fs::remove_file(&ballast).unwrap();
        shop.command(["check"]).expect_code(0);
        let sold = shop.command(["export"]).expect_code(0).stdout;
        if sold.contains("Rug") {
            ran.expect_code(0);
            break;
        }
        assert!(sold.contains("Lamp"), "{sold}");
        let kept = fs::read_dir(shop.file("backups")).map_or(0, Iterator::count);
        assert_eq!(kept, 0, "{}", ran.stderr);
        ran.expect_code(1)
            .expect_complaint(&["the disk is full", "the shop is as it was"]);
        refused += 1;
    }
    assert!(refused > 10, "{refused}");
}

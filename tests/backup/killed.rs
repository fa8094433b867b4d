//! Copies and restores that are killed at any moment.

use std::{
    process::Stdio,
    thread,
    time::{Duration, Instant},
};

use crate::{
    made::{Form, jpeg},
    path,
    pictures::restored,
    support::{Folder, TestShop, souk},
};

/// A stopped shop with pictures, large enough that a copy takes a while.
fn filled() -> Folder {
    let shop = TestShop::start();
    let text = "kilim ".repeat(3_000);
    let admin = shop.admin();
    for number in 0..60 {
        let name = format!("Rug {number}");
        let rug = shop
            .product(&name)
            .set("description", text.as_str())
            .create();
        Form::file(&jpeg(100 + number, 90))
            .send(&admin, &rug)
            .expect_status(201);
    }
    shop.stop()
}

/// Runs a command and kills it after a while. True when it was faster.
fn killed(folder: &Folder, args: &[&str], after: Duration) -> bool {
    let mut command = souk();
    command.env("SOUK_DATA_DIR", folder.path()).args(args);
    let mut child = command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    thread::sleep(after);
    let faster = child.try_wait().unwrap().is_some();
    child.kill().unwrap();
    child.wait().unwrap();
    faster
}

/// How long a command takes.
fn timed(folder: &Folder, args: &[&str]) -> Duration {
    let since = Instant::now();
    folder.command(args.iter().copied()).expect_code(0);
    since.elapsed()
}

#[test]
fn a_copy_that_is_killed_leaves_no_half_file_and_no_obstacle() {
    let folder = filled();
    let whole = timed(&folder, &["backup", &path(&folder, "whole.db")]);
    let copy = path(&folder, "copy.db");
    let mut cut = 0;
    for step in 0..12 {
        if !killed(&folder, &["backup", &copy], whole * step / 12) {
            cut += 1;
        }
        // What has the name is whole, even when the end was near.
        if std::fs::exists(&copy).unwrap() {
            restored(&copy);
            std::fs::remove_file(&copy).unwrap();
        }
    }
    assert!(cut > 0, "{whole:?}");
    folder.command(["backup", &copy]).expect_code(0);
    assert!(!folder.file("copy.db.unfinished").exists());
    restored(&copy);
}

#[test]
fn a_restore_that_is_killed_leaves_one_shop_or_the_other() {
    let folder = filled();
    let copy = path(&folder, "copy.db");
    folder.command(["backup", &copy]).expect_code(0);
    let whole = timed(&Folder::new(), &["restore", &copy]);
    let other = Folder::new();
    let before = "name,price\nLamp,1.00\n";
    std::fs::write(other.file("lamp.csv"), before).unwrap();
    let lamps = path(&other, "lamp.csv");
    let mut cut = 0;
    for step in 0..12 {
        let shop = Folder::new();
        shop.command(["import", &lamps]).expect_code(0);
        if !killed(&shop, &["restore", &copy], whole * step / 12) {
            cut += 1;
        }
        shop.command(["check"]).expect_code(0);
        let names = shop.command(["export"]).expect_code(0);
        let (lamp, rug) = (
            names.stdout.contains("Lamp"),
            names.stdout.contains("Rug 59"),
        );
        assert!(lamp != rug, "{}", names.stderr);
        // And it can be done again.
        shop.command(["restore", &copy]).expect_code(0);
        shop.command(["check"]).expect_code(0);
        for left in ["shop.restoring", "shop.restored"] {
            assert!(!shop.file(left).exists(), "{left}");
        }
    }
    assert!(cut > 0, "{whole:?}");
}

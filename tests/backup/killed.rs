//! Copies and restores that are killed at any moment.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Stdio,
    thread,
    time::{Duration, Instant},
};

use rusqlite::Connection;

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
        if fs::exists(&copy).unwrap() {
            restored(&copy);
            fs::remove_file(&copy).unwrap();
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
    fs::write(other.file("lamp.csv"), before).unwrap();
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

/// A shop of the schema before the newest, large enough that a copy takes a while, and its number.
fn old(file: &Path) -> i64 {
    let db = Connection::open(file).unwrap();
    let steps = Path::new(env!("CARGO_MANIFEST_DIR")).join("sql/shop");
    let steps = fs::read_dir(steps)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut steps: Vec<_> = steps.collect();
    steps.sort();
    steps.pop();
    for step in &steps {
        db.execute_batch(&fs::read_to_string(step).unwrap())
            .unwrap();
    }
    let number = i64::try_from(steps.len()).unwrap();
    db.execute_batch(
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
         INSERT INTO audit_log (at, actor, action, subject, before)
         SELECT 1, 'the shop itself', 'look', 'test', json_quote(hex(zeroblob(20000))) FROM n",
    )
    .unwrap();
    db.pragma_update(None, "application_id", 0x736f_756b)
        .unwrap();
    db.pragma_update(None, "user_version", number).unwrap();
    number
}

#[test]
fn a_migration_that_is_killed_leaves_no_half_copy() {
    let before = Folder::new();
    let before = before.file("shop.db");
    let number = old(&before);
    let shop = || {
        let folder = Folder::new();
        fs::copy(&before, folder.file("shop.db")).unwrap();
        folder
    };
    let whole = timed(&shop(), &["migrate"]);
    let mut cut = 0;
    for step in 0..12 {
        let folder = shop();
        if !killed(&folder, &["migrate"], whole * step / 12) {
            cut += 1;
        }
        for copy in copies(&folder) {
            let copy = Connection::open(copy).unwrap();
            let holds =
                "SELECT user_version, (SELECT count(*) FROM audit_log) FROM pragma_user_version";
            let holds = copy.query_row(holds, [], |row| Ok((row.get(0)?, row.get(1)?)));
            assert_eq!(holds.unwrap(), (number, 1_000_i64));
        }
        folder.command(["migrate"]).expect_code(0);
        folder.command(["check"]).expect_code(0);
        assert!(fs::read_dir(folder.file("backups")).unwrap().count() <= 2);
    }
    assert!(cut > 0, "{whole:?}");
}

/// What stands in `backups` under its final name.
fn copies(folder: &Folder) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder.file("backups"));
    let paths = entries
        .into_iter()
        .flatten()
        .map(|entry| entry.unwrap().path());
    let is_copy = |path: &PathBuf| path.extension().is_some_and(|end| end == "db");
    paths.filter(is_copy).collect()
}

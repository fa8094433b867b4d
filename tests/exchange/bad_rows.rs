//! Rows that cannot be taken: each named by line, column, value and reason.

use std::fs;

use crate::{
    sheet::{fixture, import, import_into, product},
    support::{Folder, TestShop},
};

const FILE: &str = "\
sku,name,price,stock,note
A-1,Mug,4.50,7,
A-2,Jug,abc,7,
A-3,,1.00,7,
A-4,Tray,-5,7,
A-5,\"Bowl
of clay\",NaN,7,
A-6,Pot,99999999999,7,
A-7,Vase,,7,
A-8,Lamp,1.00,lots,
A-1,Other mug,2.00,7,
A-9,Rug,1.00,7,too,many
A-10,Stool,1.00,99999999,
";

#[test]
fn each_bad_row_is_named() {
    let folder = Folder::new();
    let done = import_into(&folder, FILE, &[]).expect(1, 0, 0, 10);
    let expected = [
        (3, "price", "abc", "is no amount"),
        (4, "name", "", "must not be blank"),
        (5, "price", "-5", "must not be negative"),
        (6, "price", "NaN", "is no amount"),
        (8, "price", "99999999999", "is too large"),
        (9, "price", "", "is missing"),
        (10, "stock", "lots", "must be a whole number"),
        (11, "sku", "A-1", "is on line 2 already, with other values"),
        (12, "", "A-9", "has 6 cells where the header has 5"),
        (13, "stock", "99999999", "must be at most 1000000"),
    ];
    let expected = expected.map(|(line, column, value, reason)| {
        (line, column.to_owned(), value.to_owned(), reason.to_owned())
    });
    assert_eq!(done.bad(), expected);
    assert_eq!(done.report["rows"], 11);
    assert_eq!(done.report["left_out"], 10);
    // All or nothing.
    assert_eq!(done.report["written"], false);
    let ran = folder.command(["export"]).expect_code(0);
    assert_eq!(ran.stdout.lines().count(), 1);
}

#[test]
fn bad_rows_can_be_left_out_and_are_printed() {
    let shop = TestShop::start();
    let dry = import(&shop, FILE, &["--dry-run", "--skip-bad-rows"]).expect(1, 0, 0, 10);
    assert_eq!(shop.get("/api/products").json()["total"], 0);
    let mut done = import(&shop, FILE, &["--skip-bad-rows"]).expect(1, 0, 0, 10);
    assert_eq!(product(&shop, "mug")["price"], 450);
    // A dry run and the real one say the same.
    assert_eq!(done.report["written"], true);
    done.report["written"] = dry.report["written"].clone();
    done.report["dry_run"] = dry.report["dry_run"].clone();
    assert_eq!(done.report, dry.report);
    let again = import(&shop, FILE, &["--skip-bad-rows"]).expect(0, 0, 1, 10);
    assert_eq!(again.bad(), dry.bad());

    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), FILE).unwrap();
    let path = file.path().to_str().unwrap();
    let ran = shop
        .command(["import", path, "--skip-bad-rows"])
        .expect_code(1);
    for words in [
        "bad rows 10",
        "is too large",
        "99999999999",
        "10 rows were left out",
    ] {
        assert!(ran.stdout.contains(words), "{words}: {}", ran.stdout);
    }
    let ran = shop.command(["import", path]).expect_code(1);
    assert!(ran.stdout.contains("Nothing was written"), "{}", ran.stdout);
}

#[test]
fn a_product_goes_in_whole_or_not_at_all() {
    let shop = TestShop::start();
    let file = String::from_utf8(fixture("shopify_classic.csv")).unwrap();
    import(&shop, &file, &[]).expect(4, 0, 0, 0);
    // One variant's price is broken: the product stays as it is, with all its variants.
    let broken = file
        .replace("95.50,95.50", "95.50x,95.50")
        .replace("4.5,", "5.5,");
    let done = import(&shop, &broken, &["--skip-bad-rows"]).expect(0, 1, 2, 1);
    assert_eq!(done.report["left_out"], 4);
    assert_eq!(done.bad()[0].0, 5);
    let kaftan = product(&shop, "desert-kaftan");
    assert_eq!(kaftan["variants"].as_array().unwrap().len(), 3);
    assert_eq!(product(&shop, "tea-glass")["price"], 550);
}

#[test]
fn each_bad_cell_of_a_row_is_named_and_the_row_counted_once() {
    let folder = Folder::new();
    let done = import_into(&folder, "name,price,stock\nMug,x,z\n", &[]).expect(0, 0, 0, 1);
    let columns: Vec<String> = done.bad().into_iter().map(|cell| cell.1).collect();
    assert_eq!(columns, ["price", "stock"]);
}

#[test]
fn a_quote_that_is_never_closed_is_found() {
    let folder = Folder::new();
    let file = "name,price\nMug,1.00\n\"Jug,2.00\nTray,3.00\n";
    let done = import_into(&folder, file, &["--skip-bad-rows"]).expect(1, 0, 0, 1);
    assert_eq!(done.bad()[0].0, 3);
    assert!(done.bad()[0].3.contains("never closed"));
}

#[test]
fn a_report_keeps_a_thousand_bad_rows_and_counts_all() {
    let folder = Folder::new();
    let rows = "Mug,free\n".repeat(2_500);
    let done = import_into(&folder, format!("name,price\n{rows}"), &[]).expect(0, 0, 0, 2_500);
    assert_eq!(done.bad().len(), 1_000);
}

#[test]
fn a_dry_run_without_a_shop_leaves_nothing_behind() {
    let file = "name,price\nMug,1.25\nJug,free\n";
    let folder = Folder::new();
    let mut dry = import_into(&folder, file, &["--dry-run", "--skip-bad-rows"]).expect(1, 0, 0, 1);
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
    assert!(left.is_empty(), "{left:?}");
    let done = import_into(&folder, file, &["--skip-bad-rows"]);
    for field in ["written", "dry_run"] {
        dry.report[field] = done.report[field].clone();
    }
    assert_eq!(dry.report, done.report);

    let nowhere = folder.file("not/there");
    let at = ["--data-dir", nowhere.to_str().unwrap()];
    import_into(&folder, file, &[&at[..], &["--dry-run"]].concat()).expect(1, 0, 0, 1);
    assert!(!nowhere.exists());
}

#[test]
fn prices_that_a_file_leaves_open_are_not_guessed() {
    let folder = Folder::new();
    // 1.234 may be a price to the tenth of a cent, or a thousand.
    let done = import_into(&folder, "name,price\nMug,1.234\n", &["--dry-run"]).expect(0, 0, 0, 1);
    assert_eq!(done.bad()[0].3, "has more decimals than EUR has");
    // Here the file shows which.
    for (file, price) in [
        ("name,price\nMug,1.234\nJug,1.5\n", "1.23"),
        ("name;price\nMug;1.234\nJug;1,5\n", "1234.00"),
        ("name,price\nMug,\"1,234\"\nJug,1.5\n", "1234.00"),
    ] {
        let folder = Folder::new();
        import_into(&folder, file, &[]).expect(2, 0, 0, 0);
        let csv = folder.command(["export"]).expect_code(0).stdout;
        assert!(csv.contains(&format!("{{}},{price},,")), "{file}: {csv}");
    }
}

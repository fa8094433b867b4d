//! souk's own CSV: nothing is lost.

use serde_json::json;

use crate::{
    sheet::{fixture, import, import_into, product},
    support::{Folder, TestShop},
};

/// A shop with everything that a product can have.
fn full_shop() -> TestShop {
    let shop = TestShop::start();
    import(&shop, fixture("shopify_classic.csv"), &[]).expect(4, 0, 0, 0);
    import(&shop, fixture("woocommerce.csv"), &[]).expect(5, 0, 0, 0);
    shop.seller("anatolian-looms")
        .post(
            "/api/products",
            json!({
                "name": "=Formula, \"quoted\"\tand tabbed",
                "slug": "formula",
                "short_description": " leading space",
                "description": "two\r\nlines, 'quoted'\n",
                "price": 0,
                "original_price": 5,
                "condition": "like_new",
                "attributes": {"a > b": "c, d", "empty": ""},
                "tags": ["x;y", "z,w"],
                "weight_grams": 1,
            }),
        )
        .expect_status(201);
    let home = shop.category("Home > Garden");
    shop.product("'+Apostrophe")
        .category(shop.category_in("Rugs \\ Kilims", home))
        .create();
    shop
}

fn export(shop: &TestShop) -> String {
    shop.command(["export"]).expect_code(0).stdout
}

#[test]
fn an_empty_shop_becomes_the_same_shop() {
    let shop = full_shop();
    let file = export(&shop);
    let other = Folder::new();
    let done = import_into(&other, &file, &[]).expect(11, 0, 0, 0);
    assert_eq!(done.report["format"], "souk");
    assert_eq!(done.report["warning_count"], 0);
    let other = TestShop::options().on(other).start();
    assert_eq!(export(&other), file);
    let (ours, theirs) = (product(&shop, "formula"), product(&other, "formula"));
    for field in [
        "name",
        "short_description",
        "description",
        "attributes",
        "tags",
        "created_at",
    ] {
        assert_eq!(ours[field], theirs[field], "{field}");
    }
    assert_eq!(theirs["seller"]["slug"], "anatolian-looms");
    let tree = |shop: &TestShop| {
        let text = shop.get("/api/categories").text();
        text.matches("\"slug\":\"").count()
    };
    assert_eq!(tree(&shop), tree(&other));
}

#[test]
fn the_same_shop_does_not_change() {
    let shop = full_shop();
    let before = product(&shop, "formula");
    let file = export(&shop);
    let done = import(&shop, &file, &[]).expect(0, 0, 11, 0);
    assert_eq!(done.report["written"], false);
    assert_eq!(product(&shop, "formula"), before);
    assert_eq!(export(&shop), file);
    // One edited cell is one changed product.
    let edited = file.replace("Desert Kaftan", "Desert Caftan");
    import(&shop, edited, &[]).expect(0, 1, 10, 0);
    assert_eq!(product(&shop, "desert-kaftan")["name"], "Desert Caftan");
    // A blank cell clears.
    let row = "slug,name,description,variant_options,stock_quantity\nformula,F,,{},3\n";
    import(&shop, row, &[]).expect(0, 1, 0, 0);
    assert_eq!(product(&shop, "formula")["description"], json!(null));
    assert_eq!(product(&shop, "formula")["stock_quantity"], 3);
}

#[test]
fn spreadsheets_run_nothing() {
    let shop = full_shop();
    let mut reader = csv::Reader::from_reader(export(&shop).into_bytes().leak() as &[u8]);
    for row in reader.records() {
        for cell in &row.unwrap() {
            assert!(
                !cell.starts_with(['=', '+', '-', '@', '\t', '\r']),
                "{cell}"
            );
        }
    }
}

#[test]
fn the_api_gives_the_same_file() {
    let shop = full_shop();
    let answer = shop.admin().get("/api/admin/export/products.csv");
    let answer = answer
        .expect_status(200)
        .expect_header("content-type", "text/csv; charset=utf-8")
        .expect_header("cache-control", "no-store");
    assert!(
        answer
            .expect("content-disposition")
            .contains("products.csv")
    );
    assert_eq!(answer.text(), export(&shop));
    shop.get("/api/admin/export/products.csv")
        .expect_problem(401, "unauthorized");
    let seller = shop
        .seller("anatolian-looms")
        .get("/api/admin/export/products.csv");
    seller.expect_problem(403, "forbidden");
}

#[test]
fn a_file_is_replaced_when_it_is_whole() {
    let shop = TestShop::start();
    shop.product("Mug").create();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("products.csv");
    std::fs::write(&path, "older").unwrap();
    let name = path.to_str().unwrap();
    let ran = shop.command(["export", "--output", name]).expect_code(0);
    assert!(ran.stderr.contains("1 products"), "{}", ran.stderr);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), export(&shop));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    let nowhere = folder.path().join("no/products.csv");
    let ran = shop.command(["export", "-o", nowhere.to_str().unwrap()]);
    ran.expect_code(1)
        .expect_complaint(&["no/products.csv cannot be written", "No such file"]);
    let ran = shop.command(["export", "-o", folder.path().to_str().unwrap()]);
    ran.expect_code(1)
        .expect_complaint(&["cannot be written", "directory"]);
}

#[test]
fn a_folder_without_a_shop_is_named() {
    let folder = Folder::new();
    folder
        .command(["export"])
        .expect_code(1)
        .expect_complaint(&["shop.db", "--data-dir"]);
    assert!(!folder.file("shop.db").exists());
}

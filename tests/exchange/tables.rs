//! Tables that no known program wrote.

use serde_json::json;

use crate::{
    sheet::{category_path, fixture, import, product, variants},
    support::TestShop,
};

#[test]
fn a_table_with_a_header_becomes_products() {
    let shop = TestShop::start();
    let file = include_str!("../fixtures/workshop.csv");
    import(&shop, file, &[]).expect(12, 0, 0, 0);
    let chisel = product(&shop, "paring-chisel-20-mm");
    assert_eq!(chisel["brand"], "Tamazgha Tools");
    assert_eq!(category_path(&shop, &chisel), "Workshop > Hand tools");
    assert_eq!(chisel["tags"], json!(["steel", "tools"]));
    assert_eq!(variants(&chisel), ["WS-002 [] 3100 null 9 *"]);
    assert_eq!(chisel["in_stock"], true);
    assert_eq!(
        shop.get("/api/products?category=workshop").json()["total"],
        12
    );
    import(&shop, file, &[]).expect(0, 0, 12, 0);
    let dearer = file.replace("31.00", "33.00");
    import(&shop, &dearer, &[]).expect(0, 1, 11, 0);
    assert_eq!(product(&shop, "paring-chisel-20-mm")["price"], 3_300);
}

/// As a German Excel saves it: semicolons, announced, decimal commas, euro signs, Windows-1252.
#[test]
fn excels_own_way_is_understood() {
    let shop = TestShop::start();
    let text = String::from_utf8(fixture("haendler.csv")).unwrap();
    // Windows-1252 has no ş.
    let text = text.replace('ş', "s");
    let (bytes, _, replaced) = encoding_rs::WINDOWS_1252.encode(&text);
    assert!(!replaced);
    let done = import(&shop, bytes, &[]).expect(3, 0, 0, 0);
    assert_eq!(done.report["encoding"], "windows-1252");
    assert_eq!(done.report["delimiter"], ";");
    let rug = product(&shop, "teppich-usak");
    assert_eq!(variants(&rug), ["00815 [] 128900 149000 3 *"]);
    assert_eq!(rug["on_sale"], true);
    assert_eq!(rug["weight_grams"], 4_200);
    assert_eq!(rug["attributes"], json!({"Farbe": "Rot"}));
    assert!(
        rug["description"]
            .as_str()
            .unwrap()
            .ends_with("\nmit Fransen")
    );
    let lamp = product(&shop, "ollampe-fes");
    assert_eq!(lamp["name"], "Öllampe „Fès“");
    assert_eq!(variants(&lamp), ["00816 [] 2490 null 12 *"]);
    // What the shop pays is nobody's business.
    assert!(!rug.to_string().contains("610"));
    let again = import(&shop, &text, &[]);
    assert_eq!(again.report["encoding"], "UTF-8");
    again.expect(0, 0, 3, 0);
}

#[test]
fn tabs_bars_marks_and_wide_letters_are_understood() {
    let rows = [["Name", "Price", "Stock"], ["Çay Glass", "4.50", "7"]];
    let text = |mark: &str| rows.map(|row| row.join(mark)).join("\r\n");
    let wide = |text: &str, bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        let marked = format!("\u{feff}{text}");
        marked.encode_utf16().flat_map(bytes).collect()
    };
    let shop = TestShop::start();
    let files = [
        (text("\t").into_bytes(), "\t", "UTF-8"),
        (text("|").into_bytes(), "|", "UTF-8"),
        (format!("\u{feff}{}", text(",")).into_bytes(), ",", "UTF-8"),
        (wide(&text("\t"), u16::to_le_bytes), "\t", "UTF-16LE"),
        (wide(&text(";"), u16::to_be_bytes), ";", "UTF-16BE"),
        (text(",").replace("\r\n", "\r").into_bytes(), ",", "UTF-8"),
    ];
    for (index, (bytes, delimiter, encoding)) in files.into_iter().enumerate() {
        let done = import(&shop, bytes, &[]);
        assert_eq!(done.report["delimiter"], delimiter);
        assert_eq!(done.report["encoding"], encoding);
        done.expect(u64::from(index == 0), 0, u64::from(index > 0), 0);
    }
    assert_eq!(
        variants(&product(&shop, "cay-glass")),
        ["- [] 450 null 7 *"]
    );
}

#[test]
fn what_scrapers_write_is_understood() {
    let shop = TestShop::start();
    import(&shop, fixture("scraped.csv"), &[]).expect(2, 0, 0, 0);
    let ladle = product(&shop, "brass-ladle-large");
    let path = category_path(&shop, &ladle);
    assert_eq!(path, "Kitchen & Dining > Serving Ware > Ladles");
    assert_eq!(
        (&ladle["price"], &ladle["original_price"]),
        (&json!(37_900), &json!(99_900))
    );
    assert_eq!(ladle["images"].as_array().unwrap().len(), 2);
    let tray = product(&shop, "copper-tray");
    // Neither a sale that is none, nor a description that is not a number.
    assert_eq!(
        (&tray["on_sale"], &tray["original_price"]),
        (&json!(false), &json!(null))
    );
    assert_eq!(
        (&tray["description"], &tray["brand"]),
        (&json!(null), &json!(null))
    );
    import(&shop, fixture("scraped.csv"), &[]).expect(0, 0, 2, 0);
}

#[test]
fn stock_is_counted_said_or_given() {
    let shop = TestShop::start();
    let file = "name,price,availability\nMug,1.00,in stock\nJug,1.00,out of stock\n";
    let done = import(&shop, file, &[]).expect(2, 0, 0, 0);
    assert_eq!(product(&shop, "mug")["stock_quantity"], 999);
    assert_eq!(product(&shop, "jug")["in_stock"], false);
    assert_eq!(done.warnings()[0].0, 2);
    let file = "name,price,stock\nTray,1.00,\"1,200\"\nBowl,1.00,5 left\nPot,1.00,Sold out\n";
    import(&shop, file, &[]).expect(3, 0, 0, 0);
    for (slug, stock) in [("tray", 1_200), ("bowl", 5), ("pot", 0)] {
        assert_eq!(product(&shop, slug)["stock_quantity"], stock, "{slug}");
    }
    // Whoever does not count says how many new products there are; others keep theirs.
    let file = "name,price\nTray,2.00\nVase,1.00\n";
    import(&shop, file, &["--default-stock", "3"]).expect(1, 1, 0, 0);
    assert_eq!(product(&shop, "tray")["stock_quantity"], 1_200);
    assert_eq!(product(&shop, "vase")["stock_quantity"], 3);
}

#[test]
fn columns_can_be_mapped() {
    let shop = TestShop::start();
    let file = "Ware,Kostet,Nummer\nMug,4.50,M-1\n";
    let ran = crate::support::run_with_input(
        Some(shop.folder().path()),
        ["import", "-"],
        &[],
        file.as_bytes(),
    );
    ran.expect_code(2)
        .expect_complaint(&["\"Ware\", \"Kostet\", \"Nummer\"", "--map name=COLUMN"]);
    let map = [
        "--map",
        "name=Ware",
        "--map",
        "price=kostet",
        "--map",
        "sku=Nummer",
    ];
    let done = import(&shop, file, &map).expect(1, 0, 0, 0);
    assert_eq!(
        done.report["columns"][1],
        json!({"column": "Kostet", "read_as": "price"})
    );
    assert_eq!(variants(&product(&shop, "mug")), ["M-1 [] 450 null 0 *"]);
    for (map, words) in [
        ("nme=Ware", "knows no field \"nme\""),
        ("name=Wares", "the column \"Wares\""),
        ("name", "FIELD=COLUMN"),
    ] {
        let args = ["import", "-", "--map", map];
        let folder = Some(shop.folder().path());
        let ran = crate::support::run_with_input(folder, args, &[], file.as_bytes());
        ran.expect_code(2).expect_complaint(&[words]);
    }
}

#[test]
fn what_no_product_can_hold_is_left_out_and_said() {
    let shop = TestShop::start();
    let tags: Vec<String> = (0..35).map(|number| format!("t{number}")).collect();
    let file = format!(
        "name,price,tags,image,notes,condition\n\
         Mug,1.00,{},\"mug.jpg, https://img.example/mug.jpg\",{},Grade A\n",
        tags.join(";"),
        "x".repeat(3_000)
    );
    let done = import(&shop, &file, &[]).expect(1, 0, 0, 0);
    let mug = product(&shop, "mug");
    assert_eq!(mug["tags"].as_array().unwrap().len(), 30);
    assert_eq!(mug["image_url"], "https://img.example/mug.jpg");
    assert_eq!(mug["attributes"], json!({}));
    let mut columns: Vec<String> = done.warnings().into_iter().map(|cell| cell.1).collect();
    columns.sort();
    assert_eq!(columns, ["condition", "image", "notes", "tags"]);
    assert_eq!(done.report["warning_count"], 4);
    import(&shop, &file, &[]).expect(0, 0, 1, 0);
}

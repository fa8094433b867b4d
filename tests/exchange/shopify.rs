//! Shopify's product exports, the older and the newer.

use serde_json::json;

use crate::{
    sheet::{category_path, fixture, import, product, variants},
    support::TestShop,
};

#[test]
fn the_older_export_becomes_products_with_variants() {
    let shop = TestShop::start();
    let done = import(&shop, fixture("shopify_classic.csv"), &[]).expect(4, 0, 0, 0);
    assert_eq!(done.report["format"], "shopify");
    assert_eq!(done.report["rows"], 9);
    let kaftan = product(&shop, "desert-kaftan");
    let path = category_path(&shop, &kaftan);
    assert_eq!(path, "Apparel & Accessories > Clothing > Dresses");
    assert_eq!(kaftan["tags"], json!(["cotton", "summer", "Kaftans"]));
    let options = json!([
        {"name": "Size", "values": ["S", "M"]},
        {"name": "Colour", "values": ["Sand", "Indigo"]}
    ]);
    assert_eq!(kaftan["options"], options);
    let expected = [
        // Excel's apostrophe is none of the SKU's.
        "0070-S [Sand/S] 8900 11000 7 *",
        // Oversold: nothing is left.
        "KAF-M [Sand/M] 8900 11000 0",
        // Not on sale, whatever the column says.
        "- [Indigo/M] 9550 null 3",
    ];
    assert_eq!(variants(&kaftan), expected);
    assert_eq!(kaftan["weight_grams"], 420);
    let images = kaftan["images"].as_array().unwrap();
    let names: Vec<&str> = images
        .iter()
        .map(|image| image["url"].as_str().unwrap().rsplit('/').next().unwrap())
        .collect();
    assert_eq!(
        names,
        [
            "kaftan-1.jpg",
            "kaftan-2.jpg",
            "kaftan-m.jpg",
            "kaftan-3.jpg"
        ]
    );
    assert_eq!(images[0]["alt_text"], "A sand-coloured kaftan");
    // The row above has a line break in its text.
    assert_eq!(done.warnings()[0].0, 4);
}

#[test]
fn a_product_without_options_has_one_variant_and_all_its_pictures() {
    let shop = TestShop::start();
    import(&shop, fixture("shopify_classic.csv"), &[]).expect(4, 0, 0, 0);
    let glass = product(&shop, "tea-glass");
    assert_eq!(variants(&glass), ["TEA-1 [] 450 null 40 *"]);
    assert_eq!(glass["options"], json!([]));
    assert_eq!(glass["images"].as_array().unwrap().len(), 3);
    assert_eq!(category_path(&shop, &glass), "Glass");
    assert_eq!(glass["weight_grams"], json!(null));
    // Drafts and what is not published are not shown.
    let shown = shop.get("/api/products").json();
    assert_eq!(shown["total"], 2);
    let pattern = product(&shop, "pattern-pdf");
    assert_eq!(
        (&pattern["is_digital"], &pattern["is_active"]),
        (&json!(true), &json!(false))
    );
    assert_eq!(category_path(&shop, &pattern), "Patterns");
    // A handle that is no slug becomes one, and is known by it.
    assert_eq!(product(&shop, "old-lamp")["condition"], "good");
}

#[test]
fn the_newer_export_is_the_same_to_us() {
    let shop = TestShop::start();
    let done = import(&shop, fixture("shopify_new.csv"), &[]).expect(2, 0, 0, 0);
    assert_eq!(done.report["format"], "shopify");
    let throw = product(&shop, "wool-throw");
    let expected = [
        "THR-W [130 × 180] 7900 null 5 *",
        "THR-L [160 × 220] 9900 null 2",
    ];
    assert_eq!(variants(&throw), expected);
    assert_eq!(throw["attributes"], json!({"Color": "natural"}));
    assert_eq!(
        category_path(&shop, &throw),
        "Home & Garden > Linens & Bedding"
    );
    let card = product(&shop, "gift-card");
    assert_eq!(
        variants(&card),
        ["- [25] 2500 null 0 *", "- [50] 5000 null 0"]
    );
    assert_eq!(card["is_digital"], true);
}

#[test]
fn importing_twice_changes_nothing_and_keeps_what_the_shop_added() {
    let shop = TestShop::start();
    for name in ["shopify_classic.csv", "shopify_new.csv"] {
        let first = import(&shop, fixture(name), &[]);
        let made = first.report["created"].as_u64().unwrap();
        import(&shop, fixture(name), &[]).expect(0, 0, made, 0);
    }
    // A picture that the shop keeps itself, and a SKU that Shopify did not have.
    let kaftan = product(&shop, "desert-kaftan");
    let mut images = kaftan["images"].as_array().unwrap().clone();
    images.push(json!({"url": "/media/own.jpg"}));
    let mut variants = kaftan["variants"].as_array().unwrap().clone();
    variants[2]["sku"] = json!("KAF-I");
    let patch = json!({"images": images, "variants": variants});
    let path = format!("/api/products/{}", kaftan["id"]);
    shop.admin().patch(&path, patch).expect_status(200);
    import(&shop, fixture("shopify_classic.csv"), &[]).expect(0, 0, 4, 0);
    // The rows of a product are all its variants: ids of those that stay are kept.
    let text = String::from_utf8(fixture("shopify_classic.csv")).unwrap();
    let without: Vec<&str> = text
        .split("\r\n")
        .filter(|row| !row.contains("Indigo"))
        .collect();
    import(&shop, without.join("\r\n"), &[]).expect(0, 1, 3, 0);
    let after = product(&shop, "desert-kaftan");
    assert_eq!(after["variants"].as_array().unwrap().len(), 2);
    assert_eq!(after["variants"][0]["id"], kaftan["variants"][0]["id"]);
}

#[test]
fn rows_of_a_product_that_stand_apart_are_named() {
    let shop = TestShop::start();
    let file = "Handle,Title,Option1 Name,Option1 Value,Variant Price\n\
                mug,Mug,Size,S,1.00\njug,Jug,Title,Default Title,2.00\nmug,,,L,3.00\n";
    let done = import(&shop, file, &[]).expect(2, 0, 0, 1);
    let bad = &done.bad()[0];
    assert_eq!((bad.0, bad.1.as_str()), (4, "Handle"));
    assert!(bad.3.contains("line 2"), "{}", bad.3);
}

#[test]
fn a_sku_of_another_product_is_named() {
    let shop = TestShop::start();
    shop.product("Mug").sku("M-1").create();
    let file = "Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price\n\
                jug,Jug,Size,S,J-1,1.00\njug,,,L,M-1,1.00\n";
    let done = import(&shop, file, &[]).expect(0, 0, 0, 1);
    let expected = (3, "Variant SKU".into(), "M-1".into());
    let bad = done.bad().remove(0);
    assert_eq!((bad.0, bad.1, bad.2), expected);
    assert!(bad.3.contains("another product"), "{}", bad.3);
}

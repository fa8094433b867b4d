//! WooCommerce's product export.

use serde_json::json;

use crate::{
    sheet::{category_path, fixture, import, product, variants},
    support::TestShop,
};

#[test]
fn variations_find_their_parents_wherever_they_stand() {
    let shop = TestShop::start();
    let done = import(&shop, fixture("woocommerce.csv"), &[]).expect(5, 0, 0, 0);
    assert_eq!(done.report["format"], "woocommerce");
    assert_eq!(done.report["rows"], 10);
    let shirt = product(&shop, "linen-shirt");
    let expected = [
        // The parent's default.
        "SHIRT-B [Blue] 3990 null 4 *",
        "SHIRT-R [Red] 2990 3990 2",
        "SHIRT-G [Green] 4290 null 0",
    ];
    assert_eq!(variants(&shirt), expected);
    assert_eq!(shirt["variants"][2]["is_active"], false);
    // Values in the parent's order; what no variation chooses is a fact.
    let options = json!([{"name": "Colour", "values": ["Red", "Blue", "Green"]}]);
    assert_eq!(shirt["options"], options);
    assert_eq!(shirt["attributes"], json!({"Fabric": "Linen, Cotton"}));
    assert_eq!(shirt["description"], "Cut straight.\nHem at the side.");
    assert_eq!(category_path(&shop, &shirt), "Clothing > Shirts");
    assert_eq!(shirt["tags"], json!(["linen", "summer", "Gifts, small"]));
    assert_eq!(
        (&shirt["weight_grams"], &shirt["is_featured"]),
        (&json!(350), &json!(true))
    );
    assert_eq!(shirt["images"].as_array().unwrap().len(), 2);
    // A variation for any value of an attribute that others choose.
    let kilim = product(&shop, "kilim");
    assert_eq!(
        variants(&kilim),
        [
            "- [Any/120 × 180] 138900 null 1 *",
            "- [Short/160 × 230] 168900 null 1"
        ]
    );
    import(&shop, fixture("woocommerce.csv"), &[]).expect(0, 0, 5, 0);
}

#[test]
fn products_that_do_not_vary_are_of_many_types() {
    let shop = TestShop::start();
    let done = import(&shop, fixture("woocommerce.csv"), &[]).expect(5, 0, 0, 0);
    let belt = product(&shop, "woven-belt");
    // The sale is over.
    assert_eq!(variants(&belt), ["BELT [] 1990 null 999 *"]);
    assert_eq!(belt["attributes"], json!({"Buckle": "Brass"}));
    let guide = product(&shop, "dyeing-guide");
    assert_eq!(variants(&guide), ["- [] 750 900 999 *"]);
    assert_eq!(guide["is_digital"], true);
    // WooCommerce's guard against formulas is taken away.
    assert_eq!(guide["description"], "=not a formula");
    let loom = product(&shop, "loom-of-a-friend");
    assert_eq!(
        (&loom["is_active"], &loom["in_stock"]),
        (&json!(false), &json!(false))
    );
    assert_eq!(done.report["warning_count"], 2);
}

#[test]
fn what_has_no_price_or_no_parent_is_named() {
    let shop = TestShop::start();
    let file = "\
ID,Type,SKU,Name,Published,Regular price,Parent,Attribute 1 name,Attribute 1 value(s)
1,grouped,,Tea set,1,,,,
2,simple,CUP,Cup,1,4.00,,,
3,variation,,,1,5.00,id:99,Size,L
4,variable,POT,Pot,1,,,Size,\"S, L\"
5,variable,PAN,Pan,1,,,Size,\"S, L\"
6,variation,PAN-S,,1,abc,PAN,Size,S
7,variation,PAN-L,,1,9.00,PAN,Size,L
";
    let done = import(&shop, file, &["--skip-bad-rows"]).expect(1, 0, 0, 4);
    let places: Vec<(u64, String)> = done
        .bad()
        .into_iter()
        .map(|cell| (cell.0, cell.1))
        .collect();
    let expected = [
        (2, "Regular price".to_owned()),
        (4, "Parent".to_owned()),
        (5, "Regular price".to_owned()),
        (7, "Regular price".to_owned()),
    ];
    assert_eq!(places, expected);
    assert!(done.bad()[0].3.contains("grouped"));
    // The pan and its other variation go with the broken one.
    assert_eq!(done.report["left_out"], 6);
    assert_eq!(shop.get("/api/products").names(), ["Cup"]);
}

#[test]
fn variations_keep_their_ids_when_prices_change() {
    let shop = TestShop::start();
    import(&shop, fixture("woocommerce.csv"), &[]).expect(5, 0, 0, 0);
    let before = product(&shop, "linen-shirt");
    let text = String::from_utf8(fixture("woocommerce.csv")).unwrap();
    let dearer = text
        .replace("\"42,90\"", "\"44,90\"")
        .replace("Linen Shirt", "Washed Linen Shirt");
    import(&shop, dearer, &[]).expect(0, 1, 4, 0);
    let after = product(&shop, "linen-shirt");
    assert_eq!(after["name"], "Washed Linen Shirt");
    let ids = |product: &serde_json::Value| -> Vec<i64> {
        let variants = product["variants"].as_array().unwrap().iter();
        variants
            .map(|variant| variant["id"].as_i64().unwrap())
            .collect()
    };
    assert_eq!(ids(&after), ids(&before));
    assert_eq!(after["variants"][2]["price"], 4_490);
}

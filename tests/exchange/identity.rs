//! Importing twice changes nothing: which product a row means.

use crate::{
    sheet::{import, product, variants},
    support::TestShop,
};

#[test]
fn rows_without_a_sku_keep_their_product() {
    let shop = TestShop::start();
    let header = "name,price,colour";
    let rows = [
        "Kettle,30.00,red",
        "Kettle,30.00,blue",
        "Kettle,35.00,blue",
        "Kettle,,green",
        "Tray,12.00,brass",
        "Kettle,30.00,red",
    ];
    let file = |rows: &[&str]| format!("{header}\n{}\n", rows.join("\n"));
    let done = import(&shop, file(&rows), &["--skip-bad-rows"]).expect(4, 0, 1, 1);
    assert!(done.warnings()[0].3.contains("the same as line 2"));
    import(&shop, file(&rows), &["--skip-bad-rows"]).expect(0, 0, 5, 1);
    let mut turned = rows;
    turned.reverse();
    import(&shop, file(&turned), &["--skip-bad-rows"]).expect(0, 0, 5, 1);
    assert_eq!(shop.get("/api/products").json()["total"], 4);
    // A price changes: the row still means the product with its facts.
    let dearer = ["Kettle,32.00,red", "Kettle,30.00,blue", "Kettle,35.00,blue"];
    import(&shop, file(&dearer), &[]).expect(0, 1, 2, 0);
    // A name that comes once means the product of that name, whatever else changed.
    import(&shop, file(&["Tray,12.00,copper"]), &[]).expect(0, 1, 0, 0);
    assert_eq!(product(&shop, "tray")["attributes"]["colour"], "copper");
}

#[test]
fn a_name_that_is_not_shown_is_known_all_the_same() {
    let shop = TestShop::start();
    let file = "name,price,is_active\nMug,1.00,false\n";
    import(&shop, file, &[]).expect(1, 0, 0, 0);
    import(&shop, file, &[]).expect(0, 0, 1, 0);
}

#[test]
fn things_of_another_kind_may_have_the_same_name() {
    let shop = TestShop::start();
    let mice = "name,price,buttons\nViper,50.00,5\n";
    let keyboards = "name,price,switches\nViper,90.00,clicky\n";
    import(&shop, mice, &[]).expect(1, 0, 0, 0);
    import(&shop, keyboards, &[]).expect(1, 0, 0, 0);
    import(&shop, mice, &[]).expect(0, 0, 1, 0);
    import(&shop, keyboards, &[]).expect(0, 0, 1, 0);
    // A list of prices does not say which of the two it means.
    let done = import(&shop, "name,price\nViper,55.00\n", &[]).expect(0, 0, 0, 1);
    assert!(done.bad()[0].3.contains("2 products"), "{:?}", done.bad());
}

#[test]
fn numbers_that_count_rows_name_no_product_of_another_file() {
    let shop = TestShop::start();
    let mugs = "id,name,price\n1,Red mug,4.00\n2,Blue mug,5.00\n";
    let rugs = "id,name,price\n1,Red rug,40.00\n2,Blue rug,50.00\n3,Green rug,60.00\n";
    import(&shop, mugs, &[]).expect(2, 0, 0, 0);
    let done = import(&shop, rugs, &[]).expect(3, 0, 0, 0);
    assert_eq!(done.report["warning_count"], 2);
    assert_eq!(product(&shop, "red-mug")["price"], 400);
    import(&shop, mugs, &[]).expect(0, 0, 2, 0);
    import(&shop, rugs, &[]).expect(0, 0, 3, 0);
    assert_eq!(
        variants(&product(&shop, "green-rug")),
        ["3 [] 6000 null 0 *"]
    );
}

#[test]
fn a_sku_names_a_product_whatever_it_is_called() {
    let shop = TestShop::start();
    import(&shop, "sku,name,price\n0815,Mug,4.00\n", &[]).expect(1, 0, 0, 0);
    import(&shop, "sku,name,price\n0815,Large mug,4.00\n", &[]).expect(0, 1, 0, 0);
    assert_eq!(product(&shop, "mug")["name"], "Large mug");
    // One that had none gets it.
    import(&shop, "name,price\nJug,9.00\n", &[]).expect(1, 0, 0, 0);
    import(&shop, "sku,name,price\nJ-1,Jug,9.00\n", &[]).expect(0, 1, 0, 0);
    assert_eq!(variants(&product(&shop, "jug")), ["J-1 [] 900 null 0 *"]);
}

#[test]
fn a_list_of_prices_and_stock_changes_variants_and_nothing_else() {
    let shop = TestShop::start();
    let file = crate::sheet::fixture("shopify_classic.csv");
    import(&shop, file, &[]).expect(4, 0, 0, 0);
    let list = "sku,name,price,stock\nKAF-M,Kaftan M,91.00,6\nTEA-1,Tea Glass,5.00,30\n";
    import(&shop, list, &[]).expect(0, 2, 0, 0);
    let kaftan = product(&shop, "desert-kaftan");
    assert_eq!(kaftan["name"], "Desert Kaftan");
    let expected = [
        "0070-S [S/Sand] 8900 11000 7 *",
        "KAF-M [M/Sand] 9100 11000 6",
        "- [M/Indigo] 9550 null 3",
    ];
    assert_eq!(sorted_choice(&variants(&kaftan)), expected);
    import(&shop, list, &[]).expect(0, 0, 2, 0);
    // Without a column of names, only what is there can change.
    let done = import(&shop, "sku,stock\nKAF-M,8\nNEW-1,1\n", &["--skip-bad-rows"]);
    let done = done.expect(0, 1, 0, 1);
    assert_eq!(done.bad()[0].1, "sku");
    assert!(done.bad()[0].3.contains("is not in the shop yet"));
}

/// Choices come in the order of their names: Colour, Size.
fn sorted_choice(variants: &[String]) -> Vec<String> {
    let turn = |variant: &String| {
        let (before, rest) = variant.split_once('[').unwrap();
        let (choice, after) = rest.split_once(']').unwrap();
        let (colour, size) = choice.split_once('/').unwrap();
        format!("{before}[{size}/{colour}]{after}")
    };
    variants.iter().map(turn).collect()
}

//! The shortest way through the house: it opens, takes a product, shows it, and closes cleanly.

#![allow(clippy::unwrap_used)]

mod support;

use support::TestShop;

#[test]
fn a_product_made_over_http_is_in_the_list_and_survives_a_restart() {
    let shop = TestShop::start();
    let mug = shop.product("Mug").price(1_999).stock(1).create();
    let read = shop.get(&mug.path()).expect_status(200).json();
    assert_eq!(read["price"], 1_999);
    assert_eq!(read["variants"][0]["id"], mug.variant_id);
    assert_eq!(shop.get("/api/products").names(), ["Mug"]);

    let shop = shop.restart();
    assert_eq!(shop.get("/api/products").names(), ["Mug"]);
    shop.stop();
}

//! Prices in the shop's currency, and in others.

use crate::{
    sheet::{import, import_into, product},
    support::{Folder, TestShop},
};

#[test]
fn signs_of_the_shops_currency_are_taken() {
    let shop = TestShop::start();
    let file = "name;price\nMug;4,50 €\nJug;€ 1.299,00\nTray;EUR 1 299,-\nPot;12 Euro\n";
    import(&shop, file, &[]).expect(4, 0, 0, 0);
    for (slug, price) in [
        ("mug", 450),
        ("jug", 129_900),
        ("tray", 129_900),
        ("pot", 1_200),
    ] {
        assert_eq!(product(&shop, slug)["price"], price, "{slug}");
    }
}

#[test]
fn prices_in_another_currency_are_refused() {
    let shop = TestShop::start();
    let done = import(&shop, "name,price\nMug,$4.50\nJug,5.00\n", &[]).expect(1, 0, 0, 1);
    assert_eq!(done.bad()[0].3, "is not in EUR, the shop's currency");
    let done = import(&shop, "name,price,currency\nMug,4.50,USD\n", &[]).expect(0, 0, 0, 1);
    assert_eq!(done.bad()[0].1, "currency");
    let args = ["import", "-"];
    let file = b"name,Price (USD)\nMug,4.50\n";
    let folder = Some(shop.folder().path());
    let ran = crate::support::run_with_input(folder, args, &[], file);
    ran.expect_code(2)
        .expect_complaint(&["\"Price (USD)\"", "EUR", "--map price="]);
    let map = ["--map", "price=Price (USD)"];
    import(&shop, file, &map).expect(1, 0, 0, 0);
}

#[test]
fn a_new_shop_takes_the_currency_of_its_first_file() {
    for (file, currency, price) in [
        ("name,price\nMug,\"$1,299.50\"\nJug,5.00\n", "USD", 129_950),
        ("name,price\nMug,\"₹1,09,999\"\n", "INR", 10_999_900),
        ("name,Price (JPY)\nMug,1500\n", "JPY", 1_500),
        ("name,price,currency\nMug,12.345,KWD\n", "KWD", 12_345),
        ("name,price\nMug,12.00\n", "EUR", 1_200),
        ("name,price\nMug,12.00 €\n", "EUR", 1_200),
    ] {
        let folder = Folder::new();
        import_into(&folder, file, &["--dry-run"]);
        let done = import_into(&folder, file, &[]);
        assert_eq!(done.report["currency"], currency, "{file}");
        assert_eq!(done.code, 0, "{}", done.report);
        let shop = TestShop::options().on(folder).start();
        let mug = product(&shop, "mug");
        assert_eq!(
            (&mug["price"], &mug["currency"]),
            (&price.into(), &currency.into())
        );
    }
    // One that names two takes neither.
    let folder = Folder::new();
    let done = import_into(&folder, "name,price\nMug,$5\nJug,£5\n", &[]).expect(0, 0, 0, 2);
    assert_eq!(done.report["currency"], "EUR");
}

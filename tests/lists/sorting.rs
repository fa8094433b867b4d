//! Orders: each of them, both ways, and what decides between equals.

use crate::{
    SHOP,
    model::{Item, visible},
    support::{TestShop, eventually},
};

fn names(shop: &TestShop, query: &str) -> Vec<String> {
    shop.get(&format!("/api/products?limit=100&{query}"))
        .expect_status(200)
        .names()
}

/// The model in an order; equals in the order of making.
fn sorted<K: Ord>(key: impl Fn(&Item) -> K) -> Vec<String> {
    let mut items = visible();
    items.sort_by_key(key);
    items.into_iter().map(|item| item.name).collect()
}

fn reversed(mut names: Vec<String>) -> Vec<String> {
    names.reverse();
    names
}

#[test]
fn each_order_and_its_reverse() {
    let shop = SHOP.get();
    for (sort, ascending) in [
        ("created_at", sorted(|_| 0)),
        ("price", sorted(|item| item.price)),
        ("name", sorted(|item| item.name.clone())),
        // Nobody has looked at anything, liked or rated it.
        ("popularity", sorted(|_| 0)),
        ("favorites", sorted(|_| 0)),
        ("rating", sorted(|_| 0)),
    ] {
        assert_eq!(names(&shop, &format!("sort={sort}")), ascending, "{sort}");
        assert_eq!(
            names(&shop, &format!("sort=-{sort}")),
            reversed(ascending),
            "-{sort}"
        );
    }
}

#[test]
fn the_newest_come_first_unless_something_is_searched() {
    let shop = SHOP.get();
    let newest = names(&shop, "sort=-created_at");
    assert_eq!(names(&shop, ""), newest);
    assert_eq!(
        names(&shop, "sort=relevance"),
        newest,
        "nothing is relevant to nothing"
    );
    assert_eq!(
        names(&shop, "q=thing"),
        names(&shop, "q=thing&sort=relevance")
    );
    assert_eq!(
        names(&shop, "q=thing&sort=relevance"),
        names(&shop, "q=thing&sort=-relevance")
    );
    assert_eq!(
        names(&shop, "q=thing&sort=price"),
        sorted(|item| item.price)
    );
}

#[test]
fn names_are_ordered_as_people_read_them() {
    let shop = TestShop::start();
    for name in [
        "zebra", "Öl", "apple", "Zürich", "Éclair", "eclipse", "Orange",
    ] {
        shop.product(name).create();
    }
    let order = [
        "apple", "Éclair", "eclipse", "Öl", "Orange", "zebra", "Zürich",
    ];
    assert_eq!(names(&shop, "sort=name"), order);
    assert_eq!(
        names(&shop, "sort=-name"),
        reversed(order.map(str::to_owned).to_vec())
    );
}

#[test]
fn a_change_moves_a_product_in_its_order() {
    let shop = TestShop::start();
    let admin = shop.admin();
    let cheap = shop.product("Cheap").price(1).create();
    shop.product("Dear").price(9).create();
    assert_eq!(names(&shop, "sort=price"), ["Cheap", "Dear"]);
    admin
        .patch(&cheap.path(), serde_json::json!({"price": 99}))
        .expect_status(200);
    assert_eq!(names(&shop, "sort=price"), ["Dear", "Cheap"]);
    // A command beside the server moves it as well, within a second or so.
    let csv = shop.command(["export"]).expect_code(0).stdout;
    let file = shop.folder().file("again.csv");
    std::fs::write(&file, csv.replace("Cheap", "Cheaper")).unwrap();
    shop.command(["import", file.to_str().unwrap()])
        .expect_code(0);
    eventually("the import in the list", || {
        (names(&shop, "sort=price") == ["Dear", "Cheaper"]).then_some(())
    });
}

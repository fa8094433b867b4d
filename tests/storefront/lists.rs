//! Lists: filters, sort and pages as plain links.

use crate::{
    SHOP, browser, open,
    support::{Page, TestShop},
};

/// Thirty lamps of two makers, from 1.00 to 30.00.
fn lamps(shop: &TestShop) {
    shop.category("Lamps");
    for number in 1..=30 {
        let maker = if number % 3 == 0 {
            "Old Foundry"
        } else {
            "New & Bright"
        };
        shop.product(&format!("Lamp {number:02}"))
            .category("lamps")
            .brand(maker)
            .price(number * 100)
            .stock(number % 2)
            .create();
    }
}

#[test]
fn filters_sort_and_pages_are_plain_links() {
    let shop = TestShop::start();
    lamps(&shop);
    let guest = shop.guest();
    let all = open(&guest, "/c/lamps");
    assert_eq!(
        (all.heading().as_str(), all.products().len()),
        ("Lamps", 24)
    );
    assert!(all.words().contains("30 products"));
    assert!(all.words().contains("Page 1 of 2"));
    let second = open(&guest, &all.link("Next page"));
    assert_eq!(second.products().len(), 6);
    assert!(second.words().contains("Page 2 of 2"));
    assert_eq!(second.link("First page"), "/c/lamps");
    assert_eq!(second.meta("robots").as_deref(), Some("noindex"));
    assert_eq!(second.canonical(), Some(shop.url("/c/lamps")));
    let both = [all.products(), second.products()].concat();
    let mut once = both.clone();
    once.sort();
    once.dedup();
    assert_eq!((both.len(), once.len()), (30, 30), "each once");

    let cheap = open(&guest, &all.link("Price, low to high"));
    assert_eq!(cheap.products()[..2], ["lamp-01", "lamp-02"]);
    let foundry = open(&guest, &cheap.link("Old Foundry"));
    assert!(foundry.words().contains("10 products"));
    assert_eq!(
        foundry.products()[..2],
        ["lamp-03", "lamp-06"],
        "the order stays"
    );
    let both_makers = open(&guest, &foundry.link("New & Bright"));
    assert!(
        both_makers.words().contains("30 products"),
        "makers are alternatives"
    );
    let in_stock = open(&guest, &foundry.link("In stock"));
    assert_eq!(in_stock.products().len(), 5);
    let up_to_ten = open(&guest, &in_stock.link("Up to €10"));
    assert_eq!(up_to_ten.products(), ["lamp-03", "lamp-09"]);
    let wider = open(&guest, &up_to_ten.link("Remove Old Foundry"));
    assert_eq!(wider.products().len(), 5, "1, 3, 5, 7, 9");
    let bare = open(&guest, &up_to_ten.link("Clear all"));
    assert_eq!(bare.products().len(), 24);
}

#[test]
fn prices_are_typed_as_people_write_them() {
    let shop = TestShop::start();
    lamps(&shop);
    for (query, found) in [
        ("price_from=28", 3),
        ("price_from=28.5&price_to=", 2),
        ("price_to=1,50", 1),
        ("price_from=%E2%82%AC29&price_to=30.00", 2),
        ("price_from=999", 0),
    ] {
        let page = open(&shop.guest(), &format!("/products?{query}"));
        assert_eq!(page.products().len(), found, "{query}");
    }
    let empty = open(&shop.guest(), "/products?price_from=999");
    assert!(empty.words().contains("No product has all that you chose"));
    assert_eq!(empty.link("Clear the filters"), "/products");
}

#[test]
fn a_search_finds_misspelt_words_and_says_when_it_finds_nothing() {
    let shop = SHOP.get();
    shop.product("Walnut Backgammon").create();
    let page = open(&shop.guest(), "/search?q=backgamon");
    assert!(page.products().contains(&"walnut-backgammon".to_owned()));
    assert_eq!(page.title(), "“backgamon” – souk");
    assert_eq!(page.meta("robots").as_deref(), Some("noindex"));
    assert!(
        page.html.contains("value=\"backgamon\""),
        "the field keeps what was typed"
    );
    let none = open(&shop.guest(), "/search?q=qqqqzzzz");
    assert!(none.words().contains("Nothing here for “qqqqzzzz”"));
    open(&shop.guest(), "/search");
    open(&shop.guest(), "/search?q=");
}

#[test]
fn queries_of_other_sites_change_nothing_and_bad_ones_are_explained() {
    let shop = SHOP.get();
    open(&shop.guest(), "/products?utm_source=letter&gclid=x");
    for bad in [
        "sort=bad",
        "price_from=abc",
        "price_from=-1",
        "min_rating=six",
        "in_stock=maybe",
        "condition=mint",
        "cursor=abc",
        "q=a&min_rating=9",
    ] {
        let path = format!("/products?{bad}");
        let reply = browser(&shop.guest()).get(&path).expect_status(400);
        assert_eq!(Page::of(&reply).heading(), "That did not work", "{bad}");
        shop.get(&path).expect_problem(400, "invalid-parameter");
    }
    let long = format!("/search?q={}", "x".repeat(201));
    shop.get(&long).expect_problem(400, "invalid-parameter");
}

#[test]
fn categories_lead_down_and_back_up() {
    let shop = TestShop::start();
    let home = shop.category("Home");
    let rugs = shop.category_in("Rugs", home);
    shop.category_in("Kilims", rugs);
    shop.product("A Kilim").category("kilims").create();
    let page = open(&shop.guest(), "/c/home");
    assert_eq!(page.link("Rugs"), "/c/rugs");
    assert_eq!(page.products(), ["a-kilim"], "with what is below");
    let deep = open(&shop.guest(), "/c/kilims");
    assert_eq!(deep.link("Rugs"), "/c/rugs");
    assert_eq!(deep.title(), "Kilims – souk");
    let trail = deep.structured("BreadcrumbList");
    assert_eq!(trail["itemListElement"][3]["item"], shop.url("/c/kilims"));
}

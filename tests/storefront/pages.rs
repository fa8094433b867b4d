//! Home, products, what is not there.

use serde_json::json;

use crate::{
    SHOP, browser, open,
    support::{Page, TestShop, eventually},
};

#[test]
fn an_empty_shop_has_a_front_page_that_says_what_to_do() {
    let shop = TestShop::start();
    let page = open(&shop.guest(), "/");
    assert_eq!(page.title(), "souk");
    assert_eq!(page.heading(), "souk");
    assert!(page.words().contains("This shop is being set up"));
    shop.admin_account("boss@example.org");
    // The other process's account shows as soon as its commit is seen.
    let page = eventually("set up", || {
        let page = open(&shop.guest(), "/");
        (!page.words().contains("being set up")).then_some(page)
    });
    assert!(page.words().contains("souk import products.csv"));
    assert!(page.products().is_empty());
    open(&shop.guest(), "/products");
}

#[test]
fn the_front_page_shows_what_is_featured_new_and_where_it_stands() {
    let shop = TestShop::start();
    shop.category("Pots");
    shop.product("Plain Pot").category("pots").create();
    let chosen = shop.product("Chosen Pot").category("pots");
    chosen.set("is_featured", true).create();
    let page = open(&shop.guest(), "/");
    assert_eq!(page.products(), ["chosen-pot", "plain-pot"]);
    assert!(page.links().contains(&"/c/pots".to_owned()));
    let site = page.structured("WebSite");
    assert_eq!(site["url"], format!("{}/", shop.url("")));
    assert_eq!(page.canonical(), Some(shop.url("/")));
    let description = page.meta("description").unwrap();
    assert!(
        description.contains("2 products") && description.contains("Pots"),
        "{description}"
    );
}

#[test]
fn a_product_page_says_all_of_it() {
    let shop = SHOP.get();
    let parent = shop.category("Kitchen");
    shop.category_in("Kettles", parent);
    let kettle = shop
        .product("Copper Kettle")
        .category("kettles")
        .brand("Tin & Sons")
        .tags(&["copper"])
        .set("description", "<p>Beaten <b>by hand</b>.</p><p>Second &amp; last.</p>")
        .set("short_description", "A kettle that sings.")
        .set("attributes", json!({"Holds": "2 litres"}))
        .set("images", json!([{"url": "https://example.org/kettle.jpg", "alt_text": "A kettle"}]))
        .set("options", json!([{"name": "Size", "values": ["Small", "Large"]}]))
        .variants(json!([
            {"options": {"Size": "Small"}, "price": 4_900, "stock_quantity": 3, "sku": "KET-S"},
            {"options": {"Size": "Large"}, "price": 6_900, "original_price": 8_000, "stock_quantity": 0},
        ]))
        .create();
    let page = open(&shop.guest(), "/p/copper-kettle");
    assert_eq!(page.title(), "Copper Kettle – souk");
    assert_eq!(page.heading(), "Copper Kettle");
    assert_eq!(page.canonical(), Some(shop.url("/p/copper-kettle")));
    assert_eq!(
        page.meta("description").as_deref(),
        Some("A kettle that sings.")
    );
    assert_eq!(page.meta("og:type").as_deref(), Some("product"));
    assert_eq!(
        page.meta("og:image").as_deref(),
        Some("https://example.org/kettle.jpg")
    );
    let words = page.words();
    for said in [
        "from €49.00",
        "Only 3 left",
        "Small",
        "Large",
        "sold out",
        "Beaten by hand.",
        "Second & last.",
        "Holds",
        "2 litres",
        "Tin & Sons",
        "Add to cart",
    ] {
        assert!(words.contains(said), "{said}: {words}");
    }
    for link in [
        "/c/kitchen",
        "/c/kettles",
        "/products?brand=Tin%20%26%20Sons",
        "/products?tag=copper",
    ] {
        assert!(page.links().contains(&link.to_owned()), "{link}");
    }
    let data = page.structured("Product");
    assert_eq!(data["name"], "Copper Kettle");
    assert_eq!(data["sku"], "KET-S");
    assert_eq!(data["brand"]["name"], "Tin & Sons");
    assert_eq!(data["offers"]["@type"], "AggregateOffer");
    assert_eq!(data["offers"]["lowPrice"], "49.00");
    assert_eq!(data["offers"]["highPrice"], "69.00");
    assert_eq!(data["offers"]["priceCurrency"], "EUR");
    assert_eq!(data["offers"]["availability"], "https://schema.org/InStock");
    let steps = page.structured("BreadcrumbList")["itemListElement"].clone();
    let names: Vec<_> = steps
        .as_array()
        .unwrap()
        .iter()
        .map(|step| step["name"].clone())
        .collect();
    assert_eq!(
        json!(names),
        json!(["Home", "Kitchen", "Kettles", "Copper Kettle"])
    );
    assert_eq!(steps[2]["item"], shop.url("/c/kettles"));
    // By id it is the same page, known by its slug.
    let by_id = open(&shop.guest(), &format!("/p/{}", kettle.id));
    assert_eq!(by_id.canonical(), page.canonical());
}

#[test]
fn what_is_not_there_is_a_page_for_people_and_a_problem_for_programs() {
    let shop = SHOP.get();
    let hidden = shop.product("Hidden").set("is_active", false).create();
    let guest = shop.guest();
    for path in [
        "/nothing",
        "/p/nothing",
        "/c/nothing",
        "/s/nothing",
        "/p/%00",
        "/assets/x/nothing.css",
        "/sitemap-9.xml",
        &format!("/p/{}", hidden.slug),
    ] {
        guest.get(path).expect_problem(404, "not-found");
        let reply = browser(&guest).get(path).expect_status(404);
        assert_eq!(reply.header("cache-control"), Some("no-store"), "{path}");
        let page = Page::of(&reply);
        assert_eq!(page.heading(), "There is nothing here", "{path}");
        assert_eq!(page.meta("robots").as_deref(), Some("noindex"));
        assert!(page.links().contains(&"/products".to_owned()));
    }
    browser(&guest)
        .get("/api/nothing")
        .expect_problem(404, "not-found");
    browser(&guest)
        .get("/api/products/0")
        .expect_problem(404, "not-found");
}

#[test]
fn pages_are_counted_as_what_they_show() {
    let shop = TestShop::start();
    let pot = shop.product("Counted Pot").create();
    let views = || {
        shop.admin()
            .post("/api/tracking/flush", json!({}))
            .expect_status(200);
        let metrics = shop
            .admin()
            .get(&format!("/api/products/{}/metrics", pot.id));
        metrics.expect_status(200).json()["views"].as_i64().unwrap()
    };
    let before = views();
    // Each from a visitor of its own, so that none is taken for a repeat.
    for (number, path) in ["/", "/products", "/search?q=counted", "/p/counted-pot"]
        .iter()
        .enumerate()
    {
        let visitor = shop
            .guest()
            .with("Cart-Token", &format!("visitor-{number}"));
        let first = visitor.get(path).expect_status(200);
        let etag = first.expect("etag").to_owned();
        assert_eq!(visitor.head(path).status, 200);
        let again = shop
            .guest()
            .with("Cart-Token", &format!("again-{number}"))
            .with("If-None-Match", &etag);
        assert_eq!(again.get(path).status, 304);
    }
    eventually("eight views", || (views() == before + 8).then_some(()));
    let json = json!({"events": [{"action": "click", "product_id": pot.id}]}).to_string();
    let origin = format!("http://{}", shop.address());
    let beacon = shop.guest().with("Origin", &origin);
    let body = ("text/plain;charset=UTF-8", json.into_bytes());
    beacon
        .send("POST", "/api/events", Some(body))
        .expect_status(202);
}

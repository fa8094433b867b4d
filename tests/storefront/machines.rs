//! Sitemap, feed, robots.

use roxmltree::Document;

use crate::support::TestShop;

#[test]
fn the_sitemap_lists_every_page_once() {
    let shop = TestShop::start();
    shop.category("Pots & Pans");
    shop.product("A Pot").category("pots-pans").create();
    shop.product("Another <Pot>").create();
    shop.product("Hidden Pot").set("is_active", false).create();
    let reply = shop.get("/sitemap.xml").expect_status(200);
    assert_eq!(
        reply.header("content-type"),
        Some("application/xml; charset=utf-8")
    );
    let text = reply.text();
    let xml = Document::parse(&text).unwrap();
    let mut places: Vec<&str> = xml
        .descendants()
        .filter(|node| node.has_tag_name(("http://www.sitemaps.org/schemas/sitemap/0.9", "loc")))
        .filter_map(|node| node.text())
        .collect();
    places.sort_unstable();
    let mut expected: Vec<String> = [
        "/",
        "/c/pots-pans",
        "/p/a-pot",
        "/p/another-pot",
        "/products",
    ]
    .iter()
    .map(|path| shop.url(path))
    .collect();
    expected.sort();
    assert_eq!(places, expected);
    for place in places {
        let path = place.strip_prefix(&shop.url("")).unwrap();
        shop.get(path).expect_status(200);
    }
    let one = shop.get("/sitemap-1.xml").expect_status(200);
    assert_eq!(one.text(), text, "one part is the whole");
}

#[test]
fn robots_are_told_where_the_sitemap_is() {
    let shop = TestShop::start();
    let text = shop.get("/robots.txt").expect_status(200).text();
    assert!(
        text.contains(&format!("Sitemap: {}", shop.url("/sitemap.xml"))),
        "{text}"
    );
    assert!(text.contains("Disallow: /cart\n"));
}

#[test]
fn the_feed_has_the_newest_first() {
    let shop = TestShop::start();
    shop.product("Old & Gold").create();
    shop.product("<New>")
        .set("short_description", "Fresh")
        .create();
    let reply = shop.get("/feed.xml").expect_status(200);
    let text = reply.text();
    let xml = Document::parse(&text).unwrap();
    let titles: Vec<&str> = xml
        .descendants()
        .filter(|node| node.has_tag_name("item"))
        .filter_map(|item| {
            item.children()
                .find(|node| node.has_tag_name("title"))?
                .text()
        })
        .collect();
    assert_eq!(titles, ["<New>", "Old & Gold"]);
    let date = xml
        .descendants()
        .find(|node| node.has_tag_name("pubDate"))
        .unwrap();
    assert!(date.text().unwrap().ends_with(" GMT"));
}

#[test]
fn the_public_name_is_in_every_address() {
    let shop = TestShop::with(&["--public-url", "https://shop.example"]);
    shop.product("A Pot").create();
    for path in ["/", "/p/a-pot", "/sitemap.xml", "/robots.txt", "/feed.xml"] {
        let text = shop.get(path).expect_status(200).text();
        assert!(text.contains("https://shop.example/"), "{path}");
        assert!(!text.contains(&shop.address().to_string()), "{path}");
    }
}

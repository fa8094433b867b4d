//! Every filter, alone and with others.

use crate::{
    SHOP,
    model::{Item, is_within, visible},
    support::{TestShop, encode},
};

/// A query and the products that it must find.
type Case = (String, Box<dyn Fn(&Item) -> bool>);

fn case(query: impl Into<String>, fits: impl Fn(&Item) -> bool + 'static) -> Case {
    (query.into(), Box::new(fits))
}

fn found(shop: &TestShop, query: &str) -> Vec<String> {
    let reply = shop
        .get(&format!("/api/products?limit=100&sort=created_at&{query}"))
        .expect_status(200);
    let names = reply.names();
    assert_eq!(reply.json()["total"], names.len(), "{query}");
    names
}

fn wanted(fits: impl Fn(&Item) -> bool) -> Vec<String> {
    visible()
        .into_iter()
        .filter(|item| fits(item))
        .map(|item| item.name)
        .collect()
}

fn singles() -> Vec<Case> {
    vec![
        case("", |_| true),
        case("q=&category=&brand=&tag=&seller=", |_| true),
        case("brand=&brand=Anatolia", |i| i.brand == Some("Anatolia")),
        case("category=home", |i| is_within(i.category, "home")),
        case("category=rugs", |i| is_within(i.category, "rugs")),
        case("category=kilims", |i| i.category == Some("kilims")),
        case("category=tools", |i| i.category == Some("tools")),
        case("brand=Anatolia", |i| i.brand == Some("Anatolia")),
        case("brand=anatolia", |i| i.brand == Some("Anatolia")),
        case(format!("brand={}", encode("Çınar")), |i| {
            i.brand == Some("Çınar")
        }),
        case("brand=cinar", |i| i.brand == Some("Çınar")),
        case(format!("brand={}", encode("Øresund & Co")), |i| {
            i.brand == Some("Øresund & Co")
        }),
        case("brand=Anatolia&brand=Bosporus", |i| {
            matches!(i.brand, Some("Anatolia" | "Bosporus"))
        }),
        case("brand=Anatolia&brand=Nobody", |i| {
            i.brand == Some("Anatolia")
        }),
        case("condition=new", |i| i.condition == "new"),
        case("condition=like_new&condition=poor", |i| {
            ["like_new", "poor"].contains(&i.condition)
        }),
        case("tag=wool", |i| i.tags.contains(&"wool")),
        case("tag=wool&tag=third", |i| {
            i.tags.contains(&"wool") || i.tags.contains(&"third")
        }),
        case("seller=model-looms", |i| i.seller.is_some()),
        case("min_price=30000", |i| i.price >= 30_000),
        case("max_price=30000", |i| i.price <= 30_000),
        case("min_price=7919&max_price=7919", |i| i.price == 7_919),
        case("min_price=30000&max_price=20000", |_| false),
        case("min_rating=0", |_| true),
        case("min_rating=0.5", |_| false),
        case("in_stock=true", |i| i.stock > 0),
        case("in_stock=false", |i| i.stock == 0),
        case("on_sale=true", |i| i.on_sale),
        case("on_sale=false", |i| !i.on_sale),
        case("is_featured=true", |i| i.is_featured),
        case("is_featured=false", |i| !i.is_featured),
        case("is_digital=true", |i| i.is_digital),
        case("is_digital=false", |i| !i.is_digital),
        case("q=thing", |_| true),
        case("q=anatolia", |i| i.brand == Some("Anatolia")),
    ]
}

#[test]
fn each_filter_finds_what_the_model_says() {
    let shop = SHOP.get();
    for (query, fits) in singles() {
        assert_eq!(found(&shop, &query), wanted(&fits), "{query}");
    }
}

#[test]
fn two_filters_both_have_to_hold() {
    let shop = SHOP.get();
    let name = |query: &str| query.split('=').next().unwrap_or_default().to_owned();
    let all = singles();
    for (n, (one, fits_one)) in all.iter().enumerate() {
        for (other, fits_other) in &all[n + 1..] {
            // The same parameter twice is one filter.
            let repeated = one
                .split('&')
                .any(|pair| other.split('&').any(|also| name(pair) == name(also)));
            if repeated {
                continue;
            }
            let query = format!("{one}&{other}");
            assert_eq!(
                found(&shop, &query),
                wanted(|i| fits_one(i) && fits_other(i)),
                "{query}"
            );
        }
    }
}

#[test]
fn a_name_that_nothing_has_finds_nothing() {
    let shop = SHOP.get();
    for query in [
        "category=no-such",
        "category=999999",
        "brand=Nobody",
        "tag=nothing",
        "seller=nobody",
        "seller=0",
        "q=xylophone",
    ] {
        let list = shop
            .get(&format!("/api/products?{query}&facets=true"))
            .expect_status(200)
            .json();
        assert_eq!(list["items"], serde_json::json!([]), "{query}");
        assert_eq!(list["total"], 0, "{query}");
        assert!(list["next_cursor"].is_null(), "{query}");
    }
}

#[test]
fn a_seller_and_a_category_may_be_named_by_id() {
    let shop = SHOP.get();
    let item = shop
        .get("/api/products?seller=model-looms&category=tools&limit=1")
        .json()["items"][0]
        .clone();
    let by_id = format!(
        "seller={}&category={}",
        item["seller"]["id"], item["category"]["id"]
    );
    assert_eq!(
        found(&shop, &by_id),
        found(&shop, "seller=model-looms&category=tools")
    );
}

#[test]
fn the_order_of_parameters_and_values_makes_no_difference() {
    let shop = SHOP.get();
    let one = shop.get("/api/products?brand=Anatolia&brand=Bosporus&tag=wool&limit=5");
    let other =
        shop.get("/api/products?limit=5&tag=wool&brand=Bosporus&brand=Anatolia&brand=Anatolia");
    assert_eq!(one.body, other.body);
    assert_eq!(one.expect("etag"), other.expect("etag"));
}

#[test]
fn sets_and_texts_have_limits() {
    let shop = SHOP.get();
    let repeated = |name: &str, count: usize| {
        let pairs: Vec<String> = (0..count).map(|n| format!("{name}=x{n}")).collect();
        shop.get(&format!("/api/products?{}", pairs.join("&")))
    };
    repeated("brand", 50).expect_status(200);
    repeated("brand", 51).expect_bad_parameter("brand");
    repeated("tag", 51).expect_bad_parameter("tag");
    for name in ["brand", "tag", "category", "seller"] {
        let long = "x".repeat(2_000);
        shop.get(&format!("/api/products?{name}={long}"))
            .expect_bad_parameter(name);
    }
}

#[test]
fn an_empty_shop_answers_every_question() {
    let shop = TestShop::start();
    for (query, _) in singles() {
        for more in ["", "&facets=true", "&sort=price", "&sort=-name&facets=true"] {
            let list = shop
                .get(&format!("/api/products?{query}{more}"))
                .expect_status(200)
                .json();
            assert_eq!(list["items"], serde_json::json!([]), "{query}{more}");
            assert_eq!(list["total"], 0, "{query}{more}");
            assert!(list["next_cursor"].is_null(), "{query}{more}");
        }
    }
    // One that only holds what is hidden is as empty.
    shop.product("Hidden")
        .brand("Anatolia")
        .set("is_active", false)
        .create();
    for query in ["", "brand=Anatolia", "brand=Nobody", "category=nothing"] {
        let list = shop
            .get(&format!("/api/products?{query}&facets=true"))
            .expect_status(200);
        assert_eq!(list.json()["total"], 0, "{query}");
    }
}

//! Query strings: unknown and repeated parameters, encodings, ranges.

use crate::{SHOP, support::encode};

#[test]
fn an_unknown_parameter_is_named() {
    let shop = SHOP.get();
    for (path, name) in [
        ("/api/products?colour=red", "colour"),
        ("/api/products?limit=1&page=2", "page"),
        ("/api/products?Limit=1", "Limit"),
        ("/api/products?limit[]=1", "limit[]"),
        ("/api/products?=1", ""),
        ("/api/products?%6eothing=1", "nothing"),
        ("/api/products?caf%C3%A9=1", "café"),
        ("/api/products/1?full=true", "full"),
        ("/api/categories?limit=1", "limit"),
        ("/api/search/suggest?q=a&x=1", "x"),
        ("/healthz?x=1", "x"),
    ] {
        shop.get(path).expect_bad_parameter(name);
    }
    let admin = shop.admin();
    admin
        .post("/api/products?dry_run=true", serde_json::json!({}))
        .expect_bad_parameter("dry_run");
    admin
        .delete("/api/products/1?force=true")
        .expect_bad_parameter("force");
}

#[test]
fn a_repeated_scalar_is_refused_and_a_repeated_set_is_one() {
    let shop = SHOP.get();
    for (query, name) in [
        ("limit=1&limit=2", "limit"),
        ("limit=1&limit=1", "limit"),
        ("q=a&q=b", "q"),
        ("sort=price&sort=name", "sort"),
        ("category=a&category=b", "category"),
        ("min_price=1&min_price=2", "min_price"),
        ("facets=true&facets=true", "facets"),
    ] {
        shop.get(&format!("/api/products?{query}"))
            .expect_bad_parameter(name);
    }
    for set in [
        "brand=a&brand=b",
        "condition=new&condition=good",
        "tag=a&tag=b&tag=a",
    ] {
        shop.get(&format!("/api/products?{set}")).expect_status(200);
    }
}

#[test]
fn values_out_of_range_or_shape_name_their_parameter() {
    let shop = SHOP.get();
    for (query, name) in [
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("limit=-1", "limit"),
        ("limit=ten", "limit"),
        ("limit=", "limit"),
        ("limit=1.5", "limit"),
        ("limit=99999999999999999999", "limit"),
        ("min_price=-1", "min_price"),
        ("max_price=1000000001", "max_price"),
        ("min_price=19.99", "min_price"),
        ("min_rating=5.1", "min_rating"),
        ("min_rating=-0.1", "min_rating"),
        ("min_rating=NaN", "min_rating"),
        ("min_rating=inf", "min_rating"),
        ("min_rating=good", "min_rating"),
        ("in_stock=yes", "in_stock"),
        ("in_stock=2", "in_stock"),
        ("on_sale=TRUE!", "on_sale"),
        ("condition=shiny", "condition"),
        ("condition=new&condition=shiny", "condition"),
        ("sort=magic", "sort"),
        ("sort=", "sort"),
        ("sort=--price", "sort"),
        ("cursor=nonsense", "cursor"),
        ("cursor=", "cursor"),
        ("facets=maybe", "facets"),
    ] {
        let problem = shop
            .get(&format!("/api/products?{query}"))
            .expect_bad_parameter(name);
        let text = problem.to_string();
        for rust in ["i64", "f64", "parse", "failed", "integer(", "verification"] {
            assert!(!text.contains(rust), "{query}: {text}");
        }
    }
    for (path, name) in [
        ("/api/search/suggest", "q"),
        ("/api/search/suggest?q=a&limit=0", "limit"),
        ("/api/search/suggest?q=a&limit=21", "limit"),
        ("/api/products/1/related?limit=0", "limit"),
        ("/api/products/1/related?limit=1000", "limit"),
    ] {
        shop.get(path).expect_bad_parameter(name);
    }
    let problem = shop.get("/api/search/suggest").expect_bad_parameter("q");
    assert_eq!(problem["detail"], "The parameter `q` is required.");
}

#[test]
fn encoded_values_are_read_as_what_they_mean() {
    let shop = SHOP.get();
    let brand = "Öl & Söhne + 100% \"Çay\"";
    shop.product("Encoded Tea").brand(brand).create();
    for encoded in [encode(brand), encode(brand).replace("%20", "+")] {
        assert_eq!(
            shop.get(&format!("/api/products?brand={encoded}")).names(),
            ["Encoded Tea"]
        );
    }
    // An encoded name is the name, and an empty pair is nothing.
    assert_eq!(
        shop.get(&format!("/api/products?&%62rand={}&", encode(brand)))
            .names(),
        ["Encoded Tea"]
    );
    // Repeating a name in another spelling repeats it.
    shop.get("/api/products?limit=1&l%69mit=2")
        .expect_bad_parameter("limit");
    shop.get("/api/products?").expect_status(200);
}

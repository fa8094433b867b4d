//! Facets: each is counted with all other filters applied, and not with its own.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::{
    SHOP,
    model::{BRANDS, CATEGORIES, CONDITIONS, Item, is_within, visible},
};

/// The filters of a query that facets are counted by.
#[derive(Default, Clone, Copy)]
struct Asked {
    category: Option<&'static str>,
    brand: Option<&'static str>,
    condition: Option<&'static str>,
    tag: Option<&'static str>,
    prices: Option<(i64, i64)>,
    in_stock: Option<bool>,
}

impl Asked {
    fn query(&self) -> String {
        let mut query = String::from("limit=1&facets=true");
        for (name, value) in [
            ("category", self.category),
            ("brand", self.brand),
            ("condition", self.condition),
            ("tag", self.tag),
        ] {
            if let Some(value) = value {
                query.push_str(&format!("&{name}={}", crate::support::encode(value)));
            }
        }
        if let Some((least, most)) = self.prices {
            query.push_str(&format!("&min_price={least}&max_price={most}"));
        }
        if let Some(in_stock) = self.in_stock {
            query.push_str(&format!("&in_stock={in_stock}"));
        }
        query
    }

    fn fits(&self, item: &Item) -> bool {
        self.category
            .is_none_or(|category| is_within(item.category, category))
            && self.brand.is_none_or(|brand| item.brand == Some(brand))
            && self
                .condition
                .is_none_or(|condition| item.condition == condition)
            && self.tag.is_none_or(|tag| item.tags.contains(&tag))
            && self
                .prices
                .is_none_or(|(least, most)| (least..=most).contains(&item.price))
            && self
                .in_stock
                .is_none_or(|in_stock| (item.stock > 0) == in_stock)
    }

    fn count(&self, fits: impl Fn(&Item) -> bool) -> i64 {
        let found = visible()
            .into_iter()
            .filter(|item| self.fits(item) && fits(item))
            .count();
        i64::try_from(found).unwrap()
    }
}

/// The counts of a facet by value.
fn counts(facet: &Value) -> BTreeMap<String, i64> {
    let entries = facet.as_array().unwrap().iter();
    entries
        .map(|entry| {
            (
                entry["value"].as_str().unwrap().to_owned(),
                entry["count"].as_i64().unwrap(),
            )
        })
        .collect()
}

/// What a facet must say: no value without a product.
fn wanted<'a>(
    values: impl IntoIterator<Item = &'a str>,
    count: impl Fn(&str) -> i64,
) -> BTreeMap<String, i64> {
    let counted = values
        .into_iter()
        .map(|value| (value.to_owned(), count(value)));
    counted.filter(|(_, count)| *count > 0).collect()
}

fn check(asked: Asked) {
    let shop = SHOP.get();
    let query = asked.query();
    let list = shop
        .get(&format!("/api/products?{query}"))
        .expect_status(200)
        .json();
    assert_eq!(list["total"], asked.count(|_| true), "{query}");
    let facets = &list["facets"];

    let but = Asked {
        category: None,
        ..asked
    };
    let all = CATEGORIES.map(|(slug, ..)| slug);
    let count = |slug: &str| but.count(|item| is_within(item.category, slug));
    assert_eq!(
        counts(&facets["category"]),
        wanted(all, count),
        "category of {query}"
    );

    let but = Asked {
        brand: None,
        ..asked
    };
    let count = |brand: &str| but.count(|item| item.brand == Some(brand));
    assert_eq!(
        counts(&facets["brand"]),
        wanted(BRANDS, count),
        "brand of {query}"
    );

    let but = Asked {
        condition: None,
        ..asked
    };
    let count = |condition: &str| but.count(|item| item.condition == condition);
    assert_eq!(
        counts(&facets["condition"]),
        wanted(CONDITIONS, count),
        "condition of {query}"
    );

    let but = Asked { tag: None, ..asked };
    let count = |tag: &str| but.count(|item| item.tags.contains(&tag));
    assert_eq!(
        counts(&facets["tag"]),
        wanted(["even", "third", "wool"], count),
        "tag of {query}"
    );

    let but = Asked {
        prices: None,
        ..asked
    };
    let mut sum = 0;
    for range in facets["price"].as_array().unwrap() {
        let least = range["min"].as_i64().unwrap();
        let most = range["max"].as_i64().unwrap_or(i64::MAX);
        let count = but.count(|item| (least..=most).contains(&item.price));
        assert_eq!(range["count"], count, "price from {least} of {query}");
        assert!(count > 0, "price from {least} of {query}");
        sum += count;
    }
    assert_eq!(
        sum,
        but.count(|_| true),
        "every price is in one range of {query}"
    );
    assert_eq!(facets["rating"], serde_json::json!([]), "nothing is rated");
}

#[test]
fn each_facet_is_counted_without_its_own_filter() {
    let none = Asked::default();
    let all = Asked {
        category: Some("home"),
        brand: Some("Anatolia"),
        condition: Some("new"),
        tag: Some("even"),
        prices: Some((1_000, 50_000)),
        in_stock: None,
    };
    for asked in [
        none,
        Asked {
            category: Some("home"),
            ..none
        },
        Asked {
            category: Some("rugs"),
            ..none
        },
        Asked {
            brand: Some("Çınar"),
            ..none
        },
        Asked {
            condition: Some("good"),
            ..none
        },
        Asked {
            tag: Some("wool"),
            ..none
        },
        Asked {
            prices: Some((5_000, 20_000)),
            ..none
        },
        Asked {
            in_stock: Some(true),
            ..none
        },
        Asked {
            category: Some("home"),
            brand: Some("Anatolia"),
            ..none
        },
        Asked {
            brand: Some("Bosporus"),
            tag: Some("third"),
            in_stock: Some(true),
            ..none
        },
        Asked {
            condition: Some("poor"),
            prices: Some((0, 30_000)),
            category: Some("tools"),
            ..none
        },
        all,
        Asked {
            category: None,
            ..all
        },
        Asked { brand: None, ..all },
    ] {
        check(asked);
    }
}

#[test]
fn a_value_that_nothing_has_leaves_its_own_facet_alone() {
    let shop = SHOP.get();
    let all = shop.get("/api/products?facets=true&limit=1").json()["facets"].clone();
    for (query, facet) in [
        ("brand=Nobody", "brand"),
        ("category=no-such", "category"),
        ("tag=nothing", "tag"),
    ] {
        let list = shop
            .get(&format!("/api/products?facets=true&limit=1&{query}"))
            .json();
        assert_eq!(list["total"], 0);
        assert_eq!(list["facets"][facet], all[facet], "{query}");
        assert_eq!(
            list["facets"]["condition"],
            serde_json::json!([]),
            "{query}"
        );
    }
}

#[test]
fn they_are_there_when_asked_for_with_names_and_the_largest_first() {
    let shop = SHOP.get();
    for query in ["", "?facets=false"] {
        assert!(
            shop.get(&format!("/api/products{query}"))
                .json()
                .get("facets")
                .is_none()
        );
    }
    let facets = shop.get("/api/products?facets=true").json()["facets"].clone();
    let rugs = facets["category"]
        .as_array()
        .unwrap()
        .iter()
        .find(|entry| entry["value"] == "rugs");
    assert_eq!(rugs.unwrap()["name"], "Rugs");
    assert_eq!(facets["condition"][1]["name"], "Like new");
    for facet in ["category", "brand", "tag"] {
        let counts: Vec<i64> = facets[facet]
            .as_array()
            .unwrap()
            .iter()
            .map(|entry| entry["count"].as_i64().unwrap())
            .collect();
        assert!(
            counts.is_sorted_by(|one, next| one >= next),
            "{facet}: {counts:?}"
        );
    }
    // The value is what the filter takes.
    for facet in ["category", "brand", "condition", "tag"] {
        for entry in facets[facet].as_array().unwrap() {
            let value = crate::support::encode(entry["value"].as_str().unwrap());
            let list = shop
                .get(&format!("/api/products?{facet}={value}&limit=1"))
                .json();
            assert_eq!(list["total"], entry["count"], "{facet}={value}");
        }
    }
    for range in facets["price"].as_array().unwrap() {
        let most = range["max"]
            .as_i64()
            .map_or(String::new(), |most| format!("&max_price={most}"));
        let list = shop
            .get(&format!(
                "/api/products?min_price={}{most}&limit=1",
                range["min"]
            ))
            .json();
        assert_eq!(list["total"], range["count"], "{range}");
    }
    // They belong to the list and not to the page.
    let page = shop.get("/api/products?facets=true&limit=10").json();
    let cursor = page["next_cursor"].as_str().unwrap();
    let next = shop
        .get(&format!(
            "/api/products?facets=true&limit=10&cursor={cursor}"
        ))
        .json();
    assert_eq!(page["facets"], next["facets"]);
}

//! Cursors: they walk every row once, whatever happens meanwhile, and only the list they are of.

use std::collections::HashMap;

use serde_json::{Value, json};

use crate::{
    SHOP,
    model::visible,
    support::{TestShop, encode},
};

/// Walks a list page by page; `between` is called after each page.
fn walk(shop: &TestShop, query: &str, limit: usize, mut between: impl FnMut(usize)) -> Vec<Value> {
    let mut rows = Vec::new();
    let mut cursor = String::new();
    for page in 0.. {
        let path = format!("/api/products?limit={limit}&{query}{cursor}");
        let list = shop.get(&path).expect_status(200).json();
        let items = list["items"].as_array().unwrap();
        assert!(items.len() <= limit);
        rows.extend(items.iter().cloned());
        between(page);
        let Some(next) = list["next_cursor"].as_str() else {
            break;
        };
        assert_eq!(items.len(), limit, "only the last page may be short");
        cursor = format!("&cursor={}", encode(next));
        assert!(page < 1_000, "no end");
    }
    rows
}

const SORTS: [&str; 14] = [
    "",
    "sort=created_at",
    "sort=-created_at",
    "sort=price",
    "sort=-price",
    "sort=name",
    "sort=-name",
    "sort=popularity",
    "sort=-popularity",
    "sort=favorites",
    "sort=-rating",
    "q=thing",
    "q=thing&sort=price",
    "q=anatolia%20thing&sort=-name",
];

#[test]
fn pages_put_together_are_the_list() {
    let shop = SHOP.get();
    for sort in SORTS {
        let whole = shop.get(&format!("/api/products?limit=100&{sort}")).json();
        assert!(whole["next_cursor"].is_null());
        for filter in [
            "",
            "&brand=Anatolia&brand=Bosporus",
            "&category=home&in_stock=true",
        ] {
            let whole = shop
                .get(&format!("/api/products?limit=100&{sort}{filter}"))
                .json();
            for limit in [1, 7, 10] {
                let rows = walk(&shop, &format!("{sort}{filter}"), limit, |_| {});
                assert_eq!(
                    &Value::from(rows),
                    &whole["items"],
                    "{sort}{filter} by {limit}"
                );
            }
        }
    }
}

#[test]
fn a_page_that_ends_with_the_list_is_the_last() {
    let shop = SHOP.get();
    let count = visible().len();
    for limit in [count, count + 1] {
        let list = shop.get(&format!("/api/products?limit={limit}")).json();
        assert_eq!(list["items"].as_array().unwrap().len(), count);
        assert!(list["next_cursor"].is_null());
    }
    let list = shop
        .get(&format!("/api/products?limit={}", count - 1))
        .json();
    let cursor = list["next_cursor"].as_str().unwrap();
    let last = shop
        .get(&format!("/api/products?limit=100&cursor={cursor}"))
        .json();
    assert_eq!(last["items"].as_array().unwrap().len(), 1);
    assert_eq!(
        last["total"], count,
        "the total is the list's on every page"
    );
}

#[test]
fn every_row_is_walked_once_while_others_come_and_go() {
    let shop = TestShop::start();
    for sort in [
        "sort=-created_at",
        "sort=created_at",
        "sort=price",
        "sort=-price",
        "sort=name",
        "sort=-name",
        "q=walked",
        "q=walked&sort=price",
    ] {
        let tag = format!("walk-{}", sort.replace(['=', '&'], "-"));
        let make = |n: i64, price: i64| {
            shop.product(&format!("Walked {:02} {}", n, n % 3))
                .price(price)
                .tags(&[&tag])
                .create()
        };
        let kept: Vec<i64> = (0..12).map(|n| make(n, (n % 4) * 100).id).collect();
        let doomed: Vec<_> = (20..26).map(|n| make(n, (n % 4) * 100)).collect();
        let rows = walk(&shop, &format!("{sort}&tag={tag}"), 2, |page| {
            let page = i64::try_from(page).unwrap();
            // Before, behind and between the rows, in every order.
            make(40 + page, (page * 70) % 500);
            if let Some(product) = doomed.get(usize::try_from(page).unwrap()) {
                shop.admin().delete(&product.path()).expect_status(204);
            }
        });
        let mut seen: HashMap<i64, usize> = HashMap::new();
        for row in &rows {
            *seen.entry(row["id"].as_i64().unwrap()).or_default() += 1;
        }
        assert!(seen.values().all(|count| *count == 1), "{sort}: {seen:?}");
        for id in kept {
            assert!(seen.contains_key(&id), "{sort}: {id} was left out");
        }
        for product in shop
            .get(&format!("/api/products?limit=100&tag={tag}"))
            .json()["items"]
            .as_array()
            .unwrap()
        {
            shop.admin()
                .delete(&format!("/api/products/{}", product["id"]))
                .expect_status(204);
        }
    }
}

#[test]
fn a_cursor_goes_on_where_its_row_is_gone() {
    let shop = TestShop::start();
    let made: Vec<_> = (0..4)
        .map(|n| shop.product(&format!("Row {n}")).price(5).create())
        .collect();
    let page = shop.get("/api/products?sort=price&limit=2").json();
    shop.admin().delete(&made[1].path()).expect_status(204);
    shop.admin()
        .patch(&made[3].path(), json!({"name": "Row 3 again"}))
        .expect_status(200);
    let cursor = page["next_cursor"].as_str().unwrap();
    let next = shop.get(&format!("/api/products?sort=price&limit=2&cursor={cursor}"));
    assert_eq!(next.names(), ["Row 2", "Row 3 again"]);
}

#[test]
fn a_cursor_is_of_its_list_only() {
    let shop = SHOP.get();
    let cursor_of = |query: &str| {
        let list = shop.get(&format!("/api/products?limit=2&{query}")).json();
        list["next_cursor"].as_str().unwrap().to_owned()
    };
    let cursor = cursor_of("sort=price&brand=Anatolia");
    for (query, good) in [
        ("sort=price&brand=Anatolia", true),
        ("brand=Anatolia&sort=price&limit=50", true),
        ("sort=price&brand=Anatolia&facets=true", true),
        ("sort=-price&brand=Anatolia", false),
        ("sort=name&brand=Anatolia", false),
        ("brand=Anatolia", false),
        ("sort=price", false),
        ("sort=price&brand=Bosporus", false),
        ("sort=price&brand=Anatolia&brand=Bosporus", false),
        ("sort=price&brand=Anatolia&in_stock=true", false),
        ("sort=price&brand=Anatolia&q=thing", false),
    ] {
        let reply = shop.get(&format!("/api/products?{query}&cursor={cursor}"));
        match good {
            true => assert_eq!(reply.status, 200, "{query}"),
            false => drop(reply.expect_bad_parameter("cursor")),
        }
    }
    // A search's cursor fits no other words.
    let cursor = cursor_of("q=thing");
    shop.get(&format!("/api/products?q=things&cursor={cursor}"))
        .expect_bad_parameter("cursor");
}

#[test]
fn a_cursor_that_is_none_is_refused() {
    let shop = SHOP.get();
    let good = shop.get("/api/products?limit=2").json()["next_cursor"]
        .as_str()
        .unwrap()
        .to_owned();
    let mut changed = good.clone().into_bytes();
    changed[3] = if changed[3] == b'A' { b'B' } else { b'A' };
    let changed = String::from_utf8(changed).unwrap();
    for bad in [
        "",
        "0",
        "x",
        "%00",
        "%ff",
        "null",
        &good[1..],
        &good[..good.len() - 1],
        &format!("{good}A"),
        &changed,
        &good.repeat(500),
    ] {
        shop.get(&format!("/api/products?limit=2&cursor={bad}"))
            .expect_bad_parameter("cursor");
    }
    shop.get(&format!("/api/products?limit=2&cursor={good}"))
        .expect_status(200);
}

#[test]
fn cursors_outlive_a_restart() {
    let shop = TestShop::start();
    for n in 0..5 {
        shop.product(&format!("Row {n}")).create();
    }
    let cursor = shop.get("/api/products?limit=2").json()["next_cursor"]
        .as_str()
        .unwrap()
        .to_owned();
    let shop = shop.restart();
    assert_eq!(
        shop.get(&format!("/api/products?limit=2&cursor={cursor}"))
            .names(),
        ["Row 2", "Row 1"]
    );
}

//! Every list that has a cursor, in every order that the document says it takes.

use std::{
    collections::{BTreeMap, HashMap},
    fs,
    time::{SystemTime, UNIX_EPOCH},
};

use rusqlite::params;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{Client, TestProduct, TestShop, encode};

/// A list: its path, the orders that it takes, and the one where nobody says.
struct List {
    path: String,
    sorts: Vec<String>,
    usual: String,
}

/// Who reads what, in a shop where every list has some rows.
struct Filled {
    shop: TestShop,
    customer: Client,
    customer_id: Uuid,
    seller: Client,
    product: TestProduct,
}

impl Filled {
    fn new(rows: usize) -> Self {
        let shop = TestShop::with(&["--no-tracking"]);
        let customer = shop.customer("reader@example.org");
        let me = customer.get("/api/auth/me").json();
        let seller = shop.seller("Stall");
        let product = seller.product("Kilim").stock(1_000).create();
        let filled = Self {
            customer_id: me["id"].as_str().unwrap().parse().unwrap(),
            customer,
            seller,
            product,
            shop,
        };
        (0..rows).for_each(|n| filled.add(n));
        filled
    }

    /// One row more in every list, beside the shop where that is quicker.
    fn add(&self, n: usize) {
        let made = self
            .shop
            .product(&format!("{} thing {n}", letter(n)))
            .price((n as i64 * 7) % 40)
            .stock(n as i64 % 5 + 1)
            .create();
        self.shop
            .order(&[(&self.product, 1)])
            .shipping((n as i64 % 3) * 100)
            .by(&self.customer)
            .place();
        let (user, now, word) = (Uuid::now_v7(), now(), format!("{}-{n}", letter(n)));
        let (n, other) = (n as i64, made.id);
        let mut db = self.shop.file();
        let tx = db.transaction().unwrap();
        let run = |sql: &str, values: &[&dyn rusqlite::ToSql]| {
            tx.execute(sql, values)
                .unwrap_or_else(|error| panic!("{sql}: {error}"));
        };
        run(
            "INSERT INTO users (id, email, name, password_hash, created_at, updated_at) VALUES (?1, lower(?2) || '@example.org', ?2, '', ?3, ?3)",
            params![user, word, now],
        );
        run(
            "INSERT INTO sessions (user_id, hash, created_at, last_seen_at, expires_at) VALUES (?1, randomblob(32), ?2, ?2 - ?3 % 3, ?2 + 1000000)",
            params![self.customer_id, now, n],
        );
        run(
            "INSERT INTO api_tokens (name, role, prefix, hash, created_at) VALUES (?1, 'customer', 'souk_', randomblob(32), ?2)",
            params![word, now],
        );
        run(
            "INSERT INTO sellers (slug, name, status, created_at, updated_at) VALUES (?1, upper(?1), 'active', ?2, ?2)",
            params![word, now],
        );
        run(
            "INSERT INTO coupons (code, kind, value, created_at, updated_at) VALUES (?1, 'percent', 5, ?2, ?2)",
            params![word, now],
        );
        run(
            "INSERT INTO shipping_methods (code, name, price, position) VALUES (lower(?1), ?1, ?2 % 4, ?2 % 3)",
            params![word, n],
        );
        run(
            "INSERT INTO tax_rates (country, region, rate, name) VALUES (?1, ?2, ?3 % 4 * 10000, 'VAT')",
            params![["AT", "DE", "FR"][n as usize % 3], word, n],
        );
        run(
            "INSERT INTO audit_log (at, actor, action, subject) VALUES (?1, 'the shop itself', 'look', 'test ' || ?2)",
            params![now, word],
        );
        run(
            "INSERT INTO outbox (kind, recipient, subject, body, created_at, next_attempt_at) VALUES ('test', 'a@example.org', ?1, '', ?2, ?2)",
            params![word, now],
        );
        run(
            "INSERT INTO reviews (product_id, user_id, rating, verified_purchase, created_at, updated_at) VALUES (?1, ?2, ?3 % 5 + 1, 0, ?4, ?4)",
            params![self.product.id, user, n, now],
        );
        run(
            "INSERT INTO favorites (user_id, product_id, created_at) VALUES (?1, ?2, ?3)",
            params![self.customer_id, other, now],
        );
        tx.commit().unwrap();
        let backups = self.shop.folder().file("backups");
        fs::create_dir_all(&backups).unwrap();
        let size = n as usize * 7 % 40;
        fs::write(
            backups.join(format!("{}.db", word.to_lowercase())),
            vec![0; size],
        )
        .unwrap();
    }

    fn reader(&self, path: &str) -> Client {
        match path {
            "/api/orders" | "/api/favorites" | "/api/auth/sessions" => self.customer.clone(),
            "/api/seller/orders" => self.seller.clone(),
            _ => self.shop.admin(),
        }
    }
}

fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    i64::try_from(since.as_millis()).unwrap()
}

/// Capitals and small letters by turns, not in the order of numbers.
fn letter(n: usize) -> char {
    char::from(b"bAdCeBaFc"[n % 9])
}

/// The lists of the document that have a cursor; those whose orders it does not count up have tests of
/// their own.
fn lists(shop: &TestShop) -> Vec<List> {
    let document = shop.get("/openapi.json").json();
    let mut lists = Vec::new();
    for (path, operations) in document["paths"].as_object().unwrap() {
        let parameters = operations["get"]["parameters"].as_array();
        let named = |name: &str| {
            let mut all = parameters.into_iter().flatten();
            all.find(|parameter| parameter["name"] == name)
        };
        if named("cursor").is_none() {
            continue;
        }
        let schema = &named("sort").unwrap_or_else(|| panic!("{path} has no sort"))["schema"];
        let Some(sorts) = schema["enum"].as_array() else {
            assert!(["/api/products", "/api/products/{product}/reviews"].contains(&&**path));
            continue;
        };
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        lists.push(List {
            path: path.clone(),
            sorts: sorts.iter().map(text).collect(),
            usual: text(&schema["default"]),
        });
    }
    assert!(lists.len() >= 17, "{}", lists.len());
    lists
}

/// Walks a list by twos; `between` is called after the first page.
fn walk(reader: &Client, list: &List, sort: &str, between: impl Fn()) -> Vec<Value> {
    let (mut rows, mut cursor) = (Vec::new(), String::new());
    for page in 0..200 {
        let path = format!("{}?sort={sort}&limit=2{cursor}", list.path);
        let found = reader.get(&path).expect_status(200).json();
        rows.extend(found["items"].as_array().unwrap().iter().cloned());
        if page == 0 {
            between();
        }
        match found["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={}", encode(next)),
            None => return rows,
        }
    }
    panic!("{} by {sort} has no end", list.path);
}

fn ids(rows: &[Value]) -> Vec<String> {
    // Files have none but their names.
    let id = |row: &Value| row.get("id").unwrap_or(&row["name"]).to_string();
    rows.iter().map(id).collect()
}

/// What a row is sorted by, so far as it shows it.
fn key(list: &List, name: &str, row: &Value) -> Vec<Value> {
    let fields: &[&str] = match (&*list.path, name) {
        ("/api/favorites", "created_at") => &["favorited_at"],
        ("/api/admin/backups", "created_at") => &["made_at"],
        (_, "country") => &["country", "region"],
        (_, "created_at") if row.get("created_at").is_none() && row.get("at").is_none() => &["id"],
        (_, "created_at") if row.get("created_at").is_none() => &["at"],
        _ => &[name],
    };
    let folded = |field: &&str| match &row[*field] {
        // An instant's `Z` is behind its fraction, which may be shorter than another's.
        Value::String(text) => text.to_lowercase().trim_end_matches('z').into(),
        other => other.clone(),
    };
    fields.iter().map(folded).collect()
}

fn ascends(one: &[Value], other: &[Value]) -> bool {
    for (one, other) in one.iter().zip(other) {
        let order = match (one.as_f64(), other.as_f64()) {
            (Some(one), Some(other)) => one.total_cmp(&other),
            _ => one.to_string().cmp(&other.to_string()),
        };
        if order.is_ne() {
            return order.is_lt();
        }
    }
    true
}

#[test]
fn each_is_sorted_as_it_says_and_the_other_way() {
    let filled = Filled::new(9);
    for list in lists(&filled.shop) {
        let reader = filled.reader(&list.path);
        let whole = |sort: &str| {
            let path = format!("{}?limit=100{sort}", list.path);
            let found = reader.get(&path).expect_status(200).json();
            assert!(found["next_cursor"].is_null(), "{path}");
            found["items"].as_array().unwrap().clone()
        };
        let usual = whole("");
        assert!(usual.len() >= 9, "{}: {}", list.path, usual.len());
        assert_eq!(ids(&usual), ids(&whole(&format!("&sort={}", list.usual))));
        assert!(
            list.sorts.contains(&"-created_at".to_owned()),
            "{}",
            list.path
        );
        for sort in &list.sorts {
            let rows = whole(&format!("&sort={sort}"));
            let what = format!("{} by {sort}", list.path);
            assert_eq!(rows.len(), usual.len(), "{what}");
            assert_eq!(
                ids(&walk(&reader, &list, sort, || {})),
                ids(&rows),
                "{what}"
            );
            let name = sort.trim_start_matches('-');
            let mut keys: Vec<_> = rows.iter().map(|row| key(&list, name, row)).collect();
            if sort.starts_with('-') {
                keys.reverse();
                let mut turned = whole(&format!("&sort={name}"));
                turned.reverse();
                assert_eq!(ids(&turned), ids(&rows), "{what}");
            }
            for pair in keys.windows(2) {
                assert!(ascends(&pair[0], &pair[1]), "{what}: {pair:?}");
            }
        }
    }
}

#[test]
fn every_row_is_walked_once_while_others_come() {
    let filled = Filled::new(5);
    let more = std::cell::Cell::new(5);
    for list in lists(&filled.shop) {
        let reader = filled.reader(&list.path);
        for sort in &list.sorts {
            let path = format!("{}?limit=100&sort={sort}", list.path);
            let before = ids(reader.get(&path).json()["items"].as_array().unwrap());
            let rows = walk(&reader, &list, sort, || {
                filled.add(more.get());
                more.set(more.get() + 1);
            });
            let mut seen: HashMap<String, usize> = HashMap::new();
            for id in ids(&rows) {
                *seen.entry(id).or_default() += 1;
            }
            let what = format!("{} by {sort}", list.path);
            assert!(seen.values().all(|times| *times == 1), "{what}: {seen:?}");
            for id in before {
                assert!(seen.contains_key(&id), "{what}: {id} was left out");
            }
        }
    }
}

#[test]
fn cursors_hold_for_one_order_and_wrong_orders_are_named() {
    let filled = Filled::new(3);
    for list in lists(&filled.shop) {
        let reader = filled.reader(&list.path);
        let mut cursors = BTreeMap::new();
        for sort in &list.sorts {
            let path = format!("{}?limit=1&sort={sort}", list.path);
            let next = reader.get(&path).json()["next_cursor"].clone();
            cursors.insert(sort, next.as_str().unwrap().to_owned());
        }
        for (sort, cursor) in &cursors {
            for other in &list.sorts {
                let path = format!("{}?sort={other}&cursor={cursor}", list.path);
                match other == *sort {
                    true => drop(reader.get(&path).expect_status(200)),
                    false => drop(reader.get(&path).expect_bad_parameter("cursor")),
                }
            }
        }
        for wrong in [
            "",
            "-",
            "magic",
            "--created_at",
            "Created_at",
            "created_at,-id",
            "%00",
        ] {
            let problem = reader
                .get(&format!("{}?sort={wrong}", list.path))
                .expect_bad_parameter("sort");
            let said = problem["detail"].as_str().unwrap();
            for name in list.sorts.iter().filter(|sort| !sort.starts_with('-')) {
                assert!(said.contains(&**name), "{}: {said}", list.path);
            }
        }
        reader
            .get(&format!("{}?sort=created_at&sort=-created_at", list.path))
            .expect_bad_parameter("sort");
    }
}

#[test]
fn whoever_may_not_read_a_list_may_not_sort_it() {
    let shop = TestShop::start();
    for list in lists(&shop) {
        let path = format!("{}?sort={}", list.path, list.sorts[0]);
        shop.get(&path).expect_problem(401, "unauthorized");
    }
}

#[test]
fn orders_by_total_are_sorted_by_number() {
    let filled = Filled::new(0);
    for shipping in [900, 1_000, 95] {
        let order = filled
            .shop
            .order(&[(&filled.product, 1)])
            .shipping(shipping);
        order.by(&filled.customer).place();
    }
    let totals = |path: &str| {
        let found = filled.shop.admin().get(path).json();
        let items = found["items"].as_array().unwrap().clone();
        let total = |item: &Value| item["shipping_total"].as_i64().unwrap();
        items.iter().map(total).collect::<Vec<_>>()
    };
    assert_eq!(totals("/api/admin/orders?sort=total"), [95, 900, 1_000]);
    assert_eq!(
        totals("/api/admin/orders?sort=-total&q=reader"),
        [1_000, 900, 95]
    );
    let none = json!([]);
    let other = filled.shop.customer("other@example.org");
    assert_eq!(other.get("/api/orders?sort=-total").json()["items"], none);
}

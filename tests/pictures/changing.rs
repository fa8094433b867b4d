//! Order, primary and words of a product's pictures.

use serde_json::{Value, json};

use crate::{
    SHOP,
    made::{Form, jpeg},
    support::{TestProduct, TestShop},
};

/// A product with pictures, and their ids.
fn product(shop: &TestShop, count: u32) -> (TestProduct, Vec<i64>) {
    let product = shop.product("Changed Kilim").create();
    let add = |n| {
        let added = Form::file(&jpeg(10 + n, 10)).send(&shop.admin(), &product);
        added.expect_status(201).json()["id"].as_i64().unwrap()
    };
    let ids = (0..count).map(add).collect();
    (product, ids)
}

/// Ids in order, and the primary one; places have no gaps and the list's picture is the primary's.
fn shown(shop: &TestShop, product: &TestProduct) -> (Vec<i64>, Option<i64>) {
    let whole = shop.get(&product.path()).json();
    let images = whole["images"].as_array().unwrap();
    for (place, image) in images.iter().enumerate() {
        assert_eq!(image["position"], place, "{whole}");
    }
    let primary: Vec<&Value> = images
        .iter()
        .filter(|image| image["is_primary"] == true)
        .collect();
    assert_eq!(primary.len(), images.len().min(1), "{whole}");
    let url = primary.first().map_or(&Value::Null, |image| &image["url"]);
    assert_eq!(&whole["image_url"], url, "{whole}");
    let ids = images
        .iter()
        .map(|image| image["id"].as_i64().unwrap())
        .collect();
    (ids, primary.first().and_then(|image| image["id"].as_i64()))
}

#[test]
fn pictures_change_places() {
    let shop = SHOP.get();
    let (product, ids) = product(&shop, 4);
    let [a, b, c, d] = ids[..] else { panic!() };
    let mut order = vec![a, b, c, d];
    for (id, to) in [(a, 2), (d, 0), (c, 1), (b, 99), (b, 3), (a, 0)] {
        let path = format!("{}/images/{id}", product.path());
        let reply = shop
            .admin()
            .patch(&path, json!({"position": to}))
            .expect_status(200);
        let place = to.min(3);
        assert_eq!(reply.json()["position"], place);
        order.retain(|other| *other != id);
        order.insert(place, id);
        assert_eq!(shown(&shop, &product), (order.clone(), Some(a)));
    }
}

#[test]
fn exactly_one_is_primary() {
    let shop = SHOP.get();
    let (product, ids) = product(&shop, 3);
    let path = |id: i64| format!("{}/images/{id}", product.path());
    let admin = shop.admin();
    let set = |id: i64, flag: bool| admin.patch(&path(id), json!({"is_primary": flag}));
    set(ids[2], true).expect_status(200);
    assert_eq!(shown(&shop, &product).1, Some(ids[2]));
    set(ids[1], false).expect_status(200);
    assert_eq!(shown(&shop, &product).1, Some(ids[2]));
    set(ids[2], false).expect_status(200);
    assert_eq!(shown(&shop, &product).1, Some(ids[0]));
    admin.delete(&path(ids[0])).expect_status(204);
    assert_eq!(shown(&shop, &product), (vec![ids[1], ids[2]], Some(ids[1])));
    admin.delete(&path(ids[2])).expect_status(204);
    set(ids[1], false).expect_bad_field("/is_primary");
    admin.delete(&path(ids[1])).expect_status(204);
    assert_eq!(shown(&shop, &product), (vec![], None));
    admin.delete(&path(ids[1])).expect_problem(404, "not-found");
    admin.get(&path(ids[1])).expect_problem(404, "not-found");
}

#[test]
fn bad_changes_are_named() {
    let shop = SHOP.get();
    let (product, ids) = product(&shop, 1);
    let path = format!("{}/images/{}", product.path(), ids[0]);
    for (body, pointer) in [
        (json!({"position": -1}), "/position"),
        (json!({"position": null}), "/position"),
        (json!({"position": 1.5}), "/position"),
        (json!({"is_primary": null}), "/is_primary"),
        (json!({"is_primary": 1}), "/is_primary"),
        (json!({"alt_text": 5}), "/alt_text"),
        (json!({"alt_text": "x".repeat(1_001)}), "/alt_text"),
        (json!({"url": "/x.png"}), "/url"),
    ] {
        shop.admin().patch(&path, body).expect_bad_field(pointer);
    }
    let problem = shop.admin().patch(&path, json!({"position": -1})).json();
    let said = "The field /position must be a whole number from 0 to 4294967295, not -1.";
    assert_eq!(problem["detail"], said);
    let set = |text: Value| {
        shop.admin().patch(&path, json!({"alt_text": text})).json()["alt_text"].clone()
    };
    assert_eq!(set(json!("Ein Kelim")), "Ein Kelim");
    assert_eq!(set(Value::Null), "");
    // A picture of another product is none of this one's.
    let other = shop.product("Other Kilim").create();
    let foreign = format!("{}/images/{}", other.path(), ids[0]);
    shop.admin()
        .patch(&foreign, json!({}))
        .expect_problem(404, "not-found");
    shop.admin()
        .delete(&foreign)
        .expect_problem(404, "not-found");
    shop.get(&foreign).expect_problem(404, "not-found");
    // One of a product that is not shown is seen by those who may change it.
    shop.admin()
        .patch(&product.path(), json!({"is_active": false}))
        .expect_status(200);
    shop.get(&path).expect_problem(404, "not-found");
    shop.admin().get(&path).expect_status(200);
}

#[test]
fn changes_at_the_same_time_lose_nothing() {
    let shop = SHOP.get();
    let (product, ids) = product(&shop, 4);
    std::thread::scope(|scope| {
        for (n, id) in ids.iter().enumerate() {
            let path = format!("{}/images/{id}", product.path());
            let admin = shop.admin();
            scope.spawn(move || {
                for round in 0..5 {
                    let place = (n + round) % 4;
                    let body = json!({"position": place, "is_primary": round % 2 == 0, "alt_text": id.to_string()});
                    admin.patch(&path, body).expect_status(200);
                }
            });
        }
    });
    let (mut found, _) = shown(&shop, &product);
    found.sort_unstable();
    assert_eq!(found, ids);
    let whole = shop.get(&product.path()).json();
    for image in whole["images"].as_array().unwrap() {
        assert_eq!(image["alt_text"], image["id"].to_string());
    }
}

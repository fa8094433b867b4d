//! What nobody shows goes away; what somebody shows stays.

use std::path::PathBuf;

use serde_json::json;

use crate::{
    made::{Form, jpeg},
    support::{TestShop, eventually},
};

/// Every file in the folder of pictures but the lock.
fn files(shop: &TestShop) -> Vec<PathBuf> {
    let Ok(shelves) = std::fs::read_dir(shop.folder().file("media")) else {
        return Vec::new();
    };
    let shelves = shelves
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir());
    let files = shelves.flat_map(|shelf| std::fs::read_dir(shelf).unwrap());
    files.map(|entry| entry.unwrap().path()).collect()
}

fn gone(what: &str, shop: &TestShop, count: usize) {
    eventually(what, || (files(shop).len() == count).then_some(()));
}

#[test]
fn pictures_go_when_the_last_product_has_let_go_of_them() {
    let shop = TestShop::with(&["--picture-grace", "200ms"]);
    let admin = shop.admin();
    let shared = jpeg(40, 40);
    let (one, other) = (shop.product("One").create(), shop.product("Other").create());
    let image = Form::file(&shared)
        .send(&admin, &one)
        .expect_status(201)
        .json();
    Form::file(&shared).send(&admin, &other).expect_status(201);
    let own = Form::file(&jpeg(41, 40))
        .send(&admin, &one)
        .expect_status(201)
        .json();
    assert_eq!(files(&shop).len(), 6);
    admin
        .delete(&format!("{}/images/{}", one.path(), own["id"]))
        .expect_status(204);
    gone("the picture that nobody shows", &shop, 3);
    admin.delete(&one.path()).expect_status(204);
    // A crash left these: a file that was never finished, one without a row.
    let shelf = files(&shop)[0].parent().unwrap().to_owned();
    std::fs::write(shelf.join(".tmpAbCdEf"), b"half").unwrap();
    let hash = shelf.file_name().unwrap().to_str().unwrap().repeat(32);
    std::fs::write(shelf.join(format!("{hash}-800.jpg")), b"stray").unwrap();
    gone("what a crash left", &shop, 3);
    shop.get(image["url"].as_str().unwrap()).expect_status(200);
    let check = shop.command(["check"]).expect_code(0);
    assert!(check.stdout.contains("in order"), "{}", check.stdout);
    // By its address alone it is a picture of another product as well.
    let third = shop
        .product("Third")
        .set("images", json!([{"url": image["url"]}]))
        .create();
    assert_eq!(third.body["images"][0]["width"], 40);
    admin.delete(&other.path()).expect_status(204);
    // One that goes shows that the sweeper has been everywhere.
    let witness = Form::file(&jpeg(42, 40)).send(&admin, &third).json();
    let path = format!("{}/images/{}", third.path(), witness["id"]);
    admin.delete(&path).expect_status(204);
    gone("the witness", &shop, 3);
    shop.get(image["url"].as_str().unwrap()).expect_status(200);
    admin.delete(&third.path()).expect_status(204);
    gone("the last picture", &shop, 0);
    shop.get(image["url"].as_str().unwrap())
        .expect_problem(404, "not-found");
    // And it may come again.
    let fourth = shop.product("Fourth").create();
    let image = Form::file(&shared)
        .send(&admin, &fourth)
        .expect_status(201)
        .json();
    shop.get(image["url"].as_str().unwrap()).expect_status(200);
}

#[test]
fn pictures_outlive_a_restart_and_check_misses_a_file() {
    let shop = TestShop::start();
    let product = shop.product("Lasting").create();
    let image = Form::file(&jpeg(40, 40))
        .send(&shop.admin(), &product)
        .json();
    let shop = shop.restart();
    shop.get(image["url"].as_str().unwrap()).expect_status(200);
    let lost = files(&shop).remove(0);
    std::fs::remove_file(&lost).unwrap();
    let check = shop.command(["check"]).expect_code(1);
    let name = lost.file_name().unwrap().to_str().unwrap();
    assert!(
        check.stdout.contains("lasting") && check.stdout.contains(name),
        "{}",
        check.stdout
    );
    // Sending it again mends it.
    Form::file(&jpeg(40, 40))
        .send(&shop.admin(), &product)
        .expect_status(201);
    shop.command(["check"]).expect_code(0);
}

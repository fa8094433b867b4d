//! Real catalogues, where `SOUK_DATASETS` names the folder that has them. Elsewhere each test says so
//! and passes.

#![allow(clippy::unwrap_used)]

mod support;

use std::path::PathBuf;

use serde_json::Value;
use support::TestShop;

/// A file of the data sets; `None` where there are none.
fn data_set(name: &str) -> Option<PathBuf> {
    let Some(folder) = std::env::var_os("SOUK_DATASETS") else {
        eprintln!("SOUK_DATASETS names no folder: {name} is not tried");
        return None;
    };
    let path = PathBuf::from(folder).join(name);
    assert!(path.exists(), "{} is not there", path.display());
    Some(path)
}

/// Imports, and gives the report with the exit code.
#[track_caller]
fn import(shop: &TestShop, path: &std::path::Path, args: &[&str]) -> (Value, i32) {
    let all = ["import", path.to_str().unwrap(), "--json"].into_iter();
    let ran = shop.command(all.chain(args.iter().copied()));
    let report = serde_json::from_str(&ran.stdout)
        .unwrap_or_else(|error| panic!("{error}: {} {}", ran.stdout, ran.stderr));
    (report, ran.code)
}

fn counts(report: &Value) -> [u64; 4] {
    ["created", "updated", "unchanged", "bad_row_count"].map(|name| report[name].as_u64().unwrap())
}

#[test]
fn contoso_goes_in_cleanly() {
    let Some(path) = data_set("contoso/Products.csv") else {
        return;
    };
    let shop = TestShop::start();
    let (report, code) = import(&shop, &path, &[]);
    assert_eq!((counts(&report), code), ([2_517, 0, 0, 0], 0));
    let list = shop.get("/api/products?facets=true&limit=1").json();
    assert_eq!(list["total"], 2_517);
    let brands = list["facets"]["brand"].as_array().unwrap().len();
    assert!(brands > 10, "{brands}");
    let tree = shop.get("/api/categories").json();
    let names = tree["items"].as_array().unwrap().iter();
    let names: Vec<&str> = names.map(|node| node["name"].as_str().unwrap()).collect();
    assert!(names.contains(&"Cameras and camcorders"), "{names:?}");
    assert!(names.iter().all(|name| name.trim() == *name));
    let player = shop
        .get("/api/products/contoso-512mb-mp3-player-e51-silver")
        .json();
    assert_eq!(player["variants"][0]["sku"], "0101001");
    assert_eq!(
        (&player["price"], &player["brand"]),
        (&1_299.into(), &"Contoso".into())
    );
    assert_eq!(player["category"]["name"], "MP4&MP3");
    assert_eq!(player["attributes"]["Color"], "Silver");
    let (report, code) = import(&shop, &path, &[]);
    assert_eq!((counts(&report), code), ([0, 0, 2_517, 0], 0));
}

#[test]
fn pc_parts_are_rejected_by_row_and_recognised_without_numbers() {
    let shop = TestShop::start();
    let mut total = 0;
    let names = [
        "cpu",
        "headphones",
        "mouse",
        "keyboard",
        "video-card",
        "monitor",
    ];
    for round in 0..2 {
        for name in names {
            let Some(path) = data_set(&format!("pc-parts/{name}.csv")) else {
                return;
            };
            if round == 0 {
                let (whole, code) = import(&shop, &path, &[]);
                assert_eq!((&whole["written"], code), (&false.into(), 1), "{name}");
            }
            let (report, code) = import(&shop, &path, &["--skip-bad-rows"]);
            let [created, updated, unchanged, bad] = counts(&report);
            assert_eq!((updated, code), (0, 1), "{name}");
            assert_eq!(
                created + unchanged + bad,
                report["rows"].as_u64().unwrap(),
                "{name}"
            );
            assert!(round == 0 || created == 0, "{name}: {created}");
            total += created;
        }
    }
    assert_eq!(shop.get("/api/products").json()["total"], total);
}

#[test]
fn shopifys_apparel_goes_in_with_its_variants() {
    let Some(path) = data_set("shopify/apparel.csv") else {
        return;
    };
    let shop = TestShop::start();
    let (report, code) = import(&shop, &path, &[]);
    assert_eq!((counts(&report), code), ([20, 0, 0, 0], 0));
    let top = shop.get("/api/products/classic-varsity-top").json();
    assert_eq!(top["variants"].as_array().unwrap().len(), 3);
    assert_eq!(
        top["options"][0]["values"],
        serde_json::json!(["Small", "Medium", "Large"])
    );
    let (report, _) = import(&shop, &path, &[]);
    assert_eq!(counts(&report), [0, 0, 20, 0]);
}

#[test]
fn woocommerces_sample_names_its_bad_row() {
    let Some(path) = data_set("woocommerce/importer_test_sample.csv") else {
        return;
    };
    let shop = TestShop::start();
    let (report, code) = import(&shop, &path, &[]);
    assert_eq!((counts(&report), code), ([4, 0, 0, 1], 1));
    assert_eq!(report["bad_rows"][0]["line"], 8);
    let (report, code) = import(&shop, &path, &["--skip-bad-rows"]);
    assert_eq!((&report["written"], code), (&true.into(), 1));
    let idea = shop.get("/api/products/ship-your-idea").json();
    assert_eq!(idea["variants"].as_array().unwrap().len(), 2);
    let (report, _) = import(&shop, &path, &["--skip-bad-rows"]);
    assert_eq!(counts(&report), [0, 0, 4, 1]);
}

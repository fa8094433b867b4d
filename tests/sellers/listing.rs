//! The list that administrators decide from.

use serde_json::json;

use crate::{Stall, email, support::TestShop};

#[test]
fn sellers_are_filtered_found_and_paged() {
    let shop = TestShop::start();
    let names: Vec<String> = (1..=7).map(|number| format!("Listed {number}%_")).collect();
    let stalls: Vec<Stall> = names
        .iter()
        .enumerate()
        .map(|(place, name)| {
            let login = shop.customer(&format!("listed{place}@example.org"));
            let made = login.post("/api/sellers", json!({"name": name}));
            let seller = made.expect_status(201).json();
            let id = seller["id"].as_i64().unwrap();
            Stall {
                login,
                id,
                slug: String::new(),
            }
        })
        .collect();
    shop.seller("Made by hand");
    stalls[0].decide(&shop, json!({"status": "active"}));
    stalls[1].decide(&shop, json!({"status": "suspended"}));
    let admin = shop.admin();
    let all = admin.get("/api/admin/sellers").expect_status(200);
    assert_eq!(all.json()["total"], 8);
    assert_eq!(all.names()[0], "Made by hand");
    assert_eq!(all.json()["items"][0]["user"], json!(null));
    assert_eq!(
        all.json()["items"][1]["user"]["email"],
        "listed6@example.org"
    );
    for (query, total) in [
        ("status=pending", 5),
        ("status=active", 2),
        ("status=suspended", 1),
        ("status=active&status=suspended", 3),
        ("q=listed", 7),
        ("q=LISTED%203", 1),
        ("q=listed4@example", 1),
        ("q=made-by", 1),
        ("q=%25_", 7),
        ("q=_%25", 0),
        ("q=%20", 8),
        ("q=%27%20OR%201=1", 0),
        ("q=listed&status=pending", 5),
    ] {
        let page = admin
            .get(&format!("/api/admin/sellers?{query}"))
            .expect_status(200);
        assert_eq!(page.json()["total"], total, "{query}");
        assert_eq!(page.names().len(), total, "{query}");
    }
    let mut seen = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = admin
            .get(&format!("/api/admin/sellers?limit=3{cursor}"))
            .expect_status(200);
        seen.extend(page.names());
        // Who comes meanwhile is on no later page.
        shop.seller(&format!("Meanwhile {}", seen.len()));
        match page.json()["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    let mut wanted = names.clone();
    wanted.push("Made by hand".to_owned());
    wanted.reverse();
    assert_eq!(seen, wanted);
    let next = admin.get("/api/admin/sellers?limit=3").json()["next_cursor"].clone();
    let other = format!(
        "/api/admin/sellers?status=pending&cursor={}",
        next.as_str().unwrap()
    );
    admin.get(&other).expect_bad_parameter("cursor");
    for (query, parameter) in [
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("status=gone", "status"),
        ("x=1", "x"),
    ] {
        admin
            .get(&format!("/api/admin/sellers?{query}"))
            .expect_bad_parameter(parameter);
    }
    let path = format!("/api/admin/sellers/{}", stalls[3].id);
    let one = admin.get(&path).expect_status(200).json();
    assert_eq!(one["name"], names[3]);
    for other in [stalls[0].login.clone(), shop.customer(&email("No Seller"))] {
        other
            .get("/api/admin/sellers")
            .expect_problem(403, "forbidden");
        other.get(&path).expect_problem(403, "forbidden");
    }
    shop.guest()
        .get("/api/admin/sellers")
        .expect_problem(401, "unauthorized");
}

//! Free text: what is found, in which order, whatever is typed.

#![allow(clippy::unwrap_used)]

mod support;

use serde_json::json;
use support::{Shared, TestShop, encode};

static SHOP: Shared = Shared::filled(fill);

fn fill(shop: &TestShop) {
    shop.category("Audio Equipment");
    let audio = json!("audio-equipment");
    let products = [
        (
            "Wireless Headphones",
            "Sonora",
            "Over the ear, with a microphone.",
            &["audio"][..],
        ),
        ("Headphone Stand", "Sonora", "Holds one pair.", &[]),
        ("Crème Brûlée Torch", "Küche", "Caramelises sugar.", &[]),
        (
            "Çınar Halısı",
            "Anadolu",
            "Woven by hand from wool.",
            &["kilim"],
        ),
        ("Lamp", "Bazaar", "A brass lamp for the table.", &[]),
        ("Brass Bell", "Lampworks", "Rings.", &[]),
        ("Candle Holder", "Bazaar", "Goes with every lamp.", &[]),
        ("Table Lamp With Shade", "Bazaar", "Linen.", &[]),
        (
            "Kilim Rug No. 42",
            "Anadolu",
            "Wool and cotton.",
            &["rug", "hand-made"],
        ),
        ("Wool Rug", "Anadolu", "Knotted.", &["rug"]),
        (
            "C++ Primer",
            "Books & Co",
            "A book about C++ (and C#).",
            &[],
        ),
        ("絨毯 Carpet", "東方", "シルク", &[]),
        ("Øresund Blanket", "Łódź", "Straße", &[]),
    ];
    for (number, (name, brand, description, tags)) in products.into_iter().enumerate() {
        shop.product(name)
            .brand(brand)
            .set("description", description)
            .sku(&format!("SKU-{number}"))
            .category(if tags.contains(&"audio") {
                audio.clone()
            } else {
                json!(null)
            })
            .tags(tags)
            .create();
    }
}

fn search(q: &str) -> Vec<String> {
    SHOP.get()
        .get(&format!("/api/products?q={}", encode(q)))
        .expect_status(200)
        .names()
}

#[track_caller]
fn finds(q: &str, names: &[&str]) {
    let mut found = search(q);
    found.sort_unstable();
    let mut wanted = names.to_vec();
    wanted.sort_unstable();
    assert_eq!(found, wanted, "{q:?}");
}

#[test]
fn words_and_their_beginnings_are_found_wherever_they_stand() {
    let _shop = SHOP.get();
    finds("wireless", &["Wireless Headphones"]);
    finds("wire", &["Wireless Headphones"]);
    finds("WIRELESS", &["Wireless Headphones"]);
    finds("headph", &["Wireless Headphones", "Headphone Stand"]);
    finds("microphone", &["Wireless Headphones"]);
    finds("sonora", &["Wireless Headphones", "Headphone Stand"]);
    finds("hand-made", &["Kilim Rug No. 42"]);
    finds("kilim", &["Kilim Rug No. 42", "Çınar Halısı"]);
    finds("42", &["Kilim Rug No. 42"]);
    finds("sku-9", &["Wool Rug"]);
    // Not the middles of words.
    finds("phones", &[]);
}

#[test]
fn several_words_all_have_to_be_there_in_any_order() {
    let _shop = SHOP.get();
    finds("wool rug", &["Wool Rug", "Kilim Rug No. 42"]);
    finds("rug wool", &["Wool Rug", "Kilim Rug No. 42"]);
    finds("anadolu rug cotton", &["Kilim Rug No. 42"]);
    finds("wool lamp", &[]);
    finds("  brass ,  lamp ! ", &["Lamp", "Brass Bell"]);
    finds("sonora stand", &["Headphone Stand"]);
}

#[test]
fn accents_and_letters_that_keyboards_lack_make_no_difference() {
    let _shop = SHOP.get();
    for q in [
        "creme brulee",
        "Crème Brûlée",
        "CREME BRULÉE",
        "cre\u{300}me",
    ] {
        finds(q, &["Crème Brûlée Torch"]);
    }
    for q in ["çınar", "cinar", "ÇINAR", "Çinar halisi"] {
        finds(q, &["Çınar Halısı"]);
    }
    finds("kuche", &["Crème Brûlée Torch"]);
    finds("oresund", &["Øresund Blanket"]);
    finds("lodz", &["Øresund Blanket"]);
    finds("strasse", &["Øresund Blanket"]);
    finds("絨毯", &["絨毯 Carpet"]);
    finds("東方", &["絨毯 Carpet"]);
}

#[test]
fn a_name_outranks_a_brand_and_a_brand_a_description() {
    let _shop = SHOP.get();
    // In the name as a word, the shorter name first; in the brand; elsewhere.
    assert_eq!(
        search("lamp"),
        [
            "Lamp",
            "Table Lamp With Shade",
            "Brass Bell",
            "Candle Holder"
        ]
    );
    assert_eq!(search("rug wool")[0], "Wool Rug");
    assert_eq!(
        search("headphone")[0],
        "Headphone Stand",
        "a whole word outranks a beginning"
    );
}

#[test]
fn a_typing_error_still_finds() {
    let _shop = SHOP.get();
    for q in [
        "headphnes",
        "haedphones",
        "headphoness",
        "hedphones",
        "Headphnes",
    ] {
        let found = search(q);
        assert!(
            found.contains(&"Wireless Headphones".to_owned()),
            "{q}: {found:?}"
        );
    }
    finds("wireles headphnes", &["Wireless Headphones"]);
    finds("lmap shade", &["Table Lamp With Shade"]);
    finds("brulle", &["Crème Brûlée Torch"]);
    finds("anadulo kilm", &["Kilim Rug No. 42", "Çınar Halısı"]);
    // A number is another number, and nothing like a word is nothing.
    finds("43", &[]);
    finds("xylophone", &[]);
}

#[test]
fn filters_and_facets_hold_for_what_is_found() {
    let shop = SHOP.get();
    let list = shop
        .get("/api/products?q=wool&brand=Anadolu&facets=true")
        .json();
    assert_eq!(list["total"], 3);
    assert_eq!(
        list["facets"]["brand"],
        json!([{"value": "Anadolu", "name": "Anadolu", "count": 3}])
    );
    assert_eq!(
        shop.get("/api/products?q=lamp&brand=Bazaar&min_price=99999")
            .names(),
        Vec::<String>::new()
    );
}

#[test]
fn nothing_typed_is_no_search_and_nothing_sayable_finds_nothing() {
    let shop = SHOP.get();
    let all = shop.get("/api/products").json()["total"].clone();
    for q in ["", "%20", "%09%0a"] {
        assert_eq!(
            shop.get(&format!("/api/products?q={q}")).json()["total"],
            all,
            "{q:?}"
        );
    }
    for q in ["!!!", "\"", "-", "🧿", "()", "\u{0}"] {
        finds(q, &[]);
    }
}

#[test]
fn whatever_is_typed_is_words() {
    let _shop = SHOP.get();
    assert_eq!(search("c++")[0], "C++ Primer");
    for q in [
        "lamp\"",
        "\"lamp",
        "lamp*",
        "*",
        "lamp AND",
        "lamp OR wool",
        "NOT lamp",
        "NEAR(lamp, 3)",
        "name:lamp",
        "{name}: lamp",
        "lamp^2",
        "-lamp",
        "+lamp",
        "(lamp",
        "lamp)",
        "lamp;--",
        "' OR 1=1 --",
        "lamp\u{0}wool",
        "lamp\\",
        "%",
        "_",
        "lamp\r\nX: y",
        "${jndi:ldap://x}",
        "<script>",
        "\u{202e}pmal",
        "\u{feff}lamp",
        "lamp\u{ad}",
    ] {
        let reply = SHOP.get().get(&format!("/api/products?q={}", encode(q)));
        assert_eq!(reply.status, 200, "{q:?}: {}", reply.text());
        let reply = SHOP
            .get()
            .get(&format!("/api/search/suggest?q={}", encode(q)));
        assert_eq!(reply.status, 200, "{q:?}: {}", reply.text());
    }
    finds("name:lamp", &[]);
    finds("lamp near", &[]);
}

/// Bytes that no client library would send.
#[test]
fn bytes_that_are_no_text_are_no_error() {
    let shop = SHOP.get();
    for q in [
        "%00",
        "%ff%fe",
        "%c3",
        "%ed%a0%80",
        "%",
        "%z",
        "%zz",
        "%4",
        "lamp%",
        "lamp%ff",
        "%25",
        "+",
        "a+b",
        "%F0%9F",
        "lamp%00",
    ] {
        for path in ["/api/products", "/api/search/suggest"] {
            let mut raw = shop.raw();
            raw.send(format!("GET {path}?q={q} HTTP/1.1\r\nHost: x\r\n\r\n"));
            let reply = raw.reply();
            assert_eq!(reply.status, 200, "{path}?q={q}: {}", reply.text());
        }
    }
    let mut raw = shop.raw();
    raw.send(b"GET /api/products?q=br\xfbl\xe9e HTTP/1.1\r\nHost: x\r\n\r\n");
    let status = raw.reply().status;
    assert!([200, 400].contains(&status), "{status}");
}

#[test]
fn too_long_is_the_one_thing_that_is_wrong() {
    let shop = SHOP.get();
    for path in ["/api/products", "/api/search/suggest"] {
        let with = |q: &str| shop.get(&format!("{path}?q={}", encode(q)));
        with(&"é".repeat(200)).expect_status(200);
        with(&"ab ".repeat(66)).expect_status(200);
        let problem = with(&"é".repeat(201)).expect_bad_parameter("q");
        assert!(
            problem["detail"].as_str().unwrap().contains("200"),
            "{problem}"
        );
        with(&"x".repeat(5_000)).expect_bad_parameter("q");
    }
}

#[test]
fn suggestions_complete_products_brands_and_categories() {
    let shop = SHOP.get();
    let suggest = |q: &str| {
        shop.get(&format!("/api/search/suggest?q={}", encode(q)))
            .expect_status(200)
            .json()
    };
    let names = |list: &serde_json::Value| -> Vec<String> {
        list.as_array()
            .unwrap()
            .iter()
            .map(|entry| entry["name"].as_str().unwrap().to_owned())
            .collect()
    };
    let head = suggest("headph");
    assert_eq!(names(&head["products"]).len(), 2);
    assert_eq!(
        (
            names(&head["brands"]).len(),
            names(&head["categories"]).len()
        ),
        (0, 0)
    );
    let first = &head["products"][0];
    for member in ["id", "slug", "name", "price", "image_url"] {
        assert!(first.get(member).is_some(), "{member}");
    }
    assert!(names(&suggest("headphnes")["products"]).contains(&"Wireless Headphones".to_owned()));
    assert_eq!(names(&suggest("sono")["brands"]), ["Sonora"]);
    assert_eq!(names(&suggest("snoora")["brands"]), ["Sonora"]);
    assert_eq!(names(&suggest("kuch")["brands"]), ["Küche"]);
    assert_eq!(
        names(&suggest("co")["brands"]),
        ["Books & Co"],
        "a later word of a brand"
    );
    assert_eq!(names(&suggest("aud")["categories"]), ["Audio Equipment"]);
    assert_eq!(names(&suggest("equip")["categories"]), ["Audio Equipment"]);
    assert_eq!(
        names(&suggest("equpiment")["categories"]),
        ["Audio Equipment"]
    );
    assert_eq!(suggest("audio")["categories"][0]["slug"], "audio-equipment");
    let nothing = json!({"products": [], "brands": [], "categories": []});
    for q in ["", " ", "!!!", "xylophone"] {
        assert_eq!(suggest(q), nothing, "{q:?}");
    }
    let one = shop.get("/api/search/suggest?q=l&limit=1").json();
    assert_eq!(one["products"].as_array().unwrap().len(), 1);
}

#[test]
fn a_change_is_found_at_once_and_the_old_words_are_not() {
    let shop = TestShop::start();
    let mug = shop.product("Porcelain Cup").brand("Meissen").create();
    let found = |q: &str| shop.get(&format!("/api/products?q={q}")).names().len();
    assert_eq!((found("porcelain"), found("meissen")), (1, 1));
    let patch = json!({"name": "Stoneware Cup", "brand": null, "description": "Glazed."});
    shop.admin().patch(&mug.path(), patch).expect_status(200);
    assert_eq!((found("porcelain"), found("meissen")), (0, 0));
    assert_eq!((found("stoneware"), found("glazed")), (1, 1));
    // A brand or a category without products completes nothing that leads nowhere.
    let suggested = shop.get("/api/search/suggest?q=meiss").json();
    assert_eq!(suggested["brands"], json!([]));
}

//! A small catalogue by formula, and what the shop must find in it.

use serde_json::json;

use crate::support::TestShop;

/// How many products it has, the hidden ones among them.
pub const COUNT: i64 = 66;
pub const BRANDS: [&str; 4] = ["Anatolia", "Bosporus", "Çınar", "Øresund & Co"];
pub const CONDITIONS: [&str; 5] = ["new", "like_new", "good", "fair", "poor"];
/// Slug, name and parent; `None` in [`Item::category`] is the root.
pub const CATEGORIES: [(&str, &str, Option<&str>); 5] = [
    ("home", "Home", None),
    ("rugs", "Rugs", Some("home")),
    ("kilims", "Kilims", Some("rugs")),
    ("lamps", "Lamps", Some("home")),
    ("tools", "Tools", None),
];

/// A product of the model.
#[derive(Debug, Clone)]
pub struct Item {
    pub name: String,
    pub brand: Option<&'static str>,
    pub condition: &'static str,
    pub category: Option<&'static str>,
    pub tags: Vec<&'static str>,
    pub seller: Option<&'static str>,
    pub price: i64,
    pub on_sale: bool,
    pub stock: i64,
    pub is_featured: bool,
    pub is_digital: bool,
}

/// The product with this number, from 0; every eleventh is hidden and none of the list.
fn item(n: i64) -> Item {
    let pick = |count: usize| usize::try_from(n).unwrap() % count;
    let tags = [
        ("even", n % 2 == 0),
        ("third", n % 3 == 0),
        ("wool", n % 5 < 2),
    ];
    Item {
        // Descending in a scattered way, so that no order is the order of making by accident.
        name: format!("Thing {:03}", (n * 37) % 101),
        brand: (n % 6 != 5).then(|| BRANDS[pick(4)]),
        condition: CONDITIONS[pick(5)],
        category: (n % 7 != 6).then(|| CATEGORIES[pick(5)].0),
        tags: tags
            .into_iter()
            .filter(|(_, has)| *has)
            .map(|(tag, _)| tag)
            .collect(),
        seller: (n % 4 == 1).then_some("Model Looms"),
        price: (n * 7919) % 60_000,
        on_sale: n % 6 == 0,
        stock: n % 4,
        is_featured: n % 9 == 0,
        is_digital: n % 8 == 3,
    }
}

fn is_hidden(n: i64) -> bool {
    n % 11 == 10
}

/// What lists may show, in the order of making.
pub fn visible() -> Vec<Item> {
    (0..COUNT).filter(|n| !is_hidden(*n)).map(item).collect()
}

/// Whether a category is another or stands below it.
pub fn is_within(category: Option<&str>, above: &str) -> bool {
    let mut at = category;
    while let Some(slug) = at {
        if slug == above {
            return true;
        }
        at = CATEGORIES
            .iter()
            .find(|(other, ..)| *other == slug)
            .and_then(|(.., parent)| *parent);
    }
    false
}

/// Makes it all.
pub fn fill(shop: &TestShop) {
    let admin = shop.admin();
    for (slug, name, parent) in CATEGORIES {
        let parent = parent.map(|slug| {
            let tree = shop.get("/api/categories").json();
            find(&tree["items"], slug)
        });
        let body = json!({"name": name, "slug": slug, "parent_id": parent});
        admin.post("/api/categories", body).expect_status(201);
    }
    let seller = shop.seller("Model Looms");
    for n in 0..COUNT {
        let item = item(n);
        let caller = if item.seller.is_some() {
            &seller
        } else {
            &admin
        };
        caller
            .product(&item.name)
            .price(item.price)
            .stock(item.stock)
            .set("brand", item.brand)
            .set("condition", item.condition)
            .set("category", item.category)
            .set("original_price", item.on_sale.then_some(item.price + 100))
            .set("is_featured", item.is_featured)
            .set("is_digital", item.is_digital)
            .set("is_active", !is_hidden(n))
            .tags(&item.tags)
            .create();
    }
}

fn find(nodes: &serde_json::Value, slug: &str) -> i64 {
    let found = nodes.as_array().unwrap().iter().find_map(|node| {
        if node["slug"] == slug {
            return node["id"].as_i64();
        }
        let below = &node["children"];
        (!below.as_array().unwrap().is_empty())
            .then(|| find(below, slug))
            .filter(|id| *id > 0)
    });
    found.unwrap_or(0)
}

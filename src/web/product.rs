//! A product's own page.

use minijinja::{Value, context};
use poem::{Request, Response};
use serde_json::{Map, Value as Json, json};

use super::{
    Storefront,
    head::read,
    list::category_url,
    page::{Asked, Page, Sight},
    part, structured, words,
};
use crate::{catalogue::shop::ProductRef, http::problem::Problem, money::Currency};

/// How many products that go with it are shown.
const RELATED: i64 = 8;
/// Less than that many are said to be few.
const FEW: i64 = 5;

/// `/p/{slug}`.
pub async fn page(front: Storefront, request: Request) -> Result<Response, Problem> {
    let slug = part(&request, "slug");
    front
        .kept(&request, |asked| make(&front, asked, slug))
        .await
}

async fn make(front: &Storefront, asked: Asked, slug: String) -> Result<Page, Problem> {
    let shop = &front.0.shop;
    let currency = shop.currency.get();
    let reference = ProductRef::from(slug.as_str());
    let product: Json = read(&shop.product(&reference, None)?.body)?;
    let id = product["id"].as_i64().unwrap_or_default();
    let reviews = front.reviews(&reference).await?;
    let related: Json = read(&shop.related(reference, RELATED).await?.body)?;
    let tree = front.tree().await?;
    let text = |name: &str| product[name].as_str().unwrap_or_default();
    let path = format!("/p/{}", words::url_part(text("slug")));
    let mut head = front.head_with(&asked.origin, &path, text("name"), tree.shelves());
    let description = words::paragraphs(text("description"));
    let plain = description
        .iter()
        .flatten()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(" ");
    head.describe(match (text("short_description"), plain.as_str()) {
        ("", "") => text("name"),
        ("", plain) => plain,
        (short, _) => short,
    });
    head.og_type = "product";
    head.og_image = product["image_url"].as_str().map(|url| head.whole(url));
    let nodes = tree.path(product["category"]["slug"].as_str().unwrap_or_default());
    head.root = nodes.first().map(|node| node.slug.clone());
    let steps = nodes
        .iter()
        .map(|node| json!({"name": node.name, "url": category_url(&node.slug)}));
    let trail: Vec<Json> = steps.collect();
    head.structured
        .push(structured::product(&head, &product, &plain, currency));
    head.structured.push(structured::trail(&head, &trail));

    let choices = choices(&product, currency);
    let prices_differ = choices
        .iter()
        .any(|one| one["price"] != choices[0]["price"]);
    let picked = picked(&choices);
    let facts: Vec<(&String, &Json)> = product["attributes"]
        .as_object()
        .map_or_else(Vec::new, |all| all.iter().collect());
    let values = context! {
        product => Value::from_serialize(&product),
        images => Value::from_serialize(&product["images"]),
        facts => Value::from_serialize(&facts),
        related => Value::from_serialize(&related["items"]),
        reviews => Value::from_serialize(&reviews),
        paragraphs => description,
        choices => Value::from_serialize(&choices),
        prices_differ,
        picked,
        trail => Value::from_serialize(&trail),
    };
    let html = front.render("product.html", &head, values)?;
    Ok(Page::html(html, Sight::Product(id)))
}

/// The variants that can be bought, with what is said of each.
fn choices(product: &Json, currency: Currency) -> Vec<Json> {
    let is_digital = product["is_digital"] == true;
    let variants = product["variants"].as_array().into_iter().flatten();
    let active = variants.filter(|variant| variant["is_active"] != false);
    let choice = |variant: &Json| {
        let mut variant = variant.clone();
        let stock = variant["stock_quantity"].as_i64().unwrap_or_default();
        let price = variant["price"].as_i64().unwrap_or_default();
        let was = variant["original_price"]
            .as_i64()
            .filter(|was| *was > price);
        let label = label(&variant);
        if let Some(fields) = variant.as_object_mut() {
            fields.insert("label".to_owned(), label.into());
            fields.insert(
                "price_words".to_owned(),
                words::money(price, currency).into(),
            );
            let was = was.map(|was| words::money(was, currency));
            fields.insert("was_words".to_owned(), was.into());
            fields.insert(
                "stock_words".to_owned(),
                stock_words(stock, is_digital).into(),
            );
        }
        variant
    };
    active.map(choice).collect()
}

/// `Red, 120 × 180`, or the SKU of what has no options.
fn label(variant: &Json) -> String {
    let empty = Map::new();
    let options = variant["options"].as_object().unwrap_or(&empty);
    let values: Vec<&str> = options.values().filter_map(Json::as_str).collect();
    match values.as_slice() {
        [] => variant["sku"].as_str().unwrap_or("Standard").to_owned(),
        values => values.join(", "),
    }
}

/// What is said of how many there are.
pub fn stock_words(stock: i64, is_digital: bool) -> String {
    match stock {
        0 => "Sold out".to_owned(),
        _ if is_digital => "To download as soon as it is paid".to_owned(),
        few if few <= FEW => format!("Only {few} left"),
        _ => "In stock".to_owned(),
    }
}

/// The variant that is chosen at first: the default one, else the first that is left.
fn picked(choices: &[Json]) -> Option<i64> {
    let left = || {
        choices
            .iter()
            .filter(|one| one["stock_quantity"].as_i64() > Some(0))
    };
    let default = left().find(|one| one["is_default"] == true);
    default.or_else(|| left().next())?["id"].as_i64()
}

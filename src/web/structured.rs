//! What pages tell machines of themselves: JSON-LD in the words of schema.org.

use serde_json::{Map, Value, json};

use super::head::Head;
use crate::money::Currency;

/// The shop, and how to search it.
pub fn website(head: &Head) -> Value {
    json!({
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": head.shop_name,
        "url": format!("{}/", head.origin),
        "potentialAction": {
            "@type": "SearchAction",
            "target": format!("{}/search?q={{search_term_string}}", head.origin),
            "query-input": "required name=search_term_string",
        },
    })
}

/// The way to a page: its steps, then itself.
pub fn trail(head: &Head, steps: &[Value]) -> Value {
    let home = json!({"name": "Home", "url": "/"});
    let here = json!({"name": head.heading, "url": head.canonical});
    let all = std::iter::once(&home)
        .chain(steps)
        .chain(std::iter::once(&here));
    let elements = all.enumerate().map(|(index, step)| {
        json!({
            "@type": "ListItem",
            "position": index + 1,
            "name": step["name"],
            "item": head.whole(step["url"].as_str().unwrap_or_default()),
        })
    });
    json!({
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": elements.collect::<Vec<_>>(),
    })
}

/// A product with what it costs.
pub fn product(head: &Head, product: &Value, description: &str, currency: Currency) -> Value {
    let mut data = Map::new();
    let mut put = |name: &str, value: Value| {
        if !value.is_null() && value != "" {
            data.insert(name.to_owned(), value);
        }
    };
    put("@context", "https://schema.org".into());
    put("@type", "Product".into());
    put("name", product["name"].clone());
    put("url", head.canonical.clone().into());
    let images = product["images"].as_array().into_iter().flatten();
    let mut images: Vec<Value> = images
        .filter_map(|image| Some(head.whole(image["url"].as_str()?).into()))
        .collect();
    if let (true, Some(url)) = (images.is_empty(), product["image_url"].as_str()) {
        images.push(head.whole(url).into());
    }
    if !images.is_empty() {
        put("image", images.into());
    }
    put(
        "description",
        match description {
            "" => product["short_description"].clone(),
            text => text.into(),
        },
    );
    put("sku", product["variants"][0]["sku"].clone());
    put("category", product["category"]["name"].clone());
    if let Some(brand) = product["brand"].as_str() {
        put("brand", json!({"@type": "Brand", "name": brand}));
    }
    if let (Some(count @ 1..), Some(rating)) = (
        product["review_count"].as_i64(),
        product["average_rating"].as_f64(),
    ) {
        put(
            "aggregateRating",
            json!({
                "@type": "AggregateRating",
                "ratingValue": rating,
                "reviewCount": count,
            }),
        );
    }
    put("offers", offers(head, product, currency));
    Value::Object(data)
}

fn offers(head: &Head, product: &Value, currency: Currency) -> Value {
    let stock = match product["in_stock"] == true {
        true => "https://schema.org/InStock",
        false => "https://schema.org/OutOfStock",
    };
    let condition = match product["condition"].as_str() {
        Some("new") => "https://schema.org/NewCondition",
        _ => "https://schema.org/UsedCondition",
    };
    let seller = product["seller"]["name"]
        .as_str()
        .unwrap_or(&head.shop_name);
    let variants = product["variants"].as_array().into_iter().flatten();
    let active = variants.filter(|variant| variant["is_active"] != false);
    let prices: Vec<i64> = active
        .filter_map(|variant| variant["price"].as_i64())
        .collect();
    let (low, high) = (prices.iter().min(), prices.iter().max());
    let mut offer = json!({
        "@type": "Offer",
        "url": head.canonical,
        "priceCurrency": currency.code(),
        "availability": stock,
        "itemCondition": condition,
        "seller": {"@type": "Organization", "name": seller},
    });
    match (low, high) {
        (Some(low), Some(high)) if low != high => {
            offer["@type"] = "AggregateOffer".into();
            offer["lowPrice"] = currency.format(*low).into();
            offer["highPrice"] = currency.format(*high).into();
            offer["offerCount"] = prices.len().into();
        }
        _ => {
            offer["price"] = currency
                .format(product["price"].as_i64().unwrap_or_default())
                .into()
        }
    }
    offer
}

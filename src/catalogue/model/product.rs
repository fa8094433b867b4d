//! A product, as lists show it and whole.

use std::collections::BTreeMap;

use poem_openapi::{Object, types::Example};

use crate::catalogue::Condition;

/// A category, as a product names it.
#[derive(Object)]
#[oai(example)]
pub struct CategoryLink {
    /// Its id.
    #[oai(validator(minimum(value = "1")))]
    pub id: i64,
    /// Its slug: what the `category` filter takes.
    pub slug: String,
    /// Its name.
    pub name: String,
}

example!(
    CategoryLink,
    Self {
        id: 3,
        slug: "rugs".into(),
        name: "Rugs".into()
    }
);

/// A seller, as a product names it.
#[derive(Debug, Clone, Object)]
#[oai(example)]
pub struct SellerLink {
    /// Its id.
    pub id: i64,
    /// Its slug.
    pub slug: String,
    /// Its name.
    pub name: String,
}

example!(
    SellerLink,
    Self {
        id: 1,
        slug: "anatolian-looms".into(),
        name: "Anatolian Looms".into()
    }
);

/// A product as lists show it.
#[derive(Object)]
#[oai(example)]
pub struct ProductItem {
    /// Its id.
    #[oai(validator(minimum(value = "1")))]
    pub id: i64,
    /// Its address: works wherever an id does.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// One sentence.
    pub short_description: Option<String>,
    /// The maker.
    pub brand: Option<String>,
    /// Where it stands in the tree.
    pub category: Option<CategoryLink>,
    /// Who sells it; null is the shop itself.
    pub seller: Option<SellerLink>,
    /// How used it is.
    pub condition: Condition,
    /// Minor units; the cheapest active variant's.
    pub price: i64,
    /// Minor units; what that variant cost before.
    pub original_price: Option<i64>,
    /// ISO 4217.
    pub currency: String,
    /// Whether `original_price` is above `price`.
    pub on_sale: bool,
    /// Whether any is left.
    pub in_stock: bool,
    /// How many are left of all variants.
    pub stock_quantity: i64,
    /// Whether lists show it, as long as its seller may sell.
    pub is_active: bool,
    /// Whether the shop puts it forward.
    pub is_featured: bool,
    /// Whether it is delivered without a parcel.
    pub is_digital: bool,
    /// Free words.
    pub tags: Vec<String>,
    /// The primary picture.
    pub image_url: Option<String>,
    /// 1 to 5; null without reviews.
    pub average_rating: Option<f64>,
    /// How many reviews it has.
    pub review_count: i64,
    /// How often it was seen.
    pub view_count: i64,
    /// How often it was clicked.
    pub click_count: i64,
    /// How many have it among their favourites.
    pub favorite_count: i64,
    /// RFC 3339, UTC.
    pub created_at: String,
    /// RFC 3339, UTC.
    pub updated_at: String,
}

fn item() -> ProductItem {
    ProductItem {
        id: 7,
        slug: "usak-medallion-kilim".into(),
        name: "Uşak Medallion Kilim".into(),
        short_description: Some("Flat-woven wool rug, 120 × 180 cm.".into()),
        brand: Some("Anatolian Looms".into()),
        category: Some(CategoryLink::example()),
        seller: None,
        condition: Condition::New,
        price: 38_900,
        original_price: Some(45_000),
        currency: "EUR".into(),
        on_sale: true,
        in_stock: true,
        stock_quantity: 4,
        is_active: true,
        is_featured: true,
        is_digital: false,
        tags: vec!["wool".into(), "handmade".into()],
        image_url: Some("/media/demo/kilim-0000002a.svg".into()),
        average_rating: Some(4.5),
        review_count: 2,
        view_count: 120,
        click_count: 14,
        favorite_count: 3,
        created_at: "2026-11-24T10:00:00Z".into(),
        updated_at: "2026-11-24T10:00:00Z".into(),
    }
}

example!(ProductItem, item());

/// A picture of a product.
#[derive(Object)]
#[oai(example)]
pub struct Image {
    /// Its id.
    pub id: i64,
    /// The whole picture.
    pub url: String,
    /// A smaller one.
    pub thumbnail_url: String,
    /// One between the two; null for a picture that the shop does not keep itself.
    pub medium_url: Option<String>,
    /// What it shows.
    pub alt_text: String,
    /// Whether lists show it.
    pub is_primary: bool,
    /// Its place, from 0.
    pub position: i64,
    /// The width of the whole picture in pixels, where it is known.
    pub width: Option<i64>,
    /// Its height.
    pub height: Option<i64>,
}

example!(
    Image,
    Self {
        id: 9,
        url: "/media/demo/kilim-0000002a.svg".into(),
        thumbnail_url: "/media/demo/kilim-0000002a.svg".into(),
        medium_url: None,
        alt_text: "A red kilim with a stepped medallion".into(),
        is_primary: true,
        position: 0,
        width: None,
        height: None,
    }
);

/// An axis on which variants differ.
#[derive(Object)]
#[oai(example, rename = "ProductOption")]
pub struct OptionAxis {
    /// `Size`.
    pub name: String,
    /// In the order in which they are shown.
    pub values: Vec<String>,
}

example!(
    OptionAxis,
    Self {
        name: "Size".into(),
        values: vec!["120 × 180".into(), "160 × 230".into()]
    }
);

/// One combination of options, with its price and stock.
#[derive(Object)]
#[oai(example)]
pub struct Variant {
    /// Its id.
    pub id: i64,
    /// Unique in the shop where there is one.
    pub sku: Option<String>,
    /// One value for each option.
    pub options: BTreeMap<String, String>,
    /// Minor units.
    pub price: i64,
    /// Minor units; what it cost before.
    pub original_price: Option<i64>,
    /// How many are left.
    pub stock_quantity: i64,
    /// Whether it is chosen first.
    pub is_default: bool,
    /// Whether it can be bought.
    pub is_active: bool,
    /// Its place, from 0.
    pub position: i64,
}

example!(
    Variant,
    Self {
        id: 12,
        sku: Some("KIL-042-S".into()),
        options: BTreeMap::from([("Size".into(), "120 × 180".into())]),
        price: 38_900,
        original_price: Some(45_000),
        stock_quantity: 4,
        is_default: true,
        is_active: true,
        position: 0,
    }
);

/// The whole product.
#[derive(Object)]
#[oai(example)]
pub struct Product {
    /// What lists show of it.
    #[oai(flatten)]
    pub item: ProductItem,
    /// Plain text or HTML; escape it before you show it.
    pub description: Option<String>,
    /// The maker's own name or number for it.
    pub model: Option<String>,
    /// Free facts.
    pub attributes: BTreeMap<String, String>,
    /// What it weighs packed.
    pub weight_grams: Option<i64>,
    /// Its pictures, in order.
    pub images: Vec<Image>,
    /// The axes on which its variants differ.
    pub options: Vec<OptionAxis>,
    /// True, and there at all, while it would be shown and is not, because its seller may not sell now.
    #[oai(skip_serializing_if_is_none)]
    pub is_withheld: Option<bool>,
    /// At least one.
    pub variants: Vec<Variant>,
}

example!(
    Product,
    Self {
        item: item(),
        description: Some("Woven in Uşak from hand-spun wool, dyed with madder and walnut.".into()),
        model: None,
        attributes: BTreeMap::from([("material".into(), "wool".into())]),
        weight_grams: Some(4_200),
        images: vec![Image::example()],
        options: vec![OptionAxis::example()],
        is_withheld: None,
        variants: vec![Variant::example()],
    }
);

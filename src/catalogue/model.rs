//! What the API shows of the catalogue: schemas and examples of the bytes that `render` writes.
//!
//! These types document; the hot path never builds them. A black-box test holds the served bytes
//! against the served schemas.

use std::collections::BTreeMap;

use poem_openapi::{Object, types::Example};

use super::Condition;

macro_rules! example {
    ($type:ty, $value:expr) => {
        impl Example for $type {
            fn example() -> Self {
                $value
            }
        }
    };
}

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
#[derive(Object)]
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
    /// Whether lists show it.
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
    /// What it shows.
    pub alt_text: String,
    /// Whether lists show it.
    pub is_primary: bool,
    /// Its place, from 0.
    pub position: i64,
}

example!(
    Image,
    Self {
        id: 9,
        url: "/media/demo/kilim-0000002a.svg".into(),
        thumbnail_url: "/media/demo/kilim-0000002a.svg".into(),
        alt_text: "A red kilim with a stepped medallion".into(),
        is_primary: true,
        position: 0,
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
        variants: vec![Variant::example()],
    }
);

/// How many products there would be with one more filter.
#[derive(Object)]
#[oai(example)]
pub struct FacetValue {
    /// What the filter takes: a slug, a name, a number.
    pub value: String,
    /// For people; the same as `value` where there is nothing better.
    pub name: String,
    /// How many products have it, all *other* filters applied.
    pub count: i64,
}

example!(
    FacetValue,
    Self {
        value: "rugs".into(),
        name: "Rugs".into(),
        count: 36
    }
);

/// A range of prices, both ends included.
#[derive(Object)]
#[oai(example)]
pub struct PriceRange {
    /// Minor units: what `min_price` takes.
    pub min: i64,
    /// Minor units: what `max_price` takes; null in the last range.
    pub max: Option<i64>,
    /// How many products are in it, all filters but the price's applied.
    pub count: i64,
}

example!(
    PriceRange,
    Self {
        min: 2_500,
        max: Some(4_999),
        count: 31
    }
);

/// Products rated at least so well.
#[derive(Object)]
#[oai(example)]
pub struct RatingStep {
    /// What `min_rating` takes.
    pub value: i64,
    /// How many products have it, all filters but the rating's applied.
    pub count: i64,
}

example!(
    RatingStep,
    Self {
        value: 4,
        count: 12
    }
);

/// Counts by category, brand, condition, tag, price and rating.
#[derive(Object)]
#[oai(example)]
pub struct Facets {
    /// With their descendants, as the filter has them. At most 200, the largest first.
    pub category: Vec<FacetValue>,
    /// At most 100, the largest first.
    pub brand: Vec<FacetValue>,
    /// Best first.
    pub condition: Vec<FacetValue>,
    /// At most 100, the largest first.
    pub tag: Vec<FacetValue>,
    /// Ascending; ranges without a product are left out.
    pub price: Vec<PriceRange>,
    /// Best first.
    pub rating: Vec<RatingStep>,
}

example!(
    Facets,
    Self {
        category: vec![FacetValue::example()],
        brand: vec![FacetValue {
            value: "Anatolian Looms".into(),
            name: "Anatolian Looms".into(),
            count: 9
        }],
        condition: vec![FacetValue {
            value: "new".into(),
            name: "New".into(),
            count: 30
        }],
        tag: vec![FacetValue {
            value: "wool".into(),
            name: "wool".into(),
            count: 22
        }],
        price: vec![PriceRange::example()],
        rating: vec![RatingStep::example()],
    }
);

/// A page of products.
#[derive(Object)]
#[oai(example)]
pub struct ProductPage {
    /// The products, in the order asked for.
    pub items: Vec<ProductItem>,
    /// How many there are on all pages.
    pub total: i64,
    /// Send it back as `cursor` for the next page; null on the last.
    pub next_cursor: Option<String>,
    /// With `facets=true`.
    #[oai(skip_serializing_if_is_none)]
    pub facets: Option<Facets>,
}

example!(
    ProductPage,
    Self {
        items: vec![item()],
        total: 144,
        next_cursor: Some("AAGTcJ1kAAAAAAAAAAc5bkXh".into()),
        facets: None,
    }
);

/// Products that go with one.
#[derive(Object)]
#[oai(example)]
pub struct RelatedProducts {
    /// At most `limit`, the closest first.
    pub items: Vec<ProductItem>,
    /// How many there are.
    pub total: i64,
    /// Always null: the list has one page.
    pub next_cursor: Option<String>,
}

example!(
    RelatedProducts,
    Self {
        items: vec![item()],
        total: 1,
        next_cursor: None
    }
);

/// A category with all below it.
#[derive(Object)]
#[oai(example)]
pub struct CategoryNode {
    /// Its id.
    pub id: i64,
    /// Its slug.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// The category above; null at the root.
    pub parent_id: Option<i64>,
    /// Its place among its siblings; equal places are ordered by name.
    pub position: i64,
    /// Active products in it and below it.
    pub product_count: i64,
    /// The categories below.
    pub children: Vec<CategoryNode>,
}

example!(
    CategoryNode,
    Self {
        id: 3,
        slug: "rugs".into(),
        name: "Rugs".into(),
        parent_id: None,
        position: 0,
        product_count: 12,
        children: vec![],
    }
);

/// The category tree.
#[derive(Object)]
#[oai(example)]
pub struct CategoryTree {
    /// The categories at the root.
    pub items: Vec<CategoryNode>,
    /// How many categories there are on all levels.
    pub total: i64,
    /// Always null: the tree has one page.
    pub next_cursor: Option<String>,
}

example!(
    CategoryTree,
    Self {
        items: vec![CategoryNode::example()],
        total: 1,
        next_cursor: None
    }
);

/// Completions of what somebody types.
#[derive(Object)]
#[oai(example)]
pub struct Suggestions {
    /// Products.
    pub products: Vec<ProductSuggestion>,
    /// Brands.
    pub brands: Vec<FacetName>,
    /// Categories.
    pub categories: Vec<CategoryLink>,
}

/// A product as a completion.
#[derive(Object)]
#[oai(example)]
pub struct ProductSuggestion {
    /// Its id.
    pub id: i64,
    /// Its slug.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Minor units.
    pub price: i64,
    /// The primary picture.
    pub image_url: Option<String>,
}

/// A brand as a completion.
#[derive(Object)]
#[oai(example, rename = "BrandSuggestion")]
pub struct FacetName {
    /// What the `brand` filter takes.
    pub name: String,
}

example!(
    ProductSuggestion,
    Self {
        id: 7,
        slug: "usak-medallion-kilim".into(),
        name: "Uşak Medallion Kilim".into(),
        price: 38_900,
        image_url: Some("/media/demo/kilim-0000002a.svg".into()),
    }
);
example!(
    FacetName,
    Self {
        name: "Anatolian Looms".into()
    }
);
example!(
    Suggestions,
    Self {
        products: vec![ProductSuggestion::example()],
        brands: vec![FacetName::example()],
        categories: vec![CategoryLink::example()],
    }
);

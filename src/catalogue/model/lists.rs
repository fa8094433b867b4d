//! Pages of products, and the counts beside them.

use poem_openapi::{Object, types::Example};

use super::product::ProductItem;

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
        items: vec![ProductItem::example()],
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
        items: vec![ProductItem::example()],
        total: 1,
        next_cursor: None
    }
);

//! The category tree, and completions of what is typed.

use poem_openapi::{Object, types::Example};

use super::product::CategoryLink;

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

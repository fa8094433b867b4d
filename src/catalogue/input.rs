//! Products as clients write them. `apply` makes records of them.

use std::collections::BTreeMap;

use poem_openapi::{
    Object,
    types::{Example, MaybeUndefined},
};
use serde::{Deserialize, Deserializer};

use super::{Condition, reference::Reference};
use crate::http::body::objects;

/// A variant as clients write it.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Object)]
#[serde(deny_unknown_fields, default)]
#[oai(example, rename = "VariantInput")]
pub struct VariantInput {
    /// In a change: the variant that this is; what is left out of it stays.
    pub id: Option<i64>,
    /// Unique in the shop; 1 to 100 characters. Null is none.
    pub sku: MaybeUndefined<String>,
    /// One value for each of the product's options.
    pub options: Option<BTreeMap<String, String>>,
    /// Minor units; the product's `price` when left out.
    #[oai(validator(minimum(value = "0"), maximum(value = "1000000000")))]
    pub price: Option<i64>,
    /// Minor units; what it cost before. Null is nothing.
    #[oai(validator(minimum(value = "0"), maximum(value = "1000000000")))]
    pub original_price: MaybeUndefined<i64>,
    /// How many there are.
    #[oai(validator(minimum(value = "0"), maximum(value = "1000000")))]
    pub stock_quantity: Option<i64>,
    /// Chosen first; the first variant when none says so.
    pub is_default: Option<bool>,
    /// Whether it can be bought.
    pub is_active: Option<bool>,
    /// Ignored: the place in the list is the position.
    pub position: Option<i64>,
}

impl Example for VariantInput {
    fn example() -> Self {
        Self {
            sku: MaybeUndefined::Value("MUG-BLUE".into()),
            options: Some(BTreeMap::from([("Colour".into(), "Blue".into())])),
            price: Some(1_999),
            stock_quantity: Some(12),
            ..Self::default()
        }
    }
}

/// An option as clients write it.
#[derive(Debug, Clone, PartialEq, Deserialize, Object)]
#[serde(deny_unknown_fields)]
#[oai(example, rename = "OptionInput")]
pub struct OptionInput {
    /// `Colour`.
    pub name: String,
    /// In the order in which they are shown.
    pub values: Vec<String>,
}

impl Example for OptionInput {
    fn example() -> Self {
        Self {
            name: "Colour".into(),
            values: vec!["Blue".into(), "Ochre".into()],
        }
    }
}

/// A picture as clients write it: one that is on the web already.
#[derive(Debug, Clone, PartialEq, Deserialize, Object)]
#[serde(deny_unknown_fields)]
#[oai(example, rename = "ImageInput")]
pub struct ImageInput {
    /// `https://…`, `http://…` or a path on this server.
    pub url: String,
    /// A smaller one; the same as `url` when left out.
    #[serde(default)]
    pub thumbnail_url: Option<String>,
    /// What it shows.
    #[serde(default)]
    pub alt_text: Option<String>,
    /// Shown by lists; the first picture when none says so.
    #[serde(default)]
    pub is_primary: Option<bool>,
    /// Ignored: the row that answers show.
    #[serde(default)]
    pub id: Option<i64>,
    /// Ignored: the place in the list is the position.
    #[serde(default)]
    pub position: Option<i64>,
    /// Ignored: follows from `url`.
    #[serde(default)]
    pub medium_url: Option<String>,
    /// Ignored: follows from `url`.
    #[serde(default)]
    pub width: Option<i64>,
    /// Ignored: follows from `url`.
    #[serde(default)]
    pub height: Option<i64>,
}

impl Example for ImageInput {
    fn example() -> Self {
        Self {
            url: "https://example.org/mug.jpg".into(),
            thumbnail_url: None,
            alt_text: Some("A blue mug".into()),
            is_primary: Some(true),
            id: None,
            position: None,
            medium_url: None,
            width: None,
            height: None,
        }
    }
}

/// A product to make.
#[derive(Debug, Default, Deserialize, Object)]
#[serde(deny_unknown_fields, default)]
#[oai(example)]
pub struct NewProduct {
    /// 1 to 200 characters.
    #[oai(validator(min_length = "1", max_length = "200"))]
    pub name: String,
    /// Its address; made from the name when left out.
    pub slug: Option<String>,
    /// One sentence, up to 1,000 characters.
    pub short_description: Option<String>,
    /// Up to 20,000 characters.
    #[oai(validator(max_length = "20000"))]
    pub description: Option<String>,
    /// The maker.
    pub brand: Option<String>,
    /// The maker's own name or number for it.
    pub model: Option<String>,
    /// Where it stands in the tree.
    pub category: Option<Reference>,
    /// The same, by id.
    pub category_id: Option<i64>,
    /// Who sells it. Administrators may name one; a seller's products are the seller's own.
    pub seller: Option<Reference>,
    /// How used it is: new when left out.
    pub condition: Option<Condition>,
    /// Minor units. May be left out when every variant has one.
    #[oai(validator(minimum(value = "0"), maximum(value = "1000000000")))]
    pub price: Option<i64>,
    /// Minor units; what it cost before.
    #[oai(validator(minimum(value = "0"), maximum(value = "1000000000")))]
    pub original_price: Option<i64>,
    /// Of the one variant that a product without `variants` gets.
    pub sku: Option<String>,
    /// How many there are; 0 when left out.
    #[oai(validator(minimum(value = "0"), maximum(value = "1000000")))]
    pub stock_quantity: Option<i64>,
    /// Shown in lists: yes when left out.
    pub is_active: Option<bool>,
    /// Put forward by the shop.
    pub is_featured: Option<bool>,
    /// Delivered without a parcel.
    pub is_digital: Option<bool>,
    /// Up to 30.
    pub tags: Option<Vec<String>>,
    /// Free facts.
    pub attributes: Option<BTreeMap<String, String>>,
    /// What it weighs packed.
    pub weight_grams: Option<i64>,
    /// Pictures that are on the web already.
    #[serde(deserialize_with = "objects")]
    pub images: Option<Vec<ImageInput>>,
    /// The axes on which the variants differ; read off the variants when left out.
    #[serde(deserialize_with = "objects")]
    pub options: Option<Vec<OptionInput>>,
    /// Up to 200.
    #[serde(deserialize_with = "objects")]
    pub variants: Option<Vec<VariantInput>>,
}

impl Example for NewProduct {
    fn example() -> Self {
        Self {
            name: "Enamel Mug".into(),
            short_description: Some("Holds 300 ml and a camp fire's heat.".into()),
            brand: Some("Bazaar".into()),
            price: Some(1_999),
            sku: Some("MUG-1".into()),
            stock_quantity: Some(12),
            tags: Some(vec!["kitchen".into()]),
            attributes: Some(BTreeMap::from([("material".into(), "enamel".into())])),
            ..Self::default()
        }
    }
}

/// A change of a product: what is absent stays, what is null is cleared.
#[derive(Debug, Default, Deserialize, Object)]
#[serde(deny_unknown_fields, default)]
#[oai(example)]
pub struct ProductPatch {
    /// 1 to 200 characters.
    pub name: MaybeUndefined<String>,
    /// Its address.
    pub slug: MaybeUndefined<String>,
    /// One sentence.
    pub short_description: MaybeUndefined<String>,
    /// Up to 20,000 characters.
    pub description: MaybeUndefined<String>,
    /// The maker.
    pub brand: MaybeUndefined<String>,
    /// The maker's own name or number for it.
    pub model: MaybeUndefined<String>,
    /// Where it stands in the tree.
    pub category: MaybeUndefined<Reference>,
    /// The same, by id.
    pub category_id: MaybeUndefined<i64>,
    /// Who sells it; administrators only.
    pub seller: MaybeUndefined<Reference>,
    /// How used it is.
    pub condition: MaybeUndefined<Condition>,
    /// Of a product with one variant.
    pub price: MaybeUndefined<i64>,
    /// Of a product with one variant.
    pub original_price: MaybeUndefined<i64>,
    /// Of a product with one variant.
    pub sku: MaybeUndefined<String>,
    /// Of a product with one variant.
    pub stock_quantity: MaybeUndefined<i64>,
    /// Shown in lists.
    pub is_active: MaybeUndefined<bool>,
    /// Put forward by the shop.
    pub is_featured: MaybeUndefined<bool>,
    /// Delivered without a parcel.
    pub is_digital: MaybeUndefined<bool>,
    /// Up to 30; replaces the old ones.
    pub tags: MaybeUndefined<Vec<String>>,
    /// Replaces the old ones.
    pub attributes: MaybeUndefined<BTreeMap<String, String>>,
    /// What it weighs packed.
    pub weight_grams: MaybeUndefined<i64>,
    /// Replaces the old ones.
    #[serde(deserialize_with = "objects_or_null")]
    pub images: MaybeUndefined<Vec<ImageInput>>,
    /// Replaces the old ones.
    #[serde(deserialize_with = "objects_or_null")]
    pub options: MaybeUndefined<Vec<OptionInput>>,
    /// The new list of variants; those with the `id` of an old one change it, old ones that are not
    /// in the list are deleted.
    #[serde(deserialize_with = "objects_or_null")]
    pub variants: MaybeUndefined<Vec<VariantInput>>,
}

impl Example for ProductPatch {
    fn example() -> Self {
        Self {
            price: MaybeUndefined::Value(1_799),
            ..Self::default()
        }
    }
}

fn objects_or_null<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<MaybeUndefined<Vec<T>>, D::Error> {
    Ok(MaybeUndefined::from_opt_null(objects(deserializer)?))
}

//! A product as it is written: everything about it that a person or a file decides, nothing that is
//! computed. The API, the importers and the demo all speak this type, and one function saves it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The most that a name may hold, in characters.
pub const NAME_MAX: usize = 200;
/// The most that a description may hold, in characters.
pub const DESCRIPTION_MAX: usize = 20_000;
/// The most that a short description may hold, in characters.
pub const SHORT_DESCRIPTION_MAX: usize = 1_000;
/// The highest price, in minor units.
pub const PRICE_MAX: i64 = 1_000_000_000;
/// The most of one variant that can be in stock.
pub const STOCK_MAX: i64 = 1_000_000;
/// The most tags a product may have.
pub const TAGS_MAX: usize = 30;
/// The most variants a product may have.
pub const VARIANTS_MAX: usize = 200;

/// How used a product is.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, poem_openapi::Enum,
)]
#[serde(rename_all = "snake_case")]
#[oai(rename_all = "snake_case")]
pub enum Condition {
    /// Never used.
    #[default]
    New,
    /// Used, without a trace of it.
    LikeNew,
    /// Used, in good order.
    Good,
    /// Used, with visible wear.
    Fair,
    /// Works, or is sold for parts.
    Poor,
}

impl Condition {
    /// Every condition, best first.
    pub const ALL: [Self; 5] = [Self::New, Self::LikeNew, Self::Good, Self::Fair, Self::Poor];

    /// The name in JSON, CSV and SQL.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::LikeNew => "like_new",
            Self::Good => "good",
            Self::Fair => "fair",
            Self::Poor => "poor",
        }
    }

    /// The name for people.
    pub const fn title(self) -> &'static str {
        match self {
            Self::New => "New",
            Self::LikeNew => "Like new",
            Self::Good => "Good",
            Self::Fair => "Fair",
            Self::Poor => "Poor",
        }
    }

    /// The condition of this exact name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|condition| condition.as_str() == name)
    }
}

/// A product with its variants and pictures, as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Unique in the shop; empty means "make one from the name".
    pub slug: String,
    /// 1 to 200 characters.
    pub name: String,
    /// One sentence for lists.
    pub short_description: Option<String>,
    /// Up to 20,000 characters of plain text or HTML; it is never rendered unescaped.
    pub description: Option<String>,
    /// The maker's name as printed on the product.
    pub brand: Option<String>,
    /// The maker's own name or number for it.
    pub model: Option<String>,
    /// Where in the tree it stands.
    pub category_id: Option<i64>,
    /// Who sells it; `None` is the shop itself.
    pub seller_id: Option<i64>,
    /// How used it is.
    pub condition: Condition,
    /// Shown in lists and search.
    pub is_active: bool,
    /// Shown first on the front page.
    pub is_featured: bool,
    /// Delivered without a parcel.
    pub is_digital: bool,
    /// Up to 30, each 1 to 50 characters, without repeats.
    pub tags: Vec<String>,
    /// Free facts: `material` → `wool`.
    pub attributes: BTreeMap<String, String>,
    /// What it weighs packed, in grams.
    pub weight_grams: Option<i64>,
    /// The first one, or the one marked, is the primary picture.
    pub images: Vec<ImageRecord>,
    /// The axes on which variants differ: `Size` with `S`, `M`, `L`.
    pub options: Vec<OptionRecord>,
    /// At least one.
    pub variants: Vec<VariantRecord>,
    /// Milliseconds since the epoch; `None` on a new product means now.
    pub created_at: Option<i64>,
}

/// An axis on which the variants of a product differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OptionRecord {
    /// `Size`.
    pub name: String,
    /// `S`, `M`, `L`, in the order in which they are shown.
    pub values: Vec<String>,
}

/// What is bought: one combination of options with its price and stock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VariantRecord {
    /// The row it stands for; `None` makes a new one. Importers may leave it `None`: a variant is
    /// then recognised by its SKU, else by its options.
    pub id: Option<i64>,
    /// Unique in the shop where there is one; 1 to 100 characters.
    pub sku: Option<String>,
    /// One value for each of the product's options.
    pub options: BTreeMap<String, String>,
    /// Minor units, 0 to 10^9.
    pub price: i64,
    /// What it cost before; a sale when higher than `price`.
    pub original_price: Option<i64>,
    /// 0 to 10^6.
    pub stock_quantity: i64,
    /// What a visitor sees chosen first; exactly one is.
    pub is_default: bool,
    /// Whether it can be bought.
    pub is_active: bool,
}

/// A picture of a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImageRecord {
    /// Absolute, or a path on this server.
    pub url: String,
    /// A smaller one; the same as `url` where there is none.
    pub thumbnail_url: String,
    /// What the picture shows, for those who cannot see it.
    pub alt_text: String,
    /// The one that lists show.
    pub is_primary: bool,
}

impl Default for Record {
    fn default() -> Self {
        Self {
            slug: String::new(),
            name: String::new(),
            short_description: None,
            description: None,
            brand: None,
            model: None,
            category_id: None,
            seller_id: None,
            condition: Condition::New,
            is_active: true,
            is_featured: false,
            is_digital: false,
            tags: Vec::new(),
            attributes: BTreeMap::new(),
            weight_grams: None,
            images: Vec::new(),
            options: Vec::new(),
            variants: vec![VariantRecord::default()],
            created_at: None,
        }
    }
}

impl Default for VariantRecord {
    fn default() -> Self {
        Self {
            id: None,
            sku: None,
            options: BTreeMap::new(),
            price: 0,
            original_price: None,
            stock_quantity: 0,
            is_default: true,
            is_active: true,
        }
    }
}

/// One thing wrong with a record, at a place in the JSON that it came from or could have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// An RFC 6901 pointer: `/variants/2/price`.
    pub pointer: String,
    /// What it must be: `must be at least 0`.
    pub detail: String,
}

//! What a column can fill.

use super::weight::Unit;

/// What a cell fills.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Field {
    /// The product's slug or handle.
    Slug,
    /// Its name.
    Name,
    /// One sentence.
    ShortDescription,
    /// Text or HTML.
    Description,
    /// The maker.
    Brand,
    /// The maker's name or number.
    Model,
    /// `A > B`, or one level.
    Category,
    /// One level below the category.
    Subcategory,
    /// The slugs along the category's path, in souk's own files.
    CategorySlug,
    /// What the shop calls the kind of product, beside its category.
    ProductType,
    /// The seller's slug.
    Seller,
    /// How used it is.
    Condition,
    /// Shown in lists.
    IsActive,
    /// The opposite.
    IsHidden,
    /// Put forward.
    IsFeatured,
    /// Without a parcel.
    IsDigital,
    /// Whether a parcel is needed: the opposite of digital.
    NeedsShipping,
    /// Free words.
    Tags,
    /// One fact of this name.
    Attribute(String),
    /// All facts, as JSON.
    Attributes,
    /// A number, in the unit or in the unit of the unit's column.
    Weight(Option<Unit>),
    /// The unit of the weight.
    WeightUnit,
    /// Addresses of pictures. Several columns may hold some.
    Images,
    /// What a picture shows.
    ImageAlt,
    /// The axes, as JSON.
    Options,
    /// The name of the nth axis or, in WooCommerce's files, of the nth attribute.
    OptionName(usize),
    /// Its value or values.
    OptionValue(usize),
    /// The value of the nth attribute that is chosen first.
    OptionDefault(usize),
    /// The variant's choice, as JSON.
    VariantOptions,
    /// When it was made.
    CreatedAt,
    /// The variant's number.
    Sku,
    /// What it costs.
    Price,
    /// What it costs now, where `Price` is what it cost before.
    SalePrice,
    /// The day on which a sale begins.
    SaleStarts,
    /// The day on which it ends.
    SaleEnds,
    /// What it cost before.
    OriginalPrice,
    /// The currency of the prices.
    Currency,
    /// How many there are.
    Stock,
    /// Whether there are any, where nobody counts.
    InStock,
    /// The first choice among the variants.
    IsDefault,
    /// Whether the variant can be bought.
    VariantIsActive,
    /// simple, variable, variation …
    Kind,
    /// The product that a variation belongs to.
    Parent,
    /// The row's number in the shop that it comes from.
    ForeignId,
}

/// The fields that `--map` can name.
pub const MAPPABLE: &[(&str, Field)] = &[
    ("name", Field::Name),
    ("slug", Field::Slug),
    ("sku", Field::Sku),
    ("price", Field::Price),
    ("original_price", Field::OriginalPrice),
    ("sale_price", Field::SalePrice),
    ("stock", Field::Stock),
    ("brand", Field::Brand),
    ("model", Field::Model),
    ("category", Field::Category),
    ("subcategory", Field::Subcategory),
    ("description", Field::Description),
    ("short_description", Field::ShortDescription),
    ("image", Field::Images),
    ("tags", Field::Tags),
    ("condition", Field::Condition),
    ("weight_grams", Field::Weight(Some(Unit::Gram))),
    ("weight_unit", Field::WeightUnit),
    ("is_active", Field::IsActive),
    ("is_featured", Field::IsFeatured),
    ("is_digital", Field::IsDigital),
];

impl Field {
    /// The field that `--map` means by a name: as the API calls it, or as the list above does.
    pub fn mappable(name: &str) -> Option<Self> {
        let name = match name {
            "images" | "image_url" => "image",
            "stock_quantity" => "stock",
            name => name,
        };
        let found = MAPPABLE.iter().find(|(known, _)| *known == name)?;
        Some(found.1.clone())
    }

    /// What reports call it.
    pub fn shown(&self) -> String {
        match self {
            Self::Attribute(name) => format!("attribute {name}"),
            Self::OptionName(number) => format!("option {number} name"),
            Self::OptionValue(number) => format!("option {number} value"),
            Self::OptionDefault(number) => format!("option {number} default"),
            Self::Weight(_) => "weight".to_owned(),
            field => snake_case(&format!("{field:?}")),
        }
    }
}

fn snake_case(name: &str) -> String {
    let mut text = String::new();
    for (index, character) in name.chars().enumerate() {
        if character.is_ascii_uppercase() && index > 0 {
            text.push('_');
        }
        text.push(character.to_ascii_lowercase());
    }
    text
}

//! The headers of programs that we know, column by column, compact.

use super::{field::Field, weight::Unit};

/// Shopify's product export: the older one with `Variant Price`, and the newer one with `Price`.
pub const SHOPIFY: &[(Field, &[&str])] = &[
    (Field::Slug, &["handle", "urlhandle"]),
    (Field::Name, &["title"]),
    (Field::Description, &["bodyhtml", "description"]),
    (Field::Brand, &["vendor"]),
    (Field::Category, &["productcategory", "standardproducttype"]),
    (Field::ProductType, &["type", "customproducttype"]),
    (Field::Tags, &["tags"]),
    (
        Field::IsActive,
        &["published", "publishedononlinestore", "status"],
    ),
    (Field::OptionName(1), &["option1name"]),
    (Field::OptionValue(1), &["option1value"]),
    (Field::OptionName(2), &["option2name"]),
    (Field::OptionValue(2), &["option2value"]),
    (Field::OptionName(3), &["option3name"]),
    (Field::OptionValue(3), &["option3value"]),
    (Field::Sku, &["variantsku", "sku"]),
    (
        Field::Weight(Some(Unit::Gram)),
        &["variantgrams", "weightvaluegrams"],
    ),
    (Field::Stock, &["variantinventoryqty", "inventoryquantity"]),
    (Field::Price, &["variantprice", "price"]),
    (
        Field::OriginalPrice,
        &["variantcompareatprice", "compareatprice"],
    ),
    (
        Field::NeedsShipping,
        &["variantrequiresshipping", "requiresshipping"],
    ),
    (
        Field::Images,
        &[
            "imagesrc",
            "productimageurl",
            "variantimage",
            "variantimageurl",
        ],
    ),
    (Field::ImageAlt, &["imagealttext"]),
    (Field::Condition, &["googleshoppingcondition"]),
    (Field::Model, &["googleshoppingmpn"]),
];

/// WooCommerce's product export. Its numbered attributes are found by their pattern.
pub const WOOCOMMERCE: &[(Field, &[&str])] = &[
    (Field::ForeignId, &["id"]),
    (Field::Kind, &["type"]),
    (Field::Sku, &["sku"]),
    (Field::Name, &["name"]),
    (Field::IsActive, &["published"]),
    (Field::IsFeatured, &["isfeatured", "featured"]),
    (Field::ShortDescription, &["shortdescription"]),
    (Field::Description, &["description"]),
    (Field::SaleStarts, &["datesalepricestarts"]),
    (Field::SaleEnds, &["datesalepriceends"]),
    (Field::InStock, &["instock"]),
    (Field::Stock, &["stock"]),
    (Field::Weight(Some(Unit::Kilogram)), &["weightkg"]),
    (Field::Weight(Some(Unit::Gram)), &["weightg"]),
    (Field::Weight(Some(Unit::Pound)), &["weightlbs"]),
    (Field::Weight(Some(Unit::Ounce)), &["weightoz"]),
    (Field::SalePrice, &["saleprice"]),
    (Field::Price, &["regularprice"]),
    (Field::Category, &["categories"]),
    (Field::Tags, &["tags"]),
    (Field::Images, &["images"]),
    (Field::Parent, &["parent"]),
    (Field::Brand, &["brands", "brand"]),
];

/// souk's own columns, in the order in which they are written.
pub const SOUK: &[(&str, Field)] = &[
    ("slug", Field::Slug),
    ("name", Field::Name),
    ("short_description", Field::ShortDescription),
    ("description", Field::Description),
    ("brand", Field::Brand),
    ("model", Field::Model),
    ("category", Field::Category),
    ("category_slug", Field::CategorySlug),
    ("seller", Field::Seller),
    ("condition", Field::Condition),
    ("is_active", Field::IsActive),
    ("is_featured", Field::IsFeatured),
    ("is_digital", Field::IsDigital),
    ("tags", Field::Tags),
    ("attributes", Field::Attributes),
    ("weight_grams", Field::Weight(Some(Unit::Gram))),
    ("images", Field::Images),
    ("options", Field::Options),
    ("created_at", Field::CreatedAt),
    ("sku", Field::Sku),
    ("variant_options", Field::VariantOptions),
    ("price", Field::Price),
    ("original_price", Field::OriginalPrice),
    ("stock_quantity", Field::Stock),
    ("is_default", Field::IsDefault),
    ("variant_is_active", Field::VariantIsActive),
];

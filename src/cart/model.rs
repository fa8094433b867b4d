//! What the API shows of a cart, and what it takes. The schemas of what `render` writes.

use std::collections::BTreeMap;

use poem_openapi::{Object, types::Example};
use serde::Deserialize;
use uuid::Uuid;

use crate::catalogue::model::SellerLink;

macro_rules! example {
    ($type:ty, $value:expr) => {
        impl Example for $type {
            fn example() -> Self {
                $value
            }
        }
    };
}

/// A line of a cart.
#[derive(Object)]
#[oai(example)]
pub struct CartItem {
    /// Its id: what changes name it by.
    #[oai(validator(minimum(value = "1")))]
    pub id: i64,
    /// The product, which may be gone.
    pub product_id: i64,
    /// The variant, which may be gone.
    pub variant_id: i64,
    /// The product's address; null when it is gone.
    pub slug: Option<String>,
    /// The product's name.
    pub name: String,
    /// The variant's SKU.
    pub sku: Option<String>,
    /// What the variant is: size, colour.
    pub options: BTreeMap<String, String>,
    /// The product's picture.
    pub image_url: Option<String>,
    /// Who sells it; null is the shop itself.
    pub seller: Option<SellerLink>,
    /// Whether it needs no parcel.
    pub is_digital: bool,
    /// How many.
    pub quantity: i64,
    /// Minor units: the catalogue's price of this moment.
    pub unit_price: i64,
    /// Minor units: `unit_price` × `quantity`; 0 for a line that can no longer be bought.
    pub line_total: i64,
    /// How many can be had; 0 for a line that can no longer be bought.
    pub available: i64,
}

example!(
    CartItem,
    Self {
        id: 31,
        product_id: 7,
        variant_id: 12,
        slug: Some("usak-medallion-kilim".into()),
        name: "Uşak Medallion Kilim".into(),
        sku: Some("KIL-042-S".into()),
        options: BTreeMap::from([("Size".into(), "120 × 180".into())]),
        image_url: Some("/media/demo/kilim-0000002a.svg".into()),
        seller: None,
        is_digital: false,
        quantity: 2,
        unit_price: 38_900,
        line_total: 77_800,
        available: 4,
    }
);

/// What the visitor should know before paying.
#[derive(Object)]
#[oai(example)]
pub struct CartWarning {
    /// unavailable, insufficient-stock, price-changed or coupon-unavailable.
    pub code: String,
    /// The line; null for a coupon.
    pub item_id: Option<i64>,
    /// In words.
    pub detail: String,
}

example!(
    CartWarning,
    Self {
        code: "insufficient-stock".into(),
        item_id: Some(31),
        detail: "Only 1 of Uşak Medallion Kilim is left.".into(),
    }
);

/// The whole cart, at the prices of this moment.
#[derive(Object)]
#[oai(example, rename = "Cart")]
pub struct CartView {
    /// Null for the empty cart of somebody who has none.
    pub id: Option<Uuid>,
    /// In the order in which they were put in.
    pub items: Vec<CartItem>,
    /// How many things are in it, of all lines.
    pub item_count: i64,
    /// Minor units: the sum of `line_total`.
    pub subtotal: i64,
    /// Minor units: what the coupons take off.
    pub discount_total: i64,
    /// Minor units: 0 until a country and a shipping method are named.
    pub shipping_total: i64,
    /// Minor units: 0 until a country is named.
    pub tax_total: i64,
    /// Minor units: what is to be paid.
    pub total: i64,
    /// ISO 4217.
    pub currency: String,
    /// Whether anything in it needs a parcel, and so an address and a shipping method.
    pub requires_shipping: bool,
    /// The codes of its coupons.
    pub coupons: Vec<String>,
    /// What changed since the visitor put it together.
    pub warnings: Vec<CartWarning>,
    /// RFC 3339, UTC; null where there is no cart.
    pub created_at: Option<String>,
    /// RFC 3339, UTC; null where there is no cart.
    pub updated_at: Option<String>,
    /// RFC 3339, UTC: when it ends unless it changes before; null where there is no cart.
    pub expires_at: Option<String>,
}

example!(
    CartView,
    Self {
        id: Some(Uuid::from_u128(0x0193_5e7b_7c00_7000_8000_0000_0000_0001)),
        items: vec![CartItem::example()],
        item_count: 2,
        subtotal: 77_800,
        discount_total: 7_780,
        shipping_total: 0,
        tax_total: 0,
        total: 70_020,
        currency: "EUR".into(),
        requires_shipping: true,
        coupons: vec!["WELCOME10".into()],
        warnings: vec![],
        created_at: Some("2026-11-24T10:00:00Z".into()),
        updated_at: Some("2026-11-24T10:05:00Z".into()),
        expires_at: Some("2026-12-24T10:05:00Z".into()),
    }
);

/// What to put into the cart.
#[derive(Debug, Deserialize, Object)]
#[serde(deny_unknown_fields)]
#[oai(example)]
pub struct ItemInput {
    /// The product's id.
    #[oai(validator(minimum(value = "1")))]
    pub product_id: i64,
    /// Which variant; may be left out when there is one.
    #[oai(validator(minimum(value = "1")))]
    #[serde(default)]
    pub variant_id: Option<i64>,
    /// How many: 1 to 10,000; 1 when left out.
    #[oai(
        default = "one",
        validator(minimum(value = "1"), maximum(value = "10000"))
    )]
    #[serde(default = "one")]
    pub quantity: i64,
}

fn one() -> i64 {
    1
}

example!(
    ItemInput,
    Self {
        product_id: 7,
        variant_id: Some(12),
        quantity: 2,
    }
);

/// How many of a line.
#[derive(Debug, Deserialize, Object)]
#[serde(deny_unknown_fields)]
#[oai(example)]
pub struct QuantityInput {
    /// 1 to 10,000.
    #[oai(validator(minimum(value = "1"), maximum(value = "10000")))]
    pub quantity: i64,
}

example!(QuantityInput, Self { quantity: 3 });

/// A coupon to use.
#[derive(Debug, Deserialize, Object)]
#[serde(deny_unknown_fields)]
#[oai(example)]
pub struct CouponInput {
    /// Its code, in whatever case.
    pub code: String,
}

example!(
    CouponInput,
    Self {
        code: "WELCOME10".into()
    }
);

/// A way to send this cart, and what it costs.
#[derive(Object)]
#[oai(example)]
pub struct ShippingOffer {
    /// What the checkout takes as `shipping_method`.
    pub code: String,
    /// For people.
    pub name: String,
    /// Minor units, for this cart.
    pub price: i64,
    /// ISO 4217.
    pub currency: String,
}

example!(
    ShippingOffer,
    Self {
        code: "standard".into(),
        name: "Standard parcel".into(),
        price: 490,
        currency: "EUR".into(),
    }
);

/// The ways to send a cart to a country.
#[derive(Object)]
#[oai(example)]
pub struct ShippingOffers {
    /// In the order in which the shop shows them; none for a cart that needs no parcel.
    pub items: Vec<ShippingOffer>,
    /// How many.
    pub total: i64,
    /// Always null: the list has one page.
    pub next_cursor: Option<String>,
}

example!(
    ShippingOffers,
    Self {
        items: vec![ShippingOffer::example()],
        total: 1,
        next_cursor: None,
    }
);

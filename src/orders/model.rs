//! What the API shows of an order.

use std::collections::BTreeMap;

use poem_openapi::{Object, types::Example};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::status::{By, FulfillmentStatus, Status};
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

/// Where something is sent, or whom the bill is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Object)]
#[serde(deny_unknown_fields)]
#[oai(example)]
pub struct Address {
    /// A person or a firm.
    pub name: String,
    /// Street and number.
    pub line1: String,
    /// What else the postman needs.
    #[serde(default)]
    pub line2: Option<String>,
    /// The town.
    pub city: String,
    /// The state or province, where addresses have one.
    #[serde(default)]
    pub region: Option<String>,
    /// As the country writes it.
    pub postal_code: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
}

example!(
    Address,
    Self {
        name: "Ada Lovelace".into(),
        line1: "12 St James's Square".into(),
        line2: None,
        city: "Berlin".into(),
        region: None,
        postal_code: "10115".into(),
        country: "DE".into(),
    }
);

/// A coupon as an order used it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Object)]
#[oai(example)]
pub struct OrderCoupon {
    /// Its code.
    pub code: String,
    /// percent, fixed or free_shipping.
    pub kind: String,
    /// What it took off, in minor units.
    pub amount: i64,
}

example!(
    OrderCoupon,
    Self {
        code: "WELCOME10".into(),
        kind: "percent".into(),
        amount: 3_890,
    }
);

/// How an order is sent, as it was chosen: the JSON of `orders.shipping`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShippingChoice {
    /// The method's code.
    pub code: String,
    /// Its name at that moment.
    pub name: String,
    /// Minor units.
    pub price: i64,
    /// Minor units.
    pub tax: i64,
    /// Millionths.
    pub tax_rate: i64,
}

/// A line item: what was bought, as it was then.
#[derive(Debug, Clone, Object)]
#[oai(example)]
pub struct OrderItem {
    /// Its id.
    pub id: i64,
    /// The fulfilment that it is sent with.
    pub fulfillment_id: i64,
    /// The product, which may be gone.
    pub product_id: i64,
    /// The variant, which may be gone.
    pub variant_id: i64,
    /// Who sells it; null is the shop itself.
    pub seller: Option<SellerLink>,
    /// The product's address.
    pub slug: String,
    /// The product's name.
    pub name: String,
    /// The variant's SKU.
    pub sku: Option<String>,
    /// What the variant is: size, colour.
    pub options: BTreeMap<String, String>,
    /// The product's picture.
    pub image_url: Option<String>,
    /// Whether it needs no parcel.
    pub is_digital: bool,
    /// How many.
    pub quantity: i64,
    /// Minor units.
    pub unit_price: i64,
    /// Minor units; `unit_price` × `quantity`.
    pub line_total: i64,
    /// Minor units; its share of the order's discount.
    pub discount: i64,
    /// Minor units; of what is left after the discount.
    pub tax: i64,
    /// A fraction from 0 to 1.
    pub tax_rate: f64,
    /// How many the customer asked to send back.
    pub return_quantity: i64,
}

example!(
    OrderItem,
    Self {
        id: 11,
        fulfillment_id: 5,
        product_id: 7,
        variant_id: 9,
        seller: None,
        slug: "usak-medallion-kilim".into(),
        name: "Uşak Medallion Kilim".into(),
        sku: Some("KILIM-1".into()),
        options: BTreeMap::from([("Size".into(), "120 × 180 cm".into())]),
        image_url: Some("/media/demo/kilim-0000002a.svg".into()),
        is_digital: false,
        quantity: 1,
        unit_price: 38_900,
        line_total: 38_900,
        discount: 3_890,
        tax: 5_590,
        tax_rate: 0.19,
        return_quantity: 0,
    }
);

/// One seller's part of an order, and where it is.
#[derive(Debug, Clone, Object)]
#[oai(example)]
pub struct Fulfillment {
    /// Its id.
    pub id: i64,
    /// Who sends it; null is the shop itself.
    pub seller: Option<SellerLink>,
    /// Where it is.
    pub status: FulfillmentStatus,
    /// Who carries it.
    pub carrier: Option<String>,
    /// The carrier's number.
    pub tracking_number: Option<String>,
    /// RFC 3339, UTC.
    pub shipped_at: Option<String>,
    /// RFC 3339, UTC.
    pub delivered_at: Option<String>,
}

example!(
    Fulfillment,
    Self {
        id: 5,
        seller: None,
        status: FulfillmentStatus::Shipped,
        carrier: Some("DHL".into()),
        tracking_number: Some("00340434161094042557".into()),
        shipped_at: Some("2026-11-25T09:30:00Z".into()),
        delivered_at: None,
    }
);

/// A status that an order came into.
#[derive(Debug, Clone, Object)]
#[oai(example)]
pub struct HistoryEntry {
    /// The status.
    pub status: Status,
    /// RFC 3339, UTC.
    pub at: String,
    /// Who moved it.
    pub by: By,
    /// What they said to it.
    pub note: Option<String>,
}

example!(
    HistoryEntry,
    Self {
        status: Status::Shipped,
        at: "2026-11-25T09:30:00Z".into(),
        by: By::Seller,
        note: None,
    }
);

/// Money that was given back.
#[derive(Debug, Clone, Object)]
#[oai(example)]
pub struct Refund {
    /// Its id.
    pub id: i64,
    /// Minor units.
    pub amount: i64,
    /// Why.
    pub reason: String,
    /// RFC 3339, UTC.
    pub at: String,
}

example!(
    Refund,
    Self {
        id: 2,
        amount: 1_000,
        reason: "A loose thread".into(),
        at: "2026-11-27T12:00:00Z".into(),
    }
);

/// An order: what was bought at the prices, taxes and names of that moment, and where it is.
#[derive(Debug, Clone, Object)]
#[oai(example)]
pub struct Order {
    /// A UUID of version 7.
    pub id: Uuid,
    /// What people call it.
    pub number: String,
    /// Where it is.
    pub status: Status,
    /// Whom letters go to.
    pub email: String,
    /// What was bought.
    pub items: Vec<OrderItem>,
    /// One a seller.
    pub fulfillments: Vec<Fulfillment>,
    /// Null where nothing is sent.
    pub shipping_address: Option<Address>,
    /// Null where it is the shipping address.
    pub billing_address: Option<Address>,
    /// The code of the shipping method; null where nothing is sent.
    pub shipping_method: Option<String>,
    /// Its name.
    pub shipping_method_name: Option<String>,
    /// bank_transfer, cash_on_delivery, pickup or dummy.
    pub payment_method: String,
    /// ISO 4217.
    pub currency: String,
    /// Whether prices hold the tax already.
    pub prices_include_tax: bool,
    /// Minor units: the lines.
    pub subtotal: i64,
    /// Minor units.
    pub discount_total: i64,
    /// Minor units.
    pub shipping_total: i64,
    /// Minor units.
    pub tax_total: i64,
    /// Minor units: subtotal − discount + shipping, and + tax where prices do not hold it.
    pub total: i64,
    /// Minor units: what was given back so far.
    pub refunded_total: i64,
    /// What was taken off, and by which code.
    pub coupons: Vec<OrderCoupon>,
    /// What the customer said.
    pub note: Option<String>,
    /// In sequence; null until it is paid.
    pub invoice_number: Option<i64>,
    /// What happened, the oldest first.
    pub history: Vec<HistoryEntry>,
    /// Money that was given back, the oldest first.
    pub refunds: Vec<Refund>,
    /// RFC 3339, UTC.
    pub created_at: String,
    /// RFC 3339, UTC.
    pub updated_at: String,
    /// When it is cancelled unless it is paid; null once it is.
    pub expires_at: Option<String>,
}

example!(
    Order,
    Self {
        id: Uuid::from_u128(0x0193_5e7b_7c00_7000_8000_0000_0000_002a),
        number: "S-7K3M9Q".into(),
        status: Status::Shipped,
        email: "ada@example.org".into(),
        items: vec![OrderItem::example()],
        fulfillments: vec![Fulfillment::example()],
        shipping_address: Some(Address::example()),
        billing_address: None,
        shipping_method: Some("standard".into()),
        shipping_method_name: Some("Standard parcel".into()),
        payment_method: "bank_transfer".into(),
        currency: "EUR".into(),
        prices_include_tax: true,
        subtotal: 38_900,
        discount_total: 3_890,
        shipping_total: 490,
        tax_total: 5_590,
        total: 35_500,
        refunded_total: 1_000,
        coupons: vec![OrderCoupon::example()],
        note: None,
        invoice_number: Some(1),
        history: vec![HistoryEntry::example()],
        refunds: vec![Refund::example()],
        created_at: "2026-11-24T10:00:00Z".into(),
        updated_at: "2026-11-25T09:30:00Z".into(),
        expires_at: None,
    }
);

/// A page of orders.
#[derive(Debug, Object)]
#[oai(example)]
pub struct OrderPage {
    /// The newest first.
    pub items: Vec<Order>,
    /// How many there are on all pages.
    pub total: i64,
    /// Send it back as `cursor` for the next page; null on the last.
    pub next_cursor: Option<String>,
}

example!(
    OrderPage,
    Self {
        items: vec![Order::example()],
        total: 1,
        next_cursor: None,
    }
);

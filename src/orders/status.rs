//! Where an order and its fulfilments are, and who moves them.

use std::fmt;

use poem_openapi::Enum;
use rusqlite::{
    ToSql,
    types::{FromSql, FromSqlError, FromSqlResult, ToSqlOutput, ValueRef},
};
use serde::{Deserialize, Deserializer, de::Error as _};

/// An enumeration whose names are the same in SQL, in JSON and for people.
macro_rules! named {
    ($($(#[$docs:meta])* $name:ident as $schema:literal { $($(#[$doc:meta])* $value:ident = $text:literal,)* })*) => {$(
        $(#[$docs])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Enum)]
        #[oai(rename = $schema)]
        pub enum $name {
            $($(#[$doc])* #[oai(rename = $text)] $value,)*
        }

        impl $name {
            /// Each, in the order of an order's life.
            pub const ALL: &'static [Self] = &[$(Self::$value,)*];

            /// The name in SQL and JSON.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$value => $text,)* }
            }

            /// The one of this name.
            pub fn parse(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.as_str() == text)
            }
        }

        // serde's own would call a null or a number no JSON.
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                Self::parse(&text).ok_or_else(|| {
                    let names = Self::ALL.iter().map(|one| one.as_str()).collect::<Vec<_>>();
                    D::Error::custom(format!("must be one of {}", names.join(", ")))
                })
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(self.as_str())
            }
        }

        impl ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(self.as_str().into())
            }
        }

        impl FromSql for $name {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                Self::parse(value.as_str()?).ok_or(FromSqlError::InvalidType)
            }
        }
    )*};
}

named! {
    /// Where an order is.
    Status as "OrderStatus" {
        /// Placed, and not paid.
        PendingPayment = "pending_payment",
        /// Paid, or cash on delivery was agreed to; it has an invoice.
        PaymentConfirmed = "payment_confirmed",
        /// Being packed.
        AwaitingShipment = "awaiting_shipment",
        /// Every parcel is on its way.
        Shipped = "shipped",
        /// Every parcel arrived.
        Delivered = "delivered",
        /// Ended before it was shipped.
        Cancelled = "cancelled",
        /// The customer wants to send something back.
        ReturnRequested = "return_requested",
        /// The money was given back.
        Refunded = "refunded",
    }

    /// Where one seller's part of an order is.
    FulfillmentStatus as "FulfillmentStatus" {
        /// To be sent.
        Pending = "pending",
        /// On its way.
        Shipped = "shipped",
        /// Arrived.
        Delivered = "delivered",
        /// Never sent.
        Cancelled = "cancelled",
    }

    /// Who moves an order.
    By as "OrderActor" {
        /// Who bought.
        Customer = "customer",
        /// Who sends.
        Seller = "seller",
        /// Who runs the shop.
        Admin = "admin",
        /// The shop by itself.
        System = "system",
    }
}

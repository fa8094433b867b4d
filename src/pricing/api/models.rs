//! Terms as clients write them and as they are shown.

mod coupon;
mod shipping_method;
mod tax_rate;

pub use coupon::{CouponKeys, CouponPage, CouponPatch, CouponView, NewCoupon};
pub use shipping_method::{
    NewShippingMethod, ShippingMethodKeys, ShippingMethodPage, ShippingMethodPatch,
    ShippingMethodView,
};
pub use tax_rate::{NewTaxRate, TaxRateKeys, TaxRatePage, TaxRatePatch, TaxRateView};

/// A page of a list, for the document: its bytes are written from the rows.
macro_rules! page {
    ($(#[$docs:meta])* $name:ident of $item:ty) => {
        $(#[$docs])*
        #[derive(poem_openapi::Object)]
        #[oai(example)]
        pub struct $name {
            /// The rows.
            pub items: Vec<$item>,
            /// How many there are in all.
            pub total: i64,
            /// Where the next page begins; null on the last one.
            pub next_cursor: Option<String>,
        }

        impl poem_openapi::types::Example for $name {
            fn example() -> Self {
                Self { items: vec![<$item>::example()], total: 1, next_cursor: None }
            }
        }
    };
}
pub(crate) use page;

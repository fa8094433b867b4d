//! The columns of a product that follow from its variants and pictures.

use super::{Record, images, save::json, text::fold};

/// What the row in `products` holds beside the record itself.
pub(super) struct Derived<'r> {
    pub(super) price: i64,
    pub(super) original_price: Option<i64>,
    pub(super) on_sale: bool,
    pub(super) stock_quantity: i64,
    pub(super) image_url: Option<&'r str>,
    pub(super) tags: String,
    pub(super) name_key: String,
}

impl<'r> Derived<'r> {
    /// `price` is the cheapest active variant's, `stock_quantity` the sum over the active ones; a
    /// product without an active variant shows the cheapest of all, and no stock.
    pub(super) fn of(record: &'r Record) -> Self {
        let active = || record.variants.iter().filter(|variant| variant.is_active);
        let cheapest = active()
            .min_by_key(|variant| variant.price)
            .or_else(|| record.variants.iter().min_by_key(|variant| variant.price));
        let price = cheapest.map_or(0, |variant| variant.price);
        let original_price = cheapest.and_then(|variant| variant.original_price);
        Self {
            price,
            original_price,
            on_sale: original_price.is_some_and(|original| original > price),
            stock_quantity: active().map(|variant| variant.stock_quantity).sum(),
            image_url: images::primary(&record.images).map(|image| image.url.as_str()),
            tags: json(&record.tags),
            name_key: fold(&record.name),
        }
    }
}

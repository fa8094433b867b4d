//! The whole cart as JSON bytes.

use super::{
    Cart,
    find::expiry,
    goods::Seller,
    look::{Contents, Line, Look},
};
use crate::catalogue::render::Json;

/// Room for the cart itself and for each line, in bytes.
const CART_SIZE: usize = 512;
const LINE_SIZE: usize = 512;

/// Writes a cart; `None` is the empty one of somebody who has none.
pub fn render(cart: Option<&Cart>, look: &Look, currency: &str) -> Vec<u8> {
    let contents = &look.contents;
    let mut json = Json::with_capacity(CART_SIZE + contents.lines.len() * LINE_SIZE);
    json.raw("{\"id\":");
    match cart {
        // A UUID needs no escaping.
        Some(cart) => json.text(cart.id.hyphenated().encode_lower(&mut [0; 36])),
        None => json.raw("null"),
    };
    json.raw(",\"items\":[");
    for (place, line) in contents.lines.iter().enumerate() {
        if place > 0 {
            json.raw(",");
        }
        item(&mut json, line);
    }
    let count = contents.lines.iter().map(|line| line.quantity).sum();
    let totals = &look.quote;
    json.raw("],\"item_count\":").number(count);
    json.raw(",\"subtotal\":").number(totals.subtotal);
    json.raw(",\"discount_total\":")
        .number(totals.discount_total);
    json.raw(",\"shipping_total\":")
        .number(totals.shipping_total);
    json.raw(",\"tax_total\":").number(totals.tax_total);
    json.raw(",\"total\":").number(totals.total);
    json.raw(",\"currency\":").text(currency);
    json.raw(",\"requires_shipping\":")
        .flag(contents.needs_shipping());
    json.raw(",\"coupons\":[");
    for (place, held) in contents.coupons.iter().enumerate() {
        json.raw(if place > 0 { "," } else { "" });
        json.text(&held.coupon.code);
    }
    json.raw("],\"warnings\":[");
    warnings(&mut json, contents);
    json.raw("]");
    let changed = cart.map(|cart| contents.changed_at(cart));
    let instants = [
        (",\"created_at\":", cart.map(|cart| cart.created_at)),
        (",\"updated_at\":", changed),
        (",\"expires_at\":", changed.map(expiry)),
    ];
    for (name, instant) in instants {
        json.raw(name);
        match instant {
            Some(instant) => json.instant(instant),
            None => json.raw("null"),
        };
    }
    json.raw("}");
    json.0
}

fn text_or_null(json: &mut Json, text: Option<&str>) {
    match text {
        Some(text) => json.text(text),
        None => json.raw("null"),
    };
}

fn item(json: &mut Json, line: &Line) {
    let good = &line.good;
    json.raw("{\"id\":").number(line.id);
    json.raw(",\"product_id\":").number(line.product_id);
    json.raw(",\"variant_id\":").number(line.variant_id);
    json.raw(",\"slug\":");
    text_or_null(json, good.slug.as_deref());
    json.raw(",\"name\":").text(&good.name);
    json.raw(",\"sku\":");
    text_or_null(json, good.sku.as_deref());
    json.raw(",\"options\":").raw(&good.options);
    json.raw(",\"image_url\":");
    text_or_null(json, good.image_url.as_deref());
    json.raw(",\"seller\":");
    match &good.seller {
        Some(Seller { id, slug, name }) => {
            json.raw("{\"id\":").number(*id);
            json.raw(",\"slug\":").text(slug);
            json.raw(",\"name\":").text(name).raw("}");
        }
        None => {
            json.raw("null");
        }
    }
    json.raw(",\"is_digital\":").flag(good.is_digital);
    json.raw(",\"quantity\":").number(line.quantity);
    json.raw(",\"unit_price\":").number(line.price);
    json.raw(",\"line_total\":").number(line.total());
    json.raw(",\"available\":").number(good.available).raw("}");
}

fn warnings(json: &mut Json, contents: &Contents) {
    let mut separator = "";
    let mut warn = |code: &str, item: Option<i64>, detail: &str| {
        json.raw(separator).raw("{\"code\":").text(code);
        json.raw(",\"item_id\":");
        match item {
            Some(item) => json.number(item),
            None => json.raw("null"),
        };
        json.raw(",\"detail\":").text(detail).raw("}");
        separator = ",";
    };
    for line in &contents.lines {
        let (item, good) = (Some(line.id), &line.good);
        if !good.is_sold {
            let detail = format!("{} is no longer sold; remove it to check out.", good.name);
            warn("unavailable", item, &detail);
            continue;
        }
        if good.available < line.quantity {
            let detail = match good.available {
                0 => format!("{} is sold out.", good.name),
                left => format!("Only {left} of {} left.", good.name),
            };
            warn("insufficient-stock", item, &detail);
        }
        if line.price != line.seen_price {
            let way = if line.price > line.seen_price {
                "more"
            } else {
                "less"
            };
            let detail = format!("{} costs {way} than when it was put in.", good.name);
            warn("price-changed", item, &detail);
        }
    }
    for held in &contents.coupons {
        if let Some(refusal) = &held.refusal {
            let detail = format!("{} takes nothing off: {refusal}.", held.coupon.code);
            warn("coupon-unavailable", None, &detail);
        }
    }
}

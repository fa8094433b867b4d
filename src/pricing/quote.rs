//! How a total comes about. Pure: no database, no clock.

use super::{Coupon, CouponKind, PricingError, ShippingMethod, TaxRate};
use crate::money::{MILLION, scale, split, sum};

/// A line of a cart or order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// Minor units.
    pub unit_price: i64,
    /// Pieces.
    pub quantity: i64,
    /// Of one piece; 0 where nobody knows.
    pub weight_grams: i64,
    /// Whether it is delivered without a parcel.
    pub is_digital: bool,
}

/// What is to be priced.
#[derive(Debug, Clone, Copy)]
pub struct Basket<'a> {
    /// The lines.
    pub lines: &'a [Line],
    /// Coupons that may be used, in any order.
    pub coupons: &'a [Coupon],
    /// The tax of the destination.
    pub tax: Option<&'a TaxRate>,
    /// How it is sent; means nothing for a basket without a parcel.
    pub shipping: Option<&'a ShippingMethod>,
    /// Whether prices contain the tax already.
    pub prices_include_tax: bool,
}

impl Basket<'_> {
    /// Whether anything in it needs a parcel.
    pub fn needs_shipping(&self) -> bool {
        self.lines.iter().any(|line| !line.is_digital)
    }
}

/// What a basket costs. `total = subtotal − discount_total + shipping_total`, plus `tax_total` where
/// prices do not contain it. Amounts are minor units and never negative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// One a line, in the basket's order.
    pub lines: Vec<LineQuote>,
    /// The lines before discounts.
    pub subtotal: i64,
    /// What coupons take off the lines.
    pub discount_total: i64,
    /// What the parcel costs.
    pub shipping_total: i64,
    /// The tax of the lines and of the parcel.
    pub tax_total: i64,
    /// What is to be paid.
    pub total: i64,
    /// How it is sent; `None` without a parcel, or before a method is chosen.
    pub shipping: Option<ShippingQuote>,
    /// What each coupon does, in the order in which they were applied.
    pub coupons: Vec<CouponEffect>,
}

/// What a line costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineQuote {
    /// `unit_price × quantity`.
    pub line_total: i64,
    /// Its share of the discounts.
    pub discount: i64,
    /// Of the line after its discount.
    pub tax: i64,
    /// Millionths.
    pub tax_rate: i64,
}

/// What the parcel costs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShippingQuote {
    /// The method's code.
    pub code: String,
    /// The method's name.
    pub name: String,
    /// The same as the quote's `shipping_total`.
    pub price: i64,
    /// The parcel's tax.
    pub tax: i64,
    /// Millionths; 0 where parcels are not taxed.
    pub tax_rate: i64,
}

/// What a coupon does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CouponEffect {
    /// The coupon's id.
    pub id: i64,
    /// Its code.
    pub code: String,
    /// What it is.
    pub kind: CouponKind,
    /// What it takes off the lines; of free shipping, what the parcel would have cost. 0 when the
    /// subtotal does not reach the coupon's minimum.
    pub amount: i64,
}

/// Adds a basket up.
///
/// 1. `subtotal` is the sum of the lines. A coupon whose `min_subtotal` is above it does nothing.
/// 2. Percent coupons first, each of what the ones before it left, the largest first; then fixed ones,
///    each at most what is left; where values are equal, by code. The discount is split over the lines by
///    [`split`].
/// 3. Shipping is the method's price for the weight; nothing from `free_above` on, compared with the
///    subtotal after the discount, and nothing with a coupon for free shipping.
/// 4. Tax is rounded for each line, after its discount, and for the parcel.
///
/// # Errors
/// `TooLarge` when a number passes what an amount can hold, and for negative ones.
pub fn quote(basket: &Basket<'_>) -> Result<Quote, PricingError> {
    add_up(basket).ok_or(PricingError::TooLarge)
}

fn add_up(basket: &Basket<'_>) -> Option<Quote> {
    let line_totals = basket
        .lines
        .iter()
        .map(line_total)
        .collect::<Option<Vec<i64>>>()?;
    let subtotal = sum(line_totals.iter().copied())?;
    let mut coupons = Coupons::apply(basket.coupons, subtotal)?;
    let discounts = split(coupons.discount, &line_totals)?;
    let lines: Vec<LineQuote> = line_totals
        .iter()
        .zip(discounts)
        .map(|(line_total, discount)| {
            taxed_line(*line_total, discount, basket.tax, basket.prices_include_tax)
        })
        .collect::<Option<_>>()?;
    let shipping = match basket.shipping.filter(|_| basket.needs_shipping()) {
        Some(method) => {
            let price = method.price_for(weight(basket.lines)?, subtotal - coupons.discount)?;
            Some(parcel(method, coupons.ship(price), basket)?)
        }
        None => None,
    };
    let (shipping_total, shipping_tax) = shipping
        .as_ref()
        .map_or((0, 0), |shipping| (shipping.price, shipping.tax));
    let tax_total = sum(lines.iter().map(|line| line.tax))?.checked_add(shipping_tax)?;
    let on_top = if basket.prices_include_tax {
        0
    } else {
        tax_total
    };
    let total = sum([subtotal - coupons.discount, shipping_total, on_top])?;
    Some(Quote {
        lines,
        subtotal,
        discount_total: coupons.discount,
        shipping_total,
        tax_total,
        total,
        shipping,
        coupons: coupons.effects,
    })
}

fn line_total(line: &Line) -> Option<i64> {
    let sane = line.unit_price >= 0 && line.quantity >= 0 && line.weight_grams >= 0;
    line.unit_price.checked_mul(line.quantity).filter(|_| sane)
}

/// What the parcel weighs, in grams: what is delivered without one weighs nothing.
fn weight(lines: &[Line]) -> Option<i64> {
    lines
        .iter()
        .filter(|line| !line.is_digital)
        .try_fold(0_i64, |sum, line| {
            sum.checked_add(line.weight_grams.checked_mul(line.quantity)?)
        })
}

fn taxed_line(
    line_total: i64,
    discount: i64,
    rate: Option<&TaxRate>,
    contained: bool,
) -> Option<LineQuote> {
    let tax_rate = rate.map_or(0, |rate| rate.rate);
    Some(LineQuote {
        line_total,
        discount,
        tax: tax_of(line_total - discount, tax_rate, contained)?,
        tax_rate,
    })
}

/// The tax in an amount that contains it, or on one that does not.
fn tax_of(amount: i64, rate: i64, contained: bool) -> Option<i64> {
    let of = if contained {
        MILLION.checked_add(rate)?
    } else {
        MILLION
    };
    scale(amount, rate, of)
}

fn parcel(method: &ShippingMethod, price: i64, basket: &Basket<'_>) -> Option<ShippingQuote> {
    let rate = basket.tax.filter(|rate| rate.applies_to_shipping);
    let tax_rate = rate.map_or(0, |rate| rate.rate);
    Some(ShippingQuote {
        code: method.code.clone(),
        name: method.name.clone(),
        price,
        tax: tax_of(price, tax_rate, basket.prices_include_tax)?,
        tax_rate,
    })
}

/// Coupons at work.
struct Coupons {
    discount: i64,
    /// The first one that frees the parcel.
    freeing: Option<usize>,
    effects: Vec<CouponEffect>,
}

impl Coupons {
    fn apply(coupons: &[Coupon], subtotal: i64) -> Option<Self> {
        let mut ordered: Vec<&Coupon> = coupons.iter().collect();
        ordered.sort_by(|one, other| {
            let key = |coupon: &Coupon| (coupon.kind, std::cmp::Reverse(coupon.value));
            key(one)
                .cmp(&key(other))
                .then_with(|| one.code.cmp(&other.code))
        });
        let mut applied = Self {
            discount: 0,
            freeing: None,
            effects: Vec::with_capacity(ordered.len()),
        };
        for coupon in ordered {
            let left = subtotal - applied.discount;
            let amount = match coupon.kind {
                _ if !coupon.reaches(subtotal) => 0,
                CouponKind::Percent => scale(left, coupon.value, 100)?.clamp(0, left),
                CouponKind::Fixed => coupon.value.clamp(0, left),
                CouponKind::FreeShipping => {
                    applied.freeing.get_or_insert(applied.effects.len());
                    0
                }
            };
            applied.discount += amount;
            applied.effects.push(CouponEffect {
                id: coupon.id,
                code: coupon.code.clone(),
                kind: coupon.kind,
                amount,
            });
        }
        Some(applied)
    }

    /// What is left of the parcel's price; the coupon that frees it is told what it saved.
    fn ship(&mut self, price: i64) -> i64 {
        match self.freeing {
            Some(place) => {
                self.effects[place].amount = price;
                0
            }
            None => price,
        }
    }
}

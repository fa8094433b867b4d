//! Carts computed by hand. Amounts are minor units: cents, yen, fils.

use super::*;

/// A cart in short.
#[derive(Default)]
struct Cart<'a> {
    /// Price, pieces, grams.
    goods: &'a [(i64, i64, i64)],
    /// The same without a parcel.
    files: &'a [(i64, i64, i64)],
    coupons: &'a [Coupon],
    /// Millionths, and whether parcels are taxed.
    tax: Option<(i64, bool)>,
    /// Whether tax goes on top.
    on_top: bool,
    /// Price, free above, price per kilogram.
    shipping: Option<(i64, Option<i64>, Option<i64>)>,
}

const GERMAN: Option<(i64, bool)> = Some((190_000, false));
const GERMAN_WITH_PARCEL: Option<(i64, bool)> = Some((190_000, true));
const PARCEL: Option<(i64, Option<i64>, Option<i64>)> = Some((490, None, None));

fn coupon(kind: CouponKind, value: i64) -> Coupon {
    Coupon {
        id: 1,
        code: format!("{}{value}", kind.as_str()),
        kind,
        value,
        min_subtotal: None,
        starts_at: None,
        ends_at: None,
        usage_limit: None,
        per_customer_limit: None,
        used_count: 0,
        created_at: 0,
        updated_at: 0,
    }
}

pub(super) fn percent(value: i64) -> Coupon {
    coupon(CouponKind::Percent, value)
}

pub(super) fn fixed(value: i64) -> Coupon {
    coupon(CouponKind::Fixed, value)
}

pub(super) fn free_shipping() -> Coupon {
    coupon(CouponKind::FreeShipping, 0)
}

fn from(least: i64, coupon: Coupon) -> Coupon {
    Coupon {
        min_subtotal: Some(least),
        ..coupon
    }
}

pub(super) fn rate(rate: i64, applies_to_shipping: bool) -> TaxRate {
    TaxRate {
        id: 1,
        country: "DE".to_owned(),
        region: String::new(),
        rate,
        name: "VAT".to_owned(),
        applies_to_shipping,
    }
}

pub(super) fn method(
    price: i64,
    free_above: Option<i64>,
    price_per_kg: Option<i64>,
) -> ShippingMethod {
    ShippingMethod {
        id: 1,
        code: "standard".to_owned(),
        name: "Standard".to_owned(),
        countries: Vec::new(),
        price,
        free_above,
        price_per_kg,
        position: 0,
    }
}

impl Cart<'_> {
    fn quote(&self) -> Quote {
        let line = |is_digital| {
            move |(unit_price, quantity, weight_grams): &(i64, i64, i64)| Line {
                unit_price: *unit_price,
                quantity: *quantity,
                weight_grams: *weight_grams,
                is_digital,
            }
        };
        let goods = self.goods.iter().map(line(false));
        let lines: Vec<Line> = goods.chain(self.files.iter().map(line(true))).collect();
        let tax = self
            .tax
            .map(|(millionths, parcel)| rate(millionths, parcel));
        let shipping = self
            .shipping
            .map(|(price, free, kg)| method(price, free, kg));
        quote(&Basket {
            lines: &lines,
            coupons: self.coupons,
            tax: tax.as_ref(),
            shipping: shipping.as_ref(),
            prices_include_tax: !self.on_top,
        })
        .unwrap()
    }

    /// Subtotal, discount, shipping, tax, total.
    #[track_caller]
    fn costs(&self, expected: [i64; 5]) -> Quote {
        let quote = self.quote();
        let found = [
            quote.subtotal,
            quote.discount_total,
            quote.shipping_total,
            quote.tax_total,
            quote.total,
        ];
        assert_eq!(found, expected);
        quote
    }
}

fn discounts(quote: &Quote) -> Vec<i64> {
    quote.lines.iter().map(|line| line.discount).collect()
}

fn taxes(quote: &Quote) -> Vec<i64> {
    quote.lines.iter().map(|line| line.tax).collect()
}

fn amounts(quote: &Quote) -> Vec<(&str, i64)> {
    let effects = quote.coupons.iter();
    effects
        .map(|effect| (effect.code.as_str(), effect.amount))
        .collect()
}

#[test]
#[rustfmt::skip] // A line a cart.
fn tax_of_single_lines() {
    // 1. Contained: 1999 × 19 ÷ 119 = 319.17.
    let mug = &[(1_999, 1, 0)][..];
    Cart { goods: mug, tax: GERMAN, ..Cart::default() }.costs([1_999, 0, 0, 319, 1_999]);
    // 2. On top: 1999 × 0.19 = 379.81.
    Cart { goods: mug, tax: GERMAN, on_top: true, ..Cart::default() }.costs([1_999, 0, 0, 380, 2_379]);
    // 3. No rate, no tax.
    Cart { goods: mug, ..Cart::default() }.costs([1_999, 0, 0, 0, 1_999]);
    // 4. 50 × 0.19 = 9.5: a half goes up.
    Cart { goods: &[(50, 1, 0)], tax: GERMAN, on_top: true, ..Cart::default() }.costs([50, 0, 0, 10, 60]);
    // 5. 150 × 0.19 = 28.5, which is 29 and not the even 28.
    Cart { goods: &[(150, 1, 0)], tax: GERMAN, on_top: true, ..Cart::default() }.costs([150, 0, 0, 29, 179]);
    // 6. A rate of 8.875 %: 1999 × 0.08875 = 177.41.
    Cart { goods: mug, tax: Some((88_750, false)), on_top: true, ..Cart::default() }
        .costs([1_999, 0, 0, 177, 2_176]);
    // 7. A rate of 100 %, contained: half of it is tax.
    Cart { goods: &[(1_000, 1, 0)], tax: Some((1_000_000, false)), ..Cart::default() }
        .costs([1_000, 0, 0, 500, 1_000]);
    // 8. A rate of 0 %.
    Cart { goods: mug, tax: Some((0, true)), on_top: true, ..Cart::default() }.costs([1_999, 0, 0, 0, 1_999]);
    // 9. The dearest line there can be: 10^9 × 10^4 = 10^13, and 19 % of it.
    Cart { goods: &[(1_000_000_000, 10_000, 0)], tax: GERMAN, on_top: true, ..Cart::default() }
        .costs([10_000_000_000_000, 0, 0, 1_900_000_000_000, 11_900_000_000_000]);
    // 10. Nothing at all.
    Cart { tax: GERMAN_WITH_PARCEL, shipping: PARCEL, ..Cart::default() }.costs([0; 5]);
}

#[test]
#[rustfmt::skip] // A line a cart.
fn tax_is_rounded_for_each_line() {
    // 11. Three lines: 999 × 19 ÷ 119 = 159.50 each, so 3 × 160.
    let quote = Cart { goods: &[(999, 1, 0), (999, 1, 0), (999, 1, 0)], tax: GERMAN, ..Cart::default() }
        .costs([2_997, 0, 0, 480, 2_997]);
    assert_eq!(taxes(&quote), [160, 160, 160]);
    // 12. One line of three: 2997 × 19 ÷ 119 = 478.51.
    Cart { goods: &[(999, 3, 0)], tax: GERMAN, ..Cart::default() }.costs([2_997, 0, 0, 479, 2_997]);
    // 13. On top: 33 × 0.07 = 2.31 three times, and not 99 × 0.07 = 6.93.
    Cart { goods: &[(33, 1, 0), (33, 1, 0), (33, 1, 0)], tax: Some((70_000, false)), on_top: true, ..Cart::default() }
        .costs([99, 0, 0, 6, 105]);
}

#[test]
#[rustfmt::skip] // A line a cart.
fn one_coupon() {
    let mug = &[(1_999, 1, 0)][..];
    // 14. 10 % of 1999 is 199.9; the tax is of what is left: 1799 × 19 ÷ 119 = 287.24.
    Cart { goods: mug, coupons: &[percent(10)], tax: GERMAN, ..Cart::default() }
        .costs([1_999, 200, 0, 287, 1_799]);
    // 15. 15 % of 3000 is 450, 150 a line; 850 × 0.07 = 59.5, so 3 × 60.
    let three = &[(1_000, 1, 0), (1_000, 1, 0), (1_000, 1, 0)][..];
    let quote = Cart { goods: three, coupons: &[percent(15)], tax: Some((70_000, false)), on_top: true, ..Cart::default() }
        .costs([3_000, 450, 0, 180, 2_730]);
    assert_eq!(discounts(&quote), [150, 150, 150]);
    // 16. 100 over three equal lines: 33.33 each, and the unit that remains goes to the first.
    let thirds = &[(333, 1, 0), (333, 1, 0), (333, 1, 0)][..];
    let quote = Cart { goods: thirds, coupons: &[fixed(100)], tax: Some((200_000, false)), on_top: true, ..Cart::default() }
        .costs([999, 100, 0, 180, 1_079]);
    assert_eq!(discounts(&quote), [34, 33, 33]);
    // 299 × 0.2 = 59.8, 300 × 0.2 = 60.
    assert_eq!(taxes(&quote), [60, 60, 60]);
    // 17. 33 % of 306 is 100.98. Shares 33.34, 33.67, 34.00 (less a little): the two units that remain go
    // to the third and the second. Tax of 68, 68 and 69: × 7 ÷ 107 = 4.45, 4.45, 4.51.
    let quote = Cart {
        goods: &[(101, 1, 0), (102, 1, 0), (103, 1, 0)],
        coupons: &[percent(33)],
        tax: Some((70_000, false)),
        ..Cart::default()
    }
    .costs([306, 101, 0, 13, 205]);
    assert_eq!(discounts(&quote), [33, 34, 34]);
    assert_eq!(taxes(&quote), [4, 4, 5]);
    // 18. An amount above the cart takes the cart; the parcel is paid.
    let quote = Cart { goods: &[(1_200, 1, 0)], coupons: &[fixed(5_000)], tax: GERMAN, shipping: PARCEL, ..Cart::default() }
        .costs([1_200, 1_200, 490, 0, 490]);
    assert_eq!(amounts(&quote), [("fixed5000", 1_200)]);
    // 19. All of it.
    Cart { goods: mug, coupons: &[percent(100)], tax: GERMAN, on_top: true, ..Cart::default() }
        .costs([1_999, 1_999, 0, 0, 0]);
    // 20. What costs nothing bears no discount.
    let quote = Cart { goods: &[(0, 5, 0), (1_000, 1, 0)], coupons: &[fixed(300)], ..Cart::default() }
        .costs([1_000, 300, 0, 0, 700]);
    assert_eq!(discounts(&quote), [0, 300]);
}

#[test]
#[rustfmt::skip] // A line a cart.
fn several_coupons() {
    // 21. 20 % of 5000, then 500: 1500 off. 3500 × 19 ÷ 119 = 558.82.
    let rug = &[(5_000, 1, 0)][..];
    let both = [percent(20), fixed(500)];
    let quote = Cart { goods: rug, coupons: &both, tax: GERMAN, ..Cart::default() }
        .costs([5_000, 1_500, 0, 559, 3_500]);
    assert_eq!(amounts(&quote), [("percent20", 1_000), ("fixed500", 500)]);
    // 22. The same, whichever came first.
    let turned = [fixed(500), percent(20)];
    let again = Cart { goods: rug, coupons: &turned, tax: GERMAN, ..Cart::default() }.quote();
    assert_eq!(again, quote);
    // 23. Two percentages: 20 % of 10000, then 10 % of the 8000 that are left.
    let quote = Cart { goods: &[(10_000, 1, 0)], coupons: &[percent(10), percent(20)], ..Cart::default() }
        .costs([10_000, 2_800, 0, 0, 7_200]);
    assert_eq!(amounts(&quote), [("percent20", 2_000), ("percent10", 800)]);
    // 24. Two amounts of which the second finds less than it is worth.
    let quote = Cart { goods: &[(1_000, 1, 0)], coupons: &[fixed(300), fixed(800)], ..Cart::default() }
        .costs([1_000, 1_000, 0, 0, 0]);
    assert_eq!(amounts(&quote), [("fixed800", 800), ("fixed300", 200)]);
    // 25. One unit below the least subtotal.
    let quote = Cart { goods: &[(4_999, 1, 0)], coupons: &[from(5_000, percent(10))], ..Cart::default() }
        .costs([4_999, 0, 0, 0, 4_999]);
    assert_eq!(amounts(&quote), [("percent10", 0)]);
    // 26. Exactly the least subtotal.
    Cart { goods: rug, coupons: &[from(5_000, percent(10))], ..Cart::default() }
        .costs([5_000, 500, 0, 0, 4_500]);
    // 27. The least subtotal is one before discounts: 6000, of which 3000 are left.
    let coupons = [percent(50), from(5_000, fixed(1_000))];
    Cart { goods: &[(6_000, 1, 0)], coupons: &coupons, ..Cart::default() }
        .costs([6_000, 4_000, 0, 0, 2_000]);
}

#[test]
#[rustfmt::skip] // A line a cart.
fn parcels() {
    let mug = &[(1_000, 1, 0)][..];
    // 28. A parcel that is not taxed: 1000 × 19 ÷ 119 = 159.66.
    Cart { goods: mug, tax: GERMAN, shipping: PARCEL, ..Cart::default() }
        .costs([1_000, 0, 490, 160, 1_490]);
    // 29. One that is, contained: 490 × 19 ÷ 119 = 78.24.
    let quote = Cart { goods: mug, tax: GERMAN_WITH_PARCEL, shipping: PARCEL, ..Cart::default() }
        .costs([1_000, 0, 490, 238, 1_490]);
    assert_eq!(quote.shipping.map(|parcel| (parcel.tax, parcel.tax_rate)), Some((78, 190_000)));
    // 30. One that is, on top: 190 and 490 × 0.19 = 93.1.
    Cart { goods: mug, tax: GERMAN_WITH_PARCEL, on_top: true, shipping: PARCEL, ..Cart::default() }
        .costs([1_000, 0, 490, 283, 1_773]);
    // 31. Free from 5000 on, which is reached.
    let free = Some((490, Some(5_000), Some(100)));
    let rug = &[(5_000, 1, 9_000)][..];
    Cart { goods: rug, shipping: free, ..Cart::default() }.costs([5_000, 0, 0, 0, 5_000]);
    // 32. One unit less pays, for the weight too: 490 + 9 × 100.
    Cart { goods: &[(4_999, 1, 9_000)], shipping: free, ..Cart::default() }
        .costs([4_999, 0, 1_390, 0, 6_389]);
    // 33. What counts is left after the discount: 4500.
    Cart { goods: rug, coupons: &[percent(10)], shipping: Some((490, Some(5_000), None)), ..Cart::default() }
        .costs([5_000, 500, 490, 0, 4_990]);
    // 34. 2 × 750 g and 250 g are 1.75 kg: 150 × 1.75 = 262.5.
    Cart { goods: &[(1_000, 2, 750), (500, 1, 250)], shipping: Some((490, None, Some(150))), ..Cart::default() }
        .costs([2_500, 0, 753, 0, 3_253]);
    // 35. 3 g at 100 a kilogram are 0.3.
    Cart { goods: &[(1_000, 1, 3)], shipping: Some((490, None, Some(100))), ..Cart::default() }
        .costs([1_000, 0, 490, 0, 1_490]);
    // 36. What needs no parcel weighs nothing: 500 g at 200 a kilogram.
    Cart {
        goods: &[(1_000, 1, 500)],
        files: &[(700, 1, 2_000)],
        shipping: Some((490, None, Some(200))),
        ..Cart::default()
    }
    .costs([1_700, 0, 590, 0, 2_290]);
    // 37. A cart of files has no parcel, whatever is chosen.
    let quote = Cart { files: &[(1_500, 1, 2_000)], shipping: PARCEL, ..Cart::default() }
        .costs([1_500, 0, 0, 0, 1_500]);
    assert_eq!(quote.shipping, None);
    // 38. A coupon for the parcel, which then has no tax: 1000 × 0.19.
    let quote = Cart {
        goods: mug,
        coupons: &[free_shipping()],
        tax: GERMAN_WITH_PARCEL,
        on_top: true,
        shipping: PARCEL,
        ..Cart::default()
    }
    .costs([1_000, 0, 0, 190, 1_190]);
    assert_eq!(amounts(&quote), [("free_shipping0", 490)]);
    // 39. One that needs a larger cart, and beside it one that does not.
    let coupons = [from(2_000, free_shipping())];
    Cart { goods: mug, coupons: &coupons, shipping: PARCEL, ..Cart::default() }
        .costs([1_000, 0, 490, 0, 1_490]);
    let coupons = [from(2_000, free_shipping()), free_shipping()];
    let quote = Cart { goods: mug, coupons: &coupons, shipping: PARCEL, ..Cart::default() }
        .costs([1_000, 0, 0, 0, 1_000]);
    assert_eq!(quote.coupons.iter().map(|effect| effect.amount).sum::<i64>(), 490);
}

#[test]
#[rustfmt::skip] // A line a cart.
fn other_money() {
    // 40. Yen have no decimals. 1980 × 10 ÷ 110 = 180.
    Cart { goods: &[(1_980, 1, 0)], tax: Some((100_000, false)), ..Cart::default() }
        .costs([1_980, 0, 0, 180, 1_980]);
    // 41. 3 × 198 = 594, × 0.08 = 47.52.
    Cart { goods: &[(198, 3, 0)], tax: Some((80_000, false)), on_top: true, ..Cart::default() }
        .costs([594, 0, 0, 48, 642]);
    // 42. 100 yen over seven lines of 100: 14.29 each, and two yen remain.
    let quote = Cart { goods: &[(100, 1, 0); 7], coupons: &[fixed(100)], ..Cart::default() }
        .costs([700, 100, 0, 0, 600]);
    assert_eq!(discounts(&quote), [15, 15, 14, 14, 14, 14, 14]);
    // 43. Dinars have three decimals: 2 × 12.345 = 24.690; 5 % is 1.2345; 23.455 × 0.05 = 1.17275.
    Cart { goods: &[(12_345, 2, 0)], coupons: &[percent(5)], tax: Some((50_000, false)), on_top: true, ..Cart::default() }
        .costs([24_690, 1_235, 0, 1_173, 24_628]);
    // 44. 1.500, and 333 g at 0.250 a kilogram: 83.25 fils.
    Cart { goods: &[(1_000, 1, 333)], shipping: Some((1_500, None, Some(250))), ..Cart::default() }
        .costs([1_000, 0, 1_583, 0, 2_583]);
}

#[test]
fn what_passes_an_amount_is_an_error() {
    let line = |unit_price, quantity, weight_grams| Line {
        unit_price,
        quantity,
        weight_grams,
        is_digital: false,
    };
    let heavy = method(0, None, Some(i64::MAX));
    for (lines, shipping) in [
        (&[line(i64::MAX, 2, 0)][..], None),
        (&[line(i64::MAX, 1, 0), line(1, 1, 0)], None),
        (&[line(1, i64::MAX, 2)], Some(&heavy)),
        (&[line(1, 10_000, 1_000_000_000)], Some(&heavy)),
        (&[line(-1, 1, 0)], None),
        (&[line(1, -1, 0)], None),
        (&[line(1, 1, -1)], None),
    ] {
        let basket = Basket {
            lines,
            coupons: &[],
            tax: None,
            shipping,
            prices_include_tax: true,
        };
        assert_eq!(quote(&basket), Err(PricingError::TooLarge), "{lines:?}");
    }
}

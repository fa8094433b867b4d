//! What holds for every cart.

use proptest::prelude::*;

use super::{
    quote_tests::{fixed, free_shipping, method, percent, rate},
    *,
};

fn lines() -> impl Strategy<Value = Vec<Line>> {
    let line = (
        0..1_000_000_000_i64,
        1..10_001_i64,
        0..100_000_i64,
        any::<bool>(),
    );
    let line = line.prop_map(|(unit_price, quantity, weight_grams, is_digital)| Line {
        unit_price,
        quantity,
        weight_grams,
        is_digital,
    });
    proptest::collection::vec(line, 0..12)
}

fn coupons() -> impl Strategy<Value = Vec<Coupon>> {
    let one = prop_oneof![
        (1..101_i64).prop_map(percent),
        (1..1_000_000_000_i64).prop_map(fixed),
        Just(free_shipping()),
    ];
    let least = proptest::option::of(0..1_000_000_000_i64);
    let one = (one, least).prop_map(|(coupon, min_subtotal)| Coupon {
        min_subtotal,
        ..coupon
    });
    proptest::collection::vec(one, 0..5)
}

fn tax() -> impl Strategy<Value = Option<TaxRate>> {
    proptest::option::of(
        (0..1_000_001_i64, any::<bool>()).prop_map(|(part, parcel)| rate(part, parcel)),
    )
}

fn shipping() -> impl Strategy<Value = Option<ShippingMethod>> {
    let amount = 0..1_000_000_000_i64;
    let optional = proptest::option::of(amount.clone());
    let one = (amount, optional.clone(), optional);
    proptest::option::of(one.prop_map(|(price, free, kg)| method(price, free, kg)))
}

proptest! {
    #[test]
    fn every_quote_adds_up(
        lines in lines(), coupons in coupons(), tax in tax(), shipping in shipping(), prices_include_tax: bool,
    ) {
        let basket = Basket {
            lines: &lines,
            coupons: &coupons,
            tax: tax.as_ref(),
            shipping: shipping.as_ref(),
            prices_include_tax,
        };
        let quote = quote(&basket).unwrap();
        let on_top = if prices_include_tax { 0 } else { quote.tax_total };
        prop_assert_eq!(quote.total, quote.subtotal - quote.discount_total + quote.shipping_total + on_top);
        prop_assert_eq!(quote.lines.iter().map(|line| line.line_total).sum::<i64>(), quote.subtotal);
        prop_assert_eq!(quote.lines.iter().map(|line| line.discount).sum::<i64>(), quote.discount_total);
        let parcel_tax = quote.shipping.as_ref().map_or(0, |parcel| parcel.tax);
        let line_tax: i64 = quote.lines.iter().map(|line| line.tax).sum();
        prop_assert_eq!(line_tax + parcel_tax, quote.tax_total);
        for line in &quote.lines {
            prop_assert!((0..=line.line_total).contains(&line.discount));
            prop_assert!((0..=line.line_total - line.discount).contains(&line.tax));
        }
        let off = quote.coupons.iter().filter(|effect| effect.kind != CouponKind::FreeShipping);
        prop_assert_eq!(off.map(|effect| effect.amount).sum::<i64>(), quote.discount_total);
        prop_assert!(quote.shipping_total >= 0 && quote.total >= 0);
        prop_assert!(basket.needs_shipping() || quote.shipping_total == 0);

        let turned: Vec<Coupon> = coupons.iter().rev().cloned().collect();
        let again = crate::pricing::quote(&Basket { coupons: &turned, ..basket }).unwrap();
        prop_assert_eq!(again.total, quote.total);
    }

    #[test]
    fn more_goods_never_cost_less(lines in lines(), tax in tax(), prices_include_tax: bool, more in 1..100_i64) {
        let total = |lines: &[Line]| {
            let basket = Basket { lines, coupons: &[], tax: tax.as_ref(), shipping: None, prices_include_tax };
            quote(&basket).unwrap().total
        };
        let before = total(&lines);
        let mut grown = lines.clone();
        for line in &mut grown {
            line.quantity += more;
            prop_assert!(total(&[*line]) >= 0);
        }
        prop_assert!(total(&grown) >= before);
    }

    #[test]
    fn a_larger_percentage_never_costs_more(lines in lines(), tax in tax(), less in 1..100_i64) {
        let total = |value| {
            let coupons = [percent(value)];
            let basket = Basket {
                lines: &lines, coupons: &coupons, tax: tax.as_ref(), shipping: None, prices_include_tax: true,
            };
            quote(&basket).unwrap().total
        };
        prop_assert!(total(less + 1) <= total(less));
    }

    #[test]
    fn no_numbers_panic(unit_price: i64, quantity: i64, weight_grams: i64, part: i64, price: i64, kg: i64, value: i64) {
        let lines = [Line { unit_price, quantity, weight_grams, is_digital: false }; 3];
        let coupons = [percent(value), fixed(value)];
        let (tax, shipping) = (rate(part, true), method(price, None, Some(kg)));
        for prices_include_tax in [true, false] {
            let _ = quote(&Basket {
                lines: &lines,
                coupons: &coupons,
                tax: Some(&tax),
                shipping: Some(&shipping),
                prices_include_tax,
            });
        }
    }
}

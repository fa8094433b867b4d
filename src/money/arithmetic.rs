//! Arithmetic that rounds: shares, rates and splits of amounts. Nothing here wraps; what does not fit
//! an amount is `None`.

/// What a rate of 1 is: rates are whole millionths.
pub const MILLION: i64 = 1_000_000;

/// `amount × numerator ÷ denominator`, rounded half away from zero. `None` when that is no amount, or
/// when the denominator is not above zero.
pub fn scale(amount: i64, numerator: i64, denominator: i64) -> Option<i64> {
    if denominator <= 0 {
        return None;
    }
    let product = i128::from(amount) * i128::from(numerator);
    let denominator = i128::from(denominator);
    let (whole, rest) = (product / denominator, product % denominator);
    let away = i128::from(rest.abs() * 2 >= denominator) * product.signum();
    i64::try_from(whole + away).ok()
}

/// The sum of amounts.
pub fn sum(amounts: impl IntoIterator<Item = i64>) -> Option<i64> {
    amounts.into_iter().try_fold(0_i64, i64::checked_add)
}

/// Splits `amount` over weights in proportion, to the last unit: each gets the whole part of its
/// share, and the units that remain go to the largest fractions, the earlier one where they are equal.
///
/// `None` for negative numbers, for an amount above the sum of the weights, and when that sum is no
/// amount. So no part is larger than its weight.
pub fn split(amount: i64, weights: &[i64]) -> Option<Vec<i64>> {
    let total = sum(weights.iter().copied())?;
    if amount < 0 || amount > total || weights.iter().any(|weight| *weight < 0) {
        return None;
    }
    if total == 0 {
        return Some(vec![0; weights.len()]);
    }
    let mut parts = Vec::with_capacity(weights.len());
    let mut fractions = Vec::with_capacity(weights.len());
    for weight in weights {
        let product = i128::from(amount) * i128::from(*weight);
        // At most the weight, since the amount is at most the total.
        parts.push(i64::try_from(product / i128::from(total)).ok()?);
        fractions.push(product % i128::from(total));
    }
    let left = usize::try_from(amount - sum(parts.iter().copied())?).ok()?;
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|place| std::cmp::Reverse(fractions[*place]));
    for place in order.into_iter().take(left) {
        parts[place] += 1;
    }
    Some(parts)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn halves_go_away_from_zero() {
        for (amount, numerator, denominator, expected) in [
            (5, 1, 2, 3),
            (-5, 1, 2, -3),
            (4, 1, 3, 1),
            (5, 1, 3, 2),
            (-4, 1, 3, -1),
            (0, 7, 3, 0),
            (1_999, 190_000, MILLION, 380),
            (i64::MAX, i64::MAX, i64::MAX, i64::MAX),
            (i64::MIN, 1, 1, i64::MIN),
        ] {
            assert_eq!(scale(amount, numerator, denominator), Some(expected));
        }
        assert_eq!(scale(i64::MAX, 2, 1), None);
        assert_eq!(scale(1, 1, 0), None);
        assert_eq!(scale(1, 1, -1), None);
    }

    #[test]
    fn what_remains_goes_to_the_largest_fractions() {
        for (amount, weights, expected) in [
            (100, &[1_000, 1_000, 1_000][..], &[34, 33, 33][..]),
            (2, &[1, 1, 1], &[1, 1, 0]),
            // 3.5, 2.1 and 1.4 of 7.
            (7, &[50, 30, 20], &[4, 2, 1]),
            (10, &[0, 10, 0], &[0, 10, 0]),
            (0, &[5, 5], &[0, 0]),
            (0, &[], &[]),
            (0, &[0, 0], &[0, 0]),
            (9, &[4, 5], &[4, 5]),
        ] {
            assert_eq!(
                split(amount, weights).as_deref(),
                Some(expected),
                "{amount} {weights:?}"
            );
        }
        for (amount, weights) in [
            (-1, &[1, 1][..]),
            (3, &[1, 1]),
            (1, &[-1, 3]),
            (1, &[i64::MAX, 1]),
        ] {
            assert_eq!(split(amount, weights), None, "{amount} {weights:?}");
        }
    }

    proptest! {
        #[test]
        fn a_split_adds_up_and_no_part_is_off_by_a_unit(
            weights in proptest::collection::vec(0..1_000_000_000_000_i64, 1..40), per_mille in 0..=1000_i64,
        ) {
            let total: i64 = weights.iter().sum();
            let amount = scale(total, per_mille, 1000).unwrap();
            let parts = split(amount, &weights).unwrap();
            prop_assert_eq!(parts.iter().sum::<i64>(), amount);
            for (part, weight) in parts.iter().zip(&weights) {
                prop_assert!((0..=*weight).contains(part));
                let exact = i128::from(amount) * i128::from(*weight);
                let off = (i128::from(*part) * i128::from(total) - exact).abs();
                prop_assert!(off < i128::from(total.max(1)));
            }
        }

        #[test]
        fn any_numbers_are_scaled_without_panic(amount: i64, numerator: i64, denominator: i64) {
            if let Some(scaled) = scale(amount, numerator, denominator) {
                let exact = i128::from(amount) * i128::from(numerator);
                let off = (i128::from(scaled) * i128::from(denominator) - exact).abs();
                prop_assert!(off * 2 <= i128::from(denominator));
            }
            let _ = split(amount, &[numerator, denominator]);
        }
    }
}

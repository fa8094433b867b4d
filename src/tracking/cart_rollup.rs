//! Carts in the ledger: each with what is in it, and sums by the hour in which they were opened, so that
//! nobody has to look at every cart to count them.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::sums::{CartStep, HOUR};

/// A cart as the ledger has it.
#[derive(Clone, Copy)]
struct Cart {
    opened_at: i64,
    bought: bool,
    units: i64,
    amount: i64,
}

impl Cart {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            opened_at: row.get(0)?,
            bought: row.get(1)?,
            units: row.get(2)?,
            amount: row.get(3)?,
        })
    }

    /// What it adds to its hour: opened, bought, left behind, and what is left.
    fn counts(self) -> [i64; 4] {
        let left = !self.bought && self.units > 0;
        let amount = if left { self.amount } else { 0 };
        [1, i64::from(self.bought), i64::from(left), amount]
    }
}

/// Writes what happened to carts, in order.
///
/// # Errors
/// The database's.
pub fn write(tx: &Connection, steps: &[CartStep]) -> rusqlite::Result<()> {
    let known = "SELECT opened_at, bought_at IS NOT NULL, units, amount FROM carts WHERE cart = ?1";
    let mut known = tx.prepare_cached(known)?;
    let mut touch = tx.prepare_cached(include_str!("../../sql/tracking/touch_cart.sql"))?;
    let mut change = tx.prepare_cached(include_str!("../../sql/tracking/move_cart_product.sql"))?;
    let mut hours: BTreeMap<i64, [i64; 4]> = BTreeMap::new();
    for step in steps {
        let (cart, at, bought_at, units, amount) = match *step {
            CartStep::Moved {
                cart,
                at,
                product,
                units,
                amount,
            } => {
                change.execute(params![cart, product, units, amount])?;
                (cart, at, None, units, amount)
            }
            CartStep::Bought { cart, at } => (cart, at, Some(at), 0, 0),
        };
        let before = known.query_row([cart], Cart::read).optional()?;
        let after = touch.query_row(params![cart, at, bought_at, units, amount], Cart::read)?;
        let hour = hours.entry(after.opened_at.div_euclid(HOUR)).or_default();
        let before = before.map_or([0; 4], Cart::counts);
        for ((sum, after), before) in hour.iter_mut().zip(after.counts()).zip(before) {
            *sum += after - before;
        }
    }
    let mut count = tx.prepare_cached(include_str!("../../sql/tracking/count_cart_hour.sql"))?;
    for (hour, [opened, bought, left, amount]) in hours {
        count.execute(params![hour, opened, bought, left, amount])?;
    }
    Ok(())
}

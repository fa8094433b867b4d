//! Carts in the ledger: each with what is in it, and sums by the hour in which they were opened, so that
//! nobody has to look at every cart to count them.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::sums::{CartStep, HOUR};

/// A cart as the ledger has it.
#[derive(Clone, Copy)]
struct Cart {
    opened_at: i64,
    changed_at: i64,
    bought_at: Option<i64>,
    units: i64,
    amount: i64,
}

impl Cart {
    fn opened(at: i64) -> Self {
        Self {
            opened_at: at,
            changed_at: at,
            bought_at: None,
            units: 0,
            amount: 0,
        }
    }

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            opened_at: row.get(0)?,
            changed_at: row.get(1)?,
            bought_at: row.get(2)?,
            units: row.get(3)?,
            amount: row.get(4)?,
        })
    }

    /// What is taken out of an empty cart was put in before the ledger began: it is not owed.
    fn take(&mut self, step: &CartStep) {
        self.changed_at = self.changed_at.max(step.at());
        match *step {
            CartStep::Moved { units, amount, .. } => {
                self.units = (self.units + units).max(0);
                self.amount = match self.units {
                    0 => 0,
                    _ => (self.amount + amount).max(0),
                };
            }
            CartStep::Bought { at, .. } => self.bought_at = Some(at),
        }
    }

    /// What it adds to its hour: opened, bought, left behind, and what is left.
    fn counts(self) -> [i64; 4] {
        let is_bought = self.bought_at.is_some();
        let is_left = !is_bought && self.units > 0;
        let amount = if is_left { self.amount } else { 0 };
        [1, i64::from(is_bought), i64::from(is_left), amount]
    }
}

/// Writes what happened to carts, in order for each cart. They go one after the other by their numbers, as
/// their rows stand: a batch then meets each page of them once.
///
/// # Errors
/// The database's.
pub fn write(tx: &Connection, steps: &[CartStep]) -> rusqlite::Result<()> {
    let known = "SELECT opened_at, changed_at, bought_at, units, amount FROM carts WHERE cart = ?1";
    let mut known = tx.prepare_cached(known)?;
    let mut put = tx.prepare_cached(include_str!("../../sql/tracking/put_cart.sql"))?;
    let mut hours: BTreeMap<i64, [i64; 4]> = BTreeMap::new();
    let mut steps: Vec<&CartStep> = steps.iter().collect();
    steps.sort_by_key(|step| step.cart());
    for steps in steps.chunk_by(|one, next| one.cart() == next.cart()) {
        let cart = steps[0].cart();
        let before = known.query_row([cart], Cart::read).optional()?;
        let mut after = before.unwrap_or_else(|| Cart::opened(steps[0].at()));
        for step in steps {
            after.take(step);
        }
        put.execute(params![
            cart,
            after.opened_at,
            after.changed_at,
            after.bought_at,
            after.units,
            after.amount
        ])?;
        let hour = hours.entry(after.opened_at.div_euclid(HOUR)).or_default();
        let before = before.map_or([0; 4], Cart::counts);
        for ((sum, after), before) in hour.iter_mut().zip(after.counts()).zip(before) {
            *sum += after - before;
        }
    }
    write_products(tx, &steps)?;
    write_hours(tx, hours)
}

fn write_products(tx: &Connection, steps: &[&CartStep]) -> rusqlite::Result<()> {
    let mut change = tx.prepare_cached(include_str!("../../sql/tracking/move_cart_product.sql"))?;
    for step in steps {
        if let CartStep::Moved {
            cart,
            product,
            units,
            amount,
            ..
        } = step
        {
            change.execute([cart, product, units, amount])?;
        }
    }
    Ok(())
}

fn write_hours(tx: &Connection, hours: BTreeMap<i64, [i64; 4]>) -> rusqlite::Result<()> {
    let mut count = tx.prepare_cached(include_str!("../../sql/tracking/count_cart_hour.sql"))?;
    for (hour, [opened, bought, left, amount]) in hours {
        count.execute([hour, opened, bought, left, amount])?;
    }
    Ok(())
}

//! Whether orders keep what they promise: their sums follow from their lines, and the stock they took is
//! written down.

use rusqlite::Connection;

/// How many faults are worth naming.
const NAMED_MAX: usize = 20;

/// Names orders that break a promise, at most twenty of them, and counts the others.
///
/// # Errors
/// The database's.
pub fn faults(db: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut select = db.prepare(include_str!("../../sql/orders/check.sql"))?;
    let found: Vec<(String, String)> = select
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    let mut named: Vec<String> = found
        .iter()
        .take(NAMED_MAX)
        .map(|(number, fault)| format!("order {number} {fault}"))
        .collect();
    if found.len() > NAMED_MAX {
        named.push(format!("and {} more orders", found.len() - NAMED_MAX));
    }
    Ok(named)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store;

    #[test]
    fn an_order_without_lines_is_named() {
        let db = store::in_memory();
        assert_eq!(faults(&db).unwrap(), Vec::<String>::new());
        db.execute_batch(
            "INSERT INTO orders (id, number, email, status, currency, prices_include_tax, subtotal,
                 discount_total, shipping_total, tax_total, total, payment_method, created_at, updated_at)
             VALUES (zeroblob(16), 'ABCD1234', 'a@example.org', 'pending_payment', 'EUR', 1, 100, 0, 0, 0,
                 100, 'dummy', 0, 0)",
        )
        .unwrap();
        assert_eq!(faults(&db).unwrap(), ["order ABCD1234 has no lines"]);
    }
}

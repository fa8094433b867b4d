//! Whether the catalogue keeps what it promises: derived columns follow from variants, every product
//! can be found, and movements of stock add up.

use rusqlite::{Connection, Row};

/// How many faults are worth naming.
const NAMED_MAX: usize = 20;

/// Names products and variants that break a promise, at most twenty of each, and counts the others.
///
/// # Errors
/// The database's.
pub fn faults(db: &Connection) -> rusqlite::Result<Vec<String>> {
    let derived = include_str!("../../sql/catalogue/check.sql");
    let mut faults = named(db, derived, |row| {
        let (id, slug, fault): (i64, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        Ok(format!("product {id} ({slug}) {fault}"))
    })?;
    let stock = include_str!("../../sql/catalogue/check_stock.sql");
    faults.extend(named(db, stock, |row| {
        let (id, moved): (i64, i64) = (row.get(0)?, row.get(1)?);
        let stock: Option<i64> = row.get(2)?;
        let has = stock.map_or("is gone".to_owned(), |stock| {
            format!("has {stock} in stock")
        });
        Ok(format!(
            "variant {id} {has}, and its movements add up to {moved}"
        ))
    })?);
    Ok(faults)
}

/// What is wrong with the rows that a statement finds: names twenty and counts the others.
///
/// # Errors
/// The database's.
pub fn named(
    db: &Connection,
    sql: &str,
    name: impl Fn(&Row<'_>) -> rusqlite::Result<String>,
) -> rusqlite::Result<Vec<String>> {
    let mut select = db.prepare(sql)?;
    let mut rows = select.query([])?;
    let mut named = Vec::new();
    let mut more = 0;
    while let Some(row) = rows.next()? {
        if named.len() == NAMED_MAX {
            more += 1;
        } else {
            named.push(name(row)?);
        }
    }
    if more > 0 {
        named.push(format!("and {more} more"));
    }
    Ok(named)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        catalogue::{Record, save::Saver},
        store,
    };

    #[test]
    fn a_price_that_does_not_follow_from_the_variants_is_named() {
        let db = store::in_memory();
        let lamp = Record {
            name: "Lamp".to_owned(),
            ..Record::default()
        };
        let id = Saver::new(&db).insert(&lamp).unwrap();
        assert_eq!(faults(&db).unwrap(), Vec::<String>::new());
        db.execute("UPDATE products SET price = price + 1", [])
            .unwrap();
        let named = faults(&db).unwrap();
        let expected = "(lamp) has another price than its cheapest variant";
        assert_eq!(named, [format!("product {id} {expected}")]);
    }
}

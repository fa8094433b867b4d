//! Whether the catalogue keeps what it promises: derived columns follow from variants, and every
//! product can be found.

use rusqlite::Connection;

/// How many faults are worth naming.
const NAMED_MAX: usize = 20;

/// Names products that break a promise, at most twenty of them, and counts the others.
///
/// # Errors
/// The database's.
pub fn faults(db: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut select = db.prepare(include_str!("../../sql/catalogue/check.sql"))?;
    let mut rows = select.query([])?;
    let mut named = Vec::new();
    let mut more = 0;
    while let Some(row) = rows.next()? {
        if named.len() == NAMED_MAX {
            more += 1;
            continue;
        }
        let (id, slug, fault): (i64, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        named.push(format!("product {id} ({slug}) {fault}"));
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

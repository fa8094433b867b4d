//! The products of a seller who may not sell: kept as they are, and shown to nobody but administrators.
//!
//! Invariant: what is withheld is exactly what would be active if its seller might sell, so that a seller
//! who is approved again shows what was shown before.

use rusqlite::Connection;

use super::{CatalogueError, load::load, save::Saver};

/// The seller's shown products, as the tags and the search hold them.
const SHOWN: &str = "SELECT id FROM products WHERE seller_id = ?1 AND is_active = 1";

/// Takes a seller's products out of lists, counts and the search, and gives how many. To be called in the
/// transaction in which the seller stops selling.
///
/// # Errors
/// The database's.
pub fn withhold(tx: &Connection, seller: i64) -> rusqlite::Result<usize> {
    for (table, column) in [("product_tags", "product_id"), ("product_search", "rowid")] {
        tx.prepare_cached(&format!("DELETE FROM {table} WHERE {column} IN ({SHOWN})"))?
            .execute([seller])?;
    }
    tx.prepare_cached(include_str!("../../sql/catalogue/withhold.sql"))?
        .execute([seller])
}

/// Shows what was withheld of a seller, and gives how many. To be called in the transaction in which the
/// seller begins to sell.
///
/// # Errors
/// The database's.
pub fn release(tx: &Connection, seller: i64) -> Result<usize, CatalogueError> {
    let ids: Vec<i64> = tx
        .prepare_cached("SELECT id FROM products WHERE seller_id = ?1 AND withheld = 1")?
        .query_map([seller], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let mut saver = Saver::new(tx);
    let mut show =
        tx.prepare_cached("UPDATE products SET is_active = 1, withheld = 0 WHERE id = ?1")?;
    for id in &ids {
        show.execute([id])?;
        if let Some(record) = load(tx, *id)? {
            saver.index(*id, &record)?;
        }
    }
    Ok(ids.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        catalogue::{Record, check::faults, record::VariantRecord},
        store,
    };

    fn product(name: &str, is_active: bool) -> Record {
        Record {
            name: name.to_owned(),
            seller_id: Some(1),
            is_active,
            tags: vec!["wool".to_owned()],
            variants: vec![VariantRecord {
                price: 100,
                is_default: true,
                ..VariantRecord::default()
            }],
            ..Record::default()
        }
    }

    fn set_status(db: &Connection, status: &str) {
        db.execute("UPDATE sellers SET status = ?1", [status])
            .unwrap();
    }

    fn shown(db: &Connection) -> Vec<i64> {
        let ids = |sql: &str| -> Vec<i64> {
            let mut select = db.prepare(sql).unwrap();
            let rows = select.query_map([], |row| row.get(0)).unwrap();
            rows.map(Result::unwrap).collect()
        };
        let listed = ids("SELECT id FROM products WHERE is_active = 1 ORDER BY id");
        let found =
            "SELECT rowid FROM product_search WHERE product_search MATCH 'rug' ORDER BY rowid";
        assert_eq!(ids(found), listed);
        assert_eq!(
            ids("SELECT product_id FROM product_tags ORDER BY product_id"),
            listed
        );
        assert_eq!(faults(db).unwrap(), Vec::<String>::new());
        listed
    }

    #[test]
    fn what_comes_back_is_what_was_shown() {
        let db = store::in_memory();
        db.execute(
            "INSERT INTO sellers (slug, name, created_at) VALUES ('a', 'A', 0)",
            [],
        )
        .unwrap();
        let mut saver = Saver::new(&db);
        for (name, active) in [("Red rug", true), ("Old rug", false), ("Blue rug", true)] {
            saver.insert(&product(name, active)).unwrap();
        }
        assert_eq!(shown(&db), [1, 3]);
        set_status(&db, "suspended");
        assert_eq!(withhold(&db, 1).unwrap(), 2);
        assert_eq!(shown(&db), [0; 0]);
        assert!(load(&db, 1).unwrap().unwrap().is_active);
        assert!(!load(&db, 2).unwrap().unwrap().is_active);

        // What changes meanwhile changes what comes back.
        let mut saver = Saver::new(&db);
        for (id, active) in [(2, true), (3, false)] {
            let mut record = load(&db, id).unwrap().unwrap();
            record.is_active = active;
            saver.replace(id, &record).unwrap();
        }
        saver.insert(&product("New rug", true)).unwrap();
        assert_eq!(shown(&db), [0; 0]);
        set_status(&db, "active");
        assert_eq!(release(&db, 1).unwrap(), 3);
        assert_eq!(shown(&db), [1, 2, 4]);
        assert_eq!(release(&db, 1).unwrap(), 0);
    }
}

//! Filling empty tables with very many rows.

use rusqlite::Connection;

use super::StoreError;

/// Pages that a load keeps in memory, in KiB: unique indexes are met at random, and what does not fit
/// is written to the log again and again.
const CACHE: i64 = 65_536;

/// Runs a load that fills empty tables, without the indexes that only reading needs, and makes those
/// again in the end: sorting a million keys once is cheaper than finding a place for each. Unique
/// constraints hold throughout.
///
/// Must run inside a transaction, which has to be rolled back when this fails. Readers see the file
/// as it was before until it is committed.
///
/// # Errors
/// What `load` says, or the database.
pub fn without_indexes<T, E: From<StoreError>>(
    tx: &Connection,
    load: impl FnOnce(&Connection) -> Result<T, E>,
) -> Result<T, E> {
    let indexes = drop_indexes(tx).map_err(StoreError::from)?;
    let loaded = load(tx)?;
    for sql in indexes {
        tx.execute_batch(&sql).map_err(StoreError::from)?;
    }
    Ok(loaded)
}

/// Drops every index that was made by a statement of its own, and gives those statements. The indexes
/// of UNIQUE and PRIMARY KEY have none.
fn drop_indexes(tx: &Connection) -> rusqlite::Result<Vec<String>> {
    tx.pragma_update(None, "cache_size", -CACHE)?;
    let found: Vec<(String, String)> = tx
        .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND sql NOT LIKE 'CREATE UNIQUE %'")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    for (name, _) in &found {
        tx.execute_batch(&format!("DROP INDEX \"{}\"", name.replace('"', "\"\"")))?;
    }
    Ok(found.into_iter().map(|(_, sql)| sql).collect())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn schema(db: &Connection) -> Vec<String> {
        db.prepare("SELECT coalesce(sql, name) FROM sqlite_schema ORDER BY type, name")
            .unwrap()
            .query_map([], |row| row.get(0))
            .unwrap()
            .collect::<rusqlite::Result<_>>()
            .unwrap()
    }

    #[test]
    fn the_schema_is_as_before_and_unique_holds_meanwhile() {
        let db = Connection::open_in_memory().unwrap();
        db.execute_batch(
            "CREATE TABLE a (x TEXT UNIQUE, y INTEGER); CREATE INDEX \"by y\" ON a (y) WHERE y > 1;
             CREATE UNIQUE INDEX once ON a (x, y); BEGIN",
        )
        .unwrap();
        let before = schema(&db);
        let load = |tx: &Connection| -> Result<usize, StoreError> {
            assert_eq!(schema(tx).len(), before.len() - 1);
            let twice = tx.execute("INSERT INTO a VALUES ('one', 1), ('one', 2)", []);
            assert!(twice.is_err());
            Ok(tx.execute("INSERT INTO a VALUES ('one', 1), ('two', 2)", [])?)
        };
        assert_eq!(without_indexes(&db, load).unwrap(), 2);
        assert_eq!(schema(&db), before);
        db.execute_batch("COMMIT; PRAGMA integrity_check").unwrap();
        let found: String = db
            .query_row(
                "SELECT x FROM a INDEXED BY \"by y\" WHERE y > 1",
                [],
                |row| row.get(0),
            )
            .unwrap();
        assert_eq!(found, "two");
    }

    #[test]
    fn what_the_load_says_is_said() {
        let db = Connection::open_in_memory().unwrap();
        let refused = without_indexes(&db, |_| Err::<(), _>(StoreError::Closed));
        assert!(matches!(refused, Err(StoreError::Closed)));
    }
}

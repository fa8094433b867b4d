//! Migrations: numbered files under `sql/`, each applied once, each in a transaction with the number
//! that records it. Before the first one changes an existing file, the file is copied to `backups/`.

use std::path::Path;

use rusqlite::{Connection, backup::Backup};

use super::{OpenError, open::APPLICATION_ID};
use crate::time;

/// One step of a file's schema.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    /// Ascending from 1; the file's `user_version` after it.
    pub number: i64,
    /// The file under `sql/`.
    pub sql: &'static str,
}

/// The steps of shop.db.
pub const SHOP: &[Migration] = &[Migration {
    number: 1,
    sql: include_str!("../../sql/shop/0001_catalogue.sql"),
}];

/// Whether steps are missing.
///
/// # Errors
/// `Newer` for a file that has steps which this souk does not know.
pub fn pending(db: &Connection, file: &Path, steps: &[Migration]) -> Result<bool, OpenError> {
    let known = steps.last().map_or(0, |step| step.number);
    let found = version(db).map_err(|error| OpenError::sqlite(file, &error))?;
    if found > known {
        return Err(OpenError::Newer {
            file: file.display().to_string(),
            found,
            known,
        });
    }
    Ok(found < known)
}

/// Applies the steps that are missing, after a backup of a file that has any.
///
/// # Errors
/// `Newer`; `Migration` when a step fails, the file then being as before that step.
pub fn bring_up(db: &Connection, file: &Path, steps: &[Migration]) -> Result<(), OpenError> {
    if !pending(db, file, steps)? {
        return Ok(());
    }
    let found = version(db).map_err(|error| OpenError::sqlite(file, &error))?;
    if found > 0 {
        back_up(db, file, found)?;
    }
    for step in steps {
        apply(db, step).map_err(|error| OpenError::Migration {
            file: file.display().to_string(),
            number: step.number,
            reason: error.to_string(),
        })?;
    }
    Ok(())
}

/// The number of the last step that a file has.
///
/// # Errors
/// SQLite's.
pub fn version(db: &Connection) -> rusqlite::Result<i64> {
    db.query_row("SELECT user_version FROM pragma_user_version", [], |row| {
        row.get(0)
    })
}

/// The version is read again inside the transaction: another process may have been faster.
fn apply(db: &Connection, step: &Migration) -> rusqlite::Result<()> {
    db.execute_batch("BEGIN IMMEDIATE")?;
    let applied = (|| {
        if version(db)? >= step.number {
            return Ok(());
        }
        db.execute_batch(step.sql)?;
        db.pragma_update(None, "application_id", APPLICATION_ID)?;
        db.pragma_update(None, "user_version", step.number)
    })();
    match applied {
        Ok(()) => db.execute_batch("COMMIT"),
        Err(error) => {
            db.execute_batch("ROLLBACK")?;
            Err(error)
        }
    }
}

fn back_up(db: &Connection, file: &Path, found: i64) -> Result<(), OpenError> {
    let folder = file.parent().unwrap_or(Path::new(".")).join("backups");
    std::fs::create_dir_all(&folder).map_err(|error| OpenError::folder(&folder, &error))?;
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let name = format!("{stem}-schema-{found}-{}.db", time::now());
    let copy = || {
        let mut target = Connection::open(folder.join(name))?;
        Backup::new(db, &mut target)?.run_to_completion(1_000, std::time::Duration::ZERO, None)
    };
    copy().map_err(|error| OpenError::sqlite(file, &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: Migration = Migration {
        number: 1,
        sql: "CREATE TABLE a (x) ",
    };
    const SECOND: Migration = Migration {
        number: 2,
        sql: "CREATE TABLE b (x); INSERT INTO b VALUES (1)",
    };
    const BROKEN: Migration = Migration {
        number: 2,
        sql: "CREATE TABLE b (x); SELECT nonsense",
    };

    fn tables(db: &Connection) -> i64 {
        db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
            .unwrap()
    }

    #[test]
    fn a_file_is_backed_up_before_it_changes() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("shop.db");
        let db = Connection::open(&file).unwrap();
        bring_up(&db, &file, &[FIRST]).unwrap();
        assert!(
            !folder.path().join("backups").exists(),
            "an empty file needs no backup"
        );
        bring_up(&db, &file, &[FIRST, SECOND]).unwrap();
        assert_eq!((version(&db).unwrap(), tables(&db)), (2, 2));
        let copies: Vec<_> = std::fs::read_dir(folder.path().join("backups"))
            .unwrap()
            .collect();
        let copy = Connection::open(copies[0].as_ref().unwrap().path()).unwrap();
        assert_eq!(
            (copies.len(), version(&copy).unwrap(), tables(&copy)),
            (1, 1, 1)
        );
        bring_up(&db, &file, &[FIRST, SECOND]).unwrap();
        assert_eq!(
            std::fs::read_dir(folder.path().join("backups"))
                .unwrap()
                .count(),
            1
        );
    }

    #[test]
    fn a_failing_step_leaves_the_file_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("shop.db");
        let db = Connection::open(&file).unwrap();
        let error = bring_up(&db, &file, &[FIRST, BROKEN]).unwrap_err();
        assert!(
            matches!(error, OpenError::Migration { number: 2, .. }),
            "{error}"
        );
        assert_eq!((version(&db).unwrap(), tables(&db)), (1, 1));
    }

    #[test]
    fn a_newer_file_is_refused() {
        let db = Connection::open_in_memory().unwrap();
        db.pragma_update(None, "user_version", 99).unwrap();
        let error = bring_up(&db, Path::new("shop.db"), SHOP).unwrap_err();
        assert!(error.to_string().contains("newer souk"), "{error}");
    }
}

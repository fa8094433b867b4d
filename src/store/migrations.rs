//! Migrations: numbered files under `sql/`, each applied once, in one transaction with the number
//! that records it. Before the first one changes a file that holds something, the file is copied to
//! `backups/`.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

use super::{OpenError, StoreError, backup, unfinished::Unfinished};

/// One step of a file's schema.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    /// Ascending from 1 without a gap; the file's `user_version` after it.
    pub number: i64,
    /// What stands in the file under `sql/`.
    pub sql: &'static str,
}

/// What makes one of our files what it is.
#[derive(Debug, Clone, Copy)]
pub struct Schema {
    /// The file's name in the data folder.
    pub file: &'static str,
    /// Marks a file as ours, in its header.
    pub application_id: i64,
    /// Every step, ascending.
    pub steps: &'static [Migration],
}

/// shop.db, marked with "souk" in ASCII.
pub const SHOP: Schema = Schema {
    file: super::SHOP_FILE,
    application_id: 0x736f_756b,
    steps: &[
        Migration {
            number: 1,
            sql: include_str!("../../sql/shop/0001_catalogue.sql"),
        },
        Migration {
            number: 2,
            sql: include_str!("../../sql/shop/0002_tracking.sql"),
        },
        Migration {
            number: 3,
            sql: include_str!("../../sql/shop/0003_people.sql"),
        },
        Migration {
            number: 4,
            sql: include_str!("../../sql/shop/0004_trade.sql"),
        },
        Migration {
            number: 5,
            sql: include_str!("../../sql/shop/0005_opinions.sql"),
        },
        Migration {
            number: 6,
            sql: include_str!("../../sql/shop/0006_media.sql"),
        },
        Migration {
            number: 7,
            sql: include_str!("../../sql/shop/0007_accounts.sql"),
        },
        Migration {
            number: 8,
            sql: include_str!("../../sql/shop/0008_withheld.sql"),
        },
        Migration {
            number: 9,
            sql: include_str!("../../sql/shop/0009_orders_by_total.sql"),
        },
        Migration {
            number: 10,
            sql: include_str!("../../sql/shop/0010_cart_lines.sql"),
        },
    ],
};

/// tracking.db, marked with "trak" in ASCII.
pub const TRACKING: Schema = Schema {
    file: super::TRACKING_FILE,
    application_id: 0x7472_616b,
    steps: &[Migration {
        number: 1,
        sql: include_str!("../../sql/tracking/0001_ledger.sql"),
    }],
};

impl Schema {
    /// The number of the last step.
    pub fn newest(&self) -> i64 {
        self.steps.last().map_or(0, |step| step.number)
    }
}

/// What bringing a file up to date did.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Migrated {
    /// The file's schema before; 0 for a new file.
    pub from: i64,
    /// Its schema now.
    pub to: i64,
    /// Where the file as it was stands, when it held something.
    pub backup: Option<PathBuf>,
}

/// The number of the last step that a file has.
pub(super) fn version(db: &Connection) -> rusqlite::Result<i64> {
    db.query_row("PRAGMA user_version", [], |row| row.get(0))
}

/// Whether steps are missing. `Newer` for a file that has steps which this souk does not know.
pub(super) fn pending(db: &Connection, file: &Path, schema: &Schema) -> Result<bool, OpenError> {
    let found = version(db).map_err(|error| OpenError::sqlite(file, &error))?;
    refuse_newer(found, file, schema)?;
    Ok(found < schema.newest())
}

pub(super) fn refuse_newer(found: i64, file: &Path, schema: &Schema) -> Result<(), OpenError> {
    let known = schema.newest();
    if found > known {
        let file = file.display().to_string();
        return Err(OpenError::Newer { file, found, known });
    }
    Ok(())
}

/// Applies the steps that are missing.
///
/// Foreign keys are off meanwhile, as a table that is made anew needs, and checked before each
/// commit instead.
pub(super) fn bring_up(
    db: &mut Connection,
    file: &Path,
    schema: &Schema,
) -> Result<Migrated, OpenError> {
    let fail = |error: rusqlite::Error| OpenError::sqlite(file, &error);
    let from = version(db).map_err(fail)?;
    let mut done = Migrated {
        from,
        to: from,
        backup: None,
    };
    refuse_newer(from, file, schema)?;
    if from < schema.newest() {
        db.pragma_update(None, "foreign_keys", false)
            .map_err(fail)?;
        while step(db, file, schema, &mut done)? {}
        db.pragma_update(None, "foreign_keys", true).map_err(fail)?;
    }
    Ok(done)
}

/// Applies the next step, if there is one. The version is read again inside the transaction: another
/// process may have been faster.
fn step(
    db: &mut Connection,
    file: &Path,
    schema: &Schema,
    done: &mut Migrated,
) -> Result<bool, OpenError> {
    let fail = |error: rusqlite::Error| OpenError::sqlite(file, &error);
    let transaction = db
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(fail)?;
    let found = version(&transaction).map_err(fail)?;
    done.to = found;
    refuse_newer(found, file, schema)?;
    let Some(step) = schema.steps.iter().find(|step| step.number > found) else {
        return Ok(false);
    };
    // A file that was made just now holds nothing, however many steps it takes.
    if done.from > 0 && done.backup.is_none() {
        done.backup = Some(save(file, step.number)?);
    }
    let number = step.number;
    apply(transaction, step, schema).map_err(|error| OpenError::Migration {
        file: file.display().to_string(),
        number,
        reason: error.to_string(),
    })?;
    match done.from {
        0 => tracing::debug!(file = schema.file, number, "made"),
        _ => tracing::info!(file = schema.file, number, "migrated"),
    }
    done.to = number;
    Ok(true)
}

fn apply(tx: Transaction<'_>, step: &Migration, schema: &Schema) -> Result<(), StoreError> {
    tx.execute_batch(step.sql)?;
    let orphans: i64 =
        tx.query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| {
            row.get(0)
        })?;
    if orphans > 0 {
        let reason = format!("{orphans} rows would point nowhere");
        return Err(StoreError::Sqlite(rusqlite::Error::ToSqlConversionFailure(
            reason.into(),
        )));
    }
    tx.pragma_update(None, "application_id", schema.application_id)?;
    tx.pragma_update(None, "user_version", step.number)?;
    Ok(tx.commit()?)
}

/// Copies the file as it stands before step `number`. The step's write transaction is open, so that
/// nobody changes it meanwhile, and a connection of its own reads it: SQLite refuses to copy from one
/// that is writing. It has its name when it is whole.
fn save(file: &Path, number: i64) -> Result<PathBuf, OpenError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let copy = || -> Result<PathBuf, backup::BackupError> {
        let to = backup::shelf(file, &format!("before-{number}"))?;
        backup::sweep(file)?;
        let unfinished = Unfinished::begin(&to)?;
        backup::copy(
            &Connection::open_with_flags(file, flags)?,
            unfinished.path(),
        )?;
        unfinished.publish()
    };
    copy().map_err(|error| OpenError::Unsaved {
        file: file.display().to_string(),
        reason: error.to_string(),
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::store::open;

    const FIRST: Migration = Migration {
        number: 1,
        sql: "CREATE TABLE a (x INTEGER PRIMARY KEY); INSERT INTO a VALUES (7)",
    };
    const SECOND: Migration = Migration {
        number: 2,
        sql: "CREATE TABLE b (x REFERENCES a (x)); INSERT INTO b VALUES (7)",
    };
    const BROKEN: Migration = Migration {
        number: 2,
        sql: "CREATE TABLE b (x); SELECT nonsense",
    };
    const ORPHANING: Migration = Migration {
        number: 2,
        sql: "CREATE TABLE b (x REFERENCES a (x)); INSERT INTO b VALUES (8)",
    };

    const fn schema(steps: &'static [Migration]) -> Schema {
        Schema { steps, ..SHOP }
    }
    const OLD: Schema = schema(&[FIRST]);
    const NEW: Schema = schema(&[FIRST, SECOND]);

    struct Folder(tempfile::TempDir);

    impl Folder {
        fn new() -> Self {
            Self(tempfile::tempdir().unwrap())
        }

        fn file(&self) -> PathBuf {
            self.0.path().join("shop.db")
        }

        fn bring_up(&self, schema: &Schema) -> Result<Migrated, OpenError> {
            bring_up(
                &mut open::writer(&self.file(), schema)?,
                &self.file(),
                schema,
            )
        }

        fn backups(&self) -> Vec<PathBuf> {
            let entries = std::fs::read_dir(self.0.path().join("backups"));
            entries.map_or(Vec::new(), |entries| {
                entries.map(|entry| entry.unwrap().path()).collect()
            })
        }

        fn tables(&self) -> i64 {
            tables(&Connection::open(self.file()).unwrap())
        }
    }

    fn tables(db: &Connection) -> i64 {
        db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
            .unwrap()
    }

    #[test]
    fn a_file_is_copied_before_it_changes() {
        let folder = Folder::new();
        let made = folder.bring_up(&OLD).unwrap();
        assert_eq!((made.from, made.to, made.backup), (0, 1, None));
        let moved = folder.bring_up(&NEW).unwrap();
        assert_eq!((moved.from, moved.to), (1, 2));
        let backup = moved.backup.unwrap();
        assert_eq!(folder.backups(), std::slice::from_ref(&backup));
        let name = backup.file_name().unwrap().to_string_lossy().into_owned();
        assert!(
            name.starts_with("shop-before-2-20") && name.ends_with("Z.db"),
            "{name}"
        );
        let copy = Connection::open(backup).unwrap();
        assert_eq!((version(&copy).unwrap(), tables(&copy)), (1, 1));
        assert_eq!(folder.tables(), 2);
        assert_eq!(folder.bring_up(&NEW).unwrap().backup, None);
        assert_eq!(folder.backups().len(), 1, "nothing to do, nothing to save");
    }

    #[test]
    fn a_copy_that_was_cut_off_is_cleared_away() {
        let folder = Folder::new();
        folder.bring_up(&OLD).unwrap();
        let backups = folder.0.path().join("backups");
        std::fs::create_dir(&backups).unwrap();
        std::fs::write(backups.join("shop-before-2-once.db.unfinished"), "half").unwrap();
        let backup = folder.bring_up(&NEW).unwrap().backup.unwrap();
        assert_eq!(folder.backups(), [backup]);
    }

    #[test]
    fn a_failing_step_leaves_the_file_as_it_was() {
        for step in [BROKEN, ORPHANING] {
            let folder = Folder::new();
            folder.bring_up(&OLD).unwrap();
            let steps: &'static [Migration] = Box::leak(Box::new([FIRST, step]));
            let error = folder.bring_up(&schema(steps)).unwrap_err();
            assert!(
                matches!(error, OpenError::Migration { number: 2, .. }),
                "{error}"
            );
            assert_eq!(folder.tables(), 1);
            assert_eq!(
                folder.bring_up(&OLD).unwrap().to,
                1,
                "the old souk still opens it"
            );
        }
    }

    #[test]
    fn without_room_for_the_copy_nothing_is_migrated() {
        let folder = Folder::new();
        folder.bring_up(&OLD).unwrap();
        std::fs::write(folder.0.path().join("backups"), "in the way").unwrap();
        let error = folder.bring_up(&NEW).unwrap_err();
        assert!(matches!(error, OpenError::Unsaved { .. }), "{error}");
        assert_eq!(folder.tables(), 1);
    }

    #[test]
    fn carts_keep_their_lines() {
        let folder = Folder::new();
        folder.bring_up(&schema(&SHOP.steps[..9])).unwrap();
        let old = Connection::open(folder.file()).unwrap();
        old.execute_batch(
            "INSERT INTO carts VALUES (zeroblob(16), NULL, zeroblob(32), 1, 5, 9);
             INSERT INTO cart_items (id, cart_id, product_id, variant_id, quantity, name, seen_price, added_at)
             VALUES (3, zeroblob(16), 1, 2, 4, 'Mug', 100, 1), (4, zeroblob(16), 1, 1, 1, 'Cup', 90, 2),
                    (7, zeroblob(16), 2, 3, 1, 'Jug', 80, 3);
             DELETE FROM cart_items WHERE id = 7;",
        )
        .unwrap();
        folder.bring_up(&SHOP).unwrap();
        let lines = "SELECT group_concat(concat_ws('|', id, product_id, variant_id, quantity, name, seen_price,
                added_at, changed_at), ' ' ORDER BY id)
             || ', ' || (SELECT group_concat(last) FROM cart_item_ids) FROM cart_items";
        let lines: String = old.query_row(lines, [], |row| row.get(0)).unwrap();
        assert_eq!(lines, "3|1|2|4|Mug|100|1|5 4|1|1|1|Cup|90|2|5, 7");
    }

    #[test]
    fn two_at_once_apply_each_step_once() {
        for _ in 0..20 {
            let folder = Folder::new();
            let done: Vec<_> = std::thread::scope(|scope| {
                let starts: Vec<_> = (0..4)
                    .map(|_| scope.spawn(|| folder.bring_up(&NEW)))
                    .collect();
                starts
                    .into_iter()
                    .map(|start| start.join().unwrap().unwrap())
                    .collect()
            });
            assert!(done.iter().all(|done| done.to == 2), "{done:?}");
            assert_eq!(folder.tables(), 2);
        }
    }

    #[test]
    fn a_newer_file_is_refused() {
        let folder = Folder::new();
        folder.bring_up(&NEW).unwrap();
        let error = folder.bring_up(&OLD).unwrap_err().to_string();
        assert!(
            error.contains("newer souk (schema 2, this one knows 1)"),
            "{error}"
        );
    }

    #[test]
    fn every_numbered_file_is_a_step() {
        for (folder, schema) in [("sql/shop", SHOP), ("sql/tracking", TRACKING)] {
            check_steps(folder, &schema);
        }
    }

    fn check_steps(folder: &str, schema: &Schema) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let mut names: Vec<_> = std::fs::read_dir(&folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.starts_with(|c: char| c.is_ascii_digit()))
            .collect();
        names.sort();
        assert_eq!(names.len(), schema.steps.len());
        for ((name, step), number) in names.iter().zip(schema.steps).zip(1..) {
            assert_eq!(step.number, number);
            assert!(name.starts_with(&format!("{number:04}_")), "{name}");
            assert_eq!(
                step.sql,
                std::fs::read_to_string(folder.join(name)).unwrap()
            );
        }
    }
}

//! What is refused, and with which words.

use super::*;

fn refusal(folder: &tempfile::TempDir) -> String {
    let error = Store::open(&Options::new(folder.path())).err().unwrap();
    let text = error.to_string();
    assert!(
        !text.contains('\n') && text.contains(": "),
        "one sentence with advice: {text}"
    );
    text
}

fn sqlite(folder: &tempfile::TempDir, sql: &str) {
    let db = Connection::open(folder.path().join(SHOP_FILE)).unwrap();
    db.execute_batch(sql).unwrap();
}

/// A shop that was closed, changed by `sql`.
fn closed(sql: &str) -> tempfile::TempDir {
    let Fixture { store, folder } = Fixture::new();
    store.close();
    drop(store);
    sqlite(&folder, sql);
    folder
}

#[test]
fn a_folder_that_is_served_is_refused_by_name() {
    let shop = Fixture::new();
    let text = refusal(&shop.folder);
    let name = format!("souk serve (process {})", std::process::id());
    assert!(
        text.contains(&name) && text.contains("--data-dir"),
        "{text}"
    );
    shop.store.close();
    Store::open(&Options::new(shop.folder.path())).unwrap();
}

#[test]
fn a_file_of_a_newer_souk_is_refused() {
    let folder = closed("PRAGMA user_version = 4711");
    let text = refusal(&folder);
    assert!(text.contains("newer souk (schema 4711"), "{text}");
    assert!(open_for_command(folder.path()).is_err());
}

#[test]
fn a_file_of_another_program_is_refused_untouched() {
    for mark in ["", "PRAGMA application_id = 12345;"] {
        let folder = tempfile::tempdir().unwrap();
        sqlite(&folder, &format!("{mark} CREATE TABLE theirs (x)"));
        let before = std::fs::read(folder.path().join(SHOP_FILE)).unwrap();
        let text = refusal(&folder);
        assert!(text.contains("another program"), "{text}");
        assert!(open_for_command(folder.path()).is_err());
        let after = std::fs::read(folder.path().join(SHOP_FILE)).unwrap();
        assert_eq!(before, after);
    }
}

#[test]
fn a_damaged_file_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(SHOP_FILE);
    std::fs::write(&file, "name,price\n".repeat(1_000)).unwrap();
    assert!(refusal(&folder).contains("is damaged or is no database"));

    let whole = std::fs::read(closed("").path().join(SHOP_FILE)).unwrap();
    std::fs::write(&file, &whole[..whole.len() / 2]).unwrap();
    assert!(refusal(&folder).contains("souk restore"), "cut in half");

    let mut scratched = whole.clone();
    scratched[8_192..16_384].fill(0x5a);
    std::fs::write(&file, &scratched).unwrap();
    assert!(
        refusal(&folder).contains("souk restore"),
        "two pages of rubbish"
    );

    std::fs::write(&file, "").unwrap();
    Store::open(&Options::new(folder.path())).expect("an empty file is a new shop");
}

#[test]
fn a_command_migrates_alone_but_not_under_a_server() {
    let shop = Fixture::new();
    // As if this souk knew one step more than the one that serves.
    shop.stranger()
        .execute_batch("PRAGMA user_version = 0")
        .unwrap();
    let error = open_for_command(shop.folder.path())
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("souk serve (process") && error.contains("schema"),
        "{error}"
    );
    Connection::open(shop.folder.path().join(SHOP_FILE))
        .unwrap()
        .pragma_update(None, "user_version", SHOP.newest())
        .unwrap();
    let db = open_for_command(shop.folder.path()).unwrap();
    assert_eq!(rows(&db).unwrap(), [0; 0]);

    let folder = tempfile::tempdir().unwrap();
    let (_, migrated) = migrate(&folder.path().join("new/shop")).unwrap();
    assert_eq!((migrated.from, migrated.to), (0, SHOP.newest()));
}

#[test]
fn commands_at_once_make_one_shop() {
    for _ in 0..10 {
        let folder = tempfile::tempdir().unwrap();
        std::thread::scope(|scope| {
            for x in 0..4 {
                let path = folder.path();
                scope.spawn(move || {
                    let db = open_for_command(path).unwrap();
                    let sql = "INSERT INTO settings VALUES (?1, '')";
                    db.execute(sql, [format!("key {x}")]).unwrap();
                });
            }
        });
        let store = Store::open(&Options::new(folder.path())).unwrap();
        let count = store.read::<i64, StoreError>(|db| {
            Ok(db.query_row("SELECT count(*) FROM settings", [], |row| row.get(0))?)
        });
        assert_eq!(count.unwrap(), 4);
    }
}

#[test]
fn every_connection_has_its_pragmas() {
    let shop = Fixture::new();
    let pragmas = [
        ("journal_mode", "wal"),
        ("foreign_keys", "1"),
        ("trusted_schema", "0"),
        ("cell_size_check", "1"),
        ("journal_size_limit", "67108864"),
        ("mmap_size", "0"),
        ("application_id", "1936684395"),
    ];
    let read = |db: &Connection, name: &str| {
        let value: rusqlite::types::Value = db
            .query_row(&format!("PRAGMA {name}"), [], |row| row.get(0))
            .unwrap();
        match value {
            rusqlite::types::Value::Text(text) => text,
            rusqlite::types::Value::Integer(number) => number.to_string(),
            other => panic!("{name}: {other:?}"),
        }
    };
    for (name, value) in pragmas {
        let reader = shop
            .store
            .read::<_, StoreError>(|db| Ok(read(db, name)))
            .unwrap();
        let writer = shop.write(move |tx| Ok(read(tx, name)));
        assert_eq!(
            [&*reader, &*writer, &*read(&shop.stranger(), name)],
            [value; 3],
            "{name}"
        );
    }
    // A command's connection works on all of the catalogue.
    let cache = |db: &Connection| Ok::<_, StoreError>(read(db, "cache_size"));
    assert_eq!(shop.store.read(cache).unwrap(), "-16000");
    assert_eq!(read(&shop.stranger(), "cache_size"), "-98304");
    let query_only = |db: &Connection| Ok::<_, StoreError>(read(db, "query_only"));
    assert_eq!(shop.store.read(query_only).unwrap(), "1");
}

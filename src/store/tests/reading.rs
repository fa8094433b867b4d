//! The readers: what they refuse, their deadline, their snapshot, their number.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::*;

/// Takes minutes.
const ENDLESS: &str = "WITH RECURSIVE c (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c)
     SELECT count(*) FROM c WHERE x < 10000000000";

fn endless(db: &Connection) -> Result<i64, StoreError> {
    Ok(db.query_row(ENDLESS, [], |row| row.get(0))?)
}

/// Takes as many readers as there are, each inside the one before.
fn nest(store: &Store, most: u32) -> Result<u32, StoreError> {
    store.read(|_| match most {
        0 => Ok(0),
        _ => nest(store, most - 1).map(|inner| inner + 1),
    })
}

#[test]
fn a_reader_cannot_write() {
    let shop = Fixture::new();
    let error = shop
        .store
        .read::<_, StoreError>(|db| Ok(db.execute("INSERT INTO t VALUES (1)", [])?));
    assert!(error.unwrap_err().to_string().contains("readonly"));
    assert_eq!(shop.rows(), [0; 0]);
}

#[test]
fn a_long_read_is_interrupted_whatever_it_makes_of_it() {
    let shop = Fixture::with(|options| options.read_timeout = Duration::from_millis(50));
    let since = Instant::now();
    assert!(matches!(
        shop.store.read(endless),
        Err(StoreError::Deadline)
    ));
    let disguised = shop
        .store
        .read(|db| endless(db).map_err(|_| StoreError::Panicked));
    assert!(matches!(disguised, Err(StoreError::Deadline)));
    let slow = wait(shop.store.read_slow(endless));
    assert!(matches!(slow, Err(StoreError::Deadline)));
    assert!(since.elapsed() < Duration::from_secs(5));
    for _ in 0..100 {
        shop.rows();
    }
}

#[test]
fn a_read_sees_one_state() {
    let shop = Fixture::new();
    shop.write(|tx| tx.execute("INSERT INTO t VALUES (1)", []));
    shop.store
        .read::<_, StoreError>(|db| {
            assert_eq!(rows(db)?, [1]);
            shop.write(|tx| tx.execute("INSERT INTO t VALUES (2)", []));
            assert_eq!(rows(db)?, [1], "as at its first statement");
            Ok(())
        })
        .unwrap();
    assert_eq!(shop.rows(), [1, 2]);
}

#[test]
fn a_panic_gives_its_reader_back_clean() {
    let shop = Fixture::new();
    let readers = shop.store.0.readers.size();
    for _ in 0..readers * 2 {
        let read = || {
            shop.store.read::<(), StoreError>(|db| {
                rows(db)?;
                panic!("a panic of the test")
            })
        };
        assert!(catch_unwind(AssertUnwindSafe(read)).is_err());
    }
    assert_eq!(nest(&shop.store, readers - 1).unwrap(), readers - 1);
    shop.write(|tx| tx.execute("INSERT INTO t VALUES (1)", []));
    assert_eq!(shop.rows(), [1], "no reader stays in an old state");
}

#[test]
fn an_empty_pool_is_busy_soon() {
    let shop = Fixture::with(|options| options.pool_timeout = Duration::from_millis(100));
    let readers = shop.store.0.readers.size();
    let since = Instant::now();
    assert!(matches!(nest(&shop.store, readers), Err(StoreError::Busy)));
    let took = since.elapsed();
    assert!(
        took >= Duration::from_millis(100) && took < Duration::from_secs(2),
        "{took:?}"
    );
}

#[test]
fn the_pool_has_a_reader_for_every_worker_beside_the_slow_reads() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(5)
        .build()
        .unwrap();
    let _inside = runtime.enter();
    let shop = Fixture::with(|options| {
        options.readers = 1;
        options.slow_reads = 3;
    });
    assert_eq!(shop.store.0.readers.size(), 8);
}

#[test]
fn slow_reads_are_bounded_and_leave_room_for_short_ones() {
    let shop = Fixture::with(|options| {
        options.slow_reads = 2;
        options.read_timeout = Duration::from_secs(1);
        options.pool_timeout = Duration::from_millis(100);
    });
    wait(async {
        let slow = || shop.store.read_slow(endless);
        let short = async {
            tokio::task::yield_now().await;
            shop.store.read(rows)
        };
        let (one, two, three, short) = tokio::join!(slow(), slow(), slow(), short);
        assert!(matches!(
            (one, two),
            (Err(StoreError::Deadline), Err(StoreError::Deadline))
        ));
        assert!(matches!(three, Err(StoreError::Busy)));
        assert!(short.is_ok());
    });
}

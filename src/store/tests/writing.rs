//! The writer: groups, savepoints, failures, durability, closing.

use std::{
    sync::{Arc, Barrier, mpsc},
    thread,
};

use tokio::sync::oneshot;

use super::*;

/// Keeps the writer busy until the sender is used or dropped, so that what is sent meanwhile becomes
/// one group.
fn hold(store: &Store) -> oneshot::Sender<()> {
    let (release, released) = oneshot::channel::<()>();
    let (started, start) = mpsc::channel();
    let job = move |_: &Tx<'_>| {
        started.send(()).unwrap();
        let _ = released.blocking_recv();
        Ok::<_, StoreError>(())
    };
    forget(store.write(Durability::Fast, job));
    start.recv().unwrap();
    release
}

/// Starts a write and goes away: one poll puts it into the queue.
fn forget<T>(write: impl Future<Output = T>) {
    let mut write = Box::pin(write);
    let poll = wait(std::future::poll_fn(|context| {
        std::task::Poll::Ready(write.as_mut().poll(context).is_ready())
    }));
    assert!(!poll, "it waits for the writer");
}

type Answer = Result<(), StoreError>;

type Job = Box<dyn FnOnce(&Tx<'_>) -> Answer + Send>;

/// Sends jobs so that they are one group, in this order, and gives their answers.
fn group(store: &Store, jobs: Vec<Job>) -> Vec<Answer> {
    let release = hold(store);
    wait(async {
        let writes = jobs
            .into_iter()
            .map(|job| store.write(Durability::Fast, job));
        let mut writes: Vec<_> = writes.map(Box::pin).collect();
        for write in &mut writes {
            let queued = std::future::poll_fn(|context| {
                std::task::Poll::Ready(write.as_mut().poll(context).is_pending())
            });
            assert!(queued.await);
        }
        release.send(()).unwrap();
        let mut answers = Vec::new();
        for write in writes {
            answers.push(write.await);
        }
        answers
    })
}

#[test]
fn jobs_that_wait_share_a_commit() {
    let shop = Fixture::new();
    let before = shop.store.load().commits;
    let jobs = (0..63).map(|x| Box::new(insert(x)) as Box<_>).collect();
    let answers = group(&shop.store, jobs);
    assert!(answers.iter().all(Result::is_ok));
    assert_eq!(shop.rows().len(), 63);
    assert_eq!(
        shop.store.load().commits - before,
        2,
        "one for the job that held them up"
    );
}

#[test]
fn a_failing_job_undoes_itself_alone() {
    let shop = Fixture::new();
    let answers = group(
        &shop.store,
        vec![
            Box::new(insert(1)),
            Box::new(|tx| {
                insert(2)(tx)?;
                Err(StoreError::Busy)
            }),
            Box::new(|tx| {
                insert(3)(tx)?;
                panic!("a panic of the test")
            }),
            Box::new(|tx| {
                insert(4)(tx)?;
                insert(1_000_000)(tx)
            }),
            Box::new(insert(5)),
        ],
    );
    assert!(matches!(
        answers[..],
        [
            Ok(()),
            Err(StoreError::Busy),
            Err(StoreError::Panicked),
            Err(StoreError::Sqlite(_)),
            Ok(())
        ]
    ));
    assert_eq!(shop.rows(), [1, 5]);
    shop.write(|tx| tx.execute("INSERT INTO t VALUES (6)", []));
    assert_eq!(shop.rows(), [1, 5, 6], "the thread goes on");
}

#[test]
fn the_first_job_of_a_group_is_undone_without_the_others() {
    let shop = Fixture::new();
    let failing = |x| -> Job {
        Box::new(move |tx| {
            insert(x)(tx)?;
            Err(StoreError::Busy)
        })
    };
    let panicking: Job = Box::new(|tx| {
        insert(1)(tx)?;
        panic!("a panic of the test")
    });
    let jobs: Vec<Job> = vec![
        panicking,
        failing(1),
        failing(2),
        Box::new(insert(2)),
        failing(3),
        Box::new(insert(4)),
    ];
    let answers: Vec<bool> = group(&shop.store, jobs).iter().map(Result::is_ok).collect();
    assert_eq!(answers, [false, false, false, true, false, true]);
    assert_eq!(shop.rows(), [2, 4]);
}

#[test]
fn a_bulky_job_begins_a_transaction_and_may_spill() {
    let shop = Fixture::new();
    let level = |tx: &Tx<'_>| -> Result<(i64, usize), StoreError> {
        let stores = tx.query_row("PRAGMA temp_store", [], |row| row.get(0))?;
        let before = rows(tx)?.len();
        insert(before as i64)(tx)?;
        Ok((stores, before))
    };
    let before = shop.store.load().commits;
    let release = hold(&shop.store);
    let all = async {
        let first = shop.store.write(Durability::Fast, level);
        let bulky = shop.store.write_bulk(Durability::Fast, level);
        let last = shop.store.write(Durability::Fast, level);
        let release = async { release.send(()).unwrap() };
        let (first, bulky, last, ()) = tokio::join!(first, bulky, last, release);
        [first.unwrap(), bulky.unwrap(), last.unwrap()]
    };
    let (file, memory) = (1, 2);
    assert_eq!(wait(all), [(memory, 0), (file, 1), (file, 2)]);
    assert_eq!(
        shop.store.load().commits - before,
        3,
        "the job that held them up, the first, and the bulky one with what follows"
    );
    assert_eq!(
        wait(shop.store.write(Durability::Fast, level)).unwrap(),
        (memory, 3)
    );
}

fn stores(tx: &Tx<'_>) -> Result<i64, StoreError> {
    Ok(tx.query_row("PRAGMA temp_store", [], |row| row.get(0))?)
}

#[test]
fn a_bulky_job_behind_one_that_failed_may_spill_as_well() {
    let shop = Fixture::new();
    let fail = |_: &Tx<'_>| Err::<(), _>(StoreError::Busy);
    let release = hold(&shop.store);
    let (failed, bulky, ()) = wait(async {
        let failed = shop.store.write(Durability::Fast, fail);
        let bulky = shop.store.write_bulk(Durability::Fast, stores);
        let release = async { release.send(()).unwrap() };
        tokio::join!(failed, bulky, release)
    });
    failed.unwrap_err();
    assert_eq!(bulky.unwrap(), 1);
}

#[test]
fn a_connection_that_was_opened_again_stores_as_the_one_before() {
    let shop = Fixture::new();
    let level = || wait(shop.store.write(Durability::Fast, stores)).unwrap();
    let before = level();
    let breaks = |tx: &Tx<'_>| Ok::<_, StoreError>(tx.execute_batch("ROLLBACK")?);
    wait(shop.store.write(Durability::Fast, breaks)).unwrap_err();
    assert_eq!(level(), before);
}

#[test]
fn a_shop_behind_a_link_is_synced_where_it_is() {
    let (there, here) = (Fixture::new(), tempfile::tempdir().unwrap());
    there.store.close();
    let file = there.folder.path().join(SHOP_FILE);
    std::os::unix::fs::symlink(file, here.path().join(SHOP_FILE)).unwrap();
    let store = Store::open(&Options::new(here.path())).unwrap();
    wait(store.write(Durability::Durable, insert(1))).unwrap();
    assert_eq!(store.read(rows).unwrap(), [1]);
}

#[test]
fn a_job_knows_whose_state_it_sees_until_one_before_it_changed_it() {
    let shop = Fixture::new();
    let look = |tx: &Tx<'_>| Ok::<_, StoreError>(tx.version());
    let fail = |_: &Tx<'_>| Err::<(), _>(StoreError::Busy);
    let before = shop.store.version();
    let release = hold(&shop.store);
    let all = async {
        let failed = shop.store.write(Durability::Fast, fail);
        let first = shop.store.write_unseen(Durability::Fast, look);
        let change = shop.store.write(Durability::Fast, insert(1));
        let last = shop.store.write_unseen(Durability::Fast, look);
        let release = async { release.send(()).unwrap() };
        let (_, first, change, last, ()) = tokio::join!(failed, first, change, last, release);
        change.unwrap();
        (first.unwrap(), last.unwrap())
    };
    assert_eq!(wait(all), (Some(before), None));
    let now = shop.store.version();
    assert!(now > before);
    let seen = wait(shop.store.write_unseen(Durability::Fast, look)).unwrap();
    assert_eq!(seen, Some(now));
    shop.stranger()
        .execute("INSERT INTO t VALUES (9)", [])
        .unwrap();
    let seen = wait(shop.store.write_unseen(Durability::Fast, look)).unwrap();
    assert!(seen > Some(now), "another process changed it");
}

/// SQLite gives the whole transaction up when the disk is full, not the savepoint alone.
#[test]
fn a_full_disk_fails_what_it_undid_and_nothing_else() {
    let shop = Fixture::new();
    shop.write(|tx| tx.execute_batch("CREATE TABLE big (b BLOB)"));
    let answers = group(
        &shop.store,
        vec![
            Box::new(insert(1)),
            Box::new(|tx| {
                let pages: i64 = tx.query_row("PRAGMA page_count", [], |row| row.get(0))?;
                tx.pragma_update(None, "max_page_count", pages + 1)?;
                tx.execute("INSERT INTO big VALUES (zeroblob(100000))", [])?;
                Ok(())
            }),
            Box::new(insert(3)),
        ],
    );
    assert!(
        matches!(answers[1], Err(StoreError::DiskFull)),
        "{answers:?}"
    );
    assert!(answers[2].is_ok(), "{answers:?}");
    let kept: Vec<_> = [1, 3].into_iter().zip([&answers[0], &answers[2]]).collect();
    let kept: Vec<i64> = kept
        .iter()
        .filter(|(_, answer)| answer.is_ok())
        .map(|(x, _)| *x)
        .collect();
    assert_eq!(shop.rows(), kept, "an answer tells the truth");
}

/// What SQLite keeps to undo a savepoint stays in memory, or goes to a file behind a bulky job.
#[test]
fn a_job_may_change_megabytes_and_be_undone() {
    let shop = Fixture::new();
    shop.write(|tx| tx.execute_batch("CREATE TABLE big (x INTEGER PRIMARY KEY, b BLOB)"));
    let rows = "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 2000)
                INSERT INTO big SELECT x, zeroblob(3000) FROM n";
    shop.write(|tx| tx.execute_batch(rows));
    let spoil = |tx: &Tx<'_>| -> Answer {
        tx.execute("UPDATE big SET b = randomblob(3000)", [])?;
        Err(StoreError::Busy)
    };
    let change = |tx: &Tx<'_>| -> Answer {
        let change = "UPDATE big SET b = zeroblob(length(b) - 1)";
        Ok(tx.execute(change, []).map(drop)?)
    };
    for (x, bulky) in [false, true].into_iter().enumerate() {
        let release = hold(&shop.store);
        let answers = wait(async {
            let first = async {
                match bulky {
                    true => {
                        shop.store
                            .write_bulk(Durability::Fast, insert(x as i64))
                            .await
                    }
                    false => shop.store.write(Durability::Fast, insert(x as i64)).await,
                }
            };
            let spoilt = shop.store.write(Durability::Fast, spoil);
            let changed = shop.store.write(Durability::Fast, change);
            let release = async { release.send(()).unwrap() };
            tokio::join!(first, spoilt, changed, release)
        });
        assert!(
            matches!(answers, (Ok(()), Err(StoreError::Busy), Ok(()), ())),
            "{answers:?}"
        );
    }
    let whole = "SELECT count(*) FROM big WHERE b = zeroblob(2998)";
    let kept: i64 = shop.write(|tx| tx.query_row(whole, [], |row| row.get(0)));
    assert_eq!(kept, 2_000);
    assert_eq!(shop.rows(), [0, 1]);
}

#[test]
fn a_failing_commit_fails_the_whole_group() {
    let shop = Fixture::new();
    shop.write(|tx| {
        tx.execute_batch("CREATE TABLE child (x REFERENCES t (x) DEFERRABLE INITIALLY DEFERRED)")
    });
    let version = shop.store.version();
    let orphan = |tx: &Tx<'_>| {
        tx.execute("INSERT INTO child VALUES (77)", [])?;
        Ok(())
    };
    let answers = group(&shop.store, vec![Box::new(insert(1)), Box::new(orphan)]);
    for answer in answers {
        let error = answer.unwrap_err();
        assert!(error.to_string().contains("FOREIGN KEY"), "{error}");
    }
    assert_eq!(shop.rows(), [0; 0]);
    assert_eq!(shop.store.version(), version);
    shop.write(|tx| tx.execute("INSERT INTO t VALUES (2)", []));
    assert_eq!(shop.rows(), [2], "the thread goes on");
}

#[test]
fn a_job_that_ends_the_transaction_is_told_so() {
    let shop = Fixture::new();
    let rogue = |tx: &Tx<'_>| Ok(tx.execute_batch("ROLLBACK")?);
    let answers = group(
        &shop.store,
        vec![Box::new(insert(1)), Box::new(rogue), Box::new(insert(2))],
    );
    assert!(
        answers[0].is_err() && answers[1].is_err() && answers[2].is_ok(),
        "{answers:?}"
    );
    assert_eq!(shop.rows(), [2]);
}

#[test]
fn a_full_queue_is_busy_at_once() {
    let shop = Fixture::with(|options| options.writer_queue = 2);
    let release = hold(&shop.store);
    forget(shop.store.write(Durability::Fast, insert(1)));
    forget(shop.store.write(Durability::Fast, insert(2)));
    assert_eq!(shop.store.load().queued, 2);
    let refused = wait(shop.store.write(Durability::Fast, insert(3)));
    assert!(matches!(refused, Err(StoreError::Busy)));
    drop(release);
    until("what was queued is written, though nobody waits", || {
        shop.rows() == [1, 2]
    });
}

#[test]
fn a_durable_job_is_told_when_the_disk_fails_and_nothing_is_written_after_it() {
    let shop = Fixture::new();
    let write = |durability, x| wait(shop.store.write(durability, insert(x)));
    write(Durability::Durable, 1).unwrap();
    // What cannot be found cannot be synced; SQLite itself goes on with the file that it has open.
    std::fs::remove_file(shop.folder.path().join("shop.db-wal")).unwrap();
    // A fast job does not ask, a refusal stays what it is, and what wrote nothing has nothing to lose.
    write(Durability::Fast, 2).unwrap();
    let refused = wait(shop.store.write(Durability::Durable, |_: &Tx<'_>| {
        Err::<(), _>(StoreError::DiskFull)
    }));
    assert!(matches!(refused, Err(StoreError::DiskFull)));
    let look = |tx: &Tx<'_>| Ok::<_, StoreError>(rows(tx)?.len());
    assert_eq!(
        wait(shop.store.write(Durability::Durable, look)).unwrap(),
        2
    );
    assert!(!shop.store.is_broken());

    let lost = |answer| matches!(answer, Err(StoreError::Sqlite(_)));
    assert!(lost(write(Durability::Durable, 3)));
    wait(shop.store.broken());
    shop.store.check().unwrap_err();
    for durability in [Durability::Fast, Durability::Durable] {
        assert!(lost(write(durability, 4)));
    }
    assert!(
        wait(shop.store.write(Durability::Durable, look)).is_err(),
        "not even an answer again"
    );
    assert_eq!(shop.rows(), [1, 2, 3], "what was committed can be read");
    shop.store.close();
}

#[test]
fn the_version_moves_before_the_answer_and_only_with_a_change() {
    let shop = Fixture::new();
    for x in 0..50 {
        let before = shop.store.version();
        shop.write(move |tx| tx.execute("INSERT INTO t VALUES (?1)", [x]));
        assert!(shop.store.version() > before);
    }
    let before = shop.store.version();
    shop.write(|tx| tx.execute("UPDATE t SET x = x WHERE x = -1", []));
    wait(shop.store.write(Durability::Fast, insert(1))).unwrap_err();
    assert_eq!(shop.store.version(), before, "nothing was written");
    let unseen = |tx: &Tx<'_>| Ok::<_, StoreError>(tx.execute("INSERT INTO t VALUES (77)", [])?);
    let commits = shop.store.load().commits;
    wait(shop.store.write_unseen(Durability::Fast, unseen)).unwrap();
    assert!(shop.store.load().commits > commits);
    assert_eq!(shop.store.version(), before, "nothing that is shown");
}

#[test]
fn many_threads_count_without_a_gap() {
    let shop = Fixture::new();
    shop.write(|tx| tx.execute("INSERT INTO t VALUES (0)", []));
    let (threads, rounds) = (8, 50);
    let start = Barrier::new(threads);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                start.wait();
                for round in 0..rounds {
                    let count = move |tx: &Tx<'_>| -> Answer {
                        let x: i64 = tx.query_row("SELECT x FROM t", [], |row| row.get(0))?;
                        tx.execute("UPDATE t SET x = ?1", [x + 1])?;
                        if round % 5 == 0 {
                            Err(StoreError::Busy)
                        } else {
                            Ok(())
                        }
                    };
                    let level = if round % 2 == 0 {
                        Durability::Fast
                    } else {
                        Durability::Durable
                    };
                    let _ = wait(shop.store.write(level, count));
                }
            });
        }
    });
    assert_eq!(shop.rows(), [(threads * rounds * 4 / 5) as i64]);
}

#[test]
fn closing_runs_what_is_queued_and_refuses_the_rest() {
    let shop = Fixture::new();
    let release = hold(&shop.store);
    forget(shop.store.write(Durability::Durable, insert(1)));
    let closing = shop.store.clone();
    let closed = thread::spawn(move || closing.close());
    until("it closes", || shop.store.check().is_err());
    drop(release);
    closed.join().unwrap();
    shop.store.close();
    assert!(matches!(
        wait(shop.store.write(Durability::Fast, insert(2))),
        Err(StoreError::Closed)
    ));
    assert!(matches!(shop.store.read(rows), Err(StoreError::Closed)));
    let log = std::fs::metadata(shop.folder.path().join("shop.db-wal")).map_or(0, |log| log.len());
    assert_eq!(log, 0, "the log is folded into the file");
    let again = Store::open(&Options::new(shop.folder.path())).unwrap();
    assert_eq!(again.read(rows).unwrap(), [1]);
}

#[test]
fn a_store_whose_last_owner_is_a_job_ends_by_itself() {
    let shop = Fixture::new();
    let release = hold(&shop.store);
    let Fixture { store, folder } = shop;
    let owner = store.clone();
    forget(store.write(Durability::Fast, move |_| {
        drop(owner);
        Ok::<_, StoreError>(())
    }));
    // Not here: dropping the last owner outside of the thread would wait for it.
    let last = Arc::new(store);
    let dropper = thread::spawn(move || drop(last));
    drop(release);
    dropper.join().unwrap();
    until("the folder is free", || {
        Store::open(&Options::new(folder.path())).is_ok()
    });
}

#[test]
fn another_process_is_waited_for() {
    let shop = Fixture::new();
    let stranger = shop.stranger();
    stranger
        .execute_batch("BEGIN IMMEDIATE; INSERT INTO t VALUES (1)")
        .unwrap();
    let store = shop.store.clone();
    let ours = thread::spawn(move || wait(store.write(Durability::Fast, insert(2))));
    until("our job is taken", || shop.store.load().queued == 0);
    stranger.execute_batch("COMMIT").unwrap();
    ours.join().unwrap().unwrap();
    assert_eq!(shop.rows(), [1, 2]);
}

#[test]
fn another_process_that_commits_is_noticed() {
    let shop = Fixture::new();
    // Ours do not count twice: the version stands still when nobody commits.
    let before = shop.store.version();
    let stranger = shop.stranger();
    stranger.execute("INSERT INTO t VALUES (1)", []).unwrap();
    let took = until("the version moves", || shop.store.version() > before);
    assert!(took < Duration::from_millis(1_500), "{took:?}");
}

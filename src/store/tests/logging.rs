//! The log: kept short beside a busy writer, and also where a reader holds on to it.

use super::*;

/// What a log may be long at most, in bytes.
const MOST: u64 = 280 << 20;

fn fill(fixture: &Fixture, jobs: usize) -> u64 {
    fixture.write(|tx| tx.execute_batch("CREATE TABLE IF NOT EXISTS big (x BLOB NOT NULL) STRICT"));
    let log = fixture.folder.path().join("shop.db-wal");
    let longest = (0..jobs).map(|_| {
        // Some 512 pages each.
        fixture.write(|tx| tx.execute("INSERT INTO big VALUES (randomblob(2 << 20))", []));
        std::fs::metadata(&log).unwrap().len()
    });
    longest.max().unwrap()
}

#[test]
fn it_is_folded_into_the_file_as_it_grows() {
    let fixture = Fixture::new();
    fill(&fixture, 30);
    let file = fixture.folder.path().join("shop.db");
    let size = || std::fs::metadata(&file).unwrap().len();
    until("the file has grown", || size() > 50 << 20);
}

#[test]
fn it_begins_anew_under_a_writer_that_never_rests() {
    let fixture = Fixture::new();
    let longest = fill(&fixture, 150);
    assert!(longest < MOST, "{longest} bytes");
    fixture.store.close();
    let file = fixture.folder.path().join("shop.db");
    let folded = Connection::open(file).unwrap();
    let count = |sql| folded.query_row(sql, [], |row| row.get::<_, i64>(0));
    assert_eq!(count("SELECT count(*) FROM big").unwrap(), 150);
}

#[test]
fn a_reader_that_holds_on_to_it_stops_nobody() {
    let fixture = Fixture::new();
    let stranger = fixture.stranger();
    stranger.execute_batch("BEGIN; SELECT * FROM t;").unwrap();
    let held = fill(&fixture, 40);
    assert!(held > 40 << 21, "nothing was begun anew: {held} bytes");
    stranger.execute_batch("COMMIT").unwrap();
    let longest = fill(&fixture, 120);
    assert!(longest < MOST, "{longest} bytes");
}

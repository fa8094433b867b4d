//! The ledger on a real file.

use std::{num::NonZeroI64, path::Path};

use proptest::prelude::*;

use super::*;
use crate::tracking::{
    event::{Action, Line, VisitorId, What},
    load::Traffic,
    meaning::Looks,
    recount::{Numbers, recount, repair},
    sums::HOUR,
};

struct Fixture {
    folder: tempfile::TempDir,
    ledger: FileLedger,
    looks: Looks,
    number: i64,
}

impl Fixture {
    fn new() -> Self {
        Self::with(1 << 30, Arc::new(Vec::new))
    }

    fn with(max_bytes: u64, baselines: Baselines) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let ledger = FileLedger::new(SideFile::tracking(folder.path()), baselines, max_bytes);
        Self {
            folder,
            ledger,
            looks: Looks::default(),
            number: 0,
        }
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn reader(&self) -> Connection {
        SideFile::tracking(self.path()).reader().unwrap()
    }

    fn taken(&mut self, events: &[Event]) -> Vec<Taken> {
        let take = |event: &Event| Taken {
            repeats: self.looks.repeats(event),
            event: event.clone(),
        };
        events.iter().map(take).collect()
    }

    fn write(&mut self, events: &[Event]) -> Result<(), LedgerError> {
        self.number += 1;
        let taken = self.taken(events);
        self.write_as(self.number, &taken)
    }

    fn write_as(&mut self, number: i64, events: &[Taken]) -> Result<(), LedgerError> {
        let sums = Sums::of(events);
        self.ledger.write(&Batch {
            number,
            events,
            sums: &sums,
            status: "{}",
        })
    }

    fn number(&self, sql: &str) -> i64 {
        self.reader().query_row(sql, [], |row| row.get(0)).unwrap()
    }

    fn assert_proven(&self) {
        let found = recount(&self.reader(), &mut |_| {}).unwrap();
        assert_eq!(found.differences, []);
    }
}

fn view(product: i64) -> Event {
    Event {
        at: time::now(),
        visitor: None,
        what: What::Product {
            product,
            action: Action::View,
            context: None,
        },
    }
}

fn traffic(seed: u64, many: usize) -> Vec<Event> {
    let mut traffic = Traffic::new(seed).over_time(time::now() - 10 * HOUR, 20_000.0);
    (0..many).map(|_| traffic.next_event()).collect()
}

#[test]
fn a_batch_is_applied_once_whatever_became_of_its_first_commit() {
    let mut fixture = Fixture::new();
    let batch = fixture.taken(&[view(1), view(1)]);
    fixture.write_as(1, &batch).unwrap();
    fixture.write_as(1, &batch).unwrap();
    assert_eq!(fixture.number("SELECT views FROM counters"), 2);
    assert_eq!(fixture.number("SELECT count(*) FROM events"), 2);
    fixture.write_as(2, &batch).unwrap();
    assert_eq!(fixture.number("SELECT views FROM counters"), 4);
    fixture.assert_proven();
}

#[test]
fn events_come_back_as_they_went_in() {
    let mut fixture = Fixture::new();
    let mut events = traffic(3, 500);
    events.push(Event {
        at: 5,
        visitor: NonZeroI64::new(9).map(VisitorId),
        what: What::Product {
            product: i64::MAX,
            action: Action::Share,
            context: Some("{\"by\":\"mail\"}".into()),
        },
    });
    let lines = [(1, 2, 300), (1, 1, 150), (2, u32::MAX, 0)].map(|(product, units, amount)| Line {
        product,
        units,
        amount,
    });
    events.push(Event {
        at: 6,
        visitor: None,
        what: What::Purchase {
            cart: 77,
            lines: lines.into(),
        },
    });
    // Twice, so that there are repeats.
    let doubled: Vec<Event> = events.iter().flat_map(|e| [e.clone(), e.clone()]).collect();
    let written = fixture.taken(&doubled);
    assert!(written.iter().any(|taken| taken.repeats > 1));
    fixture.write_as(1, &written).unwrap();
    let db = fixture.reader();
    let mut select = db
        .prepare(include_str!("../../sql/tracking/read_events.sql"))
        .unwrap();
    let mut rows = select.query([0, i64::MAX]).unwrap();
    let mut read = Vec::new();
    while let Some(row) = rows.next().unwrap() {
        read.extend(codec::read(row).unwrap());
    }
    assert_eq!(read, written);
}

#[test]
fn rollups_add_up_to_the_counters() {
    let mut fixture = Fixture::new();
    for seed in 0..5 {
        fixture.write(&traffic(seed, 2_000)).unwrap();
    }
    fixture.assert_proven();
    for column in [
        "views",
        "clicks",
        "cart_adds",
        "purchases",
        "units_sold",
        "revenue",
    ] {
        let of = |table: &str| fixture.number(&format!("SELECT sum({column}) FROM {table}"));
        let counters = of("counters");
        assert!(counters > 0, "{column}");
        for table in ["hours", "product_hours", "product_days"] {
            assert_eq!(of(table), counters, "{table}.{column}");
        }
    }
    assert_eq!(fixture.number("SELECT sum(events) FROM hours"), 10_000);
    assert!(fixture.number("SELECT count(*) FROM hours") >= 10);
}

#[test]
fn an_event_that_the_file_refuses_undoes_its_batch_and_is_kept_aside() {
    let mut fixture = Fixture::new();
    fixture.write(&[view(1)]).unwrap();
    let poison = "CREATE TRIGGER poison BEFORE INSERT ON events WHEN new.product_id = 666
                  BEGIN SELECT RAISE(ABORT, 'no such devil'); END";
    Connection::open(fixture.path().join("tracking.db"))
        .unwrap()
        .execute_batch(poison)
        .unwrap();
    let error = fixture.write(&[view(1), view(666)]).unwrap_err();
    assert_eq!(error.fault, Fault::Poison, "{error}");
    assert_eq!(fixture.number("SELECT count(*) FROM events"), 1);
    fixture.ledger.bury(&view(666), &error.reason).unwrap();
    let (action, reason): (String, String) = fixture
        .reader()
        .query_row("SELECT action, reason FROM dead_letters", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .unwrap();
    assert_eq!(action, "view");
    assert!(reason.contains("no such devil"), "{reason}");
    fixture.assert_proven();
}

#[test]
fn what_goes_is_archived_and_the_count_stays_proven() {
    let mut fixture = Fixture::new();
    for seed in 0..4 {
        fixture.write(&traffic(seed, 1_000)).unwrap();
    }
    let hours = fixture.number("SELECT sum(views) FROM hours");
    let today = time::now().div_euclid(DAY);
    assert!(
        !fixture.ledger.prune(today).unwrap(),
        "nothing is older than today"
    );
    let mut steps = 1;
    while fixture.ledger.prune(today + 1).unwrap() {
        steps += 1;
        fixture.assert_proven();
    }
    assert!(steps > 2, "{steps} steps");
    assert_eq!(fixture.number("SELECT count(*) FROM events"), 0);
    assert_eq!(fixture.number("SELECT sum(views) FROM hours"), hours);
    fixture.write(&traffic(9, 1_000)).unwrap();
    fixture.assert_proven();
}

#[test]
fn a_full_file_lets_its_oldest_events_go() {
    let mut fixture = Fixture::with(1 << 20, Arc::new(Vec::new));
    let mut made_room = 0;
    for number in 1..=150 {
        let events: Vec<Event> = (0..500).map(|n| view(n % 50 + 1)).collect();
        let batch = fixture.taken(&events);
        while let Err(error) = fixture.write_as(number, &batch) {
            assert_eq!(error.fault, Fault::Full, "{error}");
            assert!(
                fixture.ledger.make_room().unwrap(),
                "there is something to let go"
            );
            made_room += 1;
        }
    }
    assert!(made_room > 0);
    assert!(
        std::fs::metadata(fixture.path().join("tracking.db"))
            .unwrap()
            .len()
            <= 1 << 20
    );
    fixture.assert_proven();
}

#[test]
fn a_new_file_begins_with_what_the_shop_shows() {
    let known = Baseline {
        product: 7,
        views: 100,
        clicks: 20,
        favorites: 3,
        popularity: 1_234,
    };
    let mut fixture = Fixture::with(1 << 30, Arc::new(move || vec![known]));
    fixture.write(&[view(7)]).unwrap();
    assert_eq!(
        fixture.number("SELECT views FROM counters WHERE product_id = 7"),
        101
    );
    assert_eq!(
        fixture.number("SELECT favorites FROM counters WHERE product_id = 7"),
        3
    );
    fixture.assert_proven();
}

#[test]
fn a_file_that_is_taken_away_is_made_anew() {
    let mut fixture = Fixture::new();
    fixture.write(&[view(1)]).unwrap();
    for name in ["tracking.db", "tracking.db-wal", "tracking.db-shm"] {
        std::fs::remove_file(fixture.path().join(name)).unwrap();
    }
    fixture.write(&[view(2)]).unwrap();
    assert_eq!(fixture.number("SELECT product_id FROM counters"), 2);
}

#[test]
fn garbage_is_damage_and_is_put_aside() {
    let mut fixture = Fixture::new();
    std::fs::write(fixture.path().join("tracking.db"), vec![b'x'; 8_192]).unwrap();
    let error = fixture.ledger.open().unwrap_err();
    assert_eq!(error.fault, Fault::Damaged, "{error}");
    let aside = fixture.ledger.replace().unwrap().unwrap();
    assert_eq!(std::fs::read(aside).unwrap(), vec![b'x'; 8_192]);
    fixture.write(&[view(1)]).unwrap();
    fixture.assert_proven();
}

#[test]
fn a_lock_is_waited_for_by_somebody_else() {
    let mut fixture = Fixture::new();
    fixture.write(&[view(1)]).unwrap();
    let stranger = Connection::open(fixture.path().join("tracking.db")).unwrap();
    stranger.execute_batch("BEGIN IMMEDIATE").unwrap();
    let since = std::time::Instant::now();
    let error = fixture.write(&[view(1)]).unwrap_err();
    assert_eq!(error.fault, Fault::Busy, "{error}");
    assert!(since.elapsed() < Duration::from_secs(2));
    stranger.execute_batch("ROLLBACK").unwrap();
    fixture.write(&[view(1)]).unwrap();
}

#[test]
fn a_repair_puts_the_proven_numbers_in_place() {
    let mut fixture = Fixture::new();
    fixture.write(&traffic(1, 500)).unwrap();
    let mut db = SideFile::tracking(fixture.path())
        .open(Duration::from_secs(1))
        .unwrap();
    db.execute(
        "UPDATE counters SET views = views + 5 WHERE product_id % 2 = 0",
        [],
    )
    .unwrap();
    db.execute("DELETE FROM counters WHERE product_id % 3 = 0", [])
        .unwrap();
    assert!(!recount(&db, &mut |_| {}).unwrap().differences.is_empty());
    let before: Vec<(i64, Numbers)> = recount(&db, &mut |_| {})
        .unwrap()
        .products
        .into_iter()
        .collect();
    repair(&mut db, &mut |_| {}).unwrap();
    let after = recount(&db, &mut |_| {}).unwrap();
    assert_eq!(after.differences, []);
    assert_eq!(after.products.into_iter().collect::<Vec<_>>(), before);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever happens in whatever order and batches, and whenever old events go: live = rebuilt.
    #[test]
    fn live_counters_equal_a_rebuild(seed in 0_u64..1_000, sizes in prop::collection::vec(1_usize..120, 1..8), prune in 0_usize..8) {
        let mut fixture = Fixture::new();
        let mut stream = Traffic::new(seed).over_time(time::now(), 40.0);
        for (place, size) in sizes.iter().enumerate() {
            let events: Vec<Event> = (0..*size).map(|_| {
                let mut event = stream.next_event();
                // Few products and visitors, so that everything meets.
                if let What::Product { product, .. } | What::Cart { product, .. } = &mut event.what {
                    *product %= 5;
                }
                event.visitor = NonZeroI64::new(event.at % 3).map(VisitorId);
                event
            }).collect();
            fixture.write(&events).unwrap();
            if place == prune {
                fixture.ledger.prune(i64::MAX / DAY).unwrap();
            }
        }
        let found = recount(&fixture.reader(), &mut |_| {}).unwrap();
        prop_assert_eq!(found.differences, []);
    }
}

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::{
    catalogue::{Record, VariantRecord, check::faults, save::Saver},
    store,
};

fn shirt(stocks: &[(i64, bool)]) -> Record {
    let variant = |(place, (stock, active)): (usize, &(i64, bool))| VariantRecord {
        options: BTreeMap::from([("Size".to_owned(), place.to_string())]),
        stock_quantity: *stock,
        is_active: *active,
        is_default: place == 0,
        ..VariantRecord::default()
    };
    Record {
        name: "Shirt".to_owned(),
        variants: stocks.iter().enumerate().map(variant).collect(),
        ..Record::default()
    }
}

fn shown(db: &Connection) -> (i64, bool) {
    db.query_row("SELECT stock_quantity, in_stock FROM products", [], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })
    .unwrap()
}

fn reasons(db: &Connection) -> Vec<(String, i64)> {
    db.prepare("SELECT reason, delta FROM stock_movements ORDER BY id")
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .collect::<rusqlite::Result<_>>()
        .unwrap()
}

#[test]
fn the_last_piece_is_taken_once_and_comes_back() {
    let db = store::in_memory();
    Saver::new(&db).insert(&shirt(&[(1, true)])).unwrap();
    let order = Uuid::now_v7();
    take(&db, 1, 1, order).unwrap();
    assert_eq!(shown(&db), (0, false));
    for (variant, quantity) in [(1, 1), (1, i64::MAX), (99, 1)] {
        let refused = take(&db, variant, quantity, order);
        assert!(matches!(refused, Err(StockError::Short { available: 0 })));
    }
    assert_eq!(give_back(&db, 1, 1, Reason::Cancelled, order).unwrap(), 1);
    assert_eq!(shown(&db), (1, true));
    assert_eq!(give_back(&db, 99, 1, Reason::Cancelled, order).unwrap(), 0);
    let moved = [("opening", 1), ("sale", -1), ("cancelled", 1)];
    assert_eq!(
        reasons(&db),
        moved.map(|(reason, delta)| (reason.to_owned(), delta))
    );
    assert_eq!(faults(&db).unwrap(), Vec::<String>::new());
}

#[test]
fn an_adjustment_keeps_within_what_a_variant_can_have() {
    let db = store::in_memory();
    Saver::new(&db).insert(&shirt(&[(5, true)])).unwrap();
    let short = adjust(&db, 1, -6, "counted");
    assert!(matches!(short, Err(StockError::Short { available: 5 })));
    for delta in [STOCK_MAX, i64::MAX] {
        let full = adjust(&db, 1, delta, "counted");
        assert!(matches!(full, Err(StockError::Full { room }) if room == STOCK_MAX - 5));
    }
    let gone = adjust(&db, 2, 1, "counted");
    assert!(matches!(gone, Err(StockError::NotFound)));
    assert!(adjust(&db, 1, i64::MIN, "counted").is_err());
    assert_eq!(adjust(&db, 1, 0, "counted").unwrap(), 5);
    assert_eq!(adjust(&db, 1, -5, "counted").unwrap(), 0);
    assert_eq!(shown(&db), (0, false));
    assert_eq!(adjust(&db, 1, STOCK_MAX, "found").unwrap(), STOCK_MAX);
    // A full shelf takes nothing back.
    let back = give_back(&db, 1, 3, Reason::Returned, Uuid::now_v7());
    assert_eq!(back.unwrap(), 0);
    assert_eq!(faults(&db).unwrap(), Vec::<String>::new());
}

#[test]
fn a_hidden_variant_does_not_count_in_its_product() {
    let db = store::in_memory();
    let stocks = [(2, true), (7, false)];
    Saver::new(&db).insert(&shirt(&stocks)).unwrap();
    adjust(&db, 2, 3, "found").unwrap();
    take(&db, 2, 1, Uuid::now_v7()).unwrap();
    assert_eq!(shown(&db), (2, true));
    assert_eq!(faults(&db).unwrap(), Vec::<String>::new());
}

#[test]
fn a_movement_that_is_missing_is_named() {
    let db = store::in_memory();
    Saver::new(&db).insert(&shirt(&[(2, true)])).unwrap();
    db.execute("UPDATE stock_movements SET delta = 3", [])
        .unwrap();
    let expected = "variant 1 has 2 in stock, and its movements add up to 3";
    assert_eq!(faults(&db).unwrap(), [expected]);
    db.execute("DELETE FROM stock_movements", []).unwrap();
    let expected = "variant 1 has 2 in stock, and its movements add up to 0";
    assert_eq!(faults(&db).unwrap(), [expected]);
    db.execute_batch("INSERT INTO stock_movements (variant_id, delta, reason, at) VALUES (1, 2, 'edit', 0), (9, 1, 'edit', 0)")
        .unwrap();
    let expected = "variant 9 is gone, and its movements add up to 1";
    assert_eq!(faults(&db).unwrap(), [expected]);
}

/// One thing that can happen to stock.
#[derive(Debug, Clone)]
enum Step {
    Take(i64, i64),
    GiveBack(i64, i64),
    Adjust(i64, i64),
    Save(Vec<(i64, bool)>),
    Delete,
}

fn step() -> impl Strategy<Value = Step> {
    let variant = 1..6_i64;
    let stocks = proptest::collection::vec((0..9_i64, any::<bool>()), 1..4);
    prop_oneof![
        (variant.clone(), 1..5_i64).prop_map(|(variant, count)| Step::Take(variant, count)),
        (variant.clone(), 1..5_i64).prop_map(|(variant, count)| Step::GiveBack(variant, count)),
        (variant, -5..6_i64).prop_map(|(variant, delta)| Step::Adjust(variant, delta)),
        stocks.prop_map(Step::Save),
        Just(Step::Delete),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn whatever_happens_the_movements_add_up(steps in proptest::collection::vec(step(), 1..24)) {
        let db = store::in_memory();
        let mut product = None;
        for step in steps {
            let order = Uuid::now_v7();
            match step {
                Step::Take(variant, count) => {
                    let _ = take(&db, variant, count, order);
                }
                Step::GiveBack(variant, count) => {
                    give_back(&db, variant, count, Reason::Cancelled, order).unwrap();
                }
                Step::Adjust(variant, delta) => {
                    let _ = adjust(&db, variant, delta, "counted");
                }
                Step::Save(stocks) => {
                    let mut record = shirt(&stocks);
                    let mut saver = Saver::new(&db);
                    match product {
                        Some(id) => {
                            record.slug = "shirt".to_owned();
                            saver.replace(id, &record).unwrap();
                        }
                        None => product = Some(saver.insert(&record).unwrap()),
                    }
                }
                Step::Delete => {
                    if let Some(id) = product.take() {
                        Saver::new(&db).delete(id).unwrap();
                    }
                }
            }
            prop_assert_eq!(faults(&db).unwrap(), Vec::<String>::new());
        }
    }
}

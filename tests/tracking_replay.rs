//! A replay of real behaviour: a public log of a shop's events, counted by the collector and counted
//! by hand, straight from the file.
//!
//! The log is not part of this repository. With `SOUK_DATASETS` naming a folder that holds
//! `rees46/2019-Oct-5019rows.csv` the test runs; without it there is nothing to do.

#![allow(clippy::unwrap_used)]

use std::{
    collections::{BTreeMap, HashMap},
    num::NonZeroI64,
    path::PathBuf,
    sync::Arc,
};

use rusqlite::Connection;
use souk::tracking::{
    Nobody, Options, Tracking,
    event::{Action, Event, Line, VisitorId, What},
    recount::recount,
};

/// A row of the log.
struct Row {
    at: i64,
    kind: String,
    product: i64,
    cents: i64,
    session: String,
}

fn log() -> Option<Vec<Row>> {
    let folder = PathBuf::from(std::env::var_os("SOUK_DATASETS")?);
    let mut reader = csv::Reader::from_path(folder.join("rees46/2019-Oct-5019rows.csv")).unwrap();
    let rows = reader.records().map(|record| {
        let record = record.unwrap();
        let at = record[0].trim_end_matches(" UTC").replace(' ', "T") + "Z";
        let (units, cents) = record[6].split_once('.').unwrap_or((&record[6], "0"));
        Row {
            at: at.parse::<jiff::Timestamp>().unwrap().as_millisecond(),
            kind: record[1].to_owned(),
            product: record[2].parse().unwrap(),
            cents: units.parse::<i64>().unwrap() * 100
                + format!("{cents:0<2}").parse::<i64>().unwrap(),
            session: record[8].to_owned(),
        }
    });
    Some(rows.collect())
}

/// Views, cart additions, purchases and revenue by product, without any of the code under test.
fn count(rows: &[Row]) -> BTreeMap<i64, [i64; 4]> {
    let mut last: HashMap<(&str, i64), i64> = HashMap::new();
    let mut counts: BTreeMap<i64, [i64; 4]> = BTreeMap::new();
    for row in rows {
        let count = counts.entry(row.product).or_default();
        match row.kind.as_str() {
            "view" => {
                let last = last
                    .entry((&row.session, row.product))
                    .or_insert(i64::MIN / 2);
                if row.at - *last >= 1_000 {
                    (*last, count[0]) = (row.at, count[0] + 1);
                }
            }
            "cart" => count[1] += 1,
            "purchase" => (count[2], count[3]) = (count[2] + 1, count[3] + row.cents),
            _ => {}
        }
    }
    counts
}

fn event(row: &Row, sessions: &mut HashMap<String, i64>) -> Event {
    let next = sessions.len() as i64 + 1;
    let session = *sessions.entry(row.session.clone()).or_insert(next);
    let (product, amount) = (row.product, row.cents);
    let what = match row.kind.as_str() {
        "cart" => What::Cart {
            product,
            cart: session,
            units: 1,
            amount,
            added: true,
        },
        "purchase" => What::Purchase {
            cart: session,
            lines: [Line {
                product,
                units: 1,
                amount,
            }]
            .into(),
        },
        _ => What::Product {
            product,
            action: Action::DetailView,
            context: None,
        },
    };
    Event {
        at: row.at,
        visitor: NonZeroI64::new(session).map(VisitorId),
        what,
    }
}

#[test]
fn real_behaviour_is_counted_as_it_is_counted_by_hand() {
    let Some(rows) = log() else {
        eprintln!("SOUK_DATASETS names no folder: nothing is replayed");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let options = Options::default();
    let tracking = Tracking::start(
        folder.path(),
        &options,
        Arc::new(Vec::new),
        Box::new(Nobody),
    )
    .unwrap();
    let mut sessions = HashMap::new();
    for row in &rows {
        assert!(tracking.tracker().offer(event(row, &mut sessions)));
    }
    let ended = tracking.close();
    assert_eq!((ended.persisted, ended.lost), (rows.len() as u64, 0));
    let db = Connection::open(folder.path().join("tracking.db")).unwrap();
    let live: BTreeMap<i64, [i64; 4]> = db
        .prepare("SELECT product_id, views, cart_adds, purchases, revenue FROM counters")
        .unwrap()
        .query_map([], |row| {
            Ok((
                row.get(0)?,
                [row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?],
            ))
        })
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    let by_hand = count(&rows);
    assert!(by_hand.len() > 1_000);
    assert_eq!(live, by_hand);
    assert_eq!(recount(&db, &mut |_| {}).unwrap().differences, []);
}

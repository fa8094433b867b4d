//! Whatever happens to reviews, products say what a recount says.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use rusqlite::{Connection, params};
use uuid::Uuid;

use super::{
    ReviewError, check,
    input::{Decision, NewReview, ReviewPatch},
    read, write,
};
use crate::{
    audit::Actor,
    catalogue::{Record, save::Saver, shop::ProductRef},
    http::caller::{Caller, Credential, Role},
    store,
};

const PEOPLE: u8 = 5;
const PRODUCTS: i64 = 2;

#[derive(Debug, Clone)]
enum Step {
    Write(u8, i64, i64),
    Change(u8, i64, i64),
    Delete(u8, i64),
    Hide(u8, i64, bool),
    Vote(u8, u8, i64),
    /// An account goes, and comes back without anything.
    Leave(u8),
}

fn step() -> impl Strategy<Value = Step> {
    let (person, product, rating) = (0..PEOPLE, 1..=PRODUCTS, 1..=5i64);
    prop_oneof![
        6 => (person.clone(), product.clone(), rating.clone()).prop_map(|(who, of, stars)| Step::Write(who, of, stars)),
        3 => (person.clone(), product.clone(), rating).prop_map(|(who, of, stars)| Step::Change(who, of, stars)),
        2 => (person.clone(), product.clone()).prop_map(|(who, of)| Step::Delete(who, of)),
        3 => (person.clone(), product.clone(), any::<bool>()).prop_map(|(who, of, hide)| Step::Hide(who, of, hide)),
        3 => (person.clone(), person.clone(), product).prop_map(|(by, who, of)| Step::Vote(by, who, of)),
        1 => person.prop_map(Step::Leave),
    ]
}

fn id(person: u8) -> Uuid {
    Uuid::from_bytes([person + 1; 16])
}

fn join(db: &Connection, person: u8) {
    let insert = "INSERT INTO users (id, email, name, password_hash, created_at, updated_at)
                  VALUES (?1, ?2, ?2, '', 0, 0)";
    db.execute(
        insert,
        params![id(person), format!("p{person}@example.org")],
    )
    .unwrap();
}

fn shop() -> Connection {
    let db = store::in_memory();
    for name in ["Rug", "Bowl"] {
        let record = Record {
            name: name.to_owned(),
            ..Record::default()
        };
        Saver::new(&db).insert(&record).unwrap();
    }
    (0..PEOPLE).for_each(|person| join(&db, person));
    db
}

fn caller(person: u8) -> Caller {
    Caller {
        role: Role::Customer,
        seller_id: None,
        user_id: Some(id(person)),
        credential: Credential::Session(1),
    }
}

/// A review as the model has it.
#[derive(Debug, Clone, Default)]
struct Expected {
    id: i64,
    rating: i64,
    hidden: bool,
    voters: BTreeSet<u8>,
}

type Model = BTreeMap<(u8, i64), Expected>;

fn take(db: &Connection, model: &mut Model, step: &Step) {
    match *step {
        Step::Write(who, of, rating) => {
            let review = NewReview {
                rating,
                title: None,
                body: None,
            };
            let written = write::create(db, &ProductRef::Id(of), id(who), None, review);
            match (written, model.contains_key(&(who, of))) {
                (Ok(review), false) => {
                    let expected = Expected {
                        id: review.id,
                        rating,
                        ..Expected::default()
                    };
                    model.insert((who, of), expected);
                }
                (Err(ReviewError::AlreadyReviewed), true) => {}
                (written, _) => panic!("{written:?}"),
            }
        }
        Step::Change(who, of, rating) => {
            if let Some(expected) = model.get_mut(&(who, of)) {
                let patch = ReviewPatch {
                    rating: poem_openapi::types::MaybeUndefined::Value(rating),
                    ..ReviewPatch::default()
                };
                write::change(db, &ProductRef::Id(of), expected.id, &caller(who), patch).unwrap();
                expected.rating = rating;
            }
        }
        Step::Delete(who, of) => {
            if let Some(gone) = model.remove(&(who, of)) {
                write::delete(db, &ProductRef::Id(of), gone.id, &caller(who)).unwrap();
            }
        }
        Step::Hide(who, of, hidden) => {
            if let Some(expected) = model.get_mut(&(who, of)) {
                let reason = hidden.then(|| "rude".to_owned());
                let decision = Decision { hidden, reason };
                write::moderate(db, expected.id, decision, &Actor::shop()).unwrap();
                expected.hidden = hidden;
            }
        }
        Step::Vote(by, who, of) => {
            if let Some(expected) = model.get_mut(&(who, of)) {
                let voted = write::vote(db, expected.id, id(by));
                if by == who || expected.hidden {
                    assert!(voted.is_err());
                } else {
                    expected.voters.insert(by);
                    assert_eq!(voted.unwrap().helpful_count, expected.voters.len() as i64);
                }
            }
        }
        Step::Leave(who) => {
            db.execute("DELETE FROM users WHERE id = ?1", [id(who)])
                .unwrap();
            join(db, who);
            model.retain(|(author, _), _| *author != who);
            for expected in model.values_mut() {
                expected.voters.remove(&who);
            }
        }
    }
}

fn agree(db: &Connection, model: &Model) {
    for product in 1..=PRODUCTS {
        let of = |(_, of): &(u8, i64)| *of == product;
        let shown: Vec<i64> = model
            .iter()
            .filter(|(key, review)| of(key) && !review.hidden)
            .map(|(_, review)| review.rating)
            .collect();
        let count = shown.len() as i64;
        // Half up, in exact numbers.
        let average = match count {
            0 => 0,
            count => (shown.iter().sum::<i64>() * 2_000 + count) / (count * 2),
        };
        let row: (i64, i64) = db
            .query_row(
                "SELECT rating, review_count FROM products WHERE id = ?1",
                [product],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
            .unwrap();
        assert_eq!(row, (average, count));
    }
    for expected in model.values() {
        let review = read::by_id(db, expected.id).unwrap().unwrap();
        assert_eq!(review.helpful_count, expected.voters.len() as i64);
        assert_eq!(
            (review.rating, review.hidden),
            (expected.rating, expected.hidden)
        );
    }
    assert_eq!(check::faults(db).unwrap(), Vec::<String>::new());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn averages_are_what_a_recount_says(steps in proptest::collection::vec(step(), 1..40)) {
        let (db, mut model) = (shop(), Model::new());
        for step in &steps {
            take(&db, &mut model, step);
            agree(&db, &model);
        }
    }
}

#[test]
fn a_wrong_number_is_found() {
    let db = shop();
    let review = NewReview {
        rating: 4,
        title: None,
        body: None,
    };
    let review = write::create(&db, &ProductRef::Id(1), id(0), None, review).unwrap();
    db.execute("UPDATE products SET rating = 5000 WHERE id = 1", [])
        .unwrap();
    db.execute("UPDATE products SET review_count = 3 WHERE id = 2", [])
        .unwrap();
    db.execute("UPDATE reviews SET helpful_count = 9", [])
        .unwrap();
    let faults = check::faults(&db).unwrap();
    assert_eq!(
        faults,
        [
            "product 1 (rug) has another rating than its reviews together".to_owned(),
            "product 2 (bowl) has another rating than its reviews together".to_owned(),
            format!(
                "review {} counts other helpful votes than there are",
                review.id
            ),
        ]
    );
}

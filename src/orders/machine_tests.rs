use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::{
    catalogue::check::faults,
    orders::{
        fixture::{Line, Placed, STOCK, place, shop},
        fulfillments::{self, Parcel},
        refunds, restock, returns,
        statements::{Month, statement},
    },
};

/// What `docs/orders.md` says of the table, from the table itself.
fn table() -> String {
    let mut text =
        String::from("| from | to | who | what else happens |\n| --- | --- | --- | --- |\n");
    for step in STEPS {
        let who: Vec<&str> = step.by.iter().map(|by| by.as_str()).collect();
        let does: Vec<&str> = step.does.iter().map(|effect| effect.words()).collect();
        text.push_str(&format!(
            "| `{}` | `{}` | {} | {} |\n",
            step.from,
            step.to,
            who.join(", "),
            does.join(", ")
        ));
    }
    text
}

#[test]
fn the_documentation_has_the_table() {
    let docs = include_str!("../../docs/orders.md");
    assert!(
        docs.contains(&table()),
        "docs/orders.md should have:\n{}",
        table()
    );
}

#[test]
fn every_status_is_reached_and_the_ends_are_ends() {
    for status in Status::ALL {
        let reached = STEPS.iter().any(|step| step.to == *status);
        assert!(reached || *status == PendingPayment, "{status}");
        let left = STEPS.iter().any(|step| step.from == *status);
        assert_eq!(left, !matches!(status, Cancelled | Refunded), "{status}");
    }
}

/// Something that somebody tries.
#[derive(Debug, Clone)]
enum Try {
    Advance(Status, By),
    Ship(usize, By),
    Deliver(usize, By),
    Refund(i64, Option<usize>),
    Restock(usize, i64),
    Return(Vec<(usize, i64)>),
}

fn tries() -> impl Strategy<Value = Try> {
    let status = prop::sample::select(Status::ALL);
    let by = prop::sample::select(By::ALL);
    let mover = prop::sample::select(&[Seller, Admin][..]);
    prop_oneof![
        // A likely life, so that random steps get far.
        3 => Just(Try::Advance(PaymentConfirmed, Admin)),
        2 => Just(Try::Advance(AwaitingShipment, Admin)),
        1 => Just(Try::Advance(Shipped, Admin)),
        2 => Just(Try::Advance(Delivered, Admin)),
        1 => Just(Try::Advance(Refunded, Admin)),
        3 => (status, by).prop_map(|(to, by)| Try::Advance(to, by)),
        4 => (0..3_usize, mover.clone()).prop_map(|(part, by)| Try::Ship(part, by)),
        4 => (0..3_usize, mover).prop_map(|(part, by)| Try::Deliver(part, by)),
        2 => (1..5_000_i64, prop::option::of(0..3_usize)).prop_map(|(a, f)| Try::Refund(a, f)),
        1 => (0..4_usize, 1..6_i64).prop_map(|(line, quantity)| Try::Restock(line, quantity)),
        2 => prop::collection::vec((0..4_usize, 0..6_i64), 0..3).prop_map(Try::Return),
    ]
}

fn lines() -> impl Strategy<Value = Vec<Line>> {
    let line = (0..3_i64, 0..2_000_i64, 1..5_i64, prop::bool::weighted(0.3));
    let line = line.prop_map(|(seller, price, quantity, digital)| Line {
        seller: (seller > 0).then_some(seller),
        price,
        quantity,
        digital,
    });
    prop::collection::vec(line, 1..5)
}

/// Steps that may be taken by somebody, beside those that follow fulfilments: written down once more,
/// so that a slip in the table shows.
fn is_open(from: Status, to: Status, by: By) -> bool {
    match (from, to) {
        (PendingPayment, PaymentConfirmed) => matches!(by, Admin | System),
        (PendingPayment, Cancelled) => by != Seller,
        (PaymentConfirmed | AwaitingShipment, Cancelled) => matches!(by, Customer | Admin),
        (PaymentConfirmed, AwaitingShipment)
        | (AwaitingShipment, Shipped)
        | (Shipped, Delivered) => matches!(by, Seller | Admin),
        (PaymentConfirmed, Delivered) => by == System,
        (Delivered, ReturnRequested) => matches!(by, Customer | Admin),
        (Delivered | ReturnRequested, Refunded) | (ReturnRequested, Delivered) => by == Admin,
        _ => false,
    }
}

/// Everything that the file says of orders and stock, to be held against itself.
fn dump(db: &Connection) -> Vec<String> {
    let tables = [
        (
            "orders",
            "hex(id), status, refunded_total, invoice_number, expires_at",
        ),
        (
            "fulfillments",
            "id, status, carrier, shipped_at IS NULL, delivered_at IS NULL, commission",
        ),
        ("order_items", "id, return_quantity, restocked"),
        ("order_history", "id, status"),
        ("refunds", "id, amount"),
        ("refund_shares", "refund_id, fulfillment_id, amount"),
        ("variants", "id, stock_quantity"),
        ("stock_movements", "id, delta"),
        ("coupons", "used_count"),
        ("coupon_uses", "coupon_id, customer"),
        ("outbox", "id, kind"),
    ];
    let mut rows = Vec::new();
    for (table, columns) in tables {
        let sql = format!("SELECT json_array({columns}) FROM {table} ORDER BY rowid");
        let sql = match table {
            "orders" | "refund_shares" | "coupon_uses" => sql.replace(" ORDER BY rowid", ""),
            _ => sql,
        };
        let mut select = db.prepare(&sql).unwrap();
        let found = select.query_map([], |row| row.get::<_, String>(0)).unwrap();
        rows.extend(found.map(|row| format!("{table} {}", row.unwrap())));
    }
    rows
}

/// Does it as a writer's job would: whole, or not at all.
fn attempt(db: &Connection, placed: &Placed, what: &Try) -> Result<(), OrderError> {
    db.execute_batch("SAVEPOINT job").unwrap();
    let done = run(db, placed, what);
    let end = match done {
        Ok(()) => "RELEASE job",
        Err(_) => "ROLLBACK TO job; RELEASE job",
    };
    db.execute_batch(end).unwrap();
    done
}

fn run(db: &Connection, placed: &Placed, what: &Try) -> Result<(), OrderError> {
    let part = |place: usize| {
        let id = placed.fulfillments.get(place).copied().unwrap_or(0);
        fulfillments::find(db, id)?.ok_or(OrderError::NotFound("fulfillment"))
    };
    let items: Vec<i64> = db
        .prepare("SELECT id FROM order_items WHERE order_id = ?1 ORDER BY id")?
        .query_map([placed.id], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let item = |place: &usize| items.get(*place).copied().unwrap_or(0);
    match what {
        Try::Advance(to, by) => advance(db, placed.id, *to, *by, Some("because")),
        Try::Ship(place, by) => {
            let parcel = Parcel {
                carrier: "Post".to_owned(),
                tracking_number: "1".to_owned(),
            };
            fulfillments::ship(db, &part(*place)?, *by, &parcel)
        }
        Try::Deliver(place, by) => fulfillments::deliver(db, &part(*place)?, *by),
        Try::Refund(amount, place) => {
            let one = place.map(|place| placed.fulfillments.get(place).copied().unwrap_or(0));
            refunds::give_back_and_tell(db, placed.id, *amount, one, "so").map(|_| ())
        }
        Try::Restock(place, quantity) => {
            restock::some(db, placed.id, item(place), *quantity, "/restock/0")
        }
        Try::Return(named) => {
            let named: Vec<(i64, i64)> = named.iter().map(|(i, n)| (item(i), *n)).collect();
            returns::request(db, placed.id, Customer, None, Some(&named))
        }
    }
}

/// A number that a statement counts.
fn number(db: &Connection, sql: &str) -> i64 {
    db.query_row(sql, [], |row| row.get(0)).unwrap()
}

/// What always holds of a shop with one order.
fn hold(db: &Connection, placed: &Placed, lines: &[Line]) {
    let order = Head::of(db, placed.id).unwrap();
    assert_eq!(faults(db).unwrap(), Vec::<String>::new());
    let last: Status = db
        .query_row(
            "SELECT status FROM order_history ORDER BY id DESC LIMIT 1",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(last, order.status, "the history ends where the order is");
    hold_stock(db, placed, lines, order.status);
    let parts: Vec<String> = db
        .prepare("SELECT status FROM fulfillments")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let all = |status: &str| parts.iter().all(|part| part == status);
    let none = |status: &str| parts.iter().all(|part| part != status);
    match order.status {
        PendingPayment => assert!(all("pending"), "{parts:?}"),
        PaymentConfirmed | AwaitingShipment => assert!(!none("pending"), "{parts:?}"),
        Shipped => assert!(none("pending") && !none("shipped"), "{parts:?}"),
        Delivered | ReturnRequested | Refunded => assert!(all("delivered"), "{parts:?}"),
        Cancelled => assert!(all("cancelled"), "{parts:?}"),
    }
    let used = i64::from(order.status != Cancelled);
    assert_eq!(number(db, "SELECT used_count FROM coupons"), used);
    assert_eq!(number(db, "SELECT count(*) FROM coupon_uses"), used);
    hold_money(db, &order);
}

/// The ledger is the oracle: what was sold and did not come back is missing, to the piece.
fn hold_stock(db: &Connection, placed: &Placed, lines: &[Line], status: Status) {
    for (variant, line) in placed.variants.iter().zip(lines) {
        let count = |what: &str| {
            let sql = format!("SELECT {what} FROM stock_movements WHERE variant_id = {variant}");
            number(db, &sql)
        };
        let stock = number(
            db,
            &format!("SELECT stock_quantity FROM variants WHERE id = {variant}"),
        );
        assert_eq!(count("sum(delta)"), stock);
        let back = count(
            "coalesce(sum(delta) FILTER (WHERE reason IN ('cancelled', 'expired', 'returned')), 0)",
        );
        assert_eq!(stock, STOCK - line.quantity + back);
        assert!((0..=line.quantity).contains(&back));
        if status == Cancelled {
            assert_eq!(stock, STOCK, "everything is back, once");
        }
    }
}

fn hold_money(db: &Connection, order: &Head) {
    let refunded = number(db, "SELECT coalesce(sum(amount), 0) FROM refunds");
    assert_eq!(order.refunded_total, refunded);
    assert!(refunded <= order.total && (refunded == 0 || order.paid));
    if order.paid && matches!(order.status, Cancelled | Refunded) {
        assert_eq!(refunded, order.total, "all money went back");
    }
    let over = "SELECT count(*) FROM fulfillments f WHERE
        (SELECT coalesce(sum(amount), 0) FROM refund_shares WHERE fulfillment_id = f.id)
        > (SELECT sum(line_total) FROM order_items WHERE fulfillment_id = f.id)";
    assert_eq!(
        number(db, over),
        0,
        "nobody gives back more than was paid for their goods"
    );
    let paid = number(
        db,
        "SELECT count(*) FROM order_history WHERE status = 'payment_confirmed'",
    );
    assert_eq!(paid > 0, order.paid, "an invoice from the payment on");
    if order.status == Refunded {
        for seller in [1, 2] {
            let month = Month::parse(&time::to_rfc3339(time::now())[..7]).unwrap();
            let statement = statement(db, seller, month).unwrap();
            assert_eq!((statement.net, statement.commission), (0, 0));
            assert_eq!(statement.gross, statement.refunds);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_is_tried_stock_money_and_states_hold(
        lines in lines(), shipping in 0..1_000_i64, tries in prop::collection::vec(tries(), 1..25),
    ) {
        let db = shop();
        let placed = place(&db, &lines, shipping);
        hold(&db, &placed, &lines);
        for what in tries {
            let from = Head::of(&db, placed.id).unwrap().status;
            let before = dump(&db);
            let done = attempt(&db, &placed, &what);
            match (&what, &done) {
                (Try::Advance(to, by), Ok(())) => prop_assert!(is_open(from, *to, *by)),
                (Try::Advance(to, by), Err(OrderError::NoStep { allowed, .. })) => {
                    prop_assert!(!is_open(from, *to, *by));
                    prop_assert!(allowed.iter().all(|to| is_open(from, *to, *by)));
                }
                (Try::Advance(to, _), Err(OrderError::HandedOver)) => prop_assert_eq!(*to, Cancelled),
                (_, Err(OrderError::Store(error))) => prop_assert!(false, "{what:?}: {error}"),
                _ => {}
            }
            if done.is_err() {
                prop_assert_eq!(dump(&db), before, "a refusal changes nothing");
            }
            hold(&db, &placed, &lines);
        }
    }

    #[test]
    fn invoice_numbers_follow_each_other(paid in prop::collection::vec(any::<bool>(), 1..12)) {
        let db = shop();
        let line = Line { seller: None, price: 5, quantity: 1, digital: false };
        let mut numbers = BTreeMap::new();
        for pays in &paid {
            let placed = place(&db, &[line], 0);
            let to = if *pays { PaymentConfirmed } else { Cancelled };
            advance(&db, placed.id, to, System, None).unwrap();
            let number: Option<i64> = db.query_row(
                "SELECT invoice_number FROM orders WHERE id = ?1", [placed.id], |row| row.get(0),
            ).unwrap();
            numbers.extend(number.map(|number| (number, placed.id)));
        }
        let paid = paid.iter().filter(|pays| **pays).count() as i64;
        prop_assert_eq!(numbers.into_keys().collect::<Vec<_>>(), (1..=paid).collect::<Vec<_>>());
    }
}

use super::*;
use crate::store;

fn made(db: &Connection, columns: &str, values: &str) -> Coupon {
    db.execute_batch(&format!(
        "INSERT INTO coupons (code, kind, value, created_at, updated_at, {columns})
         VALUES ('Ten', 'percent', 10, 0, 0, {values})"
    ))
    .unwrap();
    find(db, " TEN ").unwrap().unwrap()
}

fn order(db: &Connection) -> Uuid {
    let id = Uuid::now_v7();
    db.execute(
        "INSERT INTO orders (id, number, email, status, currency, prices_include_tax, subtotal, discount_total,
             shipping_total, tax_total, total, payment_method, created_at, updated_at)
         VALUES (?1, ?2, 'a@example.org', 'pending_payment', 'EUR', 1, 0, 0, 0, 0, 0, 'dummy', 0, 0)",
        params![id, id.to_string()],
    )
    .unwrap();
    id
}

const GUEST: Customer<'_> = Customer {
    user_id: None,
    email: Some("A@Example.org "),
};

#[test]
fn each_reason_has_its_moment() {
    let db = store::in_memory();
    let coupon = made(
        &db,
        "min_subtotal, starts_at, ends_at, usage_limit, used_count",
        "500, 10, 20, 2, 1",
    );
    let at = |coupon: &Coupon, now, subtotal| check(&db, coupon, now, subtotal, GUEST).unwrap();
    assert_eq!(at(&coupon, 9, 500), Err(Refusal::NotStarted));
    assert_eq!(at(&coupon, 10, 500), Ok(()));
    assert_eq!(at(&coupon, 19, 500), Ok(()));
    assert_eq!(at(&coupon, 20, 500), Err(Refusal::Ended));
    assert_eq!(
        at(&coupon, 15, 499),
        Err(Refusal::BelowMinimum { min_subtotal: 500 })
    );
    let used = Coupon {
        used_count: 2,
        ..coupon
    };
    assert_eq!(at(&used, 15, 500), Err(Refusal::UsedUp));
}

#[test]
fn uses_are_counted_up_to_the_limit_and_freed_once() {
    let db = store::in_memory();
    let coupon = made(&db, "usage_limit", "1");
    let (first, second) = (order(&db), order(&db));
    assert_eq!(count_use(&db, &coupon, first, GUEST).unwrap(), Ok(()));
    let refused = count_use(&db, &coupon, second, Customer::default()).unwrap();
    assert_eq!(refused, Err(Refusal::UsedUp));
    for _ in 0..2 {
        free_uses(&db, first).unwrap();
        assert_eq!(find(&db, "ten").unwrap().unwrap().used_count, 0);
    }
    assert_eq!(count_use(&db, &coupon, second, GUEST).unwrap(), Ok(()));
}

#[test]
fn a_customer_is_known_by_account_or_by_address() {
    let db = store::in_memory();
    let coupon = made(&db, "per_customer_limit", "1");
    let user_id = Some(Uuid::now_v7());
    let (first, second) = (order(&db), order(&db));
    let known = Customer { user_id, ..GUEST };
    assert_eq!(count_use(&db, &coupon, first, known).unwrap(), Ok(()));
    let elsewhere = Customer {
        user_id,
        email: Some("b@example.org"),
    };
    for again in [known, GUEST, elsewhere] {
        assert_eq!(
            check(&db, &coupon, 0, 0, again).unwrap(),
            Err(Refusal::UsedByCustomer)
        );
        let refused = count_use(&db, &coupon, second, again).unwrap();
        assert_eq!(refused, Err(Refusal::UsedByCustomer));
    }
    let other = Customer {
        user_id: Some(Uuid::now_v7()),
        email: Some("c@example.org"),
    };
    assert_eq!(check(&db, &coupon, 0, 0, other).unwrap(), Ok(()));
    assert_eq!(
        find(&db, "ten").unwrap().unwrap().used_count,
        1,
        "one order, one use"
    );
    free_uses(&db, first).unwrap();
    assert_eq!(find(&db, "ten").unwrap().unwrap().used_count, 0);
    assert_eq!(check(&db, &coupon, 0, 0, known).unwrap(), Ok(()));
}

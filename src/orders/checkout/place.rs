//! The rows of an order that is placed.

use rusqlite::params;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

use super::{CheckoutError, Request, letter};
use crate::{
    cart::{
        Cart, CartToken, Holder, clear,
        look::{Line, Look},
    },
    catalogue::stock,
    orders::{
        By, Status, access, history, machine,
        model::{OrderCoupon, ShippingChoice},
    },
    pricing::{Customer, coupons::count_use},
    settings::{PaymentMethod, Settings},
    store::Tx,
    tracking,
};

/// Crockford's base 32: no letter that looks like a digit.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Characters of an order's number: 40 random bits.
const NUMBER_LENGTH: usize = 8;
/// How many numbers are drawn before giving up: with a million orders one in a million is taken.
const DRAWS: usize = 16;
/// Milliseconds.
const HOUR: i64 = 60 * 60 * 1000;

/// What an order is made of.
pub(super) struct Order<'a> {
    pub holder: &'a Holder,
    pub request: &'a Request,
    pub settings: &'a Settings,
    pub customer: Customer<'a>,
    pub cart: Cart,
    pub look: &'a Look,
    pub now: i64,
}

/// An order that was placed.
#[derive(Debug)]
pub struct Placed {
    /// Its id.
    pub id: Uuid,
    /// The cart's number, for the tracker.
    pub cart: i64,
    /// What was bought, one a product, for the tracker.
    pub lines: Vec<tracking::event::Line>,
}

/// The secret that opens a guest's order: made of the cart's token, which only the guest has, so that it
/// can be told again to who asks again, and is kept nowhere.
pub fn access_token(token: &CartToken, order: Uuid) -> String {
    let hash = Sha256::new()
        .chain_update("souk order access\0")
        .chain_update(token.reveal())
        .chain_update([0])
        .chain_update(order.as_bytes())
        .finalize();
    URL_SAFE_NO_PAD.encode(hash)
}

/// Writes an order whose cart was checked in this transaction.
pub(super) fn place(tx: &Tx<'_>, mut order: Order<'_>) -> Result<Placed, CheckoutError> {
    let id = Uuid::now_v7();
    let number = free_number(tx)?;
    insert(tx, &order, id, &number)?;
    insert_lines(tx, &order, id)?;
    for held in &order.look.contents.coupons {
        count_use(tx, &held.coupon, id, order.customer)?
            .map_err(|refusal| CheckoutError::Contradiction(refusal.to_string()))?;
    }
    history::record(tx, id, Status::PendingPayment, By::Customer, None)?;
    letter::confirm(tx, &order, id, &number)?;
    // Nothing is left to be paid, or it is paid already.
    if order.request.payment_method == PaymentMethod::Dummy || order.look.quote.total == 0 {
        machine::advance(tx, id, Status::PaymentConfirmed, By::System, None)?;
    }
    clear(tx, &order.cart)?;
    order.cart.touch(tx, order.now)?;
    Ok(Placed {
        id,
        cart: order.cart.number(),
        lines: bought(order.look),
    })
}

/// A number that no order has had.
fn free_number(tx: &Tx<'_>) -> Result<String, CheckoutError> {
    let mut taken = tx.prepare_cached("SELECT 1 FROM orders WHERE number = ?1")?;
    for _ in 0..DRAWS {
        let mut random = [0; NUMBER_LENGTH];
        getrandom::fill(&mut random)
            .map_err(|error| CheckoutError::Contradiction(error.to_string()))?;
        let number: String = random
            .iter()
            .map(|byte| char::from(ALPHABET[usize::from(byte % 32)]))
            .collect();
        if !taken.exists([&number])? {
            return Ok(number);
        }
    }
    Err(CheckoutError::Contradiction(
        "no free order number".to_owned(),
    ))
}

fn insert(tx: &Tx<'_>, order: &Order<'_>, id: Uuid, number: &str) -> Result<(), CheckoutError> {
    let (request, quote) = (order.request, &order.look.quote);
    let (user, access) = match order.holder {
        Holder::Account(user) => (Some(*user), None),
        Holder::Guest(token) | Holder::New(token) => {
            (None, Some(access::hash(&access_token(token, id))))
        }
        Holder::Nobody => (None, None),
    };
    let coupons: Vec<OrderCoupon> = quote
        .coupons
        .iter()
        .map(|effect| OrderCoupon {
            code: effect.code.clone(),
            kind: effect.kind.as_str().to_owned(),
            amount: effect.amount,
        })
        .collect();
    let shipping = quote.shipping.as_ref().map(|shipping| ShippingChoice {
        code: shipping.code.clone(),
        name: shipping.name.clone(),
        price: shipping.price,
        tax: shipping.tax,
        tax_rate: shipping.tax_rate,
    });
    tx.prepare_cached(include_str!("../../../sql/orders/insert_order.sql"))?
        .execute(params![
            id,
            number,
            user,
            request.email,
            access.as_ref().map(|hash| &hash[..]),
            Status::PendingPayment,
            order.settings.currency.code(),
            order.settings.prices_include_tax,
            quote.subtotal,
            quote.discount_total,
            quote.shipping_total,
            quote.tax_total,
            quote.total,
            json(&coupons),
            shipping.as_ref().map(json),
            request.payment_method.as_str(),
            request.shipping_address.as_ref().map(json),
            request.billing_address.as_ref().map(json),
            request.note,
            order.now,
            order.now + order.settings.order_expiry_hours * HOUR,
        ])?;
    Ok(())
}

/// Lines, one fulfilment for each seller, and the stock that they take.
fn insert_lines(tx: &Tx<'_>, order: &Order<'_>, id: Uuid) -> Result<(), CheckoutError> {
    let mut insert = tx.prepare_cached(include_str!("../../../sql/orders/insert_item.sql"))?;
    let mut fulfillments: Vec<(Option<i64>, i64)> = Vec::new();
    let contents = &order.look.contents;
    for (line, priced) in contents.lines.iter().zip(&order.look.quote.lines) {
        let good = &line.good;
        let seller = good.seller.as_ref().map(|seller| seller.id);
        let known = fulfillments.iter().find(|(of, _)| *of == seller);
        let fulfillment = match known {
            Some((_, fulfillment)) => *fulfillment,
            None => {
                tx.prepare_cached(
                    "INSERT INTO fulfillments (order_id, seller_id, status)
                     VALUES (?1, ?2, 'pending')",
                )?
                .execute(params![id, seller])?;
                let made = tx.last_insert_rowid();
                fulfillments.push((seller, made));
                made
            }
        };
        insert.execute(params![
            id,
            fulfillment,
            line.product_id,
            line.variant_id,
            seller,
            good.slug.as_deref().unwrap_or_default(),
            good.name,
            good.sku,
            good.options,
            good.image_url,
            good.is_digital,
            line.quantity,
            line.price,
            priced.line_total,
            priced.discount,
            priced.tax,
            priced.tax_rate,
        ])?;
        take(tx, line, id)?;
    }
    Ok(())
}

fn take(tx: &Tx<'_>, line: &Line, id: Uuid) -> Result<(), CheckoutError> {
    stock::take(tx, line.variant_id, line.quantity, id).map_err(|error| match error {
        stock::StockError::Store(error) => error.into(),
        error => CheckoutError::Contradiction(error.to_string()),
    })
}

/// What was bought, one a product, for what it cost after discounts.
fn bought(look: &Look) -> Vec<tracking::event::Line> {
    let mut bought: Vec<tracking::event::Line> = Vec::with_capacity(look.contents.lines.len());
    for (line, priced) in look.contents.lines.iter().zip(&look.quote.lines) {
        let units = u32::try_from(line.quantity).unwrap_or(u32::MAX);
        let amount = priced.line_total - priced.discount;
        let same = bought.iter_mut().find(|one| one.product == line.product_id);
        match same {
            Some(one) => {
                one.units = one.units.saturating_add(units);
                one.amount += amount;
            }
            None => bought.push(tracking::event::Line {
                product: line.product_id,
                units,
                amount,
            }),
        }
    }
    bought
}

/// JSON text of our own types, which cannot fail to serialise.
fn json<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_access_token_is_the_orders_and_the_guests() {
        let (one, other) = (
            CartToken::given("one").unwrap(),
            CartToken::given("other").unwrap(),
        );
        let order = Uuid::from_u128(1);
        let token = access_token(&one, order);
        assert_eq!(token.len(), 43);
        assert_eq!(token, access_token(&one, order));
        assert_ne!(token, access_token(&other, order));
        assert_ne!(token, access_token(&one, Uuid::from_u128(2)));
    }
}

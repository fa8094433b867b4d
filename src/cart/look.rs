//! A look at a cart: its lines with the catalogue's prices and stock of this moment, what they add up
//! to, and what the visitor has to be told.

use std::sync::Arc;

use rusqlite::{Connection, Row, params};

use super::{
    Cart, CartError,
    coupons::{self, Held},
    goods::{Good, Goods},
};
use crate::{
    pricing::{
        self, Basket, Coupon, Customer, Destination, PricingError, Quote, ShippingMethod, Terms,
        load_terms, quote,
    },
    settings::Settings,
    store::Tx,
};

/// A line, with what the catalogue says of it now. Amounts are minor units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its id in the cart.
    pub id: i64,
    /// The product, which may be gone.
    pub product_id: i64,
    /// The variant, which may be gone.
    pub variant_id: i64,
    /// How many are wanted.
    pub quantity: i64,
    /// What one cost when the line was last written.
    pub seen_price: i64,
    /// What one costs; what it last did when the variant is gone.
    pub price: i64,
    /// When it last changed.
    pub changed_at: i64,
    /// What the catalogue says; the name that was last seen, when the product is gone.
    pub good: Arc<Good>,
}

impl Line {
    fn read(goods: &Goods<'_>, row: &Row<'_>) -> rusqlite::Result<Self> {
        let (product_id, variant_id) = (row.get(1)?, row.get(2)?);
        let good = match goods.good(product_id, variant_id)? {
            Some(good) => good,
            None => Arc::new(Good::gone(row.get_ref(6)?.as_str()?)),
        };
        let seen_price = row.get(4)?;
        Ok(Self {
            id: row.get(0)?,
            product_id,
            variant_id,
            quantity: row.get(3)?,
            seen_price,
            price: good.price.unwrap_or(seen_price),
            changed_at: row.get(5)?,
            good,
        })
    }

    /// What the line adds to the subtotal: nothing while it cannot be bought.
    pub fn total(&self) -> i64 {
        if self.good.is_sold {
            // At most 10^9 × 10^4.
            self.price * self.quantity
        } else {
            0
        }
    }
}

/// The lines of a cart, in the order in which they were put in.
///
/// # Errors
/// The database's.
pub(super) fn lines(goods: &Goods<'_>, cart: &Cart) -> rusqlite::Result<Vec<Line>> {
    let mut lines = goods
        .db()
        .prepare_cached(include_str!("../../sql/cart/lines.sql"))?
        .query_map([cart.id], |row| Line::read(goods, row))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    // They stand by variant; ids grow.
    lines.sort_unstable_by_key(|line| line.id);
    Ok(lines)
}

/// Remembers that the visitor is told a line's price: it has been written, and its answer tells.
///
/// # Errors
/// The database's.
pub(super) fn tell_price(
    tx: &Tx<'_>,
    cart: &Cart,
    lines: &[Line],
    written: i64,
) -> rusqlite::Result<()> {
    let told = lines
        .iter()
        .find(|line| line.id == written && line.good.is_sold && line.price != line.seen_price);
    if let Some(line) = told {
        tx.prepare_cached(
            "UPDATE cart_items SET seen_price = ?3, name = ?4 WHERE cart_id = ?1 AND variant_id = ?2",
        )?
        .execute(params![cart.id, line.variant_id, line.price, line.good.name])?;
    }
    Ok(())
}

/// Where a cart is to be sent, as far as anybody has said.
#[derive(Debug, Clone, Default)]
pub struct Way {
    /// Decides the tax, and which methods there are.
    pub destination: Option<Destination>,
    /// The code of a shipping method.
    pub method: Option<String>,
}

/// All that a look at a cart sees.
#[derive(Debug, Clone)]
pub struct Look {
    /// What is in it.
    pub contents: Contents,
    /// What the lines that can be bought cost; one line each, in their order.
    pub quote: Quote,
}

/// Looks at a cart, priced for its way; nobody's is empty. Who has its lines already gives them.
///
/// # Errors
/// `NoMethod` for a method that does not go there, or the store's.
pub fn look(
    goods: Goods<'_>,
    cart: Option<&Cart>,
    lines: Option<Vec<Line>>,
    customer: Customer<'_>,
    way: &Way,
    now: i64,
) -> Result<Look, CartError> {
    let (goods, lines) = match way.method {
        // Lines that are known were not weighed.
        Some(_) => (goods.weighed(), None),
        None => (goods, lines),
    };
    let db = goods.db();
    let contents = read(&goods, cart, lines, customer, now)?;
    let terms = match &way.destination {
        Some(destination) => Some(load_terms(db, &Settings::load(db)?, Some(destination))?),
        None => None,
    };
    let method = match (&way.method, &terms) {
        (Some(code), Some(terms)) => Some(terms.shipping_method(code).ok_or(CartError::NoMethod)?),
        _ => None,
    };
    contents.priced(terms.as_ref(), method)
}

/// What each way to send a cart somewhere costs, in the shop's order: none where nothing in it needs a
/// parcel.
///
/// # Errors
/// The store's.
pub(super) fn offers(
    db: &Connection,
    cart: Option<&Cart>,
    customer: Customer<'_>,
    destination: &Destination,
    now: i64,
) -> Result<Vec<(ShippingMethod, i64)>, CartError> {
    let contents = contents(db, cart, customer, now)?;
    let terms = load_terms(db, &Settings::load(db)?, Some(destination))?;
    let is_empty = contents.lines.is_empty();
    if !is_empty && !contents.needs_shipping() {
        return Ok(Vec::new());
    }
    let offer = |method: ShippingMethod| {
        let quote = contents.quote(Some(&terms), Some(&method))?;
        // An empty cart has no parcel yet: the least that one costs.
        let least = if is_empty { method.price } else { 0 };
        let cost = quote.shipping.map_or(least, |shipping| shipping.price);
        Ok((method, cost))
    };
    terms.shipping_methods.iter().cloned().map(offer).collect()
}

/// What is in a cart, not priced yet.
#[derive(Debug, Clone, Default)]
pub struct Contents {
    /// In the order in which they were put in.
    pub lines: Vec<Line>,
    /// Its coupons, each with what stands in its way.
    pub coupons: Vec<Held>,
}

/// Reads what is in a cart, and what it weighs, anew.
///
/// # Errors
/// The database's.
pub fn contents(
    db: &Connection,
    cart: Option<&Cart>,
    customer: Customer<'_>,
    now: i64,
) -> rusqlite::Result<Contents> {
    read(&Goods::fresh(db).weighed(), cart, None, customer, now)
}

fn read(
    goods: &Goods<'_>,
    cart: Option<&Cart>,
    known: Option<Vec<Line>>,
    customer: Customer<'_>,
    now: i64,
) -> rusqlite::Result<Contents> {
    let Some(cart) = cart else {
        return Ok(Contents::default());
    };
    let lines = match known {
        Some(lines) => lines,
        None => lines(goods, cart)?,
    };
    let subtotal = lines.iter().map(Line::total).sum();
    let coupons = match cart.has_coupons {
        true => coupons::of(goods.db(), cart, subtotal, customer, now)?,
        false => Vec::new(),
    };
    Ok(Contents { lines, coupons })
}

impl Contents {
    /// When the cart that holds this last changed.
    pub(super) fn changed_at(&self, cart: &Cart) -> i64 {
        let lines = self.lines.iter().map(|line| line.changed_at);
        lines.fold(cart.updated_at, i64::max)
    }

    /// The lines that can be bought.
    fn sold(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(|line| line.good.is_sold)
    }

    /// Whether anything that can be bought needs a parcel.
    pub fn needs_shipping(&self) -> bool {
        self.sold().any(|line| !line.good.is_digital)
    }

    /// The look at it, for terms and a method of theirs.
    ///
    /// # Errors
    /// `Sum`.
    pub fn priced(
        self,
        terms: Option<&Terms>,
        method: Option<&ShippingMethod>,
    ) -> Result<Look, CartError> {
        Ok(Look {
            quote: self.quote(terms, method)?,
            contents: self,
        })
    }

    fn quote(
        &self,
        terms: Option<&Terms>,
        method: Option<&ShippingMethod>,
    ) -> Result<Quote, PricingError> {
        let lines: Vec<pricing::Line> = self
            .sold()
            .map(|line| pricing::Line {
                unit_price: line.price,
                quantity: line.quantity,
                weight_grams: line.good.weight_grams,
                is_digital: line.good.is_digital,
            })
            .collect();
        let usable = self.coupons.iter().filter(|held| held.refusal.is_none());
        let coupons: Vec<Coupon> = usable.map(|held| held.coupon.clone()).collect();
        quote(&Basket {
            lines: &lines,
            coupons: &coupons,
            tax: terms.and_then(|terms| terms.tax.as_ref()),
            shipping: method,
            prices_include_tax: terms.is_some_and(|terms| terms.prices_include_tax),
        })
    }
}

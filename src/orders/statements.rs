//! What a seller earned in a month: sales in the month in which they were delivered, refunds in that in
//! which they were made, each with its commission, at the rate of when the order was paid.
//!
//! Invariant: a sale that was refunded whole, in however many parts, adds up to nothing, its commission
//! too: the commission of a refund is what the commission of the rest is less.

use jiff::{ToSpan, civil};
use poem_openapi::{Enum, Object, types::Example};
use rusqlite::{Connection, OptionalExtension, Row, params};
use uuid::Uuid;

use super::OrderError;
use crate::{
    catalogue::model::SellerLink,
    money::{MILLION, scale},
    settings, time,
};

/// A calendar month in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Month(civil::Date);

impl Month {
    /// Reads `2026-11`.
    pub fn parse(text: &str) -> Option<Self> {
        let (year, month) = text.split_once('-')?;
        let digits = |text: &str, count: usize| {
            text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())
        };
        if !digits(year, 4) || !digits(month, 2) {
            return None;
        }
        let date = civil::Date::new(year.parse().ok()?, month.parse().ok()?, 1);
        date.ok().map(Self)
    }

    /// Its first instant and that of the next month.
    fn span(self) -> (i64, i64) {
        let next = self.0.checked_add(1.month());
        let end = next.map_or(i64::MAX, time::midnight);
        (time::midnight(self.0), end)
    }

    fn text(self) -> String {
        format!("{:04}-{:02}", self.0.year(), self.0.month())
    }
}

/// What a line of a statement is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[oai(rename = "StatementLineKind", rename_all = "snake_case")]
pub enum Kind {
    /// Goods that were delivered.
    Sale,
    /// Money that was given back.
    Refund,
}

impl Kind {
    /// The name in JSON and CSV.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sale => "sale",
            Self::Refund => "refund",
        }
    }
}

/// A line of a statement; amounts of a refund are negative.
#[derive(Debug, Clone, Object)]
#[oai(example)]
pub struct StatementLine {
    /// When it counts: RFC 3339, UTC.
    pub at: String,
    /// What it is.
    pub kind: Kind,
    /// The order's id.
    pub order_id: Uuid,
    /// What people call the order.
    pub order_number: String,
    /// The fulfilment.
    pub fulfillment_id: i64,
    /// Minor units: what the customer paid for the goods, tax included, or got back of it.
    pub amount: i64,
    /// Minor units: the shop's share of it.
    pub commission: i64,
    /// Minor units: the seller's share of it.
    pub net: i64,
}

impl Example for StatementLine {
    fn example() -> Self {
        Self {
            at: "2026-11-26T14:00:00Z".into(),
            kind: Kind::Sale,
            order_id: Uuid::from_u128(0x0193_5e7b_7c00_7000_8000_0000_0000_002a),
            order_number: "S-7K3M9Q".into(),
            fulfillment_id: 5,
            amount: 35_010,
            commission: 3_501,
            net: 31_509,
        }
    }
}

/// What a seller earned in a month.
#[derive(Debug, Clone, Object)]
#[oai(example)]
pub struct Statement {
    /// `2026-11`.
    pub month: String,
    /// Whose it is.
    pub seller: SellerLink,
    /// ISO 4217.
    pub currency: String,
    /// The oldest first.
    pub items: Vec<StatementLine>,
    /// Minor units: all sales.
    pub gross: i64,
    /// Minor units: all refunds.
    pub refunds: i64,
    /// Minor units: the shop's share.
    pub commission: i64,
    /// Minor units: gross − refunds − commission.
    pub net: i64,
}

impl Example for Statement {
    fn example() -> Self {
        Self {
            month: "2026-11".into(),
            seller: SellerLink::example(),
            currency: "EUR".into(),
            items: vec![StatementLine::example()],
            gross: 35_010,
            refunds: 0,
            commission: 3_501,
            net: 31_509,
        }
    }
}

impl Statement {
    /// The lines as CSV.
    ///
    /// # Errors
    /// None in practice: it writes into memory.
    pub fn to_csv(&self) -> Result<Vec<u8>, csv::Error> {
        let mut file = csv::Writer::from_writer(Vec::new());
        file.write_record([
            "at",
            "kind",
            "order_number",
            "fulfillment_id",
            "amount",
            "commission",
            "net",
            "currency",
        ])?;
        for line in &self.items {
            file.write_record([
                line.at.as_str(),
                line.kind.as_str(),
                &line.order_number,
                &line.fulfillment_id.to_string(),
                &line.amount.to_string(),
                &line.commission.to_string(),
                &line.net.to_string(),
                &self.currency,
            ])?;
        }
        file.into_inner().map_err(|error| error.into_error().into())
    }
}

/// A row that becomes a line: `rest` is what was left of the sale before it, `amount` what it adds.
struct Entry {
    at: i64,
    kind: Kind,
    order: Uuid,
    number: String,
    fulfillment: i64,
    rate: i64,
    rest: i64,
    amount: i64,
}

impl Entry {
    fn read(row: &Row<'_>, kind: Kind) -> rusqlite::Result<Self> {
        Ok(Self {
            at: row.get(0)?,
            kind,
            order: row.get(1)?,
            number: row.get(2)?,
            fulfillment: row.get(3)?,
            rate: row.get(4)?,
            rest: row.get(5)?,
            amount: row.get(6)?,
        })
    }

    fn line(self) -> StatementLine {
        let commission =
            commission(self.rest + self.amount, self.rate) - commission(self.rest, self.rate);
        StatementLine {
            at: time::to_rfc3339(self.at),
            kind: self.kind,
            order_id: self.order,
            order_number: self.number,
            fulfillment_id: self.fulfillment,
            amount: self.amount,
            commission,
            net: self.amount - commission,
        }
    }
}

/// The commission of an amount. A rate is at most one, so that it is no more than the amount.
fn commission(amount: i64, rate: i64) -> i64 {
    scale(amount, rate, MILLION).unwrap_or(amount)
}

/// A seller's statement of a month.
///
/// # Errors
/// `NotFound` when there is no such seller, or the database's.
pub fn statement(db: &Connection, seller: i64, month: Month) -> Result<Statement, OrderError> {
    let named = db
        .prepare_cached("SELECT id, slug, name FROM sellers WHERE id = ?1")?
        .query_row([seller], |row| {
            Ok(SellerLink {
                id: row.get(0)?,
                slug: row.get(1)?,
                name: row.get(2)?,
            })
        })
        .optional()?;
    let mut entries = entries(db, seller, month)?;
    // Equal instants: a refund of before the delivery comes after its sale.
    entries.sort_by_key(|entry| (entry.at, entry.kind == Kind::Refund));
    let items: Vec<StatementLine> = entries.into_iter().map(Entry::line).collect();
    let sum = |kind: Kind| -> i64 {
        let of_kind = items.iter().filter(|line| line.kind == kind);
        of_kind.map(|line| line.amount).sum()
    };
    Ok(Statement {
        month: month.text(),
        seller: named.ok_or(OrderError::NotFound("seller"))?,
        currency: settings::currency(db)?.code().to_owned(),
        gross: sum(Kind::Sale),
        refunds: -sum(Kind::Refund),
        commission: items.iter().map(|line| line.commission).sum(),
        net: items.iter().map(|line| line.net).sum(),
        items,
    })
}

fn entries(db: &Connection, seller: i64, month: Month) -> rusqlite::Result<Vec<Entry>> {
    let (from, to) = month.span();
    let mut entries = Vec::new();
    for (kind, sql) in [
        (
            Kind::Sale,
            include_str!("../../sql/orders/statement_sales.sql"),
        ),
        (
            Kind::Refund,
            include_str!("../../sql/orders/statement_refunds.sql"),
        ),
    ] {
        let mut select = db.prepare_cached(sql)?;
        let rows = select.query_map(params![seller, from, to], |row| Entry::read(row, kind))?;
        for row in rows {
            entries.push(row?);
        }
    }
    Ok(entries)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_read() {
        let november = Month::parse("2026-11").unwrap();
        assert_eq!(november.text(), "2026-11");
        let (from, to) = november.span();
        assert_eq!(time::to_rfc3339(from), "2026-11-01T00:00:00Z");
        assert_eq!(time::to_rfc3339(to), "2026-12-01T00:00:00Z");
        for text in [
            "",
            "2026",
            "2026-13",
            "2026-1",
            "+026-11",
            "2026-11-01",
            "99999-01",
        ] {
            assert_eq!(Month::parse(text), None, "{text}");
        }
        assert_eq!(Month::parse("9999-12").unwrap().span().1, i64::MAX);
    }
}

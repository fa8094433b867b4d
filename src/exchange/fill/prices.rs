//! What a row says of a variant: prices, stock, flags.

use super::{
    super::{cells, field::Field, format::Format, table::Row},
    Filler, Filling,
    kind::Kind,
};
use crate::{catalogue::VariantRecord, time};

/// What a variant gets of which a shop says only that there are some.
const UNCOUNTED_STOCK: i64 = 999;
const DAY: i64 = 86_400_000;

impl Filler<'_> {
    /// Fills a variant from its row; `exists` when the shop has it already.
    pub(super) fn fill_variant(
        &self,
        row: &Row,
        variant: &mut VariantRecord,
        exists: bool,
        filling: &mut Filling,
    ) {
        self.fill_price(row, variant, exists, filling);
        self.check_currency(row, filling);
        self.fill_stock(row, variant, exists, filling);
        if let Some(flag) = self.read(row, &Field::IsDefault, filling, cells::flag) {
            variant.is_default = flag;
        }
        if let Some(flag) = self.read(row, &Field::VariantIsActive, filling, cells::flag) {
            variant.is_active = flag;
        }
    }

    fn fill_price(
        &self,
        row: &Row,
        variant: &mut VariantRecord,
        exists: bool,
        filling: &mut Filling,
    ) {
        let before = filling.faults.len();
        let regular = self.amount(row, &Field::Price, filling);
        let sale = self
            .amount(row, &Field::SalePrice, filling)
            .filter(|sale| self.is_sale(row, *sale, regular));
        let compare = self.amount(row, &Field::OriginalPrice, filling);
        if filling.faults.len() > before {
            return;
        }
        let Some(price) = sale.or(regular) else {
            if !exists || filling.needs_all {
                self.fault_no_price(row, filling);
            }
            return;
        };
        variant.price = price;
        let original = if sale.is_some() {
            regular.or(compare)
        } else {
            compare
        };
        if self.format() == Format::Souk {
            if self.columns().has(&Field::OriginalPrice) {
                variant.original_price = original;
            }
        } else if self.columns().has(&Field::OriginalPrice) || self.columns().has(&Field::SalePrice)
        {
            variant.original_price = original.filter(|original| *original > price);
        }
    }

    fn fault_no_price(&self, row: &Row, filling: &mut Filling) {
        let column = self.columns().find(&Field::Price);
        let grouped = Kind::of(self.reading.text(row, &Field::Kind)).grouped;
        let reason = match column {
            Some(_) if grouped => "is missing: a grouped product has no price of its own",
            Some(_) => "is missing",
            None => "is not in the shop yet, and the file has no column with prices",
        };
        filling.fault(row, column, reason);
    }

    /// Whether a sale price is the price today.
    fn is_sale(&self, row: &Row, sale: i64, regular: Option<i64>) -> bool {
        // Tables write 0 where nothing is on sale; a shop that gives something away means it.
        let meant = sale > 0 || self.format() != Format::Generic;
        meant && regular.is_none_or(|regular| sale < regular) && self.sale_runs(row)
    }

    /// An amount in minor units; one with more decimals than the currency is rounded, and said so.
    fn amount(&self, row: &Row, field: &Field, filling: &mut Filling) -> Option<i64> {
        let amount = self.read(row, field, filling, |text| self.numbers.amount(text))?;
        if !amount.exact {
            let rounded = self.numbers.currency.format(amount.minor);
            let column = self.columns().find(field);
            filling.warn(row, column, format!("was rounded to {rounded}"));
        }
        Some(amount.minor)
    }

    /// Whether today is within a sale's days; a day that cannot be read bounds nothing.
    fn sale_runs(&self, row: &Row) -> bool {
        let day = |field: &Field| {
            let text = self.reading.text(row, field).get(..10)?;
            time::from_rfc3339(&format!("{text}T00:00:00Z"))
        };
        let now = time::now();
        let started = day(&Field::SaleStarts).is_none_or(|start| start <= now);
        let ended = day(&Field::SaleEnds).is_some_and(|end| end + DAY <= now);
        started && !ended
    }

    fn check_currency(&self, row: &Row, filling: &mut Filling) {
        let ours = self.numbers.currency.code();
        if let Some((column, code)) = self.said(row, &Field::Currency)
            && !code.eq_ignore_ascii_case(ours)
        {
            let reason = format!("is not {ours}, the shop's currency");
            filling.fault(row, Some(column), reason);
        }
    }

    fn fill_stock(
        &self,
        row: &Row,
        variant: &mut VariantRecord,
        exists: bool,
        filling: &mut Filling,
    ) {
        let column = self.columns().find(&Field::Stock);
        let said = self.reading.text(row, &Field::Stock);
        // Some tables say in words what others count.
        let words = self.format() == Format::Generic
            && (cells::is_blank(said) || cells::in_stock(said).is_ok() && !is_number(said));
        let (counted, any) = if words && !said.is_empty() {
            (None, cells::in_stock(said).ok())
        } else {
            let pieces = |text: &str| self.numbers.pieces(text);
            let counted = self.read(row, &Field::Stock, filling, pieces);
            let any = self.read_loosely(row, &Field::InStock, filling, cells::in_stock);
            (counted, any)
        };
        match (counted, any) {
            (Some(stock), _) if stock < 0 && self.format() != Format::Souk => {
                variant.stock_quantity = 0;
                filling.warn(row, column, "is below 0 and was taken as 0");
            }
            (Some(stock), _) => variant.stock_quantity = stock,
            (None, Some(false)) => variant.stock_quantity = 0,
            (None, Some(true)) if variant.stock_quantity == 0 || !exists => {
                variant.stock_quantity = UNCOUNTED_STOCK;
                let column = self.columns().find(&Field::InStock).or(column);
                let reason =
                    format!("is in stock without a number and was taken as {UNCOUNTED_STOCK}");
                filling.warn(row, column, reason);
            }
            (None, None) if !exists => variant.stock_quantity = self.default_stock,
            (None, _) => {}
        }
    }
}

fn is_number(text: &str) -> bool {
    text.bytes()
        .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'-'))
}

//! The first look at a whole file: what its numbers look like, which names come several times, and
//! WooCommerce's variations, which may stand before their parents.

use std::io::Read;

use super::{
    columns::Columns,
    field::Field,
    fill::kind::Kind,
    format::Format,
    identity::name_key,
    import::{ImportError, Watch},
    notes::Notes,
    read::Reading,
    table::{Row, Table},
};
use crate::money::{Currency, DecimalMark, currency_named_in, decimal_mark_of};

/// What a file showed.
#[derive(Debug, Default)]
pub struct Survey {
    points: u64,
    commas: u64,
    currencies: Vec<Currency>,
}

impl Survey {
    /// Reads all rows.
    ///
    /// # Errors
    /// When the file cannot be read, or the notes cannot be written.
    pub fn of<R: Read>(
        table: &mut Table<R>,
        columns: &Columns,
        notes: &Notes<'_>,
        watch: &mut Watch<'_>,
    ) -> Result<Self, ImportError> {
        let mut survey = Self {
            currencies: columns.currency.into_iter().collect(),
            ..Self::default()
        };
        let reading = Reading::new(columns);
        let money: Vec<usize> = [Field::Price, Field::SalePrice, Field::OriginalPrice]
            .iter()
            .flat_map(|field| columns.all(field))
            .collect();
        let code = columns.find(&Field::Currency);
        while let Some(row) = table.next()? {
            watch.look()?;
            for column in &money {
                survey.look_at_amount(reading.cell(&row, *column));
            }
            if let Some(column) = code {
                survey.look_at_code(reading.cell(&row, column));
            }
            if !is_broken(&row, columns) {
                note(&reading, &row, notes)?;
            }
        }
        Ok(survey)
    }

    fn look_at_amount(&mut self, text: &str) {
        match decimal_mark_of(text) {
            Some(DecimalMark::Point) => self.points += 1,
            Some(DecimalMark::Comma) => self.commas += 1,
            None => {}
        }
        if !text.ends_with(|c: char| c.is_ascii_digit())
            || !text.starts_with(|c: char| c.is_ascii_digit())
        {
            self.meet(currency_named_in(text));
        }
    }

    fn look_at_code(&mut self, text: &str) {
        self.meet(Currency::from_code(text));
    }

    fn meet(&mut self, currency: Option<Currency>) {
        if let Some(currency) = currency
            && !self.currencies.contains(&currency)
            && self.currencies.len() < 2
        {
            self.currencies.push(currency);
        }
    }

    /// The decimal mark of the file's prices: what most of those that show one beyond doubt have.
    pub fn mark(&self) -> Option<DecimalMark> {
        match (self.points, self.commas) {
            (0, 0) => None,
            (points, commas) if commas > points => Some(DecimalMark::Comma),
            _ => Some(DecimalMark::Point),
        }
    }

    /// The currency that the file names, if it names one and no other.
    pub fn currency(&self) -> Option<Currency> {
        match self.currencies.as_slice() {
            [only] => Some(*only),
            _ => None,
        }
    }
}

/// Whether a row cannot be read as one of the file's.
pub fn is_broken(row: &Row, columns: &Columns) -> bool {
    row.open || row.width() > columns.names.len()
}

fn note(reading: &Reading<'_>, row: &Row, notes: &Notes<'_>) -> Result<(), ImportError> {
    match reading.columns.format {
        Format::Generic | Format::Auto => count_name(reading, row, notes)?,
        Format::Woocommerce => {
            if Kind::of(reading.text(row, &Field::Kind)).variation {
                notes.keep_variation(reading.text(row, &Field::Parent), row)?;
            } else {
                count_name(reading, row, notes)?;
            }
        }
        // Their rows are known by their slugs.
        Format::Souk | Format::Shopify => {}
    }
    Ok(())
}

fn count_name(reading: &Reading<'_>, row: &Row, notes: &Notes<'_>) -> Result<(), ImportError> {
    let name = name_key(reading.text(row, &Field::Name));
    if !name.is_empty() {
        notes.count_name(&name)?;
    }
    Ok(())
}

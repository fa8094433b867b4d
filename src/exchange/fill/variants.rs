//! Rows as variants: matched with those that the shop has, with their choices and options.

use std::collections::BTreeMap;

use super::{
    super::{cells, cells::one_line, field::Field, format::Format, gather::Group, table::Row},
    Filler, Filling,
};
use crate::catalogue::{OptionRecord, VariantRecord};

/// A row that is a variant, with its choice.
struct Choice<'r> {
    row: &'r Row,
    sku: Option<String>,
    options: BTreeMap<String, String>,
}

impl Filler<'_> {
    /// A table's row is one product with one variant, or one variant of a product that is there.
    pub(super) fn fill_one(
        &self,
        row: &Row,
        old: Vec<VariantRecord>,
        keeps_sku: bool,
        filling: &mut Filling,
    ) {
        let sku = self.sku(row).filter(|_| keeps_sku);
        let exists = !old.is_empty();
        let mut variants = old;
        if !exists {
            variants.push(VariantRecord::default());
        }
        let place = variants
            .iter()
            .position(|variant| sku.is_some() && variant.sku == sku)
            .unwrap_or(0);
        let variant = &mut variants[place];
        if sku.is_some() {
            variant.sku = sku;
        }
        self.fill_variant(row, variant, exists, filling);
        filling.lines = vec![row.line; variants.len()];
        filling.record.variants = variants;
    }

    /// The rows of souk's, Shopify's and WooCommerce's files are the product's variants, all of them.
    pub(super) fn fill_many(&self, group: &Group, old: &[VariantRecord], filling: &mut Filling) {
        let choices = match self.format() {
            Format::Souk => self.own_choices(group, filling),
            Format::Woocommerce => self.variations(group, filling),
            _ => self.option_choices(group, filling),
        };
        let choices: Vec<Choice<'_>> = choices
            .into_iter()
            .map(|(row, options)| Choice {
                row,
                sku: self.sku(row),
                options,
            })
            .collect();
        let matched = matched(&choices, old);
        for (choice, known) in choices.into_iter().zip(matched) {
            let mut variant = known.cloned().unwrap_or(VariantRecord {
                is_default: false,
                ..VariantRecord::default()
            });
            let clears = self.format() == Format::Souk && self.columns().has(&Field::Sku);
            if choice.sku.is_some() || clears {
                variant.sku = choice.sku;
            }
            variant.options = choice.options;
            self.fill_variant(choice.row, &mut variant, known.is_some(), filling);
            filling.lines.push(choice.row.line);
            filling.record.variants.push(variant);
        }
        if self.format() == Format::Woocommerce {
            self.finish_variations(group, filling);
        }
        if filling.record.variants.is_empty() && filling.faults.is_empty() {
            let column = self.columns().find(&Field::Price);
            filling.fault(
                &group.first,
                column,
                "is missing, and there is no variation",
            );
        }
    }

    fn sku(&self, row: &Row) -> Option<String> {
        let sku = self.reading.text(row, &Field::Sku);
        let blank = sku.is_empty() || (self.format() == Format::Generic && cells::is_blank(sku));
        (!blank).then(|| sku.to_owned())
    }

    /// souk's variants carry their choice as JSON, and the product its options.
    fn own_choices<'g>(
        &self,
        group: &'g Group,
        filling: &mut Filling,
    ) -> Vec<(&'g Row, BTreeMap<String, String>)> {
        let mut choice = |row| {
            let options = self.read(row, &Field::VariantOptions, filling, cells::json);
            (row, options.unwrap_or_default())
        };
        group.rows().map(&mut choice).collect()
    }

    /// Shopify names the options in the first row and has one value of each in every row; a row with
    /// neither price nor value only brings another picture.
    fn option_choices<'g>(
        &self,
        group: &'g Group,
        filling: &mut Filling,
    ) -> Vec<(&'g Row, BTreeMap<String, String>)> {
        let value = |row, number| one_line(self.reading.text(row, &Field::OptionValue(number)));
        let is_variant = |row: &&Row| {
            row.line == group.first.line
                || self.said(row, &Field::Price).is_some()
                || self.said(row, &Field::OptionValue(1)).is_some()
        };
        let rows: Vec<&Row> = group.rows().filter(is_variant).collect();
        let names = (1..=3).map(|number| {
            let name = one_line(self.reading.text(&group.first, &Field::OptionName(number)));
            (number, name)
        });
        // Shopify's word for a product without options.
        let unvaried = rows.len() == 1 && value(rows[0], 1) == "Default Title";
        let axes: Vec<(usize, String)> = names
            .filter(|(_, name)| !name.is_empty() && !unvaried)
            .collect();
        let choices: Vec<(&Row, BTreeMap<String, String>)> = rows
            .into_iter()
            .map(|row| {
                let chosen = axes.iter().filter_map(|(number, name)| {
                    let value = value(row, *number);
                    (!value.is_empty()).then(|| (name.clone(), value))
                });
                (row, chosen.collect())
            })
            .collect();
        let names = axes.into_iter().map(|(_, name)| name);
        filling.record.options = options(names, choices.iter().map(|(_, options)| options));
        choices
    }
}

/// The axes with the values that variants have, in the variants' order; axes without values are none.
pub(super) fn options<'c>(
    names: impl Iterator<Item = String>,
    choices: impl Iterator<Item = &'c BTreeMap<String, String>> + Clone,
) -> Vec<OptionRecord> {
    let axis = |name: String| {
        let mut values: Vec<String> = Vec::new();
        for value in choices.clone().filter_map(|choice| choice.get(&name)) {
            if !values.contains(value) {
                values.push(value.clone());
            }
        }
        OptionRecord { name, values }
    };
    names
        .map(axis)
        .filter(|option| !option.values.is_empty())
        .collect()
}

/// The shop's variant for each choice: the one with its SKU, else the one with its options whose SKU
/// no other row has. Each is given once.
fn matched<'o>(choices: &[Choice<'_>], old: &'o [VariantRecord]) -> Vec<Option<&'o VariantRecord>> {
    let mut free: Vec<&VariantRecord> = old.iter().collect();
    let mut take = |fits: &dyn Fn(&VariantRecord) -> bool| {
        let place = free.iter().position(|variant| fits(variant))?;
        Some(free.remove(place))
    };
    let mut matched: Vec<Option<&VariantRecord>> = choices
        .iter()
        .map(|choice| take(&|variant| choice.sku.is_some() && variant.sku == choice.sku))
        .collect();
    for (choice, known) in choices.iter().zip(&mut matched) {
        if known.is_none() {
            *known = take(&|variant| variant.options == choice.options);
        }
    }
    matched
}

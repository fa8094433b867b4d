//! WooCommerce's variations and attributes.
//!
//! Attributes stand in numbered columns. On a variation they are its choice; on its parent, all the
//! values that there are; on a product that does not vary, facts.

use std::collections::BTreeMap;

use super::{
    super::{cells, cells::one_line, field::Field, gather::Group, lists, table::Row},
    Filler, Filling,
    kind::Kind,
    variants::options,
};

/// The choice of a variation that is the same for all values of an option.
const ANY: &str = "Any";

impl Filler<'_> {
    /// A variable product's variations with their choices, or the product itself. Attributes that no
    /// variation chooses are facts.
    pub(super) fn variations<'g>(
        &self,
        group: &'g Group,
        filling: &mut Filling,
    ) -> Vec<(&'g Row, BTreeMap<String, String>)> {
        let kind = Kind::of(self.reading.text(&group.first, &Field::Kind));
        let attributes = self.attributes(&group.first);
        if !kind.variable {
            for (column, _, name, value) in attributes {
                self.fill_fact(
                    &group.first,
                    column,
                    &name,
                    &value.replace("\\,", ","),
                    filling,
                );
            }
            filling.record.options.clear();
            return vec![(&group.first, BTreeMap::new())];
        }
        let mut choices: Vec<(&Row, BTreeMap<String, String>)> = group
            .more
            .iter()
            .map(|row| (row, self.choice(row, &attributes)))
            .collect();
        let mut names: Vec<String> = Vec::new();
        for (column, _, name, value) in attributes {
            if choices.iter().any(|(_, choice)| choice.contains_key(&name)) {
                names.push(name);
            } else {
                self.fill_fact(
                    &group.first,
                    column,
                    &name,
                    &value.replace("\\,", ","),
                    filling,
                );
            }
        }
        for name in choices.iter().flat_map(|(_, choice)| choice.keys()) {
            if !names.contains(name) {
                names.push(name.clone());
            }
        }
        for (_, choice) in &mut choices {
            for name in &names {
                choice.entry(name.clone()).or_insert_with(|| ANY.to_owned());
            }
        }
        let chosen = choices.iter().map(|(_, choice)| choice);
        filling.record.options = options(names.into_iter(), chosen);
        choices
    }

    /// The attributes of a row: column, number, name and values.
    fn attributes(&self, row: &Row) -> Vec<(usize, usize, String, String)> {
        let mut found: Vec<(usize, usize, String, String)> = Vec::new();
        for (column, field) in self.columns().fields.iter().enumerate() {
            let Some(Field::OptionName(number)) = field else {
                continue;
            };
            let name = one_line(self.reading.cell(row, column));
            let value = self.reading.find(row, &Field::OptionValue(*number));
            if let Some((column, value)) = value.filter(|_| !name.is_empty()) {
                found.push((column, *number, name, value.to_owned()));
            }
        }
        found.sort_by_key(|(_, number, ..)| *number);
        found
    }

    /// What a variation chooses. One that names no attribute means the parent's of that number.
    fn choice(
        &self,
        row: &Row,
        parents: &[(usize, usize, String, String)],
    ) -> BTreeMap<String, String> {
        let mut choice = BTreeMap::new();
        for field in self.columns().fields.iter().flatten() {
            let Field::OptionValue(number) = field else {
                continue;
            };
            let value = one_line(&self.reading.text(row, field).replace("\\,", ","));
            let own = one_line(self.reading.text(row, &Field::OptionName(*number)));
            let parents = parents.iter().find(|(_, other, ..)| other == number);
            let name = if own.is_empty() {
                parents.map_or(String::new(), |(_, _, name, _)| name.clone())
            } else {
                own
            };
            if !value.is_empty() && !name.is_empty() {
                choice.insert(name, value);
            }
        }
        choice
    }

    /// What variations say beside their price: whether they are sold, and which one comes first.
    pub(super) fn finish_variations(&self, group: &Group, filling: &mut Filling) {
        if group.more.is_empty() {
            return;
        }
        let mut digital = true;
        for row in &group.more {
            digital &= Kind::of(self.reading.text(row, &Field::Kind)).digital;
            let sold = self.read(row, &Field::IsActive, filling, cells::flag);
            let place = filling.lines.iter().position(|line| *line == row.line);
            if let (Some(sold), Some(place)) = (sold, place) {
                filling.record.variants[place].is_active = sold;
            }
        }
        filling.record.is_digital |= digital;
        self.order_values(group, filling);
        self.choose_default(group, filling);
    }

    /// Values are shown in the parent's order.
    fn order_values(&self, group: &Group, filling: &mut Filling) {
        for (_, _, name, values) in self.attributes(&group.first) {
            let order = lists::words(&values.replace("\\,", "\u{1f}"));
            let order: Vec<String> = order
                .iter()
                .map(|value| value.replace('\u{1f}', ","))
                .collect();
            let place = |value: &String| {
                let found = order.iter().position(|other| other == value);
                found.unwrap_or(order.len())
            };
            let axis = filling.record.options.iter_mut();
            if let Some(axis) = axis.into_iter().find(|axis| axis.name == name) {
                axis.values.sort_by_key(place);
            }
        }
    }

    fn choose_default(&self, group: &Group, filling: &mut Filling) {
        let defaults: BTreeMap<String, String> = self
            .attributes(&group.first)
            .into_iter()
            .filter_map(|(_, number, name, _)| {
                let value = self
                    .reading
                    .text(&group.first, &Field::OptionDefault(number));
                (!value.is_empty()).then(|| (name, one_line(value)))
            })
            .collect();
        let fits = |options: &BTreeMap<String, String>| {
            !defaults.is_empty()
                && defaults.iter().all(|(name, value)| {
                    options
                        .get(name)
                        .is_none_or(|chosen| chosen.eq_ignore_ascii_case(value) || chosen == ANY)
                })
        };
        let variants = &mut filling.record.variants;
        if let Some(place) = variants.iter().position(|variant| fits(&variant.options)) {
            for (index, variant) in variants.iter_mut().enumerate() {
                variant.is_default = index == place;
            }
        }
    }
}

/// A text as it was before WooCommerce wrote its line breaks as `\n` and its `\n` as `\\n`.
pub(super) fn unescaped(text: &str) -> String {
    let parts: Vec<String> = text
        .split("\\\\n")
        .map(|part| part.replace("\\n", "\n"))
        .collect();
    parts.join("\\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_breaks_come_back() {
        assert_eq!(unescaped("one\\ntwo"), "one\ntwo");
        assert_eq!(unescaped("C:\\\\new"), "C:\\new");
        assert_eq!(unescaped("plain"), "plain");
    }
}

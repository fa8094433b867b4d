//! What a row says of the product as a whole.

use super::{
    super::{
        cells::{self, clean, is_blank, one_line},
        field::Field,
        format::Format,
        heading::words,
        lists,
        table::Row,
        weight::{Weighed, weigh},
    },
    Filler, Filling,
    kind::Kind,
};
use crate::catalogue::{
    ATTRIBUTE_NAME_MAX, ATTRIBUTE_VALUE_MAX, ATTRIBUTES_MAX, SHORT_DESCRIPTION_MAX, TAG_MAX,
    TAGS_MAX,
    text::{fold, is_slug, slugify},
};

impl Filler<'_> {
    pub(super) fn fill_product(&self, row: &Row, exists: bool, filling: &mut Filling) {
        if let Some((_, slug)) = self.said(row, &Field::Slug) {
            filling.record.slug = self.slug(slug);
        }
        if self.format() == Format::Souk {
            self.fill_own(row, filling);
            return;
        }
        self.fill_texts(row, filling);
        self.fill_flags(row, filling);
        self.fill_weight(row, filling);
        self.fill_tags(row, filling);
        self.fill_facts(row, filling);
        self.fill_category(row, filling);
        let name = self.columns().find(&Field::Name);
        if name.is_none() && !exists {
            let reason = "is not in the shop yet, and the file has no column with names";
            let column = [Field::Sku, Field::Slug]
                .iter()
                .find_map(|field| self.said(row, field));
            filling.fault(row, column.map(|(column, _)| column), reason);
        }
    }

    /// A handle of another program as a slug of ours.
    pub fn slug(&self, handle: &str) -> String {
        if self.format() == Format::Souk || is_slug(handle) {
            handle.to_owned()
        } else {
            slugify(handle)
        }
    }

    fn fill_texts(&self, row: &Row, filling: &mut Filling) {
        if let Some((_, name)) = self.said(row, &Field::Name) {
            filling.record.name = one_line(name);
        }
        let record = &mut filling.record;
        let said = |field: &Field| {
            self.said(row, field)
                .map(|(_, text)| self.plain(text))
                .filter(|text| !text.is_empty())
        };
        if let Some(model) = said(&Field::Model) {
            record.model = Some(one_line(&model));
        }
        let description = said(&Field::Description);
        if let Some(text) = said(&Field::ShortDescription) {
            if text.chars().count() <= SHORT_DESCRIPTION_MAX {
                record.short_description = Some(text);
            } else if description.is_none() {
                record.description = Some(text);
            }
        }
        if description.is_some() {
            record.description = description;
        }
        // Spellings that fold alike are one brand, which keeps the first.
        if let Some(brand) = said(&Field::Brand).map(|brand| one_line(&brand))
            && record.brand.as_deref().map(fold) != Some(fold(&brand))
        {
            record.brand = Some(brand);
        }
    }

    /// A text of another program: without control characters, and empty where it only says so.
    fn plain(&self, text: &str) -> String {
        match self.format() {
            Format::Generic if is_blank(text) => String::new(),
            Format::Woocommerce => clean(&super::woocommerce::unescaped(text)),
            _ => clean(text),
        }
    }

    fn fill_flags(&self, row: &Row, filling: &mut Filling) {
        let columns = self.columns().all(&Field::IsActive);
        // Shopify's product shows when it is published and its status says so, too.
        let mut active = None;
        for column in columns {
            let text = self.reading.cell(row, column);
            match cells::flag(text) {
                _ if text.is_empty() => {}
                Ok(flag) => active = Some(active.unwrap_or(true) && flag),
                Err(reason) => filling.fault(row, Some(column), reason),
            }
        }
        if let Some(hidden) = self.read_loosely(row, &Field::IsHidden, filling, cells::flag) {
            active = Some(!hidden);
        }
        if let Some(active) = active {
            filling.record.is_active = active;
        }
        if let Some(flag) = self.read(row, &Field::IsFeatured, filling, cells::flag) {
            filling.record.is_featured = flag;
        }
        if let Some(flag) = self.read(row, &Field::IsDigital, filling, cells::flag) {
            filling.record.is_digital = flag;
        }
        if let Some(shipped) = self.read(row, &Field::NeedsShipping, filling, cells::flag) {
            filling.record.is_digital = !shipped;
        }
        if let Some((_, kind)) = self.said(row, &Field::Kind) {
            filling.record.is_digital = Kind::of(kind).digital;
        }
        let condition = self.read_loosely(row, &Field::Condition, filling, cells::condition);
        if let Some(condition) = condition {
            filling.record.condition = condition;
        }
    }

    fn fill_weight(&self, row: &Row, filling: &mut Filling) {
        for (column, field) in self.columns().fields.iter().enumerate() {
            let (Some(Field::Weight(unit)), text) = (field, self.reading.cell(row, column)) else {
                continue;
            };
            if text.is_empty() || is_blank(text) {
                continue;
            }
            let named =
                super::super::weight::Unit::parse(self.reading.text(row, &Field::WeightUnit));
            match weigh(text, unit.or(named)) {
                // Shopify writes 0 where nobody weighed.
                Weighed::Grams(0) if self.format() == Format::Shopify => {}
                Weighed::Grams(weight) => filling.record.weight_grams = Some(weight),
                Weighed::No if self.format() != Format::Generic => {
                    filling.fault(row, Some(column), "must be a weight");
                }
                // A fact about the product, but not one to ship by.
                Weighed::NoUnit | Weighed::No => {
                    self.fill_fact(row, column, &self.columns().names[column], text, filling);
                }
            }
        }
    }

    fn fill_tags(&self, row: &Row, filling: &mut Filling) {
        let Some((column, text)) = self.said(row, &Field::Tags) else {
            return;
        };
        let mut tags: Vec<String> = lists::words(text)
            .iter()
            .map(|tag| one_line(tag))
            .filter(|tag| !is_blank(tag))
            .collect();
        let all = tags.len();
        tags.retain(|tag| tag.chars().count() <= TAG_MAX);
        if tags.len() < all {
            let reason = format!("tags of more than {TAG_MAX} characters were left out");
            filling.warn(row, Some(column), reason);
        }
        filling.record.tags = tags;
        self.bound_tags(row, column, filling);
    }

    pub(super) fn bound_tags(&self, row: &Row, column: usize, filling: &mut Filling) {
        if filling.record.tags.len() > TAGS_MAX {
            filling.record.tags.truncate(TAGS_MAX);
            let reason = format!("has more than {TAGS_MAX} tags: the others were left out");
            filling.warn(row, Some(column), reason);
        }
    }

    fn fill_facts(&self, row: &Row, filling: &mut Filling) {
        for (column, field) in self.columns().fields.iter().enumerate() {
            let Some(Field::Attribute(name)) = field else {
                continue;
            };
            let text = self.reading.cell(row, column);
            if !text.is_empty() {
                self.fill_fact(row, column, name, text, filling);
            }
        }
    }

    /// Sets a fact; one that is too long for a fact is left out.
    pub(super) fn fill_fact(
        &self,
        row: &Row,
        column: usize,
        name: &str,
        value: &str,
        filling: &mut Filling,
    ) {
        let (name, Some(value)) = (one_line(name), fact(value)) else {
            return;
        };
        let facts = &mut filling.record.attributes;
        let full = facts.len() >= ATTRIBUTES_MAX && !facts.contains_key(&name);
        let long = value.chars().count() > ATTRIBUTE_VALUE_MAX
            || name.chars().count() > ATTRIBUTE_NAME_MAX;
        if full || long {
            let reason = if long {
                "is too long for a fact about a product, and was left out".to_owned()
            } else {
                format!("is one fact more than the {ATTRIBUTES_MAX} that a product may have")
            };
            filling.warn(row, Some(column), reason);
        } else if !name.is_empty() {
            facts.insert(name, value);
        }
    }

    fn fill_category(&self, row: &Row, filling: &mut Filling) {
        let said = |field: &Field| {
            self.said(row, field)
                .filter(|(_, text)| self.format() != Format::Generic || !is_blank(text))
        };
        let mut path = Vec::new();
        let mut place = None;
        if let Some((column, text)) = said(&Field::Category) {
            place = Some(column);
            path = match self.format() {
                Format::Woocommerce => {
                    let (path, others) = lists::deepest_path(text);
                    self.add_tags(row, column, others, filling);
                    path
                }
                _ => lists::loose_path(text),
            };
        }
        // Shopify's own word for a product without a place in its taxonomy.
        if self.format() == Format::Shopify && path == ["Uncategorized"] {
            path.clear();
        }
        if let Some((column, text)) = said(&Field::ProductType) {
            let kind = one_line(text);
            if path.is_empty() {
                (path, place) = (vec![kind], Some(column));
            } else if !path.iter().any(|name| words(name) == words(&kind)) {
                self.add_tags(row, column, vec![kind], filling);
            }
        }
        if let Some((column, below)) = said(&Field::Subcategory) {
            place = place.or(Some(column));
            let below = lists::loose_path(below);
            // Some tables write the whole path in both.
            if !below.starts_with(&path) {
                path.extend(below);
            } else {
                path = below;
            }
        }
        if let Some(column) = place.filter(|_| !path.is_empty()) {
            self.want_category(row, column, path, filling);
        }
    }

    fn add_tags(&self, row: &Row, column: usize, more: Vec<String>, filling: &mut Filling) {
        for tag in more {
            let short = tag.chars().count() <= TAG_MAX;
            if short && !filling.record.tags.contains(&tag) {
                filling.record.tags.push(tag);
            }
        }
        self.bound_tags(row, column, filling);
    }

    /// Wants a place in the tree that a tree can have.
    pub(super) fn want_category(
        &self,
        row: &Row,
        column: usize,
        path: Vec<String>,
        filling: &mut Filling,
    ) {
        use crate::catalogue::{NAME_MAX, categories::DEPTH_MAX};
        if path.len() > DEPTH_MAX {
            let reason = format!("has more than {DEPTH_MAX} levels");
            filling.fault(row, Some(column), reason);
        } else if path.iter().any(|name| name.chars().count() > NAME_MAX) {
            let reason = format!("has a category of more than {NAME_MAX} characters");
            filling.fault(row, Some(column), reason);
        } else if path.iter().any(|name| name.contains(char::is_control)) {
            filling.fault(row, Some(column), "must not hold control characters");
        } else {
            filling.wanted.category = Some(path);
        }
    }
}

/// A fact's value as it is kept; `None` when the cell says that there is none.
pub fn fact(text: &str) -> Option<String> {
    let value = clean(text);
    (!is_blank(&value)).then_some(value)
}

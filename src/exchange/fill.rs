//! A product's rows into its record: cells over what was there.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    cells::{self, Numbers},
    columns::{Columns, Field, Format},
    gather::Group,
    table::Row,
};
use crate::{
    catalogue::{ImageRecord, OptionRecord, Record, VariantRecord},
    time,
};

/// What a product gets whose shop does not count its stock.
const UNCOUNTED_STOCK: i64 = 999;

/// Something wrong with a cell, or worth saying about it.
#[derive(Debug, Clone)]
pub struct Fault {
    /// Which row of the group.
    pub line: u64,
    /// Which cell; `None` is the whole row.
    pub column: Option<usize>,
    /// What is wrong.
    pub reason: String,
}

/// A picture as souk's own files have it.
#[derive(Debug, Serialize, Deserialize)]
pub struct ImageCell {
    /// The whole picture.
    pub url: String,
    /// A smaller one, where it is another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thumbnail_url: Option<String>,
    /// What it shows.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub alt_text: String,
    /// Shown by lists.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_primary: bool,
}

/// What rows say that is no part of a record: names to be looked up.
#[derive(Debug, Default)]
pub struct Links {
    /// The path of the category; empty clears it.
    pub category: Option<Vec<String>>,
    /// The slug of its leaf.
    pub category_slug: Option<String>,
    /// The slug of the seller; empty is the shop.
    pub seller: Option<String>,
}

/// Fills records from the rows of a file.
pub struct Filler<'c> {
    /// What the columns mean.
    pub columns: &'c Columns,
    /// What its numbers look like.
    pub numbers: Numbers,
}

/// A record being filled.
pub struct Filling {
    /// As far as it is filled.
    pub record: Record,
    /// What has to be looked up.
    pub links: Links,
    /// What is wrong.
    pub faults: Vec<Fault>,
    /// What was taken otherwise than it stands there.
    pub warnings: Vec<Fault>,
}

impl Filler<'_> {
    /// Fills `base` (what is there, or an empty record) from a group's rows.
    pub fn fill(&self, group: &Group, base: Record, exists: bool) -> Filling {
        let mut filling = Filling {
            record: base,
            links: Links::default(),
            faults: Vec::new(),
            warnings: Vec::new(),
        };
        let describes = !matches!(group.key, super::gather::Key::Parent(_));
        if let (true, Some(first)) = (describes, group.rows.first()) {
            self.fill_product(first, &mut filling);
        }
        let old = std::mem::take(&mut filling.record.variants);
        match self.columns.format {
            Format::Generic | Format::Auto => self.fill_one(&group.rows, old, exists, &mut filling),
            _ => self.fill_many(group, old, describes, &mut filling),
        }
        settle(&mut filling.record);
        filling
    }

    fn cell<'r>(&self, row: &'r Row, field: &Field) -> Option<(usize, &'r str)> {
        let column = self.columns.find(field)?;
        Some((column, row.cell(column)))
    }

    /// A cell's text; `None` when the column is not there, or is blank in a file whose blanks say
    /// nothing.
    fn text<'r>(&self, row: &'r Row, field: &Field) -> Option<(usize, &'r str)> {
        let (column, text) = self.cell(row, field)?;
        let says = !text.is_empty() || self.columns.format == Format::Souk;
        says.then_some((column, text))
    }

    /// Fills an optional text; a blank cell of souk's own files clears it.
    fn optional(&self, row: &Row, field: &Field, into: &mut Option<String>) {
        if let Some((column, text)) = self.text(row, field) {
            let exact = if self.columns.format == Format::Souk {
                row.exact(column)
            } else {
                text
            };
            *into = (!text.is_empty()).then(|| exact.to_owned());
        }
    }

    fn read<T>(
        &self,
        row: &Row,
        field: &Field,
        faults: &mut Vec<Fault>,
        read: impl FnOnce(&str) -> Result<T, String>,
    ) -> Option<T> {
        let (column, text) = self.cell(row, field)?;
        if text.is_empty() {
            return None;
        }
        match read(text) {
            Ok(value) => Some(value),
            Err(reason) => {
                faults.push(Fault {
                    line: row.line,
                    column: Some(column),
                    reason,
                });
                None
            }
        }
    }

    fn fill_product(&self, row: &Row, filling: &mut Filling) {
        let Filling {
            record,
            links,
            faults,
            ..
        } = filling;
        if let Some((_, slug)) = self
            .cell(row, &Field::Slug)
            .filter(|(_, slug)| !slug.is_empty())
        {
            record.slug = slug.to_owned();
        }
        if let Some((_, name)) = self.text(row, &Field::Name) {
            record.name = name.to_owned();
        }
        self.optional(row, &Field::ShortDescription, &mut record.short_description);
        self.optional(row, &Field::Description, &mut record.description);
        self.optional(row, &Field::Model, &mut record.model);
        let brand = record.brand.clone();
        self.optional(row, &Field::Brand, &mut record.brand);
        // Spellings that fold alike are one brand, which keeps the first.
        let same = |one: &Option<String>| one.as_deref().map(crate::catalogue::text::fold);
        if same(&brand) == same(&record.brand) {
            record.brand = brand;
        }
        let kinds = self.cell(row, &Field::Kind).map_or("", |(_, kind)| kind);
        record.is_digital |= kinds.contains("virtual") || kinds.contains("downloadable");
        let flags = [
            (Field::IsActive, &mut record.is_active),
            (Field::IsFeatured, &mut record.is_featured),
            (Field::IsDigital, &mut record.is_digital),
        ];
        for (field, into) in flags {
            if let Some(flag) = self.read(row, &field, faults, cells::flag) {
                *into = flag;
            }
        }
        if let Some(shipped) = self.read(row, &Field::NeedsShipping, faults, cells::flag) {
            record.is_digital = !shipped;
        }
        if let Some(condition) = self.read(row, &Field::Condition, faults, cells::condition) {
            record.condition = condition;
        }
        if let Some(instant) = self.read(row, &Field::CreatedAt, faults, cells::instant) {
            record.created_at = Some(instant);
        }
        self.fill_weight(row, record, faults);
        self.fill_lists(row, record, faults);
        self.fill_links(row, record, links);
    }

    fn fill_weight(&self, row: &Row, record: &mut Record, faults: &mut Vec<Fault>) {
        let weights = self.columns.fields.iter().enumerate();
        for (column, field) in weights {
            let Some(Field::Weight(unit)) = field else {
                continue;
            };
            let text = row.cell(column);
            if text.is_empty() {
                if self.columns.format == Format::Souk {
                    record.weight_grams = None;
                }
                continue;
            }
            let named = self
                .cell(row, &Field::WeightUnit)
                .and_then(|(_, name)| cells::unit(name));
            let Some(grams) = unit.or(named) else {
                // A number without a unit is a fact about the product, but not one to ship by.
                record
                    .attributes
                    .insert(self.columns.names[column].clone(), text.to_owned());
                continue;
            };
            match self.numbers.grams(text, grams) {
                // Shopify writes 0 where nobody weighed.
                Ok(0) if self.columns.format == Format::Shopify => {}
                Ok(weight) => record.weight_grams = Some(weight),
                Err(reason) => faults.push(Fault {
                    line: row.line,
                    column: Some(column),
                    reason,
                }),
            }
        }
    }

    fn fill_lists(&self, row: &Row, record: &mut Record, faults: &mut Vec<Fault>) {
        if self.columns.format == Format::Souk {
            let clears = |field: &Field| {
                self.cell(row, field)
                    .is_some_and(|(_, text)| text.is_empty())
            };
            if let Some(tags) = self.read(row, &Field::Tags, faults, cells::json) {
                record.tags = tags;
            } else if clears(&Field::Tags) {
                record.tags.clear();
            }
            if let Some(attributes) = self.read(row, &Field::Attributes, faults, cells::json) {
                record.attributes = attributes;
            } else if clears(&Field::Attributes) {
                record.attributes.clear();
            }
            if let Some(images) =
                self.read(row, &Field::Images, faults, cells::json::<Vec<ImageCell>>)
            {
                record.images = images.into_iter().map(image_of).collect();
            } else if clears(&Field::Images) {
                record.images.clear();
            }
            if let Some(options) = self.read(row, &Field::Options, faults, cells::json) {
                record.options = options;
            } else if clears(&Field::Options) {
                record.options.clear();
            }
            return;
        }
        if let Some((_, tags)) = self.text(row, &Field::Tags) {
            record.tags = cells::list(tags);
        }
        for (column, field) in self.columns.fields.iter().enumerate() {
            if let Some(Field::Attribute(name)) = field
                && !row.cell(column).is_empty()
            {
                record
                    .attributes
                    .insert(name.clone(), row.cell(column).to_owned());
            }
        }
    }

    fn fill_links(&self, row: &Row, record: &mut Record, links: &mut Links) {
        if let Some((_, slug)) = self.text(row, &Field::CategorySlug) {
            links.category_slug = Some(slug.to_owned());
        }
        if let Some((_, seller)) = self.text(row, &Field::Seller) {
            links.seller = Some(seller.to_owned());
        }
        let Some((_, category)) = self.text(row, &Field::Category) else {
            return;
        };
        let mut path = match self.columns.format {
            Format::Woocommerce => {
                let (path, others) = deepest(category);
                for name in others {
                    if !record.tags.contains(&name) {
                        record.tags.push(name);
                    }
                }
                path
            }
            _ => cells::path(category),
        };
        if let Some((_, below)) = self.text(row, &Field::Subcategory) {
            path.extend(cells::path(below));
        }
        links.category = Some(path);
    }

    /// A table's row is one product with one variant, or one variant of a product that is there.
    fn fill_one(&self, rows: &[Row], old: Vec<VariantRecord>, exists: bool, filling: &mut Filling) {
        let Some(row) = rows.first() else { return };
        let sku = self
            .cell(row, &Field::Sku)
            .map(|(_, sku)| sku.to_owned())
            .filter(|sku| !sku.is_empty());
        let mut variants = old;
        let place = variants
            .iter()
            .position(|variant| sku.is_some() && variant.sku == sku)
            .unwrap_or(0);
        if variants.is_empty() {
            variants.push(VariantRecord::default());
        }
        let variant = &mut variants[place];
        if sku.is_some() {
            variant.sku = sku;
        }
        self.fill_variant(row, variant, exists, filling);
        filling.record.variants = variants;
        self.fill_images(row, &mut filling.record);
    }

    /// The rows of souk's, Shopify's and WooCommerce's files are the product's variants, all of them
    /// unless they continue a product further above.
    fn fill_many(
        &self,
        group: &Group,
        old: Vec<VariantRecord>,
        describes: bool,
        filling: &mut Filling,
    ) {
        let mut variants = if describes { Vec::new() } else { old.clone() };
        let images = filling.record.images.clone();
        if self.columns.format != Format::Souk && describes {
            filling.record.images.clear();
        }
        let axes = self.axes(group, filling);
        for (index, row) in group.rows.iter().enumerate() {
            if self.columns.format != Format::Souk {
                self.fill_images(row, &mut filling.record);
            }
            if !self.is_variant(row, index, group) {
                continue;
            }
            let options = self.choice(row, &axes, filling);
            let sku = self
                .cell(row, &Field::Sku)
                .map(|(_, sku)| sku.to_owned())
                .filter(|sku| !sku.is_empty());
            let known = |variant: &&VariantRecord| {
                (sku.is_some() && variant.sku == sku)
                    || (sku.is_none() && variant.options == options)
            };
            let found = old
                .iter()
                .find(known)
                .or_else(|| old.iter().find(|variant| variant.options == options));
            let exists = found.is_some();
            let mut variant = found.cloned().unwrap_or(VariantRecord {
                is_default: false,
                ..VariantRecord::default()
            });
            variant.sku = sku.or(if self.columns.has(&Field::Sku) {
                None
            } else {
                variant.sku
            });
            variant.options = options;
            self.fill_variant(row, &mut variant, exists, filling);
            variants.retain(|other| variant.id.is_none() || other.id != variant.id);
            variants.push(variant);
        }
        if filling.record.images.is_empty() && !self.columns.has(&Field::Images) {
            filling.record.images = images;
        }
        if variants.is_empty() && filling.faults.is_empty() {
            let line = group.rows.first().map_or(0, |row| row.line);
            let reason = "has neither a price nor variations".to_owned();
            filling.faults.push(Fault {
                line,
                column: self.columns.find(&Field::Price),
                reason,
            });
        }
        self.set_options(&axes, &variants, &mut filling.record);
        filling.record.variants = variants;
    }

    /// The names of the axes, by the number of their columns.
    fn axes(&self, group: &Group, filling: &Filling) -> BTreeMap<usize, String> {
        let mut axes = BTreeMap::new();
        let kind = group
            .rows
            .first()
            .and_then(|row| self.cell(row, &Field::Kind))
            .map_or("", |(_, kind)| kind);
        let varies = self.columns.format == Format::Shopify
            || kind.starts_with("variable")
            || kind.starts_with("variation");
        let Some(row) = group.rows.first().filter(|_| varies) else {
            return axes;
        };
        for (column, field) in self.columns.fields.iter().enumerate() {
            if let Some(Field::OptionName(number)) = field {
                let name = row.cell(column);
                // Shopify calls the axis of a product without variants so.
                if !name.is_empty()
                    && !(name == "Title"
                        && self.columns.format == Format::Shopify
                        && group.rows.len() == 1)
                {
                    axes.insert(*number, name.to_owned());
                }
            }
        }
        let _ = filling;
        axes
    }

    fn is_variant(&self, row: &Row, index: usize, group: &Group) -> bool {
        let filled = |field: &Field| {
            self.cell(row, field)
                .is_some_and(|(_, text)| !text.is_empty())
        };
        match self.columns.format {
            Format::Shopify => {
                index == 0 || filled(&Field::Price) || filled(&Field::OptionValue(1))
            }
            Format::Woocommerce => {
                let kind = self.cell(row, &Field::Kind).map_or("", |(_, kind)| kind);
                kind.starts_with("variation")
                    || (index == 0 && !kind.starts_with("variable") && group.rows.len() == 1)
            }
            _ => true,
        }
    }

    fn choice(
        &self,
        row: &Row,
        axes: &BTreeMap<usize, String>,
        filling: &mut Filling,
    ) -> BTreeMap<String, String> {
        if self.columns.format == Format::Souk {
            return self
                .read(
                    row,
                    &Field::VariantOptions,
                    &mut filling.faults,
                    cells::json,
                )
                .unwrap_or_default();
        }
        let mut options = BTreeMap::new();
        for (number, name) in axes {
            if let Some((_, value)) = self.cell(row, &Field::OptionValue(*number))
                && !value.is_empty()
            {
                options.insert(name.clone(), value.to_owned());
            }
        }
        // A WooCommerce product that does not vary has its attributes in the same columns.
        if axes.is_empty() && self.columns.format == Format::Woocommerce {
            self.fill_attributes(row, &mut filling.record);
        }
        options
    }

    fn fill_attributes(&self, row: &Row, record: &mut Record) {
        for (column, field) in self.columns.fields.iter().enumerate() {
            let Some(Field::OptionName(number)) = field else {
                continue;
            };
            let value = self
                .cell(row, &Field::OptionValue(*number))
                .map_or("", |(_, value)| value);
            if !row.cell(column).is_empty() && !value.is_empty() {
                record
                    .attributes
                    .insert(row.cell(column).to_owned(), value.to_owned());
            }
        }
    }

    /// The values of each axis, in the order in which variants have them.
    fn set_options(
        &self,
        axes: &BTreeMap<usize, String>,
        variants: &[VariantRecord],
        record: &mut Record,
    ) {
        if self.columns.format == Format::Souk {
            return;
        }
        let mut options: Vec<OptionRecord> = match axes.is_empty() {
            true => Vec::new(),
            false => axes
                .values()
                .map(|name| OptionRecord {
                    name: name.clone(),
                    values: Vec::new(),
                })
                .collect(),
        };
        for (name, value) in variants.iter().flat_map(|variant| &variant.options) {
            match options.iter_mut().find(|option| option.name == *name) {
                Some(option) if option.values.contains(value) => {}
                Some(option) => option.values.push(value.clone()),
                None => options.push(OptionRecord {
                    name: name.clone(),
                    values: vec![value.clone()],
                }),
            }
        }
        options.retain(|option| !option.values.is_empty());
        record.options = options;
    }

    fn fill_variant(
        &self,
        row: &Row,
        variant: &mut VariantRecord,
        exists: bool,
        filling: &mut Filling,
    ) {
        self.fill_price(row, variant, exists, filling);
        self.check_currency(row, &mut filling.faults);
        self.fill_stock(row, variant, filling);
        let flags = [
            (Field::IsDefault, &mut variant.is_default),
            (Field::VariantIsActive, &mut variant.is_active),
        ];
        for (field, into) in flags {
            if let Some(flag) = self.read(row, &field, &mut filling.faults, cells::flag) {
                *into = flag;
            }
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
            .filter(|_| self.sale_runs(row));
        let compare = self.amount(row, &Field::OriginalPrice, filling);
        let blank = filling.faults.len() == before && regular.is_none() && sale.is_none();
        match (sale, regular) {
            (Some(sale), regular) => {
                variant.price = sale;
                variant.original_price = regular.filter(|regular| *regular > sale).or(compare);
            }
            (None, Some(regular)) => {
                variant.price = regular;
                let told =
                    self.columns.has(&Field::OriginalPrice) || self.columns.has(&Field::SalePrice);
                if told {
                    variant.original_price = compare;
                }
            }
            (None, None) if blank && !exists => {
                let column = self.columns.find(&Field::Price);
                filling.faults.push(Fault {
                    line: row.line,
                    column,
                    reason: "is missing".to_owned(),
                });
            }
            (None, None) => {}
        }
    }

    /// An amount in minor units; one with more decimals than the currency is rounded, and said so.
    fn amount(&self, row: &Row, field: &Field, filling: &mut Filling) -> Option<i64> {
        let amount = self.read(row, field, &mut filling.faults, |text| {
            self.numbers.amount(text)
        })?;
        if !amount.exact {
            let reason = format!(
                "was rounded to {}",
                self.numbers.currency.format(amount.minor)
            );
            filling.warnings.push(Fault {
                line: row.line,
                column: self.columns.find(field),
                reason,
            });
        }
        Some(amount.minor)
    }

    /// Whether today is within a sale's days; a day that cannot be read bounds nothing.
    fn sale_runs(&self, row: &Row) -> bool {
        let day = |field: &Field| {
            let text = self.cell(row, field)?.1.get(..10)?;
            time::from_rfc3339(&format!("{text}T00:00:00Z"))
        };
        let now = time::now();
        let started = day(&Field::SaleStarts).is_none_or(|start| start <= now);
        let ended = day(&Field::SaleEnds).is_some_and(|end| end + 86_400_000 <= now);
        started && !ended
    }

    fn check_currency(&self, row: &Row, faults: &mut Vec<Fault>) {
        if let Some((column, code)) = self.cell(row, &Field::Currency)
            && !code.is_empty()
            && !code.eq_ignore_ascii_case(self.numbers.currency.code())
        {
            let reason = format!(
                "is not {}, the shop's currency",
                self.numbers.currency.code()
            );
            faults.push(Fault {
                line: row.line,
                column: Some(column),
                reason,
            });
        }
    }

    fn fill_stock(&self, row: &Row, variant: &mut VariantRecord, filling: &mut Filling) {
        let counted = self.read(row, &Field::Stock, &mut filling.faults, |text| {
            self.numbers.whole(text)
        });
        let sold = self.read(row, &Field::InStock, &mut filling.faults, cells::in_stock);
        match (counted, sold) {
            (Some(stock), _) if stock < 0 && self.columns.format != Format::Souk => {
                variant.stock_quantity = 0;
                let reason = "is below 0 and was taken as 0".to_owned();
                let column = self.columns.find(&Field::Stock);
                filling.warnings.push(Fault {
                    line: row.line,
                    column,
                    reason,
                });
            }
            (Some(stock), _) => variant.stock_quantity = stock,
            (None, Some(false)) => variant.stock_quantity = 0,
            (None, Some(true)) if variant.stock_quantity == 0 => {
                variant.stock_quantity = UNCOUNTED_STOCK;
                let reason =
                    format!("is in stock without a number and was taken as {UNCOUNTED_STOCK}");
                let column = self.columns.find(&Field::InStock);
                filling.warnings.push(Fault {
                    line: row.line,
                    column,
                    reason,
                });
            }
            (None, _) => {}
        }
    }

    fn fill_images(&self, row: &Row, record: &mut Record) {
        let Some((_, text)) = self.text(row, &Field::Images) else {
            return;
        };
        let urls = cells::addresses(text);
        if self.columns.format == Format::Generic {
            if record.images.iter().map(|image| &image.url).eq(&urls) {
                return;
            }
            record.images.clear();
        }
        let alt = self.cell(row, &Field::ImageAlt).map_or("", |(_, alt)| alt);
        for url in urls {
            if !record.images.iter().any(|image| image.url == url) {
                let cell = ImageCell {
                    url,
                    thumbnail_url: None,
                    alt_text: alt.to_owned(),
                    is_primary: false,
                };
                record.images.push(image_of(cell));
            }
        }
    }
}

fn image_of(cell: ImageCell) -> ImageRecord {
    ImageRecord {
        thumbnail_url: cell.thumbnail_url.unwrap_or_else(|| cell.url.clone()),
        url: cell.url,
        alt_text: cell.alt_text,
        is_primary: cell.is_primary,
    }
}

/// The deepest of several paths (the first of those), and the leaves of the others that are not on it.
fn deepest(text: &str) -> (Vec<String>, Vec<String>) {
    let paths: Vec<Vec<String>> = text
        .split(',')
        .map(cells::path)
        .filter(|path| !path.is_empty())
        .collect();
    let mut best: &[String] = &[];
    for path in &paths {
        if path.len() > best.len() {
            best = path;
        }
    }
    let others = paths
        .iter()
        .filter_map(|path| path.last())
        .filter(|leaf| !best.contains(leaf));
    (best.to_vec(), others.cloned().collect())
}

/// What every record has: one default variant, one primary picture.
fn settle(record: &mut Record) {
    let defaults = record
        .variants
        .iter()
        .filter(|variant| variant.is_default)
        .count();
    if defaults != 1 {
        for (index, variant) in record.variants.iter_mut().enumerate() {
            variant.is_default = index == 0;
        }
    }
    if !record.images.iter().any(|image| image.is_primary)
        && let Some(first) = record.images.first_mut()
    {
        first.is_primary = true;
    }
}

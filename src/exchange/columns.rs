//! What each column of a file means.

use super::{
    field::{Field, MAPPABLE},
    format::Format,
    heading::{self, compact},
    known::{SHOPIFY, SOUK, WOOCOMMERCE},
    report::ColumnUse,
    words::{LOOSE, ROW_NUMBERS, WORDS},
};
use crate::money::Currency;

/// How many columns a sentence names.
const QUOTED: usize = 30;
/// How much of a column's name a sentence shows, in characters.
const QUOTED_LENGTH: usize = 40;

/// A header, understood.
#[derive(Debug, Clone)]
pub struct Columns {
    /// The file's format.
    pub format: Format,
    /// What each column fills.
    pub fields: Vec<Option<Field>>,
    /// The columns' names in the file.
    pub names: Vec<String>,
    /// The currency that the heading of the prices names, unless `--map` chose the column.
    pub currency: Option<Currency>,
    /// Whether the numbers that stand for SKUs may merely count rows.
    pub counts_rows: bool,
}

/// A header that is not understood.
#[derive(Debug, thiserror::Error)]
pub enum HeaderError {
    /// Two columns that matter have one name.
    #[error("two columns are called {0:?}; give each a name of its own")]
    Twice(String),
    /// The file has no such column.
    #[error("--map names the column {0:?}, and the file has {1}")]
    NoColumn(String, String),
    /// There is no such field.
    #[error("--map knows no field {0:?}; it knows {1}")]
    NoField(String, String),
    /// What every product needs is not there.
    #[error(
        "no column was understood as the {0}; the file has {1}. Say which one it is: --map {0}=COLUMN"
    )]
    Missing(&'static str, String),
    /// The prices are in another currency than the shop's.
    #[error(
        "the column {0:?} is not in {1}, the shop's currency; if it is all the same, say so: --map price={0:?}"
    )]
    OtherCurrency(String, &'static str),
}

impl Columns {
    /// Gives each column of a header its meaning; `map` pairs fields with columns.
    ///
    /// # Errors
    /// Says which columns there are and how to map them.
    pub fn understand(
        header: &[String],
        format: Format,
        map: &[(String, String)],
    ) -> Result<Self, HeaderError> {
        let format = if format == Format::Auto {
            Format::of(header)
        } else {
            format
        };
        let mut columns = Self {
            format,
            fields: vec![None; header.len()],
            names: header.to_vec(),
            currency: None,
            counts_rows: false,
        };
        let mapped = columns.map(map)?;
        let names: Vec<String> = header.iter().map(|name| compact(name)).collect();
        match format {
            Format::Shopify => {
                columns.known(&names, SHOPIFY, &mapped);
                columns.metafields();
            }
            Format::Woocommerce => {
                columns.known(&names, WOOCOMMERCE, &mapped);
                columns.numbered_attributes(&names);
            }
            Format::Souk => columns.own(),
            Format::Generic | Format::Auto => columns.generic(&names, &mapped),
        }
        columns.counts_rows = !mapped.contains(&Field::Sku)
            && columns
                .find(&Field::Sku)
                .is_some_and(|place| ROW_NUMBERS.contains(&names[place].as_str()));
        columns.refuse_twins(&names)?;
        columns.require()?;
        if !mapped.contains(&Field::Price) {
            let price = columns.find(&Field::Price);
            columns.currency = price.and_then(|place| heading::currency_of(&header[place]));
        }
        Ok(columns)
    }

    fn map(&mut self, map: &[(String, String)]) -> Result<Vec<Field>, HeaderError> {
        let mut mapped = Vec::new();
        for (name, column) in map {
            let field = Field::mappable(name).ok_or_else(|| {
                let list: Vec<&str> = MAPPABLE.iter().map(|(known, _)| *known).collect();
                HeaderError::NoField(name.clone(), list.join(", "))
            })?;
            let named = |exact: bool| {
                self.names.iter().position(|other| {
                    other == column.trim() || (!exact && compact(other) == compact(column))
                })
            };
            let place = named(true)
                .or_else(|| named(false))
                .ok_or_else(|| HeaderError::NoColumn(column.clone(), quoted(&self.names)))?;
            self.fields[place] = Some(field.clone());
            mapped.push(field);
        }
        Ok(mapped)
    }

    fn known(&mut self, names: &[String], table: &[(Field, &[&str])], mapped: &[Field]) {
        for (field, words) in table {
            // A page of pictures and a status may stand in several columns each.
            let several = matches!(field, Field::Images | Field::IsActive);
            for word in *words {
                let place = names.iter().position(|name| name == word);
                if let Some(place) = place.filter(|place| self.fields[*place].is_none())
                    && !mapped.contains(field)
                    && (several || !self.has(field))
                {
                    self.fields[place] = Some(field.clone());
                }
            }
        }
    }

    fn own(&mut self) {
        for (index, name) in self.names.iter().enumerate() {
            let found = SOUK
                .iter()
                .find(|(known, _)| known.eq_ignore_ascii_case(name));
            if self.fields[index].is_none() {
                self.fields[index] = found.map(|(_, field)| field.clone());
            }
        }
    }

    /// Shopify's `Colour (product.metafields.shopify.color-pattern)` are facts.
    fn metafields(&mut self) {
        for (index, name) in self.names.iter().enumerate() {
            if self.fields[index].is_none()
                && let Some((fact, _)) = name.split_once("(product.metafields.")
                && !fact.trim().is_empty()
            {
                self.fields[index] = Some(Field::Attribute(fact.trim().to_owned()));
            }
        }
    }

    /// `Attribute 1 name`, `Attribute 1 value(s)` and so on.
    fn numbered_attributes(&mut self, names: &[String]) {
        for (index, name) in names.iter().enumerate() {
            let Some(rest) = name.strip_prefix("attribute") else {
                continue;
            };
            let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
            let Ok(number) = digits.parse::<usize>() else {
                continue;
            };
            self.fields[index] = match &rest[digits.len()..] {
                "name" => Some(Field::OptionName(number)),
                "values" | "value" => Some(Field::OptionValue(number)),
                "default" => Some(Field::OptionDefault(number)),
                _ => None,
            };
        }
    }

    fn generic(&mut self, names: &[String], mapped: &[Field]) {
        self.by_words(names, mapped, |_| true);
        let reduced: Vec<String> = self
            .names
            .iter()
            .map(|name| heading::reduced(name))
            .collect();
        let free: Vec<bool> = self.fields.iter().map(Option::is_none).collect();
        self.by_words(&reduced, mapped, |field| LOOSE.contains(field));
        if !self.has(&Field::Price) {
            self.by_ending(&["price", "preis"], &Field::Price);
        }
        if !self.has(&Field::Name) {
            self.by_ending(&["name", "title"], &Field::Name);
        }
        if !self.has(&Field::Category) {
            self.by_ending(&["category", "kategorie"], &Field::Category);
        }
        // A sale price alone is simply the price.
        if !self.has(&Field::Price)
            && let Some(place) = self.find(&Field::SalePrice)
        {
            self.fields[place] = Some(Field::Price);
        }
        self.more_pictures(names);
        for (index, name) in self.names.iter().enumerate() {
            let money = free[index] && is_money(&reduced[index]);
            if self.fields[index].is_none() && !money && !heading::is_internal(name) {
                self.fields[index] = Some(Field::Attribute(name.clone()));
            }
        }
    }

    /// Gives each field the column whose heading is the most telling of its words.
    fn by_words(&mut self, names: &[String], mapped: &[Field], may: impl Fn(&Field) -> bool) {
        for (field, words) in WORDS {
            let filled = mapped.contains(field) || self.has(field);
            if filled || !may(field) {
                continue;
            }
            let free = |place: &usize| self.fields[*place].is_none();
            let find = |word: &&str| names.iter().position(|name| name == word).filter(free);
            if let Some(place) = words.iter().find_map(find) {
                self.fields[place] = Some(field.clone());
            }
        }
    }

    /// Gives a field the only free column whose heading ends with one of the words, as
    /// `our_list_price` does.
    fn by_ending(&mut self, words: &[&str], field: &Field) {
        let fits = |(index, name): &(usize, &String)| {
            let last = heading::words(name).pop().unwrap_or_default();
            self.fields[*index].is_none()
                && !heading::is_internal(name)
                && words.contains(&last.as_str())
        };
        let mut found = self.names.iter().enumerate().filter(fits);
        if let (Some((place, _)), None) = (found.next(), found.next()) {
            self.fields[place] = Some(field.clone());
        }
    }

    /// `image2`, `Additional image link` and the like.
    fn more_pictures(&mut self, names: &[String]) {
        let pictures = WORDS.iter().find(|(field, _)| *field == Field::Images);
        let words = pictures.map_or(&[][..], |(_, words)| words);
        for (index, name) in names.iter().enumerate() {
            let bare = name.replace(|c: char| c.is_ascii_digit(), "");
            let bare = ["additional", "gallery", "other", "extra", "more", "second"]
                .into_iter()
                .find_map(|prefix| bare.strip_prefix(prefix))
                .unwrap_or(&bare);
            if self.fields[index].is_none() && bare != name && words.contains(&bare) {
                self.fields[index] = Some(Field::Images);
            }
        }
    }

    /// Of two columns with one name the first counts; where it matters which, neither does.
    fn refuse_twins(&self, names: &[String]) -> Result<(), HeaderError> {
        for (index, name) in names.iter().enumerate() {
            let twin = names[..index].iter().position(|other| other == name);
            let matters = |place: usize| {
                matches!(
                    self.fields[place],
                    Some(Field::Name | Field::Price | Field::SalePrice | Field::Sku | Field::Stock)
                )
            };
            if !name.is_empty() && twin.is_some_and(matters) {
                return Err(HeaderError::Twice(self.names[index].clone()));
            }
        }
        Ok(())
    }

    /// A product needs a name and a price; one that is in the shop already, only what names it.
    fn require(&self) -> Result<(), HeaderError> {
        let names_product = self.has(&Field::Slug) || (self.has(&Field::Sku) && !self.counts_rows);
        let says_something = self
            .fields
            .iter()
            .flatten()
            .any(|field| !matches!(field, Field::Attribute(_) | Field::Sku | Field::Slug));
        let named = self.has(&Field::Name) || (names_product && says_something);
        if !named {
            return Err(HeaderError::Missing("name", quoted(&self.names)));
        }
        if !self.has(&Field::Price) && !names_product {
            return Err(HeaderError::Missing("price", quoted(&self.names)));
        }
        Ok(())
    }

    /// Refuses prices whose heading names another currency than the shop's.
    ///
    /// # Errors
    /// Names the column.
    pub fn refuse_other_currency(&self, ours: Currency) -> Result<(), HeaderError> {
        match (self.currency, self.find(&Field::Price)) {
            (Some(theirs), Some(place)) if theirs != ours => Err(HeaderError::OtherCurrency(
                self.names[place].clone(),
                ours.code(),
            )),
            _ => Ok(()),
        }
    }

    /// Whether a column fills this field.
    pub fn has(&self, field: &Field) -> bool {
        self.find(field).is_some()
    }

    /// The column that fills a field; the first, where several do.
    pub fn find(&self, field: &Field) -> Option<usize> {
        self.fields
            .iter()
            .position(|other| other.as_ref() == Some(field))
    }

    /// All columns that fill a field.
    pub fn all<'c>(&'c self, field: &'c Field) -> impl Iterator<Item = usize> + 'c {
        let fields = self.fields.iter().enumerate();
        fields.filter_map(move |(place, other)| (other.as_ref() == Some(field)).then_some(place))
    }

    /// The columns as a report shows them.
    pub fn uses(&self) -> Vec<ColumnUse> {
        let pairs = self.names.iter().zip(&self.fields);
        pairs
            .map(|(name, field)| ColumnUse {
                column: name.clone(),
                read_as: field.as_ref().map(Field::shown),
            })
            .collect()
    }
}

/// A further price is no fact about the product, but one that was not understood.
fn is_money(reduced: &str) -> bool {
    WORDS.iter().any(|(field, words)| {
        matches!(
            field,
            Field::Price | Field::SalePrice | Field::OriginalPrice
        ) && words.contains(&reduced)
    })
}

fn quoted(header: &[String]) -> String {
    let one = |name: &String| {
        let short: String = name.chars().take(QUOTED_LENGTH).collect();
        format!("{short:?}")
    };
    let mut list: Vec<String> = header.iter().take(QUOTED).map(one).collect();
    if header.len() > QUOTED {
        list.push(format!("and {} more", header.len() - QUOTED));
    }
    list.join(", ")
}

#[cfg(test)]
#[path = "columns_tests.rs"]
mod tests;

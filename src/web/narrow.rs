//! What a list is narrowed to, as the query of its page says.
//!
//! The query of a page has the names of the API's, but for prices: people write them in units of the
//! currency, as `price_from` and `price_to`. What a page does not know, such as where a reader came
//! from, it leaves alone.

use super::page::Asked;
use crate::{
    catalogue::{Condition, api::query, filter::Filters, list::ListQuery},
    http::problem::Problem,
    money::{Currency, DecimalMark, decimal_mark_of, parse_amount},
};

/// A query as it was read.
pub struct Narrowing {
    pub(super) filters: Filters,
    pub(super) sort: Option<String>,
    cursor: Option<String>,
    page: i64,
    pub(super) currency: Currency,
    /// The filter that the page itself is, which nobody takes away.
    pub(super) within: Option<&'static str>,
}

impl Narrowing {
    /// Reads the pairs of a page's query.
    ///
    /// # Errors
    /// A 400 that names what cannot be as it is.
    pub fn read(asked: &Asked, currency: Currency) -> Result<Self, Problem> {
        let mut read = Self {
            filters: Filters::default(),
            sort: None,
            cursor: None,
            page: 1,
            currency,
            within: None,
        };
        for (name, value) in asked.pairs.iter().filter(|(_, value)| !value.is_empty()) {
            read.take(name, value)?;
        }
        Ok(read)
    }

    fn take(&mut self, name: &str, value: &str) -> Result<(), Problem> {
        let text = || Some(value.to_owned());
        let filters = &mut self.filters;
        match name {
            "q" => filters.q = text(),
            "category" => filters.category = text(),
            "seller" => filters.seller = text(),
            "brand" => filters.brand.push(value.to_owned()),
            "tag" => filters.tag.push(value.to_owned()),
            "condition" => {
                let all = Condition::ALL;
                let found = all.iter().find(|one| one.as_str() == value);
                let wrong = || Problem::parameter(name, "must be one of the conditions");
                filters.condition.push(*found.ok_or_else(wrong)?);
            }
            "price_from" => filters.min_price = Some(price(name, value, self.currency)?),
            "price_to" => filters.max_price = Some(price(name, value, self.currency)?),
            "min_rating" => {
                let wrong = |_| Problem::parameter(name, "must be a number of stars");
                filters.min_rating = Some(value.parse().map_err(wrong)?);
            }
            "in_stock" => filters.in_stock = Some(flag(name, value)?),
            "on_sale" => filters.on_sale = Some(flag(name, value)?),
            "is_featured" => filters.is_featured = Some(flag(name, value)?),
            "is_digital" => filters.is_digital = Some(flag(name, value)?),
            "sort" => self.sort = text(),
            "cursor" => self.cursor = text(),
            "page" => self.page = value.parse().unwrap_or(1).clamp(1, 1_000_000),
            _ => {}
        }
        Ok(())
    }

    /// Makes the list one of a category or of a seller.
    pub fn within(&mut self, name: &'static str, slug: &str) {
        self.within = Some(name);
        let slug = Some(slug.to_owned());
        match name {
            "category" => self.filters.category = slug,
            _ => self.filters.seller = slug,
        }
    }

    /// The list to be read.
    ///
    /// # Errors
    /// A 400 that names what cannot be as it is.
    pub fn query(&self, limit: i64) -> Result<ListQuery, Problem> {
        let asked = query::Asked {
            filters: self.filters.clone(),
            sort: self.sort.clone(),
            limit: Some(limit),
            cursor: self.cursor.clone(),
        };
        asked.check()
    }

    /// What was searched for.
    pub fn words(&self) -> Option<&str> {
        self.filters
            .q
            .as_deref()
            .map(str::trim)
            .filter(|words| !words.is_empty())
    }

    /// Which page of the list it is, as far as its address knows.
    pub fn page_number(&self) -> i64 {
        if self.cursor.is_some() { self.page } else { 1 }
    }

    /// Whether it is less, or in another order, than its path says.
    pub fn is_narrowed(&self) -> bool {
        let mut own = Filters::default();
        match self.within {
            Some("category") => own.category.clone_from(&self.filters.category),
            Some(_) => own.seller.clone_from(&self.filters.seller),
            None => {}
        }
        self.filters != own || self.sort.is_some() || self.cursor.is_some()
    }
}

fn price(name: &str, value: &str, currency: Currency) -> Result<i64, Problem> {
    let mark = decimal_mark_of(value).unwrap_or(DecimalMark::Point);
    let amount = parse_amount(value, currency, mark);
    amount.map_err(|error| Problem::parameter(name, error.to_string()))
}

fn flag(name: &str, value: &str) -> Result<bool, Problem> {
    let wrong = |_| Problem::parameter(name, "must be true or false");
    value.parse().map_err(wrong)
}

//! The query string of a product list, checked.

use crate::{
    catalogue::{
        cursor::Cursor,
        filter::Filters,
        list::{ListQuery, Sort, SortKey, binding, fits},
        record::PRICE_MAX,
        search::QUERY_MAX,
    },
    http::problem::Problem,
};

/// How many values a repeated filter may have.
const SET_MAX: usize = 50;
const TEXT_MAX: usize = 200;

/// A list as the query string has it.
pub struct Asked {
    /// The filters, unchecked.
    pub filters: Filters,
    /// `sort`.
    pub sort: Option<String>,
    /// `limit`.
    pub limit: Option<i64>,
    /// `cursor`.
    pub cursor: Option<String>,
}

impl Asked {
    /// The query, or what is wrong with it.
    pub fn check(mut self) -> Result<ListQuery, Problem> {
        self.filters.q = check_text(self.filters.q)?;
        drop_blanks(&mut self.filters);
        check_filters(&self.filters)?;
        let searched = self.filters.q.is_some();
        let sort = check_sort(self.sort.as_deref(), searched)?;
        let limit = self.limit.unwrap_or(20);
        if !(1..=100).contains(&limit) {
            return Err(Problem::parameter("limit", "must be from 1 to 100"));
        }
        let cursor = match &self.cursor {
            Some(token) => {
                let binding = binding(&self.filters.canonical(), sort);
                let cursor = Cursor::decode(token, &binding).filter(|c| fits(c, sort, searched));
                Some(cursor.ok_or_else(Problem::foreign_cursor)?)
            }
            None => None,
        };
        Ok(ListQuery {
            filters: self.filters,
            sort,
            limit: limit as usize,
            cursor,
        })
    }
}

/// What was typed; nothing at all is no search.
pub fn check_text(q: Option<String>) -> Result<Option<String>, Problem> {
    match q {
        Some(q) if q.chars().count() > QUERY_MAX => Err(Problem::parameter(
            "q",
            format!("is too long: at most {QUERY_MAX} characters"),
        )),
        Some(q) if q.trim().is_empty() => Ok(None),
        q => Ok(q),
    }
}

fn check_sort(sort: Option<&str>, searched: bool) -> Result<Sort, Problem> {
    let Some(sort) = sort else {
        return Ok(if searched {
            Sort::RELEVANCE
        } else {
            Sort::NEWEST
        });
    };
    match Sort::parse(sort) {
        // Without words nothing is more relevant than anything else: the newest come first.
        Some(Sort {
            key: SortKey::Relevance,
            ..
        }) if !searched => Ok(Sort::NEWEST),
        Some(sort) => Ok(sort),
        None => Err(Problem::parameter(
            "sort",
            format!("must be one of {}", Sort::NAMES),
        )),
    }
}

/// A form sends the fields that nobody filled in: they narrow nothing.
fn drop_blanks(filters: &mut Filters) {
    for text in [&mut filters.category, &mut filters.seller] {
        *text = text.take().filter(|text| !text.is_empty());
    }
    for texts in [&mut filters.brand, &mut filters.tag] {
        texts.retain(|text| !text.is_empty());
    }
}

fn too_long(name: &str) -> Problem {
    Problem::parameter(name, format!("is too long: at most {TEXT_MAX} characters"))
}

fn check_filters(filters: &Filters) -> Result<(), Problem> {
    for (name, values) in [("brand", &filters.brand), ("tag", &filters.tag)] {
        if values.len() > SET_MAX {
            return Err(Problem::parameter(
                name,
                format!("may be given at most {SET_MAX} times"),
            ));
        }
        if values.iter().any(|value| value.len() > TEXT_MAX * 4) {
            return Err(too_long(name));
        }
    }
    for (name, text) in [("category", &filters.category), ("seller", &filters.seller)] {
        if text.as_ref().is_some_and(|text| text.len() > TEXT_MAX * 4) {
            return Err(too_long(name));
        }
    }
    for (name, price) in [
        ("min_price", filters.min_price),
        ("max_price", filters.max_price),
    ] {
        if price.is_some_and(|price| !(0..=PRICE_MAX).contains(&price)) {
            return Err(Problem::parameter(
                name,
                format!("must be from 0 to {PRICE_MAX}"),
            ));
        }
    }
    if filters
        .min_rating
        .is_some_and(|stars| !(0.0..=5.0).contains(&stars))
    {
        return Err(Problem::parameter("min_rating", "must be from 0 to 5"));
    }
    Ok(())
}

//! JSON bytes straight from rows: no value is built in between, no text is copied twice.

use std::io::Write;

use rusqlite::{Row, types::ValueRef};

use crate::time;

/// The columns that [`item`] reads, in its order. `p`, `b`, `c` and `s` are the product, its brand,
/// its category and its seller.
pub const ITEM_COLUMNS: &str = "p.id, p.slug, p.name, p.short_description, b.name, c.id, c.slug, \
    c.name, s.id, s.slug, s.name, p.condition, p.price, p.original_price, p.on_sale, p.in_stock, \
    p.stock_quantity, p.is_active OR p.withheld, p.is_featured, p.is_digital, p.tags, p.image_url, p.rating, \
    p.review_count, p.view_count, p.click_count, p.favorite_count, p.created_at, p.updated_at";
/// How many columns that is.
pub const ITEM_WIDTH: usize = 29;
/// The joins that the columns need.
pub const ITEM_JOINS: &str = "LEFT JOIN brands b ON b.id = p.brand_id \
    LEFT JOIN categories c ON c.id = p.category_id LEFT JOIN sellers s ON s.id = p.seller_id";

/// A JSON object or array as it is written. Commas are the caller's: each call writes what it names.
pub struct Json(pub Vec<u8>);

impl Json {
    /// Room for a page.
    pub fn with_capacity(bytes: usize) -> Self {
        Self(Vec::with_capacity(bytes))
    }

    /// JSON as it is.
    pub fn raw(&mut self, text: &str) -> &mut Self {
        self.0.extend_from_slice(text.as_bytes());
        self
    }

    /// A number.
    pub fn number(&mut self, number: i64) -> &mut Self {
        let mut buffer = itoa::Buffer::new();
        self.raw(buffer.format(number))
    }

    /// A text, escaped.
    pub fn text(&mut self, text: &str) -> &mut Self {
        // Writing a str into a Vec cannot fail.
        let _ = serde_json::to_writer(&mut self.0, text);
        self
    }

    /// `true` or `false`.
    pub fn flag(&mut self, flag: bool) -> &mut Self {
        self.raw(if flag { "true" } else { "false" })
    }

    /// An instant as RFC 3339.
    pub fn instant(&mut self, milliseconds: i64) -> &mut Self {
        let _ = write!(self.0, "\"{}\"", time::Rfc3339(milliseconds));
        self
    }

    fn nullable<T>(&mut self, value: Option<T>, write: impl FnOnce(&mut Self, T)) -> &mut Self {
        match value {
            Some(value) => write(self, value),
            None => self.0.extend_from_slice(b"null"),
        }
        self
    }

    /// A column of text or NULL.
    pub fn text_column(&mut self, row: &Row<'_>, column: usize) -> rusqlite::Result<&mut Self> {
        let text = row.get_ref(column)?.as_str_or_null()?;
        Ok(self.nullable(text, |json, text| {
            json.text(text);
        }))
    }

    /// A column with a number or NULL.
    pub fn number_column(&mut self, row: &Row<'_>, column: usize) -> rusqlite::Result<&mut Self> {
        let number = row.get_ref(column)?.as_i64_or_null()?;
        Ok(self.nullable(number, |json, number| {
            json.number(number);
        }))
    }

    /// A column of 0 or 1.
    pub fn flag_column(&mut self, row: &Row<'_>, column: usize) -> rusqlite::Result<&mut Self> {
        Ok(self.flag(row.get_ref(column)?.as_i64()? != 0))
    }

    /// A column that is JSON already.
    pub fn json_column(&mut self, row: &Row<'_>, column: usize) -> rusqlite::Result<&mut Self> {
        Ok(self.raw(row.get_ref(column)?.as_str()?))
    }

    /// Three columns `id`, `slug`, `name` as an object, or null.
    fn link_columns(&mut self, row: &Row<'_>, column: usize) -> rusqlite::Result<&mut Self> {
        if row.get_ref(column)? == ValueRef::Null {
            return Ok(self.raw("null"));
        }
        self.raw("{\"id\":").number_column(row, column)?;
        self.raw(",\"slug\":").text_column(row, column + 1)?;
        self.raw(",\"name\":").text_column(row, column + 2)?;
        Ok(self.raw("}"))
    }

    /// An average in thousandths as a number of stars; null without reviews.
    fn rating(&mut self, thousandths: i64, reviews: i64) -> &mut Self {
        if reviews == 0 {
            return self.raw("null");
        }
        let _ = write!(self.0, "{}.{:03}", thousandths / 1000, thousandths % 1000);
        while self.0.ends_with(b"0") {
            self.0.pop();
        }
        if self.0.ends_with(b".") {
            self.0.push(b'0');
        }
        self
    }
}

/// Writes the members of a list item, without the braces.
pub fn item(json: &mut Json, row: &Row<'_>, currency: &str) -> rusqlite::Result<()> {
    json.raw("\"id\":").number_column(row, 0)?;
    json.raw(",\"slug\":").text_column(row, 1)?;
    json.raw(",\"name\":").text_column(row, 2)?;
    json.raw(",\"short_description\":").text_column(row, 3)?;
    json.raw(",\"brand\":").text_column(row, 4)?;
    json.raw(",\"category\":").link_columns(row, 5)?;
    json.raw(",\"seller\":").link_columns(row, 8)?;
    json.raw(",\"condition\":").text_column(row, 11)?;
    json.raw(",\"price\":").number_column(row, 12)?;
    json.raw(",\"original_price\":").number_column(row, 13)?;
    json.raw(",\"currency\":").text(currency);
    json.raw(",\"on_sale\":").flag_column(row, 14)?;
    json.raw(",\"in_stock\":").flag_column(row, 15)?;
    json.raw(",\"stock_quantity\":").number_column(row, 16)?;
    json.raw(",\"is_active\":").flag_column(row, 17)?;
    json.raw(",\"is_featured\":").flag_column(row, 18)?;
    json.raw(",\"is_digital\":").flag_column(row, 19)?;
    json.raw(",\"tags\":").json_column(row, 20)?;
    json.raw(",\"image_url\":").text_column(row, 21)?;
    let reviews = row.get_ref(23)?.as_i64()?;
    json.raw(",\"average_rating\":")
        .rating(row.get_ref(22)?.as_i64()?, reviews);
    json.raw(",\"review_count\":").number(reviews);
    json.raw(",\"view_count\":").number_column(row, 24)?;
    json.raw(",\"click_count\":").number_column(row, 25)?;
    json.raw(",\"favorite_count\":").number_column(row, 26)?;
    json.raw(",\"created_at\":")
        .instant(row.get_ref(27)?.as_i64()?);
    json.raw(",\"updated_at\":")
        .instant(row.get_ref(28)?.as_i64()?);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratings_are_short_numbers() {
        for (thousandths, reviews, text) in [
            (4_500, 2, "4.5"),
            (5_000, 1, "5.0"),
            (3_333, 3, "3.333"),
            (0, 0, "null"),
        ] {
            let mut json = Json::with_capacity(8);
            json.rating(thousandths, reviews);
            assert_eq!(std::str::from_utf8(&json.0), Ok(text));
        }
    }
}

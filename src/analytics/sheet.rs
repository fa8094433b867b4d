//! Answers as tables in a file: a row each, amounts with their decimals, texts that no spreadsheet runs.

use poem::{
    Response,
    http::{HeaderValue, header},
};
use poem_openapi::Enum;
use serde_json::Value;

use crate::{
    exchange::guarded,
    http::{
        payload::{CsvFile, NO_STORE},
        problem::Problem,
    },
    money::Currency,
};

/// Columns that hold amounts in minor units.
const AMOUNTS: [&str; 2] = ["revenue", "amount"];

/// Which answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[oai(rename = "AnalyticsReport", rename_all = "snake_case")]
pub enum Report {
    /// Counters interval by interval.
    Timeseries,
    /// Counters minute by minute in the last hour, since the server started; admin.
    Minutes,
    /// From seeing to buying.
    Funnel,
    /// The products with the most of a counter.
    Top,
    /// Searches that found nothing.
    Searches,
    /// Products left in abandoned carts.
    Carts,
    /// The pipeline, moment by moment; admin.
    Pipeline,
    /// How long the routes took in the last minute; admin.
    Routes,
}

impl Report {
    /// Its name, in files and in the query.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Timeseries => "timeseries",
            Self::Minutes => "minutes",
            Self::Funnel => "funnel",
            Self::Top => "top",
            Self::Searches => "searches",
            Self::Carts => "carts",
            Self::Pipeline => "pipeline",
            Self::Routes => "routes",
        }
    }

    /// Whether it is about the whole shop alone.
    pub const fn is_of_the_shop(self) -> bool {
        matches!(self, Self::Minutes | Self::Pipeline | Self::Routes)
    }

    /// Where its rows stand in the answer.
    const fn rows(self) -> &'static str {
        match self {
            Self::Timeseries | Self::Top | Self::Carts | Self::Pipeline => "items",
            Self::Minutes => "minutes",
            Self::Funnel => "steps",
            Self::Searches => "without_result",
            Self::Routes => "routes",
        }
    }

    #[rustfmt::skip]
    const fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Timeseries => &["at", "views", "clicks", "favorites", "cart_adds", "purchases", "units_sold", "revenue"],
            Self::Minutes => &["at", "views", "clicks", "favorites", "cart_adds", "purchases", "revenue"],
            Self::Funnel => &["step", "count", "rate", "overall_rate"],
            Self::Top => &["product_id", "slug", "name", "views", "clicks", "favorites", "cart_adds", "purchases", "units_sold", "revenue"],
            Self::Searches => &["query", "searches", "without_result"],
            Self::Carts => &["product_id", "slug", "name", "carts", "units", "amount"],
            Self::Pipeline => &["at", "queue_depth", "offered_per_second", "persisted_per_second", "dropped_per_second", "batches", "batch_size", "flush_ms", "lag_ms", "requests_per_second", "p50_ms", "p99_ms"],
            Self::Routes => &["method", "route", "requests", "failed", "p50_ms", "p99_ms"],
        }
    }
}

/// An answer as a file to download.
///
/// # Errors
/// Ours.
pub fn file(report: Report, answer: &Value, currency: Currency) -> Result<CsvFile, Problem> {
    let bytes = write(report, answer, currency).map_err(Problem::internal)?;
    let mut response = Response::builder()
        .content_type("text/csv; charset=utf-8")
        .body(bytes);
    let name = format!("attachment; filename=\"{}.csv\"", report.name());
    let name = HeaderValue::from_str(&name).map_err(Problem::internal)?;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_DISPOSITION, name);
    headers.insert(header::CACHE_CONTROL, NO_STORE);
    Ok(CsvFile(response))
}

fn write(report: Report, answer: &Value, currency: Currency) -> Result<Vec<u8>, csv::Error> {
    let columns = report.columns();
    let in_currency = columns.iter().any(|name| AMOUNTS.contains(name));
    let code = in_currency.then(|| currency.code());
    let mut file = csv::Writer::from_writer(Vec::new());
    let names = columns.iter().copied();
    file.write_record(names.chain(in_currency.then_some("currency")))?;
    for row in answer[report.rows()].as_array().into_iter().flatten() {
        let cells = columns.iter().map(|name| cell(name, &row[*name], currency));
        file.write_record(cells.chain(code.map(str::to_owned)))?;
    }
    file.into_inner().map_err(|error| error.into_error().into())
}

fn cell(name: &str, value: &Value, currency: Currency) -> String {
    match (value, value.as_i64()) {
        (_, Some(minor)) if AMOUNTS.contains(&name) => currency.format(minor),
        (Value::Null, _) => String::new(),
        (Value::String(text), _) => guarded(text).unwrap_or_else(|| text.clone()),
        (other, _) => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn no_cell_is_a_formula_and_amounts_have_decimals() {
        let answer = json!({"items": [
            {"product_id": 7, "slug": null, "name": "=HYPERLINK(\"x\")", "carts": -1, "units": 2, "amount": 1999},
        ]});
        let text = write(Report::Carts, &answer, Currency::EUR).unwrap();
        assert_eq!(
            String::from_utf8(text).unwrap(),
            "product_id,slug,name,carts,units,amount,currency\n\
             7,,\"'=HYPERLINK(\"\"x\"\")\",-1,2,19.99,EUR\n"
        );
    }
}

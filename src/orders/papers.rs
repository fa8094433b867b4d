//! Papers of an order, ready to print: the invoice, and a packing slip a fulfilment.

use std::sync::LazyLock;

use minijinja::{Environment, context};
use poem_openapi::types::ToJSON;
use rusqlite::Connection;
use uuid::Uuid;

use super::{
    OrderError, load,
    model::{Order, ShippingChoice},
};
use crate::{
    money::{Currency, MILLION},
    settings::Settings,
    time,
};

/// The templates, which escape what they show.
static TEMPLATES: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut environment = Environment::new();
    environment.add_filter("money", money);
    for (name, text) in [
        ("paper.css", include_str!("../../static/paper.css")),
        ("invoice.html", include_str!("../../static/invoice.html")),
        (
            "packing-slip.html",
            include_str!("../../static/packing-slip.html"),
        ),
    ] {
        if let Err(error) = environment.add_template(name, text) {
            tracing::error!(%error, name, "a template of ours cannot be read");
        }
    }
    environment
});

/// `19.99 EUR`.
fn money(minor: i64, currency: &str) -> String {
    let figures = Currency::from_code(currency).map(|currency| currency.format(minor));
    format!(
        "{} {currency}",
        figures.unwrap_or_else(|| minor.to_string())
    )
}

/// A tax as an invoice sums it up.
#[derive(serde::Serialize)]
struct TaxLine {
    percent: String,
    tax: i64,
}

/// The invoice of an order.
///
/// # Errors
/// `NotFound`, or `NotInvoiced` before the order is paid.
pub fn invoice(db: &Connection, id: Uuid) -> Result<String, OrderError> {
    let order = load::load(db, id)?.ok_or(OrderError::NotFound("order"))?;
    let number = order.invoice_number.ok_or(OrderError::NotInvoiced)?;
    let (shipping, invoiced_at): (Option<String>, i64) = db.query_row(
        "SELECT shipping, invoiced_at FROM orders WHERE id = ?1",
        [id],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let shipping = shipping.and_then(|text| serde_json::from_str(&text).ok());
    let values = context! {
        shop_name => Settings::load(db)?.shop_name,
        number,
        date => day(&time::to_rfc3339(invoiced_at)),
        ordered => day(&order.created_at),
        taxes => taxes(db, &order, shipping.as_ref())?,
        order => order.to_json(),
    };
    Ok(page("invoice.html", values))
}

/// The packing slips of an order: of one fulfilment, or of all, each on a page of its own.
///
/// # Errors
/// `NotFound` when there is no such order.
pub fn packing_slip(
    db: &Connection,
    id: Uuid,
    fulfillment: Option<i64>,
) -> Result<String, OrderError> {
    let mut order = load::load(db, id)?.ok_or(OrderError::NotFound("order"))?;
    order
        .fulfillments
        .retain(|one| fulfillment.is_none_or(|id| id == one.id));
    let values = context! {
        shop_name => Settings::load(db)?.shop_name,
        ordered => day(&order.created_at),
        order => order.to_json(),
    };
    Ok(page("packing-slip.html", values))
}

/// The day of an instant.
fn day(instant: &str) -> String {
    instant.chars().take(10).collect()
}

fn page(template: &str, values: minijinja::Value) -> String {
    let rendered = TEMPLATES
        .get_template(template)
        .and_then(|template| template.render(values));
    rendered.unwrap_or_else(|error| {
        tracing::error!(%error, template, "a paper's template failed");
        String::new()
    })
}

/// What was taxed at which rate, shipping included.
fn taxes(
    db: &Connection,
    order: &Order,
    shipping: Option<&ShippingChoice>,
) -> rusqlite::Result<Vec<TaxLine>> {
    let mut sums: Vec<(i64, i64)> = db
        .prepare_cached(
            "SELECT tax_rate, sum(tax) FROM order_items WHERE order_id = ?1 GROUP BY tax_rate",
        )?
        .query_map([order.id], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    if let Some(choice) = shipping.filter(|choice| choice.tax > 0) {
        match sums.iter_mut().find(|(rate, _)| *rate == choice.tax_rate) {
            Some((_, tax)) => *tax += choice.tax,
            None => sums.push((choice.tax_rate, choice.tax)),
        }
    }
    let taxed = sums.into_iter().filter(|(_, tax)| *tax > 0);
    Ok(taxed
        .map(|(rate, tax)| TaxLine {
            percent: percent(rate),
            tax,
        })
        .collect())
}

/// A rate in millionths as a percentage: `190000` is `19`, `55000` is `5.5`.
fn percent(rate: i64) -> String {
    let (whole, rest) = (rate / (MILLION / 100), rate % (MILLION / 100));
    let text = format!("{whole}.{rest:04}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_short_percentages() {
        for (rate, text) in [
            (190_000, "19"),
            (55_000, "5.5"),
            (0, "0"),
            (1_000_000, "100"),
            (81_250, "8.125"),
            (1, "0.0001"),
        ] {
            assert_eq!(percent(rate), text);
        }
    }

    #[test]
    fn the_templates_are_read() {
        for name in ["invoice.html", "packing-slip.html"] {
            assert!(TEMPLATES.get_template(name).is_ok(), "{name}");
        }
    }
}

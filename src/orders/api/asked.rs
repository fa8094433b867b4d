//! What callers send about orders, checked.

use poem_openapi::{Object, types::Example};
use serde::Deserialize;

use crate::{
    catalogue::sorting::{
        parameter::{self, Sort},
        window::Window,
    },
    http::{body::objects, problem::Problem},
    orders::{
        OrderError, Status,
        lists::{Filters, OrderKeys},
    },
};

/// Characters of a note or a reason.
const NOTE_MAX: usize = 2_000;
/// Characters of a single line.
const LINE_MAX: usize = 100;
/// Characters of a search.
const QUERY_MAX: usize = 200;

/// A text without spaces around it; `None` when nothing is left.
///
/// # Errors
/// When it is too long or holds what no line of text does.
pub fn note(pointer: &str, text: Option<String>) -> Result<Option<String>, OrderError> {
    let Some(text) = text else { return Ok(None) };
    let text = text.trim();
    if text.chars().count() > NOTE_MAX {
        let detail = format!("must have at most {NOTE_MAX} characters");
        return Err(OrderError::field(pointer, detail));
    }
    let strange = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    if text.contains(strange) {
        return Err(OrderError::field(
            pointer,
            "must not have control characters",
        ));
    }
    Ok((!text.is_empty()).then(|| text.to_owned()))
}

/// Units as pairs of a line's id and a quantity.
pub fn pairs(units: Vec<Units>) -> Vec<(i64, i64)> {
    let pair = |units: Units| (units.item_id, units.quantity);
    units.into_iter().map(pair).collect()
}

/// A line of text: 1 to 100 characters, without control characters.
///
/// # Errors
/// When it is none.
pub fn line(pointer: &str, text: &str) -> Result<String, OrderError> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > LINE_MAX {
        let detail = format!("must have 1 to {LINE_MAX} characters");
        return Err(OrderError::field(pointer, detail));
    }
    if text.contains(char::is_control) {
        return Err(OrderError::field(pointer, "must be a single line of text"));
    }
    Ok(text.to_owned())
}

/// A page of a list of orders: which, and where.
///
/// # Errors
/// A problem that names the parameter.
pub fn page(
    mut filters: Filters,
    sort: Option<Sort<OrderKeys>>,
    limit: Option<i64>,
    cursor: Option<&str>,
) -> Result<(Filters, Window), Problem> {
    if let Some(q) = filters.q.take().map(|q| q.trim().to_owned()) {
        if q.chars().count() > QUERY_MAX {
            let detail = format!("is too long: at most {QUERY_MAX} characters");
            return Err(Problem::parameter("q", detail));
        }
        filters.q = (!q.is_empty()).then_some(q);
    }
    let window = parameter::window(&filters.binding(), sort, limit, cursor)?;
    Ok((filters, window))
}

/// Why an order is cancelled.
#[derive(Debug, Default, Deserialize, Object)]
#[serde(deny_unknown_fields, default)]
#[oai(example)]
pub struct Cancellation {
    /// At most 2,000 characters.
    pub reason: Option<String>,
}

impl Example for Cancellation {
    fn example() -> Self {
        Self {
            reason: Some("Ordered twice by mistake".into()),
        }
    }
}

/// A line that comes back.
#[derive(Debug, Deserialize, Object)]
#[serde(deny_unknown_fields)]
#[oai(example)]
pub struct Units {
    /// A line item of the order.
    pub item_id: i64,
    /// How many of it.
    #[oai(validator(minimum(value = "1")))]
    pub quantity: i64,
}

impl Example for Units {
    fn example() -> Self {
        Self {
            item_id: 11,
            quantity: 1,
        }
    }
}

/// What a customer wants to send back.
#[derive(Debug, Default, Deserialize, Object)]
#[serde(deny_unknown_fields, default)]
#[oai(example)]
pub struct ReturnRequest {
    /// At most 2,000 characters.
    pub reason: Option<String>,
    /// Everything when left out.
    #[serde(deserialize_with = "objects")]
    pub items: Option<Vec<Units>>,
}

impl Example for ReturnRequest {
    fn example() -> Self {
        Self {
            reason: Some("It is too small".into()),
            items: Some(vec![Units::example()]),
        }
    }
}

/// A step of an order.
#[derive(Debug, Deserialize, Object)]
#[serde(deny_unknown_fields)]
#[oai(example)]
pub struct Transition {
    /// Where it goes.
    pub to: Status,
    /// At most 2,000 characters; the customer can read it.
    #[serde(default)]
    pub note: Option<String>,
}

impl Example for Transition {
    fn example() -> Self {
        Self {
            to: Status::PaymentConfirmed,
            note: Some("The transfer came".into()),
        }
    }
}

/// Money to give back.
#[derive(Debug, Deserialize, Object)]
#[serde(deny_unknown_fields)]
#[oai(example)]
pub struct NewRefund {
    /// Minor units; at most what was paid and not given back yet.
    #[oai(validator(minimum(value = "1")))]
    pub amount: i64,
    /// At most 2,000 characters.
    #[serde(default)]
    pub reason: Option<String>,
    /// The fulfilment that bears it; all in proportion when left out.
    #[serde(default)]
    pub fulfillment_id: Option<i64>,
    /// What goes back into stock.
    #[serde(default, deserialize_with = "objects")]
    pub restock: Option<Vec<Units>>,
}

impl Example for NewRefund {
    fn example() -> Self {
        Self {
            amount: 1_000,
            reason: Some("A loose thread".into()),
            fulfillment_id: None,
            restock: Some(vec![]),
        }
    }
}

/// A parcel that was handed over.
#[derive(Debug, Deserialize, Object)]
#[serde(deny_unknown_fields)]
#[oai(example)]
pub struct Shipment {
    /// Who carries it: 1 to 100 characters.
    #[oai(validator(min_length = "1", max_length = "100"))]
    pub carrier: String,
    /// The carrier's number: 1 to 100 characters.
    #[oai(validator(min_length = "1", max_length = "100"))]
    pub tracking_number: String,
}

impl Example for Shipment {
    fn example() -> Self {
        Self {
            carrier: "DHL".into(),
            tracking_number: "00340434161094042557".into(),
        }
    }
}

//! An order's page: for the account that placed it, or for whoever has the link.

use minijinja::{Value, context};
use poem::{
    Request, Response,
    http::{HeaderValue, Method, StatusCode, header},
};
use serde_json::{Value as Json, json};

use super::{
    Storefront, checkout,
    inside::{Answer, Call},
    links, part,
    visit::{Form, go},
    words::url_part,
};
use crate::http::{
    payload::NO_STORE,
    problem::{BAD_REQUEST, Problem},
};

const ORDER_TOKEN: &str = "order-token";

/// Where an order is, in words, and how far on its way of four steps.
const STATES: [(&str, &str, i64); 8] = [
    ("pending_payment", "Waiting for payment", 1),
    ("payment_confirmed", "Paid", 2),
    ("awaiting_shipment", "Being packed", 2),
    ("shipped", "On its way", 3),
    ("delivered", "Delivered", 4),
    ("cancelled", "Cancelled", 0),
    ("return_requested", "Return asked for", 4),
    ("refunded", "Money returned", 0),
];

/// An order as its path and link name it.
struct Named {
    id: String,
    token: String,
}

impl Named {
    fn of(request: &Request) -> Self {
        let pairs = links::pairs(request.uri().query().unwrap_or_default());
        let token = pairs.into_iter().find(|(name, _)| name == "token");
        Self {
            id: part(request, "order"),
            token: token.map(|(_, token)| token).unwrap_or_default(),
        }
    }

    fn call(&self, method: Method, rest: &str, body: Option<Json>) -> Call<'_> {
        let call = Call::of(
            method,
            format!("/api/orders/{}{rest}", url_part(&self.id)),
            body,
        );
        match self.token.is_empty() {
            true => call,
            false => call.with(ORDER_TOKEN, &self.token),
        }
    }

    fn page(&self) -> String {
        let id = url_part(&self.id);
        match self.token.is_empty() {
            true => format!("/orders/{id}"),
            false => format!("/orders/{id}?token={}", url_part(&self.token)),
        }
    }
}

/// `GET /orders/{id}`.
pub async fn page(front: Storefront, request: Request) -> Result<Response, Problem> {
    let named = Named::of(&request);
    show(&front, &request, &named, None).await
}

async fn show(
    front: &Storefront,
    request: &Request,
    named: &Named,
    refused: Option<&Answer>,
) -> Result<Response, Problem> {
    let order = front
        .ask(request, named.call(Method::GET, "", None))
        .await?;
    if order.status == StatusCode::UNAUTHORIZED {
        return Err(Problem::not_found("order"));
    }
    let order = order.good()?;
    let number = order["number"].as_str().unwrap_or_default();
    let mut head = front
        .personal_head(request, &format!("Order {number}"), "account")
        .await?;
    head.describe("What was bought, and where it is.");
    let query = request.uri().query().unwrap_or_default();
    let status = order["status"].as_str().unwrap_or_default();
    let payment = checkout::payment_name(order["payment_method"].as_str().unwrap_or_default());
    let values = context! {
        order => Value::from_serialize(&order),
        state => state(status).0,
        step => state(status).1,
        history => Value::from_serialize(history(&order)),
        payment,
        is_placed => query.contains("placed=1"),
        can_cancel => matches!(status, "pending_payment" | "payment_confirmed" | "awaiting_shipment"),
        can_return => status == "delivered",
        token => named.token,
        here_again => named.page(),
        refused => refused.map(Answer::detail),
    };
    let status = refused.map_or(StatusCode::OK, |refused| refused.status);
    front.personal(status, "order.html", &head, values)
}

/// A status in words and its step.
pub fn state(status: &str) -> (&'static str, i64) {
    let found = STATES.iter().find(|(name, _, _)| *name == status);
    found.map_or(("Under way", 1), |(_, words, step)| (words, *step))
}

fn history(order: &Json) -> Vec<Json> {
    let entries = order["history"].as_array().into_iter().flatten();
    let entry = |entry: &Json| {
        let status = entry["status"].as_str().unwrap_or_default();
        json!({"words": state(status).0, "at": entry["at"], "note": entry["note"]})
    };
    entries.map(entry).collect()
}

/// `POST /orders/{id}/cancel`.
pub async fn cancel(front: Storefront, mut request: Request) -> Result<Response, Problem> {
    let form = Form::read(&mut request).await?;
    change(&front, &request, &form, "/cancel", json!({})).await
}

/// `POST /orders/{id}/return`: asks to send all of it back.
pub async fn give_back(front: Storefront, mut request: Request) -> Result<Response, Problem> {
    let form = Form::read(&mut request).await?;
    let mut body = json!({});
    if !form.get("reason").is_empty() {
        body["reason"] = form.get("reason").into();
    }
    change(&front, &request, &form, "/return-request", body).await
}

async fn change(
    front: &Storefront,
    request: &Request,
    form: &Form,
    rest: &str,
    body: Json,
) -> Result<Response, Problem> {
    let named = Named {
        id: part(request, "order"),
        token: form.get("token").to_owned(),
    };
    let answer = front
        .ask(request, named.call(Method::POST, rest, Some(body)))
        .await?;
    match answer.is_good() {
        true => go(&named.page(), Vec::new()),
        false => show(front, request, &named, Some(&answer)).await,
    }
}

/// `GET /orders/{id}/invoice`: the invoice as the API makes it, for whoever has the link.
pub async fn invoice(front: Storefront, request: Request) -> Result<Response, Problem> {
    let named = Named::of(&request);
    let answer = front
        .ask(&request, named.call(Method::GET, "/invoice", None))
        .await?;
    if !answer.is_good() {
        let detail = answer.detail().to_owned();
        return Err(match answer.status {
            StatusCode::CONFLICT => Problem::new(BAD_REQUEST, detail),
            _ => answer.into_problem(),
        });
    }
    let mut response = Response::builder().body(answer.bytes);
    let headers = response.headers_mut();
    for name in [header::CONTENT_TYPE, header::CONTENT_SECURITY_POLICY] {
        if let Some(value) = answer.headers.get(&name) {
            headers.insert(name, value.clone());
        }
    }
    headers.insert(header::CACHE_CONTROL, NO_STORE);
    headers.insert(
        header::REFERRER_POLICY,
        HeaderValue::from_static("same-origin"),
    );
    Ok(response)
}

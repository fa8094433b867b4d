//! The checkout: one form, which shows what it will cost before it is sent.

use minijinja::{Value, context};
use poem::{
    Request, Response,
    http::{HeaderMap, StatusCode, header},
};
use serde_json::{Map, Value as Json, json};
use uuid::Uuid;

use super::{
    Storefront, cart, countries,
    inside::{Answer, Call},
    visit::{Form, faults, go, refusal},
    words::url_part,
};
use crate::{http::problem::Problem, settings::Settings, store::StoreError};

/// `GET /checkout`.
pub async fn page(front: Storefront, request: Request) -> Result<Response, Problem> {
    show(&front, &request, &Form::default(), None).await
}

/// `POST /checkout`: places the order, or looks again what another country or method would cost.
pub async fn send(front: Storefront, mut request: Request) -> Result<Response, Problem> {
    let form = Form::read(&mut request).await?;
    if form.get("step") != "order" {
        return show(&front, &request, &form, None).await;
    }
    let key = form.get("key").to_owned();
    let call = Call::post("/api/checkout", order(&form)).with("idempotency-key", &key);
    let answer = front.ask(&request, call).await?;
    if !answer.is_good() {
        return match answer.status.is_server_error() {
            true => Err(answer.into_problem()),
            false => show(&front, &request, &form, Some(&answer)).await,
        };
    }
    let id = answer.body["id"].as_str().unwrap_or_default();
    let token = answer.body["access_token"].as_str();
    let token = token.map(|token| format!("token={}&", url_part(token)));
    let to = format!("/orders/{id}?{}placed=1", token.unwrap_or_default());
    go(&to, answer.cookies())
}

/// The order as the API takes it.
fn order(form: &Form) -> Json {
    let mut order = Map::new();
    order.insert("email".to_owned(), form.get("email").into());
    order.insert(
        "payment_method".to_owned(),
        form.get("payment_method").into(),
    );
    for (part, prefix) in [("shipping_address", ""), ("billing_address", "billing_")] {
        if let Some(address) = address(form, prefix) {
            order.insert(part.to_owned(), address);
        }
    }
    if !form.get("shipping_method").is_empty() {
        order.insert(
            "shipping_method".to_owned(),
            form.get("shipping_method").into(),
        );
    }
    if let Ok(total) = form.get("expected_total").parse::<i64>() {
        order.insert("expected_total".to_owned(), total.into());
    }
    if !form.get("note").is_empty() {
        order.insert("note".to_owned(), form.get("note").into());
    }
    Json::Object(order)
}

/// An address, if anything of it was filled in.
fn address(form: &Form, prefix: &str) -> Option<Json> {
    let field = |name: &str| form.get(&format!("{prefix}{name}"));
    let typed = ["name", "line1", "city", "postal_code"];
    if typed.iter().all(|name| field(name).is_empty()) {
        return None;
    }
    let mut address = Map::new();
    for name in ["name", "line1", "city", "postal_code", "country"] {
        address.insert(name.to_owned(), field(name).into());
    }
    for name in ["line2", "region"] {
        if !field(name).is_empty() {
            address.insert(name.to_owned(), field(name).into());
        }
    }
    Some(Json::Object(address))
}

async fn show(
    front: &Storefront,
    request: &Request,
    form: &Form,
    refused: Option<&Answer>,
) -> Result<Response, Problem> {
    let country = match form.get("country") {
        "" => countries::of_reader(accepted(request.headers())).unwrap_or_default(),
        given => given,
    };
    let (way, offers) = offers(front, request, form, country).await?;
    let cart = front.ask(request, Call::get(way.path())).await?;
    let cart = match cart.is_good() {
        true => cart.body,
        false => front.ask(request, Call::get("/api/cart")).await?.good()?,
    };
    if cart::is_empty(&cart) {
        return go("/cart", Vec::new());
    }
    let me = front.ask(request, Call::get("/api/auth/me")).await?;
    let me = if me.is_good() { me.body } else { Json::Null };
    let read = |db: &rusqlite::Connection| Ok::<_, StoreError>(Settings::load(db)?);
    let settings = front.0.shop.store.read(read)?;
    let methods: Vec<Json> = settings
        .payment_methods
        .iter()
        .map(|method| payment(method.as_str()))
        .collect();
    let mut head = front.personal_head(request, "Checkout", "cart").await?;
    head.describe("Where it goes, and how it is paid.");
    let values = context! {
        cart => Value::from_serialize(&cart),
        me => Value::from_serialize(&me),
        offers => Value::from_serialize(&offers),
        method => way.method,
        country,
        countries => Value::from_serialize(countries::all()),
        payments => Value::from_serialize(&methods),
        includes_tax => settings.prices_include_tax,
        key => key(form),
        form => form.again(),
        refused => refused.map(refusal),
        faults => refused.map(faults),
    };
    let status = refused.map_or(StatusCode::OK, |refused| refused.status);
    front.personal(status, "checkout.html", &head, values)
}

/// What makes sending the form twice one order. A new one for a form that was refused, because then
/// something in it changes.
fn key(form: &Form) -> String {
    match (form.get("step"), form.get("key")) {
        ("order", _) | (_, "") => Uuid::now_v7().to_string(),
        (_, key) => key.to_owned(),
    }
}

/// Where the cart goes, as far as it is known.
struct Way {
    country: String,
    region: String,
    method: Option<String>,
}

impl Way {
    /// The cart, priced for it.
    fn path(&self) -> String {
        if self.country.is_empty() {
            return "/api/cart".to_owned();
        }
        let mut path = format!("/api/cart?country={}", url_part(&self.country));
        if !self.region.is_empty() {
            path.push_str(&format!("&region={}", url_part(&self.region)));
        }
        if let Some(method) = &self.method {
            path.push_str(&format!("&shipping_method={}", url_part(method)));
        }
        path
    }
}

/// The ways to send the cart to a country, and the one that is chosen: the first until another one is.
async fn offers(
    front: &Storefront,
    request: &Request,
    form: &Form,
    country: &str,
) -> Result<(Way, Json), Problem> {
    let mut way = Way {
        country: country.to_owned(),
        region: form.get("region").to_owned(),
        method: None,
    };
    if country.is_empty() {
        return Ok((way, json!([])));
    }
    let mut path = format!("/api/cart/shipping-methods?country={}", url_part(country));
    if !way.region.is_empty() {
        path.push_str(&format!("&region={}", url_part(&way.region)));
    }
    let answer = front.ask(request, Call::get(path)).await?;
    let offers = answer.body["items"].clone();
    let codes = offers.as_array().into_iter().flatten();
    let codes: Vec<&str> = codes.filter_map(|offer| offer["code"].as_str()).collect();
    let wanted = form.get("shipping_method");
    let chosen = codes.iter().find(|code| **code == wanted).or(codes.first());
    way.method = chosen.map(|code| (*code).to_owned());
    Ok((way, offers))
}

/// A way to pay, in words.
pub fn payment(code: &str) -> Json {
    let (name, words) = match code {
        "bank_transfer" => (
            "Bank transfer",
            "You get the details with the order; it is sent when the money is there.",
        ),
        "cash_on_delivery" => ("Cash on delivery", "You pay whoever brings it."),
        "pickup" => ("Pay at pickup", "You pay when you fetch it."),
        _ => ("Test payment", "Paid at once, by nobody: this is a demo."),
    };
    json!({"code": code, "name": name, "words": words})
}

/// The name of a way to pay.
pub fn payment_name(code: &str) -> String {
    payment(code)["name"].as_str().unwrap_or(code).to_owned()
}

fn accepted(headers: &HeaderMap) -> &str {
    let languages = headers.get(header::ACCEPT_LANGUAGE);
    languages
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
}

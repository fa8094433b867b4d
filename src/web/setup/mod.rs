//! The pages that set a new shop up: one form for who has the link, then what goes onto the shelves.

mod goods;

use minijinja::{Value, context};
use poem::{
    Request, Response,
    http::{StatusCode, header},
};
use serde_json::{Value as Json, json};

pub use goods::{Draft, check, demo, import, page as goods};

use super::{
    Storefront, countries, links,
    visit::{Form, go, sentence},
};
use crate::{
    http::{
        cookie::{self, Jar},
        problem::Problem,
    },
    money,
    people::{PeopleError, sessions},
    settings::PaymentMethod,
    setup::{Plan, SetupError, customs},
};

/// Ways to pay that a new shop may offer; the test payment is for demos.
const PAYMENTS: [PaymentMethod; 3] = [
    PaymentMethod::BankTransfer,
    PaymentMethod::CashOnDelivery,
    PaymentMethod::Pickup,
];

/// `GET /setup?key=…`.
pub async fn page(front: Storefront, request: Request) -> Result<Response, Problem> {
    closed_when_founded(&front)?;
    let pairs = links::pairs(request.uri().query().unwrap_or_default());
    let key = pairs.into_iter().find(|(name, _)| name == "key");
    let key = key.map(|(_, key)| key).unwrap_or_default();
    if !front.0.setup.opens(&key) {
        return expired(&front, &request).await;
    }
    let country = countries::of_reader(accepted(&request)).unwrap_or_default();
    let form = suggest(country, &front);
    show(&front, &request, &key, form, Vec::new(), StatusCode::OK).await
}

/// `POST /setup`: founds the shop, or suggests what is usual in another country.
pub async fn send(front: Storefront, mut request: Request) -> Result<Response, Problem> {
    let form = Form::read(&mut request).await?;
    closed_when_founded(&front)?;
    let key = form.get("key").to_owned();
    if !front.0.setup.opens(&key) {
        return expired(&front, &request).await;
    }
    if form.get("step") == "suggest" {
        let mut again = filled(&form);
        for (name, value) in suggest(form.get("country"), &front)
            .as_object()
            .into_iter()
            .flatten()
        {
            again[name] = value.clone();
        }
        return show(&front, &request, &key, again, Vec::new(), StatusCode::OK).await;
    }
    let agent = request.headers().get(header::USER_AGENT);
    let agent = agent.map(|agent| String::from_utf8_lossy(agent.as_bytes()).into_owned());
    let founded = front
        .0
        .setup
        .found(&key, plan(&form), agent.unwrap_or_default());
    let faults = match founded.await {
        Ok(login) => {
            let kept = Jar::of(&request).set(cookie::SESSION, &login.token, sessions::LIFETIME);
            return go("/setup/goods", vec![kept]);
        }
        Err(SetupError::Expired) => return expired(&front, &request).await,
        Err(SetupError::Founded) => return founded_meanwhile(&front, &request).await,
        Err(SetupError::Invalid(faults)) => faults,
        Err(SetupError::People(PeopleError::EmailTaken)) => vec![(
            "email".to_owned(),
            "belongs to a customer's account already; take another one".to_owned(),
        )],
        Err(error) => return Err(failure(error)),
    };
    let status = StatusCode::BAD_REQUEST;
    show(&front, &request, &key, filled(&form), faults, status).await
}

fn failure(error: SetupError) -> Problem {
    match error {
        SetupError::People(error) => error.into(),
        SetupError::Store(error) => error.into(),
        other => Problem::internal(other),
    }
}

/// With an administrator in the shop there is no such page.
fn closed_when_founded(front: &Storefront) -> Result<(), Problem> {
    match front.0.setup.is_open()? {
        true => Ok(()),
        false => Err(Problem::not_found("page")),
    }
}

fn plan(form: &Form) -> Plan {
    let text = |name: &str| form.get(name).to_owned();
    let chosen = |method: &PaymentMethod| !form.get(&format!("pay_{}", method.as_str())).is_empty();
    Plan {
        name: text("name"),
        email: text("email"),
        password: form.raw("password").to_owned(),
        shop_name: text("shop_name"),
        country: text("country"),
        currency: text("currency"),
        tax_rate: text("tax_rate"),
        tax_name: text("tax_name"),
        prices_include_tax: form.get("prices") != "without",
        shipping_name: text("shipping_name"),
        shipping_price: text("shipping_price"),
        shipping_free_above: text("shipping_free_above"),
        ships_everywhere: form.get("ships_to") == "everywhere",
        payment_methods: PAYMENTS.into_iter().filter(chosen).collect(),
    }
}

/// What is usual in a country, as the form's fields.
fn suggest(country: &str, front: &Storefront) -> Json {
    let usual = customs::usual(country);
    let currency = usual
        .currency
        .unwrap_or_else(|| front.0.shop.currency.code());
    let (tax_name, rate) = usual.tax.unwrap_or(("", 0));
    json!({
        "country": country,
        "currency": currency,
        "tax_name": tax_name,
        "tax_rate": if rate == 0 { String::new() } else { per_cent(rate) },
        // Where taxes differ from state to state, they are added at the end.
        "prices": if matches!(country, "US" | "CA") { "without" } else { "with" },
    })
}

/// `190000` → `19`, `81000` → `8.1`.
fn per_cent(millionths: i64) -> String {
    let text = format!("{}.{:04}", millionths / 10_000, millionths % 10_000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// What was filled in, to be shown again; no password.
fn filled(form: &Form) -> Json {
    serde_json::to_value(form.again()).unwrap_or_default()
}

async fn show(
    front: &Storefront,
    request: &Request,
    key: &str,
    form: Json,
    faults: Vec<(String, String)>,
    status: StatusCode,
) -> Result<Response, Problem> {
    let mut head = front.personal_head(request, "Set up your shop", "").await?;
    head.canonical.clear();
    let told = |code: &str, name: &str| {
        let usual = customs::usual(code);
        json!({
            "code": code,
            "name": name,
            "currency": usual.currency,
            "tax_name": usual.tax.map(|(name, _)| name),
            "tax_rate": usual.tax.map(|(_, rate)| per_cent(rate)),
        })
    };
    let countries: Vec<Json> = countries::all()
        .iter()
        .map(|(code, name)| told(code, name))
        .collect();
    let payments = PAYMENTS.map(|method| {
        let mut told = super::checkout::payment(method.as_str());
        let field = format!("pay_{}", method.as_str());
        told["on"] = match form["step"].is_null() {
            // What most shops begin with.
            true => (method == PaymentMethod::BankTransfer).into(),
            false => form.get(&field).is_some().into(),
        };
        told
    });
    let marks: Value = faults
        .iter()
        .map(|(field, detail)| (field.as_str(), sentence(detail)))
        .collect();
    let values = context! {
        stage => "form",
        key,
        form => Value::from_serialize(&form),
        countries => Value::from_serialize(&countries),
        currencies => Value::from_serialize(money::codes().collect::<Vec<_>>()),
        payments => Value::from_serialize(payments),
        refused => (!faults.is_empty()).then_some("Look again at what is marked. Nothing is saved yet."),
        faults => marks,
    };
    front.personal(status, "setup.html", &head, values)
}

async fn expired(front: &Storefront, request: &Request) -> Result<Response, Problem> {
    closed(
        front,
        request,
        "expired",
        "This link does not open the set-up",
    )
    .await
}

async fn founded_meanwhile(front: &Storefront, request: &Request) -> Result<Response, Problem> {
    closed(front, request, "founded", "This shop is set up already").await
}

async fn closed(
    front: &Storefront,
    request: &Request,
    stage: &str,
    heading: &str,
) -> Result<Response, Problem> {
    let mut head = front.personal_head(request, heading, "").await?;
    head.canonical.clear();
    let status = match stage {
        "founded" => StatusCode::CONFLICT,
        _ => StatusCode::FORBIDDEN,
    };
    front.personal(status, "setup.html", &head, context! { stage })
}

fn accepted(request: &Request) -> &str {
    let languages = request.headers().get(header::ACCEPT_LANGUAGE);
    languages
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_written_in_per_cent() {
        for (millionths, text) in [
            (190_000, "19"),
            (81_000, "8.1"),
            (255_000, "25.5"),
            (1, "0.0001"),
        ] {
            assert_eq!(per_cent(millionths), text);
        }
    }
}

//! The account: coming in, the own things, going out, and a password that was forgotten.

use minijinja::{Value, context};
use poem::{
    Request, Response,
    http::{Method, StatusCode},
};
use serde_json::{Value as Json, json};

use super::{
    Storefront, agents,
    inside::{Answer, Call},
    links, orders, part,
    visit::{Form, faults, go, refusal, way_on},
    words::url_part,
};
use crate::http::problem::Problem;

/// How many orders the page shows.
const ORDERS: usize = 50;

/// How many logins the page shows.
const SESSIONS: usize = 50;

/// What somebody did on the page before it is shown again.
#[derive(Default)]
struct Before<'a> {
    /// Which form it was.
    form: &'static str,
    /// What was filled in.
    filled: Form,
    /// What stood in the way.
    refused: Option<&'a Answer>,
    /// What worked, in words.
    done: Option<&'static str>,
}

/// What is said after something was done, by the name that the page's address has for it: the page is asked for again, by
/// the cookie that the login has from then on.
const DONE: [(&str, &str); 2] = [
    (
        "password",
        "Your password is changed, and all other logins have ended.",
    ),
    (
        "session",
        "That login has ended. Change your password if it was not yours.",
    ),
];

/// `GET /account`.
pub async fn page(front: Storefront, request: Request) -> Result<Response, Problem> {
    let asked = links::pairs(request.uri().query().unwrap_or_default());
    let done = asked.iter().find(|(name, _)| name == "done");
    let said = done.and_then(|(_, what)| DONE.iter().find(|(name, _)| name == what));
    let before = Before {
        done: said.map(|(_, words)| *words),
        ..Before::default()
    };
    show(&front, &request, before).await
}

async fn show(
    front: &Storefront,
    request: &Request,
    before: Before<'_>,
) -> Result<Response, Problem> {
    let me = front.ask(request, Call::get("/api/auth/me")).await?;
    let is_in = me.is_good();
    let heading = if is_in {
        "Your account"
    } else {
        "Log in or register"
    };
    let mut head = front.personal_head(request, heading, "account").await?;
    head.describe("Your orders and details.");
    let asked = links::pairs(request.uri().query().unwrap_or_default());
    let asked = asked
        .into_iter()
        .find(|(name, _)| name == "next")
        .map(|(_, next)| next);
    let next = asked.unwrap_or_else(|| before.filled.get("next").to_owned());
    let (mut orders, mut sessions) = (Vec::new(), Vec::new());
    if is_in {
        sessions = own_sessions(front, request).await?;
        let answer = front
            .ask(request, Call::get(format!("/api/orders?limit={ORDERS}")))
            .await?;
        orders = answer.body["items"].as_array().cloned().unwrap_or_default();
    }
    let told = |order: &Json| {
        let mut order = order.clone();
        order["state"] = orders::state(order["status"].as_str().unwrap_or_default())
            .0
            .into();
        order
    };
    let orders: Vec<Json> = orders.iter().map(told).collect();
    let values = context! {
        me => Value::from_serialize(if is_in { me.body } else { Json::Null }),
        orders => Value::from_serialize(&orders),
        sessions => Value::from_serialize(&sessions),
        next => way_on(&next, ""),
        which => before.form,
        form => before.filled.again(),
        refused => before.refused.map(refusal),
        faults => before.refused.map(faults),
        done => before.done,
    };
    let status = before
        .refused
        .map_or(StatusCode::OK, |refused| refused.status);
    let mut response = front.personal(status, "account.html", &head, values)?;
    if status == StatusCode::TOO_MANY_REQUESTS
        && let Some(wait) = before
            .refused
            .and_then(|refused| refused.headers.get("retry-after"))
    {
        response.headers_mut().insert("retry-after", wait.clone());
    }
    Ok(response)
}

/// Where the account is logged in: this login first, then the latest.
async fn own_sessions(front: &Storefront, request: &Request) -> Result<Vec<Json>, Problem> {
    let call = Call::get(format!("/api/auth/sessions?limit={SESSIONS}"));
    let answer = front.ask(request, call).await?;
    let listed = answer.body["items"].as_array().into_iter().flatten();
    let told = |session: &Json| {
        let mut session = session.clone();
        let agent = session["user_agent"].as_str().unwrap_or_default();
        session["words"] = agents::in_words(agent).into();
        session
    };
    let mut sessions: Vec<Json> = listed.map(told).collect();
    sessions.sort_by_key(|session| session["current"] != true);
    Ok(sessions)
}

/// `POST /account/sessions/{id}/end`: ends a login elsewhere, or this one.
pub async fn end_session(front: Storefront, mut request: Request) -> Result<Response, Problem> {
    Form::read(&mut request).await?;
    let session = part(&request, "session");
    let path = format!("/api/auth/sessions/{}", url_part(&session));
    let answer = front
        .ask(&request, Call::of(Method::DELETE, path, None))
        .await?;
    // One that has ended by itself meanwhile is what was wanted.
    match answer.is_good() || answer.status == StatusCode::NOT_FOUND {
        true => go("/account?done=session", answer.cookies()),
        false => Err(answer.into_problem()),
    }
}

/// `POST /account/login`.
pub async fn log_in(front: Storefront, mut request: Request) -> Result<Response, Problem> {
    let form = Form::read(&mut request).await?;
    let body = json!({"email": form.get("email"), "password": form.raw("password")});
    enter(&front, &request, "login", "/api/auth/login", form, body).await
}

/// `POST /account/register`.
pub async fn register(front: Storefront, mut request: Request) -> Result<Response, Problem> {
    let form = Form::read(&mut request).await?;
    let body = json!({
        "email": form.get("email"),
        "password": form.raw("password"),
        "name": form.get("name"),
    });
    enter(
        &front,
        &request,
        "register",
        "/api/auth/register",
        form,
        body,
    )
    .await
}

async fn enter(
    front: &Storefront,
    request: &Request,
    which: &'static str,
    path: &str,
    form: Form,
    body: Json,
) -> Result<Response, Problem> {
    let answer = front.ask(request, Call::post(path, body)).await?;
    if answer.is_good() {
        return go(way_on(form.get("next"), "/account"), answer.cookies());
    }
    if answer.status.is_server_error() {
        return Err(answer.into_problem());
    }
    let before = Before {
        form: which,
        filled: form,
        refused: Some(&answer),
        done: None,
    };
    show(front, request, before).await
}

/// `POST /account/logout`.
pub async fn log_out(front: Storefront, mut request: Request) -> Result<Response, Problem> {
    Form::read(&mut request).await?;
    let call = Call::of(Method::POST, "/api/auth/logout", None);
    let answer = front.ask(&request, call).await?;
    go("/", answer.cookies())
}

/// `POST /account/details`: the name and the address of the account.
pub async fn details(front: Storefront, mut request: Request) -> Result<Response, Problem> {
    let form = Form::read(&mut request).await?;
    let mut body = json!({"name": form.get("name")});
    if !form.raw("current_password").is_empty() {
        body["email"] = form.get("email").into();
        body["current_password"] = form.raw("current_password").into();
    }
    let call = Call::of(Method::PATCH, "/api/auth/me", Some(body));
    let answer = front.ask(&request, call).await?;
    let done = "Your details are saved.";
    changed(&front, &request, ("details", form), answer, done).await
}

/// `POST /account/password`.
pub async fn password(front: Storefront, mut request: Request) -> Result<Response, Problem> {
    let form = Form::read(&mut request).await?;
    let body = json!({
        "current_password": form.raw("current_password"),
        "new_password": form.raw("new_password"),
    });
    let answer = front
        .ask(&request, Call::post("/api/auth/password", body))
        .await?;
    if answer.is_good() {
        return go("/account?done=password", answer.cookies());
    }
    changed(&front, &request, ("password", form), answer, "").await
}

/// The page after a form was answered.
async fn changed(
    front: &Storefront,
    request: &Request,
    (which, form): (&'static str, Form),
    answer: Answer,
    done: &'static str,
) -> Result<Response, Problem> {
    if answer.status.is_server_error() {
        return Err(answer.into_problem());
    }
    let is_good = answer.is_good();
    let before = Before {
        form: which,
        filled: if is_good { Form::default() } else { form },
        refused: (!is_good).then_some(&answer),
        done: is_good.then_some(done),
    };
    show(front, request, before).await
}

/// `GET /account/reset`: asks for a letter, or with its token for the new password.
pub async fn reset(front: Storefront, request: Request) -> Result<Response, Problem> {
    let asked = links::pairs(request.uri().query().unwrap_or_default());
    let token = asked.into_iter().find(|(name, _)| name == "token");
    let token = token.map(|(_, token)| token).unwrap_or_default();
    show_reset(&front, &request, &token, None, false).await
}

/// `POST /account/reset`: sends the letter, or sets the new password.
pub async fn send_reset(front: Storefront, mut request: Request) -> Result<Response, Problem> {
    let form = Form::read(&mut request).await?;
    let token = form.get("token").to_owned();
    let call = match token.as_str() {
        "" => Call::post(
            "/api/auth/password-reset",
            json!({"email": form.get("email")}),
        ),
        token => Call::post(
            "/api/auth/password-reset/confirm",
            json!({"token": token, "new_password": form.raw("new_password")}),
        ),
    };
    let answer = front.ask(&request, call).await?;
    if answer.status.is_server_error() {
        return Err(answer.into_problem());
    }
    let refused = (!answer.is_good()).then_some(&answer);
    show_reset(&front, &request, &token, refused, answer.is_good()).await
}

async fn show_reset(
    front: &Storefront,
    request: &Request,
    token: &str,
    refused: Option<&Answer>,
    is_done: bool,
) -> Result<Response, Problem> {
    let mut head = front
        .personal_head(request, "A new password", "account")
        .await?;
    head.canonical.clear();
    head.describe("For who forgot the old one.");
    let values = context! {
        token,
        is_done,
        refused => refused.map(refusal),
        faults => refused.map(faults),
    };
    let status = refused.map_or(StatusCode::OK, |refused| refused.status);
    front.personal(status, "reset.html", &head, values)
}

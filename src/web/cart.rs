//! The cart's page, and the forms that change it.

use minijinja::{Value, context};
use poem::{
    Request, Response,
    http::{Method, StatusCode},
};
use serde_json::{Value as Json, json};

use super::{
    Storefront,
    inside::{Answer, Call},
    visit::{Form, as_json, go, wants_json, way_on},
    words::url_part,
};
use crate::http::{
    cookie::{self, Jar},
    problem::Problem,
};

/// `GET /cart`.
pub async fn page(front: Storefront, request: Request) -> Result<Response, Problem> {
    show(&front, &request, None).await
}

/// The cart, with what went wrong with the change before.
async fn show(
    front: &Storefront,
    request: &Request,
    refused: Option<&Answer>,
) -> Result<Response, Problem> {
    let answer = front.ask(request, Call::get("/api/cart")).await?;
    // A cart that ended is an empty one; its cookie goes.
    let is_gone = answer.code() == "cart-not-found";
    let cart = match is_gone {
        true => json!({"items": [], "item_count": 0, "total": 0, "subtotal": 0}),
        false => answer.good()?,
    };
    let mut head = front.personal_head(request, "Your cart", "cart").await?;
    head.describe("What you chose so far.");
    let values = context! {
        cart => Value::from_serialize(&cart),
        refused => refused.map(Answer::detail),
    };
    let status = refused.map_or(StatusCode::OK, |refused| refused.status);
    let mut response = front.personal(status, "cart.html", &head, values)?;
    if is_gone {
        let cleared = Jar::of(request).clear(cookie::CART);
        response.headers_mut().append("set-cookie", cleared);
    }
    Ok(response)
}

/// `POST /cart/add`.
pub async fn add(front: Storefront, mut request: Request) -> Result<Response, Problem> {
    let form = Form::read(&mut request).await?;
    let mut item = json!({"product_id": form.number("product_id")});
    if !form.get("variant_id").is_empty() {
        item["variant_id"] = form.number("variant_id");
    }
    if !form.get("quantity").is_empty() {
        item["quantity"] = form.number("quantity");
    }
    let mut answer = front
        .ask(&request, Call::post("/api/cart/items", item.clone()))
        .await?;
    if answer.code() == "cart-not-found" {
        // The cookie is of a cart that ended: another one begins.
        request.headers_mut().remove("cookie");
        answer = front
            .ask(&request, Call::post("/api/cart/items", item))
            .await?;
    }
    settle(&front, &request, answer).await
}

/// `POST /cart/set`: how many of a line; none takes it out.
pub async fn set(front: Storefront, mut request: Request) -> Result<Response, Problem> {
    let form = Form::read(&mut request).await?;
    let line: i64 = form.get("item_id").parse().unwrap_or_default();
    let path = format!("/api/cart/items/{line}");
    let takes_out = form.get("remove") == "1" || form.get("quantity") == "0";
    let call = match takes_out {
        true => Call::of(Method::DELETE, path, None),
        false => {
            let body = json!({"quantity": form.number("quantity")});
            Call::of(Method::PATCH, path, Some(body))
        }
    };
    let answer = front.ask(&request, call).await?;
    settle(&front, &request, answer).await
}

/// `POST /cart/coupon`: uses one, or no longer.
pub async fn coupon(front: Storefront, mut request: Request) -> Result<Response, Problem> {
    let form = Form::read(&mut request).await?;
    let removed = form.get("remove");
    let call = match removed {
        "" => Call::post("/api/cart/coupons", json!({"code": form.get("code")})),
        code => {
            let path = format!("/api/cart/coupons/{}", url_part(code));
            Call::of(Method::DELETE, path, None)
        }
    };
    let answer = front.ask(&request, call).await?;
    let on = way_on(form.get("next"), "/cart").to_owned();
    match answer.is_good() {
        true => go(&on, answer.cookies()),
        false => show(&front, &request, Some(&answer)).await,
    }
}

/// Back to the cart, or what stood in the way.
async fn settle(
    front: &Storefront,
    request: &Request,
    answer: Answer,
) -> Result<Response, Problem> {
    if wants_json(request.headers()) {
        return Ok(as_json(answer));
    }
    match answer.is_good() {
        true => go("/cart", answer.cookies()),
        false if answer.status.is_server_error() => Err(answer.into_problem()),
        false => show(front, request, Some(&answer)).await,
    }
}

/// A cart's JSON without lines.
pub fn is_empty(cart: &Json) -> bool {
    cart["items"].as_array().is_none_or(Vec::is_empty)
}

//! Favourites, and what people say of products.

use minijinja::{Value, context};
use poem::{
    Request, Response,
    http::{Method, StatusCode},
};
use serde_json::{Value as Json, json};

use super::{
    Storefront,
    inside::{Answer, Call},
    part,
    visit::{Form, go, way_on},
    words::url_part,
};
use crate::{
    catalogue::shop::ProductRef,
    http::problem::{BAD_REQUEST, Problem},
};

/// How many favourites a page shows.
const FAVORITES: usize = 100;
/// How many reviews a product's page shows.
const REVIEWS: usize = 20;

/// `GET /favorites`.
pub async fn page(front: Storefront, request: Request) -> Result<Response, Problem> {
    let answer = front
        .ask(
            &request,
            Call::get(format!("/api/favorites?limit={FAVORITES}")),
        )
        .await?;
    let is_in = answer.status != StatusCode::UNAUTHORIZED;
    let items = match is_in {
        true => answer.good()?["items"].take(),
        false => json!([]),
    };
    let mut head = front
        .personal_head(&request, "Favourites", "favorites")
        .await?;
    head.describe("What you like.");
    let values = context! {
        is_in,
        products => Value::from_serialize(&items),
    };
    front.personal(StatusCode::OK, "favorites.html", &head, values)
}

/// `POST /favorites/add` and `POST /favorites/remove`.
pub async fn change(front: Storefront, mut request: Request) -> Result<Response, Problem> {
    let form = Form::read(&mut request).await?;
    let adds = request.uri().path().ends_with("/add");
    let product = form.get("product_id").to_owned();
    let method = if adds { Method::PUT } else { Method::DELETE };
    let path = format!("/api/favorites/{}", url_part(&product));
    let answer = front.ask(&request, Call::of(method, path, None)).await?;
    if answer.status == StatusCode::UNAUTHORIZED {
        let back = way_on(form.get("next"), "/favorites");
        return go(&format!("/account?next={}", url_part(back)), Vec::new());
    }
    if !answer.is_good() {
        return Err(answer.into_problem());
    }
    go(way_on(form.get("next"), "/favorites"), answer.cookies())
}

/// `POST /p/{slug}/review`.
pub async fn review(front: Storefront, mut request: Request) -> Result<Response, Problem> {
    let form = Form::read(&mut request).await?;
    let slug = part(&request, "slug");
    let page = format!("/p/{}", url_part(&slug));
    let mut body = json!({"rating": form.number("rating")});
    for field in ["title", "body"] {
        if !form.get(field).is_empty() {
            body[field] = form.get(field).into();
        }
    }
    let path = format!("/api/products/{}/reviews", url_part(&slug));
    let answer = front.ask(&request, Call::post(path, body)).await?;
    settle(answer, &page)
}

/// `POST /p/{slug}/helpful`: a review helped.
pub async fn helpful(front: Storefront, mut request: Request) -> Result<Response, Problem> {
    let form = Form::read(&mut request).await?;
    let page = format!("/p/{}", url_part(&part(&request, "slug")));
    let id: i64 = form.get("review_id").parse().unwrap_or_default();
    let path = format!("/api/reviews/{id}/helpful");
    let answer = front
        .ask(&request, Call::of(Method::POST, path, None))
        .await?;
    settle(answer, &page)
}

/// Back to the product; who is not logged in comes by the login.
fn settle(answer: Answer, page: &str) -> Result<Response, Problem> {
    match answer.status {
        StatusCode::UNAUTHORIZED => go(&format!("/account?next={}", url_part(page)), Vec::new()),
        // Already said, or already helped: the page shows it.
        status if status.is_success() || answer.code() == "already-voted" => {
            go(&format!("{page}#reviews"), answer.cookies())
        }
        StatusCode::CONFLICT => Err(Problem::new(BAD_REQUEST, answer.detail())),
        _ => Err(answer.into_problem()),
    }
}

impl Storefront {
    /// The newest reviews of a product with their summary; null where there is nothing to read.
    pub(super) async fn reviews(&self, product: &ProductRef) -> Result<Json, Problem> {
        let name = match product {
            ProductRef::Id(id) => id.to_string(),
            ProductRef::Slug(slug) => url_part(slug),
        };
        let path = format!("/api/products/{name}/reviews?limit={REVIEWS}");
        self.public(path).await
    }
}

//! The dashboard: a page whose scripts listen to the API. It knows no number itself.

use minijinja::Value;
use poem::{Request, Response};

use super::{Storefront, admin::For};
use crate::http::problem::Problem;

/// `GET /admin/live`.
pub async fn page(front: Storefront, request: Request) -> Result<Response, Problem> {
    let (template, none) = ("live.html", Value::UNDEFINED);
    front
        .admin(&request, For::Admins, template, "Live", "live", none)
        .await
}

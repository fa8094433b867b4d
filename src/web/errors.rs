//! What people see where something is wrong: a page with the shop around it, in plain words.

use minijinja::context;
use poem::http::{HeaderMap, StatusCode, header};

use super::{
    Storefront,
    head::{Head, read},
    tree::Tree,
};
use crate::http::problem::{Asked, ErrorPages, Problem};

impl ErrorPages for Storefront {
    fn page(&self, problem: &Problem, asked: &Asked<'_>) -> Option<String> {
        if asked.path.starts_with("/api/") || !takes_html(asked.headers) {
            return None;
        }
        let (heading, words) = words(problem);
        // Without waiting: the menu is there if it is known, and it never makes a fault worse.
        let shelves = self
            .0
            .shop
            .known_tree()
            .and_then(|tree| read::<Tree>(&tree).ok())
            .map(|tree| tree.shelves())
            .unwrap_or_default();
        let mut head = Head::new(self.known_name(), "", "", heading, shelves);
        head.hidden = true;
        let is_ours = problem.status().is_server_error();
        let values = context! {
            status => problem.status().as_u16(),
            words,
            request_id => is_ours.then_some(asked.request_id),
        };
        self.render("error.html", &head, values).ok()
    }
}

/// Whether the sender is a browser that shows pages.
fn takes_html(headers: &HeaderMap) -> bool {
    let mut accepted = headers.get_all(header::ACCEPT).iter();
    accepted.any(|value| value.to_str().is_ok_and(|text| text.contains("text/html")))
}

fn words(problem: &Problem) -> (&'static str, &str) {
    match problem.status() {
        StatusCode::NOT_FOUND => (
            "There is nothing here",
            "The page may have moved, or the product was sold and taken down.",
        ),
        StatusCode::TOO_MANY_REQUESTS => ("That was too fast", "Wait a minute, then try again."),
        StatusCode::SERVICE_UNAVAILABLE => (
            "The shop is busy",
            "Many people want something at once. Try again in a moment.",
        ),
        status if status.is_server_error() => (
            "Something broke on our side",
            "It is written down. Try again, or come back a little later.",
        ),
        _ => ("That did not work", problem.detail()),
    }
}

//! The whole cart as an answer, with the token of one that was made.

use poem::{
    IntoResponse, Response,
    http::{HeaderName, HeaderValue, StatusCode, header},
};
use poem_openapi::{
    ApiResponse,
    registry::{MetaHeader, MetaMediaType, MetaResponse, MetaResponses, Registry},
    types::Type,
};

use crate::{cart::model::CartView, http::payload::NO_STORE};

const JSON: &str = "application/json";

/// The cart after a look or a change. `ADDS` is for the one route that answers 201 as well.
pub struct CartAnswer<const ADDS: bool = false> {
    /// JSON.
    pub body: Vec<u8>,
    /// Whether a line was made.
    pub created: bool,
    /// What goes with it.
    pub headers: Vec<(HeaderName, HeaderValue)>,
}

impl<const ADDS: bool> CartAnswer<ADDS> {
    /// 200 with nothing beside the body.
    pub fn new(body: Vec<u8>) -> Self {
        Self {
            body,
            created: false,
            headers: Vec::new(),
        }
    }
}

impl<const ADDS: bool> IntoResponse for CartAnswer<ADDS> {
    fn into_response(self) -> Response {
        let status = if self.created {
            StatusCode::CREATED
        } else {
            StatusCode::OK
        };
        let mut response = Response::builder()
            .status(status)
            .content_type(JSON)
            .body(self.body);
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, NO_STORE);
        for (name, value) in self.headers {
            headers.append(name, value);
        }
        response
    }
}

impl<const ADDS: bool> ApiResponse for CartAnswer<ADDS> {
    fn meta() -> MetaResponses {
        let header = |name: &str, description: &str| MetaHeader {
            name: name.to_owned(),
            description: Some(description.to_owned()),
            required: false,
            deprecated: false,
            schema: String::schema_ref(),
        };
        let answer = |status, description| MetaResponse {
            description,
            status: Some(status),
            status_range: None,
            content: vec![MetaMediaType {
                content_type: JSON,
                schema: CartView::schema_ref(),
            }],
            headers: vec![
                header("Cart-Token", "The guest's token, when the cart was made"),
                header("Set-Cookie", "The same for browsers"),
            ],
        };
        let mut responses = vec![answer(200, "The whole cart")];
        if ADDS {
            responses = vec![
                answer(200, "The whole cart: an equal line has grown"),
                answer(201, "The whole cart with a new line"),
            ];
        }
        MetaResponses { responses }
    }

    fn register(registry: &mut Registry) {
        CartView::register(registry);
    }
}

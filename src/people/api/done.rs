//! 204 that may set a cookie or take one away.

use poem::{
    IntoResponse, Response,
    http::{HeaderValue, header},
};
use poem_openapi::{
    ApiResponse,
    registry::{MetaHeader, MetaResponses, Registry},
    types::Type,
};

use crate::http::payload::NoContent;

/// Done; with the cookie of a login that changed or ended.
pub(super) struct DoneWith(pub(super) Option<HeaderValue>);

impl IntoResponse for DoneWith {
    fn into_response(self) -> Response {
        let mut response = NoContent.into_response();
        if let Some(cookie) = self.0 {
            response.headers_mut().insert(header::SET_COOKIE, cookie);
        }
        response
    }
}

impl ApiResponse for DoneWith {
    fn meta() -> MetaResponses {
        let mut meta = NoContent::meta();
        for response in &mut meta.responses {
            response.headers.push(MetaHeader {
                name: "Set-Cookie".to_owned(),
                description: Some("Where the login's cookie changes or ends".to_owned()),
                required: false,
                deprecated: false,
                schema: String::schema_ref(),
            });
        }
        meta
    }

    fn register(_: &mut Registry) {}
}

//! The demo's pictures: drawn when they are asked for, the same each time.

use poem::{
    Endpoint, IntoEndpoint, Response, Route, get,
    http::{HeaderValue, header},
    web::Path,
};

use crate::{demo, http::problem::Problem};

/// `/media/demo/{name}.svg`.
pub fn demo_pictures() -> Route {
    Route::new().at("/media/demo/:name", get(picture()))
}

fn picture() -> impl IntoEndpoint<Endpoint = impl Endpoint + 'static> {
    poem::endpoint::make(|request| async move {
        let Path(name) = request.path_params::<String>().map(Path)?;
        let svg = demo::picture(&name).ok_or_else(|| Problem::not_found("picture"))?;
        let mut response = Response::builder().content_type("image/svg+xml").body(svg);
        let headers = response.headers_mut();
        let forever = HeaderValue::from_static("public, max-age=31536000, immutable");
        headers.insert(header::CACHE_CONTROL, forever);
        headers.insert(
            header::X_CONTENT_TYPE_OPTIONS,
            HeaderValue::from_static("nosniff"),
        );
        let sandbox =
            HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'; sandbox");
        headers.insert(header::CONTENT_SECURITY_POLICY, sandbox);
        Ok::<_, poem::Error>(response)
    })
}

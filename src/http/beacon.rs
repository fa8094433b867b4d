//! The body of a beacon: JSON, also when a browser can only call it text.
//!
//! `navigator.sendBeacon` with a string sends `text/plain`, which needs no preflight: any page could
//! send it. So text is taken from pages of the shop's own origin alone.

use poem::{Request, RequestBody, Result};
use poem_openapi::{
    ApiExtractor, ApiExtractorType, ExtractParamOptions,
    registry::{MetaMediaType, MetaRequest, Registry},
    types::Type,
};
use serde::de::DeserializeOwned;

use super::{
    body::{JSON_MAX, check_content_type, essence, parse},
    origin,
};

/// A JSON body of type `T`, as `application/json` from anywhere or as `text/plain` from the shop's own
/// pages.
pub struct Beacon<T>(pub T);

impl<'a, T: DeserializeOwned + Type> ApiExtractor<'a> for Beacon<T> {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];
    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        T::register(registry);
    }

    fn request_meta() -> Option<MetaRequest> {
        let content = |content_type| MetaMediaType {
            content_type,
            schema: T::schema_ref(),
        };
        Some(MetaRequest {
            description: Some("`text/plain` is taken from the shop's own origin only."),
            content: vec![content("application/json"), content("text/plain")],
            required: true,
        })
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        _: ExtractParamOptions<()>,
    ) -> Result<Self> {
        let own_text = essence(request) == "text/plain" && is_own_page(request);
        if !own_text {
            check_content_type(request)?;
        }
        let bytes = body.take()?.into_bytes_limit(JSON_MAX).await?;
        Ok(Self(parse(&bytes)?))
    }
}

/// Whether a page that this server sent makes the request, and the browser says so.
fn is_own_page(request: &Request) -> bool {
    origin::is_told(request) && !origin::is_foreign(request)
}

#[cfg(test)]
mod tests {
    use poem::http::header;

    use super::*;

    #[test]
    fn text_comes_from_the_own_origin_only() {
        let own = |origin: Option<&str>| {
            let mut request = Request::default();
            let headers = request.headers_mut();
            headers.insert(header::HOST, "shop.example:8000".parse().unwrap());
            if let Some(origin) = origin {
                headers.insert(header::ORIGIN, origin.parse().unwrap());
            }
            is_own_page(&request)
        };
        assert!(own(Some("http://shop.example:8000")));
        assert!(own(Some("https://Shop.example:8000")));
        for foreign in [
            "http://shop.example",
            "https://evil.example",
            "null",
            "shop.example:8000",
        ] {
            assert!(!own(Some(foreign)), "{foreign}");
        }
        assert!(!own(None));
    }
}

//! A body that comes with an idempotency key, for a route that keeps its answers itself: in the
//! transaction of what they tell of, so that nothing can come between the two.

use poem::{Request, RequestBody, Result};
use poem_openapi::{
    ApiExtractor, ApiExtractorType, ExtractParamOptions,
    registry::{MetaRequest, Registry},
    types::Type,
};
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use super::{
    body::{self, Body, JSON_MAX},
    idempotency,
    kept::Key,
    problem::{IDEMPOTENCY_KEY_REQUIRED, Problem},
};

/// A JSON body and the key that came with it.
pub struct Keyed<T> {
    /// The body.
    pub value: T,
    name: String,
    body_hash: [u8; 32],
}

impl<T> Keyed<T> {
    /// The key, for a caller and a route that are told apart by `scope`.
    pub fn key(&self, scope: [u8; 32]) -> Key {
        Key {
            scope,
            name: self.name.clone(),
            body_hash: self.body_hash,
        }
    }
}

impl<'a, T: DeserializeOwned + Type> ApiExtractor<'a> for Keyed<T> {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];
    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        Body::<T, JSON_MAX>::register(registry);
    }

    fn request_meta() -> Option<MetaRequest> {
        Body::<T, JSON_MAX>::request_meta()
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        _: ExtractParamOptions<()>,
    ) -> Result<Self> {
        if !request.headers().contains_key(idempotency::NAME) {
            let detail = "Send an `Idempotency-Key`: a new one for each order, the same one to ask \
                          again for the same.";
            return Err(Problem::new(IDEMPOTENCY_KEY_REQUIRED, detail).into());
        }
        let name = idempotency::key(request)?;
        let bytes = body::read(request, body, JSON_MAX).await?;
        Ok(Self {
            value: body::parse(&bytes)?,
            name,
            body_hash: Sha256::digest(&bytes).into(),
        })
    }
}

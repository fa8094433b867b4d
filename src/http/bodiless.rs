//! Bodies of requests whose operation has none: an empty object says nothing and passes; whatever says
//! something is refused, so that nobody believes that it was heeded.

use poem::{Request, Result, error::ReadBodyError};
use serde::Deserialize;

use super::{
    body::parse,
    problem::{INVALID_BODY, Problem},
};

/// So much is read to find out, in bytes.
const MOST: usize = 4 * 1024;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Nothing {}

/// The request, whose body says nothing.
///
/// # Errors
/// 400 for a body that says something, naming its field where it is an object.
pub async fn passed(mut request: Request) -> Result<Request> {
    let bytes = match request.take_body().into_bytes_limit(MOST).await {
        Ok(bytes) => bytes,
        Err(ReadBodyError::PayloadTooLarge) => {
            let detail = "This operation has no body; send none.";
            return Err(Problem::new(INVALID_BODY, detail).into());
        }
        Err(error) => return Err(error.into()),
    };
    if !bytes.iter().all(u8::is_ascii_whitespace) {
        let Nothing {} = parse(&bytes)?;
    }
    request.set_body(bytes);
    Ok(request)
}

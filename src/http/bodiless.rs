//! Bodies of requests whose operation has none: an empty object says nothing and passes; whatever says
//! something is refused, so that nobody believes that it was heeded.

use poem::{Request, Result, error::ReadBodyError};
use serde::Deserialize;

use super::{
    body::parse,
    caller::{identify, nobody},
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
/// 400 for a body that says something, naming its field where it is an object; a 401 before that where the
/// operation is `closed` to who is not known.
pub async fn passed(mut request: Request, closed: bool) -> Result<Request> {
    let refused = match request.take_body().into_bytes_limit(MOST).await {
        Ok(bytes) => check(&bytes).err(),
        Err(ReadBodyError::PayloadTooLarge) => {
            let detail = "This operation has no body; send none.";
            Some(Problem::new(INVALID_BODY, detail))
        }
        Err(error) => return Err(error.into()),
    };
    match refused {
        None => Ok(request),
        Some(_) if closed && identify(&request)?.is_none() => Err(nobody().into()),
        Some(problem) => Err(problem.into()),
    }
}

fn check(bytes: &[u8]) -> Result<(), Problem> {
    if !bytes.iter().all(u8::is_ascii_whitespace) {
        let Nothing {} = parse(bytes)?;
    }
    Ok(())
}

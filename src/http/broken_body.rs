//! Bodies that end early, are too large or are not what they claim to be, as problems.

use std::io;

use poem::{
    error::{ParseMultipartError, ReadBodyError, SizedLimitError},
    http::StatusCode,
};
use poem_openapi::error::{ParseMultipartError as ParseFormError, ParseRequestPayloadError};

use super::{
    parameter,
    problem::{BODY_TOO_LARGE, INVALID_BODY, Problem},
};

/// The problem behind the framework's error, if it is one about the body.
pub(super) fn problem(error: &poem::Error) -> Option<Problem> {
    if error.is::<SizedLimitError>() {
        return Some(Problem::new(BODY_TOO_LARGE, "Send a smaller body."));
    }
    if let Some(error) = error.downcast_ref::<ReadBodyError>() {
        return Some(match error {
            ReadBodyError::Io(error) if error.kind() == io::ErrorKind::TimedOut => {
                Problem::request_timeout()
            }
            ReadBodyError::PayloadTooLarge => Problem::new(BODY_TOO_LARGE, "Send a smaller body."),
            _ => Problem::new(INVALID_BODY, "The body ended early or could not be read."),
        });
    }
    if let Some(ParseRequestPayloadError { reason }) = error.downcast_ref() {
        return Some(Problem::new(INVALID_BODY, reason.clone()));
    }
    if error.is::<ParseMultipartError>() && error.status() == StatusCode::BAD_REQUEST {
        let detail = "The form ended early or could not be read.";
        return Some(Problem::new(INVALID_BODY, detail));
    }
    let form: &ParseFormError = error.downcast_ref()?;
    let (field, detail) = parameter::explain_form(&form.reason)?;
    Some(Problem::field(format!("/{field}"), detail))
}

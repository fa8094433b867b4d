//! How a handler fails: a [`Problem`], with the statuses that its route documents in its type.

use std::marker::PhantomData;

use poem_openapi::{
    ApiResponse, Object,
    registry::{MetaMediaType, MetaResponse, MetaResponses, Registry},
    types::Type,
};

use super::problem::{CONTENT_TYPE, Problem};

/// An RFC 9457 problem: every failure of the API looks like this.
#[derive(Object)]
#[oai(example, rename = "Problem")]
#[allow(dead_code)] // Never built: it documents the bytes that `Problem` writes.
struct ProblemSchema {
    /// `/problems/` and the code.
    #[oai(rename = "type")]
    kind: String,
    /// The same for every problem of the kind.
    title: String,
    /// The HTTP status.
    status: u16,
    /// Stable: what a program decides by.
    code: String,
    /// How to mend it.
    detail: String,
    /// Each bad field or parameter.
    #[oai(skip_serializing_if_is_none)]
    errors: Option<Vec<FaultSchema>>,
    /// On a 5xx: the id under which the log has the details.
    #[oai(skip_serializing_if_is_none)]
    request_id: Option<String>,
}

/// One thing wrong with a request.
#[derive(Object)]
#[oai(rename = "Fault")]
#[allow(dead_code)]
struct FaultSchema {
    /// An RFC 6901 pointer into the body.
    #[oai(skip_serializing_if_is_none)]
    pointer: Option<String>,
    /// The name of a parameter.
    #[oai(skip_serializing_if_is_none)]
    parameter: Option<String>,
    /// What it must be.
    detail: String,
    /// How many there are, where the cart has more.
    #[oai(skip_serializing_if_is_none)]
    available: Option<i64>,
}

impl poem_openapi::types::Example for ProblemSchema {
    fn example() -> Self {
        Self {
            kind: "/problems/invalid-fields".into(),
            title: "Some fields are invalid".into(),
            status: 400,
            code: "invalid-fields".into(),
            detail: "The field /price must be at least 0.".into(),
            errors: Some(vec![FaultSchema {
                pointer: Some("/price".into()),
                parameter: None,
                detail: "must be at least 0".into(),
                available: None,
            }]),
            request_id: None,
        }
    }
}

/// A set of statuses that a route can fail with.
pub trait Statuses: Send + Sync + 'static {
    /// The statuses, ascending.
    const STATUSES: &'static [u16];
}

macro_rules! statuses {
    ($($(#[$docs:meta])* $name:ident = $list:expr;)*) => {
        $($(#[$docs])* #[derive(Debug)] pub struct $name;
        impl Statuses for $name { const STATUSES: &'static [u16] = &$list; })*
    };
}

statuses! {
    /// A probe: it says so itself when something is wrong.
    Probing = [500];
    /// Asking whether requests are taken.
    Ready = [500, 503];
    /// Reading a collection.
    Listing = [400, 429, 500, 503];
    /// Reading one thing.
    Reading = [400, 404, 429, 500, 503];
    /// Reading one thing, with credentials where there are some.
    ReadingAs = [400, 401, 404, 429, 500, 503];
    /// Making one.
    Creating = [400, 401, 403, 408, 409, 413, 415, 422, 429, 500, 503];
    /// Sending a file to what is an owner's own.
    Uploading = [400, 401, 403, 404, 408, 409, 413, 415, 422, 429, 500, 503];
    /// Changing one.
    Changing = [400, 401, 403, 404, 408, 409, 412, 413, 415, 429, 500, 503];
    /// Deleting one.
    Deleting = [400, 401, 403, 404, 409, 412, 429, 500, 503];
    /// Doing something with one, or making what belongs to it.
    Steering = [400, 401, 403, 404, 408, 409, 413, 415, 422, 429, 500, 503];
    /// Taking what clients report.
    Counting = [400, 401, 403, 409, 413, 415, 422, 429, 500, 503];
    /// Putting something into a cart, changing it.
    Carting = [400, 401, 403, 404, 408, 409, 413, 415, 422, 429, 500, 503];
    /// Buying what is in a cart.
    CheckingOut = [400, 401, 403, 404, 408, 409, 413, 415, 422, 429, 500, 503];
    /// Taking something out of a cart.
    Uncarting = [400, 401, 403, 404, 409, 429, 500, 503];
    /// Showing a password, or asking for a new one.
    Proving = [400, 401, 403, 408, 409, 413, 415, 422, 429, 500, 503];
    /// Proving it once more, as somebody who is logged in.
    ProvingAgain = [400, 401, 403, 404, 408, 409, 413, 415, 422, 429, 500, 503];
    /// Ending a login.
    LoggingOut = [400, 401, 403, 409, 413, 422, 429, 500, 503];
    /// Reading what is an owner's own.
    Owning = [400, 401, 403, 404, 429, 500, 503];
    /// Moving what is an owner's own.
    Moving = [400, 401, 403, 404, 408, 409, 413, 415, 422, 429, 500, 503];
    /// Moving what credentials or a token of its own give access to.
    MovingAs = [400, 401, 403, 404, 408, 409, 413, 415, 422, 429, 500, 503];
    /// Reading a paper that may not be there yet, with credentials where there are some.
    ReadingPaperAs = [400, 401, 404, 409, 429, 500, 503];
    /// Reading how the server is.
    Observing = [400, 401, 403, 429, 500];
    /// An administrator's download.
    Exporting = [400, 401, 403, 429, 500, 503];
    /// An administrator's command.
    Commanding = [400, 401, 403, 408, 409, 413, 415, 422, 429, 500, 503];
}

/// A failed answer of a route that documents the statuses `S`.
#[derive(Debug)]
pub struct Failure<S>(Problem, PhantomData<S>);

impl<S, P: Into<Problem>> From<P> for Failure<S> {
    fn from(problem: P) -> Self {
        Self(problem.into(), PhantomData)
    }
}

impl<S: Statuses> From<Failure<S>> for poem::Error {
    fn from(failure: Failure<S>) -> Self {
        let Failure(problem, _) = failure;
        debug_assert!(
            S::STATUSES.contains(&problem.status().as_u16()),
            "undocumented: {problem}"
        );
        problem.into()
    }
}

fn describe(status: u16) -> &'static str {
    match status {
        400 => "The request is malformed or invalid",
        401 => "No credentials, or bad ones",
        403 => "Not allowed",
        404 => "Not there, or not yours",
        408 => "The body came too slowly",
        409 => "Conflicts with the current state",
        412 => "Changed since it was read",
        413 => "The body is too large",
        415 => "The body has the wrong media type",
        422 => "The idempotency key was used with another body",
        429 => "Too many; try again after `Retry-After` seconds",
        503 => "Busy or stopping; try again after `Retry-After` seconds",
        _ => "A fault of the shop's",
    }
}

impl<S: Statuses> ApiResponse for Failure<S> {
    fn meta() -> MetaResponses {
        let response = |status: &u16| MetaResponse {
            description: describe(*status),
            status: Some(*status),
            status_range: None,
            content: vec![MetaMediaType {
                content_type: CONTENT_TYPE,
                schema: ProblemSchema::schema_ref(),
            }],
            headers: vec![],
        };
        MetaResponses {
            responses: S::STATUSES.iter().map(response).collect(),
        }
    }

    fn register(registry: &mut Registry) {
        ProblemSchema::register(registry);
    }
}

//! Request bodies: JSON, read strictly. Unknown fields, duplicate keys and wrong types are named.

use std::{fmt, marker::PhantomData};

use poem::{Request, RequestBody, Result, http::header};
use poem_openapi::{
    ApiExtractor, ApiExtractorType, ExtractParamOptions,
    registry::{MetaMediaType, MetaRequest, Registry},
    types::Type,
};
use serde::{
    Deserialize, Deserializer,
    de::{DeserializeOwned, MapAccess, Visitor, value::MapAccessDeserializer},
};

use super::{
    problem::{BODY_TOO_LARGE, INVALID_BODY, Problem, UNSUPPORTED_MEDIA_TYPE},
    unique::{self, Refusal, escape},
};

/// The largest JSON body, in bytes, where a route does not say otherwise.
pub const JSON_MAX: usize = 64 * 1024;
/// The largest JSON body of a product: one with 200 variants and a full description fits.
pub const PRODUCT_MAX: usize = 256 * 1024;

/// A JSON body of type `T` and at most `MAX` bytes: documented by its schema, read by serde.
pub struct Body<T, const MAX: usize = JSON_MAX>(pub T);

impl<'a, T: DeserializeOwned + Type, const MAX: usize> ApiExtractor<'a> for Body<T, MAX> {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];
    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        T::register(registry);
    }

    fn request_meta() -> Option<MetaRequest> {
        Some(MetaRequest {
            description: None,
            content: vec![MetaMediaType {
                content_type: "application/json",
                schema: T::schema_ref(),
            }],
            required: true,
        })
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        _: ExtractParamOptions<()>,
    ) -> Result<Self> {
        Ok(Self(parse(&read(request, body, MAX).await?)?))
    }
}

/// The bytes of a body that says that it is JSON.
pub(super) async fn read(
    request: &Request,
    body: &mut RequestBody,
    most: usize,
) -> Result<Vec<u8>> {
    check_content_type(request)?;
    check_length(request, most)?;
    Ok(body.take()?.into_bytes_limit(most).await?.into())
}

/// A JSON body that may be left out: nothing at all is the default.
pub struct OptionalBody<T>(pub T);

impl<'a, T: DeserializeOwned + Default + Type> ApiExtractor<'a> for OptionalBody<T> {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];
    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        T::register(registry);
    }

    fn request_meta() -> Option<MetaRequest> {
        let meta = Body::<T, JSON_MAX>::request_meta()?;
        Some(MetaRequest {
            required: false,
            ..meta
        })
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        _: ExtractParamOptions<()>,
    ) -> Result<Self> {
        check_length(request, JSON_MAX)?;
        let bytes = body.take()?.into_bytes_limit(JSON_MAX).await?;
        if bytes.is_empty() {
            return Ok(Self(T::default()));
        }
        check_content_type(request)?;
        Ok(Self(parse(&bytes)?))
    }
}

/// The media type of a request's body, without its parameters.
pub fn essence(request: &Request) -> String {
    let given = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let essence = given.unwrap_or_default().split(';').next();
    essence.unwrap_or_default().trim().to_ascii_lowercase()
}

/// JSON in UTF-8, with or without other parameters, `application/…+json`, and nothing packed.
pub(super) fn check_content_type(request: &Request) -> Result<(), Problem> {
    let header = |name| {
        let value = request.headers().get(name);
        value.map(|value| value.to_str().unwrap_or_default().to_ascii_lowercase())
    };
    let given = header(header::CONTENT_TYPE).unwrap_or_default();
    let mut parts = given.split(';').map(str::trim);
    let essence = parts.next().unwrap_or_default();
    let suffixed = essence.starts_with("application/") && essence.ends_with("+json");
    let charset = parts.find_map(|part| part.strip_prefix("charset="));
    let is_utf8 = charset.is_none_or(|charset| charset.trim_matches('"') == "utf-8");
    if !(essence == "application/json" || suffixed) || !is_utf8 {
        let detail = "Send JSON in UTF-8 with `Content-Type: application/json`.";
        return Err(Problem::new(UNSUPPORTED_MEDIA_TYPE, detail));
    }
    if header(header::CONTENT_ENCODING).is_some_and(|encoding| encoding != "identity") {
        let detail = "Send the body as it is, without `Content-Encoding`.";
        return Err(Problem::new(UNSUPPORTED_MEDIA_TYPE, detail));
    }
    Ok(())
}

/// Refuses a body that says itself that it is too large, before it comes.
fn check_length(request: &Request, most: usize) -> Result<(), Problem> {
    let length = request.headers().get(header::CONTENT_LENGTH);
    let length = length.and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    if length.is_some_and(|length| length > most) {
        let detail = format!("Send at most {} KiB.", most / 1024);
        return Err(Problem::new(BODY_TOO_LARGE, detail));
    }
    Ok(())
}

/// Reads a body; a failure names the field where it can.
pub(super) fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    if bytes.is_empty() {
        return Err(Problem::new(
            INVALID_BODY,
            "The body is empty; send a JSON object.",
        ));
    }
    unique::check(bytes).map_err(|refusal| match refusal {
        Refusal::Syntax(error) => explain(String::new(), &error),
        Refusal::Duplicate(pointer) => Problem::field(pointer, "is there twice"),
    })?;
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let Strict(value) = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let pointer = pointer_of(error.path());
        // It is JSON, as was seen above: serde calls a null syntax where an enum is expected.
        if error.inner().is_syntax() && !pointer.is_empty() {
            return Problem::field(pointer, "has a value that is not one of those documented");
        }
        explain(pointer, error.inner())
    })?;
    Ok(value)
}

fn explain(pointer: String, error: &serde_json::Error) -> Problem {
    match error.classify() {
        serde_json::error::Category::Data => {
            let text = error.to_string();
            // The position says less than the pointer does.
            let reason = text.split(" at line ").next().unwrap_or(&text);
            let (pointer, detail) = place(pointer, reason);
            Problem::field(pointer, detail)
        }
        _ => Problem::new(INVALID_BODY, format!("The body is not JSON: {error}.")),
    }
}

/// Moves the field that serde only quotes into the pointer: an unknown or a missing one.
fn place(pointer: String, reason: &str) -> (String, String) {
    for (prefix, detail) in [
        ("unknown field `", "is not a field of this request"),
        ("missing field `", "is required"),
    ] {
        if let Some(rest) = reason.strip_prefix(prefix) {
            let name = rest.split('`').next().unwrap_or_default();
            let inside = format!("/{}", escape(name));
            // serde_path_to_error names an unknown field already, not a missing one.
            let pointer = if pointer.ends_with(&inside) {
                pointer
            } else {
                pointer + &inside
            };
            return (pointer, detail.to_owned());
        }
    }
    (pointer, plainly(reason))
}

/// Says what a value must be without the names of Rust.
fn plainly(reason: &str) -> String {
    let value = reason.strip_prefix("invalid value: integer `");
    if let Some((found, kind)) = value.and_then(|rest| rest.split_once("`, expected "))
        && let Some(bounds) = bounds(kind)
    {
        return format!("must be a whole number {bounds}, not {found}");
    }
    let wrong = ["invalid type: ", "invalid value: ", "invalid length "];
    let shape = wrong.iter().find_map(|words| reason.strip_prefix(words));
    if let Some((found, expected)) = shape.and_then(|rest| rest.split_once(", expected ")) {
        return format!("must be {}, not {found}", plain(expected));
    }
    if let Some((_, names)) = reason
        .strip_prefix("unknown variant ")
        .and_then(|rest| rest.split_once(", expected "))
    {
        return format!("must be {}", names.replace('`', ""));
    }
    match reason.starts_with("must ") {
        true => reason.to_owned(),
        false => format!("cannot be read: {reason}"),
    }
}

/// Which whole numbers a type of Rust has.
fn bounds(kind: &str) -> Option<String> {
    let between =
        |least: &dyn fmt::Display, most: &dyn fmt::Display| format!("from {least} to {most}");
    Some(match kind {
        "u8" => between(&u8::MIN, &u8::MAX),
        "u16" => between(&u16::MIN, &u16::MAX),
        "u32" => between(&u32::MIN, &u32::MAX),
        "u64" | "usize" => between(&u64::MIN, &u64::MAX),
        "i32" => between(&i32::MIN, &i32::MAX),
        "i64" => between(&i64::MIN, &i64::MAX),
        _ => return None,
    })
}

/// What serde expects, without the names of Rust.
fn plain(expected: &str) -> &str {
    match expected {
        "u8" | "u16" | "u32" | "u64" | "i32" | "i64" | "usize" => "a whole number",
        "f64" => "a number",
        "a sequence" => "an array",
        "a map" => "an object",
        expected if expected.starts_with("struct ") => "an object",
        expected => expected,
    }
}

/// A nested object that must be written as an object: serde's structs also read themselves from an
/// array of their fields, which no caller means.
#[derive(Debug)]
pub struct Strict<T>(pub T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Strict<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Members<T> {
            type Value = T;
            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
                T::deserialize(MapAccessDeserializer::new(map))
            }
        }
        deserializer
            .deserialize_map(Members(PhantomData))
            .map(Strict)
    }
}

/// For `#[serde(deserialize_with)]` on a list of objects.
///
/// # Errors
/// Whatever serde says of the list.
pub fn objects<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Vec<T>>, D::Error> {
    let list: Option<Vec<Strict<T>>> = Option::deserialize(deserializer)?;
    Ok(list.map(|list| list.into_iter().map(|Strict(item)| item).collect()))
}

/// For `#[serde(deserialize_with)]` on an object that may be left out.
///
/// # Errors
/// Whatever serde says of the object.
pub fn object<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    let object: Option<Strict<T>> = Option::deserialize(deserializer)?;
    Ok(object.map(|Strict(object)| object))
}

/// For `#[serde(deserialize_with)]` on a list of objects that must be there.
///
/// # Errors
/// Whatever serde says of the list.
pub fn object_list<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<T>, D::Error> {
    let list: Vec<Strict<T>> = Vec::deserialize(deserializer)?;
    Ok(list.into_iter().map(|Strict(item)| item).collect())
}

fn pointer_of(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    let mut pointer = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => pointer.push_str(&format!("/{index}")),
            Segment::Map { key } => {
                pointer.push('/');
                pointer.push_str(&escape(key));
            }
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    pointer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Item {
        #[allow(dead_code)]
        quantity: u32,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Order {
        #[allow(dead_code)]
        items: Vec<Item>,
    }

    fn problem(body: &str) -> String {
        let error = parse::<Order>(body.as_bytes()).unwrap_err();
        error.to_string()
    }

    #[test]
    fn each_mistake_is_named() {
        for (body, words) in [
            (
                r#"{"items":[{"quantity":"2"}]}"#,
                "/items/0/quantity must be a whole number, not string \"2\"",
            ),
            (
                r#"{"items":[{"quantity":-1}]}"#,
                "/items/0/quantity must be a whole number from 0 to 4294967295, not -1",
            ),
            (r#"{"items":[{}]}"#, "/items/0/quantity is required"),
            (r#"{"items":[],"x":1}"#, "/x is not a field"),
            (r#"{"items":[],"items":[]}"#, "/items is there twice"),
            (r#"{"items":[]} x"#, "not JSON"),
            (r#"{"items":["#, "not JSON"),
            ("\u{feff}{}", "not JSON"),
            ("", "empty"),
            ("[[]]", "must be an object"),
        ] {
            assert!(problem(body).contains(words), "{body}: {}", problem(body));
        }
    }
}

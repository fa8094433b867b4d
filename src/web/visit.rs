//! Personal pages: forms that come from our own pages alone, answers that nobody keeps.

use minijinja::Value;
use poem::{
    Body, Request, Response,
    http::{HeaderMap, HeaderValue, StatusCode, header},
};
use serde_json::Value as Json;

use super::{Storefront, guard, head::Head, inside::Answer, links, page::HTML};
use crate::http::{
    origin,
    payload::NO_STORE,
    peer,
    problem::{CROSS_ORIGIN, Problem},
};

/// The largest form, in bytes.
const FORM_MAX: usize = 64 * 1024;

/// The fields of a form.
#[derive(Debug, Default, Clone)]
pub struct Form(Vec<(String, String)>);

impl Form {
    /// Takes the form out of a request from one of the shop's own pages.
    ///
    /// # Errors
    /// A 403 for a form of another site, a 413 for one too large.
    pub async fn read(request: &mut Request) -> Result<Self, Problem> {
        require_own(request)?;
        let body: Body = request.take_body();
        let bytes = body.into_bytes_limit(FORM_MAX).await;
        let bytes = bytes.map_err(|error| Problem::from_error(&error.into()))?;
        Ok(Self(links::pairs(&String::from_utf8_lossy(&bytes))))
    }

    /// A field, trimmed; empty when it is not there.
    pub fn get(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(field, _)| field == name);
        found.map_or("", |(_, value)| value.trim())
    }

    /// A field as it was typed: passwords.
    pub fn raw(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(field, _)| field == name);
        found.map_or("", |(_, value)| value)
    }

    /// A whole number; JSON's null where it is none, which the API then names.
    pub fn number(&self, name: &str) -> Json {
        self.get(name).parse::<i64>().map_or(Json::Null, Json::from)
    }

    /// Fields by name, to fill a form in again; no passwords.
    pub fn again(&self) -> Value {
        let kept = self.0.iter().filter(|(name, _)| !name.contains("password"));
        kept.map(|(name, value)| (name.as_str(), value.as_str()))
            .collect()
    }
}

/// Refuses what another site sends.
///
/// # Errors
/// A 403.
pub fn require_own(request: &Request) -> Result<(), Problem> {
    let detail = "The form came from another site. Send it from the shop's own page.";
    match origin::is_foreign(request) {
        false => Ok(()),
        true => Err(Problem::new(CROSS_ORIGIN, detail)),
    }
}

/// What is wrong with a form, by field, and the sentence for all of it.
pub fn faults(answer: &Answer) -> Value {
    let errors = answer.body["errors"].as_array().into_iter().flatten();
    let fault = |error: &Json| {
        let pointer = error["pointer"].as_str()?.trim_start_matches('/');
        let detail = error["detail"].as_str()?;
        Some((pointer.replace('/', "_"), sentence(detail)))
    };
    errors.filter_map(fault).collect()
}

/// What stood in the way, for people: where fields are marked, that they are.
pub fn refusal(answer: &Answer) -> String {
    let errors = || answer.body["errors"].as_array().into_iter().flatten();
    let marks = |error: &Json| error["pointer"].as_str().is_some_and(|at| !at.is_empty());
    match answer.code() {
        "out-of-stock" if errors().next().is_some() => {
            let short = errors().filter_map(|error| error["detail"].as_str());
            short.map(sentence).collect::<Vec<_>>().join(" ")
        }
        "cart-changed" => {
            "A price has changed. Look at the total, and order again if it is right.".to_owned()
        }
        _ if answer.status == StatusCode::BAD_REQUEST && errors().any(marks) => {
            "Look again at what is marked.".to_owned()
        }
        _ => answer.detail().to_owned(),
    }
}

/// `must be …` as people are told it.
pub fn sentence(detail: &str) -> String {
    let mut letters = detail.chars();
    let first = letters
        .next()
        .map(|letter| letter.to_uppercase().to_string());
    let rest = letters.as_str();
    let dot = if rest.ends_with(['.', '!', '?']) {
        ""
    } else {
        "."
    };
    format!("{}{rest}{dot}", first.unwrap_or_default())
}

/// Whether the sender is a script of ours that wants JSON.
pub fn wants_json(headers: &HeaderMap) -> bool {
    let accepted = headers
        .get(header::ACCEPT)
        .and_then(|value| value.to_str().ok());
    accepted.is_some_and(|text| text.starts_with("application/json"))
}

/// Sends the browser on with GET.
pub fn go(to: &str, cookies: Vec<HeaderValue>) -> Result<Response, Problem> {
    let to = HeaderValue::from_str(to).map_err(Problem::internal)?;
    let mut response = Response::builder().status(StatusCode::SEE_OTHER).finish();
    let headers = response.headers_mut();
    headers.insert(header::LOCATION, to);
    headers.insert(header::CACHE_CONTROL, NO_STORE);
    for cookie in cookies {
        headers.append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// The API's own answer, for a script that asked in the page's place.
pub fn as_json(answer: Answer) -> Response {
    let cookies = answer.cookies();
    let kind = answer.headers.get(header::CONTENT_TYPE).cloned();
    let mut response = Response::builder().status(answer.status).body(answer.bytes);
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, NO_STORE);
    if let Some(kind) = kind {
        headers.insert(header::CONTENT_TYPE, kind);
    }
    for cookie in cookies {
        headers.append(header::SET_COOKIE, cookie);
    }
    response
}

/// A path of the shop that a form wants to go on to; anything else is the fallback.
pub fn way_on<'f>(wanted: &'f str, fallback: &'f str) -> &'f str {
    let local = wanted.starts_with('/')
        && !wanted.starts_with("//")
        && wanted
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if local { wanted } else { fallback }
}

impl Storefront {
    /// The head of a personal page.
    ///
    /// # Errors
    /// When the categories cannot be read.
    pub(super) async fn personal_head(
        &self,
        request: &Request,
        heading: &str,
        here: &'static str,
    ) -> Result<Head, Problem> {
        let path = request.uri().path();
        let mut head = self.head(&peer::origin(request), path, heading).await?;
        head.hidden = true;
        head.here = here;
        Ok(head)
    }

    /// A page for one person alone.
    ///
    /// # Errors
    /// When the template fails.
    pub(super) fn personal(
        &self,
        status: StatusCode,
        template: &str,
        head: &Head,
        values: Value,
    ) -> Result<Response, Problem> {
        let values = minijinja::context! { ..values, ..Value::from_serialize(head) };
        self.personal_page(status, template, values)
    }

    /// The same, of these values alone.
    ///
    /// # Errors
    /// When the template fails.
    pub(super) fn personal_page(
        &self,
        status: StatusCode,
        template: &str,
        values: Value,
    ) -> Result<Response, Problem> {
        let html = self.render_values(template, &values)?;
        let mut response = Response::builder()
            .status(status)
            .content_type(HTML)
            .body(html);
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, NO_STORE);
        let mut response = guard(response);
        // What stands in its address is nobody else's business.
        let secret = HeaderValue::from_static("same-origin");
        response
            .headers_mut()
            .insert(header::REFERRER_POLICY, secret);
        Ok(response)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_on_stays_in_the_shop() {
        for (wanted, way) in [
            ("/p/mug", "/p/mug"),
            ("/orders/1?token=a", "/orders/1?token=a"),
            ("//evil.example", "/account"),
            ("/\\evil.example", "/account"),
            ("https://evil.example", "/account"),
            ("/a\r\nSet-Cookie: x", "/account"),
            ("", "/account"),
        ] {
            assert_eq!(way_on(wanted, "/account"), way, "{wanted:?}");
        }
    }

    #[test]
    fn faults_are_sentences() {
        assert_eq!(sentence("must be 1 to 10"), "Must be 1 to 10.");
        assert_eq!(sentence("Done!"), "Done!");
    }
}

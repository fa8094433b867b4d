//! What came back, and what must have.

use serde_json::Value;
use ureq::http::HeaderMap;

/// An answer, whatever its status.
pub struct Reply {
    /// The call, for messages.
    pub what: String,
    /// The status.
    pub status: u16,
    /// All headers.
    pub headers: HeaderMap,
    /// The whole body.
    pub body: Vec<u8>,
}

impl Reply {
    /// It has this status.
    #[track_caller]
    pub fn expect_status(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}: {}", self.what, self.shown());
        self
    }

    /// It has this header with this value.
    #[track_caller]
    pub fn expect_header(self, name: &str, value: &str) -> Self {
        assert_eq!(self.header(name), Some(value), "{}: {name}", self.what);
        self
    }

    /// It is a problem of this code, whole and well-formed; gives it.
    #[track_caller]
    pub fn expect_problem(&self, status: u16, code: &str) -> Value {
        let shown = format!("{}: {} {}", self.what, self.status, self.shown());
        assert_eq!(self.status, status, "{shown}");
        assert_eq!(
            self.header("content-type"),
            Some("application/problem+json"),
            "{shown}"
        );
        assert_eq!(self.header("cache-control"), Some("no-store"), "{shown}");
        assert!(self.header("request-id").is_some(), "{shown}");
        let problem = self.json();
        assert_eq!(problem["status"], status, "{shown}");
        assert_eq!(problem["code"], code, "{shown}");
        assert_eq!(problem["type"], format!("/problems/{code}"), "{shown}");
        for member in ["title", "detail"] {
            let words = problem[member].as_str();
            assert!(
                words.is_some_and(|words| !words.is_empty()),
                "{member}: {shown}"
            );
        }
        problem
    }

    /// It is a 400 that names this parameter; gives the problem.
    #[track_caller]
    pub fn expect_bad_parameter(&self, name: &str) -> Value {
        let problem = self.expect_problem(400, "invalid-parameter");
        assert_eq!(
            problem["errors"][0]["parameter"], name,
            "{}: {problem}",
            self.what
        );
        problem
    }

    /// It is a 400 that names this field among others; gives the problem.
    #[track_caller]
    pub fn expect_bad_field(&self, pointer: &str) -> Value {
        let problem = self.expect_problem(400, "invalid-fields");
        let faults = problem["errors"].as_array().unwrap();
        let named = faults.iter().any(|fault| fault["pointer"] == pointer);
        assert!(named, "{}: {pointer} is not in {problem}", self.what);
        problem
    }

    /// A header as text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// A header that must be there.
    #[track_caller]
    pub fn expect(&self, name: &str) -> &str {
        self.header(name)
            .unwrap_or_else(|| panic!("{}: no {name} in {:?}", self.what, self.headers))
    }

    /// The beginning of the body, for messages.
    fn shown(&self) -> String {
        let text = self.text();
        match text.char_indices().nth(800) {
            Some((end, _)) => format!("{}…", &text[..end]),
            None => text,
        }
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{}: {error}: {}", self.what, self.shown()))
    }

    /// The names of the items of a list, in order.
    #[track_caller]
    pub fn names(&self) -> Vec<String> {
        let list = self.json();
        let items = list["items"]
            .as_array()
            .unwrap_or_else(|| panic!("{}: {list}", self.what));
        items
            .iter()
            .map(|item| item["name"].as_str().unwrap().to_owned())
            .collect()
    }
}

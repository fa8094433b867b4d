//! What the OpenAPI document says about each route, as a table to look requests up in. The document
//! is the law: a query parameter that it does not name is refused, and `Allow` lists its methods.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use poem::http::Method;
use serde_json::Value;

use super::problem::Problem;

/// One operation of the document.
#[derive(Debug, PartialEq, Eq)]
pub struct Operation {
    /// Its `operationId`.
    pub id: String,
    /// The path as the document writes it: the label of a metric.
    pub path: Arc<str>,
    /// The method, in capitals.
    pub method: Method,
    /// Its place among all operations of the document.
    pub index: usize,
    /// Whether requests have a body.
    pub has_body: bool,
    /// Whether it answers somebody who is known alone.
    pub is_closed: bool,
    /// Query parameters, and whether each may be repeated.
    parameters: BTreeMap<String, bool>,
}

/// Why a query string is refused.
#[derive(Debug, PartialEq, Eq)]
pub enum QueryFault {
    /// The operation has no such parameter.
    Unknown(String),
    /// The operation takes the parameter once.
    Repeated(String),
}

impl From<QueryFault> for Problem {
    fn from(fault: QueryFault) -> Self {
        match fault {
            QueryFault::Unknown(name) => Self::parameter(name, "is not one that this path takes"),
            QueryFault::Repeated(name) => Self::parameter(name, "may be given only once"),
        }
    }
}

impl Operation {
    /// Whether its path has parts that name things.
    pub fn has_path_parameters(&self) -> bool {
        self.path.contains('{')
    }

    /// Refuses parameters that the operation does not have, and repeats of those that are no sets.
    ///
    /// # Errors
    /// The first fault, naming its parameter.
    pub fn check_query(&self, query: &str) -> Result<(), QueryFault> {
        check(query, &self.parameters)
    }
}

/// Refuses every parameter of what takes none.
///
/// # Errors
/// The first one.
pub fn check_bare(query: &str) -> Result<(), QueryFault> {
    check(query, &BTreeMap::new())
}

fn check(query: &str, parameters: &BTreeMap<String, bool>) -> Result<(), QueryFault> {
    let mut seen: Vec<&str> = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let raw = pair.split('=').next().unwrap_or_default();
        let decoded;
        let name = if raw.contains(['%', '+']) {
            decoded = decode(raw);
            decoded.as_str()
        } else {
            raw
        };
        match parameters.get_key_value(name) {
            None => return Err(QueryFault::Unknown(name.to_owned())),
            Some((_, true)) => {}
            Some((name, false)) if seen.contains(&name.as_str()) => {
                return Err(QueryFault::Repeated(name.clone()));
            }
            Some((name, false)) => seen.push(name),
        }
    }
    Ok(())
}

/// Percent-decodes a parameter's name; what is no UTF-8 becomes replacement characters.
fn decode(raw: &str) -> String {
    let mut bytes = Vec::with_capacity(raw.len());
    let mut rest = raw.bytes();
    while let Some(byte) = rest.next() {
        let pair = rest.as_slice_pair();
        match (byte, pair) {
            (b'+', _) => bytes.push(b' '),
            (b'%', Some(value)) => {
                bytes.push(value);
                rest.nth(1);
            }
            _ => bytes.push(byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The next two characters of an iterator as a hexadecimal byte, without taking them.
trait HexPair {
    fn as_slice_pair(&self) -> Option<u8>;
}

impl HexPair for std::str::Bytes<'_> {
    fn as_slice_pair(&self) -> Option<u8> {
        let mut ahead = self.clone();
        let high = char::from(ahead.next()?).to_digit(16)?;
        let low = char::from(ahead.next()?).to_digit(16)?;
        u8::try_from(high * 16 + low).ok()
    }
}

/// A path of the document and its operations by method.
#[derive(Debug, Default)]
struct Entry {
    segments: Vec<Option<String>>,
    operations: Vec<(Method, Operation)>,
}

/// Every operation of a document.
#[derive(Debug, Default)]
pub struct Operations {
    /// By number of segments and by first segment below the common prefix.
    entries: HashMap<usize, Vec<Entry>>,
}

/// What a request's method and path lead to.
#[derive(Debug, PartialEq, Eq)]
pub enum Found<'a> {
    /// An operation.
    Operation(&'a Operation),
    /// A path without this method; the methods that it has, as `Allow` lists them.
    OtherMethods(String),
    /// No such path.
    Nothing,
}

impl Operations {
    /// Reads the table out of an OpenAPI document.
    pub fn of(document: &Value) -> Self {
        let mut table = Self::default();
        let mut index = 0..;
        let paths = document["paths"].as_object();
        for (path, item) in paths.into_iter().flatten() {
            let segments: Vec<_> = segments(path)
                .map(|s| (!s.starts_with('{')).then(|| s.to_owned()))
                .collect();
            let operations =
                item.as_object()
                    .into_iter()
                    .flatten()
                    .filter_map(|(method, value)| {
                        let method: Method = method.to_ascii_uppercase().parse().ok()?;
                        let place = index.next().unwrap_or_default();
                        let operation = operation(path, &method, value, place);
                        Some((method, operation))
                    });
            let entry = Entry {
                operations: operations.collect(),
                segments,
            };
            table
                .entries
                .entry(entry.segments.len())
                .or_default()
                .push(entry);
        }
        // Literal segments win over parameters.
        for entries in table.entries.values_mut() {
            entries.sort_by_key(|entry| {
                entry
                    .segments
                    .iter()
                    .map(Option::is_none)
                    .collect::<Vec<_>>()
            });
        }
        table
    }

    /// Every operation, in no order.
    pub fn all(&self) -> impl Iterator<Item = &Operation> {
        let entries = self.entries.values().flatten();
        entries.flat_map(|entry| entry.operations.iter().map(|(_, operation)| operation))
    }

    /// Looks a request up. HEAD is looked up as GET by the caller.
    pub fn find(&self, method: &Method, path: &str) -> Found<'_> {
        let count = segments(path).count();
        let Some(entries) = self.entries.get(&count) else {
            return Found::Nothing;
        };
        let fits = |entry: &&Entry| {
            entry
                .segments
                .iter()
                .zip(segments(path))
                .all(|(wanted, given)| match wanted {
                    Some(wanted) => wanted == given,
                    None => !given.is_empty(),
                })
        };
        let Some(entry) = entries.iter().find(fits) else {
            return Found::Nothing;
        };
        match entry.operations.iter().find(|(other, _)| other == method) {
            Some((_, operation)) => Found::Operation(operation),
            None => Found::OtherMethods(allow(entry)),
        }
    }
}

fn segments(path: &str) -> impl Iterator<Item = &str> {
    path.trim_start_matches('/').split('/')
}

fn operation(path: &str, method: &Method, value: &Value, index: usize) -> Operation {
    let parameters = value["parameters"].as_array().into_iter().flatten();
    let parameters = parameters
        .filter(|parameter| parameter["in"] == "query")
        .filter_map(|parameter| {
            let name = parameter["name"].as_str()?;
            Some((name.to_owned(), parameter["schema"]["type"] == "array"))
        })
        .collect();
    let id = value["operationId"].as_str().unwrap_or_default().to_owned();
    Operation {
        id,
        path: path.into(),
        method: method.clone(),
        index,
        has_body: value["requestBody"].is_object(),
        is_closed: is_closed(&value["security"]),
        parameters,
    }
}

/// Whether none of the ways in is for nobody: an empty one, or a guest's.
fn is_closed(security: &Value) -> bool {
    let ways = security.as_array().into_iter().flatten();
    let is_known = |way: &Value| !way["bearer"].is_null() || !way["session"].is_null();
    let mut ways = ways.map(is_known).peekable();
    ways.peek().is_some() && ways.all(|known| known)
}

fn allow(entry: &Entry) -> String {
    let mut methods: Vec<&str> = entry
        .operations
        .iter()
        .map(|(method, _)| method.as_str())
        .collect();
    if methods.contains(&"GET") {
        methods.push("HEAD");
    }
    methods.push("OPTIONS");
    methods.sort_unstable();
    methods.join(", ")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn table() -> Operations {
        Operations::of(&json!({"paths": {
            "/api/products": {"get": {"operationId": "list", "parameters": [
                {"in": "query", "name": "limit", "schema": {"type": "integer"}},
                {"in": "query", "name": "tag", "schema": {"type": "array"}},
            ]}, "post": {"operationId": "create"}},
            "/api/products/{product}": {"get": {"operationId": "read"}},
            "/api/products/new": {"get": {"operationId": "new"}},
        }}))
    }

    fn id(table: &Operations, path: &str) -> String {
        match table.find(&Method::GET, path) {
            Found::Operation(operation) => operation.id.clone(),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn paths_lead_to_operations() {
        let table = table();
        assert_eq!(id(&table, "/api/products"), "list");
        assert_eq!(id(&table, "/api/products/7"), "read");
        assert_eq!(id(&table, "/api/products/new"), "new");
        assert_eq!(id(&table, "/api/nothing"), "Nothing");
        let other = Found::OtherMethods("GET, HEAD, OPTIONS, POST".to_owned());
        assert_eq!(table.find(&Method::PUT, "/api/products"), other);
    }

    #[test]
    fn unknown_and_repeated_parameters_are_named() {
        let table = table();
        let Found::Operation(list) = table.find(&Method::GET, "/api/products") else {
            panic!()
        };
        assert_eq!(list.check_query("limit=1&tag=a&tag=b&"), Ok(()));
        assert_eq!(list.check_query("%6cimit=1"), Ok(()));
        assert_eq!(
            list.check_query("limt=1"),
            Err(QueryFault::Unknown("limt".to_owned()))
        );
        assert_eq!(
            list.check_query("%zz+=1"),
            Err(QueryFault::Unknown("%zz ".to_owned()))
        );
        assert_eq!(
            list.check_query("limit=1&limit=2"),
            Err(QueryFault::Repeated("limit".to_owned()))
        );
    }
}

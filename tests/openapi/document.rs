//! The document in memory: its operations, and its schemas as a validator reads them.

use std::sync::LazyLock;

use serde_json::{Value, json};

use crate::support::run;

/// The document as the command prints it.
pub static DOCUMENT: LazyLock<Value> = LazyLock::new(|| run(None, ["openapi"], &[]).json());

/// An operation of it.
#[derive(Clone, Copy)]
pub struct Operation<'d> {
    pub method: &'d str,
    pub path: &'d str,
    pub value: &'d Value,
}

impl Operation<'_> {
    /// For messages.
    pub fn shown(&self) -> String {
        format!("{} {}", self.method.to_uppercase(), self.path)
    }

    pub fn parameters(&self) -> impl Iterator<Item = &Value> {
        self.value["parameters"].as_array().into_iter().flatten()
    }

    pub fn responses(&self) -> impl Iterator<Item = (u16, &Value)> {
        let responses = self.value["responses"].as_object().unwrap().iter();
        responses.map(|(status, response)| (status.parse().unwrap(), response))
    }

    /// Whether it names a scheme of credentials, and whether it does without.
    pub fn security(&self) -> (bool, bool) {
        let list = self.value["security"].as_array();
        let empty = |scheme: &&Value| scheme.as_object().unwrap().is_empty();
        let count = list.map_or(0, Vec::len);
        let without = list.into_iter().flatten().filter(empty).count();
        (count > without, count == 0 || without > 0)
    }
}

/// All of them.
pub fn operations() -> Vec<Operation<'static>> {
    let paths = DOCUMENT["paths"].as_object().unwrap().iter();
    let all = paths.flat_map(|(path, item)| {
        let methods = item.as_object().unwrap().iter();
        methods.map(move |(method, value)| Operation {
            method,
            path,
            value,
        })
    });
    all.collect()
}

/// The operation of a real call.
#[track_caller]
pub fn operation_of(method: &str, path: &str) -> Operation<'static> {
    let path = path.split('?').next().unwrap();
    let fits = |template: &str| {
        let (given, wanted) = (path.split('/'), template.split('/'));
        template.split('/').count() == path.split('/').count()
            && given
                .zip(wanted)
                .all(|(given, wanted)| wanted.starts_with('{') || given == wanted)
    };
    // A literal path wins over one with parameters.
    let mut found: Vec<Operation> = operations();
    found.retain(|one| one.method.eq_ignore_ascii_case(method) && fits(one.path));
    found.sort_by_key(|one| one.path.matches('{').count());
    *found
        .first()
        .unwrap_or_else(|| panic!("{method} {path} is not in the document"))
}

/// A schema of OpenAPI 3.0 with all that it refers to, as JSON Schema.
pub fn json_schema(schema: &Value) -> Value {
    let mut whole = plain(schema);
    whole["components"] = plain(&DOCUMENT["components"]);
    whole
}

/// `nullable` is the one word of OpenAPI 3.0 that JSON Schema lacks.
fn plain(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(plain).collect(),
        Value::Object(members) => {
            let mut copy: serde_json::Map<String, Value> = members
                .iter()
                .filter(|(name, value)| *name != "nullable" || !value.is_boolean())
                .map(|(name, value)| (name.clone(), plain(value)))
                .collect();
            if members.get("nullable") == Some(&json!(true)) {
                let kind = copy.get("type").cloned();
                let kind = kind.unwrap_or_else(|| panic!("nullable without a type: {value}"));
                copy.insert("type".to_owned(), json!([kind, "null"]));
            }
            copy.into()
        }
        value => value.clone(),
    }
}

/// What a value breaks of a schema.
pub fn faults(schema: &Value, value: &Value) -> Vec<String> {
    let validator = jsonschema::validator_for(&json_schema(schema)).unwrap();
    let faults = validator.iter_errors(value);
    faults
        .map(|fault| format!("{} at {}", fault, fault.instance_path()))
        .collect()
}

//! What the framework cannot say of our schemas, added to the document once when it is made.
//!
//! A field that is not required may be null: answers write `null` for what is not there, and bodies
//! take it for what is left out. A body refuses fields that its schema does not name.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

const COMPONENTS: &str = "/components/schemas";

/// The document with both said in every schema. Text that is no JSON stays as it is.
pub fn complete(document: &str) -> String {
    let Ok(mut document) = serde_json::from_str::<Value>(document) else {
        return document.to_owned();
    };
    let bodies = bodies(&document);
    let schemas = document
        .pointer_mut(COMPONENTS)
        .and_then(Value::as_object_mut);
    for (name, schema) in schemas.into_iter().flatten() {
        if bodies.contains(name) {
            close(schema);
        }
        allow_null(schema);
    }
    format!("{document:#}")
}

/// The schemas that request bodies are made of.
fn bodies(document: &Value) -> HashSet<String> {
    let mut found = HashSet::new();
    let paths = document["paths"].as_object().into_iter().flatten();
    let operations = paths.flat_map(|(_, path)| path.as_object().into_iter().flatten());
    let mut open: Vec<&Value> = operations
        .map(|(_, operation)| &operation["requestBody"])
        .collect();
    while let Some(value) = open.pop() {
        match value {
            Value::Object(members) => {
                if let Some(name) = members.get("$ref").and_then(named)
                    && found.insert(name.to_owned())
                {
                    open.push(&document["components"]["schemas"][name]);
                }
                open.extend(members.values());
            }
            Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
    found
}

fn named(reference: &Value) -> Option<&str> {
    reference
        .as_str()?
        .strip_prefix('#')?
        .strip_prefix(COMPONENTS)?
        .strip_prefix('/')
}

/// Refuses fields that an object does not name. A map has no names to refuse by.
fn close(schema: &mut Value) {
    if let Some(members) = schema.as_object_mut()
        && members.contains_key("properties")
    {
        members.insert("additionalProperties".to_owned(), json!(false));
    }
}

fn allow_null(schema: &mut Value) {
    let required = schema["required"].clone();
    let is_required = |name: &str| {
        required
            .as_array()
            .is_some_and(|names| names.iter().any(|known| known == name))
    };
    let properties = schema.get_mut("properties").and_then(Value::as_object_mut);
    for (name, property) in properties.into_iter().flatten() {
        if !is_required(name)
            && let Some(property) = property.as_object_mut()
        {
            nullable(property);
        }
    }
}

/// OpenAPI 3.0 heeds `nullable` only beside a `type`, and nothing beside a `$ref`; an enumeration has
/// to name null as well.
fn nullable(property: &mut Map<String, Value>) {
    let description = property.get("description").cloned();
    let is_plain = property.contains_key("type") && !property.contains_key("enum");
    if is_plain {
        property.insert("nullable".to_owned(), json!(true));
        return;
    }
    let mut alternatives = match property.remove("anyOf") {
        Some(Value::Array(alternatives)) => alternatives,
        _ => vec![Value::Object(std::mem::take(property))],
    };
    alternatives.push(json!({"type": "object", "nullable": true, "enum": [null]}));
    property.insert("anyOf".to_owned(), Value::Array(alternatives));
    if let Some(description) = description {
        property.insert("description".to_owned(), description);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_are_closed_and_what_is_not_required_may_be_null() {
        let document = json!({
            "paths": {"/api/things": {"post": {
                "requestBody": {"content": {"application/json": {
                    "schema": {"$ref": "#/components/schemas/NewThing"}}}},
                "responses": {"201": {"content": {"application/json": {
                    "schema": {"$ref": "#/components/schemas/Thing"}}}}},
            }}},
            "components": {"schemas": {
                "NewThing": {"type": "object", "required": ["name"], "properties": {
                    "name": {"type": "string"},
                    "parts": {"type": "array", "items": {"$ref": "#/components/schemas/Part"}},
                }},
                "Part": {"type": "object", "properties": {"kind": {"$ref": "#/components/schemas/Kind"}}},
                "Kind": {"type": "string", "enum": ["a", "b"]},
                "Thing": {"type": "object", "properties": {"id": {"type": "integer"}}},
            }},
        });
        let completed: Value = serde_json::from_str(&complete(&document.to_string())).unwrap();
        let schemas = &completed["components"]["schemas"];
        assert_eq!(schemas["NewThing"]["additionalProperties"], false);
        assert_eq!(schemas["Part"]["additionalProperties"], false);
        assert_eq!(schemas["Thing"].get("additionalProperties"), None);
        let name = &schemas["NewThing"]["properties"]["name"];
        assert_eq!(name.get("nullable"), None);
        let parts = &schemas["NewThing"]["properties"]["parts"];
        assert_eq!(parts["nullable"], true);
        assert_eq!(schemas["Thing"]["properties"]["id"]["nullable"], true);
        let kind = schemas["Part"]["properties"]["kind"]["anyOf"].as_array();
        assert_eq!(kind.unwrap().len(), 2);
    }
}

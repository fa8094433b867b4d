//! Every operation says all that a caller needs.

use std::collections::HashSet;

use serde_json::Value;

use crate::{
    SHOP,
    document::{DOCUMENT, Operation, faults, operations},
    support::run,
};

#[test]
fn the_server_serves_what_the_command_prints() {
    let shop = SHOP.get();
    let printed = run(None, ["openapi"], &[]).expect_code(0).stdout;
    let served = shop.get("/openapi.json").expect_status(200);
    served.expect("etag");
    assert_eq!(served.header("content-type"), Some("application/json"));
    assert!(served.text() == printed, "the bytes differ");
    assert_eq!(shop.get("/docs").status, 200);
}

#[test]
fn the_head_says_what_it_is() {
    let document = &*DOCUMENT;
    assert!(document["openapi"].as_str().unwrap().starts_with("3."));
    for member in ["title", "version", "description"] {
        assert!(
            document["info"][member]
                .as_str()
                .is_some_and(|text| !text.is_empty()),
            "{member}"
        );
    }
    assert_eq!(document["info"]["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(document["servers"][0]["url"], "/", "wherever it is served");
    for tag in document["tags"].as_array().unwrap() {
        assert!(
            tag["description"]
                .as_str()
                .is_some_and(|text| !text.is_empty()),
            "{tag}"
        );
    }
}

#[test]
fn every_operation_has_its_words() {
    let tags: HashSet<&str> = DOCUMENT["tags"]
        .as_array()
        .unwrap()
        .iter()
        .map(|tag| tag["name"].as_str().unwrap())
        .collect();
    let mut ids = HashSet::new();
    for operation in operations() {
        let shown = operation.shown();
        let summary = operation.value["summary"].as_str().unwrap_or_default();
        assert!(
            summary.len() > 5 && !summary.ends_with('.'),
            "summary of {shown}: {summary:?}"
        );
        let id = operation.value["operationId"].as_str().unwrap_or_default();
        assert!(!id.is_empty() && ids.insert(id), "id of {shown}: {id:?}");
        let own = operation.value["tags"]
            .as_array()
            .map_or(&[][..], Vec::as_slice);
        assert!(!own.is_empty(), "tag of {shown}");
        for tag in own {
            assert!(tags.contains(tag.as_str().unwrap()), "{shown}: {tag}");
        }
        for parameter in operation.parameters() {
            let words = parameter["description"].as_str().unwrap_or_default();
            assert!(!words.is_empty(), "{shown}: {}", parameter["name"]);
            let in_path = operation
                .path
                .contains(&format!("{{{}}}", parameter["name"].as_str().unwrap()));
            assert_eq!(
                parameter["in"] == "path",
                in_path,
                "{shown}: {}",
                parameter["name"]
            );
            if parameter["in"] == "path" {
                assert!(
                    !example(parameter).is_null(),
                    "{shown}: an example of {}",
                    parameter["name"]
                );
            }
        }
    }
    assert!(ids.len() >= 15);
}

#[test]
fn every_operation_says_how_it_fails() {
    for operation in operations() {
        let shown = operation.shown();
        let statuses: HashSet<u16> = operation.responses().map(|(status, _)| status).collect();
        let (secured, open) = operation.security();
        let needs = |status: u16, when: bool| {
            assert!(
                !when || statuses.contains(&status),
                "{shown} does not document {status}"
            );
        };
        needs(500, true);
        needs(503, operation.path.starts_with("/api/"));
        needs(400, operation.path.starts_with("/api/"));
        needs(401, secured);
        needs(403, secured && !open);
        needs(404, operation.path.contains('{'));
        needs(413, operation.value.get("requestBody").is_some());
        needs(415, operation.value.get("requestBody").is_some());
        let keyed = operation
            .parameters()
            .any(|parameter| parameter["name"] == "Idempotency-Key");
        assert!(!keyed || operation.method == "post", "{shown}");
        needs(422, keyed);
        needs(409, keyed);
        needs(
            412,
            operation
                .parameters()
                .any(|parameter| parameter["name"] == "If-Match"),
        );
        for (status, response) in operation.responses() {
            assert!(
                response["description"]
                    .as_str()
                    .is_some_and(|text| !text.is_empty()),
                "{shown} {status}"
            );
            if status >= 400 {
                let schema = &response["content"]["application/problem+json"]["schema"];
                assert_eq!(
                    schema["$ref"], "#/components/schemas/Problem",
                    "{shown} {status}"
                );
            }
        }
        let good = statuses
            .iter()
            .filter(|status| (200..300).contains(*status))
            .count();
        assert!(good > 0, "{shown} never succeeds");
    }
}

fn component(reference: &Value) -> &'static Value {
    let name = reference
        .as_str()
        .and_then(|text| text.strip_prefix("#/components/schemas/"));
    &DOCUMENT["components"]["schemas"][name.unwrap_or_default()]
}

fn example(thing: &Value) -> &Value {
    if thing["example"].is_null() {
        &thing["schema"]["example"]
    } else {
        &thing["example"]
    }
}

/// The JSON schemas that an operation takes and gives where it succeeds.
fn schemas(operation: &Operation<'static>) -> Vec<&'static Value> {
    let body = &operation.value["requestBody"]["content"]["application/json"]["schema"];
    let answers = operation.value["responses"].as_object().unwrap().iter();
    let answers = answers
        .filter(|(status, _)| status.starts_with('2'))
        .flat_map(|(_, response)| {
            response["content"]
                .as_object()
                .into_iter()
                .flatten()
                .filter(|(kind, _)| kind.contains("json"))
        });
    let answers = answers.map(|(_, media)| &media["schema"]);
    std::iter::once(body)
        .chain(answers)
        .filter(|schema| !schema.is_null())
        .collect()
}

#[test]
fn every_body_and_answer_has_an_example_that_holds() {
    let mut seen = 0;
    for operation in operations() {
        for schema in schemas(&operation) {
            let whole = component(&schema["$ref"]);
            assert!(
                !whole.is_null(),
                "{}: {schema} is no component",
                operation.shown()
            );
            let example = &whole["example"];
            assert!(
                !example.is_null(),
                "{}: {} has no example",
                operation.shown(),
                schema["$ref"]
            );
            let faults = faults(schema, example);
            assert!(faults.is_empty(), "{}: {faults:#?}", operation.shown());
            seen += 1;
        }
        for parameter in operation.parameters() {
            let example = example(parameter);
            if !example.is_null() {
                let faults = faults(&parameter["schema"], example);
                assert!(
                    faults.is_empty(),
                    "{}: {}: {faults:#?}",
                    operation.shown(),
                    parameter["name"]
                );
            }
        }
    }
    assert!(seen > 10);
    let problem = &DOCUMENT["components"]["schemas"]["Problem"];
    assert_eq!(faults(problem, &problem["example"]), Vec::<String>::new());
}

#[test]
fn every_schema_and_property_is_described() {
    for (name, schema) in DOCUMENT["components"]["schemas"].as_object().unwrap() {
        assert!(
            schema["description"]
                .as_str()
                .is_some_and(|text| !text.is_empty()),
            "{name}"
        );
        for (property, value) in schema["properties"].as_object().into_iter().flatten() {
            assert!(
                value["description"]
                    .as_str()
                    .is_some_and(|text| !text.is_empty()),
                "{name}.{property}"
            );
        }
    }
}

#[test]
fn credentials_are_asked_for_where_the_document_says_so() {
    let shop = SHOP.get();
    for operation in operations() {
        let path = operation.path.replace(['{', '}'], "");
        let (secured, open) = operation.security();
        let body = (operation.value.get("requestBody").is_some())
            .then(|| ("application/json", b"{}".to_vec()));
        let reply = shop
            .guest()
            .send(operation.method.to_uppercase().as_str(), &path, body);
        if secured && !open {
            reply.expect_problem(401, "unauthorized");
        } else {
            assert_ne!(reply.status, 401, "{}", operation.shown());
        }
    }
}

#[test]
fn the_document_takes_no_parameters() {
    let shop = SHOP.get();
    shop.get("/openapi.json?version=3")
        .expect_bad_parameter("version");
    shop.get("/openapi.json?").expect_status(200);
}

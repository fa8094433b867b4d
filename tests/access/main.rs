//! Who may do what: every operation of the document, asked by everybody. An operation without a row in
//! `table.rs` fails, and so does a row without an operation.

#![allow(clippy::unwrap_used)]

#[path = "../support/mod.rs"]
mod support;

mod calls;
mod table;
mod things;
mod world;

use std::collections::BTreeSet;

use serde_json::Value;

use calls::Call;
use support::{Client, Reply, TestShop};
use table::{ROWS, Row};
use world::{WHO, World};

/// The operations of the served document: name, method, path.
fn operations(shop: &TestShop) -> Vec<(String, String, String)> {
    let document = shop.get("/openapi.json").expect_status(200).json();
    let mut found = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            if let Some(id) = operation["operationId"].as_str() {
                found.push((id.to_owned(), method.to_uppercase(), path.clone()));
            }
        }
    }
    found
}

/// Makes a call; GET of a stream without an end only asks for its head.
fn make(who: &Client, method: &str, call: &Call, path: &str) -> Reply {
    let mut client = who.clone();
    for (name, value) in &call.headers {
        client = client.with(name, value);
    }
    let body = call.body.as_ref();
    let body = body.map(|(media_type, bytes)| (media_type.as_str(), bytes.clone()));
    client.send(call.method.unwrap_or(method), path, body)
}

/// The answer without what differs between any two.
fn bare(reply: &Reply) -> (u16, Value) {
    let mut body: Value = serde_json::from_slice(&reply.body).unwrap_or_default();
    if let Some(problem) = body.as_object_mut() {
        problem.remove("request_id");
    }
    (reply.status, body)
}

/// Whether an answer is what the table says.
fn fits(expected: char, status: u16) -> bool {
    match expected {
        '+' => (200..300).contains(&status),
        '~' => [400, 409].contains(&status),
        '-' => status == 401,
        'x' => status == 403,
        '0' => status == 404,
        other => panic!("{other:?} stands for nothing"),
    }
}

/// Asks one operation as everybody, and says what is not as it should be.
fn ask(world: &World, row: &Row, method: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    let expected: Vec<char> = row.answers.chars().collect();
    assert_eq!(expected.len(), WHO.len(), "{}", row.operation);
    for (who, expected) in WHO.into_iter().zip(expected) {
        let client = world.client(who, row.operation);
        let call = calls::call(world, row.operation);
        let reply = make(&client, method, &call, &call.path());
        let told = format!("{} as {who:?}: {}", row.operation, reply.status);
        if !fits(expected, reply.status) {
            wrong.push(format!("{told}, not {expected}: {}", reply.text()));
            continue;
        }
        // Who is refused learns nothing about what is there.
        if let ('x' | '0' | '-', Some(path), None) = (expected, call.missing(), call.method) {
            let nobodys = make(&client, method, &call, &path);
            if bare(&nobodys) != bare(&reply) {
                wrong.push(format!(
                    "{told}: {} is not {}",
                    reply.text(),
                    nobodys.text()
                ));
            }
        }
    }
    wrong
}

#[test]
fn every_operation_answers_everybody_as_the_table_says() {
    let world = World::new();
    let operations = operations(&world.shop);
    let named: BTreeSet<&str> = operations.iter().map(|(id, ..)| id.as_str()).collect();
    let rows: BTreeSet<&str> = ROWS.iter().map(|row| row.operation).collect();
    let without: Vec<_> = named.difference(&rows).collect();
    assert!(without.is_empty(), "operations without a row: {without:?}");
    let gone: Vec<_> = rows.difference(&named).collect();
    assert!(gone.is_empty(), "rows without an operation: {gone:?}");
    let mut wrong = Vec::new();
    for row in ROWS {
        let method = operations.iter().find(|(id, ..)| id == row.operation);
        wrong.extend(ask(&world, row, &method.unwrap().1));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    world.shop.command(["check"]).expect_code(0);
}

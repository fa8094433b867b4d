//! `souk tracking status`: what tracking.db holds, and how the last run left it.

use std::{path::Path, process::ExitCode};

use comfy_table::Table;
use rusqlite::{Connection, OptionalExtension};
use serde_json::{Value, json};

use super::{Output, say_json};
use crate::{
    cli::say,
    store::{self, SideFile},
    time,
};

/// Runs the command.
pub fn run(data_dir: &Path, output: Output) -> anyhow::Result<ExitCode> {
    let file = SideFile::tracking(data_dir);
    let db = file.reader()?;
    let mut found = held(&db)?;
    found["file"] = json!(file.path().display().to_string());
    found["bytes"] = json!(std::fs::metadata(file.path())?.len());
    found["server"] = json!(store::server_of(data_dir)?);
    found["last_run"] = last_run(&db)?;
    if output.json {
        say_json(&found)?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut table = Table::new();
    table.set_header(["tracking.db", ""]);
    let mut rows = |object: &Value| {
        for (name, value) in object.as_object().into_iter().flatten() {
            if !value.is_object() {
                let text = match value {
                    Value::Null => "–".to_owned(),
                    Value::String(text) => text.clone(),
                    other => other.to_string(),
                };
                table.add_row([name.replace('_', " "), text]);
            }
        }
    };
    rows(&found);
    rows(&found["last_run"]);
    say(&format!("{table}\n"))?;
    Ok(ExitCode::SUCCESS)
}

/// Events are numbered without a gap, so that they need not be counted.
fn held(db: &Connection) -> rusqlite::Result<Value> {
    let number = |sql: &str| db.query_row(sql, [], |row| row.get::<_, Option<i64>>(0));
    let first = number("SELECT min(id) FROM events")?;
    let last = number("SELECT max(id) FROM events")?;
    let instant = |id: Option<i64>| -> rusqlite::Result<Option<String>> {
        let Some(id) = id else { return Ok(None) };
        let at = db.query_row("SELECT at FROM events WHERE id = ?1", [id], |row| {
            row.get(0)
        });
        Ok(at.optional()?.map(time::to_rfc3339))
    };
    Ok(json!({
        "events": last.zip(first).map_or(0, |(last, first)| last - first + 1),
        "first_event_at": instant(first)?,
        "last_event_at": instant(last)?,
        "products": number("SELECT count(*) FROM counters")?,
        "dead_letters": number("SELECT count(*) FROM dead_letters")?,
        "batches_ever": number("SELECT revision FROM ledger")?,
    }))
}

/// The status after the last batch of the run that wrote last.
fn last_run(db: &Connection) -> rusqlite::Result<Value> {
    let last = "SELECT status FROM writers ORDER BY at DESC LIMIT 1";
    let text: Option<String> = db.query_row(last, [], |row| row.get(0)).optional()?;
    Ok(text
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or(Value::Null))
}

//! `souk check`: reads the whole shop and says what is wrong with it.

use std::{path::Path, process::ExitCode};

use super::say;
use crate::{
    catalogue, favorites,
    media::{self, Folder},
    orders, reviews, store,
};

/// What `souk check` takes.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Print the findings as JSON
    #[arg(long)]
    json: bool,
}

/// Runs the command: exit code 1 when anything is wrong. Changes nothing; works beside a server.
pub fn run(data_dir: &Path, args: &Args) -> anyhow::Result<ExitCode> {
    let db = store::open_to_read(data_dir)?;
    let faults = match store::first_fault(&db)? {
        // What stands on damaged pages says nothing.
        Some(fault) => vec![fault],
        None => [
            raw_copy(&db)?,
            catalogue::check::faults(&db)?,
            orders::check::faults(&db)?,
            reviews::check::faults(&db)?,
            favorites::check::faults(&db)?,
            media::check::faults(&db, &Folder::of(data_dir))?,
        ]
        .concat(),
    };
    if args.json {
        let report = serde_json::json!({ "ok": faults.is_empty(), "faults": faults });
        say(&format!("{report:#}\n"))?;
    } else if faults.is_empty() {
        say("The shop is in order.\n")?;
    } else {
        say(&(faults.join("\n") + "\n"))?;
    }
    Ok(if faults.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// A backup that was put in the shop's place by hand: its pictures are where nobody serves them.
fn raw_copy(db: &rusqlite::Connection) -> rusqlite::Result<Vec<String>> {
    let fault = "shop.db is a backup that was copied here: stop the server, move it away, and give it to `souk restore`, which takes its pictures out";
    Ok(match store::is_raw_copy(db)? {
        true => vec![fault.to_owned()],
        false => Vec::new(),
    })
}

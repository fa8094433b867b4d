//! `souk migrate`: brings the shop's file to the schema of this souk, as `souk serve` does at its start.

use std::{path::Path, process::ExitCode};

use super::say;
use crate::store;

/// What `souk migrate` takes.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Print what was done as JSON
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub fn run(data_dir: &Path, args: &Args) -> anyhow::Result<ExitCode> {
    let (_, done) = store::migrate(data_dir)?;
    if args.json {
        say(&(serde_json::to_string_pretty(&done)? + "\n"))?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut text = match done.from {
        from if from == done.to => format!("The shop is at schema {from} already.\n"),
        0 => format!("A new shop is made, at schema {}.\n", done.to),
        from => format!("The shop went from schema {from} to {}.\n", done.to),
    };
    if let Some(backup) = &done.backup {
        text.push_str(&format!("As it was before: {}\n", backup.display()));
    }
    say(&text)?;
    Ok(ExitCode::SUCCESS)
}

//! `souk tracking test|load-test|status|rebuild`: proves, measures and shows how events are counted.

mod load;
mod prove;
mod rebuild;
mod show;

use std::{path::Path, process::ExitCode, sync::Arc};

use anyhow::Context;
use clap::{Args as ClapArgs, Subcommand};

use super::say;
use crate::tracking::{Nobody, Options, Tracking};

/// What `souk tracking` takes.
#[derive(Debug, ClapArgs)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Queue one of each event and prove that each was counted, in a file of its own
    Test(Output),
    /// Queue many events as fast as they go, and say what that cost, in a file of its own
    LoadTest(load::Args),
    /// Show what tracking.db holds and how the last run left it, with a server or without
    Status(Output),
    /// Recount everything from raw events and print where the live counters differ
    Rebuild(rebuild::Args),
}

#[derive(Debug, Clone, Copy, ClapArgs)]
struct Output {
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub fn run(data_dir: &Path, args: &Args) -> anyhow::Result<ExitCode> {
    match &args.command {
        Command::Test(output) => prove::run(data_dir, *output),
        Command::LoadTest(args) => load::run(data_dir, args),
        Command::Status(output) => show::run(data_dir, *output),
        Command::Rebuild(args) => rebuild::run(data_dir, args),
    }
}

/// Tracking in a folder that is thrown away, on the disk of the data folder where there is one: the
/// shop's own numbers stay as they are.
struct Scratch {
    tracking: Tracking,
    folder: tempfile::TempDir,
}

impl Scratch {
    fn start(data_dir: &Path, options: &Options) -> anyhow::Result<Self> {
        let name = tempfile::Builder::new().prefix("tracking-test-").to_owned();
        let folder = if data_dir.is_dir() {
            name.tempdir_in(data_dir)
        } else {
            name.tempdir()
        };
        let folder = folder.context("no folder can be made for the test")?;
        let tracking =
            Tracking::start(folder.path(), options, Arc::new(Vec::new), Box::new(Nobody))?;
        Ok(Self { tracking, folder })
    }
}

/// Prints an object as JSON.
fn say_json(value: &serde_json::Value) -> anyhow::Result<()> {
    say(&format!("{value:#}\n"))
}

//! `souk backup FILE` and `souk restore FILE`: a verified copy of the shop, and its way back.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use super::say;
use crate::store;

/// What both commands take.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The copy
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Print what was done as JSON
    #[arg(long)]
    json: bool,
}

/// Makes a copy, beside a running server or without one.
pub fn back_up(data_dir: &Path, args: &Args) -> anyhow::Result<ExitCode> {
    let made = store::back_up(data_dir, &args.file)?;
    if args.json {
        say(&(serde_json::to_string_pretty(&made)? + "\n"))?;
    } else {
        let file = made.file.display();
        say(&format!("{file}: {} bytes, read through.\n", made.bytes))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Puts a copy in the place of the shop's file, which is kept.
pub fn restore(data_dir: &Path, args: &Args) -> anyhow::Result<ExitCode> {
    let restored = store::restore(data_dir, &args.file)?;
    if args.json {
        say(&(serde_json::to_string_pretty(&restored)? + "\n"))?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut text = format!("{} is restored.\n", restored.file.display());
    if let Some(kept) = &restored.kept {
        text.push_str(&format!("The one that was there: {}\n", kept.display()));
    }
    say(&text)?;
    Ok(ExitCode::SUCCESS)
}

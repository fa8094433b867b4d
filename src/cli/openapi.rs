//! `souk openapi`: the API document, the same bytes that the server serves.

use std::process::ExitCode;

use super::say;
use crate::app;

/// What `souk openapi` takes.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Print JSON, as it does anyway
    #[arg(long)]
    #[allow(dead_code, reason = "there is nothing else to print")]
    json: bool,
}

/// Prints the document.
pub fn run() -> anyhow::Result<ExitCode> {
    say(&app::document())?;
    Ok(ExitCode::SUCCESS)
}

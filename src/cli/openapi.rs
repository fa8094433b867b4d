//! `souk openapi`: the API document, the same bytes that the server serves.

use std::process::ExitCode;

use super::say;
use crate::app;

/// Prints the document.
pub fn run() -> anyhow::Result<ExitCode> {
    say(&app::document())?;
    Ok(ExitCode::SUCCESS)
}

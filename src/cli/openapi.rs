//! `souk openapi`: the API document, the same bytes that the server serves.

use std::{io::Write, process::ExitCode};

use crate::app;

/// Prints the document.
pub fn run() -> anyhow::Result<ExitCode> {
    std::io::stdout().write_all(app::document().as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

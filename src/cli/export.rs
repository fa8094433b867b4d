//! `souk export`: all products as CSV.

use std::{
    fs::File,
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use super::Usage;
use crate::{exchange, settings, store};

/// What `souk export` takes.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The file to write; standard output when left out
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Runs the command.
pub fn run(data_dir: &Path, args: &Args) -> anyhow::Result<ExitCode> {
    let mut db = store::open_to_read(data_dir)?;
    let currency = settings::currency(&db)?;
    // One state of the catalogue, whatever is written meanwhile.
    let snapshot = db.transaction()?;
    let target: Box<dyn Write> = match &args.output {
        Some(path) => Box::new(
            File::create(path)
                .map_err(|error| Usage(format!("{} cannot be written: {error}", path.display())))?,
        ),
        None => Box::new(io::stdout().lock()),
    };
    let mut target = BufWriter::with_capacity(1 << 16, target);
    let count = exchange::export(&snapshot, &mut target, currency, &mut |_| {})?;
    target.flush()?;
    eprintln!("{count} products");
    Ok(ExitCode::SUCCESS)
}

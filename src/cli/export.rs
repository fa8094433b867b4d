//! `souk export`: all products as CSV.

use std::{
    fs::{File, Permissions},
    io::{self, BufWriter, ErrorKind, Write},
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::Context;
use rusqlite::Connection;

use crate::{
    exchange::{self, ExportError},
    settings, store,
};

const BUFFER: usize = 1 << 16;

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
    // One state of the catalogue, whatever is written meanwhile.
    let snapshot = db.transaction()?;
    let count = match &args.output {
        Some(path) if path.metadata().is_ok_and(|data| !data.is_file()) => {
            let file = File::options().write(true).open(path);
            write(&snapshot, file.with_context(|| unwritable(path))?)?
        }
        Some(path) => replace(&snapshot, path)?,
        None => match write(&snapshot, io::stdout().lock()) {
            // A reader that has seen enough (`| head`) is no failure.
            Err(error) if is_broken_pipe(&error) => return Ok(ExitCode::SUCCESS),
            written => written?,
        },
    };
    eprintln!("{count} products");
    Ok(ExitCode::SUCCESS)
}

fn write(db: &Connection, target: impl Write) -> Result<u64, ExportError> {
    let currency = settings::currency(db)?;
    let mut target = BufWriter::with_capacity(BUFFER, target);
    let count = exchange::export(db, &mut target, currency, &mut |_| {})?;
    target.flush().map_err(csv::Error::from)?;
    Ok(count)
}

/// Writes a file beside the other and puts it in its place when it is whole.
fn replace(db: &Connection, path: &Path) -> anyhow::Result<u64> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new()
        .prefix(".souk-export-")
        .permissions(Permissions::from_mode(0o666))
        .tempfile_in(folder)
        // The error names a file that nobody asked for; of the folder the system says more.
        .map_err(|error| folder.metadata().err().unwrap_or(error.kind().into()))
        .with_context(|| unwritable(path))?;
    let count = write(db, &mut file)?;
    file.persist(path)
        .map_err(|error| error.error)
        .with_context(|| unwritable(path))?;
    Ok(count)
}

fn unwritable(path: &Path) -> String {
    format!("{} cannot be written", path.display())
}

fn is_broken_pipe(error: &ExportError) -> bool {
    let ExportError::Write(error) = error else {
        return false;
    };
    matches!(error.kind(), csv::ErrorKind::Io(error) if error.kind() == ErrorKind::BrokenPipe)
}

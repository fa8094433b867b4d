//! `souk import FILE`: products from a CSV file.

use std::{
    fs::File,
    io::{self, IsTerminal, Seek},
    ops::ControlFlow,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};

use anyhow::Context;
use indicatif::{ProgressBar, ProgressStyle};
use tempfile::TempDir;

use super::{Usage, report::shown, say};
use crate::{
    exchange::{self, Format, ImportError, Options},
    media::Gallery,
    store::{self, StoreError},
};

/// What `souk import` takes.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The file; - reads standard input
    file: PathBuf,
    /// Give the report and write nothing
    #[arg(long)]
    dry_run: bool,
    /// What the file is
    #[arg(long, default_value = "auto", value_enum)]
    format: Format,
    /// Say which column a field is in, such as --map price=ListPrice; repeatable
    #[arg(long = "map", value_name = "FIELD=COLUMN", value_parser = read_pair)]
    map: Vec<(String, String)>,
    /// Leave bad rows out instead of refusing the file; the exit code is then 1
    #[arg(long)]
    skip_bad_rows: bool,
    /// How many there are of a new product whose row does not say
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = clap::value_parser!(u32).range(0..=1_000_000))]
    default_stock: u32,
    /// A folder or ZIP file of pictures: those that the file names are stored in the shop. Nothing is fetched
    #[arg(long, value_name = "PATH")]
    pictures: Option<PathBuf>,
    /// Print the report as JSON
    #[arg(long)]
    json: bool,
}

fn read_pair(pair: &str) -> Result<(String, String), String> {
    let (field, column) = pair.split_once('=').ok_or("write it as FIELD=COLUMN")?;
    Ok((field.trim().to_owned(), column.trim().to_owned()))
}

/// Runs the command.
pub fn run(data_dir: &Path, args: &Args) -> anyhow::Result<ExitCode> {
    let source = open(&args.file)?;
    let length = source.metadata()?.len();
    let scratch = scratch(data_dir, args.dry_run)?;
    let shop = scratch.as_ref().map_or(data_dir, TempDir::path);
    let mut db = store::open_for_command(shop)?;
    let pictures = args.pictures.as_deref();
    let gallery = pictures.map(|path| gallery(path, data_dir, args.dry_run));
    let options = Options {
        format: args.format,
        map: args.map.clone(),
        dry_run: args.dry_run,
        skip_bad_rows: args.skip_bad_rows,
        default_stock: args.default_stock,
        pictures: gallery.transpose()?,
        currency: None,
    };
    let bar = bar(length);
    let result = exchange::import(&mut db, source, &options, &mut |progress| {
        bar.set_position(progress.bytes);
        bar.set_message(format!("{} rows", progress.rows));
        ControlFlow::Continue(())
    });
    bar.finish_and_clear();
    let report = match result {
        Ok(report) => report,
        Err(ImportError::Header(error)) => return Err(Usage(error.to_string()).into()),
        Err(error) if is_busy(&error) => anyhow::bail!(
            "another import or command is writing to this shop: try again when it is done"
        ),
        Err(error) => return Err(error.into()),
    };
    if args.json {
        say(&(serde_json::to_string_pretty(&report)? + "\n"))?;
    } else {
        say(&shown(&report))?;
    }
    Ok(if report.bad_row_count == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// A folder for a shop that is made for a dry run alone, where there is none yet.
fn scratch(data_dir: &Path, dry_run: bool) -> anyhow::Result<Option<TempDir>> {
    // A folder that cannot be one is refused as for any other run.
    let can_be_one = !data_dir.exists() || data_dir.is_dir();
    let makes_one = dry_run && can_be_one && !data_dir.join(store::SHOP_FILE).exists();
    Ok(makes_one.then(tempfile::tempdir).transpose()?)
}

fn is_busy(error: &ImportError) -> bool {
    use crate::catalogue::CatalogueError::Store;
    matches!(error, ImportError::Catalogue(Store(StoreError::Busy)))
}

fn gallery(path: &Path, data_dir: &Path, dry_run: bool) -> anyhow::Result<Arc<Gallery>> {
    let opened = Gallery::open(path, data_dir, dry_run);
    let gallery = opened.with_context(|| {
        let path = path.display();
        format!("{path} cannot be read as a folder or ZIP file of pictures")
    });
    Ok(Arc::new(gallery?))
}

/// A file that can be read several times; standard input is spooled into one.
fn open(path: &Path) -> anyhow::Result<File> {
    if path == Path::new("-") {
        let mut spool = tempfile::tempfile()?;
        io::copy(&mut io::stdin().lock(), &mut spool)?;
        spool.rewind()?;
        return Ok(spool);
    }
    let unreadable = || format!("{} cannot be read", path.display());
    let file = File::open(path).with_context(unreadable)?;
    let metadata = file.metadata().with_context(unreadable)?;
    anyhow::ensure!(!metadata.is_dir(), "{}: it is a folder", unreadable());
    if metadata.is_file() {
        return Ok(file);
    }
    // A pipe, such as <(zcat products.csv.gz), can be read once.
    let mut spool = tempfile::tempfile()?;
    io::copy(&mut io::BufReader::new(file), &mut spool)?;
    spool.rewind()?;
    Ok(spool)
}

/// The file is read twice behind the bar.
fn bar(length: u64) -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(length * 2);
    if let Ok(style) = ProgressStyle::with_template("{wide_bar} {percent}% {msg} {eta}") {
        bar.set_style(style);
    }
    bar
}

//! `souk import FILE`: products from a CSV file.

use std::{
    fs::File,
    io::{self, IsTerminal, Seek},
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::Context;
use comfy_table::Table;
use indicatif::{ProgressBar, ProgressStyle};

use super::{Usage, say};
use crate::{
    exchange::{self, BadRow, Format, ImportError, Options, Report},
    settings, store,
};

/// How many bad rows are printed; `--json` prints up to 1,000.
const PRINTED: usize = 50;

/// What `souk import` takes.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The file; - reads standard input
    file: PathBuf,
    /// Give the report and write nothing
    #[arg(long)]
    dry_run: bool,
    /// What the file is; auto looks at its header
    #[arg(long, default_value = "auto", value_enum)]
    format: Format,
    /// Say which column a field is in, such as --map price=ListPrice; repeatable
    #[arg(long = "map", value_name = "FIELD=COLUMN", value_parser = read_pair)]
    map: Vec<(String, String)>,
    /// Leave bad rows out instead of refusing the file; the exit code is then 1
    #[arg(long)]
    skip_bad_rows: bool,
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
    let mut db = store::open_for_command(data_dir)?;
    let currency = settings::currency(&db)?;
    let options = Options {
        format: args.format,
        map: args.map.clone(),
        dry_run: args.dry_run,
        skip_bad_rows: args.skip_bad_rows,
    };
    let bar = bar(length);
    let result = exchange::import(&mut db, source, &options, currency, &mut |progress| {
        bar.set_position(progress.bytes);
        bar.set_message(format!("{} rows", progress.rows));
    });
    bar.finish_and_clear();
    let report = match result {
        Ok(report) => report,
        Err(ImportError::Header(error)) => return Err(Usage(error.to_string()).into()),
        Err(error) => return Err(error.into()),
    };
    if args.json {
        say(&(serde_json::to_string_pretty(&report)? + "\n"))?;
    } else {
        say(&shown(&report))?;
    }
    Ok(if report.bad_rows == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// A file that can be read twice; standard input is spooled into one.
fn open(path: &Path) -> anyhow::Result<File> {
    if path == Path::new("-") {
        let mut spool = tempfile::tempfile()?;
        io::copy(&mut io::stdin().lock(), &mut spool)?;
        spool.rewind()?;
        return Ok(spool);
    }
    let file = File::open(path)
        .map_err(|error| Usage(format!("{} cannot be read: {error}", path.display())))?;
    let metadata = file.metadata().context("the file cannot be looked at")?;
    if metadata.is_dir() {
        return Err(Usage(format!("{} is a folder", path.display())).into());
    }
    Ok(file)
}

fn bar(length: u64) -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(length);
    if let Ok(style) = ProgressStyle::with_template("{wide_bar} {percent}% {msg} {eta}") {
        bar.set_style(style);
    }
    bar
}

fn shown(report: &Report) -> String {
    let mut text = format!(
        "{} rows ({}, {}, cells set apart by {:?})\ncreated {}, updated {}, unchanged {}, bad rows {}\n",
        report.rows,
        report.format,
        report.encoding,
        report.delimiter,
        report.created,
        report.updated,
        report.unchanged,
        report.bad_rows
    );
    let left_out = report
        .columns
        .iter()
        .filter(|column| column.read_as.is_none());
    let left_out: Vec<&str> = left_out.map(|column| column.column.as_str()).collect();
    if !left_out.is_empty() {
        text.push_str(&format!("columns left out: {}\n", left_out.join(", ")));
    }
    text.push_str(&table(
        "warnings",
        &report.warnings,
        report.warnings.len() as u64,
    ));
    text.push_str(&table("bad rows", &report.errors, report.bad_rows));
    text.push_str(match report {
        Report { dry_run: true, .. } => "This was a dry run: nothing was written.\n",
        Report {
            written: true,
            bad_rows: 0,
            ..
        } => "Done.\n",
        Report { written: true, .. } => "Done, without the bad rows.\n",
        Report { bad_rows: 0, .. } => "Nothing to do: the shop is as the file says.\n",
        _ => "Nothing was written: mend the rows, or leave them out with --skip-bad-rows.\n",
    });
    text
}

fn table(title: &str, rows: &[BadRow], count: u64) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let mut table = Table::new();
    table.set_header(["line", "column", "value", title]);
    for row in rows.iter().take(PRINTED) {
        table.add_row([&row.line.to_string(), &row.column, &row.value, &row.reason]);
    }
    let more = count.saturating_sub(PRINTED as u64);
    let note = if more > 0 {
        format!("… and {more} more; --json prints up to 1,000.\n")
    } else {
        String::new()
    };
    format!("{table}\n{note}")
}

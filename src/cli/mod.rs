//! The command line: one file a command.
//!
//! Data goes to stdout, progress and logs to stderr. Exit codes: 0 fine, 1 it failed or something was
//! lost, 2 wrong usage.

mod backup;
mod check;
mod demo;
mod export;
mod import;
mod migrate;
mod openapi;
mod report;
mod serve;
mod setup;
mod token;
mod tracking;
mod user;

use std::process::ExitCode;

use clap::{
    ArgMatches, Args as _, CommandFactory, FromArgMatches, Parser, Subcommand, parser::ValueSource,
};

use crate::config::{self, LogFormat};

/// A whole marketplace in one file.
#[derive(Parser)]
#[command(name = "souk", version, about, max_term_width = 100)]
struct Cli {
    #[command(flatten)]
    common: config::Common,
    #[command(subcommand)]
    command: Option<Command>,
    /// `souk` alone is `souk serve`
    #[command(flatten)]
    serve: config::Serve,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the shop (what `souk` alone does)
    Serve(Box<config::Serve>),
    /// Import products from a CSV file: souk's own, Shopify's, WooCommerce's or any other
    Import(import::Args),
    /// Export all products as CSV
    Export(export::Args),
    /// Copy the shop with its pictures to one file, verified, while it runs or not
    Backup(backup::BackUp),
    /// Put a copy in the place of the shop; the one that was there is kept
    Restore(backup::Restore),
    /// Read the whole shop and say what is wrong with it
    Check(check::Args),
    /// Bring the shop to the schema of this souk, as serve does at its start
    Migrate(migrate::Args),
    /// Print the OpenAPI document
    Openapi(openapi::Args),
    /// Make, list and revoke API tokens
    Token(token::Args),
    /// Make accounts, the first admin among them
    User(user::Args),
    /// Prove, measure and show how events are counted
    Tracking(tracking::Args),
}

/// Parses the command line, runs the command and gives the exit code.
pub fn main() -> ExitCode {
    let matches = Cli::command().get_matches();
    if let Some(option) = misplaced(&matches) {
        return usage(&format!(
            "--{option} belongs to a command: write it behind it, as in `souk serve --{option} …`"
        ));
    }
    let cli = Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    let filter = match tracing_subscriber::EnvFilter::try_new(&cli.common.log) {
        Ok(filter) => filter,
        Err(error) => {
            return usage(&format!(
                "--log {:?} is no log filter: {error}",
                cli.common.log
            ));
        }
    };
    start_log(filter, cli.common.log_format);
    let data_dir = &cli.common.data_dir;
    let result = match cli.command.unwrap_or(Command::Serve(Box::new(cli.serve))) {
        Command::Serve(args) => serve::run(data_dir, &args),
        Command::Import(args) => import::run(data_dir, &args),
        Command::Export(args) => export::run(data_dir, &args),
        Command::Backup(args) => backup::back_up(data_dir, &args),
        Command::Restore(args) => backup::restore(data_dir, &args),
        Command::Check(args) => check::run(data_dir, &args),
        Command::Migrate(args) => migrate::run(data_dir, &args),
        Command::Openapi(_) => openapi::run(),
        Command::Token(args) => token::run(data_dir, &args),
        Command::User(args) => user::run(data_dir, &args),
        Command::Tracking(args) => tracking::run(data_dir, &args),
    };
    result.unwrap_or_else(|error| {
        eprintln!("souk: {error:#}");
        match error.downcast_ref::<Usage>() {
            Some(_) => ExitCode::from(2),
            None => ExitCode::FAILURE,
        }
    })
}

/// An option of `souk serve` in front of a command, where nothing would heed it.
fn misplaced(matches: &ArgMatches) -> Option<String> {
    matches.subcommand_name()?;
    let options = config::Serve::augment_args(clap::Command::new("serve"));
    options.get_arguments().find_map(|option| {
        let id = option.get_id().as_str();
        let given = matches.value_source(id) == Some(ValueSource::CommandLine);
        given.then(|| option.get_long().unwrap_or(id).to_owned())
    })
}

/// A mistake on the command line that only the command itself can see: exit code 2.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Usage(String);

/// Writes data to stdout. A reader that has seen enough (`| head`) is no failure.
fn say(text: &str) -> anyhow::Result<()> {
    use std::io::{ErrorKind, Write};
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}

fn usage(message: &str) -> ExitCode {
    eprintln!("souk: {message}");
    ExitCode::from(2)
}

fn start_log(filter: tracing_subscriber::EnvFilter, format: LogFormat) {
    use std::io::IsTerminal;
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    match format {
        LogFormat::Text => builder.with_ansi(std::io::stderr().is_terminal()).init(),
        LogFormat::Json => builder.json().flatten_event(true).init(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A setting as README.md lists it.
    fn row(option: &clap::Arg) -> Option<String> {
        let flag = option.get_long()?;
        let variable = option.get_env()?.to_string_lossy();
        let default = match option.get_default_values() {
            [] => String::new(),
            values => {
                let values: Vec<_> = values.iter().map(|value| value.to_string_lossy()).collect();
                format!("`{}`", values.join(","))
            }
        };
        let help = option
            .get_help()
            .map(ToString::to_string)
            .unwrap_or_default();
        Some(format!(
            "| `--{flag}` | `{variable}` | {default} | {help} |"
        ))
    }

    #[test]
    fn the_readme_lists_every_setting() {
        let options =
            config::Serve::augment_args(config::Common::augment_args(clap::Command::new("serve")));
        let rows: Vec<String> = options.get_arguments().filter_map(row).collect();
        let table = rows.join("\n");
        let readme = include_str!("../../README.md");
        assert!(
            readme.contains(&table),
            "README.md's table of settings should be:\n{table}"
        );
    }
}

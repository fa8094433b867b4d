//! `souk tracking rebuild`: counts everything anew from raw events.

use std::{path::Path, process::ExitCode, time::Duration};

use clap::Args as ClapArgs;
use comfy_table::Table;
use indicatif::ProgressBar;
use serde_json::{Value, json};

use super::say_json;
use crate::{
    cli::say,
    store::SideFile,
    tracking::recount::{Recount, recount, repair},
};

/// Products that the table shows; JSON has all.
const SHOWN: usize = 50;

/// What `souk tracking rebuild` takes.
#[derive(Debug, ClapArgs)]
pub struct Args {
    /// Put the recounted numbers in the place of the live ones
    #[arg(long)]
    write: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Runs the command. Exit code 1 when live counters differ from their events.
pub fn run(data_dir: &Path, args: &Args) -> anyhow::Result<ExitCode> {
    use std::io::IsTerminal;
    let file = SideFile::tracking(data_dir);
    let bar = if std::io::stderr().is_terminal() {
        ProgressBar::new_spinner()
    } else {
        ProgressBar::hidden()
    };
    let mut progress = |events: i64| bar.set_message(format!("{events} events"));
    let found = recount(&file.reader()?, &mut progress)?;
    if args.write && !found.differences.is_empty() {
        repair(&mut file.open(Duration::from_secs(10))?, &mut progress)?;
    }
    bar.finish_and_clear();
    if args.json {
        say_json(&as_json(&found, args.write))?;
    } else {
        say_tables(&found, args.write)?;
    }
    Ok(if found.differences.is_empty() || args.write {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn as_json(found: &Recount, written: bool) -> Value {
    let product = |(id, numbers): (&i64, _)| {
        let mut object = json!(numbers);
        object["product_id"] = json!(id);
        object
    };
    json!({
        "events": found.events,
        "products": found.products.iter().map(product).collect::<Vec<_>>(),
        "differences": found.differences,
        "written": written && !found.differences.is_empty(),
    })
}

fn say_tables(found: &Recount, written: bool) -> anyhow::Result<()> {
    let mut table = Table::new();
    table.set_header([
        "product",
        "views",
        "clicks",
        "favorites",
        "cart adds",
        "purchases",
        "units sold",
        "revenue",
    ]);
    for (id, numbers) in found.products.iter().take(SHOWN) {
        let counts = numbers.each().map(|(_, count)| count.to_string());
        table.add_row(std::iter::once(id.to_string()).chain(counts));
    }
    say(&format!("{table}\n"))?;
    if found.products.len() > SHOWN {
        let more = found.products.len() - SHOWN;
        say(&format!("and {more} products more; --json prints all\n"))?;
    }
    say(&format!(
        "{} events of {} products recounted; {} differences\n",
        found.events,
        found.products.len(),
        found.differences.len()
    ))?;
    if found.differences.is_empty() {
        return Ok(());
    }
    let mut table = Table::new();
    table.set_header(["product", "counter", "live", "recounted"]);
    for difference in &found.differences {
        table.add_row([
            difference.product_id.to_string(),
            difference.counter.to_owned(),
            difference.live.to_string(),
            difference.recounted.to_string(),
        ]);
    }
    let done = if written {
        "the live numbers were replaced\n"
    } else {
        ""
    };
    say(&format!("{table}\n{done}"))
}

//! `cargo bench`: souk under load, beside a peer, in one run.
//!
//! `cargo bench -- --list` names the scenarios, `cargo bench -- catalogue` runs one, `--quick` gives
//! a first look, `--write` renews its sections of `docs/benchmarks.md`. What it builds and installs stays below
//! target/; servers listen on 127.0.0.1 only.

mod accounts;
mod catalogue;
mod commerce;
mod import;
mod scale;
mod start;
mod support;
mod tracking;

use std::{path::Path, process::ExitCode};

use anyhow::{Result, bail, ensure};
use support::{load, report, report::Section};

/// How to measure.
pub struct Settings {
    /// How often each thing is measured.
    pub rounds: usize,
    /// How long each time.
    pub seconds: u32,
    /// Smaller shops.
    pub quick: bool,
    /// Import again what an earlier run left.
    pub fresh: bool,
    /// Measure the peer as well.
    pub peer: bool,
}

struct Scenario {
    name: &'static str,
    about: &'static str,
    run: fn(&Settings) -> Result<Vec<Section>>,
}

const SCENARIOS: [Scenario; 7] = [
    Scenario {
        name: "catalogue",
        about: "reads of a shop with 10,000 products, beside PocketBase with the same ones",
        run: catalogue::run,
    },
    Scenario {
        name: "scale",
        about: "the same reads with 1,000,000 products and with 10,000",
        run: scale::run,
    },
    Scenario {
        name: "import",
        about: "a CSV file of 100,000 rows and one of 1,000,000 into an empty shop",
        run: import::run,
    },
    Scenario {
        name: "start",
        about: "how soon an existing shop is ready, and how much memory it takes",
        run: start::run,
    },
    Scenario {
        name: "commerce",
        about: "adding to carts, beside PocketBase's plain inserts, and checkouts",
        run: commerce::run,
    },
    Scenario {
        name: "accounts",
        about: "details of products by nobody and by who is known; lists while fifty people log in",
        run: accounts::run,
    },
    Scenario {
        name: "tracking",
        about: "what counting costs: queueing, writing, a hot list, memory, analytics over ten million events",
        run: tracking::run,
    },
];

const USAGE: &str = "\
cargo bench -- [SCENARIO…] [OPTIONS]

  --list           names the scenarios
  --quick          short rounds and small shops: a look, not a measurement
  --rounds N       how often each thing is measured (5)
  --seconds N      how long each time (3)
  --fresh          imports the shops again that an earlier run left below target/
  --no-peer        leaves PocketBase out
  --write          renews the sections of docs/benchmarks.md; needs the peer, and not --quick
";

struct Asked {
    settings: Settings,
    names: Vec<String>,
    list: bool,
    write: bool,
}

fn parse(arguments: impl Iterator<Item = String>) -> Result<Asked> {
    let mut asked = Asked {
        settings: Settings {
            rounds: 5,
            seconds: 3,
            quick: false,
            fresh: false,
            peer: true,
        },
        names: Vec::new(),
        list: false,
        write: false,
    };
    let mut arguments = arguments.peekable();
    while let Some(argument) = arguments.next() {
        let mut number = || {
            let number = arguments.next().and_then(|text| text.parse::<u32>().ok());
            match number {
                Some(number @ 1..=600) => Ok(number),
                _ => bail!("{argument} takes a number from 1 to 600\n\n{USAGE}"),
            }
        };
        match argument.as_str() {
            // What cargo itself adds.
            "--bench" => {}
            "--list" => asked.list = true,
            "--quick" => asked.settings.quick = true,
            "--fresh" => asked.settings.fresh = true,
            "--no-peer" => asked.settings.peer = false,
            "--write" => asked.write = true,
            "--rounds" => asked.settings.rounds = number()? as usize,
            "--seconds" => asked.settings.seconds = number()?,
            name if SCENARIOS.iter().any(|scenario| scenario.name == name) => {
                asked.names.push(argument);
            }
            other => bail!("{other:?} is neither a scenario nor an option\n\n{USAGE}"),
        }
    }
    if asked.settings.quick {
        asked.settings.rounds = asked.settings.rounds.min(2);
        asked.settings.seconds = 1;
    }
    ensure!(
        !asked.write || !asked.settings.quick && asked.settings.peer,
        "--write needs the peer, and not --quick"
    );
    Ok(asked)
}

fn run() -> Result<()> {
    let asked = parse(std::env::args().skip(1))?;
    if asked.list {
        for scenario in &SCENARIOS {
            println!("{:<10} {}", scenario.name, scenario.about);
        }
        return Ok(());
    }
    load::find_generator()?;
    if let Some(load) = support::machine::load().filter(|load| *load > 0.5) {
        eprintln!("others keep this machine busy (load {load:.1}): trust ratios, not rates");
    }
    let mut sections = Vec::new();
    for scenario in &SCENARIOS {
        if asked.names.is_empty() || asked.names.iter().any(|name| name == scenario.name) {
            eprintln!("{}: {}", scenario.name, scenario.about);
            let found = (scenario.run)(&asked.settings)?;
            for section in &found {
                println!("\n{}", section.markdown());
            }
            sections.extend(found);
        }
    }
    if asked.write {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
        let settings = &asked.settings;
        let mut command = "cargo bench --".to_owned();
        for name in &asked.names {
            command.extend([" ", name]);
        }
        command += &format!(" --write --seconds {}", settings.seconds);
        report::renew(&folder, &sections, &command, settings.rounds)?;
        eprintln!("docs/benchmarks.md is renewed");
    }
    Ok(())
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

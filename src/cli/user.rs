//! `souk user create`: accounts from the command line, the first admin among them.

use std::{
    io::{BufRead, IsTerminal, stdin},
    path::Path,
    process::ExitCode,
};

use clap::{Args as ClapArgs, Subcommand, builder::PossibleValuesParser};
use serde_json::json;

use super::{Usage, say};
use crate::{
    audit::{self, Actor},
    http::caller::Role,
    people::{
        PeopleError, passwords,
        users::{self, NewUser},
    },
    store,
};

/// What `souk user` takes.
#[derive(Debug, ClapArgs)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make an account; its password is asked for
    Create(Create),
}

#[derive(Debug, ClapArgs)]
struct Create {
    /// Where mail goes, and what to log in with
    #[arg(long)]
    email: String,
    /// What to call them
    #[arg(long)]
    name: String,
    /// What they may do
    #[arg(long, default_value = "customer", value_parser = PossibleValuesParser::new(["admin", "customer"]))]
    role: String,
    /// Read the password from the first line of the standard input; SOUK_PASSWORD is another way
    #[arg(long)]
    password_stdin: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub fn run(data_dir: &Path, args: &Args) -> anyhow::Result<ExitCode> {
    match &args.command {
        Command::Create(create) => make(data_dir, create),
    }
}

fn make(data_dir: &Path, args: &Create) -> anyhow::Result<ExitCode> {
    let role = match args.role.as_str() {
        "admin" => Role::Admin,
        _ => Role::Customer,
    };
    // Nobody is asked for a password in vain.
    let user = NewUser::named(&args.email, &args.name, role).map_err(usage)?;
    if is_taken(data_dir, &user.email) {
        return Err(taken(&user.email));
    }
    let password = password(args.password_stdin)?;
    if let Some(fault) = users::password_fault(&password) {
        return Err(Usage(format!("the password {fault}")).into());
    }
    let hash = passwords::hash(&password)?;
    let mut db = store::open_for_command(data_dir)?;
    let tx = db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let user = match users::insert(&tx, &user, &hash) {
        Err(PeopleError::EmailTaken) => return Err(taken(&user.email)),
        inserted => inserted?,
    };
    let shown = json!({
        "id": user.id.to_string(),
        "email": user.email,
        "name": user.name,
        "role": user.role.as_str(),
    });
    let subject = format!("user {}", user.id);
    audit::record(
        &tx,
        &Actor::command_line(),
        "create",
        &subject,
        None,
        Some(&shown),
    )?;
    tx.commit()?;
    if args.json {
        say(&(serde_json::to_string_pretty(&shown)? + "\n"))?;
    } else {
        say(&format!("{}\n", user.id))?;
        eprintln!("{} may log in as {}.", user.email, user.role.as_str());
    }
    Ok(ExitCode::SUCCESS)
}

/// Whether an account has the e-mail, so far as a look shows that makes and migrates nothing.
fn is_taken(data_dir: &Path, email: &str) -> bool {
    let known = |db: rusqlite::Connection| users::credentials(&db, email);
    store::open_to_read(data_dir).is_ok_and(|db| matches!(known(db), Ok(Some(_))))
}

fn taken(email: &str) -> anyhow::Error {
    anyhow::anyhow!("there is an account with the e-mail {email:?} already")
}

/// The password: of the environment, or a line of the standard input. A terminal does not show it.
fn password(from_stdin: bool) -> anyhow::Result<String> {
    if !from_stdin && let Ok(password) = std::env::var("SOUK_PASSWORD") {
        return Ok(password);
    }
    let _quiet = match !from_stdin && stdin().is_terminal() {
        true => {
            eprint!("Password (10 to 256 characters): ");
            Some(Quiet::terminal()?)
        }
        false => None,
    };
    let mut line = String::new();
    stdin().lock().read_line(&mut line)?;
    let password = line.trim_end_matches(['\n', '\r']);
    if password.is_empty() {
        let message = "no password came: write it to the standard input, or set SOUK_PASSWORD";
        return Err(Usage(message.to_owned()).into());
    }
    Ok(password.to_owned())
}

/// A terminal that does not show what is typed, until this is dropped.
struct Quiet(rustix::termios::Termios);

impl Quiet {
    fn terminal() -> anyhow::Result<Self> {
        use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};
        let before = tcgetattr(stdin())?;
        let mut silent = before.clone();
        silent.local_modes.remove(LocalModes::ECHO);
        silent.local_modes.insert(LocalModes::ECHONL);
        tcsetattr(stdin(), OptionalActions::Flush, &silent)?;
        Ok(Self(before))
    }
}

impl Drop for Quiet {
    fn drop(&mut self) {
        use rustix::termios::{OptionalActions, tcsetattr};
        // What cannot be put back can be mended with `stty echo`.
        let _ = tcsetattr(stdin(), OptionalActions::Flush, &self.0);
    }
}

/// Which option is wrong, and how.
fn usage(error: PeopleError) -> anyhow::Error {
    let PeopleError::Invalid(faults) = error else {
        return error.into();
    };
    let words: Vec<String> = faults
        .iter()
        .map(|(pointer, detail)| format!("the {} {detail}", pointer.trim_start_matches('/')))
        .collect();
    Usage(words.join("; ")).into()
}

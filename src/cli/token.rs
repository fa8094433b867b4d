//! `souk token create|list|revoke`: API tokens.

use std::{path::Path, process::ExitCode, time::Duration};

use clap::{Args as ClapArgs, Subcommand, builder::PossibleValuesParser};
use comfy_table::Table;

use serde_json::{Value, json};

use super::{Usage, say};
use crate::{
    audit::{self, Actor},
    http::caller::Role,
    people::tokens::{self, Token, TokenRequest},
    store, time,
};

/// What `souk token` takes.
#[derive(Debug, ClapArgs)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make a token and print it, this once
    Create(Create),
    /// List the tokens, without their secrets
    List {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// End a token at once
    Revoke {
        /// The id that `souk token list` shows
        id: i64,
    },
}

#[derive(Debug, ClapArgs)]
struct Create {
    /// What the token may do
    #[arg(long, value_parser = PossibleValuesParser::new(Role::NAMES))]
    role: String,
    /// What it is for
    #[arg(long, default_value = "token")]
    name: String,
    /// The seller that a token of role seller acts for, by name; made where missing
    #[arg(long)]
    seller: Option<String>,
    /// How long it holds, in days; for ever when left out
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=36_500))]
    expires_in_days: Option<u32>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub fn run(data_dir: &Path, args: &Args) -> anyhow::Result<ExitCode> {
    match &args.command {
        Command::Create(create) => make(data_dir, create),
        Command::List { json } => list(data_dir, *json),
        Command::Revoke { id } => revoke(data_dir, *id),
    }
}

fn make(data_dir: &Path, args: &Create) -> anyhow::Result<ExitCode> {
    let role = match args.role.as_str() {
        "admin" => Role::Admin,
        "seller" => Role::Seller,
        _ => Role::Customer,
    };
    if args.seller.is_some() && role != Role::Seller {
        return Err(Usage("--seller goes with --role seller".to_owned()).into());
    }
    if args.name.trim().is_empty()
        || args
            .seller
            .as_ref()
            .is_some_and(|name| name.trim().is_empty())
    {
        return Err(Usage("--name and --seller must not be blank".to_owned()).into());
    }
    let lifetime = args
        .expires_in_days
        .map(|days| Duration::from_secs(86_400 * u64::from(days)));
    let expires_at = lifetime.map(|lifetime| time::now() + lifetime.as_millis() as i64);
    let mut db = store::open_for_command(data_dir)?;
    let tx = db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let seller = args.seller.as_deref();
    let request = TokenRequest {
        name: args.name.trim(),
        role,
        seller_id: seller
            .map(|name| tokens::seller_named(&tx, name))
            .transpose()?,
        expires_at,
    };
    let made = tokens::create(&tx, &request)?;
    let shown = shown(&made.kept);
    let (who, subject) = (Actor::command_line(), subject(made.kept.id));
    audit::record(&tx, &who, "create", &subject, None, Some(&shown))?;
    tx.commit()?;
    if args.json {
        let token = json!({
            "id": made.kept.id,
            "name": made.kept.name,
            "role": made.kept.role,
            "token": made.token,
            "expires_at": made.kept.expires_at.map(time::to_rfc3339),
        });
        say(&(serde_json::to_string_pretty(&token)? + "\n"))?;
    } else {
        say(&format!("{}\n", made.token))?;
        eprintln!("Keep it: only its hash is stored, so it cannot be shown again.");
    }
    Ok(ExitCode::SUCCESS)
}

/// A token without its secret.
fn shown(token: &Token) -> Value {
    json!({
        "id": token.id,
        "name": token.name,
        "role": token.role,
        "prefix": token.prefix,
        "seller": token.seller.as_ref().map(|seller| &seller.slug),
        "created_at": time::to_rfc3339(token.created_at),
        "expires_at": token.expires_at.map(time::to_rfc3339),
        "revoked_at": token.revoked_at.map(time::to_rfc3339),
    })
}

fn subject(id: i64) -> String {
    format!("token {id}")
}

fn list(data_dir: &Path, json: bool) -> anyhow::Result<ExitCode> {
    let tokens = tokens::all(&store::open_existing_for_command(data_dir)?)?;
    if json {
        let tokens: Vec<Value> = tokens.iter().map(shown).collect();
        say(&(serde_json::to_string_pretty(&tokens)? + "\n"))?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut table = Table::new();
    table.set_header([
        "id", "name", "role", "seller", "begins", "made", "expires", "revoked",
    ]);
    for token in tokens {
        let or_dash = |text: Option<String>| text.unwrap_or_else(|| "–".to_owned());
        let instant = |at: Option<i64>| or_dash(at.map(time::to_rfc3339));
        table.add_row([
            token.id.to_string(),
            token.name,
            token.role,
            or_dash(token.seller.map(|seller| seller.slug)),
            format!("{}…", token.prefix),
            time::to_rfc3339(token.created_at),
            instant(token.expires_at),
            instant(token.revoked_at),
        ]);
    }
    say(&format!("{table}\n"))?;
    Ok(ExitCode::SUCCESS)
}

fn revoke(data_dir: &Path, id: i64) -> anyhow::Result<ExitCode> {
    let mut db = store::open_existing_for_command(data_dir)?;
    let tx = db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let before = tokens::get(&tx, id)?;
    if !tokens::revoke(&tx, id)? {
        anyhow::bail!("there is no live token {id}; `souk token list` shows what there is");
    }
    let (before, after) = (before.as_ref().map(shown), tokens::get(&tx, id)?);
    let (who, after) = (Actor::command_line(), after.as_ref().map(shown));
    let subject = subject(id);
    audit::record(
        &tx,
        &who,
        "revoke",
        &subject,
        before.as_ref(),
        after.as_ref(),
    )?;
    tx.commit()?;
    // A server that runs believes what it read until it sees that another process wrote.
    if store::server_of(data_dir)?.is_some() {
        std::thread::sleep(store::NOTICED_WITHIN);
    }
    eprintln!("The token is dead.");
    Ok(ExitCode::SUCCESS)
}
